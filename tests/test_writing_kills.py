"""A process that is killed while it writes leaves the old file or the new one, whole; no temporary file outlives us.

``DETENTE_KILLS=200`` kills more often than the few times that belong to every run of the tests.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import detente
from detente.conflict import temporaries, write_file

KILLS = int(os.environ.get("DETENTE_KILLS", "8"))
LENGTH = 400_000
WRITER = f"""
import itertools, sys
from detente.conflict import write_file
for letter in itertools.cycle("ab"):
    write_file(sys.argv[1], (letter * 1000 for _ in range({LENGTH // 1000})))
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")


def leftovers(folder: Path) -> list[str]:
    return [p.name for p in folder.iterdir() if p.name.startswith(".")]


def wait_for(there: Path) -> None:
    end = time.monotonic() + 60
    while not there.exists():
        assert time.monotonic() < end
        time.sleep(0.005)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    begun: list[subprocess.Popen[bytes]] = []
    yield begun
    for one in begun:
        one.kill()
        one.communicate()


def begin(begun: list[subprocess.Popen[bytes]], target: Path) -> subprocess.Popen[bytes]:
    begun.append(subprocess.Popen([sys.executable, "-c", WRITER, str(target)], stderr=subprocess.PIPE))
    return begun[-1]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP], ids=lambda s: s.name)
def test_the_file_is_whole_whenever_the_writer_dies(how, tmp_path, writer):
    rng = random.Random(how)
    target = tmp_path / "x.csv"
    for _ in range(max(1, KILLS // 3)):
        target.unlink(missing_ok=True)
        process = begin(writer, target)
        wait_for(target)
        time.sleep(rng.random() * 0.2)
        process.send_signal(how)
        assert process.communicate(timeout=60)[1] == b""
        assert process.returncode == -how
        text = target.read_text(encoding="utf-8")
        assert text in ("a" * LENGTH, "b" * LENGTH)
        if how != signal.SIGKILL:
            assert leftovers(tmp_path) == []
    write_file(target, "after")
    assert leftovers(tmp_path) == []
    assert target.read_text(encoding="utf-8") == "after"


@pytest.mark.parametrize("ending", ["xlsx", "html", "csv"])
def test_a_command_that_is_killed_leaves_what_was_there(ending, tmp_path):
    rng = random.Random(ending)
    target = tmp_path / f"x.{ending}"
    command = ["export"] if ending != "html" else ["report"]
    argv = [sys.executable, "-m", "detente", *command, "elmira", "--out", str(target)]
    env = {**os.environ, "TMPDIR": str(tmp_path)}
    start = time.monotonic()
    subprocess.run(argv, check=True, capture_output=True, env=env)
    took, whole = time.monotonic() - start, target.read_bytes()
    for number in range(max(1, KILLS // 4)):
        target.write_bytes(b"old")
        before = set(leftovers(tmp_path))  # of one that was killed outright, if the next did not get so far
        how = (signal.SIGTERM, signal.SIGKILL, signal.SIGHUP)[number % 3]
        process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env)
        time.sleep(rng.uniform(0.3, 1.1) * took)
        process.send_signal(how)
        _, told = process.communicate(timeout=60)
        assert b"Traceback" not in told
        assert process.returncode in (0, -how)
        assert target.read_bytes() in (b"old", whole)
        if how != signal.SIGKILL:
            assert set(leftovers(tmp_path)) <= before
    subprocess.run(argv, check=True, capture_output=True, env=env)
    assert target.read_bytes() == whole
    assert leftovers(tmp_path) == []


def test_an_interrupt_leaves_the_old_file(tmp_path):
    def interrupted() -> Iterator[str]:
        yield "half"
        assert leftovers(tmp_path)
        raise KeyboardInterrupt

    target = tmp_path / "x.txt"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(KeyboardInterrupt):
        write_file(target, interrupted())
    assert target.read_text(encoding="utf-8") == "old"
    assert leftovers(tmp_path) == []


# -- whose files are cleared ---------------------------------------------------------------------------------------


def named(folder: Path, **other: object) -> Path:
    """Make a file of ours, with another process or another machine in its name."""
    handle, path = temporaries.create(folder)
    os.close(handle)
    machine, process, began, rest = path.name.removeprefix(".detente-").split("-")
    new = {"machine": machine, "process": process, "began": began, "rest": rest} | other
    made = folder / ".detente-{machine}-{process}-{began}-{rest}".format(**new)
    path.rename(made)
    return made


def ended() -> int:
    """Give the number of a process that is gone."""
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_only_our_own_files_of_processes_that_are_gone_are_cleared(tmp_path):
    gone = ended()
    cleared = [named(tmp_path, process=gone), named(tmp_path, began=1)]
    stays = [
        named(tmp_path),  # of this process
        named(tmp_path, process=1, began=0),  # of one that goes on
        named(tmp_path, process=gone, machine="00000000"),  # of another machine on a shared disk
        named(tmp_path, process=gone, rest="0123.tmp"),  # no name of ours
        tmp_path / ".x.tmp",
        tmp_path / f"detente-{gone}.tmp",
    ]
    for path in stays[-2:]:
        path.write_text("somebody's", encoding="utf-8")
    mine = tmp_path / "mine.txt"
    mine.write_text("mine", encoding="utf-8")
    link = named(tmp_path, process=gone)
    link.unlink()
    link.symlink_to(mine)
    folder = named(tmp_path, process=gone)
    folder.unlink()
    folder.mkdir()
    if not Path("/proc/self/stat").exists():  # where the system does not say when a process began
        stays.append(cleared.pop())
    write_file(tmp_path / "new.txt", "x")
    assert not any(p.exists() for p in cleared)
    assert all(p.exists() for p in (*stays, mine, folder))
    assert link.is_symlink()


def test_a_file_being_written_beside_ours_is_left_alone(tmp_path, writer):
    process = begin(writer, tmp_path / "theirs.txt")
    wait_for(tmp_path / "theirs.txt")
    for number in range(30):
        write_file(tmp_path / "ours.txt", str(number))
    assert process.poll() is None
    process.terminate()
    process.wait(60)
    assert leftovers(tmp_path) == []


def test_what_a_program_does_with_signals_stays_its_own_business(tmp_path):
    seen = []

    def theirs(number: int, _frame: object) -> None:
        seen.append(number)

    before = signal.signal(signal.SIGTERM, theirs)
    try:

        def pieces() -> Iterator[str]:
            yield "a"
            os.kill(os.getpid(), signal.SIGTERM)
            yield "b"

        write_file(tmp_path / "x.txt", pieces())
        assert signal.getsignal(signal.SIGTERM) is theirs
    finally:
        signal.signal(signal.SIGTERM, before)
    assert seen == [signal.SIGTERM]
    assert (tmp_path / "x.txt").read_text(encoding="utf-8") == "ab"
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_DFL


def test_files_are_written_in_other_threads_too(tmp_path):
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda k: write_file(tmp_path / f"{k}.txt", str(k)), range(20)))
    assert {p.read_text(encoding="utf-8") for p in tmp_path.iterdir()} == set(map(str, range(20)))


def test_exports_leave_nothing_behind_in_the_folder_of_temporary_files(tmp_path, monkeypatch):
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    target = tmp_path / "out"
    target.mkdir()
    detente.export_file(detente.load("chicken"), target / "x.xlsx")
    assert leftovers(tmp_path) == []
    assert [p.name for p in target.iterdir()] == ["x.xlsx"]


def test_writing_needs_nothing_that_only_one_kind_of_system_has(tmp_path, monkeypatch):
    """Windows knows no hang-up, no owners, no links to tell apart, and refuses to take away what is open."""
    for module, names in (
        (signal, ["SIGHUP", "SIGTERM"]),
        (os, ["getuid", "O_NOFOLLOW", "link", "readlink"]),
    ):
        for name in names:
            monkeypatch.delattr(module, name, raising=False)
    old = named(tmp_path, process=ended())
    write_file(tmp_path / "x.txt", "new")
    write_file(tmp_path / "y.txt", "once", replace=False)
    assert {p.name: p.read_text(encoding="utf-8") for p in tmp_path.iterdir()} == {
        "x.txt": "new",
        "y.txt": "once",
    }
    assert not old.exists()


def test_no_module_needs_what_only_one_kind_of_system_has():
    """Where such a module is used, it is loaded inside a function that can do without."""
    import ast

    only = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "msvcrt", "winreg", "_winapi"}
    for file in Path(detente.__file__).parent.rglob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not only & set(names), file
