"""What goes wrong beside the workbench: full disks, other programs at the same moment, odd files, rights, kills."""

from __future__ import annotations

import errno
import json
import os
import socket
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from detente.conflict import DetenteError, saving, temporaries, write_file
from detente.conflict.editing import EditError, Put, Splice
from detente.workbench.edits import scenarios
from detente.workbench.files import disk, documents, journal, steps
from detente.workbench.files.documents import Clash, Document
from detente.workbench.files.folder import Folder
from detente.workbench.files.journal import Entry, Journal, beside
from detente.workbench.files.ours import mark_at, read_ours
from tests.workbench_client import RIVER, Bench

TITLED = RIVER.replace("'The river'", "'A'")


@pytest.fixture
def file(tmp_path):
    found = tmp_path / "river.yaml"
    found.write_bytes(RIVER.encode())
    return found


def text_of(file):
    return file.read_bytes().decode()


def title(document, name):
    return document.change(Put(("title",), name), "the title", document.read().id)


def about(document, text):
    return document.change(Put(("about",), text), "what it is about", document.read().id)


def full(*_):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


# -- nothing could be written, and nothing is written later ------------------------------------------------------------


@pytest.mark.parametrize("before", [0, 1, 3])
@pytest.mark.parametrize("what", ["write", "fsync"])
def test_a_journal_that_has_no_room_leaves_no_change_behind(file, monkeypatch, before, what):
    document = Document(file)
    for number in range(before):
        title(document, f"B{number}")
    seen = {p.name: p.read_bytes() for p in file.parent.iterdir()}
    offered = document.steps()
    if what == "write" and before:
        real = os.write
        monkeypatch.setattr(
            os, "write", lambda handle, data: real(handle, data[:9]) if len(data) > 60 else full()
        )
    else:
        monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(EditError, match=r"nothing was written: .*No space left on device"):
        title(document, "A")
    for again in (document, Document(file)):
        assert again.read().text == seen["river.yaml"].decode()
        assert again.steps() == offered
    assert {p.name: p.read_bytes() for p in file.parent.iterdir()} == seen
    monkeypatch.undo()
    assert document.read().text == text_of(file) == seen["river.yaml"].decode()
    title(document, "A")
    document.undo()
    assert text_of(file) == seen["river.yaml"].decode()


@pytest.mark.parametrize("before", [0, 2])
def test_a_file_that_has_no_room_leaves_the_journal_as_it_was(file, monkeypatch, before):
    document = Document(file)
    for number in range(before):
        title(document, f"B{number}")
    was = text_of(file)
    lines = beside(file).read_bytes() if before else b""
    real = write_file

    def refuse(*_, **__):
        raise DetenteError("river.yaml: cannot be written: No space left on device")

    monkeypatch.setattr(disk, "write_file", refuse)
    monkeypatch.setattr(journal, "write_file", real if not before else refuse)
    with pytest.raises(
        EditError, match=r"^nothing was written: river.yaml: cannot be written: No space left on device$"
    ):
        title(document, "A")
    assert document.read().text == was
    monkeypatch.undo()
    assert (beside(file).read_bytes() == lines) if before else b'"change"' not in beside(file).read_bytes()
    for again in (document, Document(file)):
        assert again.read().text == text_of(file) == was
        assert again.steps() == (("the title", "") if before else ("", ""))
    about(document, "Water.")
    assert Document(file).steps() == ("what it is about", "")
    document.undo()
    assert text_of(file) == was


def test_what_was_said_to_have_failed_is_not_written_by_looking_even_where_nothing_can_be_taken_back(
    file, monkeypatch
):
    document = Document(file)
    title(document, "B")
    was = text_of(file)
    monkeypatch.setattr(disk, "write_file", lambda *_, **__: (_ for _ in ()).throw(DetenteError("no room")))
    monkeypatch.setattr(os, "ftruncate", full)
    with pytest.raises(EditError, match="no room; when the workbench starts again it may be made after all"):
        title(document, "A")
    monkeypatch.undo()
    os.utime(beside(file))  # so that the journal is read anew
    assert document.read().text == text_of(file) == was
    title(document, "C")
    assert Document(file).read().text == RIVER.replace("'The river'", "'C'")
    Document(file).undo()
    assert text_of(file) == was


def test_what_is_finished_at_the_start_and_cannot_be_is_left(file, monkeypatch):
    document = Document(file)
    title(document, "B")
    was = text_of(file)
    monkeypatch.setattr(Document, "_write", lambda self, text: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        title(document, "A")
    monkeypatch.setattr(Document, "_write", lambda self, text: (_ for _ in ()).throw(DetenteError("no room")))
    again = Document(file)
    assert again.read().text == was
    monkeypatch.undo()
    assert again.read().text == text_of(file) == Document(file).read().text == was
    assert again.steps() == ("the title", "")


def test_a_change_from_outside_is_shown_where_nothing_can_be_written_and_written_with_the_next_change(
    file, monkeypatch
):
    document = Document(file)
    title(document, "B")
    lines = beside(file).read_bytes()
    outside = text_of(file).replace("It is poor.", "It is rich.")
    file.write_bytes(outside.encode())
    monkeypatch.setattr(os, "write", full)
    assert document.read().text == outside
    assert document.last_change() == ("outside", "a change from outside")
    assert beside(file).read_bytes() == lines
    monkeypatch.undo()
    title(document, "A")
    kinds = [json.loads(line)["kind"] for line in beside(file).read_bytes().splitlines()]
    assert kinds == ["base", "change", "done", "outside", "change", "done"]
    document.undo()
    assert text_of(file) == outside == Document(file).read().text


def test_a_change_that_is_written_is_no_failure_where_only_the_journal_cannot_say_so(file, monkeypatch):
    document = Document(file)
    title(document, "B")
    real = os.write
    monkeypatch.setattr(
        os, "write", lambda handle, data: full() if data == journal.DONE else real(handle, data)
    )
    title(document, "A")
    assert text_of(file) == TITLED
    monkeypatch.undo()
    title(document, "C")
    assert beside(file).read_bytes().count(journal.DONE) == 3
    Document(file).undo()
    assert text_of(file) == TITLED


# -- others at the same moment -----------------------------------------------------------------------------------------


def at_the_last_moment(monkeypatch, act, times=1):
    """Let something happen when the new file is written and only its name is to be given."""
    real, left = temporaries.create, [times]

    def create(*given):
        found = real(*given)
        if left[0] and sys._getframe(4).f_code.co_filename == disk.__file__:
            left[0] -= 1
            act()
        return found

    monkeypatch.setattr(temporaries, "create", create)


def by_a_new_file(file, text):
    other = file.with_suffix(".new")
    other.write_bytes(text.encode())
    other.replace(file)


def in_place(file, text):
    file.write_bytes(text.encode())


@pytest.mark.parametrize("saves", [by_a_new_file, in_place])
def test_an_editor_that_saves_at_the_same_moment_keeps_what_it_saved(file, monkeypatch, saves):
    document = Document(file)
    about(document, "Water.")
    theirs = text_of(file).replace("It is poor.", "It is rich.")
    at_the_last_moment(monkeypatch, lambda: saves(file, theirs))
    title(document, "A")
    assert text_of(file) == theirs.replace("'The river'", "'A'")
    assert [e.kind for e in Journal(beside(file)).entries] == ["change", "outside", "change"]
    document.undo()
    assert text_of(file) == theirs


@pytest.mark.parametrize("saves", [by_a_new_file, in_place])
def test_an_editor_that_saves_the_same_place_at_the_same_moment_is_not_overwritten(file, monkeypatch, saves):
    document = Document(file)
    theirs = RIVER.replace("'The river'", "'Theirs'")
    at_the_last_moment(monkeypatch, lambda: saves(file, theirs))
    with pytest.raises(Clash) as clash:
        title(document, "A")
    assert text_of(file) == theirs == clash.value.theirs.text
    assert clash.value.mine == TITLED


def test_what_is_written_into_the_file_that_is_being_replaced_is_put_back(file, monkeypatch):
    """Between the last look and the new name an editor writes into the old file, which nobody would see any more."""
    document = Document(file)
    theirs = RIVER.replace("It is poor.", "It is rich.")
    real = saving._replace
    done: list[None] = []

    def replace(temporary, target, *more):
        if target.name == "river.yaml" and not done:
            done.append(in_place(file, theirs))
        real(temporary, target, *more)

    monkeypatch.setattr(saving, "_replace", replace)
    title(document, "A")
    assert done
    assert text_of(file) == theirs.replace("'The river'", "'A'")
    assert Document(file).steps() == ("the title", "")


def test_a_file_that_another_program_writes_all_the_time_is_left_to_it(file, monkeypatch):
    document, number = Document(file), iter(range(99))
    at_the_last_moment(monkeypatch, lambda: by_a_new_file(file, f"{RIVER}# {next(number)}\n"), times=99)
    with pytest.raises(EditError, match="nothing was written: another program writes this file all the time"):
        document.change(Put(("title",), "A"), "the title", document.read().id)
    assert text_of(file) == f"{RIVER}# {documents.MOST_TRIES - 1}\n"
    assert not any(e.kind == "change" for e in Journal(beside(file)).entries)


def test_the_same_text_saved_at_the_same_moment_is_no_other(file, monkeypatch):
    document = Document(file)
    at_the_last_moment(monkeypatch, lambda: by_a_new_file(file, RIVER))
    title(document, "A")
    assert text_of(file) == TITLED
    assert [e.kind for e in Journal(beside(file)).entries] == ["change"]


def test_a_file_that_is_taken_away_at_the_same_moment_stays_away(file, monkeypatch):
    document = Document(file)
    at_the_last_moment(monkeypatch, file.unlink)
    with pytest.raises(DetenteError, match="cannot be read"):
        title(document, "A")
    assert not file.exists()


def test_a_file_that_is_being_written_is_waited_for(tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.write_bytes(b"old")
    writes = iter([b"ne", b"new", None])
    monkeypatch.setattr(time, "sleep", lambda _: (text := next(writes)) and path.write_bytes(text))
    handle = os.open(path, os.O_RDONLY)
    assert disk._settled(handle, b"old") == b"old"
    assert disk._settled(handle, b"usual") == b"new"
    os.close(handle)


def test_another_process_that_begins_cuts_nothing_off(file):
    """A line that is being written by one is not finished when another one looks."""
    title(Document(file), "B")
    whole = beside(file).read_bytes()
    beside(file).write_bytes(whole[:-5])
    assert Document(file).read().text == text_of(file)
    Journal(beside(file))
    assert len(beside(file).read_bytes()) >= len(whole) - 5
    title(Document(file), "A")
    assert b'{"kind": {' not in beside(file).read_bytes()
    assert [e.kind for e in Journal(beside(file)).entries] == ["change", "change"]


def test_a_journal_that_changed_since_it_was_read_is_not_written(file):
    title(Document(file), "B")
    one, other = Journal(beside(file), file), Journal(beside(file), file)
    one.add(Entry("outside", "x", (Splice(0, "", "#\n"),)))
    assert other.overtaken
    assert not one.overtaken
    with pytest.raises(DetenteError, match="another program writes it"):
        other.add(Entry("change", "y", (Splice(0, "", "##\n"),)))
    assert other.entries == Journal(beside(file)).entries[:1]
    assert other.text() == text_of(file)


def test_a_file_whose_time_is_put_back_has_changed_all_the_same(file, monkeypatch):
    monkeypatch.setattr(disk, "recent", lambda mark: False)
    monkeypatch.setattr("detente.workbench.files.folder.recent", lambda mark: False)
    os.utime(file, (1e9, 1e9))
    document, folder = Document(file), Folder(file.parent)
    assert document.read().text == RIVER
    assert folder._held("river.yaml").marked == frozenset()
    with file.open("r+b") as stream:
        stream.write(b"confidential: [upper] ")  # as long as the line that stood there
    os.utime(file, (1e9, 1e9))
    assert document.read().text == text_of(file) != RIVER
    assert folder._held("river.yaml").marked == {"upper"}
    assert (mark_at(file) or (0,))[0] == 10**18


def test_what_was_written_lately_is_looked_at_again():
    now = time.time_ns()
    old = now - 3_000_000_000
    assert disk.recent((now, old, 1, 1))
    assert disk.recent((old, now, 1, 1))
    assert not disk.recent((old, old, 1, 1))


# -- a process that ends between the journal and the file --------------------------------------------------------------

ENDED = textwrap.dedent(
    """
    import os, sys
    from pathlib import Path
    from detente.conflict.editing import Put
    from detente.workbench.files.documents import Document
    file, before, after = Path(sys.argv[1]), sys.argv[2] == "before", int(sys.argv[3])
    document = Document(file)
    for number in range(after):
        document.change(Put(("title",), f"t{number}"), "the title", document.read().id)
    real = os.replace
    def replace(old, new, **more):
        if Path(new).name == file.name:
            if not before:
                real(old, new, **more)
            os._exit(9)
        real(old, new, **more)
    os.replace = replace
    document.change(Put(("title",), "A"), "the title", document.read().id)
    """
)


@pytest.mark.parametrize("after", [0, 2])
@pytest.mark.parametrize("when", ["before", "behind"])
def test_killed_between_journal_and_file_the_change_is_finished_and_can_be_taken_back(file, when, after):
    process = subprocess.run(
        [sys.executable, "-c", ENDED, str(file), when, str(after)], env=os.environ, check=False
    )
    assert process.returncode == 9
    was = RIVER if not after else RIVER.replace("'The river'", "'t1'")
    assert text_of(file) == (was if when == "before" else TITLED)
    assert [json.loads(line)["kind"] for line in beside(file).read_bytes().splitlines()][-1] == "change"
    document = Document(file)
    assert document.read().text == text_of(file) == TITLED
    assert document.steps() == ("the title", "")
    document.undo()
    assert text_of(file) == was
    assert not [p for p in file.parent.iterdir() if p.name.endswith(".tmp")]


# -- odd files beside it -----------------------------------------------------------------------------------------------


def line(said):
    return json.dumps(said).encode() + b"\n"


BASE = line({"kind": "base", "text": RIVER})


def change(splices, **more):
    return BASE + line({"kind": "change", "label": "x", "of": -1, "time": 0, "splices": splices} | more)


ODD = {
    "a pipe": os.mkfifo,
    "a folder": lambda path: path.mkdir(),
    "no end": lambda path: path.write_bytes(change([[float("inf"), "a", "b"]])),
    "no time": lambda path: path.write_bytes(change([[0, "", "# c\n"]], time=float("nan"))),
    "deep": lambda path: path.write_bytes(BASE + b"[" * 200_000 + b"\n"),
    "a list": lambda path: path.write_bytes(b"[1]\n"),
    "half a character": lambda path: path.write_bytes(change([[0, "", "\ud800"]])),
    "half a character in a name": lambda path: path.write_bytes(change([[0, "", "#\n"]], label="\ud800")),
    "half a character at first": lambda path: path.write_bytes(line({"kind": "base", "text": "\ud800"})),
    "no text": lambda path: path.write_bytes(line({"kind": "base", "text": 1})),
    "before the beginning": lambda path: path.write_bytes(change([[-5, "", "z"]])),
    "no kind": lambda path: path.write_bytes(BASE + b'{"a": 1}\n'),
    "another beginning": lambda path: path.write_bytes(BASE + BASE),
    "a large number": lambda path: path.write_bytes(change([[10, "", ""]]).replace(b"10", b"9" * 5_000)),
    "nothing but holes": lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_RDWR), 700_000_000),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_journal_costs_the_undo_is_said_and_is_kept(tmp_path, name):
    bench = Bench(tmp_path)
    ODD[name](beside(bench.file))
    size = beside(bench.file).lstat().st_size
    told = "What was changed before cannot be taken back: the journal beside this file cannot be read."
    for _ in range(2):
        answer = bench.page("table")
        assert (answer.status_code, answer.text.count(told)) == (200, 1)
    assert not [p for p in tmp_path.iterdir() if p.name.endswith(".unread")]
    assert bench.edit("title", page="table", title="A").status_code == 200
    assert bench.text == TITLED
    assert told not in bench.page("table").text
    assert (tmp_path / ".river.yaml.journal.unread").lstat().st_size == size
    assert bench.post("c/river.yaml/undo", {"page": "table"}).status_code == 200
    assert bench.text == RIVER == Document(bench.file).read().text


@pytest.mark.parametrize("name", ["a pipe", "a folder", "deep", "a list", "nothing but holes"])
def test_odd_pins_are_none(tmp_path, name):
    bench = Bench(tmp_path)
    ODD[name](scenarios.beside(bench.file))
    assert scenarios.pins(bench.file) == ()
    assert bench.page("part").status_code == 200
    scenarios.beside(bench.file).rename(tmp_path / "aside")
    names: list[object] = ["\ud800", {}, 1]
    for odd in names:
        scenarios.beside(bench.file).write_text(
            json.dumps([{"id": "a", "name": "b", "text": "c"} | {"name": odd}] * 2)
        )
        assert len(scenarios.pins(bench.file)) == (0 if odd == "\ud800" else 2)
    others: list[object] = [{"a": 1}, 7, None]
    for odd in others:
        scenarios.beside(bench.file).write_text(json.dumps(odd))
        assert scenarios.pins(bench.file) == ()


def test_an_empty_journal_and_a_link_lose_nothing(file):
    beside(file).write_bytes(b"")
    assert not Document(file).lost
    beside(file).unlink()
    beside(file).symlink_to("elsewhere")
    document = Document(file)
    assert not document.lost
    assert document.read().text == RIVER
    title(document, "A")
    assert not beside(file).is_symlink()
    assert not (file.parent / "elsewhere").exists()
    assert [p.name for p in file.parent.iterdir() if p.name.endswith(".unread")] == []


def test_what_can_be_neither_read_nor_put_aside_is_said_and_nothing_is_written(file):
    beside(file).mkdir()
    aside = beside(file).with_name(beside(file).name + ".unread")
    aside.mkdir()
    (aside / "x").write_bytes(b"")
    document = Document(file)
    with pytest.raises(EditError, match=r"journal: cannot be read, nor put aside: .*; take it away"):
        title(document, "A")
    assert document.read().text == text_of(file) == RIVER
    assert document.steps() == ("", "")


def test_a_journal_that_tells_of_too_much_is_not_followed(file, monkeypatch):
    title(Document(file), "A")
    assert not Document(file).lost
    monkeypatch.setattr(journal, "MOST_WORK", 10)
    assert Document(file).lost
    monkeypatch.undo()
    monkeypatch.setattr(journal, "MOST_ENTRIES", 0)
    assert Document(file).lost
    monkeypatch.undo()
    monkeypatch.setattr(journal, "MOST_READ", beside(file).stat().st_size - 1)
    assert Document(file).lost


@pytest.mark.parametrize("limit", ["MOST_ENTRIES", "MOST_BYTES", "MOST_READ"])
def test_a_journal_is_shortened_before_it_is_too_long_to_be_read(file, monkeypatch, limit):
    monkeypatch.setattr(journal, limit, {"MOST_ENTRIES": 6, "MOST_BYTES": 700, "MOST_READ": 2_400}[limit])
    document = Document(file)
    counts = []
    for number in range(16):
        title(document, f"A{number}")
        counts.append(len(Journal(beside(file)).entries))
    assert 4 <= max(counts) <= 11
    assert not Document(file).lost
    title(document, "one")
    title(document, "two")
    document.undo()
    title(document, "three")
    while Document(file).steps()[0]:
        Document(file).undo()
    assert Journal(beside(file)).base == Document(file).read().text == text_of(file)


def test_what_is_kept_when_the_older_half_goes_still_knows_what_it_takes_back(file, monkeypatch):
    document = Document(file)
    for number in range(4):
        title(document, f"A{number}")
    document.undo()
    monkeypatch.setattr(journal, "MOST_ENTRIES", 5)
    document.undo()  # of the one before: six entries, of which three are kept
    kept = Journal(beside(file)).entries
    assert [(e.kind, e.of) for e in kept] == [("change", -1), ("undo", 0), ("change", -1)]
    assert document.steps() == ("the title", "")
    document.undo()
    assert text_of(file) == Document(file).read().text == RIVER.replace("'The river'", "'A2'")


def test_journals_of_changes_from_outside_alone_are_shortened_in_memory(file, monkeypatch):
    monkeypatch.setattr(journal, "MOST_ENTRIES", 4)
    document = Document(file)
    for number in range(12):
        file.write_bytes(f"{RIVER}# {number}\n".encode())
        assert document.read().text == text_of(file)
    assert len(document._current().entries) <= 4
    assert [p.name for p in file.parent.iterdir()] == ["river.yaml"]


def test_a_journal_that_cannot_be_shortened_stays_as_it_is(file, monkeypatch):
    document = Document(file)
    title(document, "one")
    title(document, "two")
    monkeypatch.setattr(journal, "MOST_ENTRIES", 2)
    monkeypatch.setattr(
        journal, "write_file", lambda *_, **__: (_ for _ in ()).throw(DetenteError("no room"))
    )
    title(document, "three")
    assert text_of(file) == RIVER.replace("'The river'", "'three'")
    assert len(document._current().entries) == len(Journal(beside(file)).entries) == 3
    monkeypatch.undo()
    for _ in range(3):
        document.undo()
    assert text_of(file) == RIVER == Document(file).read().text


def test_a_journal_that_is_gone_at_that_moment_is_not_begun_in_the_middle(file):
    title(Document(file), "B")
    found = Journal(beside(file), file)
    beside(file).unlink()
    with pytest.raises(DetenteError, match=r"river\.yaml\.journal: cannot be written: No such file"):
        found.add(Entry("change", "x", (Splice(0, "", "#\n"),)))
    assert not beside(file).exists()
    assert len(found.entries) == 1


def test_a_file_that_is_written_without_end_is_not_waited_for_without_end(tmp_path, monkeypatch):
    path = tmp_path / "x"
    path.write_bytes(b"")
    waited = []

    def sleep(seconds):
        waited.append(seconds)
        path.write_bytes(b"." * len(waited))

    monkeypatch.setattr(time, "sleep", sleep)
    handle = os.open(path, os.O_RDONLY)
    assert disk._settled(handle, b"usual").strip(b".") == b""
    os.close(handle)
    assert waited == [disk.QUIET] * disk.MOST_WAITS


def test_files_of_our_own_are_read_up_to_a_size_and_not_through_links(tmp_path, monkeypatch):
    path = tmp_path / "x"
    assert read_ours(path, 3) is None
    path.write_bytes(b"abc")
    assert read_ours(path, 3) == b"abc"
    with pytest.raises(DetenteError, match="x: larger than 2 bytes"):
        read_ours(path, 2)
    (tmp_path / "link").symlink_to(path)
    assert read_ours(tmp_path / "link", 3) is None
    monkeypatch.setattr(Path, "is_symlink", lambda self: False)  # it becomes one after somebody looked
    assert read_ours(tmp_path / "link", 3) is None
    with socket.socket(socket.AF_UNIX) as listening:
        monkeypatch.chdir(tmp_path)
        listening.bind("s")
    with pytest.raises(DetenteError, match="s: cannot be read: No such device"):
        read_ours(tmp_path / "s", 3)


# -- rights ------------------------------------------------------------------------------------------------------------


def rights(path):
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o755])
def test_what_stands_beside_a_file_may_be_read_by_who_may_read_the_file(file, mode):
    file.chmod(mode)
    document = Document(file)
    title(document, "A")
    scenarios.pin(file, "x", RIVER)
    assert rights(file) == mode
    assert rights(beside(file)) == rights(scenarios.beside(file)) == mode & 0o666
    file.chmod(0o600)
    title(document, "B")
    scenarios.pin(file, "y", RIVER)
    assert rights(beside(file)) == rights(scenarios.beside(file)) == 0o600
    file.chmod(0o644)  # whoever took rights from the journal keeps them
    title(document, "C")
    assert rights(beside(file)) == 0o600


def test_the_rights_of_a_file_are_those_of_what_its_link_leads_to(tmp_path):
    (tmp_path / "real.yaml").write_bytes(RIVER.encode())
    (tmp_path / "real.yaml").chmod(0o600)
    (tmp_path / "river.yaml").symlink_to("real.yaml")
    title(Document(tmp_path / "river.yaml"), "A")
    assert rights(beside(tmp_path / "river.yaml")) == rights(tmp_path / "real.yaml") == 0o600
    assert text_of(tmp_path / "real.yaml") == TITLED


def test_a_file_that_may_not_be_written_is_not_replaced(tmp_path):
    bench = Bench(tmp_path)
    bench.file.chmod(0o444)
    answer = bench.edit("title", page="table", title="A")
    assert answer.status_code == 422
    told = "nothing was written: river.yaml may be read and not written (its mode is 0444); allow that first"
    assert told in answer.text
    assert bench.text == RIVER
    assert [p.name for p in tmp_path.iterdir()] == ["river.yaml"]
    bench.file.chmod(0o644)
    assert bench.edit("title", page="table", title="A").status_code == 200


def test_a_file_of_somebody_else_is_not_replaced(file, monkeypatch):
    document = Document(file)
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (file, os.W_OK))
    with pytest.raises(EditError, match=r"nothing was written: river\.yaml belongs to somebody else"):
        title(document, "A")
    assert text_of(file) == RIVER


def test_what_was_begun_is_not_finished_over_a_file_that_may_not_be_written(file, monkeypatch):
    monkeypatch.setattr(Document, "_write", lambda self, text: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        title(Document(file), "A")
    monkeypatch.undo()
    file.chmod(0o444)
    assert Document(file).read().text == text_of(file) == RIVER


# -- undo past what somebody else changed ------------------------------------------------------------------------------


def test_undo_leaves_what_somebody_else_changed_and_takes_back_what_was_before_it(tmp_path):
    bench = Bench(tmp_path)
    bench.edit("about", page="table", about="Mine.")
    bench.edit("title", page="table", title="Mine")
    bench.file.write_bytes(bench.text.replace("'Mine'", "'Theirs'").encode())
    document = Document(bench.file)
    title_label, about_label = (e.label for e in document._current().entries[1::-1])
    assert document.steps() == (f"{about_label} (not {title_label}: that place was changed again since)", "")
    assert f": {about_label} (not {title_label}: that place" in bench.page("table").text
    assert bench.post("c/river.yaml/undo", {"page": "table"}).status_code == 200
    assert bench.text == RIVER.replace("'The river'", "'Theirs'")
    document = Document(bench.file)
    assert document.steps() == (title_label, about_label)
    answer = bench.post("c/river.yaml/undo", {"page": "table"})
    assert answer.status_code == 422
    assert f"this place was changed again since ({title_label}); nothing was written" in answer.text
    bench.post("c/river.yaml/redo", {"page": "table"})
    assert bench.text.endswith("about: Mine.\n")


def test_redo_leaves_what_somebody_else_changed_too(file):
    document = Document(file)
    title(document, "A")
    about(document, "Mine.")
    document.undo()
    document.undo()
    file.write_bytes(RIVER.replace("'The river'", "'Theirs'").encode())
    assert document.steps() == ("", "what it is about (not the title: that place was changed again since)")
    document.redo()
    assert text_of(file) == RIVER.replace("'The river'", "'Theirs'") + "about: Mine.\n"


def test_no_more_than_so_many_changes_are_looked_at(file, monkeypatch):
    document = Document(file)
    about(document, "Mine.")
    title(document, "A")
    title(document, "B")
    file.write_bytes(text_of(file).replace("'B'", "'Theirs'").encode())
    assert document.steps()[0].startswith("what it is about (not the title")
    monkeypatch.setattr(steps, "MOST_SKIPPED", 2)
    assert Document(file).steps() == ("the title", "")
