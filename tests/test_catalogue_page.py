"""The conflicts that come with the package, as a page."""

from __future__ import annotations

from detente.conflict import read_conflict
from detente.reports.catalogue import catalogue_page
from detente.wording import Table
from tests.test_wording_situation import CASES, LAKE


def test_each_conflict_has_a_row():
    right = CASES.replace("    wrong: A slip of the pen.\n", "")
    conflicts = [("lake", LAKE), ("cases", CASES), ("right", right)]
    page = catalogue_page([(name, read_conflict(text)) for name, text in conflicts])
    [said] = page.said
    assert (page.title, said.question, said.id) == (
        "The catalogue",
        "Which conflicts come with the package?",
        "catalogue",
    )
    assert said.headline == "3 conflicts come with the package."
    assert said.next == ("detente brief NAME", "detente catalogue NAME")
    [table] = said.pictures
    assert isinstance(table, Table)
    assert table.columns == ("Name", "Conflict", "Decision makers / options", "Results")
    assert table.rows == (
        ("lake", "A lake", "3 / 5", "computed here"),
        ("cases", "Cases", "4 / 3 states", "published, in part wrong"),
        ("right", "Cases", "4 / 3 states", "published"),
    )
