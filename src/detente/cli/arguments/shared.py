"""What the arguments of commands share."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

CONCEPTS = ("nash", "gmr", "smr", "seq")
FURTHER = "sseq, sim, sim-any, nm, l1, l2, ... (l3:NAME=2 for a horizon of its own)"

VARIANTS = "; with degrees of preference also gmr-strong, gmr-weak, ..., where preferences are unknown nash-a to seq-d"

EXIT = """exit codes:
  0  answered
  2  the request or the conflict file is wrong, or the file does not say what the question needs
  70 an error in this program
  130 interrupted"""


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes name the nearest match."""

    def error(self, message: str) -> NoReturn:
        """Tell the mistake in one line and how to get help."""
        if "invalid choice" in message:
            from detente.conflict.errors import choices

            action = next((a for a in self._actions if isinstance(a, argparse._SubParsersAction)), None)
            given = message.split("'")[1] if "'" in message else ""
            if action is not None and "COMMAND" in message:
                message = f"no command '{given}'{choices(given, list(action.choices))}"
        self.exit(2, f"{self.prog}: {message}\nTry '{self.prog} --help'.\n")


def command(commands: Any, name: str, help: str, text: str, example: str) -> Parser:
    """Add a command."""
    parser: Parser = commands.add_parser(
        name,
        help=help,
        description=text,
        epilog=f"example:\n  {example}\n\n{EXIT}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    return parser


def conflict(parser: Parser) -> None:
    """Add the conflict that is asked about."""
    parser.add_argument(
        "conflict",
        metavar="CONFLICT",
        help="a conflict file, a name of the catalogue, or - for standard input",
    )


def account(parser: Parser) -> None:
    """Add the account to follow."""
    parser.add_argument(
        "-p", "--perspective", metavar="NAME", help="the account to follow (see 'detente check')"
    )


def concepts(parser: Parser, *, classical: bool = False, variants: bool = False) -> None:
    """Add the concepts to use."""
    names = ", ".join(CONCEPTS)
    parser.add_argument(
        "-c",
        "--concepts",
        metavar="LIST",
        help=f"of {names}, joined by commas (default: all four)"
        if classical
        else f"of {names} (the default), {FURTHER}, joined by commas{VARIANTS if variants else ''}",
    )


def output(parser: Parser, endings: str, *, timed: bool = False) -> None:
    """Add the forms of an answer, its limit on states and, where there is one, on time."""
    parser.add_argument("--json", action="store_true", help="print JSON (its shape is documented)")
    parser.add_argument("-o", "--out", metavar="FILE", help=f"write FILE instead ({endings})")
    parser.add_argument("--full", action="store_true", help="print also what the terminal leaves out")
    parser.add_argument(
        "--most-states",
        metavar="N",
        type=whole,
        help="refuse a conflict with more states (default: what memory holds)",
    )
    if timed:
        parser.add_argument(
            "--seconds",
            metavar="N",
            type=duration,
            default=60.0,
            help="where there are too many states to list: the limit on processor time for the sets of stable states "
            "(default: 60)",
        )


def duration(text: str) -> float:
    """Read a number of seconds above 0."""
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0 < found < 1e9:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of seconds above 0")
    return found


def whole(text: str) -> int:
    """Read a whole number from 1 on."""
    if not text.isascii() or not text.isdecimal() or not 0 < len(text) < 16 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number from 1 to 999999999999999")
    return int(text)
