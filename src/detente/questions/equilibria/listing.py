"""What do the equilibria have in common? Counts, patterns, samples and filters, where there are too many to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from detente.conflict import Conflict, TooLargeError
from detente.game import CarriedGame, ManyStates, Pattern, Row, State, Tabular, option_columns
from detente.game.carrier import carried
from detente.stability.carriers import concept_of, stability_of
from detente.stability.symbolic import SECONDS


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

    game: CarriedGame
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
        game, options = self.game, self.game.conflict.option_ids
        for state in self.states:
            row: dict[str, object] = {"state": state.id, "number": state.number, "label": state.label}
            row |= option_columns(state, options)
            ranks = ((dm, game.rank(dm, state)) for dm in game.decision_makers)
            yield row | {f"rank {dm}": rank for dm, rank in ranks if rank is not None}

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
    game: CarriedGame | Conflict,
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
    given = carried(game, "equilibria")
    concept = concept_of(given, concept)
    wanted = None if where is None else given.feasible.where(where)
    found = stability_of(given, [concept], seconds=seconds)
    total = found.held(concept).count if wanted is None or found.exact(concept) else None
    asked = found.held(concept) if wanted is None else found.among(concept, wanted)
    return Equilibria(given, concept, where or "", total, asked, given.feasible)
