"""Differences of texts as splices: what stood where, and what stands there now. They can be undone and merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_LINES = 4_000  # beyond, two texts are compared by what they begin and end with alike


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
    if before == after:
        return ()
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(old) > MOST_LINES or len(new) > MOST_LINES:
        return (_trimmed(0, before, after),)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    found = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found.append(_trimmed(starts[i], "".join(old[i:j]), "".join(new[k:m])))
    return tuple(found)


def _trimmed(at: int, old: str, new: str) -> Splice:
    first = 0
    most = min(len(old), len(new))
    while first < most and old[first] == new[first]:
        first += 1
    last = 0
    while last < most - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return Splice(at + first, old[first : len(old) - last], new[first : len(new) - last])


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
    for one in mine:
        shift = 0
        for other in theirs:
            if other.end < one.at or (other.end == one.at and other.old and one.old):
                shift += len(other.new) - len(other.old)
            elif not (other.at > one.end or (other.at == one.end and other.old and one.old)):
                return None
        found.append(Splice(one.at + shift, one.old, one.new))
    return tuple(found)


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
    old, new = base.splitlines(keepends=True), after.splitlines(keepends=True)
    if len(old) > MOST_LINES or len(new) > MOST_LINES:
        return (_trimmed(0, base, after),)
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    return tuple(
        Splice(starts[i], "".join(old[i:j]), "".join(new[k:m]))
        for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if kind != "equal"
    )
