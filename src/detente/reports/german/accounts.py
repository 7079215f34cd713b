"""Where accounts lead that part, in German: what one says where nothing more of them was worked out."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.analyze.heading_words import everywhere
from detente.questions.analyze.words import MOST_GROUPS
from detente.reports.german.heading import NOT_ALWAYS_KNOWN, NOTHING_KNOWN, goes, holding_clause, then
from detente.wording.german.accounts import accounts_named
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
    staying = [a.perspective for a in answers if a.heading is not None and a.heading.ahead.stays]
    if len(staying) == len(answers):
        every = "beiden Lesarten" if len(answers) == 2 else "jeder Lesart"
        return (
            f"In {every} bleibt es, wie es heute ist, solange die Seiten vorausschauen; "
            "tun sie es nicht, gehen die Lesarten auseinander."
        )
    if staying:
        others = "der anderen" if len(answers) - len(staying) == 1 else "den anderen"
        number = "einer" if len(staying) == 1 else spelled(len(staying))
        some = f"{number} von {spelled(len(answers))} Lesarten"
        return fitting(
            f"{accounts_named(staying)} bleibt es, wie es heute ist, solange die Seiten vorausschauen; "
            f"in {others} nicht.",
            f"In {some} bleibt es, wie es heute ist; in {others} nicht.",
        )
    told = everywhere(answers, voice, options_told)
    if told:
        return fitting(
            f"Die Lesarten führen zu verschiedenen Ausgängen, doch dies kommt in allen zustande: {told}.",
            "Die Lesarten führen zu verschiedenen Ausgängen, die etwas Neues gemeinsam haben.",
        )
    return (
        "Die Lesarten führen zu verschiedenen Ausgängen, und keine Änderung gegenüber heute kommt in allen "
        "zustande."
    )


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
    stays = f"{accounts} bleibt es, wie es heute ist"
    if ahead.stays and myopic.stays:
        return f"{stays}, ob die Seiten vorausschauen oder nicht."
    told = []
    for titled in (True, False):
        first, second = (goes(answer, ends, voice, titled=titled) for ends in (ahead, myopic))
        if ahead.stays:
            told.append(f"{stays}, wenn die Seiten vorausschauen; nicht vorausschauend {second}.")
        elif heading.same and ahead.states:
            where = target(answer, ahead, voice, titled=titled)
            told.append(f"{accounts} führt es {where}, ob die Seiten vorausschauen oder nicht.")
        elif first == second:
            told.append(f"{accounts} {first}, ob die Seiten vorausschauen oder nicht.")
        else:
            otherwise = then(answer, ahead, myopic, voice, titled=titled)
            told.append(f"{accounts}: vorausschauend {first}; nicht vorausschauend {otherwise}.")
    return fitting(*told)
