"""The moves that a party makes in some of its variants, as they are followed for many cells at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.game import Bools, Ints
from detente.game.arrays import distinct
from detente.stability.many import Way, Words, packed


@dataclass(frozen=True, eq=False)
class Used:
    """The moves that a party makes in some variant, and of which it makes them.

    Attributes
    ----------
    sources, targets : array of int, shape (moves,)
        In ascending order of the first.
    bits : array of bool, shape (others' sets, nodes, moves)
    rows : tuple of array of int
        The moves in groups, in each of which no state is moved to twice.
    """

    sources: Ints
    targets: Ints
    bits: Bools
    rows: tuple[Ints, ...]

    @staticmethod
    def of(table: NDArray[np.intp], made: NDArray[np.uint8]) -> Used:
        """Take those of a table of moves that are made somewhere."""
        some = np.unpackbits(np.bitwise_or.reduce(made, axis=(0, 1)), count=table.size)
        places = np.flatnonzero(some)
        sources, targets = table.reshape(-1)[places], places % table.shape[1]
        order = np.argsort(sources, kind="stable")
        places, sources, targets = places[order], sources[order], targets[order]
        bits = (made[..., places >> 3] >> (7 - (places & 7)).astype(np.uint8) & 1).astype(bool)
        row = places // table.shape[1]
        return Used(sources, targets, bits, tuple(np.flatnonzero(row == k) for k in distinct(row)[0]))

    @cached_property
    def firsts(self) -> Ints:
        """Where the moves from each state begin."""
        return np.flatnonzero(np.diff(self.sources, prepend=-1))

    @cached_property
    def starts(self) -> Ints:
        """The states that some move leaves."""
        return self.sources[self.firsts]

    def made(self, others: Ints, nodes: Ints) -> Words:
        """Tell of cells which moves are made, packed: shape (moves, words)."""
        return packed(np.ascontiguousarray(self.bits[others, nodes].T))

    def ways(self, made: Words) -> list[Way]:
        """Give them as they are followed."""
        return [Way(self.sources[r], self.targets[r], made[r]) for r in self.rows]

    def leaving(self, made: Words) -> Words:
        """Tell in which cells each of `starts` is left."""
        if not self.sources.size:
            return made
        return np.asarray(np.bitwise_or.reduceat(made, self.firsts, axis=0))
