"""The classical solution concepts, each in a few lines.

All four ask whether a decision maker stays where it is. They differ in what it fears if it leaves: nothing
(Nash), any answer of the opponents (GMR), an answer it cannot escape from (SMR), or only answers by which
every opponent who moves gains (SEQ).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from detente.game import Bools, Game, Ints, Step, highest
from detente.stability.operators import worst


def nash(game: Game, i: int) -> Bools:
    """Tell in which states decision maker number `i` has nothing better to move to.

    Definition 1 of rationality in Fang, Hipel & Kilgour (1993, Interactive Decision Making, Wiley, ch. 3):
    R+_i(s) is empty.

    Returns
    -------
    array of bool, shape (size,)
    """
    return np.asarray(highest(game.moves[i], game.ranks[i]) <= game.ranks[i])


def gmr(game: Game, i: int) -> Bools:
    """Tell in which states every improvement of `i` can be answered, at any cost, by something no better.

    General metarationality (Howard 1971, Paradoxes of Rationality, MIT Press; for n decision makers Fang,
    Hipel & Kilgour 1993): for every t in R+_i(s) some x in R_{N-i}(t) has r_i(x) <= r_i(s).

    Returns
    -------
    array of bool, shape (size,)
    """
    return _deterred(game, i, worst(game.ranks[i], _others(game, i), transitive=game.transitive))


def smr(game: Game, i: int) -> Bools:
    """Tell in which states every improvement of `i` can be answered so that `i` cannot escape either.

    Symmetric metarationality (Howard 1971; Fang, Hipel & Kilgour 1993): for every t in R+_i(s) some x in
    R_{N-i}(t) has r_i(x) <= r_i(s), and r_i(y) <= r_i(s) for every y in R_i(x).

    Returns
    -------
    array of bool, shape (size,)
    """
    escape = np.maximum(game.ranks[i], highest(game.moves[i], game.ranks[i]))
    return _deterred(game, i, worst(escape, _others(game, i), transitive=game.transitive))


def seq(game: Game, i: int) -> Bools:
    """Tell in which states every improvement of `i` can be answered by opponents who each gain by moving.

    Sequential stability (Fraser & Hipel 1979, IEEE Transactions on Systems, Man, and Cybernetics 9(12); for n
    decision makers Fang, Hipel & Kilgour 1993): as GMR, with R+_{N-i}(t) in place of R_{N-i}(t).

    Returns
    -------
    array of bool, shape (size,)
    """
    improving = [s for j, s in enumerate(game.improving) if j != i]
    return _deterred(game, i, worst(game.ranks[i], improving, transitive=game.transitive))


def _others(game: Game, i: int) -> list[Step]:
    return [m for j, m in enumerate(game.moves) if j != i]


def _deterred(game: Game, i: int, sanctioned: Ints) -> Bools:
    """Tell where even the improvement that is punished least ends no better than staying."""
    return np.asarray(highest(game.improving[i], sanctioned) <= game.ranks[i])


CONCEPTS: Mapping[str, Callable[[Game, int], Bools]] = {"nash": nash, "gmr": gmr, "smr": smr, "seq": seq}
