"""Many games at once that differ in preferences only: what can be reached in each, an axis of an array for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.game import Bools, Game, Ints

CELLS_AT_ONCE = 4_000_000


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
        self._firsts = [np.flatnonzero(np.diff(t, prepend=-1)) for t in self.targets]
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

    def reach(self, start: int, gained: Mapping[int, Bools], rows: int, group: Sequence[int]) -> Bools:
        """Tell what sequences of a group's improvements lead to, the start included.

        Parameters
        ----------
        start : int
        gained : mapping of int to array of bool, shape (rows, moves)
            For decision makers whose preferences differ from row to row: which moves are improvements.
        rows : int
        group : sequence of int

        Returns
        -------
        array of bool, shape (rows, size)
        """
        found = np.zeros((rows, self.game.size), dtype=bool)
        found[:, start] = True
        quiet = 0
        while quiet < len(group):
            for j in group:
                before = np.count_nonzero(found)
                self._spread(found, j, gained.get(j))
                quiet = quiet + 1 if np.count_nonzero(found) == before else 0
                if quiet >= len(group):
                    break
        return found

    def _spread(self, found: Bools, j: int, gained: Bools | None) -> None:
        if not self.targets[j].size:
            return
        if gained is None:
            used = np.flatnonzero(self.own[j])
            if not used.size:
                return
            sources, targets = self.sources[j][used], self.targets[j][used]
            firsts = np.flatnonzero(np.diff(targets, prepend=-1))
            arrived = found[:, sources]
        else:
            targets, firsts = self.targets[j], self._firsts[j]
            arrived = found[:, self.sources[j]] & gained
        found[:, targets[firsts]] |= np.logical_or.reduceat(arrived, firsts, axis=1)
