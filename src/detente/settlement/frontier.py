"""The Pareto frontier of many points: those that no other beats for one party without costing another.

Two parties: sort and sweep. Three: the best third coordinate over a grid of the first two where that is small, else
divide and conquer over the sorted points. More: against a growing frontier, in blocks. Memory grows with the points.

Examples
--------
>>> import numpy as np
>>> frontier(np.array([[40, 45, 35, 25, 90], [65, 55, 70, 50, 15]])).tolist()
[True, True, True, False, True]
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from detente.settlement.packages import Bools, Ints

BLOCK = 1024  # points that are compared with the frontier at a time
PIVOTS = 24  # strong points that everything is compared with first
GRID = 8  # a grid may have so many cells for each point
FEW = 4096  # fewer points are not sifted first


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
    ranks = _ints(points)
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


def _ints(points: npt.NDArray[Any]) -> Ints:
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
    for turn in range(PIVOTS):
        if left.size < FEW:
            break
        by = merit if turn % 2 == 0 else weakest
        pivot = points[:, left[np.argmax(by[left])]]
        # Of equals the pivot itself must stay, and so all of them do.
        here = points[:, left]
        beaten = (here <= pivot[:, None]).all(axis=0) & (here < pivot[:, None]).any(axis=0)
        same = (here == pivot[:, None]).all(axis=0)
        left = left[~beaten]
        merit[left[same[~beaten]]] = weakest[left[same[~beaten]]] = -np.inf
    return left


def _two(x: Ints, y: Ints) -> Bools:
    order = np.lexsort((y, x))[::-1]
    xs, ys = x[order], y[order]
    first = np.concatenate(([True], xs[1:] != xs[:-1]))  # the best y of each x comes first
    begin = np.maximum.accumulate(np.where(first, np.arange(xs.size), 0))
    top = np.maximum.accumulate(ys)
    before = np.where(begin > 0, top[begin - 1], ys.min() - 1)
    found = np.zeros(x.size, dtype=bool)
    found[order] = (ys == ys[begin]) & (ys > before)
    return found


def _three(points: Ints) -> Bools:
    cells = [np.unique(row, return_inverse=True) for row in points[:2]]
    shape = tuple(values.size + 1 for values, _ in cells)
    if shape[0] * shape[1] <= max(GRID * points.shape[1], FEW):
        return _by_grid(cells[0][1], cells[1][1], points[2], shape)
    return _by_halves(points)


def _by_grid(a: Ints, b: Ints, z: Ints, shape: tuple[int, ...]) -> Bools:
    """Compare each point's third coordinate with the best of all cells above and to the right of its own."""
    least = z.min() - 1
    own = np.full(shape, least, dtype=np.int64)
    np.maximum.at(own, (a, b), z)
    best = np.maximum.accumulate(np.maximum.accumulate(own[::-1, ::-1], axis=0), axis=1)[::-1, ::-1]
    beyond = np.maximum(best[a + 1, b], best[a, b + 1])
    found: Bools = (z == own[a, b]) & (beyond < z)
    return found


def _by_halves(points: Ints) -> Bools:
    """Ask of each point whether one that stands before it, by the first coordinate, is as good in the other two.

    Points stand in falling order, each once, so that such a one beats it. At every level, blocks of twice the size are
    looked at in falling order of the second coordinate: the best third coordinate of the left half so far is what those
    of the right half are compared with.
    """
    unique, back = np.unique(points, axis=1, return_inverse=True)
    n = unique.shape[1]
    _, y, z = unique[:, ::-1]  # falling
    thirds = np.unique(z, return_inverse=True)[1].astype(np.int64)
    arranged = np.lexsort((np.arange(n), -y)).astype(np.int64)  # positions, by the second coordinate, falling
    beaten = np.zeros(n, dtype=bool)
    at = np.arange(n, dtype=np.int64)
    for level in range(int(n - 1).bit_length() - 1, -1, -1):
        right = (arranged >> level & 1).astype(bool)
        start = at >> (level + 1) << (level + 1)
        third = thirds[arranged]
        lifted = (at >> (level + 1)) * (n + 2) + np.where(right, 0, third + 1)
        so_far = np.maximum.accumulate(lifted) - (at >> (level + 1)) * (n + 2)
        beaten[arranged[right & (so_far > third)]] = True
        # Take the halves apart, each in the same order.
        lefts = np.cumsum(~right) - ~right
        lefts_here = lefts - lefts[start]
        size = np.minimum(1 << level, n - start)
        to = start + np.where(right, size + (at - start) - lefts_here, lefts_here)
        moved = np.empty_like(arranged)
        moved[to] = arranged
        arranged = moved
    found: Bools = ~beaten[::-1][back.reshape(-1)]
    return found


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
