"""The two operators of the engine, closed over the opponents.

"Worst value after a move" and "worst value after an improvement" of one decision maker come with the moves
(`Step.lowest`). Here they are closed over a group: what is the least value that some legal sequence of the
group's moves can bring about? Legal means that no one moves twice in a row (Kilgour, Hipel & Fang 1987).

Sweeps over all states find it in a few rounds for most conflicts, but a staircase of states takes as many as it
has steps. So after `MOST_SWEEPS` what is still open is settled state by state, the least value first: each state
is then settled once, and the work grows with the states and not with their square.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.conflict import budget
from detente.game import Ints, Step

MOST_SWEEPS = 12
AT_ONCE = 256  # states that are settled before the time is looked at


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
    if not group:
        return values
    return _closure(values, group) if transitive else _closure_by_last_mover(values, group)


def _closure(values: Ints, group: Sequence[Step]) -> Ints:
    """Apply each member's moves until all are quiet; one just applied is, its moves being transitive."""
    if len(group) == 1:
        lowest: Ints = group[0].lowest(values)
        return np.minimum(values, lowest, out=lowest)
    found = values.copy()
    earlier, border = found.copy(), np.ones(values.size, dtype=bool)
    quiet = 0
    for _ in range(MOST_SWEEPS):
        budget.check()
        np.copyto(earlier, found)
        for step in group:
            quiet = 1 if step.lower(found) else quiet + 1
            if quiet >= len(group):
                return found
        np.less(found, earlier, out=border)  # only what the last sweep lowered can lower more
    _settle(found, np.flatnonzero(border), group)
    return found


def _settle(found: Ints, border: Ints, group: Sequence[Step]) -> None:
    """Let each state of a border, in ascending order of value, pass its value on to all from where one comes to it."""
    value = found.data
    members = [step.before() for step in group]
    ascending = border[np.argsort(found[border], kind="stable")]
    for number, (start, least) in enumerate(zip(ascending.tolist(), found[ascending].tolist(), strict=True)):
        if number % AT_ONCE == 0:
            budget.check()
        if value[start] < least:
            continue  # settled on the way
        waiting = [start]
        while waiting:
            state = waiting.pop()
            for before in members:
                for s in before(state):
                    if value[s] > least:
                        value[s] = least
                        waiting.append(s)


def _closure_by_last_mover(values: Ints, group: Sequence[Step]) -> Ints:
    """Keep v[j], the least value from a state at which j has just moved: j may not move next."""
    size, members = values.size, range(len(group))
    after: list[Ints] = [np.full(size, size, dtype=values.dtype) for _ in members]
    for _ in range(MOST_SWEEPS):
        budget.check()
        by = [step.lowest(np.minimum(values, after[k])) for k, step in enumerate(group)]
        nothing: Ints = np.full(size, size, dtype=values.dtype)
        new = [np.minimum.reduce([nothing, *(by[k] for k in members if k != j)]) for j in members]
        if all(np.array_equal(n, a) for n, a in zip(new, after, strict=True)):
            found: Ints = np.minimum(values, np.minimum.reduce(by))
            return found
        after = new
    return _settled_by_last_mover(values, group)


def _settled_by_last_mover(values: Ints, group: Sequence[Step]) -> Ints:
    """Settle the states, each under each last mover, in ascending order of value."""
    members = [step.before() for step in group]
    found = values.copy()
    value = found.data
    settled = [bytearray(values.size) for _ in members]  # by last mover
    ascending = np.argsort(values, kind="stable")
    for number, (start, least) in enumerate(zip(ascending.tolist(), values[ascending].tolist(), strict=True)):
        if number % AT_ONCE == 0:
            budget.check()
        waiting = [(start, k) for k in range(len(members)) if not settled[k][start]]
        for _, k in waiting:
            settled[k][start] = True
        while waiting:
            state, mover = waiting.pop()
            for s in members[mover](state):
                value[s] = min(value[s], least)
                for k, done in enumerate(settled):
                    if k != mover and not done[s]:
                        done[s] = True
                        waiting.append((s, k))
    return found
