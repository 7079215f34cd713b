"""The two operators of the engine, closed over the opponents.

"Worst value after a move" and "worst value after an improvement" of one decision maker come with the moves
(`Step.lowest`). Here they are closed over a group: what is the least value that some legal sequence of the
group's moves can bring about? Legal means that no one moves twice in a row (Kilgour, Hipel & Fang 1987).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.game import Ints, Step


def worst(values: Ints, group: Sequence[Step], *, transitive: bool) -> Ints:
    """Give, for each state, the least value among it and what the group can reach from it.

    Parameters
    ----------
    values : array of int, shape (size,)
        Whole numbers from 0 to ``size - 1``.
    group : sequence of Step
        The moves, or the improvements, of each member.
    transitive : bool
        Whether two moves in a row by one member never lead further than one. Then "no one twice in a row"
        forbids nothing, and one value for each state is enough; otherwise one is kept for each last mover.

    Returns
    -------
    array of int, shape (size,)
    """
    return _closure(values, group) if transitive else _closure_by_last_mover(values, group)


def _closure(values: Ints, group: Sequence[Step]) -> Ints:
    """Apply each member's moves until all are quiet; one just applied is, its moves being transitive."""
    found = values
    quiet = 0
    while quiet < len(group):
        for step in group:
            lower = np.minimum(found, step.lowest(found))
            quiet = quiet + 1 if np.array_equal(lower, found) else 1
            found = lower
            if quiet >= len(group):
                break
    return found


def _closure_by_last_mover(values: Ints, group: Sequence[Step]) -> Ints:
    """Keep v[j], the least value from a state at which j has just moved: j may not move next."""
    if not group:
        return values
    size, members = values.size, range(len(group))
    after = [np.full(size, size, dtype=np.int64) for _ in members]
    while True:
        by = [step.lowest(np.minimum(values, after[k])) for k, step in enumerate(group)]
        nothing = np.full(size, size, dtype=np.int64)
        new = [np.minimum.reduce([nothing, *(by[k] for k in members if k != j)]) for j in members]
        if all(np.array_equal(n, a) for n, a in zip(new, after, strict=True)):
            found: Ints = np.minimum(values, np.minimum.reduce(by))
            return found
        after = new
