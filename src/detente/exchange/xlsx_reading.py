"""Reading workbooks (``.xlsx``, ``.xlsm``) by openpyxl (the extra ``xlsx``): texts, and what kind each cell is."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Mapping
from typing import Any

from detente.conflict import ConflictFileError
from detente.exchange.cells import Cell, Sheet, alike
from detente.exchange.csv import unpacked
from detente.exchange.making import unreadable
from detente.exchange.sheets import LAYOUT
from detente.exchange.xlsx import openpyxl
from detente.exchange.xlsx_marks import Marks, marks

SAVE_AS = "open it in a spreadsheet program and save it as an Excel workbook (.xlsx)"
MOST_TAGS = 2_500_000  # in all parts: some seconds
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old workbooks, and of those with a password
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRUTHS = {True: "TRUE", False: "FALSE"}


def read(data: bytes, file: str) -> list[Sheet]:
    """Read the sheets of a workbook that the layout knows.

    Raises
    ------
    ConflictFileError
        Where it is no workbook, or one made to be harmful.
    """
    import warnings

    _check_container(data, file)
    package = openpyxl("save its sheets as CSV files in a folder, such as options.csv, and import the folder")
    parts = unpacked(data, file)
    _check_parts(parts, file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = package.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            found = [s for s in book.worksheets if alike(s.title).casefold() in LAYOUT]
            read: list[Sheet] = []
            spent = 0
            for sheet in found:
                marked = marks(parts.get(_path(sheet), b""), sheet.title, file, spent)
                spent += marked.cells
                read.append(_sheet(sheet, marked, file))
            known = {s.title for s in found}
            return read + [Sheet(str(t), [], file) for t in book.sheetnames if t not in known]
    except ConflictFileError:
        raise
    except MemoryError:
        raise
    except Exception as error:  # openpyxl raises whatever a broken part of the archive makes it stumble over
        raise unreadable(
            file, f"is no workbook that can be read ({type(error).__name__}: {error})"[:300]
        ) from None


def _check_container(data: bytes, file: str) -> None:
    """Say of a file that is no archive what it is."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            told = "is protected by a password; open it in a spreadsheet program, take the password off, and save it"
        elif "Workbook".encode("utf-16-le") in data:
            told = f"is a workbook of an old Excel (.xls); {SAVE_AS}"
        else:
            told = f"is protected by a password, or is of an old Excel (.xls); {SAVE_AS}, without a password"
        raise unreadable(file, told)
    if not data.startswith(b"PK"):
        told = (
            "is empty"
            if not data.strip()
            else "is no workbook: a workbook is a zip archive, and this is none"
        )
        raise unreadable(file, f"{told}; {SAVE_AS}, or name its format with --from")


def _check_parts(parts: Mapping[str, bytes], file: str) -> None:
    """Refuse an archive that is no workbook of the usual kind, and one that is made to be harmful."""
    if parts.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument"):
        raise unreadable(file, f"is an OpenDocument file (.ods), not yet a workbook that is read; {SAVE_AS}")
    if sum(content.count(b"<") for content in parts.values()) > MOST_TAGS:
        raise unreadable(file, f"holds more than {MOST_TAGS:,} tags of XML, which no conflict needs")
    for name, content in parts.items():
        if _declares(content):
            raise unreadable(
                file, f"its part '{name[:80]}' has a document type of its own, which a workbook has not"
            )
    if _STRICT in parts.get("xl/workbook.xml", b"").replace(b"\x00", b""):
        raise unreadable(
            file,
            "is a workbook in the form 'Strict Open XML', which is not read; save it in the usual form (in Excel: Save "
            "As, 'Excel Workbook (*.xlsx)', not 'Strict Open XML Spreadsheet')",
        )
    if any(name.endswith("workbook.bin") for name in parts):
        raise unreadable(file, f"is a binary workbook (.xlsb); {SAVE_AS}")


def _declares(content: bytes) -> bool:
    """Tell whether XML declares a document type, in any encoding that XML readers take."""
    if content[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0"):
        return False
    flat = content.replace(b"\x00", b"")
    return b"<!DOCTYPE" in flat or b"<!ENTITY" in flat


def _path(sheet: Any) -> str:
    return str(sheet._worksheet_path).lstrip("/")


def _sheet(sheet: Any, found: Marks, file: str) -> Sheet:
    notes = []
    if sheet.sheet_state != "visible":
        notes.append(f"the sheet '{sheet.title}' is hidden, and was read like the others")
    notes += found.notes(sheet.title)
    return Sheet(sheet.title, _rows(sheet, found), file, notes, found.merged)


def _rows(sheet: Any, marked: Marks) -> list[list[str]]:
    sheet.reset_dimensions()
    found: list[list[str]] = []
    last = 0
    rows = sheet.iter_rows(max_row=marked.height, max_col=marked.width) if marked.height else ()
    for number, row in enumerate(rows, start=1):
        texts = [_text(c) for c in row]
        for column in marked.without_result.get(number - 1, ()):
            texts += [""] * (column + 1 - len(texts))
            texts[column] = Cell("a formula", "formula")
        while texts and not texts[-1]:
            texts.pop()
        found.append(texts)
        if texts:
            last = number
    return found[:last]


def _text(cell: Any) -> str:
    """Give a cell's text, as a spreadsheet shows it where nothing about its form is said."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "e":
        return Cell(str(value), "error")
    if isinstance(value, bool):
        return Cell(_TRUTHS[value], "truth")
    if isinstance(value, int | float):
        return Cell(_number(value), "number")
    if isinstance(value, datetime.date | datetime.time | datetime.timedelta):
        return Cell(re.sub(r"[T ]00:00:00$", "", str(value)), "date")
    return str(value)


def _number(value: float) -> str:
    """Write a number with the 15 digits that a spreadsheet keeps."""
    if isinstance(value, float) and not value.is_integer():
        return format(value, ".15g")
    return str(int(value)) if abs(value) < 1e15 else format(value, ".15g")
