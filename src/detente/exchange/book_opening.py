"""Which sheets of a file are read, and which of the others were meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Sequence

from detente.conflict.errors import quoted
from detente.exchange.book import Book
from detente.exchange.cells import Sheet, alike
from detente.exchange.making import unreadable
from detente.exchange.sheets import FIRST_ROW, LAYOUT

MOST_NAME = 40


def open_book(found: Sequence[Sheet], file: str) -> Book:
    """Find the sheets of the layout among those of a file.

    Raises
    ------
    ConflictFileError
        Where there is no sheet of options, or two with one name.
    """
    sheets: dict[str, Sheet] = {}
    for sheet in found:
        key = alike(sheet.name).casefold()
        if key in LAYOUT and not sheet.empty:
            if key in sheets:
                raise unreadable(file, f"two sheets are called {quoted(sheet.name)}")
            sheets[key] = sheet
    if "options" not in sheets and not {"states", "moves"} <= sheets.keys() and "payoffs" not in sheets:
        empty = next((s for s in found if alike(s.name).casefold() == "options"), None)
        if empty is not None:
            raise unreadable(file, f"the sheet {quoted(empty.name)} is empty; {FIRST_ROW}")
        names = ", ".join(quoted(s.name) for s in found[:8]) or "none"
        slips = [s.name for s in found if _meant(s, sheets) == "options"]
        hint = f"; is {quoted(slips[0])} meant? Then rename it" if slips else ""
        raise unreadable(
            file,
            f"has no sheet 'Options' (found: {names}){hint}; 'detente import --template NEW.xlsx' writes an example. A "
            "conflict given as states and moves has the sheets 'States' and 'Moves'",
        )
    book = Book(file, sheets, warnings=[n for s in sheets.values() for n in s.notes])
    for sheet in found:
        meant = _meant(sheet, sheets)
        if meant:
            with book.going_on():
                raise unreadable(
                    file,
                    f"the sheet {quoted(sheet.name)} has a name that is not read; did you mean {quoted(meant)}? Rename "
                    "it, or call it something less alike if it is not meant to be read",
                )
    return book


def _meant(sheet: Sheet, known: Collection[str]) -> str:
    """Give the missing sheet of the layout whose name is almost that of a sheet; empty where there is none."""
    key = alike(sheet.name).casefold()
    if key in LAYOUT or len(key) > MOST_NAME:
        return ""
    found = difflib.get_close_matches(key, [n for n in LAYOUT if n not in known], n=1, cutoff=0.8)
    return found[0] if found else ""
