"""The tool that proposes an edit: changes by path become the smallest change of the text, which is read again."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any

from detente.conflict import ConflictFileError, DetenteError, read_conflict
from detente.conflict.editing import Change, EditError, Insert, Move, Plain, Put, Remove, edited
from detente.door.shapes import Shape

MOST_CHANGES = 200
DOES = {
    "put": "write `value` at `path`; what is not there yet is made",
    "insert": "put `value` into the list at `path`, at place `index` from 0 on",
    "remove": "take away what is at `path`",
    "move": "let item `index` of the list at `path` stand at place `to`",
}


def edit_shape(source: Shape) -> Shape:
    """Give the shape of what the tool takes."""
    step = {"description": "a key, or the place in a list from 0 on"}
    change = {
        "type": "object",
        "properties": {
            "do": {
                "type": "string",
                "enum": list(DOES),
                "description": "; ".join(f"{k}: {v}" for k, v in DOES.items()),
            },
            "path": {
                "type": "array",
                "items": step,
                "description": 'where, from the top of the file on: ["perspectives", "kyiv", "preferences", "russia"]',
            },
            "value": {"description": "a text, a list or a mapping, as it would stand in the file"},
            "index": {"type": "integer", "minimum": 0},
            "to": {"type": "integer", "minimum": 0},
        },
        "required": ["do", "path"],
        "additionalProperties": False,
    }
    properties = {
        **source["properties"],
        "changes": {"type": "array", "items": change, "minItems": 1, "maxItems": MOST_CHANGES},
    }
    return {**source, "properties": properties, "required": ["changes"]}


def proposed(text: str, name: str, changes: Sequence[Mapping[str, Any]]) -> tuple[str, dict[str, Any]]:
    """Give the difference and what the new text would have of mistakes; as facts the new text whole.

    Raises
    ------
    DetenteError
        Where a change cannot be made, with its number.
    """
    new = text
    for number, change in enumerate(changes, 1):
        try:
            new = edited(new, _change(change))
        except EditError as error:
            raise DetenteError(f"change {number}: {error}") from None
    problems: list[str] = []
    try:
        read_conflict(new, name)
    except ConflictFileError as error:
        problems = [str(p) for p in error.problems]
    lines = difflib.unified_diff(text.splitlines(), new.splitlines(), "before", "after", n=1, lineterm="")
    told = ["\n".join(lines) or "The text stays as it is."]
    told.append(
        "\n".join(["It would have mistakes:", *problems]) if problems else "It would have no mistakes."
    )
    return "\n\n".join(told), {"text": new, "problems": problems}


def _as_written(value: Any) -> Plain:
    """Give a value of JSON as a file would write it: true and false by these words, nothing as nothing."""
    if isinstance(value, dict):
        return {key: _as_written(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_written(inner) for inner in value]
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def _change(given: Mapping[str, Any]) -> Change:
    path = tuple(given["path"])
    if any(isinstance(step, bool) or not isinstance(step, str | int) for step in path):
        raise EditError("a path holds keys and places, nothing else")
    needs = {"put": ("value",), "insert": ("index", "value"), "remove": (), "move": ("index", "to")}[
        given["do"]
    ]
    for need in needs:
        if given.get(need) is None:
            raise EditError(f"'{given['do']}' needs '{need}'")
    if given["do"] == "put":
        return Put(path, _as_written(given["value"]))
    if given["do"] == "insert":
        return Insert(path, given["index"], _as_written(given["value"]))
    if given["do"] == "move":
        return Move(path, given["index"], given["to"])
    return Remove(path)
