"""The brief's matrix: who gains where it is heading, and who if talks collapse, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente.answers import Span, Standing
from detente.drawing import Cell
from detente.questions import gains
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.whatif.answer import WhatIfAnswer
from detente.wording import Picture, Voice
from detente.wording.standings import MARKS
from detente.wording.ways import ENGLISH, WaysWords

HEADING, COLLAPSE = ENGLISH.heading, ENGLISH.collapse


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its group, the account, how each party fares looking ahead, and not looking ahead."""

    group: str
    account: str
    ahead: tuple[Standing, ...]
    myopic: tuple[Standing, ...]


def columns(
    heading: Sequence[AnalyzeAnswer], collapse: Sequence[WhatIfAnswer], words: WaysWords = ENGLISH
) -> list[Column]:
    """Give the columns: where it is heading under each account, then the same if talks collapse."""
    found = [
        Column(words.heading, a.perspective, a.heading.ahead.standings, a.heading.myopic.standings)
        for a in heading
        if a.heading is not None
    ]
    for answer in collapse:
        if answer.myopic is not None and answer.ahead is not None:
            sides = [tuple(f.standing for f in one.with_today) for one in (answer.ahead, answer.myopic)]
            found.append(Column(words.collapse, answer.perspective, sides[0], sides[1]))
    return found


def cell(column: Column, dm: str, words: WaysWords = ENGLISH) -> Cell:
    """Give a cell: how a party fares looking ahead and, where that differs, not looking ahead."""
    told = _fares(column, dm)
    if not told:
        return gains.cell(None, words.lasts_not)
    first = gains.cell(told[0], words=words)
    if not _parts(told):
        return replace(first, note=short(told[0].after))
    other = MARKS[told[1].kind]
    return replace(first, word=words.both.format(first.word, words.meaning[other]), note=f"({other})")


def _fares(column: Column, dm: str) -> list[Standing]:
    """Give how a party fares looking ahead, and not looking ahead, where that is known."""
    sides = (column.ahead, column.myopic)
    return [s for side in sides for s in side if s.decision_maker == dm]


def _parts(told: Sequence[Standing]) -> bool:
    return len({s.kind for s in told}) > 1


def _said(column: Column, dm: str, words: WaysWords) -> str:
    """Say what a cell says, with the place where there is one."""
    shown, told = cell(column, dm, words), _fares(column, dm)
    return f"{shown.word} ({shown.note})" if shown.note and shown.mark and not _parts(told) else shown.word


def short(span: Span | None) -> str:
    """Write the places of some outcomes in little room, and of how many: ``21–37/120``."""
    if span is None:
        return ""
    return f"{span.best}/{span.of}" if span.best == span.worst else f"{span.best}–{span.worst}/{span.of}"


def matrix_picture(
    heading: Sequence[AnalyzeAnswer], collapse: Sequence[WhatIfAnswer], voice: Voice
) -> Picture | None:
    """Draw how every party fares under every account, compared with today; None where there is nothing to compare."""
    found = columns(heading, collapse, voice.ways)
    if not found:
        return None
    words = voice.words(heading[0].perspective)
    makers = [m.id for m in words.conflict.decision_makers]
    rows = [words.party(dm) for dm in makers]
    told = voice.ways
    cells = [[cell(column, dm, told) for column in found] for dm in makers]
    several = len({c.account for c in found}) > 1
    heads = [(c.group, c.account if several else "") for c in found]
    text = " ".join(_read(column, rows, makers, told) for column in found)
    labels = tuple(
        (c.account if c.group == told.heading else told.collapse_of.format(c.account)) if several else c.group
        for c in found
    )
    split = any(_parts(_fares(column, dm)) for column in found for dm in makers)
    below = told.place + (told.brackets if split else "")
    spread = any("–" in c.note for line in cells for c in line)
    places = told.spread if spread else told.placed
    notes = (gains.legend(cells, told, short=True), places, split and told.split)
    return gains.gains_picture(
        heads,
        labels,
        rows,
        cells,
        title=told.gains,
        text=text,
        note=f"{'; '.join(n for n in notes if n)}.",
        below=below,
        headed=True,
        words=told,
    )


def _read(column: Column, rows: Sequence[str], makers: Sequence[str], words: WaysWords) -> str:
    told = "; ".join(f"{row} {_said(column, dm, words)}" for row, dm in zip(rows, makers, strict=True))
    return words.read.format(column.group, column.account, told)
