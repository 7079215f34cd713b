"""The conflicts that come with the package, as a page."""

from __future__ import annotations

from collections.abc import Sequence

from detente.conflict import Conflict
from detente.wording import Page, Said, Table, capital, count


def catalogue_page(found: Sequence[tuple[str, Conflict]]) -> Page:
    """List the catalogue."""
    rows = []
    for name, conflict in found:
        results = any(p.equilibria for p in conflict.published)
        wrong = any(p.wrong for p in conflict.published)
        told = "published" + (", in part wrong" if wrong else "") if results else "computed here"
        what = f"{len(conflict.states)} states" if conflict.graph_form else f"{len(conflict.option_ids)}"
        rows.append((name, conflict.title, f"{len(conflict.decision_makers)} / {what}", told))
    table = Table(("Name", "Conflict", "Decision makers / options", "Results"), tuple(rows), id="catalogue")
    said = Said(
        "Which conflicts come with the package?",
        capital(f"{count(len(rows), 'conflict')} come with the package."),
        pictures=(table,),
        next=("detente brief NAME", "detente catalogue NAME"),
        id="catalogue",
    )
    return Page("The catalogue", (said,))
