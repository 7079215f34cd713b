"""Numbers as bars from a common line: a group for each party, or one; each group on a scale of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.drawing.measure import cut, width_of, wrap
from detente.drawing.svg import (
    LINE,
    MARGIN,
    SIZE,
    SMALL,
    WIDEST,
    document,
    element,
    lines_of,
    number,
    swatch,
    tint,
    words,
)

AXIS = 300.0  # how long all bars of a group are together, to the left and to the right
ROW = 20.0
THICK = 11.0
MOST_HEAD = 250.0
BETWEEN = 12.0  # groups


@dataclass(frozen=True, slots=True)
class Bar:
    """A number.

    Attributes
    ----------
    label : str
    value : float
        Below 0 it points to the left.
    shown : str
        What stands behind it.
    span : tuple of (float, float) or None
        Between which numbers it lies, drawn as a line across its end.
    plain : bool
        Whether it has no colour of its own: neither better nor worse.
    """

    label: str
    value: float
    shown: str
    span: tuple[float, float] | None = None
    plain: bool = False


@dataclass(frozen=True, slots=True)
class BarGroup:
    """Bars on one scale, under a heading; `party` is the place of a party, whose colour stands beside it."""

    label: str
    bars: tuple[Bar, ...]
    party: int | None = None


def bars(groups: Sequence[BarGroup], title: str, text: str, *, note: str = "") -> str:
    """Draw bars.

    Parameters
    ----------
    groups : sequence of BarGroup
    title, text : str
        What the picture shows, and what it says.
    note : str
        What a reader has to know, below it.

    Examples
    --------
    >>> svg = bars([BarGroup("A", (Bar("deal 1", 3, "+3"), Bar("deal 2", -1, "-1")))], "Gains", "Deal 1 is better.")
    >>> 'data-kind="bar" data-label="deal 2" data-value="-1"' in svg
    True
    """
    every = [bar for group in groups for bar in group.bars]
    head = min(MOST_HEAD, max((width_of(b.label, SMALL) for b in every), default=0.0) + 10)
    behind = max((width_of(b.shown, SMALL) for b in every), default=0.0) + 10
    left = _left(groups)
    zero = MARGIN + head + (behind if left else 0.0) + AXIS * left
    width = min(WIDEST, max(zero + AXIS * (1 - left) + behind + MARGIN, 300.0))
    parts, y = [], MARGIN
    for group in groups:
        drawn, y = _group(group, (head, zero, left), y)
        parts.append(drawn)
        y += BETWEEN
    below = wrap(note, width - 2 * MARGIN, SMALL) if note else []
    parts.append(lines_of(MARGIN, y + 8, below, SMALL, LINE, fill="soft"))
    return document("bars", width, y + LINE * len(below) + 4, title, text, "".join(parts))


def _reach(group: BarGroup) -> tuple[float, float]:
    """Give how far the bars of a group go to the left and to the right."""
    ends = [e for bar in group.bars for e in (bar.value, *(bar.span or ()))]
    low, high = max(0.0, -min(ends, default=0.0)), max(0.0, max(ends, default=0.0))
    return (low, high) if low or high else (0.0, 1.0)


def _left(groups: Sequence[BarGroup]) -> float:
    """Give how much of the axis lies to the left, so that the bars of each group have room on both sides."""
    low, high = (
        max((_reach(g)[side] / sum(_reach(g)) for g in groups), default=float(side)) for side in (0, 1)
    )
    return low / (low + high)


def _group(group: BarGroup, sizes: tuple[float, float, float], top: float) -> tuple[str, float]:
    head, zero, left = sizes
    parts, y = [], top
    if group.label:
        at = MARGIN
        if group.party is not None:
            parts.append(swatch(MARGIN, y + 8, group.party, 18))
            at += 24
        parts.append(words(at, y + 12, group.label, SIZE, bold=True))
        y += 20
    low, high = _reach(group)
    units = [AXIS * left / low] if low else []
    units += [AXIS * (1 - left) / high] if high else []
    unit = min(units)
    for bar in group.bars:
        parts.append(_bar(bar, head, zero, unit, y + ROW / 2))
        y += ROW
    parts.append(
        element(
            "path",
            d=f"M{number(zero)} {number(y - ROW * len(group.bars))}V{number(y)}",
            stroke=tint("ink"),
            stroke_width=1.5,
        )
    )
    party = None if group.party is None else str(group.party)
    return element("g", *parts, data_kind="bars", data_group=group.label, data_party=party), y


def _bar(bar: Bar, head: float, zero: float, unit: float, y: float) -> str:
    end = zero + bar.value * unit
    shade = "line" if bar.plain else "better" if bar.value >= 0 else "worse"
    label = cut(bar.label, head - 8, SMALL)
    parts = [
        words(MARGIN, y + 4, label, SMALL),
        element(
            "rect",
            x=min(zero, end),
            y=y - THICK / 2,
            width=max(abs(end - zero), 0.5),
            height=THICK,
            fill=tint(shade),
        ),
    ]
    far = end
    if bar.span is not None:
        a, b = (zero + s * unit for s in bar.span)
        far = max(end, b) if bar.value >= 0 else min(end, a)
        parts.append(
            element(
                "path",
                d=f"M{number(a)} {number(y)}H{number(b)}M{number(a)} {number(y - 4)}v8M{number(b)} {number(y - 4)}v8",
                stroke=tint("ink"),
                stroke_width=1.5,
            )
        )
    back = bar.value < 0
    anchor = "end" if back else "start"
    parts.append(words(far + (-5 if back else 5), y + 4, bar.shown, SMALL, anchor=anchor))
    span = None if bar.span is None else ",".join(f"{s:g}" for s in bar.span)
    return element(
        "g", *parts, data_kind="bar", data_label=bar.label, data_value=f"{bar.value:g}", data_span=span
    )
