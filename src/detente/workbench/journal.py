"""The journal beside a file: every change as splices, so that it can be taken back, also after a restart.

A line is written, and is on the disk, before the file is; a second one says that the file is written, too. So whatever
moment a process ends at, the next one knows which of the two there is. Nothing is written before the first change.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from detente.conflict import DetenteError, write_file
from detente.conflict.editing import Splice, spliced
from detente.conflict.safetext import shown
from detente.conflict.saving import reason

MOST_BYTES = 16_000_000  # then the older half is forgotten
KINDS = ("change", "outside", "undo", "redo")


@dataclass(frozen=True, slots=True)
class Entry:
    """A change of the file.

    Attributes
    ----------
    kind : str
        ``change`` (in a page), ``outside`` (by somebody else), ``undo`` and ``redo`` (of the entry numbered `of`).
    label : str
        What was done, in words.
    splices : tuple of Splice
        Of the text before.
    of : int
    time : float
        Seconds since 1970.
    """

    kind: str
    label: str
    splices: tuple[Splice, ...]
    of: int = -1
    time: float = 0.0

    def line(self) -> bytes:
        """Write it as a line of the journal."""
        splices = [[s.at, s.old, s.new] for s in self.splices]
        said = {"kind": self.kind, "label": self.label, "of": self.of, "time": round(self.time, 3)}
        return json.dumps(said | {"splices": splices}).encode() + b"\n"

    @classmethod
    def of_line(cls, said: dict[str, object]) -> Entry:
        """Read it from a line.

        Raises
        ------
        ValueError, KeyError, TypeError
            Where it is none.
        """
        splices = said["splices"]
        if said["kind"] not in KINDS or not isinstance(splices, list):
            raise ValueError("no entry")
        read = tuple(Splice(int(at), str(old), str(new)) for at, old, new in splices)
        return cls(
            str(said["kind"]), str(said["label"]), read, int(str(said["of"])), float(str(said["time"]))
        )


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
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.base = ""
        self.entries: list[Entry] = []
        self.known = self.written = False
        self._size = -1  # of the journal on the disk, as this process left it; -1 where there is none
        self._read()

    def _read(self) -> None:
        not_led_away(self.path)
        try:
            lines = self.path.read_bytes().split(b"\n")
        except OSError:
            return
        text: str | None = None
        whole = 0
        for line in lines[:-1]:  # what follows the last line end was being written when the process ended
            try:
                said = json.loads(line)
                if said["kind"] == "base":
                    self.base = text = str(said["text"])
                    self.written = True
                elif text is None:
                    break
                elif said["kind"] == "done":
                    self.written = True
                else:
                    entry = Entry.of_line(said)
                    text = spliced(text, entry.splices)
                    self.entries.append(entry)
                    self.written = entry.kind == "outside"
            except (ValueError, KeyError, TypeError):
                break
            whole += len(line) + 1
        self.known = text is not None
        if self.known:
            self._size = whole
            with suppress(OSError), self.path.open("r+b") as stream:
                stream.truncate(whole)

    @property
    def overtaken(self) -> bool:
        """Whether another process has written into the journal since."""
        try:
            return self.path.stat().st_size != self._size
        except OSError:
            return self._size >= 0

    def text(self, entries: int | None = None) -> str:
        """Give the text after so many entries, or after all."""
        text = self.base
        for entry in self.entries[:entries]:
            text = spliced(text, entry.splices)
        return text

    def begin(self, text: str) -> None:
        """Begin with a text; nothing is written yet."""
        self.base, self.entries, self.written, self.known = text, [], True, True

    def add(self, entry: Entry) -> None:
        """Add an entry; it is on the disk when this is done, unless nothing was ever changed in a page."""
        entry = replace(entry, time=entry.time or time.time())
        self.entries.append(entry)
        self.written = entry.kind == "outside"
        if self._size >= 0:
            self._append(entry.line(), sync=True)
        elif not self.written:
            self._rewrite()

    def done(self) -> None:
        """Say that the file is written."""
        self.written = True
        self._append(b'{"kind": "done"}\n', sync=False)
        if self._size > MOST_BYTES:
            half = len(self.entries) // 2
            self.base = self.text(half)
            self.entries = [
                e if e.of < 0 else replace(e, kind="change", of=-1) for e in self.entries[half:]
            ]  # what they take back or do again may be forgotten
            self._rewrite()

    def drop_last(self) -> None:
        """Take back an entry whose file could not be written."""
        self.entries.pop()
        self.written = True
        self._rewrite()

    def _append(self, line: bytes, *, sync: bool) -> None:
        not_led_away(self.path)
        with self.path.open("ab") as stream:
            stream.write(line)
            stream.flush()
            if sync:
                os.fsync(stream.fileno())
        self._size += len(line)

    def _rewrite(self) -> None:
        base = json.dumps({"kind": "base", "text": self.base}).encode() + b"\n"
        lines = [base, *(e.line() for e in self.entries), *([b'{"kind": "done"}\n'] if self.written else [])]
        not_led_away(self.path)
        write_file(self.path, lambda stream: stream.writelines(lines))
        self._size = sum(map(len, lines))

    def stacks(self) -> tuple[list[int], list[int]]:
        """Give the numbers of the entries that can be taken back, and of those to do again, last one last."""
        back: list[int] = []
        again: list[int] = []
        for number, entry in enumerate(self.entries):
            if entry.kind == "change":
                back.append(number)
                again.clear()
            elif entry.kind == "undo" and entry.of in back:
                back.remove(entry.of)
                again.append(entry.of)
            elif entry.kind == "redo" and entry.of in again:
                again.remove(entry.of)
                back.append(entry.of)
        return back, again


def not_led_away(path: Path) -> None:
    """See that a file of ours is no link, by which a folder from elsewhere could lead out of it."""
    if path.is_symlink():
        try:
            path.unlink()
        except OSError as error:
            raise DetenteError(
                f"{shown(path.name)}: a link, which cannot be taken away: {reason(error)}"
            ) from None


def beside(path: Path) -> Path:
    """Give the place of a file's journal."""
    return path.parent / f".{path.name}.journal"
