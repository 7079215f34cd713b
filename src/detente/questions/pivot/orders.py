"""Small changes of a ranking: states that stand next to one another change places.

The distance of two rankings is Kendall's: the number of pairs of states that one puts the other way round (Kendall
1938, A new measure of rank correlation, Biometrika 30). States that tie go on to tie, and move together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.game import Game, Ints, State
from detente.questions.pivot.edits import Numbers


@dataclass(frozen=True, slots=True)
class Swap:
    """Two states that change places in an order: `better` now comes before `worse`."""

    dm: str
    better: State
    worse: State


@dataclass(frozen=True, eq=False)
class Orders:
    """The rankings near to the one that a decision maker has.

    A ranking is written as a tuple of the numbers of its groups, the best first; group 0 is the best one of the
    decision maker's own ranking.
    """

    game: Game
    dm: str

    @cached_property
    def own(self) -> Ints:
        """The group of each state, 0 the best."""
        ranks = self.game.ranks[self.game.index(self.dm)]
        return np.asarray(ranks.max(initial=0) - ranks)

    @cached_property
    def sizes(self) -> Ints:
        """The number of states in each group."""
        return np.bincount(self.own)

    @property
    def start(self) -> Numbers:
        """The ranking of the decision maker."""
        return tuple(range(self.sizes.size))

    def steps(self, numbers: Numbers) -> list[tuple[int, Numbers]]:
        """Give the rankings that one more pair of neighbours the other way round makes, each with its cost."""
        found = []
        for at in range(len(numbers) - 1):
            a, b = numbers[at], numbers[at + 1]
            if a < b:
                cost = int(self.sizes[a] * self.sizes[b])
                found.append((cost, (*numbers[:at], b, a, *numbers[at + 2 :])))
        return found

    def distance(self, numbers: Numbers) -> int:
        """Give the number of pairs of states that stand the other way round."""
        return sum(
            int(self.sizes[a] * self.sizes[b])
            for k, a in enumerate(numbers)
            for b in numbers[k + 1 :]
            if a > b
        )

    def swaps(self, numbers: Numbers) -> tuple[Swap, ...]:
        """Give the pairs of states that stand the other way round."""
        members = [np.flatnonzero(self.own == g) for g in range(self.sizes.size)]
        state = self.game.state
        return tuple(
            Swap(self.dm, state(int(x)), state(int(y)))
            for k, a in enumerate(numbers)
            for b in numbers[k + 1 :]
            if a > b
            for x in members[a]
            for y in members[b]
        )

    def scores(self, rankings: Sequence[Numbers]) -> Ints:
        """Score states by rankings; the greater score is the better. Shape (rankings, states)."""
        table = np.array(rankings, dtype=np.int64).reshape(len(rankings), self.sizes.size)
        place = np.empty_like(table)
        np.put_along_axis(place, table, np.arange(self.sizes.size)[None, :].repeat(len(table), 0), 1)
        found: Ints = self.sizes.size - 1 - place[:, self.own]
        return found

    def ranks(self, numbers: Numbers) -> Ints:
        """Rank all states by a ranking."""
        found: Ints = self.scores([numbers])[0]
        return found
