"""What else a claim may be: other readings of it, each with its weight."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Generic, TypeVar

from detente.conflict.errors import Place

What = TypeVar("What")
NOWHERE = Place("", 1, 1)


@dataclass(frozen=True, slots=True)
class Alternative(Generic[What]):
    """Another reading of a claim.

    Attributes
    ----------
    what : Statement, Rule, Preferences or StateRef
        What holds in its place: a thing of the kind that the claim is.
    weight : Fraction
        The chance that it is this.
    text : str
        The reading in words.
    """

    what: What
    weight: Fraction
    text: str = ""
    at: Place = field(default=NOWHERE, compare=False, repr=False)


def exactly(confidence: float | None) -> Fraction | None:
    """Give a confidence as the decimal number that it was written as.

    Examples
    --------
    >>> exactly(0.7), exactly(None)
    (Fraction(7, 10), None)
    """
    return None if confidence is None else Fraction(repr(confidence))


def chances(
    confidence: float | None, alternatives: tuple[Alternative[What], ...], *, absent: bool
) -> tuple[Fraction, ...]:
    """Give the chance of a claim as it is written, of each alternative, and where it can be `absent` of that.

    Without a confidence the claim as it is written has what the alternatives leave.

    Examples
    --------
    >>> chances(0.7, (), absent=True)
    (Fraction(7, 10), Fraction(3, 10))
    """
    others = [a.weight for a in alternatives]
    given = exactly(confidence)
    own = 1 - sum(others, Fraction(0)) if given is None else given
    rest = (1 - own - sum(others, Fraction(0)),) if absent else ()
    return (own, *others, *rest)
