"""Preferences near to a decision maker's own, in the order of their distance, and which of them let it stay."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from detente.game import Bools, Fibres, Game, Ints, Moves
from detente.questions.evolve import reach
from detente.questions.pivot.edits import Edit, Lists, Numbers, lists
from detente.questions.pivot.ensemble import CELLS_AT_ONCE
from detente.questions.pivot.orders import Orders, Swap

MOST_NEARBY = 400_000

Change = Edit | Swap


class Nearby:
    """The preferences at each distance from a decision maker's own: lists of statements, or rankings.

    Weights are taken for the ranking that they make.
    """

    def __init__(self, game: Game, dm: str) -> None:
        self.game, self.dm, self.i = game, dm, game.index(dm)
        stated = game.conflict.preferences[dm].stated
        self.of: Lists | Orders = lists(game, dm) if stated else Orders(game, dm)
        self._levels: list[list[Numbers] | None] = [[self.of.start]]

    def level(self, distance: int) -> list[Numbers] | None:
        """Give all at a distance; None where they are too many to look at."""
        while len(self._levels) <= distance:
            self._levels.append(self._next(len(self._levels)))
        return self._levels[distance]

    def _next(self, distance: int) -> list[Numbers] | None:
        found: dict[Numbers, None] = {}
        if isinstance(self.of, Lists):
            last = self._levels[distance - 1]
            if last is None or len(last) * max(1, len(self.of.singles)) > MOST_NEARBY:
                return None
            nearer = {
                n for level in self._levels[-2:] for n in level or ()
            }  # one step changes a distance by one
            for numbers in last:
                found |= dict.fromkeys(n for n in self.of.near(numbers) if n not in nearer)
            return list(found)
        for below, level in enumerate(self._levels):
            if level is None or len(level) * len(self.of.start) > MOST_NEARBY:
                return None
            for numbers in level:
                steps = self.of.steps(numbers)
                found |= dict.fromkeys(n for cost, n in steps if cost == distance - below)
        return list(found)

    def puts_on_top(self, numbers: Numbers, goal: Bools) -> bool:
        """Tell whether a list puts the goal itself on top, by a statement that was not there before.

        A list that only leaves statements out puts nothing anywhere.
        """
        of = self.of
        if not isinstance(of, Lists) or not numbers or numbers[:1] == of.start[:1]:
            return False
        if all(a < b for a, b in pairwise(numbers)) and numbers[-1] < of.own:
            return False
        return bool(np.array_equal(of.holds[numbers[0]], goal))

    def changes(self, numbers: Numbers) -> tuple[Change, ...]:
        """Say what differs from the decision maker's own."""
        return self.of.edits(numbers) if isinstance(self.of, Lists) else self.of.swaps(numbers)


class Staying:
    """Whether a decision maker stays at a state under a concept, for many preferences of its own at once.

    Under SEQ its opponents answer by their improvements; those `free` by any move, because their preferences are left
    open: who does not stay even so does not stay whatever they want.
    """

    def __init__(self, game: Game, i: int, state: int, concept: str, free: Sequence[int]) -> None:
        self.game, self.i, self.state, self.concept = game, i, state, concept
        self.targets = game.moves[i].successors(state)
        others = [j for j in range(len(game.decision_makers)) if j != i]
        self.answers = []
        if concept != "nash":
            seq = concept == "seq"
            for t in self.targets:
                found = reach(game, int(t), others, improvements=seq, free=free if seq else ())
                self.answers.append(np.flatnonzero(found.steps >= 0))

    def stays(self, scored: Scored) -> Bools:
        """Tell for each row of scores whether the decision maker stays."""
        scores, here = scored.scores, scored.scores[:, self.state]
        if self.concept == "nash":
            return np.asarray((scores[:, self.targets] <= here[:, None]).all(axis=1))
        found = np.ones(len(scores), dtype=bool)
        for t, answers in zip(self.targets, self.answers, strict=True):
            found &= (scores[:, t] <= here) | (scored.least(answers) <= here)
        return found


class Scored:
    """Rows of scores of all states, and what is asked of them for one goal state after the other: worked out once."""

    def __init__(self, game: Game, i: int, concept: str, scores: Ints) -> None:
        self.scores = scores
        self.ends = away_to(game.moves[i], scores) if concept == "smr" else scores
        self._least: dict[bytes, Ints] = {}

    def least(self, answers: Ints) -> Ints:
        """Give the least that it ends with in each row, if it is answered so."""
        key = answers.tobytes()
        if key not in self._least:
            self._least[key] = self.ends[:, answers].min(axis=1)
        return self._least[key]


def away_to(moves: Moves, scores: Ints) -> Ints:
    """Give for each row of scores, and each state, the most that staying there or a move from there has."""
    if isinstance(moves, Fibres) and not moves.width:
        best = np.maximum.reduceat(scores[:, moves.members], moves.starts[:-1], axis=1)
        return np.asarray(best[:, moves.fibre])
    ends = scores.copy()
    for y in range(scores.shape[1]):
        away = moves.successors(y)
        if away.size:
            ends[:, y] = np.maximum(scores[:, y], scores[:, away].max(axis=1))
    return ends


def chunks(rows: Sequence[Numbers], size: int) -> list[Sequence[Numbers]]:
    """Cut preferences into parts whose scores of all states fit into memory with ease."""
    most = max(1, CELLS_AT_ONCE // max(1, size))
    return [rows[k : k + most] for k in range(0, len(rows), most)]
