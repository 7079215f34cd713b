"""The sanctions on which what holds rests, as facts."""

from __future__ import annotations

from detente.answers import Count, Ref, Step, Value
from detente.conflict import budget
from detente.game import Ints
from detente.questions.building import Listing
from detente.questions.ultimatum.sanctions import Sanctions as FoundSanctions
from detente.questions.ultimatum.unmet_answer import MOST_JUDGED
from detente.questions.unfinished import Stopped

LEFT_TO_SAY = 0.5  # of the time that is left, for what else is to be said


class SanctionStep(Value, frozen=True, kw_only=True):
    """A move of an answer that deters, and whether who makes it gains by it."""

    mover: str
    state: Ref
    gains: bool


class Sanction(Value, frozen=True, kw_only=True):
    """What keeps a decision maker from one improvement: an answer; `credible` where each who moves gains."""

    equilibrium: Ref
    decision_maker: str
    improvement: Ref
    credible: bool
    sanction: tuple[SanctionStep, ...]


class Sanctions(Value, frozen=True, kw_only=True):
    """The sanctions on which the equilibria under a concept rest.

    Attributes
    ----------
    concept : str
    equilibria, without, credible, bluffs : tuple of Ref
        All of them; those that rest on no sanction, on credible ones alone, on a bluff.
    count, without_count, credible_count, bluff_count : Count
    reached : int
        How many improvements lead to: they come first in `equilibria`.
    deterred_by_bluff : mapping
        For each decision maker the number of equilibria in which nothing but a bluff keeps it.
    list : tuple of Sanction
    all : Count
        How many were found.
    complete : bool
        Whether they are all.
    """

    concept: str
    equilibria: tuple[Ref, ...]
    count: Count
    reached: int
    without: tuple[Ref, ...]
    without_count: Count
    credible: tuple[Ref, ...]
    credible_count: Count
    bluffs: tuple[Ref, ...]
    bluff_count: Count
    deterred_by_bluff: dict[str, int]
    list: tuple[Sanction, ...]
    all: Count
    complete: bool


def sanctions_of(found: FoundSanctions, listing: Listing) -> Sanctions:
    """Give the sanctions on which what holds rests."""

    def some(name: str, states: Ints) -> tuple[Ref, ...]:
        return listing.all(states, f"sanctions.{name}", MOST_JUDGED)

    told: list[Sanction] = []
    least = LEFT_TO_SAY * budget.left() if budget.left() < float("inf") else 0.0
    affordable = found.sanctions[: found.affordable]
    listing.stopped(*found.stopped)
    for sanction in affordable:
        if budget.left() < least:
            listing.stopped(Stopped("sanctions", len(told), len(affordable)))
            break
        reply = found.witness(sanction)
        moves = () if reply.sanction is None else reply.sanction.moves
        steps = [Step(mover=m.mover, state=listing(m.state)) for m in moves]
        told.append(
            Sanction(
                equilibrium=listing(sanction.equilibrium),
                decision_maker=sanction.dm,
                improvement=listing(sanction.improvement),
                credible=sanction.credible,
                sanction=tuple(
                    SanctionStep(mover=s.mover, state=s.state, gains=r.gain > 0)
                    for s, r in zip(steps, reply.movers, strict=True)
                ),
            )
        )
    return Sanctions(
        concept=found.concept,
        equilibria=some("equilibria", found.equilibria),
        count=str(found.equilibria.size),
        reached=found.reached,
        without=some("without", found.without),
        without_count=str(found.without.size),
        credible=some("credible", found.credible),
        credible_count=str(found.credible.size),
        bluffs=some("bluffs", found.bluffs),
        bluff_count=str(found.bluffs.size),
        deterred_by_bluff=found.deterred_by_bluff(),
        list=tuple(told),
        all=str(len(found.sanctions)),
        complete=found.complete,
    )
