"""Who gains and who loses by a change: parties by accounts, with the place that each gets."""

from __future__ import annotations

from collections.abc import Sequence

from detente.drawing import Cell
from detente.questions.gains import cell, gains_picture
from detente.questions.whatif.answer import Compared, WhatIfAnswer
from detente.wording import Picture, Voice, capital

TITLE = "Who gains and who loses"
Column = tuple[str, str, tuple[Cell, ...]]  # a group of columns, a label, and a cell for each party


def columns(answers: Sequence[WhatIfAnswer], clause: str) -> list[Column]:
    """Give the columns: the accounts, not looking ahead and looking ahead; once where that is the same everywhere.

    Compared with where it is heading without the change.
    """
    known = [a for a in answers if a.both]
    myopic = [_column(a, a.both[0]) for a in known]
    ahead = [_column(a, a.both[1]) for a in known]
    labels = [a.perspective for a in known]
    if myopic == ahead:
        return [(clause, label, cells) for label, cells in zip(labels, ahead, strict=True)]
    found = []
    for name, cells in (("not looking ahead", myopic), ("looking ahead", ahead)):
        found += [(f"{clause}, {name}", label, c) for label, c in zip(labels, cells, strict=True)]
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
    cells = [[column[k] for _, _, column in found] for k in range(len(rows))]
    text = " ".join(
        _read(group, label, column, rows, several=len(answers) > 1) for group, label, column in found
    )
    drawn = [(capital(group), label) for group, label, _ in found]
    heads, note = _heads(found)
    return gains_picture(drawn, heads, rows, cells, title=TITLE, text=text, note=note)


def _read(group: str, label: str, column: Sequence[Cell], rows: Sequence[str], *, several: bool) -> str:
    told = ", ".join(
        f"{row} {one.word}{f' ({one.note})' if one.note else ''}"
        for row, one in zip(rows, column, strict=True)
    )
    where = f", account “{label}”" if several else ""
    return f"{capital(group)}{where}: {told}."


def _heads(found: Sequence[Column]) -> tuple[list[str], str]:
    """Give the heads of the table, and what its note says."""
    groups = list(dict.fromkeys(group for group, _, _ in found))
    several = len({label for _, label, _ in found}) > 1
    heads = []
    for group, label, _ in found:
        if len(groups) == 1:
            heads.append(label if several else capital(group))
        else:
            name = "looking ahead" if group.endswith(", looking ahead") else "not looking ahead"
            heads.append(f"{label}, {name}" if several else capital(name))
    clause = groups[0] if len(groups) == 1 else groups[0].rpartition(", ")[0]
    return heads, f"{capital(clause)}, compared with where it is heading."
