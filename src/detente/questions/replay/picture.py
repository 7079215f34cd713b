"""The record from top to bottom, and what each account makes of it."""

from __future__ import annotations

from collections.abc import Sequence

from detente import drawing
from detente.drawing import Happening
from detente.questions.replay.answer import ReplayAnswer
from detente.questions.replay.phrases import CELLS, MEANINGS, Mark, mark, what
from detente.wording import Picture, Table, Voice
from detente.wording.outcomes import sentence

MOST_COLUMNS = 6
MOST_ROWS = 40
TITLE = "The record, and what was to be expected"
ALONE = "To be expected"


def picture(answer: ReplayAnswer, voice: Voice) -> Picture | Table:
    """Draw the record; where it is too long or there are too many accounts, give the table alone."""
    plain = table(answer, voice)
    if len(answer.accounts) > MOST_COLUMNS or len(answer.events) > MOST_ROWS:
        return plain
    words = voice.words()
    makers = [d.id for d in answer.decision_makers]
    happened, told = [], []
    for k, event in enumerate(answer.events):
        marks = [mark(a.steps[k]) for a in answer.accounts]
        text = what(event, words)
        places = tuple(makers.index(dm) for dm in event.by)
        happened.append(Happening(event.date, text, places, tuple((m, MEANINGS[m]) for m in marks)))
        told.append(sentence(f"{event.date}: {text}: {_told(answer, marks)}"))
    columns = [a.account for a in answer.accounts] if len(answer.accounts) > 1 else [ALONE]
    text = " ".join(told)
    names = [words.party(dm) for dm in makers]
    svg = drawing.record(happened, columns, names, TITLE, text, meanings=dict(MEANINGS.items()))
    return Picture(svg, text, TITLE, (plain,))


def _told(answer: ReplayAnswer, marks: Sequence[Mark]) -> str:
    """Say what the accounts make of an event, those that say the same together."""
    if len(set(marks)) == 1:
        return MEANINGS[marks[0]]
    groups: dict[Mark, list[str]] = {}
    for account, one in zip(answer.accounts, marks, strict=True):
        groups.setdefault(one, []).append(f"“{account.account}”")
    return "; ".join(f"{', '.join(names)}: {MEANINGS[m]}" for m, names in groups.items())


def table(answer: ReplayAnswer, voice: Voice) -> Table:
    """Tell the same in a table."""
    words = voice.words()
    rows = tuple(
        (event.date, what(event, words), *(CELLS[mark(a.steps[k])] for a in answer.accounts))
        for k, event in enumerate(answer.events)
    )
    columns = [a.account for a in answer.accounts] if len(answer.accounts) > 1 else [ALONE]
    used = dict.fromkeys(mark(s) for a in answer.accounts for s in a.steps)
    note = "; ".join(f"{CELLS[m]}: {MEANINGS[m]}" for m in MEANINGS if m in used and m != "empty")
    return Table(
        ("Date", "What happened", *columns),
        rows,
        TITLE,
        note=f"{note}." if note else "",
        id="record",
        heads=2,
    )
