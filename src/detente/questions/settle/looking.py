"""What is looked at: packages compared with what comes without a deal, and with what else could come."""

from __future__ import annotations

import numpy as np

from detente.conflict import Conflict
from detente.game import Game
from detente.questions.settle.result import Expected, Settlement
from detente.questions.settle.table import Table, of_states, of_terms
from detente.settlement import Bools

MOST_LOOKED_AT = 8_000_000  # packages, or states of conflicts after a signature, over and over again
MOST_OTHERS = 12  # other outcomes without a deal that are looked at


def table_for(conflict: Conflict, game: Game | None, expected: Expected) -> Table:
    """Judge the packages where something is expected without a deal."""
    if conflict.terms is None:
        assert game is not None
        return of_states(game, expected.states)
    return of_terms(conflict, game, expected.states)


def zone_of(table: Table) -> Bools:
    """Tell which packages beat no deal: nobody who signs is worse off, and somebody is better off.

    Where the packages are states everybody has to be better off: these are what `better` finds within reach.
    """
    found = table.signable()
    better = np.full(found.size, not any(w.known for w in table.signing))
    for worths in table.signing:
        if worths.no_deal is not None:
            found &= worths.beats()
            better |= worths.ranks > worths.no_deal
            if table.terms is None:  # as `better` asks: everybody gains
                found &= worths.ranks > worths.no_deal
    result: Bools = found & better
    return result


def alternatives(found: Settlement) -> list[Expected]:
    """Give what else could come without a deal: the other way of looking, each outcome by itself, today."""
    if found.heads is None or not found.table.whole:
        return []
    ahead, myopic = (tuple(int(s) for s in x.states) for x in (found.heads.ahead, found.heads.myopic))
    others = [Expected("ahead", ahead), Expected("myopic", myopic), Expected("today", (found.heads.start,))]
    if len(set(ahead) | set(myopic)) > 1:
        others += [Expected("state", (s,)) for s in dict.fromkeys((*ahead, *myopic))]
    seen = {frozenset(found.expected.states)}
    kept = []
    for other in others:
        if other.states and frozenset(other.states) not in seen:
            seen.add(frozenset(other.states))
            kept.append(other)
    return kept


def room_for(found: Settlement, least: int, most: int) -> int:
    """Say how many times all packages may be looked at again."""
    return max(least, min(most, MOST_LOOKED_AT // max(1, found.table.grid.size)))
