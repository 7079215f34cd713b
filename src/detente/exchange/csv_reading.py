"""Reading sheets from CSV files as spreadsheet programs of any country write them: one file, a folder, an archive."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path, PurePath

from detente.conflict.errors import quoted
from detente.exchange.cells import Sheet, alike, letters
from detente.exchange.csv import MOST_COLUMNS, MOST_ROWS, MOST_UNPACKED, unpacked
from detente.exchange.making import decoded, unreadable
from detente.exchange.sheets import FIRST_ROW, HEADS, LAYOUT, OPTION_HEAD

ENDINGS = (".csv", ".tsv")
MOST_LOOKED_AT = 100_000
_SEPARATORS = ",;\t"
_SEP_LINE = re.compile(r'"?sep=([^"\r\n])"?[,;\t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_QUOTED = re.compile(r'(?:(?<=[,;\t])|^)"(?:[^"]|"")*"', re.MULTILINE)
_RESULTS = (("state", "number"), ("from", "decision maker", "to", "improvement"))


def sheet(
    data: bytes, name: str, file: str, encoding: str | None = None, usual: str = "", part: str = ""
) -> Sheet:
    """Read one CSV file as a sheet.

    Parameters
    ----------
    data : bytes
    name : str
        What the sheet is called, perhaps with the ending of its file.
    file : str
        The file, for messages.
    encoding : str, optional
        How its text is encoded.
    usual : str
        What separates cells in the sheets beside it; where it can, it does here as well.
    part : str
        The path of the sheet's own file, where it is one of several.
    """
    path = PurePath(name)
    ending = path.suffix.lower()
    name = path.stem if ending in ENDINGS else name
    text = decoded(data, part or file, encoding)
    said = _SEP_LINE.match(text)
    if said is not None:  # a line for Excel alone, which does not show it
        text, separator = text[said.end() :], said[1]
    else:
        separator = "\t" if ending == ".tsv" else _separator(text, usual)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
            if len(rows) >= MOST_ROWS or len(row) > MOST_COLUMNS:
                raise unreadable(file, f"more than {MOST_ROWS:,} rows or {MOST_COLUMNS} columns in {name}")
            rows.append(row)
    except csv.Error as error:
        line, column, told = _slip(text, separator) or (len(rows), 0, f"no CSV: {error}")
        where = f"sheet '{name}', cell {letters(column)}{line + 1}"
        raise unreadable(file, f"{where}: {told}") from None
    return Sheet(name, rows, file, separator=separator)


def _separator(text: str, usual: str) -> str:
    """Guess what separates the cells, as spreadsheet programs do: what stands inside quotation marks does not count."""
    lines = [line for line in _QUOTED.sub('""', text[:MOST_LOOKED_AT]).splitlines() if line.strip()]
    if not lines:
        return usual or ","
    head, *below = lines
    if usual and usual in head:
        return usual
    found = [s for s in _SEPARATORS if s in head]
    likely = [s for s in found if any(s in line for line in below)]  # else it may stand in a name
    return max(likely or found, key=head.count, default=usual or ",")


def _slip(text: str, separator: str) -> tuple[int, int, str] | None:
    """Find the quotation mark that is never closed, or behind which a text goes on: its row, its column, what to do."""
    row = column = position = 0
    ends = re.compile(f"{re.escape(separator)}|\r\n|\r|\n|$")
    while position < len(text):
        if text[position] == '"':
            closed = re.compile(r'"(?:[^"]|"")*+"').match(text, position)
            if closed is None:
                told = (
                    "a quotation mark opens a text here and nothing closes it; close it where the text ends, and write "
                    "a quotation mark inside a text twice"
                )
                return row, column, told
            position = closed.end()
            if not ends.match(text, position):
                shown = quoted(text[position : position + 20])
                told = (
                    f"{shown} follows behind the quotation mark that ends the text; inside a text, write a quotation "
                    "mark twice"
                )
                return row, column, told
        end = ends.search(text, position)
        if end is None or end.end() == len(text) == end.start():
            return None
        row, column = (row, column + 1) if end[0] == separator else (row + 1, 0)
        position = end.end()
    return None


def one(data: bytes, file: str, encoding: str | None = None) -> list[Sheet]:
    """Read a single CSV file: the sheet 'Options'."""
    ending = PurePath(file).suffix
    found = sheet(data, f"Options{ending if ending.lower() in ENDINGS else ''}", file, encoding)
    if found.empty:
        raise unreadable(file, f"is empty; {FIRST_ROW}")
    head = [alike(c).casefold().replace("_", " ") for c in found.rows[found.first_row()]]
    if any(tuple(head[: len(r)]) == r for r in _RESULTS):
        raise unreadable(
            file,
            "is a table of results, from which no model can be read; xlsx, zip and gmcr hold the model itself",
        )
    if _of_moves(head) or not {alike(n).casefold() for n in OPTION_HEAD} & set(head):
        return _no_options(found, head, file)
    return [found]


def _of_moves(head: Sequence[str]) -> bool:
    """Tell whether headings are those of moves, or almost: ``from, to, decision_maker``, ``Source, Target``."""
    if {"source", "target"} <= set(head):
        return True
    ends = [get_close_matches(end, head, n=1, cutoff=0.7) for end in ("from", "to")]
    return all(ends) and not {"decision maker", "option"} <= set(head)


def _no_options(found: Sheet, head: Sequence[str], file: str) -> list[Sheet]:
    """Read a table that has none of the headings of options, or say what it is."""
    alone = f"a single CSV file is read as the sheet 'Options', and {FIRST_ROW}"
    if _of_moves(head):
        found_heads = ", ".join(map(quoted, head[:3]))
        raise unreadable(
            file,
            f"is a table of moves ({found_heads}); {alone}. Moves are read with their states: put both into a folder, "
            f"as moves.csv ({', '.join(HEADS['Moves'][:3])}) and states.csv ({HEADS['States'][0]}), and import the "
            "folder",
        )
    name = alike(PurePath(file).stem).casefold()
    if name == "payoffs":  # which says everything
        return [replace(found, name="Payoffs")]
    if name in LAYOUT and name != "options":
        folder = str(PurePath(file).parent)
        raise unreadable(
            file,
            f"looks like the sheet '{name}' alone; {alone}. To read it with the sheets beside it, import {folder}",
        )
    return [found]


def folder(path: Path, file: str, encoding: str | None = None) -> list[Sheet]:
    """Read a folder with a CSV file per sheet."""
    try:
        every = sorted(p for p in path.iterdir() if p.suffix.lower() in ENDINGS)
        return _together([(str(p), partial(_limited, p)) for p in every], file, encoding)
    except OSError as error:
        raise unreadable(file, f"cannot be read: {error.strerror or error}") from None


def _limited(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(MOST_UNPACKED)


def packed(data: bytes, file: str, encoding: str | None = None) -> list[Sheet]:
    """Read a zip archive with a CSV file per sheet."""
    parts = unpacked(data, file, lambda n: n.lower().endswith(ENDINGS))
    return _together([(n, partial(bytes, content)) for n, content in parts.items()], file, encoding)


def _together(
    found: Iterable[tuple[str, Callable[[], bytes]]], file: str, encoding: str | None
) -> list[Sheet]:
    """Read the files that are sheets of the layout, the options first: their separator counts for the others, too."""
    sheets: list[Sheet] = []
    usual = ""
    files = [(PurePath(path), path, content) for path, content in found]
    files = [f for f in files if not f[0].name.startswith(".") and "__MACOSX" not in f[0].parts]
    for name, path, content in sorted(files, key=lambda f: _key(f[0]) != "options"):
        if _key(name) not in LAYOUT:
            sheets.append(Sheet(name.stem, [], file))  # nobody reads it, but its name may be a slip
            continue
        sheets.append(sheet(content(), name.name, file, encoding, usual, path))
        usual = usual or sheets[-1].separator
    return sheets


def _key(path: PurePath) -> str:
    return alike(path.stem).casefold()
