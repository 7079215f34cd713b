"""``detente watch``: an answer at every save, what is new in it, mistakes, and a report that is kept fresh."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.cli import main, watch
from detente.cli.output import MOST_LINES
from detente.cli.streams import put, tell

ROAD = """\
detente: 1
title: A road
status_quo: []
decision_makers:
  city: {options: {build: build the road}}
  press: {options: {protest: write against it}}
preferences:
  city: [build]
  press: [protest iff city.build]
"""
LEAD = 1  # the line that says when


def saved(path: Path, text: str) -> None:
    beside = path.with_suffix(".new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)  # as editors do


def watching(
    path: Path, capsys: pytest.CaptureFixture[str], steps: list[Callable[[], None]], *more: str
) -> tuple[int, str, str]:
    """Watch a file; whenever an answer or a mistake has been told, take the next step."""
    told = threading.Event()
    seen: list[str] = []
    ended = threading.Event()

    def work() -> None:
        for step in steps:
            told.wait(60)
            told.clear()
            if ended.is_set():
                return
            step()

    def putting(text: str) -> None:
        put(text)
        seen.append(text)
        told.set()

    def telling(text: str) -> None:
        tell(text)
        if "mended" in text or "waiting" in text:
            told.set()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watch, "put", putting)
        patch.setattr(watch, "tell", telling)
        thread = threading.Thread(target=work)
        thread.start()
        try:
            code = main(["watch", str(path), *more])
        finally:
            ended.set()
            told.set()
            thread.join()
    out, err = capsys.readouterr()
    return code, out, err


@pytest.fixture
def road(tmp_path: Path) -> Path:
    path = tmp_path / "road.yaml"
    path.write_text(ROAD, encoding="utf-8")
    return path


def test_the_answer_takes_twelve_lines_and_is_what_analyze_says(
    road: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(road.parent)  # a long path to the file would take lines of its own
    monkeypatch.setenv("COLUMNS", "80")
    code, out, err = watching(Path(road.name), capsys, [], "--answers", "1")
    assert code == 0, err
    lines = out.splitlines()
    assert lines[0].startswith("— road.yaml, now at ")
    assert 4 < len(lines) - LEAD <= MOST_LINES
    assert main(["analyze", road.name]) == 0
    assert lines[LEAD:] == capsys.readouterr().out.splitlines()


def test_what_is_new_is_marked_and_what_was_said_before_stands_below(
    road: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = [lambda: saved(road, ROAD.replace("city: [build]", "city: [not build]"))]
    code, out, err = watching(road, capsys, steps, "--answers", "2")
    assert code == 0, err
    first, second = out.split("— road.yaml, saved at ")
    old, new = first.splitlines()[LEAD:], second.splitlines()[LEAD:]
    split = new.index("Before:")
    marked = [line for line in new[:split] if line.startswith("+")]
    assert marked
    for line in new[:split]:
        assert line.startswith("+") == (f" {line[1:]}" not in old and line not in old), line
    assert "".join(marked).count("today") or "Today" in "".join(marked)
    assert new[split + 1 :]
    for line in new[split + 1 :]:
        assert line.startswith("-")
        assert f" {line[1:]}" in old
        assert f" {line[1:]}" not in new


def test_a_save_that_changes_nothing_says_so(road: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = watching(road, capsys, [lambda: saved(road, f"# a note\n{ROAD}")], "--answers", "2")
    assert code == 0
    assert out.splitlines()[-1] == "The answer is as it was before."
    assert "Before:" not in out


def test_a_mistake_is_told_where_it_stands_and_the_watch_goes_on(
    road: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = [lambda: saved(road, ROAD.replace("city: [build]", "city: [biuld]")), lambda: saved(road, ROAD)]
    code, out, err = watching(road, capsys, steps, "--answers", "3")
    assert code == 0
    assert "road.yaml:8:10: no option or condition 'biuld'" in err
    assert "still stands above" in err
    assert out.count("— road.yaml") == 2


def test_a_file_that_is_away_is_waited_for(road: Path, capsys: pytest.CaptureFixture[str]) -> None:
    steps = [road.unlink, lambda: saved(road, ROAD)]
    code, out, err = watching(road, capsys, steps, "--answers", "2")
    assert code == 0
    assert "is not there any more; waiting for it" in err
    assert out.count("— road.yaml") == 2


def test_a_file_of_a_party_is_watched_too_and_not_written_over(
    road: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = road.with_name("own.md")
    road.write_text(ROAD.replace("  press: [protest iff city.build]\n", "include: {press: press.yaml}\n"))
    party = road.with_name("press.yaml")
    party.write_text("party: press\npreferences: [protest iff city.build]\n", encoding="utf-8")
    steps = [lambda: saved(party, "party: press\npreferences: [protest, not city.build]\n"), party.unlink]
    code, out, err = watching(road, capsys, steps, "--answers", "3", "--out", str(own))
    assert code == 0, err
    assert out.count("— road.yaml") == 2  # without what one of the two wants there is no answer
    assert "What press wants is confidential" in out
    assert "press.yaml', which is not here" in err
    party.write_text("party: press\npreferences: [protest iff city.build]\n", encoding="utf-8")
    assert main(["watch", str(road), "--answers", "1", "--as", "press"]) == 0
    assert "confidential" not in capsys.readouterr().out


@pytest.mark.parametrize("ending", [".html", ".md"])
def test_the_report_is_kept_fresh(road: Path, capsys: pytest.CaptureFixture[str], ending: str) -> None:
    report = road.with_name(f"report{ending}")
    first: list[str] = []

    def change() -> None:
        first.append(report.read_text(encoding="utf-8"))
        saved(road, ROAD.replace("A road", "A bridge"))

    code, _, err = watching(road, capsys, [change], "--answers", "2", "--out", str(report))
    assert code == 0, err
    assert "A road" in first[0]
    again = report.read_text(encoding="utf-8")
    assert "A bridge" in again
    assert "A road" not in again


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["-"], "standard input is not saved again"),
        (["none.yaml"], "there is no such file to watch"),
        (["road.yaml", "--ask", "analyse"], "no question 'analyse'"),
        (["road.yaml", "--out", "x.pdf"], "no ending '.pdf'"),
        (["road.yaml", "--out", "road.yaml"], "no ending '.yaml'"),
        (["road.yaml", "--answers", "0"], "no whole number from 1"),
    ],
)
def test_what_cannot_be_watched_is_said(
    road: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    given: list[str],
    told: str,
) -> None:
    monkeypatch.chdir(road.parent)
    assert main(["watch", *given]) == 2
    assert told in capsys.readouterr().err
    assert road.read_text(encoding="utf-8") == ROAD


def test_an_account_that_there_is_not_is_a_mistake_of_the_moment(
    road: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = watching(road, capsys, [], "-p", "none", "--answers", "1")
    assert code == 0
    assert out == ""
    assert "no perspective 'none'" in err


def test_a_file_that_is_written_in_several_steps_is_read_when_it_rests(
    road: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = watch.saves(str(road))
    first = next(found)
    halves = iter([ROAD[:50], ROAD])
    sleep = time.sleep

    def writing(seconds: float) -> None:
        text = next(halves, None)
        if text is not None:
            road.write_text(text, encoding="utf-8")
            os.utime(road, ns=(time.time_ns(), time.time_ns()))
        sleep(0.01)

    monkeypatch.setattr("detente.cli.watch.time.sleep", writing)
    second = next(found)
    assert second != first
    assert second[1] == len(ROAD)
