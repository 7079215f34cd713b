"""Where it is heading: one lane per account, from today down to the end, or to each of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.drawing import words as told
from detente.drawing.cards import MARK, Card, draw, height_of
from detente.drawing.lanes import Lane, _before, _is_join, _label_track, _Plan, _plan, _rows
from detente.drawing.measure import wrap
from detente.drawing.svg import (
    HEAD,
    LINE,
    MARGIN,
    SIZE,
    SMALL,
    WIDEST,
    Point,
    arrow,
    document,
    element,
    key,
    lines_of,
    parties_key,
    tint,
    words,
)

GAP = 16.0  # between tracks
LEAST_TRACK = 150.0
ALONE = 360.0  # how wide a picture of one track is
STEM = 20.0  # how far from the left border of its track an arrow runs
DOT = 4.5
LEAST_ARROW = 30.0
BEND = 11.0  # between lines that run side by side


def _shared_today(plans: Sequence[_Plan]) -> bool:
    firsts = {replace(p.lane.cards[0], ranks=()) for p in plans}
    return len(plans) > 1 and [card.kind for card in firsts] == ["today"]


def _with_today(card: Card, today: Card) -> Card:
    """Add in brackets where a party ranks today, where the card of today is shared and cannot say so."""
    before = {k: text.split(" ")[0] for k, text in today.ranks}
    ranks = tuple((k, f"{text} ({before[k]})" if k in before else text) for k, text in card.ranks)
    return replace(card, ranks=ranks)


def _ranked_twice(lane: Lane) -> bool:
    """Tell whether a later card says where a party ranks that ranks today, too."""
    return any({k for k, _ in lane.cards[0].ranks} & {k for k, _ in card.ranks} for card in lane.cards[1:])


def strip(lanes: Sequence[Lane], parties: Sequence[str], title: str, text: str) -> str:
    """Draw lanes: cards joined by arrows, from today to the end or ends.

    Parameters
    ----------
    lanes : sequence of Lane
        One for each account; their first cards are today. Where all have the same today, it is drawn once.
    parties : sequence of str
        The names of the parties; everywhere else a party is its place here.
    title, text : str
        What the picture shows, and what it says.

    Examples
    --------
    >>> from detente.drawing import Arrow
    >>> today, end = Card(title="Today", kind="today"), Card("A", "talks", kind="end")
    >>> svg = strip([Lane("", (today, end), (Arrow(0, 1, 0, "Russia: talks"),))], ["Russia"], "Heading", "To talks.")
    >>> "<title" in svg, svg.count('data-kind="arrow"')
    (True, 1)
    """
    names = tuple(parties)
    plans = [_plan(lane) for lane in lanes]
    rows = _rows(plans)
    tracks = max(sum(p.width for p in row) for row in rows)
    width = ALONE if tracks == 1 else min(WIDEST, 2 * ALONE)
    track = max(LEAST_TRACK, (width - 2 * MARGIN - GAP * (tracks - 1)) / tracks)
    width = track * tracks + GAP * (tracks - 1) + 2 * MARGIN
    parts: list[str] = []
    y = MARGIN
    bracketed = False
    for number, row in enumerate(rows):
        shared = _shared_today(row)
        bracketed |= shared and any(_ranked_twice(p.lane) for p in row)
        drawn, y = _row(row, names, track, y, shared=shared, first=sum(map(len, rows[:number])))
        parts.append(drawn)
        y += GAP
    shown = {a.party for p in plans for a in p.lane.arrows if a.party is not None}
    listed = {k for p in plans for c in p.lane.cards for k, *_ in c.lines}
    entries = parties_key(names, sorted(shown - listed))
    if any(c for p in plans for card in p.lane.cards for *_, c in card.lines):
        entries.append((words(0, 4, MARK, SMALL, bold=True), 9.0, told.CHANGED))
    if bracketed:
        entries.append((words(0, 4, "(1st)", SMALL), 30.0, told.PLACE_TODAY))
    legend, high = key(entries, MARGIN, y, width - 2 * MARGIN)
    return document("strip", width, y + high, title, text, "".join(parts) + legend)


def _row(
    row: Sequence[_Plan], names: tuple[str, ...], track: float, top: float, *, shared: bool, first: int
) -> tuple[str, float]:
    """Draw lanes side by side; gives the drawing and where it ends."""
    starts, x = [], MARGIN
    for plan in row:
        starts.append(x)
        x += plan.width * (track + GAP)
    whole = x - GAP - MARGIN
    depth = max(p.depth for p in row)
    rows_of = [_levels(p, depth) for p in row]
    cards = [
        tuple(_with_today(c, p.lane.cards[0]) if shared and k else c for k, c in enumerate(p.lane.cards))
        for p in row
    ]
    aside = STEM + 10 if shared else 0.0  # beside the arrow that comes from today
    # Beside an arrow that leaves today there is room as far as the next one.
    wide = [track if shared else p.width * (track + GAP) - GAP for p in row]
    labels = [wrap(p.lane.label, w - aside, SIZE, bold=True) for p, w in zip(row, wide, strict=True)]
    head = max(map(len, labels)) * LINE + 6 if any(labels) else 0.0

    def room(plan: _Plan, card: int) -> float:
        return plan.width * (track + GAP) - GAP if card == 0 else track

    heights = [
        [2 * DOT if c.is_dot else height_of(c, names, room(p, k)) for k, c in enumerate(drawn)]
        for p, drawn in zip(row, cards, strict=True)
    ]
    parts: list[str] = []
    y = top
    boxes: list[dict[int, tuple[float, float, float, float]]] = [{} for _ in row]
    if shared:
        today = replace(row[0].lane.cards[0], ranks=())
        high = height_of(today, names, whole)
        parts.append(draw(today, names, (MARGIN, y), whole, high, data_lane="all", data_index=0))
        for n in range(len(row)):
            boxes[n][0] = (starts[n], y, whole, high)
        y += high
        parts += [_label(labels[n], starts[n] + aside, y + 20, first + n) for n in range(len(row))]
    else:
        parts += [_label(labels[n], starts[n], y + 13, first + n) for n in range(len(row))]
        y += head
    gap0 = head + (6 if head else 0) if shared else 0.0  # the room that labels need below today
    slots = [_slots(p, levels, track) for p, levels in zip(row, rows_of, strict=True)]
    for level in range(depth + 1):
        if level:
            y += max(s.get(level - 1, 0.0) for s in slots) + (gap0 if level == 1 else 0)
        high = 0.0
        for n, plan in enumerate(row):
            for card, at in enumerate(rows_of[n]):
                if at != level or card in boxes[n]:
                    continue
                left = starts[n] + plan.tracks[card] * (track + GAP)
                tall = heights[n][card]
                boxes[n][card] = (left, y, room(plan, card), tall)
                high = max(high, tall)
        y += high
    bottom = y
    for n, plan in enumerate(row):
        drawn = [
            _card(cards[n][k], names, boxes[n][k], first + n, k)
            for k in range(len(cards[n]))
            if not (shared and k == 0)
        ]
        lines = [_move(plan, k, boxes[n], track, gap0, first + n) for k in range(len(plan.lane.arrows))]
        note = wrap(plan.lane.note, plan.width * (track + GAP) - GAP, SMALL) if plan.lane.note else []
        below = max(b[1] + b[3] for b in boxes[n].values()) + slots[n].get(max(rows_of[n]), 0.0)
        below += gap0 if len(boxes[n]) == 1 else 0.0
        parts += [*lines, *drawn, lines_of(starts[n] + aside, below + 18, note, SMALL)]
        bottom = max(bottom, below + (len(note) * LINE + 8 if note else 0))
    return "".join(parts), bottom


def _levels(plan: _Plan, depth: int) -> list[int]:
    """Put the ends of all lanes on one level, so that they can be compared side by side."""
    last = {a.source for k, a in enumerate(plan.lane.arrows) if k not in plan.back}
    return [
        depth if plan.lane.cards[k].kind == "end" and k and k not in last else level
        for k, level in enumerate(plan.levels)
    ]


def _label(lines: Sequence[str], x: float, y: float, lane: int) -> str:
    return lines_of(x, y, lines, SIZE, bold=True, data_lane_label=lane) if lines else ""


def _card(
    card: Card, names: tuple[str, ...], at: tuple[float, float, float, float], lane: int, index: int
) -> str:
    x, y, width, height = at
    if card.is_dot:
        dot = element(
            "circle", cx=x + STEM, cy=y + DOT, r=DOT, fill=tint("paper"), stroke=tint("ink"), stroke_width=1.5
        )
        return element("g", dot, data_kind="card", data_card="step", data_lane=lane, data_index=index)
    return draw(card, names, (x, y), width, height, data_lane=lane, data_index=index)


def _slots(plan: _Plan, levels: Sequence[int], track: float) -> dict[int, float]:
    """How much room the labels need below each level."""
    need: dict[tuple[int, int], float] = {}
    for k, a in enumerate(plan.lane.arrows):
        place = (levels[a.source], _label_track(plan, k))
        lines = len(_wrapped(plan, k, track))
        need[place] = need.get(place, 0.0) + lines * LINE + 2
    found: dict[int, float] = {}
    for (level, _), high in need.items():
        room = high + 16
        found[level] = max(found.get(level, room), room)
    for level in range(max(levels)):
        found[level] = max(found.get(level, LEAST_ARROW), LEAST_ARROW)
    joins = [k for k, a in enumerate(plan.lane.arrows) if _is_join(plan, k)]
    for k in joins:
        level = levels[plan.lane.arrows[k].target] - 1
        found[level] += BEND
    return found


def _wrapped(plan: _Plan, k: int, track: float) -> list[str]:
    label = plan.lane.arrows[k].label
    if k in plan.back and label:
        label = f"↩ {label}"
    room = (
        track
        - STEM
        - 14
        - BEND * (len(plan.back) + sum(_is_join(plan, j) for j in range(len(plan.lane.arrows))))
    )
    return wrap(label, max(room, 60.0), SMALL)


def _move(
    plan: _Plan,
    k: int,
    boxes: dict[int, tuple[float, float, float, float]],
    track: float,
    offset: float,
    lane: int,
) -> str:
    """Draw one arrow with its label, from the border of its source to the border of its target."""
    a = plan.lane.arrows[k]
    source, target = boxes[a.source], boxes[a.target]
    dot, into_dot = plan.lane.cards[a.source].is_dot, plan.lane.cards[a.target].is_dot
    low = source[1] + source[3]
    wide = a.source == 0
    points: list[Point]
    if k in plan.back:
        turn = sorted(plan.back).index(k)
        edge = boxes[a.source][0] + track - 4 + GAP / 2 - BEND * turn
        points = _back_points(source, target, edge, turn, dot=dot, into_dot=into_dot)
    elif _is_join(plan, k):
        turn = [j for j in range(len(plan.lane.arrows)) if _is_join(plan, j)].index(k)
        x0 = source[0] + STEM + (0 if dot else BEND * (turn + 1))
        x1 = target[0] + STEM + (0 if into_dot else BEND * (turn + 1))
        y1 = target[1]
        if dot:
            points = [
                (source[0] + STEM + DOT, source[1] + DOT),
                (source[0] + track - 2 - BEND * turn, source[1] + DOT),
            ]
            points += [(points[-1][0], y1 - 14 - BEND * turn), (x1, y1 - 14 - BEND * turn), (x1, y1)]
        else:
            points = [(x0, low), (x0, y1 - 14 - BEND * turn), (x1, y1 - 14 - BEND * turn), (x1, y1)]
    elif plan.tracks[a.source] == plan.tracks[a.target] or wide:
        x = target[0] + STEM
        points = [(x, low), (x, target[1])]
    else:
        x = target[0] + STEM
        y = source[1] + DOT if dot else source[1] + source[3] / 2
        points = [(source[0] + (STEM + DOT if dot else source[2]), y), (x, y), (x, target[1])]
    drawn = arrow(points, a.party, data_lane=lane, data_from=a.source, data_to=a.target)
    lines = _wrapped(plan, k, track)
    left = (source if _label_track(plan, k) == plan.tracks[a.source] and not wide else target)[0]
    start = low + (offset if wide else 0.0) + 18
    before = [j for j in range(len(plan.lane.arrows)) if j != k and _before(plan, j, k)]
    start += sum(len(_wrapped(plan, j, track)) * LINE + 2 for j in before)
    return drawn + element(
        "g",
        lines_of(
            left + STEM + 10, start, lines, SMALL, data_label=a.party if a.party is not None else "none"
        ),
        data_kind="move",
        data_lane=lane,
    )


def _back_points(
    source: tuple[float, float, float, float],
    target: tuple[float, float, float, float],
    edge: float,
    turn: int,
    *,
    dot: bool,
    into_dot: bool,
) -> list[Point]:
    """Go round on the right: out of one card, up, and into the side of another."""
    y0 = source[1] + DOT if dot else source[1] + source[3] / 2 + BEND * turn
    x0 = source[0] + (STEM + DOT if dot else source[2])
    y1 = target[1] + DOT if into_dot else target[1] + target[3] / 2 + BEND * turn
    x1 = target[0] + (STEM + DOT if into_dot else target[2])
    if not into_dot and target[2] > edge - target[0]:  # a wide card: into its lower border
        return [(x0, y0), (edge - HEAD, y0), (edge - HEAD, target[1] + target[3])]
    return [(x0, y0), (edge, y0), (edge, y1), (x1, y1)]


__all__ = ["Card", "strip"]
