"""The workbench's own words, in the languages that it speaks; what answers say stands in `detente.wording`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from detente.conflict.editing import EditError
from detente.workbench.language.german import GERMAN

LANGUAGES: Mapping[str, Mapping[str, str]] = {"de": GERMAN}
SCRIPTS = tuple(
    Path(__file__).parents[1] / "static" / name for name in ("workbench.js", "editor.js", "places.js")
)
_SAID = re.compile(r'\bsay\("([^"]+)"\)')


def said(text: str, language: str) -> str:
    """Say a text of a page in a language; in English where that has no words for it.

    Examples
    --------
    >>> said("Undo", "en"), said("Undo", "de")
    ('Undo', 'Rückgängig')
    """
    return LANGUAGES.get(language, {}).get(text, text)


@cache
def of_script(language: str) -> Mapping[str, str]:
    """Give what the scripts of the pages say, text by text; nothing in English, in which they are written.

    Examples
    --------
    >>> of_script("de")["Saved."], of_script("en")
    ('Gespeichert.', {})
    """
    known = LANGUAGES.get(language, {})
    told = "".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    return {text: known[text] for text in _SAID.findall(told) if text in known}


class RefusedError(EditError):
    """Why something is not written: a sentence that pages have in several languages, and what it is about.

    Examples
    --------
    >>> str(RefusedError("“{piece}” is not understood", piece="x"))
    '“x” is not understood'
    """

    def __init__(self, template: str, **parts: str) -> None:
        self.template, self.parts = template, parts
        super().__init__(template.format(**parts))

    def said(self, language: str) -> str:
        """Say it in a language; in English where that has no words for it."""
        return said(self.template, language).format(**self.parts)
