"""Lists and mappings as they stand in the text: cutting an item out, putting one in, for lines and for brackets."""

from __future__ import annotations

import re

import yaml

from detente.conflict.editing.emit import as_value, in_flow, in_json, is_json, scalar
from detente.conflict.editing.splices import Splice
from detente.conflict.editing.tree import EditError, Plain, ends, is_flow, line_end, line_start, lines_above

_FOLD = re.compile(r"(?:(?<![ \t])[ \t]+)?[\r\n]+[ \t]*")  # blanks are tried from the first of them alone
OFF = "# off: "  # what an item is switched off with, at the beginning of each of its lines


def _bounds(text: str, node: yaml.Node, number: int) -> tuple[int, int]:
    """Give where an item, or a key with its value, is written: from its first to behind its last character."""
    if isinstance(node, yaml.MappingNode):
        key, value = node.value[number]
        start = int(key.start_mark.index)
        if value.start_mark.index == value.end_mark.index:
            return start, text.index(":", int(key.end_mark.index)) + 1
        return start, ends(text, value)
    item = node.value[number]
    return int(item.start_mark.index), ends(text, item)


def lines_of(text: str, node: yaml.Node, number: int) -> tuple[int, int]:
    """Give the whole lines of an item of a list, or of a key, in a block.

    Raises
    ------
    EditError
        Where something else stands on these lines.
    """
    start, end = _bounds(text, node, number)
    column = int(node.start_mark.column)
    if isinstance(node, yaml.MappingNode):
        first = line_start(text, start)
        if text[first:start].strip(" "):
            raise EditError(
                f"line {int(node.start_mark.line) + 1}: this is written on a line with other things"
            )
    else:
        first = line_start(text, start)
        above = lines_above(text, start)
        while text[first : first + column].strip(" ") or text[first + column : first + column + 1] != "-":
            try:
                first = next(above)
            except StopIteration:
                raise EditError("this item is written on a line with other things") from None
    return first, line_end(text, end)


def whole_lines(text: str, node: yaml.Node, number: int) -> tuple[int, int]:
    """Give the lines of an item, or of a key, with those that are switched off in a list inside it."""
    first, end = lines_of(text, node, number)
    inside = 0 if isinstance(node, yaml.MappingNode) else 1  # further right than the dash of its own list
    return first, with_off(text, end, int(node.start_mark.column) + inside)


def _with_comments(text: str, first: int, column: int) -> int:
    """Give where the comments begin that stand right above an item, in its column."""
    for start in lines_above(text, first):
        line = text[start : line_end(text, start)]
        if not line[column:].startswith("#") or line[:column].strip(" ") or line[column:].startswith(OFF):
            break
        first = start
    return first


def is_off(text: str, at: int, column: int) -> bool:
    """Tell whether the line that begins at a position is switched off, in that column or further right."""
    line = text[at : line_end(text, at)]
    return line.lstrip(" ").startswith(OFF) and len(line) - len(line.lstrip(" ")) >= column


def with_off(text: str, end: int, column: int) -> int:
    """Give where the lines end that are switched off right below a place, and belong to what stands above it."""
    at = end
    while at < len(text):
        line = text[at : line_end(text, at)]
        if line.strip() and not line.lstrip().startswith("#"):
            break
        at = line_end(text, at)
        if is_off(text, at - len(line), column):
            end = at
    return end


def cut_item(
    text: str, node: yaml.Node, number: int, newline: str, *, comments: bool = False
) -> tuple[Splice, str]:
    """Cut out the lines of an item; give them too, each with its line end."""
    if isinstance(node, yaml.MappingNode) and number == 0:
        start = int(node.value[0][0].start_mark.index)
        if text[line_start(text, start) : start].strip(" "):  # behind a dash: the second key moves up to it
            end = int(node.value[1][0].start_mark.index)
            if "#" in text[_bounds(text, node, 0)[1] : end]:
                raise EditError("a comment stands here; change the text by hand")
            return Splice(start, text[start:end], ""), ""
    first, end = whole_lines(text, node, number)
    if comments:
        first = _with_comments(text, first, int(node.start_mark.column))
    lines = text[first:end]
    if not lines.endswith(("\n", "\r")):
        lines += newline
        if first:
            first -= len(newline) if text.endswith(newline, 0, first) else 1
    return Splice(first, text[first:end], ""), lines


def insert_item(text: str, node: yaml.Node, index: int, lines: str, newline: str) -> Splice:
    """Put lines into a block so that they are its item of that number."""
    if index == 0:
        first = _with_comments(text, lines_of(text, node, 0)[0], int(node.start_mark.column))
        return Splice(first, "", lines)
    _, end = whole_lines(text, node, index - 1)
    before = "" if text[:end].endswith(("\n", "\r")) else newline
    return Splice(end, "", before + (lines.rstrip("\r\n") if before else lines))


def insert_key(
    text: str, node: yaml.Node, key: str, value: Plain, newline: str, grows: bool = False
) -> Splice:
    """Put a key with its value at the end of a mapping that has others."""
    if is_flow(node):
        if is_json(text):
            written = in_json({key: value})[1:-1]
        else:
            written = f"{scalar(key, flow=True, key=True)}: {in_flow(value)}"
        return flow_insert(text, node, len(node.value), written)
    column = int(node.start_mark.column)
    line = (
        " " * column + scalar(key, key=True) + ":" + as_value(value, column, newline, grows=grows) + newline
    )
    end = with_off(text, line_end(text, ends(text, node)), column)
    before = "" if text[:end].endswith(("\n", "\r")) else newline
    return Splice(end, "", before + (line.rstrip("\r\n") if before else line))


# -- in brackets -------------------------------------------------------------------------------------------------------


def flow_insert(text: str, node: yaml.Node, index: int, written: str) -> Splice:
    """Put an item into brackets."""
    number = len(node.value)
    if not number:
        return Splice(int(node.start_mark.index) + 1, "", written)
    between = _between_items(text, node)
    if index < number:
        return Splice(_bounds(text, node, index)[0], "", written + between)
    return Splice(_bounds(text, node, number - 1)[1], "", between + written)


def _between_items(text: str, node: yaml.Node) -> str:
    """Give what stands between items in brackets: in JSON with a line for each, that line's beginning, too."""
    last = _bounds(text, node, len(node.value) - 1)[0]
    start = line_start(text, last)
    if not start or text[start:last].strip(" ") or not is_json(text):
        return ", "
    return "," + ("\r\n" if text.startswith("\r\n", start - 2) else text[start - 1]) + text[start:last]


def flow_cut(text: str, node: yaml.Node, number: int) -> Splice:
    """Cut an item out of brackets, with the comma that goes with it."""
    start, end = _bounds(text, node, number)
    if number + 1 < len(node.value):
        following = _bounds(text, node, number + 1)[0]
        gap = text[end:following]
        if "#" in gap or "\n" in gap:
            following = end + gap.index(",") + 1
            following += len(text[following:]) - len(text[following:].lstrip(" "))
        return Splice(start, text[start:following], "")
    if number:
        start = _bounds(text, node, number - 1)[1]
    return Splice(start, text[start:end], "")


def flow_order(text: str, node: yaml.Node, index: int, to: int) -> list[Splice]:
    """Put the items in brackets into another order; what stands between them stays."""
    places = [_bounds(text, node, k) for k in range(len(node.value))]
    order = list(range(len(places)))
    order.insert(to, order.pop(index))
    texts = [text[start:end] for start, end in places]
    return [
        Splice(start, texts[k], texts[order[k]])
        for k, (start, _) in enumerate(places)
        if texts[k] != texts[order[k]]
    ]


def unfolded(text: str, node: yaml.Node, behind: int, column: int, newline: str) -> list[Splice]:
    """Write what stands in brackets on lines of its own, each item as it is written.

    Parameters
    ----------
    node : Node
        A list or mapping in brackets, with nothing behind it on its line but a comment.
    behind : int
        Where the key of it ends, with its colon.
    column : int
        Where the lines are to begin.

    Raises
    ------
    EditError
        Where comments stand between the brackets.
    """
    start, end = int(node.start_mark.index), int(node.end_mark.index)
    bounds = [_bounds(text, node, k) for k in range(len(node.value))]
    places = [start + 1, *(p for bound in bounds for p in bound), end - 1]
    if any("#" in text[one:other] for one, other in zip(places[::2], places[1::2], strict=True)):
        raise EditError(
            f"line {int(node.start_mark.line) + 1}: comments stand between these brackets; change the text by hand"
        )
    dash = "- " if isinstance(node, yaml.SequenceNode) else ""
    lines = [" " * column + dash + _FOLD.sub(" ", text[one:other]) + newline for one, other in bounds]
    at = line_end(text, end)
    written = "".join(lines)
    if not text[:at].endswith(("\n", "\r")):
        written = newline + written.removesuffix(newline)
    return [Splice(behind, text[behind:end], ""), Splice(at, "", written)]


# -- switched off and on -----------------------------------------------------------------------------------------------


def switched(text: str, node: yaml.Node, number: int, newline: str) -> list[Splice] | None:
    """Make the lines of an item comments that say that it is switched off."""
    first, end = lines_of(text, node, number)
    column = int(node.start_mark.column)
    found = []
    at = first
    while at < end:
        found.append(Splice(at + min(column, line_end(text, at) - at), "", OFF))
        at = line_end(text, at)
    return found


def switched_back(text: str, line: int) -> list[Splice]:
    """Take the mark away from the lines of an item that was switched off, from a line on (counted from 1).

    Raises
    ------
    EditError
        Where nothing is switched off there.
    """
    at = 0
    for _ in range(line - 1):
        at = line_end(text, at)
    found = []
    first = True
    while at < len(text):
        end = line_end(text, at)
        mark = text.find(OFF, at, end)
        if mark < 0 or text[at:mark].strip(" "):
            break
        if not first and text.startswith("- ", mark + len(OFF)):  # the next one that is switched off
            break
        found.append(Splice(mark, OFF, ""))
        at, first = end, False
    if not found:
        raise EditError(f"line {line}: nothing is switched off here (any more); look at it again")
    return found
