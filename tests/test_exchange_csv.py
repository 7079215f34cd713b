"""CSV files as programs of any country write them: separators, quotation marks, encodings, names of files."""

from __future__ import annotations

import codecs
import csv
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import detente
from detente.cli import main
from detente.conflict.encodings import USUAL, text_of
from detente.exchange.csv_reading import sheet

OPTIONS = [["Decision maker", "Option", "Text"], ["Café", "build", "déjà vu"], ["firm", "pay", "x"]]
WISHES = [["Café", "firm"], ["build", "pay"]]


def text(rows: list[list[str]], separator: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def files(
    folder: Path, separator: str = ",", encoding: str = "utf-8", ending: str = ".csv", before: str = ""
) -> Path:
    folder.mkdir()
    for name, rows in (("options", OPTIONS), ("preferences", WISHES)):
        (folder / f"{name}{ending}").write_bytes((before + text(rows, separator)).encode(encoding))
    return folder


def read(path: Path, encoding: str | None = None) -> tuple[str, ...]:
    conflict = detente.import_file(path, encoding=encoding)
    assert set(conflict.preferences) == {"Café", "firm"} or not conflict.preferences
    return tuple(o.text for o in conflict.options.values())


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_at_the_beginning_decides(separator, encoding, tmp_path):
    assert read(files(tmp_path / "a", separator, encoding)) == ("déjà vu", "x")


def test_a_mark_counts_for_more_than_what_is_asked_for(tmp_path):
    assert read(files(tmp_path / "a", ";", "utf-8-sig"), "cp1252") == ("déjà vu", "x")
    data = codecs.BOM_UTF16_BE + "é".encode("utf-16-be")
    assert text_of(data, "cp1250") == "é"


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "mac-roman", "Windows-1252", "utf-16-le"])
def test_other_encodings_are_asked_for(encoding, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    folder = files(tmp_path / "a", ";", encoding)
    with pytest.raises(detente.ConflictFileError) as error:
        detente.import_file("a")
    assert str(error.value).startswith("a/options.csv: is no UTF-8 text")
    assert "--encoding" in str(error.value)
    assert read(folder, encoding) == ("déjà vu", "x")
    assert main(["import", "a", "--encoding", encoding]) == 0
    assert "déjà vu" in capsys.readouterr().out
    with zipfile.ZipFile("a.zip", "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"folder/{file.name}")
    with pytest.raises(detente.ConflictFileError, match=r"options\.csv: is no UTF-8 text"):
        detente.import_file("a.zip")
    assert read(Path("a.zip"), encoding) == ("déjà vu", "x")


@pytest.mark.parametrize(
    "encoding", ["ansi", "klingon", "", "rot13", "zlib", "idna", "undefined", "unicode_escape"]
)
def test_what_is_no_encoding_is_told(encoding, tmp_path, capsys):
    folder = files(tmp_path / "a")
    assert main(["import", str(folder), "--encoding", encoding]) == 2
    err = capsys.readouterr().err
    assert err.startswith("detente: no encoding ")
    assert "allowed: cp1252" in err


def test_the_usual_encodings_are_there():
    for name in USUAL:
        assert text_of("x".encode(name), name) == "x"


YAML = "detente: 1\ntitle: Café\ndecision_makers: {a: {options: {x: x}}}\npreferences: {a: [x]}\n"


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_conflict_files_are_read_as_they_are_encoded(form, tmp_path, capsys):
    said = YAML if form == "yaml" else detente.to_json(detente.read_conflict(YAML))
    file = tmp_path / f"a.{form}"
    for encoding in ("utf-16", "utf-8-sig"):
        file.write_bytes(said.encode(encoding))
        assert detente.load(file).title == "Café"
    file.write_bytes(said.encode("cp1252"))
    for command in (["check"], ["analyze", "--json"], ["states"], ["export", "--to", "csv"]):
        assert main([command[0], str(file), *command[1:]]) == 2
        err = capsys.readouterr().err
        assert err.startswith(f"detente: {file}:")
        assert "is no UTF-8 text" not in err
        assert "no UTF-8 text (byte" in err
        assert "--encoding cp1252" in err
        assert main([command[0], str(file), *command[1:], "--encoding", "cp1252"]) == 0
        capsys.readouterr()
    assert detente.load(file, encoding="cp1252").title == "Café"
    file.write_bytes(said.encode("utf-16-le"))
    with pytest.raises(
        detente.ConflictFileError, match="one in UTF-16 without a mark; give --encoding utf-16-le"
    ):
        detente.load(file)
    assert detente.load(file, encoding="utf-16-le").title == "Café"


def test_other_text_formats_are_read_as_they_are_encoded(tmp_path):
    game = 'NFG 1 R "Café" { "A" } { 2 }\n1 2\n'
    graph = '<graphml><graph><node id="a"/><node id="b"/><edge source="a" target="b"><data key="dm">é</data></edge>'
    model = detente.export_text(detente.load("chicken"), "gmcr").replace("Chicken", "Café")
    for name, said, title in (
        ("a.nfg", game, "Café"),
        ("a.gmcr", model, "Café"),
        ("a.graphml", graph + "</graph></graphml>", None),
    ):
        file = tmp_path / name
        for encoding in ("cp1252", "utf-16"):
            file.write_bytes(said.encode(encoding))
            if encoding == "cp1252":
                with pytest.raises(detente.ConflictFileError, match=r"is no (UTF-8 text|XML)"):
                    detente.import_file(file)
            found = detente.import_file(file, encoding="cp1252")  # the mark of UTF-16 counts for more
            assert found.title == title if title else found.decision_makers[0].id == "é"
    detente.export_file(detente.load("chicken"), tmp_path / "a.xlsx")
    with pytest.raises(
        detente.DetenteError, match="a workbook says itself how its texts are encoded; leave --encoding"
    ):
        detente.import_file(tmp_path / "a.xlsx", encoding="cp1252")


@pytest.mark.parametrize("line", ["sep=;\r\n", "sep=;\n", '"sep=;"\r\n', "SEP=;;;\r\n"])
def test_a_line_that_names_the_separator_is_obeyed(line, tmp_path):
    assert read(files(tmp_path / "a", ";", before=line)) == ("déjà vu", "x")
    assert read(files(tmp_path / "b", "|", before=line.replace(";", "|", 1))) == ("déjà vu", "x")
    (tmp_path / "c.csv").write_text(line + "Decision maker;Option\nport;\n;build\n", encoding="utf-8")
    (tmp_path / "d.csv").write_text(line + "Decision maker;Optoin\n", encoding="utf-8")
    assert detente.import_file(tmp_path / "c.csv").option_ids == ("port.build",)
    with pytest.raises(detente.ConflictFileError, match="cell B1: no column 'Optoin'"):  # as Excel shows it
        detente.import_file(tmp_path / "d.csv")


def test_a_tsv_has_tabs(tmp_path):
    assert read(files(tmp_path / "a", "\t", ending=".tsv")) == ("déjà vu", "x")
    (tmp_path / "b.tsv").write_text("Decision maker\tOption\nSmith, Jones, Co\tbuild\n", encoding="utf-8")
    assert detente.import_file(tmp_path / "b.tsv").decision_makers[0].name == "Smith, Jones, Co"


NAMES = st.text(st.sampled_from("ab,; \"'\t|é"), min_size=1, max_size=12).map(str.strip).filter(bool)


@settings(max_examples=300)
@given(
    st.lists(st.tuples(NAMES, NAMES), min_size=2, max_size=4),
    st.sampled_from(",;\t"),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_the_separator_is_found_whatever_names_hold(pairs, separator, quoting):
    """What a program writes, which puts a text with its separator into quotation marks."""
    out = io.StringIO()
    rows = [["Decision maker", "Option"], *map(list, pairs)]
    csv.writer(out, delimiter=separator, quoting=quoting).writerows(rows)
    assert sheet(out.getvalue().encode(), "options.csv", "x").rows == rows
    other = io.StringIO()
    wishes = [[p[0] for p in pairs], [p[1] for p in pairs]]
    csv.writer(other, delimiter=separator, quoting=quoting).writerows(wishes)
    assert sheet(other.getvalue().encode(), "preferences.csv", "x", usual=separator).rows == wishes


@pytest.mark.parametrize(
    ("content", "cell", "told"),
    [
        (
            'Decision maker,Option\nport,"dredge\nfishers,block\n',
            "B2",
            "a quotation mark opens a text here and nothing",
        ),
        ('Decision maker,Option\n"port" x,dredge\n', "A2", "'x,dredge' follows behind the quotation mark"),
        ('Decision maker;Option\nport;"say ""no" now"\n', "B2", "'now\"' follows behind the quotation mark"),
        (
            'Decision maker,Option\r\n"a\r\nb",x\r\n"c',
            "A3",
            "a quotation mark opens a text here and nothing closes it",
        ),
    ],
)
def test_a_quotation_mark_is_told_where_it_opens(content, cell, told, tmp_path):
    (tmp_path / "options.csv").write_bytes(content.encode())
    with pytest.raises(detente.ConflictFileError) as error:
        detente.import_file(tmp_path / "options.csv")
    assert f"sheet 'Options', cell {cell}: " in str(error.value)
    assert told in str(error.value)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("preference", "preferences"), ("Rule", "rules"), ("ranking", "rankings"), ("contitions", "conditions")],
)
@pytest.mark.parametrize("ending", ["xlsx", "zip", ""])
def test_the_name_of_a_sheet_that_is_almost_right_is_told(name, meant, ending, tmp_path):
    from tests.test_exchange_sheets import spreadsheet

    rows = {
        "Options": OPTIONS,
        name: [["x"]],
        "My notes": [["y"]],
        "Options (2)": [["z"]],
        "All states": [["a"]],
    }
    file = tmp_path / (f"a.{ending}" if ending else "a.zip")
    spreadsheet(rows, file)
    if not ending:
        with zipfile.ZipFile(file) as archive:
            archive.extractall(tmp_path / "a")
        file = tmp_path / "a"
    with pytest.raises(detente.ConflictFileError) as error:
        detente.import_file(file)
    assert f"the sheet '{name}' has a name that is not read; did you mean '{meant}'? Rename it" in str(
        error.value
    )
    assert "\n" not in str(error.value)


def test_what_is_almost_the_sheet_of_options_is_told(tmp_path):
    from tests.test_exchange_sheets import workbook

    file = workbook({"Option": OPTIONS, "Notes": [["x"]]}, tmp_path / "a.xlsx")
    with pytest.raises(
        detente.ConflictFileError, match=r"has no sheet 'Options' \(found: .*\); is 'Option' meant\?"
    ):
        detente.import_file(file)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (
            "from,to,decision_maker\ncalm,raid,south\n",
            "is a table of moves ('from', 'to', 'decision maker'); a single CSV file is read as",
        ),
        ("From;To;Who\ncalm;raid;south\n", "is a table of moves ('from', 'to', 'who')"),
        ("form,to,dm\ncalm,raid,south\n", "is a table of moves ('form', 'to', 'dm')"),
        (
            "Source,Target,Label\ncalm,raid,south\n",
            "put both into a folder, as moves.csv (Decision maker, From, To)",
        ),
        ("state,number,rank a\nx,0,1\n", "is a table of results"),
        ("from,decision maker,to,improvement\nx,a,y,True\n", "is a table of results"),
        ("Decision macher,Option\nx,a\n", "no column 'Decision macher'; did you mean 'Decision maker'?"),
    ],
)
def test_a_single_table_is_told_what_it_is(content, told, tmp_path):
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    with pytest.raises(detente.ConflictFileError) as error:
        detente.import_file(tmp_path / "a.csv")
    assert told in str(error.value)


@pytest.mark.parametrize(
    "head", ["from,to,decision_maker", "From,To,Decision maker", "FROM,to,decision.maker"]
)
def test_a_table_of_moves_is_read_beside_its_states(head, tmp_path):
    folder = tmp_path / "a"
    folder.mkdir()
    (folder / "moves.csv").write_text(f"{head}\ncalm,raid,south\nraid,war,north\n", encoding="utf-8")
    (folder / "states.csv").write_text("State\ncalm\nraid\nwar\n", encoding="utf-8")
    assert detente.import_file(folder).arcs == {"south": (("calm", "raid"),), "north": (("raid", "war"),)}
    (folder / "moves.csv").write_text("from,to,decisionmaker\ncalm,raid,south\n", encoding="utf-8")
    with pytest.raises(
        detente.ConflictFileError, match="cell C1: no column 'decisionmaker'; did you mean 'Decision maker'"
    ):
        detente.import_file(folder)


def test_one_sheet_of_several_is_told_to_be_read_with_the_others(tmp_path):
    folder = files(tmp_path / "a")
    with pytest.raises(
        detente.ConflictFileError, match=r"looks like the sheet 'preferences' alone; .* import .*/a$"
    ):
        detente.import_file(folder / "preferences.csv")


@pytest.mark.parametrize("sign", ["_", ".", "  ", "\u00a0"])
def test_headings_with_other_signs_between_words_are_headings(sign, tmp_path):
    head = f"decision{sign}maker,option,STATUS{sign}QUO"
    (tmp_path / "a.csv").write_text(f"{head}\nx,a,Y\n", encoding="utf-8")
    assert detente.import_file(tmp_path / "a.csv").status_quo is not None


def test_what_macos_packs_beside_a_file_is_passed_over(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x/options.csv", text(OPTIONS))
        archive.writestr("__MACOSX/x/._options.csv", b"\x00\x05\x16\x07\xff\xfe")
        archive.writestr("x/.options.csv", b"\xff")
    assert read(tmp_path / "a.zip") == ("déjà vu", "x")


@pytest.mark.parametrize("ending", ["xls", "xlsb", "ods", "fods", "numbers"])
def test_other_spreadsheets_are_told_what_to_do(ending, tmp_path):
    with pytest.raises(
        detente.DetenteError, match=r"is not read; open it in a spreadsheet program and save it as"
    ):
        detente.import_file(tmp_path / f"a.{ending}")


def test_a_workbook_with_macros_is_read_and_not_written(tmp_path):
    detente.export_file(detente.load("chicken"), tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(tmp_path / "a.xlsm")
    assert detente.import_file(tmp_path / "a.xlsm").title == "Chicken"
    for ending in ("xlsm", "tsv"):
        with pytest.raises(detente.DetenteError, match=f"no format has the ending '.{ending}'"):
            detente.export_file(detente.load("chicken"), tmp_path / f"b.{ending}")


@pytest.mark.parametrize("name", ["a.csv", "a.gmcr", "a.nfg"])
def test_a_workbook_under_another_name_is_told(name, tmp_path):
    detente.export_file(detente.load("chicken"), tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(tmp_path / name)
    with pytest.raises(
        detente.ConflictFileError, match="is no text but an archive or a workbook; name its format"
    ):
        detente.import_file(tmp_path / name)
    assert detente.import_file(tmp_path / name, "xlsx").title == "Chicken"
