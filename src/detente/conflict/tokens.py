"""A condition's text cut into names, words, signs and parentheses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.conflict.errors import ConditionError, quoted
from detente.conflict.forms import composed

KEYWORDS = ("not", "and", "or", "xor", "if", "only", "iff")
# A run of anything but white space and ASCII punctuation; whether it is a name, `is_name` says. (The \\w of
# regular expressions leaves out the vowel signs of Hindi, Tamil, Thai and others.)
_RUN = r"[^\s!-,./:-@\[-^`{-~-]+"
_PART = rf"{_RUN}(?:-{_RUN})*"
_TOKEN = re.compile(
    rf"\s*(?:(?P<arrow><->|->)|(?P<compare>>=|<=|<(?!-)|[>=])|(?P<name>{_PART}(?:\.{_PART})*)"
    r"|(?P<paren>[()])|(?P<bad>\S))"
)
OPERATORS = "'and', 'or', 'xor', '->', '<->', 'if', 'only if', 'iff'"
LEVELS = "; and behind an option with levels '=', '<', '<=', '>' or '>='"
ALLOWED = f"a name, 'not', {OPERATORS} and parentheses"


def is_name(text: str) -> bool:
    """Tell whether a text is a name: a letter, then letters, digits, ``_``, and ``-`` between two of them."""
    first, *more = text.split("-")
    return first.isidentifier() and all(m and f"_{m}".isidentifier() for m in more)


@dataclass(frozen=True, slots=True)
class Token:
    """A part of a condition: its kind (name, word, arrow, compare, paren, end), how it reads, where it stands."""

    kind: str
    text: str
    offset: int


def tokens(text: str) -> Iterator[Token]:
    """Cut a condition into its parts, the end last."""
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        assert match is not None
        assert match.lastgroup is not None
        kind, start = match.lastgroup, match.start(match.lastgroup)
        found = match.group(kind)
        if kind == "name" and not all(is_name(part) for part in found.split(".")):
            kind, start = "bad", start + _misfit(found)
            found = text[start]
        if kind == "bad":
            raise ConditionError(text, start, f"found {quoted(found)}; a condition is made of {ALLOWED}")
        word = found.lower()
        if kind == "name" and word in KEYWORDS and found in (word, word.upper()):
            kind, found = "word", word
        yield Token(kind, found, start)
        position = match.end()
    yield Token("end", "the end", len(text.rstrip()))


def _misfit(found: str) -> int:
    """Give the position of the first character that keeps a text from being names joined by dots."""
    begins = True  # a name begins here, or goes on after '-'
    for position, c in enumerate(found):
        if c in ".-":
            begins = c == "."
        elif not (c if begins else f"_{c}").isidentifier():
            return position
        else:
            begins = False
    return 0


def names_in(text: str) -> tuple[str, ...]:
    """Give the names that a condition uses, without asking what they stand for.

    Raises
    ------
    ConditionError
        Where something in it is neither a name nor a word of conditions.
    """
    found = list(tokens(text))
    pairs = zip([None, *found], found, strict=False)  # what is compared with is a level, and no name
    names = [
        t.text for before, t in pairs if t.kind == "name" and (before is None or before.kind != "compare")
    ]
    return tuple(dict.fromkeys(composed(n) for n in names))
