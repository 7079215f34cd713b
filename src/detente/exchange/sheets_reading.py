"""Reading a conflict from a spreadsheet (the layout: `detente.exchange.sheets`). Errors name sheet and cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from detente.conflict import Conflict
from detente.conflict.errors import choices, quoted
from detente.exchange.book import Book, open_book
from detente.exchange.cells import TEXTS, Sheet, alike
from detente.exchange.making import MOST_TITLE, clean, make
from detente.exchange.sheets_conditions import read_definitions, read_directions, read_rules, read_states
from detente.exchange.sheets_options import read_options
from detente.exchange.sheets_preferences import read_preferences

ABOUT = ("title", "about", "citation")


def read_sheets(found: Sequence[Sheet], file: str) -> Conflict:
    """Read a conflict from its sheets.

    Raises
    ------
    ConflictFileError
        With every mistake: sheet, cell, what is allowed.
    """
    book = open_book(found, file)
    plain: dict[str, Any] = {"title": clean(PurePath(file).stem) or "A conflict"} | _about(book)
    directions = read_options(book)
    book.settle()
    definitions = read_definitions(book)
    read_directions(book, directions)
    read_rules(book)
    states = read_states(book)
    book.settle()
    preferences = read_preferences(book)
    book.check()
    plain["decision_makers"] = book.makers
    if book.start is not None:
        plain["status_quo"] = book.start
    for key, value in (("conditions", definitions), ("rules", book.rules), ("states", states)):
        if value:
            plain[key] = value
    if preferences:
        plain["preferences"] = preferences
    else:
        book.warnings.append("it says nothing of preferences; write them before asking what holds")
    return make(plain, file, book.warnings)


def _about(book: Book) -> dict[str, str]:
    sheet = book.sheets.get("conflict")
    found: dict[str, str] = {}
    for row in range(len(sheet.rows)) if sheet is not None else ():
        assert sheet is not None
        with book.going_on():
            key, value = alike(sheet.cell(row, 0)).casefold(), sheet.cell(row, 1, TEXTS)
            for column in range(2, len(sheet.rows[row])):
                if sheet.filled(row, column):
                    hint = " (a text with commas needs quotation marks)" if sheet.separator == "," else ""
                    told = f"{quoted(sheet.rows[row][column])} stands behind the value; there are two columns{hint}"
                    sheet.wrong(row, column, told)
            if (key, value.casefold()) == ("what", "value"):
                continue
            if not key:
                if value:
                    sheet.wrong(
                        row, 0, f"{quoted(value)} stands beside it; say here what it is{choices('', ABOUT)}"
                    )
                continue
            if key not in ABOUT:
                sheet.wrong(row, 0, f"no entry {quoted(key)}{choices(key, ABOUT)}")
            if value:
                found[key] = value[:MOST_TITLE] if key == "title" else value
    return found
