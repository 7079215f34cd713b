"""Moves by options: from a state to any other that differs in the decision maker's own options only."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.game import blocks
from detente.game.arrays import Ints, cuts, in_order, least_by, narrow, taken
from detente.game.blocks import Block, axes, box_blocks
from detente.game.improvements import FibreImprovements, before
from detente.game.moves import Before, Step

LONG = 64


@dataclass(frozen=True, eq=False)
class Fibres:
    """Moves by options.

    Parameters
    ----------
    size : int
        Number of states.
    fibre : array of int, shape (size,)
        States with the same number differ in the decision maker's own options only.
    setting : array of int, shape (size,)
        The one-way options as bits, so turned that a move may set bits and never clears one.
    width : int
        Number of one-way options.
    own : int, optional
        Where all combinations of options are states, each at the position that its options as bits make: the
        decision maker's own options. Its fibres are then axes of an array, and need not be looked up.
    lock : array of int, shape (size,), optional
        Where options are one-way under a condition only: the part of the setting that a move from there keeps.
        Two moves in a row may then lead further than one, so that staying never counts as a move.
    """

    size: int
    fibre: Ints
    setting: Ints
    width: int
    own: int | None = None
    lock: Ints | None = None

    @cached_property
    def count(self) -> int:
        """The number of fibres."""
        return int(self.fibre.max(initial=-1)) + 1

    @property
    def entries(self) -> int:
        """How many entries the lists of improvements have at most, see `FibreImprovements`."""
        half = (self.width + 1) // 2
        listed, looks = np.ones((2, self.size), dtype=np.int64)
        for bit in range(self.width):
            if bit < half:
                listed += listed * (self.setting >> bit & 1)
            else:
                looks += looks * (1 - (self.kept >> bit & 1))
        return int(listed.sum() + looks.sum())

    @cached_property
    def members(self) -> Ints:
        """The states, one fibre after the other, in ascending order in each."""
        return narrow(in_order(self.fibre, self.count)[1])

    @cached_property
    def starts(self) -> Ints:
        """Where each fibre begins among the `members`, and where the last ends."""
        counts = np.bincount(self.fibre, minlength=self.count)
        return np.concatenate(([0], np.cumsum(counts)))

    @property
    def kept(self) -> Ints:
        """What of its setting each state's moves keep."""
        return self.setting if self.lock is None else self.lock

    @cached_property
    def _cell(self) -> Ints:
        """The fibre and the setting in one number."""
        return self._place(self.setting)

    @cached_property
    def _open(self) -> Ints:
        """The fibre and what is kept in one number: it is moved to where at least that is set."""
        return self._cell if self.lock is None else self._place(self.lock)

    def _place(self, setting: Ints) -> Ints:
        return (self.fibre.astype(np.int64) << self.width) | setting if self.width else self.fibre

    @cached_property
    def transitive(self) -> bool:
        """Whether two moves in a row always lead where one move leads (or back)."""
        if self.lock is None or not self.width:
            return True
        kept = self.setting
        for _ in range(2):  # what is kept in all states that one move, and then two, lead to
            table = np.full(self.count << self.width, -1, dtype=np.int64)
            np.bitwise_and.at(table, self._cell, kept)
            self._spread(table, lambda one, other: np.bitwise_and(one, other, out=one))
            kept = taken(table, self._open)
        return bool((self.lock & ~kept == 0).all())

    def _spread(self, table: Ints, join: Callable[[Ints, Ints], object]) -> None:
        """Let what is known of each setting be joined, one by one, with that of the settings that include it."""
        bits = table.reshape((*table.shape[:-1], self.count) + (2,) * self.width)
        for axis in range(-self.width, 0):
            option = np.moveaxis(bits, axis, 0)  # where it is still open, both settings can be had
            join(option[0], option[1])

    @cached_property
    def _axes(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The shape of an array over all states, and which of its axes are the decision maker's own."""
        assert self.own is not None
        return axes(self.size, self.own)

    def blocks(self) -> Iterator[Block]:
        """Cut the states into blocks of whole fibres."""
        if self.own is not None and len(self._axes[1]) == 1:
            shape, (axis,) = self._axes
            yield from box_blocks((math.prod(shape[:axis]), shape[axis], math.prod(shape[axis + 1 :])))
            return
        for part in cuts(np.diff(self.starts), blocks.STATES_AT_ONCE):
            # In ascending order, so that reading and writing goes through memory in one direction.
            states = np.sort(self.members[self.starts[part.start] : self.starts[part.stop]])
            yield Block(states, self.fibre[states].astype(np.int64) - part.start)

    def lowest(self, values: Ints) -> Ints:
        """Give the least value over the states that the decision maker can move to.

        Without a `lock` staying counts as a move too.
        """
        if self.lock is not None:
            return self._lowest_elsewhere(values)
        if self.own is not None and not self.width:
            return _least_along(values, *self._axes)
        cells = self.count << self.width
        table = least_by(self._cell, values, cells, self.size)
        self._spread(table, lambda one, other: np.minimum(one, other, out=one))
        return taken(table, self._cell)

    def _lowest_elsewhere(self, values: Ints) -> Ints:
        """Give the least value over the other states that the decision maker can move to: keep the least two."""
        cells, none = self.count << self.width, self.size << 32
        marked = (values.astype(np.int64) << 32) | np.arange(self.size)
        least = np.empty((2, cells), dtype=np.int64)
        least[0] = least_by(self._cell, marked, cells, none)
        marked[marked == taken(least[0], self._cell)] = none
        least[1] = least_by(self._cell, marked, cells, none)
        self._spread(least, _least_two)
        first, second = (taken(row, self._open) for row in least)
        itself = (first & (1 << 32) - 1) == np.arange(self.size)
        found: Ints = np.minimum(np.where(itself, second, first) >> 32, self.size)
        return found.astype(values.dtype)

    def lower(self, values: Ints) -> bool:
        """Lower the values in place to the least after a move; tell whether any was lowered."""
        found = self.lowest(values)
        lowered = bool((found < values).any())
        if lowered:
            np.minimum(values, found, out=values)
        return lowered

    def before(self) -> Before:
        """Give a function that says from which states one comes to a state, each only the first time."""
        nothing = np.broadcast_to(np.int32(0), (self.size,))
        return before(self, nothing, nothing + np.int32(1))

    def improvements(self, ranks: Ints, ends: Ints | None = None) -> Step:
        """Keep the moves that raise `ranks`, or that lead from `ranks` to more in `ends`."""
        return FibreImprovements(self, ranks, ends)

    def successors(self, state: int) -> Ints:
        """Give the states one move away from `state`."""
        f = int(self.fibre[state])
        near = self.members[self.starts[f] : self.starts[f + 1]]
        mine = self.kept[state]
        found: Ints = near[((self.setting[near] & mine) == mine) & (near != state)]
        return found

    def reversed(self) -> Fibres:
        """Turn every move round: what could be set can now be cleared."""
        if not self.width:
            return self
        every = (1 << self.width) - 1
        lock = None if self.lock is None else self.setting ^ every
        return Fibres(self.size, self.fibre, self.kept ^ every, self.width, self.own, lock)


def _least_two(one: Ints, other: Ints) -> None:
    """Keep in `one` the two least of two pairs in ascending order."""
    third = np.maximum(one[0], other[0])
    np.minimum(one[0], other[0], out=one[0])
    np.minimum(one[1], other[1], out=one[1])
    np.minimum(one[1], third, out=one[1])


def _least_along(values: Ints, shape: tuple[int, ...], axes: tuple[int, ...]) -> Ints:
    """Give the least along some axes, whose lengths are powers of two, at every place."""
    found = values.reshape(shape)
    for axis in axes:
        if math.prod(found.shape[axis + 1 :]) >= LONG:
            found = found.min(axis=axis, keepdims=True)
        # With little side by side NumPy is quicker at half against half, on the whole length.
        while (length := found.shape[axis]) > 1:
            ahead = (slice(None),) * axis
            found = np.minimum(
                found[(*ahead, slice(None, length // 2))], found[(*ahead, slice(length // 2, None))]
            )
    everywhere = np.empty(shape, dtype=values.dtype)
    everywhere[...] = found
    return everywhere.reshape(-1)
