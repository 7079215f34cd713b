"""The tables of answers as one CSV file: a column for the table's name, one for the account, then its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente.conflict.safetext import clean, guarded
from detente.render.common import trimmed
from detente.wording import Page, tables


def _cell(text: str) -> str:
    return guarded(clean(text))


def page(found: Page) -> str:
    """Write every table of a page, one below the other, an empty line between."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    first = True
    for said in (*found.front, *found.said):
        for whole in tables((*said.pictures, *said.details)):
            table = trimmed(whole)
            if table is None:
                continue
            if not first:
                writer.writerow([])
            first = False
            account = [said.account] if said.account else []
            writer.writerow(["table", *(["account"] if account else []), *map(_cell, table.columns)])
            writer.writerows([_cell(table.id), *map(_cell, account), *map(_cell, row)] for row in table.rows)
    return out.getvalue()


def rows(found: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Write the rows of a result line by line; a list in a cell is joined by ``; ``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, row in enumerate(found):
        if number == 0:
            writer.writerow(map(_cell, row.keys()))
        writer.writerow(map(_value, row.values()))
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _value(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    return _cell(value) if isinstance(value, str) else value
