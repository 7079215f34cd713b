"""Opening a file of a folder: a link may lead to another file of the folder, and nothing leads out of it.

Names can be exchanged between two looks at them. So a name is followed first, and what it leads to is then opened from
its folder without following any link: what is opened is a file of the folder, whatever stood there before or stands
there now.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.conflict import DetenteError
from detente.conflict.includes import bytes_inside, opened_inside
from detente.conflict.safetext import shown
from detente.conflict.saving import reason

OUT = "it is a link that leads out of its folder"
EXCHANGED = "another program puts a link in its place"


def target_of(path: Path) -> Path:
    """Give the file that a name leads to: itself, or another one of the same folder.

    Raises
    ------
    DetenteError
        Where it leads out of the folder.
    """
    try:
        found, folder = path.resolve(), path.parent.resolve()
    except (OSError, ValueError, RuntimeError):  # links that go round
        raise _unread(path, OUT) from None
    if found.parent != folder:
        raise _unread(path, OUT)
    return found


@contextmanager
def opened(path: Path) -> Iterator[int]:
    """Open a file to be read, and close it.

    Raises
    ------
    DetenteError
        Where it cannot be opened, or leads out of its folder.
    """
    target = target_of(path)
    try:
        handle = opened_inside(str(target.parent), target.name)
    except (OSError, ValueError) as error:
        raise _unread(path, _why(error)) from None
    try:
        yield handle
    finally:
        os.close(handle)


def read_at(path: Path, most: int) -> tuple[bytes, os.stat_result]:
    """Give the first bytes of a file, and what the system knew of it when they were read.

    Raises
    ------
    DetenteError
        Where it cannot be read, leads out of its folder, or is no ordinary file.
    """
    target = target_of(path)
    try:
        return bytes_inside(str(target.parent), target.name, most)
    except (OSError, ValueError) as error:
        raise _unread(path, _why(error)) from None


def _why(error: OSError | ValueError) -> str:
    exchanged = isinstance(error, OSError) and error.errno in (errno.ELOOP, errno.EBUSY)
    return EXCHANGED if exchanged else reason(error)


def _unread(path: Path, why: str) -> DetenteError:
    return DetenteError(f"{shown(path.name)}: cannot be read: {why}")
