"""A file's text as values that know from where to where they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import yaml

from detente.conflict import forms
from detente.conflict.errors import DetenteError, quoted
from detente.conflict.yamltree import MOST_BYTES, MOST_NODES, TOO_MANY_LETTERS, TOO_MANY_VALUES

Path = tuple[str | int, ...]
Plain = Any  # a text, a list, or a mapping of texts to such
MOST_DEPTH = 40
MOST_KEPT = 200_000  # letters
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class EditError(DetenteError):
    """A change that cannot be made as the smallest change of the text, or not at all."""


def composed(text: str) -> yaml.Node:
    """Read a text into nodes.

    Raises
    ------
    EditError
        Where it is no YAML, is nested too deep, or holds nothing.
    """
    return _kept(text) if len(text) <= MOST_KEPT else _composed(text)


@lru_cache(maxsize=16)
def _kept(text: str) -> yaml.Node:
    """Read a text of a usual size once: a change, its proof and the page after it need the same nodes, unchanged."""
    return _composed(text)


def _composed(text: str) -> yaml.Node:
    try:
        _count(yaml.parse(text, Loader=_LOADER))
        root = yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError, ValueError):
        raise EditError("the file has mistakes in its form; mend its text first") from None
    if root is None:
        raise EditError("the file is empty; write its text first")
    return root


@dataclass(slots=True)
class _Size:
    """How large something is with all that is in it, where an alias counts as what it stands for."""

    values: int = 0
    letters: int = 0
    levels: int = 0
    anchor: str | None = None

    def add(self, inner: _Size) -> None:
        """Take in something that stands in it.

        Raises
        ------
        EditError
            Where it gets too large or too deep by it.
        """
        self.values += inner.values
        self.letters += inner.letters
        self.levels = max(self.levels, inner.levels + 1)
        fault = TOO_MANY_VALUES if self.values > MOST_NODES else TOO_MANY_LETTERS
        if self.values > MOST_NODES or self.letters > MOST_BYTES:
            raise EditError(f"{fault}; mend its text first")


def _count(events: Iterable[yaml.Event]) -> None:
    """Refuse what is too large or too deep, before it is built.

    Raises
    ------
    EditError
        Where it is, or where an alias stands inside what it stands for.
    """
    known: dict[str, _Size | None] = {}
    opened = [_Size()]
    found: _Size | None
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append(_Size(1, anchor=event.anchor))
            if event.anchor is not None:
                known[event.anchor] = None
            found = None
        elif isinstance(event, yaml.CollectionEndEvent):
            found = opened.pop()
            if found.anchor is not None:
                known[found.anchor] = found
        elif isinstance(event, yaml.ScalarEvent):
            found = _Size(1, len(event.value))
            if event.anchor is not None:
                known[event.anchor] = found
        elif isinstance(event, yaml.AliasEvent):
            found = known.get(str(event.anchor), _Size(1))
            if found is None:
                raise EditError(
                    "the file has an alias that stands inside what it stands for; mend its text first"
                )
        else:
            continue
        if found is not None:
            opened[-1].add(found)
        if len(opened) + (0 if found is None else found.levels) > MOST_DEPTH + 1:
            raise EditError(f"the file is nested more than {MOST_DEPTH} levels deep; mend its text first")


def plain(text: str) -> Plain:
    """Read a text into plain texts, lists and mappings: every word stays the word that is written.

    Of the forms that Unicode has for one text it gives the one in which texts are compared.

    Examples
    --------
    >>> plain("a: [No, 1e9]  # so it is")
    {'a': ['No', '1e9']}
    """
    return plain_of(composed(text.removeprefix("\ufeff")))


def plain_of(node: yaml.Node) -> Plain:
    """Give the value of a node without its place."""
    if isinstance(node, yaml.ScalarNode):
        return "" if not node.style and node.value == "~" else forms.composed(str(node.value))
    if isinstance(node, yaml.SequenceNode):
        return [plain_of(n) for n in node.value]
    found: dict[str, Plain] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise EditError(f"line {key.start_mark.line + 1}: a key that is no word; mend the text first")
        name = key_of(key)
        if name in found:
            raise EditError(
                f"line {key.start_mark.line + 1}: the key {quoted(name)} stands twice; mend the text first"
            )
        found[name] = plain_of(value)
    return found


def key_of(node: yaml.Node) -> str:
    """Give a key as it is compared, in whichever form of Unicode it is written."""
    return forms.composed(str(node.value))


def at_path(root: Plain, path: Path) -> Plain:
    """Give the value at a path; None where there is none.

    Examples
    --------
    >>> at_path({"a": ["x", "y"]}, ("a", 1)), at_path({"a": "x"}, ("b", "c"))
    ('y', None)
    """
    for step in path:
        if isinstance(step, int):
            there = isinstance(root, list) and 0 <= step < len(root)
        else:
            there = isinstance(root, dict) and step in root
        if not there:
            return None
        root = root[step]
    return root


def child(node: yaml.Node, step: str | int) -> yaml.Node | None:
    """Give what a node has under a key or a number."""
    if isinstance(step, int):
        there = isinstance(node, yaml.SequenceNode) and 0 <= step < len(node.value)
        return node.value[step] if there else None
    if isinstance(node, yaml.MappingNode):
        return next((v for k, v in node.value if isinstance(k, yaml.ScalarNode) and key_of(k) == step), None)
    return None


def find(root: yaml.Node, path: Path) -> yaml.Node:
    """Find the node at a path.

    Raises
    ------
    EditError
        Where there is none.
    """
    for number, step in enumerate(path):
        found = child(root, step)
        if found is None:
            where = ": ".join(str(s) for s in path[: number + 1])
            raise EditError(f"the file has no {quoted(where)} (any more); look at it again")
        root = found
    return root


def line_of(text: str, path: Path) -> int:
    """Give the line, from 1, at which the value at a path is written; 0 where there is none."""
    try:
        return int(find(composed(text), path).start_mark.line) + 1
    except EditError:
        return 0


def path_at(text: str, line: int, column: int) -> Path:
    r"""Give the path of what is written at a line and a column, both from 1; empty where that is the file as a whole.

    Examples
    --------
    >>> text = "title: A\nrules:\n  - {never: a.b}\n"
    >>> path_at(text, 3, 13), path_at(text, 3, 6), path_at(text, 2, 1)
    (('rules', 0, 'never'), ('rules', 0, 'never'), ('rules',))
    """
    try:
        node: yaml.Node = composed(text.removeprefix("\ufeff"))
    except EditError:
        return ()
    path: list[str | int] = []
    while True:
        inside: list[tuple[str | int, yaml.Node, yaml.Node]] = []
        if isinstance(node, yaml.MappingNode):
            inside = [(key_of(k), k, v) for k, v in node.value]
        elif isinstance(node, yaml.SequenceNode):
            inside = [(k, v, v) for k, v in enumerate(node.value)]
        begun = [
            x for x in inside if (x[1].start_mark.line, x[1].start_mark.column) <= (line - 1, column - 1)
        ]
        if not begun:
            return tuple(path)
        step, _, node = begun[-1]
        path.append(step)


def is_flow(node: yaml.Node) -> bool:
    """Tell whether a list or mapping is written in brackets."""
    return bool(getattr(node, "flow_style", False))


def ends(text: str, node: yaml.Node) -> int:
    """Give where a value ends, without what follows it up to the next: blanks, line ends, comments."""
    if isinstance(node, yaml.ScalarNode) or is_flow(node) or not node.value:
        start, end = node.start_mark.index, node.end_mark.index
        return int(start + len(text[start:end].rstrip()))
    last = node.value[-1]
    if isinstance(node, yaml.MappingNode):
        key, value = last
        if value.start_mark.index == value.end_mark.index:  # nothing is written behind the colon
            return int(text.find(":", key.end_mark.index) + 1)
        return max(ends(text, value), int(key.end_mark.index))
    return ends(text, last)


def line_start(text: str, index: int) -> int:
    """Give where the line of a position begins."""
    return max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1


def line_end(text: str, index: int) -> int:
    """Give where the line of a position ends, behind its line end."""
    while index < len(text) and text[index] not in "\r\n":
        index += 1
    return index + (2 if text.startswith("\r\n", index) else 1 if index < len(text) else 0)


def lines_above(text: str, index: int) -> Iterator[int]:
    """Give the beginnings of the lines above a position, going up."""
    start = line_start(text, index)
    while start > 0:
        start = line_start(text, start - (2 if text.startswith("\r\n", start - 2) else 1))
        yield start
