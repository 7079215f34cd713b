"""Could a group leave for good: to where the rest has no answer that the group could not get away from (SMR)?

A group that leaves a state asks of every state that the rest could answer with: do our moves lead from there to
something better for each of us than what we left? That depends on the knot of the group's moves that the answer is in
(see `ways`) and on the ranks of the state left. Of the knots that the rest could answer with, only a few lists occur:
each makes a *kind* of point. So all states are asked about one knot after the other, the hardest first; a state from
which it could not escape loses the kinds in whose lists the knot stands. Of the kinds that are left it is asked whether
the group comes to a point of one of these that is better for each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.conflict import budget
from detente.game import Bools, Ints
from detente.game.arrays import alike, distinct, first_ones, in_order, runs
from detente.stability.above import AT_ONCE, ONE, Above, Words
from detente.stability.points import LOOKING, Kinds
from detente.stability.surpassing import surpassed, unbeaten
from detente.stability.ways import Ways

MOST_BITS = 1 << 31
MOST_KINDS = 4096
MOST_LISTED = 40_000_000


def for_good(
    mine: Ways, theirs: Ways, ranks: Sequence[Ints], asked: Bools, best: Ints | None = None
) -> Bools | None:
    """Tell for the states asked about whether the group could leave for good; None where that would take too much.

    Parameters
    ----------
    mine, theirs : Ways
        Of the group, and of the rest.
    ranks : sequence of array of int, shape (size,)
        Of each member.
    asked : array of bool, shape (size,)
    best : array of int, optional
        What `unbeaten` gives of these, where that is known.
    """
    met = _met(mine, theirs)
    if met is None:
        return None
    best = unbeaten(mine, ranks) if best is None else best
    lists = _lists(mine, best)
    if lists is None:
        return None
    states = np.flatnonzero(asked)
    # With ties many states give the members the same: they are asked about once.
    has = [r[states] for r in ranks]
    first, which = alike(has)
    open_ = _open(_Knots(mine.knots, *lists, [r[best] for r in ranks]), met, [h[first] for h in has])[which]
    left = (open_ != 0).any(axis=1)
    asked = np.zeros(asked.size, dtype=bool)
    asked[states[left]] = True
    kinds = None
    if met.kinds > 1:
        rows = np.zeros((asked.size, open_.shape[1]), dtype=np.uint64)
        rows[states] = open_
        kinds = Kinds(met.kind[theirs.knot], rows, met.easier)
    return surpassed(mine, ranks, ranks, asked, kinds, best if kinds is None else None)


@dataclass(frozen=True, eq=False)
class _Met:
    """Which of the group's knots the rest could answer with: `lists[k]` for points of kind k, a bit for each knot."""

    kind: Ints  # of each knot of the rest's moves
    lists: Words

    @property
    def kinds(self) -> int:
        return len(self.lists)

    @property
    def easier(self) -> Bools:
        """Tell whose list is a part of whose."""
        return np.array([(~other & self.lists == 0).all(axis=1) for other in self.lists]).T

    def having(self, knots: int) -> Words:
        """Give for each knot the kinds whose lists have it, a bit for each."""
        bits = np.unpackbits(self.lists.view(np.uint8), axis=1, bitorder="little")[:, :knots]
        return _packed(np.ascontiguousarray(bits.T))


def _packed(bits: NDArray[np.uint8]) -> Words:
    """Pack rows of bits into words."""
    packed = np.packbits(bits, axis=1, bitorder="little")
    return np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8))).view(np.uint64)


def _met(mine: Ways, theirs: Ways) -> _Met | None:
    """Find which of the group's knots the rest could come to from each of its own."""
    words = -(-mine.knots // 64)
    if theirs.knots * words * 64 > MOST_BITS:
        return None
    table = np.zeros((theirs.knots, words), dtype=np.uint64)
    pairs = distinct(theirs.knot.astype(np.int64) * mine.knots + mine.knot)[0]
    knot = pairs % mine.knots
    np.bitwise_or.at(table, (pairs // mine.knots, knot >> 6), ONE << (knot & 63).astype(np.uint64))
    if theirs.links is not None:
        sources, targets, starts = theirs.links
        for low, high in zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True):
            source = sources[low:high]
            first = np.flatnonzero(first_ones(source))
            table[source[first]] |= np.bitwise_or.reduceat(table[targets[low:high]], first, axis=0)
    first, kind = alike(list(table.T))
    return None if first.size > MOST_KINDS else _Met(kind, np.ascontiguousarray(table[first]))


def _lists(mine: Ways, best: Ints) -> tuple[Ints, Ints] | None:
    """List for each knot of the group's moves which of the best points it leads to, as positions in `best`."""
    part = mine.part[best]
    counts = np.bincount(part, minlength=mine.parts)
    if mine.rows is None:
        return np.arange(best.size), np.append(0, np.cumsum(counts))
    lengths = counts[mine.part_of]
    if int(lengths.sum()) > MOST_LISTED:
        return None
    ends = np.cumsum(counts)
    knot = np.repeat(np.arange(mine.knots), lengths)
    point = runs((ends - counts)[mine.part_of], lengths)
    kept = mine.leads(knot, mine.knot[best[point]])
    return point[kept], np.append(0, np.cumsum(np.bincount(knot[kept], minlength=mine.knots)))


@dataclass(frozen=True, eq=False)
class _Knots:
    """The group's knots and what each leads to: of knot k the points ``point[starts[k]:starts[k + 1]]``."""

    count: int
    point: Ints
    starts: Ints
    gives: list[Ints]  # for each member what each point gives it

    @property
    def of(self) -> Ints:
        return np.repeat(np.arange(self.count), np.diff(self.starts))

    def apart(self, having: Words) -> list[int]:
        """Give those that differ in what they lead to, or in `having`: of those alike the first."""
        what = alike([g[self.point] for g in self.gives])[1]
        of = self.of
        span = int(what.max(initial=0)) + 1
        keys = in_order(of * span + what, self.count * span)[0]
        of, what = keys // span, keys % span
        new = first_ones(of) | first_ones(what)  # what gives the same counts once
        what, starts = what[new], np.append(0, np.cumsum(np.bincount(of[new], minlength=self.count))).tolist()
        met: dict[tuple[bytes, bytes], int] = {}
        for k in range(self.count):
            met.setdefault((having[k].tobytes(), what[starts[k] : starts[k + 1]].tobytes()), k)
        return list(met.values())


def _open(knots: _Knots, met: _Met, has: list[Ints]) -> Words:
    """Tell for states, of which the members have so much, for points of which kinds every answer could be escaped."""
    having = met.having(knots.count)
    found = np.zeros((has[0].size, having.shape[1]), dtype=np.uint64)
    tops = np.array([np.maximum.reduceat(g[knots.point], knots.starts[:-1]) for g in knots.gives])
    for k in range(met.kinds):  # nobody may have more than the best of each knot
        bits = np.unpackbits(met.lists[k].view(np.uint8), bitorder="little")[: knots.count]
        caps = tops[:, bits.astype(bool)].min(axis=1)
        near = np.ones(has[0].size, dtype=bool)
        for one, cap in zip(has, caps.tolist(), strict=True):
            near &= one < cap
        found[near, k >> 6] |= ONE << np.uint64(k & 63)
    if len(has) == 2:
        _close_by_two(knots, met, has, found)
    else:
        _close(knots, having, tops, has, found)
    return found


def _close_by_two(knots: _Knots, met: _Met, has: list[Ints], found: Words) -> None:
    """Do as `_close` for two members: what cannot be escaped is then what has at least so much of both."""
    one, other = knots.gives[0][knots.point], knots.gives[1][knots.point]
    of = knots.of
    order = np.lexsort((-other, -one, of))
    of, one, other = of[order], one[order], other[order]
    new = first_ones(of)
    # Going down in what the first has, the most that the second could get; a knot further on begins anew.
    span = int(other.max(initial=0)) + 1
    most = np.maximum.accumulate(other + of * span) - of * span
    last = np.append(new[1:], True)
    below = np.append(one[1:], 0)
    below[last] = 0
    corner = (
        np.concatenate((of[new], of)),
        np.concatenate((one[new], below)),
        np.concatenate((0 * of[new], most)),
    )
    levels = int(max(h.max(initial=0) for h in has)) + 2
    for k in range(met.kinds):
        budget.check(LOOKING)
        bits = np.unpackbits(met.lists[k].view(np.uint8), bitorder="little")[: knots.count].astype(bool)
        some = bits[corner[0]] & (corner[1] < levels)
        least = np.full(levels, np.iinfo(np.int64).max)
        np.minimum.at(least, corner[1][some], corner[2][some])
        least = np.minimum.accumulate(least)
        found[least[has[0]] <= has[1], k >> 6] &= ~(ONE << np.uint64(k & 63))


def _close(knots: _Knots, having: Words, tops: Ints, has: list[Ints], found: Words) -> None:
    """Take from the states, in place, the kinds with a knot from which they could not escape."""
    states = np.flatnonzero((found != 0).any(axis=1))
    above = Above.of([g[knots.point] for g in knots.gives], [h[states] for h in has])
    left = found[states]
    scale = np.maximum(tops.max(axis=1), 1)[:, None]
    apart = np.array(knots.apart(having))
    for knot in apart[
        np.argsort((tops[:, apart] / scale).sum(axis=0), kind="stable")
    ].tolist():  # the hardest first
        budget.check(LOOKING)
        if not states.size:
            return
        open_ = np.flatnonzero((left & having[knot] != 0).any(axis=1))
        for low in range(int(knots.starts[knot]), int(knots.starts[knot + 1]), AT_ONCE):
            points = np.arange(low, min(low + AT_ONCE, int(knots.starts[knot + 1])))
            open_ = open_[above.bits(points, open_) == 0]
        if open_.size:
            left[open_] &= ~having[knot]
            kept = (left != 0).any(axis=1)
            if not kept.all():
                found[states[~kept]] = 0
                states, left = states[kept], left[kept]
                above.keep(kept)
    found[states] = left
