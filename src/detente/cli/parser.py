"""The command line: what can be asked, and the help that says so. Questions come from the registry."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from detente import reports
from detente._version import __version__
from detente.cli.exchange_arguments import EXCHANGE
from detente.cli.streams import put, tell
from detente.conflict.safetext import shown
from detente.questions import REGISTRY

if TYPE_CHECKING:
    from detente.questions.question import Argument, Question

EXIT = """exit codes:
  0  answered
  2  the request or the conflict file is wrong, or the file does not say what the question needs
  70 an error in this program
  130 interrupted"""

OTHERS = {
    "new": "write a commented conflict file to start from",
    "watch": "answer again whenever a file is saved, and say what changed",
    "serve": "open the workbench: pages on which a change is seen in the answer",
    **EXCHANGE,
    "mcp": "let assistants and other programs check files and ask every question",
    "catalogue": "list the conflicts that come with the package, or print one",
    "schema": "print the JSON Schema of conflict files, or of an answer",
}


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
        message = shown(message)  # on one line, whatever an argument holds
        self.exit(2, f"{self.prog}: {message}\nTry '{self.prog} --help'.\n")

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help in full or say that it cannot be; tell mistakes as all others are told."""
        if file is sys.stderr:
            tell(message.removesuffix("\n"))
        else:
            put(message)


def question_names() -> dict[str, str]:
    """Give every question that is a command, with what it answers: the brief, the report, those of the registry."""
    return reports.REGISTRY | REGISTRY


def find_question(name: str) -> Question:
    """Load a question that is a command."""
    from detente import questions

    return reports.find(name) if name in reports.REGISTRY else questions.find(name)


def parser(wanted: str = "") -> Parser:
    """Build the parser.

    Parameters
    ----------
    wanted : str
        The command that is asked for: only its arguments are made, and nothing of the others is loaded. ``*`` makes
        those of all.
    """
    top = Parser(
        prog="detente",
        description="Model a conflict of many decision makers: what holds, why, and what follows.",
        epilog="example:\n  detente brief istanbul-2025\n  detente new my-dispute.yaml\n\n" + EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"detente {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    for name, help in question_names().items():
        if wanted in (name, "*"):
            _add_question(commands, find_question(name), help)
        else:
            commands.add_parser(name, help=help, add_help=False)
    for name, help in OTHERS.items():
        if wanted in (name, "*"):
            _ADD[name](commands, help)
        else:
            commands.add_parser(name, help=help, add_help=False)
    return top


def parse(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line; where nothing is asked, help is printed to standard error."""
    given = list(sys.argv[1:] if argv is None else argv)
    wanted = next((a for a in given if not a.startswith("-")), "")
    top = parser(wanted)
    found = top.parse_args(given)
    if found.command is None:
        top.print_help(sys.stderr)
        raise SystemExit(2)
    found.alone = argv is None  # whether the process was started for this command
    return found


def add_command(commands: Any, name: str, help: str, text: str, example: str) -> Parser:
    """Add a command with its help."""
    found: Parser = commands.add_parser(
        name,
        help=help,
        description=text,
        epilog=f"example:\n  {example}\n\n{EXIT}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    return found


# -- questions ---------------------------------------------------------------------------------------------------------


def _add_question(commands: Any, question: Question, help: str) -> None:
    parser = add_command(commands, question.name, help, question.about, question.example)
    add_conflict(parser)
    for argument in question.arguments:
        if argument.positional:
            add_argument(parser, argument)
    if "perspective" in question.takes:
        parser.add_argument(
            "-p",
            "--perspective",
            metavar="NAME",
            help="the account to follow (see 'detente check'; default: all)",
        )
    if "perspectives" in question.takes:
        parser.add_argument(
            "-p",
            "--perspective",
            metavar="NAME",
            action="append",
            help="only these accounts (say it several times)",
        )
    for argument in question.arguments:
        if not argument.positional:
            add_argument(parser, argument)
    if question.takes & {"concepts", "classical"}:
        add_concepts(parser, classical="classical" in question.takes)
    add_as_party(parser)
    add_output(parser, question)


def add_as_party(parser: Parser) -> None:
    """Add whose confidential wishes may be shown."""
    parser.add_argument(
        "--as",
        dest="as_party",
        metavar="PARTY",
        action="append",
        default=[],
        help="show the confidential wishes of this party, too (say it several times); without it they are withheld",
    )


def add_argument(parser: Parser, argument: Argument) -> None:
    """Add an argument of a question."""
    flag = argument.name if argument.positional else f"--{argument.name.replace('_', '-')}"
    flags = [f"-{argument.short}", flag] if argument.short else [flag]
    more: dict[str, Any] = {"help": argument.help.replace("%", "%%")}
    if argument.kind == "flag":
        parser.add_argument(*flags, action="store_true", **more)
        return
    more["metavar"] = argument.metavar or argument.name.upper()
    more["default"] = argument.default
    if argument.kind == "whole":
        more["type"] = whole
    elif argument.kind == "seconds":
        more["type"] = duration
    if argument.many:
        more |= {"action": "append", "default": []}
    if isinstance(argument.metavar, tuple):
        more["nargs"] = len(argument.metavar)
    elif argument.positional or argument.const is not None:
        more |= {"nargs": "?", "const": argument.const}
        if argument.positional:
            del more["const"]
    parser.add_argument(*flags, **more)


def add_conflict(parser: Parser) -> None:
    """Add the conflict that is asked about."""
    parser.add_argument(
        "conflict",
        metavar="CONFLICT",
        help="a conflict file, a name of the catalogue, or - for standard input",
    )
    add_encoding(parser)


def add_encoding(parser: Parser) -> None:
    """Add how a file is encoded that is not UTF-8."""
    parser.add_argument(
        "--encoding",
        metavar="NAME",
        help="how the file is encoded, if it is not UTF-8: cp1252 (Excel in Western Europe), ...",
    )


def add_concepts(parser: Parser, *, classical: bool = False) -> None:
    """Add the concepts to use."""
    from detente.wording.concepts import help_text

    parser.add_argument(
        "-c", "--concepts", metavar="LIST", help=help_text(classical=classical, variants=not classical)
    )


def add_output(parser: Parser, question: Question) -> None:
    """Add the forms of an answer, and the limits."""
    from detente.cli.output import endings

    parser.add_argument(
        "--json", action="store_true", help=f"print JSON (see 'detente schema {question.name}')"
    )
    parser.add_argument(
        "-o", "--out", metavar="FILE", help=f"write FILE instead ({', '.join(endings(question))})"
    )
    parser.add_argument(
        "--full", action="store_true", help="print also the details: tables, witnesses, every state"
    )
    parser.add_argument(
        "--most-states",
        metavar="N",
        type=whole,
        help="refuse a conflict with more states (default: what memory holds)",
    )
    add_seconds(parser)


def add_seconds(parser: Parser) -> None:
    """Add the limit on time."""
    from detente.cli.bounds import VARIABLE, usual

    parser.add_argument(
        "--seconds",
        metavar="N",
        type=duration,
        default=usual(),
        help="how long it may take, all in all; a search that is not at its end by then says how far it got (default: "
        f"{usual()}, see {VARIABLE})".replace("%", "%%"),
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


# -- what is no question -----------------------------------------------------------------------------------------------


def _add_new(commands: Any, help: str) -> None:
    new = add_command(
        commands,
        "new",
        help,
        "Write a small, commented conflict file to change into your own. A file that is there is never replaced.",
        "detente new my-dispute.yaml",
    )
    new.add_argument("file", metavar="FILE", nargs="?", default="-", help="where to (default: print it)")


def _add_watch(commands: Any, help: str) -> None:
    from detente.cli.bounds import usual
    from detente.cli.output import PAGES

    watch = add_command(
        commands,
        "watch",
        help,
        "Answer a question about a file in twelve lines, again whenever the file is saved; what is new in the answer\n"
        "is marked, and mistakes in the file are told where they stand. Ends with Ctrl-C.",
        "detente watch my-dispute.yaml --out report.html",
    )
    watch.add_argument("file", metavar="FILE", help="a conflict file that is being written")
    watch.add_argument(
        "--ask", metavar="QUESTION", default="analyze", help="which question (default: analyze)"
    )
    watch.add_argument(
        "-p", "--perspective", metavar="NAME", action="append", default=[], help="only these accounts"
    )
    watch.add_argument(
        "-o", "--out", metavar="FILE", help=f"keep the whole report beside it fresh ({', '.join(PAGES)})"
    )
    watch.add_argument(
        "--answers", metavar="N", type=whole, help="end after so many answers (default: go on until Ctrl-C)"
    )
    watch.add_argument(
        "--seconds",
        metavar="N",
        type=duration,
        dest="each",
        default=usual(),
        help=f"how long each answer may take (default: {usual()})",
    )
    add_as_party(watch)
    add_encoding(watch)


def _add_mcp(commands: Any, help: str) -> None:
    mcp = add_command(
        commands,
        "mcp",
        help,
        "Serve the Model Context Protocol on standard input and output: tools to check a text, to ask every question\n"
        "and to propose an edit, resources, and a prompt that turns an article into a draft. Nothing is written.",
        "detente mcp disputes/",
    )
    mcp.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        help="conflict files in it may be read by their names (default: only texts and the catalogue)",
    )
    mcp.add_argument(
        "--seconds",
        metavar="N",
        type=duration,
        dest="each",
        default=None,
        help="how long each answer may take (default: 60)",
    )
    add_as_party(mcp)


def _add_serve(commands: Any, help: str) -> None:
    serve = add_command(
        commands,
        "serve",
        help,
        "Open a conflict file, or a folder of them, in the browser: change a wish and see the answer change. Every\n"
        "change is written to the file at once. Only this machine can reach it, at an address nobody can guess.",
        "detente serve my-dispute.yaml",
    )
    serve.add_argument(
        "file", metavar="FILE", nargs="?", default=".", help="a file or a folder (default: this one)"
    )
    serve.add_argument(
        "--port", metavar="N", type=whole, default=0, help="the port (default: one that is free)"
    )
    serve.add_argument("--no-browser", action="store_true", help="print the address, and open no browser")
    serve.add_argument(
        "--let-the-network-in",
        metavar="ADDRESS",
        default="",
        help="let other machines reach it, too, at this address of this machine; nothing is encrypted",
    )
    add_as_party(serve)
    add_seconds(serve)


def _add_catalogue(commands: Any, help: str) -> None:
    catalogue = add_command(
        commands,
        "catalogue",
        help,
        "List the conflicts that come with the package; with a name, print its file.",
        "detente catalogue elmira > elmira.yaml",
    )
    catalogue.add_argument("name", metavar="NAME", nargs="?", help="print this conflict file")
    catalogue.add_argument("--json", action="store_true", help="list as JSON")


def _add_schema(commands: Any, help: str) -> None:
    schema = add_command(
        commands,
        "schema",
        help,
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


def _add_import(commands: Any, help: str) -> None:
    from detente.cli.exchange_arguments import add_import

    add_import(commands, help)


def _add_export(commands: Any, help: str) -> None:
    from detente.cli.exchange_arguments import add_export

    add_export(commands, help)


_ADD: dict[str, Callable[[Any, str], None]] = {
    "new": _add_new,
    "watch": _add_watch,
    "mcp": _add_mcp,
    "serve": _add_serve,
    "import": _add_import,
    "export": _add_export,
    "catalogue": _add_catalogue,
    "schema": _add_schema,
}
