"""What is asked again and again: where it is heading, who fares how, what outcomes share, who would leave.

*Where it is heading* is two sets everywhere: not looking ahead, the Nash equilibria that improvements lead to; looking
ahead, the SEQ equilibria that improvements lead to which nothing deters (the status quo, if nobody leaves it).
"""

from __future__ import annotations

from detente.answers import Ends, Heading
from detente.game import Game, State
from detente.game.symbolic import SymbolicGame
from detente.questions.analyze.large import REACH_SECONDS
from detente.questions.building import Listing
from detente.questions.heading_large import heading_large
from detente.questions.heads import MOST_ENDS, Found, Heads, find_heading
from detente.questions.sharing import shared
from detente.questions.standing import standings


def heading(
    game: Game | SymbolicGame,
    listing: Listing,
    heads: Heads | None = None,
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
    heads : Heads, optional
        Of a game whose states are listed, if they were found already.
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
    if isinstance(game, SymbolicGame):
        return heading_large(game, listing, start, most, seconds)
    heads = heads or find_heading(game, None if start is None else start.index)
    listing(heads.start)
    myopic, ahead = (_ends(game, listing, heads.start, found, most) for found in heads.both)
    return Heading(myopic=myopic, ahead=ahead, same=heads.same)


def _ends(game: Game, listing: Listing, start: int, found: Found, most: int) -> Ends:
    states = found.states
    ways = [listing.way(found.reach.path(int(s))) for s in states[:most]]
    return Ends(
        concept=found.concept,
        states=listing.all(states, f"heading {found.concept}", most),
        count=str(states.size),
        leaving=found.leaving,
        cycle=found.cycle,
        ways=tuple(w for w in ways if w is not None),
        shared=shared(game, states) if states.size else None,
        standings=standings(game, [start], states) if states.size else (),
    )
