"""The JSON Schemas of what commands print with ``--json``, a file for each command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from detente.conflict import UnknownNameError

FOLDER = Path(__file__).parent


def commands() -> tuple[str, ...]:
    """List the commands whose answers have a schema."""
    return tuple(sorted(p.name.removesuffix(".schema.json") for p in FOLDER.glob("*.schema.json")))


def answer_schema(command: str) -> dict[str, Any]:
    """Give the JSON Schema of what a command prints with ``--json``.

    Raises
    ------
    UnknownNameError
        Where there is none.
    """
    if command not in commands():
        raise UnknownNameError("schema", command, ("conflict", *commands()))
    found: dict[str, Any] = json.loads((FOLDER / f"{command}.schema.json").read_text(encoding="utf-8"))
    return found
