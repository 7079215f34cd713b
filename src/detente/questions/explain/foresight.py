"""The witnesses of limited-move and non-myopic stability: the moves that are anticipated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from detente.conflict import TooLargeError, find_concept
from detente.game import Game, State
from detente.questions.evolve import Move, Path
from detente.questions.explain.explanation import MOST_IMPROVEMENTS, Explanation, Witness, sanctioned
from detente.questions.explain.reasons import reason
from detente.stability import Ahead, horizons, look_ahead, settle

MOST_KEPT = 250_000_000  # numbers, for all horizons together


def explain_ahead(game: Game, start: State, i: int, concept: str) -> Explanation:
    """Explain a verdict of limited-move or non-myopic stability (see `explain`).

    Told are the moves that are improvements, and those that are none but end in something better; under non-myopic
    stability for a horizon from which on what is anticipated comes again, one at which it leaves if there is one.
    """
    if find_concept(concept).horizon:
        horizon = horizons(game, concept)[i]
    else:
        settled = settle(game)
        horizon = max(settled.first, int(settled.left[i, start.index]))
    if horizon * len(game.decision_makers) ** 2 * game.size > MOST_KEPT:
        raise TooLargeError(
            f"{game.conflict.title}: to tell the moves that are anticipated {horizon} moves ahead would take too much "
            "memory; ask about a nearer horizon (such as l3)"
        )
    aheads = list(islice(look_ahead(game), horizon))
    here = game.ranks[i][start.index]
    targets = game.moves[i].successors(start.index)
    ends = aheads[-1].after[i][i][targets]
    told = (game.ranks[i][targets] > here) | (ends > here)
    targets, ends = targets[told], ends[told]
    order = np.lexsort((-game.ranks[i][targets], -ends, ends <= here))[:MOST_IMPROVEMENTS]
    answers = tuple(_anticipated(game, aheads, i, start, int(targets[k])) for k in order)
    free = int((ends > here).sum())
    return Explanation(
        game, start, game.decision_makers[i], concept, not free, answers, int(targets.size), free
    )


def _anticipated(game: Game, aheads: Sequence[Ahead], i: int, start: State, target: int) -> Witness:
    """Follow what `i` reckons with after a move."""
    dm, moved = game.decision_makers[i], game.state(target)
    bare = Witness(moved, reason(game, dm, start, moved), None)
    path = follow(game, aheads, i, target)
    ends = reason(game, dm, start, path.end)
    if ends.gain > 0:
        return replace(bare, answer=path, loss=ends)
    return sanctioned(game, bare, start, path)


def follow(game: Game, aheads: Sequence[Ahead], i: int, state: int) -> Path:
    """Follow what `i` reckons with once it has moved to a state: of those who would move, the worst for `i`."""
    moves: list[Move] = []
    last, at = i, state
    for ahead in reversed(aheads[:-1]):
        ways: list[tuple[int, int, int]] = []
        for j in range(len(game.decision_makers)):
            if j == last or ahead.stays[j][at]:
                continue
            exits = game.moves[j].successors(at)
            best = exits[ahead.after[j][j][exits] == ahead.best[j][at]]
            ways += [(int(ahead.after[i][j][t]), j, int(t)) for t in best]
        if not ways:
            break
        _, last, at = min(ways)
        moves.append(Move(game.decision_makers[last], game.state(at)))
    return Path(game.state(state), tuple(moves))
