"""Where it is heading, in little room: a row from today to each end, the moves as arrows between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.drawing.cards import Card
from detente.drawing.measure import wrap
from detente.drawing.strip import Arrow, Lane
from detente.drawing.svg import (
    MARGIN,
    SMALL,
    WIDEST,
    arrow,
    box,
    document,
    element,
    key,
    lines_of,
    number,
    parties_key,
    tint,
)

LABEL = 112.0  # the account, at the left
TODAY = 52.0
END = 206.0  # the outcome, at the right
LINE = 13.0
TINY = 11.0
MOST_LINES = 4  # of a move
BETWEEN = 9.0  # rows
DOT = 3.5


@dataclass(frozen=True, slots=True)
class _Track:
    lane: int
    label: str
    moves: tuple[Arrow, ...]
    end: int  # the place of the card; 0 is today
    card: Card
    note: str


def rows(lanes: Sequence[Lane], parties: Sequence[str], title: str, text: str) -> str:
    """Draw a row for each end of each lane: today, the moves to it in the colours of who makes them, the outcome.

    Parameters
    ----------
    lanes : sequence of Lane
        As for `strip`; of a card its letter and title are drawn.
    parties : sequence of str
    title, text : str
        What the picture shows, and what it says.

    Examples
    --------
    >>> lane = Lane("kyiv", (Card(kind="today"), Card("A", "talks", kind="end")), (Arrow(0, 1, 0, "Russia: talks"),))
    >>> svg = rows([lane], ["Russia"], "Where it is heading", "Russia talks.")
    >>> 'data-from="0" data-to="1" data-lane="0"' in svg and "A: talks" in svg
    True
    """
    parts, y, shown = [], MARGIN, set[int]()
    for track in _tracks(lanes):
        drawn, height = _row(track, y)
        parts.append(drawn)
        shown |= {m.party for m in track.moves if m.party is not None}
        y += height + BETWEEN
    legend, high = key(parties_key(parties, shown), MARGIN, y + 6, WIDEST - 2 * MARGIN)
    return document("rows", WIDEST, y + high + 4, title, text, "".join(parts) + legend)


def _tracks(lanes: Sequence[Lane]) -> list[_Track]:
    """Take lanes apart: a track for each end; a lane without one is a track that stays today."""
    found = []
    for k, lane in enumerate(lanes):
        ends = [n for n, card in enumerate(lane.cards) if card.kind == "end"] or [0]
        for n, end in enumerate(ends):
            first, last = n == 0, n == len(ends) - 1
            moves = _way(lane.arrows, end)
            found.append(
                _Track(k, lane.label if first else "", moves, end, lane.cards[end], lane.note if last else "")
            )
    return found


def _way(arrows: Sequence[Arrow], end: int) -> tuple[Arrow, ...]:
    """Find the shortest way from today (0) to a card; none where there is none, or where it is today itself."""
    into: dict[int, Arrow] = {}
    border, seen = [0], {0}
    while border and end not in seen:
        new = []
        for move in arrows:
            if move.source in border and move.target not in seen:
                seen.add(move.target)
                into[move.target] = move
                new.append(move.target)
        border = new
    way: list[Arrow] = []
    at = end
    while at in into:
        way.append(into[at])
        at = into[at].source
    return tuple(reversed(way))


def _row(track: _Track, y: float) -> tuple[str, float]:
    left = MARGIN + LABEL
    right = WIDEST - MARGIN - END
    label = wrap(track.label, LABEL - 8, SMALL, bold=True, most=3)
    name = (
        track.card.title
        if track.end == 0
        else ": ".join(x for x in (track.card.letter, track.card.title) if x)
    )
    title = wrap(name, END - 16, SMALL, bold=True, most=4) if track.moves else []
    note = wrap(track.note, (END if track.moves else WIDEST - MARGIN - left - TODAY - 12) - 4, SMALL)
    step = (right - left - TODAY) / max(1, len(track.moves))
    told = [wrap(m.label, step - 12, TINY, most=MOST_LINES) for m in track.moves]
    above = max((len(lines) for lines in told), default=0) * LINE
    card = LINE * len(title) + 10
    middle = y + max(above + 6, card / 2, 12.0, LINE * len(label) / 2)
    parts = [lines_of(MARGIN, middle + 4 - LINE * (len(label) - 1) / 2, label, SMALL, LINE, bold=True)]
    parts.append(_card(left, middle - 12, TODAY, 24.0, ["Today"], track, 0, "today"))
    x = left + TODAY
    for n, (move, lines) in enumerate(zip(track.moves, told, strict=True)):
        stop = n < len(track.moves) - 1
        end = x + step - (DOT if stop else 0)
        parts.append(
            arrow(
                [(x + (DOT if n else 0), middle), (end, middle)],
                move.party,
                data_from=str(move.source),
                data_to=str(move.target),
                data_lane=str(track.lane),
            )
        )
        parts.append(lines_of(x + 5, middle - 6 - LINE * (len(lines) - 1), lines, TINY, LINE))
        if stop:
            dot = element("circle", cx=x + step, cy=middle, r=DOT, fill=tint("paper"), stroke=tint("ink"))
            parts.append(
                element("g", dot, data_kind="stop", data_lane=str(track.lane), data_index=str(move.target))
            )
        x += step
    low = middle + 12
    if track.moves:
        parts.append(_card(right, middle - card / 2, END, card, title, track, track.end, "end"))
        low = middle + card / 2
        parts.append(lines_of(right + 2, low + LINE, note, SMALL, LINE, fill="soft"))
        low += LINE * len(note) + (4 if note else 0)
    else:
        parts.append(lines_of(left + TODAY + 12, middle + 4, note, SMALL, LINE, fill="soft"))
        low += LINE * max(0, len(note) - 1)
    return "".join(parts), max(low, middle + 4 + LINE * len(label) / 2) - y


def _card(
    x: float,
    y: float,
    width: float,
    height: float,
    texts: Sequence[str],
    track: _Track,
    index: int,
    kind: str,
) -> str:
    letter = track.card.letter if index == track.end else ""
    return element(
        "g",
        box(x, y, width, height, fill="today" if kind == "today" else "end", heavy=index == track.end),
        lines_of(x + 7, y + 16, texts, SMALL, LINE, bold=True),
        data_kind="card",
        data_lane=number(track.lane),
        data_index=number(index),
        data_card=kind,
        data_letter=letter,
    )
