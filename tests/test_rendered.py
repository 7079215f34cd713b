"""Whole pages in every form, read by a person: what is written, in which order, in which element or line.

What each part is for is held in `test_render.py`. The pages are short enough to be read; where one of the files of
`tests/rendered` is to change, read the new one beside the old one before it is written down: nothing refreshes them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from detente._version import __version__
from detente.render import csv, markdown
from detente.render.fragment import blocks, fragment, gone, short
from detente.render.html import page as html
from detente.render.terminal import Terminal
from detente.render.terminal import page as text_file
from detente.wording import Items, Page, Picture, Said, Section, Table, Text

FOLDER = Path(__file__).parent / "rendered"
SVG = '<svg id="d0123abcd-t" style="min-width:90px"><style>a{}</style><title>t</title></svg>'
GAINS = Table(
    ("", "kyiv, as it was told then", "source", "broker"),
    (("Russia", "▲ 1st", "", "▼ 3rd"), ("Ukraine", "= 2nd of all the places that there are", "", "▲; ▼")),
    "Who gains",
    "Compared with today.",
    id="who",
    centred=frozenset({3}),
    marks={"▲": "better", "▼": "worse", "=": "the same"},
)
GOES_ON = Table(
    ("Party", "Option", "A"),
    (
        ("Russia", "talks", "●"),
        ("", "offensive without any ceasefire before", ""),
        ("", "", ""),
        ("Ukraine", "a b", "●"),
    ),
    id="options",
    centred=frozenset({2}),
    heads=2,
    marks={"●": "taken"},
)
PLAIN = Table(
    ("", ""), (("letter A", "talks"), ("B", "停火協議" + " 停火協議" * 8)), heads=0, note="No heads."
)
LONG = Table(
    ("n", "word"), tuple((f"{k}", "Donaudampfschifffahrtsgesellschaft" if k == 7 else "w") for k in range(13))
)
DETAILS = (
    Text("A paragraph that is long enough to be broken on a narrow terminal, more than once even."),
    Items(("one thing", "another thing that is told in many words, so that it goes on below")),
    Items(("first", "second"), numbered=True),
    Section("Witnesses", (Text("Russia could move."), Section("Deeper", (GAINS,)), Section("Empty", ()))),
    Picture(SVG, "The second picture.", "Again", (Text("What stands in its place."),)),
    LONG,
)
ONE = Said(
    "Where is it heading?",
    "In every account to “talks”, sooner or later.",
    ("Russia gains.", "Ukraine, which has been told otherwise by everybody until then, loses “all”."),
    (Picture(SVG, "From today Russia talks: A.", "Where it is heading", (GOES_ON,)), GAINS),
    "Nash ✓ SMR ✗; 3 claims, 1 with a source",
    ("detente pivot FILE", "the file"),
    DETAILS,
    "kyiv",
    "heading",
    letters=("A talks", "B war"),
)
TWO = Said(
    "Who gains?", "", pictures=(PLAIN, GOES_ON, Text("And that is all.")), account="base", id="heading"
)
DRAWN = Said("What is drawn?", "This.", pictures=(Picture(SVG, "A drawing alone.", ""),), details=(Text(""),))
FRONT = Said("The brief", "To talks.", details=(Text("More."),))
PAGE = Page("Istanbul, May 2025", (ONE, TWO), ("3 accounts.", "Today: nothing."))
SHORTER = Page("Istanbul, May 2025", (TWO, DRAWN))
PRINTED = Page("Istanbul", (ONE, DRAWN), ("3 accounts.",), (FRONT,), "de", True)
ALONE = Page("Istanbul", (DRAWN,))
WIDE = Page(
    "A title",
    (
        Said(
            "What is too wide?",
            "“Donaudampfschifffahrtsgesellschaftskapitänsmützen停火協議停火協議停火協議”",
            pictures=(
                Table(
                    ("", *(f"a longer word{k}" for k in range(7))),
                    (("One", *(f"cell {k}" * (k % 3) for k in range(7))), ("Two", *("word",) * 7)),
                ),
                Table(
                    ("", "é" + " é" * 29, "b"),
                    (("停火", "c" * 22, "d" + " d" * 8), ("e", "f", "g" + " g" * 8)),
                    centred=frozenset({1}),
                ),
            ),
        ),
    ),
)
NOW = Page(
    "Istanbul",
    (Said("Where?", "To “war”.", ("Russia gains.", "New."), (PLAIN, Items(("an item",))), "Sure."),),
    ("Lead.",),
)
BEFORE = Page(
    "Istanbul",
    (Said("Where?", "To talks.", ("Russia gains.", "Old."), (Items(("an item",)),), "Sure."),),
    ("Lead.",),
)


def unstyled(page: Page) -> str:
    """A page without its style, which has a file of its own, and without the number of the version."""
    return re.sub(r"<style>\n.*?</style>", "<style></style>", html(page), flags=re.DOTALL).replace(
        __version__, "VERSION"
    )


def on(width: int, page: Page = PAGE, **more: bool | int) -> Callable[[], str]:
    terminal = Terminal(
        width, colour=bool(more.get("colour")), full=bool(more.get("full")), most=int(more.get("most", 0))
    )
    return lambda: terminal.page(page)


WRITTEN: dict[str, Callable[[], str]] = {
    "page.html": lambda: unstyled(PAGE),
    "shorter.html": lambda: unstyled(SHORTER),
    "printed.html": lambda: unstyled(PRINTED),
    "alone.html": lambda: unstyled(ALONE),
    "page.md": lambda: markdown.page(PAGE),
    "printed.md": lambda: markdown.page(PRINTED),
    "alone.md": lambda: markdown.page(ALONE),
    "page.csv": lambda: csv.page(PAGE),
    "page.txt": lambda: text_file(PAGE),
    "narrow.txt": on(40, full=True),
    "shown.txt": on(80),
    "coloured.txt": on(80, SHORTER, colour=True),
    "alone.txt": on(80, ALONE),
    "wide.txt": on(1, WIDE, full=True),
    "wide-60.txt": on(60, WIDE),
    "cut-40.txt": on(100, PAGE, most=40),
    "cut-17.txt": on(100, Page("Istanbul", (ONE,), ("3 accounts.",)), most=17),
    "cut-9.txt": on(100, Page("Istanbul", (ONE,), ("3 accounts.",)), most=9),
    "fragment.html": lambda: fragment(NOW, BEFORE),
    "fragment-plain.html": lambda: fragment(PRINTED),
    "fragment-unfolded.html": lambda: fragment(PAGE, NOW, folded=False),
    "short.html": lambda: "\n".join((short(NOW, BEFORE), short(PRINTED), *gone(NOW, BEFORE))),
    "blocks.html": lambda: (
        blocks((GAINS, Text("“said”")), "de", "A note.") + blocks((Section("S", (LONG,)),))
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_it_is_written_as_it_was_read(name: str) -> None:
    written = WRITTEN[name]().splitlines()
    kept = (FOLDER / name).read_text(encoding="utf-8").splitlines() if (FOLDER / name).is_file() else []
    told = "\n".join(difflib.unified_diff(kept, written, name, "now", lineterm=""))
    assert written == kept, f"read it before it is written down:\n{told}"
