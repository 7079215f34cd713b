"""The tables of findings as one CSV file: a column for the table's name, then its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from detente.findings.finding import Page, tables
from detente.game import Row


def page(page: Page) -> str:
    """Write every table of a page, one below the other, an empty line between."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    first = True
    for finding in page.findings:
        for table in tables(finding.blocks):
            if not first:
                writer.writerow([])
            first = False
            account = [finding.account] if finding.account else []
            writer.writerow(["table", *(["account"] if account else []), *table.columns])
            writer.writerows([table.id, *account, *row] for row in table.rows)
    return out.getvalue()


def rows(found: Iterable[Row]) -> Iterator[str]:
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
