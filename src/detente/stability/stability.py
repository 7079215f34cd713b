"""Stability of every state for every decision maker under the concepts asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from detente.conflict import UnknownNameError
from detente.game import Bools, Game, State
from detente.stability.concepts import CONCEPTS

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, eq=False)
class Stability:
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

    def equilibria(self, concept: str) -> tuple[State, ...]:
        """List the equilibria under a concept."""
        return tuple(self.game.state(int(s)) for s in np.flatnonzero(self.holds(concept)))

    def stable_for(self, concept: str, dm: str) -> tuple[State, ...]:
        """List the states that are stable for one decision maker."""
        self.holds(concept)
        found = self.stable[concept][self.game.index(dm)]
        return tuple(self.game.state(int(s)) for s in np.flatnonzero(found))

    def to_frame(self) -> pandas.DataFrame:
        """Give a table: a row per state, a column per concept and decision maker and one per equilibrium.

        Needs the package pandas (the extra ``pandas``).
        """
        import pandas

        columns: dict[tuple[str, str], Bools] = {}
        for concept in self.concepts:
            for dm, stable in zip(self.game.decision_makers, self.stable[concept], strict=True):
                columns[concept, dm] = stable
            columns[concept, "equilibrium"] = self.holds(concept)
        index = [self.game.state(s).id for s in range(self.game.size)]
        return pandas.DataFrame(columns, index=pandas.Index(index, name="state"))


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


def stability(game: Game, concepts: Sequence[str] | None = None) -> Stability:
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
    >>> found = detente.stability(game)
    >>> [state.id for state in found.equilibria("nash")]
    ['defect']
    >>> [state.id for state in found.equilibria("seq")]
    ['defect', 'cooperate']
    """
    chosen = check_concepts(concepts)
    makers = range(len(game.decision_makers))
    found = {}
    for concept in chosen:
        table = np.array([CONCEPTS[concept](game, i) for i in makers], dtype=bool).reshape(len(makers), game.size)
        table.flags.writeable = False
        found[concept] = table
    return Stability(game, chosen, MappingProxyType(found))
