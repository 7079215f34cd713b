"""What do the equilibria have in common? Counts, patterns, samples and filters, where there are too many to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from detente.game import Game, Ints, Pattern, Row, State, Tabular, pattern_of
from detente.stability import one_concept, stable_states

MOST_SAMPLED = 1000


class StateSet(Protocol):
    """Many states of one game, held as an array or as a decision diagram."""

    @property
    def count(self) -> int:
        """How many there are."""

    @property
    def pattern(self) -> Pattern:
        """What they have in common."""

    def having(self, option: str) -> int:
        """Count those in which an option is taken."""

    def sample(self, number: int, seed: int) -> tuple[State, ...]:
        """Draw some, each as likely as any other, none twice; all of them where there are no more."""

    def __iter__(self) -> Iterator[State]:
        """Go through them one by one."""


@dataclass(frozen=True, eq=False)
class ListedStates:
    """States of a game by their positions in its arrays (see `StateSet`)."""

    game: Game
    positions: Ints

    @property
    def count(self) -> int:
        """How many there are."""
        return int(self.positions.size)

    @cached_property
    def _points(self) -> Ints:
        return self.game.states.points(self.positions)

    @cached_property
    def pattern(self) -> Pattern:
        """What they have in common; of merged states their members."""
        states = self.game.states
        return pattern_of(states.masks[self._points], self.game.conflict.option_ids)

    def having(self, option: str) -> int:
        """Count those in which an option is taken; of merged states those in which it is in some member."""
        states = self.game.states
        taken = self._points[states.having(option)[self._points]]
        return int(np.count_nonzero(np.bincount(states.class_of[taken]))) if taken.size else 0

    def sample(self, number: int, seed: int) -> tuple[State, ...]:
        """Draw some, each as likely as any other, none twice; all of them where there are no more."""
        drawn = self.positions
        if number < self.count:
            drawn = np.sort(np.random.default_rng(seed).choice(drawn, number, replace=False))
        return tuple(self.game.state(int(s)) for s in drawn)

    def __iter__(self) -> Iterator[State]:
        """Go through them one by one."""
        return (self.game.state(int(s)) for s in self.positions)


@dataclass(frozen=True, eq=False)
class Equilibria(Tabular):
    """The equilibria of a game under one concept, or those of them in which a condition holds.

    Attributes
    ----------
    game : Game
        What was asked about.
    concept : str
        Under which concept they are equilibria.
    where : str
        The condition, as it was written; empty where all are meant.
    total : int
        How many equilibria there are, whether the condition holds in them or not.
    states : StateSet
        Those that are meant.
    feasible : StateSet
        All feasible states: what these have in common, the rules say already.
    """

    game: Game
    concept: str
    where: str
    total: int
    states: StateSet
    feasible: StateSet

    @property
    def count(self) -> int:
        """How many are meant."""
        return self.states.count

    @property
    def pattern(self) -> Pattern:
        """What they have in common: options fixed, free, linked."""
        return self.states.pattern

    def sample(self, number: int = 10, seed: int = 0) -> tuple[State, ...]:
        """Draw some of them.

        Parameters
        ----------
        number : int
            How many; all where there are no more.
        seed : int
            The same seed draws the same ones.

        Returns
        -------
        tuple of State
            Each as likely as any other, none twice.
        """
        return self.states.sample(number, seed)

    def __iter__(self) -> Iterator[State]:
        """Go through them one by one."""
        return iter(self.states)

    def each_row(self) -> Iterator[Row]:
        """Give a row per equilibrium, one at a time: each option taken or not, each decision maker's rank.

        Where some preference is unknown there are no ranks.
        """
        options = self.game.conflict.option_ids
        for state in self.states:
            row: dict[str, object] = {"state": state.id, "number": state.number}
            taken, perhaps = set(state.taken), set(state.taken).union(*state.members)
            row |= {o: "Y" if o in taken else "-" if o in perhaps else "N" for o in options}
            ranks_of = () if self.game.open else zip(self.game.decision_makers, self.game.ranks, strict=True)
            row |= {f"rank {dm}": int(ranks[state.index]) for dm, ranks in ranks_of}
            yield row

    def rows(self) -> list[Row]:
        """Give a row per equilibrium: each option taken or not, each decision maker's rank (0 for the worst)."""
        return list(self.each_row())


def equilibria(game: Game, concept: str = "nash", *, where: str | None = None) -> Equilibria:
    """Find what the equilibria have in common.

    Parameters
    ----------
    game : Game
    concept : str
        Under which solution concept, by its key, as in `analyze`.
    where : str, optional
        Only those in which this condition holds.

    Returns
    -------
    Equilibria

    Raises
    ------
    UnknownNameError
        Where there is no such concept.
    ConditionError
        Where the condition cannot be read.

    Examples
    --------
    >>> import detente
    >>> found = detente.equilibria(detente.load("istanbul-2025").game("kyiv"), "seq")
    >>> found.count == sum(1 for _ in found)
    True
    >>> less = detente.equilibria(found.game, "seq", where="not us.support")
    >>> less.count < less.total == found.count
    True
    """
    concept = one_concept(game, concept)
    held = stable_states(game, [concept]).holds(concept)
    total = int(np.count_nonzero(held))
    if where is not None:
        held = held & game.where(where)
    found, every = ListedStates(game, np.flatnonzero(held)), ListedStates(game, np.arange(game.size))
    return Equilibria(game, concept, where or "", total, found, every)
