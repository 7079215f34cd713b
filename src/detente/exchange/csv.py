"""Tables and spreadsheets written as CSV, and archives unpacked; `detente.exchange.csv_reading` reads sheets."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO

from detente.conflict.errors import quoted
from detente.conflict.safetext import guarded
from detente.conflict.saving import member_names
from detente.exchange.cells import Sheet
from detente.exchange.making import unreadable
from detente.exchange.packing import entry
from detente.exchange.tables import Table

MOST_FILES = 100
MOST_ROWS = 100_000
MOST_COLUMNS = 500
MOST_UNPACKED = 64_000_000


def lines(table: Table) -> Iterator[str]:
    """Write a table as lines of CSV, one after the other."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_guarded([c.name for c in table.columns]))
    for number, row in enumerate(table.rows()):
        writer.writerow(_guarded(row))
        if number % 1024 == 1023:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def _guarded(row: Sequence[object]) -> list[object]:
    """Guard the texts of a row: nothing from a conflict is a formula."""
    return [guarded(v) if isinstance(v, str) else v for v in row]


def archive(found: Sequence[Sheet], stream: IO[bytes]) -> None:
    """Write sheets as a zip archive of CSV files."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for sheet, name in zip(found, member_names(s.name for s in found), strict=True):
            out = io.StringIO()
            csv.writer(out, lineterminator="\n").writerows(map(_guarded, sheet.rows))
            packed.writestr(entry(f"{name}.csv"), out.getvalue())


def unpacked(data: bytes, file: str, wanted: object = None) -> dict[str, bytes]:
    """Unpack a zip archive, or those files of it that are wanted; one that unpacks to too much is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir()]
            if callable(wanted):
                entries = [e for e in entries if wanted(e.filename)]
            if any(e.flag_bits & 1 for e in entries):
                raise unreadable(file, "is protected by a password; pack it without one")
            if len(entries) > MOST_FILES or sum(e.file_size for e in entries) > MOST_UNPACKED:
                raise unreadable(file, f"unpacks to more than {MOST_FILES} files or {MOST_UNPACKED:,} bytes")
            return {e.filename: archive.read(e) for e in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise unreadable(file, f"is no zip archive that can be read: {_said(error)}") from None
    except Exception as error:  # zlib.error, lzma.LZMAError and others have no common base
        if type(error).__module__ in ("zlib", "_lzma", "lzma", "struct", "_struct"):
            raise unreadable(file, f"is no zip archive that can be read: {_said(error)}") from None
        raise


def _said(error: Exception) -> str:
    """Give what an error says, cut: it may repeat a good part of a damaged file."""
    return quoted(str(error), 200)[1:-1]
