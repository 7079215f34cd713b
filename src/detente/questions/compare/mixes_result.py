"""What was found of the mixes of accounts: where each is heading, and whose reading matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from detente.game import State
from detente.questions.unfinished import Stopped

SETTING = "setting"

Sight = Literal["myopic", "ahead"]
SIGHTS: tuple[Sight, Sight] = ("myopic", "ahead")
Choice = tuple[int, ...]  # for each part the number of a reading
Ends = frozenset[str]  # the ids of the outcomes; none: it comes to no rest


@dataclass(frozen=True, slots=True)
class Part:
    """What can be read differently.

    Attributes
    ----------
    id : str
        A decision maker, or `SETTING`.
    readings : tuple of tuple of str
        The accounts, grouped by readings that come to the same.
    """

    id: str
    readings: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A set of outcomes that some of the mixes are heading to.

    Attributes
    ----------
    ends : frozenset of str
        The ids of the states; none where it comes to no rest.
    count : int
        In how many mixes.
    accounts : tuple of str
        The accounts that, taken whole, are heading there.
    needs : tuple of (str, tuple of str)
        The parts of which, in all of these mixes, one reading is taken: which accounts have it.
    """

    ends: Ends
    count: int
    accounts: tuple[str, ...]
    needs: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Influence:
    """Whether a part matters.

    Attributes
    ----------
    part : str
    contexts : int
        How many settings of all other parts were looked at, with two of its readings or more.
    changes : int
        In how many of them where it is heading depends on its reading.
    alone : bool
        Whether its reading alone decides: whatever the other readings, each of its readings leads to one set of
        outcomes, and not all to the same. Not said where mixes are drawn.
    """

    part: str
    contexts: int
    changes: int
    alone: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What the mixes are heading to, in one way of looking.

    Attributes
    ----------
    sight : str
        ``myopic`` or ``ahead``.
    outcomes : tuple of Outcome
        The most frequent first.
    influences : tuple of Influence
        For each part with several readings.
    deciding : tuple of tuple of str
        The smallest sets of parts whose readings decide together, whatever the others: all of that size, up to three
        parts; none where there is no such set, where all mixes lead to the same, or where they are drawn.
    """

    sight: Sight
    outcomes: tuple[Outcome, ...]
    influences: tuple[Influence, ...]
    deciding: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Misfit:
    """An account's reading of a decision maker that does not fit another account's setting, and why."""

    part: str
    account: str
    setting: str
    why: str


@dataclass(frozen=True, eq=False)
class Mixes:
    """Where every mix of accounts is heading.

    Attributes
    ----------
    accounts : tuple of str
    parts : tuple of Part
        What can be read differently: every decision maker, and the setting where that differs.
    total : int
        How many mixes there are.
    tried : int
        How many were worked out.
    drawn : bool
        Whether they were drawn, as there are too many to try each.
    seed : int
    fitting : int
        In how many of those tried all readings fit the setting.
    misfits : tuple of Misfit
        Why others do not.
    myopic, ahead : Seen
    states : mapping of str to State
        The outcomes, by their ids.
    found : mapping
        For each mix that was tried, by the numbers of the readings, where it is heading (not looking ahead; looking
        ahead); None where it does not fit.
    stopped : tuple of Stopped
        Where the time did not suffice: for how many mixes it did; no more is said of them than of drawn ones.
    """

    accounts: tuple[str, ...]
    parts: tuple[Part, ...]
    total: int
    tried: int
    drawn: bool
    seed: int
    fitting: int
    misfits: tuple[Misfit, ...]
    myopic: Seen
    ahead: Seen
    states: Mapping[str, State] = field(repr=False)
    found: Mapping[Choice, tuple[Ends, Ends] | None] = field(repr=False)
    stopped: tuple[Stopped, ...] = ()

    @property
    def seen(self) -> tuple[Seen, Seen]:
        """In both ways of looking."""
        return self.myopic, self.ahead

    @property
    def same(self) -> bool:
        """Whether every mix is heading to the same, whether the sides look ahead or not."""
        return all(ends is None or ends[0] == ends[1] for ends in self.found.values())
