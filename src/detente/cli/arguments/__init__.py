"""The command line: what can be asked, and the help that says so."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from detente._version import __version__
from detente.cli.arguments.exchange import add_export, add_import
from detente.cli.arguments.further import (
    add_coalitions,
    add_equilibria,
    add_factions,
    add_pivot,
    add_ultimatum,
    add_whatif,
)
from detente.cli.arguments.shared import EXIT, Parser, account, command, concepts, conflict, output


def parser() -> Parser:
    """Build the parser."""
    top = Parser(
        prog="detente",
        description="Model a conflict of many decision makers: what holds, why, and what follows.",
        epilog="example:\n  detente analyze istanbul-2025\n  detente new my-dispute.yaml\n\n" + EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"detente {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)

    new = command(
        commands,
        "new",
        "write a commented conflict file to start from",
        "Write a small, commented conflict file to change into your own. A file that is there is never replaced.",
        "detente new my-dispute.yaml",
    )
    new.add_argument("file", metavar="FILE", nargs="?", default="-", help="where to (default: print it)")

    check = command(
        commands,
        "check",
        "say whether a conflict file is right, and what it holds",
        "Read a conflict file, tell every mistake with its line and column, and say what the file holds.",
        "detente check my-dispute.yaml",
    )
    conflict(check)
    output(check, ".html, .md, .json, .csv")

    states = command(
        commands,
        "states",
        "list the feasible states",
        "List the feasible states, or those in which a condition holds.",
        'detente states istanbul-2025 --where "settlement and us.support"',
    )
    conflict(states)
    account(states)
    states.add_argument("--where", metavar="CONDITION", help="only states in which this holds")
    output(states, ".html, .md, .json, .csv")

    analyze = command(
        commands,
        "analyze",
        "what holds, and where does the status quo lead?",
        "Find the equilibria, and which of them improvements lead to from the status quo. Without --perspective the\n"
        "terminal and the report show every account; --json takes the first in the file.",
        "detente analyze istanbul-2025 --out report.html",
    )
    conflict(analyze)
    account(analyze)
    concepts(analyze, variants=True)
    output(analyze, ".html is the whole report; .md, .json, .csv", timed=True)

    add_equilibria(commands)

    explain = command(
        commands,
        "explain",
        "why does a state hold, or not?",
        "Give the witnesses: each improvement, and the sanction that deters it or that none does.",
        "detente explain istanbul-2025 --perspective kyiv --state status_quo --dm russia",
    )
    conflict(explain)
    account(explain)
    explain.add_argument(
        "-s",
        "--state",
        metavar="STATE",
        help="a name, an id (options taken joined by '+'), a number (5), or a condition (default: the status quo)",
    )
    explain.add_argument("-d", "--dm", metavar="NAME", help="one decision maker (default: all)")
    concepts(explain, variants=True)
    output(explain, ".html, .md, .json, .csv", timed=True)

    evolve = command(
        commands,
        "evolve",
        "how do we get there from here?",
        "Give the shortest sequences of improvements from the status quo to the equilibria.",
        "detente evolve istanbul-2025 --perspective commentary",
    )
    conflict(evolve)
    account(evolve)
    concepts(evolve, variants=True)
    evolve.add_argument("--start", metavar="STATE", help="begin at another state than the status quo")
    output(evolve, ".html, .md, .json, .csv", timed=True)

    compare = command(
        commands,
        "compare",
        "what do the rival accounts predict, and where do they part?",
        "Analyse the conflict under each account and set the results side by side.",
        "detente compare istanbul-2025",
    )
    conflict(compare)
    compare.add_argument(
        "-p",
        "--perspective",
        metavar="NAME",
        action="append",
        help="only these accounts (say it several times)",
    )
    concepts(compare, variants=True)
    output(compare, ".html, .md, .json, .csv")

    add_whatif(commands)
    add_pivot(commands)
    add_coalitions(commands)
    add_ultimatum(commands)
    add_factions(commands)
    add_import(commands)
    add_export(commands)

    catalogue = command(
        commands,
        "catalogue",
        "list the conflicts that come with the package, or print one",
        "List the conflicts that come with the package; with a name, print its file.",
        "detente catalogue elmira > elmira.yaml",
    )
    catalogue.add_argument("name", metavar="NAME", nargs="?", help="print this conflict file")
    catalogue.add_argument("--json", action="store_true", help="list as JSON")

    schema = command(
        commands,
        "schema",
        "print the JSON Schema of conflict files, or of an answer",
        "Print a JSON Schema: of conflict files, for editors that complete and check while one types, or of what\n"
        "a command prints with --json.",
        "detente schema > conflict.schema.json",
    )
    schema.add_argument(
        "what",
        nargs="?",
        default="conflict",
        metavar="WHAT",
        help="'conflict' (the default), or a command: what it prints with --json",
    )
    return top


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; where nothing is asked, help is printed to standard error."""
    top = parser()
    found = top.parse_args(argv)
    if found.command is None:
        top.print_help(sys.stderr)
        raise SystemExit(2)
    return found
