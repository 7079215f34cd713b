"""Who could move together, to what, and who could spoil it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.drawing import words as told
from detente.drawing.measure import wrap
from detente.drawing.svg import (
    DASHES,
    HEAD,
    LINE,
    MARGIN,
    SMALL,
    WIDEST,
    box,
    colour,
    dash,
    document,
    element,
    key,
    lines_of,
    number,
    parties_key,
    tint,
)

BOX = 150.0
TOGETHER, SPOILING = 128.0, 124.0
BETWEEN = 20.0
APART = 5.0  # between the lines of the members
INSET = 9.0


@dataclass(frozen=True, slots=True)
class Spoiler:
    """A party that could upset what a group moves to: to what outcome, and in a word what it does (`label`)."""

    party: int
    target: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A joint move: `members` by their places, from one outcome to another; `label` names them."""

    members: tuple[int, ...]
    source: str
    target: str
    label: str = ""
    spoilers: tuple[Spoiler, ...] = ()


def groups(found: Sequence[Group], parties: Sequence[str], title: str, text: str) -> str:
    """Draw joint moves, one below the other: from where, to where, and who could spoil each.

    The lines of all members run side by side to the outcome they move to; who could spoil it leads on from there.

    Examples
    --------
    >>> move = Group((0, 1), "B", "D: mutual concessions", "together", (Spoiler(2, "E: troops", "sends forces"),))
    >>> svg = groups([move], ["Russia", "Ukraine", "Europe"], "Groups", "...")
    >>> 'data-members="0 1"' in svg, 'data-spoiler="2"' in svg
    (True, True)
    """
    parts, y = [], MARGIN
    spoiled = any(g.spoilers for g in found)
    for n, group in enumerate(found):
        drawn, y = _group(group, n, y)
        parts.append(drawn)
        y += BETWEEN
    width = WIDEST if spoiled else 2 * MARGIN + 2 * BOX + TOGETHER
    shown = {k for g in found for k in g.members} | {s.party for g in found for s in g.spoilers}
    entries = parties_key(parties, sorted(shown))
    if spoiled:
        sample = _line((0.0, 0.0), 34.0, None, "5 4") + _head((34.0, 0.0), tint("ink"), hollow=True)
        entries.append((sample, 34.0, told.SPOILS))
    legend, high = key(entries, MARGIN, y + 4, width - 2 * MARGIN)
    return document("groups", width, y + high, title, text, "".join(parts) + legend)


def _height(lines: Sequence[str]) -> float:
    return len(lines) * LINE + 16


def _group(group: Group, n: int, top: float) -> tuple[str, float]:
    room = BOX - 2 * INSET
    source, target = wrap(group.source, room, SMALL), wrap(group.target, room, SMALL, bold=True)
    label = wrap(group.label, TOGETHER - HEAD - 10, SMALL, bold=True)
    lines = (len(group.members) - 1) * APART
    ends = [wrap(s.target, room, SMALL) for s in group.spoilers]
    does = [wrap(s.label, SPOILING - HEAD - 12, SMALL) for s in group.spoilers]
    above = [max(_height(e) / 2, len(d) * LINE + 8) for e, d in zip(ends, does, strict=True)]
    below = [_height(e) / 2 for e in ends]
    spoiling = sum(above) + sum(below) + 8 * (len(ends) - 1) if ends else 0.0
    if len(ends) == 1:  # straight on: what stands above the line needs room there
        spoiling = 2 * max(above[0], below[0])
    half = max(_height(source), _height(target)) / 2
    up = max(half, len(label) * LINE + 8 + lines / 2, spoiling / 2)
    high = up + max(half, lines / 2 + 4, below[0] if len(ends) == 1 else spoiling / 2)
    middle = top + up
    x0, x1 = MARGIN, MARGIN + BOX + TOGETHER
    parts = [
        _outcome(x0, middle, source, f"{n}.from"),
        _outcome(x1, middle, target, f"{n}.to", end=True),
    ]
    right = x0 + BOX
    rows = [middle + (k - (len(group.members) - 1) / 2) * APART for k in range(len(group.members))]
    run = x1 - HEAD - right
    strokes = [
        element("g", _line((right, y), run, m, DASHES[m % len(DASHES)]), data_member=str(m))
        for m, y in zip(group.members, rows, strict=True)
    ]
    strokes.append(_head((x1, middle), tint("ink"), wide=1.0 + lines / HEAD))
    parts.append(
        element(
            "g",
            *strokes,
            data_kind="arrow",
            data_group=n,
            data_from=f"{n}.from",
            data_to=f"{n}.to",
            data_members=" ".join(map(str, group.members)),
        )
    )
    text_at = middle - lines / 2 - 8 - (len(label) - 1) * LINE
    parts.append(lines_of(right + 6, text_at, label, SMALL, bold=True))
    x2 = x1 + BOX + SPOILING
    y = middle - spoiling / 2
    for k, (spoiler, end, do) in enumerate(zip(group.spoilers, ends, does, strict=True)):
        centre = middle if len(ends) == 1 else y + above[k]
        parts.append(_spoil(spoiler, n, k, (x1 + BOX, middle), (x2, centre)))
        parts.append(lines_of(x1 + BOX + 22, centre - 6 - (len(do) - 1) * LINE, do, SMALL))
        parts.append(_outcome(x2, centre, end, f"{n}.spoiled{k}", party=spoiler.party))
        y = centre + below[k] + 8
    return "".join(parts), top + high


def _spoil(spoiler: Spoiler, n: int, k: int, start: tuple[float, float], end: tuple[float, float]) -> str:
    (x0, y0), (x1, y1) = start, end
    turn = x0 + 16
    way = f"M{number(x0)} {number(y0)}"
    way += f"H{number(turn)}V{number(y1)}" if abs(y1 - y0) > 0.5 else ""
    way += f"H{number(x1 - HEAD)}"
    line = element(
        "path",
        d=way,
        fill="none",
        stroke=colour(spoiler.party),
        stroke_width=2,
        stroke_dasharray=dash(spoiler.party) or "5 4",
    )
    return element(
        "g",
        line,
        _head(end, colour(spoiler.party), hollow=True),
        data_kind="arrow",
        data_group=n,
        data_from=f"{n}.to",
        data_to=f"{n}.spoiled{k}",
        data_party=str(spoiler.party),
        data_spoiler=str(spoiler.party),
    )


def _line(at: tuple[float, float], length: float, party: int | None, dashes: str) -> str:
    return element(
        "path",
        d=f"M{number(at[0])} {number(at[1])}h{number(length)}",
        stroke=colour(party),
        stroke_width=2.5,
        stroke_dasharray=dashes or None,
    )


def _head(at: tuple[float, float], shade: str, *, hollow: bool = False, wide: float = 1.0) -> str:
    x, y = at
    half = HEAD * 0.55 * wide
    return element(
        "polygon",
        points=f"{number(x)},{number(y)} {number(x - HEAD)},{number(y - half)} {number(x - HEAD)},{number(y + half)}",
        fill=tint("paper") if hollow else shade,
        stroke=shade,
        stroke_width=1.5 if hollow else None,
    )


def _outcome(
    x: float, middle: float, lines: Sequence[str], name: str, *, end: bool = False, party: int | None = None
) -> str:
    high = _height(lines)
    y = middle - high / 2
    frame = box(
        x,
        y,
        BOX,
        high,
        fill="end" if end else "paper",
        stroke=colour(party) if party is not None else "",
        heavy=end,
    )
    text = lines_of(x + INSET, y + 20, lines, SMALL, bold=end)
    return element("g", frame, text, data_kind="outcome", data_node=name)
