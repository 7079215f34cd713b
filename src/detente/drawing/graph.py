"""The graph of states: a box for each, a line for the moves between two, a key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.drawing import words as told
from detente.drawing.layout import Box, columns, place
from detente.drawing.measure import cut, wrap
from detente.drawing.svg import (
    LINE,
    SIZE,
    Point,
    arrow,
    colour,
    dash,
    document,
    element,
    key,
    lines_of,
    parties_key,
    path_of,
    tint,
    words,
)

WIDTH = 178.0
TEXT = 11.5
GAPS = (110.0, 26.0)
GAPS_DOWN = (46.0, 60.0)
MOST_COLUMNS = 4  # more go from top to bottom, to stay legible on paper
MARGIN = 26.0
INSET = 9.0
HEADROOM = 26.0
MOST_LINES = 6
SIDE_BY_SIDE = 7.0  # between the lines of two parties


@dataclass(frozen=True, slots=True)
class State:
    """A state as a box.

    Attributes
    ----------
    name : str
        What stands above; `today` adds that it is today.
    lines : tuple of str
        What is done in it; long ones are wrapped.
    concepts : tuple of str
        Under which concepts it is an equilibrium; none where it is not.
    strong : bool
        Whether it holds most surely (the key says in which sense).
    level : int
        How far it is from the start: states of one level stand in one column or row.
    """

    name: str
    lines: tuple[str, ...] = ()
    concepts: tuple[str, ...] = ()
    today: bool = False
    strong: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """The moves of one party between two states, by their places.

    `forth` and `back`: ``None`` where there is no move, else whether it is better for the party.
    `step` is the number of the step of a shortest way, 0 for none.
    """

    party: int
    source: int
    target: int
    forth: bool | None
    back: bool | None
    step: int = 0


def graph(
    states: Sequence[State],
    lines: Sequence[Line],
    parties: Sequence[str],
    title: str,
    text: str,
    *,
    strong: str = told.MOST_SURELY,
) -> str:
    """Draw the graph, from left to right, or from top to bottom where there are many levels.

    `strong` says in the key what a heavy green box is.

    Examples
    --------
    >>> states = [State("s1", today=True), State("s2", level=1, concepts=("Nash",), strong=True)]
    >>> svg = graph(states, [Line(0, 0, 1, True, None)], ["Russia"], "The graph of states", "...")
    >>> 'data-from="0" data-to="1" data-better="yes"' in svg
    True
    """
    texts = [_texts(s) for s in states]
    heights = {k: HEADROOM + LINE * sum(map(len, both)) + 6 for k, both in enumerate(texts)}
    ordered = columns({k: s.level for k, s in enumerate(states)}, [(x.source, x.target) for x in lines])
    down = len(ordered) > MOST_COLUMNS and max(map(len, ordered)) <= MOST_COLUMNS
    top = MARGIN + (34 if len(ordered) > 2 and not down else 0)
    boxes = {
        k: Box(b.x + MARGIN, b.y + top, b.width, b.height)
        for k, b in place(ordered, heights, WIDTH, GAPS_DOWN if down else GAPS, down=down).items()
    }
    drawn = [
        _moves(x, boxes, SIDE_BY_SIDE * (x.party - (len(parties) - 1) / 2), down=down)
        for x in sorted(lines, key=lambda x: x.step > 0)
    ]
    reach = [p for ways, _ in drawn for p in ways]
    shift = max({0.0, *(6 - x for x, _ in reach)})
    lift = max({0.0, *(6 - y for _, y in reach)})
    width = max([b.x + b.width for b in boxes.values()] + [x for x, _ in reach]) + MARGIN + shift
    height = max([b.y + b.height for b in boxes.values()] + [y for _, y in reach]) + MARGIN + lift
    width = max(width, 640.0)
    parts = [svg for _, svg in drawn] + [_box(s, k, boxes[k], *texts[k]) for k, s in enumerate(states)]
    body = "".join(parts)
    if shift or lift:
        body = element("g", body, transform=f"translate({shift:.1f} {lift:.1f})")
    legend, high = key(_entries(states, lines, parties, strong), MARGIN, height, width - 2 * MARGIN)
    return document("graph", width, height + high + 8, title, text, body + legend)


def _texts(state: State) -> tuple[list[str], list[str]]:
    room = WIDTH - 2 * INSET
    does = [w for line in state.lines for w in wrap(line, room, TEXT)]
    if len(does) > MOST_LINES + len(state.lines):
        does = [*does[: MOST_LINES - 1], does[MOST_LINES - 1] + " …"]
    held = wrap(" ".join(c.replace(" ", "\N{NO-BREAK SPACE}") for c in state.concepts), room, TEXT)
    return does, held


def _moves(line: Line, boxes: Mapping[int, Box], shift: float, *, down: bool) -> tuple[list[Point], str]:
    """Draw a line with a head at each end that a move leads to; gives its points too."""
    a, b = boxes[line.source], boxes[line.target]
    points = _points(a, b, shift, boxes.values() if down else (), down=down)
    curved = len(points) == 4
    better = bool(line.forth or line.back)
    width = 3.2 if line.step else 1.6 if better else 1.0
    faint = None if line.step else 0.8 if better else 0.45
    parts = []
    ends = [
        (points, line.forth, line.source, line.target),
        (points[::-1], line.back, line.target, line.source),
    ]
    for way, gain, source, target in ends:
        if gain or (gain is False and not better):
            parts.append(
                arrow(
                    way,
                    line.party,
                    curved=curved,
                    width=width,
                    hollow=not gain,
                    data_from=source,
                    data_to=target,
                    data_better="yes" if gain else "no",
                    data_step=line.step or None,
                )
            )
    if not parts:
        parts.append(
            element(
                "path",
                d=path_of(points, curved=curved),
                fill="none",
                stroke=colour(line.party),
                stroke_width=width,
                stroke_dasharray=dash(line.party),
            )
        )
    return points, element("g", *parts, opacity=faint, data_kind="moves", data_party=str(line.party))


def _is_between(box: Box, left: Box, right: Box) -> bool:
    """Tell whether a box stands in the way from the side of one to the side of another."""
    return left.x + left.width <= box.x < right.x and box.y <= left.middle <= box.y + box.height


def _points(a: Box, b: Box, shift: float, boxes: Iterable[Box], *, down: bool) -> list[Point]:
    """Find the way from the side of one box to the side of another; within a level it bows out."""
    if down and abs(a.y - b.y) < 1 and abs(a.x - b.x) < 1.5 * WIDTH:  # neighbours in a row
        left, right = (a, b) if a.x < b.x else (b, a)
        y = min(a.middle, b.middle) + shift
        ends = [(left.x + WIDTH, y), (right.x, y)]
        return ends if a.x < b.x else ends[::-1]
    others = [Box(o.y, o.x, o.height, o.width) for o in boxes]
    if down:  # the same drawing with x and y exchanged
        a, b = Box(a.y, a.x, a.height, a.width), Box(b.y, b.x, b.height, b.width)
    if abs(a.x - b.x) < 1:
        near = max(a.x + a.width, b.x + b.width)
        bow = near + 30 + min(80, abs(a.middle - b.middle) / 6) + 2 * abs(shift)
        points = [
            (a.x + a.width, a.middle + shift),
            (bow, a.middle + shift),
            (bow, b.middle + shift),
            (b.x + b.width, b.middle + shift),
        ]
    else:
        left, right = (a, b) if a.x < b.x else (b, a)
        x1, y1, x2, y2 = left.x + left.width, left.middle + shift, right.x, right.middle + shift
        reach = max(40.0, (x2 - x1) / 2)
        far = any(_is_between(o, left, right) for o in others) if down else x2 - x1 > GAPS[0] + WIDTH / 2
        past = far and abs(y1 - y2) < 60  # there is a box between: go round it
        lift = -((WIDTH if down else WIDTH / 2.6 + 30) + abs(shift)) if past else 0.0
        points = [(x1, y1), (x1 + reach, y1 + lift), (x2 - reach, y2 + lift), (x2, y2)]
        if a.x > b.x:
            points.reverse()
    return [(y, x) if down else (x, y) for x, y in points]


def _box(state: State, k: int, at: Box, does: Sequence[str], held: Sequence[str]) -> str:
    heavy = state.strong
    frame = element(
        "rect",
        x=at.x,
        y=at.y,
        width=at.width,
        height=at.height,
        rx=7,
        fill=tint("today" if state.today else "end" if heavy else "paper"),
        stroke=tint("ink"),
        stroke_width=2.4 if heavy else 1,
        stroke_dasharray=None if state.concepts else "1 3",
    )
    head = f"{state.name} ({told.TODAY})" if state.today else state.name
    head = cut(head, at.width - 2 * INSET, SIZE, bold=True)
    parts = [frame, words(at.x + INSET, at.y + 18, head, SIZE, bold=True)]
    parts.append(lines_of(at.x + INSET, at.y + HEADROOM + 10, does, TEXT))
    low = at.y + HEADROOM + 10 + LINE * len(does)
    parts += [
        element("g", words(at.x + INSET, low + LINE * n, t, TEXT, fill="soft"), font_style="italic")
        for n, t in enumerate(held)
    ]
    return element(
        "g",
        *parts,
        data_kind="state",
        data_state=str(k),
        data_today="yes" if state.today else None,
        data_strong="yes" if heavy else None,
        data_concepts=" ".join(state.concepts) or None,
    )


def _entries(
    states: Sequence[State], lines: Sequence[Line], parties: Sequence[str], strong: str
) -> list[tuple[str, float, str]]:
    """Explain what is in the drawing, and nothing else."""
    entries = parties_key(parties, [x.party for x in lines])
    if any(x.forth or x.back for x in lines):
        head = arrow([(0, 0), (34, 0)], None).replace('data-kind="arrow"', 'data-kind="key"')
        entries.append((head, 34.0, told.BETTER_FOR_MOVER))
    if any(False in (x.forth, x.back) and not (x.forth or x.back) for x in lines):
        head = arrow([(0, 0), (34, 0)], None, hollow=True).replace('data-kind="arrow"', 'data-kind="key"')
        entries.append((head, 34.0, told.NOT_BETTER_FOR_MOVER))
    if any(x.step for x in lines):
        entries.append(
            (element("path", d="M0 0h34", stroke=tint("ink"), stroke_width=3.6), 34.0, told.A_SHORTEST_WAY)
        )
    for shown, fill, heavy, dashes, text in (
        (any(s.today for s in states), "today", False, None, told.TODAY),
        (any(s.strong for s in states), "end", True, None, strong),
        (any(s.concepts and not s.strong for s in states), "paper", False, None, told.EQUILIBRIUM_IN_BOX),
        (any(not s.concepts for s in states), "paper", False, "1 3", told.NO_EQUILIBRIUM),
    ):
        if shown:
            mark = element(
                "path",
                d="M1 -7h30v14h-30z",
                fill=tint(fill),
                stroke=tint("ink"),
                stroke_width=2.4 if heavy else 1,
                stroke_dasharray=dashes,
            )
            entries.append((mark, 32.0, text))
    return entries


__all__ = ["Line", "State", "graph"]
