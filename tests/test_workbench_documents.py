"""The file on disk is the truth: smallest changes, undo across restarts, changes from outside, two windows, kills."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
import threading

import pytest

from detente.conflict import DetenteError
from detente.conflict.editing import EditError, Insert, Move, Put
from detente.workbench.files.documents import Clash, Document, id_of
from detente.workbench.files.journal import Journal, beside
from tests.workbench_client import RIVER

TITLE = ("title",)


@pytest.fixture
def file(tmp_path):
    found = tmp_path / "river.yaml"
    found.write_bytes(RIVER.encode())
    return found


def text_of(file):
    return file.read_bytes().decode()


def title(document, name):
    return document.change(Put(TITLE, name), "the title", document.read().id)


def test_looking_at_a_file_writes_nothing(file):
    document = Document(file)
    assert document.read().text == RIVER
    assert document.steps() == ("", "")
    assert [p.name for p in file.parent.iterdir()] == ["river.yaml"]


def test_a_change_is_written_and_can_be_taken_back_and_made_again(file):
    document = Document(file)
    title(document, "A")
    assert text_of(file) == RIVER.replace("'The river'", "'A'")
    assert document.steps() == ("the title", "")
    document.undo()
    assert text_of(file) == RIVER
    assert document.steps() == ("", "the title")
    document.redo()
    assert text_of(file) == RIVER.replace("'The river'", "'A'")
    with pytest.raises(EditError, match="nothing to do again"):
        document.redo()


def test_undo_and_redo_go_on_after_a_restart(file):
    title(Document(file), "A")
    title(Document(file), "B")
    Document(file).undo()
    assert text_of(file) == RIVER.replace("'The river'", "'A'")
    Document(file).undo()
    assert text_of(file) == RIVER
    Document(file).redo()
    Document(file).redo()
    assert text_of(file) == RIVER.replace("'The river'", "'B'")
    title(Document(file), "C")
    assert Document(file).steps() == ("the title", "")


def test_a_change_that_changes_nothing_is_none(file):
    document = Document(file)
    title(document, "The river")
    assert text_of(file) == RIVER
    assert document.steps() == ("", "")


def test_a_change_from_outside_is_taken_in_and_undo_leaves_it(file):
    document = Document(file)
    title(document, "A")
    file.write_bytes(text_of(file).replace("It is poor.", "It is rich.").encode())
    assert "It is rich." in document.read().text
    document.undo()
    assert text_of(file) == RIVER.replace("It is poor.", "It is rich.")
    assert Document(file).steps() == ("", "the title")
    Document(file).redo()
    assert text_of(file) == RIVER.replace("It is poor.", "It is rich.").replace("'The river'", "'A'")


def test_a_change_from_outside_while_nobody_looked_is_taken_in(file):
    title(Document(file), "A")
    file.write_bytes(text_of(file).replace("pay for the water", "pay").encode())
    document = Document(file)
    assert "options:\n      pay: pay\n" in document.read().text
    document.undo()
    assert text_of(file) == RIVER.replace("pay for the water", "pay")


def test_undo_never_takes_away_what_somebody_else_wrote_there(file):
    document = Document(file)
    title(document, "A")
    file.write_bytes(text_of(file).replace("'A'", "'Theirs'").encode())
    with pytest.raises(EditError, match="changed again since"):
        document.undo()
    assert "'Theirs'" in text_of(file)


def test_two_windows_change_different_places(file):
    document = Document(file)
    seen = document.read().id
    document.change(Put(TITLE, "A"), "the title", seen)
    document.change(Put(("about",), "Water."), "about", seen)
    path = ("perspectives", "engineers", "preferences", "upper")
    document.change(Move(path, 0, 1), "order", seen)
    assert "'A'" in text_of(file)
    assert text_of(file).endswith("about: Water.\n")


def test_two_windows_change_the_same_place_and_nothing_is_overwritten(file):
    document = Document(file)
    seen = document.read().id
    path = ("perspectives", "engineers", "preferences", "upper")
    document.change(Move(path, 0, 1), "order", seen)
    now = text_of(file)
    with pytest.raises(Clash) as clash:
        document.change(Insert(path, 0, "release"), "wish", seen)
    assert text_of(file) == now == clash.value.theirs.text
    assert "- release\n" in clash.value.mine
    document.replace(clash.value.mine, "mine", clash.value.theirs.id)
    assert text_of(file) == clash.value.mine


def test_a_text_written_over_an_older_one_keeps_what_changed_elsewhere(file):
    document = Document(file)
    seen = document.read()
    document.change(Put(TITLE, "A"), "the title", seen.id)
    document.replace(seen.text.replace("It is poor.", "It is rich."), "the text", seen.id)
    assert text_of(file) == RIVER.replace("'The river'", "'A'").replace("It is poor.", "It is rich.")
    with pytest.raises(Clash):
        document.replace(seen.text.replace("'The river'", "'B'"), "the text", seen.id)
    with pytest.raises(Clash):
        document.replace("title: x\n", "the text", "of-nothing-known")


def test_two_programs_on_one_file_see_each_other(file):
    one, other = Document(file), Document(file)
    title(one, "A")
    assert "'A'" in other.read().text
    other.change(Put(("about",), "Water."), "about", other.read().id)
    title(one, "B")
    other.undo()
    assert "'A'" in text_of(file)
    assert one.steps() == ("about", "the title")


def test_many_at_once_lose_nothing(file):
    document, other = Document(file), Document(file)
    path = ("perspectives", "engineers", "preferences", "lower")

    def write(number):
        where = document if number % 2 else other
        for _ in range(200):
            try:
                where.change(Insert(path, 0, f"pay if release and {number}"), f"{number}", where.read().id)
                return
            except Clash:
                continue

    threads = [threading.Thread(target=write, args=(k,)) for k in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(8):
        assert f"- pay if release and {number}\n" in text_of(file)
    for _ in range(8):
        Document(file).undo()
    assert text_of(file) == RIVER


# -- a process that ends at any moment ---------------------------------------------------------------------------------


def test_what_the_journal_has_and_the_file_has_not_is_finished(file, monkeypatch):
    document = Document(file)
    monkeypatch.setattr(Document, "_write", lambda self, text: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        title(document, "A")
    monkeypatch.undo()
    assert text_of(file) == RIVER
    again = Document(file)
    assert again.read().text == RIVER.replace("'The river'", "'A'")
    again.undo()
    assert text_of(file) == RIVER


def test_what_was_put_back_by_somebody_else_stays_put_back(file):
    title(Document(file), "A")
    file.write_bytes(RIVER.encode())  # as `git checkout` does
    assert Document(file).read().text == RIVER
    assert text_of(file) == RIVER


def test_a_file_that_cannot_be_written_leaves_no_trace_in_the_journal(file, monkeypatch):
    document = Document(file)
    title(document, "A")

    def refuse(*_, **__):
        raise DetenteError("no room")

    monkeypatch.setattr(Document, "_write", refuse)
    with pytest.raises(DetenteError, match="no room"):
        title(document, "B")
    monkeypatch.undo()
    assert Document(file).read().text == RIVER.replace("'The river'", "'A'")
    assert Document(file).steps() == ("the title", "")


def test_a_line_of_the_journal_that_was_being_written_is_left_out(file):
    title(Document(file), "A")
    title(Document(file), "B")
    journal = beside(file)
    whole = journal.read_bytes()
    for length in range(0, len(whole), 37):
        journal.write_bytes(whole[:length])
        document = Document(file)
        assert document.read().text == RIVER.replace("'The river'", "'B'")
        title(document, "C")
        document.undo()
        assert text_of(file) == RIVER.replace("'The river'", "'B'")


def test_a_damaged_journal_costs_the_undo_and_nothing_else(file):
    for damage in (
        b"\xff\xfe",
        b'{"kind": "base"}\n',
        b'[]\n"x"\n',
        b'{"kind": "base", "text": "x"}\n{"kind": "undo"}\n',
    ):
        beside(file).write_bytes(damage)
        document = Document(file)
        assert document.read().text == RIVER
        title(document, "A")
        document.undo()
        assert text_of(file) == RIVER


def test_the_journal_of_a_long_time_is_shortened_and_still_undoes(file, monkeypatch):
    monkeypatch.setattr("detente.workbench.files.journal.MOST_BYTES", 4_000)
    document = Document(file)
    for number in range(60):
        title(document, f"A{number}")
    assert beside(file).stat().st_size < 12_000
    assert len(Journal(beside(file)).entries) < 60
    document.undo()
    assert "'A58'" in text_of(file)


KILLED = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from detente.conflict.editing import Put
    from detente.workbench.files.documents import Document
    document = Document(Path(sys.argv[1]))
    for number in range(100000):
        document.change(Put(("title",), f"t{number}"), "the title", document.read().id)
        print(number, flush=True)
    """
)


@pytest.mark.parametrize("lines", [1, 3, 8])
def test_killed_at_any_moment_nothing_that_was_confirmed_is_lost(file, lines):
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(file)], stdout=subprocess.PIPE, env=os.environ
    )
    assert process.stdout is not None
    confirmed = [int(process.stdout.readline()) for _ in range(lines)][-1]
    process.kill()
    rest = process.stdout.read().split()
    process.wait()
    process.stdout.close()
    last = int(rest[-1]) if rest else confirmed
    document = Document(file)
    text = document.read().text
    assert text in (RIVER.replace("'The river'", f"'t{k}'") for k in (last, last + 1))
    document.undo()
    assert "'t" in text_of(file) or text_of(file) == RIVER


def test_the_journal_is_the_owners_alone_and_holds_lines_of_json(file):
    title(Document(file), "A")
    lines = beside(file).read_bytes().splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["base", "change", "done"]
    assert id_of(RIVER) != id_of(text_of(file))
