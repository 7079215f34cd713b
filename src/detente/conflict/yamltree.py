"""YAML text to a tree of nodes that know their place.

Scalars stay the words that were written (``No``, ``yes``, ``on``, ``1e9``): what they mean is for the
reader to say. The tree is built from parser events, so that depth, size and aliases are bounded before
anything is built.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from detente.conflict import budget
from detente.conflict.encodings import EncodingError, text_of
from detente.conflict.errors import ConflictFileError, Place, Problem, quoted
from detente.conflict.forms import TOO_MANY, composed, crowded
from detente.conflict.slips import slip
from detente.conflict.unseen import visible

MOST_BYTES = 8_000_000
MOST_NODES = 300_000
MOST_DEPTH = 40
TOO_MANY_VALUES = f"more than {MOST_NODES:,} values (aliases counted as what they stand for)"
TOO_MANY_LETTERS = f"more than {MOST_BYTES:,} characters (aliases counted as what they stand for)"
MOST_PROBLEMS = 200
READING = "reading the file"

_ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip, and the container of old workbooks
_Mark = Any  # PyYAML has two classes of marks, one for each of its parsers

_LINE_END = re.compile(r"\r\n|\r|\n")
_OTHER_LINE_END = re.compile("[\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r\n|.)", re.DOTALL)
_BLANK_ESCAPES = (
    "\\ ",
    "\\t",
    "\\\t",
    "\\n",
    "\\N",
    "\\_",
    "\\L",
    "\\P",
    "\\x20",
    "\\u0020",
    "\\\n",
    "\\\r\n",
)


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A value of the file and where it stands (line and column from 1).

    `size` is the number of values that it is made of, `letters` that of the characters in them.
    """

    line: int
    column: int
    size: int
    letters: int


@dataclass(frozen=True, slots=True, eq=False)
class Scalar(Node):
    """A word or a text; `raw` is how it is written, in the style ``'``, ``"``, ``|``, ``>`` or none."""

    text: str
    raw: str
    style: str

    @property
    def empty(self) -> bool:
        """Whether nothing was written."""
        return not self.style and self.text in ("", "~")


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

    Quotes, escapes, folding and indentation are skipped by counting the characters other than white space,
    which stand in the file in the same order.
    """
    before = sum(1 for c in node.text[:offset] if not c.isspace())
    position = 0
    for position in _written(node):  # noqa: B007
        if before == 0:
            break
        before -= 1
    else:  # behind the last character
        position = position + 1 if node.text.strip() else 0
    line_start = max(node.raw.rfind("\n", 0, position), node.raw.rfind("\r", 0, position)) + 1
    lines_down = len(_LINE_END.findall(node.raw, 0, position))
    if lines_down == 0:
        return node.line, node.column + position
    return node.line + lines_down, position - line_start + 1


def _written(node: Scalar) -> Iterator[int]:
    """Give the position in `raw` of each character of the text that is no white space."""
    raw, position = node.raw, 0
    if node.style in ("|", ">"):  # the first line is '|' or '>' and perhaps a comment
        first = _LINE_END.search(raw)
        position = first.end() if first else len(raw)
    elif node.style:
        position = 1
    while position < len(raw):
        length = 1
        if node.style == "'" and raw[position] == "'":
            length = 2
        elif node.style == '"' and raw[position] == "\\":
            escape = _ESCAPE.match(raw, position)
            length = len(escape[0]) if escape else 1
            if escape and escape[0] in _BLANK_ESCAPES:
                position += length
                continue
        elif node.style == '"' and raw[position] == '"':
            return
        if not raw[position].isspace():
            yield position
        position += length


def decode(data: bytes, file: str, encoding: str | None = None) -> str:
    """Decode a file as UTF-8, as a mark at its beginning says or as is asked for; or say where it is not so encoded."""
    if len(data) > MOST_BYTES:
        message = f"larger than {MOST_BYTES:,} bytes; a conflict file is not"
        raise ConflictFileError([Problem(Place(file, 1, 1), message)])
    if data.startswith(_ARCHIVES):
        message = (
            f"an archive or a workbook, and no conflict file; to make one of it, type: detente import {file}"
        )
        if Path(file).suffix.lower() not in (".xlsx", ".xlsm", ".zip"):
            message += " --from xlsx"
        raise ConflictFileError([Problem(Place(file, 0, 0), message)])
    try:
        return text_of(data, encoding)
    except EncodingError as error:
        good = data[: error.position]
        line = good.count(b"\n") + 1
        column = len(good[good.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"{error.message}, or save the file in UTF-8"
        raise ConflictFileError([Problem(Place(file, line, column), message)]) from None


class _Builder:
    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.lines = _line_starts(text)
        self.nodes = self.letters = 0
        self.anchors: dict[str, Node | None] = {}
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)
        self.problems: list[Problem] = []

    def place(self, mark: _Mark) -> Place:
        # YAML counts characters such as U+2028 as line ends; editors and this package do not.
        return self.at(mark.index)

    def at(self, index: int) -> Place:
        return Place(self.file, *line_and_column(self.text, self.lines, index))

    def fail(self, mark: _Mark, message: str) -> ConflictFileError:
        return ConflictFileError([*self.problems, Problem(self.place(mark), message)])

    def count(self, size: int, letters: int, mark: _Mark) -> None:
        budget.check(READING)
        self.nodes += size
        self.letters += letters
        if self.nodes > MOST_NODES:
            raise self.fail(mark, TOO_MANY_VALUES)
        if self.letters > MOST_BYTES:
            raise self.fail(mark, TOO_MANY_LETTERS)

    def build(self) -> Node:
        root: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.fail(
                        event.start_mark, "a second document ('---'); one file holds one conflict"
                    )
            elif isinstance(event, yaml.NodeEvent):
                root = self.node(event, 1)
        if root is None:
            raise ConflictFileError([Problem(Place(self.file, 1, 1), "the file is empty")])
        return root

    def node(self, event: yaml.NodeEvent, depth: int) -> Node:
        mark: _Mark = event.start_mark
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
            self.count(target.size, target.letters, mark)
            return target
        if getattr(event, "tag", None) not in (None, "!"):
            raise self.fail(
                mark, f"a tag ({quoted(str(getattr(event, 'tag', '')))}); a conflict file has none"
            )
        if anchor is not None:
            self.anchors[anchor] = None
        self.count(1, len(event.value) if isinstance(event, yaml.ScalarEvent) else 0, mark)
        found = self.value(event, depth)
        if anchor is not None:
            self.anchors[anchor] = found
        return found

    def value(self, event: yaml.NodeEvent, depth: int) -> Node:
        mark: _Mark = event.start_mark
        place = self.place(mark)
        line, column = place.line, place.column
        if isinstance(event, yaml.ScalarEvent):
            end: _Mark = event.end_mark
            raw = self.text[mark.index : end.index]
            return Scalar(
                line, column, 1, len(event.value), self.clean(event.value, mark), raw, event.style or ""
            )
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            for inner in self.events:
                if isinstance(inner, yaml.SequenceEndEvent):
                    break
                assert isinstance(inner, yaml.NodeEvent)
                items.append(self.node(inner, depth + 1))
            size, letters = 1 + sum(i.size for i in items), sum(i.letters for i in items)
            return Sequence(line, column, size, letters, tuple(items))
        pairs = self.pairs(depth)
        size = 1 + sum(k.size + v.size for k, v in pairs)
        letters = sum(k.letters + v.letters for k, v in pairs)
        return Mapping(line, column, size, letters, tuple(pairs))

    def clean(self, text: str, mark: _Mark) -> str:
        """Bring a text into the form in which texts are compared; escapes can put anything into it."""
        control = _CONTROL.search(text)
        if control:
            self.problems.append(
                Problem(self.place(mark), f"a control character ({_code(control[0])}) in a text")
            )
        if crowded(text) >= 0:
            self.problems.append(Problem(self.place(mark), TOO_MANY))
        return composed(_OTHER_LINE_END.sub("\n", text))

    def pairs(self, depth: int) -> list[tuple[Scalar, Node]]:
        pairs: list[tuple[Scalar, Node]] = []
        first: dict[str, int] = {}
        as_typed: dict[str, str] = {}
        for inner in self.events:
            if isinstance(inner, yaml.MappingEndEvent):
                break
            assert isinstance(inner, yaml.NodeEvent)
            key = self.node(inner, depth + 1)
            typed = ""
            if isinstance(key, Scalar):
                typed = key.text
                key = replace(key, text=visible(typed))
            following = next(self.events)
            assert isinstance(following, yaml.NodeEvent)
            value = self.node(following, depth + 1)
            if not isinstance(key, Scalar):
                raise self.fail(inner.start_mark, f"found {kind(key)} as a key; a key is a word")
            if key.text in first:
                message = f"the key {quoted(key.text)} stands twice (first in line {first[key.text]})"
                if typed != as_typed[key.text]:
                    message += f": {quoted(typed)} differs from it only in what is not seen"
                self.problems.append(Problem(self.place(inner.start_mark), message))
                if len(self.problems) >= MOST_PROBLEMS:
                    raise ConflictFileError(self.problems)
            else:
                first[key.text], as_typed[key.text] = key.line, typed
                pairs.append((key, value))
        return pairs


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _line_starts(text: str) -> list[int]:
    return [0, *(m.end() for m in _LINE_END.finditer(text))]


def line_and_column(text: str, starts: list[int], index: int) -> tuple[int, int]:
    """Give line and column of a position; behind the last line end it is the end of the last line."""
    index = min(index, len(text))
    if index == len(text) and len(starts) > 1 and starts[-1] == index:
        index = len(text[: starts[-1]].rstrip("\r\n"))
    line = bisect_right(starts, index)
    return line, index - starts[line - 1] + 1


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
    text = text.removeprefix("\ufeff")
    place = crowded(text)
    if place >= 0:
        at = Place(file, *line_and_column(text, _line_starts(text), place))
        raise ConflictFileError([Problem(at, TOO_MANY)])
    text = composed(text)
    builder = _Builder(text, file)
    control = next((c for c in _CONTROL.finditer(text) if c[0] != "\r"), None)
    if control:
        message = f"a control character ({_code(control[0])}); a conflict file is plain text"
        raise ConflictFileError([Problem(builder.at(control.start()), message)])
    try:
        root = builder.build()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        told = " ".join(str(x) for x in (error.context, error.problem) if x)
        if mark is None:
            raise ConflictFileError([*builder.problems, Problem(Place(file, 1, 1), told)]) from None
        opened = None if error.context_mark is None else error.context_mark.index
        found = slip(text, mark.index, opened, told)
        raise ConflictFileError(
            [*builder.problems, Problem(builder.at(found.index), found.message)]
        ) from None
    except yaml.YAMLError as error:
        at = builder.at(int(getattr(error, "position", 0)))
        raise ConflictFileError([*builder.problems, Problem(at, f"not YAML: {quoted(str(error))}")]) from None
    return root, builder.problems
