"""In which languages the brief is said: for each the voice, the sentences, and what is said of limits.

Another language is a package beside `detente.reports.german` (and one beside `detente.wording.german`) whose functions
have the names and arguments of the English ones, the words of a renderer and of the pages, and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.conflict import UnknownNameError
from detente.conflict.languages import LANGUAGES

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.reports.answer import BriefAnswer
    from detente.reports.composing import BriefWords
    from detente.wording import Said, Voice


@dataclass(frozen=True)
class Speech:
    """How the brief is said in one language.

    Attributes
    ----------
    voice : callable
        The voice of the language, from the English one.
    words : BriefWords
        What it says on a brief.
    lead : callable
        Say whose accounts it tells.
    marked, guarded : callable
        Say that a search was not at its end, that something is confidential.
    """

    voice: Callable[[Voice], Voice]
    words: BriefWords
    lead: Callable[[BriefAnswer], tuple[str, ...]]
    marked: Callable[[Said, Sequence[Answer]], Said]
    guarded: Callable[[Said, Sequence[Answer], Voice], Said]

    def say(self, answer: BriefAnswer, voice: Voice) -> Said:
        """Say the brief."""
        from detente.reports.composing import composed

        return composed(answer, voice, self.words)


def _english() -> Speech:
    from detente.reports import words
    from detente.wording.confidential import guarded
    from detente.wording.unfinished import marked

    return Speech(lambda voice: voice, words, words.lead, marked, guarded)


def _german() -> Speech:
    from detente.reports.german import words
    from detente.wording.german.confidential import guarded
    from detente.wording.german.unfinished import marked
    from detente.wording.german.voice import german

    return Speech(german, words, words.lead, marked, guarded)


SPEECHES: dict[str, Callable[[], Speech]] = {"en": _english, "de": _german}


def speech(language: str) -> Speech:
    """Give how the brief is said in a language.

    Raises
    ------
    UnknownNameError
        Where it is not said in that language.

    Examples
    --------
    >>> import detente
    >>> speech("de").lead is speech("en").lead
    False
    """
    if language not in SPEECHES:
        raise UnknownNameError("language", language, LANGUAGES)
    return SPEECHES[language]()
