"""Limited-move and non-myopic stability: everybody looks some moves ahead, and chooses its moves by where they end.

For two decision makers (Kilgour 1985, Anticipation and stability in two-person non-cooperative games; Fang, Hipel &
Kilgour 1989, Conflict models in graph form, European Journal of Operational Research 41(1)): with h moves left, who is
to move takes the move whose anticipated end, the other having h - 1 moves left, it likes best, and stays if that end is
no better than the state it is in. A state is L(h) stable for a decision maker who stays there with h moves left.

Two things are our own reading, because the sources that could be seen leave them open:

- Where several moves end as well for who makes them, the one before it reckons with the worst of them for itself.
- With three decision makers and more nobody knows who answers. Whoever of the others would move may be the next (not
  the one who moved last); each reckons with the worst for itself. Only where none of them would move, it ends there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from detente.conflict import TooLargeError, budget
from detente.game import Bools, Game, Ints, Moves, Step
from detente.game.arrays import distinct

MOST_STEPS = 5_000  # moves ahead that are looked at before what is anticipated goes round in a circle


@dataclass(frozen=True, eq=False)
class Ahead:
    """What everybody reckons with, with so many moves left.

    Attributes
    ----------
    horizon : int
        How many moves are left.
    after : tuple of tuple of array of int, shape (size,)
        ``after[i][k]``: the rank of i that it reckons with once k has moved to a state, and one move less is left.
    best : tuple of array of int, shape (size,)
        The best that each could come to by a move, by its own ranks; -1 where it has no move.
    stays : tuple of array of bool, shape (size,)
        Whether each stays: its best is no better than the state itself.
    """

    horizon: int
    after: tuple[tuple[Ints, ...], ...]
    best: tuple[Ints, ...]
    stays: tuple[Bools, ...]


def look_ahead(game: Game) -> Iterator[Ahead]:
    """Give what everybody reckons with for 1, 2, 3, ... moves, without end."""
    makers = range(len(game.decision_makers))
    moves = [_elsewhere(m) for m in game.moves]
    after = tuple(tuple(r for _ in makers) for r in game.ranks)
    horizon = 0
    while True:
        budget.check("looking ahead")
        horizon += 1
        best = tuple(_greatest(moves[j], after[j][j]) for j in makers)
        stays = tuple(np.asarray(best[j] <= game.ranks[j]) for j in makers)
        yield Ahead(horizon, after, best, stays)
        after = tuple(_reckoned(game, i, moves, after, best, stays) for i in makers)


def _reckoned(
    game: Game,
    i: int,
    moves: Sequence[Sequence[Step]],
    after: tuple[tuple[Ints, ...], ...],
    best: tuple[Ints, ...],
    stays: tuple[Bools, ...],
) -> tuple[Ints, ...]:
    """Give the rank that i reckons with in each state, by who has moved there: the worst of what may follow."""
    makers, none = range(len(moves)), game.size
    by = []
    for j in makers:
        ends = best[j] if j == i else _worst_of_best(moves[j], after[j][j], after[i][j])
        by.append(np.where(stays[j], none, ends))
    found = []
    for k in makers:
        next_ = np.minimum.reduce([np.full(game.size, none), *(by[j] for j in makers if j != k)])
        found.append(np.where(next_ == none, game.ranks[i], next_))
    return tuple(found)


def _elsewhere(moves: Moves) -> tuple[Step, Step]:
    """Keep the moves to other states: to later and to earlier ones. `Moves.lowest` may count staying as a move."""
    places = np.arange(moves.size)
    return moves.improvements(places), moves.improvements(places[::-1].copy())


def _greatest(moves: Sequence[Step], values: Ints) -> Ints:
    """Give the greatest value after a move to another state; -1 where there is none."""
    top = values.size - 1
    found: Ints = top - np.minimum.reduce([step.lowest(top - values) for step in moves])
    return found


def _worst_of_best(moves: Sequence[Step], own: Ints, other: Ints) -> Ints:
    """Give the least of another's values among the moves that are best by the mover's own; any number where no move."""
    size = own.size
    values, order = distinct(own * size + (size - 1 - other))
    place = _greatest(moves, order)
    found: Ints = size - 1 - values[place] % size
    return found


def limited(game: Game, horizons: Sequence[int]) -> Bools:
    """Tell in which states each decision maker stays, if it looks so many moves ahead.

    Each supposes that the others look to the end of its own horizon.

    Parameters
    ----------
    game : Game
    horizons : sequence of int
        One for each decision maker, from 1 on.

    Returns
    -------
    array of bool, shape (decision makers, size)

    Examples
    --------
    >>> import detente
    >>> game = detente.load("chicken").game()
    >>> [game.state(s).id for s in range(game.size) if limited(game, [3, 3])[:, s].all()]
    ['both_swerve']
    """
    found = np.zeros((len(horizons), game.size), dtype=bool)
    for ahead in look_ahead(game):
        for i, horizon in enumerate(horizons):
            if horizon == ahead.horizon:
                found[i] = ahead.stays[i]
        if ahead.horizon >= max(horizons, default=0):
            return found
    raise AssertionError  # it never ends by itself


@dataclass(frozen=True, eq=False)
class Settled:
    """What comes of looking ahead without end.

    Attributes
    ----------
    first, period : int
        From `first` moves left on, everything comes again after every `period` moves.
    left : array of int, shape (decision makers, size)
        The last horizon, up to ``first + period - 1``, at which each would leave each state; 0 where it never would.
    """

    first: int
    period: int
    left: Ints

    @property
    def stays(self) -> Bools:
        """Tell in which states each decision maker stays from some horizon on, whatever the horizon."""
        return np.asarray(self.left < self.first)


def settle(game: Game) -> Settled:
    """Look ahead until what everybody reckons with comes again.

    It must, there being only so many ways to rank the states, but not soon.

    Raises
    ------
    TooLargeError
        Where it does not within `MOST_STEPS` moves.
    """
    seen: dict[bytes, int] = {}
    left = np.zeros((len(game.decision_makers), game.size), dtype=np.int64)
    for ahead in look_ahead(game):
        mark = blake2b(digest_size=32)
        for values in ahead.after:
            for value in values:
                mark.update(value.tobytes())
        key = mark.digest()
        if key in seen:
            return Settled(seen[key], ahead.horizon - seen[key], left)
        seen[key] = ahead.horizon
        for i, stays in enumerate(ahead.stays):
            left[i, ~stays] = ahead.horizon
        if ahead.horizon >= MOST_STEPS:
            break
    raise TooLargeError(
        f"{game.conflict.title}: what the decision makers anticipate does not settle within {MOST_STEPS:,} moves; ask "
        "for limited-move stability with a horizon instead (such as l4)"
    )


def non_myopic(game: Game) -> Bools:
    """Tell in which states each decision maker stays however far it looks ahead, from some horizon on.

    Non-myopic stability (Brams & Wittman 1981; in the graph model Kilgour 1984): the limit of L(h). Where the answer
    goes to and fro without end as the horizon grows, there is no limit, and the state is not stable.

    Returns
    -------
    array of bool, shape (decision makers, size)

    Raises
    ------
    TooLargeError
        Where what is anticipated does not settle within `MOST_STEPS` moves.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("chicken").game()
    >>> [game.state(s).id for s in range(game.size) if non_myopic(game)[:, s].all()]
    ['both_swerve']
    """
    return settle(game).stays
