"""Where a conflict is heading, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from detente.answers import Ends, Shared, StateValue
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.wording import Voice, capital, count, fitting, spelled
from detente.wording.accounts import accounts_named, names, within
from detente.wording.outcomes import (
    options_told,
    sentence,
    shared_by_all,
    target,
)

MOST_LETTERS = 4  # more outcomes are counted


def headline_of_one(group: Sequence[AnalyzeAnswer], voice: Voice) -> str:
    """Say where it leads in accounts that lead to the same outcomes."""
    told = headline(group[0], voice)
    if len(group) == 1:
        return told
    begin = "In both accounts" if len(group) == 2 else "In every account"
    return fitting(f"{begin}: {told}", told)


def headline(answer: AnalyzeAnswer, voice: Voice) -> str:
    """Say where it stays or goes when the sides look ahead, and what happens when they do not."""
    if answer.heading is None:
        return holding(answer, voice)
    ahead, myopic = answer.heading.ahead, answer.heading.myopic
    if ahead.stays:
        return stays(myopic)
    if answer.heading.same and ahead.states:
        return fitting(*(alike(target(answer, ahead, voice, titled=t)) for t in (True, False)))
    return fitting(
        *(
            apart(answer, ahead, myopic, voice, titled=t)
            for t in ((True, True), (True, False), (False, False))
        )
    )


def stays(myopic: Ends) -> str:
    """Say that today holds: in any case, or as long as the sides look ahead."""
    if myopic.stays:
        return "Today holds: no side would leave it, whether it looks ahead or not."
    return "Today holds as long as the sides look ahead: then nobody would leave it."


def alike(where: str) -> str:
    """Say that it leads to the same whether the sides look ahead or not."""
    return f"From today, the sides' own interests lead to {where}, whether they look ahead or not."


def apart(answer: AnalyzeAnswer, ahead: Ends, myopic: Ends, voice: Voice, titled: tuple[bool, bool]) -> str:
    """Say where it leads looking ahead and where it leads not looking ahead."""
    second = goes(answer, myopic, voice, titled=titled[1])
    if ahead.count is None:
        return sentence(
            f"not looking ahead, the sides {second}; where they go looking ahead was not worked out"
        )
    first = goes(answer, ahead, voice, titled=titled[0])
    if first == second:
        return sentence(f"whether they look ahead or not, the sides {first}")
    otherwise = then(answer, ahead, myopic, voice, titled=titled[1])
    return sentence(f"looking ahead, the sides {first}; not looking ahead, {otherwise}")


def then(answer: AnalyzeAnswer, ahead: Ends, myopic: Ends, voice: Voice, *, titled: bool) -> str:
    """Say what the sides do not looking ahead, after what they do looking ahead: nothing is said twice."""
    if arrives(ahead) and arrives(myopic):
        return f"to {target(answer, myopic, voice, titled=titled)}"
    return f"they {goes(answer, myopic, voice, titled=titled)}"


def arrives(ends: Ends) -> bool:
    """Tell whether it is known that the sides go somewhere that holds."""
    return ends.count is not None and not ends.cycle and bool(ends.states)


def goes(answer: AnalyzeAnswer, ends: Ends, voice: Voice, *, titled: bool = True) -> str:
    """Say what the sides do, as the rest of a sentence."""
    if ends.count is None:
        return "go where was not worked out in the time given"
    if not arrives(ends):
        return "leave today and reach nothing that holds"
    return f"go from today to {target(answer, ends, voice, titled=titled)}"


def holding(answer: AnalyzeAnswer, voice: Voice) -> str:
    """Say what holds, where the file has no status quo."""
    told, how = holding_clause(answer, voice)
    return f"{capital(told)}{how}; the file says nothing of today."


def holding_clause(answer: AnalyzeAnswer, voice: Voice) -> tuple[str, str]:
    """Say what holds as a clause, and how the sides look at it."""
    firm = held_by_all(answer)
    if firm is None:
        first = answer.held[0]
        number = first.count or first.at_least
        some = "" if first.count else "at least "
        return f"{some}{count(int(number or 0), 'outcome')} hold", ""
    if not firm:
        return "no outcome holds under every way of looking ahead", ""
    verb = "holds" if len(firm) == 1 else "hold"
    lettered = len(firm) <= MOST_LETTERS and all(s.id in voice.outcomes for s in firm)
    told = voice.letters(firm, "and") if lettered else f"{spelled(len(firm))} outcomes"
    return f"{told} {verb}", ", whether the sides look ahead or not"


def held_by_all(answer: AnalyzeAnswer) -> list[StateValue] | None:
    """Give what holds under every concept; None where that is not listed."""
    if any(h.drawn or h.count is None or len(h.states) != int(h.count) for h in answer.held):
        return None
    common = set.intersection(*(set(h.states) for h in answer.held))
    return [answer.states[s] for s in answer.held[0].states if s in common]


def headline_of_several(answers: Sequence[AnalyzeAnswer], voice: Voice) -> str:
    """Say what the accounts agree on, and that they part."""
    if all(a.heading is None for a in answers):
        return "The accounts differ in what holds; the file says nothing of today."
    if any(a.heading is None for a in answers):
        return "The accounts differ in what holds; not every one of them says what is so today."
    firm, ahead, left = by_foresight(answers)
    if not left:
        return held_in_all(firm)
    if firm or ahead:
        return held_in_some(firm, ahead, left, voice)
    told = everywhere(answers, voice, options_told)
    if told:
        return fitting(
            f"The accounts lead to different outcomes, but this comes about in all of them: {told}.",
            "The accounts lead to different outcomes, which have something new in common.",
        )
    return (
        "The accounts lead to different outcomes, and no single change from today comes about in all of them."
    )


def by_foresight(answers: Sequence[AnalyzeAnswer]) -> tuple[list[AnalyzeAnswer], ...]:
    """Part accounts: today holds looking ahead or not; only as long as the sides look ahead; it does not hold."""
    firm: list[AnalyzeAnswer] = []
    ahead: list[AnalyzeAnswer] = []
    left: list[AnalyzeAnswer] = []
    for answer in answers:
        assert answer.heading is not None
        kept = answer.heading.ahead.stays, answer.heading.myopic.stays
        (firm if all(kept) else ahead if kept[0] else left).append(answer)
    return firm, ahead, left


def held_in_all(firm: Sequence[AnalyzeAnswer]) -> str:
    """Say that today holds in every account if the sides look ahead, and in which of them also if they do not."""
    if not firm:
        return "In every account, today holds as long as the sides look ahead; if they do not, the accounts part."
    lead = "In every account, today holds if the sides look ahead; if they do not,"
    return fitting(
        f"{lead} it holds only {within(names(firm))}.",
        f"{lead} it holds in {spelled(len(firm))} of them only.",
    )


def held_in_some(
    firm: Sequence[AnalyzeAnswer], ahead: Sequence[AnalyzeAnswer], left: Sequence[AnalyzeAnswer], voice: Voice
) -> str:
    """Say in which accounts today holds, in each of them how far the sides have to look, and where the others lead."""
    others = "in the other" if len(left) == 1 else "in the others"
    named, counted = held_named(firm, ahead), held_counted(firm, ahead, len(firm) + len(ahead) + len(left))
    gone = f"{others} {'it is left' if all(known_left(a) for a in left) else 'it is not known to hold'}"
    texts = [f"{named}; {gone}.", f"{counted}; {gone}."]
    if len({leads(a) for a in left}) == 1:
        lead = either_way(firm) if not ahead else named
        texts = [*(f"{one}." for one in of_others(lead, named, others, left[0], voice)), *texts]
    return fitting(*texts)


def either_way(firm: Sequence[AnalyzeAnswer]) -> str:
    """Begin with what is so however far the sides look, for all accounts at once."""
    return f"Whether the sides look ahead or not, today holds {within(names(firm))}"


def of_others(lead: str, named: str, others: str, left: AnalyzeAnswer, voice: Voice) -> list[str]:
    """Say where the other accounts lead, behind where today holds: `lead` if it is the same in both ways of looking."""
    assert left.heading is not None
    ends = left.heading.ahead
    if left.heading.same and ends.states:
        return [f"{lead}; {others} it leads to {target(left, ends, voice, titled=t)}" for t in (True, False)]
    return [f"{named}; {others}, {leading(left, voice, titled=t)}" for t in (True, False)]


def known_left(answer: AnalyzeAnswer) -> bool:
    """Tell whether it is known that somebody would leave today."""
    return answer.heading is not None and bool(answer.heading.ahead.leaving)


def held_named(firm: Sequence[AnalyzeAnswer], ahead: Sequence[AnalyzeAnswer]) -> str:
    """Say in which accounts today holds, by their names: in any case, and as long as the sides look ahead."""
    only = "as long as the sides look ahead"
    if not firm:
        return f"{accounts_named(names(ahead))}, today holds {only}"
    told = f"{accounts_named(names(firm))}, today holds, looking ahead or not"
    return f"{told}; {within(names(ahead))}, {only}" if ahead else told


def held_counted(firm: Sequence[AnalyzeAnswer], ahead: Sequence[AnalyzeAnswer], of: int) -> str:
    """Say in how many accounts today holds: in any case, and as long as the sides look ahead."""
    only = "as long as the sides look ahead"
    if not firm:
        return f"Today holds in {spelled(len(ahead))} of {spelled(of)} accounts {only}"
    told = f"Today holds, looking ahead or not, in {spelled(len(firm))} of {spelled(of)} accounts"
    return f"{told}; in {spelled(len(ahead))} more, {only}" if ahead else told


def leads(answer: AnalyzeAnswer) -> Hashable:
    """Give where an account leads, looking ahead and not, or what holds in it: accounts alike in that are told once."""
    if answer.heading is None:
        return tuple((h.concept, h.count, tuple(answer.states[s].id for s in h.states)) for h in answer.held)
    ends = (answer.heading.ahead, answer.heading.myopic)
    return tuple((e.stays, e.count, frozenset(answer.states[s].id for s in e.states)) for e in ends)


def leading(answer: AnalyzeAnswer, voice: Voice, *, titled: bool) -> str:
    """Say where one account leads, after its name."""
    heading = answer.heading
    if heading is None:
        return "".join(holding_clause(answer, voice))
    ahead, myopic = heading.ahead, heading.myopic
    if ahead.stays and myopic.stays:
        return "today holds, whether the sides look ahead or not"
    second = goes(answer, myopic, voice, titled=titled)
    if ahead.stays:
        return f"today holds looking ahead; not looking ahead, the sides {second}"
    if heading.same and ahead.states:
        return f"it leads to {target(answer, ahead, voice, titled=titled)}, looking ahead or not"
    first = goes(answer, ahead, voice, titled=titled)
    if first == second:
        return f"the sides {first}, looking ahead or not"
    otherwise = then(answer, ahead, myopic, voice, titled=titled)
    return f"the sides {first} looking ahead; not looking ahead, {otherwise}"


def everywhere(answers: Sequence[AnalyzeAnswer], voice: Voice, told: Callable[..., str]) -> str:
    """Say which options are taken, at whatever level, in every outcome of every account, and not today.

    As a language tells options (`told`).
    """
    words = voice.words(answers[0].perspective)
    every: list[Shared] = []
    for answer in answers:
        assert answer.heading is not None
        for ends in (answer.heading.ahead, answer.heading.myopic):
            if ends.shared is None or not ends.states:
                return ""
            every.append(ends.shared)
    taken, levels = shared_by_all(every, words)
    today = set() if voice.today is None else set(voice.today.taken)
    kept = {o: found for o, found in levels.items() if not any(f"{o}.{level}" in today for level in found)}
    return told(words, taken - today, kept)
