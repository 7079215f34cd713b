"""What keeps a command in bounds: its time, to the end of it, and what libraries say in between."""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from detente.conflict import budget

SECONDS = "60"  # unless the environment says otherwise
VARIABLE = "DETENTE_SECONDS"
# How much longer than allowed a command may run: for one long step, and for writing down what was found.
GRACE = 0.15
LEAST_GRACE = 0.75


@contextmanager
def bounded(seconds: float | None, spent: float = 0.0, *, alone: bool = True) -> Iterator[None]:
    """Keep a command within its time, of which some is spent, and what libraries warn of from the screen.

    Loops ask for the time themselves (`detente.conflict.budget`). Where a single step of a library goes on beyond it,
    the process ends with a sentence: whatever it was at, no more is waited for. (Not where others share it: `alone`.)
    """
    # Nothing here multiplies matrices: the library for that need not start a thread, with its memory, for each core.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with warnings.catch_warnings(), budget.within(seconds, spent):
        warnings.showwarning = _told
        last = _last_resort(seconds, spent) if alone and seconds is not None else None
        try:
            yield
        finally:
            if last is not None:
                last.cancel()


def usual() -> str:
    """Give the seconds that a command may take where nothing is asked for."""
    return os.environ.get(VARIABLE) or SECONDS


def since_start() -> float:
    """Give the seconds since this process began, where the system says so: Python has to be started and loaded, too."""
    try:
        told = Path("/proc/self/stat").read_text(encoding="ascii", errors="replace")
        ticks = int(
            told.rpartition(")")[2].split()[19]
        )  # between the start of the machine and that of the process
        now = float(Path("/proc/uptime").read_text(encoding="ascii").split()[0])
        return max(0.0, now - ticks / os.sysconf("SC_CLK_TCK"))
    except (OSError, ValueError, IndexError, AttributeError):
        return 0.0


def _last_resort(seconds: float, spent: float) -> threading.Timer | None:
    end = seconds + max(LEAST_GRACE, GRACE * seconds) - spent
    timer = threading.Timer(max(0.0, end), _give_up, (seconds,))
    timer.daemon = True
    try:
        timer.start()
    except (RuntimeError, MemoryError):  # no thread is to be had: the loops still look at the time
        return None
    return timer


def _give_up(seconds: float) -> None:
    text = f"detente: {budget.TimeUpError('a single step took longer than was left', seconds)}\n"
    try:
        os.write(2, text.encode())
    finally:
        os._exit(2)


def _told(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
    """Tell a warning of this package in a line; what a library warns of is for who works on this program."""
    from detente.conflict.errors import AccountWarning

    if issubclass(category, AccountWarning) or os.environ.get("DETENTE_DEBUG"):
        import sys

        print(f"detente: {message} (warning)", file=sys.stderr)
