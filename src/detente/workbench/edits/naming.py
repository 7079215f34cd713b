"""The lines of a file that is being typed, and the names that it has: parties, options, conditions, states, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from detente.conflict.editing import EditError, plain

MOST_LINES = 20_000
_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<rest>.*)")
_KEY = re.compile(  # a key ends where its colon is: what may be blank stands in no two places, which would be tried out
    r"""(?P<key>"(?:[^"\\]|\\.)*"\s*|'(?:[^']|'')*'\s*|[^\s#\-\[\]{},:"'][^:#{}\[\]]*):(?P<value>\s.*|$)"""
)


@dataclass(frozen=True)
class Line:
    """A line: the column of each dash, and of what follows them; the key, and what stands behind it."""

    dashes: tuple[int, ...]
    column: int
    key: str
    value: str
    rest: str


def read_line(line: str) -> Line:
    """Read a line."""
    found = _LINE.match(line)
    assert found is not None
    start, dashes = len(found["indent"]), found["dashes"]
    columns = tuple(start + m.start() for m in re.finditer("-", dashes))
    column = start + len(dashes)
    rest = found["rest"]
    key = _KEY.match(rest)
    name = key["key"].rstrip().strip("\"'") if key else ""
    return Line(columns, column, name, key["value"].strip() if key else "", rest)


@dataclass
class Names:
    """The names of a file, as far as its lines tell them."""

    parties: dict[str, str] = field(default_factory=dict)
    options: dict[str, str] = field(default_factory=dict)
    conditions: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)


def names(text: str) -> Names:
    """Collect the names of a file: from its tree where it can be read as YAML, else from its lines."""
    try:
        return _from_tree(plain(text))
    except EditError:
        return _from_tree(_from_lines(text))


def _from_lines(text: str) -> dict[str, Any]:
    """Make a tree of what stands under keys by lines; what stands in brackets is left out."""
    root: dict[str, Any] = {}
    stack: list[tuple[int, dict[str, Any]]] = [(-1, root)]
    for written in text.split("\n")[:MOST_LINES]:
        line = read_line(written)
        if not line.key or line.dashes or written.lstrip().startswith("#"):
            continue
        while stack[-1][0] >= line.column:
            stack.pop()
        inner: dict[str, Any] = {}
        stack[-1][1][line.key] = inner if not line.value else _brackets(line.value)
        stack.append((line.column, inner))
    return root


def _brackets(value: str) -> Any:
    try:
        return plain(f"v: {value}\n")["v"]
    except EditError:
        return value


def _from_tree(root: Any) -> Names:
    found = Names()
    if not isinstance(root, dict):
        return found
    for party, body in _items(root.get("decision_makers")):
        found.parties[party] = _text(body, "name")
        for option, said in _items(body.get("options") if isinstance(body, dict) else None):
            whole = f"{party}.{option}"
            levels = said.get("levels") if isinstance(said, dict) else None
            found.options[whole] = _text(said, "text")
            for level in levels if isinstance(levels, list | dict) else ():
                found.options[f"{whole}.{level}"] = _text(said, "text")
    for name, said in _items(root.get("conditions")):
        found.conditions[name] = _text(said, "text") or _text(said, "that")
    states = root.get("states")
    found.states = {n: _text(s, "text") for n, s in _items(states)} | {"none": ""}
    if isinstance(states, list):
        found.states |= {str(s): "" for s in states}
    found.sources = {n: _text(s, "title") for n, s in _items(root.get("sources"))}
    found.accounts = {n: _text(s, "says") for n, s in _items(root.get("perspectives"))}
    if isinstance(root.get("preferences"), dict):
        found.accounts["base"] = ""
    return found


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    return iter(value.items()) if isinstance(value, dict) else iter(())


def _text(value: Any, key: str) -> str:
    said = value.get(key) if isinstance(value, dict) else value
    return said if isinstance(said, str) else ""
