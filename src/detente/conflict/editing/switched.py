"""What is switched off in a list: items that stand in the file as comments."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from detente.conflict.editing.blocks import OFF, lines_of
from detente.conflict.editing.off import off_column
from detente.conflict.editing.tree import EditError, Path, Plain, composed, find, is_flow, line_end, plain


@dataclass(frozen=True, slots=True)
class Switched:
    """An item that is switched off: the line at which it stands, its value, and its number once it is switched on."""

    line: int
    value: Plain
    index: int


def switched_off(text: str, path: Path) -> tuple[Switched, ...]:
    r"""Find what is switched off in the list at a path.

    Examples
    --------
    >>> switched_off("wants:\n  - x\n  # off: - y\n  - z\n", ("wants",))
    (Switched(line=3, value='y', index=1),)
    """
    body = text.removeprefix("\ufeff")
    try:
        node = find(composed(body), path)
    except EditError:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        return ()
    if is_flow(node):
        below = off_column(body, composed(body), path)
        if below is None:
            return ()
        column, at = below, line_end(body, int(node.end_mark.index))
        bounds = [(at, at)] * len(node.value)
    else:
        column = int(node.start_mark.column)
        bounds = [lines_of(body, node, k) for k in range(len(node.value))]
        at = _first_above(body, bounds[0][0], column)
    found: list[Switched] = []
    while at < len(body):
        inside = next((k for k, (first, end) in enumerate(bounds) if first <= at < end), None)
        if inside is not None:
            at = bounds[inside][1]
            continue
        end = line_end(body, at)
        line = body[at:end]
        if line.strip() and not line.lstrip().startswith("#") and (not bounds or at >= bounds[-1][0]):
            break  # what follows the list
        if line.startswith(" " * column + OFF + "- "):
            written, after = [line[column + len(OFF) + 2 :]], end
            while after < len(body) and _goes_on(body[after : line_end(body, after)], column):
                written.append(body[after + column + len(OFF) : line_end(body, after)])
                after = line_end(body, after)
            try:
                value = plain("- " + "".join(written))[0]
            except EditError:
                value = None
            if value is not None:
                number = body.count("\n", 0, at) + 1
                found.append(Switched(number, value, sum(first <= at for first, _ in bounds)))
            at = after
            continue
        at = end
    return tuple(found)


def _goes_on(line: str, column: int) -> bool:
    """Tell whether a line goes on with an item that is switched off."""
    return line.startswith(" " * column + OFF) and not line.startswith(" " * column + OFF + "- ")


def _first_above(text: str, at: int, column: int) -> int:
    """Give the first of the lines above a list that hold what is switched off."""
    from detente.conflict.editing.tree import lines_above

    for start in lines_above(text, at):
        if not text[start : line_end(text, start)].lstrip().startswith("#"):
            break
        at = start
    return at
