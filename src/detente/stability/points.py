"""What a group could have, as points: the best of each part, and those that another one makes needless."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.conflict import budget
from detente.game import Bools, Ints
from detente.game.arrays import alike, first_ones
from detente.stability.above import AT_ONCE, ONE, Above, Words, packed
from detente.stability.ways import Ways

LOOKING = "looking at what groups could do"
FEW_PARTS = 8  # so few are gone through one by one


@dataclass(frozen=True, eq=False)
class Kinds:
    """Points are of kinds, and each state may go to points of some kinds only.

    Attributes
    ----------
    kind : array of int, shape (size,)
        Of each state as a point.
    open : array of 64 bits, shape (size, words)
        For each state the kinds that it may go to: bit k for kind k.
    easier : array of bool, shape (kinds, kinds)
        Whether whoever may go to points of the second kind may go to points of the first one.
    """

    kind: Ints
    open: NDArray[np.uint64]
    easier: Bools

    def may(self, states: Ints, points: Ints) -> Bools:
        """Tell for each state whether it may go to the point."""
        kind = self.kind[points]
        word = self.open[states, kind >> 6]
        return np.asarray(word >> (kind & 63).astype(np.uint64) & ONE, dtype=bool)


@dataclass(eq=False)
class Points:
    """The points that may still surpass some state, one part after the other."""

    ways: Ways
    kinds: Kinds | None
    states: Ints
    part: Ints
    gives: list[Ints]
    total: Ints

    @classmethod
    def of(cls, ways: Ways, points: Sequence[Ints], kinds: Kinds | None, among: Ints | None = None) -> Points:
        """Take all states, or some, that have to stand one part after the other."""
        states = ways.order if among is None else among
        gives = [p[states] for p in points]
        return cls(ways, kinds, states, ways.part[states], gives, _weighed(gives))

    def keep(self, kept: Bools | Ints) -> None:
        """Keep some of them only."""
        self.states, self.part, self.total = self.states[kept], self.part[kept], self.total[kept]
        self.gives = [g[kept] for g in self.gives]

    def some(self, where: Ints | slice) -> Points:
        """Give some of them."""
        gives = [g[where] for g in self.gives]
        return Points(self.ways, self.kinds, self.states[where], self.part[where], gives, self.total[where])

    @property
    def lengths(self) -> Ints:
        """How many there are in each part that has some."""
        return np.diff(np.append(np.flatnonzero(first_ones(self.part)), self.part.size))

    def best(self) -> Ints:
        """Give the positions of those with the most in sum, one for each part that has some."""
        first = np.flatnonzero(first_ones(self.part))
        most = np.maximum.reduceat(self.total, first)
        at = np.flatnonzero(self.total == np.repeat(most, np.diff(np.append(first, self.part.size))))
        return at[first_ones(self.part[at])]

    def beaten_by(self, best: Ints) -> Bools:
        """Tell which give nobody more than the point of their part, and lead to it; itself too.

        Parameters
        ----------
        best : array of int
            The positions of the points that the others are held against: one for each part that has some.
        """
        lengths = self.lengths
        found = np.ones(self.states.size, dtype=bool)
        for gives in self.gives:
            found &= gives <= np.repeat(gives[best], lengths)
        if self.ways.rows is not None or self.kinds is not None:
            at = np.flatnonzero(found)
            found[at] = self._replaced(self.states[at], self.states[np.repeat(best, lengths)[at]])
        found[best] = True
        return found

    def _replaced(self, points: Ints, others: Ints) -> Bools:
        """Tell for each point whether whoever comes, and may go, there does also to the other one."""
        found = self.ways.leads(self.ways.knot[points], self.ways.knot[others])
        if self.kinds is not None:
            found &= self.kinds.easier[self.kinds.kind[others], self.kinds.kind[points]]
        return found

    def once_each(self) -> None:
        """Keep the first of those that give the same, lead to the same, and that the same states may go to."""
        knot = self.ways.knot[self.states]
        columns = [knot, *self.gives]
        if self.kinds is not None:
            columns.append(self.kinds.kind[self.states])
        first = alike(columns)[0]
        if first.size < knot.size:
            self.keep(first)

    def reduce(self) -> None:
        """Leave out points that lead to another one which is nowhere worse."""
        self.once_each()
        rest, at = self.some(slice(None)), np.arange(self.states.size)
        found = []
        while rest.states.size:
            budget.check(LOOKING)
            best = rest.best()
            if best.size < FEW_PARTS:
                break
            found.append(at[best])
            kept = ~rest.beaten_by(best)
            gone = rest.states.size - int(np.count_nonzero(kept))
            rest.keep(kept)
            at = at[kept]
            if rest.states.size > gone * best.size:
                break  # as many rounds more would take longer than to go through the parts
        new = np.flatnonzero(first_ones(rest.part))
        for low, high in zip(new.tolist(), [*new[1:].tolist(), rest.part.size], strict=False):
            found.append(at[low:high][rest.some(slice(low, high))._unbeaten()])
        self.keep(np.sort(np.concatenate([np.zeros(0, dtype=np.int64), *found])))

    def _unbeaten(self) -> Ints:
        """Do as `reduce` in one part, many points at a time; gives positions."""
        left = np.argsort(-self.total, kind="stable")
        above = Above.of(self.gives, [g[left] for g in self.gives], strictly=False)
        found = []
        while left.size:
            budget.check(LOOKING)
            block = left[:AT_ONCE]
            bits = above.bits(block) & self.leading(self.states[left], block)
            if self.kinds is not None:
                kind = self.kinds.kind
                table = packed(
                    self.kinds.easier[
                        kind[self.states[block]][None, :], np.arange(len(self.kinds.easier))[:, None]
                    ]
                )
                bits &= table[kind[self.states[left]]]
            # Of the block itself only those before count, and no point beats itself.
            bits[: block.size] &= (ONE << np.arange(block.size, dtype=np.uint64)) - ONE
            kept = bits == 0
            found.append(block[kept[: block.size]])
            kept[: block.size] = False
            left = left[kept]
            above.keep(kept)
        return np.concatenate(found)

    def leading(self, states: Ints, block: Ints) -> Words:
        """Tell for states of one part which of some points they lead to, a bit each."""
        knot = self.ways.knot
        if self.ways.rows is None or not states.size:
            return np.full(states.size, ~np.uint64(0))
        low, high = int(knot[states].min()), int(knot[states].max()) + 1
        to = knot[self.states[block]]
        table = packed(self.ways.leads(np.arange(low, high)[:, None], to[None, :]))
        return table[knot[states] - low]


def _weighed(gives: Sequence[Ints]) -> Ints:
    """Add up what each point gives, every member's numbers stretched to the same length."""
    total = np.zeros(gives[0].size, dtype=np.int64)
    for one in gives:
        top = int(one.max(initial=0)) + 1
        total += one.astype(np.int64) * ((1 << 30) // top)
    return total
