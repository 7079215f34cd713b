"""The commands import and export."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from detente import exchange
from detente.cli.output import chosen_concepts, load, source_of
from detente.cli.streams import put, tell
from detente.conflict import (
    DetenteError,
    keep_inputs,
    read_file,
    read_standard_input,
    to_json,
    to_yaml,
    write_file,
)
from detente.conflict.errors import choices
from detente.exchange.notes import confidential

TEMPLATE = Path(__file__).parent / "template-spreadsheet.yaml"
TEMPLATES = (".xlsx", ".zip")
FILES = {".yaml": to_yaml, ".yml": to_yaml, ".json": to_json}
FORCE = "give another name, or --force to replace it"


def run_import(arguments: argparse.Namespace) -> None:
    """Make a conflict file from another tool's file."""
    if arguments.template is not None:
        if arguments.source or arguments.out is not None or arguments.format is not None:
            raise DetenteError("--template writes an example and nothing else; leave the other arguments out")
        _template(arguments.template, replace=arguments.force)
        return
    if not arguments.source:
        raise DetenteError("which file? give SOURCE, or --template FILE for a spreadsheet to start from")
    to_screen = arguments.out in (None, "-")
    to_text = to_yaml if to_screen else FILES[_ending("--out", arguments.out, tuple(FILES), "conflict file")]
    keep_inputs(arguments.out, arguments.source)
    data = None
    if arguments.source == ["-"]:
        if arguments.format is None:
            raise DetenteError("standard input has no ending that says its format; give --from FORMAT")
        data = read_standard_input(exchange.MOST_BYTES + 1)
    conflict = exchange.read(
        "<stdin>" if data is not None else arguments.source,
        data,
        arguments.format,
        arguments.encoding,
    )
    conflict = conflict.as_party(*arguments.as_party)
    _tell(str(w) for w in conflict.warnings)
    _tell(confidential(conflict))
    if to_screen:
        put(to_text(conflict), raw=True)
        return
    write_file(arguments.out, to_text(conflict), replace=arguments.force, instead=FORCE)
    tell(f"detente: wrote {arguments.out}; next: detente check {arguments.out}")


def _ending(argument: str, path: str, allowed: Sequence[str], what: str) -> str:
    """Give the ending of a file that is to be written, which says its form."""
    found = Path(path).suffix.lower()
    if found not in allowed:
        raise DetenteError(f"{argument} {path}: no {what} has the ending '{found}'{choices(found, allowed)}")
    return found


def _template(path: str, *, replace: bool) -> None:
    _ending("--template", path, TEMPLATES, "spreadsheet")
    format = exchange.find(None, path, reading=False)
    keep_inputs(path, [str(TEMPLATE)])
    written = exchange.write(exchange.Asked(read_file(TEMPLATE), results=False), format)
    write_file(path, written.content, replace=replace, instead=FORCE)
    tell(f"detente: wrote {path}; change it, then: detente import {path} --out dispute.yaml")


def run_export(arguments: argparse.Namespace) -> None:
    """Write a conflict for another tool."""
    if arguments.format is None and arguments.out in (None, "-"):
        raise DetenteError("which format? give --to FORMAT, or --out FILE with an ending that says it")
    format = exchange.find(arguments.format, arguments.out or "", reading=False)
    to_screen = arguments.out in (None, "-")
    if to_screen and not format.text:
        raise DetenteError(f"the format {format.name} is no text; give --out FILE")
    keep_inputs(arguments.out, [source_of(arguments)])
    conflict = load(arguments)
    asked = exchange.Asked(
        conflict,
        arguments.perspective,
        chosen_concepts(arguments.concepts),
        arguments.table,
        arguments.most_states,
    )
    written = exchange.write(asked, format)
    _tell(written.notes)
    if to_screen:
        assert not callable(written.content)
        put(written.content, raw=True)
        return
    write_file(arguments.out, written.content)
    tell(f"detente: wrote {arguments.out}")


def _tell(notes: Iterable[str]) -> None:
    for note in notes:
        tell(f"detente: {note} (warning)")
