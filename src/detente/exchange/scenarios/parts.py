"""What a negotiation scenario says, whichever tool it is of: issues, values, what each is worth to whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import PurePath

STEPS = 21  # values that are taken from a continuous issue, as GENIUS does
MOST_ISSUES = 60
MOST_VALUES = 5_000
MOST_PARTIES = 30


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue and its values, as they are called.

    Attributes
    ----------
    key : str
        What profiles call it by: its index in GENIUS, else its name.
    numbers : tuple of Fraction, or None
        What the values are where they are numbers.
    """

    key: str
    name: str
    values: tuple[str, ...]
    numbers: tuple[Fraction, ...] | None = None


@dataclass(frozen=True, slots=True)
class Domain:
    """What is negotiated about.

    Attributes
    ----------
    parties : mapping of str to str
        Names of parties by the file of their profile, where the domain gives them.
    notes : tuple of str
        What was read otherwise than it stands there, or left out.
    """

    file: str
    name: str
    issues: tuple[Issue, ...]
    about: str = ""
    parties: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Worths:
    """What the values of an issue are worth: each has its points, and all are multiplied by the weight."""

    points: tuple[Fraction, ...]
    weight: Fraction = Fraction(1)

    @property
    def whole(self) -> tuple[Fraction, ...]:
        """What each value adds to what a package is worth."""
        return tuple(self.weight * p for p in self.points)


@dataclass(frozen=True, slots=True)
class Profile:
    """What a party wants.

    Attributes
    ----------
    worths : tuple of Worths
        In the order of the domain's issues.
    bias : Fraction
        What every package is worth besides.
    no_deal : Fraction or None
        None where the profile says that any deal is better than none.
    """

    file: str
    name: str
    worths: tuple[Worths, ...]
    bias: Fraction
    no_deal: Fraction | None
    notes: tuple[str, ...] = ()

    @property
    def least(self) -> Fraction:
        """What the worst package is worth."""
        return self.bias + sum((min(w.whole) for w in self.worths), Fraction(0))


def short(file: str) -> str:
    """Name a file without its folders, for notes about one of several.

    Examples
    --------
    >>> short("laptops/buyer.xml")
    'buyer.xml'
    """
    return PurePath(file).name
