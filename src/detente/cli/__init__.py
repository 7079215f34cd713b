"""The command `detente`."""

from __future__ import annotations

import os
from collections.abc import Sequence

from detente._interrupt import Interruptible, caught

ERROR, INTERNAL = 2, 70


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; give the exit code.

    Data goes to standard output, messages to standard error. Nothing that a person writes makes a traceback;
    an error in the program itself is told in one line, with a traceback where ``DETENTE_DEBUG`` is set.
    """
    with Interruptible():
        try:
            from detente.cli import streams

            streams.prepare()
            return streams.finish(_answered(argv))
        except KeyboardInterrupt:
            return caught()


def _answered(argv: Sequence[str] | None) -> int:
    from detente.cli.streams import drop, tell
    from detente.conflict.errors import DetenteError
    from detente.conflict.saving import reason

    try:
        from detente.cli.parser import parse

        try:
            arguments = parse(argv)
        except SystemExit as exit:
            return int(exit.code or 0)
        from detente.cli.commands import run

        run(arguments)
    except DetenteError as error:
        tell(f"detente: {error}")
        return ERROR
    except KeyboardInterrupt:
        drop()
        return caught()
    except BrokenPipeError:
        drop()  # the reader of the pipe has had enough; nothing is left to say, not even at exit
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        tell(f"detente: the system refuses something: {where}{reason(error)}")
        return ERROR
    except MemoryError:
        tell("detente: not enough memory; give --most-states a limit, or make the conflict smaller")
        return ERROR
    except Exception as error:
        if os.environ.get("DETENTE_DEBUG"):
            raise
        kind = type(error).__name__
        tell(f"detente: an error in this program ({kind}: {error}); set DETENTE_DEBUG=1 to see where")
        return INTERNAL
    return 0
