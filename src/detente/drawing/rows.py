"""Where it is heading, in little room: a row from today to each end, the moves as arrows between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.drawing import words as told
from detente.drawing.cards import Card
from detente.drawing.lanes import Arrow, Lane
from detente.drawing.measure import width_of, wrap
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

LABEL = 100.0  # the account, at the left
TODAY = 46.0
END = 214.0  # the outcome, at the right
GAP = 18.0  # before it
ARROW = 24.0
CHIP = 20.0
LINE = 14.0
TINY = 11.0
MOST_LINES = 4  # of an outcome's title
BETWEEN = 7.0  # rows
TURN = 8.0  # before an outcome, where the line to it turns

_Move = tuple[
    Arrow, float, float, int, list[str]
]  # where its arrow starts and ends, in which line, what is done


@dataclass(frozen=True, slots=True)
class _Track:
    lane: int
    label: str
    moves: tuple[Arrow, ...]
    end: int  # the place of the card; 0 is today
    card: Card
    note: str


def rows(lanes: Sequence[Lane], parties: Sequence[str], title: str, text: str, *, note: str = "") -> str:
    """Draw a row for each end of each lane: today, the moves to it in the colours of who makes them, the outcome.

    Parameters
    ----------
    lanes : sequence of Lane
        As for `strip`; of a card its letter and title are drawn.
    parties : sequence of str
    title, text : str
        What the picture shows, and what it says.
    note : str
        What a reader has to know, below it.

    Examples
    --------
    >>> lane = Lane("kyiv", (Card(kind="today"), Card("A", "talks", kind="end")), (Arrow(0, 1, 0, "Russia: talks"),))
    >>> svg = rows([lane], ["Russia"], "Where it is heading", "Russia talks.")
    >>> 'data-from="0" data-to="1" data-lane="0"' in svg and "A: talks" in svg
    True
    """
    parts, y, shown = [], MARGIN, set[int]()
    named = {lane.cards[0].title for lane in lanes if lane.cards} - {""}
    today = min(named, default=told.TODAY.capitalize())
    for track in _tracks(lanes):
        drawn, height = _row(track, y, today)
        parts.append(drawn)
        shown |= {m.party for m in track.moves if m.party is not None}
        y += height + BETWEEN
    legend, high = key(parties_key(parties, shown), MARGIN, y + 6, WIDEST - 2 * MARGIN)
    below = wrap(note, WIDEST - 2 * MARGIN, TINY) if note else []
    legend += lines_of(MARGIN, y + high + 8, below, TINY, LINE, fill="soft")
    return document("rows", WIDEST, y + high + 4 + LINE * len(below), title, text, "".join(parts) + legend)


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
    for _ in arrows:  # no way has more moves than there are
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
        way.append(into.pop(at))
        at = way[-1].source
    return tuple(reversed(way))


def _row(track: _Track, y: float, today: str) -> tuple[str, float]:
    """Draw one track: the account, today, each move behind its arrow as a line of text, the outcome at the right."""
    left, right = MARGIN + LABEL, WIDEST - MARGIN - END
    label = wrap(track.label, LABEL - 8, SMALL, bold=True, most=3)
    name = ": ".join(x for x in (track.card.letter, track.card.title) if x)
    title = wrap(name, END - 14, TINY, bold=True, most=MOST_LINES) if track.moves else []
    note = wrap(track.note, (END if track.moves else WIDEST - MARGIN - left - TODAY - 12) - 4, TINY)
    placed, lines = _placed(track.moves, left, right - GAP)
    high = max(CHIP, lines * LINE + 6, len(title) * LINE + 9, len(label) * LINE + 2)
    middle = y + high / 2
    first = middle - (lines - 1) * LINE / 2  # the middle of the first line of moves
    parts = [lines_of(MARGIN, middle + 4 - LINE * (len(label) - 1) / 2, label, SMALL, LINE, bold=True)]
    parts.append(_card(left, first - CHIP / 2, TODAY, CHIP, [today], track, 0, "today"))
    for move, start, end, line, texts in placed:
        across = first + line * LINE
        parts.append(
            arrow(
                [(start, across), (end, across)],
                move.party,
                data_from=str(move.source),
                data_to=str(move.target),
                data_lane=str(track.lane),
            )
        )
        parts.append(lines_of(end + 4, across + 4, texts, TINY, LINE))
    if not track.moves:
        parts.append(lines_of(left + TODAY + 12, middle + 4, note, TINY, LINE, fill="soft"))
        return "".join(parts), high + LINE * max(0, len(note) - 1)
    card = len(title) * LINE + 9
    parts.append(_leader(placed, first, right, (middle - card / 2 + 4, middle + card / 2 - 4)))
    parts.append(_card(right, middle - card / 2, END, card, title, track, track.end, "end"))
    parts.append(lines_of(right + 2, middle + card / 2 + LINE, note, TINY, LINE, fill="soft"))
    return "".join(parts), max(high, high / 2 + card / 2 + LINE * len(note) + (3 if note else 0))


def _leader(placed: Sequence[_Move], first: float, right: float, side: tuple[float, float]) -> str:
    """Lead the eye from behind the last move to the side of the outcome, with a thin line."""
    _, _, end, line, texts = placed[-1]
    across = first + (line + len(texts) - 1) * LINE
    start = end + 8 + max((width_of(t, TINY) for t in texts[-1:]), default=0.0)
    at = min(max(across, side[0]), side[1])
    points = [(start, across), (right - TURN, across), (right - TURN, at), (right, at)]
    way = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in dict.fromkeys(points))
    return element("path", d=way, fill="none", stroke=tint("soft"), stroke_width=0.8, data_kind="leader")


def _placed(moves: Sequence[Arrow], left: float, right: float) -> tuple[list[_Move], int]:
    """Place the moves one behind the other, in as many lines as they need: an arrow, then what is done."""
    found: list[_Move] = []
    line, x = 0, left + TODAY
    for move in moves:
        texts = wrap(move.label, right - left - TODAY - ARROW - 8, TINY, most=2)
        need = ARROW + 4 + max((width_of(t, TINY) for t in texts), default=0.0) + 4
        if found and (x + need > right or len(texts) > 1):
            line, x = line + 1, left + TODAY
        found.append((move, x, x + ARROW, line, texts))
        x += need
        if len(texts) > 1:  # what follows begins on a line of its own
            line, x = line + len(texts) - 1, right
    return found, line + 1


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
        lines_of(x + 6, y + 14, texts, TINY, LINE, bold=True),
        data_kind="card",
        data_lane=number(track.lane),
        data_index=number(index),
        data_card=kind,
        data_letter=letter,
    )
