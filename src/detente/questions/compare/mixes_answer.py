"""Mixes of accounts, as facts: where each leads, and whose reading decides."""

from __future__ import annotations

from typing import Literal

from detente.answers import Count, Ref, Value
from detente.questions.building import Listing
from detente.questions.compare.mixes_result import Mixes, Outcome, Seen

MOST_SETS = 200  # sets of outcomes that the mixes are heading to


class PartFact(Value, frozen=True, kw_only=True):
    """What is mixed: a decision maker's preferences, or the ``setting`` (rules, options, status quo).

    Attributes
    ----------
    id : str
    readings : tuple of tuple of str
        The accounts, grouped by readings that come to the same.
    """

    id: str
    readings: tuple[tuple[str, ...], ...]


class Needed(Value, frozen=True, kw_only=True):
    """A part, and the accounts one of whose readings of it is taken in all mixes of a kind."""

    part: str
    accounts: tuple[str, ...]


class MixedOutcome(Value, frozen=True, kw_only=True):
    """A set of outcomes that some mixes are heading to.

    Attributes
    ----------
    states : tuple of Ref
        None: it comes to no rest.
    count : int
        In how many of the mixes.
    accounts : tuple of str
        The accounts that, taken whole, are heading there.
    needs : tuple of Needed
        What all of these mixes have in common.
    """

    states: tuple[Ref, ...]
    count: int
    accounts: tuple[str, ...]
    needs: tuple[Needed, ...]


class InfluenceFact(Value, frozen=True, kw_only=True):
    """Whether a part's reading matters.

    Attributes
    ----------
    part : str
    contexts : int
        How many settings of all other parts were looked at.
    changes : int
        In how many of them where it is heading depends on its reading.
    alone : bool
        Whether its reading alone decides.
    """

    part: str
    contexts: int
    changes: int
    alone: bool


class MixedSight(Value, frozen=True, kw_only=True):
    """What the mixes are heading to, in one way of looking.

    Attributes
    ----------
    sight : str
    outcomes : tuple of MixedOutcome
        The most frequent first; `count` says how many different sets there are.
    count : Count
    influences : tuple of InfluenceFact
        For each part that is read in several ways.
    deciding : tuple of tuple of str
        The smallest sets of parts whose readings decide, whatever the others.
    """

    sight: Literal["myopic", "ahead"]
    outcomes: tuple[MixedOutcome, ...]
    count: Count
    influences: tuple[InfluenceFact, ...]
    deciding: tuple[tuple[str, ...], ...]


class MisfitFact(Value, frozen=True, kw_only=True):
    """An account's reading of a decision maker that does not fit another account's setting, and why."""

    part: str
    account: str
    setting: str
    why: str


class MixesFact(Value, frozen=True, kw_only=True):
    """Every mix of accounts, party by party.

    Attributes
    ----------
    parts : tuple of PartFact
    total : Count
        How many mixes there are.
    tried : int
        How many were worked out.
    drawn : bool
        Whether they were drawn, with `seed`, as there are too many.
    seed : int
    fitting : int
        In how many of those tried all readings fit the setting.
    misfits : tuple of MisfitFact
    myopic, ahead : MixedSight
    same : bool
        Whether in every mix both ways of looking lead to the same.
    """

    parts: tuple[PartFact, ...]
    total: Count
    tried: int
    drawn: bool
    seed: int
    fitting: int
    misfits: tuple[MisfitFact, ...]
    myopic: MixedSight
    ahead: MixedSight
    same: bool


def mixes_of(found: Mixes, listing: Listing) -> MixesFact:
    """Give where the mixes lead, and whose reading changes it."""
    return MixesFact(
        parts=tuple(PartFact(id=p.id, readings=p.readings) for p in found.parts),
        total=str(found.total),
        tried=found.tried,
        drawn=found.drawn,
        seed=found.seed,
        fitting=found.fitting,
        misfits=tuple(
            MisfitFact(part=m.part, account=m.account, setting=m.setting, why=m.why) for m in found.misfits
        ),
        myopic=_sight(found, found.myopic, listing),
        ahead=_sight(found, found.ahead, listing),
        same=found.same,
    )


def _sight(found: Mixes, seen: Seen, listing: Listing) -> MixedSight:
    outcomes = [
        MixedOutcome(
            # Each as it is known by its id: other accounts have the state at another position.
            states=listing.named(sorted((found.states[s] for s in o.ends), key=lambda s: s.number)),
            count=o.count,
            accounts=o.accounts,
            needs=tuple(Needed(part=p, accounts=a) for p, a in o.needs),
        )
        for o in _first(seen)
    ]
    return MixedSight(
        sight=seen.sight,
        outcomes=tuple(outcomes),
        count=str(len(seen.outcomes)),
        influences=tuple(
            InfluenceFact(part=i.part, contexts=i.contexts, changes=i.changes, alone=i.alone)
            for i in seen.influences
        ),
        deciding=seen.deciding,
    )


def _first(seen: Seen) -> list[Outcome]:
    """Give the most frequent sets, and those of whole accounts."""
    return [o for k, o in enumerate(seen.outcomes) if k < MOST_SETS or o.accounts]
