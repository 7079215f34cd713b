"""Files that a conflict file includes stand in its folder, and nothing leads out of it."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import detente
from detente import cli
from detente.conflict import MOST_BYTES, ConflictFileError, read_conflict, schema
from detente.conflict.includes import MOST_FOLDERS, MOST_INCLUDED, MOST_PATH, fault_of
from tests.confidential_cases import MAIN, party_file, with_include

REFUSED = {
    "../south.yaml": "leads out of its folder",
    "wishes/../../south.yaml": "leads out of its folder",
    "wishes/..": "leads out of its folder",
    "./south.yaml": "empty part",
    "wishes//south.yaml": "empty part",
    "wishes/": "empty part",
    "/etc/passwd": "does not begin in its folder",
    "/south.yaml": "does not begin in its folder",
    "~/south.yaml": "does not begin in its folder",
    "C:/south.yaml": "does not begin in its folder",
    "C:south.yaml": "does not begin in its folder",
    "file:///etc/passwd": "holds a ':'",
    "https://example.org/south.yaml": "holds a ':'",
    "south.yaml:stream": "holds a ':'",
    "wishes\\\\south.yaml": "write '/'",
    "\\\\\\\\server\\\\south.yaml": "write '/'",
    "south.yaml ": "",  # white space around a text is none of it
    "wishes /south.yaml": "begins or ends with a blank",
    "wishes./south.yaml": "ends with a stop",
    "nul.yaml": "for a device",
    "con/south.yaml": "for a device",
    "south?.yaml": "on Windows",
    "south.txt": "another ending",
    "south": "another ending",
    "south.YAML": "another ending",
    "south.\u202eyaml": "cannot be seen",
    "a" * MOST_PATH + ".yaml": f"at most {MOST_PATH}",
    "a/" * MOST_FOLDERS + "south.yaml": f"at most {MOST_FOLDERS - 1}",
}


def included(folder: Path, path: str) -> ConflictFileError:
    (folder / "truce.yaml").write_text(f"{MAIN}include:\n  south: {json.dumps(path)}\n", encoding="utf-8")
    with pytest.raises(ConflictFileError) as caught:
        detente.read_file(folder / "truce.yaml")
    return caught.value


@pytest.mark.parametrize(("written", "why"), [(p, w) for p, w in REFUSED.items() if w])
def test_a_path_that_leads_elsewhere_is_refused_with_its_line(written, why, tmp_path):
    path = written.replace("\\\\", "\\")
    (tmp_path / "south.yaml").write_text(party_file(), encoding="utf-8")
    error = included(tmp_path, path)
    assert len(error.problems) == 1
    line = MAIN.count("\n") + 2
    assert f"truce.yaml:{line}:10: the file '" in str(error)
    assert why in str(error)
    assert "allowed is a file in the folder of the conflict file or below it" in str(error)
    file = {"detente": 1, "title": "x", "decision_makers": {"south": None}, "include": {"south": path}}
    told_by_the_schema = ("leads out", "does not begin", "holds a ':'", "write '/'", "another ending")
    if why.startswith(told_by_the_schema):
        assert not jsonschema.Draft202012Validator(schema()).is_valid(file)


@pytest.mark.parametrize("path", ["south.yaml", "wishes/south.yml", "a/b/c/süd.json", "south.yaml "])
def test_a_file_in_the_folder_or_below_it_is_read(path, tmp_path):
    (tmp_path / path.strip()).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path.strip()).write_text(party_file(), encoding="utf-8")
    (tmp_path / "truce.yaml").write_text(f"{MAIN}include:\n  south: {json.dumps(path)}\n", encoding="utf-8")
    conflict = detente.read_file(tmp_path / "truce.yaml")
    assert conflict.hidden == {"south"}
    assert not conflict.warnings
    assert fault_of(path.strip()) == ""


@pytest.mark.skipif(sys.platform == "win32", reason="links take rights there")
@pytest.mark.parametrize("inside", [True, False])
def test_links_are_not_followed(inside, tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    there = folder if inside else tmp_path
    (there / "real.yaml").write_text(party_file(), encoding="utf-8")
    (folder / "south.yaml").symlink_to(there / "real.yaml")
    assert "a link; links are not followed" in str(included(folder, "south.yaml"))
    (there / "real").mkdir()
    (there / "real" / "south.yaml").write_text(party_file(), encoding="utf-8")
    (folder / "wishes").symlink_to(there / "real")
    assert "a link; links are not followed" in str(included(folder, "wishes/south.yaml"))
    (folder / "round.yaml").symlink_to("round.yaml")
    assert "a link; links are not followed" in str(included(folder, "round.yaml"))


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_what_is_no_file_is_refused_and_nobody_waits_for_it(tmp_path):
    os.mkfifo(tmp_path / "south.yaml")
    assert "no file but a folder, a device or a pipe" in str(included(tmp_path, "south.yaml"))
    (tmp_path / "folder.yaml").mkdir()
    assert "no file but a folder, a device or a pipe" in str(included(tmp_path, "folder.yaml"))
    with socket.socket(socket.AF_UNIX) as listening:
        old = Path.cwd()
        os.chdir(tmp_path)  # the path of a socket must not be long
        try:
            listening.bind("socket.yaml")
        finally:
            os.chdir(old)
        assert "is not included: it cannot be read" in str(included(tmp_path, "socket.yaml"))
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "no folder where it names one" in str(included(tmp_path, "file/south.yaml"))


def test_a_file_stands_for_one_party(tmp_path):
    with_include(tmp_path)
    main = tmp_path / "truce.yaml"
    for other in ("south.yaml", "SOUTH.yaml"):
        main.write_text(f"{MAIN}include: {{south: south.yaml, north: {other}}}\n", encoding="utf-8")
        with pytest.raises(
            ConflictFileError, match="it is that of 'south'; each party has a file of its own"
        ):
            detente.read_file(main)
    os.link(tmp_path / "south.yaml", tmp_path / "north.yaml")
    main.write_text(f"{MAIN}include: {{south: south.yaml, north: north.yaml}}\n", encoding="utf-8")
    with pytest.raises(ConflictFileError, match="it is that of 'south'; each party has a file of its own"):
        detente.read_file(main)
    main.write_text(f"{MAIN}include: {{south: truce.yaml}}\n", encoding="utf-8")
    with pytest.raises(ConflictFileError, match="it is the conflict file itself"):
        detente.read_file(main)
    main.write_text(f"{MAIN}include: {{union: south.yaml}}\n", encoding="utf-8")
    with pytest.raises(ConflictFileError, match=r"south\.yaml:2:8: not as it has to be"):
        detente.read_file(main)
    with pytest.raises(ConflictFileError, match="the conflict file includes it for 'union'"):
        detente.read_file(main, as_party="union")
    main.write_text(f"{MAIN}include: {{est: south.yaml}}\n", encoding="utf-8")
    with pytest.raises(ConflictFileError, match="no decision maker 'est'"):
        detente.read_file(main)


@pytest.mark.parametrize("key", ["include", "rules", "decision_makers", "terms", "confidential", "title"])
def test_a_file_of_a_party_holds_its_wishes_and_nothing_else(key, tmp_path):
    file = with_include(tmp_path)
    (tmp_path / "south.yaml").write_text(f"{party_file()}{key}: {{north: north.yaml}}\n", encoding="utf-8")
    with pytest.raises(ConflictFileError) as caught:
        detente.read_file(file)
    assert "Allowed: the keys detente, party, sources, preferences, wishes, perspectives" in str(caught.value)
    with pytest.raises(ConflictFileError, match=f"the file of a party has no key '{key}'"):
        detente.read_file(file, as_party="south")


def test_what_stands_in_both_files_is_refused(tmp_path):
    file = with_include(tmp_path)
    text = file.read_text(encoding="utf-8").replace(
        "  union: [not (north", "  south: [shoot]\n  union: [not (north"
    )
    file.write_text(text, encoding="utf-8")
    with pytest.raises(
        ConflictFileError, match=r"the preferences of 'south' stand in this file and in 'south\.yaml'"
    ):
        detente.read_file(file)


def test_an_account_that_the_conflict_file_does_not_have_is_refused(tmp_path):
    file = with_include(tmp_path)
    text = party_file().replace("  other:", "  quokkas:")
    (tmp_path / "south.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ConflictFileError, match="not as it has to be") as caught:
        detente.read_file(file)
    assert "quokka" not in str(caught.value)
    with pytest.raises(ConflictFileError, match="no perspective 'quokkas' in the conflict file"):
        detente.read_file(file, as_party="south")


def test_wishes_without_terms_are_refused(tmp_path):
    (tmp_path / "x.yaml").write_text(
        "detente: 1\ntitle: x\ndecision_makers: {south: {options: {a: a}}}\ninclude: {south: south.yaml}\n",
        encoding="utf-8",
    )
    (tmp_path / "south.yaml").write_text("party: south\nwishes: [south.a]\n", encoding="utf-8")
    with pytest.raises(ConflictFileError, match="has no 'terms' that anybody could have wishes about"):
        detente.read_file(tmp_path / "x.yaml", as_party="south")


@pytest.mark.parametrize(
    "data",
    [
        b"party: south\nwishes: \xff\xfe\xe9\n",
        b"",
        b"party: south\nwishes: [\x00]\n",
        b"party: [south\n",
        b"- south\n",
        b"party: south\n---\nparty: south\n",
        b"party: south\nwishes: &a [*a]\n",
        b"party: south\nwishes: !!python/object:os.system x\n",
        b"PK\x03\x04",
        b"party: south\nwishes: " + b"[" * 60 + b"]" * 60,
    ],
    ids=range(10),
)
def test_a_file_of_a_party_that_is_damaged_is_told_in_one_sentence(data, tmp_path, capsys):
    file = with_include(tmp_path)
    (tmp_path / "south.yaml").write_bytes(data)
    assert cli.main(["check", str(file)]) == 2
    told = capsys.readouterr().err
    assert "south.yaml" in told
    assert "Traceback" not in told
    for quoted in ("0xff", "os.system", "import"):
        assert quoted not in told
    assert cli.main(["check", str(file), "--as", "south"]) == 2


def test_encodings_that_say_what_they_are_are_read(tmp_path):
    file = with_include(tmp_path)
    for encoding in ("utf-16", "utf-8-sig"):
        (tmp_path / "south.yaml").write_text(party_file(), encoding=encoding)
        assert detente.read_file(file).hidden == {"south"}


def test_files_that_are_too_large_are_refused(tmp_path):
    file = with_include(tmp_path)
    (tmp_path / "south.yaml").write_text(party_file() + "#" * MOST_INCLUDED, encoding="utf-8")
    with pytest.raises(ConflictFileError, match=r"is not included: it is larger than 2,000,000 bytes"):
        detente.read_file(file)
    parties = [f"p{k}" for k in range(MOST_BYTES // MOST_INCLUDED + 1)]
    makers = ", ".join(f"{p}: {{options: {{a: a}}}}" for p in parties)
    include = ", ".join(f"{p}: {p}.yaml" for p in parties)
    file.write_text(
        f"detente: 1\ntitle: x\ndecision_makers: {{{makers}}}\ninclude: {{{include}}}\n", encoding="utf-8"
    )
    for party in parties:
        text = f"party: {party}\npreferences: [a]\n"
        (tmp_path / f"{party}.yaml").write_text(text + "#" * (MOST_INCLUDED - len(text)), encoding="utf-8")
    with pytest.raises(ConflictFileError, match=r"all files together are larger than 8,000,000 bytes"):
        detente.read_file(file)


def test_what_is_read_from_no_file_includes_none(tmp_path, capsys, monkeypatch):
    text = with_include(tmp_path).read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    conflict = read_conflict(text)
    assert not conflict.preferences["south"].seal.here
    assert read_conflict(text, folder=str(tmp_path)).preferences["south"].seal.here


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="every file may be read")
def test_a_file_that_may_not_be_read_is_as_good_as_missing(tmp_path):
    file = with_include(tmp_path)
    (tmp_path / "south.yaml").chmod(0)
    conflict = detente.read_file(file)
    assert "which is not here (Permission denied)" in str(conflict.warnings[0])
    assert not conflict.preferences["south"].seal.here


def test_where_files_cannot_be_opened_step_by_step_they_are_looked_at_before(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "supports_dir_fd", frozenset())
    file = with_include(tmp_path)
    assert detente.read_file(file).hidden == {"south"}
    (tmp_path / "link.yaml").symlink_to(tmp_path / "south.yaml")
    assert "a link; links are not followed" in str(included(tmp_path, "link.yaml"))
    (tmp_path / "folder.yaml").mkdir()
    assert "is not included" in str(included(tmp_path, "folder.yaml"))


def test_many_marks_in_many_accounts_are_read_in_time():
    makers = {f"p{k}": {"options": {"x": "x"}} for k in range(60)}
    preferences = {p: [f"{p}.x"] for p in makers}
    accounts = {f"a{k}": {"preferences": preferences, "confidential": list(makers)} for k in range(60)}
    file: dict[str, Any] = {"detente": 1, "title": "x", "decision_makers": makers, "perspectives": accounts}
    began = time.process_time()
    conflict = read_conflict(json.dumps(file, indent=1))
    assert time.process_time() - began < 20
    assert len(conflict.under("a7").hidden) == 60
    accounts["a7"]["preferences"] = preferences | {"p3": ["wombat"]}
    with pytest.raises(ConflictFileError) as caught:
        read_conflict(json.dumps(file, indent=1))
    assert "wombat" not in str(caught.value)
    assert "--as p3 tells what is wrong" in str(caught.value)
