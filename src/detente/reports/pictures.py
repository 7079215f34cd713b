"""The brief's matrix: who gains where it is heading, and who if talks collapse, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.answers import Span, Standing, StandingKind
from detente.drawing import Cell, matrix
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.whatif.answer import WhatIfAnswer
from detente.wording import Picture, Table, Voice, place
from detente.wording.standings import MARKS, MEANING, ordinals

TITLE = "Who gains and who loses, compared with today"
HEADING, COLLAPSE = "Where it is heading", "If talks collapse"
BLIND = "not looking ahead"
COLLAPSED = "collapse"  # in the head of a narrow column
SHORT = {"◆": "it depends"}
# Three shapes are drawn; what is better or as good counts as what it can be at most.
SHAPES: dict[StandingKind, str] = {
    "better": "▲",
    "worse": "▼",
    "same": "=",
    "better_or_same": "▲",
    "worse_or_same": "▼",
    "open": "◆",
    "unknown": "?",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its group, the account, how each party fares looking ahead, and not looking ahead."""

    group: str
    account: str
    ahead: tuple[Standing, ...]
    myopic: tuple[Standing, ...]


def columns(heading: Sequence[AnalyzeAnswer], collapse: Sequence[WhatIfAnswer]) -> list[Column]:
    """Give the columns: where it is heading under each account, then the same if talks collapse."""
    found = [
        Column(HEADING, a.perspective, a.heading.ahead.standings, a.heading.myopic.standings)
        for a in heading
        if a.heading is not None
    ]
    for answer in collapse:
        if answer.myopic is not None and answer.ahead is not None:
            sides = [tuple(f.standing for f in one.with_today) for one in (answer.ahead, answer.myopic)]
            found.append(Column(COLLAPSE, answer.perspective, sides[0], sides[1]))
    return found


def cell(column: Column, dm: str) -> Cell:
    """Give a cell: how a party fares looking ahead and, where that differs, not looking ahead."""
    ahead = next((s for s in column.ahead if s.decision_maker == dm), None)
    myopic = next((s for s in column.myopic if s.decision_maker == dm), None)
    told = [s for s in (ahead, myopic) if s is not None]
    if not told:
        return Cell("", "nothing lasts", "—")
    first = told[0]
    mark, word = SHAPES[first.kind], MEANING[MARKS[first.kind]]
    if len({s.kind for s in told}) == 1:
        return Cell(mark, word, short(first.after))
    other = MARKS[told[1].kind]
    return Cell(mark, f"{word} looking ahead, {MEANING[other]} {BLIND}", f"({other})")


def short(span: Span | None) -> str:
    """Write the places of some outcomes in little room: ``21–37th``."""
    if span is None or span.best == span.worst:
        return ordinals(span)
    return f"{span.best}–{place(span.worst)}"


def matrix_picture(
    heading: Sequence[AnalyzeAnswer], collapse: Sequence[WhatIfAnswer], voice: Voice
) -> Picture | None:
    """Draw how every party fares under every account, compared with today; None where there is nothing to compare."""
    found = columns(heading, collapse)
    if not found:
        return None
    words = voice.words(heading[0].perspective)
    makers = [m.id for m in words.conflict.decision_makers]
    rows = [words.party(dm) for dm in makers]
    cells = [[cell(column, dm) for column in found] for dm in makers]
    several = len({c.account for c in found}) > 1
    heads = [(c.group, c.account if several else "") for c in found]
    text = " ".join(_read(column, rows, [row[k] for row in cells]) for k, column in enumerate(found))
    labels = tuple(
        (c.account if c.group == HEADING else f"{COLLAPSED}: {c.account}") if several else c.group
        for c in found
    )
    body = tuple((row, *(_plain(c) for c in line)) for row, line in zip(rows, cells, strict=True))
    split = any(c.note.startswith("(") for line in cells for c in line)
    note = "Beside the mark: the party's place for it, 1st its best."
    note += f" In brackets: {BLIND}, where that differs." if split else ""
    shown = [m for line in cells for c in line for m in (c.mark, c.note.strip("()"))]
    used = {mark: meaning for mark, meaning in MEANING.items() if mark in shown}
    short = ", ".join(f"{mark} {SHORT.get(mark, word)}" for mark, word in used.items())
    brackets = f"; in brackets: {BLIND}" if split else ""
    plain = Table(
        ("", *labels),
        body,
        f"{HEADING}: {TITLE[:1].lower()}{TITLE[1:]}" if several else TITLE,
        f"{short}; 1st: a party's best{brackets}.",
        "gains",
        frozenset(range(1, len(found) + 1)),
        marks=used,
    )
    return Picture(matrix(heads, rows, cells, TITLE, text, note=note), text, TITLE, (plain,))


def _plain(cell: Cell) -> str:
    return f"{cell.mark} {cell.note}".strip()


def _read(column: Column, rows: Sequence[str], cells: Sequence[Cell]) -> str:
    told = "; ".join(
        f"{row} {c.word}{f' ({c.note})' if c.note and c.mark else ''}"
        for row, c in zip(rows, cells, strict=True)
    )
    return f"{column.group}, account “{column.account}”: {told}."
