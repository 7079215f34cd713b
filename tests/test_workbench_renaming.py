"""An option that is renamed is called by its new words everywhere: also where answers take short ones."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette")

from detente.conflict import read_conflict
from detente.conflict.editing import plain
from detente.wording import Words
from detente.workbench.edits.fields import short_for
from tests.workbench_client import Bench

BAY = """detente: 1
title: The bay
status_quo: []
decision_makers:
  fleet:
    name: Fleet
    options:
      leave_bay: leave the bay   # a guess
      pay: {text: pay for all of the damage that was done, tags: [money]}
      exit: leave the bay for good and for ever
      court: {text: go to court over the whole matter, short: sue}
      quota: {text: share, levels: [low, high]}
      empty:
rules: []
preferences: {fleet: []}
"""
LONG = "buy back the fishing licences of the whole fleet"


def renamed(tmp_path, option, *texts):
    bench = Bench(tmp_path, BAY)
    for text in texts:
        assert bench.edit("option", option=f"fleet.{option}", text=text, page="text").status_code == 200
    conflict = read_conflict(bench.text)
    return plain(bench.text)["decision_makers"]["fleet"]["options"][option], Words(conflict), bench


@pytest.mark.parametrize(
    ("option", "texts", "said"),
    [
        ("leave_bay", ["sail away"], "sail away"),
        ("leave_bay", [LONG], {"text": LONG, "short": "buy back fishing"}),
        ("leave_bay", ["leave the bay, all of us, within a week"], "leave the bay, all of us, within a week"),
        ("leave_bay", [LONG, "sail away"], {"text": "sail away"}),
        ("leave_bay", [LONG, "go home and come back only in the spring"],
         {"text": "go home and come back only in the spring", "short": "go home and come back"}),
        ("pay", [LONG], {"text": LONG, "tags": ["money"], "short": "buy back fishing"}),
        ("pay", ["sail away"], {"text": "sail away", "tags": ["money"]}),
        ("exit", [LONG], LONG),  # a name that somebody chose stays what it is called
        ("court", [LONG], {"text": LONG, "short": "sue"}),
        ("quota", ["quota for all"], {"text": "quota for all", "levels": ["low", "high"]}),
        ("empty", [LONG], LONG),
    ],
)  # fmt: skip
def test_new_words_are_what_answers_say(tmp_path, option, texts, said):
    found, _, bench = renamed(tmp_path, option, *texts)
    assert found == said
    assert "# a guess" in bench.text
    old = {"leave_bay": "leave bay", "pay": "pay"}.get(option, "?")
    words = Words(read_conflict(bench.text))
    if option != "quota" and "all of us" not in texts[-1]:
        assert words.short(f"fleet.{option}") != old


def test_levels_are_called_by_the_new_words_too(tmp_path):
    text = BAY.replace("quota: {text: share", "share: {text: share")
    bench = Bench(tmp_path, text)
    bench.edit("option", option="fleet.share", text="divide", page="text")
    assert plain(bench.text)["decision_makers"]["fleet"]["options"]["share"]["short"] == "divide"
    assert Words(read_conflict(bench.text)).short("fleet.share.low") == "divide low"


def test_undo_takes_the_short_words_back(tmp_path):
    _, words, bench = renamed(tmp_path, "leave_bay", LONG)
    assert words.short("fleet.leave_bay") == "buy back fishing"
    bench.post("c/river.yaml/undo", {"page": "text"})
    assert bench.text == BAY


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("pay", "pay"),
        ("Pay at once.", "Pay at once"),
        ("Leave the bay within a week, or else", "Leave bay within week"),
        ("Hand over the money to the townspeople", "Hand over money"),
        ("Donaudampfschifffahrtsgesellschaft gründen", "Donaudampfschifffahrtsge"),
    ],
)
def test_short_words_do_not_break_off_behind_a_little_word(text, short):
    assert short_for(text) == short
    assert len(short) <= 24
