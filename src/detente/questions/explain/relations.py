"""The witnesses where preferences are graded or unknown: as in `explain`, with the sets of the variant."""

from __future__ import annotations

import numpy as np

from detente.conflict import find_concept
from detente.game import UNKNOWN, Bools, Game, Ints, State, Step
from detente.questions.evolve import Path, Reach, reach
from detente.questions.explain.explanation import MOST_IMPROVEMENTS, Explanation, Witness
from detente.questions.explain.reasons import reason
from detente.stability import free_moves
from detente.stability.relations import answer_steps, degrees_of, deterring, wanted_moves


def explain_by_relation(game: Game, start: State, dm: str, key: str) -> Explanation:
    """Explain a verdict under a variant of a concept (see `explain`).

    Weak stability is general stability without strong: its witnesses are the sanctions of general stability, those for
    which no strong one stands by first.
    """
    i, concept = game.index(dm), find_concept(key)
    shown = concept.base if concept.variant == "weak" else key
    targets = wanted_moves(game, i, start.index, shown)
    free = _free(game, i, start.index, shown, targets)
    first = (
        _free(game, i, start.index, f"{concept.base}-strong", targets) if concept.variant == "weak" else free
    )
    degrees = degrees_of(game, i)[start.index].astype(np.int64)
    order = np.lexsort((-degrees[targets], ~first, ~free))[:MOST_IMPROVEMENTS]
    backs: dict[int, Step] = {
        j: s.reversed() for j, s in zip(_others(game, i), answer_steps(game, i, shown), strict=True)
    }
    answers = tuple(
        _witness(game, i, start, int(targets[k]), shown, backs, free=bool(free[k])) for k in order
    )
    stable = not free.any() and (concept.variant != "weak" or bool(first.any()))
    return Explanation(game, start, dm, key, stable, answers, int(targets.size), int(free.sum()))


def _others(game: Game, i: int) -> list[int]:
    return [j for j in range(len(game.decision_makers)) if j != i]


def _free(game: Game, i: int, state: int, key: str, targets: Ints) -> Bools:
    sources, ends = free_moves(game, i, key)
    return np.isin(targets, ends[sources == state])


def _witness(
    game: Game, i: int, start: State, target: int, key: str, backs: dict[int, Step], *, free: bool
) -> Witness:
    concept, dm = find_concept(key), game.decision_makers[i]
    improvement = game.state(target)
    bare = Witness(improvement, reason(game, dm, start, improvement), None)
    if concept.base == "nash" or (free and concept.base != "smr"):
        return bare
    # Under SMR a free move may still have an answer that would deter, could it not be escaped from.
    like = key if not free else key.replace("smr", "gmr")
    found = reach(game, target, by=backs)
    path = _worst_nearest(game, i, start.index, found, like)
    if path is None and deterring(game, i, start.index, like)[target]:
        path = found.round_trip()  # the others can lead back to where it went, and that may be no better
    if path is None:
        return bare
    if free:
        exits = game.moves[i].successors(path.end.index)
        good = exits[~deterring(game, i, start.index, like)[exits]]
        return Witness(improvement, bare.gain, None, escape=game.state(int(good[0])), answer=path)
    before = [path.start, *(m.state for m in path.moves[:-1])]
    movers = tuple(reason(game, m.mover, b, m.state) for b, m in zip(before, path.moves, strict=True))
    better = (None,) * len(movers)
    return Witness(improvement, bare.gain, path, movers, better, reason(game, dm, start, path.end))


def _worst_nearest(game: Game, i: int, start: int, found: Reach, key: str) -> Path | None:
    """Give the shortest way to a state that deters; of several as short to what is worst, what is unknown last."""
    ends = np.flatnonzero((found.steps > 0) & deterring(game, i, start, key))
    if not ends.size:
        return None
    degrees = degrees_of(game, i)[start].astype(np.int64)
    degrees[degrees == UNKNOWN] = 1
    return found.path(int(ends[np.lexsort((degrees[ends], found.steps[ends]))[0]]))
