"""In which order a diagram asks about the options: those that rules and statements mention together stand together.

FORCE (Aloul, Markov & Sakallah 2003, FORCE: a fast and easy-to-implement variable-ordering heuristic, Great Lakes
Symposium on VLSI): each group pulls its options towards its middle, again and again, until the groups span no less.
Of several starts the best is taken, and then each option in turn is put where the groups that are cut weigh least: a
diagram can grow with two to the power of the groups that reach across a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray

from detente.game.arrays import Ints

STARTS = 40
MOST_ROUNDS = 200
SIFT_ROUNDS = 3
MOST_STEEP = 1000.0  # a power of two that a number can be; orders that cost as much are all as bad
STEEPNESS = 0.5  # two to the power of so much for each group that is cut

Floats = NDArray[np.float64]
Group = tuple[tuple[int, ...], float]  # options and how much it counts that they stand together


def force(size: int, groups: Sequence[Group], *, starts: int = STARTS, seed: int = 0) -> list[int]:
    """Order options so that groups of them span little; the best of several starts, the first as the file has it.

    Parameters
    ----------
    size : int
        The number of options.
    groups : sequence of (options, weight)
    starts : int
    seed : int
        The same seed gives the same order.

    Returns
    -------
    list of int
        The options, the first one asked about first.
    """
    kept = [(tuple(sorted(set(options))), weight) for options, weight in groups if len(set(options)) > 1]
    order = np.arange(size)
    if not kept:
        return [int(v) for v in order]
    rng = Random(seed)
    best, least = order, np.inf
    for start in range(starts):
        if start:
            shuffled = list(range(size))
            rng.shuffle(shuffled)
            order = np.array(shuffled)
        found, span = _settle(order, kept)
        if span < least:
            best, least = found, span
    return _sifted([int(v) for v in best], kept)


def _sifted(order: list[int], groups: Sequence[Group]) -> list[int]:
    """Put each option in turn where the cuts weigh least, a few times over."""
    size, width = len(order), max(len(g) for g, _ in groups)
    padded = np.array([[*g, *[g[0]] * (width - len(g))] for g, _ in groups])
    weights = np.array([w for _, w in groups])
    everywhere = np.arange(size)[:, None]
    place = np.empty((1, size), dtype=np.int64)
    place[0, order] = np.arange(size)
    least = float(_cuts(place, padded, weights)[0])
    for _ in range(SIFT_ROUNDS):
        before = least
        for v in list(order):
            rest = [u for u in order if u != v]
            place = np.empty((1, size), dtype=np.int64)
            place[0, rest] = np.arange(size - 1)
            places = place + (place >= everywhere)
            places[:, v] = np.arange(size)
            cost = _cuts(places, padded, weights)
            best = int(cost.argmin())
            if cost[best] < least:
                least, order = float(cost[best]), [*rest[:best], v, *rest[best:]]
        if least == before:
            break
    return order


def _cuts(places: Ints, padded: Ints, weights: Floats) -> Floats:
    """Weigh orders, one a row: over all places, two to the power of the groups that reach across."""
    at = places[:, padded]
    change = np.zeros((places.shape[0], places.shape[1] + 1))
    row = np.arange(places.shape[0])[:, None]
    np.add.at(change, (row, at.min(axis=2)), weights)
    np.add.at(change, (row, at.max(axis=2)), -weights)
    found: Floats = np.exp2(np.minimum(STEEPNESS * change.cumsum(axis=1), MOST_STEEP)).sum(axis=1)
    return found


def _settle(order: Ints, groups: Sequence[Group]) -> tuple[Ints, float]:
    """Let the groups pull until that helps no more."""
    options = np.concatenate([np.array(g) for g, _ in groups])
    sizes = np.array([len(g) for g, _ in groups])
    group = np.repeat(np.arange(sizes.size), sizes)
    firsts = np.cumsum(sizes) - sizes
    weights = np.array([w for _, w in groups])
    pull = np.bincount(options, weights[group], minlength=order.size)
    place = np.empty(order.size)
    place[order] = np.arange(order.size)

    def span() -> float:
        at = place[options]
        return float((weights * (np.maximum.reduceat(at, firsts) - np.minimum.reduceat(at, firsts))).sum())

    best, least = order, span()
    for _ in range(MOST_ROUNDS):
        middle = np.bincount(group, place[options]) / sizes
        drawn = np.bincount(options, (weights * middle)[group], minlength=order.size)
        wanted = np.where(pull > 0, drawn / np.where(pull > 0, pull, 1), place)
        order = np.argsort(wanted, kind="stable")
        place[order] = np.arange(order.size)
        now = span()
        if now >= least:
            break
        best, least = order, now
    return best, least
