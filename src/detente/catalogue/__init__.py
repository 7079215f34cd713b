"""Conflicts that come with the package: published cases with their results, and Istanbul 2025."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from detente.conflict import Conflict, UnknownNameError, decode, read_conflict, read_file, read_standard_input

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


def load(
    which: str | os.PathLike[str], *, encoding: str | None = None, as_party: str | Sequence[str] = ()
) -> Conflict:
    """Load a conflict.

    Parameters
    ----------
    which : str or path
        The path of a conflict file, the name of one in the catalogue, or ``-`` for standard input. A text with
        an ending or a slash is a path.
    encoding : str, optional
        How the file is encoded, as ``cp1252``; without it in UTF-8, or as a mark at its beginning says.
    as_party : str or sequence of str
        Whose confidential wishes may be shown: those of one party, or of several.

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
        data = decode(read_standard_input(), "<stdin>", encoding)
        return read_conflict(data, "<stdin>", as_party=as_party)
    if text in names():
        found = (FOLDER / f"{text}.yaml").read_text(encoding="utf-8")
        return read_conflict(found, f"{text}.yaml", as_party=as_party)
    if text and ("/" in text or os.sep in text or Path(text).suffix or os.path.lexists(text)):
        return read_file(text, encoding, as_party=as_party)
    raise UnknownNameError("file and no conflict of the catalogue", text, names())


def file_of(which: str) -> str:
    """Give the file that is read for a conflict: of the catalogue, or the path as it is."""
    return str(FOLDER / f"{which}.yaml") if which in names() else which
