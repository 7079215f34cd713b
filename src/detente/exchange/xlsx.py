"""Workbooks (``.xlsx``), written by openpyxl (the extra ``xlsx``); `detente.exchange.xlsx_reading` reads them."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO, Any

from detente.conflict import MissingPackageError, TooLargeError
from detente.exchange import csv
from detente.exchange.cells import Sheet
from detente.exchange.tables import Table

MOST_SHEET_ROWS = 1_048_576
MOST_SHEET_COLUMNS = 16_384
MOST_CELL = 32_767
_WIDTHS = (8, 60)


def openpyxl(instead: str) -> Any:
    """Load the package, or say what to install, or to do in place of it."""
    try:
        import openpyxl as package
    except ImportError:
        raise MissingPackageError("openpyxl", "xlsx", instead) from None
    return package


def write(sheets: Sequence[Sheet], tables: Iterable[tuple[str, Table]], stream: IO[bytes]) -> None:
    """Write a workbook: a sheet for each of `sheets`, then one for each table, which may be long.

    Raises
    ------
    TooLargeError
        Where a table has more rows or columns than a sheet can have.
    """
    book = openpyxl("write .zip, which holds the same sheets as CSV files").Workbook(write_only=True)
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

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Add what is in memory."""
        super().writestr(csv.entry(zinfo_or_arcname), data)


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
