"""What nobody can see in a text: white space of many kinds, the forms of one character, marks without a width."""

from __future__ import annotations

import unicodedata

from detente.conflict.forms import composed

MOST_COMPARED = 1_000


def visible(text: str) -> str:
    """Take away what cannot be seen at both ends of a text: white space, marks without a width."""
    text = text.strip()
    first, last = 0, len(text)
    while first < last and _unseen(text[first]):
        first += 1
    while first < last and _unseen(text[last - 1]):
        last -= 1
    return text[first:last]


def _unseen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) == "Cf"


def alike(text: str) -> str:
    """Bring a text into the form in which headings and names are compared.

    White space of any kind, the forms that Unicode has for one character, and marks without a width make no
    difference: nobody can see it. Long texts, which are no names, stay as they are.
    """
    if text.isascii() or len(text) > MOST_COMPARED:  # the forms of a long text may take long to work out
        return " ".join(text.split())
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(composed(seen, "NFKC").split())
