"""A file that is not what a command reads: what it is, and what to type."""

from __future__ import annotations

import builtins
import shlex

import pytest

import detente
from detente.cli import main


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def without_openpyxl(monkeypatch) -> None:
    real = builtins.__import__

    def refusing(name, *args, **kwargs):
        if name.split(".")[0] == "openpyxl":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refusing)


def test_without_the_package_a_template_can_be_had_as_csv(monkeypatch, capsys, here):
    without_openpyxl(monkeypatch)
    assert main(["import", "--template", "a.xlsx"]) == 2
    err = capsys.readouterr().err
    assert err == (
        "detente: this needs the package openpyxl: pip install 'detente[xlsx]'; or write .zip, which holds the same "
        "sheets as CSV files\n"
    )
    assert list(here.iterdir()) == []
    assert main(["import", "--template", "a.zip"]) == 0
    capsys.readouterr()
    assert main(["import", "a.zip"]) == 0


def test_without_the_package_a_workbook_can_be_saved_as_csv(monkeypatch, capsys):
    detente.export_file(detente.load("chicken"), "a.xlsx")
    without_openpyxl(monkeypatch)
    assert main(["import", "a.xlsx"]) == 2
    assert "or save its sheets as CSV files in a folder" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["check", "analyze", "brief"])
@pytest.mark.parametrize(
    "name", ["a.xlsx", "a b.xlsm", "a.zip", "a.csv", "a.tsv", "a.gmcr", "a.graphml", "a.nfg", "folder"]
)
def test_a_command_about_another_tools_file_says_how_to_import_it(command, name, capsys, here):
    format = "xlsx" if name.endswith(".xlsm") else None
    if name == "folder":
        (here / name).mkdir()
        (here / name / "Options.csv").write_text("Decision maker,Option\na,x\n", encoding="utf-8")
    elif name.endswith((".csv", ".tsv")):
        separator = "\t" if name.endswith(".tsv") else ","
        (here / name).write_text(f"Decision maker{separator}Option\na{separator}x\n", encoding="utf-8")
    else:
        detente.export_file(detente.load("chicken"), name, format)
    assert main([command, name]) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"detente: {name}: ")
    assert "and no conflict file; type: detente import " in err
    typed = shlex.split(err.partition("type: ")[2])
    assert main(typed[1:]) == 0  # what it says to type makes a conflict file
    assert main(["check", typed[-1]]) == 0


@pytest.mark.parametrize("name", ["a", "a.txt", "-"])
def test_a_workbook_under_any_name_is_told(name, capsys, here, monkeypatch):
    detente.export_file(detente.load("chicken"), "book.xlsx")
    data = (here / "book.xlsx").read_bytes()
    if name == "-":
        import io
        import sys
        from types import SimpleNamespace

        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    else:
        (here / name).write_bytes(data)
    assert main(["check", name]) == 2
    err = capsys.readouterr().err
    assert "an archive or a workbook, and no conflict file; to make one of it, type: detente import " in err
    assert err.strip().endswith("--from xlsx")


@pytest.mark.parametrize("name", ["a.xls", "a.xlsb", "a.ods", "a.fods", "a.numbers"])
def test_a_spreadsheet_that_is_not_read_is_to_be_saved_first(name, capsys, here):
    (here / name).write_bytes(b"x")
    assert main(["check", name]) == 2
    err = capsys.readouterr().err
    assert (
        "and no conflict file; save it as an Excel workbook (.xlsx), then type: detente import a.xlsx --out"
        in err
    )


def test_a_folder_without_sheets_is_a_folder(capsys, here):
    (here / "folder").mkdir()
    assert main(["check", "folder/"]) == 2
    assert "cannot be read: Is a directory" in capsys.readouterr().err


@pytest.mark.parametrize(
    "name", ["x" * 3_000, "x" * 3_000 + ".csv", "x" * 3_000 + ".yaml", "a\0.csv", "a/" * 3_000 + "b"]
)
@pytest.mark.parametrize("command", [["import", "--from", "csv"], ["check"]])
def test_what_cannot_be_the_name_of_a_file_cannot_be_read(name, command, capsys):
    assert main([command[0], name, *command[1:]]) == 2
    err = capsys.readouterr().err
    assert "cannot be read: " in err or "no file" in err
    assert "cannot write" not in err
