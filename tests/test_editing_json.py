"""A file that is JSON stays JSON, whatever is changed in it, and says what the same change says in YAML."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.conflict.editing import EditError, Insert, Move, Put, Remove, SwitchOff, applied, edited, plain
from detente.conflict.editing.changes import NO_JSON
from detente.conflict.editing.emit import in_json, is_json
from detente.conflict.forms import composed
from tests.test_editing import PLAINS, TEXTS, changes

FLAT = {name: in_json(said) for name, said in PLAINS.items()}
TALL = {
    name: json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n" for name, text in FLAT.items()
}


@settings(max_examples=150, deadline=None)
@given(changes(), st.sampled_from([FLAT, TALL]))
def test_any_change_of_json_is_json_and_says_what_it_says_in_yaml(asked, texts):
    name, change = asked
    if isinstance(change, SwitchOff):  # JSON has no comments
        with pytest.raises(EditError):
            edited(texts[name], change)
        return
    after = edited(texts[name], change)
    json.loads(after)
    assert plain(after) == applied(PLAINS[name], change)
    try:
        in_yaml = edited(TEXTS[name], change)
    except EditError:
        return
    assert plain(after) == plain(in_yaml)


@settings(max_examples=200, deadline=None)
@given(st.text(), st.text(min_size=1))
def test_any_text_is_written_as_json_that_reads_as_it_in_both(text, key):
    try:
        written = in_json({key: [text]})
    except EditError:
        return
    found = json.loads(written, parse_int=str, parse_float=str)
    assert found == {key: [text]}
    assert plain(written) == {composed(key): [text]}  # names are compared in one form of Unicode


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("2", "2"),
        ("-0.5", "-0.5"),
        ("1e3", "1e3"),
        ("02", '"02"'),
        ("+1", '"+1"'),
        ("1.", '"1."'),
        ("true", '"true"'),
        ("null", '"null"'),
        ("NaN", '"NaN"'),
        ("not pay", '"not pay"'),
        ('say "no"\n', '"say \\"no\\"\\n"'),
        ("a\u2028b\x85", '"a\\u2028b\\u0085"'),
        ("münster", '"münster"'),
        ({"2": ["2", {}], "b": []}, '{"2": [2, {}], "b": []}'),
    ],
)
def test_how_a_value_is_written(value, written):
    assert in_json(value) == written
    assert is_json(written)


def test_what_stands_in_quotation_marks_stays_so_and_a_number_stays_one():
    text = '{"title": "A", "detente": 1}'
    assert edited(text, Put(("title",), "1999")) == '{"title": "1999", "detente": 1}'
    assert edited(text, Put(("detente",), "2")) == '{"title": "A", "detente": 2}'
    assert edited(text, Put(("detente",), "two")) == '{"title": "A", "detente": "two"}'
    with pytest.raises(EditError, match=r"a control character \(U\+0007\)"):
        edited(text, Put(("title",), "\x07"))


def test_what_has_lines_of_its_own_gets_some():
    text = '{\n  "a": [\n    "x"\n  ],\n  "b": {}\n}\n'
    assert edited(text, Insert(("a",), 1, "y")) == text.replace('"x"', '"x",\n    "y"')
    assert edited(text, Insert(("a",), 0, "y")) == text.replace('"x"', '"y",\n    "x"')
    assert edited(text, Put(("c",), "no")) == text.replace("{}", '{},\n  "c": "no"')
    assert edited(text, Put(("b", "c"), "no")) == text.replace("{}", '{"c": "no"}')
    assert edited(text.replace("\n", "\r\n"), Put(("c",), "no")) == text.replace(
        "{}", '{},\n  "c": "no"'
    ).replace("\n", "\r\n")
    assert edited('{"a": ["x"]}', Insert(("a",), 1, "y")) == '{"a": ["x", "y"]}'
    assert edited("{a: [\n  x]}", Insert(("a",), 1, "y")) == "{a: [\n  x, y]}"
    assert edited(text, Remove(("a", 0))) == text.replace('"x"', "")
    assert edited(text, Remove(("b",))) == text.replace(',\n  "b": {}', "")
    assert edited('{"a": 1, "b": 2}', Move((), 0, 1)) == '{"b": 2, "a": 1}'


def test_what_would_be_no_json_is_refused(monkeypatch: pytest.MonkeyPatch):
    from detente.conflict.editing import changes as module

    monkeypatch.setattr(module, "in_json", lambda value, **_: str(value))
    with pytest.raises(EditError) as error:
        edited('{"a": "b"}', Put(("a",), "plain"))
    assert str(error.value) == NO_JSON
    assert edited("{a: b}", Put(("a",), "plain")) == "{a: plain}"


def test_forms_keep_a_json_file_json(tmp_path: Path):
    pytest.importorskip("starlette")
    from tests.workbench_client import RIVER, Bench

    found = Bench(tmp_path)
    (tmp_path / "river.json").write_text(in_json(plain(RIVER)), encoding="utf-8")

    def edit(**form: str) -> None:
        base = found.version("river.json")
        answer = found.post("c/river.json/edit", {"base": base, "page": "table", **form})
        assert answer.status_code == 200, answer.text
        json.loads((tmp_path / "river.json").read_bytes())

    edit(do="about", about="hello: world, 'a' # b")
    edit(
        do="add-wish",
        party="upper",
        account="engineers",
        that="not lower.sue",
        because="x: y",
        confidence="0.5",
    )
    edit(do="add-party", name="A third", options="talk\nwalk away")
    edit(do="remove-wish", party="lower", account="residents", item="0")
    said = json.loads((tmp_path / "river.json").read_bytes())
    assert said["about"] == "hello: world, 'a' # b"
    assert said["perspectives"]["engineers"]["preferences"]["upper"][-1] == {
        "that": "not lower.sue",
        "because": "x: y",
        "confidence": 0.5,
    }


def test_no_new_file_is_called_json(tmp_path: Path):
    pytest.importorskip("starlette")
    from tests.workbench_client import Bench

    found = Bench(tmp_path)
    answer = found.post("new", {"title": "A", "name": "a.json"})
    assert answer.status_code == 422
    assert "new files are written as YAML; choose a name that ends in .yaml" in answer.text
    assert not (tmp_path / "a.json").exists()
