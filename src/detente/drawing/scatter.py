"""What packages are worth to two: a point each, the named ones numbered; lines show what beats no deal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from detente.drawing.measure import wrap
from detente.drawing.svg import LINE, MARGIN, SMALL, document, element, number, tint, words

Kind = Literal["deal", "other", "no_deal", "today"]
SIDE, HIGH = 380.0, 300.0  # the field
LEFT, BELOW = 34.0, 30.0  # room for what the axes say
KEY = 250.0  # to the right of the field
SMALL_SIDE, SMALL_HIGH = 258.0, 210.0  # one of several fields
DOT, NAMED = 3.0, 9.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A point: what it is worth to the one and to the other, of which kind, and what it is called."""

    x: float
    y: float
    kind: Kind
    label: str = ""


def scatter(marks: Sequence[Mark], across: str, up: str, title: str, text: str) -> str:
    """Draw points; those with a label are numbered and told at the right.

    Parameters
    ----------
    marks : sequence of Mark
    across, up : str
        What more to the right and more upwards means.
    title, text : str
        What the picture shows, and what it says.

    Examples
    --------
    >>> svg = scatter([Mark(1, 2, "deal", "Deal 1")], "Better for A", "Better for B", "Frontier", "Deal 1.")
    >>> 'data-kind="deal" data-x="1" data-y="2"' in svg
    True
    """
    left, top = MARGIN + LEFT, MARGIN + 4
    parts = _field(marks, across, up, (left, top), (SIDE, HIGH))
    drawn, low = _key(marks, left + SIDE + 26, top + 10, KEY - 50)
    height = max(top + HIGH + BELOW, low)
    return document("scatter", left + SIDE + KEY, height, title, text, "".join((*parts, *drawn)))


def scatters(fields: Sequence[tuple[Sequence[Mark], str, str]], title: str, text: str) -> str:
    """Draw up to three fields of the same points, seen by other pairs; what they are called is told once.

    Parameters
    ----------
    fields : sequence of (sequence of Mark, str, str)
        Of each field the points, in one order everywhere, and what more to the right and more upwards means.
    title, text : str
        What the picture shows, and what it says.

    Examples
    --------
    >>> fields = [([Mark(1, 2, "deal", "Deal 1")], "A", "B"), ([Mark(1, 3, "deal", "Deal 1")], "A", "C")]
    >>> scatters(fields, "Frontier", "Deal 1.").count('data-kind="deal"')
    2
    """
    parts: list[str] = []
    places = [(MARGIN + LEFT + k % 2 * (SMALL_SIDE + LEFT + 8), MARGIN + 4 + k // 2 * (SMALL_HIGH + BELOW + 8))
              for k in range(4)]  # fmt: skip
    for k, ((marks, across, up), at) in enumerate(zip(fields, places, strict=False)):
        drawn = _field(marks, across, up, at, (SMALL_SIDE, SMALL_HIGH))
        parts.append(element("g", *drawn, data_field=str(k)))
    x, y = places[3]
    drawn, low = _key(fields[0][0], x, y + 10, SMALL_SIDE - 30)
    height = max(y + SMALL_HIGH + BELOW, low)
    parts += drawn
    return document("scatter", x + SMALL_SIDE + MARGIN, height, title, text, "".join(parts))


def _field(
    marks: Sequence[Mark], across: str, up: str, at: tuple[float, float], sizes: tuple[float, float]
) -> list[str]:
    """Draw a field with its axes and points."""
    xs, ys = [m.x for m in marks], [m.y for m in marks]
    (left, top), (side, high) = at, sizes

    def placed(value: float, values: Sequence[float], length: float) -> float:
        low, most = min(values), max(values)
        return length / 2 if low == most else 14 + (value - low) / (most - low) * (length - 28)

    parts = [
        element(
            "path",
            d=f"M{number(left)} {number(top)}v{number(high)}h{number(side)}",
            fill="none",
            stroke=tint("line"),
            stroke_width=1,
        )
    ]
    points = [
        (m, left + placed(m.x, xs, side), top + high - placed(m.y, ys, high))
        for m in sorted(marks, key=lambda m: ("other", "today", "no_deal", "deal").index(m.kind))
    ]
    for mark, x, y in points:
        if mark.kind == "no_deal":  # what is better for both lies above and to the right
            parts.append(
                element(
                    "path",
                    d=f"M{number(x)} {number(top)}V{number(y)}H{number(left + side)}",
                    fill="none",
                    stroke=tint("soft"),
                    stroke_width=1,
                    stroke_dasharray="4 4",
                )
            )
    for mark, x, y in points:
        parts.append(_drawn(mark, x, y))
    deals = [m for m in marks if m.label and m.kind == "deal"]
    for m, x, y in points:
        if m in deals:
            parts.append(_number(deals.index(m) + 1, x, y + 4))
    parts.append(words(left + side / 2, top + high + 20, f"{across} →", SMALL, anchor="middle", fill="soft"))
    turned = element(
        "g",
        words(0, 0, f"{up} →", SMALL, anchor="middle", fill="soft"),
        transform=f"translate({number(left - 12)} {number(top + high / 2)}) rotate(-90)",
    )
    return [*parts, turned]


def _number(place: int, x: float, y: float) -> str:
    return words(x, y, str(place), SMALL, bold=True, anchor="middle", fill="paper")


def _key(marks: Sequence[Mark], x: float, top: float, room: float) -> tuple[list[str], float]:
    """Say what the points with a label are; gives the drawing and its lowest point."""
    parts, y = [], top
    named = [m for m in marks if m.label]
    deals = [m for m in named if m.kind == "deal"]
    for m in named:
        symbol = _drawn(m, x, y - 4, key=True)
        if m.kind == "deal":
            symbol += _number(deals.index(m) + 1, x, y)
        lines = wrap(m.label, room, SMALL)
        parts.append(symbol)
        for k, line in enumerate(lines):
            parts.append(words(x + 16, y + k * LINE, line, SMALL))
        y += LINE * len(lines) + 8
    return parts, y + 8


def _drawn(mark: Mark, x: float, y: float, *, key: bool = False) -> str:
    """Draw one point; one that stands in the key says nothing of where it is."""
    data = {} if key else {"data_kind": mark.kind, "data_x": f"{mark.x:g}", "data_y": f"{mark.y:g}"}
    if mark.kind == "deal":
        return element("circle", cx=x, cy=y, r=NAMED, fill=tint("better"), **data)
    if mark.kind == "other":
        return element("circle", cx=x, cy=y, r=DOT, fill=tint("line"), **data)
    if mark.kind == "no_deal":
        d = f"M{number(x)} {number(y - 7)}l7 7l-7 7l-7 -7z"
        return element("path", d=d, fill=tint("worse"), **data)
    return element(
        "rect", x=x - 5, y=y - 5, width=10, height=10, fill=tint("today"), stroke=tint("ink"), **data
    )
