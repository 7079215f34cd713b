"""Answers as JSON, and the JSON Schema of it: both from the same types."""

from __future__ import annotations

from typing import Any

import msgspec

from detente.answers import Answer
from detente.questions.question import Question

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def encode(answer: Answer, *, pretty: bool = False) -> str:
    """Write an answer as JSON: one line, or one that people can read."""
    text = msgspec.json.encode(answer)
    return (msgspec.json.format(text, indent=1) if pretty else text).decode()


def answer_schema(question: Question) -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of what a question prints with ``--json``.

    Examples
    --------
    >>> from detente.questions import find
    >>> schema = answer_schema(find("states"))
    >>> "states" in schema["$defs"][schema["$ref"].rsplit("/", 1)[1]]["properties"]
    True
    """
    types = question.answers()
    (*parts,), components = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    found = parts[0] if len(parts) == 1 else {"anyOf": parts}
    title = {"$schema": DRAFT, "title": f"détente: the answer of '{question.name}', format 2"}
    return title | found | {"$defs": components}
