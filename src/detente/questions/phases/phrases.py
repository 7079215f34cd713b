"""How phases, outcomes and changes are said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.conflict import Conflict, Statement
from detente.questions.phases.answer import ChangeFact, CourseFact, PhasedFact, PhasesAnswer, StopFact
from detente.wording import Voice, Words

SIGHTS = ("not looking ahead", "looking ahead")


def widened(voice: Voice) -> Voice:
    """Give the voice words for the options that phases add."""
    conflict = voice.conflict
    added = [pair for p in conflict.phases for overlay in p.overlays for pair in overlay.add_options]
    own = {pair[1].id for p in conflict.perspectives for pair in p.overlay.add_options}
    if not added:
        return voice
    makers = []
    for maker in conflict.decision_makers:
        more = {o.id: o for dm, o in added if dm == maker.id and o.id not in own}
        makers.append(replace(maker, options=maker.options + tuple(more.values())))
    wider: Conflict = replace(conflict, decision_makers=tuple(makers))
    return replace(voice, conflict=wider)


def courses(account: PhasedFact) -> tuple[CourseFact, CourseFact]:
    """Give both courses of an account: not looking ahead, and looking ahead."""
    return account.myopic, account.ahead


def carried(course: CourseFact, phase: str) -> list[StopFact]:
    """Give the stops of a phase with which the one before led there."""
    return [s for s in course.stops if s.phase == phase and s.carried]


def left(course: CourseFact, phase: str) -> list[StopFact]:
    """Give those of them that somebody leaves."""
    return [s for s in carried(course, phase) if s.leaving]


def last_left(answer: PhasesAnswer) -> str:
    """Give the last phase in which something that came before is left, in some account; empty where there is none."""
    for phase in reversed(answer.phases):
        if any(left(c, phase.id) for a in answer.accounts for c in courses(a)):
            return phase.id
    return ""


def before(answer: PhasesAnswer, phase: str) -> str:
    """Give the phase before one."""
    ids = [p.id for p in answer.phases]
    return ids[max(0, ids.index(phase) - 1)]


def changed(change: ChangeFact, words: Words) -> str:
    """Say what a phase changes: ``Europe now wants “...”``."""
    if change.kind == "claim":
        party = words.party(change.decision_maker)
        wants = "no longer wants" if change.does == "drop" else "now wants"
        statement = _statement(change, words)
        wish = change.name if statement is None else words.wish(statement, change.decision_maker)
        return f"{party} {wants} {wish}"
    if change.kind == "preference":
        return f"all that {words.party(change.decision_maker)} wants"
    what = f"the {change.kind} “{change.name}”"
    if change.kind == "move":
        what = f"the move {change.name} of {words.party(change.decision_maker)}"
    return f"{what} {'is gone' if change.does == 'drop' else 'is new'}"


def _statement(change: ChangeFact, words: Words) -> Statement | None:
    """Find the statement that a phase puts; of one that it drops, the one that the account, or a phase, has."""
    for phase in words.conflict.phases:
        for overlay in phase.overlays if phase.id == change.phase or change.does == "drop" else ():
            patches = overlay.preferences.get(change.decision_maker, ())
            for patch in patches if isinstance(patches, tuple) else ():
                if patch.item is not None and patch.item.id == change.name:
                    return patch.item
    return words.find_statement(change.decision_maker, change.name)


def deciding(course: CourseFact, phase: str) -> list[ChangeFact]:
    """Give the changes of a phase without which it would lead elsewhere."""
    return [c for c in course.changes if c.phase == phase and c.since == phase]


def idle(answer: PhasesAnswer) -> tuple[int, int]:
    """Count the changes that make no difference in any account, looking ahead or not; and all changes."""
    every: dict[tuple[str, str, str, str, str], bool] = {}
    for account in answer.accounts:
        for course in courses(account):
            for c in course.changes:
                key = (c.phase, c.kind, c.does, c.name, c.decision_maker)
                every[key] = every.get(key, False) or bool(c.since) or not c.possible
    return sum(not yes for yes in every.values()), len(every)


def letters(answer: PhasesAnswer, refs: Sequence[int], voice: Voice) -> list[str]:
    """Give the letters of outcomes, as they are drawn."""
    return [voice.letter(answer.states[r]) for r in refs]
