"""The conflicts that come with the package, as a page."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from detente.conflict import read_conflict
from detente.render import render
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


def test_a_word_file_is_the_same_each_time_it_is_written():
    page = catalogue_page([("lake", read_conflict(LAKE))])
    first, second = render(page, ".docx"), render(page, ".docx")
    assert isinstance(first, bytes)
    assert first == second
    with ZipFile(BytesIO(first)) as file:
        assert {entry.external_attr for entry in file.infolist()} == {0o600 << 16}
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
