"""What every result can be shown as: rows, a pandas frame, a small HTML table in a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from detente.conflict import MissingPackageError

if TYPE_CHECKING:
    import pandas

MOST_ROWS_IN_NOTEBOOK = 60

Row = Mapping[str, object]


class Tabular:
    """A result that can be read as a table."""

    def rows(self) -> Sequence[Row]:
        """Give the result as rows, all with the same keys."""
        raise NotImplementedError

    def to_frame(self) -> pandas.DataFrame:
        """Give the result as a pandas frame. Needs the package pandas (the extra ``pandas``)."""
        try:
            import pandas
        except ImportError:
            raise MissingPackageError("pandas", "pandas") from None
        return pandas.DataFrame([dict(r) for r in self.rows()])

    def _repr_html_(self) -> str:
        from html import escape

        rows = self.rows()
        if not rows:
            return "<p>nothing</p>"
        head = "".join(f"<th>{escape(str(k))}</th>" for k in rows[0])
        lines = [
            "<tr>" + "".join(f"<td>{escape(_cell(v))}</td>" for v in row.values()) + "</tr>"
            for row in rows[:MOST_ROWS_IN_NOTEBOOK]
        ]
        cut = len(rows) - len(lines)
        more = f"<p>and {cut} more rows</p>" if cut else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>{more}"


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
