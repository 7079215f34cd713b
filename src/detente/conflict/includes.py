"""Files that a conflict file names: they stand in its folder or below, and nothing leads out of it.

A path is checked as it is written, before anything is opened; then every folder on the way and the file itself are
opened without following links, each from the one before, so that nothing can be exchanged in between.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from detente.conflict.saving import fault_of_name, reason

MOST_PATH = 200  # characters
MOST_FOLDERS = 8
MOST_INCLUDED = 2_000_000  # bytes of one file
ENDINGS = (".yaml", ".yml", ".json")
ALLOWED = (
    "a file in the folder of the conflict file or below it, written like 'north.yaml' or 'wishes/north.yaml', "
    f"with the ending {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
)
_ABSENT = (errno.ENOENT, errno.EACCES, errno.EPERM)
_NO_FILE = "no file but a folder, a device or a pipe"
_LINK = "a link; links are not followed"
_MOST_TRIES = 5  # to open what is exchanged all the time, where it can only be compared


@dataclass(frozen=True, slots=True)
class Included:
    """What was found under a path.

    Attributes
    ----------
    data : bytes or None
        None where there is no such file, or it may not be read.
    missing : str
        Then why.
    fault : str
        Why it is refused; empty where it is not.
    identity : tuple of int
        What the system knows the file by: two names of one file have the same.
    """

    data: bytes | None = None
    missing: str = ""
    fault: str = ""
    identity: tuple[int, int] = (0, 0)


def fault_of(path: str) -> str:
    """Say what is wrong with the path of a file that is to be included; empty where nothing is.

    Examples
    --------
    >>> fault_of("wishes/north.yaml")
    ''
    >>> fault_of("../north.yaml")
    "it leads out of its folder ('..')"
    """
    parts = path.split("/")
    if len(path) > MOST_PATH:
        return f"it has {len(path):,} characters; at most {MOST_PATH}"
    if len(parts) > MOST_FOLDERS:
        return f"it goes {len(parts) - 1} folders down; at most {MOST_FOLDERS - 1}"
    if path.startswith(("/", "~")) or (len(path) > 1 and path[1] == ":"):
        return "it does not begin in its folder"
    if ":" in path:
        return "it holds a ':'"
    if "\\" in path:
        return "it holds a '\\'; write '/'"
    if not path.isprintable():
        return "it holds a character that cannot be seen"
    if ".." in parts:
        return "it leads out of its folder ('..')"
    if "" in parts or "." in parts:
        return "it has an empty part"
    if any(p != p.strip() or p.endswith(".") for p in parts):
        return "a part of it begins or ends with a blank, or ends with a stop"
    if fault := next((f for f in (fault_of_name(p, "win32") for p in parts) if f), ""):
        return fault
    if not parts[-1].endswith(ENDINGS):
        return "it has another ending"
    return ""


def read_inside(folder: str, path: str) -> Included:
    """Read a file in a folder or below it, following no links.

    Parameters
    ----------
    folder : str
    path : str
        In which `fault_of` finds nothing.
    """
    try:
        return _read(opened_inside(folder, path))
    except OSError as error:
        if error.errno in _ABSENT:
            return Included(missing=reason(error))
        if error.errno == errno.EISDIR:
            return Included(fault=_NO_FILE)
        if error.errno in (errno.ELOOP, errno.ENOTDIR):
            return Included(fault=_LINK if _has_link(folder, path) else "no folder where it names one")
        return Included(fault=f"it cannot be read ({reason(error)})")
    except ValueError as error:
        return Included(fault=f"it cannot be read ({reason(error)})")


def opened_inside(folder: str, path: str) -> int:
    """Open a file in a folder or below it to be read, following no links and waiting for nothing.

    What is opened may be a pipe or a device; whoever reads it looks first.

    Returns
    -------
    int
        The descriptor, which the caller closes.

    Raises
    ------
    OSError
        With ELOOP or ENOTDIR where a link stands on the way.
    """
    if _stepwise():
        return _step_by_step(folder, path)
    whole = Path(folder or ".", path)
    for _ in range(_MOST_TRIES):
        _refuse_links(folder, path)
        if stat.S_ISDIR(whole.lstat().st_mode):  # which some systems let nobody open
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        found = os.open(whole, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        try:
            _refuse_links(folder, path)  # and what was opened is what stands there
            if os.path.samestat(os.fstat(found), whole.lstat()):
                return found
        except BaseException:
            os.close(found)
            raise
        os.close(found)
    raise OSError(errno.EBUSY, "it is exchanged all the time")


def bytes_inside(folder: str, path: str, most: int) -> tuple[bytes, os.stat_result]:
    """Read the first bytes of a file in a folder or below it, following no links; tell what the system knows of it.

    Raises
    ------
    OSError
        Where it cannot be read, is no ordinary file, or a link stands on the way (ELOOP, ENOTDIR).
    """
    handle = opened_inside(folder, path)
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, "is no ordinary file")
        with os.fdopen(handle, "rb", closefd=False) as stream:
            return stream.read(most), about
    finally:
        os.close(handle)


def _stepwise() -> bool:
    """Tell whether the system can open a file from the folder that it stands in, following no link."""
    return os.open in os.supports_dir_fd and hasattr(os, "O_NOFOLLOW")


def _step_by_step(folder: str, path: str) -> int:
    *folders, name = path.split("/")
    here = os.open(folder or ".", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in folders:
            there = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=here)
            os.close(here)
            here = there
        # A pipe or a device is opened without waiting for it, and then found to be no file.
        return os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=here)
    finally:
        os.close(here)


def _refuse_links(folder: str, path: str) -> None:
    inside = Path(folder or ".", path).resolve().is_relative_to(Path(folder or ".").resolve())
    if _has_link(folder, path) or not inside:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _read(descriptor: int) -> Included:
    """Read from a descriptor, and close it."""
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            return Included(fault=_NO_FILE)
        with os.fdopen(descriptor, "rb", closefd=False) as stream:
            data = stream.read(MOST_INCLUDED + 1)
    finally:
        os.close(descriptor)
    if len(data) > MOST_INCLUDED:
        return Included(fault=f"it is larger than {MOST_INCLUDED:,} bytes")
    return Included(data, identity=(about.st_dev, about.st_ino))


def _has_link(folder: str, path: str) -> bool:
    parts = path.split("/")
    return any(os.path.islink(os.path.join(folder, *parts[:k])) for k in range(1, len(parts) + 1))  # noqa: PTH114, PTH118


def identity(file: str) -> tuple[int, int]:
    """Give what the system knows a file by; zeros where there is none."""
    try:
        about = os.stat(file)  # noqa: PTH116 (Path.stat refuses other names)
        return about.st_dev, about.st_ino
    except (OSError, ValueError):
        return 0, 0
