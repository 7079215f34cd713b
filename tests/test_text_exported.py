"""Any text in a conflict through every format: no formula, no markup, nothing that breaks the file; and back again."""

from __future__ import annotations

import csv as reader
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.cli import main
from detente.conflict import Conflict
from detente.exchange import FORMATS
from detente.exchange.latex import escape

CODES = ["_x0041_", "a_x005F_x000D_", "__x0009__", "_x41_"]  # which a workbook has for characters
FORMULAS = [
    "=1+1",
    "+1",
    "-2*3",
    "@SUM(A1)",
    "'=x",
    "''-y",
    "=cmd|'/c calc'!A0",
    "-5",
    "--",
    "-Y",
    "+a.x",
    "=",
    "'",
]
TEXTS = st.sampled_from(
    [*FORMULAS, *CODES, "é; ü", 'a "b" c', "a,b", "x'y", "\\n", "%", "<&>", "שלום", "a\u202eb"]
)
SOME = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def conflict_of(texts: list[str]) -> Conflict:
    """Put texts into every place that sheets have."""
    t = [*texts, "x"]
    given_file: dict[str, Any] = {
        "detente": 1,
        "title": t[0],
        "about": t[1],
        "citation": t[2],
        "status_quo": ["b.y"],
        "conditions": {"c": {"that": "a.x and b.y", "text": t[3], "otherwise": t[4]}},
        "decision_makers": {
            "a": {
                "name": t[0],
                "short": t[1],
                "options": {"x": {"text": t[2], "otherwise": t[3], "short": t[4]}},
            },
            "b": {
                "name": f"{t[0]} b",
                "options": {"y": {"text": t[1]}, "z": {"text": t[4], "levels": ["low", "high"]}},
            },
        },
        "rules": [{"never": "a.x and b.z.low", "because": t[3]}],
        "states": {"here": {"is": ["a.x"], "text": t[2]}},
        "preferences": {"a": ["c", "not b.y"], "b": ["a.x"]},
    }
    return detente.read_conflict(json.dumps(given_file))


@SOME
@given(st.lists(TEXTS, min_size=5, max_size=5))
def test_sheets_hold_no_formula_and_come_back(tmp_path: Path, texts: list[str]):
    conflict = conflict_of(texts)
    for ending in ("zip", "xlsx"):
        file = tmp_path / f"x.{ending}"
        detente.export_file(conflict, file)
        again = detente.import_file(file)
        for got, wanted in zip(again.decision_makers, conflict.decision_makers, strict=True):
            assert (got.name, got.short) == (wanted.name, wanted.short)
            assert [(o.text, o.otherwise) for o in got.options] == [
                (o.text, o.otherwise) for o in wanted.options
            ]
        assert (again.title, again.about) == (conflict.title, conflict.about)
        assert [d.text for d in again.definitions] == [d.text for d in conflict.definitions]
        assert [r.because for r in again.rules] == [r.because for r in conflict.rules]
        assert [s.text for s in again.states] == [s.text for s in conflict.states]
    folder = tmp_path / "folder"
    with zipfile.ZipFile(tmp_path / "x.zip") as packed:
        packed.extractall(folder)
    assert (
        detente.import_file(folder).decision_makers == detente.import_file(tmp_path / "x.zip").decision_makers
    )
    for sheet in folder.iterdir():
        safe(sheet.read_text(encoding="utf-8"))


def test_a_workbook_of_a_spreadsheet_program_is_read_with_its_codes(tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Options"
    for row in (["Decision maker", "Option", "Text"], ["a", "x", "one_x000D__x000A_two _x005F_x0041_"]):
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    assert detente.import_file(tmp_path / "x.xlsx").options["a.x"].text == "one\ntwo _x0041_"


def safe(text: str) -> list[str]:
    cells = [c for row in reader.reader(io.StringIO(text)) for c in row]
    for cell in cells:
        number = re.fullmatch(r"[+-]?\d+([.,]\d+)?%?", cell, re.ASCII)
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or len(cell) == 1 or number, cell
    return cells


@SOME
@given(st.lists(TEXTS, min_size=5, max_size=5))
def test_no_table_and_no_answer_in_csv_holds_a_formula(tmp_path: Path, texts: list[str]):
    conflict = conflict_of(texts)
    for table in ("states", "moves", "options"):
        cells = safe(detente.export_text(conflict, "csv", table=table))
        assert (
            table != "options"
            or "'=1+1" in cells
            or "=1+1" not in {o.text for o in conflict.options.values()}
        )
    (tmp_path / "x.json").write_text(detente.to_json(conflict), encoding="utf-8")
    for question in ("states", "compare"):
        assert main([question, str(tmp_path / "x.json"), "--out", str(tmp_path / "o.csv")]) == 0
        safe((tmp_path / "o.csv").read_text(encoding="utf-8"))


def test_what_a_spreadsheet_guards_itself_is_read(tmp_path):
    """Somebody who types =x as a text into a spreadsheet puts an apostrophe before it."""
    (tmp_path / "x.csv").write_text(
        "Decision maker,Option,Text\na,x,'=good\na,y,'s Gravenhage\n", encoding="utf-8"
    )
    found = detente.import_file(tmp_path / "x.csv").options
    assert [o.text for o in found.values()] == ["=good", "'s Gravenhage"]


def test_negative_numbers_stay_numbers(tmp_path):
    (tmp_path / "Options.csv").write_text("Decision maker,Option\na,x\n", encoding="utf-8")
    (tmp_path / "Ranks.csv").write_text("State,a\na.x,-1\nnone,-2.5\n", encoding="utf-8")
    game = detente.import_file(tmp_path).game()
    assert [s.id for s in detente.analyze(game, ["nash"]).equilibria["nash"]] == ["a.x"]


@SOME
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_xml_and_workbooks_bear_what_a_program_puts_into_a_conflict(tmp_path: Path, text: str):
    """Files cannot hold control characters; programs that build a conflict can."""
    from dataclasses import replace

    import openpyxl

    conflict = detente.load("chicken")
    makers = tuple(replace(d, name=text or "x") for d in conflict.decision_makers)
    conflict = replace(conflict, title=text or "x", about=text, decision_makers=makers)
    ElementTree.fromstring(detente.export_text(conflict, "graphml"))
    detente.export_file(conflict, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert not [c for sheet in book for row in sheet for c in row if c.data_type == "f"]
    for format in FORMATS:
        if format.write is not None and format.text:
            detente.export_text(conflict, format.name).encode("utf-8")


# -- LaTeX -------------------------------------------------------------------------------------------------------------

LATEX = {
    r"\textbackslash{}": "\\", r"\{": "{", r"\}": "}", r"\$": "$", r"\&": "&", r"\#": "#", r"\_": "_", r"\%": "%",
    r"\textasciitilde{}": "~", r"\textasciicircum{}": "^", r"\textless{}": "<", r"\textgreater{}": ">",
    r"\textbar{}": "|", r"\textquotedbl{}": '"', "{[}": "[", "{]}": "]", "{*}": "*",
    r"\textasciigrave{}": "`", "{}": "",
}  # fmt: skip
MARKS = re.compile("|".join(map(re.escape, sorted(LATEX, key=len, reverse=True))))


@given(st.text("\\{}$&#_%~^<>|\"'`[]*-,!? \n\tabé\x1b\u202e", max_size=20))
def test_latex_prints_what_was_written(text):
    told = escape(text)
    rest = MARKS.sub("", told)
    assert not set(rest) & set('\\{}$&#_%~^<>|"`\x1b\u202e\n')
    for ligature in ("--", "''", ",,", "``", "<<", ">>", "?`", "!`"):
        assert ligature not in told
    wanted = " ".join(text.replace("\x1b", r"\x1b").replace("\u202e", "").split())
    assert MARKS.sub(lambda m: LATEX[m[0]], told) == wanted


# -- what is told of files that are read -------------------------------------------------------------------------------

ESC = "\x1b]0;PWN\x07\x9b31m\u202e"


def hostile_files(folder: Path) -> dict[str, bytes]:
    """Make files whose names of things hold escapes, each wrong in another way."""

    def packed(name: str, content: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(name, content)
        return out.getvalue()

    c1 = "&#x9b;31m&#x9d;0;PWN&#x9c;"
    graph = f'<graphml><graph edgedefault="directed"><node id="{c1}"/>%s</graph></graphml>'
    return {
        "twice.graphml": (graph % f'<node id="{c1}"/>').encode(),
        "edge.graphml": (graph % f'<edge source="{c1}" target="x{c1}"/>').encode(),
        "whose.graphml": (graph % f'<edge source="{c1}" target="{c1}"/>').encode(),
        "tag.graphml": "<a\u202ebc\u200f/>".encode(),
        "part.xlsx": packed(f"xl/{ESC}.xml", b"<!DOCTYPE x>"),
        "none.xlsx": packed(f"xl/{ESC}.xml", b"<x/>"),
        "none.zip": packed(f"{ESC}.csv", b"x"),
        "options.csv": f"Decision maker,Option,{ESC}\na,x,y\n".encode(),
        "direction.csv": f"Decision maker,Option,Direction\na,x,{ESC}\n".encode(),
        "quote.csv": f'Decision maker,Option\n"a{ESC}" b,x\n'.encode(),
        "x.gmcr": json.dumps(
            {"options": [{"name": ESC, "permittedDirection": ESC}], "decisionMakers": ESC}
        ).encode(),
        "y.gmcr": f'{{"{ESC}": }}'.encode(),
        "x.nfg": f'NFG 1 R "{ESC}" {{ "{ESC}" }} {{ x{ESC} }}'.encode(),
        "x.yaml": f"detente: 1\ntitle: a\n{ESC}: 2\n".encode(),
        "y.yaml": b'detente: 1\ntitle: "\\e[31m"\ndecision_makers: {"\\x9b\\u202E": {}}\n',
        "z.yaml": f"detente: 1\n{ESC[-1]}title: a\ndecision_makers: [a, *b\u202e]\n".encode(),
    }


@pytest.mark.parametrize("name", hostile_files(Path()))
def test_no_file_reaches_the_screen_raw(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(hostile_files(tmp_path)[name])
    argv = ["check", name] if name.endswith("yaml") else ["import", name]
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"detente: {name}")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u200f]", err)


def test_text_of_a_file_that_is_read_reaches_the_screen_as_text(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = 'detente: 1\ntitle: "a\u202eb"\nstatus_quo: []\n'
    text += 'decision_makers: {a: {name: "\u200bא", options: {x: "\u2067y"}}}\n'
    Path("x.yaml").write_text(text + "preferences: {a: [x]}\n", encoding="utf-8")
    for argv in (
        ["check"],
        ["analyze"],
        ["analyze", "--full"],
        ["analyze", "--json"],
        ["report"],
        ["states", "--full"],
    ):
        assert main([argv[0], "x.yaml", *argv[1:]]) == 0
        out, err = capsys.readouterr()
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066\u2067\u200b]", out + err)
