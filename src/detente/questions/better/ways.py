"""The shortest ways to a state: which of them asks the least of those who move, and who can begin."""

from __future__ import annotations

from detente.conflict import budget
from detente.game import Game
from detente.questions.better.result import Stage
from detente.questions.evolve import Reach

Node = tuple[int, int]  # a layer of what is reached (the last mover, where that matters), and a state


def _before(game: Game, found: Reach, node: Node, depth: int) -> list[tuple[Node, int]]:
    """Give from where a shortest way comes to a state, and by whose move."""
    budget.check("following the ways to a better outcome")
    layer, state = node
    layers = range(len(found.level))
    movers = range(len(game.decision_makers)) if len(found.level) == 1 else [layer]
    known = []
    for j in movers:
        for source in game.moves_back[j].successors(state).tolist():
            for k in layers:
                if (len(found.level) == 1 or k != j) and found.level[k, source] == depth - 1:
                    known.append(((k, source), j))
    return known


def _gain(game: Game, j: int, before: int, after: int) -> int | None:
    better, worse = game.better(j, before, after), game.better(j, after, before)
    return None if better is None or worse is None else int(better) - int(worse)


def stages(game: Game, found: Reach, state: int) -> tuple[Stage, ...]:
    """Give, of the shortest ways, one with the fewest moves that do not pay at once for who makes them."""
    depth = int(found.steps[state])
    # From the end to the start: for each node the fewest such moves still to come, and the next node.
    ends = [(k, state) for k in range(len(found.level)) if found.level[k, state] == depth]
    costs: dict[Node, int] = dict.fromkeys(ends, 0)
    onward: dict[tuple[Node, int], tuple[Node, int, int]] = {}
    for steps in range(depth, 0, -1):
        earlier: dict[Node, int] = {}
        for node, cost in costs.items():
            for source, j in _before(game, found, node, steps):
                total = cost + (_gain(game, j, source[1], node[1]) != 1)
                if total < earlier.get(source, depth + 1):
                    earlier[source] = total
                    onward[source, steps - 1] = (node, j, steps)
        costs = earlier
    told = []
    at = min(costs, key=lambda n: costs[n])
    for steps in range(depth):
        new, j, _ = onward[at, steps]
        told.append(Stage(j, at[1], new[1], _gain(game, j, at[1], new[1])))
        at = new
    return tuple(told)


def first_movers(game: Game, found: Reach, state: int) -> tuple[str, ...]:
    """List those who can make the first move of a shortest way."""
    depth = int(found.steps[state])
    nodes = {(k, state) for k in range(len(found.level)) if found.level[k, state] == depth}
    first: set[int] = set()
    for steps in range(depth, 0, -1):
        edges = [edge for node in nodes for edge in _before(game, found, node, steps)]
        nodes = {source for source, _ in edges}
        first = {j for _, j in edges}
    return tuple(dm for j, dm in enumerate(game.decision_makers) if j in first) if depth else ()
