"""A file that another tool wrote, given where a conflict file is wanted: the command that imports it is told whole."""

from __future__ import annotations

import shlex

import pytest

import detente
from detente.cli import main
from detente.conflict import ConflictFileError
from detente.conflict.files import IMPORTED
from detente.exchange.formats import FORMATS
from tests.scenario_files import GENIUS, put


def test_every_ending_that_is_imported_is_known():
    assert set(IMPORTED) == {e for f in FORMATS if f.read is not None for e in f.endings}


@pytest.mark.parametrize("ending", IMPORTED)
@pytest.mark.parametrize("stem", ["dispute", "our dispute", "DISPUTE"])
def test_the_whole_command_is_told_and_works(ending, stem, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name = stem + (ending.upper() if stem.isupper() else ending)
    written = {".xlsm": ".xlsx", ".tsv": ".csv"}.get(
        ending, ending
    )  # what is read so is written in the usual form
    if ending == ".xml":  # nothing writes it, and the files of a scenario are read together
        put(tmp_path, {"upstream.xml": GENIUS["upstream.xml"], "downstream.xml": GENIUS["downstream.xml"]})
        (tmp_path / "written.xml").write_text(GENIUS["water-domain.xml"])
    else:
        detente.export_file(detente.load("chicken"), tmp_path / f"written{written}")
    (tmp_path / f"written{written}").rename(tmp_path / name)
    with pytest.raises(ConflictFileError) as error:
        detente.read_file(name)
    [problem] = error.value.problems
    what, command = problem.message.split(", and no conflict file; type: ")
    assert what == IMPORTED[ending]
    assert "\n" not in str(error.value)
    assert main(["analyze", name]) == 2
    assert command in capsys.readouterr().err
    program, *arguments = shlex.split(command)
    assert program == "detente"
    if written != ".csv":  # a table of states is written, a sheet of options is read
        assert main(arguments) == 0
        assert len(detente.read_file(f"{stem}.yaml").decision_makers) == 2


def test_a_file_that_is_not_there_is_told_as_such(tmp_path):
    with pytest.raises(ConflictFileError, match="No such file"):
        detente.read_file(tmp_path / "x.xlsx")
