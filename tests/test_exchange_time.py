"""The sheets of the record, of phases and of beliefs: a person's layout, there and back, mistakes by sheet and cell."""

from __future__ import annotations

import datetime
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.conflict import Conflict, DetenteError, read_conflict
from detente.exchange.sheets import HEADS, NEEDED
from detente.exchange.sheets_guide import GUIDE
from detente.exchange.sheets_where import Where, changing, where
from tests.test_exchange_sheets import folder, workbook
from tools.fuzz.trips import faults
from tools.fuzz.whole import whole_conflict

Sheets = dict[str, list[list[Any]]]
WHOLE: Sheets = {
    "Options": [
        ["Decision maker", "Option", "Name", "Text", "Status quo", "Levels", "Account", "Phase", "Believed by"],
        ["north", "fight", "The North", "fight", "N", "", "", "", ""],
        ["north", "talk", "", "talk", "N", "", "", "", ""],
        ["south", "arm", "The South", "arm", "N", "low; high", "", "", ""],
        ["north", "spy", "", "spy", "", "", "hawks", "", ""],
        ["north", "wall", "", "build a wall", "", "", "", "third", ""],
        ["south", "bomb", "", "the bomb", "", "part; whole", "", "", "The North"],
    ],
    "Levels": [
        ["Option", "Level", "Text", "Believed by"],
        ["south.bomb", "part", "half of it", "north"],
    ],
    "Sources": [["Source", "Title"], ["paper", "A paper"]],
    "Rules": [
        ["Rule", "What", "Id", "Account", "Change", "Phase", "Believed by"],
        ["never", "north.fight and north.talk", "no-both", "", "", "", ""],
        ["", "", "", "", "drop no-both", "second", ""],
        ["never", "south.bomb >= whole and north.talk", "fear", "", "", "", "north"],
        ["never", "north.spy and north.talk", "no spies", "hawks", "", "second", ""],
    ],
    "Accounts": [["Account", "Says"], ["doves", "Doves"], ["hawks", "Hawks"]],
    "Statements": [
        ["Account", "Decision maker", "Statement", "Id", "Change", "Phase", "Believed by", "Source"],
        ["", "north", "not fight", "calm", "", "", "", ""],
        ["", "south", "not arm", "poor", "", "", "", ""],
        ["", "south", "arm >= high", "more", "add", "second", "", "paper"],
        ["doves", "north", "fight iff south.arm", "react", "before calm", "second", "", ""],
        ["", "south", "arm", "", "", "", "The North", ""],
        ["hawks", "north", "talk", "", "", "", "south", ""],
    ],
    "Weights": [
        ["Decision maker", "What", "Weight", "Phase"],
        ["south", "north.talk", 3, "third"],
    ],
    "Reasons": [["Decision maker", "Because", "Phase"], ["south", "It said so.", "third"]],
    "Terms": [
        ["Issue", "Value", "Signed by"],
        ["line", "here", "north; south"],
        ["", "there", ""],
    ],
    "Wishes": [
        ["Account", "Decision maker", "Kind", "What", "Change", "Phase"],
        ["", "north", "statement", "line.here", "", ""],
        ["", "north", "statement", "line.there", "before line.here", "second"],
        ["doves", "south", "rank", "line.there", "", "second"],
        ["doves", "south", "rank", "line.here; no_deal", "", "second"],
    ],
    "Shifts": [
        ["Shift", "Declines", "Rises", "Now", "Later", "Cost", "Discount", "Phase"],
        ["arms", "north", "south", "0,3", "0,6", "0,1", "0,9", "third"],
    ],
    "Timeline": [
        ["Event", "Date", "Text", "By", "Does", "To", "Because", "Source", "Confidence"],
        ["first", datetime.date(2024, 5, 16), "It arms", "", "south.arm.low; not north.talk", "", "So.", "paper#2",
         "0,7"],
        ["speech", "2024-06", "A speech", "The North; south", "", "", "", "", ""],
    ],
    "Phases": [
        ["Phase", "Date", "Says", "About", "On", "Account", "Status quo", "Without", "Source"],
        ["first", 2024, "", "", "", "", "", "", ""],
        ["second", "2025-02", "South arms", "It has the means.", "", "", "north.talk", "", "paper#4; paper"],
        ["second", "", "", "", "", "doves", "none", "", ""],
        ["second", "", "", "", "", "hawks", "", "north.spy; north.fight", ""],
        ["third", "2025-03", "", "", "second", "", "", "", ""],
        ["third", "", "", "", "", "base", "", "", ""],
    ],
    "Beliefs": [
        ["Account", "Believed by", "Text", "Takes", "Without", "Because", "Source", "Confidence"],
        ["", "The North", "It sees a bomb.", "", "north.talk", "Fear.", "paper", "0,5"],
        ["", "south", "", "The North: hawks", "", "", "", ""],
        ["hawks", "south", "", "", "", "", "", ""],
        ["doves", "south", "", "", "", "", "", ""],
    ],
}  # fmt: skip
SAME = """
detente: 1
title: a
sources: {paper: {title: A paper}}
status_quo: []
decision_makers:
  north: {name: The North, options: {fight: fight, talk: talk}}
  south: {name: The South, options: {arm: {text: arm, levels: [low, high]}}}
rules: [{never: north.fight and north.talk, id: no-both}]
preferences: {north: [{that: not fight, id: calm}], south: [{that: not arm, id: poor}]}
terms:
  issues: {line: {signed_by: [north, south], values: {here: , there: }}}
  wishes: {north: [line.here]}
perspectives:
  doves: {says: Doves, beliefs: {south: {}}}
  hawks:
    says: Hawks
    options: {add: {north: {spy: spy}}}
    beliefs: {south: {preferences: {north: [talk]}}}
beliefs:
  north:
    text: It sees a bomb.
    options: {add: {south: {bomb: {text: the bomb, levels: {part: half of it, whole: }}}}, drop: [north.talk]}
    rules: {patch: [{put: {never: south.bomb >= whole and north.talk, id: fear}}]}
    preferences: {south: [arm]}
    because: Fear.
    source: paper
    confidence: 0.5
  south: {takes: {north: hawks}}
timeline:
  first:
    date: 2024-05-16
    text: It arms
    does: [south.arm.low, not north.talk]
    because: So.
    source: paper#2
    confidence: 0.7
  speech: {date: 2024-06, text: A speech, by: [north, south]}
phases:
  first: {date: 2024}
  second:
    date: 2025-02
    says: South arms
    about: It has the means.
    source: [paper#4, paper]
    status_quo: [north.talk]
    rules: {patch: [{drop: no-both}]}
    preferences: {south: {patch: [{put: {that: arm >= high, id: more, source: paper}}]}}
    wishes: {north: {patch: [{put: line.there, before: line.here}]}}
    perspectives:
      doves:
        status_quo: []
        preferences: {north: {patch: [{put: {that: fight iff south.arm, id: react}, before: calm}]}}
        wishes: {south: {ranking: [line.there, [line.here, no_deal]]}}
      hawks:
        options: {drop: [north.spy, north.fight]}
        rules: {patch: [{put: {never: north.spy and north.talk, id: no spies}}]}
  third:
    date: 2025-03
    on: second
    options: {add: {north: {wall: build a wall}}}
    preferences: {south: {weights: {north.talk: 3}, because: It said so.}}
    shifts: {arms: {declines: north, rises: south, chance: {now: 0.3, later: 0.6}, cost: 0.1, discount: 0.9}}
    perspectives: {base: {}}
"""
GRAPH = """
detente: 1
title: States
status_quo: here
decision_makers: {a: {name: A}, b: {name: B}}
states: {here: H, there: T, away: A}
moves: {a: {here: [there]}, b: {there: [here]}}
preferences: {a: {ranking: [there, [here, away]]}, b: [here]}
timeline: {go: {date: 2024, by: a, to: there}}
phases:
  one: {date: 2024}
  two:
    date: 2025
    status_quo: away
    moves: {add: {b: {there: [away]}}, drop: {b: {there: [here]}}}
    preferences: {a: {ranking: [away, here, there], because: "It turned; at once."}, b: {partial: [[away, here]]}}
    perspectives: {base: {preferences: {b: {ranking: [away, [there, here]]}}}}
beliefs:
  a: {moves: {drop: {b: {there: [here]}}}, preferences: {b: {ranking: [away, here, there]}}}
"""


def with_cell(sheet: str, cell: str, value: Any) -> Sheets:
    found = {name: [list(r) for r in rows] for name, rows in WHOLE.items()}
    row, column = openpyxl.utils.cell.coordinate_to_tuple(cell)
    found[sheet][row - 1][column - 1] = value
    return found


def told(sheets: Sheets, tmp_path: Path) -> str:
    with pytest.raises(DetenteError) as error:
        detente.import_file(workbook(sheets, tmp_path / "a.xlsx"))
    return str(error.value)


def test_sheets_say_what_the_conflict_file_says(tmp_path: Path) -> None:
    same = read_conflict(SAME)
    assert detente.import_file(workbook(WHOLE, tmp_path / "a.xlsx")) == same
    assert detente.import_file(folder(WHOLE, tmp_path / "a")) == same


def names_and_more(conflict: Conflict, path: Path) -> tuple[set[str], list[str]]:
    detente.export_file(conflict, path)
    book = openpyxl.load_workbook(path)
    more = [row[0] for row in book["More"].iter_rows(values_only=True)] if "More" in book.sheetnames else []
    return set(book.sheetnames), more


@pytest.mark.parametrize("text", [SAME, GRAPH])
def test_there_and_back(text: str, tmp_path: Path) -> None:
    conflict = read_conflict(text)
    for format in ("xlsx", "zip"):
        assert faults(conflict, format) == []
        for account in conflict.accounts:
            assert faults(conflict, format, account) == []
    names, more = names_and_more(conflict, tmp_path / "b.xlsx")
    assert {"Timeline", "Phases", "Beliefs"} <= names
    assert more == []


@pytest.mark.parametrize("name", ["istanbul-2025", "mistaken-deterrence"])
def test_nothing_of_it_in_the_catalogue_stands_under_more(name: str, tmp_path: Path) -> None:
    conflict = detente.load(name)
    names, more = names_and_more(conflict, tmp_path / "b.xlsx")
    assert not {"timeline", "phases", "beliefs"} & set(more)
    assert ("Timeline" in names, "Phases" in names) == (bool(conflict.timeline), bool(conflict.phases))
    assert ("Beliefs" in names) == any(b.believer for b, _ in changing(detente.conflict.to_dict(conflict)))
    assert faults(conflict, "xlsx") == []


def test_a_start_that_may_be_another_one_stands_under_more(tmp_path: Path) -> None:
    start = "{is: [north.talk], alternatives: [{is: [], weight: 0.5}]}"
    text = SAME.replace("status_quo: [north.talk]", f"status_quo: {start}")
    text = text.replace("perspectives: {base: {}}", f"perspectives: {{base: {{status_quo: {start}}}}}")
    assert text.count(start) == 2
    conflict = read_conflict(text)
    assert names_and_more(conflict, tmp_path / "b.xlsx")[1] == ["Key", "phases", "phases"]
    assert faults(conflict, "zip") == []


def test_what_was_written_under_more_before_is_read(tmp_path: Path) -> None:
    kept = ("Options", "Levels", "Sources", "Rules", "Accounts", "Statements")
    sheets = {k: [list(r) for r in v] for k, v in WHOLE.items() if k in kept}
    for rows in sheets.values():
        gone = [k for k, head in enumerate(rows[0]) if head in ("Phase", "Believed by")]
        rows[1:] = [r for r in rows[1:] if not any(r[k] for k in gone)]
    del sheets["Levels"]
    sheets["More"] = [
        ["Account", "Key", "Value"],
        ["", "phases", '{"one": {"date": "2024"}}'],
        ["", "phases", '{"two": {"date": "2025", "options": {"drop": ["north.talk"]}}}'],
        ["", "timeline", '{"e": {"date": "2024", "does": ["north.fight"]}}'],
        ["", "beliefs", '{"north": {"options": {"drop": ["north.talk"]}}}'],
        ["hawks", "beliefs", '{"south": {"text": "It is so."}}'],
    ]
    found = detente.import_file(workbook(sheets, tmp_path / "a.xlsx"))
    assert [(p.id, p.overlay.drop_options) for p in found.phases] == [("one", ()), ("two", ("north.talk",))]
    assert [e.written() for e in found.timeline] == [["north.fight"]]
    assert [b.by for b in found.beliefs] == ["north"]
    assert [b.text for b in found.perspective("hawks").overlay.beliefs] == ["It is so."]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_random_conflicts_there_and_back(seed: int) -> None:
    conflict = whole_conflict(Random(f"time {seed}"))
    assert faults(conflict, "zip") == []
    assert faults(conflict, "zip", conflict.accounts[-1]) == []


def test_random_files_hold_everything_that_a_phase_changes() -> None:
    """A round trip that sees no phases says nothing about them."""
    kinds: set[str] = set()
    for number in range(150):
        conflict = whole_conflict(Random(f"changes {number}"))
        kinds |= {"record"} if conflict.timeline else set()
        kinds |= {"belief"} if conflict.beliefs else set()
        for overlay in (o for p in conflict.phases for o in p.overlays):
            kinds |= {k for k in overlay.__slots__ if getattr(overlay, k)}
        kinds |= {"account" for p in conflict.phases if p.accounts}
    assert kinds == {
        "record", "belief", "account", "add_options", "drop_options", "status_quo", "rules", "preferences", "wishes",
        "shifts",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "says"),
    [
        ("Timeline", "A2", "", "sheet 'Timeline', cell A2: a name that no other row has is expected"),
        ("Timeline", "A3", "first", "sheet 'Timeline', cell A3: a name that no other row has is expected, found"),
        ("Timeline", "B2", "May", "sheet 'Timeline', cell B2: a date is YYYY, YYYY-MM or YYYY-MM-DD, found 'May'"),
        ("Timeline", "B3", "2023", "sheet 'Timeline', cell B3: "),
        ("Timeline", "B3", "", "sheet 'Timeline', cell A3: an event needs the key 'date'"),
        ("Timeline", "D3", "Noth", "sheet 'Timeline', cell D3: no decision maker 'Noth'; did you mean"),
        ("Timeline", "D2", "north", "sheet 'Timeline', cell D2: whose options it takes moves; leave 'by' out"),
        ("Timeline", "E2", "south.am.low", "sheet 'Timeline', cell E2: no option 'south.am.low'"),
        ("Timeline", "F3", "here", "sheet 'Timeline', cell F3: a conflict that is given by options has no 'to'"),
        ("Timeline", "H2", "papr", "sheet 'Timeline', cell H2: no source 'papr'"),
        ("Timeline", "I2", "7", "sheet 'Timeline', cell I2: "),
        ("Phases", "A2", "", "sheet 'Phases', cell A2: the name of a phase is missing here"),
        ("Phases", "A2", "second", "sheet 'Phases', cell A3: a second row of the phase 'second'"),
        ("Phases", "A4", "fourth", "sheet 'Phases', cell A4: the row of 'fourth' without an account comes first"),
        ("Phases", "B3", "soon", "sheet 'Phases', cell B3: a date is"),
        ("Phases", "B3", "", "sheet 'Phases', cell A3: a phase needs the key 'date'"),
        ("Phases", "C4", "Doves arm", "sheet 'Phases', cell C4: 'Doves arm' stands in the row of the phase without an"),
        ("Phases", "I4", "paper", "sheet 'Phases', cell I4: 'paper' stands in the row of the phase without an account"),
        ("Phases", "E6", "secnd", "sheet 'Phases', cell E6: no phase 'secnd' stands before this one; did you mean"),
        ("Phases", "F5", "hawk", "sheet 'Phases', cell F5: no account 'hawk'; did you mean 'hawks'?"),
        ("Phases", "G3", "north.tlk", "sheet 'Phases', cell G3: "),
        ("Phases", "H5", "north.spi", "sheet 'Phases', cell H5: no option 'north.spi'"),
        ("Phases", "I3", "pper", "sheet 'Phases', cell I3: no source 'pper'"),
        ("Beliefs", "A4", "hwks", "sheet 'Beliefs', cell A4: no account 'hwks'; did you mean 'hawks'?"),
        ("Beliefs", "B2", "", "sheet 'Beliefs', cell B2: who believes it is missing here"),
        ("Beliefs", "B3", "Nort", "sheet 'Beliefs', cell B3: no decision maker 'Nort'; did you mean"),
        ("Beliefs", "B3", "north", "sheet 'Beliefs', cell B3: a second row of what 'north' believes"),
        ("Beliefs", "B3", "The North", "sheet 'Beliefs', cell B3: a second row of what 'The North' believes"),
        ("Beliefs", "D3", "The North hawks", "sheet 'Beliefs', cell D3: 'DECISION MAKER: ACCOUNT' is expected"),
        ("Beliefs", "D3", "Nort: hawks", "sheet 'Beliefs', cell D3: no decision maker 'Nort'"),
        ("Beliefs", "D3", "north: hwks", "sheet 'Beliefs', cell D3: no account 'hwks'"),
        ("Beliefs", "D3", "north: hawks; The North: doves", "sheet 'Beliefs', cell D3: 'north' stands twice"),
        ("Beliefs", "E2", "north.tlk", "sheet 'Beliefs', cell E2: no option 'north.tlk'"),
        ("Beliefs", "H2", "2", "sheet 'Beliefs', cell H2: "),
        ("Options", "H6", "thrd", "sheet 'Options', cell H6: no phase 'thrd'; did you mean 'third'?"),
        ("Options", "I7", "The East", "sheet 'Options', cell I7: the sheet 'Beliefs' has no row of 'The East'"),
        ("Options", "I6", "north", "sheet 'Options', cell I6: what is believed is the same in every phase"),
        ("Rules", "F3", "scond", "sheet 'Rules', cell F3: no phase 'scond'; did you mean 'second'?"),
        ("Rules", "F3", "", "sheet 'Rules', cell E3: only an account, a phase or a belief changes rules; name"),
        ("Rules", "E3", "drop no-bth", "sheet 'Rules', cell E3: no rule 'no-bth'"),
        ("Rules", "G4", "south", "sheet 'Rules', cell B4: no option or condition 'south.bomb"),
        ("Statements", "F4", "", "sheet 'Statements', cell E4: only an account, a phase or a belief changes"),
        ("Statements", "C4", "arm >= hgh", "sheet 'Statements', cell C4: "),
        ("Statements", "G7", "doves", "sheet 'Statements', cell G7: the sheet 'Beliefs' has no row of 'doves' in the"),
        ("Statements", "B6", "nort", "sheet 'Statements', cell B6: no decision maker 'nort'; did you mean"),
        ("Wishes", "F3", "", "sheet 'Wishes', cell E3: only an account or a phase changes statements"),
        ("Wishes", "D5", "line.ther", "sheet 'Wishes', cell D5: "),
        ("Weights", "D2", "none", "sheet 'Weights', cell D2: no phase 'none'"),
        ("Shifts", "H2", "first; third", "sheet 'Shifts', cell H2: no phase 'first; third'"),
        ("Levels", "A2", "south.bmb", "sheet 'Levels', cell A2: no option with levels 'south.bmb'"),
    ],
)  # fmt: skip
def test_mistakes_are_told_by_sheet_and_cell(
    sheet: str, cell: str, value: Any, says: str, tmp_path: Path
) -> None:
    assert says in told(with_cell(sheet, cell, value), tmp_path)


def test_columns_of_a_decision_maker_name_the_phase_or_who_believes(tmp_path: Path) -> None:
    detente.export_file(read_conflict(GRAPH), tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    heads = [c.value for c in book["Rankings"][1]]
    assert heads == ["a", "phase two: a", "phase two of base: b", "belief a: b"]
    book["Rankings"].cell(1, 2, "Phase two: A")
    book["Rankings"].cell(1, 4, "belief A: B")
    book.save(tmp_path / "c.xlsx")
    assert detente.import_file(tmp_path / "c.xlsx") == detente.import_file(tmp_path / "b.xlsx")
    for column, head in ((2, "phase tow: a"), (3, "phase two of bse: b"), (4, "belief b: a")):
        book = openpyxl.load_workbook(tmp_path / "b.xlsx")
        book["Rankings"].cell(1, column, head)
        book.save(tmp_path / "d.xlsx")
        with pytest.raises(
            DetenteError, match=f"sheet 'Rankings', cell {'ABCD'[column - 1]}1: no decision maker"
        ):
            detente.import_file(tmp_path / "d.xlsx")


def test_a_place_is_read_as_it_is_written() -> None:
    for place in (
        Where(),
        Where("a"),
        Where("a", "p"),
        Where("", "p"),
        Where("a", "", "b"),
        Where("", "", "b"),
    ):
        assert where(str(place)) == place
    assert where("phases") == Where("phases")
    assert where("phases x") == Where("phases x")
    duke = Where("press", "", "Duke of York")
    assert where(str(duke)) == duke
    assert where("belief Duke of York") == Where("York", "", "Duke")
    assert Where("a", "p").row == {"Account": "a", "Phase": "p"}
    assert Where("", "", "b").row == {"Account": "", "Believed by": "b"}


def test_the_layout_names_every_heading() -> None:
    page = (Path(__file__).parent.parent / "docs" / "reference" / "spreadsheet.md").read_text("utf-8")
    for name, heads in HEADS.items():
        [row] = [line for line in page.splitlines() if line.startswith(f"| {name} |")]
        for head in heads:
            assert head in row, (name, head)
        assert set(NEEDED.get(name, ())) <= set(heads)
        assert len(set(heads)) == len(heads)
    assert {"Timeline", "Phases", "Beliefs"} <= {name for name, _ in GUIDE}
