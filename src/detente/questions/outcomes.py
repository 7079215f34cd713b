"""What is asked again and again: where it is heading, who fares how, what outcomes share, who would leave.

*Where it is heading* is two sets everywhere: not looking ahead, the Nash equilibria that improvements lead to; looking
ahead, the SEQ equilibria that improvements lead to which nothing deters (the status quo, if nobody leaves it).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from detente.answers import Ends, Heading
from detente.conflict import TooLargeError
from detente.game import CarriedGame, Key, ManyStates, State
from detente.questions.building import Listing
from detente.questions.evolve.symbolic import REACH_SECONDS
from detente.questions.heads import MOST_ENDS, Lead, Leads, find_heading
from detente.questions.heads_symbolic import find_symbolic_heading
from detente.questions.sharing import shared
from detente.questions.standing import standings
from detente.stability import CarriedStability

_LEADS: Mapping[str, Callable[..., Any]] = {
    "dense": lambda game, start, stability, _: find_heading(
        game, None if start is None else start.index, stability
    ),
    "symbolic": lambda game, start, stability, seconds: find_symbolic_heading(
        game, start, stability, seconds=seconds
    ),
}


def leads(
    game: CarriedGame,
    start: State | None = None,
    stability: CarriedStability | None = None,
    *,
    seconds: float = REACH_SECONDS,
) -> Leads:
    """Find where a conflict is heading, on the carrier that the game has.

    Parameters
    ----------
    game : Game or SymbolicGame
    start : State, optional
        Where it begins; without it the status quo.
    stability : Stability or SymbolicStability, optional
        Of this game, if it was worked out already; it is used where it knows what is needed.
    seconds : float
        The limit on time for each part, where decision diagrams carry the game.

    Raises
    ------
    NotInFileError
        Where there is no start.
    """
    found: Leads = _LEADS[game.carrier](game, start, stability, seconds)
    return found


def heading(
    game: CarriedGame,
    listing: Listing,
    heads: Leads | None = None,
    *,
    start: State | None = None,
    most: int = MOST_ENDS,
    seconds: float = REACH_SECONDS,
) -> Heading:
    """Say as facts where a conflict is heading, for whom that is good, and what the outcomes share.

    Parameters
    ----------
    game : Game or SymbolicGame
    listing : Listing
        The states of the answer; those spoken of here are put there.
    heads : Leads, optional
        Where it leads, if that was found already.
    start : State, optional
        Where it begins; without it the status quo.
    most : int
        How many outcomes are listed; the count is of all.
    seconds : float
        The limit on time where decision diagrams carry the game; what is not known by then has no count.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("istanbul-2025").game("commentary")
    >>> found = heading(game, Listing(game))
    >>> found.myopic.count, [s.kind for s in found.myopic.standings]
    ('2', ['better', 'worse', 'worse', 'better'])
    """
    heads = heads or leads(game, start, seconds=seconds)
    listing(heads.start)
    myopic, ahead = (_ends(game, listing, heads.start, found, most) for found in (heads.myopic, heads.ahead))
    return Heading(myopic=myopic, ahead=ahead, same=_same(heads.myopic.ends, heads.ahead.ends, myopic, ahead))


def _ends(game: CarriedGame, listing: Listing, start: Key, found: Lead, most: int) -> Ends:
    """Say what one way of looking leads to; what is out of reach is not said, and of nobody whether it would leave."""
    ends = found.ends
    try:
        if ends is None:
            return Ends(
                concept=found.concept, states=(), count=None, leaving=found.leaving, unsure=found.unsure
            )
        nearest = found.nearest(most)
        if not game.listed:  # the answer's list has the outcomes first, then what lies on the ways to them
            listing.all(nearest)
        ways = [listing.trail(start, found.trace(end)) for end in nearest[:most]]
        told = found.whole and bool(ends)
        return Ends(
            concept=found.concept,
            states=listing.all(nearest, f"heading {found.concept}", most),
            count=str(ends.count) if found.whole else None,
            leaving=found.leaving,
            unsure=found.unsure,
            cycle=bool(found.leaving) and found.whole and not ends,
            ways=tuple(way for way in ways if way is not None),
            shared=shared(game, ends) if told else None,
            standings=standings(game, [start], ends) if told else (),
        )
    except TooLargeError:
        return Ends(concept=found.concept, states=(), count=None, unsure=game.decision_makers)


def _same(one: ManyStates | None, other: ManyStates | None, myopic: Ends, ahead: Ends) -> bool:
    """Tell whether both lead to the same outcomes; where one of the sets is not known, they are not."""
    if one is None or other is None or myopic.count is None or myopic.count != ahead.count:
        return False
    try:
        return not one - other and not other - one
    except TooLargeError:
        return False
