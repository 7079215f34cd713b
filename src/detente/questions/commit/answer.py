"""Whether a promise of peace would be kept while power shifts, as typed facts."""

from __future__ import annotations

from typing import Literal

from detente.answers import Answer, Ref, Value
from detente.conflict import Range, Shift
from detente.questions.building import Listing, basis_of_claims, head
from detente.questions.commit.result import Commitment, Placed
from detente.questions.commit.thresholds import Decider

Verdict = Literal["fights", "waits", "tie", "open"]


class Between(Value, frozen=True, kw_only=True):
    """A number, or the two between which it lies."""

    low: float
    high: float


class DeciderFact(Value, frozen=True, kw_only=True):
    """What follows if one number that is a range lies at its lower or at its upper end, whatever the others are.

    Attributes
    ----------
    number : str
        ``now``, ``later``, ``cost`` or ``discount``.
    low, high : str
        The verdict at either end.
    """

    number: Literal["now", "later", "cost", "discount"]
    low: Verdict
    high: Verdict


class ShiftFact(Value, frozen=True, kw_only=True):
    """A shift of power, judged. Numbers, not ranks: what is disputed is worth 1 a period.

    Attributes
    ----------
    id, text, because : str
        As in the file.
    declines, rises : str
        Whose power declines, and whose rises.
    now, later, cost, discount : Between
        The numbers of the file.
    periods : int
        After how many periods power has shifted.
    verdict : str
        ``fights``: the declining side would rather fight now, whatever it is promised; ``waits``: it would not;
        ``tie``: both are as good; ``open``: within the ranges it can be either.
    gain : Between
        What fighting now brings more than waiting, a period.
    bearable : Between
        Up to which chance of the rising side after the shift waiting is as good; 1 where any is.
    dear : Between
        From which cost of war on waiting is as good; 0 where any is.
    needed : Between
        With what chance a guarantee has to stop the shift, so that waiting is as good; 0 where none is needed.
    fewest, most : int or None
        How many periods the shift would have to take, so that waiting is as good: at least, and enough whatever the
        numbers are. None: over 1,000.
    offered : Between or None
        The chance of the guarantee that is on offer.
    guarded : str or None
        The verdict with that guarantee.
    deciders : tuple of DeciderFact
        For each number that is a range.
    bound : bool
        Whether the file says in which states it takes place.
    ends : tuple of Ref
        The outcomes that it is heading to, looking ahead, in which it does.
    of : int or None
        How many outcomes these are of; None where that is not known.
    today : bool or None
        Whether it takes place today.
    sources : tuple of str
        The ids of the sources.
    confidence : float or None
    """

    id: str
    text: str
    because: str
    declines: str
    rises: str
    now: Between
    later: Between
    cost: Between
    discount: Between
    periods: int
    verdict: Verdict
    gain: Between
    bearable: Between
    dear: Between
    needed: Between
    fewest: int | None
    most: int | None
    offered: Between | None = None
    guarded: Verdict | None = None
    deciders: tuple[DeciderFact, ...] = ()
    bound: bool
    ends: tuple[Ref, ...] = ()
    of: int | None = None
    today: bool | None = None
    sources: tuple[str, ...] = ()
    confidence: float | None = None


class CommitAnswer(Answer, frozen=True, kw_only=True):
    """Would the declining side rather fight now than wait while power shifts?

    Attributes
    ----------
    shifts : tuple of ShiftFact
        The shifts of power under the account.
    """

    shifts: tuple[ShiftFact, ...]


def answer(found: Commitment) -> CommitAnswer:
    """Give the shifts under one account as typed facts."""
    listing = None if found.game is None else Listing(found.game)
    shifts = tuple(_shift(one, listing) for one in found.shifts)
    basic = head("commit", found.conflict, found.game, listing)
    claims: list[Shift] = [one.judged.shift for one in found.shifts]
    spoken = tuple(dict.fromkeys(e for s in shifts for e in s.ends))
    facts = basic | {"basis": basis_of_claims(claims, found.conflict), "spoken": spoken}
    return CommitAnswer(**facts, shifts=shifts)


def _between(known: Range) -> Between:
    return Between(low=float(known.low), high=float(known.high))


def _decider(one: Decider) -> DeciderFact:
    return DeciderFact(number=one.number, low=one.low, high=one.high)


def _shift(one: Placed, listing: Listing | None) -> ShiftFact:
    judged, shift = one.judged, one.judged.shift
    return ShiftFact(
        id=shift.id,
        text=shift.text,
        because=shift.because,
        declines=shift.declines,
        rises=shift.rises,
        now=_between(shift.now),
        later=_between(shift.later),
        cost=_between(shift.cost),
        discount=_between(shift.discount),
        periods=shift.periods,
        verdict=judged.verdict,
        gain=_between(judged.gain),
        bearable=_between(judged.bearable),
        dear=_between(judged.dear),
        needed=_between(judged.guarantee),
        fewest=judged.wait[0],
        most=judged.wait[1],
        offered=None if shift.guarantee is None else _between(shift.guarantee),
        guarded=judged.guarded,
        deciders=tuple(map(_decider, judged.deciders)),
        bound=shift.that is not None,
        ends=() if listing is None else listing.all(one.ends, f"{shift.id}.ends"),
        of=one.of,
        today=one.today,
        sources=tuple(dict.fromkeys(c.source for c in shift.sources)),
        confidence=shift.confidence,
    )
