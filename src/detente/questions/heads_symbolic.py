"""Where it is heading, where decision diagrams carry the states: what holds is found on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from detente.conflict import NotInFileError, TooLargeError
from detente.game import Key, State
from detente.game.symbolic import Clock, LimitError, StateSet, SymbolicGame, limited
from detente.questions.evolve.evolution import Evolution, SymbolicEvolution
from detente.questions.heads import NO_START, leaving
from detente.stability.symbolic import SymbolicStability, symbolic_stability
from detente.stability.symbolic.point import undeterred

MOST_VISITED = 2_000  # states that are gone through one by one where decision diagrams carry them

Trace = tuple[tuple[str, State], ...]


@dataclass(frozen=True, eq=False)
class Reached:
    """What improvements lead to and holds (see `Lead`)."""

    concept: str
    evolution: SymbolicEvolution
    ends: StateSet | None
    whole: bool
    leaving: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()

    def nearest(self, most: int) -> tuple[State, ...]:
        """List the equilibria, the nearest first."""
        return () if self.ends is None else self.evolution.by_improvements.nearest(self.ends, most)

    def trace(self, end: Key) -> list[tuple[str, State]] | None:
        """Give a shortest way to one of them."""
        return self.evolution.by_improvements.trace(end)


@dataclass(frozen=True, eq=False)
class Walked:
    """What was met state by state, and holds as nobody has a move from there that pays (see `Lead`)."""

    concept: str
    ends: StateSet
    whole: bool
    leaving: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    in_order: tuple[State, ...] = ()
    ways: Mapping[str, Trace] = field(default_factory=dict, repr=False)

    def nearest(self, most: int) -> tuple[State, ...]:
        """List the equilibria, the nearest first."""
        return self.in_order[:most]

    def trace(self, end: Key) -> Trace | None:
        """Give a shortest way to one of them; None where it is not known whether all were met."""
        assert isinstance(end, State)
        return self.ways.get(end.id)


@dataclass(frozen=True, eq=False)
class SymbolicHeads:
    """Where a conflict is heading: not looking ahead, and looking ahead."""

    start: State
    myopic: Reached
    ahead: Walked


def find_symbolic_heading(
    game: SymbolicGame,
    start: State | None = None,
    stability: SymbolicStability | None = None,
    *,
    seconds: float,
) -> SymbolicHeads:
    """Find where a conflict is heading; what is out of reach stays open.

    Parameters
    ----------
    game : SymbolicGame
    start : State, optional
        Where it begins; without it the status quo.
    stability : SymbolicStability, optional
        Of this game: it is asked where it knows the Nash equilibria.
    seconds : float
        The limit on time for each part.
    """
    begin = game.status_quo if start is None else start
    if begin is None:
        raise NotInFileError(NO_START)
    known = stability is not None and "nash" in stability.concepts and stability.exact("nash")
    held = (
        stability if stability is not None and known else symbolic_stability(game, ["nash"], seconds=seconds)
    )
    return SymbolicHeads(begin, _myopic(Evolution(game, begin, held)), walked(game, begin, seconds))


def _myopic(evolution: SymbolicEvolution) -> Reached:
    makers = evolution.game.decision_makers
    try:
        gone, ends = leaving(evolution.stability, evolution.start, "nash"), evolution.reached("nash")
    except TooLargeError:
        return Reached("nash", evolution, None, whole=False, unsure=makers)
    whole = evolution.by_improvements.complete and evolution.stability.exact("nash")
    return Reached("nash", evolution, ends, whole, gone)


def walked(game: SymbolicGame, start: State, seconds: float) -> Walked:
    """Go through what undeterred improvements lead to, state by state: where nobody has one, it holds."""
    ways: dict[str, Trace] = {start.id: ()}
    waiting, ends = [start], list[State]()
    gone, unsure = _leaving(game, start, seconds)
    try:
        with limited(game.diagrams, seconds, f"what undeterred moves lead to from '{start.id}'") as clock:
            while waiting:
                here = waiting.pop(0)
                onward = list(_undeterred_from(game, here, clock))
                if not onward:
                    ends.append(here)
                for dm, state in onward:
                    if state.id not in ways:
                        ways[state.id] = (*ways[here.id], (dm, state))
                        waiting.append(state)
                if len(ways) > MOST_VISITED:
                    raise LimitError(f"more than {MOST_VISITED:,} states")
    except LimitError:
        return Walked("seq", game.some(ends), False, gone, unsure, tuple(ends))
    return Walked("seq", game.some(ends), True, gone, (), tuple(ends), ways)


def _leaving(game: SymbolicGame, start: State, seconds: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give who has a move from the start that pays and that nothing deters, and of whom that is out of reach."""
    gone: list[str] = []
    unsure: list[str] = []
    for i, dm in enumerate(game.decision_makers):
        try:
            with limited(game.diagrams, seconds, f"whether {dm} would leave '{start.id}'") as clock:
                if StateSet(game, undeterred(game, i, game.at(start), clock)):
                    gone.append(dm)
        except LimitError:
            unsure.append(dm)
    return tuple(gone), tuple(unsure)


def _undeterred_from(game: SymbolicGame, state: State, clock: Clock) -> Iterable[tuple[str, State]]:
    """List the moves from a state that pay and that nothing deters."""
    for i, dm in enumerate(game.decision_makers):
        left = StateSet(game, undeterred(game, i, game.at(state), clock))
        if left and left.count > MOST_VISITED:
            raise LimitError(f"more than {MOST_VISITED:,} moves")
        for target in sorted(left, key=lambda s: s.number) if left else ():
            yield dm, target
