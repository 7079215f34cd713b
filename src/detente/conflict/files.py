"""Reading conflict files from disk and writing files so that nothing is lost or half-written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

from detente.conflict.errors import ConflictFileError, DetenteError, Place, Problem
from detente.conflict.model import Conflict
from detente.conflict.reading import decode, read_conflict
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
}
UNREAD = {  # those that have to be saved in another form first
    ".xls": "a workbook of an old Excel",
    ".xlsb": "a binary workbook",
    ".ods": "a spreadsheet of LibreOffice",
    ".fods": "a spreadsheet of LibreOffice",
    ".numbers": "a spreadsheet of Numbers",
}


def read_file(path: str | os.PathLike[str], encoding: str | None = None) -> Conflict:
    """Read the conflict file at `path`, in UTF-8 or as it is encoded.

    Raises
    ------
    ConflictFileError
        With every mistake found, or why the file cannot be opened.
    """
    name = os.fsdecode(path)
    ending = Path(name).suffix.lower()
    if (ending in IMPORTED or ending in UNREAD) and exists_as(Path(name), Path.is_file):
        raise ConflictFileError([Problem(Place(name, 0, 0), _to_import(name, ending))])
    if _holds_sheets(Path(name)):
        raise ConflictFileError([Problem(Place(name, 0, 0), _to_import(name, "folder"))])
    try:
        with Path(name).open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ConflictFileError([Problem(Place(name, 0, 0), f"cannot be read: {reason}")]) from None
    return read_conflict(decode(data, name, encoding), name)


def _to_import(name: str, ending: str) -> str:
    """Say what a file of another tool is, and give the whole command that makes a conflict file of it."""
    import shlex

    if ending in UNREAD:
        name = str(Path(name).with_suffix(".xlsx"))
    given = shlex.quote(name)
    made = shlex.quote(str(Path(name).with_suffix(".yaml")))
    what = UNREAD.get(ending) or IMPORTED.get(ending, "a spreadsheet (a folder of tables)")
    first = "save it as an Excel workbook (.xlsx), then " if ending in UNREAD else ""
    return f"{what}, and no conflict file; {first}type: detente import {given} --out {made}"


def exists_as(path: Path, what: Callable[[Path], bool]) -> bool:
    """Tell whether something is a file or a folder; what cannot be the name of one is neither."""
    try:
        return what(path)
    except (OSError, ValueError):
        return False


def _holds_sheets(folder: Path) -> bool:
    """Tell whether a folder is a spreadsheet: whether it has a table of options."""
    try:
        return any(
            p.stem.casefold() == "options" and p.suffix.lower() in (".csv", ".tsv") for p in folder.iterdir()
        )
    except (OSError, ValueError):  # it is none, or what it is called cannot be the name of a file
        return False


def write_file(
    path: str | os.PathLike[str],
    text: str | Iterable[str] | Callable[[IO[bytes]], None],
    *,
    replace: bool = True,
    instead: str = "give another name",
) -> None:
    """Write a file whole or not at all: into a file beside it first, then renamed.

    Parameters
    ----------
    path : path
        Where to.
    text : str, iterable of str, or callable
        What; pieces are written one by one, so that a long file need not stand in memory. What is no text is written
        by a function that is given the stream.
    replace : bool
        Whether a file that is there may be replaced.
    instead : str
        What can be done where it may not, in words.

    Raises
    ------
    DetenteError
        Where it cannot be written, or must not be replaced.
    """
    target = Path(path)

    def fill(stream: IO[bytes]) -> None:
        if callable(text):
            text(stream)
        else:
            stream.writelines(piece.encode() for piece in ([text] if isinstance(text, str) else text))

    try:
        if target.exists() and not replace:
            raise DetenteError(f"{target} is there already; nothing was written: {instead}")
        if target.exists() and not target.is_file():  # a device or a pipe is written to as it is
            with target.open("wb") as stream:
                fill(stream)
            return
        target = target.resolve()
        import tempfile  # only writing needs it, and it is slow to load

        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                fill(stream)
            mode = target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask()
            temporary.chmod(mode)
            if replace:
                temporary.replace(target)
            else:
                os.link(temporary, target)  # fails where the file has come to be meanwhile
                temporary.unlink()
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        raise DetenteError(
            f"{path}: cannot be written: {getattr(error, 'strerror', None) or error}"
        ) from None


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
