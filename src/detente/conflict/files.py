"""Reading conflict files from disk, or from standard input."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from detente.conflict.errors import ConflictFileError, Place, Problem
from detente.conflict.model import Conflict
from detente.conflict.reading import decode, read_conflict
from detente.conflict.safetext import shown
from detente.conflict.saving import reason
from detente.conflict.yamltree import MOST_BYTES

IMPORTED = {  # the endings that `detente import` reads, and what such a file is
    ".xlsx": "a spreadsheet",
    ".zip": "a spreadsheet (an archive of tables)",
    ".csv": "a spreadsheet (a table)",
    ".gmcr": "a file of GMCR+",
    ".graphml": "a drawn graph",
    ".nfg": "a game of Gambit",
}


def read_file(path: str | os.PathLike[str]) -> Conflict:
    """Read the conflict file at `path`.

    Raises
    ------
    ConflictFileError
        With every mistake found, or why the file cannot be opened.
    """
    name = os.fsdecode(path)
    ending = Path(name).suffix.lower()
    if ending in IMPORTED and os.path.isfile(name):  # noqa: PTH113 (Path.is_file lets errors of the system through)
        raise ConflictFileError([Problem(Place(name, 0, 0), _to_import(name, ending))])
    return read_conflict(decode(read_bytes(name), name), name)


def read_bytes(name: str, most: int = MOST_BYTES + 1) -> bytes:
    """Read the first bytes of a file.

    Raises
    ------
    ConflictFileError
        Where the system does not let it be read, with its reason.
    """
    try:
        with Path(name).open("rb") as stream:
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

    given = shlex.quote(shown(name))
    made = shlex.quote(shown(str(Path(name).with_suffix(".yaml"))))
    return f"{IMPORTED[ending]}, and no conflict file; type: detente import {given} --out {made}"
