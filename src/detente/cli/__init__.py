"""The command `detente`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

ERROR, INTERNAL, INTERRUPTED = 2, 70, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; give the exit code.

    Data goes to standard output, messages to standard error. Nothing that a person writes makes a traceback;
    an error in the program itself is told in one line, with a traceback where ``DETENTE_DEBUG`` is set.
    """
    from detente.cli.parser import parse

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = parse(argv)
    except SystemExit as exit:
        return int(exit.code or 0)
    return _run(arguments)


def _run(arguments: argparse.Namespace) -> int:
    from detente.conflict.errors import DetenteError

    try:
        from detente.cli.commands import run

        run(arguments)
        sys.stdout.flush()
    except DetenteError as error:
        print(f"detente: {error}", file=sys.stderr)
        return ERROR
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the pipe has had enough; nothing is left to say, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        print(f"detente: cannot write: {error.strerror or error}", file=sys.stderr)
        return ERROR
    except MemoryError:
        print(
            "detente: not enough memory; give --most-states a limit, or make the conflict smaller",
            file=sys.stderr,
        )
        return ERROR
    except Exception as error:
        if os.environ.get("DETENTE_DEBUG"):
            raise
        kind = type(error).__name__
        print(
            f"detente: an error in this program ({kind}: {error}); set DETENTE_DEBUG=1 to see where",
            file=sys.stderr,
        )
        return INTERNAL
    return 0
