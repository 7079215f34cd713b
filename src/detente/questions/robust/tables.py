"""The accounts that were drawn as a table, a row for each: Parquet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any

from detente.conflict import DetenteError, MissingPackageError, write_file
from detente.questions.robust.result import Robustness

ENDING = ".parquet"


def write_accounts(found: Sequence[Robustness], file: str) -> None:
    """Write how each doubt is settled in each account that was drawn, and where it is heading under each concept.

    Raises
    ------
    MissingPackageError
        Where pyarrow is not installed (the extra ``parquet``).
    DetenteError
        Where no account was drawn, or the file has another ending.
    """
    if not file.lower().endswith(ENDING):
        raise DetenteError(f"--accounts {file}: accounts are written to a file that ends with '{ENDING}'")
    if not any(one.drawn for one in found):
        raise DetenteError(
            "--accounts: no account was drawn, as all could be taken; draw some with --samples N"
        )
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingPackageError("pyarrow", "parquet") from None

    def write(stream: IO[bytes]) -> None:
        tables = [_table(one, pyarrow) for one in found if one.drawn]
        whole = pyarrow.concat_tables(tables, promote_options="default")
        pyarrow.parquet.write_table(whole, stream, compression="zstd")

    write_file(file, write)


def _table(found: Robustness, pyarrow: Any) -> Any:
    """Give the accounts of one; a doubt is called by its decision maker and its id."""
    columns: dict[str, Any] = {}
    number = found.drawn
    columns["account"] = pyarrow.array([found.conflict.account] * number).dictionary_encode()
    for d, doubt in enumerate(found.doubts.doubts):
        name = ".".join(x for x in (doubt.kind, doubt.owner, doubt.id) if x)
        forms = [
            v.form if v.form != "alternative" else f"alternative {k}" for k, v in enumerate(doubt.variants)
        ]
        places = [p for block in found.accounts for p in block.settled[d].tolist()]
        columns[name] = pyarrow.DictionaryArray.from_arrays(pyarrow.array(places, pyarrow.int32()), forms)
    for c, one in enumerate(f for f in found.found if not f.exact):
        told: list[str | None] = []
        for block in found.accounts:
            ids = [" | ".join(found.named(setting, states)) for setting, states in block.sets]
            told += [None if e < 0 else ids[e] for e in block.ends[c].tolist()]
        columns[f"heading {one.concept}"] = pyarrow.array(told, pyarrow.string()).dictionary_encode()
    return pyarrow.table(columns)
