"""Following moves breadth first, from a few states one by one or from many all at once, whichever is less work.

Both find the same: for each state the fewest moves to it, and of the ways with these the one whose last mover comes
first and whose last state but one has the lowest number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from detente.conflict import budget
from detente.game import Bools, Fibres, Ints, Step
from detente.game.arrays import first_ones, runs

DENSE = 2  # a step from all states at once takes as long as following so many from a few


class Following(NamedTuple):
    """The steps of one decision maker.

    Attributes
    ----------
    back : Step
        The steps, turned round.
    moves : Fibres or None
        The moves of which these are all or some; None where they cannot be followed from single states.
    ranks : array of int or None
        The steps are those moves that raise these; None where they are all moves.
    leaving : array of bool or None
        From where there are such steps, where that is known.
    """

    back: Step
    moves: Fibres | None
    ranks: Ints | None
    leaving: Bools | None = None


def follow(
    steps: Mapping[int, Following],
    level: Ints,
    parent: Ints,
    mover: Ints,
    start: int,
    until: Bools | None,
) -> None:
    """Fill in the least number of moves to each state, from where the last of them comes, and who makes it.

    Parameters
    ----------
    steps : mapping of int to Following
        In the order in which the movers are preferred. No two moves in a row lead further than one.
    level, parent, mover : array of int, shape (size,)
        To be filled in; -1 everywhere, but that `level` is 0 at the start.
    start : int
    until : array of bool, shape (size,), optional
        Stop as soon as one of these is reached.
    """
    border, depth = np.array([start]), 0
    while border.size:
        budget.check("following moves from today")
        depth += 1
        reached = []
        for j, step in steps.items():
            near, origin = _onward(step, border, level)
            level[near], parent[near], mover[near] = depth, origin, j
            reached.append(near)
        border = np.sort(np.concatenate(reached)) if reached else border[:0]
        if until is not None and until[border].any():
            return


def _onward(step: Following, border: Ints, level: Ints) -> tuple[Ints, Ints]:
    """Give the states not reached yet that are one step away from a border, and from where each is reached."""
    size, moves = level.size, step.moves
    if moves is not None:
        if step.leaving is not None:
            border = border[step.leaving[border]]
        fibre = moves.fibre[border]
        lengths = moves.starts[fibre + 1] - moves.starts[fibre]
        if int(lengths.sum()) * DENSE <= size:
            return _one_by_one(step, moves, border, moves.starts[fibre], lengths, level)
    here = np.full(size, size, dtype=np.int64)
    here[border] = border
    origin = step.back.lowest(here)
    near = np.flatnonzero((origin < size) & (level < 0))
    return near, origin[near]


def _one_by_one(
    step: Following, moves: Fibres, border: Ints, starts: Ints, lengths: Ints, level: Ints
) -> tuple[Ints, Ints]:
    before = np.repeat(border, lengths)
    after = moves.members[runs(starts, lengths)]
    kept = level[after] < 0
    if step.ranks is not None:
        kept &= step.ranks[after] > step.ranks[before]
    if moves.width:
        kept &= moves.kept[before] & ~moves.setting[after] == 0
    before, after = before[kept], after[kept]
    order = np.argsort(after, kind="stable")  # of several ways to a state the first one is kept
    after, before = after[order], before[order]
    new = first_ones(after)
    return after[new], before[new]
