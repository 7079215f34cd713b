"""The sheets beside the model: accounts, reasons, factions, payoffs and more; mistakes name sheet and cell."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import detente
from detente.conflict import DetenteError, read_conflict
from detente.exchange import sheets_writing
from detente.exchange.sheets import HEADS, bare, joined, split
from detente.exchange.sheets_guide import GUIDE
from tests.test_exchange_sheets import folder, workbook
from tools.fuzz.trips import faults

OPTIONS = [["Decision maker", "Option", "Tags"], ["city", "build", "road; money"], ["people", "sue", ""]]
STATEMENTS = [
    ["Account", "Decision maker", "Statement", "Because", "Source", "Confidence", "Strength", "Change"],
    ["", "city", "build", "They said so.", "paper#4", "0,7", "much", ""],
    ["", "", "not people.sue", "", "", "", "", ""],
    ["", "people", "not city.build", "", "", "", "", ""],
    ["mayor", "city", "people.sue", "", "", "", "", "after build"],
]
WHOLE: dict[str, list[list[Any]]] = {
    "Options": OPTIONS,
    "Statements": STATEMENTS,
    "Accounts": [["Account", "Says"], ["mayor", "The mayor's account"]],
    "Sources": [["Source", "Title", "Date"], ["paper", "A paper", "2025-05"]],
    "Factions": [["Decision maker", "Faction", "Weight"], ["city", "left", 2], ["", "right", 1]],
    "Weights": [
        ["Decision maker", "Faction", "What", "Weight"],
        ["city", "left", "build", "1,5"],
        ["city", "right", "build", -1],
    ],
    "Ultimatums": [
        ["Ultimatum", "By", "To", "Demand", "Threat", "Concede", "Carry out", "Audience cost", "A day"],
        ["stop", "people", "city", "not build", "sue", "5; -5", "-3; -8", "1", "0.5"],
    ],
}


def with_cell(sheet: str, row: int, column: int, value: Any) -> dict[str, list[list[Any]]]:
    found = {name: [list(r) for r in rows] for name, rows in WHOLE.items()}
    found[sheet][row - 1][column - 1] = value
    return found


def test_every_sheet_says_what_the_conflict_file_says(tmp_path):
    conflict = detente.import_file(workbook(WHOLE, tmp_path / "a.xlsx"))
    same = detente.read_conflict(
        """
        detente: 1
        title: a
        sources: {paper: {title: A paper, date: 2025-05}}
        decision_makers:
          city: {options: {build: {text: build, tags: [road, money]}}}
          people: {options: {sue: sue}}
        preferences:
          city:
            - {that: build, because: They said so., source: paper#4, confidence: 0.7, strength: much}
            - not people.sue
          people: [not city.build]
        factions:
          city: {members: {left: {weight: 2, preferences: {weights: {build: 1.5}}},
                           right: {weight: 1, preferences: {weights: {build: -1}}}}}
        perspectives:
          mayor: {says: The mayor's account, preferences: {city: {patch: [{put: people.sue, after: build}]}}}
        ultimatums:
          stop:
            by: people
            to: city
            demand: not build
            threat: sue
            stakes: {concede: [5, -5], carry_out: [-3, -8]}
            audience_cost: {start: 1, a_day: 0.5}
        """
    )
    assert conflict == same
    assert detente.import_file(folder(WHOLE, tmp_path / "a")) == same


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "told"),
    [
        ("Statements", 2, 5, "papre#4", "sheet 'Statements', cell E2: no source 'papre' under 'sources'"),
        ("Statements", 2, 6, "high", "sheet 'Statements', cell F2: a number is expected, found 'high'"),
        (
            "Statements",
            2,
            6,
            "1,000",
            "sheet 'Statements', cell F2: a number that means one thing is expected",
        ),
        ("Statements", 2, 7, "very", "sheet 'Statements', cell G2: a degree of preference is 'much'"),
        (
            "Statements",
            5,
            1,
            "major",
            "sheet 'Statements', cell A5: no account 'major'; did you mean 'mayor'?",
        ),
        (
            "Statements",
            5,
            8,
            "after bild",
            "sheet 'Statements', cell H5: no statement 'bild'; did you mean 'build'?",
        ),
        ("Statements", 5, 8, "behind build", "sheet 'Statements', cell H5: no change 'behind'"),
        (
            "Statements",
            5,
            3,
            "people.use",
            "sheet 'Statements', cell C5: no option or condition 'people.use'",
        ),
        (
            "Statements",
            3,
            8,
            "add",
            "sheet 'Statements', cell H3: only an account, a phase or a belief changes statements",
        ),
        ("Accounts", 2, 1, "", "sheet 'Accounts', cell A2: a name that no other row has is expected"),
        ("Factions", 3, 3, "heavy", "sheet 'Factions', cell C3: a number is expected, found 'heavy'"),
        ("Weights", 2, 2, "centre", "sheet 'Weights', cell B2: no faction 'centre' of 'city'"),
        ("Ultimatums", 2, 3, "people", "sheet 'Ultimatums', cell C2: an ultimatum is to somebody else"),
        ("Ultimatums", 2, 6, "5", "sheet 'Ultimatums', cell F2: 'concede' gives two numbers"),
        (
            "Ultimatums",
            2,
            5,
            "city.build",
            "sheet 'Ultimatums', cell E2: a threat is about options of 'people'",
        ),
        ("Sources", 1, 3, "Dated", "sheet 'Sources', cell C1: no column 'Dated'; did you mean 'Date'?"),
    ],
)
def test_a_mistake_names_its_cell(sheet, row, column, value, told, tmp_path):
    with pytest.raises(DetenteError) as error:
        detente.import_file(workbook(with_cell(sheet, row, column, value), tmp_path / "a.xlsx"))
    assert told in str(error.value)


def test_all_mistakes_are_told_at_once(tmp_path):
    sheets = with_cell("Statements", 2, 5, "papre#4")
    sheets["Ultimatums"][1][2] = "people"
    sheets["Statements"][1][6] = "very"
    with pytest.raises(DetenteError) as error:
        detente.import_file(workbook(sheets, tmp_path / "a.xlsx"))
    told = str(error.value)
    for cell in ("'Statements', cell E2", "'Statements', cell G2", "'Ultimatums', cell C2"):
        assert cell in told


def test_columns_of_accounts_and_factions(tmp_path):
    sheets = {
        "Options": OPTIONS,
        "Accounts": [["Account"], ["mayor"]],
        "Factions": [["Decision maker", "Faction", "Weight"], ["city", "left", 1]],
        "Preferences": [
            ["city", "people", "mayor: people", "city / left"],
            ["build", "sue", "not sue", "not build"],
        ],
        "Rankings": [
            ["mayor: city"],
            ["city.build"],
            ["much"],
            ["none; people.sue;"],
            ["city.build+people.sue"],
        ],
    }
    conflict = detente.import_file(workbook(sheets, tmp_path / "a.xlsx"))
    mayor = conflict.under("mayor")
    assert mayor.preferences["people"].statements[0].written == "not sue"
    assert [[r.written for r in g] for g in mayor.preferences["city"].groups] == [
        ["city.build"],
        ["none", "people.sue", "city.build+people.sue"],
    ]
    assert mayor.preferences["city"].degrees == (2,)
    assert conflict.factions["city"].members[0].preferences.statements[0].written == "not build"


def test_states_and_moves(tmp_path):
    sheets: dict[str, list[list[Any]]] = {
        "Decision makers": [["Decision maker", "Name"], ["north", "The north"], ["south", "The south"]],
        "States": [["State", "Text"], ["calm", "nothing happens"], ["raid", ""], ["war", ""]],
        "Moves": [["Decision maker", "From", "To"], ["south", "calm", "raid; war"], ["north", "raid", "war"]],
        "Ranks": [["State", "north", "south"], ["calm", 2, 1], ["raid", 1, 2], ["war", 0, 0]],
    }
    conflict = detente.import_file(workbook(sheets, tmp_path / "a.xlsx"))
    assert conflict.arcs == {"north": (("raid", "war"),), "south": (("calm", "raid"), ("calm", "war"))}
    assert conflict.game().state("calm").text == "nothing happens"
    sheets["Moves"][1][2] = "raid; wra"
    with pytest.raises(DetenteError, match="sheet 'Moves', cell C2: no state 'wra'"):
        detente.import_file(workbook(sheets, tmp_path / "b.xlsx"))


MATRIX = [["First \\ Second", "swerve", "straight"], ["swerve", "3; 3", "2; 4"], ["straight", "4; 2", "1; 1"]]
LISTED: list[list[Any]] = [
    ["First", "Second", "payoff First", "payoff Second"],
    ["swerve", "swerve", 3, 3],
    ["swerve", "straight", 2, 4],
    ["straight", "swerve", 4, 2],
    ["straight", "straight", 1, 1],
]


@pytest.mark.parametrize("rows", [MATRIX, LISTED])
def test_a_table_of_payoffs(rows, tmp_path):
    sheets: dict[str, list[list[Any]]] = {"Conflict": [["title", "Chicken"]], "Payoffs": rows}
    conflict = detente.import_file(workbook(sheets, tmp_path / "a.xlsx"))
    assert (conflict.title, [d.name for d in conflict.decision_makers]) == ("Chicken", ["First", "Second"])
    nash = detente.analyze(conflict.game()).equilibria["nash"]
    assert {s.taken for s in nash} == {
        ("first.straight", "second.swerve"),
        ("first.swerve", "second.straight"),
    }


@pytest.mark.parametrize(
    ("row", "column", "value", "told"),
    [
        (1, 3, None, "cell A1: the column 'payoff First' is missing"),
        (2, 4, "x", "sheet 'Payoffs', cell D2: a number is expected, found 'x'"),
        (
            3,
            2,
            "swerve",
            "sheet 'Payoffs', cell A3: what 'swerve and swerve' pays stands in the sheet already",
        ),
        (5, 1, "crash", "nothing says what this pays: First: crash, Second: swerve"),
        (1, 4, "payoff Other", "cell B1: the column 'payoff Second' is missing"),
    ],
)
def test_mistakes_in_payoffs(row, column, value, told, tmp_path):
    rows = [list(r) for r in LISTED]
    rows[row - 1][column - 1] = value
    with pytest.raises(DetenteError) as error:
        detente.import_file(workbook({"Payoffs": rows}, tmp_path / "a.xlsx"))
    assert told in str(error.value)


def test_what_has_no_sheet_is_kept_in_the_notation_of_conflict_files(tmp_path, monkeypatch):
    """A key that the format gets later is not lost: here one that is taken for such."""
    file = Path(detente.__file__).parent / "cli" / "template-spreadsheet.yaml"
    conflict = detente.read_file(file)
    monkeypatch.setattr(sheets_writing, "KEYS", [k for k in sheets_writing.KEYS if k != "ultimatums"])
    monkeypatch.setattr(sheets_writing, "_ultimatum", lambda *_: {})
    detente.export_file(conflict, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read("More.csv").decode().startswith("Key,Value\nultimatums,")
    assert detente.import_file(tmp_path / "a.zip") == conflict


def test_the_template_shows_every_sheet_and_says_what_it_is(tmp_path, monkeypatch):
    from detente.cli import main

    monkeypatch.chdir(tmp_path)
    assert main(["import", "--template", "a.xlsx"]) == 0
    names = openpyxl.load_workbook("a.xlsx").sheetnames
    assert set(names) >= {"Read me", "Options", "Statements", "Accounts", "Sources", "Weights", "Factions"}
    told = {name for name, _ in GUIDE}
    assert set(HEADS) <= told
    file = Path(detente.__file__).parent / "cli" / "template-spreadsheet.yaml"
    assert detente.import_file("a.xlsx") == detente.read_file(file)


@pytest.mark.parametrize("parts", [["a"], ["a; b", "c"], ['"a', 'b"'], ['"', ""], ["-", 'x "y" z', '";"']])
def test_parts_of_a_cell(parts):
    assert [bare(p) for p in split(joined(parts))] == parts


def test_a_quotation_mark_that_never_ends_is_a_text():
    assert split('"a; b') == ['"a', "b"]


def test_the_same_bytes_for_the_same_conflict(tmp_path, monkeypatch):
    import time

    conflict = detente.load("elmira")
    detente.export_file(conflict, tmp_path / "a.xlsx")
    days = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: days)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(days))
    detente.export_file(conflict, tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {e.date_time[:3] for e in archive.infolist()} == {(1980, 1, 1)}


def test_a_name_in_quotation_marks_keeps_them() -> None:
    """Wherever a state is named: they were taken off twice."""
    conflict = read_conflict(
        "detente: 1\ntitle: t\nstatus_quo: '\"q\"'\ndecision_makers: {a: {options: {x: X}}}\n"
        "states: {'\"q\"': [a.x], q: []}\npreferences: {a: {partial: [['\"q\"', q]]}}\n"
        "published: [{equilibria: {nash: ['\"q\"', q]}}]\n"
    )
    for format in ("xlsx", "zip"):
        assert faults(conflict, format) == []
    ranked = replace(conflict, preferences=read_conflict(RANKED).preferences)
    assert faults(ranked, "zip") == []


RANKED = """
detente: 1
title: t
decision_makers: {a: {options: {x: X}}}
states: {'"q"': [a.x], q: []}
preferences: {a: {ranking: ['"q"', q]}}
"""
