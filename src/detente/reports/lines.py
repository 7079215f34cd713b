"""Which lines get room on the brief: each has a rank and a length, and the page holds so many words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_WORDS = 350  # on one page of A4, beside the pictures
_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the brief.

    Attributes
    ----------
    rank : int
        Small ones go first when room is short.
    label : str
        What it is about, in a word or two.
    text : str
        What it says.
    """

    rank: int
    label: str
    text: str

    @property
    def words(self) -> int:
        """How many words it takes."""
        return words_in(self.label) + words_in(self.text)


def words_in(text: str) -> int:
    """Count the words of a text, as a reader would.

    Examples
    --------
    >>> words_in("Ukraine's two readings: A or B.")
    6
    """
    return len(_WORD.findall(text))


def chosen(lines: Sequence[Line], room: int) -> tuple[Line, ...]:
    """Choose the lines that fit, those of low rank first; they stay in the order in which they are given.

    Examples
    --------
    >>> lines = [Line(2, "Then", "one two three"), Line(1, "First", "four five")]
    >>> [line.label for line in chosen(lines, 4)]
    ['First']
    """
    kept: set[int] = set()
    for k in sorted(range(len(lines)), key=lambda k: lines[k].rank):
        if lines[k].words <= room:
            room -= lines[k].words
            kept.add(k)
    return tuple(line for k, line in enumerate(lines) if k in kept)
