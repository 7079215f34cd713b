"""An interrupt while the command starts or ends: exit code 130, and not a word.

Python makes an exception of it, which nobody can catch while modules are being loaded or put away: it would end in a
traceback. This module is loaded before every other, and loads none itself.
"""

from __future__ import annotations

import os
import sys
from typing import Any

INTERRUPTED = 130


def _is_command() -> bool:
    """Tell whether this process is the command, and not a program that uses the package."""
    if not getattr(sys, "argv", None):
        return False
    if sys.argv[0] != "-m":
        name = sys.argv[0].replace("\\", "/").rpartition("/")[2]
        return name in ("detente", "detente.exe", "detente-script.py")
    for place, given in enumerate(sys.orig_argv):
        if given.startswith("-m"):
            return (given[2:] or " ".join(sys.orig_argv[place + 1 : place + 2])) == "detente"
    return False


def _end(*_: object) -> None:
    os._exit(INTERRUPTED)


def caught() -> int:
    """Give the exit code of an interrupt that was caught.

    Python remembers one that came while it ran a text as code, as dataclasses do, and ends by the signal in spite of
    all; the next text that it runs makes it forget.
    """
    exec("")
    return INTERRUPTED


# The module `signal` is slow to load, and this is what it is made of.
_signal: Any = __import__("_signal") if _is_command() else None
_ours = _signal is not None and _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler
if _ours:
    _signal.signal(_signal.SIGINT, _end)


class Interruptible:
    """While it lasts, an interrupt is an exception, so that what was begun can be tidied up."""

    def __enter__(self) -> None:
        if _ours:
            _signal.signal(_signal.SIGINT, _signal.default_int_handler)

    def __exit__(self, *_: object) -> None:
        if _ours:
            _signal.signal(_signal.SIGINT, _end)
