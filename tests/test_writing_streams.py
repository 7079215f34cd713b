"""Standard streams that are closed, full, cut short or slow: everything arrives, or a word about it does."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.cli import main, streams

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a shell of POSIX")
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")
FULL_MESSAGE = b"detente: standard output cannot be written: No space left on device\n"


def shell(line: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of a shell, in which $D is the command."""
    env = {**os.environ, "D": f"{sys.executable} -m detente", **more}
    return subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False, env=env)


PRINTING = [
    "analyze chicken",
    "states chicken --json",
    "--help",
    "analyze --help",
    "--version",
    "catalogue",
    "new",
]
PRINTING += ["catalogue chicken", "schema", "export chicken --to csv", "export chicken --to nfg"]


@FULL
@pytest.mark.parametrize(
    ("command", "unbuffered"), [*((c, "") for c in PRINTING), *((c, "1") for c in PRINTING[:4])]
)
def test_a_full_disk_is_told_in_one_sentence(command, unbuffered):
    done = shell(f"$D {command} 2>&1 >/dev/full", PYTHONUNBUFFERED=unbuffered)
    assert done.returncode == 2
    messages = [line for line in done.stdout.splitlines(True) if not line.endswith(b"(warning)\n")]
    assert messages == [FULL_MESSAGE]


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_disk_that_gets_full_half_way_is_told(unbuffered, tmp_path):
    """Without a buffer, what does not fit any more would be cut off in silence."""
    file = tmp_path / "x.json"
    command = f"trap '' XFSZ; ulimit -f 8; $D states istanbul-2025 -p kyiv --json >{file}"
    done = shell(command, PYTHONUNBUFFERED=unbuffered)
    assert done.returncode == 2
    assert done.stderr == b"detente: standard output cannot be written: File too large\n"
    assert 0 < file.stat().st_size <= 8 * 1024
    done = shell(f"$D states istanbul-2025 -p kyiv --json >{file}", PYTHONUNBUFFERED=unbuffered)
    assert (done.returncode, done.stderr) == (0, b"")
    json.loads(file.read_bytes())


def test_a_file_that_does_not_fit_leaves_the_old_one(tmp_path):
    file = tmp_path / "x.json"
    file.write_text("old", encoding="utf-8")
    done = shell(f"trap '' XFSZ; ulimit -f 8; $D states istanbul-2025 -p kyiv --out {file}")
    assert done.returncode == 2
    assert done.stderr == f"detente: {file}: cannot be written: File too large\n".encode()
    assert [p.read_text(encoding="utf-8") for p in tmp_path.iterdir()] == ["old"]


@FULL
def test_a_file_on_a_full_device_is_told():
    done = shell("$D export chicken --to csv --out /dev/full")
    assert done.returncode == 2
    assert b"detente: /dev/full: cannot be written: No space left on device\n" in done.stderr


@pytest.mark.parametrize("command", PRINTING[::2])
def test_a_closed_standard_output_is_told(command):
    done = shell(f"$D {command} >&-")
    assert done.returncode == 2
    assert b"detente: standard output cannot be written: it is closed\n" in done.stderr
    assert b"Traceback" not in done.stderr


def test_a_closed_standard_input_is_told():
    for command in ("analyze -", "import - --from gmcr", "analyze - --json"):
        done = shell(f"$D {command} <&-")
        assert (done.returncode, done.stdout) == (2, b"")
        assert b"standard input is closed; give the name of a file\n" in done.stderr
        assert done.stderr.count(b"\n") == 1


WARNED = b"""
detente: 1
title: t
status_quo: []
decision_makers: {a: {options: {x: "sign\xe2\x80\x8b", y: sign}}}
preferences: {a: [x]}
"""


@pytest.mark.parametrize("gone", ["2>&-", "2>&- <&-", "2>&- >&-"])
def test_what_is_said_on_a_closed_standard_error_gets_into_no_data(gone, tmp_path):
    file = tmp_path / "x.yaml"
    file.write_bytes(WARNED)
    out = tmp_path / "out.json"
    done = shell(f"$D analyze {file} --out {out} {gone}")
    assert (done.returncode, done.stdout) == (0, b"")
    json.loads(out.read_bytes())
    if ">&-" not in gone.replace("2>&-", ""):
        done = shell(f"$D analyze {file} --json {gone}")
        assert done.returncode == 0
        json.loads(done.stdout)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out.json", "x.yaml"]


def test_numbers_of_closed_streams_are_taken_by_no_file(tmp_path):
    """A library that writes to 2 by its number would write into the file that got it."""
    program = (
        "import sys; from detente.cli import streams; streams.prepare(); import os\n"
        "f = open(sys.argv[1], 'w'); os.write(2, b'noise'); f.write(str(f.fileno())); f.close()"
    )
    for gone in ("2>&-", "2>&- >&-", "2>&- >&- <&-", "<&-"):
        shell(f'exec {sys.executable} -c "$P" {tmp_path / "x"} {gone}', P=program)
        assert int((tmp_path / "x").read_text(encoding="utf-8")) > 2


@FULL
def test_messages_that_cannot_be_delivered_change_the_exit_code_and_nothing_else(tmp_path):
    file = tmp_path / "x.yaml"
    file.write_bytes(WARNED)
    done = shell(f"$D analyze {file} --json 2>/dev/full")
    assert done.returncode == 2
    json.loads(done.stdout)
    assert shell("$D analyze chicke 2>/dev/full").returncode == 2
    assert shell("$D analyze chicken --json 2>/dev/full").returncode == 0


def test_a_reader_that_has_had_enough_is_no_mistake():
    for command in ("states istanbul-2025 -p kyiv --json", "--help", "export elmira --to csv", "schema"):
        done = shell(f"{{ $D {command}; echo $? >&3; }} 3>&2 2>/dev/null | head -c 10")
        assert done.stdout
        assert done.stderr in (b"0\n",)
    done = shell("{ $D analyze chicke; echo $? >&3; } 3>&1 2>&1 >/dev/null | head -c 0; sleep 0.1")
    assert b"Traceback" not in done.stdout + done.stderr


# -- what a console shows -------------------------------------------------------------------------------------------


class Console(io.TextIOWrapper):
    """A stream that says that somebody looks at it."""

    def isatty(self) -> bool:
        return True


def test_a_console_shows_what_it_can_and_escapes_for_the_rest(monkeypatch):
    data = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Console(data, encoding="cp1252", newline="\r\n", write_through=True))
    monkeypatch.setenv("TERM", "dumb")
    assert main(["new"]) == 0
    streams.put("é ≽ 停\n")
    assert data.getvalue().endswith("é \\u227d \\u505c\r\n".encode("cp1252"))


def test_a_console_obeys_no_text_of_data(tmp_path, monkeypatch):
    file = tmp_path / "x.yaml"
    file.write_bytes(WARNED.replace(b"\xe2\x80\x8b", "\u202e".encode()))
    for screen in (True, False):
        data = io.BytesIO()
        stream = Console if screen else io.TextIOWrapper
        monkeypatch.setattr(sys, "stdout", stream(data, encoding="utf-8", write_through=True))
        assert main(["export", str(file), "--to", "csv", "--table", "options"]) == 0
        assert ("\u202e".encode() in data.getvalue()) != screen
        assert (rb"sign\u202e" in data.getvalue()) == screen


def test_files_and_pipes_get_the_same_bytes_on_every_system(monkeypatch):
    data = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(data, encoding="cp1252", newline="\r\n"))
    assert main(["states", "istanbul-2025", "-p", "kyiv", "--json"]) == 0
    assert json.loads(data.getvalue())["title"] == "Istanbul, May 2025"
    assert b"\r" not in data.getvalue()


def test_arguments_of_bytes_that_are_no_text_are_shown_as_such():
    done = shell("$D analyze chicken \"$(printf -- '--x\\377\\033[31m')\"")
    assert done.returncode == 2
    assert rb"unrecognized arguments: --x\xff\x1b[31m" in done.stderr
    assert b"\x1b" not in done.stderr


# -- interrupts -----------------------------------------------------------------------------------------------------


HOOK = """
import sys, os, signal
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == os.environ["WHEN"]:
            if os.environ["THEN"] == "tell":
                os.write(2, b"!")
            else:
                os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Watch())
"""


def watched(folder: Path, name: str, then: str) -> dict[str, str]:
    """Give an environment in which something happens when a module is about to be loaded."""
    (folder / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    path = os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH")])])
    return {**os.environ, "PYTHONPATH": path, "WHEN": name, "THEN": then}


@pytest.fixture(autouse=True)
def _hears_interrupts() -> Iterator[None]:
    """Let processes that are started hear interrupts, also where the tests run in the background and hear none."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize("after", [0.0, 0.01, 0.03, 0.1, 0.2, 0.4, 0.8])
def test_an_interrupt_at_any_time_is_130_and_not_a_word(after, tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-m", "detente", "report", "istanbul-2025", "-p", "kyiv", "--json"],
        env=watched(tmp_path, "detente._version", "tell"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    assert process.stderr.read(1) == b"!"  # the first module of the package has been loaded
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    # Python may end by the signal itself, of which a shell says 130, too.
    assert (process.returncode, told) in ((130, b""), (-signal.SIGINT, b""), (0, b""))


def test_an_interrupt_while_modules_load_is_130(tmp_path):
    """The interrupt comes in the middle of loading each of these."""
    for name in ("detente._version", "detente.cli.streams", "detente.cli.parser", "numpy", "detente.game"):
        done = subprocess.run(
            [sys.executable, "-m", "detente", "analyze", "chicken"],
            env=watched(tmp_path, name, "interrupt"),
            capture_output=True,
            check=False,
        )
        assert (name, done.returncode, done.stderr) == (name, 130, b"")


def test_a_program_that_uses_the_package_keeps_its_interrupts():
    program = "import detente, signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip() == b"True"


def test_interrupts_that_are_ignored_stay_ignored():
    program = (
        "import signal, runpy, sys; signal.signal(signal.SIGINT, signal.SIG_IGN); sys.argv = ['detente', '--version']\n"
        "import detente.cli; detente.cli.main(); print(signal.getsignal(signal.SIGINT) is signal.SIG_IGN)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout.strip().endswith(b"True")
