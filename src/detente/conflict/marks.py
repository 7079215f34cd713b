"""The key that marks something as confidential, also where it is misspelt: rather too much is withheld."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from detente.conflict.unseen import alike

MARK = "confidential"
ALIKE = 0.8  # 'confidence', which is another key, is less like it
MOST_COMPARED = 5_000
MOST_LETTERS = 20  # of the word before a key, with what stands between them
_KEY = re.compile(r"(?<![^\s:{}\[\],\"'])([^\s:{}\[\],\"']{1,40})[ \t]{0,3}[\"']?\s*:")
_LAST = re.compile(r"[^\s:{}\[\],\"']+[ \t]{1,3}[^\s:{}\[\],\"']+\Z")
_TAG = re.compile(r"(?<![^\s\[{,:])![^\s,\[\]{}]{1,60}")


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


class MarkReader:
    """Tells of keys whether they are the mark, each once.

    Where very many would have to be compared letter by letter, the rest are taken for marks.
    """

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}
        self._left = MOST_COMPARED

    def __call__(self, key: str) -> bool:
        """Tell whether a key is the mark, or what somebody may have written who meant it."""
        found = self._known.get(key)
        if found is None:
            self._left -= _may_be(key.casefold())
            found = self._known[key] = self._left < 0 or is_mark(key)
        return found


def marks_of(text: str) -> Iterator[tuple[int, int]]:
    """Give where in a text that cannot be read something stands that may be the mark: its begin, and behind its colon.

    The last words before a colon are looked at, too, as a slip may have put a blank into the mark.
    """
    reads = MarkReader()
    for found in _KEY.finditer(text):
        begin = found.start()
        if reads(found[1]) or (
            text[max(0, begin - 2) : begin - 1].isalpha() and reads(_with_last(text, found))
        ):
            yield found.span()


def _with_last(text: str, found: re.Match[str]) -> str:
    last = _LAST.search(text, max(0, found.start() - MOST_LETTERS), found.end(1))
    return last[0] if last else ""


def is_tagged(tag: str | None) -> bool:
    """Tell whether a tag of YAML marks what it stands at.

    Examples
    --------
    >>> is_tagged("!confidential"), is_tagged("tag:yaml.org,2002:str"), is_tagged(None)
    (True, False, False)
    """
    return bool(tag) and is_mark(re.split(r"[!:,/#]", tag or "")[-1])


def tags_of(text: str) -> bool:
    """Tell whether a text may have a tag that marks something."""
    return any(map(is_tagged, dict.fromkeys(_TAG.findall(text))))
