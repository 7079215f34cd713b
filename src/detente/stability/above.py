"""Which of some points have more of everything than a state: 64 points at a time, a bit each.

Each member's numbers are put into levels. For 64 points a table says for each level which of them stand above it; the
tables of all members are joined for all states at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.game import Bools, Ints
from detente.game.arrays import distinct

AT_ONCE = 64
ONE = np.uint64(1)
Words = NDArray[np.uint64]


@dataclass(eq=False)
class Above:
    """Points and states, compared member by member.

    Attributes
    ----------
    count : int
        The number of states.
    levels : list of int
        How many different numbers the points have, for each member.
    marks : list of array of int, shape (points,)
        Which of them each point has.
    needs : list of array of int, shape (states,)
        From which on is enough for each state.
    """

    count: int
    levels: list[int]
    marks: list[Ints]
    needs: list[Ints]

    @classmethod
    def of(cls, points: Sequence[Ints], states: Sequence[Ints], *, strictly: bool = True) -> Above:
        """Take what the points give each member, and what the states do; as much is enough where it is not strict."""
        sorted_ = [distinct(p) for p in points]
        needs = [
            np.searchsorted(level, s, side="right" if strictly else "left")
            for (level, _), s in zip(sorted_, states, strict=True)
        ]
        return cls(states[0].size, [level.size for level, _ in sorted_], [m for _, m in sorted_], needs)

    def keep(self, kept: Bools) -> None:
        """Keep some of the states only."""
        self.count = int(np.count_nonzero(kept))
        self.needs = [n[kept] for n in self.needs]

    def bits(self, points: Ints) -> Words:
        """Tell for each state which of at most 64 points, given by position, have more: bit k for the one at k."""
        bit = ONE << np.arange(points.size, dtype=np.uint64)
        found = np.full(self.count, ~np.uint64(0))
        for size, mark, need in zip(self.levels, self.marks, self.needs, strict=True):
            table = np.zeros(size + 1, dtype=np.uint64)
            np.bitwise_or.at(table, mark[points], bit)
            found &= np.bitwise_or.accumulate(table[::-1])[::-1][need]
        return found


def packed(marked: Bools) -> Words:
    """Pack rows of at most 64 marks into a number each."""
    bit = ONE << np.arange(marked.shape[-1], dtype=np.uint64)
    found: Words = np.where(marked, bit, np.uint64(0)).sum(axis=-1, dtype=np.uint64)
    return found
