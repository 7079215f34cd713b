"""Workbooks (``.xlsx``), read and written by openpyxl (the extra ``xlsx``)."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any

from detente.conflict import ConflictFileError, MissingPackageError, TooLargeError
from detente.exchange import csv
from detente.exchange.cells import Sheet
from detente.exchange.csv import MOST_COLUMNS, MOST_ROWS, unpacked
from detente.exchange.making import unreadable
from detente.exchange.sheets import LAYOUT
from detente.exchange.tables import Table

MOST_SHEET_ROWS = 1_048_576
MOST_SHEET_COLUMNS = 16_384
MOST_CELL = 32_767
_WIDTHS = (8, 60)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")


def _openpyxl() -> Any:
    try:
        import openpyxl
    except ImportError:
        raise MissingPackageError("openpyxl", "xlsx") from None
    return openpyxl


def write(sheets: Sequence[Sheet], tables: Iterable[tuple[str, Table]], stream: IO[bytes]) -> None:
    """Write a workbook: a sheet for each of `sheets`, then one for each table, which may be long.

    Raises
    ------
    TooLargeError
        Where a table has more rows or columns than a sheet can have.
    """
    openpyxl = _openpyxl()
    book = openpyxl.Workbook(write_only=True)
    for sheet in sheets:
        _fill(book, sheet.name, sheet.rows, len(sheet.rows[0]) if sheet.rows else 0)
    for name, table in tables:
        rows = (r for rows in ([[c.name for c in table.columns]], table.rows()) for r in rows)
        if (table.size or 0) >= MOST_SHEET_ROWS or len(table.columns) > MOST_SHEET_COLUMNS:
            raise TooLargeError(
                f"{name}: {table.size or 0:,} rows and {len(table.columns):,} columns; a sheet has at most "
                f"{MOST_SHEET_ROWS:,} and {MOST_SHEET_COLUMNS:,}. Write CSV or Parquet"
            )
        _fill(book, name, rows, len(table.columns))
    _save(book, stream)


class _Archive(zipfile.ZipFile):
    """An archive in which nothing says when it was written: the same conflict gives the same bytes."""

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Add a file; part by part, as it may be long."""
        with Path(filename).open("rb") as part, self.open(csv.entry(arcname), "w", force_zip64=True) as into:
            shutil.copyfileobj(part, into)

    def writestr(self, name: Any, data: Any, *_: Any, **__: Any) -> None:
        """Add what is in memory."""
        super().writestr(csv.entry(name), data)


def _save(book: Any, stream: IO[bytes]) -> None:
    """Save a workbook as its own method does, but for the time."""
    import datetime

    from openpyxl.writer.excel import ExcelWriter

    long_ago = datetime.datetime(1980, 1, 1)
    book.properties.created = book.properties.modified = long_ago
    with _Archive(stream, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).write_data()


def _fill(book: Any, name: str, rows: Iterable[Sequence[object]], columns: int) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    rows = iter(rows)
    head = next(rows, ())
    for column in range(columns):
        width = 44 if str(head[column]) in ("Text", "What", "Value", "state", "Because") else 18
        sheet.column_dimensions[get_column_letter(column + 1)].width = width
    bold = Font(bold=True)
    titles = []
    for text in head:
        cell = _cell(sheet, text)
        cell.font = bold
        titles.append(cell)
    sheet.append(titles)
    for number, row in enumerate(rows, start=2):
        if number > MOST_SHEET_ROWS:
            raise TooLargeError(
                f"{name}: more than {MOST_SHEET_ROWS:,} rows, which no sheet has; write CSV or Parquet"
            )
        sheet.append([_value(sheet, v) for v in row])


def _value(sheet: Any, value: object) -> object:
    if isinstance(value, str):
        if not value:
            return None
        if len(value) > MOST_CELL:
            raise TooLargeError(f"a text of {len(value):,} characters; a cell holds at most {MOST_CELL:,}")
        return _cell(sheet, value) if value[0] in "=#" else value
    return value


def _cell(sheet: Any, text: object) -> Any:
    """Make a cell that is a text, whatever it begins with: nothing from a conflict is a formula."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value=str(text))
    cell.data_type = "s"
    return cell


def read(data: bytes, file: str) -> list[Sheet]:
    """Read the sheets of a workbook that the layout knows.

    Raises
    ------
    ConflictFileError
        Where it is no workbook, or one made to be harmful.
    """
    import warnings

    openpyxl = _openpyxl()
    formulas = False
    for name, content in unpacked(data, file).items():
        if _declares(content):
            raise unreadable(
                file, f"its part '{name[:80]}' has a document type of its own, which a workbook has not"
            )
        formulas = formulas or _FORMULA.search(content.replace(b"\x00", b"")) is not None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            found = [s for s in book.worksheets if s.title.strip().casefold() in LAYOUT]
            read = [Sheet(s.title, _rows(s, file), file) for s in found]
            if formulas:  # else the second look, which takes as long as the first, would find none
                written = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
                for sheet, values in zip(read, found, strict=True):
                    _check_results(sheet, values, written[values.title])
            return read or [Sheet(str(t), [], file) for t in book.sheetnames]
    except ConflictFileError:
        raise
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part of the archive makes it stumble over
        raise unreadable(
            file, f"is no workbook that can be read ({type(error).__name__}: {error})"[:300]
        ) from None


def _declares(content: bytes) -> bool:
    """Tell whether XML declares a document type, in any encoding that XML readers take."""
    if content[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0"):
        return False
    flat = content.replace(b"\x00", b"")
    return b"<!DOCTYPE" in flat or b"<!ENTITY" in flat


def _rows(sheet: Any, file: str) -> list[list[str]]:
    sheet.reset_dimensions()
    found: list[list[str]] = []
    last = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        texts = [_text(v) for v in row]
        while texts and not texts[-1]:
            texts.pop()
        if texts and (number > MOST_ROWS or len(texts) > MOST_COLUMNS):
            raise unreadable(
                file, f"sheet '{sheet.title}' has more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns"
            )
        if number <= MOST_ROWS:
            found.append(texts)
        if texts:
            last = number
    return found[:last]


def _check_results(sheet: Sheet, values: Any, written: Any) -> None:
    """Refuse a formula whose result is not stored: it would be read as an empty cell."""
    written.reset_dimensions()
    rows = zip(values.iter_rows(max_row=MOST_ROWS), written.iter_rows(max_row=MOST_ROWS), strict=False)
    for number, (results, formulas) in enumerate(rows):
        for column, (result, formula) in enumerate(zip(results, formulas, strict=False)):
            # A stored text may be empty, a stored number may not.
            if formula.data_type == "f" and result.value is None and result.data_type == "n":
                sheet.wrong(
                    number,
                    column,
                    "a formula without a stored result; open the workbook in a spreadsheet program and save it, or "
                    "write the value",
                )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)
