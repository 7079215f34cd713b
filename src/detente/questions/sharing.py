"""What several outcomes have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from detente.answers import Level, Shared
from detente.game import Game, Ints
from detente.game.symbolic import StateSet, SymbolicGame


def shared(game: Game, states: Ints | Sequence[int]) -> Shared:
    """Tell what some states have in common; nothing where the conflict is given as states and moves.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("chicken").game()
    >>> shared(game, [0, 1])
    Shared(taken=(), levels=(), gone=(), never=('second.swerve',), varies=('first.swerve',))
    """
    chosen = np.asarray(states, dtype=np.int64)
    if game.conflict.graph_form or not chosen.size:
        return Shared()
    points = game.states.points(chosen)
    having = {o: game.states.having(o)[points] for o in game.conflict.option_ids}
    start = () if game.status_quo is None else game.state(game.status_quo).taken
    levelled = []
    for option, one in game.conflict.levels.items():
        occurring = [level for level in one.levels if having[f"{option}.{level}"].any()]
        somehow = np.any([having[f"{option}.{level}"] for level in one.levels], axis=0)
        if len(occurring) > 1 and somehow.all():
            levelled.append(Level(option=option, levels=tuple(occurring)))
    always = [o for o, taken in having.items() if taken.all()]
    never = [o for o, taken in having.items() if not taken.any()]
    return _put_together(game.conflict.option_ids, always, never, levelled, start)


def shared_large(game: SymbolicGame, states: StateSet) -> Shared:
    """Tell what the states of a set that nobody lists have in common."""
    if not states:
        return Shared()
    pattern = states.pattern
    levelled = []
    for option, one in game.conflict.levels.items():
        occurring = [level for level in one.levels if f"{option}.{level}" not in pattern.not_taken]
        if len(occurring) > 1 and states.where(option).count == states.count:
            levelled.append(Level(option=option, levels=tuple(occurring)))
    start = () if game.status_quo is None else game.status_quo.taken
    return _put_together(game.conflict.option_ids, pattern.taken, pattern.not_taken, levelled, start)


def _put_together(
    options: Sequence[str],
    always: Iterable[str],
    never: Iterable[str],
    levelled: Sequence[Level],
    start: Iterable[str],
) -> Shared:
    """Put the facts together; of an option shared at differing levels, the levels are told there alone."""
    taken, absent, today = set(always), set(never), set(start)
    told = {f"{one.option}.{level}" for one in levelled for level in one.levels}
    return Shared(
        taken=tuple(o for o in options if o in taken),
        levels=tuple(levelled),
        gone=tuple(o for o in options if o in absent and o in today),
        never=tuple(o for o in options if o in absent and o not in today),
        varies=tuple(o for o in options if o not in taken and o not in absent and o not in told),
    )
