"""The standard streams: all of an output or a word about it, nothing that a screen would obey, wherever they lead."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from typing import TextIO, cast

from detente.conflict.errors import DetenteError
from detente.conflict.safetext import apart, shown
from detente.conflict.saving import reason

OUTPUT = "standard output cannot be written"


class OutputError(DetenteError):
    """Standard output takes no more."""


class _Closed(io.TextIOBase):
    """Stands for a stream that was closed before the program began."""

    def write(self, text: str) -> int:
        """Refuse."""
        raise OutputError(f"{OUTPUT}: it is closed")


class _Lost:
    """Remembers whether a message could not be delivered."""

    messages = False


def prepare() -> None:
    """Make the standard streams fit to be used, whatever they are.

    A number of a stream that is closed is taken, so that no file gets it: what a library says on standard error must
    not get into data. Each stream is buffered, as what is written without a buffer is cut in silence where a disk is
    full. What leads to a file or another program is UTF-8 with plain line ends on every system; a console gets what it
    can show, and escapes for the rest.
    """
    _Lost.messages = False
    _hold()
    output: TextIO | None = sys.stdout  # None where they are closed
    messages: TextIO | None = sys.stderr
    sys.stdout = cast("TextIO", _Closed()) if output is None else _fit(output)
    if messages is None:
        messages = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = _fit(messages)


def _hold() -> None:
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            taken = os.open(os.devnull, os.O_RDWR)
            if taken != number:
                with suppress(OSError):
                    os.dup2(taken, number)
                os.close(taken)


def _fit(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    if isinstance(stream.buffer, io.RawIOBase) and stream in (sys.__stdout__, sys.__stderr__):
        stream.flush()
        stream = io.TextIOWrapper(
            io.BufferedWriter(stream.buffer), stream.encoding, stream.errors, line_buffering=True
        )
    if stream.isatty():
        stream.reconfigure(errors="backslashreplace")
    else:
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return stream


def put(content: str | Iterable[str], *, raw: bool = False) -> None:
    """Write to standard output.

    Parameters
    ----------
    content : str or iterable of str
    raw : bool
        Whether it is data that holds texts as they are: a screen is shown what it would obey, files and pipes get it.

    Raises
    ------
    OutputError
        Where it takes no more: it is closed, a disk is full.
    BrokenPipeError
        Where its reader has gone.
    """
    pieces = [content] if isinstance(content, str) else content
    on_screen = raw and sys.stdout.isatty()
    for piece in pieces:
        try:
            sys.stdout.write(shown(piece, "\n\t") if on_screen else piece)
        except BrokenPipeError:
            raise
        except (OSError, ValueError) as error:
            raise OutputError(f"{OUTPUT}: {reason(error)}") from None


def tell(text: str) -> None:
    """Tell something on standard error; where that takes nothing, `finish` knows."""
    told = "\n".join(apart(line) for line in shown(text, "\n").split("\n"))
    try:
        sys.stderr.write(told + "\n")
        sys.stderr.flush()
    except BrokenPipeError:  # its reader does not want to know
        _silence(sys.stderr)
    except (OSError, ValueError):
        _Lost.messages = True
        _silence(sys.stderr)


def finish(code: int) -> int:
    """Send out what was written; give the exit code: 2 where something that was said could not be delivered."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _silence(sys.stdout)
    except (OSError, ValueError) as error:
        _silence(sys.stdout)
        if code == 0:
            tell(f"detente: {OUTPUT}: {reason(error)}")
            code = 2
    return 2 if _Lost.messages and code == 0 else code


def drop() -> None:
    """Let go of what was not written yet: the reader of standard output has gone, or is not to get it whole."""
    _silence(sys.stdout)


def _silence(stream: TextIO) -> None:
    """Lead a stream nowhere, so that nothing is left to say at exit."""
    with suppress(OSError, ValueError):
        number = stream.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)
