"""Who gains and who loses by a change: parties by accounts, with the place that each gets."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import Span, StandingKind
from detente.drawing import Cell, matrix
from detente.questions.whatif.answer import Compared, Fares, WhatIfAnswer
from detente.wording import Picture, Table, Voice, capital, place

TITLE = "Who gains and who loses"
MARKS: dict[StandingKind, tuple[str, str]] = {
    "better": ("▲", "better"),
    "worse": ("▼", "worse"),
    "same": ("=", "as good"),
    "better_or_same": ("◆", "better or as good"),
    "worse_or_same": ("◆", "worse or as good"),
    "open": ("◆", "better or worse"),
    "unknown": ("?", "unknown"),
}

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
    return tuple(_cell(by_maker.get(m.id)) for m in answer.decision_makers)


def _cell(fares: Fares | None) -> Cell:
    if fares is None:
        return Cell("", "nothing to compare", "—")
    mark, word = MARKS[fares.standing.kind]
    return Cell(mark, word, rank(fares.standing.after))


def rank(span: Span | None) -> str:
    """Give a place, or the best and the worst of several."""
    if span is None:
        return ""
    return place(span.best) if span.best == span.worst else f"{place(span.best)}–{place(span.worst)}"


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
    heads = [(capital(group), label) for group, label, _ in found]
    svg = matrix(heads, rows, cells, TITLE, text)
    return Picture(svg, text, TITLE, (_plain(found, rows),))


def _read(group: str, label: str, column: Sequence[Cell], rows: Sequence[str], *, several: bool) -> str:
    told = ", ".join(
        f"{row} {cell.word}{f' ({cell.note})' if cell.note else ''}"
        for row, cell in zip(rows, column, strict=True)
    )
    where = f", account “{label}”" if several else ""
    return f"{capital(group)}{where}: {told}."


def _plain(found: Sequence[Column], rows: Sequence[str]) -> Table:
    groups = list(dict.fromkeys(group for group, _, _ in found))
    several = len({label for _, label, _ in found}) > 1
    heads = []
    for group, label, _ in found:
        if len(groups) == 1:
            heads.append(label if several else capital(group))
        else:
            name = "looking ahead" if group.endswith(", looking ahead") else "not looking ahead"
            heads.append(f"{label}, {name}" if several else capital(name))
    body = tuple(
        (row, *(f"{column[k].mark} {column[k].note}".strip() for _, _, column in found))
        for k, row in enumerate(rows)
    )
    used = {c.mark: c.word for _, _, column in found for c in column if c.mark}
    note = f"{capital(groups[0])}, compared with where it is heading." if len(groups) == 1 else ""
    note = note or f"{capital(groups[0].rpartition(', ')[0])}, compared with where it is heading."
    marks = {mark: "better or worse, or as good" if mark == "◆" else word for mark, word in used.items()}
    return Table(("", *heads), body, TITLE, note, "gains", frozenset(range(1, len(heads) + 1)), marks=marks)
