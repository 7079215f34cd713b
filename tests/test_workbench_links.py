"""Whatever is exchanged for a link at whatever moment: nothing out of the folder is read or written."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

pytest.importorskip("starlette")

from detente.conflict import DetenteError, includes, saving, temporaries, write_file
from detente.conflict.editing import EditError, Put
from detente.door.tools import Door
from detente.workbench.edits import scenarios
from detente.workbench.files import disk, inside, journal, ours
from detente.workbench.files.documents import Document
from detente.workbench.files.folder import Folder
from detente.workbench.files.journal import beside
from tests.workbench_client import RIVER, Bench

SECRET = RIVER.replace("The river", "TOP SECRET")
PAGES = ("text", "answer", "table", "wishes", "version", "part", "file/brief.html")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="links can be made by everybody")


@pytest.fixture(params=["from the folder", "by comparing"], autouse=True)
def system(request, monkeypatch):
    """Try all of it on a system that opens files from their folder, and on one that does not."""
    if request.param == "by comparing":
        monkeypatch.setattr(os, "supports_dir_fd", frozenset())
    return request.param


@pytest.fixture
def secret(tmp_path) -> Path:
    (tmp_path / "outside").mkdir()
    found = tmp_path / "outside" / "secret.yaml"
    found.write_text(SECRET, encoding="utf-8")
    return found


@pytest.fixture
def bench(tmp_path, secret) -> Bench:
    (tmp_path / "inside").mkdir()
    return Bench(tmp_path / "inside")


def exchange(file: Path, target: Path) -> None:
    """Let a link take the place of a file, as a program would that renames."""
    link = file.with_name(".link")
    link.symlink_to(target)
    link.replace(file)


def just_before(monkeypatch, module, name, act):
    """Let something happen the moment before a function of a module is called, once."""
    real = getattr(module, name)
    done: list[object] = []

    def first(*given, **more):
        if not done:
            done.append(act())
        return real(*given, **more)

    monkeypatch.setattr(module, name, first)
    return done


def untouched(bench: Bench, secret: Path) -> bool:
    """Tell whether the file outside is as it was, and nothing of it came into the folder."""
    inside = [p.read_bytes() for p in bench.folder.iterdir() if not p.is_symlink()]
    return (
        secret.read_text(encoding="utf-8") == SECRET
        and [p.name for p in secret.parent.iterdir()] == ["secret.yaml"]
        and not any(b"TOP SECRET" in data for data in inside)
    )


@pytest.mark.parametrize("page", PAGES)
def test_what_becomes_a_link_after_it_was_looked_at_is_not_read(bench, secret, monkeypatch, page):
    done = just_before(monkeypatch, inside, "bytes_inside", lambda: exchange(bench.file, secret))
    found = bench.get(f"c/river.yaml/{page}")
    assert done
    assert found.status_code in (404, 422)
    assert "TOP SECRET" not in found.text
    assert untouched(bench, secret)


@pytest.mark.parametrize("step", ["read", "open", "write", "name"])
def test_what_becomes_a_link_while_it_is_changed_is_neither_read_nor_written(
    bench, secret, monkeypatch, step
):
    bench.edit("about", page="table", about="Water.")
    base = bench.version()
    bench.page("text")
    module, name = {
        "read": (disk, "read_at"),
        "open": (disk, "opened"),
        "write": (disk, "write_file"),
        "name": (saving, "_replace"),
    }[step]
    done: list[None] = []
    real = getattr(module, name)

    def first(*given, **more):
        if not done and any(Path(str(x)).name == "river.yaml" for x in given):
            exchange(bench.file, secret)
            done.append(None)
        return real(*given, **more)

    monkeypatch.setattr(disk, "recent", lambda mark: True)
    monkeypatch.setattr(module, name, first)
    answer = bench.edit("title", base=base, page="table", title="Written")
    assert done
    assert "TOP SECRET" not in answer.text
    assert untouched(bench, secret)
    assert b"TOP SECRET" not in beside(bench.file).read_bytes()


def test_a_link_that_leads_out_is_said_to(bench, secret):
    document = Folder(bench.folder).document("river.yaml")
    exchange(bench.file, secret)
    with pytest.raises(
        DetenteError, match=r"^river\.yaml: cannot be read: it is a link that leads out of its folder$"
    ):
        document.read()
    bench.file.unlink()
    bench.file.symlink_to("river.yaml")
    with pytest.raises(DetenteError, match=r"^river\.yaml: cannot be read: it is a link that leads out"):
        document.read()
    assert bench.page("text").status_code == 404


def test_what_is_exchanged_all_the_time_is_said_to_be(bench, secret, monkeypatch):
    document = Document(bench.file)

    def refuse(*_):
        exchange(bench.file, secret)
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))

    monkeypatch.setattr(inside, "bytes_inside", refuse)
    with pytest.raises(
        DetenteError, match=r"^river\.yaml: cannot be read: another program puts a link in its place$"
    ):
        document.read()


def test_a_party_is_not_looked_for_behind_a_link(bench, secret, monkeypatch):
    secret.write_text(f"party: upper\n{SECRET}", encoding="utf-8")
    folder = Folder(bench.folder)
    done = just_before(monkeypatch, inside, "bytes_inside", lambda: exchange(bench.file, secret))
    assert folder.party_of("river.yaml") == ""
    assert done


@pytest.mark.parametrize("target", ["real.yaml", "sub/../real.yaml", "whole"])
def test_a_link_to_a_file_of_the_same_folder_goes_on_working(bench, secret, target):
    real = bench.folder / "real.yaml"
    bench.file.replace(real)
    real.chmod(0o640)
    (bench.folder / "sub").mkdir()
    bench.file.symlink_to(real if target == "whole" else target)
    assert bench.page("text").status_code == 200
    assert bench.edit("title", page="table", title="Written").status_code == 200
    assert real.read_text(encoding="utf-8") == RIVER.replace("The river", "Written")
    assert real.stat().st_mode & 0o777 == 0o640
    assert bench.file.is_symlink()
    assert bench.post("c/river.yaml/undo", {"page": "table"}).status_code == 200
    assert real.read_text(encoding="utf-8") == RIVER


def test_a_link_inside_that_turns_to_the_outside_is_not_followed(bench, secret, monkeypatch):
    real = bench.folder / "real.yaml"
    bench.file.replace(real)
    bench.file.symlink_to("real.yaml")
    done = just_before(monkeypatch, inside, "bytes_inside", lambda: exchange(real, secret))
    assert "TOP SECRET" not in bench.page("text").text
    assert done
    assert secret.read_text(encoding="utf-8") == SECRET


# -- files of our own, new files ---------------------------------------------------------------------------------------


def test_a_journal_that_becomes_a_link_while_it_is_written_is_not_written_outside(bench, secret, monkeypatch):
    bench.version()
    done = just_before(monkeypatch, journal, "write_file", lambda: beside(bench.file).symlink_to(secret))
    answer = bench.edit("title", page="table", title="Written")
    assert done
    assert answer.status_code == 422
    assert "a link, which is not followed" in answer.text
    assert untouched(bench, secret)
    assert bench.text == RIVER
    assert bench.edit("title", page="table", title="Written").status_code == 200
    assert untouched(bench, secret)


def test_pins_that_become_a_link_while_they_are_written_are_not_written_outside(bench, secret, monkeypatch):
    place = scenarios.beside(bench.file)
    done = just_before(monkeypatch, scenarios, "write_file", lambda: place.symlink_to(secret))
    answer = bench.post("c/river.yaml/pin", {"do": "pin", "name": "x", "page": "answer"})
    assert done
    assert answer.status_code == 422
    assert untouched(bench, secret)


@pytest.mark.parametrize("there", [True, False])
def test_a_new_file_is_not_written_through_a_link(bench, secret, there):
    target = secret if there else secret.with_name("new.yaml")
    (bench.folder / "new.yaml").symlink_to(target)
    answer = bench.post("new", {"title": "A new one", "name": "new"})
    assert answer.status_code == 422
    assert "is there already" in answer.text
    assert untouched(bench, secret)


def test_the_rights_of_a_journal_do_not_come_from_outside(bench, secret):
    secret.chmod(0o666)
    bench.file.chmod(0o600)
    assert ours.rights_beside(bench.file, beside(bench.file)) == 0o600
    exchange(bench.file, secret)
    assert ours.rights_beside(bench.file, beside(bench.file)) == 0o600
    bench.file.unlink()
    assert ours.rights_beside(bench.file, beside(bench.file)) == 0o666
    (bench.folder / "folder.yaml").mkdir()
    assert ours.rights_beside(bench.folder / "folder.yaml", beside(bench.file)) == 0o600


# -- the folder itself -------------------------------------------------------------------------------------------------


def test_a_folder_that_is_exchanged_while_a_file_is_written_gets_it_all_the_same(
    bench, secret, monkeypatch, system
):
    """From the moment at which it is opened it is that folder, wherever it is moved."""
    if system == "by comparing":
        pytest.skip("such a system knows folders by their names alone")
    elsewhere = bench.folder.with_name("elsewhere")
    secret.rename(secret.with_name("river.yaml"))
    real = temporaries.create

    def create(*given):
        found = real(*given)
        if not elsewhere.exists():
            bench.folder.rename(elsewhere)
            bench.folder.symlink_to(secret.parent)
        return found

    monkeypatch.setattr(temporaries, "create", create)
    write_file(bench.file, "written", follow=False)
    assert (elsewhere / "river.yaml").read_text(encoding="utf-8") == "written"
    assert {p.name: p.read_text(encoding="utf-8") for p in secret.parent.iterdir()} == {"river.yaml": SECRET}
    assert [p.name for p in elsewhere.iterdir()] == ["river.yaml"]


def test_a_file_is_written_under_its_very_name_or_not_at_all(tmp_path, secret, monkeypatch):
    room = tmp_path / "room"
    room.mkdir()
    file = room / "x.yaml"
    write_file(file, "one", follow=False, rights=0o640)
    assert file.stat().st_mode & 0o777 == 0o640
    write_file(file, "two", follow=False)
    assert (file.read_text(encoding="utf-8"), file.stat().st_mode & 0o777) == ("two", 0o640)
    with pytest.raises(DetenteError, match="is there already; nothing was written: take care"):
        write_file(file, "three", follow=False, replace=False, instead="take care")
    write_file(room / "y.yaml", "new", follow=False, replace=False)
    assert (room / "y.yaml").read_text(encoding="utf-8") == "new"

    def came_first() -> None:
        (room / "z.yaml").write_text("theirs", encoding="utf-8")

    with pytest.raises(DetenteError, match="is there already"):
        write_file(room / "z.yaml", "mine", follow=False, replace=False, last=came_first)
    assert (room / "z.yaml").read_text(encoding="utf-8") == "theirs"
    (room / "link.yaml").symlink_to(secret)
    with pytest.raises(DetenteError, match="cannot be written: it is a link, which is not followed"):
        write_file(room / "link.yaml", "x", follow=False)
    with pytest.raises(DetenteError, match="cannot be written: it is no ordinary file"):
        write_file(tmp_path / "room", "x", follow=False)
    with pytest.raises(DetenteError, match="cannot be written: No such file"):
        write_file(room / "none" / "x.yaml", "x", follow=False)
    write_file(file, "x", follow=False, last=lambda: exchange(file, secret))
    assert not file.is_symlink()
    assert secret.read_text(encoding="utf-8") == SECRET
    assert sorted(p.name for p in room.iterdir()) == ["link.yaml", "x.yaml", "y.yaml", "z.yaml"]


def test_where_links_can_be_made_from_no_folder_a_name_is_still_taken_once(tmp_path, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    if os.supports_dir_fd:
        monkeypatch.setattr(os, "supports_dir_fd", os.supports_dir_fd | {refuse})
    write_file(tmp_path / "x", "one", follow=False, replace=False)
    assert (tmp_path / "x").read_text(encoding="utf-8") == "one"
    with pytest.raises(DetenteError, match="is there already"):
        write_file(tmp_path / "y", "z", follow=False, replace=False, last=(tmp_path / "y").touch)
    assert (tmp_path / "y").read_bytes() == b""


# -- how a file is opened ----------------------------------------------------------------------------------------------


def test_a_file_is_opened_from_its_folder_and_through_no_link(tmp_path, secret):
    room = tmp_path / "room"
    (room / "sub").mkdir(parents=True)
    (room / "sub" / "x").write_bytes(b"inside")
    assert includes.bytes_inside(str(room), "sub/x", 3)[0] == b"ins"
    about = includes.bytes_inside(str(room), "sub/x", 9)[1]
    assert about.st_ino == (room / "sub" / "x").stat().st_ino
    (room / "out").symlink_to(secret.parent)
    (room / "sub" / "link").symlink_to("x")
    for path in ("out/secret.yaml", "sub/link"):
        with pytest.raises(OSError) as caught:
            includes.bytes_inside(str(room), path, 9)
        assert caught.value.errno in (errno.ELOOP, errno.ENOTDIR)
    os.mkfifo(room / "pipe")
    with pytest.raises(OSError, match="no ordinary file"):
        includes.bytes_inside(str(room), "pipe", 9)
    with pytest.raises(OSError):
        includes.bytes_inside(str(room), "sub", 9)


def test_where_files_are_opened_by_name_what_was_opened_is_compared(tmp_path, secret, monkeypatch, system):
    """A link that is there at the very moment at which the file is opened, and gone again behind it."""
    if system != "by comparing":
        pytest.skip("here nothing is opened by its whole name")
    file = tmp_path / "x"
    file.write_bytes(b"inside")
    real = os.open
    times: list[object] = []

    def opened(path, *given, **more):
        if Path(path) != file or len(times) >= most:
            return real(path, *given, **more)
        times.append(path)
        file.rename(tmp_path / "kept")
        file.symlink_to(secret)
        try:
            return real(path, *given, **more)
        finally:
            (tmp_path / "kept").replace(file)

    monkeypatch.setattr(os, "open", opened)
    most = 1
    assert includes.bytes_inside(str(tmp_path), "x", 9)[0] == b"inside"
    assert len(times) == 1
    handles = Path("/proc/self/fd")
    most, held = 99, len([*handles.iterdir()]) if handles.exists() else 0
    with pytest.raises(OSError, match="exchanged all the time") as caught:
        includes.bytes_inside(str(tmp_path), "x", 9)
    assert caught.value.errno == errno.EBUSY
    assert not held or len([*handles.iterdir()]) == held
    with pytest.raises(DetenteError, match="cannot be read: another program puts a link in its place"):
        inside.read_at(file, 9)


def test_files_of_our_own_are_compared_where_links_would_be_followed(tmp_path, secret, monkeypatch):
    file = tmp_path / "x"
    file.write_bytes(b"ours")
    monkeypatch.delattr(os, "O_NOFOLLOW")
    monkeypatch.setattr(ours, "CAREFULLY", 0)
    assert ours.read_ours(file, 9) == b"ours"
    just_before(monkeypatch, os, "open", lambda: exchange(file, secret))
    with pytest.raises(DetenteError, match="x: was exchanged while it was opened"):
        ours.read_ours(file, 9)


@pytest.mark.parametrize("tool", ["check_text", "ask_check", "propose_edit"])
def test_the_door_for_programs_follows_no_link_either(bench, secret, monkeypatch, tool):
    done = just_before(monkeypatch, includes, "opened_inside", lambda: exchange(bench.file, secret))
    more = {"changes": [{"do": "remove", "path": ["rules"]}]} if tool == "propose_edit" else {}
    with pytest.raises(DetenteError) as refused:
        Door(bench.folder).call(tool, {"file": "river.yaml", **more})
    assert done
    assert "TOP SECRET" not in str(refused.value)
    assert "river.yaml" in str(refused.value)
    bench.file.unlink()
    bench.file.write_text(RIVER, encoding="utf-8")
    assert "The river" in Door(bench.folder).call("ask_check", {"file": "river.yaml"}).text


def test_a_change_of_what_became_a_link_is_refused_with_a_sentence(bench, secret, monkeypatch):
    document = Document(bench.file)
    seen = document.read()
    just_before(monkeypatch, disk, "target_of", lambda: exchange(bench.file, secret))
    with pytest.raises(
        EditError, match=r"^nothing was written: river\.yaml: cannot be read: it is a link that leads"
    ):
        document.change(Put(("title",), "x"), "the title", seen.id)
    assert untouched(bench, secret)
