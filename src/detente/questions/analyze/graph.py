"""Which part of the graph of states to show: everything where it is little, else what matters. As typed facts."""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt
from typing import Any

from detente.answers import Ref, Value
from detente.conflict import in_reading_order
from detente.game import Game
from detente.questions.analyze.analysis import Analysis
from detente.questions.building import Listing
from detente.questions.heads import Lead

MOST_DRAWN_WHOLE = 12
MOST_DRAWN = 24
MOST_TARGETS = 4


class Node(Value, frozen=True, kw_only=True):
    """A state of the graph: how far it is from the start, and under which concepts it is an equilibrium."""

    state: Ref
    level: int
    concepts: tuple[str, ...]


class Line(Value, frozen=True, kw_only=True):
    """One decision maker's moves between two states.

    Attributes
    ----------
    decision_maker : str
    source, target : Ref
    forth, back : bool or None
        Whether the move from the first to the second, and back, is better for who makes it; None where there is none,
        or where that is unknown.
    step : int
        The number of the step of a shortest way; 0 for none.
    """

    decision_maker: str
    source: Ref
    target: Ref
    forth: bool | None
    back: bool | None
    step: int


class Graph(Value, frozen=True, kw_only=True):
    """The graph of states, or what matters of it.

    Attributes
    ----------
    nodes : tuple of Node
    lines : tuple of Line
        Where not everything is shown: the steps of the shortest ways, and improvements.
    whole : bool
        Whether every state and every move is there.
    apart : int
        How many equilibria are shown that are off the ways.
    """

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    whole: bool
    apart: int


Steps = dict[tuple[int, int], tuple[int, int]]


def graph(found: Analysis, listing: Listing, ahead: Lead | None = None) -> Graph:
    """Choose what to show: everything where it is little; else the status quo, outcomes, and the ways between them.

    `ahead` is where it leads if the sides look ahead.
    """
    game, evolution = found.game, found.evolution
    apart: list[int] = []
    if game.size <= MOST_DRAWN_WHOLE or evolution is None:
        chosen = list(range(min(game.size, MOST_DRAWN)))
        levels = {s: _level(found, s, len(chosen)) for s in chosen}
        steps = _steps(found, _targets(found), ahead)
        whole = game.size <= MOST_DRAWN
    else:
        steps = _steps(found, _targets(found), ahead)
        chosen, levels, apart = _what_matters(found, steps)
        whole = False
    held = {c: found.stability.holds(c) for c in in_reading_order(found.concepts)}
    nodes = tuple(
        Node(state=listing(s), level=levels[s], concepts=tuple(c for c in held if held[c][s])) for s in chosen
    )
    return Graph(
        nodes=nodes, lines=_lines(game, chosen, steps, listing, every=whole), whole=whole, apart=len(apart)
    )


def _level(found: Analysis, state: int, shown: int) -> int:
    """Give how far a state is from the start: by improvements, else by moves; without a start some column."""
    if found.evolution is None:
        return int(state % isqrt(shown))
    near, far = (int(r.steps[state]) for r in (found.evolution.by_improvements, found.evolution.by_moves))
    return near if near >= 0 else max(0, far)


def _targets(found: Analysis) -> list[int]:
    if found.evolution is None:
        return []
    for concept in in_reading_order(found.concepts):
        reached = found.evolution.reached_at(concept)
        away = reached[reached != found.evolution.start.index]
        if away.size:
            return [int(s) for s in away[:MOST_TARGETS]]
    return []


def _steps(found: Analysis, targets: Sequence[int], ahead: Lead | None) -> Steps:
    """Give for each step on the shortest ways, not looking ahead and looking ahead: who moves, and its number."""
    if found.evolution is None:
        return {}
    ways: list[Sequence[tuple[str, Any]] | None] = [
        found.evolution.by_improvements.trace(target) for target in targets
    ]
    if ahead is not None and ahead.ends is not None:
        ways += [ahead.trace(end) for end in ahead.nearest(MOST_TARGETS)[:MOST_TARGETS]]
    told: Steps = {}
    for way in ways:
        before = found.evolution.start.index
        for number, (mover, after) in enumerate(way or (), 1):
            told.setdefault((before, after), (found.game.index(mover), number))
            before = after
    return told


def _what_matters(found: Analysis, steps: Steps) -> tuple[list[int], dict[int, int], list[int]]:
    assert found.evolution is not None
    chosen = dict.fromkeys([found.evolution.start.index, *(s for pair in steps for s in pair)])
    apart: list[int] = []
    holding = (found.stability.equilibria_at(c) for c in in_reading_order(found.concepts))
    near = next((states for states in holding if states.size), None)
    if near is not None:
        apart = [int(s) for s in near[: MOST_TARGETS + len(chosen)] if int(s) not in chosen][:MOST_TARGETS]
        chosen |= dict.fromkeys(apart)
    far = found.evolution.by_improvements.steps
    levels = {s: int(far[s]) for s in chosen if far[s] >= 0}
    last = max(levels.values(), default=0)
    levels |= {s: last + 1 for s in chosen if s not in levels}
    return list(chosen), levels, apart


def lines_between(game: Game, chosen: Sequence[int]) -> tuple[Line, ...]:
    """Give every move between some states of a game that lists them, each by its place among all states."""
    listing = Listing(game)
    listing.every()
    return _lines(game, chosen, {}, listing, every=True)


def _lines(
    game: Game, chosen: Sequence[int], steps: Steps, listing: Listing, *, every: bool
) -> tuple[Line, ...]:
    shown = set(chosen)
    found = []
    for i, dm in enumerate(game.decision_makers):
        moves = {(s, int(t)) for s in chosen for t in game.moves[i].successors(s) if int(t) in shown}
        done: set[tuple[int, int]] = set()
        for s, t in sorted(moves):
            if (t, s) in done:
                continue
            done.add((s, t))
            forth = game.better(i, s, t)
            back = game.better(i, t, s) if (t, s) in moves else None
            mine = [steps[pair][1] for pair in ((s, t), (t, s)) if steps.get(pair, (-1, 0))[0] == i]
            if every or forth or back:
                found.append(
                    Line(
                        decision_maker=dm,
                        source=listing(s),
                        target=listing(t),
                        forth=forth,
                        back=back,
                        step=mine[-1] if mine else 0,
                    )
                )
    return tuple(found)
