"""Import from and export to the formats of other tools.

>>> [format.name for format in FORMATS if format.write]
['gmcr', 'gmcr-web', 'xlsx', 'zip', 'csv', 'parquet', 'graphml', 'nfg', 'nfg-outcomes', 'latex']
>>> [format.name for format in FORMATS if not format.write]
['genius', 'geniusweb', 'negmas']
"""

from __future__ import annotations

import os
from collections.abc import Sequence

from detente.conflict import Conflict, DetenteError, write_file
from detente.exchange.formats import FORMATS, Asked, Format, Written, find, read, write
from detente.exchange.graphs import from_networkx
from detente.exchange.sizes import MOST_BYTES


def import_file(
    path: str | os.PathLike[str] | Sequence[str | os.PathLike[str]],
    format: str | None = None,
    *,
    encoding: str | None = None,
) -> Conflict:
    """Read a conflict from another tool's file.

    Parameters
    ----------
    path : path, or sequence of path
        A file, or a folder with a CSV file per sheet; a folder with a negotiation scenario, or its files: the domain
        and the profile of each party.
    format : str, optional
        ``gmcr`` (files of GMCR+, also of its web app), ``xlsx``, ``zip``, ``csv`` (the spreadsheet layout), ``nfg``
        (Gambit), ``graphml`` (a graph of states, see `from_networkx`), ``genius``, ``geniusweb``, ``negmas``
        (negotiation scenarios); without it, the file's ending says, and of a scenario what stands in its files.
    encoding : str, optional
        How the texts of the file are encoded, as ``cp1252``; without it in UTF-8, or as a mark at the beginning says.

    Returns
    -------
    Conflict
        Its `warnings` say what was read otherwise than it stands there, or left out. `detente.to_yaml` writes it.

    Raises
    ------
    ConflictFileError
        Where the file cannot be read, or says what a conflict cannot be.
    DetenteError
        Where no format fits, or it needs an extra that is not installed.

    Examples
    --------
    >>> import detente, tempfile, pathlib
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = pathlib.Path(folder.name) / "dilemma.gmcr"
    >>> left_out = detente.export_file(detente.load("prisoners-dilemma"), file)
    >>> conflict = detente.import_file(file)
    >>> conflict.option_ids
    ('first.cooperate', 'second.cooperate')
    >>> folder.cleanup()
    """
    given = [path] if isinstance(path, str | os.PathLike) else path
    return read([os.fspath(p) for p in given], None, format, encoding)


def export_file(
    conflict: Conflict,
    path: str | os.PathLike[str],
    format: str | None = None,
    *,
    perspective: str | None = None,
    concepts: Sequence[str] | None = None,
    table: str | None = None,
    most_states: int | None = None,
) -> tuple[str, ...]:
    """Write a conflict as another tool's file. A file that is there is replaced; nothing is ever half-written.

    Parameters
    ----------
    conflict : Conflict
    path : path
        Where to.
    format : str, optional
        ``gmcr``, ``gmcr-web``, ``xlsx``, ``zip``, ``csv``, ``parquet``, ``graphml``, ``nfg``, ``nfg-outcomes``,
        ``latex``; without it, the ending says (``.gmcr``, ``.xlsx``, ``.zip``, ``.csv``, ``.parquet``, ``.graphml``,
        ``.nfg``, ``.tex``).
    perspective : str, optional
        The account to write; without it the first in the file, and in ``xlsx`` and ``zip`` all of them.
    concepts : sequence of str, optional
        The solution concepts of ``xlsx``, ``graphml``, ``latex`` and the table ``states``; without it the usual ones.
    table : str, optional
        For ``csv`` and ``parquet``: ``states`` (also without it), ``moves`` or ``options``.
    most_states : int, optional
        Refuse a conflict with more states; without it memory decides.

    Returns
    -------
    tuple of str
        What the conflict holds and the format has no place for.

    Raises
    ------
    DetenteError
        Where the format cannot hold the conflict, needs an extra that is not installed, or cannot be written.

    Examples
    --------
    >>> import detente, tempfile, pathlib
    >>> folder = tempfile.TemporaryDirectory()
    >>> file = pathlib.Path(folder.name) / "chicken.csv"
    >>> print(*detente.export_file(detente.load("chicken"), file, concepts=["nash"]))  # doctest: +ELLIPSIS
    the table 'states' has no place for these, which were left out: the title, the description, ...
    >>> print(file.read_text().splitlines()[0])
    state,number,first.swerve,second.swerve,rank first,rank second,nash first,nash second,nash equilibrium,status quo
    >>> folder.cleanup()
    """
    target = os.fspath(path)
    asked = Asked(conflict, perspective, concepts, table, most_states)
    written = write(asked, find(format, target, reading=False))
    write_file(target, written.content)
    return tuple(written.notes)


def export_text(
    conflict: Conflict,
    format: str,
    *,
    perspective: str | None = None,
    concepts: Sequence[str] | None = None,
    table: str | None = None,
    most_states: int | None = None,
) -> str:
    """Give what `export_file` would write, for the formats that are text.

    Examples
    --------
    >>> import detente
    >>> print(detente.export_text(detente.load("chicken"), "nfg"))  # doctest: +ELLIPSIS
    NFG 1 R "Chicken (payoffs are ranks: only their order means anything)" { "First driver" "Second driver" }
    <BLANKLINE>
    {
    { "none" "swerve" }
    { "none" "swerve" }
    }
    "Two drivers head for each other, ..."
    <BLANKLINE>
    0 0
    1 3
    3 1
    2 2
    <BLANKLINE>
    """
    found = find(format, "", reading=False)
    if not found.text:
        raise DetenteError(f"the format {found.name} is no text; write it to a file")
    content = write(Asked(conflict, perspective, concepts, table, most_states), found).content
    assert not callable(content)
    return "".join(content)


__all__ = [
    "FORMATS",
    "MOST_BYTES",
    "Asked",
    "Format",
    "Written",
    "export_file",
    "export_text",
    "find",
    "from_networkx",
    "import_file",
    "read",
    "write",
]
