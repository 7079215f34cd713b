"""The one form of a text that has several in Unicode, where working it out takes no longer than reading it."""

from __future__ import annotations

import unicodedata
from typing import Literal

# Unicode's own bound for texts that pass through pipes (UAX 15, stream-safe text): no language comes near it. To put
# marks into order takes time that grows with the square of their number.
MOST_MARKS = 30
_APART = "\u0f73\u0f75\u0f81\uff9e\uff9f"  # no marks themselves, and taken apart into such
TOO_MANY = f"more than {MOST_MARKS} combining marks on one letter, which no writing has"


def crowded(text: str) -> int:
    """Find the first combining mark too many on one letter; -1 where there is none.

    Examples
    --------
    >>> crowded("e\u0301"), crowded("e" + "\u0301" * 40)
    (-1, 31)
    """
    if text.isascii():
        return -1
    marks = 0
    for place, letter in enumerate(text):
        if letter < "\u0300" or not (unicodedata.combining(letter) or letter in _APART):
            marks = 0
            continue
        marks += 1
        if marks > MOST_MARKS:
            return place
    return -1


def composed(text: str, form: Literal["NFC", "NFKC", "NFKD"] = "NFC") -> str:
    """Give a text in the form NFC, in which texts are compared, or in another; one with too many marks stays as it is.

    Examples
    --------
    >>> composed("e\u0301") == "é"
    True
    >>> composed("½", "NFKC")
    '1⁄2'
    """
    return text if text.isascii() or crowded(text) >= 0 else unicodedata.normalize(form, text)
