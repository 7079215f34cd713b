"""Who could tip it: an arrow from each party that could change the outcome to those who would gain or lose by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from detente.drawing import words as told
from detente.drawing.measure import cut, width_of, wrap
from detente.drawing.svg import (
    LINE,
    MARGIN,
    SIZE,
    SMALL,
    arrow,
    box,
    colour,
    document,
    element,
    key,
    lines_of,
    swatch,
    tint,
    words,
)

Kind = Literal["gain", "lose", "both"]

BOX = 160.0
REACH = 260.0  # between the two columns
PORT = 24.0  # between the ends of two arrows at a box
BETWEEN = 16.0
BADGE = 8.0
_DASHES: dict[Kind, str] = {"gain": "", "lose": "7 5", "both": "10 3 2 3"}
_SIGNS: dict[Kind, str] = {"gain": "+", "lose": "−", "both": "±"}
_SHADES: dict[Kind, str] = {"gain": "better", "lose": "worse", "both": "ink"}


@dataclass(frozen=True, slots=True)
class Node:
    """A party: `id` as links name it, the `label` in its box, what more stands there (`note`).

    A party that links come from stands on the left, one that they lead to on the right, one of both kinds on both
    sides. A party without a link is left out.
    """

    id: str
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """By a change of `source`, `target` would gain, lose, or both (depending on the account)."""

    source: str
    target: str
    kind: Kind
    label: str = ""


def network(
    nodes: Sequence[Node], links: Sequence[Link], title: str, text: str, *, heads: tuple[str, str] = ("", "")
) -> str:
    """Draw the network: sources on the left, those who gain or lose on the right.

    Parameters
    ----------
    nodes : sequence of Node
        All parties, in their order: their places give the colours.
    links : sequence of Link
        Their arrows have the colour of the source. A gain is a whole line with a plus at its end, a loss a dashed one
        with a minus.
    heads : (str, str)
        What stands above the two sides.

    Examples
    --------
    >>> svg = network([Node("r", "Russia"), Node("u", "Ukraine")], [Link("r", "u", "gain")], "Who could tip it", "...")
    >>> 'data-from="r" data-to="u" data-gain="gain"' in svg
    True
    """
    place = {n.id: k for k, n in enumerate(nodes)}
    left = [n for n in nodes if any(x.source == n.id for x in links)]
    right = [n for n in nodes if any(x.target == n.id for x in links)]
    out = {n.id: [x for x in links if x.source == n.id] for n in left}
    into = {
        n.id: sorted((x for x in links if x.target == n.id), key=lambda x: place[x.source]) for n in right
    }
    order = {n.id: k for k, n in enumerate(right)}
    for found in out.values():
        found.sort(key=lambda x: order[x.target])
    top = MARGIN + (24 if any(heads) else 0)
    tall = {True: _heights(left, out), False: _heights(right, into)}
    total = {side: sum(h.values()) + BETWEEN * (len(h) - 1) for side, h in tall.items()}
    body = max({0.0, *total.values()})
    spots: dict[bool, dict[str, float]] = {}
    for side, side_nodes in ((True, left), (False, right)):
        y = top + (body - total[side]) / 2
        spots[side] = {}
        for n in side_nodes:
            spots[side][n.id] = y
            y += tall[side][n.id] + BETWEEN
    x0, x1 = MARGIN + BOX, MARGIN + BOX + REACH
    parts = []
    for x, head, anchor in ((x0, heads[0], "end"), (x1, heads[1], "start")):
        if head:
            parts.append(words(x, MARGIN + 11, head, SMALL, anchor=anchor, fill="soft"))
    for link in links:
        y0 = _port(
            spots[True][link.source],
            tall[True][link.source],
            out[link.source].index(link),
            len(out[link.source]),
        )
        y1 = _port(
            spots[False][link.target],
            tall[False][link.target],
            into[link.target].index(link),
            len(into[link.target]),
        )
        parts.append(_link(link, place[link.source], (x0, y0), (x1, y1)))
    parts += [_node(n, place[n.id], (MARGIN, spots[True][n.id]), tall[True][n.id], "from") for n in left]
    parts += [_node(n, place[n.id], (x1, spots[False][n.id]), tall[False][n.id], "to") for n in right]
    width = x1 + BOX + MARGIN
    kinds: tuple[tuple[Kind, str], ...] = (("gain", told.GAIN), ("lose", told.LOSE), ("both", told.BOTH))
    entries = [(_sample(k), 46.0, t) for k, t in kinds if any(x.kind == k for x in links)]
    legend, high = key(entries, MARGIN, top + body + 24, width - 2 * MARGIN)
    return document("network", width, top + body + 18 + high, title, text, "".join(parts) + legend)


def _lines(node: Node) -> tuple[list[str], list[str]]:
    return wrap(node.label, BOX - 40, SIZE, bold=True), wrap(node.note, BOX - 20, SMALL) if node.note else []


def _heights(nodes: Sequence[Node], links: dict[str, list[Link]]) -> dict[str, float]:
    return {n.id: max(sum(map(len, _lines(n))) * LINE + 16, len(links[n.id]) * PORT + 10) for n in nodes}


def _port(top: float, height: float, k: int, count: int) -> float:
    """Give the place of an arrow's end at a box: spread evenly."""
    return top + height / 2 + (k - (count - 1) / 2) * PORT


def _node(node: Node, party: int, at: tuple[float, float], height: float, side: str) -> str:
    x, y = at
    label, note = _lines(node)
    line = y + (height - (len(label) + len(note)) * LINE) / 2 + 12
    parts = [
        box(x, y, BOX, height, stroke=colour(party), heavy=True),
        swatch(x + 9, line - 4, party, 18),
        lines_of(x + 32, line, label, SIZE, bold=True),
        lines_of(x + 10, line + len(label) * LINE, note, SMALL, fill="soft"),
    ]
    return element("g", *parts, data_kind="node", data_node=node.id, data_side=side, data_party=str(party))


def _badge(kind: Kind, x: float, y: float) -> str:
    ring = element(
        "circle", cx=x, cy=y, r=BADGE, fill=tint("paper"), stroke=tint(_SHADES[kind]), stroke_width=1.5
    )
    return ring + words(x, y + 4.5, _SIGNS[kind], SIZE, bold=True, anchor="middle", data_sign=_SIGNS[kind])


def _link(link: Link, party: int, start: tuple[float, float], end: tuple[float, float]) -> str:
    (x0, y0), (x1, y1) = start, end
    bend = REACH * 0.4
    label = cut(link.label, REACH * 0.5, SMALL)
    room = 24.0 + (width_of(label, SMALL) + 8 if label else 0)
    straight = (
        x1 - room - 12
    )  # from here on it runs level, so that its sign and label have a place of their own
    curve = [(x0, y0), (x0 + bend * 0.6, y0), (straight - bend * 0.6, y1), (straight, y1)]
    drawn = arrow(
        [(straight, y1), (x1, y1)],
        party,
        lead=curve,
        dashes=_DASHES[link.kind],
        hollow=link.kind == "lose",
        data_from=link.source,
        data_to=link.target,
        data_gain=link.kind,
    )
    text = words(x1 - 30, y1 - 5, label, SMALL, anchor="end", fill="soft") if label else ""
    sign = element("g", _badge(link.kind, x1 - 20, y1), data_kind="sign", data_gain=link.kind)
    return drawn + sign + text


def _sample(kind: Kind) -> str:
    return arrow([(0, 0), (44, 0)], None, dashes=_DASHES[kind], hollow=kind == "lose").replace(
        'data-kind="arrow"', 'data-kind="key"'
    ) + _badge(kind, 22, 0)
