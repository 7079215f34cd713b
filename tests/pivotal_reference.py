"""What a decision maker could bring about, by putting preferences together for one state and trying them."""

from __future__ import annotations

import numpy as np

from detente.game import Game, Ints
from detente.questions.evolve import Path, reach
from detente.stability import CONCEPTS, worst

Edges = list[tuple[int, int]]


def tried(game: Game, i: int, concept: str, state: int) -> bool:
    """Put preferences of `i` together that should bring a state about, and try them."""
    path = None if game.status_quo is None else reach(game, game.status_quo, free=[i]).path(state)
    edges = own_moves(game, i, path)
    if concept == "seq":
        edges += own_answers(game, i, state)
    ranks = ranking(game, i, state, edges)
    if ranks is None:
        return False
    new = game.with_ranks({i: ranks})
    if not all(CONCEPTS[concept](new, j)[state] for j in range(len(game.decision_makers))):
        return False
    return game.status_quo is None or bool(reach(new, game.status_quo).steps[state] >= 0)


def own_moves(game: Game, i: int, path: Path | None) -> Edges:
    """Give the moves of `i` in a sequence."""
    if path is None:
        return []
    before = [path.start, *(m.state for m in path.moves)]
    mine = game.decision_makers[i]
    return [(b.index, m.state.index) for b, m in zip(before, path.moves, strict=False) if m.mover == mine]


def own_answers(game: Game, i: int, state: int) -> Edges:
    """Give moves of `i` that, as improvements, would help to deter the others from leaving a state under SEQ."""
    found: Edges = []
    makers = range(len(game.decision_makers))
    for j in (j for j in makers if j != i):
        ranks = game.ranks[j]
        harmful = ranks <= ranks[state]
        rest = [game.improving[k] for k in makers if k not in (i, j)]
        without = worst(ranks, rest, transitive=game.transitive)  # what it fears of the others alone
        for t in game.moves[j].successors(state):
            if ranks[t] <= ranks[state] or without[t] <= ranks[state]:
                continue
            others = [k for k in makers if k != j]
            ways = reach(game, int(t), others, free=[i], until=harmful)
            ends = np.flatnonzero((ways.steps > 0) & harmful)
            if ends.size:
                found += own_moves(game, i, ways.path(int(ends[np.argmin(ways.steps[ends])])))
    return found


def ranking(game: Game, i: int, state: int, edges: Edges) -> Ints | None:
    """Rank the states so that each of the moves is an improvement and nothing beats one state; None if impossible."""
    ranks = np.zeros(game.size, dtype=np.int64)
    for _ in range(len(edges) + 1):
        changed = False
        for a, b in edges:
            if a == state:
                return None
            if ranks[b] <= ranks[a]:
                ranks[b] = ranks[a] + 1
                changed = True
        if not changed:
            break
    else:
        return None
    ranks[state] = max(int(ranks.max()) + 1, 1) if game.size > 1 else 0
    return np.minimum(ranks, game.size - 1)
