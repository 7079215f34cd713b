"""Slips that a second look at the workbench found, each once."""

from __future__ import annotations

import json
import re
import threading
from html import unescape
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from detente import catalogue
from detente.conflict import read_conflict
from detente.conflict.withheld import holds
from detente.reports.composing import wishless
from detente.workbench.edits import scenarios
from detente.workbench.files.documents import Version, id_of
from detente.workbench.questions.answers import Answers
from tests.workbench_client import RIVER, Bench

TERMS = (catalogue.FOLDER / "panama-canal-1974.yaml").read_text(encoding="utf-8")


def told(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_a_file_whose_wishes_are_about_terms_has_wishes(tmp_path: Path) -> None:
    conflict = read_conflict(TERMS)
    assert not wishless(conflict)
    bench = Bench(tmp_path, TERMS)
    page = told(bench.page("answer").text)
    assert "does not say yet what anybody wants" not in page
    assert "Next: what can the parties do?" not in page
    assert "Next: who wants what?" not in page


@pytest.mark.parametrize("on", ["nope", "[engineers, residents]"])
def test_an_account_that_stands_on_what_there_is_not_stops_no_page(tmp_path: Path, on: str) -> None:
    text = RIVER + f"  third:\n    says: A third\n    on: {on}\n"
    bench = Bench(tmp_path, text)
    assert bench.page("wishes", party="lower").status_code == 200
    assert bench.page("table").status_code == 200


def test_a_version_from_before_gives_nothing_away_that_it_hides(tmp_path: Path) -> None:
    bench = Bench(tmp_path, RIVER.replace("status_quo: []", "status_quo: []\nconfidential: [lower]"))
    bench.page("table")
    base = bench.version()
    now = RIVER.replace("sue if not upper.release", "pay")
    bench.file.write_text(now, encoding="utf-8")
    for form in ({"item": "1"}, {"item": "99"}):  # nor does it tell how much there was
        found = bench.edit(
            "copy-wish", base=base, party="lower", account="engineers", from_="residents", **form
        )
        assert found.status_code == 422
        assert "what 'lower' wants is confidential" in told(found.text)
        assert bench.text == now


def test_today_that_is_no_list_of_options_is_told(tmp_path: Path) -> None:
    bench = Bench(tmp_path, RIVER.replace("status_quo: []", "status_quo: [[upper.release]]"))
    found = bench.edit("today", page="table", option="upper.release", taken="1")
    assert found.status_code == 422
    assert "today is not written as a list of options" in told(found.text)


def test_pins_that_cannot_be_read_are_put_aside_and_none_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "river.yaml"
    file.write_text(RIVER, encoding="utf-8")
    scenarios.beside(file).write_text('[{"id": "a"', encoding="utf-8")
    scenarios.pin(file, "One", RIVER)
    assert [p.name for p in scenarios.pins(file)] == ["One"]
    aside = scenarios.beside(file).with_name(scenarios.beside(file).name + ".unread")
    assert aside.read_text(encoding="utf-8") == '[{"id": "a"'
    scenarios.unpin(file, "nothing of this name")
    threads = [threading.Thread(target=scenarios.pin, args=(file, f"N{k}", RIVER)) for k in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(p.name for p in scenarios.pins(file)) == ["N0", "N1", "N2", "N3", "N4", "One"]
    for pin in scenarios.pins(file):
        scenarios.unpin(file, pin.id)
    assert json.loads(scenarios.beside(file).read_text(encoding="utf-8")) == []
    scenarios.pin(file, "Again", RIVER)
    assert [p.name for p in scenarios.pins(file)] == ["Again"]


def test_a_copy_of_a_file_has_answers_of_its_own() -> None:
    answers = Answers()
    version = Version(RIVER, id_of(RIVER))
    for name in ("one.yaml", "other.yaml"):
        read = answers.read(name, version)
        assert read.conflict is not None
        assert read.conflict.file == name
        for question in ("check", "brief", "report"):
            found = answers.ask(read, question, read.conflict.accounts, {})
            assert found.voice.file == name, question


def test_marks_are_found_in_texts_of_any_length() -> None:
    """Each of these took hours where the work grew with the square of the length."""
    assert holds("\n" * 2_000_000).hidden(()) == ()
    marked = holds("confidential: [\n" * 50_000)
    assert not marked.readable
    assert marked.hidden(())
    assert holds("x" * 2_000_000 + "include").includes == ()


def test_a_wish_that_is_changed_loses_the_words_of_the_old_one(tmp_path: Path) -> None:
    text = RIVER.replace(
        "{id: paid, that: lower.pay, because: It is poor.}", "{id: paid, that: lower.pay, text: it is paid}"
    )
    bench = Bench(tmp_path, text)
    same = bench.edit(
        "edit-wish", party="upper", account="engineers", item="1", that="lower.pay", because="It is poor."
    )
    assert same.status_code == 200
    assert "text: it is paid" in bench.text
    changed = bench.edit("edit-wish", party="upper", account="engineers", item="1", that="not lower.pay")
    assert changed.status_code == 200
    assert "it is paid" not in bench.text
    assert "not lower.pay" in bench.text


def test_a_change_of_an_entry_is_refused_where_another_stands_there_now(tmp_path: Path) -> None:
    bench = Bench(tmp_path, RIVER)
    base = bench.version()
    bench.file.write_text(
        RIVER.replace("        - not lower.sue\n", "        - release\n        - not lower.sue\n"),
        encoding="utf-8",
    )
    found = bench.edit(
        "edit-wish",
        base=base,
        party="upper",
        account="engineers",
        item="0",
        that="not lower.sue",
        confidence="0.3",
    )
    assert found.status_code == 409
    assert "0.3" not in bench.text


def test_pairs_of_a_file_without_an_answer_say_why(tmp_path: Path) -> None:
    bench = Bench(tmp_path, RIVER.replace("status_quo: []", "status_quo: [lower.pay, lower.sue]"))
    assert bench.page("pairs", party="lower", account="engineers").status_code == 200


def test_an_account_that_stands_on_single_changes_takes_no_other_list_for_them(tmp_path: Path) -> None:
    base = "preferences: {upper: [{id: x, that: not release}, pay], lower: [upper.release]}\n"
    text = RIVER[: RIVER.index("perspectives:")].replace("lower.pay, lower.sue", "lower.pay, lower.sue") + (
        base.replace("pay]", "lower.pay]")
        + "perspectives:\n"
        + "  one: {says: One, preferences: {upper: {patch: [{drop: x}]}}}\n"
        + "  two: {says: Two, on: one}\n"
        + "  three: {says: Three}\n"
    )
    bench = Bench(tmp_path, text)
    page = bench.page("wishes", party="upper").text
    assert (
        page.count("Write them for this account") == 1
    )  # of the third: what the second takes over is no list
    third = page[page.index("Three") :]
    assert "Write them for this account" in third


def test_only_an_empty_list_says_that_a_party_wants_nothing(tmp_path: Path) -> None:
    nothing = "It wants nothing: any outcome is as good to it as any other."
    start = RIVER[: RIVER.index("perspectives:")]
    missing = Bench(tmp_path, start + "preferences: {upper: [not release]}\n")
    assert nothing not in told(missing.page("wishes", party="lower").text)
    (tmp_path / "other").mkdir()
    empty = Bench(tmp_path / "other", start + "preferences: {upper: [not release], lower: []}\n")
    assert nothing in told(empty.page("wishes", party="lower").text)


def test_a_title_gives_a_name_that_a_file_can_have(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    found = bench.post("new", {"title": "İstanbul talks", "from": "", "name": ""})
    assert found.status_code == 200
    assert (tmp_path / "istanbul-talks.yaml").exists()
