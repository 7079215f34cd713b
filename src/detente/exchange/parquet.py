"""Tables as Parquet, written by pyarrow (the extra ``parquet``), a group of rows at a time."""

from __future__ import annotations

from typing import IO

from detente.conflict import MissingPackageError
from detente.exchange.tables import Kind, Table


def write(table: Table, stream: IO[bytes]) -> None:
    """Write a table; only one group of its rows is in memory at a time."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingPackageError("pyarrow", "parquet") from None
    kinds: dict[Kind, object] = {"text": pyarrow.string(), "whole": pyarrow.int64(), "truth": pyarrow.bool_()}
    schema = pyarrow.schema([(c.name, kinds[c.kind]) for c in table.columns])
    with pyarrow.parquet.ParquetWriter(stream, schema) as writer:
        for part in table.parts():
            arrays = [
                pyarrow.array(values, type=field.type) for values, field in zip(part, schema, strict=True)
            ]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
