"""The witnesses of simultaneous stability: what others could do at the same time."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, islice

import numpy as np

from detente.game import Game, State, improving_successors
from detente.questions.evolve import Move
from detente.questions.explain.explanation import MOST_IMPROVEMENTS, Explanation, Witness, witness
from detente.questions.explain.reasons import reason
from detente.stability import Changes

MOST_COMPARED = 10_000


def explain_at_once(game: Game, start: State, i: int, concept: str) -> Explanation:
    """Explain a verdict of simultaneous stability (see `explain`)."""
    changes = Changes(game, concept)
    here = game.ranks[i][start.index]
    targets = improving_successors(game, i, start.index)
    found: list[tuple[bool, int, Witness]] = []
    for t in targets[np.argsort(-game.ranks[i][targets], kind="stable")].tolist():
        if concept == "sim" and changes.hopes[i][t] <= here:  # answered one after the other
            answer = witness(game, i, start, t, "seq", free=False)
        else:
            answer = _met(changes, start, i, t)
        found.append((answer.deterred, len(found), answer))
    answers = tuple(a for _, _, a in sorted(found, key=lambda f: f[:2]))
    free = sum(not a.deterred for a in answers)
    return Explanation(
        game,
        start,
        game.decision_makers[i],
        concept,
        not free,
        answers[:MOST_IMPROVEMENTS],
        len(answers),
        free,
    )


def _met(changes: Changes, start: State, i: int, target: int) -> Witness:
    """Find what the fewest others could do at the same time so that it ends no better; of several the worst."""
    game, dm = changes.game, changes.game.decision_makers[i]
    bare = Witness(game.state(target), reason(game, dm, start, game.state(target)), None)
    others = [k for k in range(len(game.decision_makers)) if k != i]
    here = game.ranks[i][start.index]
    begin = [
        (int(a), int(changes.masks[a] ^ changes.masks[b]))
        for a in game.states.points(start.index)
        for b in game.states.points(target)
    ]
    mine = set(changes.flips[i].tolist())
    begin = [(a, flip) for a, flip in begin if flip in mine and changes.made(i, flip, np.array([a])).size]
    for number in range(1, len(others) + 1):
        best: tuple[int, int, list[tuple[int, int]]] | None = None
        for a, flip in begin:
            for group in combinations(others, number):
                for flips, _ in islice(changes.together(group, np.array([a])), MOST_COMPARED):
                    [end] = changes.find(changes.masks[[a]] ^ (flip | sum(flips)))
                    if end < 0 or changes.worth[i][end] > here:
                        continue
                    if best is None or changes.worth[i][end] < changes.worth[i][best[1]]:
                        best = (a, int(end), list(zip(group, flips, strict=True)))
        if best is not None:
            a, end, made = best
            places = changes.find(np.array([changes.masks[a] ^ f for _, f in made]))
            moves = tuple(
                Move(game.decision_makers[k], game.state(int(changes.state[p])))
                for (k, _), p in zip(made, places, strict=True)
            )
            last = game.state(int(changes.state[end]))
            return replace(bare, at_once=moves, loss=reason(game, dm, start, last))
    return bare
