"""What sequences of moves lead to from a state, where every state is listed: breadth first, for all states at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from detente.conflict import budget, find_concept
from detente.game import Arcs, Bools, Fibres, Game, Ints, Key, ListedStates, Step
from detente.game.once import once
from detente.game.ordering import position
from detente.questions.evolve.carried import Move, Path
from detente.questions.evolve.following import Following, follow
from detente.stability import expectation, free_moves, improves

MOST_KEPT = 1 << 18  # states of a game for which it is kept what nothing deters


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

    complete: ClassVar[bool] = True
    limit: ClassVar[str] = ""

    @property
    def longest(self) -> int:
        """How many moves the furthest of what is reached takes."""
        return int(self.steps.max(initial=0))

    @cached_property
    def states(self) -> ListedStates:
        """All that is reached, the start among it."""
        return ListedStates.marked(self.game, self.steps >= 0)

    def among(self, states: ListedStates) -> ListedStates:
        """Keep what is reached of some states, the nearest first."""
        return self.in_order(states & self.states)

    def in_order(self, states: ListedStates) -> ListedStates:
        """Put states into order, the nearest first; of those as near, as they stood."""
        order = np.argsort(self.steps[states.positions], kind="stable")
        return ListedStates(self.game, states.positions[order])

    def nearest(self, states: ListedStates, most: int) -> Ints:
        """Give what is reached of some states, the nearest first: all of it, whatever `most` says."""
        return self.among(states).positions

    def closest(self, states: ListedStates) -> int | None:
        """Give one of the states that the fewest moves lead to; None where none is reached."""
        found = self.among(states).positions
        return int(found[0]) if found.size else None

    @cached_property
    def steps(self) -> Ints:
        """The length of the shortest sequence to each state; -1 where there is none, 0 for the start."""
        far = np.where(self.level < 0, np.iinfo(np.int64).max, self.level).min(axis=0)
        found: Ints = np.where(far == np.iinfo(np.int64).max, -1, far)
        return found

    def path(self, state: Key) -> Path | None:
        """Give a shortest sequence to a state, or None."""
        end = position(state)
        depth = int(self.steps[end])
        return None if depth < 0 else self._path(end, depth)

    def round_trip(self) -> Path | None:
        """Give a shortest sequence that leads back to the start, or None; needs a layer for each last mover."""
        depths = self.level[:-1, self.start]
        depths = depths[depths > 0]
        return self._path(self.start, int(depths.min())) if depths.size else None

    def trace(self, state: Key) -> list[tuple[str, int]] | None:
        """Give a shortest sequence to a state as movers and positions, or None."""
        end = position(state)
        depth = int(self.steps[end])
        return None if depth < 0 else self._trace(end, depth)

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
    members = tuple(range(len(game.decision_makers)) if group is None else group)
    if until is None and by is None:  # what is asked again by the next question
        key = ("reach", start, members, improvements, frozenset(free), undeterred)
        return once(
            game, key, lambda: _reach(game, start, members, improvements, free, undeterred, None, None)
        )
    return _reach(game, start, members, improvements, free, undeterred, until, by)


def _reach(
    game: Game,
    start: int,
    members: tuple[int, ...],
    improvements: bool,
    free: Collection[int],
    undeterred: str,
    until: Bools | None,
    by: Mapping[int, Step] | None,
) -> Reach:
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
        back = {j: _undeterred_kept(game, j, undeterred) for j in members}
    if layers == 1 and not undeterred:
        follow(
            _steps(game, back, free, improvements=improvements), level[0], parent[0], mover[0], start, until
        )
        return Reach(game, start, level, parent, mover)
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


def _steps(
    game: Game, back: Mapping[int, Step], free: Collection[int], *, improvements: bool
) -> dict[int, Following]:
    """Give the steps of each who moves, with what is needed to follow them from a few states alone."""
    found = {}
    for j, step in back.items():
        moves, any_move = game.moves[j], not improvements or j in free
        known = isinstance(moves, Fibres) and (any_move or not game.open)
        found[j] = Following(
            step,
            moves if known and isinstance(moves, Fibres) else None,
            None if any_move or not known else game.ranks[j],
            None if any_move or not known else game.improvable[j],
        )
    return found


def _undeterred_kept(game: Game, j: int, concept: str) -> Step:
    """Give `_undeterred_back`, which is made once for many starts: of one concept at a time, and not of huge games."""
    if game.size > MOST_KEPT:
        return _undeterred_back(game, j, concept)
    kept: tuple[str, dict[int, Step]] = game.__dict__.get("_undeterred_steps", ("", {}))
    if kept[0] != concept:
        kept = game.__dict__["_undeterred_steps"] = (concept, {})
    if j not in kept[1]:
        kept[1][j] = _undeterred_back(game, j, concept)
    return kept[1][j]


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
