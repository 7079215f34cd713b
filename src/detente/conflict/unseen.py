"""What nobody can see in a text: white space of many kinds, the forms of one character, marks without a width."""

from __future__ import annotations

import unicodedata

MOST_COMPARED = 1_000


def visible(text: str) -> str:
    """Take away what cannot be seen at both ends of a text: white space, marks without a width."""
    text = text.strip()
    while text and unicodedata.category(text[0]) == "Cf":
        text = text[1:].lstrip()
    while text and unicodedata.category(text[-1]) == "Cf":
        text = text[:-1].rstrip()
    return text


def alike(text: str) -> str:
    """Bring a text into the form in which headings and names are compared.

    White space of any kind, the forms that Unicode has for one character, and marks without a width make no
    difference: nobody can see it. Long texts, which are no names, stay as they are.
    """
    if text.isascii() or len(text) > MOST_COMPARED:  # the forms of a long text may take long to work out
        return " ".join(text.split())
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen).split())
