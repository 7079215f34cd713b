"""Differences of texts as splices: what stood where, and what stands there now. They can be undone and merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.conflict.editing.lines import blocks_between

MOST_LINES = 20_000  # beyond, two texts are compared by what they begin and end with alike


@dataclass(frozen=True, slots=True)
class Splice:
    """At a place of the text before, one text in the place of another."""

    at: int
    old: str
    new: str

    @property
    def end(self) -> int:
        """Where in the text before it ends."""
        return self.at + len(self.old)


def spliced(text: str, splices: Sequence[Splice]) -> str:
    """Apply splices, which stand in order and do not overlap.

    Raises
    ------
    ValueError
        Where the text is not the one that they were made for.

    Examples
    --------
    >>> spliced("a quiet river", [Splice(2, "quiet", "wild")])
    'a wild river'
    """
    parts: list[str] = []
    done = 0
    for one in splices:
        if one.at < done or text[one.at : one.end] != one.old:
            raise ValueError("the text is not the one that this change was made for")
        parts += [text[done : one.at], one.new]
        done = one.end
    return "".join([*parts, text[done:]])


def reversed_splices(splices: Sequence[Splice]) -> tuple[Splice, ...]:
    """Give what takes splices back, for the text after them.

    Examples
    --------
    >>> reversed_splices([Splice(0, "a", ""), Splice(4, "", "bc")])
    (Splice(at=0, old='', new='a'), Splice(at=3, old='bc', new=''))
    """
    found, shift = [], 0
    for one in splices:
        found.append(Splice(one.at + shift, one.new, one.old))
        shift += len(one.new) - len(one.old)
    return tuple(found)


def between(before: str, after: str) -> tuple[Splice, ...]:
    r"""Give the difference of two texts: line by line, and inside a line by what begins and ends alike.

    Examples
    --------
    >>> between("one\ntwo\nthree\n", "one\n2\nthree\nfour\n")
    (Splice(at=4, old='two', new='2'), Splice(at=14, old='', new='four\n'))
    """
    return tuple(_trimmed(one.at, one.old, one.new) for one in _whole_lines(before, after))


def _trimmed(at: int, old: str, new: str) -> Splice:
    first = _alike(old, new, min(len(old), len(new)))
    last = _alike(old, new, min(len(old), len(new)) - first, ends=True)
    return Splice(at + first, old[first : len(old) - last], new[first : len(new) - last])


def _alike(one: str, other: str, most: int, *, ends: bool = False) -> int:
    """Count the characters with which two texts begin, or end, alike: by halves, as texts are compared at once."""
    least = 0
    while least < most:
        half = (least + most + 1) // 2
        a, b = (slice(len(t) - half, len(t) - least) if ends else slice(least, half) for t in (one, other))
        if one[a] == other[b]:
            least = half
        else:
            most = half - 1
    return least


def rebased(mine: Sequence[Splice], theirs: Sequence[Splice]) -> tuple[Splice, ...] | None:
    """Give my change of a text for the text after their change of it; None where both touch the same place.

    Examples
    --------
    >>> rebased([Splice(5, "x", "y")], [Splice(0, "", "ab")])
    (Splice(at=7, old='x', new='y'),)
    >>> rebased([Splice(5, "x", "y")], [Splice(5, "x", "z")]) is None
    True
    """
    found = []
    shift, place = 0, 0
    for one in mine:
        while place < len(theirs) and _stands_before(theirs[place], one):
            shift += len(theirs[place].new) - len(theirs[place].old)
            place += 1
        if place < len(theirs) and not _stands_before(one, theirs[place]):
            return None
        found.append(Splice(one.at + shift, one.old, one.new))
    return tuple(found)


def _stands_before(one: Splice, other: Splice) -> bool:
    """Tell whether a splice ends before another begins; what is put in at the end of another touches it."""
    return one.end < other.at or bool(one.end == other.at and one.old and other.old)


def merged(base: str, mine: str, theirs: str) -> str | None:
    r"""Put together two changes of one text; None where both changed the same place differently.

    Examples
    --------
    >>> merged("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n")
    'A\nb\nC\n'
    >>> merged("a\n", "b\n", "c\n") is None
    True
    """
    if mine in (theirs, base):
        return theirs
    if theirs == base:
        return mine
    shifted = rebased(_whole_lines(base, mine), _whole_lines(base, theirs))
    return None if shifted is None else spliced(theirs, shifted)


def _whole_lines(base: str, after: str) -> tuple[Splice, ...]:
    """Give a difference in whole lines: two changes of one line are changes of the same place."""
    if base == after:
        return ()
    most = min(len(base), len(after))
    first = base.rfind("\n", 0, _alike(base, after, most)) + 1  # where a line begins in both
    same = _alike(base, after, most - first, ends=True)
    at = base.find("\n", len(base) - same) + 1 if same else 0
    last = len(base) - at if at else 0
    old, new = base[first : len(base) - last], after[first : len(after) - last]
    ours, others = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if len(ours) > MOST_LINES or len(others) > MOST_LINES:
        return (Splice(first, old, new),)
    starts = [first]
    for line in ours:
        starts.append(starts[-1] + len(line))
    return tuple(
        Splice(starts[i], "".join(ours[i:j]), "".join(others[k:m]))
        for i, j, k, m in blocks_between(ours, others)
    )
