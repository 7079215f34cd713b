"""Answers as pages and files. Renderers know blocks (`detente.wording`), not questions.

A renderer for another kind of file is a module and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from detente.conflict import DetenteError
from detente.conflict.errors import choices

if TYPE_CHECKING:
    from detente.wording import Page

# Endings of files, and the modules that write them; each is imported when it is asked for.
RENDERERS = {
    ".html": "html",
    ".docx": "docx",
    ".md": "markdown",
    ".txt": "terminal",
    ".csv": "csv",
}


def render(page: Page, ending: str) -> str | bytes:
    r"""Write a page in the form that an ending asks for: text, or the bytes of a document.

    Raises
    ------
    DetenteError
        If no renderer has that ending, or what it needs is not installed.

    Examples
    --------
    >>> from detente.wording import Page, Said
    >>> render(Page("Istanbul", (Said("Where is it heading?", "To talks."),)), ".md")
    '# Istanbul\n\n## Where is it heading?\n\n**To talks.**\n'
    """
    known = ending if ending.startswith(".") else f".{ending}"
    if known not in RENDERERS:
        raise DetenteError(f"no ending '{known}'{choices(known, tuple(RENDERERS))}")
    write: Callable[[Page], str | bytes] = import_module(f"detente.render.{RENDERERS[known]}").page
    return write(page)


__all__ = ["RENDERERS", "render"]
