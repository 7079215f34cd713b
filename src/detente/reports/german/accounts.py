"""Where accounts lead that part, in German: what one says where nothing more of them was worked out."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.analyze.heading_words import by_foresight, everywhere, known_left, leads
from detente.questions.analyze.words import MOST_GROUPS
from detente.reports.german.heading import NOT_ALWAYS_KNOWN, NOTHING_KNOWN, goes, holding_clause, then
from detente.wording.accounts import names
from detente.wording.german.accounts import accounts_named, within
from detente.wording.german.outcomes import options_told, target
from detente.wording.german.texts import spelled
from detente.wording.texts import capital, fitting
from detente.wording.voice import Voice


def headline_of_accounts(answers: Sequence[AnalyzeAnswer], voice: Voice) -> str:
    """Say what the accounts agree on, and that they part."""
    unknown = [a.heading is None for a in answers]
    if any(unknown):
        why = NOTHING_KNOWN if all(unknown) else NOT_ALWAYS_KNOWN
        return f"Die Lesarten unterscheiden sich darin, was Bestand hat; {why}."
    firm, ahead, left = by_foresight(answers)
    if not left:
        return held_in_all(answers, firm)
    if firm or ahead:
        return held_in_some(firm, ahead, left, voice)
    told = everywhere(answers, voice, options_told)
    if told:
        return fitting(
            f"Die Lesarten führen zu verschiedenen Ausgängen, doch dies kommt in allen zustande: {told}.",
            "Die Lesarten führen zu verschiedenen Ausgängen, die etwas Neues gemeinsam haben.",
        )
    return (
        "Die Lesarten führen zu verschiedenen Ausgängen, und keine einzige Änderung gegenüber heute kommt in allen "
        "zustande."
    )


def held_in_all(answers: Sequence[AnalyzeAnswer], firm: Sequence[AnalyzeAnswer]) -> str:
    """Say that today holds in every account if the sides look ahead, and in which of them also if they do not."""
    every = "beiden Lesarten" if len(answers) == 2 else "jeder Lesart"
    if not firm:
        return (
            f"In {every} bleibt es, wie es heute ist, solange die Seiten vorausschauen; "
            "tun sie es nicht, gehen die Lesarten auseinander."
        )
    lead = f"In {every} bleibt es, wie es heute ist, wenn die Seiten vorausschauen; tun sie es nicht,"
    number = "einer" if len(firm) == 1 else spelled(len(firm))
    return fitting(f"{lead} nur {within(names(firm))}.", f"{lead} nur in {number} davon.")


def held_in_some(
    firm: Sequence[AnalyzeAnswer], ahead: Sequence[AnalyzeAnswer], left: Sequence[AnalyzeAnswer], voice: Voice
) -> str:
    """Say in which accounts today holds, in each of them how far the sides have to look, and where the others lead."""
    of = spelled(len(firm) + len(ahead) + len(left))
    others = "in der anderen" if len(left) == 1 else "in den anderen"
    gone = f"{others} {'nicht' if all(known_left(a) for a in left) else 'ist das nicht bekannt'}"
    named = held(names_of(firm), names_of(ahead))
    total = f" von {of} Lesarten"
    counted = held(some_of(firm, total), some_of(ahead, more=" weiteren") if firm else some_of(ahead, total))
    texts = [f"{named}; {gone}.", f"{counted}; {gone}."]
    if len({leads(a) for a in left}) == 1:
        lead = either_way(firm) if not ahead else named
        texts = [*beside(lead, named, others, left[0], voice), *texts]
    return fitting(*texts)


def either_way(firm: Sequence[AnalyzeAnswer]) -> str:
    """Begin with what is so however far the sides look, for all accounts at once."""
    return (
        f"Ob die Seiten vorausschauen oder nicht: {accounts_named(names(firm))} bleibt es, wie es heute ist"
    )


def beside(lead: str, named: str, others: str, left: AnalyzeAnswer, voice: Voice) -> list[str]:
    """Say where the other accounts lead, behind where today holds: `lead` if it is the same in both ways of looking."""
    assert left.heading is not None
    ends = left.heading.ahead
    if left.heading.same and ends.states:
        return [f"{lead}; {others} führt es {target(left, ends, voice, titled=t)}." for t in (True, False)]
    # What the sides do elsewhere is a sentence of its own in German: the verb stands in another place there.
    return [f"{named}. {told}" for told in of_others(capital(others), left, voice)]


def names_of(answers: Sequence[AnalyzeAnswer]) -> str:
    """Say in which accounts, by their names."""
    return within(names(answers)) if answers else ""


def some_of(answers: Sequence[AnalyzeAnswer], of: str = "", more: str = "") -> str:
    """Say in how many accounts: of how many, and whether these are further ones."""
    if not answers:
        return ""
    return f"in {'einer' if len(answers) == 1 else spelled(len(answers))}{more}{of}"


def held(firm: str, ahead: str) -> str:
    """Say where today holds: in any case, and as long as the sides look ahead."""
    only = "solange die Seiten vorausschauen"
    if not firm:
        return f"{capital(ahead)} bleibt es, wie es heute ist, {only}"
    told = f"{capital(firm)} bleibt es, wie es heute ist, vorausschauend oder nicht"
    return f"{told}; {ahead}, {only}" if ahead else told


def points_of_accounts(groups: Sequence[Sequence[AnalyzeAnswer]], voice: Voice) -> tuple[str, ...]:
    """Say for each group of accounts where it leads; of many groups the first."""
    shown = groups if len(groups) <= MOST_GROUPS else groups[: MOST_GROUPS - 1]
    told = [of_group(accounts_named([a.perspective for a in group]), group[0], voice) for group in shown]
    rest = [a.perspective for group in groups[len(shown) :] for a in group]
    if rest:
        told.append(f"{accounts_named(rest)} führt es wieder anderswohin; die Einzelheiten sagen, wohin.")
    return tuple(told)


def of_group(accounts: str, answer: AnalyzeAnswer, voice: Voice) -> str:
    """Say in one sentence where it leads in some accounts."""
    heading = answer.heading
    if heading is None:
        return f"{accounts}: {capital(''.join(holding_clause(answer, voice)))}."
    ahead, myopic = heading.ahead, heading.myopic
    if ahead.stays and myopic.stays:
        return f"{accounts} bleibt es, wie es heute ist, ob die Seiten vorausschauen oder nicht."
    return fitting(*of_others(accounts, answer, voice))


def of_others(accounts: str, answer: AnalyzeAnswer, voice: Voice) -> list[str]:
    """Say where it leads in some accounts in which today does not hold in any case: with titles, and without."""
    assert answer.heading is not None
    ahead, myopic = answer.heading.ahead, answer.heading.myopic
    stays = f"{accounts} bleibt es, wie es heute ist"
    told = []
    for titled in (True, False):
        first, second = (goes(answer, ends, voice, titled=titled) for ends in (ahead, myopic))
        if ahead.stays:
            told.append(f"{stays}, wenn die Seiten vorausschauen; nicht vorausschauend {second}.")
        elif answer.heading.same and ahead.states:
            where = target(answer, ahead, voice, titled=titled)
            told.append(f"{accounts} führt es {where}, ob die Seiten vorausschauen oder nicht.")
        elif first == second:
            told.append(f"{accounts} {first}, ob die Seiten vorausschauen oder nicht.")
        else:
            otherwise = then(answer, ahead, myopic, voice, titled=titled)
            told.append(f"{accounts}: vorausschauend {first}; nicht vorausschauend {otherwise}.")
    return told
