"""The workbench's own words, in the languages that it speaks; what answers say stands in `detente.wording`."""

from __future__ import annotations

from collections.abc import Mapping

GERMAN: Mapping[str, str] = {}
LANGUAGES: Mapping[str, Mapping[str, str]] = {"de": GERMAN}


def said(text: str, language: str) -> str:
    """Say a text of a page in a language; in English where that has no words for it.

    Examples
    --------
    >>> said("Undo", "en")
    'Undo'
    """
    return LANGUAGES.get(language, {}).get(text, text)
