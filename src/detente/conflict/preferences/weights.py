"""Option weights: a state is worth the sum of the weights of what holds in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from detente.conflict.condition import Condition
from detente.conflict.elements import NOWHERE, Citation
from detente.conflict.errors import Place
from detente.conflict.preferences.statements import Statement


@dataclass(frozen=True, slots=True)
class Weights:
    """Option weights: a state is worth the sum of the weights of what holds in it. Only the order is used."""

    weights: tuple[tuple[Condition, str, Fraction], ...]
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def claims(self) -> tuple[Weights, ...]:
        """Its claims: each statement, or the whole."""
        return (self,)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Its statements: it has none."""
        return ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that it names."""
        return tuple(condition for condition, _, _ in self.weights)

    @property
    def graded(self) -> bool:
        """Whether it says of something that it is preferred much more."""
        return False

    @property
    def open(self) -> bool:
        """Whether it says of something that it is unknown."""
        return False

    @property
    def of_states(self) -> bool:
        """Whether it puts states into an order, one by one."""
        return False
