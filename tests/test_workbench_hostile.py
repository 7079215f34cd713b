"""Files and forms that are made to hold the workbench up, and slips that people make without meaning to."""

from __future__ import annotations

import time

import pytest

pytest.importorskip("starlette")

from tests.workbench_client import RIVER, Bench

MARKS = "a" + "\u0301\u0316" * 150_000  # to put these into order takes minutes
SOON = 20.0  # seconds on a busy machine


@pytest.fixture
def soon():
    begin = time.process_time()
    yield
    assert time.process_time() - begin < SOON


@pytest.mark.usefixtures("soon")
def test_very_many_combining_marks_in_a_file_hold_nothing_up(tmp_path):
    bench = Bench(tmp_path, RIVER.replace("let more water through", MARKS))
    for page in ("table", "wishes?party=upper&account=engineers", "version"):
        assert bench.page(page).status_code == 200, page
    told = bench.edit("add-wish", party="upper", account="engineers", that="not go to court", page="wishes")
    assert told.status_code == 200
    assert "- not lower.sue\n      lower:" in bench.text


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize(
    ("do", "name", "others"),
    [
        ("title", "title", {}),
        ("about", "about", {}),
        ("add-party", "name", {}),
        ("add-party", "options", {"name": "Third"}),
        ("add-option", "text", {"party": "upper"}),
        ("add-wish", "that", {"party": "upper", "account": "engineers"}),
        ("take-wishes", "lines", {"party": "upper", "account": "engineers", "kind": "statements"}),
        ("add-account", "says", {}),
    ],
)
def test_very_many_combining_marks_in_a_form_are_refused_by_the_name_of_the_field(do, name, others, tmp_path):
    bench = Bench(tmp_path)
    told = bench.edit(do, **others, **{name: MARKS})
    assert told.status_code == 422
    assert f"{name}: more than 30 combining marks on one letter" in told.text
    assert bench.text == RIVER
