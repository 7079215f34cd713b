"""Every account through the phases, a row for each way of looking ahead."""

from __future__ import annotations

from detente import drawing
from detente.drawing import Passage
from detente.questions.phases.answer import CourseFact, PhasesAnswer, StopFact
from detente.questions.phases.phrases import SIGHTS, courses, letters
from detente.wording import Picture, Table, Voice, capital
from detente.wording.outcomes import sentence

MOST_ROWS = 12
MOST_COLUMNS = 5
MOST_PASSAGES = 4  # of one phase
TITLE = "Where each phase leads"
MEANINGS = {
    "stays": "lasts through this phase",
    "begins": "the file says that it begins here",
    "round": "comes to no rest",
}


def picture(answer: PhasesAnswer, voice: Voice) -> Picture | Table:
    """Draw the courses; where there are too many, or an outcome has no letter, give the table alone."""
    plain = table(answer, voice)
    if not drawable(answer):
        return plain
    makers = [d.id for d in answer.decision_makers]
    rows, told = [], []
    for name, course in named(answer):
        cells = []
        for phase in answer.phases:
            stops = [s for s in course.stops if s.phase == phase.id]
            cells.append([_passage(answer, s, makers, voice) for s in stops])
        rows.append((name, cells))
        told.append(sentence(f"{name}: {'; '.join(_told(answer, course, voice))}"))
    text = " ".join(told)
    columns = [(p.date, p.id) for p in answer.phases]
    parties = [voice.words().party(dm) for dm in makers]
    svg = drawing.course(columns, rows, parties, TITLE, text, meanings=MEANINGS, note=key(answer, voice))
    return Picture(svg, text, TITLE, (plain,))


def drawable(answer: PhasesAnswer) -> bool:
    """Tell whether there are few enough phases, courses and outcomes, each with a letter."""
    spoken = {*answer.spoken, answer.status_quo}
    every = [c for _, c in named(answer)]
    stops = [s for c in every for s in c.stops]
    return (
        len(every) <= MOST_ROWS
        and len(answer.phases) <= MOST_COLUMNS
        and all({s.start, *s.ends} <= spoken for s in stops)
        and all(sum(s.phase == p.id for s in c.stops) <= MOST_PASSAGES for c in every for p in answer.phases)
    )


def named(answer: PhasesAnswer) -> list[tuple[str, CourseFact]]:
    """Give the courses with their names; an account that leads the same way looking ahead or not has one."""
    found = []
    for account in answer.accounts:
        both = courses(account)
        several = len(answer.accounts) > 1
        if alike(*both):
            found.append((account.account if several else "Looking ahead or not", both[0]))
            continue
        for sight, course in zip(SIGHTS, both, strict=True):
            found.append((f"{account.account}, {sight}" if several else capital(sight), course))
    return found


def alike(one: CourseFact, other: CourseFact) -> bool:
    """Tell whether two courses lead the same way."""

    def of(course: CourseFact) -> list[tuple[str, int, frozenset[int], tuple[str, ...]]]:
        return [(s.phase, s.start, frozenset(s.ends), s.leaving[:1]) for s in course.stops]

    return of(one) == of(other)


def mover(stop: StopFact) -> str:
    """Give who leaves a start first, on the way that is told; empty where nobody does."""
    if not stop.leaving:
        return ""
    return stop.way.moves[0].mover if stop.way is not None and stop.way.moves else stop.leaving[0]


def _passage(answer: PhasesAnswer, stop: StopFact, makers: list[str], voice: Voice) -> Passage:
    [start] = letters(answer, [stop.start], voice)
    first = mover(stop)
    party = makers.index(first) if first else None
    return Passage(start, tuple(letters(answer, stop.ends, voice)), party, carried=stop.carried)


def passage(answer: PhasesAnswer, stop: StopFact, voice: Voice) -> str:
    """Say in letters where a phase leads: ``A → B, C``, ``A lasts``, ``A → no rest``."""
    [start] = letters(answer, [stop.start], voice)
    if not stop.leaving:
        return f"{start} lasts"
    ends = ", ".join(letters(answer, stop.ends, voice)) or "no rest"
    return f"{start} → {ends}"


def _told(answer: PhasesAnswer, course: CourseFact, voice: Voice) -> list[str]:
    found = []
    for phase in answer.phases:
        stops = [passage(answer, s, voice) for s in course.stops if s.phase == phase.id]
        found.append(f"{phase.id}: {' and '.join(stops) or 'nothing goes on'}")
    return found


def key(answer: PhasesAnswer, voice: Voice) -> tuple[str, ...]:
    """Say what the letters stand for."""
    return tuple(voice.named(answer.states[s]) for s in answer.spoken)


def table(answer: PhasesAnswer, voice: Voice) -> Table:
    """Tell the same in a table."""
    rows = []
    for name, course in named(answer):
        cells = []
        for phase in answer.phases:
            stops = [s for s in course.stops if s.phase == phase.id]
            shown = [passage(answer, s, voice) for s in stops[:MOST_PASSAGES]]
            more = len(stops) - MOST_PASSAGES
            cells.append("; ".join(shown) + (f"; and {more} more" if more > 0 else ""))
        rows.append((name, *cells))
    heads = tuple(f"{p.id} ({p.date})" for p in answer.phases)
    note = "; ".join(key(answer, voice))
    return Table(("Account", *heads), tuple(rows), TITLE, note=f"{note}." if note else "", id="courses")
