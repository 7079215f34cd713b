"""The page Wishes speaks in the words of the file: no id or name stands where words are known."""

from __future__ import annotations

import re
from html import unescape

import pytest

pytest.importorskip("starlette")

from detente.conflict import read_conflict
from detente.workbench.edits.hands import in_words
from tests.test_workbench_forms import FORMS, RANKED
from tests.workbench_client import RIVER, Bench

NAMED = """conditions:
  gone: {text: the town is lost, that: lower.sue}
  calm: not lower.sue and not lower.pay
  calmer: calm or upper.release
"""


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


@pytest.mark.parametrize(
    ("that", "said"),
    [
        ("calm", "[Lower town: not “go to court”] and [Lower town: not “pay for the water”]"),
        ("gone", "the town is lost"),
        ("not gone", "not the case that “the town is lost”"),
        ("gone if release", "“the town is lost” if “let more water through”"),
        ("not lower.sue", "Lower town: not “go to court”"),
        ("not odd", ""),
    ],
)
def test_a_wish_is_said_in_words_also_where_a_named_condition_has_none(that, said):
    assert in_words(read_conflict(RIVER + NAMED), "engineers", "upper", that) == said


def test_a_name_that_stands_for_another_is_spelled_out_too():
    told = in_words(read_conflict(RIVER + NAMED), "engineers", "lower", "not calmer")
    assert "calm" not in told
    assert "“go to court”" in told
    assert "Upper town: “let more water through”" in told


def test_levels_keep_their_words():
    told = in_words(read_conflict(FORMS), "base", "lower", "upper.dam.high")
    assert told == "Upper town: “build a dam (high)”"
    assert in_words(None, "base", "lower", "not sue") == ""
    assert in_words(read_conflict(FORMS), "nobody", "lower", "not sue") == ""


def test_what_an_account_changes_is_said_in_words(tmp_path):
    text = FORMS.replace(
        "          - {drop: not sue}\n",
        "          - {drop: not sue}\n          - {put: sue, before: upper.release}\n"
        "          - {put: not upper.dam}\n",
    )
    bench = Bench(tmp_path, text)
    read_conflict(text)
    page = bench.page("wishes", party="lower").text
    [told] = re.findall(r'(?s)<ul class="cards patches">(.*?)</ul>', page)
    said = [words(c) for c in re.findall(r'(?s)<p class="that">(.*?)</p>', told)]
    assert said == [
        "“pay for the water”, in place of: not “pay for the water”",
        "leaves out: not “go to court”",
        "adds: “go to court”, beside: Upper town: “let water through”",
        "adds: Upper town: not “build a dam” (at any level)",
    ]
    assert "<code>" not in told
    assert "Take back : “go to court”" in words(told)
    assert "Take back : not “go to court”" in words(told)
    bench.file.write_text(text + "wrong: 1\n", encoding="utf-8")
    told = words(bench.page("wishes", party="lower").text)
    assert "pay, in place of: not pay" in told
    assert "leaves out: not sue" in told


def test_the_places_of_a_ranking_are_said_in_words(tmp_path):
    text = RANKED.replace("      - none   # best\n", "      - off\n      - none\n      - NY\n") + (
        "states:\n  off: {text: all is off, is: none}\n"
    )
    bench = Bench(tmp_path, text)
    [shown] = re.findall(r'(?s)<ol class="cards" data-cards>(.*?)</ol>', bench.page("wishes", party="a").text)
    places = [words(li) for li in re.findall(r"(?s)<li>(.*?)(?:<form|</li>)", shown)]
    assert places == [
        "all is off off",
        "nothing is done none",
        "NY",
        "a: “go left” a.left",
        "b: “go right” b.right",
        "a: “go left” and b: “go right” a.left+b.right",
    ]
    assert "Better than the others here : a: “go left”" in words(shown)


def test_a_german_file_speaks_german_of_wishes_too(tmp_path):
    german = RIVER.replace("detente: 1", "detente: 1\nlanguage: de")
    told = in_words(read_conflict(german), "engineers", "upper", "not lower.sue and lower.pay")
    assert told == "[Lower town: nicht „go to court“] und Lower town: „pay for the water“"
    shown = words(Bench(tmp_path, german).page("wishes", party="upper").text)
    assert "Lower town: nicht „go to court“" in shown
    assert "not “go to court”" not in shown
    patched = FORMS.replace("detente: 1", "detente: 1\nlanguage: de")
    shown = words(Bench(tmp_path, patched).page("wishes", party="lower").text)
    assert "lässt weg: nicht „go to court“" in shown
    forbidden = german.replace("status_quo: []", "status_quo: [lower.pay, lower.sue]")
    shown = words(Bench(tmp_path, forbidden).page("table").text)
    assert (
        "nach der Regel “höchstens eines davon”: Lower town: „pay for the water“, Lower town: „go to court“"
        in shown
    )
