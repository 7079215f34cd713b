"""What holds, as facts: under each concept, for whom, and whether today does."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from detente.answers import Count, Cut, Ref, Value
from detente.conflict import TooLargeError
from detente.game import ManyStates
from detente.questions.analyze.analysis import AnyAnalysis
from detente.questions.building import Listing
from detente.questions.equilibria.answer import Pattern, pattern_value
from detente.stability import Leaving

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


def or_none(ask: Callable[[], T]) -> T | None:
    """Give what is asked; None where it is out of reach."""
    try:
        return ask()
    except TooLargeError:
        return None


def count_of(states: ManyStates | None) -> Count | None:
    """Count states; None where they are not known."""
    return None if states is None else str(states.count)


def held_of(found: AnyAnalysis, listing: Listing, concept: str, listed: int, most: int) -> Held:
    """Give what holds under a concept; at most so many states are listed."""
    game, stability = found.game, found.stability
    inside, around = found.bounds(concept)
    exact = found.exact(concept)
    keys = None if inside is None else or_none(lambda: inside.keys(DRAWN))
    states = () if keys is None else listing.all(keys[:most])
    if inside is not None and len(states) < inside.count:
        listing.cuts.append(Cut(list=f"held.{concept}.states", count=str(inside.count)))
    today = Leaving((), (), None) if game.start is None else stability.leaving(concept, game.start)
    pattern = None
    if exact and inside is not None and not game.conflict.graph_form:
        pattern = pattern_value(inside)
    return Held(
        concept=concept,
        count=count_of(inside) if exact else None,
        at_least=count_of(inside),
        at_most=count_of(around),
        incomplete=found.incomplete.get(concept, ""),
        states=states,
        drawn=not game.listed,
        status_quo=today.held,
        leaving=today.gone,
        undecided=today.unsure,
        pattern=pattern,
        stays=tuple(
            _stays(found, concept, dm, listed)
            for dm in game.decision_makers
            if dm not in game.conflict.hidden
        ),
    )


def _stays(found: AnyAnalysis, concept: str, dm: str, listed: int) -> Stays:
    stability = found.stability
    staying = or_none(lambda: stability.staying(concept, dm))
    stable = "" if staying is None else staying.marks(listed)
    return Stays(decision_maker=dm, count=count_of(staying), stable=stable)
