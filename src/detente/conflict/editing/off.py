"""Switching items of a list off and on: comments that say what they were; a list in brackets gets lines for it."""

from __future__ import annotations

import yaml

from detente.conflict.editing.blocks import OFF, is_off, lines_of, switched, switched_back, unfolded
from detente.conflict.editing.emit import STEP
from detente.conflict.editing.splices import Splice, between, spliced
from detente.conflict.editing.tree import EditError, Path, child, composed, find, is_flow, key_of, line_end


def behind_colon(text: str, root: yaml.Node, path: Path) -> int:
    """Give where what follows the colon of a key (or the dash of an item) begins."""
    parent, last = find(root, path[:-1]), path[-1]
    if isinstance(parent, yaml.MappingNode):
        key = next(k for k, _ in parent.value if key_of(k) == last)
        return text.index(":", int(key.end_mark.index)) + 1
    node = find(root, path)
    return text.rindex("-", 0, int(node.start_mark.index)) + 1


def off_column(text: str, root: yaml.Node, path: Path) -> int | None:
    """Give the column of what is switched off below a list in brackets; None where nothing is."""
    if not path:
        return None
    node, parent = child(find(root, path[:-1]), path[-1]), find(root, path[:-1])
    if node is None or is_flow(parent):
        return None
    least = int(parent.start_mark.column) + isinstance(parent, yaml.SequenceNode)
    at = line_end(text, int(node.end_mark.index))
    while at < len(text):
        line = text[at : line_end(text, at)]
        if line.strip() and not line.lstrip().startswith("#"):
            return None
        if is_off(text, at, least) and line.lstrip(" ").startswith(OFF + "- "):
            return line.index(OFF)
        at += len(line)
    return None


def on_lines(text: str, path: Path, newline: str) -> str:
    """Write the list at a path on lines, if it stands in brackets, and so what it stands in.

    Raises
    ------
    EditError
        Where it stands in brackets that cannot be written so: as an item of another list, or with comments in them.
    """
    for number in range(1, len(path) + 1):
        root = composed(text)
        node = find(root, path[:number])
        if not is_flow(node) or not isinstance(node, yaml.CollectionNode):
            continue
        parent = find(root, path[: number - 1])
        if not isinstance(parent, yaml.MappingNode):
            raise EditError(
                f"line {int(node.start_mark.line) + 1}: this list stands in brackets inside another list; "
                "write it on lines of its own on the page Text, then its items can be switched off"
            )
        column = off_column(text, root, path[:number])
        if column is None:
            column = int(parent.start_mark.column) + STEP
        behind = behind_colon(text, root, path[:number])
        text = spliced(text, unfolded(text, node, behind, column, newline))
    return text


def switch_off(text: str, path: Path, newline: str) -> list[Splice] | None:
    """Make an item of a list a comment; the last one leaves an empty list above it."""
    last = path[-1]
    if not isinstance(last, int):
        return None
    lines = on_lines(text, path[:-1], newline)
    root = composed(lines)
    node = find(root, path[:-1])
    found = switched(lines, node, last, newline) or []
    if len(node.value) == 1:
        found = [Splice(behind_colon(lines, root, path[:-1]), "", " []"), *found]
    return found if lines == text else list(between(text, spliced(lines, found)))


def switch_on(text: str, path: Path, line: int, newline: str) -> list[Splice]:
    """Make an item of a comment in a list, which may be empty, or stand in brackets."""
    root = composed(text)
    node = find(root, path)
    if not is_flow(node):
        return switched_back(text, line)
    column = off_column(text, root, path)
    if column is None:
        raise EditError(f"line {line}: nothing is switched off here (any more); look at it again")
    lines = on_lines(text, path, newline) if getattr(node, "value", None) else text
    if lines is text:  # nothing but the brackets goes
        at = behind_colon(text, root, path)
        return [Splice(at, text[at : int(node.end_mark.index)], ""), *switched_back(text, line)]
    return list(between(text, spliced(lines, switched_back(lines, line + len(node.value)))))


def without_last(text: str, root: yaml.Node, path: Path) -> list[Splice] | None:
    """Take the only item of a list on lines, or the only key, away where comments stand beside it: they stay."""
    above = find(root, path[:-1])
    if is_flow(above) or len(above.value) != 1 or len(path) < 2:
        return None
    empty = " []" if isinstance(above, yaml.SequenceNode) else " {}"
    first, end = lines_of(text, above, 0)
    return [Splice(behind_colon(text, root, path[:-1]), "", empty), Splice(first, text[first:end], "")]
