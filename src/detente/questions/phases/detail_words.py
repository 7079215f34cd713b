"""The phases and their sources, each account's course, and what hangs on every change, in tables."""

from __future__ import annotations

from detente.questions.phases.answer import CourseFact, PhasedFact, PhaseFact, PhasesAnswer
from detente.questions.phases.phrases import SIGHTS, changed, courses
from detente.questions.phases.picture import passage
from detente.wording import Block, Section, Table, Text, Voice, Words, capital, count, label, listed
from detente.wording.accounts import headed
from detente.wording.standings import cell

MOST_LISTED = 20


def details(answer: PhasesAnswer, voice: Voice) -> tuple[Block, ...]:
    """Give the phases, and for each account the courses, what holds when, the changes, and who gains by waiting."""
    blocks: list[Block] = [described(answer, voice)]
    for account in answer.accounts:
        words = voice.words(account.account)
        found: list[Block] = [
            stops(answer, account, voice),
            held(answer, account, voice),
            changes(answer, account, words),
        ]
        found += [t for k in (0, 1) if (t := waits(answer, account, k, words)) is not None]
        found += [Text(through(answer, c, k)) for k, c in enumerate(courses(account))]
        blocks.append(Section(headed(account.account), tuple(found)))
    return tuple(blocks)


def described(answer: PhasesAnswer, voice: Voice) -> Table:
    """List the phases with their sources."""
    words = voice.words()
    rows = tuple(
        (
            p.date,
            p.id,
            p.says.rstrip("."),
            "where the file says" if p.begins else "where the phase before leads",
            p.on,
            "; ".join(_source(s, words) for s in p.sources),
            besides(p, words),
        )
        for p in answer.phases
    )
    heads = ("Date", "Phase", "What it is", "Begins", "Changes last from", "Source", "Changes besides")
    width = len(heads) if any(row[-1] for row in rows) else len(heads) - 1
    return Table(heads[:width], tuple(row[:width] for row in rows), "The phases", id="phases", heads=2)


def besides(phase: PhaseFact, words: Words) -> str:
    """Say what a phase changes that does not move where the conflict leads."""
    found = [
        f"what {words.parties(phase.wishes)} {'want' if len(phase.wishes) > 1 else 'wants'} of the terms"
    ]
    found = found if phase.wishes else []
    if phase.shifts:
        named = listed([f"“{s}”" for s in phase.shifts])
        found.append(f"the {'shifts' if len(phase.shifts) > 1 else 'shift'} of power {named}")
    return "; ".join(found)


def _source(written: str, words: Words) -> str:
    id, _, place = written.partition("#")
    return f"{words.source(id)}, {place}" if place else words.source(id)


def stops(answer: PhasesAnswer, account: PhasedFact, voice: Voice) -> Table:
    """List where each phase leads, and who leaves first."""
    words = voice.words(account.account)
    rows = []
    for sight, course in zip(SIGHTS, courses(account), strict=True):
        for stop in course.stops:
            way = (
                ""
                if stop.way is None
                else " → ".join(_step(answer, stop.way, k, words) for k in range(len(stop.way.moves)))
            )
            rows.append(
                (
                    capital(sight),
                    stop.phase,
                    passage(answer, stop, voice),
                    words.parties(stop.leaving) if stop.leaving else "nobody",
                    way,
                )
            )
        for one in course.lost:
            known = voice.letter(answer.states[one.state])
            rows.append((capital(sight), one.phase, f"{known} is not known: a rule excludes it", "", ""))
    heads = ("Looking ahead", "Phase", "From and to", "Would leave", "A shortest way")
    return Table(heads, tuple(rows), "Where each phase leads", id=f"stops-{account.account}", heads=2)


def _step(answer: PhasesAnswer, way, k: int, words: Words) -> str:  # type: ignore[no-untyped-def]
    old = answer.states[way.start if k == 0 else way.moves[k - 1].state]
    return words.move(old, answer.states[way.moves[k].state], way.moves[k].mover)


def held(answer: PhasesAnswer, account: PhasedFact, voice: Voice) -> Table:
    """List in which phases the outcomes hold."""
    rows = []
    for sight, course in zip(SIGHTS, courses(account), strict=True):
        for fact in course.held[:MOST_LISTED]:
            cells = [
                "✓" if p.id in fact.holds else "?" if p.id in fact.unknown else "✗" for p in answer.phases
            ]
            rows.append((capital(sight), voice.named(answer.states[fact.state]), *cells))
    return Table(
        ("Looking ahead", "Outcome", *(p.id for p in answer.phases)),
        tuple(rows),
        "In which phases it holds",
        id=f"held-{account.account}",
        heads=2,
        centred=frozenset(range(2, 2 + len(answer.phases))),
        marks={"✓": "holds", "✗": "is left", "?": "not known there"},
    )


def changes(answer: PhasesAnswer, account: PhasedFact, words: Words) -> Table:
    """List from when on each change matters."""
    rows = tuple(
        (one.phase, changed(one, words), *(_since(c.possible, c.since) for c in (one, other)))
        for one, other in zip(account.myopic.changes, account.ahead.changes, strict=True)
    )
    return Table(
        ("Phase", "What changes", *(f"Matters from, {sight}" for sight in SIGHTS)),
        rows,
        "From when on a change matters",
        note="From the first phase on that leads elsewhere without it.",
        id=f"changes-{account.account}",
        heads=2,
    )


def _since(possible: bool, since: str) -> str:
    if not possible:
        return "the others need it"
    return since or "never"


def waits(answer: PhasesAnswer, account: PhasedFact, look: int, words: Words) -> Table | None:
    """List how everybody fares by waiting until the last phase."""
    found = courses(account)[look].waits
    if not found:
        return None
    makers = [d.id for d in answer.decision_makers]
    rows = tuple((f"from “{w.phase}”", *(cell(s) for s in w.standings)) for w in found if w.standings)
    return Table(
        ("Waiting", *(words.party(dm) for dm in makers)),
        rows,
        f"Waiting until the last phase, {SIGHTS[look]}",
        note="By what each wants in the last phase: a mark, and its place there.",
        id=f"waits-{look}-{account.account}",
    )


def through(answer: PhasesAnswer, course: CourseFact, look: int) -> str:
    """Say which outcomes hold in every phase."""
    number = int(course.through_count)
    if not number:
        return f"{capital(SIGHTS[look])}, no outcome holds in every phase."
    some = listed([label(answer.states[s]) for s in course.through[:MOST_LISTED]])
    more = f", and {number - MOST_LISTED} more" if number > MOST_LISTED else ""
    return f"{capital(SIGHTS[look])}, {count(number, 'outcome holds', 'outcomes hold')} in every phase: {some}{more}."
