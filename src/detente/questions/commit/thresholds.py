"""When a declining side fights now: thresholds of the commitment problem, for numbers and for ranges of numbers.

What is disputed is worth 1 a period. A side D whose power declines can win a war now with the chance 1 - p1, and after
k periods with 1 - p2; war costs it c and ends the dispute. Until power has shifted D can be given all that is disputed,
and no more; afterwards its opponent leaves it what war would then bring it. With the discount d it is worth

- fighting now: (1 - p1) / (1 - d) - c;
- waiting, at most: (1 - d^k) / (1 - d) + d^k ((1 - p2) / (1 - d) - c).

So D fights now where d^k p2 - p1 > c (1 - d) (1 - d^k), whatever is promised to it: promises bind nobody later. For
k = 1 this is the condition of Fearon 1995 (Rationalist explanations for war, International Organization 49(3),
pp. 401-409) and of Powell 2004 (The inefficient use of power, American Political Science Review 98(2)) and 2006 (War as
a commitment problem, International Organization 60(1)). A guarantee that stops the shift with the chance m leaves
p2 - m (p2 - p1) in the place of p2. The ceasefire of several periods and the guarantee are extensions made here.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from typing import Literal

from detente.conflict import Range, Shift

Verdict = Literal["fights", "waits", "tie", "open"]
Number = Literal["now", "later", "cost", "discount"]
NUMBERS: tuple[Number, ...] = ("now", "later", "cost", "discount")
ONE, NOUGHT = Fraction(1), Fraction(0)
MOST_PERIODS = 1_000  # that are looked at


@dataclass(frozen=True, slots=True)
class Point:
    """Numbers for all that matters (see `Shift`)."""

    now: Fraction
    later: Fraction
    cost: Fraction
    discount: Fraction
    periods: int = 1

    @property
    def kept(self) -> Fraction:
        """What the time after the shift counts today."""
        return self.discount**self.periods

    @property
    def spared(self) -> Fraction:
        """What it saves, a period, that war comes later and not now."""
        return self.cost * (1 - self.discount) * (1 - self.kept)

    @property
    def gain(self) -> Fraction:
        """What fighting now brings more than waiting, a period; it fights where this is above 0."""
        return self.kept * self.later - self.now - self.spared

    @property
    def bearable(self) -> Fraction:
        """Up to which chance of the rising side, after the shift, waiting is as good as fighting; at most 1."""
        return min(ONE, (self.now + self.spared) / self.kept)

    @property
    def dear(self) -> Fraction:
        """From which cost of war on waiting is as good as fighting."""
        return max(NOUGHT, (self.kept * self.later - self.now) / ((1 - self.discount) * (1 - self.kept)))

    @property
    def guarantee(self) -> Fraction:
        """With what chance a guarantee has to stop the shift, so that waiting is as good as fighting."""
        return max(NOUGHT, self.gain / (self.kept * (self.later - self.now)))

    @property
    def wait(self) -> int | None:
        """How many periods the shift would have to take, at least, so that waiting is as good; None: over 1,000."""
        saved = self.cost * (1 - self.discount)
        share = (self.now + saved) / (self.later + saved)
        if not share or math.log(share) < (MOST_PERIODS + 1) * math.log(self.discount):
            return None
        found = max(1, round(math.log(share) / math.log(self.discount)))
        while found > 1 and self.discount ** (found - 1) <= share:
            found -= 1
        while self.discount**found > share:
            found += 1
        return found if found <= MOST_PERIODS else None

    def guarded(self, chance: Fraction) -> Point:
        """Give the numbers where a guarantee stops the shift with a chance."""
        return replace(self, later=self.later - chance * (self.later - self.now))


def verdict(low: Fraction, high: Fraction) -> Verdict:
    """Judge by the least and the most that fighting now can bring more than waiting."""
    if low == high == 0:
        return "tie"
    if low > 0:
        return "fights"
    return "waits" if high <= 0 else "open"


@dataclass(frozen=True, slots=True)
class Decider:
    """What follows if one of the numbers, where it is a range, lies at either end of it."""

    number: Number
    low: Verdict
    high: Verdict

    @property
    def settles(self) -> bool:
        """Whether it alone decides: the one end means fighting, the other waiting, whatever the other numbers are."""
        return {self.low, self.high} == {"fights", "waits"}


@dataclass(frozen=True, slots=True)
class JudgedShift:
    """A shift of power, judged.

    Every threshold is monotone in each of the numbers: its range comes from the corners of theirs.

    Attributes
    ----------
    gain : Range
        What fighting now brings more than waiting, a period.
    bearable, dear, guarantee : Range
        The thresholds (see `Point`).
    wait : tuple of (int or None, int or None)
        The fewest and the most periods that the shift would have to take; None: over 1,000.
    guarded : str or None
        The verdict with the guarantee that the file says is on offer; None where there is none.
    deciders : tuple of Decider
        For each number that is a range.
    """

    shift: Shift
    gain: Range
    bearable: Range
    dear: Range
    guarantee: Range
    wait: tuple[int | None, int | None]
    guarded: Verdict | None
    deciders: tuple[Decider, ...]

    @property
    def verdict(self) -> Verdict:
        """Whether the declining side fights now; ``open`` where the ranges leave room for both."""
        return verdict(self.gain.low, self.gain.high)


def judge(shift: Shift) -> JudgedShift:
    """Judge a shift of power.

    Examples
    --------
    >>> from fractions import Fraction
    >>> known = lambda text: Range(Fraction(text), Fraction(text))
    >>> found = judge(Shift("s", "d", "r", known("0.3"), known("0.7"), known("5"), known("0.9")))
    >>> found.verdict, found.guarantee.low, found.wait
    ('fights', Fraction(7, 9), (4, 4))
    """
    corners = list(_corners(shift))
    waits = [c.wait for c in corners]
    numbers = [w for w in waits if w is not None]
    guarded = None
    if shift.guarantee is not None:
        ends = {shift.guarantee.low, shift.guarantee.high}
        guarded = _verdict([c.guarded(m) for c in corners for m in ends])
    ranges = [n for n in NUMBERS if not _range_of(shift, n).known]
    return JudgedShift(
        shift,
        _spread(corners, lambda c: c.gain),
        _spread(corners, lambda c: c.bearable),
        _spread(corners, lambda c: c.dear),
        _spread(corners, lambda c: c.guarantee),
        (min(numbers, default=None), None if None in waits else max(numbers, default=None)),
        guarded,
        tuple(_decider(shift, n) for n in ranges),
    )


def _range_of(shift: Shift, number: Number) -> Range:
    found: Range = getattr(shift, number)
    return found


def _corners(shift: Shift) -> Iterator[Point]:
    ends = [dict.fromkeys((r.low, r.high)) for r in (_range_of(shift, n) for n in NUMBERS)]
    for now, later, cost, discount in product(*ends):
        yield Point(now, later, cost, discount, shift.periods)


def _spread(corners: list[Point], ask: Callable[[Point], Fraction]) -> Range:
    found = [ask(c) for c in corners]
    return Range(min(found), max(found))


def _verdict(corners: list[Point]) -> Verdict:
    found = _spread(corners, lambda c: c.gain)
    return verdict(found.low, found.high)


def _decider(shift: Shift, number: Number) -> Decider:
    told = []
    known = _range_of(shift, number)
    for end in (known.low, known.high):
        fixed = replace(shift, **{number: Range(end, end)})  # type: ignore[arg-type]
        told.append(_verdict(list(_corners(fixed))))
    return Decider(number, told[0], told[1])
