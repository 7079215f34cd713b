"""Where the moves of a group lead, for all states at once and so that many groups share the work.

Legal sequences of a group's moves are all sequences where moves are transitive: the closure of their union. A *part*
holds the states that moves of the group connect, whichever way. A *knot* holds the states that lead to one another;
where all moves can be taken back, parts are knots. One-way options make several knots of a part, and for each it is
kept, a bit each, to which of the part's knots it leads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.conflict import budget
from detente.game import Arcs, Bools, Fibres, Game, Ints, Moves
from detente.game.arrays import distinct, first_ones, in_order, least_by, narrow, runs, taken
from detente.game.joined import classes, joined
from detente.stability.operators import worst

MOST_PAIRS = 30_000_000  # of cells that one decision maker goes between
MOST_KEPT = 4_000_000  # pairs of states, with the moves of one decision maker
MOST_BITS = 1 << 30  # for which knot leads to which

Words = NDArray[np.uint64]


@dataclass(frozen=True, eq=False)
class Ways:
    """Where sequences of a group's moves lead.

    Attributes
    ----------
    part : array of int, shape (size,)
        Which part each state is in.
    knot : array of int, shape (size,)
        Which knot; the knots are numbered part by part. The same array as `part` where all moves can be taken back.
    rows : array of 64 bits, shape (knots, words), or None
        To which knots of its part each leads, itself among them: bit k for the one that is number k there. None where
        all moves can be taken back.
    links : tuple of array of int
        Where there are rows: from which knot to which single moves lead, those from the furthest knots first, and where
        the links begin that can be followed together.
    """

    part: Ints
    knot: Ints
    rows: Words | None = None
    links: tuple[Ints, Ints, Ints] | None = None

    @property
    def size(self) -> int:
        """The number of states."""
        return int(self.part.size)

    @cached_property
    def parts(self) -> int:
        """The number of parts."""
        return int(self.part.max(initial=-1)) + 1

    @cached_property
    def knots(self) -> int:
        """The number of knots."""
        return int(self.knot.max(initial=-1)) + 1

    @cached_property
    def order(self) -> Ints:
        """The states, one part after the other."""
        return in_order(self.part, max(1, self.parts))[1]

    @cached_property
    def part_of(self) -> Ints:
        """The part of each knot."""
        found = np.empty(self.knots, dtype=np.int64)
        found[self.knot] = self.part
        return found

    @cached_property
    def place(self) -> Ints:
        """The number of each knot in its part."""
        new = first_ones(self.part_of)
        first = np.maximum.accumulate(np.where(new, np.arange(self.knots), 0))
        return np.arange(self.knots) - first

    def leads(self, before: Ints, after: Ints) -> Bools:
        """Tell for knots, and for as many others of the same parts, whether each leads to the other."""
        if self.rows is None:
            return np.ones(np.broadcast(before, after).shape, dtype=bool)
        place = self.place[after]
        word = self.rows[before, place >> 6]
        return np.asarray(word >> (place & 63).astype(np.uint64) & np.uint64(1), dtype=bool)

    def least(self, values: Ints) -> Ints:
        """Give, for each state, the least value among it and what the group can reach from it."""
        table = least_by(self.knot, values, self.knots, int(values.max(initial=0)))
        if self.links is not None:
            sources, targets, starts = self.links
            for low, high in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
                source = sources[low:high]
                first = np.flatnonzero(first_ones(source))
                best = np.minimum.reduceat(table[targets[low:high]], first)
                table[source[first]] = np.minimum(table[source[first]], best)
        return taken(table, self.knot)

    def from_state(self, state: int) -> Bools:
        """Tell which states moves lead to from one, that one included."""
        found: Bools = self.part == self.part[state]
        if self.rows is not None:
            near = np.flatnonzero(found)
            found[near] = self.leads(np.int64(self.knot[state]), self.knot[near])  # type: ignore[arg-type]
        return found


def ways_of(game: Game, group: Sequence[int]) -> Ways | None:
    """Give where a group's moves lead; None where that is not worked out for all states at once.

    It is where moves are not transitive, where they are listed one by one and some cannot be taken back, and where
    one-way options make too many knots. What was found is kept with the game, and larger groups are built on smaller
    ones.
    """
    kept: dict[tuple[int, ...], Ways | None] = game.__dict__.setdefault("_ways_by_group", {})
    key = tuple(sorted(group))
    if key not in kept:
        budget.check("looking at what groups could do")
        kept[key] = _made(game, key)
    return kept[key]


def _made(game: Game, group: tuple[int, ...]) -> Ways | None:
    if not game.transitive or not all(_followed(game.moves[j]) for j in group):
        return None
    if not group:
        alone = np.arange(game.size)
        return Ways(alone, alone)
    part = narrow(_labels(game, group, knots=False))
    if all(_width(game.moves[j]) == 0 for j in group):
        return Ways(part, part)
    knot = _labels(game, group, knots=True)
    # Numbered part by part.
    knots = int(knot.max(initial=-1)) + 1
    of = np.empty(knots, dtype=np.int64)
    of[knot] = part
    number = np.empty(knots, dtype=np.int64)
    number[np.argsort(of, kind="stable")] = np.arange(knots)
    return _with_rows(game, group, part, narrow(number[knot]))


def _followed(moves: Moves) -> bool:
    """Tell whether it is known which moves can be taken back: all of them, or those that take no one-way option."""
    if isinstance(moves, Fibres):
        return not moves.width or moves.lock is None or bool((moves.lock == moves.setting).all())
    assert isinstance(moves, Arcs)
    return symmetric(moves)


def symmetric(moves: Moves) -> bool:
    """Tell whether every move can be taken back."""
    if isinstance(moves, Fibres):
        return moves.width == 0
    assert isinstance(moves, Arcs)
    back = moves.reversed()
    return np.array_equal(back.starts, moves.starts) and np.array_equal(back.targets, moves.targets)


def _width(moves: Moves) -> int:
    return moves.width if isinstance(moves, Fibres) else 0


def _labels(game: Game, group: tuple[int, ...], *, knots: bool) -> Ints:
    """Number the states so that those share a number that the group connects; for knots, by moves both ways."""
    kept: dict[tuple[tuple[int, ...], bool], Ints] = game.__dict__.setdefault("_labels_of_groups", {})
    key = (group, knots and any(_width(game.moves[j]) for j in group))
    if key not in kept:
        kept[key] = narrow(_labelled(game, group, knots=key[1]))
    return kept[key]


def _labelled(game: Game, group: tuple[int, ...], *, knots: bool) -> Ints:
    size = game.size
    if len(group) == 1:
        moves = game.moves[group[0]]
        if not isinstance(moves, Fibres):
            return distinct(worst(np.arange(size), [moves], transitive=True))[1]
        return distinct(cells(moves))[1] if knots and moves.width else moves.fibre
    members = [game.moves[j] for j in group]
    if not knots and all(isinstance(m, Fibres) and m.own is not None for m in members):
        plain = [Fibres(size, m.fibre, _nothing(size), 0, m.own) for m in members if isinstance(m, Fibres)]
        [whole] = joined(plain)
        assert isinstance(whole, Fibres)
        return whole.fibre
    two = (_labels(game, group[:-1], knots=knots), _labels(game, group[-1:], knots=knots))
    return classes([Fibres(size, label, _nothing(size), 0) for label in two])


def _nothing(size: int) -> Ints:
    return np.broadcast_to(np.int32(0), (size,))


def cells(moves: Fibres) -> Ints:
    """Put the fibre and the setting of each state into one number."""
    return (moves.fibre.astype(np.int64) << moves.width) | moves.setting


def _with_rows(game: Game, group: tuple[int, ...], part: Ints, knot: Ints) -> Ways | None:
    """Find which knots lead to which: one-way options are only ever taken, so those with the most are the furthest."""
    knots = int(knot.max(initial=-1)) + 1
    height = np.zeros(knots, dtype=np.int64)
    sources, targets = [], []
    for j in group:
        moves = game.moves[j]
        if not isinstance(moves, Fibres) or not moves.width:
            continue
        table = np.zeros(knots, dtype=np.int64)
        table[knot] = _bits_set(moves.setting, moves.width)
        height += table
        found = _between_cells(moves)
        if found is None:
            return None
        pair = _once_each(knot[found[0]].astype(np.int64), knot[found[1]].astype(np.int64), knots)
        sources.append(pair[0])
        targets.append(pair[1])
    source, target = _once_each(np.concatenate(sources), np.concatenate(targets), knots)
    level = height[source]
    order = np.argsort(-level, kind="stable")  # the furthest first; among them by where they come from
    source, target, level = source[order], target[order], level[order]
    starts = np.concatenate((np.flatnonzero(first_ones(level)), [level.size]))
    bare = Ways(part, knot)
    most = int(bare.place.max(initial=0)) + 1
    words = -(-most // 64)
    if knots * words * 64 > MOST_BITS:
        return None
    rows = np.zeros((knots, words), dtype=np.uint64)
    rows[np.arange(knots), bare.place >> 6] = np.uint64(1) << (bare.place & 63).astype(np.uint64)
    for low, high in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
        budget.check("looking at what groups could do")
        mine = source[low:high]
        first = np.flatnonzero(first_ones(mine))
        rows[mine[first]] |= np.bitwise_or.reduceat(rows[target[low:high]], first, axis=0)
    return Ways(part, knot, rows, (source, target, starts))


def _bits_set(values: Ints, width: int) -> Ints:
    found = np.zeros(values.size, dtype=np.int64)
    for bit in range(width):
        found += values >> bit & 1
    return found


def _between_cells(moves: Fibres) -> tuple[Ints, Ints] | None:
    """List from where to where one decision maker's moves lead that take one-way options, a state for all that it ties.

    None where these are too many. It is the same for every group, and kept with the moves where it is not too much.
    """
    if "_between_cells" in moves.__dict__:
        kept: tuple[Ints, Ints] = moves.__dict__["_between_cells"]
        return kept
    ascending, order = in_order(cells(moves), max(1, moves.count) << moves.width)
    first = first_ones(ascending)
    cell, at = ascending[first], narrow(order[first])
    fibre, setting = cell >> moves.width, cell & (1 << moves.width) - 1
    new = np.flatnonzero(first_ones(fibre)) if fibre.size else np.zeros(0, dtype=np.int64)
    lengths = np.diff(np.append(new, fibre.size))
    if int((lengths.astype(float) ** 2).sum()) > MOST_PAIRS:
        return None
    each = np.repeat(lengths, lengths)
    one = np.repeat(np.arange(fibre.size), each)
    other = runs(np.repeat(new, lengths), each)
    more = (setting[one] != setting[other]) & (setting[one] & ~setting[other] == 0)
    found = at[one[more]], at[other[more]]
    if found[0].size <= MOST_KEPT:
        moves.__dict__["_between_cells"] = found
    return found


def _once_each(sources: Ints, targets: Ints, below: int) -> tuple[Ints, Ints]:
    """Give each pair once, in ascending order."""
    if not sources.size:
        return sources, targets
    pairs = distinct(sources * below + targets)[0]
    return pairs // below, pairs % below
