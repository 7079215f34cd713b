"""Who gains and who loses by a change: parties by accounts, with the place that each gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from detente.drawing import Cell
from detente.questions.gains import cell, gains_picture
from detente.questions.whatif.answer import Compared, WhatIfAnswer
from detente.wording import Picture, Voice, capital

TITLE = "Who gains and who loses"


class Column(NamedTuple):
    """A column: the change supposed, in which way of looking at it (if that matters), the account, a cell a party."""

    clause: str
    how: str
    label: str
    cells: tuple[Cell, ...]

    @property
    def group(self) -> str:
        """What stands above the columns that go together."""
        return f"{self.clause}, {self.how}" if self.how else self.clause


def columns(answers: Sequence[WhatIfAnswer], clause: str) -> list[Column]:
    """Give the columns: the accounts, not looking ahead and looking ahead; once where that is the same everywhere.

    Compared with where it is heading without the change.
    """
    known = [a for a in answers if a.both]
    myopic = [_column(a, a.both[0]) for a in known]
    ahead = [_column(a, a.both[1]) for a in known]
    labels = [a.perspective for a in known]
    if myopic == ahead:
        return [Column(clause, "", label, cells) for label, cells in zip(labels, ahead, strict=True)]
    found = []
    for how, cells in (("not looking ahead", myopic), ("looking ahead", ahead)):
        found += [Column(clause, how, label, c) for label, c in zip(labels, cells, strict=True)]
    return found


def _column(answer: WhatIfAnswer, compared: Compared) -> tuple[Cell, ...]:
    by_maker = {f.standing.decision_maker: f for f in compared.with_heading}
    found = (by_maker.get(m.id) for m in answer.decision_makers)
    return tuple(cell(None if f is None else f.standing, "nothing to compare") for f in found)


def picture(answers: Sequence[WhatIfAnswer], voice: Voice, clause: str) -> Picture | None:
    """Draw who gains and who loses."""
    found = columns(answers, clause)
    if not found:
        return None
    first = answers[0]
    words = voice.words(first.perspective)
    rows = [words.party(m.id) for m in first.decision_makers]
    cells = [[column.cells[k] for column in found] for k in range(len(rows))]
    text = " ".join(_read(column, rows, several=len(answers) > 1) for column in found)
    drawn = [(capital(column.group), column.label) for column in found]
    heads, note = _heads(found), f"{capital(clause)}, compared with where it is heading."
    return gains_picture(drawn, heads, rows, cells, title=TITLE, text=text, note=note)


def _read(column: Column, rows: Sequence[str], *, several: bool) -> str:
    told = ", ".join(
        f"{row} {one.word}{f' ({one.note})' if one.note else ''}"
        for row, one in zip(rows, column.cells, strict=True)
    )
    where = f", account “{column.label}”" if several else ""
    return f"{capital(column.group)}{where}: {told}."


def _heads(found: Sequence[Column]) -> list[str]:
    """Give the heads of the table."""
    several = len({column.label for column in found}) > 1
    if several:
        return [", ".join(x for x in (column.label, column.how) if x) for column in found]
    return [capital(column.how or column.clause) for column in found]
