"""Where the moves of a group lead, state by state: for games that `ways` does not serve.

Where one decision maker's two moves in a row may lead further than one, "no one moves twice in a row" forbids
something, and where moves are given one by one it cannot be seen which can be taken back. Up to some thousand states a
table says from which state which others are reached, a bit each; beyond, each state is followed by itself.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.conflict import TooLargeError, budget
from detente.game import Bools, Game, Ints, Step
from detente.game.arrays import cuts, first_ones
from detente.stability.operators import worst
from detente.stability.points import LOOKING

MOST_ONE_BY_ONE = 20_000
MOST_TOGETHER = (
    4096  # states whose ways to one another are worked out for all at once, as a table of size x size
)
CELLS_AT_ONCE = 4_000_000

Rows = NDArray[np.uint8]


def table(game: Game, group: Sequence[int]) -> Bools | None:
    """Tell from which states (rows) a group's moves lead to which, each to itself too; None where there are too many.

    It is kept with the game, since every concept and every larger group asks for it again.
    """
    if game.size > MOST_TOGETHER:
        return None
    kept: dict[tuple[int, ...], Bools] = game.__dict__.setdefault("_tables_of_ways", {})
    key = tuple(sorted(group))
    if key not in kept:
        made = _closed(game, key) if game.transitive else _by_last_mover(game, key)
        kept[key] = np.unpackbits(made, axis=1, count=game.size).astype(bool)
    return kept[key]


def _closed(game: Game, group: tuple[int, ...]) -> Rows:
    """Close the union of moves that are transitive each."""
    ways = np.eye(game.size, dtype=bool)
    for j in group:
        ways[game.move_pairs[j]] = True
    rows = np.packbits(ways, axis=1)
    if len(group) > 1:  # one's own moves are transitive already
        for through in range(game.size):  # Warshall, a row of bits at a time
            budget.check(LOOKING)
            rows[(rows[:, through >> 3] >> (7 - through % 8) & 1).astype(bool)] |= rows[through]
    return rows


def _by_last_mover(game: Game, group: tuple[int, ...]) -> Rows:
    """Follow sequences in which no one moves twice in a row: what is reached after a move by each, until it is all."""
    itself = np.packbits(np.eye(game.size, dtype=bool), axis=1)
    nothing = np.zeros_like(itself)
    after = [nothing for _ in group]
    while True:
        by = [_one_move_on(game, j, itself | onward) for j, onward in zip(group, after, strict=True)]
        new = [
            np.bitwise_or.reduce([nothing, *(by[k] for k in range(len(group)) if k != j)])
            for j in range(len(group))
        ]
        if all(np.array_equal(n, a) for n, a in zip(new, after, strict=True)):
            found: Rows = np.bitwise_or.reduce([itself, *by])
            return found
        after = new


def _one_move_on(game: Game, j: int, rows: Rows) -> Rows:
    """Join the rows of what one decision maker can move to from each state."""
    sources, targets = game.move_pairs[j]
    found = np.zeros_like(rows)
    new = np.flatnonzero(first_ones(sources)) if sources.size else np.zeros(0, dtype=np.int64)
    lengths = np.diff(np.append(new, sources.size))
    for part in cuts(lengths, max(1, CELLS_AT_ONCE // max(1, rows.shape[1]))):
        budget.check(LOOKING)
        low, high = int(new[part.start]), int(new[part.stop - 1] + lengths[part.stop - 1])
        joined = np.bitwise_or.reduceat(rows[targets[low:high]], new[part] - low, axis=0)
        found[sources[new[part]]] = joined
    return found


def within_reach(game: Game, group: Sequence[int], state: int) -> Bools:
    """Tell which states legal sequences of the group's moves lead to from a state, that one included."""
    ways = table(game, group)
    if ways is not None:
        return np.array(ways[state])
    values = np.ones(game.size, dtype=np.int64)
    values[state] = 0
    back: list[Step] = [game.moves_back[j] for j in group]
    return np.asarray(worst(values, back, transitive=game.transitive) == 0)


def leads_to(game: Game, wanted: Bools, group: Sequence[int]) -> Bools:
    """Tell from where a group comes to some state that is wanted, or is there already."""
    ways = table(game, group)
    if ways is not None:
        return np.asarray(ways[:, wanted].any(axis=1))
    values = np.where(wanted, 0, 1).astype(np.int64)
    return np.asarray(worst(values, [game.moves[j] for j in group], transitive=game.transitive) == 0)


def surpassed_one_by_one(
    game: Game, group: Sequence[int], points: Sequence[Ints], ranks: Sequence[Ints], asked: Bools
) -> Bools:
    """Do as `detente.stability.surpassing.surpassed`.

    Raises
    ------
    TooLargeError
        Where there are too many states.
    """
    if game.size > MOST_ONE_BY_ONE:
        raise TooLargeError(
            f"{game.conflict.title}: moves of {', '.join(game.decision_makers[j] for j in group)} cannot be taken "
            f"back, so that each of {game.size:,} states would be looked at by itself; at most {MOST_ONE_BY_ONE:,} are."
        )
    has, gives = np.array(ranks), np.array(points)
    found = np.zeros(game.size, dtype=bool)
    # Whoever is no better off anywhere need not be looked at.
    open_ = np.flatnonzero(asked & np.all(gives.max(axis=1)[:, None] > has, axis=0))
    ways = table(game, group)
    if ways is not None:
        step = max(1, CELLS_AT_ONCE // game.size)
        for low in range(0, open_.size, step):
            budget.check(LOOKING)
            some = open_[low : low + step]
            better = np.all(gives[:, None, :] > has[:, some, None], axis=0)
            found[some] = (ways[some] & better).any(axis=1)
        return found
    for s in open_:
        budget.check(LOOKING)
        better = np.all(gives > has[:, [s]], axis=0)
        found[s] = better.any() and bool((within_reach(game, group, int(s)) & better).any())
    return found


def for_good_at_once(
    game: Game, group: Sequence[int], rest: Sequence[int], ranks: Sequence[Ints], asked: Bools
) -> Bools | None:
    """Do as `detente.stability.escaping.for_good`, by tables; None where there are too many states for these."""
    ways, theirs = table(game, group), table(game, rest)
    if ways is None or theirs is None:
        return None
    found = np.zeros(game.size, dtype=bool)
    has = np.array(ranks)
    states = np.flatnonzero(asked)
    step = max(1, CELLS_AT_ONCE // game.size)
    for low in range(0, states.size, step):
        some = states[low : low + step]
        good = np.all(has[:, None, :] > has[:, some, None], axis=0)
        lost = ~_meet(good, ways)  # where the rest could take it, and it could not get away from
        free = ~_meet(lost, theirs)
        found[some] = (ways[some] & good & free).any(axis=1)
    return found


def _meet(sets: Bools, others: Bools) -> Bools:
    """Tell for each set (a row) and each of the others whether they share a state; 64 states at a time."""
    one, two = _words(sets), _words(others)
    found = np.empty((len(one), len(two)), dtype=bool)
    for k, row in enumerate(one):
        budget.check(LOOKING)
        np.any(two & row, axis=1, out=found[k])
    return found


def _words(sets: Bools) -> Ints:
    """Pack sets, a row each, into whole numbers of 64 bits."""
    bits = np.packbits(sets, axis=1)
    return np.pad(bits, ((0, 0), (0, -bits.shape[1] % 8))).view(np.int64)
