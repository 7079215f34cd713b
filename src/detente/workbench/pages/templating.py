"""Templates, and the files of the package that pages need."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from detente._version import __version__
from detente.conflict import UnknownNameError
from detente.conflict.safetext import clean
from detente.render.fragment import text
from detente.render.html import STYLE
from detente.workbench.language.words import RefusedError, of_script, said
from detente.workbench.pages.straight import straight

HERE = Path(__file__).parents[1]
SCRIPT = "text/javascript; charset=utf-8"
# Made by tools/editor; each file has its version and licence in its name.
VENDORED = HERE / "static" / "vendor"
STATIC: Mapping[str, str] = {
    "workbench.css": "text/css; charset=utf-8",
    "workbench.js": SCRIPT,
    "editor.js": SCRIPT,
    **{f"vendor/{file.name}": SCRIPT for file in sorted(VENDORED.glob("*.js"))},
    "places.js": SCRIPT,
}


class Pages:
    """Writes pages; every text in a template is escaped unless it is HTML that a renderer wrote."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters |= {
            "told": lambda told: Markup(text(str(told))),
            "english": _english,
            "plain": lambda told: clean(str(told)),
            "html": Markup,
            "path": lambda told: quote(str(told), safe=""),
        }
        self.environment.globals |= {
            "base": base,
            "made": __version__,
            "w": _word,
            "script_words": _script_words,
        }

    def page(self, template: str, status: int = 200, **about: Any) -> Response:
        """Write a page."""
        return HTMLResponse(straight(self.environment.get_template(template).render(**about)), status)

    def part(self, template: str, **about: Any) -> Response:
        """Write a part of a page."""
        return self.page(template, **about)


@pass_context
def _word(context: Context, text: str) -> str:
    return said(text, str(context.get("lang", "en")))


@pass_context
def _english(context: Context, told: object) -> Markup:
    """Say what may have no words in the language of the page: what is left in English is marked as that."""
    language = str(context.get("lang", "en"))
    known = told.said(language) if isinstance(told, RefusedError) else said(str(told), language)
    shown = text(known)
    return Markup(shown if language == "en" or known != str(told) else f'<span lang="en">{shown}</span>')


@pass_context
def _script_words(context: Context) -> str:
    return json.dumps(of_script(str(context.get("lang", "en"))), ensure_ascii=False)


def static(name: str) -> Response:
    """Give a file of the package.

    Raises
    ------
    UnknownNameError
        Where it is none of those that pages need.
    """
    if name not in STATIC:
        raise UnknownNameError("file", name, tuple(STATIC))
    found = (HERE / "static" / name).read_text(encoding="utf-8")
    if name == "workbench.css":
        from detente.drawing.svg import DARK_MODE

        found = STYLE.read_text(encoding="utf-8") + DARK_MODE + "\n" + found
    return Response(found, media_type=STATIC[name])
