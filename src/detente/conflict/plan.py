"""What an analysis takes of memory, so that it can be refused before it begins.

The numbers were measured: the growth of the resident memory of fresh processes, over conflicts of many shapes and sizes
(``tests/test_memory.py``). How much can be had, `detente.game.memory` says.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

MIB = 1 << 20
LOOKED_UP = 1.35  # how much more it takes where moves are looked up in lists


@dataclass(frozen=True, slots=True)
class Takes:
    """What an analysis takes of memory at its height, with all that is needed on the way.

    Attributes
    ----------
    state : int
        Bytes for each feasible state.
    maker : int
        Bytes for each feasible state and decision maker.
    once : int
        Bytes whatever the size: states that are described in words, and what is printed.
    further : float
        For each further account, what part of this it takes besides.

    Examples
    --------
    >>> Takes(300, 50, 1000).of(states=10, makers=2), Takes(300, 50, 1000, further=0.5).times(3).of(10, 2)
    (5000, 9000)
    """

    state: int
    maker: int
    once: int = 70 * MIB
    further: float = 0.7

    def of(self, states: int, makers: int, *, every: bool = True) -> int:
        """Give the bytes that it takes in all.

        `every` says whether every combination of options is feasible and each option can be taken and dropped: else who
        can move where is looked up in lists.
        """
        return self.once + int(states * self._each(makers, every=every))

    def most(self, memory: int, makers: int, *, every: bool = True) -> int:
        """Give the number of states that fit."""
        return int(max(0, memory - self.once) / self._each(makers, every=every))

    def _each(self, makers: int, *, every: bool) -> float:
        return (self.state + self.maker * makers) * (1.0 if every else LOOKED_UP)

    def times(self, accounts: int) -> Takes:
        """Give what several accounts take together."""
        more = 1 + self.further * (accounts - 1)
        return Takes(int(self.state * more), int(self.maker * more), self.once, self.further)


ANALYSIS = Takes(350, 58)
COMPARISON = Takes(365, 53, 51 * MIB, further=0.8)
SUPPOSITION = Takes(672, 54, 86 * MIB)
EVOLUTION = Takes(340, 39)
EXPLANATION = Takes(76, 21, 10 * MIB)
SEARCH = Takes(40, 71, 24 * MIB)  # for something better, for who can tip it, for groups, for sanctions
SETS = Takes(56, 4, 5 * MIB)
LISTING = Takes(53, 0, 38 * MIB)
CHECKING = Takes(20, 11, 2 * MIB, further=0.0)  # one account after the other
SEVERAL = Takes(550, 90, 100 * MIB, further=0.8)  # the answers to many questions at a time
_planned: ContextVar[Takes] = ContextVar("planned", default=ANALYSIS)


@contextmanager
def planned(takes: Takes) -> Iterator[None]:
    """Say what will be done with the games that are built inside: by that it is judged whether they fit."""
    token = _planned.set(takes)
    try:
        yield
    finally:
        _planned.reset(token)


def plan() -> Takes:
    """Give what is planned; without a plan that of an analysis."""
    return _planned.get()
