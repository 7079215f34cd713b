"""Who can move where, and the one operator on it: the least value after a move.

Two forms of one decision maker's moves. `Fibres` is for options: a state is a point, the states that differ
only in the decision maker's own options are its fibre, and a move goes anywhere in the fibre that one-way
options leave open. `Arcs` lists every move; it serves where states are merged or an option is one-way only
under a condition. Both compute on all states at once; values are whole numbers from 0 to ``size - 1``, and
``size`` stands for "there is no such move".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


def distinct(values: Ints) -> tuple[Ints, Ints]:
    """Give the distinct values in ascending order, and for each value its position among them.

    What `numpy.unique` does; that loads a part of NumPy which takes longer to load than a small game to solve.
    """
    order = np.argsort(values, kind="stable")
    new = np.diff(values[order], prepend=values[order[:1]] - 1) != 0
    inverse = np.empty(values.size, dtype=np.int64)
    inverse[order] = np.cumsum(new) - 1
    return values[order[new]], inverse


class Step(Protocol):
    """Moves of one decision maker, all or some of them."""

    @property
    def size(self) -> int:
        """The number of states."""

    def lowest(self, values: Ints) -> Ints:
        """Give, for each state, the least value among the states one move away; ``size`` where there is none."""


class Moves(Step, Protocol):
    """All moves of one decision maker."""

    def lowest(self, values: Ints) -> Ints:
        """Give the least value after a move. Where moves are transitive, staying may count as a move."""

    def improvements(self, ranks: Ints, ends: Ints | None = None) -> Step:
        """Keep the moves that raise `ranks`: the unilateral improvements of a decision maker with these ranks.

        With `ends` the state moved to counts by that instead: what its mover expects to come of it, say.
        """

    def successors(self, state: int) -> Ints:
        """Give the states one move away from `state`, in ascending order."""

    def reversed(self) -> Moves:
        """Turn every move round."""


def highest(step: Step, values: Ints) -> Ints:
    """Give the greatest value after a move; -1 where there is none."""
    top = step.size - 1
    found: Ints = top - step.lowest(top - values)
    return found


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
    """

    size: int
    fibre: Ints
    setting: Ints
    width: int

    @cached_property
    def _cells(self) -> tuple[Ints, Ints, Ints, int]:
        cell = (self.fibre << self.width) | self.setting
        order = np.argsort(cell, kind="stable")
        starts = np.flatnonzero(np.diff(cell[order], prepend=-1))
        fibres = int(self.fibre.max()) + 1
        return cell, order, starts, fibres

    def lowest(self, values: Ints) -> Ints:
        """Give the least value over the states that the decision maker can move to or stay at."""
        cell, order, starts, fibres = self._cells
        table = np.full(fibres << self.width, self.size, dtype=np.int64)
        table[cell[order[starts]]] = np.minimum.reduceat(values[order], starts)
        bits = table.reshape((fibres,) + (2,) * self.width)
        for axis in range(1, self.width + 1):
            option = bits.swapaxes(0, axis)  # where it is still open, both settings can be had
            np.minimum(option[0], option[1], out=option[0])
        found: Ints = table[cell]
        return found

    def improvements(self, ranks: Ints, ends: Ints | None = None) -> Step:
        """Keep the moves that raise `ranks`, or that lead from `ranks` to more in `ends`."""
        return _FibreImprovements(self, ranks, ranks if ends is None else ends)

    def successors(self, state: int) -> Ints:
        """Give the states one move away from `state`."""
        _, order, _, _ = self._cells
        fibre = self.fibre[order]
        first, last = np.searchsorted(fibre, [self.fibre[state], self.fibre[state] + 1])
        near = np.sort(order[first:last])
        mine = self.setting[state]
        found: Ints = near[((self.setting[near] & mine) == mine) & (near != state)]
        return found

    def reversed(self) -> Fibres:
        """Turn every move round: what could be set can now be cleared."""
        return Fibres(self.size, self.fibre, self.setting ^ ((1 << self.width) - 1), self.width)


class _FibreImprovements:
    """The moves within fibres that raise a rank.

    For each setting of the one-way options, the states it can move to are sorted by fibre and rank once;
    the least value among those of a higher rank is then a running minimum from the top of each fibre.
    """

    def __init__(self, moves: Fibres, ranks: Ints, ends: Ints) -> None:
        self.size = moves.size
        self._parts: list[tuple[Ints, Ints, Ints, Ints, Bools]] = []
        levels = int(max(ranks.max(initial=0), ends.max(initial=0))) + 1
        start, end = moves.fibre * levels + ranks, moves.fibre * levels + ends
        for setting in distinct(moves.setting)[0]:
            targets = np.flatnonzero((moves.setting & setting) == setting)
            sources = np.flatnonzero(moves.setting == setting)
            order = targets[np.argsort(end[targets], kind="stable")]
            above = np.searchsorted(end[order], start[sources], side="right")
            inside = np.minimum(above, order.size - 1)
            exists = (above < order.size) & (moves.fibre[order[inside]] == moves.fibre[sources])
            offset = moves.fibre[order][::-1] * (moves.size + 1)
            self._parts.append((sources, order[::-1], offset, order.size - 1 - inside, exists))

    def lowest(self, values: Ints) -> Ints:
        """Give the least value after an improvement; ``size`` where there is none."""
        found = np.full(self.size, self.size, dtype=np.int64)
        for sources, downward, offset, position, exists in self._parts:
            # A fibre further down gets a smaller offset, so the running minimum starts anew in each.
            running = np.minimum.accumulate(values[downward] + offset) - offset
            found[sources] = np.where(exists, running[position], self.size)
        return found


@dataclass(frozen=True, eq=False)
class Arcs:
    """Moves one by one, as a compressed list: from state s to ``targets[starts[s]:starts[s + 1]]``.

    Parameters
    ----------
    size : int
        Number of states.
    starts : array of int, shape (size + 1,)
    targets : array of int
        In ascending order for each state, the state itself not among them.
    """

    size: int
    starts: Ints
    targets: Ints

    @classmethod
    def of(cls, size: int, sources: Ints, targets: Ints) -> Arcs:
        """Make them from pairs; a pair that stands twice counts once, a loop not at all."""
        pairs = distinct((sources * size + targets)[sources != targets])[0]
        starts = np.searchsorted(pairs, np.arange(size + 1) * size)
        return cls(size, starts.astype(np.int64), pairs % size)

    @cached_property
    def sources(self) -> Ints:
        """The state each move leaves."""
        return np.repeat(np.arange(self.size), np.diff(self.starts))

    def lowest(self, values: Ints) -> Ints:
        """Give the least value after a move; ``size`` where there is none."""
        found = np.full(self.size, self.size, dtype=np.int64)
        some = np.flatnonzero(np.diff(self.starts))
        if some.size:
            found[some] = np.minimum.reduceat(values[self.targets], self.starts[some])
        return found

    def improvements(self, ranks: Ints, ends: Ints | None = None) -> Arcs:
        """Keep the moves that raise `ranks`, or that lead from `ranks` to more in `ends`."""
        kept = (ranks if ends is None else ends)[self.targets] > ranks[self.sources]
        starts = np.concatenate(([0], np.cumsum(kept)))[self.starts]
        return Arcs(self.size, starts.astype(np.int64), self.targets[kept])

    def successors(self, state: int) -> Ints:
        """Give the states one move away from `state`."""
        return self.targets[self.starts[state] : self.starts[state + 1]]

    def reversed(self) -> Arcs:
        """Turn every move round."""
        return Arcs.of(self.size, self.targets, self.sources)

    @cached_property
    def transitive(self) -> bool:
        """Whether two moves in a row always lead where one move leads (or back)."""
        pairs = self.sources * self.size + self.targets
        out = np.diff(self.starts)
        chunk = 100_000
        for first in range(0, pairs.size, chunk):
            middle = self.targets[first : first + chunk]
            begin = np.repeat(self.sources[first : first + chunk], out[middle])
            total = int(out[middle].sum())
            within = np.arange(total) - np.repeat(np.cumsum(out[middle]) - out[middle], out[middle])
            end = self.targets[np.repeat(self.starts[middle], out[middle]) + within]
            wanted = (begin * self.size + end)[begin != end]
            position = np.minimum(np.searchsorted(pairs, wanted), pairs.size - 1)
            if not np.array_equal(pairs[position], wanted):
                return False
        return True
