"""What each command does: questions are asked by the registry, the rest is about files and schemas."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

from detente.cli.streams import put, tell
from detente.conflict.safetext import for_json

TEMPLATE = Path(__file__).parent / "template.yaml"


def _new(arguments: argparse.Namespace) -> None:
    from detente.conflict import write_file

    text = TEMPLATE.read_text(encoding="utf-8")
    if arguments.file == "-":
        put(text)
        return
    write_file(arguments.file, text, replace=False)
    tell(f"detente: wrote {arguments.file}; next: detente check {arguments.file}")


def _watch(arguments: argparse.Namespace) -> None:
    from detente.cli.watch import run_watch

    run_watch(arguments)


def _mcp(arguments: argparse.Namespace) -> None:
    from detente.conflict import DetenteError, MissingPackageError
    from detente.door import Door
    from detente.door.tools import SECONDS

    folder = None if arguments.folder is None else Path(arguments.folder)
    if folder is not None and not folder.is_dir():
        raise DetenteError(f"{arguments.folder}: is no folder")
    try:
        from detente.door.server import serve
    except ModuleNotFoundError:
        raise MissingPackageError("mcp", "mcp") from None
    serve(Door(folder, arguments.each or SECONDS, tuple(arguments.as_party)))


def _serve(arguments: argparse.Namespace) -> None:
    from detente.workbench.server.serving import serve

    serve(
        arguments.file,
        port=arguments.port,
        network=arguments.let_the_network_in,
        browser=not arguments.no_browser,
        seconds=arguments.seconds,
        readers=arguments.as_party,
        tell=lambda text: tell(f"detente: {text}"),
    )


def _catalogue(arguments: argparse.Namespace) -> None:
    from detente import catalogue
    from detente.conflict import UnknownNameError

    if arguments.name is not None:
        if arguments.name not in catalogue.names():
            raise UnknownNameError("conflict of the catalogue", arguments.name, catalogue.names())
        put((catalogue.FOLDER / f"{arguments.name}.yaml").read_text(encoding="utf-8"))
        return
    found = [(name, catalogue.load(name)) for name in catalogue.names()]
    if arguments.json:
        listed = [
            {
                "name": name,
                "title": c.title,
                "decision_makers": len(c.decision_makers),
                "options": len(c.option_ids),
                "perspectives": list(c.accounts),
                "published": any(p.equilibria for p in c.published),
            }
            for name, c in found
        ]
        put(for_json(json.dumps(listed, ensure_ascii=False)) + "\n")
        return
    from detente.cli.output import terminal
    from detente.reports.catalogue import catalogue_page

    put(terminal(full=True).page(catalogue_page(found)))


def _schema(arguments: argparse.Namespace) -> None:
    from detente.cli.parser import find_question, question_names
    from detente.conflict import UnknownNameError
    from detente.conflict.schema import schema
    from detente.questions.encoding import answer_schema

    if arguments.what == "conflict":
        found = schema()
    elif arguments.what in question_names():
        found = answer_schema(find_question(arguments.what))
    else:
        raise UnknownNameError("schema", arguments.what, ("conflict", *question_names()))
    put(for_json(json.dumps(found, ensure_ascii=False, indent=2)) + "\n")


def _import(arguments: argparse.Namespace) -> None:
    from detente.cli.exchange import run_import

    run_import(arguments)


def _export(arguments: argparse.Namespace) -> None:
    from detente.cli.exchange import run_export

    run_export(arguments)


COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "new": _new,
    "watch": _watch,
    "mcp": _mcp,
    "serve": _serve,
    "import": _import,
    "export": _export,
    "catalogue": _catalogue,
    "schema": _schema,
}


def run(arguments: argparse.Namespace) -> None:
    """Run the command that was asked for, within the time that it may take."""
    from detente.cli.bounds import bounded, since_start

    if arguments.command == "serve":  # which goes on until somebody ends it: its questions have the time
        _serve(arguments)
        return
    spent = since_start() if arguments.alone else 0.0
    with bounded(getattr(arguments, "seconds", None), spent, alone=arguments.alone):
        if arguments.command in COMMANDS:
            COMMANDS[arguments.command](arguments)
            return
        from detente.cli.asking import ask
        from detente.cli.parser import find_question

        ask(find_question(arguments.command), arguments)
