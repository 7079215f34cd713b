"""What somebody could gain by leaving, and what answers it, in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from detente.answers import Reason, StateValue, Way
from detente.conflict import find_concept
from detente.questions.explain.answer import ExplainAnswer, Improvement, Verdict
from detente.questions.explain.verdict_words import parties, read
from detente.wording import (
    Words,
    capital,
    fitting,
    listed,
)


def telling_of(answer: ExplainAnswer, dm: str) -> Verdict | None:
    """Choose the verdict whose witness is told: the one that the headline rests on, if it has improvements."""
    base = read(answer).base
    mine = [v for v in answer.verdicts if v.decision_maker == dm and v.improvements]
    asked = [v for v in mine if base in (v.concept, find_concept(v.concept).base)] or mine
    return next((v for v in asked if not v.stable), asked[0] if asked else None)


def quiet_ones(words: Words, dms: Sequence[str]) -> str:
    """Say who has no move to anything better."""
    return f"{parties(words, dms)} could gain by no move."


def move_in_short(words: Words, before: StateValue, after: StateValue, mover: str) -> str:
    """Say in short words what a move is: ``“talks”``; ``a move`` where short words do not tell."""
    text = words.does(before, after, mover)
    return f"“{text}”" if text else "a move"


def witness_in_short(words: Words, answer: ExplainAnswer, found: Verdict) -> str:
    """Say in one sentence how a decision maker could gain, and what keeps it from that or that nothing does."""
    one = found.improvements[0]
    before, after = answer.states[answer.state], answer.states[one.state]
    dm = words.party(found.decision_maker)
    gains = "may" if one.gain.unknown else "would"
    what = "gain" if one.gain.gain > 0 or one.gain.unknown else "end better off"
    lead = f"{dm} {gains} {what} by {move_in_short(words, before, after, found.decision_maker)}"
    wish = f" ({words.reason(one.gain)})"
    if not one.deterred:
        rest = unhindered(found.concept)
        return fitting(f"{lead}{wish}{rest}.", f"{lead}{rest}.", f"{dm} {gains} {what} by a move{rest}.")
    reply = answer_in_short(words, answer, found, one)
    return fitting(
        f"{lead}{wish}, but {reply}; {dm} would end no better off.",
        f"{lead}, but {reply}; {dm} would end no better off.",
        f"{lead}, but {reply}.",
        f"{dm} {gains} {what} by a move, but the others' answer would leave it no better off.",
    )


def unhindered(concept: str) -> str:
    """Say why nothing deters an improvement, as the end of a sentence."""
    join, why = _unhindered(concept)
    return f"{join}{why}"


def _unhindered(concept: str) -> tuple[str, str]:
    """Give how the end of a sentence is joined to it, and why nothing deters an improvement."""
    found = find_concept(concept)
    traits = found.traits
    if traits.foresees:
        return ("", "") if found.horizon == 1 else (", and ", "what follows would not undo it")
    if traits.far == "move":
        return (", ", "whatever others do at the same time") if traits.at_once else ("", "")
    if found.variant == "strong":
        return ", and ", "no answer would make it much worse off"
    if traits.pays == "no":
        return ", and ", "could get away from any answer" if traits.escape else "no answer deters it"
    return ", and ", "no answer that would pay for the others deters it"


def answer_in_short(words: Words, answer: ExplainAnswer, found: Verdict, one: Improvement) -> str:
    """Say in short words what the others would do about an improvement, and whether that pays for them."""
    states = answer.states
    if one.at_once:
        start = states[answer.state]
        moves = [
            f"{words.party(m.mover)} with {move_in_short(words, start, states[m.state], m.mover)}"
            for m in one.at_once
        ]
        return f"others could move at the same time ({listed(moves)})"
    assert one.sanction is not None
    if not one.sanction.moves:
        return "nobody would move on from there"
    if find_concept(found.concept).traits.foresees:
        return moves_in_short(words, states, one.sanction, "would")
    return f"{moves_in_short(words, states, one.sanction, 'could')}{payment_in_short(words, one.movers)}"


def moves_in_short(words: Words, states: Sequence[StateValue], way: Way, can: str) -> str:
    """Tell an answer in short: ``Europe could answer with “sanctions”, then Russia with “talks”``."""
    told, before = list[str](), states[way.start]
    for step in way.moves:
        after = states[step.state]
        how = f"{can} answer with" if not told else "with"
        told.append(f"{words.party(step.mover)} {how} {move_in_short(words, before, after, step.mover)}")
        before = after
    return ", then ".join(told)


def others_in_short(words: Words, one: Improvement) -> str:
    """Say who has an answer, and whether it pays, where the moves themselves are too many to tell."""
    movers = list(dict.fromkeys(m.decision_maker for m in one.movers))
    together = " together" if len(movers) > 1 else ""
    have = f"could answer{together}" if movers else ""
    return f"But {words.parties(movers)} {have}{payment_in_short(words, one.movers)}." if movers else ""


def payment_in_short(words: Words, movers: Sequence[Reason]) -> str:
    """Say whether an answer pays for those who give it, as the end of a clause."""
    if any(m.unknown for m in movers):
        return " (it is unknown whether that pays)"
    losing = list(dict.fromkeys(m.decision_maker for m in movers if m.gain < 0))
    if losing:
        return f", at a cost to {words.parties(losing)}"
    if any(m.gain == 0 for m in movers):
        return ", gaining nothing"
    return ", and would gain by it"


def witness_points(words: Words, answer: ExplainAnswer, found: Verdict, where: str) -> list[str]:
    """Tell the first witness of a verdict in up to three sentences: the gain, the answer, where it ends."""
    one = found.improvements[0]
    return [
        p for p in (gain_point(words, answer, found, one), *_after(words, answer, found, one, where)) if p
    ]


def gain_point(words: Words, answer: ExplainAnswer, found: Verdict, one: Improvement) -> str:
    """Say what the decision maker could do, and why it would gain."""
    before, after = answer.states[answer.state], answer.states[one.state]
    mover = found.decision_maker
    dm = words.party(mover)
    gain = gaining(one.gain)
    full = f"{dm} could {words.step(before, after, mover)}{gain}"
    brief = f"{dm} could choose {move_in_short(words, before, after, mover)}{gain}"
    why = words.reason(one.gain)
    return fitting(f"{full}: {why}.", f"{full}.", f"{brief}: {why}.", f"{brief}.")


def gaining(gain: Reason) -> str:
    """Say whether a move is a gain, as the end of a clause."""
    if gain.unknown:
        return ", and may gain"
    return ", and would gain" if gain.gain > 0 else ""


def _after(
    words: Words, answer: ExplainAnswer, found: Verdict, one: Improvement, where: str
) -> tuple[str, ...]:
    dm = words.party(found.decision_maker)
    if one.deterred:
        assert one.loss is not None
        reply = answer_in_short(words, answer, found, one)
        end = ended(words, one.loss, dm, than=f"in {where}")
        shorter = ended(words, one.loss, dm, than="before")
        return (
            fitting(f"But {reply}.", others_in_short(words, one), "But the others have an answer."),
            fitting(end, shorter, f"{dm} would then be no better off than before."),
        )
    if one.escape is not None:
        assert one.answer is not None
        away = move_in_short(
            words, answer.states[one.answer.end], answer.states[one.escape], found.decision_maker
        )
        return (f"Whatever the others answer, {dm} could get away: by {away}, say.",)
    concept = find_concept(found.concept)
    if concept.traits.foresees and one.answer is not None and one.answer.moves and one.loss is not None:
        reply = moves_in_short(words, answer.states, one.answer, "would")
        return (f"{reply}.", ended(words, one.loss, dm, than="before"))
    gains = one.gain.gain > 0 or one.gain.unknown
    if concept.base == "nash" or not gains or not unhindered(found.concept):
        return ()
    return (f"{capital(_unhindered(found.concept)[1])}.",)


def ended(words: Words, loss: Reason, dm: str, *, than: str, then: str = " then") -> str:
    """Say that somebody ends no better off than where it began, and why."""
    if loss.unknown:
        return f"{dm} may{then} be no better off than {than}: {words.reason(loss)}."
    lead = f"{dm} would{then} be"
    if loss.degree > 1 and loss.gain < 0:
        return f"{lead} much worse off than {than}: {words.reason(msgspec.structs.replace(loss, degree=1))}."
    how = "better" if loss.gain > 0 else "as well" if loss.gain == 0 else "worse"
    compared = "off as" if loss.gain == 0 else "off than"
    return f"{lead} {how} {compared} {than}: {words.reason(loss)}."
