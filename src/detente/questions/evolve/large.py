"""How do we get there from here, in a conflict too large to list its states: sets of states, move by move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from detente.conflict import NotInFileError
from detente.game import Row, State, Tabular
from detente.game.symbolic import Clock, Diagram, LimitError, StateSet, SymbolicGame, limited
from detente.questions.evolve.evolution import Move, Path
from detente.stability.symbolic import SECONDS, SymbolicStability, symbolic_stability

SAMPLES = 100
REACH_SECONDS = 15.0


@dataclass(frozen=True, eq=False)
class SymbolicReach:
    """What sequences of moves lead to from a state.

    Attributes
    ----------
    game : SymbolicGame
    start : State
    improvements : bool
        Whether each move must be an improvement for who makes it.
    layers : tuple of StateSet
        What is reached with 0, 1, 2, ... moves and not with fewer.
    limit : str
        The limit that was met before everything was reached; else empty.
    """

    game: SymbolicGame
    start: State
    improvements: bool
    layers: tuple[StateSet, ...] = field(repr=False)
    limit: str = ""

    @property
    def complete(self) -> bool:
        """Whether the layers are all there are."""
        return not self.limit

    @cached_property
    def states(self) -> StateSet:
        """All that is reached, the start among it; where it is not complete, with as many moves as there are layers."""
        found = self.layers[0]
        for layer in self.layers[1:]:
            found = found | layer
        return found

    def path(self, state: str | State) -> Path | None:
        """Give a shortest sequence to a state, or None where there is none among what is reached."""
        end = self.game.state(state)
        steps = next((k for k, layer in enumerate(self.layers) if end in layer), None)
        if steps is None:
            return None
        moves: list[Move] = []
        while steps:
            steps -= 1
            mover, before = self._before(end, self.layers[steps])
            moves.append(Move(mover, end))
            end = before
        return Path(self.start, tuple(reversed(moves)))

    def _before(self, state: State, layer: StateSet) -> tuple[str, State]:
        """Find who can have moved to a state, from which state of the layer before."""
        game, here = self.game, self.game.at(state)
        for dm, moves, digits in zip(game.decision_makers, game.moves, game.digits, strict=True):
            found = layer.diagram & moves.before(here)
            if self.improvements:
                found = found & _ranked_below(game, digits, here)
            if found.satisfiable():
                return dm, game.described(StateSet(game, found).taken_in_one())
        raise AssertionError("a state without a way to it")


def _ranked_below(game: SymbolicGame, digits: Sequence[Diagram], state: Diagram) -> Diagram:
    found = game.diagrams.false
    for digit in reversed(digits):
        found = ~digit | found if (state & digit).satisfiable() else ~digit & found
    return game.allowed & found


def symbolic_reach(
    game: SymbolicGame, start: str | State, *, improvements: bool = True, seconds: float = REACH_SECONDS
) -> SymbolicReach:
    """Find what all can bring about from a state, breadth first, as far as the limits allow."""
    state = game.state(start)
    what = f"what {'improvements' if improvements else 'moves'} lead to from '{state.id}'"
    layers, limit = [StateSet(game, game.at(state))], ""
    seen = layers[0].diagram
    try:
        with limited(game.diagrams, seconds, what) as clock:
            while True:
                new = _next(game, layers[-1].diagram, seen, clock, improvements=improvements)
                if not new.satisfiable():
                    break
                layers.append(StateSet(game, new))
                seen = seen | new
    except LimitError as error:
        limit = str(error)
    return SymbolicReach(game, state, improvements, tuple(layers), limit)


def _next(game: SymbolicGame, border: Diagram, seen: Diagram, clock: Clock, *, improvements: bool) -> Diagram:
    """Give what is one move away from the border and not seen."""
    found = game.diagrams.false
    for moves, improving in zip(game.moves, game.improving, strict=True):
        clock.check()
        within = game.allowed & ~(seen | found)
        new = improving.out_of(border, within, clock) if improvements else moves.after(border) & within
        found = found | new
    return found


def _whole(reach: SymbolicReach) -> StateSet:
    if not reach.complete:
        raise LimitError(reach.limit)
    return reach.states


@dataclass(frozen=True, eq=False)
class LargeEvolution(Tabular):
    """What can follow from a state of a conflict too large to list.

    Attributes
    ----------
    game : SymbolicGame
    start : State
        Where it begins.
    stability : SymbolicStability
        The equilibria that are asked about.
    """

    game: SymbolicGame
    start: State
    stability: SymbolicStability

    @cached_property
    def by_improvements(self) -> SymbolicReach:
        """What sequences of improvements lead to."""
        return symbolic_reach(self.game, self.start, seconds=self.seconds)

    @cached_property
    def by_moves(self) -> SymbolicReach:
        """What sequences of any moves lead to."""
        return symbolic_reach(self.game, self.start, improvements=False, seconds=self.seconds)

    @property
    def seconds(self) -> float:
        """The limit on time for each of the sets."""
        return min(REACH_SECONDS, self.stability.seconds)

    def reached(self, concept: str) -> StateSet:
        """Give the equilibria that improvements lead to from the start; of a set out of reach, those that are known."""
        return self._known(concept) & self.by_improvements.states

    def only_by_moves(self, concept: str) -> StateSet:
        """Give the equilibria that some sequence of moves leads to, but no sequence of improvements."""
        return (self._known(concept) & _whole(self.by_moves)) - _whole(self.by_improvements)

    def unreachable(self, concept: str) -> StateSet:
        """Give the equilibria that no sequence of moves leads to."""
        return self._known(concept) - _whole(self.by_moves)

    def _known(self, concept: str) -> StateSet:
        inside = self.stability.bounds(concept)[0]
        if inside is None:
            raise LimitError(self.stability.incomplete[concept])
        return inside

    def nearest(self, concept: str) -> Path | None:
        """Give a shortest sequence of improvements to an equilibrium, or None."""
        known = self._known(concept)
        for layer in self.by_improvements.layers:
            near = known & layer
            if near:
                return self.by_improvements.path(self.game.described(near.taken_in_one()))
        return None

    def path(self, state: str | State, *, improvements: bool = True) -> Path | None:
        """Give a shortest legal sequence from the start to a state, or None."""
        return (self.by_improvements if improvements else self.by_moves).path(state)

    def outlook(self, dm: str, states: StateSet) -> tuple[bool, bool, bool]:
        """Tell whether some of the states are better, as good, or worse for a decision maker than the start."""
        game = self.game
        digits = game.digits[game.index(dm)]
        below = _ranked_below(game, digits, game.at(self.start))
        level = game.diagrams.true
        for digit in digits:
            level = level & (digit if (game.at(self.start) & digit).satisfiable() else ~digit)
        with limited(game.diagrams, self.seconds, f"how good what is reached is for {dm}"):
            parts = (states.diagram & ~below & ~level, states.diagram & level, states.diagram & below)
            better, same, worse = (bool(p.satisfiable()) for p in parts)
        return better, same, worse

    def rows(self) -> list[Row]:
        """Give a row for each of the nearest equilibria that improvements lead to, a hundred at most for a concept."""
        found: list[Row] = []
        for concept in self.stability.concepts:
            for state in self.reached(concept).sample(SAMPLES):
                path = self.path(state)
                steps = [f"{m.mover} -> {m.state.id}" for m in path.moves] if path else []
                found.append({"concept": concept, "state": state.id, "sequence": steps})
        return found


def evolve_large(
    game: SymbolicGame,
    *,
    start: str | State | None = None,
    concepts: Sequence[str] | None = None,
    seconds: float = SECONDS,
) -> LargeEvolution:
    """Find what can follow from a state of a symbolic game (see `evolve`)."""
    start = game.status_quo if start is None else start
    if start is None:
        raise NotInFileError(
            "the file has no 'status_quo'; add it, or say where to start ('start'; --start STATE)"
        )
    state = game.state(start)
    return LargeEvolution(game, state, symbolic_stability(game, concepts, seconds=seconds))
