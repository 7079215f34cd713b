"""SEQ for one state: a search forward from what the decision maker can move to.

The opponents' moves leave i's own options as they are. So the search carries all of i's improvements at once: a set of
states, in which i's options say from which improvement a state came. As soon as a sanction is found for a setting of
i's options, all that came from it is dropped.
"""

from __future__ import annotations

from detente.game.symbolic import Clock, Diagram, SymbolicGame
from detente.stability.symbolic.concepts import gmr, smr
from detente.stability.symbolic.sequential import Sanctions, smaller

NODES_OF_LAYERS = 2_000


def improvements(game: SymbolicGame, i: int, state: Diagram, clock: Clock) -> Diagram:
    """Give what `i` can move to from a state and prefers."""
    return game.improving[i].out_of(state, game.allowed, clock)


def undeterred(game: SymbolicGame, i: int, state: Diagram, clock: Clock) -> Diagram:
    """Give the improvements of `i` from a state that no sequence of the opponents' improvements punishes.

    Most sanctions are near: so first breadth first, until what is reached gets large; then one opponent's improvements
    until nothing is left for it before the next one's, which keeps the diagrams between smaller.
    """
    sanctions = Sanctions(game, i, clock)
    rank = sanctions.extreme(state, greatest=False)
    punished = sanctions.at_most(rank)
    own = set(game.diagrams.own(game.decision_makers[i]))
    others = game.diagrams.cube([o for o in game.options if o not in own])
    left = reached = border = improvements(game, i, state, clock)

    def moved(mover: int, source: Diagram) -> tuple[Diagram, Diagram]:
        """Give what an opponent's improvements newly lead to, and for which settings of `i` none of it punishes."""
        new = game.improving[mover].out_of(source, game.allowed & ~reached, clock)
        return new, ~(new & punished).exists(others)

    while left.satisfiable() and border.satisfiable() and reached.node_count() <= NODES_OF_LAYERS:
        found = sanctions.nothing
        for j in sanctions.opponents:
            new, kept = moved(j, border)
            left, reached, new = left & kept, (reached | new) & kept, new & kept
            found, border = (found | new) & kept, border & kept
        border = found
    asked = dict.fromkeys(sanctions.opponents, border)  # what each has not been asked to move on from
    while left.satisfiable():
        mover = next((j for j in sanctions.opponents if asked[j].satisfiable()), None)
        if mover is None:
            break
        # All that is reached does as well as its border, and is often the smaller diagram.
        source, asked[mover] = smaller(asked[mover], reached), sanctions.nothing
        new, kept = moved(mover, source)
        left, reached, new = left & kept, (reached | new) & kept, new & kept
        asked = {j: (b if j == mover else b | new) & kept for j, b in asked.items()}
    return left


def stays(game: SymbolicGame, concept: str, i: int, state: Diagram, clock: Clock) -> bool:
    """Tell whether `i` stays in a state under a concept."""
    if concept in ("nash", "seq"):
        ask = improvements if concept == "nash" else undeterred
        return not ask(game, i, state, clock).satisfiable()
    return bool((gmr if concept == "gmr" else smr)(game, i, clock, state).satisfiable())
