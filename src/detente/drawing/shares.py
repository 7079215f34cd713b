"""Shares as bars: how much of a whole falls to each of several things, in groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.drawing.measure import width_of, wrap
from detente.drawing.svg import LINE, MARGIN, SIZE, SMALL, WIDEST, document, element, lines_of, tint, words

LENGTH = 300.0  # of a bar that is the whole
BAR, GAP = 14.0, 10.0
MOST_HEAD = 330.0


@dataclass(frozen=True, slots=True)
class Share:
    """A bar: what it is of, how long it is (1: the whole), what stands behind it, and whether it is marked."""

    label: str
    value: float
    shown: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class ShareGroup:
    """Bars below a heading."""

    title: str
    shares: tuple[Share, ...]


def shares(groups: Sequence[ShareGroup], title: str, text: str, note: str = "") -> str:
    """Draw bars; what is marked is darker, and its words are bold.

    Parameters
    ----------
    groups : sequence of ShareGroup
    title, text : str
        What the picture shows, and what it says.
    note : str
        What a reader has to know, below it.

    Examples
    --------
    >>> svg = shares([ShareGroup("Looking ahead", (Share("A", 0.48, "48 %", True),))], "Shares", "A: 48 %.")
    >>> 'data-kind="share" data-label="A" data-value="0.48" data-marked="1"' in svg
    True
    """
    labels = [width_of(s.label, SIZE, bold=s.marked) for g in groups for s in g.shares]
    head = min(MOST_HEAD, max(labels, default=0.0) + 14)
    width = min(WIDEST, 2 * MARGIN + head + LENGTH + 70)
    parts: list[str] = []
    y = MARGIN
    for group in groups:
        if group.title:
            titles = wrap(group.title, width - 2 * MARGIN, SIZE, bold=True)
            parts.append(lines_of(MARGIN, y + 12, titles, SIZE, bold=True))
            y += LINE * len(titles) + 6
        for one in group.shares:
            lines = wrap(one.label, head - 10, SIZE, bold=one.marked)
            high = max(BAR, LINE * len(lines))
            middle = y + high / 2
            bar = element(
                "rect",
                x=MARGIN + head,
                y=middle - BAR / 2,
                width=max(1.0, LENGTH * one.value),
                height=BAR,
                fill=tint("ink" if one.marked else "line"),
            )
            parts.append(
                element(
                    "g",
                    lines_of(
                        MARGIN, middle + 4.5 - (len(lines) - 1) * LINE / 2, lines, SIZE, bold=one.marked
                    ),
                    bar,
                    words(
                        MARGIN + head + LENGTH * one.value + 6, middle + 4, one.shown, SMALL, bold=one.marked
                    ),
                    data_kind="share",
                    data_label=one.label,
                    data_value=f"{one.value:.3g}",
                    data_marked="1" if one.marked else "0",
                )
            )
            y += high + GAP
        y += GAP
    below = wrap(note, width - 2 * MARGIN, SMALL) if note else []
    parts.append(lines_of(MARGIN, y + 6, below, SMALL, LINE, fill="soft"))
    return document("shares", width, y + LINE * len(below), title, text, "".join(parts))
