"""What is printed of a text from outside: shown for what it is, cleaned, kept apart, guarded; for any text at all."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.cli import main
from detente.conflict.errors import ConditionError, Place, Problem, choices, quoted
from detente.conflict.safetext import (
    FIRST,
    LAST,
    apart,
    clean,
    closed,
    for_json,
    for_xml,
    guarded,
    shown,
    unguarded,
)

OBEYED = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff]"
)
NASTY = st.text(
    st.sampled_from(
        "abz1.,:;!?()[]{}<>&\"'`*_~#|\\/$%^=+-@ \t\n\r\x00\x07\x1b\x7f\x85\x9b\x9d\u2028\u200b\u200d\u00ad"
        "\u202e\u202d\u2066\u2067\u2068\u2069\u200f\u061c\ufeff\ud800\udcff\uffff\U000e0041אבגשםعربي٣é停火🕊"
    ),
    max_size=30,
)
WILD = NASTY | st.text(max_size=20)


@given(WILD)
def test_what_a_screen_obeys_is_shown(text):
    told = shown(text)
    assert not OBEYED.search(told)
    assert shown(told) == told
    assert shown(text, "\n").count("\n") == text.count("\n")
    kept = "".join(
        c for c in text if not OBEYED.search(c) and unicodedata.category(c) != "Cf" and c != "\uffff"
    )
    assert not kept or not set(kept) - set(told)


def test_each_is_shown_as_what_it_is():
    assert shown("\x1b[2J\x9b31m\x9d0;x\x07") == r"\x1b[2J\x9b31m\x9d0;x\x07"
    assert shown("a\udcffb") == r"a\xffb"
    assert shown("\ud800\u202e\U000e0041\u2028") == r"\ud800\u202e\U000e0041\u2028"
    assert shown("é 停 می\u200cخواهم") == "é 停 می\u200cخواهم"


@given(WILD)
def test_a_clean_text_is_one_line_that_turns_nothing(text):
    told = clean(text)
    assert not OBEYED.search(told)
    assert clean(told) == told
    if text.isprintable() and not re.search("[\ufdd0-\ufdef]", text):
        assert told == text


@given(WILD)
def test_what_is_kept_apart_is_the_clean_text_and_isolates(text):
    told = apart(text)
    assert told.replace(FIRST, "").replace(LAST, "") == clean(text)
    assert apart(told) == told
    depth = 0
    for letter in told:
        depth += (letter == FIRST) - (letter == LAST)
        assert depth >= 0
        if not depth:
            assert unicodedata.bidirectional(letter) not in (
                "R",
                "AL",
                "RLE",
                "LRE",
                "RLO",
                "LRO",
                "RLI",
                "LRI",
            )
    assert depth == 0


@given(st.text("abc 1,.(é停)-:", max_size=30))
def test_ordinary_texts_get_nothing(text):
    assert apart(text) == clean(text) == shown(text) == text


def test_a_name_is_kept_together_and_a_list_in_its_order():
    assert apart("שלום עליכם, 3 x") == f"{FIRST}שלום עליכם{LAST}, 3 x"
    assert apart("א, ב") == f"{FIRST}א{LAST}, {FIRST}ב{LAST}"
    assert apart(f"{FIRST}א (ב){LAST} c") == f"{FIRST}א (ב){LAST} c"
    assert apart(f"{LAST}א{FIRST}") == f"{FIRST}א{LAST}"


@given(st.lists(WILD.map(lambda t: t.replace("\n", "")), max_size=5))
def test_isolates_are_closed_on_every_line(parts):
    told = apart(" ".join(parts))
    lines = [told[k : k + 7] for k in range(0, len(told), 7)]
    for line in closed(lines):
        assert line.count(FIRST) == line.count(LAST)
    assert "".join(closed(lines)).replace(FIRST, "").replace(LAST, "") == clean(" ".join(parts))


# -- formulas ---------------------------------------------------------------------------------------------------------

CELLS = st.text(st.sampled_from("=+-@\t\r'0123456789.,% ax(\"|"), max_size=8) | WILD


@given(CELLS)
def test_no_cell_is_a_formula_and_each_comes_back(text):
    told = guarded(text)
    assert unguarded(told) == text
    number = re.fullmatch(r"[+-]?\d+([.,]\d+)?%?", told, re.ASCII)
    assert not told.startswith(("=", "+", "-", "@", "\t", "\r")) or len(told) == 1 or number


def test_numbers_and_plain_texts_are_left_alone():
    for text in ("-3", "+2.5", "-0,5", "-12%", "a-b", "-", "=", "'tis", "''", "", "1=1"):
        assert guarded(text) == text
        assert unguarded(text) == text
    for text in ("=1", "+1+1", "-2*3", "@SUM(A1)", "\t=1", "\r=1", "-1e3", "--1", "-inf", "-Y-N", "'=1"):
        assert guarded(text) == f"'{text}"


# -- XML and JSON ------------------------------------------------------------------------------------------------------


@given(WILD)
def test_xml_bears_it(text):
    from xml.etree import ElementTree
    from xml.sax.saxutils import escape

    told = for_xml(text)
    read = ElementTree.fromstring(f"<a>{escape(told)}</a>").text or ""
    assert read == told.replace("\r\n", "\n").replace("\r", "\n")
    assert len(told) == len(text)


@given(
    st.recursive(WILD, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WILD, inner, max_size=3))
)
def test_json_means_the_same(value):
    told = for_json(json.dumps(value, ensure_ascii=False))
    # Two halves of a character that stand side by side are one to every reader of JSON.
    assert json.loads(told) == json.loads(json.dumps(value))
    assert not re.search("[\x7f-\x9f\ud800-\udfff\u2028\u202a-\u202e\u2066-\u2069]", told)


# -- messages ----------------------------------------------------------------------------------------------------------


@given(WILD, WILD)
def test_errors_are_lines_without_anything_that_a_screen_obeys(one, other):
    for told in (
        quoted(one),
        choices(one, [other, "x"]),
        str(Problem(Place(one, 3, 1), f"no option {other}")),
        str(Place(other, 0, 0)),
    ):
        assert not OBEYED.search(told)
    told = str(ConditionError(one, min(2, len(one)), other))
    assert not OBEYED.search(told.replace("\n", ""))
    assert told.count("\n") == 2


def test_the_pointer_stands_below_the_mistake_whatever_stands_before_it():
    told = str(ConditionError("a\x9b and ?", 7, "what?")).splitlines()
    assert told[1] == r"  a\x9b and ?"
    assert told[2].index("^") == told[1].index("?")


ESCAPES = "x\x1b]0;PWN\x07\x9b31m\u202ey\n"


@pytest.mark.parametrize(
    "argv",
    [
        [ESCAPES],
        ["analyze", ESCAPES],
        ["analyze", f"./{ESCAPES}.yaml"],
        ["analyze", f"./{ESCAPES}.xlsx"],
        ["analyze", "chicken", f"--{ESCAPES}"],
        ["analyze", "chicken", "-p", ESCAPES],
        ["analyze", "chicken", "-c", ESCAPES],
        ["analyze", "chicken", "--most-states", ESCAPES],
        ["analyze", "chicken", "--seconds", ESCAPES],
        ["analyze", "chicken", "--out", ESCAPES],
        ["analyze", "chicken", "--out", f"{ESCAPES}/x.html"],
        ["analyze", "chicken", "--out", f"x.{ESCAPES}"],
        ["analyze", "chicken", "--json", "--out", f"{ESCAPES}.md"],
        ["states", "chicken", "--where", f"first.swerve and {ESCAPES}"],
        ["explain", "chicken", "--state", ESCAPES],
        ["whatif", "chicken", ESCAPES],
        ["pivot", "chicken", "--goal", ESCAPES],
        ["coalitions", "chicken", "-m", ESCAPES],
        ["catalogue", ESCAPES],
        ["schema", ESCAPES],
        ["new", f"{ESCAPES}/x.yaml"],
        ["import", ESCAPES],
        ["import", f"{ESCAPES}.json"],
        ["import", f"{ESCAPES}.gmcr"],
        ["import", f"{ESCAPES}.gmcr", "--out", f"{ESCAPES}.html"],
        ["import", "x", "--from", ESCAPES],
        ["import", "--template", ESCAPES],
        ["import", "--template", f"{ESCAPES}/x.xlsx"],
        ["export", "chicken", "--to", ESCAPES],
        ["export", "chicken", "--out", f"x.{ESCAPES}"],
        ["export", "chicken", "--to", "csv", "--table", ESCAPES],
    ],
    ids=lambda a: "-".join(w if w.isprintable() else "nasty" for w in a),
)
def test_no_argument_reaches_the_screen_raw(argv, capsys):
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "\\x1b" in err or "nasty" in err
    assert not OBEYED.search(err.replace("\n", ""))


def test_names_of_files_are_shown_where_they_are_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    name = "a\x1b[31m\x9b\u202e"
    assert main(["new", f"{name}.yaml"]) == 0
    assert main(["analyze", f"{name}.yaml"]) == 0
    for ending in ("html", "md", "json", "csv"):
        assert main(["analyze", f"{name}.yaml", "-p", "engineers", "--out", f"{name}.{ending}"]) == 0
        assert not OBEYED.search(
            (tmp_path / f"{name}.{ending}").read_text(encoding="utf-8").replace("\n", "")
        )
    assert main(["export", f"{name}.yaml", "--to", "gmcr", "--out", f"{name}.gmcr"]) == 0
    assert main(["import", f"{name}.gmcr", "--out", f"{name}2.yaml"]) == 0
    (tmp_path / f"{name}.csv").write_text("Decision maker,Option\na,x\n", encoding="utf-8")
    assert main(["import", f"{name}.csv"]) == 0
    out, err = capsys.readouterr()
    assert r"wrote a\x1b[31m\x9b\u202e.yaml" in err
    assert not OBEYED.search((out + err).replace("\n", ""))
    conflict = detente.import_file(f"{name}.csv")
    assert conflict.title == "a [31m \u202e"
    assert detente.read_conflict(out[out.index("detente: 1") :]) == conflict


@settings(deadline=None, max_examples=50)
@given(WILD)
def test_what_is_not_seen_is_written_as_escapes(text):
    conflict = detente.load("chicken")
    text = " ".join(re.sub("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", " ", text).split())
    text = unicodedata.normalize("NFC", text.replace("\u2028", " ").replace("\u2029", " ")).strip() or "x"
    changed = replace(conflict, title=text, about=f"{text} א")
    for told in (detente.to_yaml(changed), detente.to_json(changed)):
        assert detente.read_conflict(told) == changed
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff]", told)
