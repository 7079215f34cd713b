"""No form turns a sound file into one with mistakes: numbers are read as people write them, and others refused."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette")

from detente.conflict import ConflictFileError, read_conflict
from detente.conflict.editing import EditError, plain
from detente.questions import find
from detente.workbench.edits.fields import share
from detente.workbench.edits.wishing import _weighed
from detente.workbench.questions.forms import _read
from tests.test_workbench_forms import CASES, FORMS, RANKED
from tests.test_workbench_words_typed import refusal
from tests.workbench_client import RIVER, Bench

LOWER = {"party": "lower", "account": "base"}
ECHO = (
    "  echo:\n    says: Echo\n    on: engineers\n    preferences: {upper: {patch: [{drop: not lower.sue}]}}\n"
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("0.6", "0.6"),
        ("0,6", "0.6"),
        ("60 %", "0.6"),
        ("60%", "0.6"),
        ("62,5 %", "0.625"),
        ("60 percent", "0.6"),
        ("60 Prozent", "0.6"),
        ("100 %", "1"),
        ("0", "0"),
        ("1", "1"),
        (",5", ".5"),
        ("+.25", ".25"),
        *(
            (text, "")
            for text in ("60", "1.1", "101 %", "-1", "sure", "0.6.1", "1e-1", "%", "½", "٠", "0,6 or so")
        ),
    ],
)
def test_how_sure_a_wish_is_is_a_number_from_0_to_1(tmp_path, typed, written):
    bench = Bench(tmp_path)
    residents = {"account": "residents", "party": "upper"}
    told = bench.edit("edit-wish", item="1", that="lower.pay", confidence=typed, page="text", **residents)
    if written:
        assert told.status_code == 200
        said = plain(bench.text)["perspectives"]["residents"]["preferences"]["upper"][1]
        assert said == {"that": "lower.pay", "confidence": written}
        assert read_conflict(bench.text).under("residents").preferences["upper"].statements[
            1
        ].confidence == float(written)
    else:
        assert "a number from 0 to 1, as 0.6, or 60 %" in refusal(told)
        assert bench.text == RIVER
    added = bench.edit("add-wish", that="not lower.sue", confidence=typed, page="text", **residents)
    assert added.status_code == (200 if written else 422)


def test_a_number_with_a_mistake_of_before_does_not_keep_a_wish_from_being_changed(tmp_path):
    bench = Bench(tmp_path, RIVER.replace("lower.pay]", "{that: lower.pay, confidence: 60}]"))
    residents = {"account": "residents", "party": "upper", "item": "1"}
    assert bench.edit("edit-wish", that="lower.sue", confidence="60", **residents).status_code == 200
    assert bench.edit("edit-wish", that="lower.sue", confidence="61", **residents).status_code == 422
    assert bench.edit("edit-wish", that="lower.sue", confidence="60 %", **residents).status_code == 200
    read_conflict(bench.text)


def test_other_numbers_are_read_as_people_write_them_too():
    assert (_weighed("0,5"), _weighed("-1,25"), _weighed("2")) == ("0.5", "-1.25", "2")
    for text in ("1,000", "-12,000", "1,2,3", "1.000,5", ","):
        with pytest.raises(EditError, match="is no weight"):
            _weighed(text)
    arguments = {a.name: a for a in find("rounds").arguments}
    assert [_read(arguments["runs"], "", x) for x in ("1,000", "1.000", "2 000 000", "12")] == [
        1000,
        1000,
        2000000,
        12,
    ]
    assert [_read(arguments["discount"], "", x) for x in ("0,9", "90 %", "two")] == ["0.9", "0.9", "two"]
    with pytest.raises(EditError):
        share("")


# What people type into fields where something else is wanted.
ODD = (
    "60",
    "x y",
    "a, a",
    "none",
    "~",
    "[",
    "lower.pay and not lower.pay",
    "upper.release > lower.pay > upper.release",
)
FIELDS = {
    "chain": {"chain": "", **{"party": "state", "account": "base"}},
    "weight": {"of": "", "weight": "1", "party": "upper", "account": "base"},
    "levels": {"levels": "", "option": "lower.pay"},
    "title": {"title": ""},
    "about": {"about": ""},
    "party": {"name": "", "party": "lower"},
    "option": {"text": "", "option": "lower.pay"},
    "add-option": {"text": "", "party": "lower"},
    "add-party": {"name": "", "options": "go\ngo"},
    "add-wish": {"that": "", **LOWER},
    "edit-wish": {"that": "", "item": "1", **LOWER},
    "add-rule": {"what": "", "kind": "never"},
    "patch-put": {"that": "", "party": "lower", "account": "residents"},
    "own-wishes": {"lines": "", "party": "lower", "account": "residents"},
    "add-account": {"says": "", "begins": "base"},
    "today": {"option": "upper.dam.high", "taken": "1", "about": ""},
    "add-ultimatum": {"by": "upper", "to": "lower", "demand": "lower.pay", "threat": ""},
}


@pytest.mark.parametrize("do", FIELDS)
def test_whatever_is_typed_a_sound_file_stays_sound(tmp_path, do):
    [empty] = [name for name, value in FIELDS[do].items() if not value]
    for typed in ODD:
        bench = Bench(tmp_path, FORMS)
        told = bench.edit(do, page="text", **{**FIELDS[do], empty: typed})
        assert told.status_code in (200, 422)
        read_conflict(bench.text)
        if told.status_code == 422:
            assert bench.text == FORMS


@pytest.mark.parametrize("text", [FORMS, RANKED])
def test_forms_that_are_sent_to_another_file_leave_it_sound(tmp_path, text):
    for form, _ in CASES:
        bench = Bench(tmp_path, text)
        bench.post("c/river.yaml/edit", {"page": "text", "base": bench.version(), **form})
        read_conflict(bench.text)


def test_what_would_be_wrong_is_said(tmp_path):
    bench = Bench(tmp_path, FORMS)
    told = bench.edit("chain", chain="upper.release > nobody", party="state", account="base")
    assert refusal(told).startswith("nothing was written: ")
    assert "nobody" in refusal(told)


def test_a_wish_that_another_account_changes_is_not_rewritten_under_it(tmp_path):
    bench = Bench(tmp_path, RIVER + ECHO)
    read_conflict(bench.text)
    told = bench.edit("edit-wish", item="0", that="not lower.pay", account="engineers", party="upper")
    assert refusal(told) == (
        "the wish as it was is still needed by the wishes of “Upper town” in the account “Echo”; "
        "change that first. Nothing was written."
    )
    assert bench.text == RIVER + ECHO


def test_what_is_begun_may_be_unfinished_and_a_file_with_mistakes_is_mended_step_by_step(tmp_path):
    bench = Bench(tmp_path)
    assert bench.edit("add-party", page="table", name="The state").status_code == 200
    assert bench.edit("add-account", says="Nobody else", begins="nothing").status_code == 200
    bench.file.write_text(
        RIVER.replace("lower.pay]", "lower.pey]").replace("- not pay\n      - not sue", "- not pey")
    )
    with pytest.raises(ConflictFileError):
        read_conflict(bench.text)
    lower = {"account": "residents", "party": "upper"}
    assert bench.edit("edit-wish", item="1", that="lower.pay", **lower).status_code == 200


def test_a_source_that_the_file_does_not_know_is_written_among_its_sources(tmp_path):
    bench = Bench(tmp_path)
    residents = {"account": "residents", "party": "upper", "page": "text"}

    def sources():
        return plain(bench.text)["sources"]

    def said(k: int):
        return plain(bench.text)["perspectives"]["residents"]["preferences"]["upper"][k].get("source")

    assert (
        bench.edit("add-wish", that="not lower.sue", source="The Times, 3 May", **residents).status_code
        == 200
    )
    assert sources() == {"times_3_may": {"title": "The Times, 3 May"}}
    assert said(2) == "times_3_may"
    read_conflict(bench.text)
    bench.edit("edit-wish", item="1", that="lower.pay", source="the times, 3 may", **residents)
    assert said(1) == "times_3_may"  # by its title
    bench.edit("edit-wish", item="1", that="lower.pay", source="times_3_may#page 2", **residents)
    assert said(1) == "times_3_may#page 2"
    bench.edit("edit-wish", item="1", that="lower.pay", source="An interview", **residents)
    bench.edit("edit-wish", item="1", that="lower.pay", source="An interview, times_3_may", **residents)
    assert said(1) == ["interview", "times_3_may"]
    assert len(sources()) == 2
    read_conflict(bench.text)
    shown = bench.page("wishes", party="upper").text
    assert "<cite>An interview, The Times, 3 May</cite>" in shown
    assert 'name="source" value="interview, times_3_may"' in shown
