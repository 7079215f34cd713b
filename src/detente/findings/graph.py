"""Which part of the graph of states to show: everything where it is little, else what matters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.conflict import in_reading_order
from detente.findings.words import concept_name, count
from detente.game import Game, State
from detente.questions.analyze import Analysis

MOST_DRAWN_WHOLE = 12
MOST_DRAWN = 24
MOST_TARGETS = 4


@dataclass(frozen=True)
class Line:
    """A line between two states: one decision maker's moves between them.

    `forth` and `back` say whether there is a move, and whether it is an improvement: ``None``, ``False``, ``True``.
    """

    maker: int
    source: int
    target: int
    forth: bool | None
    back: bool | None
    step: int = 0


@dataclass
class Drawing:
    """What is drawn."""

    game: Game
    states: dict[int, State]
    lines: list[Line]
    levels: dict[int, int]
    whole: bool
    left_out: str
    equilibria: dict[int, list[str]] = field(default_factory=dict)


def choose(analysis: Analysis) -> Drawing:
    """Choose what to draw: everything where it is little; else status quo, outcomes, and the paths between them."""
    game, evolution = analysis.game, analysis.evolution
    held = {c: analysis.stability.holds(c) for c in in_reading_order(analysis.concepts)}
    if game.size <= MOST_DRAWN_WHOLE or evolution is None:
        chosen = list(range(min(game.size, MOST_DRAWN)))
        steps = evolution.by_improvements.steps if evolution else None
        moves = evolution.by_moves.steps if evolution else None
        levels = {}
        for s in chosen:
            near = -1 if steps is None else int(steps[s])
            far = -1 if moves is None else int(moves[s])
            levels[s] = (
                near
                if near >= 0
                else far
                if far >= 0
                else s % round(len(chosen) ** 0.5)
                if steps is None
                else 0
            )
        on_path: dict[tuple[int, int], tuple[int, int]] = {}
        whole = game.size <= MOST_DRAWN
        left_out = (
            ""
            if whole
            else f"The first {MOST_DRAWN} of {game.size:,} states; the file has no status quo to begin from."
        )
    else:
        chosen, levels, on_path, left_out = _what_matters(analysis)
        whole = False
    if evolution is not None and whole:
        on_path = _path_steps(analysis, _targets(analysis))
    drawing = Drawing(game, {s: game.state(s) for s in chosen}, [], levels, whole, left_out)
    drawing.lines = _lines(game, chosen, on_path, every=whole)
    drawing.equilibria = {
        s: [c for c in held if held[c][s]] for s in chosen if any(h[s] for h in held.values())
    }
    return drawing


def _targets(analysis: Analysis) -> list[State]:
    evolution = analysis.evolution
    assert evolution is not None
    for concept in in_reading_order(analysis.concepts):
        found = evolution.reached_at(concept)
        found = found[found != evolution.start.index]
        if found.size:
            return [analysis.game.state(int(s)) for s in found[:MOST_TARGETS]]
    return []


def _path_steps(analysis: Analysis, targets: Sequence[State]) -> dict[tuple[int, int], tuple[int, int]]:
    """Give for each step on the shortest paths: who moves, and the number of the step."""
    evolution = analysis.evolution
    assert evolution is not None
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for target in targets:
        path = evolution.path(target)
        before = evolution.start.index
        for number, move in enumerate(path.moves if path else (), 1):
            found.setdefault((before, move.state.index), (analysis.game.index(move.mover), number))
            before = move.state.index
    return found


def _what_matters(
    analysis: Analysis,
) -> tuple[list[int], dict[int, int], dict[tuple[int, int], tuple[int, int]], str]:
    evolution = analysis.evolution
    assert evolution is not None
    targets = _targets(analysis)
    on_path = _path_steps(analysis, targets)
    chosen = dict.fromkeys([evolution.start.index, *(s for pair in on_path for s in pair)])
    found = analysis.stability
    narrow = next((c for c in in_reading_order(analysis.concepts) if found.equilibria_at(c).size), None)
    apart = []
    if narrow is not None:
        near = found.equilibria_at(narrow)[: MOST_TARGETS + len(chosen)]
        apart = [int(s) for s in near if int(s) not in chosen][:MOST_TARGETS]
        chosen |= dict.fromkeys(apart)
    steps = evolution.by_improvements.steps
    levels = {s: int(steps[s]) for s in chosen if steps[s] >= 0}
    last = max(levels.values(), default=0)
    levels |= {s: last + 1 for s in chosen if s not in levels}
    told = f"Of {analysis.game.size:,} states the drawing shows {len(chosen)}: the status quo, "
    told += "what improvements lead to and the shortest ways there"
    if apart:
        found_by = concept_name(narrow or "nash")
        told += f", and {count(len(apart), 'equilibrium', 'equilibria')} ({found_by}) off these ways"
    return (
        list(chosen),
        levels,
        on_path,
        told + ". Of the other moves between them only improvements are drawn, thin.",
    )


def _lines(
    game: Game, chosen: Sequence[int], on_path: dict[tuple[int, int], tuple[int, int]], *, every: bool
) -> list[Line]:
    shown = set(chosen)
    found = []
    for i in range(len(game.decision_makers)):
        moves = {(s, int(t)) for s in chosen for t in game.moves[i].successors(s) if int(t) in shown}
        done: set[tuple[int, int]] = set()
        for s, t in sorted(moves):
            if (t, s) in done:
                continue
            done.add((s, t))
            forth = bool(game.ranks[i][t] > game.ranks[i][s])
            back = bool(game.ranks[i][s] > game.ranks[i][t]) if (t, s) in moves else None
            step = 0
            for pair in ((s, t), (t, s)):
                if on_path.get(pair, (-1, 0))[0] == i:
                    step = on_path[pair][1]
            if every or forth or back:
                found.append(Line(i, s, t, forth, back, step))
    return found
