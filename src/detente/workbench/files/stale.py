"""Changes that somebody asked for who saw another version: whether they mean the same in the file as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from detente.conflict.editing import (
    Change,
    EditError,
    Path,
    Plain,
    Switched,
    SwitchOn,
    at_path,
    blocks_between,
    plain,
    switched_off,
)


def moved(before: str, now: str, changes: Sequence[Change]) -> tuple[Change, ...] | None:
    r"""Give changes of a text for another version of it; None where the place of one is not as it was.

    Examples
    --------
    >>> from detente.conflict.editing import Move, Put
    >>> moved("a: {x: 1}\nb: 2\n", "a: {x: 1}\nb: 3\n", [Put(("a", "y"), "1")])
    (Put(path=('a', 'y'), value='1'),)
    >>> moved("a: {x: 1}\nb: 2\n", "b: 2\n", [Put(("a", "y"), "1")]) is None
    True
    >>> moved("a: {x: 1, y: 2}\n", "a: {y: 2, x: 1}\n", [Move(("a",), 0, 1)]) is None
    True
    """
    try:
        was, there = plain(before), plain(now)
    except EditError:
        return None
    found: list[Change] = []
    for change in changes:
        if not _same_place(was, there, change.path):
            return None
        if not isinstance(change, SwitchOn):
            found.append(change)
        elif (same := _switched_off_now(before, now, change)) is not None:
            found.append(replace(change, line=same.line, index=same.index))
        else:
            return None
    return tuple(found)


def _same_place(before: Plain, now: Plain, path: Path) -> bool:
    """Tell whether a place is as it was: of what stands in a list the whole entry, else the value.

    Where nothing stands there, what it would stand in has to be there still: nothing is made again that was taken away.
    """
    for number, step in enumerate(path):
        one, other = (at_path(root, path[:number]) for root in (before, now))
        if isinstance(one, dict | list):
            if type(one) is not type(other):
                return False
        elif other not in (None, "") and not isinstance(other, dict):
            return False
        if isinstance(step, int):
            entries = [at_path(root, path[: number + 1]) for root in (before, now)]
            if not _alike(*entries) or entries[0] is None:
                return False
            # Of several that are alike nobody knows which one it was, once they were moved.
            return _alike(one, other) or max(one.count(entries[0]), other.count(entries[0])) == 1
    return _alike(at_path(before, path), at_path(now, path))


def _alike(one: Plain, other: Plain) -> bool:
    """Tell whether two values are the same, with their keys in the same order: rows of a page are numbered by it."""
    return one == other and repr(one) == repr(other)


def _switched_off_now(before: str, now: str, change: SwitchOn) -> Switched | None:
    """Find what was switched off in a line: by what it says; of several that say the same, by its line."""
    was, there = (
        [s for s in switched_off(text, change.path) if s.value == change.value] for text in (before, now)
    )
    if len(was) == len(there) == 1:
        return there[0]
    line = _line_now(before, now, change.line)
    return next((s for s in there if s.line == line), None)


def _line_now(before: str, now: str, line: int) -> int:
    """Give the number that a line has now, both from 1; 0 where it was changed, or where that cannot be told."""
    old, new = (text.removeprefix("\ufeff").split("\n") for text in (before, now))
    blocks = [(0, 0, 0, 0), *blocks_between(old, new), (len(old), len(old), len(new), len(new))]
    for (_, end, _, there), (start, *_) in pairwise(blocks):
        if end < line <= start:
            return line - end + there
    return 0
