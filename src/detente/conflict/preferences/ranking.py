"""A ranking: states from best to worst."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from detente.conflict.condition import Condition
from detente.conflict.elements import NOWHERE, Citation, StateRef
from detente.conflict.errors import Place
from detente.conflict.preferences.statements import Statement


@dataclass(frozen=True, slots=True)
class Ranking:
    """States from best to worst; states in one group tie.

    Attributes
    ----------
    degrees : tuple of int
        For each gap between two neighbouring groups how much the better one is preferred: 1, or 2 for "much more",
        and so on. Empty where no gap is more than 1.
    """

    groups: tuple[tuple[StateRef, ...], ...]
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    degrees: tuple[int, ...] = ()
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    def without_empty(self) -> Ranking:
        """Leave out groups without a state; what comes before one and what comes after stay as far apart."""
        groups: list[tuple[StateRef, ...]] = []
        degrees: list[int] = []
        degree = 1
        for gap, group in zip((1, *(self.degrees or (1,) * len(self.groups))), self.groups, strict=False):
            degree = max(degree, gap)
            if group:
                degrees += [degree] if groups else []
                groups.append(group)
                degree = 1
        return replace(
            self, groups=tuple(groups), degrees=tuple(degrees) if max(degrees, default=1) > 1 else ()
        )

    @property
    def claims(self) -> tuple[Ranking, ...]:
        """Its claims: each statement, or the whole."""
        return (self,)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Its statements: it has none."""
        return ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that it names."""
        return ()

    @property
    def graded(self) -> bool:
        """Whether it says of something that it is preferred much more."""
        return any(d > 1 for d in self.degrees)

    @property
    def open(self) -> bool:
        """Whether it says of something that it is unknown."""
        return False

    @property
    def of_states(self) -> bool:
        """Whether it puts states into an order, one by one."""
        return True
