"""The journal beside a file: every change as splices, so that it can be taken back, also after a restart.

A line is written, and is on the disk, before the file is; a second one says that the file is written, too. So whatever
moment a process ends at, the next one knows which of the two there is. Nothing is written before the first change.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from detente.conflict import DetenteError, write_file
from detente.conflict.editing import reversed_splices, spliced
from detente.conflict.safetext import shown
from detente.conflict.saving import reason
from detente.workbench.files.entries import Entry, line_of
from detente.workbench.files.ours import (
    CAREFULLY,
    Mark,
    mark_at,
    mark_of,
    not_led_away,
    put_aside,
    read_ours,
    rights_beside,
)

__all__ = ["Entry", "Journal", "beside"]

MOST_BYTES = 16_000_000  # beside the text that it begins with; then the older half is forgotten
MOST_ENTRIES = 2_000  # then, too
MOST_READ = 100_000_000  # bytes of a journal
MOST_WORK = 4_000_000_000  # characters of all the texts that a journal tells of
DONE = b'{"kind": "done"}\n'


class Journal:
    """What happened to a file since the workbench knows it.

    Attributes
    ----------
    base : str
        The text before all entries.
    entries : list of Entry
    known : bool
        Whether anything is known of the file; else `begin` says with which text it begins.
    written : bool
        Whether the file is known to say what the last entry says.
    lost : bool
        Whether something stands in its place that cannot be read; it is put aside with the first entry.
    """

    def __init__(self, path: Path, file: Path | None = None) -> None:
        self.path, self.file = path, file
        self.base = self._text = ""
        self.entries: list[Entry] = []
        self.known = self.written = self.lost = False
        self._mark: Mark | None = None  # of what this process saw, or left, under the name
        self._whole = -1  # bytes of whole lines on the disk; -1 where there is no journal
        self._first = 0  # bytes of the first line
        self._last = 0  # bytes before the last line
        self._late: list[bytes] = []  # lines that could not be written; they come before the next one
        self._read()

    def _read(self) -> None:
        """Read what there is; nothing is written, as another process may be writing at this moment."""
        self._mark = mark_at(self.path, follow=False)
        try:
            data = read_ours(self.path, MOST_READ)
            lines = (data or b"").split(b"\n")
            self._follow(lines[:-1])  # what follows the last line end was being written when a process ended
            self.lost = bool(data) and not self.known
        except (DetenteError, ValueError, KeyError, TypeError, OverflowError, RecursionError, MemoryError):
            self.base, self._text, self.entries = "", "", []
            self.known = self.written = False
            self.lost = True
        if self.known:
            self._whole, self._first = sum(map(len, lines[:-1])) + len(lines) - 1, len(lines[0]) + 1
            self._last = self._whole - len(lines[-2]) - 1

    def _follow(self, lines: Sequence[bytes]) -> None:
        work = 0
        for line in lines:
            said = json.loads(line)
            if not self.known:
                if said["kind"] != "base" or not isinstance(said["text"], str):
                    raise ValueError("no beginning")
                said["text"].encode()  # which half a character cannot be
                self.begin(said["text"])
            elif said["kind"] == "done":
                self.written = True
            else:
                entry = Entry.of_line(said)
                self._put(entry)
                work += len(self._text)
                if work > MOST_WORK or len(self.entries) > 20 * MOST_ENTRIES:
                    raise ValueError("too long")

    def _put(self, entry: Entry) -> None:
        self._text = spliced(self._text, entry.splices)
        self.entries.append(entry)
        self.written = entry.kind == "outside"

    def _take(self) -> None:
        self._text = spliced(self._text, reversed_splices(self.entries.pop().splices))

    @property
    def overtaken(self) -> bool:
        """Whether another process has written into the journal since."""
        return mark_at(self.path, follow=False) != self._mark

    def text(self, entries: int | None = None) -> str:
        """Give the text after so many entries, or after all."""
        text = self._text
        for entry in reversed(self.entries[len(self.entries) if entries is None else entries :]):
            text = spliced(text, reversed_splices(entry.splices))
        return text

    def texts(self) -> Iterator[str]:
        """Give the texts that the file had, the newest first."""
        text = self._text
        yield text
        for entry in reversed(self.entries):
            text = spliced(text, reversed_splices(entry.splices))
            yield text

    def begin(self, text: str) -> None:
        """Begin with a text; nothing is written yet."""
        self.base, self._text, self.entries, self.written, self.known = text, text, [], True, True

    def add(self, entry: Entry) -> None:
        """Add an entry; it is on the disk when this is done, unless nothing was ever changed in a page.

        What somebody else did is known even where it cannot be written: then it is written before the next entry.

        Raises
        ------
        DetenteError
            Where it cannot be written; then it is not added, here or on the disk.
        """
        before = self.written
        entry = replace(entry, time=round(entry.time or time.time(), 3))
        self._put(entry)
        try:
            if self._whole >= 0:
                self._append(entry.line(), sync=True)
            elif not self.written:
                self._rewrite()
        except Exception as error:
            if self.written and isinstance(error, DetenteError):  # it is somebody else's, and done
                self._late.append(entry.line())
                return
            self._take()
            self.written = before
            raise
        if self.written:
            self._shorten()

    def done(self) -> None:
        """Say that the file is written. Where that cannot be written, the file itself says it."""
        self.written = True
        try:
            self._append(DONE, sync=False)
        except DetenteError:
            self._late.append(DONE)
        self._shorten()

    def drop_last(self) -> bool:
        """Take back an entry whose file could not be written; needs no room. Tell whether it is off the disk, too."""
        self._take()
        self.written, self._whole = True, self._last
        try:
            with self._opened() as handle:  # which cuts off what stands after the whole lines
                os.fsync(handle)
        except (DetenteError, OSError):
            return False
        return True

    @contextmanager
    def _opened(self) -> Iterator[int]:
        """Open the journal at the end of its whole lines: what stands there else is of a process that ended."""
        try:
            handle = os.open(self.path, os.O_RDWR | CAREFULLY)
        except OSError as error:
            raise DetenteError(f"{shown(self.path.name)}: cannot be written: {reason(error)}") from None
        try:
            about = os.fstat(handle)
            if mark_of(about) != self._mark:
                raise DetenteError(f"{shown(self.path.name)}: another program writes it")
            try:
                self._trim(handle, about)
                yield handle
            except OSError as error:
                with suppress(OSError):
                    os.ftruncate(handle, self._whole)
                raise DetenteError(f"{shown(self.path.name)}: cannot be written: {reason(error)}") from None
            finally:
                self._mark = mark_of(os.fstat(handle))
        finally:
            os.close(handle)

    def _trim(self, handle: int, about: os.stat_result) -> None:
        if about.st_size > self._whole:
            os.ftruncate(handle, self._whole)
        os.lseek(handle, self._whole, os.SEEK_SET)
        rights = self._rights()
        if about.st_mode & 0o777 != rights and hasattr(os, "fchmod"):
            with suppress(OSError):
                os.fchmod(handle, rights)

    def _rights(self) -> int:
        return rights_beside(self.file or self.path, self.path)

    def _append(self, line: bytes, *, sync: bool) -> None:
        data = b"".join([*self._late, line])
        with self._opened() as handle:
            done = 0
            while done < len(data):
                done += os.write(handle, data[done:])
            if sync:
                os.fsync(handle)
        self._whole += len(data)
        self._last, self._late = self._whole - len(line), []

    def _rewrite(self) -> None:
        first = line_of({"kind": "base", "text": self.base})
        lines = [first, *(e.line() for e in self.entries), *([DONE] if self.written else [])]
        if self.lost:
            put_aside(self.path)
        not_led_away(self.path)
        write_file(self.path, lambda stream: stream.writelines(lines), rights=self._rights(), follow=False)
        self._mark, self._first = mark_at(self.path, follow=False), len(first)
        self._whole = sum(map(len, lines))
        self._last, self._late, self.lost = self._whole - len(lines[-1]), [], False

    def _shorten(self) -> None:
        """Forget the older half of a long journal, and all of one that would be too long to be read."""
        if self._whole > MOST_BYTES + self._first or len(self.entries) > MOST_ENTRIES:
            self._forget(len(self.entries) // 2)
        if self._whole > MOST_READ:
            self._forget(len(self.entries))

    def _forget(self, count: int) -> None:
        was = self.base, self.entries
        self.base = self.text(count)
        self.entries = [  # what they take back or do again may be forgotten
            replace(e, of=e.of - count) if e.of >= count else replace(e, kind=_alone(e), of=-1)
            for e in self.entries[count:]
        ]
        if self._whole >= 0:
            try:
                self._rewrite()
            except DetenteError:
                self.base, self.entries = was

    def stacks(self) -> tuple[list[int], list[int]]:
        """Give the numbers of the entries that can be taken back, and of those to do again, last one last."""
        back: dict[int, None] = {}
        again: dict[int, None] = {}
        for number, entry in enumerate(self.entries):
            if entry.kind == "change":
                back[number] = None
                again.clear()
            elif entry.kind == "undo" and entry.of in back:
                del back[entry.of]
                again[entry.of] = None
            elif entry.kind == "redo" and entry.of in again:
                del again[entry.of]
                back[entry.of] = None
        return [*back], [*again]


def _alone(entry: Entry) -> str:
    """Give the kind of an entry when the one that it is about is forgotten."""
    return "change" if entry.of >= 0 else entry.kind


def beside(path: Path) -> Path:
    """Give the place of a file's journal."""
    return path.parent / f".{path.name}.journal"
