"""Nash, GMR and SMR on sets of states.

For all four concepts s is stable for i iff the greatest, over i's own moves t (staying among them), of the worst that
follows from t is at most i's rank of s. For Nash nothing follows. For GMR the worst is the least rank over t and what
the opponents can bring about from t. For SMR it is the lesser of the rank of t and of the least, over the same states
x, of the best that i can get away to from x. Ranks are boolean digits, and all of this is done digit by digit
(`detente.game.symbolic.moves`); as soon as no state is left whose comparison is open, no further digit is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.game.symbolic import Clock, Diagram, SymbolicGame, SymbolicMoves, least_after


def nash(game: SymbolicGame, i: int, clock: Clock) -> Diagram:
    """Give the states from which `i` has no improvement: those that attain the greatest rank that it can move to."""
    stable = game.allowed
    for _, attaining in game.moves[i].greatest(game.allowed, game.digits[i], clock):
        stable = attaining
    return stable


def gmr(game: SymbolicGame, i: int, clock: Clock, within: Diagram) -> Diagram:
    """Give the states of `within` that are GMR-stable for `i`."""
    worst = least_after(_opponents(game, i), game.allowed, game.digits[i], clock)
    return _at_most(game, i, worst, within, clock)


def smr(game: SymbolicGame, i: int, clock: Clock, within: Diagram) -> Diagram:
    """Give the states of `within` that are SMR-stable for `i`."""
    escape = (best for best, _ in game.moves[i].greatest(game.allowed, game.digits[i], clock))
    worst = least_after(_opponents(game, i), game.allowed, escape, clock)
    return _at_most(game, i, _lesser(game.digits[i], worst, game.allowed), within, clock)


def _opponents(game: SymbolicGame, i: int) -> list[SymbolicMoves]:
    return [m for j, m in enumerate(game.moves) if j != i]


def _lesser(ones: Iterable[Diagram], others: Iterable[Diagram], feasible: Diagram) -> Iterator[Diagram]:
    """Give the digits of the lesser of two values."""
    level, less = feasible, feasible ^ feasible  # where both are the same so far, where the first is less
    for one, other in zip(ones, others, strict=True):
        yield (level & one & other) | (~level & less.ite(one, other))
        less = less | (level & ~one & other)
        level = level & one.equiv(other)


def _at_most(game: SymbolicGame, i: int, worst: Iterable[Diagram], within: Diagram, clock: Clock) -> Diagram:
    """Give where the greatest of a value over the moves of `i` is at most its rank."""
    level, less = within, within ^ within
    for (greatest, _), digit in zip(
        game.moves[i].greatest(game.allowed, worst, clock), game.digits[i], strict=True
    ):
        less = less | (level & ~greatest & digit)
        level = level & greatest.equiv(digit)
        if not level.satisfiable():
            break
    return less | level
