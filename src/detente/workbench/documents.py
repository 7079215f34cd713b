"""A file that pages show: the file on disk is the truth, whoever changes it."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from detente.conflict import DetenteError, read_bytes, write_file
from detente.conflict.editing import (
    Change,
    EditError,
    Splice,
    at_path,
    between,
    edited,
    merged,
    plain,
    rebased,
    reversed_splices,
    spliced,
    splices_of,
)
from detente.conflict.safetext import shown
from detente.workbench.journal import Entry, Journal, beside

MOST_BYTES = 8_000_000  # as many as a conflict file may have
Allowed = Callable[
    [str, str], None
]  # refuses what may not come of a text: by the text before and the text after
UNREAD = "is not UTF-8; save it as UTF-8, and it can be changed here"


@dataclass(frozen=True, slots=True)
class Version:
    """A text of the file; `id` is short for it."""

    text: str
    id: str


class Clash(Exception):  # noqa: N818 (nothing went wrong: two people changed one thing)
    """Two changes of the same place: nothing was written.

    Attributes
    ----------
    mine : str
        The text that was to be written.
    theirs : Version
        The text that the file has by now.
    """

    def __init__(self, mine: str, theirs: Version) -> None:
        super().__init__()
        self.mine, self.theirs = mine, theirs


def id_of(text: str) -> str:
    """Give a short name for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


class Document:
    """A file, its journal, and the only way to change it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._journal: Journal | None = None
        self._seen: tuple[tuple[int, int, int], Version] | None = None
        self._ends: tuple[Journal, int, str] | None = None

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    # -- reading -------------------------------------------------------------------------------------------------------

    def read(self) -> Version:
        """Give the text that the file has now; what somebody else changed is taken in.

        Raises
        ------
        DetenteError
            Where it cannot be read, or is no text in UTF-8.
        """
        with self._lock:
            journal = self._opened()
            version = self._on_disk()
            if journal.known and not journal.overtaken and self._end(journal) == version.id:
                return version
            with _alone(self.path.parent):
                return self._taken_in()[1]

    def _on_disk(self) -> Version:
        try:
            stat = self.path.stat()
            mark = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        except OSError:
            mark = None
        # What was written a moment ago may be written again within the grain of the clock.
        if mark is not None and self._seen is not None and self._seen[0] == mark and not recent(mark[0]):
            return self._seen[1]
        data = read_bytes(str(self.path), MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise DetenteError(
                f"{shown(self.name)}: larger than {MOST_BYTES:,} bytes; a conflict file is not"
            )
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise DetenteError(f"{shown(self.name)}: {UNREAD}") from None
        version = Version(text, id_of(text))
        self._seen = None if mark is None else (mark, version)
        return version

    def _opened(self) -> Journal:
        """Open the journal, and bring it and the file together."""
        if self._journal is None:
            self._journal = Journal(beside(self.path))
        return self._journal

    def _end(self, journal: Journal) -> str:
        """Give the version that the journal ends with."""
        count = len(journal.entries)
        if self._ends is None or self._ends[:2] != (journal, count):
            self._ends = (journal, count, id_of(journal.text()))
        return self._ends[2]

    def _taken_in(self) -> tuple[Journal, Version]:
        """Bring journal and file together: what other processes did, what was left half done, what others wrote."""
        if self._opened().overtaken:
            self._journal = None
        journal, now = self._opened(), self._on_disk()
        if not journal.known:
            journal.begin(now.text)
        elif not journal.written:  # a process ended between journal and file
            if id_of(journal.text(len(journal.entries) - 1)) == now.id:
                self._write(journal.text())
                now = self._on_disk()
            journal.done()
        if self._end(journal) != now.id:
            journal.add(Entry("outside", "a change from outside", between(journal.text(), now.text)))
        return journal, now

    # -- changing ------------------------------------------------------------------------------------------------------

    def change(self, change: Change, label: str, base: str) -> Version:
        """Make a change that somebody asked for who saw the version `base`.

        Raises
        ------
        Clash
            Where somebody else changed the same place since.
        EditError
            Where it cannot be made.
        """
        with self._changing() as (journal, now):
            if base != now.id:
                before = self._text_of(journal, base)
                if before is None or not _same_place(before, now.text, change):
                    raise Clash(now.text if before is None else edited(before, change), now)
            return self._commit(journal, now, splices_of(now.text, change), label)

    def changes(self, changes: tuple[Change, ...], label: str, base: str) -> Version:
        """Make several changes as one."""
        with self._changing() as (journal, now):
            if base != now.id:
                before = self._text_of(journal, base)
                if before is None or not all(_same_place(before, now.text, c) for c in changes):
                    raise Clash(now.text if before is None else made(before, changes), now)
            after = made(now.text, changes)
            return self._commit(journal, now, between(now.text, after), label)

    def replace(self, text: str, label: str, base: str, allowed: Allowed | None = None) -> Version:
        """Write a whole text that somebody wrote who saw the version `base`; changes elsewhere since are kept.

        Raises
        ------
        Clash
            Where somebody else changed the same place since.
        """
        with self._changing() as (journal, now):
            before = now.text if base == now.id else self._text_of(journal, base)
            both = None if before is None else merged(before, text, now.text)
            if both is None:
                raise Clash(text, now)
            if allowed is not None:
                allowed(now.text, both)
            return self._commit(journal, now, between(now.text, both), label)

    def undo(self, allowed: Allowed | None = None) -> Version:
        """Take back the last change that was made in a page and is not taken back yet.

        Raises
        ------
        EditError
            Where there is none, or what it wrote was changed again since by somebody else.
        """
        with self._changing() as (journal, now):
            back, _ = journal.stacks()
            if not back:
                raise EditError("there is nothing to undo")
            number = back[-1]
            entry = journal.entries[number]
            splices = rebased(reversed_splices(entry.splices), between(journal.text(number + 1), now.text))
            return self._again(journal, now, "undo", number, splices, allowed)

    def redo(self, allowed: Allowed | None = None) -> Version:
        """Make the last change again that was taken back.

        Raises
        ------
        EditError
            Where there is none, or its place was changed since by somebody else.
        """
        with self._changing() as (journal, now):
            _, again = journal.stacks()
            if not again:
                raise EditError("there is nothing to do again")
            number = again[-1]
            splices = rebased(journal.entries[number].splices, between(journal.text(number), now.text))
            return self._again(journal, now, "redo", number, splices, allowed)

    def _again(
        self,
        journal: Journal,
        now: Version,
        kind: str,
        number: int,
        splices: tuple[Splice, ...] | None,
        allowed: Allowed | None,
    ) -> Version:
        label = journal.entries[number].label
        if splices is None:
            raise EditError(
                f"this place was changed again since ({label}); nothing was written: change it by hand"
            )
        if allowed is not None:
            allowed(now.text, spliced(now.text, splices))
        return self._commit(journal, now, splices, label, kind, number)

    def _current(self) -> Journal:
        self.read()
        assert self._journal is not None
        return self._journal

    def steps(self) -> tuple[str, str]:
        """Give what 'undo' would take back and what 'redo' would do again, in words; empty where there is nothing."""
        with self._lock:
            journal = self._current()
            back, again = (journal.entries[n[-1]].label if n else "" for n in journal.stacks())
            return back, again

    def before_last(self) -> str | None:
        """Give the text before the last change, of whatever kind; None where there was none."""
        with self._lock:
            journal = self._current()
            return journal.text(len(journal.entries) - 1) if journal.entries else None

    def last_change(self) -> tuple[str, str]:
        """Give what the last change was: its kind (``change``, ``outside``, ``undo``, ``redo``) and its label."""
        with self._lock:
            entries = self._current().entries
            return (entries[-1].kind, entries[-1].label) if entries else ("", "")

    def text_of(self, id: str) -> str | None:
        """Give the text of a version, if it is known."""
        with self._lock:
            return self._text_of(self._current(), id)

    @contextmanager
    def _changing(self) -> Iterator[tuple[Journal, Version]]:
        with self._lock, _alone(self.path.parent):
            yield self._taken_in()

    def _commit(
        self,
        journal: Journal,
        now: Version,
        splices: tuple[Splice, ...],
        label: str,
        kind: str = "change",
        of: int = -1,
    ) -> Version:
        if not splices:
            return now
        text = spliced(now.text, splices)
        if len(text.encode()) > MOST_BYTES:
            raise EditError(f"the file would be larger than {MOST_BYTES:,} bytes; nothing was written")
        journal.add(Entry(kind, label, splices, of))
        try:
            self._write(text)
        except DetenteError:
            journal.drop_last()
            raise
        journal.done()
        return Version(text, id_of(text))

    def _write(self, text: str) -> None:
        data = text.encode("utf-8")

        def whole(stream: IO[bytes]) -> None:
            stream.write(data)

        write_file(self.path, whole)
        self._seen = None

    def _text_of(self, journal: Journal, id: str) -> str | None:
        text = journal.base
        if id_of(text) == id:
            return text
        found = None
        for entry in journal.entries:
            text = spliced(text, entry.splices)
            if id_of(text) == id:
                found = text
        return found


def made(text: str, changes: tuple[Change, ...]) -> str:
    """Give the text after several changes, made one after the other."""
    for change in changes:
        text = edited(text, change)
    return text


def _same_place(before: str, now: str, change: Change) -> bool:
    """Tell whether the place of a change is as it was: of a list the whole list, else the value."""
    try:
        return bool(at_path(plain(before), change.path) == at_path(plain(now), change.path))
    except EditError:
        return False


def recent(mark: int) -> bool:
    """Tell whether a file was written so lately that it may be written again within the grain of the clock."""
    return time.time_ns() - mark < 2_000_000_000


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let no other process change the files of a folder at the same time, where the system can see to it."""
    handle = -1
    with suppress(ImportError, OSError):
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if handle >= 0:
            os.close(handle)  # which lets go of it
