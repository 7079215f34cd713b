"""The key that marks something as confidential, also where it is misspelt: rather too much is withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from detente.conflict.unseen import alike

MARK = "confidential"
ALIKE = 0.8  # 'confidence', which is another key, is less like it
MOST_COMPARED = 5_000
_KEY = re.compile(r"(?<![^\s:{}\[\],\"'])([^\s:{}\[\],\"']{6,40})[\"']?\s*:")


def is_mark(key: str) -> bool:
    """Tell whether a key is the mark, or what somebody may have written who meant it.

    Examples
    --------
    >>> [is_mark(key) for key in ("confidential", "Confidental", "confidence", "conditions")]
    [True, True, False, False]
    """
    key = alike(key).casefold()
    return key == MARK or (_may_be(key) and SequenceMatcher(None, MARK, key).ratio() >= ALIKE)


def _may_be(key: str) -> bool:
    """Tell quickly whether a key may be near enough."""
    return 8 < len(key) < 19 and len({*key} & {*MARK}) > 6


def marks_of(text: str) -> Iterator[tuple[int, int]]:
    """Give where in a text that cannot be read something stands that may be the mark: its begin, and behind its colon.

    Where very many keys would have to be compared letter by letter, the rest are taken for marks.
    """
    known: dict[str, bool] = {}
    left = MOST_COMPARED
    for found in _KEY.finditer(text):
        key = found[1]
        if key not in known:
            left -= _may_be(key.casefold())
            known[key] = left < 0 or is_mark(key)
        if known[key]:
            yield found.span()
