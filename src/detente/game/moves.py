"""Who can move where: what the forms of moves have in common.

Two forms of one decision maker's moves. `Fibres` is for options: a state is a point, the states that differ
only in the decision maker's own options are its fibre, and a move goes anywhere in the fibre that one-way
options leave open. `Arcs` lists every move; it serves where states are merged, or where hardly any of the
settings of many one-way options is feasible. Both compute on all states at once; values are whole numbers
from 0 to ``size - 1``, and ``size`` stands for "there is no such move".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np

from detente.game.arrays import Ints

Before = Callable[[int], Sequence[int]]


class Step(Protocol):
    """Moves of one decision maker, all or some of them."""

    @property
    def size(self) -> int:
        """The number of states."""

    def lowest(self, values: Ints) -> Ints:
        """Give, for each state, the least value among the states one move away; ``size`` where there is none."""

    def lower(self, values: Ints) -> bool:
        """Lower the values in place to the least after a move where that is less; tell whether any was lowered."""

    def before(self) -> Before:
        """Give a function that says from which states one comes to a state, each of them only the first time.

        It serves who asks for one state after another in the order in which they are settled (see
        `stability.worst`): a state that was given once is settled, and need not be looked at again.
        """


class Moves(Step, Protocol):
    """All moves of one decision maker."""

    @property
    def transitive(self) -> bool:
        """Whether two moves in a row are known to lead always where one move leads (or back)."""

    def lowest(self, values: Ints) -> Ints:
        """Give the least value after a move. Where moves are transitive, staying may count as a move."""

    def improvements(self, ranks: Ints, ends: Ints | None = None) -> Step:
        """Keep the moves that raise `ranks`: the unilateral improvements of a decision maker with these ranks.

        With `ends` the state moved to counts by that instead: what its mover expects to come of it, say.
        """

    def successors(self, state: int) -> Ints:
        """Give the states one move away from `state`, in ascending order."""

    def reversed(self) -> Moves:
        """Turn every move round."""


def highest(step: Step, values: Ints, *, spoil: bool = False) -> Ints:
    """Give the greatest value after a move; -1 where there is none. With `spoil` the values need not be kept."""
    top = step.size - 1
    found: Ints = step.lowest(np.subtract(top, values, out=values if spoil else None))
    return np.subtract(top, found, out=found)
