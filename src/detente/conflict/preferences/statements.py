"""Option prioritisation: statements, most important first."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.conflict.condition import Condition
from detente.conflict.elements import NOWHERE, Citation
from detente.conflict.errors import Place


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
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Prioritised:
    """Option prioritisation: statements, most important first."""

    statements: tuple[Statement, ...]
    at: Place = field(default=NOWHERE, compare=False, repr=False)

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

    @property
    def of_states(self) -> bool:
        """Whether it puts states into an order, one by one."""
        return False
