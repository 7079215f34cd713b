"""The solution concepts that judge a move by what may follow it, each in a few lines.

All ask whether a decision maker stays where it is. They differ in what it fears if it leaves: nothing (Nash), any
answer of the opponents (GMR), an answer it cannot escape from (SMR), only answers by which every opponent who moves
gains (SEQ), or of these only those it cannot escape from (SSEQ).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np

from detente.conflict import find_concept
from detente.game import Bools, Game, Ints, Step, highest, narrow
from detente.game.once import once, unchanging
from detente.stability.operators import worst

_JUDGED = {c: find_concept(c).traits for c in ("nash", "gmr", "smr", "seq", "sseq")}
PAYING = tuple(c for c, t in _JUDGED.items() if t.pays == "each move")  # an answer pays for those who give it
ESCAPING = tuple(
    c for c, t in _JUDGED.items() if t.escape
)  # an answer that it could get away from deters nothing


def expectation(game: Game, i: int, concept: str, free: Collection[int] = ()) -> Ints:
    """Give, for each state, the worst that decision maker number `i` reckons with once it has moved there.

    Parameters
    ----------
    game : Game
    i : int
    concept : str
    free : collection of int
        Opponents whose preferences are left open: under SEQ they may answer by any move.

    Returns
    -------
    array of int, shape (size,)
        A rank of `i`. Nothing deters an improvement from s to t where the value at t is above `i`'s rank of s.
    """
    ends = narrow(game.ranks[i])
    if concept == "nash":
        return ends
    if free:
        return _expected(game, i, concept, ends, free)
    return once(game, ("expected", i, concept), lambda: unchanging(_expected(game, i, concept, ends, ())))


def _expected(game: Game, i: int, concept: str, ends: Ints, free: Collection[int]) -> Ints:
    if concept in ESCAPING:  # what it could still get away to from there
        ends = np.maximum(ends, highest(game.moves[i], ends))
    return worst(ends, answers(game, (i,), concept, free), transitive=game.transitive)


def answers(game: Game, group: Sequence[int], concept: str, free: Collection[int] = ()) -> list[Step]:
    """Give what each opponent of a group can answer by: its moves, or where answers must pay (SEQ, SSEQ) those that do.

    Those who are `free` may make any move.
    """
    if concept not in PAYING and len(group) == 1:
        return list(game.opposing[group[0]])
    rest = [j for j in range(len(game.decision_makers)) if j not in group]
    improving = [j for j in rest if concept in PAYING and j not in free]
    return [game.improving[j] if j in improving else game.moves[j] for j in rest]


def stays(game: Game, i: int, concept: str, free: Collection[int] = ()) -> Bools:
    """Tell where even the improvement that is punished least ends no better than staying.

    Where the preferences of some are left open (`free`): where it could stay for some of them. Under Nash, GMR and SMR
    they play no part; under SEQ what is ruled out is ruled out whatever those who are free want.
    """
    # What is better and not deterred: where the lesser of the two is above the rank now.
    ranks = narrow(game.ranks[i])
    fears = expectation(game, i, concept, free)
    ends: Ints = np.minimum(ranks, fears, out=None if fears is ranks or not fears.flags.writeable else fears)
    return np.asarray(highest(game.moves[i], ends, spoil=True) <= ranks)


def nash(game: Game, i: int) -> Bools:
    """Tell in which states decision maker number `i` has nothing better to move to.

    Rationality, as in Fang, Hipel & Kilgour (1993, Interactive Decision Making, Wiley, ch. 3):
    R+_i(s) is empty.

    Returns
    -------
    array of bool, shape (size,)
    """
    ranks = narrow(game.ranks[i])
    return np.asarray(highest(game.moves[i], ranks) <= ranks)


def gmr(game: Game, i: int) -> Bools:
    """Tell in which states every improvement of `i` can be answered, at any cost, by something no better.

    General metarationality (Howard 1971, Paradoxes of Rationality, MIT Press; for n decision makers Fang,
    Hipel & Kilgour 1993): for every t in R+_i(s) some x in R_{N-i}(t) has r_i(x) <= r_i(s).

    Returns
    -------
    array of bool, shape (size,)
    """
    return stays(game, i, "gmr")


def smr(game: Game, i: int) -> Bools:
    """Tell in which states every improvement of `i` can be answered so that `i` cannot escape either.

    Symmetric metarationality (Howard 1971; Fang, Hipel & Kilgour 1993): for every t in R+_i(s) some x in
    R_{N-i}(t) has r_i(x) <= r_i(s), and r_i(y) <= r_i(s) for every y in R_i(x).

    Returns
    -------
    array of bool, shape (size,)
    """
    return stays(game, i, "smr")


def seq(game: Game, i: int) -> Bools:
    """Tell in which states every improvement of `i` can be answered by opponents who each gain by moving.

    Sequential stability (Fraser & Hipel 1979, IEEE Transactions on Systems, Man, and Cybernetics 9(12); for n
    decision makers Fang, Hipel & Kilgour 1993): as GMR, with R+_{N-i}(t) in place of R_{N-i}(t).

    Returns
    -------
    array of bool, shape (size,)
    """
    return stays(game, i, "seq")


def sseq(game: Game, i: int) -> Bools:
    """Tell in which states every improvement of `i` meets an answer that pays, and that `i` cannot escape from.

    Symmetric sequential stability (Rêgo & Vieira 2017, Symmetric sequential stability in the graph model for conflict
    resolution with multiple decision makers, Group Decision and Negotiation 26): as SMR, with R+_{N-i}(t) in place of
    R_{N-i}(t).

    Returns
    -------
    array of bool, shape (size,)
    """
    return stays(game, i, "sseq")


CONCEPTS: Mapping[str, Callable[[Game, int], Bools]] = {
    "nash": nash,
    "gmr": gmr,
    "smr": smr,
    "seq": seq,
    "sseq": sseq,
}
