"""Several decision makers' moves as one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import or_

import numpy as np

from detente.game.arrays import Ints, distinct, least_by, narrow, taken
from detente.game.blocks import box_fibre
from detente.game.fibres import Fibres
from detente.game.moves import Step


def joined(group: Sequence[Step]) -> tuple[Step, ...]:
    """Put the moves of a group into one step: wherever legal sequences of them lead.

    Parameters
    ----------
    group : sequence of Step
        The moves of each member.

    Returns
    -------
    tuple of Step
        One step where every move can be taken back, so that the states fall into classes within which the group
        can move from any to any; else the steps as they are.
    """
    if len(group) < 2 or not all(isinstance(step, Fibres) and not step.width for step in group):
        return tuple(group)
    fibres = [step for step in group if isinstance(step, Fibres)]
    size, nothing = fibres[0].size, fibres[0].setting
    if all(step.own is not None for step in fibres):
        own = reduce(or_, (step.own or 0 for step in fibres))
        return (Fibres(size, box_fibre(size, own), nothing, 0, own),)
    return (Fibres(size, narrow(classes(fibres)), nothing, 0),)


def classes(group: Sequence[Fibres]) -> Ints:
    """Number the states so that those that some fibres connect share a number.

    The fibres of one member are the nodes; each gets, time and again, the least number among the nodes that a fibre
    of another member touches, and then the number of that one's number until it stays. So chains shrink by half or
    more each time, however long they are.
    """
    first, *others = sorted(group, key=lambda step: step.count)
    number = np.arange(first.count, dtype=first.fibre.dtype)
    while True:
        mine = taken(number, first.fibre)
        lowered = False
        for other in others:
            least = taken(least_by(other.fibre, mine, other.count, first.count), other.fibre)
            if not np.array_equal(least, mine):
                lowered = True
                np.minimum(number, least_by(mine, least, first.count, first.count), out=number)
        if not lowered:
            return distinct(mine)[1]
        while True:
            further = number.take(number)
            if np.array_equal(further, number):
                break
            number = further
