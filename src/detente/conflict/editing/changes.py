"""What can be changed in a file, and the splices of its text that do it."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, replace

import yaml

from detente.conflict import forms
from detente.conflict.editing.blocks import (
    cut_item,
    flow_cut,
    flow_insert,
    flow_order,
    insert_item,
    insert_key,
)
from detente.conflict.editing.emit import as_value, in_block, in_flow, in_json, is_json, scalar
from detente.conflict.editing.off import behind_colon, off_column, switch_off, switch_on, without_last
from detente.conflict.editing.splices import Splice, spliced
from detente.conflict.editing.tree import (
    EditError,
    Path,
    Plain,
    at_path,
    child,
    composed,
    ends,
    find,
    is_flow,
    key_of,
    line_end,
    plain_of,
)
from detente.conflict.safetext import shown

NO_JSON = "the file is JSON and would be none any more; change the text by hand"


@dataclass(frozen=True, slots=True)
class Put:
    """Write a value at a path; what is not there yet is made."""

    path: Path
    value: Plain


@dataclass(frozen=True, slots=True)
class Insert:
    """Write a new item into the list at a path, so that it stands at a number; a list that is not there is made."""

    path: Path
    index: int
    value: Plain


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a key or an item away."""

    path: Path


@dataclass(frozen=True, slots=True)
class Move:
    """Let an item of the list at a path, or a key of the mapping there, stand at another number."""

    path: Path
    index: int
    to: int


@dataclass(frozen=True, slots=True)
class SwitchOff:
    """Make an item of a list a comment, so that it can be switched on again."""

    path: Path


@dataclass(frozen=True, slots=True)
class SwitchOn:
    """Make an item of the list at a path of what was switched off in a line (from 1); it is `value`, at `index`."""

    path: Path
    line: int
    index: int
    value: Plain


Change = Put | Insert | Remove | Move | SwitchOff | SwitchOn


def applied(root: Plain, change: Change) -> Plain:
    """Say what a file says after a change: what the new text is held against.

    Raises
    ------
    EditError
        Where what it is about is not there.

    Examples
    --------
    >>> applied({"a": ["x", "y"]}, Move(("a",), 0, 1))
    {'a': ['y', 'x']}
    """
    root = deepcopy(root)
    if isinstance(change, Put):
        return _put(root, change.path, _copied(change.value))
    if isinstance(change, Insert | SwitchOn):
        there = at_path(root, change.path)
        if there in (None, ""):
            return _put(root, change.path, [_copied(change.value)])
        if not isinstance(there, list) or not 0 <= change.index <= len(there):
            raise EditError(f"{_named(change.path)} is no list with a place {change.index + 1}")
        there.insert(change.index, _copied(change.value))
        return root
    if isinstance(change, Move):
        there = at_path(root, change.path)
        if not isinstance(there, list | dict) or not (
            0 <= change.index < len(there) and 0 <= change.to < len(there)
        ):
            raise EditError(
                f"{_named(change.path)} is no list with these places (any more); look at it again"
            )
        if isinstance(there, dict):
            keys = list(there)
            keys.insert(change.to, keys.pop(change.index))
            moved = {k: there.pop(k) for k in keys}
            there.update(moved)
            return root
        there.insert(change.to, there.pop(change.index))
        return root
    if not change.path:
        raise EditError("the file as a whole cannot be taken away; name what is to go")
    parent = at_path(root, change.path[:-1])
    last = change.path[-1]
    if at_path(root, change.path) is None or not isinstance(parent, dict | list):
        raise EditError(f"{_named(change.path)} is not there (any more); look at it again")
    if isinstance(parent, dict):
        del parent[str(last)]
    else:
        del parent[int(last)]
    return root


def _copied(value: Plain) -> Plain:
    """Give a value as it will be read: texts, lists and mappings."""
    if isinstance(value, dict):
        return {forms.composed(str(k)): _copied(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(v) for v in value]
    return forms.composed(str(value))


def _named(path: Path) -> str:
    return "'" + shown(": ".join(str(s + 1) if isinstance(s, int) else s for s in path)) + "'"


def _put(root: Plain, path: Path, value: Plain) -> Plain:
    if not path:
        return value
    node = root
    for number, step in enumerate(path):
        last = number == len(path) - 1
        if isinstance(step, int):
            if not isinstance(node, list) or not 0 <= step < len(node):
                raise EditError(f"{_named(path)} is not there (any more); look at it again")
        elif not isinstance(node, dict):
            raise EditError(f"{_named(path[:number])} is no mapping; change the text by hand")
        if last:
            node[step] = value
        elif isinstance(step, str) and node.get(step) in (None, ""):
            node[step] = {}
        node = node[step]
    return root


def edited(text: str, change: Change) -> str:
    r"""Give the text after a change.

    Raises
    ------
    EditError
        Where the change cannot be made, or where the text is written in a way that a small change would break.

    Examples
    --------
    >>> print(edited("title: 'A'  # ours\nlist: [x, y]\n", Put(("title",), "It's B")))
    title: 'It''s B'  # ours
    list: [x, y]
    <BLANKLINE>
    >>> print(edited("list:\n  - x  # first\n\n  - y\n", Move(("list",), 1, 0)))
    list:
      - y
      - x  # first
    <BLANKLINE>
    <BLANKLINE>
    """
    return spliced(text, splices_of(text, change))


def splices_of(text: str, change: Change) -> tuple[Splice, ...]:
    """Give the splices that make a change, having seen that the text after them says what it should."""
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix("\ufeff")
    root = composed(body)
    path = tuple(step if isinstance(step, int) else forms.composed(step) for step in change.path)
    change = replace(change, path=path)
    before = plain_of(root)
    wanted = applied(before, change)
    moved = isinstance(change, Move)
    if _same(wanted, before, moved) and not isinstance(change, SwitchOff):
        return ()
    why: EditError | None = None
    json = is_json(body)
    for make in (_small, _whole):
        try:
            found = sorted(make(body, root, change) or (), key=lambda s: s.at)
            after = spliced(body, found)
            if json and not is_json(after):
                raise EditError(NO_JSON)
            if found and _same(plain_of(composed(after)), wanted, moved):
                return tuple(Splice(s.at + len(mark), s.old, s.new) for s in found)
        except EditError as error:
            why = why or error
        except (ValueError, IndexError):
            continue
    raise why or EditError(
        f"line {_line(root, change)}: this place is written in a way that no small change fits; change the text by hand"
    )


def _same(one: Plain, other: Plain, order: bool) -> bool:
    """Tell whether two files say the same; with `order` also with their keys in the same order."""
    return one == other and (not order or repr(one) == repr(other))


def _line(root: yaml.Node, change: Change) -> int:
    node = root
    for step in change.path:
        below = child(node, step)
        if below is None:
            break
        node = below
    return int(node.start_mark.line) + 1


def newline_of(text: str) -> str:
    """Give how a text ends its lines."""
    found = re.search(r"\r\n|\n|\r", text)
    return found[0] if found else "\n"


def _small(text: str, root: yaml.Node, change: Change) -> list[Splice] | None:
    newline = newline_of(text)
    if isinstance(change, Put):
        return _put_text(text, root, change.path, change.value, newline)
    if isinstance(change, Insert):
        return _insert_text(text, root, change, newline)
    if isinstance(change, SwitchOn):
        return switch_on(text, change.path, change.line, newline)
    if isinstance(change, Move):
        node = find(root, change.path)
        if is_flow(node):
            return flow_order(text, node, change.index, change.to)
        cut, lines = cut_item(text, node, change.index, newline, comments=True)
        put = insert_item(text, node, change.to + (change.to > change.index), lines, newline)
        return [cut, put]
    parent, last = find(root, change.path[:-1]), change.path[-1]
    if isinstance(change, SwitchOff):
        return switch_off(text, change.path, newline)
    number = last if isinstance(last, int) else [key_of(k) for k, _ in parent.value].index(str(last))
    if len(parent.value) == 1 and not is_flow(parent):
        return None
    if is_flow(parent):
        return [flow_cut(text, parent, number)]
    return [cut_item(text, parent, number, newline)[0]]


def _whole(text: str, root: yaml.Node, change: Change) -> list[Splice] | None:
    """Write what holds the place anew, where no smaller change would do: a list that gets empty."""
    if not isinstance(change, Remove):
        return None
    above = find(root, change.path[:-1])
    if len(above.value) != 1 or len(change.path) < 2:
        return None
    end = ends(text, above)
    start = int(above.start_mark.index)
    empty = "[]" if isinstance(above, yaml.SequenceNode) else "{}"
    if not is_flow(above):
        start = behind_colon(text, root, change.path[:-1])
        empty = " " + empty
        if "#" in text[start : int(above.start_mark.index)]:
            return without_last(text, root, change.path)
    return [Splice(start, text[start:end], empty)]


def _put_text(
    text: str, root: yaml.Node, path: Path, value: Plain, newline: str, grows: bool = False
) -> list[Splice] | None:
    node, done = root, 0
    for step in path:
        below = child(node, step)
        if below is None:
            break
        node, done = below, done + 1
    for step in reversed(path[done + 1 :]):
        value = {step: value}
    if done < len(path):  # a key that is not there yet
        key = path[done]
        if isinstance(node, yaml.MappingNode) and node.value:
            return [insert_key(text, node, str(key), value, newline, grows)]
        value = {key: value}
        path = path[:done]
        if not path:
            return None
    return [_replaced(text, root, node, path, value, newline, grows)]


def _replaced(
    text: str, root: yaml.Node, node: yaml.Node, path: Path, value: Plain, newline: str, grows: bool
) -> Splice:
    """Write a value in the place of another."""
    start, end = int(node.start_mark.index), ends(text, node)
    parent = find(root, path[:-1])
    style = str(getattr(node, "style", None) or "")
    if is_flow(parent):
        before = " " if start == end and text[start - 1 : start] == ":" else ""
        if is_json(text):
            single = in_json(value, quoted=bool(style))
        elif isinstance(value, dict | list):
            single = in_flow(value)
        else:
            single = scalar(str(value), style, flow=True)
        return Splice(start, text[start:end], before + single)
    column = int(parent.start_mark.column)
    if not isinstance(value, dict | list):
        if isinstance(node, yaml.ScalarNode) and start < end:
            if style in ("|", ">") and "\n" in str(value).rstrip("\n"):
                return Splice(start, text[start:end], in_block(str(value), style, column + 2, newline))
            if style in ("|", ">"):
                return Splice(start, text[start:end], in_block(str(value), ">", column + 2, newline))
            return Splice(start, text[start:end], scalar(str(value), style))
        at = behind_colon(text, root, path)
        return Splice(at, text[at:end] if end > at else "", " " + scalar(str(value)))
    # Brackets without anything in them become lines of their own.
    alone = not text[end : line_end(text, end)].strip()
    if is_flow(node) and (node.value or not alone):
        return Splice(start, text[start:end], in_flow(value))
    at = behind_colon(text, root, path)
    item = isinstance(parent, yaml.SequenceNode)
    return _behind_key(text, at, end, as_value(value, column, newline, item=item, grows=grows), newline)


def _behind_key(text: str, at: int, end: int, written: str, newline: str) -> Splice:
    """Write a value behind the colon of its key; a comment stays beside the key where the value gets its own lines."""
    if end <= at:
        return Splice(at, "", written)
    beside = text[end : line_end(text, end)].rstrip("\r\n")
    if written.startswith(newline) and beside.strip().startswith("#"):
        return Splice(at, text[at : end + len(beside)], beside + written)
    return Splice(at, text[at:end], written)


def _insert_text(text: str, root: yaml.Node, change: Insert, newline: str) -> list[Splice] | None:
    node: yaml.Node | None = root
    for step in change.path:
        node = None if node is None else child(node, step)
    if node is None or not isinstance(node, yaml.SequenceNode):
        return _put_text(text, root, change.path, [change.value], newline, grows=True)
    if is_flow(node) and not node.value and change.path:
        parent = find(root, change.path[:-1])
        if not is_flow(parent):  # an empty list between others on lines of their own becomes one
            at = behind_colon(text, root, change.path)
            end = int(node.end_mark.index)
            column = off_column(text, root, change.path)
            if column is None:
                value = as_value([change.value], int(parent.start_mark.column), newline, grows=True)
            else:  # what is switched off below it stays in its list
                value = newline + " " * column + "-" + as_value(change.value, column, newline, item=True)
            return [_behind_key(text, at, end, value, newline)]
    if is_flow(node):
        written = in_json(change.value) if is_json(text) else in_flow(change.value)
        return [flow_insert(text, node, change.index, written)]
    column = int(node.start_mark.column)
    line = " " * column + "-" + as_value(change.value, column, newline, item=True) + newline
    return [insert_item(text, node, change.index, line, newline)]
