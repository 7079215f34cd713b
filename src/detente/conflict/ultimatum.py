"""An ultimatum as the file states it: who demands what of whom, and what is threatened."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from detente.conflict.condition import Condition
from detente.conflict.elements import NOWHERE, Citation
from detente.conflict.errors import Place


@dataclass(frozen=True, slots=True)
class Stakes:
    """What the endings are worth, to the threatener and to the target; that nothing was threatened counts as (0, 0).

    Cardinal numbers: the answers that use them say so.

    Attributes
    ----------
    concede : tuple of Fraction
        Where the target concedes.
    carry_out : tuple of Fraction
        Where it resists and the threat is carried out.
    """

    concede: tuple[Fraction, Fraction]
    carry_out: tuple[Fraction, Fraction]


@dataclass(frozen=True, slots=True)
class AudienceCost:
    """What the threatener pays if it backs down.

    Attributes
    ----------
    low, high : Fraction
        Between what it lies; the same where it is known.
    a_day : Fraction or None
        By how much it grows a day, from `low` on.
    """

    low: Fraction
    high: Fraction
    a_day: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """What the public record says became of it."""

    text: str
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Ultimatum:
    """Somebody demands something of somebody, or else.

    Attributes
    ----------
    by, to : str
        The threatener and the target.
    demand, threat : Condition
        What is demanded, and what is threatened; the latter is about options of `by` alone.
    demand_written, threat_written : str
        The same as the file writes them.
    resolved : Fraction or None
        How probable it is that the threatener carries the threat out come what may.
    """

    id: str
    by: str
    to: str
    demand: Condition
    demand_written: str
    threat: Condition
    threat_written: str
    text: str = ""
    deadline: str = ""
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    stakes: Stakes | None = None
    audience_cost: AudienceCost | None = None
    resolved: Fraction | None = None
    record: Record | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)
