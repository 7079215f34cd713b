"""Files beside the one that is written: known by their names, gone with us, cleared once we are gone.

The name says which process made the file: a mark of the machine, the number of the process, when it began. So the next
run can tell a file whose process is gone from one that is being written now, and both from what is none of ours.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

_NAME = re.compile(r"\.detente-([0-9a-f]{8})-([0-9]{1,10})-([0-9]{1,20})-[0-9a-f]{8}\.tmp")
_MOST_LOOKED_AT = 100_000  # entries of a folder
_ENDING = ("SIGTERM", "SIGHUP")
_INVALID, _STILL_ACTIVE = 87, 259  # what Windows says of a process that there is not, and of one that goes on


_alive: set[Path] = set()  # the files of this process that are there


def create(folder: Path, at: int | None = None) -> tuple[int, Path]:
    """Create a file of our own in a folder, which may be open as `at`; give its descriptor and its path."""
    mark = f"{_machine()}-{os.getpid()}-{_began(os.getpid())}"
    path = folder / f".detente-{mark}-{os.urandom(4).hex()}.tmp"
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    _alive.add(path)
    try:
        return (
            os.open(path, flags, 0o600) if at is None else os.open(path.name, flags, 0o600, dir_fd=at)
        ), path
    except BaseException:
        discard(path, at)
        raise


def discard(path: Path, at: int | None = None) -> None:
    """Take away a file of our own, if it is still there."""
    with suppress(OSError):
        if at is None:
            path.unlink()
        else:
            os.unlink(path.name, dir_fd=at)
    _alive.discard(path)


def clear(folder: Path) -> None:
    """Take away what processes of ours left in a folder that are gone; whatever cannot be judged stays."""
    with suppress(OSError), os.scandir(folder) as entries:
        for number, entry in enumerate(entries):
            if number >= _MOST_LOOKED_AT:
                return
            if entry.name.startswith(".detente-") and _left(entry):
                with suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108


def _left(entry: os.DirEntry[str]) -> bool:
    """Tell whether a file is one of ours whose process is gone."""
    found = _NAME.fullmatch(entry.name)
    if found is None or found[1] != _machine():
        return False
    with suppress(OSError):
        known = entry.stat(follow_symlinks=False)
        mine = not hasattr(os, "getuid") or known.st_uid == os.getuid()
        return mine and stat.S_ISREG(known.st_mode) and _gone(int(found[2]), int(found[3]))
    return False


if sys.platform == "win32":

    def _gone(process: int, _began: int) -> bool:
        """Tell whether a process has ended (`os.kill` would end it there)."""
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return ctypes.get_last_error() == _INVALID
        code = ctypes.c_ulong()
        known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return bool(known) and code.value != _STILL_ACTIVE

else:

    def _gone(process: int, began: int) -> bool:
        """Tell whether a process has ended; another that has its number now began at another time."""
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        except (OSError, OverflowError):  # somebody else's is alive
            pass
        return began > 0 and _began(process) not in (0, began)


def _began(process: int) -> int:
    """Give when a process began, in ticks since the machine did; 0 where the system does not say it in a file."""
    with suppress(OSError, ValueError, IndexError):
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
        return int(told.rpartition(")")[2].split()[19])
    return 0


def _machine() -> str:
    """Mark the machine and the space of its processes: numbers of processes mean nothing elsewhere."""
    import platform

    space = ""
    with suppress(OSError, AttributeError):
        space = os.readlink("/proc/self/ns/pid")  # noqa: PTH115
    for name in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with suppress(OSError):
            space += Path(name).read_text(encoding="ascii", errors="replace").strip()
            break
    return f"{zlib.crc32(f'{platform.node()} {space}'.encode(errors='replace')):08x}"


@contextmanager
def ended_cleanly() -> Iterator[None]:
    """Take away our files before a signal ends the process; then it ends as it would have.

    Where somebody else takes care of a signal, or in another thread than the first, nothing is changed: then whatever
    ends the program by an exception tidies up, and else the next run does.
    """
    import signal
    import threading

    def end(number: int, _frame: FrameType | None) -> None:
        for path in tuple(_alive):
            discard(path)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)

    wanted = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    first = threading.current_thread() is threading.main_thread() and sys.platform != "win32"
    taken = [n for n in wanted if first and signal.getsignal(n) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)
