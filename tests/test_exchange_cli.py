"""The commands import and export as a person or a script uses them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

import detente
from detente.cli import main
from detente.cli.exchange_arguments import READ, WRITTEN
from detente.exchange import FORMATS
from tests.exchange_games import OPEN
from tests.test_exchange_gmcr import river


def run(*argv: str, capsys) -> tuple[int, str, str]:
    code = main(list(argv))
    out, err = capsys.readouterr()
    return code, out, err


def held(out: str, concept: str) -> list[str]:
    """The equilibria under a concept, as ``analyze --json`` tells them."""
    found = json.loads(out)
    [one] = [h for h in found["held"] if h["concept"] == concept]
    return [found["states"][s]["id"] for s in one["states"]]


@pytest.fixture
def gmcr(tmp_path: Path, monkeypatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("river.gmcr").write_text(json.dumps(river(coalitions=[[0, 1]])), encoding="utf-8")
    return "river.gmcr"


def test_the_help_lists_every_format():
    assert set(WRITTEN) == {f.name for f in FORMATS if f.write is not None}
    assert {f.name for f in FORMATS if f.read is not None} - set(READ) == {"gmcr-web", "nfg-outcomes"}


def test_import_prints_a_conflict_file(gmcr, capsys):
    code, out, err = run("import", gmcr, capsys=capsys)
    assert code == 0
    assert detente.read_conflict(out).option_ids[0] == "syria.release_water"
    assert err.splitlines() == [
        "detente: river.gmcr: its coalitions were left out: ask 'detente coalitions' about groups (warning)"
    ]


def test_import_writes_a_file_once(gmcr, capsys):
    code, out, err = run("import", gmcr, "--out", "river.yaml", capsys=capsys)
    assert (code, out) == (0, "")
    assert "wrote river.yaml; next: detente check river.yaml" in err
    assert run("check", "river.yaml", capsys=capsys)[0] == 0
    Path("river.yaml").write_text("mine", encoding="utf-8")
    code, _, err = run("import", gmcr, "--out", "river.yaml", capsys=capsys)
    assert code == 2
    assert "is there already; nothing was written: give another name, or --force to replace it" in err
    assert Path("river.yaml").read_text(encoding="utf-8") == "mine"
    assert run("import", gmcr, "--out", "river.yaml", "--force", capsys=capsys)[0] == 0
    assert detente.read_file("river.yaml").option_ids


def test_import_writes_the_form_that_the_ending_says(gmcr, capsys):
    for name in ("river.yaml", "river.yml", "river.json", "RIVER.JSON"):
        assert run("import", gmcr, "--out", name, "--force", capsys=capsys)[0] == 0
        assert run("check", name, capsys=capsys)[0] == 0
        assert Path(name).read_text(encoding="utf-8").startswith("{") == name.lower().endswith("json")
    assert json.loads(Path("river.json").read_text(encoding="utf-8"))["detente"] == 1
    assert detente.read_file("river.json") == detente.read_file("river.yaml")


def test_a_file_that_cannot_be_read_leaves_nothing_behind(gmcr, capsys):
    Path("bad.gmcr").write_text("{", encoding="utf-8")
    code, out, err = run("import", "bad.gmcr", "--out", "bad.yaml", capsys=capsys)
    assert (code, out) == (2, "")
    assert err.startswith("detente: bad.gmcr:1:2: is no JSON")
    assert err.count("\n") == 1
    assert not Path("bad.yaml").exists()


def test_import_from_standard_input(gmcr, capsys, monkeypatch):
    class Stdin:
        buffer = io.BytesIO(Path(gmcr).read_bytes())

    monkeypatch.setattr(sys, "stdin", Stdin())
    code, out, _ = run("import", "-", "--from", "gmcr", capsys=capsys)
    assert code == 0
    assert "syria" in out


@pytest.mark.parametrize("ending", ["xlsx", "zip"])
def test_the_template_is_a_conflict_to_start_from(ending, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code, out, err = run("import", "--template", f"mine.{ending}", capsys=capsys)
    assert (code, out) == (0, "")
    assert "wrote" in err
    assert run("import", f"mine.{ending}", "--out", "mine.yaml", capsys=capsys)[0] == 0
    code, out, _ = run("analyze", "mine.yaml", "--json", capsys=capsys)
    assert code == 0
    from detente.cli.exchange import TEMPLATE

    started = detente.analyze(detente.read_file(TEMPLATE).game("base")).equilibria["nash"]
    assert held(out, "nash") == [s.id for s in started]
    code, _, err = run("import", "--template", f"mine.{ending}", capsys=capsys)
    assert code == 2
    assert "--force to replace it" in err


@pytest.mark.parametrize("format", [f.name for f in FORMATS if f.text and f.write])
def test_export_prints_text(format, capsys):
    code, out, err = run("export", "prisoners-dilemma", "--to", format, capsys=capsys)
    assert code == 0
    assert out == detente.export_text(detente.load("prisoners-dilemma"), format)
    assert all(line.startswith("detente: ") for line in err.splitlines())


@pytest.mark.parametrize("format", [f for f in FORMATS if f.endings and f.write], ids=lambda f: f.name)
def test_export_writes_files_by_their_ending(format, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        code, out, err = run(
            "export", "prisoners-dilemma", "--out", f"{name}{format.endings[0]}", capsys=capsys
        )
        assert (code, out) == (0, "")
        assert f"wrote {name}{format.endings[0]}" in err
    assert sorted(p.name for p in tmp_path.iterdir()) == [f"a{format.endings[0]}", f"b{format.endings[0]}"]
    if format.name != "xlsx":  # which bears the time it was made
        assert len({p.read_bytes() for p in tmp_path.iterdir()}) == 1


def test_the_account_and_the_concepts_are_chosen(capsys):
    _, out, err = run("export", "istanbul-2025", "--to", "csv", "-p", "kyiv", "-c", "seq", capsys=capsys)
    assert "seq equilibrium" in out.splitlines()[0]
    assert "nash" not in out.splitlines()[0]
    assert "other accounts: only 'kyiv' is written, not commentary, broker (warning)" in err
    held = [line.split(",")[0] for line in out.splitlines() if line.endswith("True,False")]
    wanted = detente.analyze(detente.load("istanbul-2025").game("kyiv"), ["seq"]).equilibria["seq"]
    assert held == [s.id for s in wanted]


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["import"], "which file?"),
        (["import", "-"], "give --from FORMAT"),
        (["import", "x.yaml"], "x.yaml: a file that ends in .yaml is a conflict file already"),
        (
            ["import", "x.json"],
            "detente check x.json. If another tool wrote it, name the format (gmcr, ",
        ),
        (
            ["import", "x.gmcr", "--out", "x.xlsx"],
            "--out x.xlsx: no conflict file has the ending '.xlsx' (allowed: .yaml, .yml, .json)",
        ),
        (["import", "x.gmcr", "--out", "x.jsn"], "ending '.jsn'; did you mean '.json'?"),
        (["import", "x.gmcr", "--out", "x"], "no conflict file has the ending ''"),
        (
            ["import", "--template", "t.xls"],
            "no spreadsheet has the ending '.xls'; did you mean '.xlsx'? (allowed: .xlsx, .zip)",
        ),
        (["import", "x.gmcr"], "x.gmcr: cannot be read: No such file"),
        (["import", "x.gmrc"], "did you mean '.gmcr'?"),
        (["import", "x", "--from", "gmrc"], "no format 'gmrc'; did you mean 'gmcr'?"),
        (["import", "x.parquet"], "the format parquet is not read"),
        (["import", ".", "--from", "gmcr"], "cannot be read: Is a directory"),
        (["import", "."], "has no sheet 'Options'"),
        (["import", "x.gmcr", "--template", "t.xlsx"], "leave the other arguments out"),
        (["import", "--template", "t.csv"], "ending '.csv' (allowed: .xlsx, .zip)"),
        (["export", "chicken"], "which format?"),
        (["export", "chicken", "--out", "x.docx"], "no format has the ending '.docx'"),
        (["export", "chicken", "--to", "parquet"], "is no text; give --out FILE"),
        (
            ["export", "chicken", "--to", "csv", "--table", "state"],
            "no table 'state'; did you mean 'states'?",
        ),
        (["export", "chicken", "--to", "nfg", "--table", "moves"], "holds no table to choose"),
        (
            ["export", "chicken", "--to", "gmcr", "--table", "states"],
            "holds no table to choose; csv and parquet do",
        ),
        (
            ["export", "chicken", "--to", "gmcr", "-c", "nash"],
            "the format gmcr holds no concepts to choose; xlsx, csv, parquet, graphml and latex do",
        ),
        (["export", "chicken", "--to", "nfg", "-c", "nash"], "the format nfg holds no concepts to choose"),
        (["export", "chicken", "--out", "x.zip", "-c", "nash"], "the format zip holds no concepts to choose"),
        (
            ["export", "chicken", "--to", "csv", "--table", "moves", "-c", "nash"],
            "the table 'moves' holds no concepts to choose; the table 'states' does",
        ),
        (["export", "chicken", "--to", "csv", "--concepts", "nasch"], "did you mean 'nash'"),
        (["export", "chicken", "--to", "csv", "--most-states", "2"], "at most 2"),
        (["export", "istanbul-2025", "--to", "csv", "-p", "kiev"], "did you mean 'kyiv'"),
        (["export", "elmira", "--to", "nfg"], "is no strategic game: moves of moe.modify"),
        (["export", "chicken", "--out", "no/such/folder/x.csv"], "cannot be written"),
    ],
)
def test_bad_requests_get_one_clear_error(argv, told, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*argv, capsys=capsys)
    assert (code, out) == (2, "")
    assert told in err
    assert "Traceback" not in err
    assert not list(tmp_path.iterdir())


def test_an_export_that_fails_half_way_leaves_the_old_file(tmp_path, monkeypatch, capsys):
    from detente.exchange import csv

    file = tmp_path / "x.csv"
    file.write_text("old", encoding="utf-8")

    def fail(_table):
        yield "state\n"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(csv, "lines", fail)
    code, _, err = run("export", "chicken", "--out", str(file), capsys=capsys)
    assert code == 2
    assert "No space left" in err
    assert file.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["x.csv"]


def test_what_is_wanted_much_more_or_nobody_knows_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("much.yaml").write_text(OPEN.replace("HOW", "strength: much"), encoding="utf-8")
    Path("open.yaml").write_text(OPEN.replace("HOW", "unknown: true"), encoding="utf-8")
    for format in [f.name for f in FORMATS if f.write]:
        out = ("--out", f"x.{format}", "--to", format)
        code, _, err = run("export", "much.yaml", *out, capsys=capsys)
        assert code == 0
        without = format in (
            "gmcr-web",
            "xlsx",
            "zip",
        )  # the first holds no preferences at all, the others all
        assert ("no place for degrees of preference" in err) != without
        code, _, err = run("export", "open.yaml", *out, capsys=capsys)
        assert (code == 2) != without
        assert ("the preferences of 'a' are unknown in part" in err) != without
