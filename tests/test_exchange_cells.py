"""Cells of spreadsheets that are no texts, or that nobody sees: told with sheet and cell, and never read as a name."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import detente
from tests.test_exchange_sheets import spreadsheet, workbook

WHOLE: dict[str, list[list[Any]]] = {
    "Conflict": [["What", "Value"], ["title", "A toll"]],
    "Options": [
        [
            "Decision maker",
            "Option",
            "Text",
            "Direction",
            "Status quo",
            "Levels",
            "Name",
            "Short name",
            "Otherwise",
            "Short",
        ],
        ["city", "build", "build it", "forward", "N", "", "The city", "city", "not built", "road"],
        ["firm", "pay", "pay it", "both", "some", "some; all", "The firm", "firm", "no pay", "money"],
    ],
    "Conditions": [["Condition", "What", "Text", "Otherwise"], ["deal", "city.build", "a deal", "no deal"]],
    "Rules": [["Rule", "What", "Because"], ["never", "city.build and firm.pay >= all", "it is so"]],
    "States": [["State", "What", "Text"], ["now", "firm.pay.some", "today"]],
    "Preferences": [["city", "firm"], ["build", "pay"]],
    "Rankings": [["city"], ["now"]],
    "Ranks": [["State", "firm"], ["now", 1]],
}
ODD: dict[str, Any] = {
    "date": datetime.date(2024, 5, 1),
    "time": datetime.time(9, 30),
    "truth": True,
    "error": "#REF!",
}
TEXTS = ("Text", "Name", "Otherwise", "Because", "Value", "Short", "Short name")


def places() -> list[tuple[str, int, int]]:
    return [
        (n, r, c)
        for n, rows in WHOLE.items()
        for r, row in enumerate(rows)
        for c, v in enumerate(row)
        if v != "" and (n, r) != ("Conflict", 0)
    ]


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize(("sheet", "row", "column"), places())
def test_no_cell_but_a_text_or_a_number_is_a_name(sheet, row, column, kind, tmp_path):
    """Every place in every sheet: an error is told wherever it stands, dates and truth values where a name belongs."""
    rows = {n: [list(r) for r in found] for n, found in WHOLE.items()}
    head = str(rows[sheet][0][column])
    rows[sheet][row][column] = ODD[kind]
    cell = f"sheet '{sheet}', cell {openpyxl.utils.get_column_letter(column + 1)}{row + 1}: "
    with pytest.raises(
        detente.ConflictFileError
    ) as error:  # two kinds of preferences for one, so that it never passes
        detente.import_file(workbook(rows, tmp_path / "a.xlsx"))
    told = [p.message for p in error.value.problems if p.message.startswith(cell)]
    fits = kind != "error" and row > 0 and (head in TEXTS or (head == "Status quo" and kind == "truth"))
    if sheet == "Ranks" and (row, column) == (0, 0):
        fits = True  # nobody reads the heading of the states
    if head == "Status quo" and row == 2 and kind == "truth":
        fits = False  # an option with levels is not simply taken
    wanted = {
        "date": "is a date",
        "time": "is a date",
        "truth": "truth value",
        "error": "an error of the spreadsheet",
    }
    if fits:
        assert told == []
    elif not (head == "Status quo" and kind == "truth"):
        assert any(wanted[kind] in t for t in told), error.value
    else:
        assert told


@pytest.mark.parametrize(
    "text", ["#REF!", "#BEZUG!", "#NAME?", "#DIV/0!", "#N/A", "#NV", "#ÜBERLAUF!", "Err:508", "#####"]
)
@pytest.mark.parametrize("column", [1, 2])
def test_a_text_file_has_errors_as_texts(text, column, tmp_path):
    rows = [["Decision maker", "Option", "Text"], ["city", "build", "build it"]]
    rows[1][column] = text
    with pytest.raises(
        detente.ConflictFileError, match=f"cell {'ABC'[column]}2: '{text}' is an error".replace("?", r"\?")
    ):
        detente.import_file(spreadsheet({"Options": rows}, tmp_path / "a.zip"))


def test_dates_and_truth_values_in_texts_are_texts(tmp_path):
    rows: list[list[Any]] = [
        ["Decision maker", "Option", "Text", "Status quo"],
        ["city", "build", datetime.datetime(2024, 5, 1), True],
        ["city", "sue", False, False],
    ]
    conflict = detente.import_file(workbook({"Options": rows}, tmp_path / "a.xlsx"))
    assert [o.text for o in conflict.options.values()] == ["2024-05-01", "FALSE"]
    assert conflict.status_quo is not None
    assert conflict.taken_in(conflict.status_quo) == frozenset(["city.build"])


def test_numbers_are_compared_as_the_sheet_shows_them(tmp_path):
    options: list[list[Any]] = [["Decision maker", "Option"], ["city", "build"], ["firm", "pay"]]
    ranks: list[list[Any]] = [
        ["State", "city", "firm"],
        ["NN", 0.1 + 0.2, 1e-07],
        ["YN", 0.3, 0],
        ["NY", 1.234, -1e30],
        ["YY", 1234, 5e-08],
    ]
    conflict = detente.import_file(workbook({"Options": options, "Ranks": ranks}, tmp_path / "a.xlsx"))
    assert [r.tolist() for r in conflict.game().ranks] == [[0, 0, 1, 2], [3, 1, 0, 2]]


@pytest.mark.parametrize("number", ["1,000", "1.000"])
@pytest.mark.parametrize("ending", ["xlsx", "zip"])
def test_thousands_are_refused_in_cells_of_text(number, ending, tmp_path):
    options = [["Decision maker", "Option"], ["city", "build"]]
    sheets = {"Options": options, "Ranks": [["State", "city"], ["N", number], ["Y", "2"]]}
    with pytest.raises(
        detente.ConflictFileError, match="sheet 'Ranks', cell B2: a number that means one thing"
    ):
        detente.import_file(spreadsheet(sheets, tmp_path / f"a.{ending}"))
    sheets["Ranks"][2][1] = "2,5"  # which says what a comma means here
    game = detente.import_file(spreadsheet(sheets, tmp_path / f"b.{ending}")).game()
    assert game.ranks[0].tolist() == ([0, 1] if number == "1,000" else [1, 0])


def test_what_is_hidden_is_told(tmp_path):
    file = workbook(
        WHOLE | {"Rankings": [["city"]], "Ranks": [["", "firm"]], "Notes": [["x"]]}, tmp_path / "a.xlsx"
    )
    book = openpyxl.load_workbook(file)
    for name in ("Rankings", "Ranks"):
        del book[name]
    book["Rules"].sheet_state = "veryHidden"
    book["Notes"].sheet_state = "hidden"  # nobody reads it
    book["Options"].row_dimensions[2].hidden = True
    book["Options"].row_dimensions[3].hidden = True
    book["Preferences"].column_dimensions["B"].hidden = True
    book.save(file)
    conflict = detente.import_file(file)
    assert [w.message for w in conflict.warnings] == [
        "the sheet 'Options' has hidden rows, which were read like the others: 2 to 3",
        "the sheet 'Rules' is hidden, and was read like the others",
        "the sheet 'Preferences' has hidden columns, which were read like the others: B",
    ]


@pytest.mark.parametrize(
    ("sheet", "cells", "told"),
    [
        ("Preferences", "A1:B1", "stands in a column without a heading: its heading is merged"),
        ("Preferences", "A2:B2", "cell B2: is merged with cell A2; undo that"),
        ("Preferences", "A2:A3", None),
        ("Options", "A2:A3", None),  # as above
        ("Options", "D2:D3", "cell D3: is merged with cell D2"),
        ("Options", "C2:D2", "cell D2: is merged with cell C2"),
        ("Options", "C5:D6", None),  # nothing stands there
        ("Conflict", "B2:F2", None),
        ("Ranks", "B2:B3", "cell B3: is merged with cell B2"),
    ],
)
def test_merged_cells_are_told_where_they_would_be_read_as_empty(sheet, cells, told, tmp_path):
    sheets: dict[str, list[list[Any]]] = {
        "Conflict": [["What", "Value"], ["title", "A toll"]],
        "Options": [
            ["Decision maker", "Option", "Text", "Direction"],
            ["city", "build", "t", "both"],
            ["city", "sue", "t"],
        ],
        "Preferences": [["city"], ["build"], ["not sue"]],
    }
    if "B" in cells and sheet == "Preferences":
        sheets["Options"].append(["firm", "pay"])
        sheets["Preferences"] = [["city", "firm"], ["build", "pay"], ["not sue", "not pay"]]
    if sheet == "Ranks":
        del sheets["Preferences"]
        sheets["Ranks"] = [["State", "city"], *([s, k] for k, s in enumerate(("NN", "YN", "NY", "YY")))]
    file = workbook(sheets, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(file)
    book[sheet].merge_cells(cells)
    book.save(file)
    if told is None:
        assert detente.import_file(file).option_ids[:2] == ("city.build", "city.sue")
    else:
        with pytest.raises(detente.ConflictFileError, match=told):
            detente.import_file(file)


@pytest.mark.parametrize("mark", ["\xa0", "\u202f", "\u3000", "  ", "\u200b \ufeff", "\xad "])
def test_differences_that_nobody_sees_do_not_matter(mark, tmp_path):
    sheets = {
        f"{mark}options{mark}": [
            [f"Decision{mark}maker", f"{mark}Option"],
            ["cité", "build"],
            ["cite\u0301 ", "sue"],
        ],
        "States": [["State", "What"], [f"as{mark}now", "none"], ["later", f"cité.build{mark}+cité.sue"]],
        "Rankings": [[f"cité{mark}"], [f"as{mark}now\xa0"], ["later"], [f"YN{mark}"], ["NY"]],
        "Rules": [["What"], [f"not{mark}cité.build{mark}and not cite\u0301.build and cité.build"]],
    }
    if mark == "\xad ":
        mark = " "
    conflict = detente.import_file(spreadsheet(sheets, tmp_path / "a.zip"))
    assert conflict.option_ids == ("cité.build", "cité.sue")
    assert conflict.game().ranks[0].tolist() == [3, 1, 0, 2]


def test_long_texts_are_not_brought_into_another_form(tmp_path):
    """To sort a hundred thousand accents takes minutes; nothing so long is a heading."""
    head = "e" + "\u0301\u0323" * 50_000
    with pytest.raises(detente.ConflictFileError, match="no column 'e"):
        detente.import_file(
            spreadsheet({"Options": [["Decision maker", "Option", head]]}, tmp_path / "a.zip")
        )


def archive_with(parts: dict[str, bytes], path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def test_what_is_no_usual_workbook_is_told_what_it_is(tmp_path):
    book = io.BytesIO(workbook(WHOLE, tmp_path / "whole.xlsx").read_bytes())
    with zipfile.ZipFile(book) as archive:
        parts = {e: archive.read(e) for e in archive.namelist()}
    usual, strict = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    files = {
        "strict": (
            archive_with(
                {n: c.replace(usual, strict) for n, c in parts.items()}, tmp_path / "s.xlsx"
            ).read_bytes(),
            "is a workbook in the form 'Strict Open XML', which is not read; save it in the usual form",
        ),
        "password": (
            container + "EncryptedPackage".encode("utf-16-le"),
            "is protected by a password; open it",
        ),
        "old": (
            container + "Workbook".encode("utf-16-le"),
            r"is a workbook of an old Excel \(.xls\); open it",
        ),
        "either": (container, "is protected by a password, or is of an old Excel"),
        "ods": (
            archive_with(
                {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, tmp_path / "o"
            ).read_bytes(),
            r"is an OpenDocument file \(.ods\)",
        ),
        "binary": (
            archive_with({"xl/workbook.bin": b"x"}, tmp_path / "b").read_bytes(),
            "is a binary workbook",
        ),
        "text": (
            b"Decision maker,Option\n",
            "is no workbook: a workbook is a zip archive, and this is none; open it",
        ),
        "empty": (b"", "is empty; open it"),
    }
    for name, (data, told) in files.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
        with pytest.raises(detente.ConflictFileError, match=told) as error:
            detente.import_file(tmp_path / f"{name}.xlsx")
        assert "\n" not in str(error.value)


def test_a_number_that_is_too_long_for_a_cell_is_told_with_its_cell(tmp_path):
    sheets = {
        "Options": [["Decision maker", "Option"], ["city", "build"]],
        "Ranks": [["State", "city"], ["N", 7], ["Y", 6]],
    }
    book = io.BytesIO(workbook(sheets, tmp_path / "a.xlsx").read_bytes())
    with zipfile.ZipFile(book) as archive:
        parts = {
            e: archive.read(e).replace(b"<v>7</v>", b"<v>" + b"7" * 5_000 + b"</v>")
            for e in archive.namelist()
        }
    file = archive_with(parts, tmp_path / "b.xlsx")
    with pytest.raises(
        detente.ConflictFileError, match="sheet 'Ranks', cell B2: a number of more than 1,000 characters"
    ):
        detente.import_file(file)


def with_rows(path: Path, more: str, columns: str = "") -> Path:
    """Write a workbook whose sheet of options has more rows, as they stand in its XML."""
    book = io.BytesIO(
        workbook({"Options": [["Decision maker", "Option"], ["city", "build"]]}, path).read_bytes()
    )
    with zipfile.ZipFile(book) as archive:
        parts = {e: archive.read(e) for e in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</sheetData>", more.encode() + b"</sheetData>")
    parts[name] = parts[name].replace(b"<sheetData>", columns.encode() + b"<sheetData>")
    return archive_with(parts, path)


def cell(place: str, text: str = "x") -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.mark.parametrize(
    "more",
    [
        '<row r="1048576" customFormat="false" ht="12.8" hidden="false"/>',  # as LibreOffice ends every sheet
        '<row r="3"><c r="AMJ3" s="0"/></row><row r="1048575"><c r="A1048575" s="0"/></row>',
        "<row><c/><c/></row>" * 50,
    ],
)
def test_empty_rows_and_cells_behind_the_last_one_do_not_matter(more, tmp_path):
    assert detente.import_file(with_rows(tmp_path / "a.xlsx", more)).option_ids == ("city.build",)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            f'<row r="1000000000">{cell("A1000000000")}</row>',
            "a row with the number 1,000,000,000, and no workbook has more than",
        ),
        (
            '<row r="1000000000"/>',
            "a row with the number 1,000,000,000, and no workbook has more than 1,048,576",
        ),
        ("<row/>" * 1_048_577, "a row with the number 1,048,577, and no workbook has more than 1,048,576"),
        (f'<row r="100001">{cell("A100001")}</row>', "more than 100,000 rows or 500 columns"),
        (f'<row r="3">{cell("ABC3")}</row>', "more than 100,000 rows or 500 columns"),
        (
            f'<row r="3">{cell("SA3")}</row><row r="90000">{cell("A90000")}</row>',
            "more than 1,000,000 cells, those",
        ),
        (
            "<row>" + "<c/>" * 1_000_001 + "</row>",
            "more than 1,000,000 cells, those left empty between others counted",
        ),
    ],
    ids=range(7),
)
def test_gaps_count_against_the_limits_before_they_are_filled(more, told, tmp_path):
    file = with_rows(tmp_path / "a.xlsx", more)
    with pytest.raises(detente.ConflictFileError, match=f"a.xlsx: sheet 'Options' has {told}"):
        detente.import_file(file)


def test_the_cells_of_all_sheets_count_together(tmp_path, monkeypatch):
    from detente.exchange import xlsx_marks

    sheets = {
        "Options": [["Decision maker", "Option"], ["city", "build"]],
        "Ranks": [["State", "city"], ["N", 1], ["Y", 2]],
    }
    file = workbook(sheets, tmp_path / "a.xlsx")
    monkeypatch.setattr(xlsx_marks, "MOST_CELLS", 10)
    assert detente.import_file(file).option_ids
    monkeypatch.setattr(xlsx_marks, "MOST_CELLS", 9)
    with pytest.raises(
        detente.ConflictFileError,
        match="sheet 'Ranks' has more than 9 cells, those left empty between others counted",
    ):
        detente.import_file(file)


TWO: list[list[Any]] = [["Decision maker", "Option"], ["city", "build"], ["firm", "pay"]]
NUMBERS_IN: dict[str, dict[str, list[list[Any]]]] = {
    "Ranks": {
        "Options": TWO,
        "Ranks": [["State", "city", "firm"], ["NN", "?", 1], ["YN", 2, 1], ["NY", 0, 1], ["YY", 0, 1]],
    },
    "Weights": {
        "Options": TWO,
        "Preferences": [["firm"], ["pay"]],
        "Weights": [["Decision maker", "What", "Weight"], ["city", "build", "?"], ["city", "firm.pay", 2]],
    },
    "Factions": {
        "Options": TWO,
        "Preferences": [
            ["city", "firm", "city / left", "city / right"],
            ["build", "pay", "build", "firm.pay"],
        ],
        "Factions": [["Decision maker", "Faction", "Weight"], ["city", "left", "?"], ["city", "right", 1]],
    },
    "Payoffs": {
        "Payoffs": [["city \\ firm", "pay", "sue"], ["build", "?; 2", "1; 1"], ["wait", "0; 0", "3; 1"]]
    },
    "Payoffs in a list": {
        "Payoffs": [
            ["city", "firm", "payoff city", "payoff firm"],
            ["build", "pay", "?", 1],
            ["wait", "pay", 2, 2],
        ]
    },
}


def filled_in(sheets: dict[str, list[list[Any]]], number: Any) -> dict[str, list[list[Any]]]:
    def put(cell: Any) -> Any:
        if cell == "?":
            return number
        return cell.replace("?", str(number)) if isinstance(cell, str) else cell

    return {name: [[put(c) for c in row] for row in rows] for name, rows in sheets.items()}


@pytest.mark.parametrize("ending", ["xlsx", "zip"])
@pytest.mark.parametrize("where", NUMBERS_IN)
def test_a_number_means_one_thing_wherever_one_stands(where, ending, tmp_path):
    sheets = NUMBERS_IN[where]
    for number in ("1,000", "1.000", "-2.500"):
        with pytest.raises(
            detente.ConflictFileError, match=f"a number that means one thing is expected, found '{number}'"
        ):
            detente.import_file(spreadsheet(filled_in(sheets, number), tmp_path / f"a.{ending}"))
    wanted = detente.import_file(spreadsheet(filled_in(sheets, "2.5"), tmp_path / f"b.{ending}"))
    for number in ("2,5", "2,50", "2.50", "25e-1", "２,５"):
        again = detente.import_file(spreadsheet(filled_in(sheets, number), tmp_path / f"b.{ending}"))
        assert [r.tolist() for r in again.game().ranks] == [r.tolist() for r in wanted.game().ranks]
    for number in ("high", "1.2.3"):
        with pytest.raises(detente.ConflictFileError, match=f"a number is expected, found '{number}'"):
            detente.import_file(spreadsheet(filled_in(sheets, number), tmp_path / f"a.{ending}"))
    with pytest.raises(
        detente.ConflictFileError, match="a number of 5,000 characters, and at most 1,000 are read"
    ):
        detente.import_file(spreadsheet(filled_in(sheets, "7" * 5_000), tmp_path / f"a.{ending}"))


@pytest.mark.parametrize("where", [w for w in NUMBERS_IN if w != "Payoffs"])
def test_a_cell_with_a_number_is_that_number(where, tmp_path):
    """1.234 in such a cell is a little more than one, in whichever country it was written."""
    found = [
        detente.import_file(workbook(filled_in(NUMBERS_IN[where], number), tmp_path / "a.xlsx"))
        .game()
        .ranks[0]
        .tolist()
        for number in (1.234, "1.2340")
    ]
    assert found[0] == found[1]


@pytest.mark.parametrize("ending", ["xlsx", "zip"])
def test_numbers_with_three_decimals_are_written_so_that_they_are_read(ending, tmp_path):
    text = """
    detente: 1
    title: t
    decision_makers: {a: {options: {x: x, y: y}}}
    preferences: {a: {weights: {a.x: 1.125, a.y: -20.250, a.x and a.y: 0.125}}}
    """
    conflict = detente.read_conflict(text)
    detente.export_file(conflict, tmp_path / f"a.{ending}")
    assert detente.to_yaml(detente.import_file(tmp_path / f"a.{ending}")) == detente.to_yaml(conflict)
