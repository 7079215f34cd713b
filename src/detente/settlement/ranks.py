"""What can be said of packages without numbers: by each party's order alone.

Source: Brams & Kilgour, Fallback bargaining, Group Decision and Negotiation 10 (2001) 287-316: parties fall back, in
lockstep, to their next best package, until one is accepted by all (or by enough of them); with impasse, nobody
accepts what is worse for it than no deal. With half of the parties as the quota and one more it is the majoritarian
compromise of Sertel & Yilmaz 1999. Where packages tie, a party accepts them at the same step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.settlement.packages import Bools, Ints

LOWER = (1 << 60) - 1
SPARSE = 8  # whole numbers are counted where there are at most so many for each place


@dataclass(frozen=True, eq=False)
class Fallback:
    """Where falling back ends.

    Attributes
    ----------
    depth : int
        How many of its best packages (those that tie with the last one, too) each has to accept; 0 where nothing is
        ever accepted by enough.
    chosen : array of int
        The packages that then have the support of most.
    support : int
        By how many they are accepted.
    """

    depth: int
    chosen: Ints
    support: int


def positions(ranks: npt.NDArray[Any], among: Bools | None = None) -> Ints:
    """Give the place of each package in each party's order: one more than there are better ones.

    Parameters
    ----------
    ranks : array of int, shape (parties, packages)
        The greater the better.
    among : array of bool, optional
        The packages that count; the others get a place, too.

    Examples
    --------
    >>> positions(np.array([[5, 9, 5, 1]])).tolist()
    [[2, 1, 2, 4]]
    """
    found = np.empty(ranks.shape, dtype=np.int64)
    for row, to in zip(ranks, found, strict=True):
        counted = row if among is None else row[among]
        least = _countable(row)
        if least is None:
            in_order = np.sort(counted)
            to[:] = in_order.size - np.searchsorted(in_order, row, side="right") + 1
            continue
        better = np.bincount(counted - least, minlength=int(row.max()) - least + 1)[::-1].cumsum()[::-1]
        to[:] = np.append(better[1:], 0)[row - least] + 1
    return found


def _countable(row: npt.NDArray[Any]) -> int | None:
    """Give the least of whole numbers that lie so close together that they can be counted; None where they do not."""
    if not row.size or row.dtype != np.int64:
        return None
    least = int(row.min())
    return least if int(row.max()) - least <= SPARSE * row.size else None


def _dense(row: npt.NDArray[Any]) -> Ints:
    """Number what stands in a row by its size, from 0."""
    least = _countable(row)
    if least is None and row.dtype == object and row.size:
        return _dense_of_large(row)
    if least is None:
        return np.unique(row, return_inverse=True)[1].reshape(-1).astype(np.int64)
    present = np.zeros(int(row.max()) - least + 1, dtype=np.int64)
    present[row - least] = 1
    found: Ints = (present.cumsum() - 1)[row - least]
    return found


def _dense_of_large(row: npt.NDArray[Any]) -> Ints:
    """Number what no machine integer holds: its upper and its lower digits, which they do hold, are sorted together."""
    lower = np.array([int(x) & LOWER for x in row], dtype=np.int64)
    try:
        upper = np.array([int(x) >> LOWER.bit_length() for x in row], dtype=np.int64)
    except OverflowError:
        return np.unique(row, return_inverse=True)[1].reshape(-1).astype(np.int64)
    order = np.lexsort((lower, upper))
    new = (np.diff(upper[order]) != 0) | (np.diff(lower[order]) != 0)
    found = np.empty(row.size, dtype=np.int64)
    found[order] = np.concatenate(([0], new.cumsum()))
    return found


def first_for_all(places: Ints) -> Ints:
    """Give the packages that everybody puts first.

    Examples
    --------
    >>> first_for_all(np.array([[1, 1, 3], [2, 1, 3]])).tolist()
    [1]
    """
    return np.flatnonzero((places == 1).all(axis=0))


def fallback(places: Ints, accepted: Bools | None = None, quota: int | None = None) -> Fallback:
    """Fall back until a package has the support of enough.

    Parameters
    ----------
    places : array of int, shape (parties, packages)
        See `positions`.
    accepted : array of bool, shape (parties, packages), optional
        What a party would sign at all: not what is worse for it than no deal.
    quota : int, optional
        How many have to accept; without it all.

    Examples
    --------
    >>> found = fallback(np.array([[1, 2, 3], [3, 2, 1]]))
    >>> found.depth, found.chosen.tolist()
    (2, [1])
    """
    parties, size = places.shape
    quota = parties if quota is None else quota
    never = np.iinfo(np.int64).max
    asked = places if accepted is None else np.where(accepted, places, never)
    if not size:
        return Fallback(0, np.empty(0, dtype=np.int64), 0)
    needed = np.sort(asked, axis=0)[quota - 1]  # the depth at which each has the support of enough
    depth = int(needed.min())
    if depth == never:
        return Fallback(0, np.empty(0, dtype=np.int64), 0)
    support = (asked <= depth).sum(axis=0)
    most = int(support.max())
    return Fallback(depth, np.flatnonzero(support == most), most)


def majority(parties: int) -> int:
    """Give how many are more than half.

    Examples
    --------
    >>> [majority(n) for n in (2, 3, 4)]
    [2, 2, 3]
    """
    return parties // 2 + 1


def as_ranks(keys: Sequence[npt.NDArray[Any]]) -> Ints:
    """Turn lexicographic keys, most important first, into ranks: the greater the better, ties equal.

    Examples
    --------
    >>> as_ranks([np.array([True, True, False]), np.array([0, 3, 9])]).tolist()
    [1, 2, 0]
    """
    rank = _dense(keys[0])
    for key in keys[1:]:
        place = _dense(key)
        rank = _dense(rank * (int(place.max(initial=0)) + 1) + place)
    return rank
