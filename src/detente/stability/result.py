"""Stability of every state for every decision maker under the concepts asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from detente.conflict import UnknownNameError
from detente.game import Bools, Game, Ints, Row, State, Tabular, each
from detente.stability.concepts import CONCEPTS


@dataclass(frozen=True, eq=False)
class Stability(Tabular):
    """Which states are stable, for whom, under which concept.

    Attributes
    ----------
    game : Game
        What was asked about.
    concepts : tuple of str
        The concepts, of ``nash``, ``gmr``, ``smr``, ``seq``.
    stable : mapping of str to array of bool, shape (decision makers, size)
        For each concept, decision maker and state: does the decision maker stay?
    """

    game: Game
    concepts: tuple[str, ...]
    stable: Mapping[str, Bools] = field(repr=False)

    def holds(self, concept: str) -> Bools:
        """Tell for each state whether it is an equilibrium: stable for every decision maker."""
        if concept not in self.stable:
            raise UnknownNameError("concept", concept, self.concepts)
        return np.asarray(self.stable[concept].all(axis=0))

    def equilibria_at(self, concept: str) -> Ints:
        """Give the equilibria under a concept as positions in the arrays of the game."""
        return np.flatnonzero(self.holds(concept))

    def equilibria(self, concept: str) -> tuple[State, ...]:
        """List the equilibria under a concept."""
        return tuple(self.game.state(int(s)) for s in self.equilibria_at(concept))

    def stable_for(self, concept: str, dm: str) -> tuple[State, ...]:
        """List the states that are stable for one decision maker."""
        self.holds(concept)
        found = self.stable[concept][self.game.index(dm)]
        return tuple(self.game.state(int(s)) for s in np.flatnonzero(found))

    def rows(self) -> list[Row]:
        """Give a row per state: for each concept the decision makers who stay, and whether all do."""
        found: list[Row] = []
        for index in range(self.game.size):
            row: dict[str, object] = {"state": self.game.state(index).id}
            for concept in self.concepts:
                stays = self.stable[concept][:, index]
                for dm, stable in zip(self.game.decision_makers, stays, strict=True):
                    row[f"{concept} {dm}"] = bool(stable)
                row[f"{concept} equilibrium"] = bool(stays.all())
            found.append(row)
        return found


def check_concepts(concepts: Sequence[str] | None) -> tuple[str, ...]:
    """Put the concepts into their usual order; all of them where none is named.

    Raises
    ------
    UnknownNameError
        Where there is no such concept.
    """
    for concept in concepts or ():
        if concept not in CONCEPTS:
            raise UnknownNameError("concept", concept, tuple(CONCEPTS))
    return tuple(c for c in CONCEPTS if not concepts or c in concepts)


def stable_states(game: Game, concepts: Sequence[str] | None = None) -> Stability:
    """Find the stable states.

    Parameters
    ----------
    game : Game
    concepts : sequence of str, optional
        Of ``nash``, ``gmr``, ``smr``, ``seq``; without it all four.

    Returns
    -------
    Stability

    Raises
    ------
    UnknownNameError
        Where there is no such concept.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("prisoners-dilemma").game()
    >>> found = stable_states(game)
    >>> [state.id for state in found.equilibria("nash")]
    ['betrayal']
    >>> [state.id for state in found.equilibria("seq")]
    ['betrayal', 'silence']
    """
    chosen = check_concepts(concepts)
    makers = range(len(game.decision_makers))
    found = {c: np.empty((len(makers), game.size), dtype=bool) for c in chosen}
    if "seq" in chosen:
        _ = game.improving  # what all share is made first
    if "gmr" in chosen or "smr" in chosen:
        _ = game.opposing

    def judge(asked: tuple[str, int]) -> None:
        concept, i = asked
        found[concept][i] = CONCEPTS[concept](game, i)

    each(judge, [(c, i) for c in reversed(chosen) for i in makers], game.size)  # the longest first
    for table in found.values():
        table.flags.writeable = False
    return Stability(game, chosen, MappingProxyType(found))
