"""A record against accounts: what happened, from top to bottom, and in a column for each account a mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.drawing.measure import wrap
from detente.drawing.svg import (
    LINE,
    MARGIN,
    SIZE,
    SMALL,
    WIDEST,
    colour,
    document,
    element,
    key,
    lines_of,
    number,
    parties_key,
    tint,
    words,
)

DATE = 82.0
AXIS = 20.0  # how wide the line of time is, with the dots on it
LEAST_TEXT = 190.0
MOST_COLUMN = 96.0
DOT = 5.0
MARK = 6.5
GAP = 10.0  # between events


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened.

    Attributes
    ----------
    date : str
    text : str
        What happened.
    parties : tuple of int
        Who acted, by their places; the dot has the colour of the first.
    marks : tuple of (str, str)
        For each account a mark and what it means in a word: ``full``, ``half``, ``empty``, ``cross`` or nothing.
    """

    date: str
    text: str
    parties: tuple[int, ...]
    marks: tuple[tuple[str, str], ...]


def record(
    events: Sequence[Happening],
    columns: Sequence[str],
    parties: Sequence[str],
    title: str,
    text: str,
    *,
    meanings: Mapping[str, str],
) -> str:
    """Draw a record.

    Parameters
    ----------
    events : sequence of Happening
        In order.
    columns : sequence of str
        The accounts.
    parties : sequence of str
    title, text : str
        What the picture shows, and what it says.
    meanings : mapping of str to str
        What each mark means.

    Examples
    --------
    >>> one = Happening("2025-05-11", "Talks are offered", (0,), (("full", "explained"),))
    >>> svg = record([one], ["kyiv"], ["Russia"], "The record", "Explained.", meanings={"full": "explained"})
    >>> 'data-cell="0,0" data-mark="full"' in svg
    True
    """
    column = min(MOST_COLUMN, (WIDEST - 2 * MARGIN - DATE - AXIS - LEAST_TEXT) / max(1, len(columns)))
    left = MARGIN + DATE + AXIS
    room = WIDEST - MARGIN - left - column * len(columns)
    centres = [left + room + (k + 0.5) * column for k in range(len(columns))]
    heads = [wrap(c, column - 6, SMALL, bold=True, most=3) for c in columns]
    high = max(map(len, heads), default=0) * LINE
    parts = []
    for k, (head, x) in enumerate(zip(heads, centres, strict=True)):
        drawn = lines_of(x, MARGIN + 12 + high - len(head) * LINE, head, SMALL, anchor="middle", bold=True)
        parts.append(element("g", drawn, data_kind="column", data_column=str(k)))
    y = top = MARGIN + high + 8
    last, dots = "", []
    for k, event in enumerate(events):
        lines = wrap(event.text, room - 14, SIZE)
        if event.date != last:
            parts.append(words(MARGIN, y + 13, event.date, SMALL, bold=True))
        last = event.date
        dots.append((y + 9, event))
        parts.append(_event(event, k, left, y, lines, centres))
        y += max(1, len(lines)) * LINE + GAP
    across = MARGIN + DATE + DOT
    axis = element(
        "path", d=f"M{number(across)} {number(top)}V{number(y - GAP)}", stroke=tint("line"), stroke_width=2
    )
    drawn = "".join(_dot(across, middle, event) for middle, event in dots)
    used = [m for m in meanings if any(m == mark for e in events for mark, _ in e.marks)]
    entries = [(_mark(m, MARK, 0), 2 * MARK + 2, meanings[m]) for m in used]
    entries += parties_key(parties, {p for e in events for p in e.parties[:1]})
    legend, below = key(entries, MARGIN, y + 8, WIDEST - 2 * MARGIN)
    return document("record", WIDEST, y + below + 4, title, text, axis + drawn + "".join(parts) + legend)


def _event(
    event: Happening, k: int, left: float, y: float, lines: Sequence[str], centres: Sequence[float]
) -> str:
    cells = [
        element(
            "g",
            element("title", meaning) if meaning else "",
            _mark(mark, x, y + 9),
            data_cell=f"{k},{column}",
            data_mark=mark,
        )
        for column, (x, (mark, meaning)) in enumerate(zip(centres, event.marks, strict=True))
    ]
    return element(
        "g",
        lines_of(left, y + 13, lines, SIZE),
        *cells,
        data_kind="event",
        data_event=str(k),
        data_date=event.date,
        data_parties=" ".join(map(str, event.parties)),
    )


def _dot(x: float, y: float, event: Happening) -> str:
    shade = colour(event.parties[0] if event.parties else None)
    return element("circle", cx=x, cy=y, r=DOT, fill=shade, stroke=tint("paper"), stroke_width=1.5)


def _mark(mark: str, x: float, y: float) -> str:
    """Draw a mark: a full disc, a half one, a ring, a cross, or a short line where there is none."""
    a, b, c, d = (number(v) for v in (x - MARK, x + MARK, y - MARK, y + MARK))
    if mark == "cross":
        return element(
            "path", d=f"M{a} {c}L{b} {d}M{a} {d}L{b} {c}", stroke=tint("worse"), stroke_width=2.2, fill="none"
        )
    if not mark:
        return element("path", d=f"M{number(x - 4)} {number(y)}h8", stroke=tint("line"), stroke_width=1.5)
    fill = tint("better") if mark == "full" else tint("paper")
    ring = element("circle", cx=x, cy=y, r=MARK, fill=fill, stroke=tint("better"), stroke_width=1.8)
    if mark != "half":
        return ring
    half = f"M{number(x)} {c}A{number(MARK)} {number(MARK)} 0 0 0 {number(x)} {d}Z"
    return ring + element("path", d=half, fill=tint("better"))
