"""How the documentation is built: sphinx-build -W -b html docs BUILD."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import ClassVar

from pygments.lexer import RegexLexer
from pygments.token import Generic, Text
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

import detente
from detente._version import __version__
from detente.cli.parser import parser

project = "détente"
author = "The détente developers"
copyright = "The détente developers"
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]

myst_heading_anchors = 3

napoleon_google_docstring = False
napoleon_numpy_docstring = True
napoleon_use_rtype = False
napoleon_use_ivar = True  # fields of results are no targets of their own: many bear the same name
autodoc_typehints = "none"
autodoc_member_order = "bysource"

html_theme = "furo"
html_title = "détente"
html_show_sphinx = False
html_static_path = ["_static"]
html_css_files = ["page.css"]


class Console(RegexLexer):
    """What a person types after ``$``, and plain output (state numbers such as #5 are no prompts)."""

    name = "Console"
    aliases: ClassVar = ["console"]
    tokens: ClassVar = {"root": [(r"^\$ .*\n", Generic.Prompt), (r".*\n", Text)]}


def check_reference(app: Sphinx) -> None:
    """See that the reference pages name every public name, every command and every option."""
    pages = Path(app.srcdir) / "reference"
    missing = []
    python = (pages / "python.md").read_text(encoding="utf-8")
    missing += [n for n in detente.__all__ if f":: detente.{n}\n" not in python and n != "__version__"]
    shared, rows = "", dict[str, str]()
    command = ""
    for line in (pages / "command.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| `-"):  # the table of what all questions take
            shared += line
        elif line.startswith("|"):
            first = line.split("|")[1].strip().strip("`")
            command = first or command  # an empty cell: as above
            rows[command] = rows.get(command, "") + line
    action = next(a for a in parser("*")._actions if isinstance(a, argparse._SubParsersAction))
    for command, its in action.choices.items():
        if command not in rows:
            missing.append(command)
        for option in [o for a in its._actions for o in a.option_strings if o not in ("-h", "--help")]:
            if f"`{option}" not in rows.get(command, "") + shared:
                missing.append(f"{command} {option}")
    if missing:
        raise ExtensionError(f"the reference pages leave out: {', '.join(missing)}")


def setup(app: Sphinx) -> None:
    """Register what Sphinx does not know by itself."""
    app.add_lexer("console", Console)
    app.connect("builder-inited", check_reference)
