"""Pages that no text turns around: whatever a template shows is cleaned once more, on its way out."""

from __future__ import annotations

import re

from detente.conflict.safetext import TURNING, apart, clean

_TURNED = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029{TURNING}]")
# A field that is written in, a tag, or what stands between tags; templates escape every '<' and '>' of a text.
_PIECE = re.compile(r"<textarea\b.*?</textarea>|<[^>]*>|[^<]+", re.DOTALL)
_ATTRIBUTE = re.compile(r'(\s[\w:-]+)="([^"]*)"')
# What a form gives back, addresses and names that nobody reads: they stay what they are.
_KEPT = re.compile(r"\s(value|href|action|id|for|name|data-[\w-]+|aria-(labelledby|describedby|controls))")


def straight(html: str) -> str:
    r"""Take out of a page what turns letters around or is not seen; what stands in the fields of forms stays.

    Examples
    --------
    >>> straight('<p title="a\u202e">b\u202e</p>') == '<p title="a">b</p>'
    True
    >>> straight('<input value="a\u202e">') == '<input value="a\u202e">'
    True
    """
    return _PIECE.sub(lambda found: _piece(found[0]), html) if _TURNED.search(html) else html


def _piece(piece: str) -> str:
    if not _TURNED.search(piece) or piece.startswith("<textarea"):
        return piece
    if piece.startswith("<"):
        return _ATTRIBUTE.sub(_attribute, piece)
    return "\n".join(apart(line) if _TURNED.search(line) else line for line in piece.split("\n"))


def _attribute(found: re.Match[str]) -> str:
    return found[0] if _KEPT.fullmatch(found[1]) else f'{found[1]}="{clean(found[2])}"'
