"""What is no ordinary file is waited for by `watch`, and never by anybody who reads it meanwhile."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from detente.cli import watch
from detente.conflict import DetenteError, ordinary_files, read_bytes, read_file
from tests.test_watch import ROAD, road, saved, watching

__all__ = ["road"]

if not hasattr(os, "mkfifo"):
    pytest.skip("this system has no pipes that have a name", allow_module_level=True)


def piped(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def foldered(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("other", [piped, foldered])
def test_the_watch_goes_on_when_it_is_a_file_again(
    other, road: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def again() -> None:
        road.rmdir() if road.is_dir() else road.unlink()
        saved(road, ROAD.replace("city: [build]", "city: [not build]"))

    code, out, err = watching(road, capsys, [lambda: other(road), again], "--answers", "2")
    assert code == 0, err
    assert f"{road}: is no ordinary file any more; waiting for it" in err
    assert out.count("— road.yaml") == 2
    assert "\n+" in out


def test_a_pipe_that_comes_at_the_last_moment_is_not_waited_for(
    road: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a file where the watch looks, and a pipe where it reads."""
    look = watch._included
    times: list[str] = []

    def late(file: str) -> list[str]:
        found = look(file)
        times.append(file)
        if len(times) == 2:
            piped(road)
            assert look(file) == []
        return found

    def again() -> None:
        road.unlink()
        saved(road, ROAD)

    monkeypatch.setattr(watch, "_included", late)
    steps = [lambda: saved(road, f"# a note\n{ROAD}"), again, again]
    code, out, err = watching(road, capsys, steps, "--answers", "3")
    assert code == 0, err
    assert "cannot be read: is no ordinary file" in err
    assert out.count("— road.yaml") == 2


def test_a_stamp_is_that_of_a_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("a", encoding="utf-8")
    assert watch._stamp(str(path)) is not None
    assert watch._stamp(str(tmp_path)) is None
    piped(path)
    assert watch._stamp(str(path)) is None
    assert watch._stamp("a\0b") is None


def test_whoever_reads_ordinary_files_waits_for_no_pipe_and_others_may(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    os.mkfifo(path)
    with ordinary_files():
        for read in (read_bytes, read_file):
            with pytest.raises(DetenteError) as error:
                read(str(path))
            assert str(error.value) == f"{path}: cannot be read: is no ordinary file"
        with pytest.raises(DetenteError, match="cannot be read: "):
            read_bytes(str(tmp_path / "none.yaml"))
    thread = threading.Thread(target=lambda: path.write_bytes(b"a: 1"))
    thread.start()
    assert read_bytes(str(path)) == b"a: 1"
    thread.join()
    path.unlink()
    path.write_bytes(b"b: 1")
    with ordinary_files():
        assert read_bytes(str(path), 3) == b"b: "


def test_the_workbench_and_the_door_wait_for_no_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("starlette")
    from detente.door import Door
    from detente.door import tools as module
    from detente.workbench.files.folder import Folder
    from tests.workbench_client import Bench

    found = Bench(tmp_path)
    assert found.page("table").status_code == 200
    piped(found.file)
    monkeypatch.setattr(Folder, "_inside", lambda *_: True)  # it was a file a moment ago
    answer = found.page("table")
    assert answer.status_code == 422
    assert "is no ordinary file" in answer.text
    monkeypatch.setattr(module, "inside", lambda *_: found.file)
    with pytest.raises(DetenteError, match="is no ordinary file"):
        Door(tmp_path).call("check_text", {"file": "river.yaml"})
