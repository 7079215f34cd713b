"""The file itself: it is read when it has changed, and written only over what was read."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from detente.conflict import DetenteError, write_file
from detente.conflict.safetext import shown
from detente.workbench.files.inside import opened, read_at, target_of
from detente.workbench.files.ours import Mark, mark_at, mark_of

MOST_BYTES = 8_000_000  # as many as a conflict file may have
UNREAD = "is not UTF-8; save it as UTF-8, and it can be changed here"
QUIET = 0.1  # seconds after which a file that is being written is taken for written
MOST_WAITS = 20


@dataclass(frozen=True, slots=True)
class Version:
    """A text of the file; `id` is short for it."""

    text: str
    id: str


class Overtaken(Exception):  # noqa: N818 (nothing went wrong: somebody else was quicker)
    """Another program wrote the file since it was read: it says what that wrote, and nothing of ours."""


def id_of(text: str) -> str:
    """Give a short name for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


class Disk:
    """A file that others write, too."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[Mark, Version] | None = None

    def read(self) -> Version:
        """Give the text that the file has now.

        Raises
        ------
        DetenteError
            Where it cannot be read, or is no text in UTF-8.
        """
        mark = mark_at(self.path)
        # What was written a moment ago may be written again within the grain of the clock.
        if mark is not None and self._seen is not None and self._seen[0] == mark and not recent(mark):
            return self._seen[1]
        data, about = read_at(self.path, MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise DetenteError(
                f"{shown(self.path.name)}: larger than {MOST_BYTES:,} bytes; a conflict file is not"
            )
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            raise DetenteError(f"{shown(self.path.name)}: {UNREAD}") from None
        version = Version(text, id_of(text))
        self._seen = mark_of(about), version
        return version

    def allow(self) -> None:
        """See that the file may be written: a new one in its place would come around its rights.

        Raises
        ------
        DetenteError
            Where it may not.
        """
        with suppress(FileNotFoundError):
            mode = self.path.stat().st_mode
            if not mode & 0o222:
                raise DetenteError(
                    f"{shown(self.path.name)} may be read and not written (its mode is {mode & 0o777:04o}); "
                    "allow that first"
                )
            if not os.access(self.path, os.W_OK):
                raise DetenteError(
                    f"{shown(self.path.name)} belongs to somebody else, who lets it be read alone"
                )

    def write(self, text: str) -> None:
        """Write the file over what was read last.

        Raises
        ------
        Overtaken
            Where that is not there any more.
        DetenteError
            Where it cannot be written.
        """
        data, seen = text.encode("utf-8"), self._seen
        old = None if seen is None else seen[1].text.encode("utf-8")
        target = target_of(self.path)
        try:
            with ExitStack() as stack:
                held = -1
                if old is not None and os.name == "posix":  # elsewhere an open file cannot be replaced
                    with suppress(DetenteError):
                        held = stack.enter_context(opened(target))
                write_file(target, _whole(data), last=self._same, follow=False)
                if held >= 0 and (written := _settled(held, old)) != old:
                    # Somebody wrote into the file that was replaced, at this very moment: back to what that says.
                    write_file(target, _whole(written), follow=False)
                    raise Overtaken
        finally:
            self._seen = None

    def _same(self) -> None:
        """See, in the last moment, that the file is what was read."""
        if self._seen is None or mark_at(self.path) == self._seen[0]:
            return
        try:
            now, _ = read_at(self.path, MOST_BYTES + 1)
        except DetenteError:
            raise Overtaken from None
        if now != self._seen[1].text.encode("utf-8"):
            raise Overtaken


def _whole(data: bytes) -> Callable[[IO[bytes]], None]:
    def whole(stream: IO[bytes]) -> None:
        stream.write(data)

    return whole


def _settled(handle: int, usual: bytes | None) -> bytes:
    """Read what an open file says; of one that is being written, once it is."""
    for _ in range(MOST_WAITS):
        mark = mark_of(os.fstat(handle))
        os.lseek(handle, 0, os.SEEK_SET)
        with os.fdopen(handle, "rb", closefd=False) as stream:
            data = stream.read()
        if data == usual:
            break
        time.sleep(QUIET)
        if mark_of(os.fstat(handle)) == mark:
            break
    return data


def recent(mark: Mark) -> bool:
    """Tell whether a file was written so lately that it may be written again within the grain of the clock."""
    return time.time_ns() - max(mark[:2]) < 2_000_000_000


@contextmanager
def alone(folder: Path) -> Iterator[None]:
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
