"""The sheets of terms, wishes and shifts of power: a person's layout, there and back, mistakes by sheet and cell."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.conflict import ConflictFileError, DetenteError, read_conflict
from detente.exchange.sheets import HEADS, NEEDED
from detente.exchange.sheets_terms_writing import WISH_KEYS
from tests import settle_cases as cases
from tests.generate_terms import random_terms_file
from tests.test_commit_answer import FILE as SHIFT
from tests.test_exchange_sheets import folder, workbook
from tools.fuzz.trips import faults
from tools.fuzz.whole import whole_conflict

PREFERENCES = [["north", "south", "union"], ["not south.shoot", "not north.shoot", "not union.watch"]]
WHOLE: dict[str, list[list[Any]]] = {
    "Options": [
        ["Decision maker", "Option", "Name", "Status quo"],
        ["north", "shoot", "North", "Y"],
        ["south", "shoot", "South", "Y"],
        ["union", "watch", "The Union", "N"],
    ],
    "Preferences": PREFERENCES,
    "Sources": [["Source", "Title"], ["minutes", "Minutes of the talks"]],
    "Accounts": [["Account", "Says"], ["press", "The press"]],
    "Terms": [
        ["Issue", "Value", "Text", "Short", "Sets", "Bars", "Stands", "Source", "Issue text", "Signed by", "About"],
        ["*", "", "", "", "", "", "", "", "", "North; south", "What is on the table"],
        ["prisoners", "none", "No exchange.", "none", "", "", "Y", "", "The prisoners", "", ""],
        ["", "all", "All for all.", "all", "", "", "", "minutes#2", "", "", ""],
        ["halt", "no", "", "", "", "", "", "", "", "", ""],
        ["", "yes", "Both hold fire.", "halt", "not north.shoot; not south.shoot", "union.watch", "", "", "",
         "The Union", ""],
    ],
    "Exclusions": [
        ["Rule", "What", "Because", "Id"],
        ["", "prisoners.all and halt.no", "It cannot be done.", "first"],
        ["exclusive", "prisoners.all; halt.no", "", ""],
    ],
    "Wishes": [
        ["Account", "Decision maker", "Kind", "What", "Value", "Worth", "Weight", "Chance", "Text", "Because",
         "Source", "Confidence", "Id", "Change"],
        ["", "north", "worth", "prisoners", "none", "0", "2", "", "", "They said so.", "minutes#3", "0,7", "", ""],
        ["", "", "worth", "prisoners", "all", "4; 6,5", "", "", "", "", "", "", "", ""],
        ["", "", "worth", "south.shoot", "", -20, "", "", "", "", "", "", "", ""],
        ["", "", "no deal", "", "", "", "", "", "", "A guess.", "", "", "", ""],
        ["", "", "lot", "", "", 1, "", "0,25", "", "", "", "", "", ""],
        ["", "", "lot", "", "", "0; 2", "", "0,75", "", "", "", "", "", ""],
        ["", "", "costs", "", "", 1, "", "", "", "", "", "", "", ""],
        ["", "", "red line", "not halt.no", "", "", "", "", "no war", "", "", "", "line", ""],
        ["", "South", "statement", "prisoners.all", "", "", "", "", "", "Sure.", "", "", "first", ""],
        ["", "", "statement", "preferences", "", "", "", "", "", "", "", "", "", ""],
        ["", "union", "rank", "prisoners.none+halt.no;", "", "", "", "", "", "So.", "", "", "", ""],
        ["", "", "rank", "prisoners.none+halt.yes", "", "", "", "", "", "", "", "", "", ""],
        ["", "", "rank", "prisoners.all+halt.yes", "", "", "", "", "", "", "", "", "", ""],
        ["", "", "rank", "no_deal; prisoners.all+halt.no", "", "", "", "", "", "", "", "", "", ""],
        ["press", "south", "statement", "halt.yes", "", "", "", "", "", "", "", "", "", "before first"],
        ["press", "south", "statement", "", "", "", "", "", "", "", "", "", "", "drop preferences"],
        ["press", "north", "statement", "", "", "", "", "", "", "", "", "", "", ""],
    ],
    "Shifts": [
        ["Account", "Shift", "Text", "Declines", "Rises", "Now", "Later", "Cost", "Discount", "Periods", "Where",
         "Guarantee", "Because", "Confidence"],
        ["", "rearming", "It arms", "North", "south", "0,3", "0,5; 0,7", 5, "0,9", 2, "not south.shoot", "0,5", "So.",
         "0,6"],
        ["press", "rearming", "", "south", "north", "0,1", "0,2", "1; 2", "0,5", "", "", "", "", ""],
    ],
}  # fmt: skip
SAME = """
detente: 1
title: a
sources: {minutes: {title: Minutes of the talks}}
status_quo: [north.shoot, south.shoot]
decision_makers:
  north: {name: North, options: {shoot: shoot}}
  south: {name: South, options: {shoot: shoot}}
  union: {name: The Union, options: {watch: watch}}
preferences: {north: [not south.shoot], south: [not north.shoot], union: [not union.watch]}
terms:
  about: What is on the table
  signed_by: [north, south]
  issues:
    prisoners:
      text: The prisoners
      without: none
      values:
        none: {text: No exchange., short: none}
        all: {text: All for all., short: all, source: minutes#2}
    halt:
      signed_by: [union]
      values:
        no:
        yes: {text: Both hold fire., short: halt, sets: [not north.shoot, not south.shoot], bars: [union.watch]}
  exclusions:
    - {never: prisoners.all and halt.no, id: first, because: It cannot be done.}
    - {exclusive: [prisoners.all, halt.no]}
  wishes:
    north:
      weights:
        prisoners: {points: {none: 0, all: [4, 6.5]}, weight: 2, because: They said so., source: minutes#3,
                    confidence: 0.7}
        south.shoot: -20
      red_lines: [{that: not halt.no, id: line, text: no war}]
      no_deal:
        lottery: [{chance: 0.25, worth: 1}, {chance: 0.75, worth: [0, 2]}]
        costs: 1
        because: A guess.
    south: [{that: prisoners.all, id: first, because: Sure.}, preferences]
    union:
      ranking:
        - [prisoners.none+halt.no, prisoners.none+halt.yes]
        - prisoners.all+halt.yes
        - [no_deal, prisoners.all+halt.no]
      because: So.
perspectives:
  press:
    says: The press
    wishes:
      south: {patch: [{put: halt.yes, before: first}, {drop: preferences}]}
      north: []
    shifts:
      rearming: {declines: south, rises: north, chance: {now: 0.1, later: 0.2}, cost: [1, 2], discount: 0.5}
shifts:
  rearming:
    text: It arms
    declines: north
    rises: south
    chance: {now: 0.3, later: [0.5, 0.7]}
    cost: 5
    discount: 0.9
    periods: 2
    where: not south.shoot
    guarantee: 0.5
    because: So.
    confidence: 0.6
"""


def with_cell(sheet: str, cell: str, value: Any) -> dict[str, list[list[Any]]]:
    found = {name: [list(r) for r in rows] for name, rows in WHOLE.items()}
    row, column = openpyxl.utils.cell.coordinate_to_tuple(cell)
    found[sheet][row - 1][column - 1] = value
    return found


def told(sheets: dict[str, list[list[Any]]], tmp_path: Path) -> str:
    with pytest.raises(DetenteError) as error:
        detente.import_file(workbook(sheets, tmp_path / "a.xlsx"))
    return str(error.value)


def test_sheets_say_what_the_conflict_file_says(tmp_path: Path) -> None:
    same = read_conflict(SAME)
    assert detente.import_file(workbook(WHOLE, tmp_path / "a.xlsx")) == same
    assert detente.import_file(folder(WHOLE, tmp_path / "a")) == same


@pytest.mark.parametrize("text", [SAME, cases.TRUCE, cases.NO_ZONE, cases.ORDERS, cases.CANAL, SHIFT])
def test_there_and_back(text: str, tmp_path: Path) -> None:
    conflict = read_conflict(text)
    for format in ("xlsx", "zip"):
        assert faults(conflict, format) == []
    detente.export_file(conflict, tmp_path / "b.xlsx")
    names = openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames
    assert "More" not in names
    assert ("Terms" in names) == ("Wishes" in names) == (conflict.terms is not None)
    assert ("Shifts" in names) == bool(conflict.shifts)


@pytest.mark.parametrize("name", ["istanbul-2025", "panama-canal-1974", "preventive-war"])
def test_no_terms_of_the_catalogue_stand_under_more(name: str, tmp_path: Path) -> None:
    conflict = detente.load(name)
    detente.export_file(conflict, tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    more = [row[0] for row in book["More"].iter_rows(values_only=True)] if "More" in book.sheetnames else []
    assert not {"terms", "wishes", "shifts"} & set(more)
    assert not {"phases", "timeline", "beliefs"} & set(more)
    assert faults(conflict, "xlsx") == []


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6))
def test_random_terms_there_and_back(seed: int) -> None:
    file = random_terms_file(Random(seed))
    assert faults(read_conflict(yaml.safe_dump(file, sort_keys=False)), "zip") == []


def test_random_files_hold_terms_and_shifts_of_every_kind() -> None:
    """A round trip that sees no terms says nothing about them."""
    kinds: set[str] = set()
    for number in range(120):
        conflict = whole_conflict(Random(f"terms {number}"))
        if conflict.terms is not None:
            kinds |= {w.form for w in conflict.terms.wishes.values()}
            kinds |= {"red line" for w in conflict.terms.wishes.values() if w.red_lines}
            kinds |= {"lottery" for w in conflict.terms.wishes.values() if w.no_deal and w.no_deal.lottery}
        kinds |= {"shift"} if conflict.shifts else set()
    assert kinds == {"weights", "statements", "ranking", "red line", "lottery", "shift"}


def test_a_key_that_no_sheet_knows_is_kept_under_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that wishes get later is not lost, and what sheets hold beside it is read with it."""
    import detente.exchange.sheets_terms_writing as writing

    conflict = read_conflict(SAME)
    monkeypatch.setattr(writing, "WISH_KEYS", tuple(k for k in WISH_KEYS if k != "red_lines"))
    detente.export_file(conflict, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    [head, row] = [[c.value for c in r] for r in book["More"]]
    assert (head, row[0]) == (["Key", "Value"], "terms")
    assert row[1].startswith('{"wishes": {"north": ')
    assert "north" not in [r[0].value for r in book["Wishes"]]
    assert detente.import_file(tmp_path / "a.xlsx") == conflict
    monkeypatch.setattr(writing, "WISH_KEYS", tuple(k for k in WISH_KEYS if k != "patch"))
    assert faults(conflict, "zip") == []


def test_terms_under_more_as_they_were_written_before_are_read(tmp_path: Path) -> None:
    sheets = {k: v for k, v in WHOLE.items() if k in ("Options", "Preferences")}
    terms = '{"issues": {"i": {"values": {"a": "A", "b": "B"}}}, "signed_by": ["north"]}'
    sheets["More"] = [["Key", "Value"], ["terms", terms]]
    found = detente.import_file(workbook(sheets, tmp_path / "a.xlsx"))
    assert found.terms is not None
    assert [i.id for i in found.terms.issues] == ["i"]


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "says"),
    [
        ("Terms", "A3", "", "sheet 'Terms', cell A3: the first row needs an issue"),
        ("Terms", "B4", "", "sheet 'Terms', cell B4: a value is missing here"),
        ("Terms", "B4", "none", "sheet 'Terms', cell B4: a second row of the value 'none'"),
        ("Terms", "G4", "Y", "sheet 'Terms', cell G4: one value of an issue stands where nothing is signed"),
        ("Terms", "G4", "maybe", "sheet 'Terms', cell G4: Y or N is expected, found 'maybe'"),
        ("Terms", "I4", "Prisoners", "sheet 'Terms', cell A4: another row of the issue gives another 'text'"),
        ("Terms", "E6", "not north.shot", "sheet 'Terms', cell E6: no option 'north.shot'"),
        ("Terms", "F6", "union.wach", "sheet 'Terms', cell F6: no option 'union.wach'"),
        ("Terms", "H4", "minuts", "sheet 'Terms', cell H4: no source 'minuts'"),
        ("Terms", "J2", "Nord", "sheet 'Terms', cell J2: no decision maker 'Nord'"),
        ("Terms", "G6", "Y", "sheet 'Terms', cell B6: 'yes' sets or bars options, which takes a signature"),
        ("Exclusions", "A2", "same", "sheet 'Exclusions', cell A2: no exclusion 'same'"),
        ("Exclusions", "B2", "prisoners.al", "sheet 'Exclusions', cell B2: no option or condition 'prisoners.al'"),
        ("Exclusions", "B3", "prisoners.all", "sheet 'Exclusions', cell A3: 'exclusive' needs at least two"),
        ("Wishes", "A18", "pres", "sheet 'Wishes', cell A18: no account 'pres'; did you mean 'press'?"),
        ("Wishes", "B11", "Sud", "sheet 'Wishes', cell B11: no decision maker 'Sud'"),
        ("Wishes", "C2", "wort", "sheet 'Wishes', cell C2: no kind of wish 'wort'; did you mean 'worth'?"),
        ("Wishes", "D3", "prisners", "sheet 'Wishes', cell D3: no issue 'prisners'"),
        ("Wishes", "E3", "al", "sheet 'Wishes', cell E3: 'prisoners' has no value 'al'"),
        ("Wishes", "E3", "none", "sheet 'Wishes', cell E3: a second row of the value 'none' of 'prisoners'"),
        ("Wishes", "E3", "", "sheet 'Wishes', cell E3: 'prisoners' is an issue: its values are worth something each"),
        ("Wishes", "F3", "much", "sheet 'Wishes', cell F3: a number is expected, found 'much'"),
        ("Wishes", "F4", "", "sheet 'Wishes', cell F4: a number is expected here, or two between which it lies"),
        ("Wishes", "F3", "6; 4", "a range of what a value is worth begins with the smaller number"),
        ("Wishes", "G3", "3", "sheet 'Wishes', cell G3: another row of the same gives something else"),
        ("Wishes", "D4", "south.shot", "sheet 'Wishes', cell D4: no option or condition 'south.shot'"),
        ("Wishes", "F5", "3", "'no_deal' has 'worth' or 'lottery'"),
        ("Wishes", "C7", "costs", "sheet 'Wishes', cell C8: a second row of the kind 'costs'"),
        ("Wishes", "H6", "", "sheet 'Wishes', cell H6: how probable it is, is missing here"),
        ("Wishes", "H6", "0,5", "the chances of a lottery add up to 1, found 1.25"),
        ("Wishes", "F8", "", "sheet 'Wishes', cell F8: a number is expected here"),
        ("Wishes", "D9", "halt", "sheet 'Wishes', cell D9: "),
        ("Wishes", "L2", "2", "sheet 'Wishes', cell L2: "),
        ("Wishes", "C10", "worth", "a wish has one form"),
        ("Wishes", "D14", "prisoners.all", "sheet 'Wishes', cell D14: a package has a value of every issue"),
        ("Wishes", "D14", "no_deal", "'no_deal' stands twice in the ranking"),
        ("Wishes", "J13", "Else.", "sheet 'Wishes', cell J13: another row of the same gives something else"),
        ("Wishes", "N10", "add", "sheet 'Wishes', cell N10: only an account or a phase changes statements"),
        ("Wishes", "N9", "add", "sheet 'Wishes', cell N9: only statements of an account are changed"),
        ("Wishes", "N16", "before frist", "sheet 'Wishes', cell N16: no statement 'frist'"),
        ("Wishes", "N17", "", "sheet 'Wishes', cell N17: other rows change statements"),
        ("Wishes", "N18", "add", "sheet 'Wishes', cell N18: 'add' needs what is put there"),
        ("Shifts", "B2", "", "sheet 'Shifts', cell B2: a name that no other row has is expected"),
        ("Shifts", "D2", "Nord", "sheet 'Shifts', cell D2: no decision maker 'Nord'"),
        ("Shifts", "E2", "north", "sheet 'Shifts', cell E2: power shifts from one to another; 'north' declines"),
        ("Shifts", "F2", "", "sheet 'Shifts', cell F2: a number is expected here, or two between which it lies"),
        ("Shifts", "F2", "0,6", "the chance of the rising side rises"),
        ("Shifts", "I2", "1", "sheet 'Shifts', cell I2: a discount is a number between 0 and 1, found '1'"),
        ("Shifts", "J2", "0", "sheet 'Shifts', cell J2: a number of periods is a whole number from 1 to"),
        ("Shifts", "K2", "not sout.shoot", "sheet 'Shifts', cell K2: no option or condition 'sout.shoot'"),
        ("Shifts", "L2", "2", "sheet 'Shifts', cell L2: a guarantee is a number from 0 to 1, found '2'"),
    ],
)  # fmt: skip
def test_mistakes_are_told_by_sheet_and_cell(
    sheet: str, cell: str, value: Any, says: str, tmp_path: Path
) -> None:
    found = told(with_cell(sheet, cell, value), tmp_path)
    assert says in found
    assert f"sheet '{sheet}'" in found


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    sheets = with_cell("Terms", "E6", "north.shot")
    sheets["Terms"][3][6] = "Y"
    sheets["Wishes"][2][5] = "much"
    sheets["Wishes"][8][3] = "halt.maybe"
    sheets["Shifts"][1][8] = "2"
    sheets["Exclusions"][1][1] = "halt.never"
    found = told(sheets, tmp_path)
    for cell in ("'Terms', cell E6", "'Terms', cell G4", "'Wishes', cell F3", "'Wishes', cell D9",
                 "'Shifts', cell I2", "'Exclusions', cell B2"):  # fmt: skip
        assert found.count(cell) == 1, (cell, found)
    assert len(found.splitlines()) == 6


@pytest.mark.parametrize(("cell", "value"), [("B4", ""), ("B4", "none"), ("J2", "Nord"), ("A3", "")])
def test_what_only_follows_is_not_told(cell: str, value: str, tmp_path: Path) -> None:
    """Wishes name the value that was not read; who signs is named in the cell that is wrong."""
    found = told(with_cell("Terms", cell, value), tmp_path)
    assert len(found.splitlines()) == 1 + (cell == "A3")  # then the row below has no issue, either


def test_wishes_without_terms(tmp_path: Path) -> None:
    sheets = {k: v for k, v in WHOLE.items() if k not in ("Terms", "Exclusions", "Accounts", "Shifts")}
    sheets["Wishes"] = sheets["Wishes"][:3]
    assert "sheet 'Wishes', cell A1: wishes are about terms: the issues stand in a sheet 'Terms'" in told(
        sheets, tmp_path
    )


def test_wishes_given_and_changed_at_once(tmp_path: Path) -> None:
    sheets = with_cell("Wishes", "N18", "drop x")
    sheets["Wishes"].append(["press", "north", "worth", "south.shoot", "", 1, *[""] * 8])
    sheets["Wishes"].append(["press", "north", "statement", "halt.no", *[""] * 9, "add"])
    found = told(sheets, tmp_path)
    assert "sheet 'Wishes', cell N20: other rows give the wishes anew" in found


def test_a_shift_stands_once_in_an_account(tmp_path: Path) -> None:
    sheets = with_cell("Shifts", "A3", "")
    assert "sheet 'Shifts', cell B3: a name that no other row has is expected, found 'rearming'" in told(
        sheets, tmp_path
    )


def test_the_layout_names_every_heading() -> None:
    for name in ("Terms", "Exclusions", "Wishes", "Shifts"):
        assert set(NEEDED[name]) <= set(HEADS[name])
        assert len(set(HEADS[name])) == len(HEADS[name])
    page = (Path(__file__).parent.parent / "docs" / "reference" / "spreadsheet.md").read_text("utf-8")
    for name in ("Terms", "Exclusions", "Wishes", "Shifts"):
        [row] = [line for line in page.splitlines() if line.startswith(f"| {name} |")]
        for head in HEADS[name]:
            assert head in row


def test_an_error_has_a_type(tmp_path: Path) -> None:
    with pytest.raises(ConflictFileError):
        detente.import_file(workbook(with_cell("Wishes", "C2", ""), tmp_path / "a.xlsx"))
