"""Reading a conflict from a spreadsheet (the layout: `detente.exchange.sheets`). Errors name sheet and cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from detente.conflict import CONFIDENTIAL, Conflict, ConflictFileError, Problem
from detente.conflict.errors import choices, quoted
from detente.exchange.book import Book
from detente.exchange.book_opening import open_book
from detente.exchange.cells import TEXTS, Placed, Sheet, alike
from detente.exchange.making import MOST_TITLE, clean, make
from detente.exchange.payoffs import read_payoffs
from detente.exchange.sheets import ENTRIES
from detente.exchange.sheets_conditions import (
    read_definitions,
    read_directions,
    read_moves,
    read_rules,
    read_state,
    read_states,
)
from detente.exchange.sheets_more import more_of, read_accounts, read_changes, read_factions, read_sources
from detente.exchange.sheets_options import read_levels, read_makers, read_options
from detente.exchange.sheets_parts import filled
from detente.exchange.sheets_preferences import read_preferences
from detente.exchange.sheets_time import read_names

_FOLLOWS = (
    *(": no statement ", ": no rule ", "needs the key", "no preferences", "leaves out", "stands twice"),
    ": nobody signs ",
)
_FEW = "an issue has at least two values"
_OF_TERMS = ("sheet 'Wishes'", "sheet 'Exclusions'")
_WHERE = re.compile(r"sheet '[^']*'(?:, cell \w+)?: ")
_NOTHING_REPEATED = (
    "not as it has to be; the sheets mark something as confidential, so that nothing of a cell is repeated"
)


def read_sheets(found: Sequence[Sheet], file: str) -> Conflict:
    """Read a conflict from its sheets.

    Where they mark something as confidential, nothing of a cell is repeated: which of them hold it shows only when
    all are read.

    Raises
    ------
    ConflictFileError
        With every mistake: sheet, cell, what is allowed.
    """
    if not _marked(found):
        return _read(found, file)
    try:
        conflict = _read(found, file)
    except ConflictFileError as error:
        raise ConflictFileError(_quiet(p) for p in error.problems) from None
    return replace(conflict, warnings=tuple(_quiet(p) for p in conflict.warnings))


def _marked(found: Sequence[Sheet]) -> bool:
    """Tell whether sheets mark something as confidential."""
    more = [s for s in found if alike(s.name).casefold() == "more"]
    return any(alike(cell).casefold() == CONFIDENTIAL for s in more for row in s.rows for cell in row)


def _quiet(problem: Problem) -> Problem:
    """Tell where something is, and not what stands there."""
    where = _WHERE.match(problem.message)
    return Problem(problem.place, f"{where[0] if where else ''}{_NOTHING_REPEATED}")


def _read(found: Sequence[Sheet], file: str) -> Conflict:
    book = open_book(found, file)
    plain: dict[str, Any] = {"title": clean(PurePath(file).stem) or "A conflict"} | _about(book)
    if "payoffs" in book.sheets:
        return read_payoffs(book, plain["title"], plain.get("about", ""))
    start = plain.pop("status quo", None)
    sources = read_sources(book)
    read_accounts(book)
    read_names(book)
    read_makers(book)
    directions = read_options(book)
    read_levels(book)
    book.settle()
    definitions = read_definitions(book)
    read_directions(book, directions)
    read_rules(book)
    states = read_states(book)
    moves = read_moves(book) if book.graph_form else {}
    book.settle()
    read_changes(book)
    read_factions(book)
    preferences = read_preferences(book)
    more = more_of(book)
    if start is not None and book.start is not None:
        with book.going_on():
            raise book.unreadable(
                f"{start.at}: the status quo stands in the sheet 'Options' already; clear one of the two"
            )
    if start is not None:
        with book.going_on():
            plain["status_quo"] = read_state(book, start.sheet, start.row, start.column, start)
    plain["decision_makers"] = book.makers
    if book.start is not None:
        plain["status_quo"] = book.start
    sections = (
        *(("sources", sources), ("conditions", definitions), ("rules", book.rules), ("states", states)),
        *(("moves", moves), ("preferences", preferences), ("perspectives", book.accounts)),
    )
    plain |= filled(sections) | more
    if not preferences and not book.accounts:
        book.warnings.append("it says nothing of preferences; write them before asking what holds")
    if book.problems:
        _rest(book, plain)
    book.check()
    return make(plain, file, book.warnings)


def _rest(book: Book, plain: dict[str, Any]) -> None:
    """Add the mistakes that show only in the whole, so that all are told at once; not what follows from the others."""
    if book.lost:
        return
    try:
        make(plain, book.file, check=False)
    except ConflictFileError as error:
        found = [p for p in error.problems if p.message.startswith("sheet ")]
        # a condition that is wrong itself is told; what uses it is not
        follows = (*_FOLLOWS, *(f"no option or condition {quoted(name)}" for name in book.conditions))
        if book.terms_lost:  # what names an issue or a value that could not be read
            found = [p for p in found if not p.message.startswith(_OF_TERMS) and _FEW not in p.message]
        book.problems += [p for p in found if not any(words in p.message for words in follows)]


def _about(book: Book) -> dict[str, Any]:
    sheet = book.sheets.get("conflict")
    found: dict[str, Any] = {}
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
                        row, 0, f"{quoted(value)} stands beside it; say here what it is{choices('', ENTRIES)}"
                    )
                continue
            if key not in ENTRIES:
                sheet.wrong(row, 0, f"no entry {quoted(key)}{choices(key, ENTRIES)}")
            if value:
                found[key] = Placed(value[:MOST_TITLE] if key == "title" else value, sheet, row, 1)
    return found
