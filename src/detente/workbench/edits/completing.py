"""What can be typed at a place of a file: keys and words of the format, by its JSON Schema, and names of the file.

While somebody types, a file can seldom be read. So the place is found by the lines above it: their indents, keys and
dashes; and in brackets by what is open in the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from detente.conflict.schema import schema
from detente.workbench.edits.naming import MOST_LINES, Line, Names, read_line
from detente.workbench.edits.naming import names as names_of

MOST_OFFERED = 40
LONGEST_NOTE = 110
_BACK = re.compile(r"[\w.\-]*")  # of a text from behind: a search for its end would try it from every place
_PLAIN_WORD = re.compile(r"[^\W\d][\w\-]*$")
_LITTLE = ("not", "and", "or", "xor", "if", "only if", "iff")
_PARTIES = frozenset({"by", "to", "declines", "rises", "confidential"})
_BY_PARTY = frozenset({"preferences", "wishes", "factions", "moves", "takes"})
_BEHIND_NAMES = frozenset({"condition", "option_name", "state", "start", "citations", "patch_id"})


@dataclass(frozen=True)
class Offer:
    """A word that can stand at the place: what is written, and what it is."""

    insert: str
    note: str = ""


@dataclass(frozen=True)
class Offers:
    """What can be typed: in place of the last `typed` characters before the place."""

    typed: int
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class _Place:
    """Where something is typed: the keys and items above it, whether a key or a value is typed, and what was so far."""

    path: tuple[str | int, ...]
    key: bool
    typed: str
    there: frozenset[str] = frozenset()


def offers(text: str, at: int) -> Offers:
    r"""Say what can be typed at a place of a text.

    Parameters
    ----------
    text : str
        The text of the file, as far as it is written.
    at : int
        How many characters stand before the place.

    Examples
    --------
    >>> text = "detente: 1\nrules:\n  - nev"
    >>> [o.insert for o in offers(text, len(text)).offers]
    ['never: ']
    """
    above = text[:at].split("\n")
    if len(above) > MOST_LINES or "#" in re.sub(r"\S#", "", above[-1]):
        return Offers(0)
    place = _place(above, text[at:].split("\n")[1:])
    if place is None:
        return Offers(0)
    nodes, refs = _nodes(place.path)
    names = names_of(text)
    found = _keys(place, nodes, names) if place.key else []
    if not place.key or not place.path or isinstance(place.path[-1], int):
        found += _values(place, nodes, refs, names)
    typed = place.typed.lower()
    fitting = [o for o in found if typed in o.insert.lower() and o.insert.rstrip(": ") != place.typed]
    fitting.sort(
        key=lambda o: (f" {o.insert.lower()}".find(f" {typed}") < 0, f".{typed}" not in o.insert.lower())
    )
    return Offers(len(place.typed), tuple(dict.fromkeys(fitting))[:MOST_OFFERED])


# -- where it is -------------------------------------------------------------------------------------------------------


def _place(above: Sequence[str], below: Sequence[str]) -> _Place | None:
    last = read_line(above[-1].replace("\t", " "))
    path = _above(above[:-1], last)
    inner: list[str | int] = list(path)
    inner += [0] * len(last.dashes)
    if not last.key:
        if last.rest[:1] in ("{", "["):
            return _in_brackets(inner, last.rest)
        word = _word(last.rest)
        key = not last.rest or bool(_PLAIN_WORD.fullmatch(last.rest))
        return _Place(tuple(inner), key, word, _siblings(above[:-1], below, last))
    inner.append(last.key)
    if last.value[:1] in ("{", "["):
        return _in_brackets(inner, above[-1][above[-1].index(last.value[:1], last.column) :])
    if not above[-1].rstrip().endswith(":") or above[-1].endswith(" "):
        return _Place(tuple(inner), False, _word(above[-1][last.column :].partition(":")[2].lstrip()))
    return None


def _word(text: str) -> str:
    text = text.lstrip("\"'")
    found = _BACK.match(text[::-1])
    return text[len(text) - (found.end() if found else 0) :]


def _above(lines: Sequence[str], last: Line) -> list[str | int]:
    """Find the keys and dashes that a line stands under, going up to ever smaller indents."""
    found: list[str | int] = []
    column = last.dashes[0] if last.dashes else last.column
    dash = bool(last.dashes)
    for text in reversed(lines):
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        line = read_line(text)
        if line.key and (line.column < column or (dash and line.column == column and not line.dashes)):
            if not line.value or line.value[:1] in ("&", "#", "|", ">"):
                found.append(line.key)
            column, dash = line.column, False
        for at in reversed(line.dashes):
            if at < column:
                found.append(0)
                column, dash = at, True
        if column == 0 and not dash:
            break
    return found[::-1]


def _siblings(above: Sequence[str], below: Sequence[str], last: Line) -> frozenset[str]:
    """Give the keys that stand beside a place already."""
    found: set[str] = set()
    parts = (reversed(above), iter(below)) if not last.dashes else (iter(()), iter(below))
    for lines in parts:
        for text in lines:
            if not text.strip() or text.lstrip().startswith("#"):
                continue
            line = read_line(text)
            if line.column == last.column and line.key:
                found.add(line.key)
                if line.dashes:
                    break
            elif line.column < last.column or (line.dashes and line.dashes[0] < last.column):
                break
    return frozenset(found)


def _in_brackets(path: list[str | int], text: str) -> _Place | None:
    """Find the place inside brackets that are open at the end of a line."""
    stack: list[tuple[str, str, set[str]]] = []  # the bracket, the key of the item, the keys so far
    word, quote = "", ""
    blank = True  # whether the word is
    for c in text:
        if not word:
            blank = True
        if quote:
            quote = "" if c == quote else quote
            word += c
            blank = blank and c.isspace()
        elif c in "\"'" and blank:
            quote = c
        elif c in "[{":
            stack.append((c, "", set()))
            word = ""
        elif c in "]}" and stack:
            stack.pop()
            word = ""
        elif c == "," and stack:
            stack[-1] = (stack[-1][0], "", stack[-1][2])
            word = ""
        elif c == ":" and stack and stack[-1][0] == "{" and not stack[-1][1]:
            key = word.strip().strip("\"'")
            stack[-1][2].add(key)
            stack[-1] = ("{", key, stack[-1][2])
            word = ""
        else:
            word += c
            blank = blank and c.isspace()
    if not stack:
        return None
    for bracket, key, _ in stack:
        if bracket == "[":
            path.append(0)
        elif key:
            path.append(key)
    bracket, key, there = stack[-1]
    return _Place(tuple(path), bracket == "{" and not key, _word(word.lstrip()), frozenset(there))


# -- what the format says ----------------------------------------------------------------------------------------------


@cache
def _schema() -> dict[str, Any]:
    return schema()


def _flat(node: dict[str, Any], refs: set[str]) -> Iterator[dict[str, Any]]:
    """Give the alternatives of a node of the schema, and note what it refers to."""
    while "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        refs.add(name)
        node = {k: v for k, v in node.items() if k != "$ref"} | {
            k: v for k, v in _schema()["$defs"][name].items() if k not in node
        }
    yield node
    for kind in ("anyOf", "oneOf", "allOf"):
        for part in node.get(kind, ()):
            yield from _flat(part, refs)


def _nodes(path: Sequence[str | int]) -> tuple[list[dict[str, Any]], set[str]]:
    """Give what the schema says of a place."""
    refs: set[str] = set()
    nodes = list(_flat(_schema(), refs))
    for step in path:
        inner: list[dict[str, Any]] = []
        refs = set()
        for node in nodes:
            below = node.get("items") if isinstance(step, int) else node.get("properties", {}).get(step)
            if below is None and isinstance(step, str):
                below = node.get("additionalProperties")
            if isinstance(below, dict):
                inner += _flat(below, refs)
        nodes = inner
    return nodes, refs


def _note(node: dict[str, Any]) -> str:
    refs: set[str] = set()
    told = next((n["description"] for n in _flat(node, refs) if "description" in n), "")
    return told if len(told) <= LONGEST_NOTE else told[: told.rfind(" ", 0, LONGEST_NOTE)] + " …"


def _keys(place: _Place, nodes: Sequence[dict[str, Any]], names: Names) -> list[Offer]:
    found = []
    for node in nodes:
        for key, below in node.get("properties", {}).items():
            if key not in place.there:
                found.append(Offer(f"{key}: ", _note(below)))
    last = next((s for s in reversed(place.path) if isinstance(s, str)), "")
    by_party = last in _BY_PARTY or place.path[-2:] == ("options", "add")
    if by_party and any(isinstance(n.get("additionalProperties"), dict) for n in nodes):
        found += [Offer(f"{p}: ", told) for p, told in names.parties.items() if p not in place.there]
    if last == "weights":
        found += [Offer(f"{o}: ", told) for o, told in (names.options | names.conditions).items()]
    return found


def _values(place: _Place, nodes: Sequence[dict[str, Any]], refs: set[str], names: Names) -> list[Offer]:
    found = []
    for node in nodes:
        words = node.get("enum", [node["const"]] if "const" in node else ())
        found += [Offer(str(w), _note(node)) for w in words]
    last = next((s for s in reversed(place.path) if isinstance(s, str)), "")
    if refs & {"condition", "patch_id"}:
        found += [Offer(n, t) for n, t in (names.conditions | names.options).items()]
        found += [Offer(f"{w} ") for w in _LITTLE]
    if "option_name" in refs or last == "does":
        found += [Offer(n, t) for n, t in names.options.items()]
    if refs & {"state", "start"} or last in ("partial", "ranking"):
        found += [Offer(n, t) for n, t in names.states.items()] + [
            Offer(n, t) for n, t in names.options.items()
        ]
    if "citations" in refs or last == "source":
        found += [Offer(n, t) for n, t in names.sources.items()]
    if last in ("on", "perspective") or "takes" in place.path[-2:-1]:
        found += [Offer(n, t) for n, t in names.accounts.items()]
    if last in _PARTIES and not refs & _BEHIND_NAMES:
        found += [Offer(n, t) for n, t in names.parties.items()]
    return found
