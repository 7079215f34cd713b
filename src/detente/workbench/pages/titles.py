"""What files are called, for lists of them: their titles, without reading more of them than that."""

from __future__ import annotations

import re
from functools import cache

from detente import catalogue
from detente.conflict import DetenteError
from detente.conflict.editing import plain
from detente.workbench.files.folder import Folder

MOST_TITLES = 100  # files of a folder that are looked into
MOST_LETTERS = 200
_TITLE = re.compile(r"^title:[ \t]+\S[^\r\n]{0,2000}", re.MULTILINE)


def title_of(text: str) -> str:
    r"""Give the title in a text of a file, where it stands in one line; else nothing.

    Examples
    --------
    >>> title_of("detente: 1\ntitle: 'The river'  # as they call it\n"), title_of("title: >\n  The river\n")
    ('The river', '')
    """
    found = _TITLE.search(text[: 50 * MOST_LETTERS])
    if found is None:
        return ""
    try:
        root = plain(found[0])
    except DetenteError:
        return ""
    title = root.get("title") if isinstance(root, dict) else None
    return title[:MOST_LETTERS] if isinstance(title, str) else ""


def listed(folder: Folder) -> list[tuple[str, str]]:
    """List the files of a folder by name, each with its title, if it has one."""
    names = folder.names()
    return [(name, _title(folder, name) if k < MOST_TITLES else "") for k, name in enumerate(names)]


def _title(folder: Folder, name: str) -> str:
    try:
        return title_of(folder.document(name).read().text)
    except DetenteError:
        return ""


@cache
def examples() -> tuple[tuple[str, str], ...]:
    """List the conflicts of the catalogue by name, each with its title."""
    texts = {
        name: (catalogue.FOLDER / f"{name}.yaml").read_text(encoding="utf-8") for name in catalogue.names()
    }
    return tuple((name, title_of(text)) for name, text in texts.items())
