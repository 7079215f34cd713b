"""The JSON Schemas of what commands print with ``--json``, a file for each command.

A command has a file ``COMMAND.schema.json``; nothing else tells that it is there. It may refer to three things as
``#/$defs/NAME``, and brings none of them along itself:

- what answers have in common, in ``shared.json`` (``format``, ``state``, ``truncated``, ...);
- definitions of its own, under its ``$defs``;
- the whole answer of another command, by the name of the command (``#/$defs/analyze``).

`answer_schema` puts together what is used, so that what is printed stands alone. A name means one thing in all files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from detente.conflict import UnknownNameError

FOLDER = Path(__file__).parent
ENDING = ".schema.json"
_HERE = "#/$defs/"


def commands() -> tuple[str, ...]:
    """List the commands whose answers have a schema."""
    return tuple(sorted(p.name.removesuffix(ENDING) for p in FOLDER.glob(f"*{ENDING}")))


def answer_schema(command: str) -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of what a command prints with ``--json``.

    Parameters
    ----------
    command : str
        One of `commands`.

    Returns
    -------
    dict
        With every definition that it uses, and no other, under ``$defs``.

    Raises
    ------
    UnknownNameError
        Where there is none.

    Examples
    --------
    >>> answer_schema("states")["required"][-4:]
    ['feasible', 'count', 'states', 'truncated']
    """
    if command not in commands():
        raise UnknownNameError("schema", command, ("conflict", *commands()))
    known, schema = _definitions(), _read(command + ENDING)
    schema.pop("$defs", None)  # they are among the known ones
    used: set[str] = set()
    waiting = [schema]
    while waiting:
        new = set(_names(waiting.pop())) - used
        used |= new
        waiting += [known[name] for name in new]
    return schema | {"$defs": {name: value for name, value in known.items() if name in used}}


def _read(file: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / file).read_text(encoding="utf-8"))
    return found


def _definitions() -> dict[str, dict[str, Any]]:
    """Gather what a schema may refer to, from all files."""
    found: dict[str, dict[str, Any]] = dict(_read("shared.json")["$defs"])
    for command in commands():
        whole = _read(command + ENDING)
        found |= whole.get("$defs", {})
        found[command] = {key: value for key, value in whole.items() if key not in ("$schema", "$defs")}
    return found


def _names(schema: Any) -> Iterator[str]:
    """Find the definitions that a schema refers to."""
    if isinstance(schema, dict):
        if str(schema.get("$ref", "")).startswith(_HERE):
            yield schema["$ref"].removeprefix(_HERE)
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _names(part)
