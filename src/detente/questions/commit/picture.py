"""The numbers of a shift of power on lines: where the declining side fights, where it waits, what the file says."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from detente import drawing
from detente.drawing import Band
from detente.questions.commit.answer import Between, CommitAnswer, ShiftFact
from detente.questions.commit.phrases import NONE, above, between, labels, rows
from detente.wording import Picture, Table, Voice, Words

ROOM = 1.25  # how far a line goes on behind the last number on it
LEAST_PERIODS = 5.0
TITLE = "When it fights, and when it waits"


def picture(answers: Sequence[CommitAnswer], voice: Voice) -> Picture | None:
    """Draw one shift: of one account each number, of several the chance after the shift in each."""
    if any(len(a.shifts) != 1 for a in answers) or len({a.shifts[0].declines for a in answers}) > 1:
        return None
    first, *_ = (a.shifts[0] for a in answers)
    words = voice.words()
    party = words.party(first.declines)
    if len(answers) == 1:
        found = lines(first, words)
        texts = [
            f"{name}: the file {'names none' if given == NONE else f'says {given}'}; {party} fights now {turns}."
            for name, given, turns in rows(first, words)
        ]
    else:
        found = [later(a.shifts[0], f"“{a.perspective}”") for a in answers]
        texts = [
            f"In the account “{a.perspective}” it is {between(a.shifts[0].later)}; {party} fights now "
            f"{above(a.shifts[0].bearable)}."
            for a in answers
        ]
    rising = words.party(first.rises)
    title = TITLE if len(answers) == 1 else f"{TITLE}: {rising}’s chance to win after the shift"
    text = " ".join(texts)
    svg = drawing.bands(found, title, text, bad=f"{party} fights now", good=f"{party} waits")
    return Picture(svg, text, title, (table(answers, words),))


def later(shift: ShiftFact, label: str) -> Band:
    """Give the line of the chance after the shift."""
    turns = (shift.bearable.low, shift.bearable.high)
    return Band(label, 0.0, 1.0, _pair(shift.later), turns, above=True, shown=between(shift.later))


def lines(shift: ShiftFact, words: Words) -> list[Band]:
    """Give the lines of one shift."""
    cost_end = ROOM * max(shift.cost.high, shift.dear.high, 0.8)
    known = [float(n) for n in (shift.periods, shift.fewest, shift.most) if n is not None]
    end = max(LEAST_PERIODS, float(ceil(ROOM * max(known))))
    turns = (float(shift.fewest or end), float(shift.most or end))
    names = labels(shift, words)
    periods = (float(shift.periods), float(shift.periods))
    return [
        later(shift, names["later"]),
        Band(names["cost"], 0.0, cost_end, _pair(shift.cost), _pair(shift.dear), above=False,
             shown=between(shift.cost)),
        Band(names["guarantee"], 0.0, 1.0, None if shift.offered is None else _pair(shift.offered),
             _pair(shift.needed), above=False,
             shown="" if shift.offered is None else between(shift.offered)),
        Band(names["periods"], 1.0, end, periods, turns, above=False, shown=str(shift.periods)),
    ]  # fmt: skip


def _pair(found: Between) -> tuple[float, float]:
    return found.low, found.high


def table(answers: Sequence[CommitAnswer], words: Words) -> Table:
    """Tell the same in a table."""
    first, *others = (a.shifts[0] for a in answers)
    party = words.party(first.declines)
    if not others:
        return Table(("Number", "The file says", f"{party} fights now"), tuple(rows(first, words)))
    told = tuple((a.perspective, between(a.shifts[0].later), above(a.shifts[0].bearable)) for a in answers)
    name = labels(first, words)["later"]
    return Table(("Account", name, f"{party} fights now"), told)
