"""Tables and spreadsheets written as CSV, and archives unpacked; `detente.exchange.csv_reading` reads sheets."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from typing import IO

from detente.conflict import ConflictFileError, budget
from detente.conflict.errors import quoted
from detente.exchange.cells import Sheet
from detente.exchange.making import unreadable
from detente.exchange.tables import Table

MOST_FILES = 100
MOST_ROWS = 100_000
MOST_COLUMNS = 500
MOST_UNPACKED = 64_000_000
MOST_ENTRIES = 10_000  # in the directory of an archive, read or not
PIECE = 1 << 16
_ENTRY = b"PK\x01\x02"


def lines(table: Table) -> Iterator[str]:
    """Write a table as lines of CSV, one after the other."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([c.name for c in table.columns])
    for number, row in enumerate(table.rows()):
        writer.writerow(row)
        if number % 1024 == 1023:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def archive(found: Sequence[Sheet], stream: IO[bytes]) -> None:
    """Write sheets as a zip archive of CSV files."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for sheet in found:
            packed.writestr(entry(f"{sheet.name}.csv"), text(sheet.rows))


def entry(name: str) -> zipfile.ZipInfo:
    """Make the entry of an archive for a file, with no time and on no system: the same content gives the same bytes."""
    found = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    found.compress_type = zipfile.ZIP_DEFLATED
    found.create_system = 3
    found.external_attr = 0o644 << 16
    return found


def text(rows: Iterable[Sequence[object]]) -> str:
    """Write rows as CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def unpacked(data: bytes, file: str, wanted: object = None) -> dict[str, bytes]:
    """Unpack a zip archive, or those files of it that are wanted; one that unpacks to too much is refused.

    What its directory says of sizes is not believed: it is counted while it is unpacked.
    """
    if data.count(_ENTRY) > MOST_ENTRIES:
        raise _too_much(file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [e for e in archive.infolist() if not e.is_dir()]
            if callable(wanted):
                entries = [e for e in entries if wanted(e.filename)]
            if any(e.flag_bits & 1 for e in entries):
                raise unreadable(file, "is protected by a password; pack it without one")
            if len(entries) > MOST_FILES:
                raise _too_much(file)
            found: dict[str, bytes] = {}
            for entry in entries:
                if entry.filename in found:
                    raise unreadable(file, f"two of its files are called {quoted(entry.filename)}")
                room = MOST_UNPACKED - sum(map(len, found.values()))
                found[entry.filename] = _one(archive, entry, room, file)
            return found
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise unreadable(file, f"is no zip archive that can be read: {_said(error)}") from None
    except Exception as error:  # zlib.error, lzma.LZMAError and others have no common base
        if type(error).__module__ in ("zlib", "_lzma", "lzma", "struct", "_struct"):
            raise unreadable(file, f"is no zip archive that can be read: {_said(error)}") from None
        raise


def _one(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int, file: str) -> bytes:
    """Unpack one file of an archive, a piece at a time."""
    if entry.compress_type not in (
        zipfile.ZIP_STORED,
        zipfile.ZIP_DEFLATED,
    ):  # others come in pieces of any size
        raise unreadable(
            file, f"{quoted(entry.filename)} is packed in an unusual way; pack it with the method 'deflate'"
        )
    honest = copy(entry)
    # Else no more would be unpacked than the directory says, and nobody would see the rest.
    honest.file_size = 1 << 62
    pieces: list[bytes] = []
    unpacked = 0
    with archive.open(honest) as stream:
        while piece := stream.read(PIECE):
            budget.check("unpacking")
            unpacked += len(piece)
            if unpacked > room:
                raise _too_much(file)
            pieces.append(piece)
    if unpacked != entry.file_size:
        raise unreadable(file, f"{quoted(entry.filename)} is not of the size that the archive says it has")
    return b"".join(pieces)


def _too_much(file: str) -> ConflictFileError:
    return unreadable(file, f"unpacks to more than {MOST_FILES} files or {MOST_UNPACKED:,} bytes")


def _said(error: Exception) -> str:
    """Give what an error says, cut: it may repeat a good part of a damaged file."""
    return quoted(str(error), 200)[1:-1]
