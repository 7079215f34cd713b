"""The tables of answers as one CSV file: a column for the table's name, one for the account, then its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente.render.common import clean, trimmed
from detente.wording import Page, tables

# A spreadsheet takes what begins so for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@")


def _cell(text: str) -> str:
    text = clean(text)
    if text.startswith(_FORMULA) and len(text) > 1 and not _is_number(text):
        return f"'{text}"
    return text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


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
            writer.writerow(row.keys())
        writer.writerow(["; ".join(map(str, v)) if isinstance(v, list | tuple) else v for v in row.values()])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
