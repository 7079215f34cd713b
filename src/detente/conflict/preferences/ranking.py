"""A ranking: states from best to worst."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

from detente.conflict.alternatives import Alternative
from detente.conflict.elements import NOWHERE, Citation, StateRef
from detente.conflict.errors import Place
from detente.conflict.preferences.statements import Statement
from detente.conflict.preferences.whole import Among, Kept, Whole

if TYPE_CHECKING:
    from detente.conflict.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Ranking(Whole):
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
    alternatives: tuple[Alternative[Preferences], ...] = ()
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

    of_states: ClassVar[bool] = True

    @property
    def graded(self) -> bool:
        """Whether it says of something that it is preferred much more."""
        return any(d > 1 for d in self.degrees)

    def with_first(self, statement: Statement, among: Among) -> Ranking:
        """Put a statement before everything else: the states in which it holds, then the others, each as ranked."""
        parts = [
            tuple(r for r in group if among(r, wanted)) for wanted in (True, False) for group in self.groups
        ]
        gaps = (*self.degrees, 1, *self.degrees) if self.degrees else ()
        return replace(self, groups=tuple(parts), degrees=gaps).without_empty()

    def keeping(self, kept: Kept) -> Ranking:
        """Keep of each group of states what `kept` gives; the order of the others stays."""
        return replace(self, groups=tuple(tuple(kept(group)) for group in self.groups)).without_empty()
