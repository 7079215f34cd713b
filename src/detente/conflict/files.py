"""Reading conflict files from disk, or from standard input."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import IO

from detente.conflict.errors import ConflictFileError, Place, Problem
from detente.conflict.model import Conflict
from detente.conflict.reading import decode, read_conflict
from detente.conflict.safetext import shown
from detente.conflict.saving import reason
from detente.conflict.yamltree import MOST_BYTES

IMPORTED = {  # the endings that `detente import` reads, and what such a file is
    ".xlsx": "a spreadsheet",
    ".xlsm": "a spreadsheet",
    ".zip": "a spreadsheet (an archive of tables)",
    ".csv": "a spreadsheet (a table)",
    ".tsv": "a spreadsheet (a table)",
    ".gmcr": "a file of GMCR+",
    ".graphml": "a drawn graph",
    ".nfg": "a game of Gambit",
    ".xml": "a file of a negotiation scenario, which is read with those beside it",
}
UNREAD = {  # those that have to be saved in another form first
    ".xls": "a workbook of an old Excel",
    ".xlsb": "a binary workbook",
    ".ods": "a spreadsheet of LibreOffice",
    ".fods": "a spreadsheet of LibreOffice",
    ".numbers": "a spreadsheet of Numbers",
}


def read_file(
    path: str | os.PathLike[str], encoding: str | None = None, *, as_party: str | Sequence[str] = ()
) -> Conflict:
    """Read the conflict file at `path`, in UTF-8 or as it is encoded, and the files of parties that it includes.

    Parameters
    ----------
    path : path
    encoding : str, optional
    as_party : str or sequence of str
        Whose confidential wishes may be shown.

    Raises
    ------
    ConflictFileError
        With every mistake found, or why the file cannot be opened.
    """
    name = os.fsdecode(path)
    ending = Path(name).suffix.lower()
    if (ending in IMPORTED or ending in UNREAD) and os.path.isfile(name):  # noqa: PTH113 (Path.is_file hides errors)
        raise ConflictFileError([Problem(Place(name, 0, 0), _to_import(name, ending))])
    if _holds_sheets(Path(name)):
        raise ConflictFileError([Problem(Place(name, 0, 0), _to_import(name, "folder"))])
    text = decode(read_bytes(name), name, encoding)
    return read_conflict(text, name, folder=os.path.dirname(name), as_party=as_party)  # noqa: PTH120


_ORDINARY: ContextVar[bool] = ContextVar("ordinary", default=False)


@contextmanager
def ordinary_files() -> Iterator[None]:
    """Read ordinary files alone: whoever goes on for long cannot wait for a pipe that nobody writes into."""
    before = _ORDINARY.set(True)
    try:
        yield
    finally:
        _ORDINARY.reset(before)


def _opened(name: str) -> IO[bytes]:
    if not _ORDINARY.get():
        return Path(name).open("rb")
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
    )
    handle = os.open(name, flags)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise ConflictFileError([Problem(Place(name, 0, 0), "cannot be read: is no ordinary file")])
    return os.fdopen(handle, "rb")


def read_bytes(name: str, most: int = MOST_BYTES + 1) -> bytes:
    """Read the first bytes of a file.

    Raises
    ------
    ConflictFileError
        Where the system does not let it be read, with its reason.
    """
    try:
        with _opened(name) as stream:
            return stream.read(most)
    except (OSError, ValueError) as error:
        raise ConflictFileError([Problem(Place(name, 0, 0), f"cannot be read: {reason(error)}")]) from None


def read_standard_input(most: int = MOST_BYTES + 1) -> bytes:
    """Read the first bytes of standard input.

    Raises
    ------
    ConflictFileError
        Where it is closed, or cannot be read.
    """
    at = Place("<stdin>", 0, 0)
    if sys.stdin is None:
        raise ConflictFileError([Problem(at, "standard input is closed; give the name of a file")])
    try:
        return sys.stdin.buffer.read(most)
    except (OSError, ValueError) as error:
        raise ConflictFileError([Problem(at, f"cannot be read: {reason(error)}")]) from None


def _to_import(name: str, ending: str) -> str:
    """Say what a file of another tool is, and give the whole command that makes a conflict file of it."""
    import shlex

    if ending in UNREAD:
        name = str(Path(name).with_suffix(".xlsx"))
    # of a scenario the whole folder is read
    given = shlex.quote(shown(os.path.dirname(name) or "." if ending == ".xml" else name))  # noqa: PTH120
    made = shlex.quote(shown(str(Path(name).with_suffix(".yaml"))))
    what = UNREAD.get(ending) or IMPORTED.get(ending, "a spreadsheet (a folder of tables)")
    first = "save it as an Excel workbook (.xlsx), then " if ending in UNREAD else ""
    return f"{what}, and no conflict file; {first}type: detente import {given} --out {made}"


def _holds_sheets(folder: Path) -> bool:
    """Tell whether a folder is a spreadsheet: whether it has a table of options."""
    try:
        return any(
            p.stem.casefold() == "options" and p.suffix.lower() in (".csv", ".tsv") for p in folder.iterdir()
        )
    except (OSError, ValueError):  # it is none, or what it is called cannot be the name of a file
        return False
