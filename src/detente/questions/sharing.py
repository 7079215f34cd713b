"""What several outcomes have in common."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from detente.answers import Level, Shared
from detente.game import CarriedGame, Key, ManyStates


def these(game: CarriedGame, states: ManyStates | Iterable[Key]) -> ManyStates:
    """Give states as a set: a set as it is, or those at these positions.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("chicken").game()
    >>> these(game, [0, 1]).count, these(game, game.feasible).count
    (2, 4)
    """
    return cast("ManyStates", states) if hasattr(states, "where") else game.some(states)


def shared(game: CarriedGame, states: ManyStates | Iterable[Key]) -> Shared:
    """Tell what some states have in common; nothing where the conflict is given as states and moves.

    Parameters
    ----------
    game : Game or SymbolicGame
    states : ManyStates or iterable of int or State
        A set of the game's states, or their positions.

    Raises
    ------
    TooLargeError
        Where decision diagrams carry them and they are too intricate to look through.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("chicken").game()
    >>> shared(game, [0, 1])
    Shared(taken=(), levels=(), gone=(), never=('second.swerve',), varies=('first.swerve',))
    """
    some = these(game, states)
    if game.conflict.graph_form or not some:
        return Shared()
    always, never = some.fixed
    taken, absent = set(always), set(never)
    levelled = []
    for option, one in game.conflict.levels.items():
        occurring = [level for level in one.levels if f"{option}.{level}" not in absent]
        if len(occurring) > 1 and some.where(option).count == some.count:
            levelled.append(Level(option=option, levels=tuple(occurring)))
    # Of an option shared at differing levels, the levels are told there alone.
    told = {f"{one.option}.{level}" for one in levelled for level in one.levels}
    today = set() if game.start is None else set(game.start.taken)
    options = game.conflict.option_ids
    return Shared(
        taken=always,
        levels=tuple(levelled),
        gone=tuple(o for o in options if o in absent and o in today),
        never=tuple(o for o in options if o in absent and o not in today),
        varies=tuple(o for o in options if o not in taken and o not in absent and o not in told),
    )
