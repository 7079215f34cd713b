"""How often a deal beats no deal if claims about terms are wrong, as typed facts."""

from __future__ import annotations

import numpy as np

from detente.answers import Count, Value
from detente.questions.robust.deals import Deals
from detente.questions.robust.doubt_facts import DoubtFact, Unvaried, doubt_fact
from detente.questions.settle.answer import issues_of
from detente.questions.settle.facts import IssueFact

MOST_PACKAGES = 100


class PackageWeight(Value, frozen=True, kw_only=True):
    """A package, and the weight of the accounts in which it beats no deal for everybody who signs.

    Attributes
    ----------
    values : tuple of str
        As ``issue.value``.
    beats : float
    best : float or None
        The weight of those in which it does, and no other package that does is better for somebody and worse for nobody
        who signs; None where that is too much to look at.
    written : bool
        Whether it beats no deal in the account as it is written.
    """

    values: tuple[str, ...]
    beats: float
    best: float | None
    written: bool


class DealDeciderFact(Value, frozen=True, kw_only=True):
    """A doubt about terms, and what hangs on it.

    Attributes
    ----------
    doubt : int
        Its place in `doubts` of the deals.
    holds : float
        The weight of the accounts in which the claim is as it is written.
    if_holds, if_not : float or None
        In which part of these, and of the others, the event comes about; None where there are none.
    turns : float or None
        The weight of the accounts in which the claim holds and the event would turn if it did not; None where that is
        too much to look at.
    """

    doubt: int
    holds: float
    if_holds: float | None
    if_not: float | None
    turns: float | None


class DealsFact(Value, frozen=True, kw_only=True):
    """How often a deal beats no deal, over all ways to settle what is doubted of the terms.

    Attributes
    ----------
    signers : tuple of str
    issues : tuple of IssueFact
    doubts : tuple of DoubtFact
        About the terms; a range lies at its middle (as written), at its lower or at its upper end.
    accounts : Count
        How many ways there are to settle them.
    combinations : Count
        How many combinations of wishes differ in what beats no deal.
    share : float
        The weight of the accounts in which some package beats no deal for everybody who signs.
    written : Count
        How many packages do in the account as it is written.
    count : Count
        How many do in some account.
    packages : tuple of PackageWeight
        Of these, the most often among the best first.
    event : int or None
        What the deciders are about: -1, whether any package beats no deal; or the place in `packages` of one of which
        it is open whether it is among the best; None where nothing is open or it is too much to look at.
    deciders : tuple of DealDeciderFact
        Those on which something hangs, the most weighty first.
    matterless : tuple of int
        The doubts on which nothing of that hangs.
    unvaried : tuple of Unvaried
    """

    signers: tuple[str, ...]
    issues: tuple[IssueFact, ...]
    doubts: tuple[DoubtFact, ...]
    accounts: Count
    combinations: Count
    share: float
    written: Count
    count: Count
    packages: tuple[PackageWeight, ...]
    event: int | None
    deciders: tuple[DealDeciderFact, ...]
    matterless: tuple[int, ...]
    unvaried: tuple[Unvaried, ...]


def deals_fact(found: Deals) -> DealsFact:
    """Give the facts."""
    best = found.zone if found.best is None else found.best
    order = np.lexsort((np.arange(found.zone.size), -found.zone, -best))
    kept = [int(p) for p in order if found.zone[p] > 0]
    assert found.conflict.terms is not None
    return DealsFact(
        signers=found.signers,
        issues=issues_of(found.conflict.terms),
        doubts=tuple(doubt_fact(d) for d in found.doubts.doubts),
        accounts=str(found.doubts.accounts),
        combinations=str(found.combinations),
        share=found.share,
        written=str(len(found.written)),
        count=str(len(kept)),
        packages=tuple(
            PackageWeight(
                values=tuple(found.packages[p].split("+")),
                beats=float(found.zone[p]),
                best=None if found.best is None else float(found.best[p]),
                written=p in found.written,
            )
            for p in kept[:MOST_PACKAGES]
        ),
        event=found.event if found.event is None or found.event < 0 else kept.index(found.event),
        deciders=tuple(
            DealDeciderFact(doubt=d.doubt, holds=d.holds, if_holds=d.if_holds, if_not=d.if_not, turns=d.turns)
            for d in found.deciders
            if d.matters
        ),
        matterless=tuple(sorted(d.doubt for d in found.deciders if not d.matters)),
        unvaried=tuple(Unvaried(decision_maker=dm, why=why) for dm, why in found.doubts.unvaried),
    )
