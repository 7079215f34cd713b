"""What is written never takes the place of what is read, under whatever name; every refusal is one sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import detente
from detente import catalogue
from detente.cli import main
from detente.conflict import DetenteError, keep_inputs, write_file
from detente.conflict.saving import fault_of_name, member_names

SMALL = """\
detente: 1
title: A quarrel
status_quo: []
decision_makers:
  a: {options: {x: do it}}
preferences: {a: [x]}
"""
RESERVED = ("CON", "nul", "Aux.html", "com1.csv", "LPT9", "conin$")


def refused(argv: list[str], capsys) -> str:
    """Run a command that is refused; give what it says, which is one sentence."""
    assert main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    err = "".join(line for line in err.splitlines(True) if not line.endswith("(warning)\n"))
    assert err.startswith("detente: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


@pytest.fixture
def small(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "x.json"
    file.write_text(SMALL, encoding="utf-8")
    return file


WRITING = [
    ["analyze", "IN", "--out", "OUT"],
    ["states", "IN", "--out", "OUT"],
    ["brief", "IN", "--out", "OUT"],
    ["report", "IN", "--out", "OUT"],
    ["check", "IN", "--out", "OUT"],
    ["whatif", "IN", "--out", "OUT"],
    ["export", "IN", "--to", "csv", "--out", "OUT"],
    ["export", "IN", "--to", "xlsx", "--out", "OUT"],
    ["import", "IN", "--from", "gmcr", "--force", "--out", "OUT"],
]


@pytest.mark.parametrize("argv", WRITING, ids=lambda a: f"{a[0]}-{a[3]}")
@pytest.mark.parametrize("way", ["the same", "dotted", "symbolic link", "hard link", "read through a link"])
def test_no_command_writes_over_what_it_reads(argv, way, small, capsys):
    read, out = "x.json", "x.json"
    if way == "dotted":
        Path("in").mkdir()
        out = "in/../x.json"
    elif way == "symbolic link":
        Path("y.json").symlink_to("x.json")
        Path("z.json").symlink_to("y.json")
        out = "z.json"
    elif way == "hard link":
        os.link("x.json", "y.json")
        out = "y.json"
    elif way == "read through a link":
        Path("y.json").symlink_to("x.json")
        read = "y.json"
    before = sorted(p.name for p in Path().iterdir())
    told = refused([{"IN": read, "OUT": out}.get(a, a) for a in argv], capsys)
    assert f"{out} is what is read ({read}); nothing was written: give another name" in told
    assert small.read_text(encoding="utf-8") == SMALL
    assert sorted(p.name for p in Path().iterdir()) == before


def test_standard_input_that_is_a_file_is_kept_too(small):
    with small.open("rb") as stream:
        done = subprocess.run(
            [sys.executable, "-m", "detente", "analyze", "-", "--out", "x.json"],
            stdin=stream,
            capture_output=True,
            check=False,
            env=environment(),
        )
    assert done.returncode == 2
    assert b"x.json is what is read (standard input)" in done.stderr
    assert small.read_text(encoding="utf-8") == SMALL


def environment(**more: str) -> dict[str, str]:
    """Give an environment in which the package is found from any folder."""
    return {**os.environ, "PYTHONPATH": str(Path(detente.__file__).parents[1]), **more}


def test_the_files_of_the_catalogue_and_the_template_are_kept(tmp_path, monkeypatch, capsys):
    copy = tmp_path / "chicken.yaml"
    copy.write_bytes((catalogue.FOLDER / "chicken.yaml").read_bytes())
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    assert "is what is read" in refused(["export", "chicken", "--to", "csv", "--out", str(copy)], capsys)
    assert copy.read_text(encoding="utf-8").startswith("detente: 1")


def test_a_sheet_of_a_folder_that_is_read_is_kept(tmp_path):
    (tmp_path / "Options.csv").write_text("Decision maker,Option\na,x\n", encoding="utf-8")
    (tmp_path / "link.json").symlink_to(tmp_path / "Options.csv")
    for out in ("Options.csv", "link.json"):
        with pytest.raises(DetenteError, match="is what is read"):
            keep_inputs(str(tmp_path / out), [str(tmp_path)])
    keep_inputs(str(tmp_path / "new.json"), [str(tmp_path)])


def test_a_name_that_differs_in_case_alone_is_the_same_file_where_the_system_says_so(tmp_path, monkeypatch):
    """A file system of Windows or macOS, played by one that knows no numbers of files."""
    read = tmp_path / "x.json"
    read.write_text(SMALL, encoding="utf-8")
    os_stat = os.stat

    def folding(name: object, **more: object) -> os.stat_result:
        known = os_stat(str(name).replace("X.JSON", "x.json"), **more)
        return os.stat_result((known.st_mode, 0, *known[2:]))

    monkeypatch.setattr(os, "stat", folding)
    with pytest.raises(DetenteError, match=r"X\.JSON is what is read"):
        keep_inputs(str(tmp_path / "X.JSON"), [str(read)])
    keep_inputs(str(tmp_path / "y.json"), [str(read)])


def test_a_folder_is_no_file_to_write(small, capsys):
    Path("d.html").mkdir()
    Path("d.html/x.yaml").write_text(SMALL, encoding="utf-8")
    told = refused(["analyze", "d.html/x.yaml", "--out", "d.html"], capsys)
    assert "d.html: cannot be written: it is a folder" in told
    assert "it names a folder" in refused(["analyze", "x.json", "--out", "new.html/"], capsys)
    assert [p.name for p in Path("d.html").iterdir()] == ["x.yaml"]


def test_links_are_followed_and_stay(small, capsys):
    Path("real.html").write_text("old", encoding="utf-8")
    Path("link.html").symlink_to("real.html")
    Path("new.html").symlink_to("none.html")
    for name in ("link.html", "new.html"):
        assert main(["analyze", "x.json", "--out", name]) == 0
        assert Path(name).is_symlink()
    capsys.readouterr()
    assert Path("real.html").read_text(encoding="utf-8").startswith("<!doctype")
    assert Path("none.html").read_text(encoding="utf-8").startswith("<!doctype")


def test_rights_of_a_file_are_kept(tmp_path):
    target = tmp_path / "x.txt"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    write_file(target, "new")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_stream_by_its_name_is_gone_on_with(tmp_path):
    log = tmp_path / "log.csv"
    log.write_text("before\n", encoding="utf-8")
    with log.open("ab") as stream:
        subprocess.run(
            [sys.executable, "-m", "detente", "export", "chicken", "--to", "csv", "--out", "/dev/stdout"],
            stdout=stream,
            stderr=subprocess.DEVNULL,
            check=True,
            env=environment(),
        )
    lines = log.read_text(encoding="utf-8").splitlines()
    assert lines[0] == "before"
    assert lines[1].startswith("state,number")


# -- what the system refuses --------------------------------------------------------------------------------------

BAD = {
    "too long": ("n" * 300, "File name too long"),
    "no folder": ("none/x", "No such file or directory"),
    "below a file": ("x.json/y", "Not a directory"),
    "a loop": ("loop", "Too many levels of symbolic links"),
    "a null": ("a\0b", "a null character"),
    "half a letter": ("a\ud800b", "a character that no name of a file can have"),
}


@pytest.mark.parametrize("case", BAD)
def test_every_refusal_of_the_system_is_one_sentence(case, small, capsys):
    name, why = BAD[case]
    for ending in (".yaml", ".xlsx", ".csv", ".html"):
        Path(f"loop{ending}").symlink_to(f"loop{ending}")
        assert why in asked(f"./{name}{ending}", why)
        assert f"{ending}: cannot be read: " in refused(["analyze", f"./{name}{ending}"], capsys)
        assert why in refused(["import", f"./{name}{ending}", "--from", "gmcr"], capsys)
        assert why in refused(["export", "x.json", "--to", "csv", "--out", f"{name}{ending}"], capsys)
    assert why in refused(["analyze", "x.json", "--out", f"{name}.html"], capsys)
    assert f"{ending}: cannot be written: " in refused(["new", f"{name}.html"], capsys)
    assert not [p for p in Path().iterdir() if p.name.startswith(".")]


def asked(name: str, why: str) -> str:
    with pytest.raises(DetenteError, match=why) as told:
        detente.load(name)
    return str(told.value)


def test_names_of_bytes_that_are_no_text_are_shown(small, capsys):
    name = os.fsdecode(b"./a\xff\x1b[31m.yaml")
    assert r"./a\xff\x1b[31m.yaml: cannot be read" in refused(["analyze", name], capsys)
    if sys.platform == "linux":
        Path(name).write_text(SMALL, encoding="utf-8")
        assert main(["analyze", name, "--out", os.fsdecode(b"b\xff.html")]) == 0
        assert r"wrote b\xff.html" in capsys.readouterr().err


def test_a_folder_that_must_not_be_written_to(small, capsys, monkeypatch):
    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "Permission denied", "x")

    monkeypatch.setattr(os, "open", refuse)
    assert "x.html: cannot be written: Permission denied" in refused(
        ["analyze", "x.json", "--out", "x.html"], capsys
    )


def test_a_file_that_is_open_elsewhere_is_waited_for(tmp_path, monkeypatch):
    target, tries = tmp_path / "x.txt", []
    usual = Path.replace

    def busy(self: Path, other: Path) -> Path:
        tries.append(other)
        if len(tries) < 3:
            raise PermissionError(13, "The process cannot access the file")
        return usual(self, other)

    monkeypatch.setattr(Path, "replace", busy)
    write_file(target, "new")
    assert target.read_text(encoding="utf-8") == "new"
    monkeypatch.setattr(Path, "replace", lambda *_: busy_for_ever())
    with pytest.raises(DetenteError, match="cannot be written: in use"):
        write_file(target, "newer")
    assert target.read_text(encoding="utf-8") == "new"
    assert [p.name for p in tmp_path.iterdir()] == ["x.txt"]


def busy_for_ever() -> None:
    raise PermissionError(13, "in use")


@pytest.mark.parametrize("error", [OSError(95, "Operation not supported"), NotImplementedError()])
def test_where_there_are_no_links_a_file_is_still_not_replaced(error, tmp_path, monkeypatch):
    def no_links(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "link", no_links)
    write_file(tmp_path / "x.txt", "mine", replace=False)
    with pytest.raises(DetenteError, match="is there already; nothing was written"):
        write_file(tmp_path / "x.txt", "other", replace=False)
    assert [p.read_text(encoding="utf-8") for p in tmp_path.iterdir()] == ["mine"]


# -- names that other systems cannot have ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [*RESERVED, "C:\\out\\nul", "a<b.html", "a?.csv", "x. ", "x.", 'say"so', "a\tb"]
)
def test_names_that_windows_cannot_have_are_refused_there(name):
    assert fault_of_name(name, "win32")
    assert fault_of_name(name, "linux") == fault_of_name(name, "darwin") == ""


@pytest.mark.parametrize(
    "name", ["x.html", "C:\\out\\x.html", "C:x.html", "console.html", "com10.csv", "a.b.c", "é"]
)
def test_other_names_are_not(name):
    assert fault_of_name(name, "win32") == ""


def test_names_in_archives_suit_every_system():
    names = [*RESERVED, "a/b", "a\\b", "Rules", "rules", "RULES", "x.", "x ", "", "a\nb", "<>"]
    made = member_names(names)
    assert len({n.casefold() for n in made}) == len(names)
    assert not [n for n in made if fault_of_name(n, "win32") or not n]
    assert member_names(["Options", "Rules"]) == ["Options", "Rules"]
