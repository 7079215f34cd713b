"""A threat as a little tree: who decides what, what it would choose, and what comes of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.drawing import words as told
from detente.drawing.measure import width_of, wrap
from detente.drawing.svg import (
    HEAD,
    LINE,
    MARGIN,
    SIZE,
    SMALL,
    WIDEST,
    Point,
    arrow,
    box,
    colour,
    document,
    element,
    key,
    lines_of,
    parties_key,
    swatch,
    tint,
)

BEND = 20.0  # where a line turns, after its node
LEAST_LABEL, MOST_LABEL = (
    (72.0, 90.0),
    110.0,
)  # in a deep tree and in a flat one: the room for what stands above a line
LEAST_BOX, MOST_BOX = 112.0, 190.0
BETWEEN = 16.0
FLAT = 3  # so many columns fit a page
BESIDE = BEND + 5 + HEAD + 5  # of a line, what is beside its label
INSET = 10.0


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A decision, or what comes of it.

    Attributes
    ----------
    label : str
        The question that is decided, or the outcome.
    party : int or None
        Who decides; None at an end, and where it is nobody's choice (by which account, say).
    children : tuple of (str, TreeNode)
        What it can do, and what follows.
    chosen : int or None
        The place of the child that it would choose; None where that is open.
    note : str
        What else stands in its box: who is better or worse off.
    """

    label: str
    party: int | None = None
    children: tuple[tuple[str, TreeNode], ...] = ()
    chosen: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Placed:
    node: TreeNode
    name: str
    x: float
    y: float
    height: float
    children: tuple[_Placed, ...]

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


def tree(root: TreeNode, title: str, text: str, *, parties: Sequence[str] = ()) -> str:
    """Draw a tree from left to right; what each party would choose is a thick line in its colour, with an arrow.

    Where the `parties` are named, a key says whose colour is which. Nodes are known in the drawing by their way from
    the root: ``0``, ``0.1`` for its second child.

    Examples
    --------
    >>> met = TreeNode("it stays as it is")
    >>> svg = tree(TreeNode("Meet the demand?", 0, (("yes", met), ("no", TreeNode("war"))), 0), "The threat", "...")
    >>> 'data-from="0" data-to="0.0" data-chosen="yes"' in svg
    True
    """
    depth = _depth(root)
    longest = max((width_of(w, SMALL, bold=True) for e in _edges(root) for w in e.split()), default=0.0)
    edge = min(MOST_LABEL, max(LEAST_LABEL[depth <= FLAT], longest)) + BESIDE
    wide = max(LEAST_BOX, min(MOST_BOX, (WIDEST - 2 * MARGIN - edge * (depth - 1)) / depth))
    wide = float(int(wide))
    placed, bottom = _place(root, "0", (MARGIN, MARGIN), wide, edge)
    width = 2 * MARGIN + depth * wide + edge * (depth - 1)
    body = _draw(placed, wide, edge, on_way=True)
    shown = _deciders(root)
    entries = parties_key(parties, shown) if parties else []
    if _any_chosen(root):
        whose = next(iter(shown)) if len(shown) == 1 else None
        bold = arrow([(0, 0), (34, 0)], whose, width=3.5, dashes="")
        entries.append((bold.replace('data-kind="arrow"', 'data-kind="key"'), 34.0, told.CHOSEN))
        thin = element("path", d="M0 0h34", stroke=tint("line"), stroke_width=1.5, stroke_dasharray="2 4")
        entries.append((thin, 34.0, told.NOT_CHOSEN))
    legend, high = key(entries, MARGIN, bottom + 24, width - 2 * MARGIN)
    return document("tree", width, bottom + 18 + high, title, text, body + legend)


def _edges(node: TreeNode) -> list[str]:
    below = [e for _, child in node.children for e in _edges(child)]
    return [edge for edge, _ in node.children] + below


def _depth(node: TreeNode) -> int:
    return 1 + max((_depth(c) for _, c in node.children), default=0)


def _deciders(node: TreeNode) -> set[int]:
    own = {node.party} if node.party is not None and node.children else set()
    return own.union(*(_deciders(c) for _, c in node.children))


def _any_chosen(node: TreeNode) -> bool:
    return node.chosen is not None or any(_any_chosen(c) for _, c in node.children)


def _texts(node: TreeNode, wide: float) -> tuple[list[str], list[str]]:
    room = wide - 2 * INSET
    return wrap(node.label, room, SIZE, bold=bool(node.children)), wrap(
        node.note, room, SMALL
    ) if node.note else []


def _place(node: TreeNode, name: str, at: Point, wide: float, edge: float) -> tuple[_Placed, float]:
    """Place a node before the middle of its children; gives it, and the lowest point of what belongs to it."""
    x, top = at
    label, note = _texts(node, wide)
    height = (len(label) + len(note)) * LINE + 16 + (8 if node.children and node.party is not None else 0)
    if not node.children:
        return _Placed(node, name, x, top, height, ()), top + height
    found, y = [], top
    for k, (text, child) in enumerate(node.children):
        above = len(wrap(text, edge - BESIDE, SMALL, bold=True)) * LINE
        placed, low = _place(child, f"{name}.{k}", (x + wide + edge, y), wide, edge)
        if above > placed.middle - y:  # the text above the line must not touch what stands above
            lower = y + above - (placed.middle - y)
            placed, low = _place(child, f"{name}.{k}", (x + wide + edge, lower), wide, edge)
        found.append(placed)
        y = low + BETWEEN
    middle = (found[0].middle + found[-1].middle) / 2
    here = _Placed(node, name, x, max(top, middle - height / 2), height, tuple(found))
    return here, max(y - BETWEEN, here.y + height)


def _decided(node: TreeNode) -> bool:
    """Whether a party decides here, rather than who reads."""
    return node.party is not None


def _line(
    points: Sequence[Point],
    ends: tuple[str, str],
    chosen: str,
    party: int | None,
    *,
    width: float = 1.5,
    dashes: str = "",
    hollow: bool = False,
    stroke: str = "",
) -> str:
    return arrow(
        points,
        party,
        width=width,
        dashes=dashes,
        hollow=hollow,
        stroke=stroke,
        data_from=ends[0],
        data_to=ends[1],
        data_chosen=chosen,
    )


def _draw(placed: _Placed, wide: float, edge: float, *, on_way: bool) -> str:
    """Draw a node, the lines to its children, and these; `on_way` where everybody's choices lead here."""
    node = placed.node
    parts = []
    order = sorted(range(len(placed.children)), key=lambda k: k == node.chosen)  # the chosen line on top
    for k in order:
        child, label = placed.children[k], node.children[k][0]
        chosen = k == node.chosen
        x0, x1 = placed.x + wide, child.x
        points = [
            (x0, placed.middle),
            (x0 + BEND, placed.middle),
            (x0 + BEND, child.middle),
            (x1, child.middle),
        ]
        if abs(child.middle - placed.middle) < 0.5:
            points = [points[0], points[-1]]
        ends = (placed.name, child.name)
        if chosen:
            parts.append(_line(points, ends, "yes", node.party, width=3.5))
        elif _decided(node):
            parts.append(_line(points, ends, "no", None, dashes="2 4", hollow=True, stroke=tint("line")))
        else:  # nobody's choice: which account one goes by, say
            parts.append(_line(points, ends, "open", None, stroke=tint("soft")))
        text = wrap(label, edge - BESIDE, SMALL, bold=chosen)
        y = child.middle - 6 - (len(text) - 1) * LINE
        parts.append(lines_of(x0 + BEND + 5, y, text, SMALL, bold=chosen, fill="ink" if chosen else "soft"))
    parts.append(_box(placed, wide, on_way=on_way))
    for k, child in enumerate(placed.children):
        parts.append(_draw(child, wide, edge, on_way=on_way and (node.chosen == k or not _decided(node))))
    return "".join(parts)


def _box(placed: _Placed, wide: float, *, on_way: bool) -> str:
    node, x, y = placed.node, placed.x, placed.y
    label, note = _texts(node, wide)
    whose = node.party if node.children else None
    end = not node.children and on_way
    parts = [
        box(
            x,
            y,
            wide,
            placed.height,
            fill="end" if end else "paper",
            stroke=colour(whose) if whose is not None else "",
            heavy=whose is not None or end,
        )
    ]
    top = y + 20
    if whose is not None:
        parts.append(swatch(x + INSET, y + 11, whose))
        top += 7
    parts.append(lines_of(x + INSET, top, label, SIZE, bold=bool(node.children)))
    parts.append(lines_of(x + INSET, top + len(label) * LINE, note, SMALL, fill="soft"))
    return element(
        "g",
        *parts,
        data_kind="node",
        data_node=placed.name,
        data_party=None if node.party is None else str(node.party),
        data_outcome="yes" if end else None,
    )
