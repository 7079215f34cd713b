"""Names that the eye cannot tell apart, and what it does not see at all, get a word; ordinary names get none."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente.cli import main
from detente.conflict.lookalikes import _SAME, MOST_TOLD, mixed, skeleton, unseen


def warned(**more: Any) -> list[str]:
    """Read a small file with something in it; give its warnings."""
    plain = {
        "detente": 1,
        "title": "A quarrel",
        "decision_makers": {
            "a": {"name": "Peru", "options": {"x": "sign", "y": "leave"}},
            "b": {"options": {"z": "wait"}},
        },
        "preferences": {"a": ["x"], "b": ["z"]},
    } | more
    return [str(w) for w in detente.read_conflict(json.dumps(plain, ensure_ascii=False)).warnings]


def makers(**names: str) -> dict[str, Any]:
    return {"decision_makers": {k: {"name": v, "options": {"x": "go"}} for k, v in names.items()},
            "preferences": {k: [f"{k}.x"] for k in names}}  # fmt: skip


def test_ordinary_files_get_no_word():
    assert warned() == []
    for name in detente.catalogue_names():
        assert detente.load(name).warnings == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peru", "Реru"),
        ("Kiev", "Кiev"),
        ("Iran", "lran"),
        ("Side xO", "Side x0"),
        ("cease-fire", "cease–fire"),
        ("A\u202e", "A"),
        ("x\u00a0y", "x y"),
        ("Oslo", "Οslo"),
        ("file", "ﬁle"),
        ("don't", "don’t"),
    ],
)
def test_two_names_that_look_the_same_are_told(one, other):
    told = [w for w in warned(**makers(a=one, b=other)) if "look the same and are two names" in w]
    assert len(told) == 1
    assert not [w for w in warned(**makers(a=one, b="quite another")) if "look the same" in w]


@pytest.mark.parametrize(
    "pair", [("Peru", "Perú"), ("1", "I"), ("Plan 1", "Plan I"), ("go", "GO"), ("a b", "ab")]
)
def test_names_that_can_be_told_apart_are_not(pair):
    assert [w for w in warned(**makers(a=pair[0], b=pair[1])) if "look the same" in w] == []


def test_every_kind_of_name_is_looked_at():
    cyrillic = "а"
    found = warned(
        decision_makers={"a": {"options": {"x": "sign"}}, cyrillic: {"options": {"x": "sign\u200b"}}},
        preferences={"a": ["a.x"], cyrillic: [f"{cyrillic}.x"]},
        conditions={"c": "a.x", "с": "not a.x"},
        states={"s": ["a.x"], "ѕ": []},
        sources={"press": "p", "рress": "q"},
        perspectives={"p": {"says": "a"}, "р": {"says": "b"}},
    )
    told = " ".join(w for w in found if "look the same" in w)
    for name in ("'а'", r"'sign\u200b'", "'с'", "'ѕ'", "'рress'", "'р'"):
        assert name in told


def test_the_same_text_twice_is_no_disguise():
    assert warned(**makers(a="Peru", b="Peru")) == []


@pytest.mark.parametrize(
    "hidden", ["\u200b", "\u202e", "\u2066", "\ufeff", "\u00ad", "\u2060", "\U000e0041", "\u3164"]
)
@pytest.mark.parametrize("key", ["title", "about"])
def test_what_cannot_be_seen_is_told_with_its_place(hidden, key, tmp_path, capsys):
    found = warned(**{key: f"peace{hidden}now"})
    assert len(found) == 1
    assert f"U+{ord(hidden):04X} {unicodedata.name(hidden).lower()}" in found[0]
    file = tmp_path / "x.yaml"
    file.write_text(
        f'detente: 1\ntitle: t\nabout: "a\\U{ord(hidden):08X}"\ndecision_makers: {{a: {{}}}}\npreferences: {{a: []}}\n',
        encoding="utf-8",
    )
    assert main(["check", str(file)]) == 0
    out, err = capsys.readouterr()
    assert f"{file}:3:8: the text" in err
    assert "with 1 warning" in out


def test_marks_that_writing_needs_are_no_secret():
    for text in ("می\u200cخواهم", "क्\u200dष", "\U0001f468\u200d\U0001f469", "שלום\u200f!", "é 停", "naïve"):
        assert unseen(text) == mixed(text) == ""
    assert "U+200D" in unseen("a\u200db")
    assert "U+200F" in unseen("peace\u200f")


@pytest.mark.parametrize("text", ["раypal", "Рeru wins", "αlphα and o", "Ꭺmerica"])
def test_words_of_several_alphabets_are_told(text):
    assert "letters of several alphabets" in mixed(text)
    assert any("letters of several alphabets" in w for w in warned(about=text))


@pytest.mark.parametrize("text", ["Δt", "Москва and Peru", "β-blocker", "µm", "Ω", "Peru", "Αθήνα", "x_а"])
def test_words_of_one_alphabet_are_not(text):
    assert mixed(text) == ""


@given(
    st.text(
        st.sampled_from([*_SAME, *_SAME.values(), "l", "I", "1", "0", "O", "-", " ", "\u200b"]), max_size=12
    )
)
def test_what_is_left_for_the_eye_stays_when_letters_are_exchanged(name):
    exchanged = "".join(_SAME.get(c, c) for c in name)
    assert skeleton(name) == skeleton(exchanged)
    assert skeleton(skeleton(name)) == skeleton(name)


def test_the_letters_of_the_table_are_single_and_look_like_others():
    for strange, usual in _SAME.items():
        assert len(strange) == len(usual) == 1
        assert strange != usual
        assert usual not in _SAME


def test_a_file_full_of_them_gets_a_few_words(tmp_path):
    options = {f"x{k}": f"text {k}\u200b" for k in range(200)}
    found = warned(decision_makers={"a": {"options": options}}, preferences={"a": []})
    assert len(found) == MOST_TOLD + 1
    assert "188 more such warnings" in found[-1]


def test_imports_tell_it_too(tmp_path: Path):
    (tmp_path / "x.csv").write_text("Decision maker,Option\nPeru,x\nРeru,y\n", encoding="utf-8")
    told = [str(w) for w in detente.import_file(tmp_path / "x.csv").warnings]
    assert any("'Рeru' and 'Peru' look the same" in w for w in told)


def test_two_keys_that_differ_in_what_is_not_seen_are_one():
    with pytest.raises(
        detente.ConflictFileError, match=r"'s' stands twice .*'s\\u200b' differs from it only in what"
    ):
        warned(states={"s": ["a.x"], "s\u200b": []}, **makers(a="x", b="y"))
