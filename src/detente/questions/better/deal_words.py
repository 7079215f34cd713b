"""Which outcome is spoken of, what it takes to get there, and whether it holds."""

from __future__ import annotations

from collections.abc import Sequence

from detente.conflict import find_concept
from detente.questions.better.answer import BetterAnswer, DealFact, ImprovedFact, SpoilerFact
from detente.wording import (
    Voice,
    Words,
    capital,
    fitting,
    spelled,
    verb,
)


def group(answer: BetterAnswer, voice: Voice) -> str:
    """Name those whose preference counts: ``both parties``, ``all four``, or the parties named."""
    if not answer.everybody:
        return voice.words(answer.perspective).parties(answer.group)
    number = len(answer.group)
    if number == 1:
        return voice.words(answer.perspective).party(answer.group[0])
    return "both parties" if number == 2 else f"all {spelled(number)} parties"


def are(answer: BetterAnswer) -> str:
    """Give the verb that goes with the group."""
    return verb(len(answer.group), "is", "are")


def best(answer: BetterAnswer) -> tuple[ImprovedFact, DealFact] | None:
    """Choose what to speak of: better than where it is heading looking ahead; else not looking ahead; else than today.

    Within reach comes before out of reach.
    """
    deals = {d.state: d for d in answer.deals}
    for reachable in (True, False):
        for one in (answer.ahead, answer.myopic, answer.today):
            states = one.within if reachable else one.beyond
            if states and states[0] in deals:
                return one, deals[states[0]]
    return None


def chosen(answer: BetterAnswer) -> DealFact | None:
    """Give the outcome that the sentences speak of, if there is one that is better than where it is heading."""
    found = best(answer)
    return None if found is None or found[0].against == "today" else found[1]


def outcome(answer: BetterAnswer, ref: int, voice: Voice) -> str:
    """Refer to an outcome inside a sentence; today as staying there."""
    state = answer.states[ref]
    return "staying as it is today" if voice.is_today(state) else voice.inside(state)


def in_brief(answer: BetterAnswer, ref: int, voice: Voice) -> str:
    """Refer to an outcome by its letter alone."""
    state = answer.states[ref]
    return "staying as it is today" if voice.is_today(state) else f"outcome {voice.letter(state)}"


def inside(answer: BetterAnswer, ref: int, voice: Voice, *, brief: bool = False) -> str:
    """Refer to an outcome that something is compared with: ``today``, ``in the outcome A``."""
    state = answer.states[ref]
    if voice.is_today(state):
        return "today"
    return f"in outcome {voice.letter(state)}" if brief else f"in this outcome: {voice.inside(state)}"


def heading_of(answer: BetterAnswer) -> ImprovedFact:
    """Give the comparison with where it is heading that the sentences speak of."""
    return answer.ahead if answer.ahead.within else answer.myopic


def closers(answer: BetterAnswer, one: ImprovedFact, voice: Voice) -> list[str]:
    """Name the moves that end the chance, each once: whose, and what."""
    words = voice.words(answer.perspective)
    told = [words.move(answer.states[c.before], answer.states[c.after], c.mover) for c in one.closings]
    return list(dict.fromkeys(told))


def until(answer: BetterAnswer, voice: Voice) -> str:
    """Say until when something better is open."""
    one = heading_of(answer)
    if not one.closings:
        return ""
    moves = closers(answer, one, voice)
    some = " on some ways" if one.stays_open else ""
    who = list(dict.fromkeys(c.mover for c in one.closings))
    parties = voice.words(answer.perspective).parties(who, "or")
    if len(moves) == 1:
        after = f"after it{some}, nothing of the kind can be reached"
        long = f"That is open only until one step is taken ({moves[0]}); {after}."
    else:
        long = (
            f"That is open only until one of {spelled(len(moves))} steps is taken{some} ({'; '.join(moves)})."
        )
    return fitting(
        long,
        f"That is open only until {parties} takes a step with no way back{some}.",
    )


def way(answer: BetterAnswer, deal: DealFact, voice: Voice) -> str:
    """Say who has to move, who first, and who against its own next interest."""
    words = voice.words(answer.perspective)
    if not deal.reachable:
        return "" if best(answer) and not headline_says_reach(answer) else "No moves lead there from today."
    if not deal.stages:
        return "Nobody has to move for that: the sides only have to stay."
    movers = deal.must or tuple(dict.fromkeys(s.mover for s in deal.stages))
    first = f", {words.party(deal.first[0])} first" if len(deal.first) == 1 and len(movers) > 1 else ""
    have = verb(len(movers), "has to move", "have to move") if deal.must else "could move there"
    lead = f"{words.parties(movers)} {have}{first}"
    if {s.mover for s in deal.stages if s.gain == -1} == set(movers):
        return capital(f"{lead}, against {own(movers)} own next interest.")
    return fitting(capital(f"{lead}; {costs(deal, words)}."), capital(f"{lead}."))


def own(parties: Sequence[str]) -> str:
    """Refer back to one or several."""
    return verb(len(parties), "its", "their")


def headline_says_reach(answer: BetterAnswer) -> bool:
    """Tell whether the headline leaves it to the points to say that something is out of reach."""
    found = best(answer)
    return found is not None and found[1].reachable


def costs(deal: DealFact, words: Words) -> str:
    """Say who makes a move on the way that does not pay at once."""
    against = list(dict.fromkeys(s.mover for s in deal.stages if s.gain == -1))
    even = list(dict.fromkeys(s.mover for s in deal.stages if s.gain == 0 and s.mover not in against))
    unknown = list(dict.fromkeys(s.mover for s in deal.stages if s.gain is None))
    told = []
    if against:
        told.append(f"{words.parties(against)} would have to move against {own(against)} own next interest")
    if even:
        told.append(f"{words.parties(even)} would at first gain nothing by it")
    if unknown:
        told.append(f"of {words.parties(unknown)} it is unknown whether the step pays")
    return ", and ".join(told) or "each step pays at once for whoever makes it"


def held(deal: DealFact, base: str) -> bool:
    """Tell whether the outcome holds under a classical concept."""
    return any(find_concept(h.concept).base == base and not h.leaving for h in deal.holds)


def holding(answer: BetterAnswer, deal: DealFact, voice: Voice) -> str:
    """Say whether it would hold, and else who could spoil it."""
    words = voice.words(answer.perspective)
    if held(deal, "nash"):
        return "It would hold: nobody could gain by leaving it."
    spoilers = [s for s in deal.spoilers if not s.deterred] or list(deal.spoilers)
    who = words.parties([s.decision_maker for s in spoilers], "or")
    if all(s.deterred for s in spoilers):
        return (
            f"It holds only if the sides look ahead: {who} could gain by leaving it, until the others answer."
        )
    return capital(spoiling(spoilers, who))


def spoiling(spoilers: Sequence[SpoilerFact], who: str) -> str:
    """Say how those would fare who could spoil it."""
    kinds = {s.kind for s in spoilers}
    if kinds == {"better"}:
        return f"{who} could spoil it, and would be better off where that leads."
    if kinds == {"worse"}:
        return f"{who} could spoil it for a gain at first, though that leads to something worse for {it(spoilers)}."
    if kinds == {None}:
        return f"{who} could spoil it; what follows comes to no rest."
    return f"{who} could spoil it for a gain at first."


def it(spoilers: Sequence[SpoilerFact]) -> str:
    """Refer to those who could spoil it."""
    return "whoever does so" if len(spoilers) > 1 else "it"


def endings(answer: BetterAnswer, deal: DealFact, voice: Voice) -> list[str]:
    """Say what it takes or what ends it, at length and in short."""
    words = voice.words(answer.perspective)
    one = heading_of(answer)
    if not deal.reachable:
        return [", but no moves lead there from today."]
    moves = closers(answer, one, voice)
    if moves and not one.stays_open:
        return (
            [f", but only before {moves[0]}."]
            if len(moves) == 1
            else [", but only before a step with no way back."]
        )
    if not deal.stages:
        return ["; nobody has to move for that."]
    movers = deal.must or tuple(dict.fromkeys(s.mover for s in deal.stages))
    lead = f", if {words.parties(movers)} {verb(len(movers), 'moves', 'move')}"
    return [f"{lead}{lasting(deal, words)}.", f"{lead}."]


def lasting(deal: DealFact, words: Words) -> str:
    """Say in short whether it would hold, and else who could spoil it."""
    if held(deal, "nash"):
        return "; nobody would leave it"
    free = [s.decision_maker for s in deal.spoilers if not s.deterred]
    if free:
        return f"; {words.parties(free, 'or')} could spoil it"
    return "; it holds only if the sides look ahead"
