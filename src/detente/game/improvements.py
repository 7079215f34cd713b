"""The moves within fibres that raise a rank."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.game.arrays import Ints, argsorted, compact, cuts
from detente.game.moves import Before

if TYPE_CHECKING:
    from detente.game.fibres import Fibres

STATES_AT_ONCE = 1 << 15
NOTHING = np.iinfo(np.int64).max


class FibreImprovements:
    """The moves within fibres that raise a rank.

    The states of each fibre are sorted by where they rank as an end; the least value among those of a higher
    rank is then a running minimum from the top. One-way options leave only a part of the fibre open, another
    for each setting. Half of them (`low`) are dealt with at the ends: an end is listed under every setting of
    these that can move there. The other half (`high`) is dealt with at the start of a move: it looks into the
    list of every setting of these that it can move to. So both lists and looks grow by one and a half for each
    second option, and not for each.

    Parameters
    ----------
    moves : Fibres
    ranks, ends : array of int, shape (size,)
        A move improves if its end ranks higher in `ends` than its start in `ranks`.
    """

    def __init__(self, moves: Fibres, ranks: Ints, ends: Ints | None = None) -> None:
        self.size = moves.size
        self._moves, self._ranks, self._ends = moves, ranks, ranks if ends is None else ends
        self._near = [self._fan(fibres) for fibres in cuts(np.diff(moves.starts), STATES_AT_ONCE)]

    def lowest(self, values: Ints) -> Ints:
        """Give the least value after an improvement; ``size`` where there is none."""
        found: Ints = np.full(self.size, self.size, dtype=values.dtype)
        for fan in self._near:
            near = found[fan.states]
            fan.lower(values.take(fan.states), near, self.size)
            found[fan.states] = near
        return found

    def lower(self, values: Ints) -> bool:
        """Lower the values in place to the least after an improvement; tell whether any was lowered."""
        lowered = False
        for fan in self._near:
            near = values.take(fan.states)
            if fan.lower(near, near, self.size):
                values[fan.states] = near
                lowered = True
        return lowered

    def before(self) -> Before:
        """Give a function that says from which states one comes to a state, each only the first time."""
        return before(self._moves, self._ranks, self._ends)

    def _fan(self, fibres: slice) -> _Fan:
        """Sort some fibres."""
        moves = self._moves
        # Ascending, so that reading and writing them goes through memory in one direction.
        states = np.sort(moves.members[moves.starts[fibres.start] : moves.starts[fibres.stop]])
        fibre = moves.fibre[states].astype(np.int64) - fibres.start
        if not moves.width:
            return _Fan(states, [self._plain(states, fibre)])
        return _Fan(states, list(self._one_way(states, fibre)))

    def _plain(self, states: Ints, fibre: Ints) -> _Lists:
        """Sort the fibres; every state looks into its own."""
        ends, ranks = self._ends[states], self._ranks[states]
        bits = int(max(ends.max(), ranks.max())).bit_length()
        top = (1 << bits) - 1
        keys = (fibre << bits) | (top - ends)
        order = argsorted(keys, int(fibre.max()) + 1 << bits)
        keys = keys[order]
        if self._ranks is self._ends:
            new = np.ones(keys.size, dtype=bool)
            np.not_equal(keys[1:], keys[:-1], out=new[1:])
            position = np.empty(keys.size, dtype=np.int64)
            position[order] = np.maximum.accumulate(np.where(new, np.arange(keys.size), 0))
        else:
            position = np.searchsorted(keys, (fibre << bits) | (top - ranks))
        return _lists(None, order, keys >> bits, position, fibre)

    def _one_way(self, states: Ints, fibre: Ints) -> Iterator[_Lists]:
        """For each setting of the one half of the one-way options, list the ends under settings of the other half."""
        width = self._moves.width
        ends, ranks, setting = self._ends[states], self._ranks[states], self._moves.setting[states]
        bits = int(max(ends.max(), ranks.max())).bit_length()
        top = (1 << bits) - 1
        half = (width + 1) // 2
        low, high = setting & ((1 << half) - 1), setting >> half
        count = int(fibre.max()) + 1
        for wanted in np.flatnonzero(np.bincount(high)).tolist():
            targets = np.flatnonzero(high == wanted)
            under = low[targets]
            for bit in range(half):
                more = np.flatnonzero(under >> bit & 1)
                targets = np.concatenate((targets, targets[more]))
                under = np.concatenate((under, under[more] ^ 1 << bit))
            keys = (((fibre[targets] << half) | under) << bits) | (top - ends[targets])
            order = argsorted(keys, count << half + bits)
            keys = keys[order]
            sources = np.flatnonzero(high & ~wanted == 0)
            cell = (fibre[sources] << half) | low[sources]
            position = np.searchsorted(keys, (cell << bits) | (top - ranks[sources]))
            yield _lists(sources, targets[order], keys >> bits, position, cell)


class _Fan(NamedTuple):
    """Some fibres: their states, and the lists that these look into. Positions are those in `states`."""

    states: Ints
    lists: list[_Lists]

    def lower(self, values: Ints, found: Ints, size: int) -> bool:
        """Lower what was found for each state to the least of the values after an improvement."""
        lowered = False
        for some in self.lists:
            # A list further down gets a smaller offset, so the running minimum starts anew in each.
            offset = np.multiply(some.number, size + 1, dtype=np.int64)
            running = np.empty(offset.size + 1, dtype=np.int64)
            running[0] = NOTHING
            within = running[1:]
            np.add(values.take(some.members), offset, out=within)
            np.minimum.accumulate(within, out=within)
            within -= offset
            least = running.take(some.position)
            here = found if some.sources is None else found.take(some.sources)
            if (least < here).any():
                lowered = True
                np.minimum(least, here, out=least)
                if some.sources is None:
                    found[...] = least
                else:
                    found[some.sources] = least
        return lowered


class _Lists(NamedTuple):
    """Ends in lists, each from the highest down, and who looks into which up to where.

    `number` falls from list to list. A position counts from 1; 0 is for who finds nothing.
    """

    sources: NDArray[Any] | None
    members: NDArray[Any]
    number: NDArray[Any]
    position: NDArray[Any]


def _lists(sources: Ints | None, members: Ints, cells: Ints, position: Ints, cell: Ints) -> _Lists:
    """Join lists with who looks into them: `position` is how many ends stand before its own rank, in all lists."""
    new = np.empty(cells.size, dtype=bool)
    new[0] = False
    np.not_equal(cells[1:], cells[:-1], out=new[1:])
    number = np.cumsum(new)
    number = number[-1] - number
    last = np.maximum(position - 1, 0)
    position = np.where((position > 0) & (cells[last] == cell), position, 0)
    below = 1 + int(max(members.size, members.max(), position.max()))
    if sources is not None:
        sources = compact(sources, 1 + int(sources.max(initial=0)))
    return _Lists(sources, compact(members, below), compact(number, below), compact(position, below))


def before(moves: Fibres, ranks: Ints, ends: Ints) -> Before:
    """Give a function that says from which states improvements lead to a state, each only the first time.

    Of the states of a fibre with one setting, those that rank lowest are always the first to go.
    """
    members, starts = memoryview(moves.members), memoryview(moves.starts)
    fibre, setting = memoryview(moves.fibre), memoryview(moves.setting)
    rank, end = memoryview(ranks), memoryview(ends)
    left: dict[int, list[tuple[int, list[int]]]] = {}

    def by_setting(f: int) -> list[tuple[int, list[int]]]:
        found: dict[int, list[int]] = {}
        for s in sorted(members[starts[f] : starts[f + 1]], key=rank.__getitem__, reverse=True):
            found.setdefault(setting[s], []).append(s)
        return list(found.items())

    def given(state: int) -> list[int]:
        f, mine, high = fibre[state], setting[state], end[state]
        if f not in left:
            left[f] = by_setting(f)
        found = []
        for others, states in left[f]:
            if not others & ~mine:
                while states and rank[states[-1]] < high:
                    found.append(states.pop())
        return found

    return given
