"""Numbers and thresholds as ranges on a line: what is known of a number, and from where on something turns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.drawing import words as told
from detente.drawing.measure import width_of, wrap
from detente.drawing.svg import (
    LINE,
    MARGIN,
    SIZE,
    SMALL,
    WIDEST,
    document,
    element,
    key,
    lines_of,
    number,
    tint,
    words,
)

AXIS = 360.0  # how long a line is
ROW = 58.0
BAR = 10.0  # how high the bar of a zone is
MOST_HEAD = 220.0
POINT = 5.0


@dataclass(frozen=True, slots=True)
class Band:
    """A number on a line.

    Attributes
    ----------
    label : str
    end : float
        Where the line ends; it begins at `begin`.
    known : tuple of (float, float) or None
        What is known of it.
    turns : tuple of (float, float)
        Between which numbers it lies from where on something turns.
    above : bool
        Whether it is bad above, and not below.
    shown : str
        What is known of it, in figures.
    """

    label: str
    begin: float
    end: float
    known: tuple[float, float] | None
    turns: tuple[float, float]
    above: bool
    shown: str = ""


def bands(found: Sequence[Band], title: str, text: str, *, bad: str, good: str, note: str = "") -> str:
    """Draw numbers on lines: where it is bad, where it is good, and where that depends on the other numbers.

    Parameters
    ----------
    found : sequence of Band
    title, text : str
        What the picture shows, and what it says.
    bad, good : str
        What follows on either side.
    note : str
        What a reader has to know, below it.

    Examples
    --------
    >>> svg = bands([Band("cost", 0, 10, (2, 4), (6, 7), False)], "Costs", "Below 6 war.", bad="war", good="peace")
    >>> 'data-zone="bad" data-from="0" data-to="6"' in svg
    True
    """
    head = min(MOST_HEAD, max(width_of(b.label, SIZE) for b in found) + 12)
    width = min(WIDEST, MARGIN + head + AXIS + 60)
    parts = [_band(b, k, head, MARGIN + k * ROW) for k, b in enumerate(found)]
    y = MARGIN + len(found) * ROW
    entries = [
        (_zone("bad", 0, 22, -BAR / 2), 22.0, bad),
        (_zone("open", 0, 22, -BAR / 2), 22.0, told.EITHER_WAY),
        (_zone("good", 0, 22, -BAR / 2), 22.0, good),
        (_known(4, 18, 0), 22.0, told.KNOWN),
    ]
    legend, high = key(entries, MARGIN, y + 10, width - 2 * MARGIN)
    below = wrap(note, width - 2 * MARGIN, SMALL) if note else []
    legend += lines_of(MARGIN, y + high + 14, below, SMALL, LINE, fill="soft")
    return document("bands", width, y + high + 8 + LINE * len(below), title, text, "".join(parts) + legend)


def _band(band: Band, k: int, head: float, top: float) -> str:
    left, middle = MARGIN + head, top + 24

    def at(value: float) -> float:
        share = (min(max(value, band.begin), band.end) - band.begin) / (band.end - band.begin)
        return left + AXIS * share

    lines = wrap(band.label, head - 8, SIZE, most=2)
    parts = [lines_of(MARGIN, middle + 4.5 - (len(lines) - 1) * LINE / 2, lines, SIZE)]
    for kind, start, end in zones(band):
        parts.append(
            element(
                "g",
                _zone(kind, at(start), at(end) - at(start), middle - BAR / 2),
                data_zone=kind,
                data_from=figure(start),
                data_to=figure(end),
            )
        )
    for value in (band.begin, band.end):
        anchor = "start" if value == band.begin else "end"
        parts.append(words(at(value), middle + 22, figure(value), SMALL, anchor=anchor, fill="soft"))
    if band.known is not None:
        low, high = band.known
        parts.append(
            element(
                "g",
                _known(at(low), at(high), middle),
                words(
                    min(max((at(low) + at(high)) / 2, left + 12), left + AXIS - 12),
                    middle - 13,
                    band.shown,
                    SMALL,
                    anchor="middle",
                    bold=True,
                ),
                data_known=f"{figure(low)},{figure(high)}",
            )
        )
    return element("g", *parts, data_kind="band", data_band=str(k), data_label=band.label)


def zones(band: Band) -> list[tuple[str, float, float]]:
    """Give the zones of a line from left to right: ``bad``, ``open`` or ``good``, from where to where."""
    low, high = (min(max(t, band.begin), band.end) for t in band.turns)
    left, right = ("good", "bad") if band.above else ("bad", "good")
    found = [(left, band.begin, low), ("open", low, high), (right, high, band.end)]
    return [zone for zone in found if zone[2] > zone[1]]


def figure(value: float) -> str:
    """Write a number with three figures at most.

    Examples
    --------
    >>> figure(0.38888), figure(33.0), figure(12.345)
    ('0.389', '33', '12.3')
    """
    return f"{value:.3g}" if abs(value) < 1000 else f"{value:.0f}"


def _zone(kind: str, x: float, width: float, y: float) -> str:
    shade = {"bad": tint("worse"), "good": tint("better"), "open": tint("line")}[kind]
    return element(
        "rect", x=x, y=y, width=max(width, 0.5), height=BAR, fill=shade,
        fill_opacity="0.35" if kind == "open" else "0.8",
    )  # fmt: skip


def _known(low: float, high: float, y: float) -> str:
    """Draw what is known: a line between two dots, or one dot."""
    ends = dict.fromkeys((low, high))
    line = element("path", d=f"M{number(low)} {number(y)}H{number(high)}", stroke=tint("ink"), stroke_width=3)
    dots = [element("circle", cx=x, cy=y, r=POINT, fill=tint("ink"), stroke=tint("paper")) for x in ends]
    return (line if len(ends) > 1 else "") + "".join(dots)
