"""A file that pages show: the file on disk is the truth, whoever changes it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from detente.conflict import DetenteError
from detente.conflict.editing import (
    Change,
    EditError,
    Splice,
    between,
    edited,
    merged,
    spliced,
    splices_of,
)
from detente.workbench.files.disk import MOST_BYTES, Disk, Overtaken, Version, alone, id_of, recent
from detente.workbench.files.journal import Entry, Journal, beside
from detente.workbench.files.stale import moved
from detente.workbench.files.steps import said, step

__all__ = ["MOST_BYTES", "Clash", "Document", "Version", "id_of", "made", "recent"]

# Refuses what may not come of a text: by the text before and the text after.
Allowed = Callable[[str, str], None]
Still = Callable[[str, tuple[Change, ...]], bool]
MOST_TRIES = 5  # to write a file that another program writes all the time
LATER = (
    "; when the workbench starts again it may be made after all, as its journal cannot be put back, either"
)


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


class Document:
    """A file, its journal, and the only way to change it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._disk = Disk(path)
        self._lock = threading.RLock()
        self._journal: Journal | None = None
        self._ends: tuple[str, str] | None = None
        self._given_up: Entry | None = None
        self._stepped: tuple[tuple[object, ...], tuple[str, str]] | None = None

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
            version = self._disk.read()
            if journal.known and not journal.overtaken and self._end(journal) == version.id:
                return version
            with alone(self.path.parent):
                return self._taken_in()[1]

    def _opened(self) -> Journal:
        if self._journal is None:
            self._journal = Journal(beside(self.path), self.path)
        return self._journal

    def _end(self, journal: Journal) -> str:
        """Give the version that the journal ends with."""
        text = journal.text()
        if self._ends is None or self._ends[0] is not text:
            self._ends = (text, id_of(text))
        return self._ends[1]

    def _taken_in(self) -> tuple[Journal, Version]:
        """Bring journal and file together: what other processes did, what was left half done, what others wrote."""
        if self._opened().overtaken:
            self._journal = None
        journal, now = self._opened(), self._disk.read()
        if not journal.known:
            journal.begin(now.text)
        elif not journal.written:
            self._finish(journal, now)
            now = self._disk.read()
        if self._end(journal) != now.id:
            journal.add(Entry("outside", "a change from outside", between(journal.text(), now.text)))
        return journal, now

    def _finish(self, journal: Journal, now: Version) -> None:
        """Finish what a process began that ended between journal and file; what was said to have failed never."""
        if journal.entries[-1] == self._given_up:
            journal.drop_last()
            return
        if id_of(journal.text(len(journal.entries) - 1)) == now.id:
            try:
                self._disk.allow()
                self._write(journal.text())
            except (DetenteError, Overtaken):
                journal.drop_last()
                return
        journal.done()

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
        return self.changes((change,), label, base)

    def changes(
        self,
        changes: tuple[Change, ...],
        label: str,
        base: str,
        allowed: Allowed | None = None,
        still: Still | None = None,
    ) -> Version:
        """Make several changes as one.

        Parameters
        ----------
        changes : tuple of Change
            Of the version `base`, one after the other.
        label : str
        base : str
        allowed : callable, optional
            Refuses what may not come of the text: what would be written, whatever was seen.
        still : callable, optional
            Tells of the text as it is, where that is another version, whether the changes are still what is wanted.

        Raises
        ------
        Clash
            Where somebody else changed the same place since, or what it stands in, or what was asked for would be
            something else by now.
        EditError
            Where they cannot be made.
        """

        def make(journal: Journal, now: Version) -> Version:
            here = changes
            if base != now.id:
                before = _text_of(journal, base)
                if before is None:
                    raise Clash(now.text, now)
                found = moved(before, now.text, changes)
                if found is None or (still is not None and not still(now.text, found)):
                    raise Clash(made(before, changes), now)
                here = found
            single = len(here) == 1
            splices = splices_of(now.text, here[0]) if single else between(now.text, made(now.text, here))
            if allowed is not None:
                allowed(now.text, spliced(now.text, splices))
            return self._commit(journal, now, splices, label)

        return self._changing(make)

    def replace(self, text: str, label: str, base: str, allowed: Allowed | None = None) -> Version:
        """Write a whole text that somebody wrote who saw the version `base`; changes elsewhere since are kept.

        Raises
        ------
        Clash
            Where somebody else changed the same place since.
        """

        def make(journal: Journal, now: Version) -> Version:
            before = now.text if base == now.id else _text_of(journal, base)
            both = None if before is None else merged(before, text, now.text)
            if both is None:
                raise Clash(text, now)
            if allowed is not None:
                allowed(now.text, both)
            return self._commit(journal, now, between(now.text, both), label)

        return self._changing(make)

    def undo(self, allowed: Allowed | None = None) -> Version:
        """Take back the last change that was made in a page, is not taken back yet, and can be.

        Where its place was changed again since by somebody else, it stays, and the one before it is taken back.

        Raises
        ------
        EditError
            Where there is none, or what each wrote was changed again since.
        """
        return self._step("undo", "there is nothing to undo", allowed)

    def redo(self, allowed: Allowed | None = None) -> Version:
        """Make the last change again that was taken back, and can be made.

        Raises
        ------
        EditError
            Where there is none, or the place of each was changed since by somebody else.
        """
        return self._step("redo", "there is nothing to do again", allowed)

    def _step(self, kind: str, nothing: str, allowed: Allowed | None) -> Version:
        def make(journal: Journal, now: Version) -> Version:
            number, splices = step(journal, now.text, kind)
            if number < 0:
                raise EditError(nothing)
            label = journal.entries[number].label
            if splices is None:
                raise EditError(
                    f"this place was changed again since ({label}); nothing was written: change it by hand"
                )
            if allowed is not None:
                allowed(now.text, spliced(now.text, splices))
            return self._commit(journal, now, splices, label, kind, number)

        return self._changing(make)

    def steps(self) -> tuple[str, str]:
        """Give what 'undo' would take back and what 'redo' would do again, in words; empty where there is nothing."""
        with self._lock:
            journal = self._current()
            key = (journal.text(), len(journal.entries), *journal.entries[-1:])
            if self._stepped is None or self._stepped[0] != key:
                self._stepped = key, (said(journal, "undo"), said(journal, "redo"))
            return self._stepped[1]

    @property
    def lost(self) -> bool:
        """Whether a journal stands beside the file that cannot be read: earlier changes cannot be taken back."""
        with self._lock:
            return self._current().lost

    def _current(self) -> Journal:
        self.read()
        assert self._journal is not None
        return self._journal

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
            return _text_of(self._current(), id)

    def _changing(self, make: Callable[[Journal, Version], Version]) -> Version:
        """Make a change of what the file says now; where another program was quicker, of what that wrote."""
        with self._lock, alone(self.path.parent):
            for _ in range(MOST_TRIES):
                try:
                    return make(*self._taken_in())
                except Overtaken:
                    continue
        raise EditError("nothing was written: another program writes this file all the time")

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
        try:
            self._disk.allow()
            journal.add(Entry(kind, label, splices, of))
        except DetenteError as error:
            raise EditError(f"nothing was written: {error}") from None
        try:
            self._write(text)
        except Exception as error:
            self._given_up = journal.entries[-1]
            gone = journal.drop_last()
            if isinstance(error, DetenteError):
                raise EditError(f"nothing was written: {error}{'' if gone else LATER}") from None
            raise
        journal.done()
        return Version(text, id_of(text))

    def _write(self, text: str) -> None:
        self._disk.write(text)


def _text_of(journal: Journal, id: str) -> str | None:
    return next((text for text in journal.texts() if id_of(text) == id), None)


def made(text: str, changes: tuple[Change, ...]) -> str:
    """Give the text after several changes, made one after the other."""
    for change in changes:
        text = edited(text, change)
    return text
