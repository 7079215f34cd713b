"""Damaged and hostile files of every format: a conflict or one clear error, never an error in the program."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

import pytest

import detente
from detente.cli import main
from tests.test_exchange_gmcr import ranked, river, web
from tests.test_exchange_nfg import OUTCOMES, PAYOFFS
from tests.test_exchange_sheets import DISPUTE, folder, workbook
from tools.fuzz.damage import damaged_bytes, damaged_json

EACH = 60


def judge(name: str, data: bytes, capsys) -> bool:
    """Import a file; give whether it was read."""
    Path(name).write_bytes(data)
    code = main(["import", name])
    out, err = capsys.readouterr()
    assert code in (0, 2), (err, data[:2000])
    assert "Traceback" not in err
    if code:
        assert out == ""
        assert err.startswith("detente: ")
        assert len(err) < 6_000
        return False
    detente.read_conflict(out)
    return True


def sources(tmp_path: Path) -> dict[str, bytes]:
    detente.export_file(detente.load("elmira"), tmp_path / "made.zip")
    with zipfile.ZipFile(tmp_path / "dispute.zip", "w") as archive:
        for file in folder(DISPUTE, tmp_path / "sheets").iterdir():
            archive.write(file, file.name)
    return {
        "river.gmcr": json.dumps(river()).encode(),
        "ranked.gmcr": json.dumps(ranked()).encode(),
        "web.gmcr": json.dumps(web()).encode(),
        "payoffs.nfg": PAYOFFS.encode(),
        "outcomes.nfg": OUTCOMES.encode(),
        "dispute.xlsx": workbook(DISPUTE, tmp_path / "dispute.xlsx").read_bytes(),
        "dispute.zip": (tmp_path / "dispute.zip").read_bytes(),
        "made.zip": (tmp_path / "made.zip").read_bytes(),
        "options.csv": (tmp_path / "sheets" / "options.csv").read_bytes(),
    }


NAMES = (
    *("river.gmcr", "ranked.gmcr", "web.gmcr", "payoffs.nfg", "outcomes.nfg"),
    *("dispute.xlsx", "dispute.zip", "made.zip", "options.csv"),
)


@pytest.mark.parametrize("name", NAMES)
def test_damaged_files(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_DEBUG", raising=False)
    data = sources(tmp_path)[name]
    rng = random.Random(name)
    assert judge(name, data, capsys)
    read = [judge(name, damaged_bytes(rng, data), capsys) for _ in range(EACH)]
    assert not all(read)


@pytest.mark.parametrize("name", ["river.gmcr", "ranked.gmcr", "web.gmcr"])
def test_damaged_trees(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_DEBUG", raising=False)
    tree = {"river.gmcr": river(), "ranked.gmcr": ranked(), "web.gmcr": web()}[name]
    rng = random.Random(name)
    read = [judge(name, json.dumps(damaged_json(rng, tree)).encode(), capsys) for _ in range(3 * EACH)]
    assert any(read)
    assert not all(read)


def test_damaged_parts_of_a_workbook(tmp_path, monkeypatch, capsys):
    """The archive is sound, what is in it is not."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_DEBUG", raising=False)
    for name in ("dispute.xlsx", "dispute.zip"):
        data = _sources_of(tmp_path, name)
        rng = random.Random(name)
        read = []
        for _ in range(EACH):
            out = io.BytesIO()
            with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
                target = rng.choice(before.namelist())
                for entry in before.infolist():
                    content = before.read(entry)
                    after.writestr(
                        entry.filename, damaged_bytes(rng, content) if entry.filename == target else content
                    )
            read.append(judge(name, out.getvalue(), capsys))
        assert any(read)
        assert not all(read)


def _sources_of(tmp_path: Path, name: str) -> bytes:
    place = tmp_path / name.replace(".", "-")
    place.mkdir()
    return sources(place)[name]


@pytest.mark.parametrize("ending", ["gmcr", "nfg", "csv", "zip", "xlsx"])
def test_what_is_no_file_of_the_format(ending, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for data in (
        b"",
        b"\xff\xfe\x00",
        b"PK\x03\x04",
        b"%PDF-1.7",
        b"\x00" * 1000,
        b"[" * 200_000,
        b"," * 200_000,
    ):
        assert not judge(f"x.{ending}", data, capsys)
    assert main(["import", f"missing.{ending}"]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_an_archive_whose_names_differ_gets_a_short_message(tmp_path, monkeypatch, capsys):
    """What the library says of it repeats the damaged name, which may be the whole file."""
    monkeypatch.chdir(tmp_path)
    data = bytearray(_sources_of(tmp_path, "dispute.xlsx"))
    data[26:28] = b"\xff\x0f"  # the length of the first name
    Path("x.xlsx").write_bytes(data)
    assert main(["import", "x.xlsx"]) == 2
    assert len(capsys.readouterr().err) < 400


def test_a_sheet_that_claims_to_be_huge(tmp_path, monkeypatch, capsys):
    """One cell at the far end of a sheet: looked at in bearable time, and refused."""
    import openpyxl

    monkeypatch.chdir(tmp_path)
    book = openpyxl.load_workbook(workbook(DISPUTE, tmp_path / "a.xlsx"))
    book["Options"]["XFD1048576"] = "x"
    book.save("far.xlsx")
    assert not judge("far.xlsx", Path("far.xlsx").read_bytes(), capsys)


def test_many_things_of_one_name_take_bearable_time(tmp_path, monkeypatch, capsys):
    """Work that grows with the square or the cube of a file would show here: a hundred thousand of everything."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_DEBUG", raising=False)
    count = 20_000
    option = {"name": "a", "permittedDirection": "fwd"}
    data = {
        "options": [option] * count,
        "decisionMakers": [{"name": "d", "options": list(range(count)), "preferences": [[[0, "Y"]]] * count}],
        "infeasibles": [[[k, "Y"], [k + 1, "Y"]] for k in range(count - 1)],
    }
    assert not judge("many.gmcr", json.dumps(data).encode(), capsys)
    rows = "".join(f"a{'!' * (k % 50)}{k % 7}?{'.' * (k // 350)},o\n" for k in range(count))
    assert not judge("many.csv", b"Decision maker,Option\n" + rows.encode(), capsys)
    assert not judge("many.nfg", b'NFG 1 R "t" {' + b' "a"' * 500_000 + b" }", capsys)
    assert not judge("commas.nfg", b'NFG 1 R "t" { "a" } { 2 } 1' + b" , " * 1_000_000, capsys)
    text = '<graphml><graph><node id="a"><data key="t">' + "\n" * 2_000_000
    assert not judge("many.graphml", text.encode(), capsys)


def test_a_table_of_results_is_no_model(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for table in ("states", "moves"):
        Path("x.csv").write_text(
            detente.export_text(detente.load("chicken"), "csv", table=table), encoding="utf-8"
        )
        assert main(["import", "x.csv"]) == 2
        assert "is a table of results" in capsys.readouterr().err
