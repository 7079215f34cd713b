"""What do the equilibria have in common? Counts, patterns, samples and filters, where there are too many to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from detente.conflict import Conflict, TooLargeError
from detente.game import Game, Ints, Pattern, Row, State, Tabular, option_columns, pattern_of
from detente.game.carrier import build
from detente.game.given import as_carried
from detente.game.symbolic import SymbolicGame
from detente.stability import one_concept, stable_states
from detente.stability.symbolic import SECONDS, symbolic_stability


class ManyStates(Protocol):
    """Many states of one game, held as an array or as a decision diagram."""

    @property
    def count(self) -> int:
        """How many there are."""

    @property
    def pattern(self) -> Pattern:
        """What they have in common."""

    def having(self, option: str) -> int:
        """Count those in which an option is taken."""

    def sample(self, size: int, *, seed: int = 0) -> tuple[State, ...]:
        """Draw some, each as likely as any other, none twice; all of them where there are no more."""

    def __iter__(self) -> Iterator[State]:
        """Go through them one by one."""


@dataclass(frozen=True, eq=False)
class ListedStates:
    """States of a game by their positions in its arrays (see `ManyStates`)."""

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

    def sample(self, size: int, *, seed: int = 0) -> tuple[State, ...]:
        """Draw some, each as likely as any other, none twice; all of them where there are no more."""
        drawn = self.positions
        if size < self.count:
            drawn = np.sort(np.random.default_rng(seed).choice(drawn, size, replace=False))
        return tuple(self.game.state(int(s)) for s in drawn)

    def __iter__(self) -> Iterator[State]:
        """Go through them one by one."""
        return (self.game.state(int(s)) for s in self.positions)


@dataclass(frozen=True, eq=False)
class Equilibria(Tabular):
    """The equilibria of a game under one concept, or those of them in which a condition holds.

    Attributes
    ----------
    game : Game or SymbolicGame
        What was asked about.
    concept : str
        Under which concept they are equilibria.
    where : str
        The condition, as it was written; empty where all are meant.
    total : int or None
        How many equilibria there are, whether the condition holds in them or not; None where that is out of reach.
    states : ManyStates
        Those that are meant.
    feasible : ManyStates
        All feasible states: what these have in common, the rules say already.
    """

    game: Game | SymbolicGame
    concept: str
    where: str
    total: int | None
    states: ManyStates
    feasible: ManyStates

    @property
    def count(self) -> int:
        """How many are meant."""
        return self.states.count

    @property
    def pattern(self) -> Pattern:
        """What they have in common: options fixed, free, linked."""
        return self.states.pattern

    @cached_property
    def intricate(self) -> str:
        """Why they can be counted but not looked through, drawn from or listed; empty where they can."""
        try:
            _ = self.states.pattern
        except TooLargeError as error:
            return str(error)
        return ""

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
        return self.states.sample(number, seed=seed)

    def __iter__(self) -> Iterator[State]:
        """Go through them one by one."""
        return iter(self.states)

    def each_row(self) -> Iterator[Row]:
        """Give a row per equilibrium, one at a time: each option taken or not, each decision maker's rank.

        Where some preference is unknown, and in conflicts too large to list every state, there are no ranks.
        """
        options = self.game.conflict.option_ids
        for state in self.states:
            row: dict[str, object] = {"state": state.id, "number": state.number, "label": state.label}
            row |= option_columns(state, options)
            if isinstance(self.game, Game) and not self.game.open:
                ranks_of = zip(self.game.decision_makers, self.game.ranks, strict=True)
                row |= {f"rank {dm}": int(ranks[state.index]) for dm, ranks in ranks_of}
            yield row

    def rows(self) -> list[Row]:
        """Give a row per equilibrium: each option taken or not, each decision maker's rank (0 for the worst)."""
        return list(self.each_row())


@dataclass(frozen=True, eq=False)
class Drawn:
    """The equilibria of one account, and how many of them are drawn by lot to be shown.

    Attributes
    ----------
    found : Equilibria
    number : int
    seed : int
        The same seed draws the same ones.
    """

    found: Equilibria
    number: int = 6
    seed: int = 1


def equilibria(
    game: Game | SymbolicGame | Conflict,
    concept: str = "nash",
    *,
    where: str | None = None,
    seconds: float = SECONDS,
) -> Equilibria:
    """Find what the equilibria have in common.

    Parameters
    ----------
    game : Game, SymbolicGame or Conflict
        Of a conflict the first account is followed, by lists of states or by decision diagrams, as it is large.
    concept : str
        Under which solution concept, by its key, as in `analyze`.
    where : str, optional
        Only those in which this condition holds. Where all of them are out of reach, those can be within it.
    seconds : float
        For decision diagrams: the limit on processor time.

    Returns
    -------
    Equilibria

    Raises
    ------
    UnknownNameError
        Where there is no such concept.
    ConditionError
        Where the condition cannot be read.
    TooLargeError
        Where nothing carries the conflict, or its equilibria are out of reach.

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
    game = as_carried(game, "equilibria")
    if isinstance(game, Conflict):
        game = build(game)
    if isinstance(game, SymbolicGame):
        return _carried(game, concept, where, seconds)
    concept = one_concept(game, concept)
    held = stable_states(game, [concept]).holds(concept)
    total = int(np.count_nonzero(held))
    if where is not None:
        held = held & game.where(where)
    found, every = ListedStates(game, np.flatnonzero(held)), ListedStates(game, np.arange(game.size))
    return Equilibria(game, concept, where or "", total, found, every)


def _carried(game: SymbolicGame, concept: str, where: str | None, seconds: float) -> Equilibria:
    """Find the same where decision diagrams carry the states."""
    wanted = None if where is None else game.where(where)
    found = symbolic_stability(game, [concept], seconds=seconds)
    total = found.equilibria(concept).count if wanted is None or found.exact(concept) else None
    asked = found.equilibria(concept) if wanted is None else found.among(concept, wanted)
    return Equilibria(game, concept, where or "", total, asked, game.feasible)
