"""The sheets of preferences: statements, rankings, ranks; a column for each decision maker."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from detente.conflict.errors import quoted
from detente.exchange.book import Book, MakersColumn
from detente.exchange.cells import Cell
from detente.exchange.making import unreadable
from detente.exchange.numbers import NumberError, as_shown, decimal_sign, shown
from detente.exchange.sheets_conditions import read_condition, read_state


def read_preferences(book: Book) -> dict[str, Any]:
    """Read what everybody prefers."""
    found: dict[str, Any] = {}
    before = len(book.problems)
    for key, read in _READ.items():
        for column in book.makers_columns(key, first=key == "ranks"):
            with book.going_on():
                if column.maker in found:
                    column.sheet.wrong(
                        column.head, column.column, f"{quoted(column.maker)} has preferences already"
                    )
            found[column.maker] = read(book, column)
    missing = [m for m in book.makers if m not in found] if found else []
    for maker in missing if len(book.problems) == before else ():
        with book.going_on():
            told = f"says nothing of what {quoted(maker)} prefers: add a column to the sheet 'Preferences'"
            raise unreadable(book.file, f"{told} (an empty one: all states are alike to it)")
    return found


def _statements(book: Book, column: MakersColumn) -> list[str]:
    found = []
    for row in column.filled():
        with book.going_on():
            text = column.sheet.cell(row, column.column)
            found.append(read_condition(book, column.sheet, row, column.column, text, column.maker))
    return found


def _ranking(book: Book, column: MakersColumn) -> dict[str, Any]:
    groups: list[list[str]] = []
    for row in column.filled():
        with book.going_on():
            parts = column.sheet.cell(row, column.column).split(";")
            groups.append([read_state(book, column.sheet, row, column.column, p.strip()) for p in parts])
    return {"ranking": [g[0] if len(g) == 1 else g for g in groups]}


def _by_number(book: Book, column: MakersColumn) -> dict[str, Any]:
    groups: dict[Fraction, list[str]] = {}
    sheet = column.sheet
    decimal = decimal_sign(
        row[k]
        for row in sheet.rows[column.head + 1 :]
        for k in range(1, len(row))
        if not isinstance(row[k], Cell)
    )
    for row in column.filled():
        with book.going_on():
            text = sheet.cell(row, column.column)
            try:
                number = (
                    as_shown(text) if sheet.kind(row, column.column) == "number" else shown(text, decimal)
                )
            except NumberError as error:
                sheet.wrong(row, column.column, f"{error} (greater is better)")
            groups.setdefault(number, []).append(read_state(book, sheet, row, 0, sheet.cell(row, 0)))
    ranked = [groups[n] for n in sorted(groups, reverse=True)]
    return {"ranking": [g[0] if len(g) == 1 else g for g in ranked]}


_READ: dict[str, Callable[[Book, MakersColumn], Any]] = {
    "preferences": _statements,
    "rankings": _ranking,
    "ranks": _by_number,
}
