"""A conflict through its phases: where one leads is where the next begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from detente.conflict import Conflict, NotInFileError, Phase, StateRef, budget, chain_of, in_phase
from detente.game import Bools, Game, State
from detente.questions.evolve import Path
from detente.questions.heads import Heads, find_heading, heading_concepts
from detente.stability import Stability, stable_states

MOST_STARTS = 30  # outcomes with which a phase begins; the nearest of each that the one before leads to
NO_START = "nothing says where the phase {} begins; add 'status_quo', to the file or to the phase"


@dataclass(frozen=True, slots=True)
class Stop:
    """A phase, from one of the states in which it begins.

    Attributes
    ----------
    phase : str
    start : State
        In the game of this phase.
    carried : bool
        Whether the phase before led there; else it begins there by the file.
    before : str
        The id that the state had in the phase before.
    ends : tuple of State
        Where it leads; the nearest first. Empty where it comes to no rest.
    leaving : tuple of str
        Who leaves the start.
    path : Path or None
        A shortest way to the nearest end.
    """

    phase: str
    start: State
    carried: bool
    before: str
    ends: tuple[State, ...]
    leaving: tuple[str, ...]
    path: Path | None

    @property
    def cycle(self) -> bool:
        """Whether the start is left, and what is reached comes to no rest."""
        return not self.ends

    @property
    def left(self) -> bool:
        """Whether the phase leads away from where it begins."""
        return bool(self.leaving)


@dataclass(frozen=True, slots=True)
class Lost:
    """An outcome of one phase that the next one does not know: a rule excludes it.

    Attributes
    ----------
    phase : str
        The phase that does not know it.
    before : State
        In the game of the phase before.
    """

    phase: str
    before: State


@dataclass(frozen=True, eq=False)
class Followed:
    """One account through its phases, in one way of looking ahead.

    Attributes
    ----------
    concept : str
    stages : tuple of Stage
    stops : tuple of Stop
        In the order of the phases.
    lost : tuple of Lost
    cut : tuple of str
        The phases that begin with more outcomes than were followed.
    """

    concept: str
    stages: tuple[Stage, ...]
    stops: tuple[Stop, ...]
    lost: tuple[Lost, ...] = ()
    cut: tuple[str, ...] = ()

    def of(self, phase: str) -> tuple[Stop, ...]:
        """Give the stops of a phase."""
        return tuple(s for s in self.stops if s.phase == phase)

    def ends_of(self, phase: str) -> tuple[State, ...]:
        """Give where a phase leads, each once; where it comes to no rest, where it begins."""
        found = {s.id: s for stop in self.of(phase) for s in (stop.ends or (stop.start,))}
        return tuple(found.values())

    @cached_property
    def pattern(self) -> dict[str, tuple[frozenset[str], bool]]:
        """For each phase: where it leads, and whether it does come to rest. By this two courses are the same or not."""
        return {
            stage.phase.id: (
                frozenset(s.id for stop in self.of(stage.phase.id) for s in stop.ends),
                any(s.cycle for s in self.of(stage.phase.id)),
            )
            for stage in self.stages
        }


@dataclass(frozen=True, eq=False)
class Stage:
    """An account in one phase: its game, and what was found about it.

    Not a value: headings are kept.
    """

    phase: Phase
    game: Game

    @cached_property
    def heads(self) -> dict[int, Heads]:
        """Where it leads, by the states that were asked about."""
        return {}

    def heading(self, start: int) -> Heads:
        """Find where it leads from a state."""
        if start not in self.heads:
            self.heads[start] = find_heading(self.game, start, self._stability)
        return self.heads[start]

    @cached_property
    def _stability(self) -> Stability:
        return stable_states(self.game, heading_concepts(self.game))

    def holding(self, look: int) -> Bools:
        """Tell which states hold, in a way of looking ahead: 0 not looking ahead, 1 looking ahead."""
        return self._stability.holds(heading_concepts(self.game)[look])

    @property
    def begins(self) -> bool:
        """Whether the file says where this phase begins."""
        return self._begins is not None

    @cached_property
    def _begins(self) -> StateRef | None:
        return self.phase.overlay_of(self.game.conflict.account).status_quo

    def find(self, taken: frozenset[str]) -> State | None:
        """Find the state in which this is true; what the phase takes away is not done any more."""
        conflict = self.game.conflict
        options = conflict.options
        kept = frozenset(o for o in taken if o not in options or options[o].available)
        if not kept <= set(conflict.atoms):
            return None
        found = self.game.states.matching(StateRef("", taken=kept))
        return self.game.state(int(found[0])) if found.size else None


def follow(stages: Sequence[Stage], look: int) -> Followed:
    """Follow an account through its phases.

    Parameters
    ----------
    stages : sequence of Stage
    look : int
        0: not looking ahead; 1: looking ahead.

    Raises
    ------
    NotInFileError
        Where nothing says where the first phase begins.
    """
    stops: list[Stop] = []
    lost: list[Lost] = []
    cut: list[str] = []
    now: list[State] = []
    for number, stage in enumerate(stages):
        budget.check("following the phases")
        starts: dict[int, tuple[State, str]] = {}
        begins = stage.begins or number == 0
        if begins:
            if stage.game.start is None:
                raise NotInFileError(NO_START.format(stage.phase.id))
            starts[stage.game.start.index] = (stage.game.start, "")
        for state in () if begins else now:
            found = stage.find(state.facts)
            if found is None:
                lost.append(Lost(stage.phase.id, state))
            else:
                starts.setdefault(found.index, (found, state.id))
        if len(starts) > MOST_STARTS:
            cut.append(stage.phase.id)
        here = [
            _stop(stage, start, look, before, carried=not begins)
            for start, before in list(starts.values())[:MOST_STARTS]
        ]
        stops += here
        now = list({s.index: s for stop in here for s in (stop.ends or (stop.start,))}.values())
    concept = heading_concepts(stages[0].game)[look] if stages else ""
    return Followed(concept, tuple(stages), tuple(stops), tuple(lost), tuple(cut))


def _stop(stage: Stage, start: State, look: int, before: str, *, carried: bool) -> Stop:
    found = stage.heading(start.index).both[look]
    ends = tuple(stage.game.state(int(s)) for s in found.states)
    path = found.reach.path(ends[0]) if ends else None
    return Stop(stage.phase.id, start, carried, before, ends, found.leaving, path)


def stages_of(conflict: Conflict, games: Callable[[Conflict], Game], phased: Sequence[Phase]) -> list[Stage]:
    """Build the game of each phase of an account.

    Parameters
    ----------
    conflict : Conflict
        Under the account.
    games : callable
        Builds a game.
    phased : sequence of Phase
        The phases to follow: those of the file, or some without a change.
    """
    whole = replace(conflict, phases=tuple(phased))
    found = []
    for number, phase in enumerate(phased):
        there = in_phase(whole, phase.id)
        if number and phase.overlay_of(conflict.account).status_quo is None:
            there = replace(there, status_quo=None)  # it begins elsewhere, and need not know today
        _check_names(there)
        found.append(Stage(phase, games(there)))
    return found


def _check_names(conflict: Conflict) -> None:
    """See that nothing speaks of an option that is not there: without the change that adds it, say."""
    conditions = [c for p in conflict.preferences.values() for c in p.conditions]
    conditions += [c for rule in conflict.rules for c in rule.conditions]
    known = {*conflict.atoms, *conflict.levels}
    named = {o for c in conditions for o in c.options} | {r.option for r in conflict.rules if r.option}
    if named - known:
        raise NotInFileError(f"the phase speaks of {sorted(named - known)[0]!r}, which is not there")


def standing_on(conflict: Conflict, phase: str) -> set[str]:
    """Give the phases in which the changes of a phase are in force."""
    return {p.id for p in conflict.phases if phase in {x.id for x in chain_of(conflict, p.id)}}
