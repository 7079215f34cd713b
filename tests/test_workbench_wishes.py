"""The page Wishes: beside the cards stands what follows from them, and it stays with the party that it is about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.workbench_client import RIVER, Bench

HERE = "c/river.yaml"
ASKS = {"x-workbench": "1"}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def heading(page: str) -> str:
    [told] = re.findall(r'<p class="headline">(.*?)</p>', page)
    return re.sub("<[^>]+>", "", told)


def current(page: str) -> str:
    [party] = re.findall(r'aria-current="true">([^<]*)', page)
    return str(party)


def move(bench: Bench, **given: str) -> dict[str, str]:
    return {
        "do": "move-wish",
        "page": "wishes",
        "base": bench.version(),
        "party": "lower",
        "account": "residents",
        "item": "0",
        "to": "1",
    } | given


def test_heading_matrix_and_today_stand_beside_the_wishes_as_on_the_answer(bench: Bench) -> None:
    wishes, answer = (bench.get(f"{HERE}/{page}").text for page in ("wishes?party=lower", "answer"))
    assert heading(wishes) == heading(answer)
    for picture in ("rows", "matrix"):
        assert f'data-picture="{picture}"' in wishes
        assert f'data-picture="{picture}"' in answer
    today = '<th scope="row">Today</th>'
    assert today in wishes
    assert today in answer
    assert 'class="lead"' in answer
    assert 'class="lead"' not in wishes  # the accounts are named above their cards
    assert 'data-part="' not in wishes


def test_a_changed_wish_shows_what_changed_beside_it_at_once(bench: Bench) -> None:
    told = bench.post(f"{HERE}/edit", move(bench), **ASKS)
    assert told.status_code == 200
    assert told.history == []  # nothing has to be asked for once more
    assert told.headers["x-shown"] == f"{bench.base}/{HERE}/wishes?party=lower"
    assert (
        "Last change: the order of the wishes of “Lower town”. What it changed here is marked." in told.text
    )
    assert heading(told.text) == heading(bench.get(f"{HERE}/answer").text)
    assert told.text == bench.get(f"{HERE}/wishes?party=lower").text
    plain = bench.post(f"{HERE}/edit", move(bench))
    assert [there.status_code for there in plain.history] == [303]
    assert plain.url.raw_path.decode() == told.headers["x-shown"]


def test_undo_redo_and_what_is_refused_stay_with_the_party(bench: Bench) -> None:
    edit = f"{HERE}/edit"
    wrong = bench.post(edit, move(bench, item="77"), **ASKS)
    assert wrong.headers["x-status"] == "422"
    assert "x-shown" not in wrong.headers
    assert current(wrong.text) == "Lower town"
    bench.post(edit, move(bench), **ASKS)
    for step in ("undo", "redo"):
        page = bench.get(f"{HERE}/wishes?party=lower").text
        form = re.search(rf'action="[^"]*/{step}">(.*?)<button', page)
        assert form is not None
        fields = dict(re.findall(r'name="([^"]*)" value="([^"]*)"', form[1]))
        assert fields == {"page": "wishes", "party": "lower"}
        told = bench.post(f"{HERE}/{step}", fields, **ASKS)
        assert current(told.text) == "Lower town"
        assert told.headers["x-shown"] == f"{bench.base}/{HERE}/wishes?party=lower"
    other = bench.get(f"{HERE}/table").text
    assert 'name="party"' not in other[: other.index("</header>")]


def test_of_a_file_with_mistakes_nothing_follows(tmp_path: Path) -> None:
    bench = Bench(tmp_path, RIVER.replace("not lower.sue", "not lower.fight"))
    page = bench.get(f"{HERE}/wishes?party=lower").text
    assert 'class="headline"' not in page
    assert 'id="follows"' not in page


def test_why_there_is_no_answer_is_said_there_too(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.conflict import DetenteError
    from detente.workbench.questions.answers import Answers

    def refused(*_: object, **__: object) -> object:
        raise DetenteError("too many outcomes for this")

    monkeypatch.setattr(Answers, "brief", refused)
    page = bench.get(f"{HERE}/wishes?party=lower").text
    assert "This cannot be answered" in page
    assert "too many outcomes for this" in page
    assert 'id="follows"' not in page
