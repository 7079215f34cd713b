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
    xs, ys = [m.x for m in marks] or [0.0], [m.y for m in marks] or [0.0]

    def placed(value: float, values: Sequence[float], length: float) -> float:
        low, high = min(values), max(values)
        return length / 2 if low == high else 14 + (value - low) / (high - low) * (length - 28)

    left, top = MARGIN + LEFT, MARGIN + 4
    parts = [
        element(
            "path",
            d=f"M{number(left)} {number(top)}v{number(HIGH)}h{number(SIDE)}",
            fill="none",
            stroke=tint("line"),
            stroke_width=1,
        )
    ]
    points = [
        (m, left + placed(m.x, xs, SIDE), top + HIGH - placed(m.y, ys, HIGH))
        for m in sorted(marks, key=lambda m: ("other", "today", "no_deal", "deal").index(m.kind))
    ]
    for mark, x, y in points:
        if mark.kind == "no_deal":  # what is better for both lies above and to the right
            parts.append(
                element(
                    "path",
                    d=f"M{number(x)} {number(top)}V{number(y)}H{number(left + SIDE)}",
                    fill="none",
                    stroke=tint("soft"),
                    stroke_width=1,
                    stroke_dasharray="4 4",
                )
            )
    for mark, x, y in points:
        parts.append(_drawn(mark, x, y))
    named = [m for m in marks if m.label]
    deals = [m for m in named if m.kind == "deal"]
    for m, x, y in points:
        if m.kind == "deal":
            place = str(deals.index(m) + 1)
            parts.append(words(x, y + 4, place, SMALL, bold=True, anchor="middle", fill="paper"))
    y = top + 10
    for m in named:
        symbol = _drawn(m, left + SIDE + 26, y - 4, key=True)
        if m.kind == "deal":
            place = str(deals.index(m) + 1)
            symbol += words(left + SIDE + 26, y, place, SMALL, bold=True, anchor="middle", fill="paper")
        lines = wrap(m.label, KEY - 50, SMALL)
        parts.append(symbol)
        for k, line in enumerate(lines):
            parts.append(words(left + SIDE + 42, y + k * LINE, line, SMALL))
        y += LINE * len(lines) + 8
    parts.append(words(left + SIDE / 2, top + HIGH + 20, f"{across} →", SMALL, anchor="middle", fill="soft"))
    turned = element(
        "g",
        words(0, 0, f"{up} →", SMALL, anchor="middle", fill="soft"),
        transform=f"translate({number(left - 12)} {number(top + HIGH / 2)}) rotate(-90)",
    )
    parts.append(turned)
    height = max(top + HIGH + BELOW, y + 8)
    return document("scatter", left + SIDE + KEY, height, title, text, "".join(parts))


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
