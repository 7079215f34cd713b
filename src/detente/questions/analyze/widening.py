"""More of the graph of states than what matters: the states next to some of those that are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from detente.game import Game
from detente.questions.analyze.answer import AnalyzeAnswer
from detente.questions.analyze.graph import Graph, Line, Node, lines_between

MOST_WIDE = 60  # states that are shown
MOST_NEXT = 12  # of them next to one


@dataclass(frozen=True)
class Wider:
    """An answer with a wider graph.

    Attributes
    ----------
    answer : AnalyzeAnswer
    added : int
        How many states are shown besides.
    left : mapping of int to int
        For each state shown, by its place in the answer's states: how many states next to it are not shown.
    """

    answer: AnalyzeAnswer
    added: int
    left: Mapping[int, int]


def widened(answer: AnalyzeAnswer, game: Game, around: Sequence[str] = ()) -> Wider:
    """Show the states next to some of those that are shown: where a move leads, or comes from.

    Parameters
    ----------
    answer : AnalyzeAnswer
        That lists every state, in the order of the game.
    game : Game
        The game that it is about.
    around : sequence of str
        The ids of the states; what is not shown is left out.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("istanbul-2025").game("kyiv")
    >>> answer = detente.answer(detente.analyze(game))
    >>> wider = widened(answer, game, [answer.states[answer.status_quo].id])
    >>> wider.added, wider.left[answer.status_quo]
    (10, 0)
    """
    graph = answer.graph
    assert graph is not None
    levels = {n.state: n.level for n in graph.nodes}
    places = {s.id: k for k, s in enumerate(answer.states)}
    centres: list[int] = []
    for id in around:
        place = places.get(id, -1)
        if place not in levels or place in centres:
            continue
        centres.append(place)
        fresh = [s for s in next_to(game, place) if s not in levels and s < len(answer.states)]
        for state in fresh[: max(0, min(MOST_NEXT, MOST_WIDE - len(levels)))]:
            levels[state] = levels[place] + 1
    shown = list(levels)
    before = {n.state for n in graph.nodes}
    held = {h.concept: frozenset(h.states) for h in answer.plain}
    nodes = tuple(
        Node(state=s, level=levels[s], concepts=tuple(c for c, states in held.items() if s in states))
        for s in shown
        if s not in before
    )
    lines = tuple(x for x in lines_between(game, shown) if _wanted(x, before, frozenset(centres)))
    wider: Graph = msgspec.structs.replace(graph, nodes=(*graph.nodes, *nodes), lines=(*graph.lines, *lines))
    left = {s: sum(t not in levels for t in next_to(game, s)) for s in shown}
    return Wider(msgspec.structs.replace(answer, graph=wider), len(nodes), left)


def next_to(game: Game, state: int) -> list[int]:
    """Give the states that a move of somebody leads to from a state, or comes from, in their order."""
    found: set[int] = set()
    for moves, back in zip(game.moves, game.moves_back, strict=True):
        found |= {int(t) for t in moves.successors(state)} | {int(t) for t in back.successors(state)}
    return sorted(found - {state})


def _wanted(line: Line, before: set[int], centres: frozenset[int]) -> bool:
    """Tell whether a line is drawn besides: an improvement to or from a new state, or any move next to a centre."""
    if line.source in before and line.target in before:
        return False
    return bool(line.forth or line.back) or line.source in centres or line.target in centres
