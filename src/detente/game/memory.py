"""How much memory can be had: by the machine, by the limits on this process, and less what was promised already."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from weakref import WeakKeyDictionary

SHARE = 0.8  # of what can be had; the rest is for what else goes on
UNKNOWN = 4 << 30  # where the system says nothing
FRESH = 0.1  # seconds for which what was read holds: reading takes longer than filling what most ask for
_GROUPS = Path("/sys/fs/cgroup")

# What native libraries may still come to take, by what holds it: they end the process where they get nothing.
_promised: WeakKeyDictionary[object, int] = WeakKeyDictionary()
_read: dict[str, float] = {}  # what was left, and until when that holds


def gib(size: int) -> str:
    """Write a size.

    Examples
    --------
    >>> gib(3 << 30), gib(100 << 20)
    ('3.0 GiB', '0.1 GiB')
    """
    return f"{size / (1 << 30):,.1f} GiB"


def available_memory() -> int:
    """Estimate the memory that can be had, in bytes: the least that the machine and any limit on this process leave.

    The system is not asked again within a tenth of a second, in which no more than some hundred MB can be filled.

    Examples
    --------
    >>> available_memory() > 0
    True
    """
    now = time.monotonic()
    if now >= _read.get("until", now):
        _read.update(left=min([_of_machine(), *_of_group(), *_of_process()]), until=now + FRESH)
    return max(0, int(_read["left"]) - sum(_promised.values()))


def address_space() -> int | None:
    """Give what a limit on the addresses of this process leaves, in bytes; None where there is no such limit."""
    found = next(_of_process(), None)
    return None if found is None else max(0, found - sum(_promised.values()))


def promise(holder: object, size: int) -> None:
    """Set memory aside that a library may come to take as long as `holder` lives."""
    _promised[holder] = size


def _of_machine() -> int:
    try:  # Linux: with what other programs' files only occupy until somebody needs it
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) << 10 for line in lines if line.startswith("MemAvailable:"))
    except (OSError, ValueError, StopIteration):
        pass
    try:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        return UNKNOWN


def _of_process() -> Iterator[int]:
    """Give what the limit on the address space of this process leaves (``ulimit -v``), where there is one."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    most = resource.getrlimit(resource.RLIMIT_AS)[0]
    if most == resource.RLIM_INFINITY:
        return
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        pages = 0
    yield most - pages * os.sysconf("SC_PAGE_SIZE")


def _of_group() -> Iterator[int]:
    """Give what the limit on the control group of this process leaves (a container, a batch job)."""
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if "memory" in controllers.split(","):
            root, most, used, files = (
                "memory",
                "memory.limit_in_bytes",
                "memory.usage_in_bytes",
                "total_inactive_file",
            )
        elif not controllers:
            root, most, used, files = "", "memory.max", "memory.current", "inactive_file"
        else:
            continue
        for folder in (_GROUPS / root / path.lstrip("/"), _GROUPS / root):
            try:
                limit = int((folder / most).read_text(encoding="ascii"))
                taken = int((folder / used).read_text(encoding="ascii"))
                stat = dict(
                    row.split() for row in (folder / "memory.stat").read_text(encoding="ascii").splitlines()
                )
            except (OSError, ValueError):
                continue
            # Files that were read stay in memory until somebody needs it.
            yield limit - taken + int(stat.get(files, 0))
            break
