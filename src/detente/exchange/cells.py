"""A sheet of a spreadsheet as it was found: cells that know what kind they are, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NoReturn

from detente.conflict.errors import quoted
from detente.conflict.unseen import MOST_COMPARED, alike, visible
from detente.exchange.making import unreadable

# What a cell may be where a name is wanted, a text, or yes or no; an error or a missing result is nothing anywhere.
NAMES = frozenset({"text", "number"})
TEXTS = NAMES | {"date", "truth"}
TRUTHS = NAMES | {"truth"}
_KINDS = {
    "error": "an error of the spreadsheet; mend it there",
    "formula": "a formula without a stored result; open the workbook in a spreadsheet program and save it, or write "
    "the value",
    "date": "a date; write it as a text (in Excel with an apostrophe before it)",
    "truth": "a truth value; write it as a text (in Excel with an apostrophe before it)",
}
# As spreadsheets of many languages write them: #REF!, #BEZUG!, #NAME?, #DIV/0!, #N/A, #NV, Err:508, and ### for what is
# wider than its column.
ERROR = re.compile(r"#[A-Z\u00c0-\u00de/0-9]{2,20}[!?]|#N/?[A-Z]|Err:[0-9]{3}|#{3,}")


class Cell(str):
    """The text of a cell that is no text in the spreadsheet: a number, a date, a truth value, an error, a formula."""

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, text: str, kind: str) -> Cell:
        """Make a cell's text with its kind."""
        found = super().__new__(cls, text)
        found.kind = kind
        return found


class Placed(str):
    """A text that knows the cell it stands in, so that whoever finds a mistake in it later can name the cell."""

    __slots__ = ("column", "row", "sheet")
    sheet: Sheet
    row: int
    column: int

    def __new__(cls, text: str, sheet: Sheet, row: int, column: int) -> Placed:
        """Make a text with its cell (both from 0)."""
        found = super().__new__(cls, text)
        found.sheet, found.row, found.column = sheet, row, column
        return found

    @property
    def at(self) -> str:
        """The name of the cell."""
        return self.sheet.at(self.row, self.column)


@dataclass(frozen=True)
class Merged:
    """Cells that are merged into one; rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int

    def covers(self, row: int, column: int) -> bool:
        """Tell whether a cell is one of them, and not the one that keeps the content."""
        inside = self.top <= row <= self.bottom and self.left <= column <= self.right
        return inside and (row, column) != (self.top, self.left)


@dataclass(frozen=True)
class Sheet:
    """A sheet as texts: rows of cells.

    `notes` say what is odd about it, `separator` is what separates the cells of a text file.
    """

    name: str
    rows: Sequence[Sequence[str]]
    file: str = field(default="", compare=False)
    notes: Sequence[str] = field(default=(), compare=False)
    merged: Sequence[Merged] = field(default=(), compare=False)
    separator: str = field(default="", compare=False)

    def at(self, row: int, column: int) -> str:
        """Name a cell (both from 0)."""
        return f"sheet '{self.name}', cell {letters(column)}{row + 1}"

    def wrong(self, row: int, column: int, message: str) -> NoReturn:
        """Tell a mistake in a cell (both from 0)."""
        raise unreadable(self.file, f"{self.at(row, column)}: {message}")

    def filled(self, row: int, column: int) -> bool:
        """Tell whether something stands in a cell."""
        cells = self.rows[row]
        return column < len(cells) and bool(visible(cells[column]))

    def cell(self, row: int, column: int, takes: frozenset[str] = NAMES) -> str:
        """Give a cell's text; empty where the sheet ends before. A kind of cell that is not taken is a mistake."""
        cells = self.rows[row]
        if column >= len(cells):
            return ""
        kind, text = self.kind(row, column), visible(cells[column])
        if kind == "text" and (self.separator or takes is NAMES) and ERROR.fullmatch(text):
            kind = "error"  # a text file cannot say so otherwise, and no name looks like this
        if kind not in takes:
            shown = f"{quoted(text)} is " if kind != "formula" else ""
            self.wrong(row, column, shown + _KINDS[kind])
        return cells[column].strip() if takes is TEXTS else text

    def kind(self, row: int, column: int) -> str:
        """Say what a cell is: ``text``, or what `Cell` lists."""
        cells = self.rows[row]
        found = cells[column] if column < len(cells) else ""
        return found.kind if isinstance(found, Cell) else "text"

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it."""
        return not any(any(map(visible, row)) for row in self.rows)

    @cached_property
    def decimal(self) -> str:
        """The sign before the decimals of numbers in cells of text; empty where none of them says which it is."""
        from detente.exchange.numbers import decimal_sign

        return decimal_sign(
            p for row in self.rows for c in row if not isinstance(c, Cell) for p in c.split(";")
        )

    def first_row(self) -> int:
        """Give the first row in which anything stands, the row of headings."""
        return next((k for k, row in enumerate(self.rows) if any(map(visible, row))), 0)


def letters(column: int) -> str:
    """Name a column as spreadsheets do: A, B, ..., Z, AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


__all__ = [
    "MOST_COMPARED",
    "NAMES",
    "TEXTS",
    "TRUTHS",
    "Cell",
    "Merged",
    "Sheet",
    "alike",
    "letters",
    "visible",
]
