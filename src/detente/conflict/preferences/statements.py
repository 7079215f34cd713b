"""Option prioritisation: statements, most important first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar

from detente.conflict.alternatives import Alternative
from detente.conflict.condition import Condition
from detente.conflict.elements import NOWHERE, Citation, StateRef
from detente.conflict.errors import Place

Among = Callable[[StateRef, bool], bool]
"""Tells whether, among the states that a reference means, there is one in which a statement holds, or does not."""

Kept = Callable[[Sequence[StateRef]], Iterable[StateRef]]
"""Gives what is kept of a group of states."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a decision maker wants, as somebody claims.

    Attributes
    ----------
    strength : int
        How much the states in which it holds are preferred to the others, where it is the first that tells them
        apart: 1, or 2 for "much more", and so on.
    unknown : bool
        Whether it is unknown if the decision maker wants this or its opposite.
    order : str
        ``open`` where it is not known which of it and its neighbours that say the same is the more important.
    alternatives : tuple of Alternative
        Other statements that may hold in its place.
    """

    id: str
    that: Condition
    written: str
    given_id: bool = False
    text: str = ""
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    strength: int = 1
    unknown: bool = False
    order: str = ""
    alternatives: tuple[Alternative[Statement], ...] = ()
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Prioritised:
    """Option prioritisation: statements, most important first."""

    statements: tuple[Statement, ...]
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    stated: ClassVar[bool] = True
    of_states: ClassVar[bool] = False
    ranked: ClassVar[bool] = True

    @property
    def claims(self) -> tuple[Statement, ...]:
        """Its claims: each statement, or the whole."""
        return self.statements

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that it names."""
        return tuple(s.that for s in self.statements)

    @property
    def graded(self) -> bool:
        """Whether it says of something that it is preferred much more."""
        return any(s.strength > 1 for s in self.statements)

    @property
    def open(self) -> bool:
        """Whether it says of something that it is unknown."""
        return any(s.unknown for s in self.statements)

    def telling(self, one: frozenset[str], other: frozenset[str]) -> Statement | None:
        """Give the statement that tells two states apart, each given by what is true in it: the first that does."""
        return next((s for s in self.statements if s.that.holds(one) != s.that.holds(other)), None)

    def with_first(self, statement: Statement, among: Among) -> Prioritised:
        """Put a statement before everything else."""
        return replace(self, statements=(statement, *self.statements))

    def keeping(self, kept: Kept) -> Prioritised:
        """Keep of each group of states what `kept` gives: it lists none that could be left out."""
        return self
