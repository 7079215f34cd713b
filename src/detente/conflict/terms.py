"""Terms: what needs signatures. Issues and their values, what cannot go together, and what each party wants of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from detente.conflict.condition import Condition
from detente.conflict.confidential import Seal
from detente.conflict.elements import NOWHERE, Citation, Rule
from detente.conflict.errors import Place
from detente.conflict.preferences import Statement

PREFERENCES = "preferences"
"""In a list of wishes: at this place stands what the party wants of the states of the conflict."""

CONFIDENTIAL = "confidential"
"""The form of wishes that are kept under a seal."""

NO_DEAL = "no_deal"
"""In a ranking of packages: that nothing is signed."""


@dataclass(frozen=True, slots=True)
class TermValue:
    """A way to settle an issue: the text of the clause, and what it does to the conflict once signed.

    Attributes
    ----------
    text : str
        The clause as the parties would sign it.
    short : str
        A word or two for drawings and lists.
    sets : tuple of (str, bool)
        Options that are taken (or not taken: False) from the signature on. Whoever controls one can still change it.
    bars : tuple of str
        Options that nobody can take any more.
    """

    id: str
    text: str
    short: str = ""
    about: str = ""
    sources: tuple[Citation, ...] = ()
    sets: tuple[tuple[str, bool], ...] = ()
    bars: tuple[str, ...] = ()
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Issue:
    """Something to be settled by signature, and who signs it.

    Attributes
    ----------
    without : str
        The value that stands where nothing is signed; empty where none does.
    """

    id: str
    text: str
    values: tuple[TermValue, ...]
    signed_by: tuple[str, ...] = ()
    short: str = ""
    about: str = ""
    sources: tuple[Citation, ...] = ()
    without: str = ""
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Range:
    """A number that is known, or between which two it lies."""

    low: Fraction
    high: Fraction

    @property
    def middle(self) -> Fraction:
        """The number, or the middle of the two."""
        return (self.low + self.high) / 2

    @property
    def known(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


@dataclass(frozen=True, slots=True)
class Worth:
    """What an issue's values, or that a condition holds, are worth to a party, as somebody claims.

    Attributes
    ----------
    key : str
        The issue, or the condition as it is written.
    that : Condition or None
        None where it is about an issue.
    points : tuple of (str, Range)
        The number for each value that has one (the others count 0); of a condition one, for an empty name.
    weight : Fraction
        What the points are multiplied by.
    """

    key: str
    that: Condition | None
    points: tuple[tuple[str, Range], ...]
    weight: Fraction = Fraction(1)
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Ranked:
    """Packages from best to worst, as somebody claims; packages in one group tie.

    Attributes
    ----------
    groups : tuple of tuple of str
        Each package as ``issue.value+issue.value``, in the order of the issues; `NO_DEAL` where nothing is signed.
    """

    groups: tuple[tuple[str, ...], ...]
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Lot:
    """What could come without a deal: how probable it is, and what it would be worth."""

    chance: Fraction
    worth: Range


@dataclass(frozen=True, slots=True)
class NoDeal:
    """What no deal is worth to a party, as somebody claims.

    Attributes
    ----------
    worth : Range or None
        None where it is a lottery.
    lottery : tuple of Lot
    costs : Range
        What is taken off it: the costs of having no deal.
    """

    worth: Range | None
    lottery: tuple[Lot, ...] = ()
    costs: Range = Range(Fraction(0), Fraction(0))
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def value(self) -> Range:
        """Give what it is worth in the end."""
        if self.worth is not None:
            low, high = self.worth.low, self.worth.high
        else:
            low = sum((lot.chance * lot.worth.low for lot in self.lottery), Fraction(0))
            high = sum((lot.chance * lot.worth.high for lot in self.lottery), Fraction(0))
        return Range(low - self.costs.high, high - self.costs.low)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a party wants of the terms, in one of three forms; the forms that are not used are empty.

    Attributes
    ----------
    weights : tuple of Worth
        Numbers: a package is worth the sum of what holds in it.
    statements : tuple of Statement
        Most important first, about terms and options; one with the id `PREFERENCES` says where its order of the
        conflict's states comes in.
    ranking : Ranked or None
    red_lines : tuple of Statement
        What has to hold in every package that it signs.
    no_deal : NoDeal or None
        None where it is worked out from where the conflict is heading.
    form : str
        ``weights``, ``statements`` or ``ranking``; ``confidential`` where they are kept under a seal.
    seal : Seal or None
        Where they are confidential: what keeps them. Everything else is empty then.
    """

    form: str
    weights: tuple[Worth, ...] = ()
    statements: tuple[Statement, ...] = ()
    ranking: Ranked | None = None
    red_lines: tuple[Statement, ...] = ()
    no_deal: NoDeal | None = None
    seal: Seal | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def opened(self) -> Wishes:
        """Give them as whoever computes with them needs them: what is made of it may not show them.

        Raises
        ------
        NotInFileError
            Where they are confidential and not here.
        """
        if self.seal is None:
            return self
        found = self.seal.opened
        assert isinstance(found, Wishes)
        return found

    @property
    def here(self) -> bool:
        """Whether they are at hand: not those that stand in a file that is missing."""
        return self.seal is None or self.seal.here

    @property
    def claims(self) -> tuple[Worth | Statement | Ranked | NoDeal, ...]:
        """Its claims."""
        whole = () if self.ranking is None else (self.ranking,)
        stated = tuple(s for s in self.statements if s.id != PREFERENCES)
        return (
            *self.weights,
            *stated,
            *whole,
            *self.red_lines,
            *(() if self.no_deal is None else (self.no_deal,)),
        )

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that it names."""
        found = [w.that for w in self.weights if w.that is not None]
        found += [s.that for s in (*self.statements, *self.red_lines) if s.id != PREFERENCES]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Terms:
    """What could be signed.

    Attributes
    ----------
    issues : tuple of Issue
    exclusions : tuple of Rule
        What cannot go together.
    wishes : mapping of str to Wishes
        What each party wants of them, by the party's id.
    signed_by : tuple of str
        Who signs where an issue does not say otherwise.
    """

    issues: tuple[Issue, ...]
    exclusions: tuple[Rule, ...] = ()
    wishes: Mapping[str, Wishes] = field(default_factory=dict)
    signed_by: tuple[str, ...] = ()
    about: str = ""
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    def signers(self, issue: Issue) -> tuple[str, ...]:
        """Give who signs an issue."""
        return issue.signed_by or self.signed_by

    @property
    def opened(self) -> Terms:
        """Give the terms with the wishes that are at hand, as whoever computes with them needs them."""
        return replace(self, wishes={dm: w.opened for dm, w in self.wishes.items() if w.here})

    @property
    def signatories(self) -> tuple[str, ...]:
        """Everybody without whose signature no package is one."""
        return tuple(dict.fromkeys(dm for issue in self.issues for dm in self.signers(issue)))

    def issue(self, id: str) -> Issue | None:
        """Find an issue by its id."""
        return next((i for i in self.issues if i.id == id), None)

    @property
    def atoms(self) -> dict[str, tuple[str, ...]]:
        """The values of each issue: what conditions about terms are made of."""
        return {i.id: tuple(v.id for v in i.values) for i in self.issues}

    @property
    def unsigned(self) -> frozenset[str]:
        """What holds of the terms where nothing is signed, as ``issue.value``."""
        return frozenset(f"{i.id}.{i.without}" for i in self.issues if i.without)
