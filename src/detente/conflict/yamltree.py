"""YAML text to a tree of nodes that know their place.

Scalars stay the words that were written (``No``, ``yes``, ``on``, ``1e9``): what they mean is for the
reader to say. The tree is built from parser events, so that depth, size and aliases are bounded before
anything is built.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from detente.conflict.errors import ConflictFileError, Place, Problem, quoted

MOST_BYTES = 8_000_000
MOST_NODES = 400_000
MOST_DEPTH = 40


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A value of the file and where it stands (line and column from 1)."""

    line: int
    column: int
    size: int


@dataclass(frozen=True, slots=True, eq=False)
class Scalar(Node):
    """A word or a text; `raw` is how it is written in the file, `plain` without quotes."""

    text: str
    raw: str
    plain: bool

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return self.plain and self.text in ("", "~")


@dataclass(frozen=True, slots=True, eq=False)
class Sequence(Node):
    """A list."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Mapping(Node):
    """A mapping, in the order of the file."""

    items: tuple[tuple[Scalar, Node], ...]


def kind(node: Node) -> str:
    """Name what a node is, for messages."""
    if isinstance(node, Scalar):
        return "nothing" if node.empty else f"the text {quoted(node.text, 40)}"
    return "a list" if isinstance(node, Sequence) else "a mapping"


def offset_place(node: Scalar, offset: int) -> tuple[int, int]:
    """Find line and column of a character of a scalar's text.

    Quotes, folding and indentation are skipped by following the characters other than white space,
    which stand in the file in the same order.
    """
    before = sum(1 for c in node.text[:offset] if not c.isspace())
    position = 0
    for target in "".join(node.text.split())[: before + 1]:
        found = node.raw.find(target, position)
        if found < 0:
            return node.line, node.column
        position = found + 1
    position = max(0, position - 1)
    line_start = node.raw.rfind("\n", 0, position) + 1
    lines_down = node.raw.count("\n", 0, position)
    if lines_down == 0:
        return node.line, node.column + position
    return node.line + lines_down, position - line_start + 1


def decode(data: bytes, file: str) -> str:
    """Decode a file as UTF-8 or say where it is not."""
    if len(data) > MOST_BYTES:
        message = f"{len(data):,} bytes; a conflict file has at most {MOST_BYTES:,}"
        raise ConflictFileError([Problem(Place(file, 1, 1), message)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = data[: error.start]
        line = good.count(b"\n") + 1
        column = len(good[good.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"not UTF-8 (byte 0x{data[error.start]:02x}); save the file with the encoding UTF-8"
        raise ConflictFileError([Problem(Place(file, line, column), message)]) from None


class _Builder:
    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.nodes = 0
        self.anchors: dict[str, Node | None] = {}
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
        self.problems: list[Problem] = []

    def place(self, mark: yaml.Mark) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)

    def fail(self, mark: yaml.Mark, message: str) -> ConflictFileError:
        return ConflictFileError([*self.problems, Problem(self.place(mark), message)])

    def count(self, size: int, mark: yaml.Mark) -> None:
        self.nodes += size
        if self.nodes > MOST_NODES:
            raise self.fail(mark, f"more than {MOST_NODES:,} values (aliases counted as what they stand for)")

    def build(self) -> Node:
        root: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.fail(event.start_mark, "a second document ('---'); one file holds one conflict")
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, 1)
        if root is None:
            raise ConflictFileError([Problem(Place(self.file, 1, 1), "the file is empty")])
        return root

    def node(self, event: yaml.NodeEvent, depth: int) -> Node:
        mark = event.start_mark
        if depth > MOST_DEPTH:
            raise self.fail(mark, f"nested more than {MOST_DEPTH} levels deep")
        anchor: str | None = event.anchor
        if isinstance(event, yaml.AliasEvent):
            assert anchor is not None
            if anchor not in self.anchors:
                raise self.fail(mark, f"no anchor {quoted('&' + anchor)} stands before this alias")
            target = self.anchors[anchor]
            if target is None:
                raise self.fail(mark, f"the alias {quoted('*' + anchor)} stands inside what it stands for")
            self.count(target.size, mark)
            return target
        if getattr(event, "tag", None) not in (None, "!"):
            raise self.fail(mark, f"a tag ({quoted(str(getattr(event, 'tag', '')))}); a conflict file has none")
        if anchor is not None:
            self.anchors[anchor] = None
        self.count(1, mark)
        found = self.value(event, depth)
        if anchor is not None:
            self.anchors[anchor] = found
        return found

    def value(self, event: yaml.NodeEvent, depth: int) -> Node:
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if isinstance(event, yaml.ScalarEvent):
            raw = self.text[mark.index : event.end_mark.index]
            return Scalar(line, column, 1, event.value, raw, event.style in (None, ""))
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            for inner in self.events:
                if isinstance(inner, yaml.SequenceEndEvent):
                    break
                assert isinstance(inner, yaml.NodeEvent)
                items.append(self.node(inner, depth + 1))
            return Sequence(line, column, 1 + sum(i.size for i in items), tuple(items))
        pairs = self.pairs(depth)
        return Mapping(line, column, 1 + sum(k.size + v.size for k, v in pairs), tuple(pairs))

    def pairs(self, depth: int) -> list[tuple[Scalar, Node]]:
        pairs: list[tuple[Scalar, Node]] = []
        first: dict[str, int] = {}
        for inner in self.events:
            if isinstance(inner, yaml.MappingEndEvent):
                break
            assert isinstance(inner, yaml.NodeEvent)
            key = self.node(inner, depth + 1)
            following = next(self.events)
            assert isinstance(following, yaml.NodeEvent)
            value = self.node(following, depth + 1)
            if not isinstance(key, Scalar):
                raise self.fail(inner.start_mark, f"found {kind(key)} as a key; a key is a word")
            if key.text in first:
                message = f"the key {quoted(key.text)} stands twice (first in line {first[key.text]})"
                self.problems.append(Problem(self.place(inner.start_mark), message))
            else:
                first[key.text] = key.line
                pairs.append((key, value))
        return pairs


_FRIENDLIER = {
    "mapping values are not allowed": "a text that contains ': ' needs quotes around it, or the indentation is off",
    "could not find expected ':'": "a line without its ':', or a text over several lines without quotes",
    "found character '\\t'": "a tab; indent with spaces",
    "expected <block end>": "the indentation does not fit the lines above",
}


def read_tree(text: str, file: str) -> tuple[Node, list[Problem]]:
    """Read YAML into nodes.

    Parameters
    ----------
    text : str
        The file's text.
    file : str
        Its name, for messages.

    Returns
    -------
    node : Node
        The root.
    problems : list of Problem
        Duplicate keys: each is told, the first one is kept.

    Raises
    ------
    ConflictFileError
        Where the text is no YAML, or is made to exhaust the reader.
    """
    builder = _Builder(text, file)
    try:
        root = builder.build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = builder.place(mark) if mark is not None else Place(file, 1, 1)
        told = " ".join(str(x) for x in (error.context, error.problem) if x)
        for found, friendlier in _FRIENDLIER.items():
            if found in told:
                told = f"{friendlier} ({told})"
                break
        raise ConflictFileError([*builder.problems, Problem(place, f"not YAML: {told}")]) from None
    except yaml.reader.ReaderError as error:
        position = min(max(int(error.position), 0), len(text))
        line_start = text.rfind("\n", 0, position) + 1
        place = Place(file, text.count("\n", 0, position) + 1, position - line_start + 1)
        raise ConflictFileError(
            [*builder.problems, Problem(place, "a character that YAML does not allow (a control character?)")]
        ) from None
    return root, builder.problems
