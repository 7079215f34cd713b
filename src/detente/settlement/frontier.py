"""The Pareto frontier of many points: those that no other beats for one party without costing another.

Two parties: sort and sweep. Three: sort by the first, then compare run by run with the best third coordinate for each
second one. More: against a growing frontier, in blocks. Memory grows with the points.

Examples
--------
>>> import numpy as np
>>> frontier(np.array([[40, 45, 35, 25, 90], [65, 55, 70, 50, 15]])).tolist()
[True, True, True, False, True]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.settlement.packages import Bools, Ints

Small = npt.NDArray[np.int32]
BLOCK = 1024  # points that are compared with the frontier at a time
PIVOTS = 24  # strong points that everything is compared with first
FEW = 4096  # fewer points are not sifted first
WEAK = 50  # a pivot that leaves out less than one in so many points is not worth the next
SHORT, MIDDLE = 64, 2048  # the points of the shortest runs, and of the runs that they make up
AT_ONCE = 1 << 20  # points of several stretches that are looked at at once


def frontier(points: npt.NDArray[Any]) -> Bools:
    """Tell of each point whether no other is better for somebody and worse for nobody.

    Parameters
    ----------
    points : array of int, shape (parties, points)
        What each is worth to each party; only the order matters. Equal points beat one another not.

    Returns
    -------
    array of bool
    """
    parties, size = points.shape
    best = np.zeros(size, dtype=bool)
    if not size:
        return best
    ranks = as_ints(points)
    left = _sifted(ranks) if size > FEW else np.arange(size)
    here = ranks[:, left]
    if parties == 1:
        found = here[0] == here[0].max()
    elif parties == 2:
        found = _two(here[0], here[1])
    elif parties == 3:
        found = _three(here)
    else:
        found = _many(here)
    best[left[found]] = True
    return best


def as_ints(points: npt.NDArray[Any]) -> Ints:
    """Take numbers that no machine integer holds by their order alone."""
    if points.dtype == np.int64:
        return points
    return np.array([np.unique(row, return_inverse=True)[1] for row in points], dtype=np.int64)


def _sifted(points: Ints) -> Ints:
    """Leave out what one of a few strong points beats."""
    left = np.arange(points.shape[1])
    low = points.min(axis=1, keepdims=True).astype(float)
    spread = np.maximum(points.max(axis=1, keepdims=True) - low, 1)
    scaled = (points - low) / spread
    merit = scaled.sum(axis=0)
    weakest = scaled.min(axis=0)
    weak = 0
    for turn in range(PIVOTS):
        if left.size < FEW or weak == 2:
            break
        by = merit if turn % 2 == 0 else weakest
        pivot = points[:, left[np.argmax(by[left])]]
        # Of equals the pivot itself must stay, and so all of them do.
        here = points[:, left]
        beaten = (here <= pivot[:, None]).all(axis=0) & (here < pivot[:, None]).any(axis=0)
        same = (here == pivot[:, None]).all(axis=0)
        weak = 0 if beaten.sum() * WEAK > left.size else weak + 1
        left = left[~beaten]
        merit[left[same[~beaten]]] = weakest[left[same[~beaten]]] = -np.inf
    return left


def _two(x: Ints, y: Ints) -> Bools:
    order = _falling([x, y])
    xs, ys = x[order], y[order]
    first = np.concatenate(([True], xs[1:] != xs[:-1]))  # the best y of each x comes first
    begin = np.maximum.accumulate(np.where(first, np.arange(xs.size), 0))
    top = np.maximum.accumulate(ys)
    before = np.where(begin > 0, top[begin - 1], ys.min() - 1)
    found = np.zeros(x.size, dtype=bool)
    found[order] = (ys == ys[begin]) & (ys > before)
    return found


def _falling(rows: Sequence[Ints]) -> Ints:
    """Order points by the first row, falling, then by the next, ..."""
    key, room = np.zeros(rows[0].size, dtype=np.int64), 1 << 62
    for row in rows:
        low, high = int(row.min()), int(row.max())
        room //= high - low + 1
        if not room:
            return np.lexsort([-_places(r) for r in reversed(rows)])
        key = key * (high - low + 1) + (high - row)
    return np.argsort(key, kind="stable")


def _places(row: Ints) -> Ints:
    return np.unique(row, return_inverse=True)[1].reshape(-1).astype(np.int64)


def _narrow(row: Ints) -> Small:
    """Give numbers in the same order that are small enough for half the memory, from 0."""
    low = int(row.min())
    return (row - low if int(row.max()) - low < 1 << 31 else _places(row)).astype(np.int32)


def _three(points: Ints) -> Bools:
    """Ask of each point whether one that stands before it, by the first coordinate, is as good in the other two.

    Points stand in falling order, each once, so that such a one beats it. They are taken in runs, and each is compared
    with what the runs before it in the same stretch hold: the best third coordinate for each second one. Stretches are
    all points, then runs of them, and so on, until runs are so short that each point is compared with each before it.
    """
    order = _falling(list(points))
    ordered = points[:, order]
    new = np.concatenate(([True], (ordered[:, 1:] != ordered[:, :-1]).any(axis=0)))
    y, z = (_narrow(row[new]) for row in ordered[1:])
    n = y.size
    middle = MIDDLE * max(1, round((n / MIDDLE) ** 0.5))
    width = n if n <= SHORT else -(-n // SHORT) * SHORT if n <= MIDDLE else -(-n // middle) * middle
    y, z = (np.concatenate((row, np.full(width - n, -1, dtype=np.int32))) for row in (y, z))
    beaten = np.zeros(width, dtype=bool)
    for stretch, run in ((width, middle), (middle, MIDDLE), (min(MIDDLE, width), SHORT)):
        if run < stretch <= width:
            for begin in range(0, width, AT_ONCE // stretch * stretch or stretch):
                part = slice(begin, begin + (AT_ONCE // stretch * stretch or stretch))
                _by_runs(y[part], z[part], beaten[part], stretch, run)
    _one_by_one(y, z, beaten, min(SHORT, width))
    found = np.empty(points.shape[1], dtype=bool)
    found[order] = ~beaten[np.cumsum(new) - 1]
    return found


def _by_runs(seconds: Small, thirds: Small, found: Bools, stretch: int, run: int) -> None:
    """Mark what a point of an earlier run of the same stretch beats."""
    y, z = (row.reshape(-1, stretch) for row in (seconds, thirds))
    beaten = found.reshape(-1, stretch)
    order = np.argsort(-y, axis=1, kind="stable")
    ys = np.take_along_axis(y, order, axis=1)
    # Where a point stands by its second coordinate, and where the last one stands that is as good.
    at = np.empty(y.shape, dtype=np.int32)
    place = np.broadcast_to(np.arange(stretch, dtype=np.int32), y.shape)
    np.put_along_axis(at, order, place, axis=1)
    last = np.where(
        np.concatenate((ys[:, 1:] != ys[:, :-1], np.ones((len(ys), 1), dtype=bool)), axis=1), place, stretch
    )
    last = np.minimum.accumulate(last[:, ::-1], axis=1)[:, ::-1]
    reached = np.empty(y.shape, dtype=np.int32)
    np.put_along_axis(reached, order, last, axis=1)
    held = np.full(y.shape, -1, dtype=np.int32)
    for begin in range(run, stretch, run):
        before, here = slice(begin - run, begin), slice(begin, begin + run)
        np.put_along_axis(held, at[:, before], z[:, before], axis=1)
        best = np.maximum.accumulate(held, axis=1)
        beaten[:, here] |= np.take_along_axis(best, reached[:, here], axis=1) >= z[:, here]


def _one_by_one(seconds: Small, thirds: Small, found: Bools, run: int) -> None:
    """Mark what a point of the same run beats that stands before it."""
    y, z = (row.reshape(-1, run) for row in (seconds, thirds))
    beaten = found.reshape(-1, run)
    for apart in range(1, run):
        beaten[:, apart:] |= (y[:, :-apart] >= y[:, apart:]) & (z[:, :-apart] >= z[:, apart:])


def _many(points: Ints) -> Bools:
    unique, back = np.unique(points, axis=1, return_inverse=True)
    # By places instead of sizes no sum is too large; a point's sum is greater than that of any that it beats.
    unique = np.array([np.unique(row, return_inverse=True)[1].reshape(-1) for row in unique], dtype=np.int64)
    order = np.argsort(-unique.sum(axis=0), kind="stable")
    kept = np.empty((unique.shape[0], 0), dtype=np.int64)
    places = np.empty(0, dtype=np.int64)
    for begin in range(0, order.size, BLOCK):
        block = order[begin : begin + BLOCK]
        for some in range(0, kept.shape[1], BLOCK):
            block = block[~_beaten(unique[:, block], kept[:, some : some + BLOCK])]
        block = block[~_beaten(unique[:, block], unique[:, block])]
        kept = np.concatenate((kept, unique[:, block]), axis=1)
        places = np.concatenate((places, block))
    best = np.zeros(unique.shape[1], dtype=bool)
    best[places] = True
    found: Bools = best[back.reshape(-1)]
    return found


def _beaten(points: Ints, by: Ints) -> Bools:
    if not points.size or not by.size:
        return np.zeros(points.shape[1], dtype=bool)
    no_worse = np.ones((points.shape[1], by.shape[1]), dtype=bool)
    better = np.zeros_like(no_worse)
    for mine, other in zip(points, by, strict=True):
        no_worse &= other[None, :] >= mine[:, None]
        better |= other[None, :] > mine[:, None]
    return np.asarray((no_worse & better).any(axis=1), dtype=bool)
