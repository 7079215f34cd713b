"""All rankings that a decision maker of a small conflict could have, and how many of them bring a goal about."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import permutations
from math import factorial

import numpy as np

from detente.game import Bools, Game, Ints, State
from detente.questions.evolve import reach
from detente.questions.pivot.ensemble import Ensemble
from detente.questions.pivot.nearby import Scored, Staying
from detente.stability import CONCEPTS

MOST_RANKED = 7


@dataclass(frozen=True, eq=False)
class Rankings:
    """Of all strict rankings of the states that one decision maker could have: those that bring a goal about.

    Attributes
    ----------
    dm : str
    total : int
        How many strict rankings there are.
    stable : int
        Under how many of them a goal state is an equilibrium.
    reached : int or None
        Under how many of them it is one and the status quo leads to it; None where that is not asked.
    orders : array of int, shape (rankings that do, size)
        The rankings that do, the best state first.
    always : tuple of (State, State)
        What all of them have in common: the first state of a pair always comes before the second.
    """

    dm: str
    total: int
    stable: int
    reached: int | None
    orders: Ints = field(repr=False)
    always: tuple[tuple[State, State], ...] = field(repr=False)


def count_rankings(game: Game, i: int, goals: Ints, concept: str, start: int | None) -> Rankings | None:
    """Go through all strict rankings of decision maker number `i`, the others as they are.

    Inverse analysis as in Kinsara, Kilgour & Hipel 2015 and in GMCR+.

    Parameters
    ----------
    game : Game
    i : int
    goals : array of int
        States, any of which will do.
    concept : str
    start : int or None
        Where improvements must lead from; None where they need not.

    Returns
    -------
    Rankings or None
        None where there are more than `MOST_RANKED` states.
    """
    if game.size > MOST_RANKED:
        return None
    dm = game.decision_makers[i]
    orders = np.array(list(permutations(range(game.size))), dtype=np.int64).reshape(-1, game.size)
    scores = np.empty_like(orders)
    np.put_along_axis(scores, orders, np.arange(game.size)[None, ::-1].repeat(len(orders), 0), 1)
    gained = Ensemble(game).gained(i, scores)
    keys = [row.tobytes() for row in np.packbits(gained, axis=1)]
    held, near = np.zeros(len(orders), dtype=bool), np.zeros(len(orders), dtype=bool)
    others: dict[bytes, tuple[Bools, Bools]] = {}
    for row, key in enumerate(keys):
        if key not in others:
            others[key] = _with(game.with_ranks({i: scores[row]}), i, concept, start)
    scored = Scored(game, i, concept, scores)
    stays = {int(s): Staying(game, i, int(s), concept, ()).stays(scored) for s in goals}
    for row, key in enumerate(keys):
        stable, reached = others[key]
        held[row] = any(stays[int(s)][row] and stable[s] for s in goals)
        near[row] = any(stays[int(s)][row] and stable[s] and reached[s] for s in goals)
    good = orders[near if start is not None else held]
    return Rankings(
        dm,
        factorial(game.size),
        int(held.sum()),
        int(near.sum()) if start is not None else None,
        good,
        _always(game, good),
    )


def _with(game: Game, i: int, concept: str, start: int | None) -> tuple[Bools, Bools]:
    """Tell where all but `i` stay, and what the start leads to."""
    others = [CONCEPTS[concept](game, j) for j in range(len(game.decision_makers)) if j != i]
    stable = np.all([np.ones(game.size, dtype=bool), *others], axis=0)
    reached = reach(game, start).steps >= 0 if start is not None else np.ones(game.size, dtype=bool)
    return stable, reached


def _always(game: Game, orders: Ints) -> tuple[tuple[State, State], ...]:
    """Find the pairs of states that stand in the same order in all rankings."""
    if not len(orders):
        return ()
    place = np.argsort(orders, axis=1)
    pairs = [(a, b) for a in range(game.size) for b in range(game.size) if a != b]
    return tuple((game.state(a), game.state(b)) for a, b in pairs if (place[:, a] < place[:, b]).all())
