"""The factions that a decision maker consists of: who they are, how much each weighs, what agreement needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from detente.conflict.elements import NOWHERE, Citation
from detente.conflict.errors import Place
from detente.conflict.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Faction:
    """A constituency inside a decision maker: its weight and what it wants, as somebody claims."""

    id: str
    name: str
    weight: Fraction
    preferences: Preferences
    about: str = ""
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Factions:
    """The factions of one decision maker, and the weight that its agreement needs.

    Attributes
    ----------
    members : tuple of Faction
    quota : Fraction or None
        Factions that weigh so much together, or more, carry a proposal; None where it takes more than half.
    """

    members: tuple[Faction, ...]
    quota: Fraction | None = None
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def total(self) -> Fraction:
        """The weight of all factions together."""
        return sum((m.weight for m in self.members), Fraction(0))
