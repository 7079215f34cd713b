"""A filled row of a sheet, and a column that belongs to a decision maker: what is read of them, and where it stands."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NoReturn

from detente.exchange.cells import Placed, Sheet


@dataclass(frozen=True)
class Row:
    """A filled row below the headings: its cells by heading, those headings whose cell is wrong, and its place."""

    sheet: Sheet
    row: int
    columns: Mapping[str, int]
    cells: Mapping[str, Placed]
    bad: Collection[str] = ()

    def __getitem__(self, head: str) -> str:
        """Give a cell's text; empty where there is none."""
        return self.cells.get(head, "")

    def put(self, head: str, text: str) -> Placed:
        """Give what is made of a cell, in the place of the cell."""
        return Placed(text, self.sheet, self.row, self.column(head))

    def column(self, head: str) -> int:
        """Give the column of a heading; the first one where there is no such heading."""
        return self.columns.get(head, 0)

    def wrong(self, head: str, message: str) -> NoReturn:
        """Tell a mistake in the cell below a heading."""
        self.sheet.wrong(self.row, self.column(head), message)


@dataclass(frozen=True)
class MakersColumn:
    """A column that belongs to a decision maker: the row of its heading, its place, whose it is.

    `account` and `faction` are empty where it is about the file's own preferences, and not about those of a faction.
    """

    sheet: Sheet
    head: int
    column: int
    maker: str
    account: str = ""
    faction: str = ""

    def filled(self) -> Iterator[int]:
        """Give the rows below the heading in which something stands."""
        return (r for r in range(self.head + 1, len(self.sheet.rows)) if self.sheet.filled(r, self.column))

    def placed(self, row: int, text: str) -> Placed:
        """Give what is made of a cell of the column, in its place."""
        return Placed(text, self.sheet, row, self.column)
