"""From which states does a group reach one that is better for every member: all states at once.

A point has a number for each member: what it reckons with there. A state is *surpassed* where moves of the group lead
to a point with more for each member than the state has. That is asked of many groups and of all states, so few pairs
are compared: in each part (see `ways`) the point with the most in sum goes first, which decides for most states; then
points are left out that lead to another one which is nowhere worse; what is still open is compared with what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from detente.conflict import budget
from detente.game import Bools, Ints
from detente.game.arrays import alike, distinct, first_ones, runs
from detente.stability.above import AT_ONCE, ONE, Above, Words, packed
from detente.stability.points import LOOKING, Kinds, Points
from detente.stability.ways import Ways

MOST_ROUNDS = 64
WORTH = 0.02  # a round is worth its while if it decides for so many of the states that are open
PAIRS_AT_ONCE = 1 << 20
FEW_PAIRS = 300_000  # so few are compared as they are
MANY_PAIRS = 100_000  # in one part: from so many on it is looked at by itself


def surpassed(
    ways: Ways,
    points: Sequence[Ints],
    ranks: Sequence[Ints],
    asked: Bools,
    kinds: Kinds | None = None,
    among: Ints | None = None,
) -> Bools:
    """Tell for the states asked about whether the group reaches a point with more for each member.

    Parameters
    ----------
    ways : Ways
        Of the group.
    points : sequence of array of int, shape (size,)
        For each member what it reckons with at each state.
    ranks : sequence of array of int, shape (size,)
        For each member what it has at each state.
    asked : array of bool, shape (size,)
    kinds : Kinds, optional
        Which points each state may go to, where that is not all the same.
    among : array of int, optional
        Points that will do, as all others lead to one of them that is no worse (see `unbeaten`).

    Returns
    -------
    array of bool, shape (size,)
        False for states that were not asked about.
    """
    search = _Search(Points.of(ways, points, kinds, among), ranks, asked)
    search.run()
    found = np.zeros(ways.size, dtype=bool)
    found[search.found()] = True
    return found


def unbeaten(ways: Ways, ranks: Sequence[Ints]) -> Ints:
    """Give states enough that each other one leads to one of them that is no worse for any member.

    Returns
    -------
    array of int
        States, one part after the other.
    """
    points = Points.of(ways, ranks, None)
    points.reduce()
    return points.states


def surpassed_by_some(values: Sequence[Ints]) -> Bools:
    """Tell which of some points another one beats: no worse for any member and better for some.

    Parameters
    ----------
    values : sequence of array of int, shape (points,)
        For each member what the points give it.

    Examples
    --------
    >>> import numpy as np
    >>> surpassed_by_some([np.array([1, 2, 2, 0]), np.array([1, 0, 1, 3])]).tolist()
    [True, True, False, False]
    """
    one = np.zeros(values[0].size, dtype=np.int64)
    best = unbeaten(Ways(one, one), values)
    alike = one
    for v in values:
        alike = distinct(alike * (int(v.max(initial=0)) + 1) + v)[1]
    kept = np.zeros(int(alike.max(initial=-1)) + 1, dtype=bool)
    kept[alike[best]] = True
    return ~kept[alike]


class _Search:
    """The states still open and the points that may still surpass some, both one part after the other."""

    def __init__(self, points: Points, ranks: Sequence[Ints], asked: Bools) -> None:
        self.points, self.ways, self.kinds = points, points.ways, points.kinds
        self._found: list[Ints] = []
        self.states = self.ways.order[asked[self.ways.order]]
        self.has = [r[self.states] for r in ranks]
        self.home = self.ways.part[self.states]
        self._alike: tuple[Ints, Ints, Ints] | None = None

    def _once_each(self) -> None:
        """Ask of states from which the same can be had, and that have the same, the first alone."""
        columns = [self.ways.knot[self.states], *self.has]
        if self.kinds is not None:
            columns += list(self.kinds.open[self.states].T)
        first, which = alike(columns)
        every = self.states
        self.states, self.home, self.has = every[first], self.home[first], [h[first] for h in self.has]
        self._alike = every, self.states, which

    def found(self) -> Ints:
        """Give the states that are surpassed."""
        found: Ints = np.concatenate([np.zeros(0, dtype=np.int64), *self._found])
        if self._alike is None:
            return found
        every, asked, which = self._alike
        marked = np.zeros(self.ways.size, dtype=bool)
        marked[found] = True
        return np.concatenate([found, every[marked[asked][which]]])

    def run(self) -> None:
        """Go on until nothing is open, or no point is left."""
        self._leave_out()
        for _ in range(MOST_ROUNDS):
            budget.check(LOOKING)
            if not self.states.size or not self.points.states.size:
                return
            before = self.states.size
            self._round()
            if before - self.states.size <= before * WORTH:
                break
        self._leave_out()
        if self._pairs() > FEW_PAIRS:
            self._once_each()
            self.points.reduce()
            self._leave_out()
        self._compare()

    def _pairs(self) -> int:
        """Count the pairs of a state and a point in the same part."""
        counts = np.bincount(self.points.part, minlength=self.ways.parts)
        return int(counts[self.home].sum())

    def _leave_out(self) -> None:
        """Leave out states that no point of their part can surpass, and points that can surpass no state of theirs."""
        parts, points = self.ways.parts, self.points
        for _ in range(2):
            tops = [_by_part(np.maximum, g, points.part, parts, -1) for g in points.gives]
            kept = np.ones(self.states.size, dtype=bool)
            for top, has in zip(tops, self.has, strict=True):
                kept &= top[self.home] > has
            self._keep(kept)
            most = np.iinfo(np.int64).max
            lows = [_by_part(np.minimum, h, self.home, parts, most) for h in self.has]
            kept = np.ones(points.states.size, dtype=bool)
            for low, gives in zip(lows, points.gives, strict=True):
                kept &= gives > low[points.part]
            if kept.all():
                return
            points.keep(kept)

    def _keep(self, kept: Bools) -> None:
        if not kept.all():
            self.states, self.home = self.states[kept], self.home[kept]
            self.has = [h[kept] for h in self.has]

    def _round(self) -> None:
        """Take the point with the most in sum in each part."""
        points = self.points
        best = points.best()
        chosen = np.full(self.ways.parts, -1, dtype=np.int64)
        chosen[points.part[best]] = best
        hit = np.ones(self.states.size, dtype=bool)
        for gives, has in zip(points.gives, self.has, strict=True):
            top = np.full(self.ways.parts, -1, dtype=gives.dtype)
            top[points.part[best]] = gives[best]
            hit &= top[self.home] > has
        at = np.flatnonzero(hit)
        hit[at] = self._may(self.states[at], points.states[chosen[self.home[at]]])
        self._found.append(self.states[hit])
        self._keep(~hit)
        points.keep(~points.beaten_by(best))

    def _may(self, states: Ints, points: Ints) -> Bools:
        """Tell for each state whether the group comes, and may go, to the point."""
        found = np.ones(states.size, dtype=bool)
        if self.ways.rows is not None:
            found &= self.ways.leads(self.ways.knot[states], self.ways.knot[points])
        if self.kinds is not None:
            found &= self.kinds.may(states, points)
        return found

    def _compare(self) -> None:
        """Compare every state that is still open with every point that is left in its part."""
        parts = self.ways.parts
        counts = np.bincount(self.points.part, minlength=parts)
        homes = np.bincount(self.home, minlength=parts)
        first, at = np.cumsum(counts) - counts, np.cumsum(homes) - homes
        large = counts * homes > MANY_PAIRS
        for p in np.flatnonzero(large).tolist():
            some = slice(int(at[p]), int(at[p] + homes[p]))
            self._compare_part(some, np.arange(first[p], first[p] + counts[p]))
        if large.any():
            self._keep(~large[self.home])
        mine = counts[self.home]
        hit = np.zeros(self.states.size, dtype=bool)
        for low, high in _pieces(mine):
            budget.check(LOOKING)
            lengths = mine[low:high]
            state = np.repeat(np.arange(low, high), lengths)
            point = runs(first[self.home[low:high]], lengths)
            for has, gives in zip(self.has, self.points.gives, strict=True):
                kept = gives[point] > has[state]
                state, point = state[kept], point[kept]
            hit[state[self._may(self.states[state], self.points.states[point])]] = True
        self._found.append(self.states[hit])

    def _compare_part(self, mine: slice, points: Ints) -> None:
        """Compare the states and the points of one part, 64 points at a time."""
        states = self.states[mine]
        some = self.points.some(points)
        above = Above.of(some.gives, [h[mine] for h in self.has])
        for block in np.split(np.arange(points.size), range(AT_ONCE, points.size, AT_ONCE)):
            budget.check(LOOKING)
            bits = above.bits(block) & some.leading(states, block)
            if self.kinds is not None:
                bits &= self._allowed(states, self.kinds.kind[some.states[block]])
            hit = bits != 0
            self._found.append(states[hit])
            states = states[~hit]
            above.keep(~hit)

    def _allowed(self, states: Ints, kind: Ints) -> Words:
        """Tell for states which of some points they may go to, by the points' kinds; a bit each."""
        assert self.kinds is not None
        found = np.zeros(states.size, dtype=np.uint64)
        for one in dict.fromkeys(kind.tolist()):
            may = self.kinds.open[states, one >> 6] >> np.uint64(one & 63) & ONE
            found |= may * packed(kind == one)
        return found


def _pieces(lengths: Ints) -> list[tuple[int, int]]:
    """Cut a list into pieces with about `PAIRS_AT_ONCE` in sum each."""
    total = np.cumsum(lengths)
    if not total.size:
        return []
    cuts = np.searchsorted(total, np.arange(PAIRS_AT_ONCE, total[-1], PAIRS_AT_ONCE))
    at = [0, *dict.fromkeys(int(c) + 1 for c in cuts), total.size]
    return [(a, b) for a, b in pairwise(at) if a < b]


def _by_part(least: Callable[..., Ints], values: Ints, part: Ints, parts: int, none: int) -> Ints:
    """Reduce values that stand one part after the other to one for each part."""
    found = np.full(parts, none, dtype=np.int64)
    if values.size:
        first = np.flatnonzero(first_ones(part))
        found[part[first]] = least.reduceat(values, first)  # type: ignore[attr-defined]
    return found
