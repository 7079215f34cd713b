"""What holds? Stability and equilibria of a game, and what of it the status quo leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente.game import Game, Row, State, Tabular
from detente.questions.evolve import Evolution
from detente.stability import Stability, stable_states


@dataclass(frozen=True, eq=False)
class Analysis(Tabular):
    """What holds in a game.

    Attributes
    ----------
    game : Game
        What was asked about.
    stability : Stability
        Which states are stable, for whom, under which concept.
    evolution : Evolution or None
        What can follow from the status quo; None where the file has none.
    """

    game: Game
    stability: Stability
    evolution: Evolution | None

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts that were asked for."""
        return self.stability.concepts

    @property
    def equilibria(self) -> dict[str, tuple[State, ...]]:
        """The equilibria under each concept."""
        return {c: self.stability.equilibria(c) for c in self.concepts}

    def rows(self) -> list[Row]:
        """Give a row per equilibrium: the options taken, under which concepts, reached or not."""
        return list(self.each_row())

    def each_row(self) -> Iterator[Row]:
        """Give the rows one at a time."""
        held = {c: self.stability.holds(c) for c in self.concepts}
        steps = self.evolution.by_improvements.steps if self.evolution else None
        for index in np.flatnonzero(np.any(list(held.values()), axis=0)):
            state = self.game.state(int(index))
            row: dict[str, object] = {"state": state.id, "taken": list(state.taken)}
            row |= {c: bool(held[c][index]) for c in self.concepts}
            if steps is not None:
                row["reached by improvements"] = bool(steps[index] >= 0)
            yield row


def analyze(game: Game, concepts: Sequence[str] | None = None) -> Analysis:
    """Find what holds.

    Parameters
    ----------
    game : Game
    concepts : sequence of str, optional
        By their keys: ``nash``, ``sseq``, ``seq``, ``sim``, ``sim-any``, ``smr``, ``gmr``, ``nm``, ``l1``, ``l2``, ...
        (``l3:NAME=2`` gives one decision maker a horizon of its own), and variants (``gmr-strong``, ``seq-b``); without
        it Nash, GMR, SMR and SEQ, and where preferences are graded or unknown their variants.

    Returns
    -------
    Analysis

    Raises
    ------
    UnknownNameError
        Where there is no such concept.

    Examples
    --------
    >>> import detente
    >>> found = detente.analyze(detente.load("chicken").game())
    >>> [len(states) for states in found.equilibria.values()]
    [2, 3, 3, 2]
    """
    found = stable_states(game, concepts)
    evolution = None if game.status_quo is None else Evolution(game, game.state(game.status_quo), found)
    return Analysis(game, found, evolution)
