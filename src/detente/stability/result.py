"""Stability of every state for every decision maker under the concepts asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from detente.conflict import CLASSICAL, DetenteError, UnknownNameError, find_concept, in_reading_order
from detente.game import Bools, Game, Ints, Row, State, Tabular, each
from detente.stability.at_once import READINGS, simultaneous
from detente.stability.concepts import CONCEPTS, PAYING
from detente.stability.foresight import limited, non_myopic


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
    """Put the concepts into their usual order; the classical ones where none is named.

    Raises
    ------
    UnknownNameError
        Where there is no such concept.
    DetenteError
        Where a horizon is out of bounds.

    Examples
    --------
    >>> check_concepts(None)
    ('nash', 'gmr', 'smr', 'seq')
    >>> check_concepts(["l2", "seq", "nash", "l2:russia=2"])
    ('nash', 'seq', 'l2')
    """
    keys = dict.fromkeys(find_concept(c).key for c in concepts or CLASSICAL)
    return (*(c for c in CLASSICAL if c in keys), *in_reading_order(k for k in keys if k not in CLASSICAL))


def check_classical(concepts: Sequence[str] | None, question: str) -> tuple[str, ...]:
    """Do as `check_concepts` for a question that is worked out for the classical concepts alone.

    Raises
    ------
    UnknownNameError
        Where there is no such concept.
    DetenteError
        Where the question is not worked out for it.

    Examples
    --------
    >>> check_classical(["l2"], "what groups could do")
    Traceback (most recent call last):
    detente.conflict.errors.DetenteError: what groups could do is worked out for nash, gmr, smr, seq, not for l2
    """
    found = check_concepts(concepts)
    for concept in found:
        if concept not in CLASSICAL:
            raise DetenteError(f"{question} is worked out for {', '.join(CLASSICAL)}, not for {concept}")
    return found


def stable_states(game: Game, concepts: Sequence[str] | None = None) -> Stability:
    """Find the stable states.

    Parameters
    ----------
    game : Game
    concepts : sequence of str, optional
        By their keys (see `detente.conflict.find_concept`); without it ``nash``, ``gmr``, ``smr`` and ``seq``.

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
    chosen = check_concepts(concepts)
    if any(c in PAYING for c in chosen):
        _ = game.improving  # what all share is made first
    if any(c in CONCEPTS and c not in PAYING and c != "nash" for c in chosen):
        _ = game.opposing
    plain = [c for c in chosen if c in CONCEPTS]
    makers = range(len(game.decision_makers))
    found = {
        c: np.empty((len(makers), game.size), dtype=bool) if c in plain else _table(game, c) for c in chosen
    }

    def judge(asked: tuple[str, int]) -> None:
        concept, i = asked
        found[concept][i] = CONCEPTS[concept](game, i)

    each(judge, [(c, i) for c in reversed(plain) for i in makers], game.size)  # the longest first
    for table in found.values():
        table.flags.writeable = False
    return Stability(game, chosen, MappingProxyType(found))


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


def _table(game: Game, concept: str) -> Bools:
    """Tell for each decision maker and state whether it stays, under a concept that is not judged one by one."""
    if concept == "nm":
        return non_myopic(game)
    if concept in READINGS:
        return simultaneous(game, concept)
    return limited(game, horizons(game, concept))
