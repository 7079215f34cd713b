"""The moves within fibres that raise a rank."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.game import arrays
from detente.game.arrays import Ints, compact, first_ones, in_order
from detente.game.blocks import Block
from detente.game.moves import Before

if TYPE_CHECKING:
    from detente.game.fibres import Fibres

NOTHING = {np.int32: np.iinfo(np.int32).max, np.int64: np.iinfo(np.int64).max}
DEEP = 4


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
        self._fans = [self._fan(block) for block in moves.blocks()]

    def lowest(self, values: Ints) -> Ints:
        """Give the least value after an improvement; ``size`` where there is none."""
        found: Ints = np.full(self.size, self.size, dtype=values.dtype)
        for fan in self._fans:
            near = fan.block.read(found)
            fan.lower(fan.block.read(values), near)
            fan.block.write(found, near)
        return found

    def lower(self, values: Ints) -> bool:
        """Lower the values in place to the least after an improvement; tell whether any was lowered."""
        lowered = False
        for fan in self._fans:
            near = fan.block.read(values)
            if fan.lower(near, near):
                fan.block.write(values, near)
                lowered = True
        return lowered

    def before(self) -> Before:
        """Give a function that says from which states one comes to a state, each of them only the first time."""
        return before(self._moves, self._ranks, self._ends)

    def _fan(self, block: Block) -> _Fan:
        """Sort some fibres."""
        ends = block.read(self._ends)
        ranks = ends if self._ranks is self._ends else block.read(self._ranks)
        if not self._moves.width:
            return _Fan(block, [_plain(self.size, block.fibre, ends, ranks)])
        settings = block.read(self._moves.setting), block.read(self._moves.kept)
        return _Fan(block, list(_one_way(self.size, block.fibre, ends, ranks, *settings, self._moves.width)))


def _plain(size: int, fibre: Ints, ends: Ints, ranks: Ints) -> _Lists:
    """Sort the fibres; every state looks into its own."""
    bits = int(max(ends.max(), ranks.max())).bit_length()
    top = (1 << bits) - 1
    keys, order = in_order((fibre << bits) | (top - ends), int(fibre.max()) + 1 << bits)
    if ranks is ends:
        new = first_ones(keys)
        position = np.empty_like(order)
        position[order] = np.maximum.accumulate(np.where(new, np.arange(keys.size), 0))
    else:
        position = np.searchsorted(keys, (fibre << bits) | (top - ranks))
    return _lists(size, None, order, keys >> bits, position, fibre)


def _one_way(
    size: int, fibre: Ints, ends: Ints, ranks: Ints, setting: Ints, kept: Ints, width: int
) -> Iterator[_Lists]:
    """For each setting of one half of the one-way options, list the ends under the settings of the other half."""
    bits = int(max(ends.max(), ranks.max())).bit_length()
    top = (1 << bits) - 1
    half = (width + 1) // 2
    low, high = setting & ((1 << half) - 1), setting >> half
    for wanted in np.flatnonzero(np.bincount(high)).tolist():
        targets = np.flatnonzero(high == wanted)
        under = low[targets]
        for bit in range(half):
            more = np.flatnonzero(under >> bit & 1)
            targets = np.concatenate((targets, targets[more]))
            under = np.concatenate((under, under[more] ^ 1 << bit))
        keys = (((fibre[targets] << half) | under) << bits) | (top - ends[targets])
        keys, order = in_order(keys, int(fibre.max()) + 1 << half + bits)
        sources = np.flatnonzero((kept >> half) & ~wanted == 0)
        cell = (fibre[sources] << half) | (kept[sources] & ((1 << half) - 1))
        position = np.searchsorted(keys, (cell << bits) | (top - ranks[sources]))
        yield _lists(size, sources, targets[order], keys >> bits, position, cell)


class _Fan(NamedTuple):
    """Some fibres, and the lists that their states look into."""

    block: Block
    lists: list[_Lists]

    def lower(self, values: Ints, found: Ints) -> bool:
        """Lower what was found for each state to the least of the values after an improvement."""
        lowered = False
        for some in self.lists:
            least = some.least(values)
            here = found if some.sources is None else found.take(some.sources)
            if (least < here).any():
                lowered = True
                if some.sources is None:
                    np.minimum(least, here, out=found, casting="same_kind")
                else:
                    found[some.sources] = np.minimum(least, here)
        return lowered


class _Lists(NamedTuple):
    """Ends in lists, each from the highest down, and who looks into which up to where.

    The lists stand one after the other in columns, so that the running minimum is taken in all columns at once
    and then from column to column. `number` falls from list to list. A position counts from 1; 0 is for who
    finds nothing.
    """

    sources: NDArray[Any] | None
    members: NDArray[Any]
    number: NDArray[Any]
    position: NDArray[Any]
    apart: int
    whole: type[np.signedinteger[Any]]

    def least(self, values: Ints) -> Ints:
        """Give the least of the values that each source finds."""
        # A list further down gets a smaller offset, so the running minimum starts anew in each.
        offset = np.multiply(self.number, self.apart, dtype=self.whole)
        running: Ints = np.empty(offset.size + 1, dtype=self.whole)
        running[0] = NOTHING[self.whole]
        columns = running[1:].reshape(offset.shape)
        np.add(values.take(self.members), offset, out=columns)
        if len(columns) == 1:
            np.minimum.accumulate(columns[0], out=columns[0])
        else:
            for above, row in pairwise(columns):
                np.minimum(above, row, out=row)
            carried = np.minimum.accumulate(columns[-1, :-1])
            np.minimum(columns[:, 1:], carried, out=columns[:, 1:])
        np.subtract(columns, offset, out=columns)
        return running.take(self.position)


def _lists(size: int, sources: Ints | None, members: Ints, lists: Ints, position: Ints, mine: Ints) -> _Lists:
    """Join lists, each with a number, with who looks into one: `position` is how many ends stand before, in all."""
    last = position - 1
    deep = DEEP if members.size >= arrays.FEW else 0
    columns = -(-members.size >> deep)
    place = ((last & (1 << deep) - 1) * columns) + (last >> deep) + 1
    place[lists.take(last, mode="clip") != mine] = 0
    place[position == 0] = 0
    count = int(lists[-1]) + 1
    below = max((columns << deep) + 1, int(members.max()) + 1)
    return _Lists(
        sources if sources is None else compact(sources, int(sources.max()) + 1),
        _in_columns(compact(members, below), deep),
        _in_columns(compact(count - 1 - lists, count), deep),
        compact(place, below),
        size + 1,
        np.int32 if count * (size + 1) < 1 << 31 else np.int64,
    )


def _in_columns(values: NDArray[Any], deep: int) -> NDArray[Any]:
    """Write a list down column by column; what is missing at its end stays 0, which comes after all that counts."""
    columns = -(-values.size >> deep)
    found = np.zeros(columns << deep, dtype=values.dtype)
    found[: values.size] = values
    return np.ascontiguousarray(found.reshape(columns, -1).T)


def before(moves: Fibres, ranks: Ints, ends: Ints) -> Before:
    """Give a function that says from which states improvements lead to a state, each of them only the first time.

    Of the states of a fibre whose moves keep the same, those that rank lowest are always the first to go.
    """
    members, starts = moves.members.data, moves.starts.data
    fibre, setting, kept = moves.fibre.data, moves.setting.data, moves.kept.data
    rank, end = ranks.data, ends.data
    left: dict[int, list[tuple[int, list[int]]]] = {}

    def by_what_is_kept(f: int) -> list[tuple[int, list[int]]]:
        found: dict[int, list[int]] = {}
        for s in sorted(members[starts[f] : starts[f + 1]], key=rank.__getitem__, reverse=True):
            found.setdefault(kept[s], []).append(s)
        return list(found.items())

    def given(state: int) -> list[int]:
        f, mine, high = fibre[state], setting[state], end[state]
        if f not in left:
            left[f] = by_what_is_kept(f)
        found = []
        for others, states in left[f]:
            if not others & ~mine:
                itself = False
                while states and rank[states[-1]] < high:
                    s = states.pop()
                    if s == state:
                        itself = True
                    else:
                        found.append(s)
                if itself:  # it has not been given yet
                    states.append(state)
        return found

    return given
