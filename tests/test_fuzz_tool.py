"""The tool that tries damaged files: it finds what it is meant to find, keeps it, and makes it again."""

from __future__ import annotations

import json
import os
import signal
import time
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

import detente
from detente import cli
from detente.conflict import DetenteError, read_conflict
from detente.exchange.formats import FORMATS
from tools.fuzz import __main__ as program
from tools.fuzz import damage, included, inputs, judging, workers
from tools.fuzz.cases import INCLUDED, Case, case
from tools.fuzz.workers import Limits, run

TRIED = 25
FEW = Limits(memory=1 << 30, seconds=1.0)


def findings(judged, most=1, limits=FEW) -> list[str]:
    found = run(1, time.monotonic() + 60, 1, limits=limits, judged=judged, most=most)
    return ["" if finding is None else finding.what for _, finding in found]


def test_a_case_is_the_same_for_the_same_seed_and_number():
    for number in range(12):
        one, other = case(3, number), case(3, number)
        assert (one.name, one.data, one.argv, one.format) == (
            other.name,
            other.data,
            other.argv,
            other.format,
        )
    assert len({case(3, k).data for k in range(12)}) > 6
    assert case(3, 1).data != case(4, 1).data


@pytest.mark.parametrize("format", [*inputs.CONFLICT_FILES, *inputs.READ])
def test_every_format_is_damaged_and_some_of_it_can_still_be_read(format, tmp_path, monkeypatch):
    """Damage that nothing survives would only try the first lines of a reader."""
    monkeypatch.chdir(tmp_path)
    rng = Random(format)
    read = 0
    for _ in range(TRIED):
        file = inputs.sound(rng, format)
        data = inputs.harmed(rng, format, file)
        for name, content in ((file.name, data), *file.beside):
            Path(name).write_bytes(content)
        names = [file.name, *(name for name, _ in file.beside)]
        try:
            if format in inputs.CONFLICT_FILES:
                read_conflict(data.decode("utf-8", "replace"))
            else:
                from detente import import_file

                import_file(names, None if format == "gmcr-web" else format.partition("-")[0])
            read += 1
        except DetenteError:
            pass
    assert 0 < read < TRIED


def test_ways_of_damage_change_something():
    rng = Random(1)
    text = "a: b\nc: [d, e]\n"
    assert len({damage.damaged_tokens(rng, text) for _ in range(40)}) > 15
    assert len({damage.damaged_xml(rng, "<a><b c='d'>e</b><f/></a>") for _ in range(40)}) > 10
    rows = [["x", "y"], ["1", "2"], ["3", ""]]
    assert len({str(damage.damaged_rows(rng, rows)) for _ in range(60)}) > 15
    assert rows == [["x", "y"], ["1", "2"], ["3", ""]]


def test_nothing_is_wrong_with_a_few_cases(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number in range(15):
        assert judging.judge(case(11, number)) == "", number


def test_the_file_of_a_party_is_damaged_and_what_is_told_of_it_is_found(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = 0
    for number in range(24):
        tried = case(5, number, INCLUDED)
        assert judging.judge(tried) == "", number
        party = json.loads(tried.data)["include"]
        shown = replace(tried, argv=(*tried.argv, "--as", *party))
        told += "what is confidential is told" in judging.judge(shown)
    assert told >= 2
    assert (tmp_path / included.OUTSIDE).exists()


def fails(_: Case) -> str:
    raise RuntimeError("boom")


def dies(_: Case) -> str:
    os.kill(os.getpid(), 9)
    return ""


def sleeps(_: Case) -> str:
    while True:
        pass


def hears_nothing(_: Case) -> str:
    """Go on for ever, as a library would that never comes back to Python, where signals are handled."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGPROF})
    while True:
        pass


def eats(_: Case) -> str:
    return "x" * (2 << 30)


@pytest.mark.parametrize(
    ("judged", "told"),
    [
        (fails, "RuntimeError: boom"),
        (dies, "the process ended with the signal SIGKILL"),
        (sleeps, "took more than 1 s of processor time"),
        (eats, "took too much memory"),
    ],
)
def test_what_goes_wrong_is_found_and_the_next_case_is_tried(judged, told, monkeypatch):
    monkeypatch.setattr(workers, "LONGEST", 60)  # the machine may be busy with something else
    found = findings(judged, most=2)
    assert len(found) == 2
    assert all(told in what for what in found)


def test_what_no_signal_of_python_ends_is_ended(monkeypatch):
    monkeypatch.setattr(workers, "LONGEST", 2)
    [what] = findings(hears_nothing, limits=Limits(memory=1 << 30, seconds=0.5))
    assert what == "no end after 1 s"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((0, "x", ""), ""),
        ((2, "", "detente: no\n"), ""),
        ((70, "", "detente: an error in this program\n"), "exit code 70"),
        ((2, "data", "detente: no\n"), "data on standard output beside an error"),
        ((2, "", "no\n"), "an error without a message"),
        ((2, "", f"detente: {'x' * 5_000}\n"), "a message of 5,010 characters"),
        ((2, "", "detente: not enough memory; give up\n"), "too much memory"),
        ((0, "", "Traceback (most recent call last)\n"), "Traceback"),
    ],
)
def test_an_answer_is_judged(answer, told, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(judging, "_run", lambda argv: answer)
    found = judging.judge(Case("x.yaml", b"title: t\n", ("check", "x.yaml"), "yaml"))
    assert told in found
    assert bool(found) == bool(told)


def test_an_error_in_the_program_gives_its_traceback(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("detente.cli.commands.run", broken)
    assert "ZeroDivisionError" in judging.judge(Case("x.yaml", b"", ("check", "x.yaml"), "yaml"))
    assert cli.main(["check", "x.yaml"]) == 70


def test_what_reads_differently_after_writing_is_found(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    text = b"detente: 1\ntitle: t\nabout: x\ndecision_makers: {a: {options: {x: x}}}\npreferences: {a: [x]}\n"
    tried = Case("x.yaml", text, ("check", "x.yaml"), "yaml")
    assert judging.judge(tried) == ""
    real = detente.to_yaml
    monkeypatch.setattr(detente, "to_yaml", lambda c: real(c).replace("about: x\n", ""))
    assert "reads differently after it was written" in judging.judge(tried)
    monkeypatch.setattr(detente, "to_yaml", lambda c: "title: [")
    assert "what was written cannot be read" in judging.judge(tried)


def test_what_fails_is_kept_with_the_command_that_makes_it_again(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(
        program, "run", lambda seed, *_, **__: iter([(0, None), (5, workers.Finding(5, "a\nboom"))])
    )
    assert program.main(["--seconds", "1", "--seed", "7", "--keep", str(tmp_path / "kept")]) == 1
    told = capsys.readouterr().out
    assert "boom" in told
    assert "2 cases of seed 7" in told
    kept = {p.name: p.read_bytes() for p in (tmp_path / "kept").iterdir()}
    tried = case(7, 5)
    assert kept[f"7-5-{tried.name}"] == tried.data
    assert kept["7-5.txt"].startswith(b"python -m tools.fuzz --seed 7 --number 5\n")


def test_one_case_is_tried_again(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(program, "judge", lambda tried: f"wrong: {tried.format}")
    assert program.main(["--seed", "7", "--number", "5"]) == 1
    assert f"wrong: {case(7, 5).format}" in capsys.readouterr().out
    monkeypatch.setattr(program, "judge", lambda _: "")
    assert program.main(["--seed", "7", "--number", "5"]) == 0


def test_a_run_without_findings_ends_well(tmp_path, capsys):
    assert (
        program.main(["--most", "3", "--processes", "1", "--keep", str(tmp_path / "kept"), "--seed", "11"])
        == 0
    )
    assert "3 cases of seed 11" in capsys.readouterr().out
    assert not (tmp_path / "kept").exists()


def test_every_format_that_is_read_is_tried():
    assert set(inputs.READ) == {f.name for f in FORMATS if f.read is not None}


def test_a_minute_of_it_is_part_of_what_has_to_hold():
    root = Path(program.__file__).parents[2]
    assert "make fuzz SECONDS=60" in (root / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert "python -m tools.fuzz --seconds" in (root / "Makefile").read_text(encoding="utf-8")
