"""How a decision maker orders states, where every state is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.game.arrays import Ints
from detente.game.carried import Compared, Key
from detente.game.listed import ListedStates
from detente.game.state import State

if TYPE_CHECKING:
    from detente.game.game import Game


def position(state: Key) -> int:
    """Give the position of a state."""
    return state.index if isinstance(state, State) else int(state)


def ranks_of(game: Game, i: int) -> Ints | None:
    """Give the ranks of a decision maker, also where others' preferences are unknown; None where its own are."""
    if not game.open:
        return game.ranks[i]
    relation = game.relations[i]
    if not relation.complete:
        return None
    found: Ints = np.unique((relation.degrees < 0).sum(axis=1), return_inverse=True)[1]
    return found


def extremes(game: Game, i: int, states: ListedStates) -> tuple[int, int] | None:
    """Give the least and the greatest rank of some states; None where it is unknown how some two are ordered."""
    ranks = game.known_ranks[i]
    if ranks is None:
        return None
    here = ranks[states.positions]
    return int(here.min()), int(here.max())


def places(game: Game, i: int, states: ListedStates) -> tuple[int, int, int] | None:
    """Give the best and the worst place of some states (1 is best), and of how many; None where that is unknown."""
    found = extremes(game, i, states) if states else None
    if found is None:
        return None
    top = game.highest_ranks[i]
    return top - found[1] + 1, top - found[0] + 1, top + 1


def degree(game: Game, i: int, before: int, after: int) -> int | None:
    """Tell how much better one state is than another; None where that is unknown."""
    relation = game.relations.get(i)
    if relation is not None:
        return 0 if before == after else relation.degree(before, after)
    old, new = int(game.ranks[i][before]), int(game.ranks[i][after])
    return (new > old) - (new < old)


def compared(game: Game, i: int, start: int, states: ListedStates) -> Compared:
    """Tell which comparisons of one of the states with the start there are."""
    if game.open:
        degrees = [degree(game, i, start, int(s)) for s in states.positions]
        known = [d for d in degrees if d is not None]
        signs = (any(d > 0 for d in known), any(d == 0 for d in known), any(d < 0 for d in known))
        return Compared(*signs, unknown=len(known) < len(degrees))
    ranks, here = game.ranks[i][states.positions], game.ranks[i][start]
    return Compared(bool((ranks > here).any()), bool((ranks == here).any()), bool((ranks < here).any()))
