"""Courses through several times: a column for each time, a row for each course, and in the cells what leads where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.drawing.measure import wrap
from detente.drawing.svg import (
    LINE,
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
    words,
)

HEAD = 120.0  # the name of a course, at the left
CHIP, HIGH = 34.0, 20.0
ARROW = 26.0
STEP = 25.0  # from one passage to the next below it
GAP = 9.0  # between courses
MOST_ENDS = 3  # of one passage that get a chip of their own


@dataclass(frozen=True, slots=True)
class Passage:
    """A time, from one state in which it begins.

    Attributes
    ----------
    start : str
        The letter of the state.
    ends : tuple of str
        The letters of where it leads; the start alone where nobody leaves it; none where it comes to no rest.
    party : int or None
        Who leaves it first; None where nobody does.
    carried : bool
        Whether the time before led there.
    """

    start: str
    ends: tuple[str, ...]
    party: int | None = None
    carried: bool = True


def course(
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[str, Sequence[Sequence[Passage]]]],
    parties: Sequence[str],
    title: str,
    text: str,
    *,
    meanings: Mapping[str, str],
    note: Sequence[str] = (),
) -> str:
    """Draw courses.

    Parameters
    ----------
    columns : sequence of (str, str)
        The date and the name of each time.
    rows : sequence of (str, sequence of sequence of Passage)
        The name of each course, and for each time its passages.
    parties : sequence of str
    title, text : str
        What the picture shows, and what it says.
    meanings : mapping of str to str
        What ``stays``, ``begins`` and ``round`` mean.
    note : sequence of str
        What the letters stand for, below.

    Examples
    --------
    >>> rows = [("doves", [[Passage("A", ("B",), 0, carried=False)], [Passage("B", ("B",))]])]
    >>> svg = course([("2024", "then"), ("2025", "now")], rows, ["North"], "Phases", "To B.", meanings={})
    >>> 'data-cell="0,0" data-start="A" data-ends="B" data-party="0"' in svg
    True
    """
    column = (WIDEST - 2 * MARGIN - HEAD) / max(1, len(columns))
    lefts = [MARGIN + HEAD + k * column for k in range(len(columns))]
    names = [wrap(name, column - 8, SMALL, bold=True, most=2) for _, name in columns]
    parts = []
    for k, ((date, _), lines, x) in enumerate(zip(columns, names, lefts, strict=True)):
        drawn = words(x, MARGIN + 11, date, SMALL, fill="soft") + lines_of(
            x, MARGIN + 11 + LINE, lines, SMALL, bold=True
        )
        parts.append(element("g", drawn, data_kind="column", data_column=str(k)))
    y = MARGIN + LINE * (1 + max(map(len, names), default=0)) + 10
    for k, (name, cells) in enumerate(rows):
        lines = wrap(name, HEAD - 8, SMALL, bold=True, most=3)
        drawn = lines_of(MARGIN, y + 14, lines, SMALL, bold=True)
        parts.append(element("g", drawn, data_kind="row", data_row=str(k)))
        for n, (passages, x) in enumerate(zip(cells, lefts, strict=True)):
            parts += [_passage(p, f"{k},{n}", x, y + m * STEP) for m, p in enumerate(passages)]
        y += max(len(lines) * LINE, STEP * max((len(c) for c in cells), default=0)) + GAP
        parts.append(
            element(
                "path",
                d=f"M{number(MARGIN)} {number(y - GAP / 2)}H{number(WIDEST - MARGIN)}",
                stroke=tint("line"),
                stroke_width=0.5,
            )
        )
    every = [p for _, cells in rows for passages in cells for p in passages]
    entries = [
        (_chip("", 0, 0, kind), CHIP, meanings[kind])
        for kind, there in (
            ("stays", any(p.ends == (p.start,) for p in every)),
            ("begins", any(not p.carried for p in every)),
        )
        if there and kind in meanings
    ]
    if "round" in meanings and any(not p.ends for p in every):
        entries.append((words(0, 4, "↻", SMALL), 14.0, meanings["round"]))
    entries += parties_key(parties, {p.party for p in every if p.party is not None})
    legend, high = key(entries, MARGIN, y + 14, WIDEST - 2 * MARGIN)
    below = [line for text_ in note for line in wrap(text_, WIDEST - 2 * MARGIN, SMALL)]
    legend += lines_of(MARGIN, y + high + 22, below, SMALL, LINE)
    return document("course", WIDEST, y + high + 16 + LINE * len(below), title, text, "".join(parts) + legend)


def _passage(passage: Passage, cell: str, x: float, y: float) -> str:
    middle = y + HIGH / 2
    stays = passage.ends == (passage.start,)
    kind = "begins" if not passage.carried else "stays" if stays else "plain"
    parts = [_chip(passage.start, x, middle, kind, heavy=stays)]
    if not stays:
        start = x + CHIP
        parts.append(arrow([(start, middle), (start + ARROW, middle)], passage.party))
        at = start + ARROW
        if not passage.ends:
            parts.append(words(at + 4, middle + 4.5, "↻", SMALL, bold=True))
        shown = passage.ends[:MOST_ENDS]
        for n, letter in enumerate(shown):
            parts.append(_chip(letter, at + n * (CHIP + 3), middle, "plain"))
        if len(passage.ends) > MOST_ENDS:
            more = f"+{len(passage.ends) - MOST_ENDS}"
            parts.append(words(at + MOST_ENDS * (CHIP + 3) + 2, middle + 4.5, more, SMALL))
    return element(
        "g",
        *parts,
        data_cell=cell,
        data_start=passage.start,
        data_ends=" ".join(passage.ends),
        data_party=None if passage.party is None else str(passage.party),
        data_carried="yes" if passage.carried else "no",
    )


def _chip(letter: str, x: float, middle: float, kind: str, *, heavy: bool = False) -> str:
    """Draw a state: what lasts is filled as an end, what the file begins with as today."""
    fill = {"stays": "end", "begins": "today", "plain": "paper"}[kind]
    drawn = box(x, middle - HIGH / 2, CHIP, HIGH, fill=fill, heavy=heavy or kind == "stays")
    return drawn + (
        words(x + CHIP / 2, middle + 4.5, letter, SMALL, anchor="middle", bold=True) if letter else ""
    )
