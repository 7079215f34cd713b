"""The command line: what can be asked, and the help that says so."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn

from detente._version import __version__

CONCEPTS = ("nash", "gmr", "smr", "seq")

_EXIT = """exit codes:
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


def _command(commands: Any, name: str, help: str, text: str, example: str) -> Parser:
    parser: Parser = commands.add_parser(
        name,
        help=help,
        description=text,
        epilog=f"example:\n  {example}\n\n{_EXIT}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    return parser


def _conflict(parser: Parser) -> None:
    parser.add_argument(
        "conflict",
        metavar="CONFLICT",
        help="a conflict file, a name of the catalogue, or - for standard input",
    )


def _account(parser: Parser) -> None:
    parser.add_argument(
        "-p", "--perspective", metavar="NAME", help="the account to follow (see 'detente check')"
    )


def _concepts(parser: Parser) -> None:
    parser.add_argument(
        "-c",
        "--concepts",
        metavar="LIST",
        help=f"of {', '.join(CONCEPTS)}, joined by commas (default: all four)",
    )


def _output(parser: Parser, endings: str) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON (its shape is documented)")
    parser.add_argument("-o", "--out", metavar="FILE", help=f"write FILE instead ({endings})")
    parser.add_argument("--full", action="store_true", help="print also what the terminal leaves out")
    parser.add_argument(
        "--most-states",
        metavar="N",
        type=_whole,
        help="refuse a conflict with more states (default: what memory holds)",
    )


def _whatif(commands: Any) -> None:
    whatif = _command(
        commands,
        "whatif",
        "what if an option is gone, a party stays away, talks collapse?",
        "Analyse the conflict before and after a change, side by side. Changes can be combined.",
        "detente whatif istanbul-2025 --perspective broker --collapse",
    )
    _conflict(whatif)
    _account(whatif)
    whatif.add_argument(
        "--set",
        metavar="OPTION=yes|no",
        action="append",
        default=[],
        help="the option is always taken, or never",
    )
    whatif.add_argument(
        "--without", metavar="OPTION", action="append", default=[], help="the option is not there"
    )
    whatif.add_argument(
        "--freeze",
        metavar="NAME",
        action="append",
        default=[],
        help="this decision maker stays with the status quo",
    )
    whatif.add_argument(
        "--absent",
        metavar="NAME",
        action="append",
        default=[],
        help="this decision maker is not at the table",
    )
    whatif.add_argument(
        "--prefer",
        metavar=("NAME", "CONDITION"),
        nargs=2,
        action="append",
        default=[],
        help="this decision maker wants this first of all",
    )
    whatif.add_argument(
        "--collapse",
        metavar="TAG",
        nargs="?",
        const="diplomacy",
        help="the options with this tag are not there (default tag: diplomacy)",
    )
    _concepts(whatif)
    _output(whatif, ".html, .md, .json, .csv")


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 0 < len(text) < 16 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number from 1 on")
    return int(text)


def parser() -> Parser:
    """Build the parser."""
    top = Parser(
        prog="detente",
        description="Model a conflict of many decision makers: what holds, why, and what follows.",
        epilog="example:\n  detente analyze istanbul-2025\n  detente new my-dispute.yaml\n\n" + _EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"detente {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)

    new = _command(
        commands,
        "new",
        "write a commented conflict file to start from",
        "Write a small, commented conflict file to change into your own. A file that is there is never replaced.",
        "detente new my-dispute.yaml",
    )
    new.add_argument("file", metavar="FILE", nargs="?", default="-", help="where to (default: print it)")

    check = _command(
        commands,
        "check",
        "say whether a conflict file is right, and what it holds",
        "Read a conflict file, tell every mistake with its line and column, and say what the file holds.",
        "detente check my-dispute.yaml",
    )
    _conflict(check)
    _output(check, ".html, .md, .json, .csv")

    states = _command(
        commands,
        "states",
        "list the feasible states",
        "List the feasible states, or those in which a condition holds.",
        'detente states istanbul-2025 --where "settlement and us.support"',
    )
    _conflict(states)
    _account(states)
    states.add_argument("--where", metavar="CONDITION", help="only states in which this holds")
    _output(states, ".html, .md, .json, .csv")

    analyze = _command(
        commands,
        "analyze",
        "what holds, and where does the status quo lead?",
        "Find the equilibria, and which of them improvements lead to from the status quo. Without --perspective the\n"
        "terminal and the report show every account; --json takes the first in the file.",
        "detente analyze istanbul-2025 --out report.html",
    )
    _conflict(analyze)
    _account(analyze)
    _concepts(analyze)
    _output(analyze, ".html is the whole report; .md, .json, .csv")

    explain = _command(
        commands,
        "explain",
        "why does a state hold, or not?",
        "Give the witnesses: each improvement, and the sanction that deters it or that none does.",
        "detente explain istanbul-2025 --perspective kyiv --state status_quo --dm russia",
    )
    _conflict(explain)
    _account(explain)
    explain.add_argument(
        "-s",
        "--state",
        metavar="STATE",
        help="a name, an id (options taken joined by '+'), a number (5), or a condition (default: the status quo)",
    )
    explain.add_argument("-d", "--dm", metavar="NAME", help="one decision maker (default: all)")
    _concepts(explain)
    _output(explain, ".html, .md, .json, .csv")

    evolve = _command(
        commands,
        "evolve",
        "how do we get there from here?",
        "Give the shortest sequences of improvements from the status quo to the equilibria.",
        "detente evolve istanbul-2025 --perspective commentary",
    )
    _conflict(evolve)
    _account(evolve)
    _concepts(evolve)
    evolve.add_argument("--start", metavar="STATE", help="begin at another state than the status quo")
    _output(evolve, ".html, .md, .json, .csv")

    compare = _command(
        commands,
        "compare",
        "what do the rival accounts predict, and where do they part?",
        "Analyse the conflict under each account and set the results side by side.",
        "detente compare istanbul-2025",
    )
    _conflict(compare)
    compare.add_argument(
        "-p",
        "--perspective",
        metavar="NAME",
        action="append",
        help="only these accounts (say it several times)",
    )
    _concepts(compare)
    _output(compare, ".html, .md, .json, .csv")

    _whatif(commands)

    catalogue = _command(
        commands,
        "catalogue",
        "list the conflicts that come with the package, or print one",
        "List the conflicts that come with the package; with a name, print its file.",
        "detente catalogue elmira > elmira.yaml",
    )
    catalogue.add_argument("name", metavar="NAME", nargs="?", help="print this conflict file")
    catalogue.add_argument("--json", action="store_true", help="list as JSON")

    schema = _command(
        commands,
        "schema",
        "print the JSON Schema of conflict files, or of an answer",
        "Print a JSON Schema: of conflict files, for editors that complete and check while one types, or of what\n"
        "'analyze --json' prints.",
        "detente schema > conflict.schema.json",
    )
    schema.add_argument(
        "what", nargs="?", choices=("conflict", "analysis"), default="conflict", metavar="WHAT"
    )
    return top


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; help is printed where nothing is asked."""
    top = parser()
    found = top.parse_args(argv)
    if found.command is None:
        top.print_help()
        raise SystemExit(2)
    return found
