"""How often an outcome that is asked about is among where it is heading, as typed facts."""

from __future__ import annotations

from typing import Any, Literal

from detente.answers import Ref, Value
from detente.questions.building import Listing
from detente.questions.robust.asked import Asked, AskedUnder
from detente.questions.robust.deciding import Decider
from detente.questions.robust.index_facts import IndexFact, TurnFact, index_fact, turn_fact
from detente.questions.robust.sampled import SampledSpread, standard_error


class AskedDecider(Value, frozen=True, kw_only=True):
    """A doubt on which it hangs whether the outcome is among where it is heading.

    Attributes
    ----------
    doubt : int
        Its place in `doubts`.
    written : float
        The weight of the accounts in which the claim holds as it is written.
    if_holds, if_not : float or None
        In which part of these, and of the others, the outcome is among where it is heading; None where there are none.
    index : IndexFact
    information : float
        How much its truth would tell of that, on average, in bits.
    """

    doubt: int
    written: float
    if_holds: float | None
    if_not: float | None
    index: IndexFact
    information: float


class AskedConcept(Value, frozen=True, kw_only=True):
    """What comes out under one concept of the outcome that is asked about.

    Attributes
    ----------
    concept : str
    how : str
        ``exact``: all accounts were taken; ``sampled``: some were drawn.
    written : str
        Of the account as it is written: ``alone``, it is heading there and nowhere else; ``among``; ``elsewhere``.
    share : float
        The weight of the accounts that have the outcome among those that they are heading to.
    only : float
        The weight of the accounts that are heading there and nowhere else.
    error : float
        The standard error of `share`, where accounts are drawn; else 0.
    certain : bool
        Whether it is so in all accounts that the doubts allow, or in none.
    deciders : tuple of AskedDecider
        The doubts on which that hangs, the most weighty first.
    matterless : tuple of int
        The doubts on which it does not hang in any account.
    turns : tuple of TurnFact
        The fewest conditions (of one doubt, else of two, else of three) under which it turns: where it is so in most
        accounts, those under which it is not in most; else those under which it is.
    telling : int or None
        The doubt whose truth would tell most of it.
    """

    concept: Literal["nash", "seq", "smr", "gmr"]
    how: Literal["exact", "sampled"]
    written: Literal["alone", "among", "elsewhere"]
    share: float
    only: float
    error: float
    certain: bool
    deciders: tuple[AskedDecider, ...]
    matterless: tuple[int, ...]
    turns: tuple[TurnFact, ...]
    telling: int | None


class AskedFact(Value, frozen=True, kw_only=True):
    """An outcome that is asked about.

    Attributes
    ----------
    asked : str
        As it was asked.
    condition : str
        As a condition: whatever meets it counts as the outcome. Empty where a state is named.
    state : Ref or None
        Where it is a single one.
    concepts : tuple of AskedConcept
    """

    asked: str
    condition: str
    state: Ref | None
    concepts: tuple[AskedConcept, ...]


def asked_fact(found: Asked, listing: Listing) -> AskedFact:
    """Give the facts; the state that is asked about is put on the list of states."""
    state = None if found.state is None else listing.named([found.state])[0]
    return AskedFact(
        asked=found.asked,
        condition=found.condition,
        state=state,
        concepts=tuple(map(_concept, found.found)),
    )


def _concept(one: AskedUnder) -> AskedConcept:
    best = max(one.deciders, key=lambda d: d.information, default=None)
    name: Any = one.concept
    spread = one.spread
    return AskedConcept(
        concept=name,
        how="exact" if one.exact else "sampled",
        written=one.written,
        share=one.share,
        only=one.only,
        error=standard_error(one.share, spread.drawn) if isinstance(spread, SampledSpread) else 0.0,
        certain=one.certain,
        deciders=tuple(_decider(d, one) for d in one.deciders if d.matters),
        matterless=tuple(sorted(d.doubt for d in one.deciders if not d.matters)),
        turns=tuple(map(turn_fact, one.turns)),
        telling=None if best is None or best.information <= 0 else best.doubt,
    )


def _decider(decider: Decider, one: AskedUnder) -> AskedDecider:
    holds, falls = one.given(decider.doubt)
    return AskedDecider(
        doubt=decider.doubt,
        written=decider.written,
        if_holds=holds,
        if_not=falls,
        index=index_fact(decider.all),
        information=decider.information,
    )
