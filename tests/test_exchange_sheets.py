"""The spreadsheet as a way in and out: workbooks, folders and archives of CSV files; errors name sheet and cell."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import detente
from detente.conflict import DetenteError
from detente.exchange.cells import letters
from tests.exchange_games import assert_same_game, random_conflicts, random_level_conflicts

DISPUTE: dict[str, list[list[Any]]] = {
    "Conflict": [["What", "Value"], ["title", "A toll road"], ["about", "who pays"]],
    "Options": [
        ["Decision maker", "Option", "Text", "Direction", "Status quo"],
        ["The city", "build", "build the road", "forward", "N"],
        ["", "tax", "levy a tax", "", "Y"],
        ["firm", "pay", "pay a toll", "both", "N"],
    ],
    "Rules": [["Rule", "What"], ["never", "YY-"], ["", "the_city.tax and firm.pay"]],
    "Preferences": [["The city", "firm"], ["firm.pay", "the_city.build"], ["not build", "--N"]],
}


def workbook(sheets: dict[str, list[list[Any]]], path: Path) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def folder(sheets: dict[str, list[list[Any]]], path: Path) -> Path:
    path.mkdir()
    for name, rows in sheets.items():
        lines = [",".join(f'"{c}"' for c in row) for row in rows]
        (path / f"{name.lower()}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def spreadsheet(sheets: dict[str, list[list[Any]]], path: Path) -> Path:
    """Write a workbook, or an archive of CSV files."""
    if path.suffix == ".xlsx":
        return workbook(sheets, path)
    with zipfile.ZipFile(path, "w") as archive:
        for name, rows in sheets.items():
            out = io.StringIO()
            csv.writer(out).writerows(rows)
            archive.writestr(f"{name}.csv", out.getvalue())
    return path


def changed(sheet: str, row: int, column: int, value: Any) -> dict[str, list[list[Any]]]:
    """Change a cell (counted from 1, as in a spreadsheet) of the dispute."""
    found = {name: [list(r) for r in rows] for name, rows in DISPUTE.items()}
    found[sheet] += [[] for _ in range(row - len(found[sheet]))]
    found[sheet][row - 1] += [None] * (column - len(found[sheet][row - 1]))
    found[sheet][row - 1][column - 1] = value
    return found


def test_a_workbook_becomes_a_conflict(tmp_path):
    conflict = detente.import_file(workbook(DISPUTE, tmp_path / "dispute.xlsx"))
    same = detente.read_conflict(
        """
        detente: 1
        title: A toll road
        about: who pays
        status_quo: [the_city.tax]
        decision_makers:
          the_city: {name: The city, options: {build: build the road, tax: levy a tax}}
          firm: {options: {pay: pay a toll}}
        rules:
          - irreversible: the_city.build
          - never: the_city.build and the_city.tax
          - never: the_city.tax and firm.pay
        preferences:
          the_city: [firm.pay, not build]
          firm: [the_city.build, not firm.pay]
        """
    )
    assert detente.to_yaml(conflict) == detente.to_yaml(same)


def test_folders_and_archives_of_csv_say_the_same(tmp_path):
    wanted = detente.to_yaml(detente.import_file(workbook(DISPUTE, tmp_path / "dispute.xlsx")))
    plain = folder(DISPUTE, tmp_path / "dispute")
    assert detente.to_yaml(detente.import_file(plain)) == wanted
    with zipfile.ZipFile(tmp_path / "dispute.zip", "w") as archive:
        for file in plain.iterdir():
            archive.write(file, f"dispute/{file.name}")
    assert detente.to_yaml(detente.import_file(tmp_path / "dispute.zip")) == wanted


def test_one_csv_file_holds_the_options(tmp_path):
    file = tmp_path / "options.csv"
    file.write_text("Decision maker;Option\nThe city;build\nfirm;pay\n", encoding="utf-8-sig")
    conflict = detente.import_file(file)
    assert conflict.option_ids == ("the_city.build", "firm.pay")
    assert ["nothing of preferences" in w.message for w in conflict.warnings] == [True]


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "told"),
    [
        ("Options", 1, 3, "Txt", "sheet 'Options', cell C1: no column 'Txt'; did you mean 'Text'?"),
        ("Options", 1, 2, "", "the column 'Option' is missing"),
        ("Options", 3, 2, "build", "sheet 'Options', cell B3: 'build' names two options of 'the_city'"),
        (
            "Options",
            2,
            4,
            "forwards",
            "sheet 'Options', cell D2: no direction 'forwards'; did you mean 'forward'?",
        ),
        (
            "Options",
            2,
            4,
            "forward if firm.pai",
            "cell D2: no option or condition 'firm.pai'; did you mean 'firm.pay'?",
        ),
        (
            "Options",
            4,
            5,
            "maybe",
            "sheet 'Options', cell E4: Y (taken) or N (not taken) is expected, found 'maybe'",
        ),
        ("Options", 2, 1, "", "sheet 'Options', cell A2: the first row needs a decision maker"),
        ("Options", 3, 2, "", "sheet 'Options', cell B3: no option, and 'levy a tax' stands under 'Text'"),
        (
            "Options",
            5,
            5,
            "Y",
            "sheet 'Options', cell B5: no option, and 'Y' stands under 'Status quo'; name the",
        ),
        ("Options", 5, 4, "both", "sheet 'Options', cell B5: no option, and 'both' stands under 'Direction'"),
        ("Rules", 2, 1, "nevr", "sheet 'Rules', cell A2: no rule 'nevr'; did you mean 'never'?"),
        ("Rules", 2, 2, "YY", "sheet 'Rules', cell B2: the pattern 'YY' has 2 letters; there are 3 options"),
        (
            "Rules",
            3,
            2,
            "tax and firm.pay",
            "sheet 'Rules', cell B3: no option or condition 'tax'; did you mean 'the_city.tax'?",
        ),
        ("Rules", 2, 1, "exclusive", "cell B2: 'exclusive' needs at least two conditions, separated by ';'"),
        ("Rules", 2, 2, "", "sheet 'Rules', cell B2:"),
        (
            "Preferences",
            1,
            2,
            "frim",
            "sheet 'Preferences', cell B1: no decision maker 'frim'; did you mean 'firm'?",
        ),
        ("Preferences", 1, 2, "The city", "'the_city' has preferences already"),
        ("Preferences", 3, 1, "not biuld", "sheet 'Preferences', cell A3: no option or condition 'biuld'"),
        ("Conflict", 2, 1, "titel", "sheet 'Conflict', cell A2: no entry 'titel'; did you mean 'title'?"),
    ],
)
def test_mistakes_are_told_with_sheet_and_cell(sheet, row, column, value, told, tmp_path):
    file = workbook(changed(sheet, row, column, value), tmp_path / "dispute.xlsx")
    with pytest.raises(DetenteError) as error:
        detente.import_file(file)
    assert told in str(error.value)
    assert str(error.value).startswith(f"{file}: ")
    assert "\n" not in str(error.value)


MISTAKES: dict[str, list[list[Any]]] = {
    "Conflict": [["What", "Value"], ["titel", "A toll road"], ["about", "who pays", "aside"]],
    "Options": [
        ["Decision maker", "Option", "Direction", "Status quo", "Short", "Levels"],
        ["city", "build", "forwards; backward if firm.pai", "maybe", "a" * 30],
        ["", "sue", "", "N"],
        ["firm", "pay", "both", "half", "", "some; all"],
    ],
    "Conditions": [["Condition", "What"], ["deal", "firm.pya"], ["peace", "deal"], ["not", "deal"]],
    "Rules": [["Rule", "What"], ["nevr", "deal"], ["exclusive", "deal"], ["", "YY"]],
    "States": [["State", "What"], ["now", "NNNNN"], ["now", "none"], ["later", "nowhere"]],
    "Preferences": [["city", "frim"], ["not biuld", "deal"], ["later", ""]],
}


def test_all_mistakes_are_told_at_once_in_the_order_of_the_sheets(tmp_path):
    with pytest.raises(detente.ConflictFileError) as error:
        detente.import_file(workbook(MISTAKES, tmp_path / "a.xlsx"))
    told = [p.message for p in error.value.problems]
    assert [t.split(": ")[0].removeprefix("sheet ") for t in told] == [
        *("'Conflict', cell A2", "'Conflict', cell C3"),
        *("'Options', cell E2", "'Options', cell D2", "'Options', cell D4"),
        *("'Conditions', cell B2", "'Conditions', cell A4"),
        *("'Options', cell C2", "'Options', cell C2"),
        *("'Rules', cell A2", "'Rules', cell B3", "'Rules', cell B4"),
        *("'States', cell B2", "'States', cell A3", "'States', cell B4"),
        *("'Preferences', cell B1", "'Preferences', cell A2", "'Preferences', cell A3"),
    ]
    assert str(error.value).count("\n") == len(told) - 1


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ((0, 0, "Decision macher"), 1),
        ((0, 1, "Optoin"), 1),
        ((0, 1, "Way"), 2),  # no such column, and the one that is missing
        ((2, 1, None), 1),
        ((2, 5, "some"), 1),
        ((1, 0, None), 1),
    ],
)
def test_what_follows_from_a_mistake_is_not_told(cell, told, tmp_path):
    """Where an option, a level or a decision maker is hidden by a mistake, what names it may be right."""
    rows: list[list[Any]] = [
        ["Decision maker", "Option", "Text", "Direction", "Short", "Levels"],
        ["city", "build", "build it"],
        ["firm", "pay", "pay it", "", "", "some; all"],
    ]
    row, column, value = cell
    rows[row][column] = value
    more = {
        "Rules": [["What"], ["city.build and firm.pay >= all"]],
        "States": [["State", "What"], ["now", "city.build+firm.pay.some"]],
        "Preferences": [["city", "firm"], ["not build", "firm.pay.all"]],
    }
    with pytest.raises(detente.ConflictFileError) as error:
        detente.import_file(workbook({"Options": rows} | more, tmp_path / "a.xlsx"))
    assert len(error.value.problems) == told
    assert all("sheet 'Options'" in p.message for p in error.value.problems)


@pytest.mark.parametrize(
    "where", ["Options", "Rules", "Preferences", "Ranks", "Rankings", "States", "Conditions"]
)
@pytest.mark.parametrize("ending", ["xlsx", "zip"])
def test_a_cell_outside_the_headings_is_told(where, ending, tmp_path):
    sheets: dict[str, list[list[Any]]] = {
        "Options": [["Decision maker", "Option"], ["city", "build"], ["firm", "pay"]],
        "Rules": [["What", "Because"], ["YY", "a reason"]],
        "States": [["State", "What"], ["now", "NN"]],
        "Conditions": [["Condition", "What"], ["deal", "firm.pay"]],
        "Preferences": [["city", "firm"], ["build", "pay"]],
        "Rankings": [["city", "firm"], ["NN", "NN"], ["NY", "NY"], ["YN", "YN"]],
        "Ranks": [["", "city", "firm"], ["NN", 1, 1], ["NY", 0, 0], ["YN", 2, 2]],
    }
    forms = {"Preferences", "Rankings", "Ranks"}
    sheets = {
        n: rows
        for n, rows in sheets.items()
        if n not in forms or n == where or (where not in forms and n == "Ranks")
    }
    width = len(sheets[where][0])
    assert detente.import_file(spreadsheet(sheets, tmp_path / f"a.{ending}")).option_ids
    rows = [list(r) for r in sheets[where]]
    rows[1] += ["", "lost"]
    rows.append([""] * (width + 1) + ["more"])
    with pytest.raises(detente.ConflictFileError) as error:
        detente.import_file(spreadsheet(sheets | {where: rows}, tmp_path / f"b.{ending}"))
    cell = letters(width + 1)
    assert [p.message for p in error.value.problems] == [
        f"sheet '{where}', cell {cell}2: 'lost' (and 1 more below) stands in a column without a heading; write one in "
        f"cell {cell}1, or clear the column"
        + (" (a text with a comma in it needs quotation marks)" if ending == "zip" else "")
    ]


def test_an_empty_sheet_of_options_is_told(tmp_path):
    headings = "its first row has the headings Decision maker, Option, Text and more, "
    for content in ("", "\n \n", ",,\n"):
        (tmp_path / "empty.csv").write_text(content, encoding="utf-8")
        with pytest.raises(DetenteError, match=f"empty.csv: is empty; {headings}"):
            detente.import_file(tmp_path / "empty.csv")
    book = workbook(DISPUTE | {"Options": []}, tmp_path / "empty.xlsx")
    with pytest.raises(DetenteError, match=f"the sheet 'Options' is empty; {headings}"):
        detente.import_file(book)


def test_a_name_without_a_decision_maker_is_told(tmp_path):
    rows = [["Decision maker", "Option", "Name"], ["city", "build", "The city"], ["", "", "The firm"]]
    with pytest.raises(DetenteError, match="cell B3: no option, and 'The firm' stands under 'Name'"):
        detente.import_file(workbook({"Options": rows}, tmp_path / "a.xlsx"))


@pytest.mark.parametrize(
    ("sheet", "row", "column", "cell"),
    [("Options", 3, 2, "B3"), ("Options", 2, 3, "C2"), ("Preferences", 2, 1, "A2"), ("Rules", 3, 2, "B3")],
)
def test_a_formula_without_a_result_is_told(sheet, row, column, cell, tmp_path):
    """A script writes formulas without results; they would be read as empty cells."""
    file = workbook(changed(sheet, row, column, '=CONCATENATE("ta","x")'), tmp_path / "dispute.xlsx")
    with pytest.raises(DetenteError) as error:
        detente.import_file(file)
    assert str(error.value) == (
        f"{file}: sheet '{sheet}', cell {cell}: a formula without a stored result; open the workbook in a spreadsheet "
        "program and save it, or write the value"
    )


def with_part(file: Path, before: bytes, after: bytes) -> Path:
    """Change what stands in the sheets of a workbook."""
    data = io.BytesIO(file.read_bytes())
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            # how an empty element is written depends on whether lxml is there
            part = old.read(entry).replace(b"<v></v>", b"<v />").replace(b"<v/>", b"<v />")
            new.writestr(entry, part.replace(before, after))
    return file


def test_a_formula_with_a_result_is_read_as_it(tmp_path):
    formula = '=CONCATENATE("ta","x")'
    written = b'<c r="B3"><f>CONCATENATE("ta","x")</f><v /></c>'
    file = workbook(changed("Options", 3, 2, formula), tmp_path / "a.xlsx")
    with_part(file, written, written.replace(b'"B3"', b'"B3" t="str"').replace(b"<v />", b"<v>tax</v>"))
    assert detente.import_file(file).option_ids[1] == "the_city.tax"
    file = workbook(changed("Options", 3, 4, formula), tmp_path / "b.xlsx")
    written = written.replace(b"B3", b"D3")
    with_part(file, written, written.replace(b'"D3"', b'"D3" t="str"'))  # the result is an empty text
    assert detente.to_yaml(detente.import_file(file)) == detente.to_yaml(
        detente.import_file(workbook(DISPUTE, tmp_path / "c.xlsx"))
    ).replace("title: a", "title: b")


def test_formulas_in_sheets_of_the_analyst_are_left_alone(tmp_path):
    sheets = DISPUTE | {"Notes": [["=1+1"]]}
    assert detente.import_file(workbook(sheets, tmp_path / "a.xlsx")).title == "A toll road"


def test_rankings_and_ranks(tmp_path):
    sheets = {k: v for k, v in DISPUTE.items() if k != "Preferences"}
    states = ["NNN", "YNN", "NYN", "NNY", "YNY"]
    assert detente.import_file(workbook(DISPUTE, tmp_path / "a.xlsx")).game().size == len(states)
    ranking = sheets | {
        "Rankings": [
            ["The city", "firm"],
            ["firm.pay", "YNN"],
            ["NNN; NYN", "none"],
            ["YNY", "NYN;NNY"],
            ["YNN", "YNY"],
        ]
    }
    numbers: list[tuple[Any, Any]] = [(3, 3), (1, 4), (3, 2), ("4,5", 2), (2.5, 1)]
    ranks = sheets | {
        "Ranks": [
            ["State", "the_city", "firm"],
            *([s, a, b] for s, (a, b) in zip(states, numbers, strict=True)),
        ]
    }
    one = detente.import_file(workbook(ranking, tmp_path / "b.xlsx")).game()
    two = detente.import_file(workbook(ranks, tmp_path / "c.xlsx")).game()
    assert [r.tolist() for r in one.ranks] == [r.tolist() for r in two.ranks]
    assert one.ranks[0][one.state("firm.pay").index] == 3
    wrong = [
        ([["The city"], ["none"]], "says nothing of what 'firm' prefers: add a column"),
        (ranking["Rankings"][:-1], "the ranking of 'the_city' leaves out feasible states: the_city.build"),
        ([["The city", "firm"], ["YYN"]], "is not feasible: it breaks the rule"),
        ([["The city", "firm"], ["firm.pai"]], "sheet 'Rankings', cell A2: no state 'firm.pai'"),
    ]
    for number, (rows, told) in enumerate(wrong):
        with pytest.raises(DetenteError, match=told.replace("(", r"\(")):
            detente.import_file(workbook(sheets | {"Rankings": rows}, tmp_path / f"w{number}.xlsx"))
    ranks["Ranks"][2][2] = "high"
    with pytest.raises(DetenteError, match="sheet 'Ranks', cell C3: a number is expected"):
        detente.import_file(workbook(ranks, tmp_path / "d.xlsx"))


def test_sheets_of_the_analyst_are_left_alone(tmp_path):
    sheets = DISPUTE | {"Notes": [["anything", 5]], "All states": [["x"]]}
    assert detente.import_file(workbook(sheets, tmp_path / "a.xlsx")).title == "A toll road"
    with pytest.raises(DetenteError, match="has no sheet 'Options' \\(found: 'Notes'\\)"):
        detente.import_file(workbook({"Notes": [["x"]]}, tmp_path / "b.xlsx"))


@pytest.mark.parametrize("ending", ["xlsx", "zip"])
@pytest.mark.parametrize("name", detente.catalogue_names())
def test_catalogue_there_and_back(name, ending, tmp_path):
    conflict = detente.load(name)
    for account in conflict.accounts:
        detente.export_file(conflict, tmp_path / f"x.{ending}", perspective=account)
        again = detente.import_file(tmp_path / f"x.{ending}")
        assert_same_game(conflict, again, account=account)
        game, same = conflict.game(account), again.game()
        assert [game.states.state(s).id for s in range(game.size)] == [
            same.states.state(s).id for s in range(game.size)
        ]


def test_random_conflicts_there_and_back(tmp_path):
    for number, conflict in enumerate(random_conflicts("sheets", 80)):
        file = tmp_path / ("x.xlsx" if number % 5 == 0 else "x.zip")
        detente.export_file(conflict, file)
        assert_same_game(conflict, detente.import_file(file))


def test_options_with_levels_there_and_back(tmp_path):
    for conflict in random_level_conflicts("sheets", 40):
        detente.export_file(conflict, tmp_path / "x.zip")
        again = detente.import_file(tmp_path / "x.zip")
        assert_same_game(conflict, again)
        assert again.levels.keys() == conflict.levels.keys()
        assert again.option_ids == conflict.option_ids


SAID = """\
detente: 1
title: t
decision_makers:
  a:
    name: Those who build and pay
    short: builders
    options:
      x: {text: build, otherwise: nothing is built, short: road}
      y: {text: pay, levels: [some, all], otherwise: nobody pays, short: money}
  b: {options: {z: sue}}
  c: {name: Onlookers, short: onlookers}
conditions:
  deal: {that: a.x and not b.z, text: it is built in peace, otherwise: it is not built in peace}
  calm: {that: not b.z, otherwise: somebody sues}
preferences: {a: [x], b: [not a.x], c: []}
"""


@pytest.mark.parametrize("ending", ["xlsx", "zip"])
def test_short_names_and_negative_texts_there_and_back(ending, tmp_path):
    conflict = detente.read_conflict(SAID)
    assert detente.export_file(conflict, tmp_path / f"x.{ending}") == ()
    again = detente.import_file(tmp_path / f"x.{ending}")
    assert again.decision_makers == conflict.decision_makers
    told = [(d.name, d.text, d.otherwise) for d in conflict.definitions]
    assert [(d.name, d.text, d.otherwise) for d in again.definitions] == told


def test_columns_that_nothing_needs_are_not_written(tmp_path):
    detente.export_file(detente.read_conflict(SAID), tmp_path / "said.zip")
    detente.export_file(detente.load("chicken"), tmp_path / "bare.zip")
    heads = []
    for name in ("said", "bare"):
        with zipfile.ZipFile(tmp_path / f"{name}.zip") as archive:
            heads.append(archive.read("Options.csv").decode("utf-8-sig").splitlines()[0].split(","))
    assert heads[0] == [*heads[1], "Short name", "Otherwise", "Short"]


def test_short_words_in_a_sheet_are_short(tmp_path):
    rows = [["Decision maker", "Option", "Short name"], ["a", "x", "y" * 25]]
    with pytest.raises(DetenteError, match="cell C2: at most 24 characters are expected"):
        detente.import_file(workbook({"Options": rows}, tmp_path / "a.xlsx"))


def test_levels_in_a_sheet(tmp_path):
    options = [
        ["Decision maker", "Option", "Text", "Direction", "Status quo", "Levels"],
        ["guest", "leave", "pull out", "forward", "partial", "partial: a part; full"],
        ["host", "pay", "pay", "", "N", ""],
    ]
    wishes = [["guest", "host"], ["host.pay"], ["not leave", "guest.leave >= full"]]
    sheets = {"Options": options, "Preferences": wishes}
    conflict = detente.import_file(workbook(sheets, tmp_path / "a.xlsx"))
    assert [o.text for o in conflict.options.values()] == ["a part", "pull out (full)", "pay"]
    game = conflict.game()
    assert game.state("status_quo").id == "guest.leave.partial"
    assert [t.id for t in game.reachable("guest", "status_quo")] == ["guest.leave.full"]
    for column, value, told in (
        (5, "half", "cell E2: no level 'half'"),
        (6, "full", "cell F2: from 2 to 20 levels"),
        (6, "full; full", "cell F2: 'full' cannot name a level, or names two"),
    ):
        rows = [list(r) for r in options]
        rows[1][column - 1] = value
        with pytest.raises(DetenteError, match=told):
            detente.import_file(workbook(sheets | {"Options": rows}, tmp_path / "b.xlsx"))


def test_a_long_ranking_goes_on_in_the_cells_below(tmp_path):
    makers = "".join(f"  d{k}: {{options: {{a: a, b: b, c: c}}}}\n" for k in range(3))
    makers = f"detente: 1\ntitle: t\ndecision_makers:\n{makers}"
    game = detente.read_conflict(makers + "preferences: {d0: [], d1: [], d2: []}\n").game()
    tied = [game.state(s).id for s in range(game.size)]
    ranking = f"{{ranking: [[{', '.join(tied[1:])}], {{much: 3}}, {tied[0]}]}}"
    conflict = detente.read_conflict(makers + f"preferences: {{d0: {ranking}, d1: [d0.a], d2: []}}\n")
    assert detente.export_file(conflict, tmp_path / "x.xlsx") == ()
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Rankings"]
    cells = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert len(cells) > 4
    assert all(len(cell) < 2_100 for cell in cells)
    assert cells[-2:] == ["much: 3", tied[0]]
    assert detente.import_file(tmp_path / "x.xlsx") == conflict


def test_nothing_becomes_a_formula(tmp_path):
    text = "detente: 1\ntitle: '=1+1'\ndecision_makers:\n  d: {options: {o: '=HYPERLINK(\"x\")'}}\n"
    text += "preferences: {d: [o]}\n"
    conflict = detente.read_conflict(text)
    detente.export_file(conflict, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    kinds = {c.data_type for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None}
    assert "f" not in kinds
    again = detente.import_file(tmp_path / "x.xlsx")
    assert (again.title, again.options["d.o"].text) == ("=1+1", '=HYPERLINK("x")')


def test_a_workbook_without_its_package_says_what_to_install(tmp_path, monkeypatch):
    import builtins

    file = workbook(DISPUTE, tmp_path / "dispute.xlsx")
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name.split(".")[0] in ("openpyxl", "pyarrow"):
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(DetenteError, match=r"pip install 'detente\[xlsx\]'"):
        detente.import_file(file)
    with pytest.raises(DetenteError, match=r"pip install 'detente\[xlsx\]'"):
        detente.export_file(detente.load("chicken"), tmp_path / "c.xlsx")
    with pytest.raises(DetenteError, match=r"pip install 'detente\[parquet\]'"):
        detente.export_file(detente.load("chicken"), tmp_path / "c.parquet")
    assert [p.name for p in tmp_path.iterdir()] == ["dispute.xlsx"]


def bomb(path: Path, size: int) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * size)
    return path


def test_harmful_workbooks_are_refused(tmp_path):
    with pytest.raises(DetenteError, match="unpacks to more than"):
        detente.import_file(bomb(tmp_path / "bomb.xlsx", 70_000_000))
    entities = tmp_path / "entities.xlsx"
    data = io.BytesIO(workbook(DISPUTE, tmp_path / "dispute.xlsx").read_bytes())
    with zipfile.ZipFile(data) as before, zipfile.ZipFile(entities, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename.endswith("sheet2.xml"):
                content = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + content
            after.writestr(entry, content)
    with pytest.raises(DetenteError, match="has a document type of its own"):
        detente.import_file(entities)


def test_columns_are_named_as_spreadsheets_name_them():
    from openpyxl.utils import get_column_letter

    assert [letters(k) for k in range(800)] == [get_column_letter(k + 1) for k in range(800)]
