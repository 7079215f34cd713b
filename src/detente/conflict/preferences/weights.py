"""Option weights: a state is worth the sum of the weights of what holds in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from detente.conflict.alternatives import Alternative
from detente.conflict.condition import Condition
from detente.conflict.elements import NOWHERE, Citation
from detente.conflict.errors import Place
from detente.conflict.preferences.statements import Statement
from detente.conflict.preferences.whole import Among, Whole

if TYPE_CHECKING:
    from detente.conflict.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Weights(Whole):
    """Option weights: a state is worth the sum of the weights of what holds in it. Only the order is used."""

    weights: tuple[tuple[Condition, str, Fraction], ...]
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    alternatives: tuple[Alternative[Preferences], ...] = ()
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that it names."""
        return tuple(condition for condition, _, _ in self.weights)

    def with_first(self, statement: Statement, among: Among) -> Weights:
        """Put a statement before everything else: it weighs more than all the others together."""
        more = 1 + sum((abs(weight) for _, _, weight in self.weights), Fraction(0))
        return replace(self, weights=((statement.that, statement.written, more), *self.weights))
