"""Conflicts that come with the package: published cases with their results, and Istanbul 2025."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from detente.conflict import MOST_BYTES, Conflict, UnknownNameError, decode, read_conflict, read_file

FOLDER = Path(__file__).parent


def names() -> tuple[str, ...]:
    """List the conflicts of the catalogue.

    Examples
    --------
    >>> "chicken" in names()
    True
    """
    return tuple(sorted(p.stem for p in FOLDER.glob("*.yaml")))


catalogue_names = names  # as the package calls it from outside


def load(which: str | os.PathLike[str], *, encoding: str | None = None) -> Conflict:
    """Load a conflict.

    Parameters
    ----------
    which : str or path
        The path of a conflict file, the name of one in the catalogue, or ``-`` for standard input. A text with
        an ending or a slash is a path.
    encoding : str, optional
        How the file is encoded, as ``cp1252``; without it in UTF-8, or as a mark at its beginning says.

    Returns
    -------
    Conflict

    Raises
    ------
    ConflictFileError
        With every mistake in the file.
    UnknownNameError
        Where it is neither a file nor in the catalogue.

    Examples
    --------
    >>> load("chicken").title
    'Chicken'
    """
    text = os.fspath(which)
    if text == "-":
        return read_conflict(decode(sys.stdin.buffer.read(MOST_BYTES + 1), "<stdin>", encoding), "<stdin>")
    if text in names():
        return read_conflict((FOLDER / f"{text}.yaml").read_text(encoding="utf-8"), f"{text}.yaml")
    if text and ("/" in text or os.sep in text or Path(text).suffix or os.path.lexists(text)):
        return read_file(text, encoding)
    raise UnknownNameError("file and no conflict of the catalogue", text, names())
