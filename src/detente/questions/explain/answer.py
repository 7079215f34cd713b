"""Why a state holds or not, as typed facts: each verdict with its witnesses."""

from __future__ import annotations

from detente.answers import Answer, Count, Reason, Ref, Step, Value, Way
from detente.questions.building import Listing, head
from detente.questions.explain.explanation import Explanation
from detente.questions.explain.explanation import Witness as Found
from detente.questions.explain.result import Explained


class Improvement(Value, frozen=True, kw_only=True):
    """A move that a decision maker could make, and what follows it.

    Attributes
    ----------
    state : Ref
        What it could move to. Where moves are judged by where everything ends, also what is no better, if something
        better comes of it.
    gain : Reason
        Why it would want to.
    deterred : bool
        Whether something deters it; false where that was not looked for.
    sanction : Way or None
        What deters it: the shortest sequence of the others from there to something no better than where it began;
        where moves are judged by where everything ends, the moves that are expected, of whomever.
    movers : tuple of Reason
        For each move of the sanction: what it does to who makes it.
    better : tuple of (Ref or None)
        For each move of the sanction: where its mover would have gained more.
    loss : Reason or None
        What the decision maker ends with, compared with where it began.
    answer : Way or None
        Where nothing deters it: what the others could try, or the moves that are expected.
    escape : Ref or None
        Where the decision maker would get away to from `answer`.
    at_once : tuple of Step
        What others do at the same time, each with the state that it alone would lead to; `loss` tells where all ends.
    """

    state: Ref
    gain: Reason
    deterred: bool
    sanction: Way | None = None
    movers: tuple[Reason, ...] = ()
    better: tuple[Ref | None, ...] = ()
    loss: Reason | None = None
    answer: Way | None = None
    escape: Ref | None = None
    at_once: tuple[Step, ...] = ()


class Verdict(Value, frozen=True, kw_only=True):
    """Whether a decision maker stays under a concept, and why.

    Attributes
    ----------
    decision_maker, concept : str
    stable : bool
        Whether it stays: something deters every improvement. For weak stability: whether that is so, and not
        everything that deters is much worse.
    count : Count
        How many improvements there are.
    undeterred : Count or None
        How many of them nothing deters; None where that was not counted.
    improvements : tuple of Improvement
        Those that nothing deters come first. Where decision diagrams carry the states: one that nothing deters, if one
        was looked for.
    truncated : bool
        Whether some improvements are left out.
    """

    decision_maker: str
    concept: str
    stable: bool
    count: Count
    undeterred: Count | None
    improvements: tuple[Improvement, ...] = ()
    truncated: bool = False


class ExplainAnswer(Answer, frozen=True, kw_only=True):
    """Why a state holds, or not.

    Attributes
    ----------
    state : Ref
        The state that is explained.
    verdicts : tuple of Verdict
        One for each decision maker and concept, decision maker by decision maker.
    """

    state: Ref
    verdicts: tuple[Verdict, ...]


def answer(result: Explained | Explanation) -> ExplainAnswer:
    """Give an explanation as typed facts."""
    if not isinstance(result, Explained):
        result = Explained(result.game, result.state, (result,))
    listing = Listing(result.game)
    state = listing(result.state)
    verdicts = tuple(_verdict(listing, v) for v in result.verdicts)
    return ExplainAnswer(
        **head("explain", result.game.conflict, result.game, listing) | {"spoken": (state,)},
        state=state,
        verdicts=verdicts,
    )


def _verdict(listing: Listing, found: Explanation) -> Verdict:
    return Verdict(
        decision_maker=found.dm,
        concept=found.concept,
        stable=found.stable,
        count=str(found.count),
        undeterred=None if found.undeterred is None else str(found.undeterred),
        improvements=tuple(_improvement(listing, a) for a in found.answers),
        truncated=found.count > len(found.answers),
    )


def _improvement(listing: Listing, found: Found) -> Improvement:
    return Improvement(
        state=listing(found.improvement),
        gain=listing.reason(found.gain),
        deterred=found.deterred,
        sanction=listing.way(found.sanction),
        movers=tuple(listing.reason(m) for m in found.movers),
        better=tuple(None if b is None else listing(b) for b in found.better),
        loss=None if found.loss is None else listing.reason(found.loss),
        answer=listing.way(found.answer),
        escape=None if found.escape is None else listing(found.escape),
        at_once=tuple(Step(mover=m.mover, state=listing(m.state)) for m in found.at_once),
    )
