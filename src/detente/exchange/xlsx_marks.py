"""What openpyxl does not say of a sheet: which cells are merged or hidden, and which formulas have no result."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from detente.conflict.errors import quoted
from detente.exchange.cells import Merged, Sheet, letters
from detente.exchange.csv import MOST_COLUMNS, MOST_ROWS
from detente.exchange.making import unreadable
from detente.exchange.numbers import MOST_DIGITS

MOST_MERGED = 10_000
MOST_CELLS = 1_000_000  # counting empty ones before and between those that hold something
LAST_ROW = 1_048_576  # of any workbook; LibreOffice writes it in every sheet, without a cell
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_YES = ("1", "true")


@dataclass
class Marks:
    """What is marked in one sheet; rows and columns from 0."""

    merged: list[Merged] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)
    without_result: dict[int, list[int]] = field(default_factory=dict)  # by row, the columns of such formulas
    height: int = 0  # rows and columns up to the last that hold something
    width: int = 0
    cells: int = 0  # that are written, or that there are up to there

    def notes(self, name: str) -> list[str]:
        """Say what is hidden."""
        found = []
        for what, numbers, called in (
            ("rows", self.hidden_rows, lambda k: str(k + 1)),
            ("columns", self.hidden_columns, letters),
        ):
            if numbers:
                spans = ", ".join(
                    called(a) if a == b else f"{called(a)} to {called(b)}" for a, b in _spans(numbers)
                )
                found.append(
                    f"the sheet '{name}' has hidden {what}, which were read like the others: {spans}"[:500]
                )
        return found


def _spans(numbers: Collection[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for k in sorted(set(numbers)):
        if found and found[-1][1] == k - 1:
            found[-1] = (found[-1][0], k)
        else:
            found.append((k, k))
    return found


def marks(part: bytes, name: str, file: str, spent: int = 0) -> Marks:
    """Go through the XML of a sheet. What is no XML is told by who reads it for its values.

    `spent` are the cells of the sheets before it: the limit is that of a workbook.
    """
    reader = _Reader(name, file, MOST_CELLS - spent)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, LookupError, ValueError):
        return Marks()
    return reader.found


class _Reader:
    """Follows the elements of one sheet. Rows and cells may leave out where they stand: then it is behind the last."""

    def __init__(self, name: str, file: str, most: int) -> None:
        self.most = most
        self.sheet = Sheet(name, [], file)
        self.found = Marks()
        self.row = self.column = -1
        self.rows = self.written = 0
        self.formula = self.holds = False
        self.value: str | None = None
        self.kind = "n"
        self.inside = ""

    def start(self, element: str, attributes: dict[str, str]) -> None:
        tag = element.rpartition(" ")[2]
        if tag == "row":
            self.row = self._number(attributes.get("r"), self.row + 2) - 1
            self.column = -1
            self.rows += 1
            last = max(self.row + 1, self.rows)
            if last > LAST_ROW:
                self._refuse(
                    f"a row with the number {last:,}, and no workbook has more than {LAST_ROW:,} rows"
                )
            if attributes.get("hidden") in _YES:
                self.found.hidden_rows.append(self.row)
        elif tag == "c":
            self.column = self._column(attributes.get("r"))
            self.formula, self.holds, self.value, self.kind = False, False, None, attributes.get("t", "n")
        elif tag == "f":
            self.formula = self.holds = True
        elif tag == "v":
            self.inside, self.value, self.holds = "v", "", True
        elif tag == "is":
            self.holds = True
        elif tag == "col" and attributes.get("hidden") in _YES:
            first, last = (_whole(attributes.get(k), 0) - 1 for k in ("min", "max"))
            self.found.hidden_columns.update(range(max(first, 0), min(last + 1, MOST_COLUMNS)))
        elif tag == "mergeCell" and len(self.found.merged) < MOST_MERGED:
            ends = [_place(p) for p in attributes.get("ref", "").split(":")]
            if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
                self.found.merged.append(Merged(*ends[0], *ends[1]))

    def _number(self, text: str | None, otherwise: int) -> int:
        """Read the number of a row, which nothing but digits say: others count as many rows as a text can name."""
        if text is None:
            return otherwise
        if not text.isascii() or not text.isdecimal() or not 0 < len(text) < 12:
            self._refuse(f"a row with the number {quoted(text)}")
        return int(text)

    def _column(self, text: str | None) -> int:
        """Read where a cell stands in its row."""
        place = None if text is None else _place(text)
        if text is not None and place is None:
            self._refuse(f"a cell at {quoted(text)}, which is no place")
        if place is None:
            return self.column + 1
        self.row = place[0]
        return place[1]

    def text(self, text: str) -> None:
        if self.inside and self.value is not None:
            self.value += text
            if len(self.value) > MOST_DIGITS and self.kind == "n":
                told = f"a number of more than {MOST_DIGITS:,} characters, which is not read"
                self.sheet.wrong(self.row, self.column, told)

    def end(self, element: str) -> None:
        tag = element.rpartition(" ")[2]
        if tag == "v":
            self.inside = ""
        elif tag == "c":
            self._cell()

    def _cell(self) -> None:
        if self.formula and self.kind in ("n", "") and not self.value:
            self.found.without_result.setdefault(self.row, []).append(self.column)  # a text may be empty
        if self.holds:
            self.found.height = max(self.found.height, self.row + 1)
            self.found.width = max(self.found.width, self.column + 1)
            if self.row >= MOST_ROWS or self.column >= MOST_COLUMNS:
                self._refuse(f"more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns")
        self.written += 1
        self.found.cells = max(self.written, self.found.height * self.found.width)
        if self.found.cells > self.most:
            self._refuse(f"more than {MOST_CELLS:,} cells, those left empty between others counted")

    def _refuse(self, what: str) -> NoReturn:
        raise unreadable(self.sheet.file, f"sheet '{self.sheet.name}' has {what}")


def _whole(text: str | None, otherwise: int) -> int:
    return (
        int(text)
        if text is not None and text.isascii() and text.isdecimal() and len(text) < 12
        else otherwise
    )


def _place(text: str) -> tuple[int, int] | None:
    found = _CELL.fullmatch(text)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
