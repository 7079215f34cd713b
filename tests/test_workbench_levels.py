"""Levels are typed in words: names are made of them, and the words are kept where a name cannot have them."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette")

from detente.conflict import read_conflict
from detente.conflict.editing import plain
from detente.wording import Words
from detente.workbench.edits.rows import NO_LEVEL, TWICE
from detente.workbench.language.german import GERMAN
from tests.test_workbench_words_typed import refusal
from tests.workbench_client import RIVER, Bench

PATH = ("decision_makers", "lower", "options")


def levelled(tmp_path, typed, option="lower.build", text=RIVER):
    bench = Bench(tmp_path, text)
    bench.edit("add-option", party="lower", text="build", page="text")
    told = bench.edit("levels", option=option, levels=typed, page="text")
    return bench, told


@pytest.mark.parametrize(
    ("typed", "levels", "said"),
    [
        ("low, high", ["low", "high"], ["build (low)", "build (high)"]),
        ("a few, many", ["a_few", "many"], ["build (a few)", "build (many)"]),
        ("a_few, many", ["a_few", "many"], ["build (a few)", "build (many)"]),
        ("not many,  very  many", ["not_many", "very_many"], ["build (not many)", "build (very many)"]),
        ("für immer, halb", ["für_immer", "halb"], ["build (für immer)", "build (halb)"]),
        ("10 %, 50 %", {"n_10": "build (10 %)", "n_50": "build (50 %)"}, ["build (10 %)", "build (50 %)"]),
        ("only, or", {"item": "build (only)", "item_2": "build (or)"}, ["build (only)", "build (or)"]),
        ("half of it!, all", {"half_of_it": "build (half of it!)", "all": "build (all)"},
         ["build (half of it!)", "build (all)"]),
    ],
)  # fmt: skip
def test_words_become_levels(tmp_path, typed, levels, said):
    bench, told = levelled(tmp_path, typed)
    assert told.status_code == 200
    written = plain(bench.text)["decision_makers"]["lower"]["options"]["build"]["levels"]
    assert written == levels
    words = Words(read_conflict(bench.text))
    own = [o for o in words.conflict.option_ids if o.startswith("lower.build.")]
    assert [words.option(o) for o in own] == said
    # typed again they are the same, and they can be wished for in these words
    assert "already" in refusal(bench.edit("levels", option="lower.build", levels=typed, page="text"))
    wish = {"that": f"build: {typed.split(',')[0]}", "account": "residents", "party": "upper", "page": "text"}
    assert bench.edit("add-wish", **wish).status_code == 200
    assert plain(bench.text)["perspectives"]["residents"]["preferences"]["upper"][-1] == own[0]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("low, low", "“low” stands there twice"),
        ("a few, a_few", "“a few” stands there twice"),
        ("none, all", "“none” cannot name a level"),
        ("one", "two levels or more"),
        (", ".join(f"l{k}" for k in range(30)), "has from 2 to 20 names, found 30"),
    ],
)
def test_why_levels_are_refused_is_true(tmp_path, typed, why):
    bench, told = levelled(tmp_path, typed)
    assert why in refusal(told)
    assert "needed by" not in refusal(told)
    assert "levels" not in bench.text
    assert {TWICE, NO_LEVEL} <= set(GERMAN)


def test_levels_that_are_in_use_are_still_needed(tmp_path):
    text = RIVER.replace("pay: pay for the water", "pay: {text: pay for the water, levels: [half, all]}")
    text = text.replace("- not pay\n        - not sue", "- not pay.half\n        - not sue")
    bench = Bench(tmp_path, text)
    read_conflict(text)
    told = refusal(bench.edit("levels", option="lower.pay", levels="a few, all", page="text"))
    assert "is still needed by a wish of “Lower town”" in told


def test_words_of_levels_that_are_there_stay(tmp_path):
    text = RIVER.replace(
        "pay: pay for the water", "pay: {text: pay, levels: {half: pay the half, all: pay it all}}"
    )
    bench = Bench(tmp_path, text)
    assert (
        bench.edit("levels", option="lower.pay", levels="half, nearly all, all", page="text").status_code
        == 200
    )
    written = plain(bench.text)["decision_makers"]["lower"]["options"]["pay"]["levels"]
    assert written == {"half": "pay the half", "nearly_all": "pay (nearly all)", "all": "pay it all"}


def test_the_page_shows_levels_in_words_and_takes_them_back(tmp_path):
    bench, _ = levelled(tmp_path, "a few, many")
    shown = bench.page("table").text
    assert 'name="levels" value="a few, many"' in shown
    assert 'name="option" value="lower.build.a_few" aria-pressed="false">a few</button>' in shown
    assert "Levels: a few, many" in shown
