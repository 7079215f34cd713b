"""Which words a renderer takes: those of the language that a page speaks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from detente.render import german, words


class RenderWords(Protocol):
    """What the module of one language has."""

    CONTENTS: str
    DETAILS: str
    APPENDIX: str
    SURE: str
    NEXT: str
    SKIP: str
    TO_DETAILS: str
    MORE: str
    PICTURES: str
    SPOKEN: dict[str, str]
    QUOTED: str

    def made_with(self, version: str) -> str:
        """Say what made the page."""


LANGUAGES: Mapping[str, RenderWords] = {"en": words, "de": german}


def words_of(language: str) -> RenderWords:
    """Give the words of a language; the English ones where there are none.

    Examples
    --------
    >>> words_of("de").SURE, words_of("fr").SURE
    ('Wie sicher', 'How sure')
    """
    return LANGUAGES.get(language, LANGUAGES["en"])
