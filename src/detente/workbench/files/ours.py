"""Files of our own beside a file: its journal and its pins.

A folder from elsewhere may have anything under their names. So what is read is a regular file of a size that can be,
and nothing is waited for; what is written takes the rights of the file that it stands beside.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path

from detente.conflict import DetenteError
from detente.conflict.safetext import shown
from detente.conflict.saving import reason
from detente.workbench.files.inside import target_of

Mark = tuple[int, int, int, int]

# A link is not followed, and a pipe is opened without waiting for it.
CAREFULLY = (
    getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def mark_of(about: os.stat_result) -> Mark:
    """Give what tells whether a file is still what it was; the second time in it cannot be put back by a program."""
    return about.st_mtime_ns, about.st_ctime_ns, about.st_size, about.st_ino


def mark_at(path: Path, *, follow: bool = True) -> Mark | None:
    """Give the mark of what stands under a name; None where there is nothing."""
    try:
        return mark_of(path.stat() if follow else path.lstat())
    except (OSError, ValueError):
        return None


def read_ours(path: Path, most: int) -> bytes | None:
    """Read a file of our own; None where there is none. A link is none: it is not followed.

    Raises
    ------
    DetenteError
        Where something stands there that cannot be read, is no file, or is larger than such a file can be.
    """
    if path.is_symlink():
        return None
    try:
        handle = os.open(path, os.O_RDONLY | CAREFULLY)
    except FileNotFoundError:
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:  # it became one meanwhile
            return None
        raise DetenteError(f"{shown(path.name)}: cannot be read: {reason(error)}") from None
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise DetenteError(f"{shown(path.name)}: no file but a folder, a device or a pipe")
        if not hasattr(os, "O_NOFOLLOW") and not os.path.samestat(about, path.lstat()):
            raise DetenteError(f"{shown(path.name)}: was exchanged while it was opened")
        if about.st_size > most:
            raise DetenteError(f"{shown(path.name)}: larger than {most:,} bytes")
        with os.fdopen(handle, "rb", closefd=False) as stream:
            return stream.read(most)
    except OSError as error:
        raise DetenteError(f"{shown(path.name)}: cannot be read: {reason(error)}") from None
    finally:
        os.close(handle)


def rights_beside(file: Path, ours: Path) -> int:
    """Give the rights for a file of our own: who may read a file may read its journal, and nobody else.

    Its owner may always write it; rights that somebody took away stay away.
    """
    rights = 0o666
    with suppress(OSError):
        rights &= ours.lstat().st_mode
    try:
        about = target_of(file).lstat()
        rights &= about.st_mode if stat.S_ISREG(about.st_mode) else 0
    except FileNotFoundError:
        pass
    except (OSError, DetenteError):
        rights = 0
    return rights | 0o600


def not_led_away(path: Path) -> None:
    """See that a file of ours is no link, by which a folder from elsewhere could lead out of it."""
    if path.is_symlink():
        try:
            path.unlink()
        except OSError as error:
            raise DetenteError(
                f"{shown(path.name)}: a link, which cannot be taken away: {reason(error)}"
            ) from None


def put_aside(path: Path) -> None:
    """Keep what stands under the name of a file of ours and cannot be read; its new name ends in ``.unread``."""
    try:
        path.replace(path.with_name(path.name + ".unread"))
    except FileNotFoundError:
        return
    except OSError as error:
        raise DetenteError(
            f"{shown(path.name)}: cannot be read, nor put aside: {reason(error)}; take it away"
        ) from None
