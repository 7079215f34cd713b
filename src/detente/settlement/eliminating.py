"""The frontier of issues that exclusions and conditions tie together, where each ties few of them.

Issues are taken out one after the other. For each way to settle those that one is tied to, only the frontier over its
values counts; so a table of frontiers takes its place, tied to them. That is variable elimination (bucket elimination,
Dechter 1999), with sets of points that nothing beats in place of numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.settlement.merging import CHUNK, MOST_POINTS, TooManyPointsError, once
from detente.settlement.packages import Bools, Ints

MOST_WAYS = 50_000  # ways to settle the issues that one is tied to, and itself
MOST_SUMS = 50_000_000  # sums that are looked at for one of these ways


class TooTightError(Exception):
    """More issues are tied together at a time than can be looked at."""


@dataclass(frozen=True, eq=False)
class Tie:
    """Something that depends on some issues.

    Attributes
    ----------
    issues : tuple of int
        In rising order.
    points : array of int, shape (parties, values of the first, ...)
        What each way to settle them is worth to each party.
    allowed : array of bool, shape (values of the first, ...)
        Which ways can be put together.
    """

    issues: tuple[int, ...]
    points: Ints
    allowed: Bools


@dataclass(frozen=True, eq=False)
class _Set:
    """Points that nothing beats, and of each the values of the issues that were taken out, which makes it."""

    points: Ints
    ways: npt.NDArray[np.int16]


@dataclass(frozen=True, eq=False)
class _Table:
    """For each way to settle some issues the frontier over those taken out; `out` says which these are."""

    issues: tuple[int, ...]
    out: tuple[int, ...]
    sets: dict[tuple[int, ...], _Set]


def eliminated(
    sizes: Sequence[int],
    ties: Sequence[Tie],
    *,
    most: int = MOST_POINTS,
    most_ways: int = MOST_WAYS,
    check: Callable[[], None] = lambda: None,
) -> tuple[Ints, Ints]:
    """Find the frontier of issues that are tied together.

    Parameters
    ----------
    sizes : sequence of int
        How many values each issue has.
    ties : sequence of Tie
        What is said of them; what they are worth adds up, and each issue stands in one at least.
    most : int
        How many points a frontier may have.
    most_ways : int
        How many ways to settle some issues are looked at at a time.
    check : function
        Called again and again: it may stop the search.

    Returns
    -------
    points : array of int, shape (parties, points)
        Each point once; none where nothing can be put together.
    ways : array of int, shape (issues, points)
        The value of each issue that a package with this worth has.

    Raises
    ------
    TooTightError
        Where more ways would have to be looked at at a time.
    TooManyPointsError
        Where a frontier has more points on the way.

    Examples
    --------
    >>> import numpy as np
    >>> worth = np.array([[3, 0], [0, 2]])
    >>> never_both = np.array([[True, True], [True, False]])
    >>> ties = [Tie((k,), worth, np.array([True, True])) for k in (0, 1)]
    >>> points, ways = eliminated([2, 2], [*ties, Tie((0, 1), np.zeros((2, 2, 2), dtype=int), never_both)])
    >>> points.tolist(), ways.tolist()
    ([[6, 3], [0, 2]], [[0, 1], [0, 0]])
    """
    parties = ties[0].points.shape[0]
    left, tables = set(range(len(sizes))), list[_Table]()
    open_ties = list(ties)
    while left:
        around = {k: _around(k, open_ties, tables) for k in left}
        issue = min(left, key=lambda k: (prod(sizes[j] for j in around[k]), k))
        if prod(sizes[j] for j in (*around[issue], issue)) > most_ways:
            raise TooTightError
        mine = [t for t in open_ties if issue in t.issues]
        held = [t for t in tables if issue in t.issues]
        open_ties = [t for t in open_ties if issue not in t.issues]
        tables = [t for t in tables if issue not in t.issues]
        tables.append(_without(issue, around[issue], sizes, parties, mine, held, most, check))
        left.discard(issue)
    whole = _nothing(parties)
    out: tuple[int, ...] = ()
    for table in tables:
        if not table.sets:
            return np.empty((parties, 0), dtype=np.int64), np.empty((len(sizes), 0), dtype=np.int64)
        whole, out = _sum(whole, table.sets[()], most), (*out, *table.out)
    ways = np.empty((len(sizes), whole.points.shape[1]), dtype=np.int64)
    ways[list(out)] = whole.ways
    return whole.points, ways


def _around(issue: int, ties: Sequence[Tie], tables: Sequence[_Table]) -> tuple[int, ...]:
    """Give the issues that one is tied to."""
    groups = [*(t.issues for t in ties), *(t.issues for t in tables)]
    found = {k for group in groups if issue in group for k in group}
    return tuple(sorted(found - {issue}))


def _without(
    issue: int,
    around: tuple[int, ...],
    sizes: Sequence[int],
    parties: int,
    ties: Sequence[Tie],
    tables: Sequence[_Table],
    most: int,
    check: Callable[[], None],
) -> _Table:
    """Take an issue out: for each way to settle those around it, keep the frontier over its values."""
    sets: dict[tuple[int, ...], _Set] = {}
    out = (issue, *(k for t in tables for k in t.out))
    for way in product(*(range(sizes[k]) for k in around)):
        check()
        chosen = dict(zip(around, way, strict=True))
        found: list[_Set] = []
        for value in range(sizes[issue]):
            chosen[issue] = value
            at = [tuple(chosen[k] for k in t.issues) for t in ties]
            inner = [t.sets.get(tuple(chosen[k] for k in t.issues)) for t in tables]
            if not all(t.allowed[a] for t, a in zip(ties, at, strict=True)):
                continue
            some = [s for s in inner if s is not None]
            if len(some) < len(inner):
                continue
            worth = np.zeros((parties, 1), dtype=np.int64)
            for tie, a in zip(ties, at, strict=True):
                own: Any = (slice(None), *a)
                worth = worth + tie.points[own][:, None]
            here = _Set(worth, np.full((1, 1), value, dtype=np.int16))
            for one in some:
                here = _sum(here, one, most)
            found.append(here)
        if found:
            sets[way] = _best(found, most)
    return _Table(around, out, sets)


def _nothing(parties: int) -> _Set:
    return _Set(np.zeros((parties, 1), dtype=np.int64), np.empty((0, 1), dtype=np.int16))


def _best(found: Sequence[_Set], most: int) -> _Set:
    """Keep what nothing beats of several sets."""
    points = np.concatenate([s.points for s in found], axis=1)
    ways = np.concatenate([s.ways for s in found], axis=1)
    kept = once(points)
    if kept.size > most:
        raise TooManyPointsError
    return _Set(points[:, kept], ways[:, kept])


def _sum(one: _Set, other: _Set, most: int) -> _Set:
    """Add each point of one set to each of another, and keep what nothing beats."""
    if one.points.shape[1] * other.points.shape[1] > MOST_SUMS:
        raise TooManyPointsError
    step = max(1, CHUNK // one.points.shape[1])
    found = []
    for begin in range(0, other.points.shape[1], step):
        some = other.points[:, begin : begin + step]
        sums = (one.points[:, :, None] + some[:, None, :]).reshape(len(some), -1)
        kept = once(sums)
        first, second = kept // some.shape[1], begin + kept % some.shape[1]
        found.append(_Set(sums[:, kept], np.concatenate((one.ways[:, first], other.ways[:, second]))))
    return _best(found, most) if len(found) > 1 else found[0]
