"""Who can move where, and the one operator on it: the least value after a move.

Two forms of one decision maker's moves. `Fibres` is for options: a state is a point, the states that differ
only in the decision maker's own options are its fibre, and a move goes anywhere in the fibre that one-way
options leave open. `Arcs` lists every move; it serves where states are merged or an option is one-way only
under a condition. Both compute on all states at once; values are whole numbers from 0 to ``size - 1``, and
``size`` stands for "there is no such move".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

PAIRS_AT_ONCE = 2_000_000
MOST_KEPT = 3  # pairs per state, see `_FibreImprovements`
MOST_FOLLOWED = 50_000_000  # pairs of moves, see `Arcs.transitive`


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


def runs(starts: Ints, lengths: Ints) -> Ints:
    """Give start, start + 1, ... of each run one after the other."""
    found = np.repeat(starts - np.cumsum(lengths) + lengths, lengths)
    found += np.arange(found.size)
    return found


def cuts(lengths: Ints) -> Iterator[slice]:
    """Cut a list of runs into parts of about `PAIRS_AT_ONCE` entries each."""
    total = np.cumsum(lengths)
    if total.size:
        at = np.searchsorted(total, np.arange(0, total[-1], PAIRS_AT_ONCE), side="right")
        yield from (slice(low, high) for low, high in pairwise([*at.tolist(), total.size]))


def column(masks: Ints, bit: int) -> Bools:
    """Tell for each mask whether a bit is set."""
    found: Bools = (masks >> bit & 1).astype(bool)
    return found


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
    def pairs(self) -> int:
        """What improvements take: over all settings of the one-way options, the states that can be moved to."""
        here = np.zeros(1 << self.width, dtype=np.int64)
        np.add.at(here, self.setting, 1)
        bits = here.copy().reshape((2,) * self.width)
        for axis in range(self.width):
            option = bits.swapaxes(0, axis)
            option[0] += option[1]
        return sum(bits.reshape(-1)[here > 0].tolist())

    @cached_property
    def _cells(self) -> tuple[Ints, Ints, Ints, int]:
        cell = (self.fibre << self.width) | self.setting
        order = np.argsort(cell, kind="stable")
        starts = np.flatnonzero(np.diff(cell[order], prepend=-1))
        fibres = int(self.fibre.max()) + 1
        return cell, order, starts, fibres

    @cached_property
    def _fibre_in_order(self) -> Ints:
        return self.fibre[self._cells[1]]

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
        first, last = np.searchsorted(self._fibre_in_order, [self.fibre[state], self.fibre[state] + 1])
        near = np.sort(order[first:last])
        mine = self.setting[state]
        found: Ints = near[((self.setting[near] & mine) == mine) & (near != state)]
        return found

    def reversed(self) -> Fibres:
        """Turn every move round: what could be set can now be cleared."""
        return Fibres(self.size, self.fibre, self.setting ^ ((1 << self.width) - 1), self.width)


class _FibreImprovements:
    """The moves within fibres that raise a rank.

    The states are sorted by fibre and by where they rank as an end. For each setting of the one-way options,
    the states that one can move to from there are a part of that list, and the least value among those of a
    higher rank is a running minimum from the top of each fibre. With many one-way options these parts together
    are far longer than the list (three to the power of the options instead of two), so they are made anew in
    pieces each time unless they are short.
    """

    def __init__(self, moves: Fibres, ranks: Ints, ends: Ints) -> None:
        self.size = moves.size
        levels = int(max(ranks.max(initial=0), ends.max(initial=0))) + 1
        end = moves.fibre * levels + ends
        self._order = np.argsort(end, kind="stable")
        # The place from which on the ends rank higher; those of further fibres stand there too.
        self._above = np.searchsorted(end[self._order], moves.fibre * levels + ranks, side="right")
        self._moves = moves
        kept = moves.pairs <= max(MOST_KEPT * self.size, PAIRS_AT_ONCE)
        self._kept = list(self._pieces()) if kept else None

    def lowest(self, values: Ints) -> Ints:
        """Give the least value after an improvement; ``size`` where there is none."""
        found = np.full(self.size, self.size, dtype=np.int64)
        for piece in self._pieces() if self._kept is None else self._kept:
            # A segment further down gets a smaller offset, so the running minimum starts anew in each.
            running = np.minimum.accumulate(values[piece.downward] + piece.offset)
            found[piece.sources] = running[piece.position] - piece.offset[piece.position]
        return found

    def _pieces(self) -> Iterator[_Piece]:
        """Cut by the settings, the highest bit first, until what is left is small."""
        moves = self._moves
        width = moves.width
        places = np.arange(self.size)
        settings = np.ones(self.size, dtype=np.int64)  # for each place, the settings that can move there
        for bit in range(width):
            settings <<= moves.setting[self._order] >> bit & 1
        rest = [(places, places, settings, width)]
        while rest:
            sources, targets, settings, width = rest.pop()
            if width == 0 or int(settings.sum()) <= PAIRS_AT_ONCE:
                yield self._piece(sources, targets, width)
                continue
            width -= 1
            is_set = column(moves.setting[sources], width)
            can_be = column(moves.setting[self._order[targets]], width)
            halves = (
                (sources[is_set], targets[can_be], settings[can_be] >> 1, width),
                (sources[~is_set], targets, np.where(can_be, settings >> 1, settings), width),
            )
            rest.extend(half for half in halves if half[0].size)

    def _piece(self, sources: Ints, targets: Ints, width: int) -> _Piece:
        """Join the sources with the targets that their settings of the first `width` options leave open."""
        moves = self._moves
        setting = np.zeros(targets.size, dtype=np.int64)
        for bit in range(width):  # ends up in ascending order by setting, then by place
            more = np.flatnonzero(column(moves.setting[self._order[targets]], bit))
            setting = np.concatenate((setting, setting[more] | 1 << bit))
            targets = np.concatenate((targets, targets[more]))
        wanted = moves.setting[sources] & ((1 << width) - 1)
        first = np.searchsorted(setting * self.size + targets, wanted * self.size + self._above[sources])
        inside = np.minimum(first, targets.size - 1)
        ends = self._order[targets]
        fibre = moves.fibre[ends]
        exists = (
            (first < targets.size) & (setting[inside] == wanted) & (fibre[inside] == moves.fibre[sources])
        )
        segment = np.cumsum((np.diff(setting, prepend=0) != 0) | (np.diff(fibre, prepend=fibre[:1]) != 0))
        return _Piece(
            sources[exists],
            ends[::-1],
            segment[::-1] * (self.size + 1),
            (targets.size - 1 - inside)[exists],
        )


class _Piece(NamedTuple):
    """Some sources, and in segments from the highest end down all that they can move to."""

    sources: Ints
    downward: Ints
    offset: Ints
    position: Ints


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
    known_transitive : bool
        Whether two moves in a row are known to lead where one move leads (or back); else it is tested.
    """

    size: int
    starts: Ints
    targets: Ints
    known_transitive: bool = False

    @classmethod
    def of(cls, size: int, sources: Ints, targets: Ints, *, known_transitive: bool = False) -> Arcs:
        """Make them from pairs; a pair that stands twice counts once, a loop not at all."""
        pairs = sources * size
        pairs += targets
        pairs = pairs[sources != targets]
        pairs.sort()
        new = np.ones(pairs.size, dtype=bool)
        np.not_equal(pairs[1:], pairs[:-1], out=new[1:])
        if not new.all():
            pairs = pairs[new]
        starts = np.searchsorted(pairs, np.arange(size + 1) * size)
        pairs %= size
        return cls(size, starts.astype(np.int64), pairs, known_transitive)

    @property
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
        kept = (ranks if ends is None else ends)[self.targets] > np.repeat(ranks, np.diff(self.starts))
        starts = np.concatenate(([0], np.cumsum(kept)))[self.starts]
        return Arcs(self.size, starts.astype(np.int64), self.targets[kept])

    def successors(self, state: int) -> Ints:
        """Give the states one move away from `state`."""
        return self.targets[self.starts[state] : self.starts[state + 1]]

    def reversed(self) -> Arcs:
        """Turn every move round."""
        return Arcs.of(self.size, self.targets, self.sources, known_transitive=self.known_transitive)

    @cached_property
    def transitive(self) -> bool:
        """Whether two moves in a row always lead where one move leads (or back).

        States that can move to, or stay at, the same states are looked at once. Where even so too much would
        have to be followed, it says no: that is always a safe answer, the work only grows.
        """
        if self.known_transitive or not self.targets.size:
            return True
        sources, states = self.sources, np.arange(self.size)
        ends = np.concatenate((sources * self.size + self.targets, states * (self.size + 1)))
        ends.sort()  # for each state in turn: where it can move to, and itself
        starts = self.starts + np.arange(self.size + 1)
        kind, first = _alike(starts, ends % self.size)
        inner = distinct(
            (kind[sources] * self.size + kind[self.targets])[kind[sources] != kind[self.targets]]
        )[0]
        begin, middle = first[inner // self.size], first[inner % self.size]
        lengths = np.diff(starts)[middle]
        if int(lengths.sum()) > MOST_FOLLOWED:
            return False
        for part in cuts(lengths):
            reached = ends[runs(starts[middle[part]], lengths[part])] % self.size
            wanted = np.repeat(begin[part] * self.size, lengths[part]) + reached
            position = np.minimum(np.searchsorted(ends, wanted), ends.size - 1)
            if not np.array_equal(ends[position], wanted):
                return False
        return True


def _alike(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Give each list ``ends[starts[s]:starts[s + 1]]`` a kind, the same only for equal ones, and each kind's first.

    Lists with the same sum of scrambled entries are compared entry by entry.
    """
    size = starts.size - 1
    scrambled = np.arange(1, size + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    scrambled ^= scrambled >> np.uint64(29)
    scrambled *= np.uint64(0xBF58476D1CE4E5B9)
    scrambled ^= scrambled >> np.uint64(32)
    kind = distinct(np.add.reduceat(scrambled[ends], starts[:-1]).view(np.int64))[1]
    first = np.full(size, size, dtype=np.int64)
    np.minimum.at(first, kind, np.arange(size))
    lengths = np.diff(starts)
    model = first[kind]
    if np.array_equal(lengths[model], lengths):
        same = (
            np.array_equal(ends[runs(starts[model[p]], lengths[p])], ends[starts[p.start] : starts[p.stop]])
            for p in cuts(lengths)
        )
        if all(same):
            return kind, first
    return np.arange(size), np.arange(size)
