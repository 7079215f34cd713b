"""What holds, as facts: under each concept, for whom, and whether today does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np

from detente.answers import Count, Cut, Ref, Value
from detente.conflict import (
    TooLargeError,
)
from detente.game import Bools
from detente.questions.analyze.analysis import Analysis
from detente.questions.analyze.large import LargeAnalysis
from detente.questions.building import Listing
from detente.questions.equilibria.answer import Pattern, pattern_value
from detente.questions.equilibria.listing import ManyStates

DRAWN = 10  # equilibria that are listed where nobody lists all, drawn by lot
T = TypeVar("T")


class Stays(Value, frozen=True, kw_only=True):
    """Where a decision maker stays, under one concept.

    Attributes
    ----------
    decision_maker : str
    count : Count or None
        In how many states; None where that is out of reach.
    stable : str
        A character for each of the answer's `states`, in their order: ``1`` where it stays, ``0`` where not.
        States after its end are not listed. Empty where decision diagrams carry the states.
    """

    decision_maker: str
    count: Count | None
    stable: str = ""


class Held(Value, frozen=True, kw_only=True):
    """What holds under one concept.

    Attributes
    ----------
    concept : str
    count : Count or None
        How many equilibria there are; None where that is out of reach.
    at_least, at_most : Count or None
        The bounds that are known; both are `count` where that is.
    incomplete : str
        Which limit was met, where the equilibria are out of reach.
    states : tuple of Ref
        The equilibria; where decision diagrams carry them, a few of those that are known, drawn by lot.
    drawn : bool
        Whether `states` are drawn by lot.
    status_quo : bool or None
        Whether the status quo is one of them; None where there is none, or that is out of reach.
    leaving : tuple of str
        Who would leave the status quo; under weak stability, for whom it is not weakly stable.
    undecided : tuple of str
        Of whom it is out of reach whether they would.
    pattern : Pattern or None
        What the equilibria have in common; None where there are none, where they are out of reach, too intricate, or
        the conflict is given as states and moves.
    stays : tuple of Stays
        Where each decision maker stays.
    """

    concept: str
    count: Count | None
    at_least: Count | None
    at_most: Count | None
    incomplete: str
    states: tuple[Ref, ...]
    drawn: bool
    status_quo: bool | None
    leaving: tuple[str, ...]
    undecided: tuple[str, ...]
    pattern: Pattern | None
    stays: tuple[Stays, ...]


def marks(which: Bools) -> str:
    """Write a character for each state: ``1`` or ``0``."""
    return (which.astype(np.uint8) + ord("0")).tobytes().decode("ascii")


def or_none(ask: Callable[[], T]) -> T | None:
    """Give what is asked; None where it is out of reach."""
    try:
        return ask()
    except TooLargeError:
        return None


def count_of(states: ManyStates | None) -> Count | None:
    """Count states; None where they are not known."""
    return None if states is None else str(states.count)


def held_of(found: Analysis | LargeAnalysis, listing: Listing, concept: str, listed: int, most: int) -> Held:
    """Give what holds under a concept; at most so many states are listed."""
    inside, around = found.bounds(concept)
    exact = found.exact(concept)
    name = f"held.{concept}.states"
    if isinstance(found, Analysis):
        states = listing.all(found.stability.equilibria_at(concept), name, most)
    else:
        drawn = () if inside is None else or_none(lambda: inside.sample(DRAWN)) or ()
        states = listing.all(drawn)
        if inside is not None and len(states) < inside.count:
            listing.cuts.append(Cut(list=name, count=str(inside.count)))
    leaving, undecided = found.leaving(concept)
    graph_form = found.game.conflict.graph_form
    stays = tuple(_stays(found, concept, dm, listed) for dm in found.game.decision_makers)
    start = found.game.status_quo
    today = None if start is None or (undecided and not leaving) else not leaving
    if isinstance(found, Analysis) and start is not None:
        today = bool(found.stability.holds(concept)[found.game.state("status_quo").index])
    return Held(
        concept=concept,
        count=count_of(inside) if exact else None,
        at_least=count_of(inside),
        at_most=count_of(around),
        incomplete=found.incomplete.get(concept, ""),
        states=states,
        drawn=isinstance(found, LargeAnalysis),
        status_quo=today,
        leaving=leaving,
        undecided=undecided,
        pattern=pattern_value(inside) if exact and inside is not None and not graph_form else None,
        stays=stays,
    )


def _stays(found: Analysis | LargeAnalysis, concept: str, dm: str, listed: int) -> Stays:
    if isinstance(found, Analysis):
        stable = found.stability.stable[concept][found.game.index(dm)]
        return Stays(
            decision_maker=dm, count=str(int(np.count_nonzero(stable))), stable=marks(stable[:listed])
        )
    stability = found.stability
    return Stays(decision_maker=dm, count=count_of(or_none(lambda: stability.stable_for(concept, dm))))
