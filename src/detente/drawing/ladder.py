"""A ladder of steps, from the first rung down to the last: who takes each, who could leave there, and what then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.drawing import words as told
from detente.drawing.measure import wrap
from detente.drawing.svg import (
    LINE,
    MARGIN,
    SIZE,
    SMALL,
    arrow,
    box,
    colour,
    document,
    element,
    key,
    lines_of,
    parties_key,
    tint,
)

LEFT, RIGHT = 196.0, 244.0  # how wide rungs and what becomes of leaving are
GAP = 56.0
DOWN = 34.0  # the arrow to the next rung
INSET = 9.0
BETWEEN = 9.0


@dataclass(frozen=True, slots=True)
class Way:
    """A way off the ladder: whose, what it does, what comes of it; `held` where answers keep it from that."""

    party: int
    label: str
    note: str = ""
    held: bool = False


@dataclass(frozen=True, slots=True)
class LadderRung:
    """A rung.

    Attributes
    ----------
    label, note : str
        What it is, and how it stands there.
    party : int or None
        Who takes the step to it; None for the first.
    ways : tuple of Way
        Who could leave there.
    goes_on : bool
        Whether the step to the next rung would be taken.
    """

    label: str
    note: str = ""
    party: int | None = None
    ways: tuple[Way, ...] = ()
    goes_on: bool = True


def ladder(rungs: Sequence[LadderRung], title: str, text: str, *, parties: Sequence[str] = ()) -> str:
    """Draw a ladder.

    Parameters
    ----------
    rungs : sequence of LadderRung
    title, text : str
        What the picture shows, and what it says.
    parties : sequence of str
        Their names, for the key.

    Examples
    --------
    >>> svg = ladder([LadderRung("Signed", ways=(Way(0, "A breaks it"),))], "The ladder", "A could leave.")
    >>> 'data-from="0" data-to="0.0" data-held="no"' in svg
    True
    """
    parts: list[str] = []
    y, width = MARGIN, 2 * MARGIN + LEFT
    before: tuple[float, bool] | None = None  # where the rung above ends, and whether it goes on
    for k, rung in enumerate(rungs):
        label, note = wrap(rung.label, LEFT - 2 * INSET, SIZE, bold=True), _lines(rung.note, LEFT)
        high = (len(label) + len(note)) * LINE + 14
        if before is not None:
            parts.append(_step(k, rung.party, before[0], y, done=before[1]))
        drawn = [
            box(MARGIN, y, LEFT, high, fill="end" if k == len(rungs) - 1 else "paper", heavy=not rung.ways),
            lines_of(MARGIN + INSET, y + 19, label, SIZE, bold=True),
            lines_of(MARGIN + INSET, y + 19 + len(label) * LINE, note, SMALL, fill="soft"),
        ]
        parts.append(element("g", *drawn, data_kind="rung", data_rung=str(k), data_party=_name(rung.party)))
        below = y
        for n, way in enumerate(rung.ways):
            off, below = _off(way, f"{k}", f"{k}.{n}", (y + high / 2, below))
            parts.append(off)
            width = 2 * MARGIN + LEFT + GAP + RIGHT
        before = (y + high, rung.goes_on)
        y = max(y + high + DOWN, below)
    end = max(before[0] if before else y, y - DOWN if not rungs or not rungs[-1].ways else y - BETWEEN)
    shown = {w.party for r in rungs for w in r.ways} | {r.party for r in rungs if r.party is not None}
    entries = parties_key(parties, shown) if parties else []
    held = {w.held for r in rungs for w in r.ways}
    if False in held:
        entries.append((_sample(hollow=False), 34.0, told.COULD_LEAVE))
    if True in held:
        entries.append((_sample(hollow=True), 34.0, told.HELD))
    if any(not r.goes_on for r in rungs):
        entries.append((element("path", d="M0 0h34", stroke=tint("line"), stroke_width=1.5, stroke_dasharray="2 4"),
                        34.0, told.NOT_TAKEN))  # fmt: skip
    room = max(width, 300.0)
    legend, more = key(entries, MARGIN, end + 22, room - 2 * MARGIN)
    return document("ladder", room, end + 16 + more, title, text, "".join(parts) + legend)


def _lines(text: str, wide: float) -> list[str]:
    return wrap(text, wide - 2 * INSET, SMALL) if text else []


def _name(party: int | None) -> str | None:
    return None if party is None else str(party)


def _sample(*, hollow: bool) -> str:
    drawn = arrow([(0, 0), (34, 0)], None, dashes="3 3" if hollow else "", hollow=hollow)
    return drawn.replace('data-kind="arrow"', 'data-kind="key"')


def _step(k: int, party: int | None, top: float, bottom: float, *, done: bool) -> str:
    """Draw the arrow to a rung, in the colour of whoever takes the step; a thin one where it would not be taken."""
    x = MARGIN + 30
    return arrow(
        [(x, top), (x, bottom)],
        party if done else None,
        width=3.0 if done else 1.5,
        dashes=None if done else "2 4",
        hollow=not done,
        stroke="" if done else tint("line"),
        data_from=str(k - 1),
        data_to=str(k),
        data_done="yes" if done else "no",
    )


def _off(way: Way, start: str, end: str, at: tuple[float, float]) -> tuple[str, float]:
    """Draw a way off the ladder: a line from the rung to a box; gives where the next one may begin."""
    middle, top = at
    label, note = wrap(way.label, RIGHT - 2 * INSET, SMALL, bold=True), _lines(way.note, RIGHT)
    high = (len(label) + len(note)) * LINE + 13
    left, right = MARGIN + LEFT, MARGIN + LEFT + GAP
    here = top + high / 2
    turn = left + GAP / 2 - 6
    points = [(left, middle), (turn, middle), (turn, here), (right, here)]
    if abs(middle - here) <= 0.5:
        points = [points[0], points[-1]]
    line = arrow(
        points,
        way.party,
        width=2.0,
        dashes="3 3" if way.held else "",
        hollow=way.held,
        data_from=start,
        data_to=end,
        data_held="yes" if way.held else "no",
    )
    drawn = [
        box(right, top, RIGHT, high, stroke=colour(way.party)),
        lines_of(right + INSET, top + 18, label, SMALL, bold=True),
        lines_of(right + INSET, top + 18 + len(label) * LINE, note, SMALL, fill="soft"),
    ]
    found = element("g", *drawn, data_kind="way", data_way=end, data_party=str(way.party))
    return line + found, top + high + BETWEEN
