"""What sequences of moves lead to from a state, where decision diagrams carry the states: sets, move by move."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from detente.game import Key, State
from detente.game.symbolic import Clock, Diagram, LimitError, StateSet, SymbolicGame, limited, ranks
from detente.questions.evolve.carried import Move, Path

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

    @property
    def longest(self) -> int:
        """How many moves the furthest of what is reached takes."""
        return len(self.layers) - 1

    def among(self, states: StateSet) -> StateSet:
        """Keep what is reached of some states."""
        return states & self.states

    def in_order(self, states: StateSet) -> StateSet:
        """Give the states as they are: a set that nobody lists has no order."""
        return states

    def nearest(self, states: StateSet, most: int) -> tuple[State, ...]:
        """List some of the states, the nearest first; of those as near, whom the lot falls on."""
        found: list[State] = []
        for layer in self.layers:
            if len(found) == most:
                break
            near = states & layer
            if near:
                found += near.sample(most - len(found))
        return tuple(found)

    def closest(self, states: StateSet) -> State | None:
        """Give one of the states that the fewest moves lead to; None where none is reached."""
        for layer in self.layers:
            near = states & layer
            if near:
                return self.game.described(near.taken_in_one())
        return None

    def trace(self, state: Key) -> list[tuple[str, State]] | None:
        """Give a shortest sequence to a state, who moves and where to; None where there is none."""
        path = self.path(state)
        return None if path is None else [(m.mover, m.state) for m in path.moves]

    def path(self, state: int | str | State) -> Path | None:
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
                found = found & ranks.below(digits, here, game)
            if found.satisfiable():
                return dm, game.described(StateSet(game, found).taken_in_one())
        raise AssertionError("a state without a way to it")


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
