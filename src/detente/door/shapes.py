"""What tools take, as JSON Schema, and the check of what is given against it: from the arguments of the questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.conflict import DetenteError
from detente.conflict.errors import choices
from detente.conflict.safetext import shown
from detente.questions.question import Argument, Question

Shape = dict[str, Any]
KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "array": (list,),
    "object": (dict,),
}
A_KIND = {
    "string": "a text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "an object",
}


def plain_shape(**properties: str) -> Shape:
    """Give the shape of a tool that takes texts, each of which may be left out."""
    found = {name: {"type": "string", "description": about} for name, about in properties.items()}
    return {"type": "object", "properties": found, "additionalProperties": False}


def source_shape(*, files: bool) -> Shape:
    """Give the shape of what says which conflict is meant."""
    found = {
        "text": {"type": "string", "description": "the text of a conflict file"},
        "catalogue": {
            "type": "string",
            "description": "instead of a text: the name of a conflict of the catalogue",
        },
    }
    if files:
        found["file"] = {
            "type": "string",
            "description": "instead of a text: a conflict file in the folder that is open",
        }
    return {"type": "object", "properties": found, "additionalProperties": False}


def ask_shape(question: Question, source: Shape) -> Shape:
    """Give the shape of what a question takes."""
    properties: dict[str, Shape] = dict(source["properties"])
    texts = {"type": "array", "items": {"type": "string"}}
    if question.takes & {"perspective", "perspectives"}:
        properties["accounts"] = {**texts, "description": "only these accounts (default: all)"}
    if question.takes & {"concepts", "classical"}:
        properties["concepts"] = {**texts, "description": "the solution concepts: nash, gmr, smr, seq, ..."}
    properties |= {a.name: _shape_of(a) for a in question.arguments}
    properties["facts"] = {
        "type": "boolean",
        "description": f"give the typed facts, too (see conflict_schema with what '{question.name}')",
    }
    return {**source, "properties": properties}


def _shape_of(argument: Argument) -> Shape:
    kinds: dict[str, Shape] = {
        "flag": {"type": "boolean"},
        "whole": {"type": "integer", "minimum": 1},
        "seconds": {"type": "number", "exclusiveMinimum": 0},
        "concepts": {"type": "array", "items": {"type": "string"}},
    }
    kind = kinds.get(argument.kind, {"type": "string"})
    if isinstance(argument.metavar, tuple):
        count = len(argument.metavar)
        kind = {"type": "array", "items": {"type": "string"}, "minItems": count, "maxItems": count}
    if argument.many:
        kind = {"type": "array", "items": kind}
    return {**kind, "description": argument.help}


def checked(tool: str, shape: Shape, given: Mapping[str, Any]) -> dict[str, Any]:
    """Give what is given, if it has that shape; nulls are left out.

    Raises
    ------
    DetenteError
        Where it has not, with the name and what is allowed.

    Examples
    --------
    >>> checked("catalogue", plain_shape(name="which"), {"nmae": "chicken"})
    Traceback (most recent call last):
        ...
    detente.conflict.errors.DetenteError: catalogue: no argument 'nmae'; did you mean 'name'? (allowed: name)
    """
    properties = shape["properties"]
    found = {}
    for name, value in given.items():
        if name not in properties:
            raise DetenteError(
                f"{tool}: no argument '{shown(str(name))}'{choices(str(name), tuple(properties))}"
            )
        if value is not None:
            _check(f"{tool}: '{name}'", properties[name], value)
            found[name] = value
    for name in shape.get("required", ()):
        if name not in found:
            raise DetenteError(f"{tool}: '{name}' is missing")
    return found


def _check(where: str, shape: Shape, value: Any) -> None:
    kind = shape.get("type")
    if kind is None:
        return
    fits: bool = isinstance(value, KINDS[kind]) and (kind == "boolean" or not isinstance(value, bool))
    if not fits:
        raise DetenteError(f"{where} is {A_KIND[kind]}")
    if kind == "array":
        low, high = shape.get("minItems", 0), shape.get("maxItems", len(value))
        if not low <= len(value) <= high:
            raise DetenteError(
                f"{where} has {len(value)} items; allowed: {low if low == high else f'from {low} on'}"
            )
        for number, item in enumerate(value, 1):
            _check(f"{where}, item {number},", shape["items"], item)
    if kind == "object":
        _check_object(where, shape, value)
    if "enum" in shape and value not in shape["enum"]:
        raise DetenteError(f"{where} is no '{shown(str(value))}'{choices(str(value), tuple(shape['enum']))}")
    if kind in ("integer", "number") and not _large_enough(shape, value):
        least = shape.get("minimum", shape.get("exclusiveMinimum"))
        raise DetenteError(f"{where} is a number {'from' if 'minimum' in shape else 'above'} {least}")


def _check_object(where: str, shape: Shape, value: Mapping[str, Any]) -> None:
    for name, one in value.items():
        if name not in shape["properties"]:
            raise DetenteError(
                f"{where} has no '{shown(str(name))}'{choices(str(name), tuple(shape['properties']))}"
            )
        _check(f"{where}: '{name}'", shape["properties"][name], one)
    for name in shape.get("required", ()):
        if name not in value:
            raise DetenteError(f"{where}: '{name}' is missing")


def _large_enough(shape: Shape, value: float) -> bool:
    if "minimum" in shape:
        return bool(value >= shape["minimum"])
    return "exclusiveMinimum" not in shape or bool(value > shape["exclusiveMinimum"])
