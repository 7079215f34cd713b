"""Many games at once that differ in preferences only: what can be reached in each, a bit for each game."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.conflict import budget
from detente.game import Bools, Game, Ints
from detente.game.arrays import first_ones

CELLS_AT_ONCE = 4_000_000
Words = NDArray[np.uint64]


class Ensemble:
    """The moves of a game one by one, so that improvements can be had for many preferences at once.

    Attributes
    ----------
    sources, targets : tuple of array of int
        The moves of each decision maker, in ascending order of where they lead.
    """

    def __init__(self, game: Game) -> None:
        self.game = game
        pairs = [self._pairs(j) for j in range(len(game.decision_makers))]
        self.sources = tuple(s for s, _ in pairs)
        self.targets = tuple(t for _, t in pairs)
        self.own = [
            game.ranks[j][t] > game.ranks[j][s]
            for j, (s, t) in enumerate(zip(self.sources, self.targets, strict=True))
        ]

    def _pairs(self, j: int) -> tuple[Ints, Ints]:
        sources, targets = self.game.move_pairs[j]
        order = np.argsort(targets, kind="stable")
        return sources[order], targets[order]

    @property
    def rows_at_once(self) -> int:
        """How many games to look at together, so that memory is no concern."""
        return max(1, CELLS_AT_ONCE // max(1, self.game.size, *(t.size for t in self.targets)))

    def gained(self, j: int, scores: Ints) -> Bools:
        """Tell which moves of decision maker number `j` are improvements; a row for each row of scores."""
        columns = np.ascontiguousarray(scores.T)  # whole rows are copied faster than single entries
        return np.asarray(columns[self.targets[j]] > columns[self.sources[j]]).T

    @cached_property
    def _gaining(self) -> list[tuple[Ints, Ints]]:
        """The improvements of each, as things are: from where to where."""
        return [(s[own], t[own]) for s, t, own in zip(self.sources, self.targets, self.own, strict=True)]

    def reach(self, start: int, gained: Mapping[int, Words], rows: int, group: Sequence[int]) -> Words:
        """Tell what sequences of a group's improvements lead to, the start included.

        Parameters
        ----------
        start : int
        gained : mapping of int to array of 64 bits, shape (moves, words)
            For decision makers whose preferences differ from game to game: in which each move is an improvement, a bit
            for each game (see `by_bits`).
        rows : int
            How many games there are.
        group : sequence of int

        Returns
        -------
        array of 64 bits, shape (size, words)
            In which games each state is reached.
        """
        found = np.zeros((self.game.size, -(-rows // 64)), dtype=np.uint64)
        found[start] = by_bits(np.ones((rows, 1), dtype=bool))[0]
        changed = np.zeros(
            self.game.size, dtype=np.int64
        )  # when each state was last reached in one more game
        changed[start] = 1
        looked = dict.fromkeys(group, 0)
        now, quiet = 1, 0
        while quiet < len(group):
            for j in group:
                budget.check("looking at changes of wishes")
                now += 1
                new = self._spread(found, j, gained.get(j), changed > looked[j])
                looked[j] = now
                changed[new] = now + 1
                now += 1
                quiet = 0 if new.size else quiet + 1
                if quiet >= len(group):
                    break
        return found

    def _spread(self, found: Words, j: int, gained: Words | None, fresh: Bools) -> Ints:
        """Go one step on from what is fresh, in place; gives the states that are now reached in more games."""
        sources, targets = (self.sources[j], self.targets[j]) if gained is not None else self._gaining[j]
        used = np.flatnonzero(fresh[sources])
        if not used.size:
            return used
        arrived = found[sources[used]]
        if gained is not None:
            arrived &= gained[used]
        target = targets[used]
        first = np.flatnonzero(first_ones(target))
        to = target[first]
        arrived = np.bitwise_or.reduceat(arrived, first, axis=0)
        more = (arrived & ~found[to]).any(axis=1)
        to = to[more]
        found[to] |= arrived[more]
        return to


def by_bits(marked: Bools) -> Words:
    """Turn marks, a row for each game, into bits: for each column the games that are marked.

    Examples
    --------
    >>> import numpy as np
    >>> by_bits(np.array([[True, False], [True, True]])).tolist()
    [[3], [2]]
    """
    bits = np.packbits(marked, axis=0, bitorder="little")
    bits = np.pad(bits, ((0, -len(bits) % 8), (0, 0)))
    return np.ascontiguousarray(bits.T).view(np.uint64)


def by_rows(bits: Words, rows: int) -> Bools:
    """Tell for each game whether it is marked in a line of bits.

    Examples
    --------
    >>> import numpy as np
    >>> by_rows(np.array([5], dtype=np.uint64), 3).tolist()
    [True, False, True]
    """
    return np.unpackbits(bits.view(np.uint8), bitorder="little", count=rows).astype(bool)
