"""The fewest changes that make one list of another: what stays keeps its comments, and its place if it can."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from detente.conflict.editing.changes import Change, Insert, Move, Remove
from detente.conflict.editing.tree import Path, Plain


def toward(path: Path, there: Sequence[Plain], wanted: Sequence[Plain]) -> tuple[Change, ...]:
    """Give the fewest changes that make the list at a path say what is wanted, to be made one after the other.

    Parameters
    ----------
    path : Path
        Where the list stands.
    there, wanted : sequences
        What it says now, and what it is to say. Equal items are the same one.

    Examples
    --------
    >>> toward(("w",), ["a", "b", "c"], ["c", "a", "x"])
    (Move(path=('w',), index=2, to=0), Insert(path=('w',), index=2, value='x'), Remove(path=('w', 3)))
    """
    free = list(range(len(there)))
    origin: list[int] = []  # of each wanted item: where it stands now, or -1
    for item in wanted:
        found = next((k for k in free if there[k] == item), -1)
        origin.append(found)
        if found >= 0:
            free.remove(found)
    staying = _longest(origin)
    work: list[int] = list(
        range(len(there))
    )  # what stands where, by where it stood; a new item as -1 - its place
    changes: list[Change] = []
    before = -1
    for place, old in enumerate(origin):
        if place in staying:
            before = work.index(old)
            continue
        if old < 0:
            changes.append(Insert(path, before + 1, wanted[place]))
            work.insert(before + 1, -1 - place)
            before += 1
            continue
        index = work.index(old)
        work.pop(index)
        to = before + 1 - (index <= before)
        changes.append(Move(path, index, to))
        work.insert(to, old)
        before = to
    for gone in sorted((work.index(k) for k in free), reverse=True):
        changes.append(Remove((*path, gone)))
    return tuple(changes)


def _longest(origin: Sequence[int]) -> frozenset[int]:
    """Give the places of the most items that stand in order already: these need not move."""
    ends: list[int] = []
    places: list[int] = []
    before: dict[int, int] = {}
    for place, old in enumerate(origin):
        if old < 0:
            continue
        k = bisect_left(ends, old)
        if k == len(ends):
            ends.append(old)
            places.append(place)
        else:
            ends[k], places[k] = old, place
        before[place] = places[k - 1] if k else -1
    kept = set()
    at = places[-1] if places else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return frozenset(kept)
