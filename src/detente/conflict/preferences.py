"""What a decision maker wants, in the four forms in which a file says it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from detente.conflict.condition import Condition
from detente.conflict.elements import NOWHERE, Citation, StateRef
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


@dataclass(frozen=True, slots=True)
class Weights:
    """Option weights: a state is worth the sum of the weights of what holds in it. Only the order is used."""

    weights: tuple[tuple[Condition, str, Fraction], ...]
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Partial:
    """A partial ranking: chains of states, each from best to worst; states in one group tie.

    Preferred is what some chains together put before something else. Two states that no chains connect are not
    compared: which of them is preferred is unknown.
    """

    chains: tuple[tuple[tuple[StateRef, ...], ...], ...]
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)


Preferences = Prioritised | Ranking | Weights | Partial


def graded(preference: Preferences) -> bool:
    """Tell whether a preference says of something that it is preferred much more."""
    if isinstance(preference, Prioritised):
        return any(s.strength > 1 for s in preference.statements)
    return isinstance(preference, Ranking) and any(d > 1 for d in preference.degrees)


def left_open(preference: Preferences) -> bool:
    """Tell whether a preference says of something that it is unknown."""
    if isinstance(preference, Prioritised):
        return any(s.unknown for s in preference.statements)
    return isinstance(preference, Partial)
