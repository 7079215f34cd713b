"""Every account through the phases of the file: what lasts, what is left, on which change it hangs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from detente.answers import Standing
from detente.conflict import Conflict, DetenteError, NotInFileError, Phase, TimeUpError, budget
from detente.game import Game, Row, State, Tabular
from detente.game.given import as_conflict
from detente.questions.phases.changes import Change, changes, without
from detente.questions.phases.following import Followed, Stage, Stop, follow, stages_of, standing_on
from detente.questions.standing import standings

NO_PHASES = "the file has no 'phases'; add at least two, each with a date and what changes then"
MOST_CHANGES = 200  # of all phases, of an account, that are left out one by one
LOOKS = (0, 1)  # not looking ahead, looking ahead


class Mattering(NamedTuple):
    """What hangs on one change, in one way of looking ahead.

    Attributes
    ----------
    change : Change
    possible : bool
        Whether the other changes make sense without it.
    since : str
        The first phase that leads elsewhere without it; empty where none does.
    """

    change: Change
    possible: bool
    since: str


class Waited(NamedTuple):
    """How everybody fares where the last phase leads, compared with where an earlier one does, as they then see it."""

    phase: str
    standings: tuple[Standing, ...]


@dataclass(frozen=True, eq=False)
class PhasedAccount:
    """An account through its phases.

    Attributes
    ----------
    conflict : Conflict
        Under the account, before any phase.
    stages : tuple of Stage
    courses : tuple of Followed
        Not looking ahead, and looking ahead.
    """

    conflict: Conflict
    stages: tuple[Stage, ...]
    courses: tuple[Followed, ...]
    build: Callable[[Conflict], Game]

    @cached_property
    def matters(self) -> tuple[tuple[Mattering, ...], ...]:
        """For each way of looking ahead: every change, and the first phase that leads elsewhere without it."""
        account = self.conflict.account
        every = [c for p in self.conflict.phases for c in changes(p, account)][:MOST_CHANGES]
        found: tuple[list[Mattering], ...] = ([], [])
        for change in every:
            budget.check("leaving changes out one by one")
            other = self._without(change)
            for look in LOOKS:
                since = "" if other is None else _parts(self.courses[look], other[look])
                found[look].append(Mattering(change, other is not None, since))
        return tuple(map(tuple, found))

    def _without(self, change: Change) -> tuple[Followed, ...] | None:
        """Follow the phases without one change; None where the others make no sense without it."""
        touched = standing_on(self.conflict, change.phase)
        phased = [without(p, change) if p.id == change.phase else p for p in self.conflict.phases]
        kept = {s.phase.id: s for s in self.stages if s.phase.id not in touched}
        try:
            made = {s.phase.id: s for s in stages_of(self.conflict, self.build, phased)} if touched else {}
            stages = [kept.get(p.id) or made[p.id] for p in phased]
            return tuple(follow(stages, look) for look in LOOKS)
        except TimeUpError:
            raise
        except DetenteError:
            return None

    @cached_property
    def waits(self) -> tuple[tuple[Waited, ...], ...]:
        """For each way of looking ahead: how everybody fares by waiting from a phase to the last."""
        return tuple(tuple(self._waits(course)) for course in self.courses)

    def _waits(self, course: Followed) -> Iterator[Waited]:
        last = self.stages[-1]
        later = [s.index for s in course.ends_of(last.phase.id)]
        for stage in self.stages[:-1]:
            found = [last.find(s.facts) for s in course.ends_of(stage.phase.id)]
            before = [s.index for s in found if s is not None]
            if before and len(before) == len(found):
                yield Waited(stage.phase.id, standings(last.game, before, later))

    @cached_property
    def through(self) -> tuple[tuple[State, ...], ...]:
        """For each way of looking ahead: the states that hold in every phase."""
        first = self.stages[0]
        found = []
        for look in LOOKS:
            held = first.holding(look).copy()
            others = []
            for stage in self.stages[1:]:
                if first.game.alike(stage.game):  # the same states in the same places
                    held &= stage.holding(look)
                else:
                    others.append(stage)
            kept = []
            for index in np.flatnonzero(held):
                budget.check("looking for what lasts")
                state = first.game.state(int(index))
                if all(_holds(stage, state, look) for stage in others):
                    kept.append(state)
            found.append(tuple(kept))
        return tuple(found)

    def held(self, state: State, look: int) -> dict[str, bool | None]:
        """Tell for each phase whether a state holds in it; None where the phase does not know it."""
        return {stage.phase.id: _holds(stage, state, look) for stage in self.stages}


def _holds(stage: Stage, state: State, look: int) -> bool | None:
    """Tell whether a state holds in a phase; None where the phase does not know it."""
    here = stage.find(state.facts)
    if here is None or here.id != state.id:
        return None
    return bool(stage.holding(look)[here.index])


def _parts(one: Followed, other: Followed) -> str:
    """Give the first phase in which two courses lead elsewhere."""
    for phase, pattern in one.pattern.items():
        if other.pattern[phase] != pattern:
            return phase
    return ""


@dataclass(frozen=True, eq=False)
class Phased(Tabular):
    """Every account through the phases of the file.

    Attributes
    ----------
    conflict : Conflict
        The file as a whole.
    accounts : tuple of PhasedAccount
    """

    conflict: Conflict
    accounts: tuple[PhasedAccount, ...]

    def rows(self) -> list[Row]:
        """Give a row for each phase, start and way of looking ahead of each account."""
        return [
            {
                "account": a.conflict.account,
                "concept": course.concept,
                "phase": stop.phase,
                "start": stop.start.id,
                "carried": stop.carried,
                "leaving": " ".join(stop.leaving),
                "ends": " | ".join(s.id for s in stop.ends),
            }
            for a in self.accounts
            for course in a.courses
            for stop in course.stops
        ]


def phases(conflict: Conflict | Game, *, most_states: int | None = None) -> Phased:
    """Follow every account of a conflict through the phases of the file: where one leads is where the next begins.

    Parameters
    ----------
    conflict : Conflict or Game
    most_states : int, optional
        Refuse a conflict with more states; without it memory decides.

    Raises
    ------
    NotInFileError
        Where the file has no phases, or nothing says where the first begins.
    ConflictFileError
        Where a phase leaves no state, say.

    Examples
    --------
    >>> import detente
    >>> found = phases(detente.load("istanbul-2025"))
    >>> [len(a.stages) for a in found.accounts]
    [4, 4, 4]
    """
    whole = as_conflict(conflict, "phases", several=True)
    return phased(whole, whole.accounts, most_states)


def phased(conflict: Conflict, accounts: Sequence[str], most_states: int | None = None) -> Phased:
    """Do as `phases` for some accounts."""
    if not conflict.phases:
        raise NotInFileError(NO_PHASES)

    def build(one: Conflict) -> Game:
        return one.game(most_states=most_states)

    found = []
    for account in accounts:
        under = conflict.under(account)
        stages = stages_of(under, build, under.phases)
        courses = tuple(follow(stages, look) for look in LOOKS)
        found.append(PhasedAccount(under, tuple(stages), courses, build))
    return Phased(conflict, tuple(found))


__all__ = ["Followed", "Phase", "Phased", "PhasedAccount", "Stop", "phased", "phases"]
