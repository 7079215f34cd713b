"""What a package is, and what it gives each party: as facts."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Literal

from detente.answers import Exact
from detente.questions.building import Listing, exact
from detente.questions.settle.facts import ExpectedFact, GainFact
from detente.questions.settle.result import Expected, Settlement
from detente.questions.settle.table import Worths


def number(found: Settlement, points: Any) -> Exact | None:
    """Give what is worth so many points, exactly."""
    return None if points is None else exact(Fraction(int(points), found.table.scale))


def expected_fact(expected: Expected, listing: Listing | None) -> ExpectedFact:
    """Give what comes without a deal."""
    states = () if listing is None else listing.all(expected.states, f"expected.{expected.kind}")
    return ExpectedFact(kind=expected.kind, states=states)


def _compared(ranks: Any, package: int, other: int | None) -> Literal["better", "same", "worse", "unknown"]:
    if other is None:
        return "unknown"
    mine = int(ranks[package])
    return "better" if mine > other else "same" if mine == other else "worse"


def gain_fact(found: Settlement, worths: Worths, package: int) -> GainFact:
    """Give what a package gives a party."""
    points, no_deal, today = worths.points, worths.no_deal_points, worths.today_points
    if worths.dm in found.table.hidden:
        kind = _compared(worths.ranks, package, worths.no_deal)
        return GainFact(decision_maker=worths.dm, kind=kind, than_today="withheld", place=None)
    return GainFact(
        decision_maker=worths.dm,
        kind=_compared(worths.ranks, package, worths.no_deal),
        than_today=_compared(worths.ranks, package, worths.today),
        place=int((worths.ranks[found.table.allowed] > worths.ranks[package]).sum()) + 1
        if found.table.whole
        else None,
        worth=None if points is None else number(found, points[package]),
        gain=None if points is None or no_deal is None else number(found, int(points[package]) - no_deal),
        over_today=None if points is None or today is None else number(found, int(points[package]) - today),
        low=None if worths.low is None else number(found, worths.low[package]),
        high=None if worths.high is None else number(found, worths.high[package]),
    )


def values_of(found: Settlement, package: int) -> tuple[str, ...]:
    """Give a package's value of each issue; none where it is a state."""
    terms = found.table.terms
    if terms is None:
        return ()
    return tuple(
        f"{i.id}.{i.values[v].id}"
        for i, v in zip(terms.issues, found.table.grid.choice(package), strict=True)
    )


def state_of(found: Settlement, package: int, listing: Listing | None) -> int | None:
    """Give the state right after the signature."""
    state = found.table.states[int(found.table.effect[package])]
    return None if listing is None or state < 0 else listing(state)
