"""The worst that the rest could answer with, for one member of a group after the other: kept, as groups share it."""

from __future__ import annotations

from typing import Literal

import numpy as np

from detente.game import Game, Ints, Step, narrow
from detente.stability.operators import worst
from detente.stability.ways import ways_of

MOST_KEPT = 1 << 28  # bytes, of all that is kept with a game

SHORT = 1 << 15  # ranks below this are kept in 16 bits

Kind = Literal["nash", "gmr", "seq"]
Known = dict[tuple[int, tuple[int, ...], str], Ints]


def feared(game: Game, i: int, rest: tuple[int, ...], concept: str) -> Ints:
    """Give, for each state, the worst for decision maker number `i` that some others could answer with there.

    Parameters
    ----------
    game : Game
    i : int
    rest : tuple of int
        Those who answer, in ascending order.
    concept : str
        ``gmr`` (and ``smr``): any moves of theirs; ``seq``: their improvements; ``nash``: none.

    Returns
    -------
    array of int, shape (size,)
        Ranks of `i`.
    """
    kept: Known = game.__dict__.setdefault("_feared_of_groups", {})
    kind: Kind = "nash" if concept == "nash" or not rest else "seq" if concept == "seq" else "gmr"
    key = (i, rest if kind != "nash" else (), kind)
    found = kept.get(key)
    if found is None:
        ranks = narrow(game.ranks[i])
        if kind != "nash":
            ranks = _by_improvements(game, i, rest, kept) if kind == "seq" else _by_moves(game, i, rest)
        found = _short(ranks)
        kept[key] = found
        while len(kept) * found.nbytes > MOST_KEPT:
            kept.pop(next(iter(kept)), None)
    return found


def _short(ranks: Ints) -> Ints:
    """Give ranks in as few bytes as they take: there are hundreds of such arrays, and all are gone through often."""
    return ranks.astype(np.int16) if int(ranks.max(initial=0)) < SHORT else ranks


def _by_moves(game: Game, i: int, rest: tuple[int, ...]) -> Ints:
    ways = ways_of(game, rest)
    if ways is not None:
        return ways.least(narrow(game.ranks[i]))
    return worst(narrow(game.ranks[i]), [game.moves[j] for j in rest], transitive=game.transitive)


def _by_improvements(game: Game, i: int, rest: tuple[int, ...], kept: Known) -> Ints:
    """Close what some others could bring about over one more, where that is known; transitive steps can be nested."""
    steps: list[Step] = [game.improving[j] for j in rest]
    if game.transitive:
        for k, last in enumerate(rest):
            before = kept.get((i, rest[:k] + rest[k + 1 :], "seq"))
            if before is not None:
                others = [step for j, step in zip(rest, steps, strict=True) if j != last]
                values = before.astype(narrow(game.ranks[i]).dtype)
                return worst(values, [game.improving[last], *others], transitive=True)
    return worst(narrow(game.ranks[i]), steps, transitive=game.transitive)
