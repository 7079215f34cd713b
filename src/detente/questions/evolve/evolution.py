"""How do we get there from here? Status quo analysis: what can follow from the start, by which sequence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.conflict import Conflict, DetenteError, NotInFileError, budget, find_concept
from detente.game import Arcs, Bools, Game, Ints, Row, State, Step, Tabular
from detente.game.given import as_game
from detente.stability import CONCEPTS, Stability, expectation, free_moves, improves, stable_states


@dataclass(frozen=True, slots=True)
class Move:
    """A decision maker moves to a state."""

    mover: str
    state: State


@dataclass(frozen=True, slots=True)
class Path:
    """A legal sequence of moves: no one moves twice in a row."""

    start: State
    moves: tuple[Move, ...]

    @property
    def end(self) -> State:
        """The state it leads to."""
        return self.moves[-1].state if self.moves else self.start


@dataclass(frozen=True, eq=False)
class Reach:
    """What legal sequences of a group's moves can lead to from a state.

    Attributes
    ----------
    level : array of int, shape (layers, size)
        The length of the shortest sequence that ends in each state; -1 where there is none. With transitive
        moves there is one layer; otherwise one for each last mover and one for the start.
    """

    game: Game
    start: int
    level: Ints
    parent: Ints
    mover: Ints

    @cached_property
    def steps(self) -> Ints:
        """The length of the shortest sequence to each state; -1 where there is none, 0 for the start."""
        far = np.where(self.level < 0, np.iinfo(np.int64).max, self.level).min(axis=0)
        found: Ints = np.where(far == np.iinfo(np.int64).max, -1, far)
        return found

    def path(self, state: int) -> Path | None:
        """Give a shortest sequence to a state, or None."""
        depth = int(self.steps[state])
        return None if depth < 0 else self._path(state, depth)

    def round_trip(self) -> Path | None:
        """Give a shortest sequence that leads back to the start, or None; needs a layer for each last mover."""
        depths = self.level[:-1, self.start]
        depths = depths[depths > 0]
        return self._path(self.start, int(depths.min())) if depths.size else None

    def trace(self, state: int) -> list[tuple[str, int]] | None:
        """Give a shortest sequence to a state as movers and positions, or None."""
        depth = int(self.steps[state])
        return None if depth < 0 else self._trace(state, depth)

    def _path(self, state: int, depth: int) -> Path:
        moves = (Move(mover, self.game.state(s)) for mover, s in self._trace(state, depth))
        return Path(self.game.state(self.start), tuple(moves))

    def _trace(self, state: int, depth: int) -> list[tuple[str, int]]:
        moves: list[tuple[str, int]] = []
        last = -1
        while depth > 0:
            allowed = [k for k in range(len(self.level)) if len(self.level) == 1 or k != last]
            layer = next(k for k in allowed if self.level[k, state] == depth)
            last = int(self.mover[layer, state])
            moves.append((self.game.decision_makers[last], state))
            state = int(self.parent[layer, state])
            depth -= 1
        return moves[::-1]


def reach(
    game: Game,
    start: int,
    group: Sequence[int] | None = None,
    *,
    improvements: bool = True,
    free: Collection[int] = (),
    undeterred: str = "",
    until: Bools | None = None,
    by: Mapping[int, Step] | None = None,
) -> Reach:
    """Find what a group can bring about from a state, breadth first and for all states at once.

    Parameters
    ----------
    game : Game
    start : int
        The state to start from.
    group : sequence of int, optional
        The decision makers who move, by position; without it all.
    improvements : bool
        Whether each move must be an improvement for who makes it.
    free : collection of int
        Those who may make any move all the same: whose preferences are left open, say.
    undeterred : str, optional
        A concept: only improvements that nothing deters under it.
    until : array of bool, shape (size,), optional
        Stop as soon as one of these states is reached; what lies further off is then not found.
    by : mapping of int to Step, optional
        The moves themselves, turned round, for each who moves; they need not be transitive.

    Where some preferences are unknown, an improvement is a move that is known to be one.
    """
    members = range(len(game.decision_makers)) if group is None else group
    size, everyone = game.size, len(game.decision_makers)
    variant = bool(undeterred and find_concept(undeterred).variant)
    layers = 1 if game.transitive and by is None and not variant else everyone + 1
    level = np.full((layers, size), -1, dtype=np.int64)
    parent, mover = level.copy(), level.copy()
    level[-1, start] = 0
    steps: Sequence[Step] = game.moves_back
    if by is None and improvements and not undeterred:
        steps = game.known_improving_back if game.open else game.improving_back
    back: dict[int, Step] = {j: game.moves_back[j] if j in free else steps[j] for j in members}
    if by is not None:
        back = dict(by)
    elif undeterred:
        back = {j: _undeterred_back(game, j, undeterred) for j in members}
    border = level == 0
    depth = 0
    while border.any():
        budget.check("following moves from today")
        depth += 1
        new = np.zeros_like(border)
        for j, step in back.items():
            layer = 0 if layers == 1 else j
            from_here = border[0] if layers == 1 else np.delete(border, j, axis=0).any(axis=0)
            origin = step.lowest(np.where(from_here, np.arange(size), size))
            fresh = (origin < size) & (level[layer] < 0)
            level[layer, fresh], parent[layer, fresh], mover[layer, fresh] = depth, origin[fresh], j
            new[layer] |= fresh
        border = new
        if until is not None and (new.any(axis=0) & until).any():
            break
    return Reach(game, start, level, parent, mover)


def _undeterred_back(game: Game, j: int, concept: str) -> Step:
    """Give the improvements that nothing deters under a concept, turned round.

    Such a move from s to t is an improvement, and j's expectation at t is above its rank of s; seen from t, the rank
    of s is below both.
    """
    known = find_concept(concept)
    if known.variant:
        sources, targets = free_moves(game, j, known.base if known.variant == "weak" else concept)
        if game.open:  # what may be an improvement is a reason to leave, and makes no way
            sure = improves(game, j, sources, targets)
            sources, targets = sources[sure], targets[sure]
        return Arcs.of(game.size, targets, sources)
    top = game.size - 1
    gained = np.minimum(game.ranks[j], expectation(game, j, concept))
    return game.moves_back[j].improvements(top - gained, top - game.ranks[j])


@dataclass(frozen=True, eq=False)
class Evolution(Tabular):
    """What can follow from a state.

    Attributes
    ----------
    game : Game
    start : State
        Where it begins.
    stability : Stability
        The equilibria that are asked about.
    """

    game: Game
    start: State
    stability: Stability

    @cached_property
    def by_improvements(self) -> Reach:
        """What sequences of improvements (that are known to be such) lead to."""
        return reach(self.game, self.start.index)

    @cached_property
    def by_moves(self) -> Reach:
        """What sequences of any moves lead to."""
        return reach(self.game, self.start.index, improvements=False)

    @staticmethod
    def has_ways(concept: str) -> bool:
        """Tell whether `undeterred` is worked out for a concept.

        It is where what deters an improvement depends on where it leads alone: for Nash, GMR, SMR, SEQ and SSEQ. Under
        SIM it depends on where it begins too; under L(h) and NM the parties also make moves that are no improvements.
        """
        return concept in CONCEPTS or bool(find_concept(concept).variant)

    def undeterred(self, concept: str) -> Reach:
        """Give what follows if nobody makes a move that, under the concept, something deters.

        Improvements as such reckon with no answers: under SEQ, say, a way may begin with a move that its mover
        would not make, fearing what follows. These ways do not.

        Raises
        ------
        DetenteError
            Where this is not worked out for the concept, see `has_ways`.
        """
        if not self.has_ways(concept):
            raise DetenteError(f"ways on which nothing is deterred are not worked out for {concept}")
        if concept not in self._undeterred:
            self._undeterred[concept] = reach(self.game, self.start.index, undeterred=concept)
        return self._undeterred[concept]

    @cached_property
    def _undeterred(self) -> dict[str, Reach]:
        """What has been worked out so far; under Nash nothing deters an improvement."""
        return {} if self.game.open else {"nash": self.by_improvements}

    def reached(self, concept: str) -> tuple[State, ...]:
        """List the equilibria that improvements lead to from the start, the nearest first."""
        return self._states(self.reached_at(concept))

    def only_by_moves(self, concept: str) -> tuple[State, ...]:
        """List the equilibria that some sequence of moves leads to, but no sequence of improvements."""
        return self._states(self.only_by_moves_at(concept))

    def unreachable(self, concept: str) -> tuple[State, ...]:
        """List the equilibria that no sequence of moves leads to."""
        return self._states(self.unreachable_at(concept))

    def reached_at(self, concept: str) -> Ints:
        """Give what `reached` lists as positions in the arrays of the game."""
        return self._nearest_first(concept, self.by_improvements.steps, self.by_improvements.steps >= 0)

    def undeterred_at(self, concept: str) -> Ints:
        """Give the equilibria that moves which nothing deters lead to, as positions in the arrays of the game."""
        steps = self.undeterred(concept).steps
        return self._nearest_first(concept, steps, steps >= 0)

    def only_by_moves_at(self, concept: str) -> Ints:
        """Give what `only_by_moves` lists as positions in the arrays of the game."""
        steps = self.by_moves.steps
        return self._nearest_first(concept, steps, (steps >= 0) & (self.by_improvements.steps < 0))

    def unreachable_at(self, concept: str) -> Ints:
        """Give what `unreachable` lists as positions in the arrays of the game."""
        return self._nearest_first(concept, self.by_moves.steps, self.by_moves.steps < 0)

    def _nearest_first(self, concept: str, order: Ints, wanted: Bools) -> Ints:
        found = np.flatnonzero(self.stability.holds(concept) & wanted)
        return found[np.argsort(order[found], kind="stable")]

    def _states(self, found: Ints) -> tuple[State, ...]:
        return tuple(self.game.state(int(s)) for s in found)

    def path(self, state: int | str | State, *, improvements: bool = True) -> Path | None:
        """Give a shortest legal sequence from the start to a state, or None."""
        target = self.game.state(state).index
        return (self.by_improvements if improvements else self.by_moves).path(target)

    def rows(self) -> list[Row]:
        """Give a row per equilibrium: under which concepts, reached how, by which sequence."""
        concepts = self.stability.concepts
        held = {c: self.stability.holds(c) for c in concepts}
        found: list[Row] = []
        for index in np.flatnonzero(np.any(list(held.values()), axis=0)):
            state = self.game.state(int(index))
            path = self.path(state) or self.path(state, improvements=False)
            how = "unreachable"
            if path is not None:
                how = "improvements" if self.by_improvements.steps[index] >= 0 else "moves"
            found.append(
                {
                    "state": state.id,
                    "concepts": [c for c in concepts if held[c][index]],
                    "by": how,
                    "sequence": [f"{m.mover} -> {m.state.id}" for m in path.moves] if path else [],
                }
            )
        return found


def evolve(
    game: Game | Conflict, *, start: int | str | State | None = None, concepts: Sequence[str] | None = None
) -> Evolution:
    """Find what can follow from the status quo.

    An equilibrium counts as reached where a legal sequence of unilateral improvements leads to it: each move is
    better for who makes it than the state it leaves, and no one moves twice in a row (status quo analysis: Li,
    Kilgour & Hipel 2005, Status quo analysis in the graph model for conflict resolution, Journal of the
    Operational Research Society 56(6)).

    Parameters
    ----------
    game : Game
    start : int, str or State, optional
        Where to begin; without it the status quo of the file.
    concepts : sequence of str, optional
        Whose equilibria to look for; without it Nash, GMR, SMR and SEQ.

    Returns
    -------
    Evolution

    Raises
    ------
    NotInFileError
        Where no start is given and the file has no status quo.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("istanbul-2025").game("commentary")
    >>> found = detente.evolve(game)
    >>> path = found.path(found.reached("nash")[0])
    >>> [move.mover for move in path.moves]
    ['russia', 'ukraine', 'us', 'ukraine', 'russia']
    """
    game = as_game(game, "evolve")
    if start is None:
        if game.status_quo is None:
            raise NotInFileError(
                "the file has no 'status_quo'; add it, or say where to start ('start'; --start STATE)"
            )
        start = game.status_quo
    return Evolution(game, game.state(start), stable_states(game, concepts))
