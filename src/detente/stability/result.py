"""Stability of every state for every decision maker under the concepts asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from detente.conflict import UnknownNameError, find_concept
from detente.game import Bools, Game, Ints, Key, ListedStates, Row, State, Tabular, each
from detente.game.once import once
from detente.game.ordering import position
from detente.stability.at_once import READINGS, simultaneous
from detente.stability.carried import Leaving
from detente.stability.choosing import concepts_for
from detente.stability.concepts import CONCEPTS, PAYING
from detente.stability.foresight import limited, non_myopic
from detente.stability.relations import stable_by_relation

BYTES_AT_WORK = 64  # for each state, while one decision maker is judged under one concept


@dataclass(frozen=True, eq=False)
class Stability(Tabular):
    """Which states are stable, for whom, under which concept.

    Attributes
    ----------
    game : Game
        What was asked about.
    concepts : tuple of str
        The concepts, by their keys (see `detente.conflict.find_concept`).
    stable : mapping of str to array of bool, shape (decision makers, size)
        For each concept, decision maker and state: does the decision maker stay?
    """

    game: Game
    concepts: tuple[str, ...]
    stable: Mapping[str, Bools] = field(repr=False)

    incomplete: ClassVar[Mapping[str, str]] = MappingProxyType({})
    seconds: ClassVar[float] = float("inf")

    def exact(self, concept: str) -> bool:
        """Tell whether the equilibria under a concept are known: those asked for always are."""
        return concept in self.stable

    def held(self, concept: str) -> ListedStates:
        """Give the equilibria under a concept as a set."""
        return ListedStates.marked(self.game, self.holds(concept))

    def bounds(self, concept: str) -> tuple[ListedStates, ListedStates]:
        """Give a set of equilibria and a set outside which there is none: here both are all of them."""
        found = self.held(concept)
        return found, found

    def among(self, concept: str, states: ListedStates) -> ListedStates:
        """Give the equilibria among some states."""
        return states & self.held(concept)

    def staying(self, concept: str, dm: str) -> ListedStates:
        """Give the states in which a decision maker stays."""
        return ListedStates.marked(self.game, self.stable[concept][self.game.index(dm)])

    def stays(self, concept: str, state: Key, dm: str) -> bool:
        """Tell whether a decision maker stays in a state."""
        return bool(self.stable[concept][self.game.index(dm), position(state)])

    def leaving(self, concept: str, state: Key) -> Leaving:
        """Tell who would leave a state, and whether it is an equilibrium."""
        makers = self.game.decision_makers
        leaving = tuple(dm for dm in makers if not self.stays(concept, state, dm))
        return Leaving(leaving, (), bool(self.holds(concept)[position(state)]))

    def holds(self, concept: str) -> Bools:
        """Tell for each state whether it is an equilibrium: stable for every decision maker.

        A weak equilibrium is an equilibrium that is not a strong one: it is stable for all, and weakly for some.
        """
        if concept not in self.stable:
            raise UnknownNameError("concept", concept, self.concepts)
        known = find_concept(concept)
        if known.variant == "weak":
            tables = [self._table(c) for c in (known.base, f"{known.base}-strong")]
            return np.asarray(tables[0].all(axis=0) & ~tables[1].all(axis=0))
        return np.asarray(self.stable[concept].all(axis=0))

    def _table(self, concept: str) -> Bools:
        return self.stable[concept] if concept in self.stable else _table(self.game, concept, self.stable)

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
        held = {c: self.holds(c) for c in self.concepts}
        for index in range(self.game.size):
            row: dict[str, object] = {"state": self.game.state(index).id}
            for concept in self.concepts:
                stays = self.stable[concept][:, index]
                for dm, stable in zip(self.game.decision_makers, stays, strict=True):
                    row[f"{concept} {dm}"] = bool(stable)
                row[f"{concept} equilibrium"] = bool(held[concept][index])
            found.append(row)
        return found


def stable_states(game: Game, concepts: Sequence[str] | None = None) -> Stability:
    """Find the stable states.

    Parameters
    ----------
    game : Game
    concepts : sequence of str, optional
        By their keys (see `detente.conflict.find_concept`); without it those of `concepts_for`.

    Returns
    -------
    Stability

    Raises
    ------
    UnknownNameError
        Where there is no such concept, or no such decision maker with a horizon of its own.
    NotInFileError
        Where simultaneous stability is asked for and the conflict has no options.
    TooLargeError
        Where simultaneous or non-myopic stability would take too much work.

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
    chosen = concepts_for(game, concepts)
    if any(c in PAYING for c in chosen):
        _ = game.improving  # what all share is made first
    if any(c in CONCEPTS and c not in PAYING and c != "nash" for c in chosen):
        _ = game.opposing
    tables = once(game, "tables", dict[str, Bools])  # what was found for other concepts stays
    plain = [c for c in chosen if c in CONCEPTS and c not in tables]
    makers = range(len(game.decision_makers))
    found = {c: np.empty((len(makers), game.size), dtype=bool) for c in plain}

    def judge(asked: tuple[str, int]) -> None:
        concept, i = asked
        found[concept][i] = CONCEPTS[concept](game, i)

    asked = [(c, i) for c in reversed(plain) for i in makers]  # the longest first
    each(judge, asked, game.size, BYTES_AT_WORK * game.size)
    tables |= found
    for concept in chosen:
        if concept not in tables:
            tables[concept] = _table(game, concept, tables)
    for table in tables.values():
        table.flags.writeable = False
    return Stability(game, chosen, MappingProxyType({c: tables[c] for c in chosen}))


def horizons(game: Game, concept: str) -> list[int]:
    """Give each decision maker's horizon under limited-move stability.

    Raises
    ------
    UnknownNameError
        Where there is no decision maker that the concept gives a horizon of its own.
    """
    found = find_concept(concept)
    for dm, _ in found.horizons:
        game.index(dm)
    return [found.horizon_of(dm) for dm in game.decision_makers]


def _table(game: Game, concept: str, known: Mapping[str, Bools]) -> Bools:
    """Tell for each decision maker and state whether it stays; `known` has what was found under other concepts."""
    if concept == "nm":
        return non_myopic(game)
    if concept in READINGS:
        return simultaneous(game, concept)
    if find_concept(concept).horizon:
        return limited(game, horizons(game, concept))
    asked = find_concept(concept)
    strong = f"{asked.base}-strong"
    if asked.variant == "weak" and asked.base in known and strong in known:
        return np.asarray(known[asked.base] & ~known[strong])
    makers = range(len(game.decision_makers))
    judge = CONCEPTS.get(concept) or partial(stable_by_relation, key=concept)
    return np.array([judge(game, i) for i in makers], dtype=bool).reshape(len(makers), game.size)
