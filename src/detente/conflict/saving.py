"""Writing files so that nothing is lost or half-written, on every system."""

from __future__ import annotations

import os
import re
import stat
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from detente.conflict import temporaries
from detente.conflict.errors import DetenteError
from detente.conflict.safetext import shown

Content = str | Iterable[str] | Callable[[IO[bytes]], None]

_RESERVED = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"}) | {
    f"{port}{n}" for port in ("com", "lpt") for n in "123456789¹²³"
}
_FORBIDDEN = '<>:"|?*'
_STREAM = re.compile(r"/dev/(stdout|stderr|fd/\d+)|/proc/(self|thread-self|\d+)/fd/\d+")
_SHEETS = (".csv", ".tsv", ".txt")
_WAITS = (0.02, 0.05, 0.1, 0.2, 0.4)  # seconds; a scanner of viruses lets a file go soon
INSTEAD = "give another name"


def reason(error: BaseException) -> str:
    """Say in words why the system refused something."""
    if isinstance(error, UnicodeError):
        return "its name holds a character that no name of a file can have"
    if isinstance(error, ValueError) and "null" in str(error):
        return "its name holds a null character, which no name of a file can"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return shown(str(error)) or type(error).__name__


def write_file(
    path: str | os.PathLike[str],
    text: Content,
    *,
    replace: bool = True,
    instead: str = INSTEAD,
    rights: int | None = None,
    last: Callable[[], None] | None = None,
    follow: bool = True,
) -> None:
    """Write a file whole or not at all: into a file beside it first, then renamed.

    Parameters
    ----------
    path : path
        Where to.
    text : str, iterable of str, or callable
        What; pieces are written one by one, so that a long file need not stand in memory. What is no text is written
        by a function that is given the stream.
    replace : bool
        Whether a file that is there may be replaced.
    instead : str
        What can be done where it may not, in words.
    rights : int, optional
        The rights that it gets; else those that it has, or that new files have.
    last : callable, optional
        Asked when all is written and only the name is to be given; what it raises leaves everything as it was.
    follow : bool
        Whether a link under the name is followed. Where not, it is refused, and all is done in the folder that was
        opened once: whatever is exchanged meanwhile, nothing is written anywhere else.

    Raises
    ------
    DetenteError
        Where it cannot be written, or must not be replaced.
    """
    name = os.fspath(path)
    try:
        order = _Order(name, text, replace, instead, rights, last)
        if follow:
            _write(order)
        else:
            _write_there(order)
    except (OSError, ValueError) as error:
        raise DetenteError(f"{shown(name)}: cannot be written: {reason(error)}") from None


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be written, as `write_file` was told."""

    name: str
    text: Content
    replace: bool
    instead: str
    rights: int | None
    last: Callable[[], None] | None


def _write(order: _Order) -> None:
    name = order.name
    if not name:
        raise DetenteError("a file without a name cannot be written; give its name")
    there = _there(name)
    if there is None and name.endswith(("/", os.sep)):
        raise DetenteError(f"{shown(name)}: cannot be written: it names a folder; {INSTEAD}")
    if there is not None and not order.replace:
        raise _is_there(name, order.instead)
    if there is not None and stat.S_ISDIR(there.st_mode):
        raise DetenteError(f"{shown(name)}: cannot be written: it is a folder; {INSTEAD}")
    if there is not None and (not stat.S_ISREG(there.st_mode) or _is_stream(name)):
        with open(name, "ab") as stream:  # noqa: PTH123 (a device, a pipe, what standard output leads to)
            _fill(stream, order.text)
        return
    if fault := fault_of_name(name):
        raise DetenteError(f"{shown(name)}: cannot be written: {fault}; {INSTEAD}")
    _write_whole(order, Path(os.path.realpath(name)), there)


def _write_there(order: _Order) -> None:
    """Write a file under its very name, where a file stands or nothing, in the folder that is opened once."""
    path, name = Path(order.name), shown(order.name)
    at = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC) if _from_folders() else None
    try:
        there = None
        with suppress(FileNotFoundError):
            there = path.lstat() if at is None else os.stat(path.name, dir_fd=at, follow_symlinks=False)
        if there is not None and not order.replace:
            raise _is_there(name, order.instead)
        if there is not None and not stat.S_ISREG(there.st_mode):
            what = "a link, which is not followed" if stat.S_ISLNK(there.st_mode) else "no ordinary file"
            raise DetenteError(f"{name}: cannot be written: it is {what}; {INSTEAD}")
        if fault := fault_of_name(path.name):
            raise DetenteError(f"{name}: cannot be written: {fault}; {INSTEAD}")
        _write_whole(order, path, there, at)
    finally:
        if at is not None:
            os.close(at)


def _from_folders() -> bool:
    """Tell whether the system can do all of it from a folder that is open."""
    needed = {os.open, os.stat, os.unlink, os.rename, getattr(os, "link", None)}
    return needed <= os.supports_dir_fd and hasattr(os, "fchmod")


def _write_whole(order: _Order, target: Path, there: os.stat_result | None, at: int | None = None) -> None:
    """Write a file beside the target and give it its name: in the folder that is open as `at`, if one is."""
    temporaries.clear(target.parent)
    with temporaries.ended_cleanly():
        handle, temporary = temporaries.create(target.parent, at)
        try:
            rights = order.rights
            if rights is None:
                rights = 0o666 & ~_umask() if there is None else there.st_mode & 0o777
            with os.fdopen(handle, "wb") as stream:
                _fill(stream, order.text)
                stream.flush()
                os.fsync(stream.fileno())  # some systems tell only now that there is no room
                if at is not None:
                    os.fchmod(stream.fileno(), rights)
            if at is None:
                temporary.chmod(rights)
            if order.last is not None:
                order.last()
            if order.replace:
                _replace(temporary, target, at)
            else:
                _link(temporary, target, at, order)
        finally:
            temporaries.discard(temporary, at)


def _fill(stream: IO[bytes], text: Content) -> None:
    if callable(text):
        text(stream)
    else:
        stream.writelines(piece.encode() for piece in ([text] if isinstance(text, str) else text))


def _there(name: str) -> os.stat_result | None:
    """Say what there is already; whatever else the system says of the name is its answer."""
    try:
        return os.stat(name)  # noqa: PTH116 (Path.stat takes a name with a slash at its end for one without)
    except FileNotFoundError:
        return None


def _is_there(name: str, instead: str) -> DetenteError:
    return DetenteError(f"{shown(name)} is there already; nothing was written: {instead}")


def _is_stream(name: str) -> bool:
    """Tell whether a name stands for what a stream of this process leads to: another file must not take its place."""
    return _STREAM.fullmatch(os.path.abspath(name)) is not None  # noqa: PTH100 (links are not followed)


def _replace(temporary: Path, target: Path, at: int | None = None) -> None:
    """Put the new file in the place of the old one; on Windows that waits until nobody has the old one open."""
    if at is not None:
        os.replace(temporary.name, target.name, src_dir_fd=at, dst_dir_fd=at)
        return
    for wait in _WAITS:
        try:
            temporary.replace(target)
        except PermissionError:
            time.sleep(wait)
        else:
            return
    temporary.replace(target)


def _link(temporary: Path, target: Path, at: int | None, order: _Order) -> None:
    """Give the file its name, unless another has it by now."""
    try:
        if at is None:
            os.link(temporary, target)
        else:
            os.link(temporary.name, target.name, src_dir_fd=at, dst_dir_fd=at)
    except FileExistsError:
        raise _is_there(order.name, order.instead) from None
    except (OSError, NotImplementedError, AttributeError):  # no links on this file system
        if os.path.lexists(target):
            raise _is_there(order.name, order.instead) from None
        _replace(temporary, target, at)


def fault_of_name(name: str, system: str = sys.platform) -> str:
    """Say why a system cannot have a file of that name; empty where it can.

    Examples
    --------
    >>> fault_of_name("nul.html", "win32")
    "Windows takes 'nul.html' for a device"
    >>> fault_of_name("nul.html", "linux")
    ''
    """
    if system != "win32":
        return ""
    last = name.replace("\\", "/").rpartition("/")[2]
    drive = last[2:] if last[1:2] == ":" else last
    if drive.partition(".")[0].rstrip(" ").casefold() in _RESERVED:
        return f"Windows takes '{shown(last)}' for a device"
    bad = next((c for c in drive if c in _FORBIDDEN or c < " "), "")
    if bad:
        return f"no name of a file can have '{shown(bad)}' on Windows"
    return "on Windows no name of a file ends in a point or a space" if drive.endswith((".", " ")) else ""


def member_names(names: Iterable[str]) -> list[str]:
    """Give names of files that every system can have, no two alike whatever their case.

    Examples
    --------
    >>> member_names(["Rules", "rules", "CON", "a/b."])
    ['Rules', 'rules_2', '_CON', 'a_b_']
    """
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        flat = "".join("_" if c in "/\\" + _FORBIDDEN or c < " " else c for c in name) or "_"
        if flat[-1] in ". ":
            flat = flat[:-1] + "_"
        if flat.partition(".")[0].rstrip(" ").casefold() in _RESERVED:
            flat = f"_{flat}"
        wish, number = flat, 1
        while wish.casefold() in taken:
            number += 1
            wish = f"{flat}_{number}"
        taken.add(wish.casefold())
        found.append(wish)
    return found


def keep_inputs(out: str | None, inputs: Iterable[str]) -> None:
    """See that what is to be written is none of the files that are read, by whatever name or link.

    Parameters
    ----------
    out : str or None
        Where to; nothing is to be seen to where it is None or ``-``.
    inputs : iterable of str
        Files that are read; ``-`` is standard input.

    Raises
    ------
    DetenteError
        If it is one of them: it would be lost.
    """
    if out is None or out == "-":
        return
    with suppress(OSError, ValueError):
        there = os.stat(out)  # noqa: PTH116
        if not stat.S_ISREG(there.st_mode):
            return
        for name in inputs:
            if _same(name, out, there):
                told = "standard input" if name == "-" else shown(name)
                raise DetenteError(f"{shown(out)} is what is read ({told}); nothing was written: {INSTEAD}")


def _same(name: str, out: str, there: os.stat_result) -> bool:
    try:
        read = os.fstat(0) if name == "-" else os.stat(name)  # noqa: PTH116
    except (OSError, ValueError):
        return False
    if stat.S_ISDIR(read.st_mode):
        with suppress(OSError), os.scandir(name) as entries:
            return any(
                os.path.samestat(there, Path(e.path).stat())
                for e in entries
                if e.name.lower().endswith(_SHEETS)
            )
        return False
    if there.st_ino and read.st_ino:
        return os.path.samestat(there, read)
    # A file system without numbers of files: the names have to tell.
    return name != "-" and _whole(name) == _whole(out)


def _whole(name: str) -> str:
    return os.path.normcase(os.path.realpath(name)).casefold()


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
