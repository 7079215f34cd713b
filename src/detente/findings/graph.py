"""The graph of states as a drawing: what to show, and the SVG."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from detente.findings.analysis import in_reading_order
from detente.findings.finding import Picture
from detente.findings.layout import Box, columns, place
from detente.findings.words import CONCEPT_NAMES, Words, count
from detente.game import Game, State
from detente.questions import Analysis

MOST_DRAWN_WHOLE = 12
MOST_DRAWN = 24
MOST_TARGETS = 4
# The palette of Okabe & Ito (2008), which people with colour-blindness can tell apart; dashes tell on grey paper.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#000000")
DASHES = ("", "9 4", "3 3", "12 3 3 3", "6 6", "2 5", "14 4", "5 2 2 2")
WIDTH, LINE, HEAD = 168.0, 15.0, 24.0
GAPS = (110.0, 26.0)
GAPS_DOWN = (46.0, 60.0)
MOST_COLUMNS = 4  # more go from top to bottom, to stay legible on paper
MARGIN = 26.0
LETTERS_IN_BOX = 27
LONGEST_NAME = 14


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
    held = {c: analysis.stability.holds(c) for c in in_reading_order(analysis)}
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
    for concept in in_reading_order(analysis):
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
    narrow = next((c for c in in_reading_order(analysis) if found.equilibria_at(c).size), None)
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
        found_by = CONCEPT_NAMES[narrow or "nash"]
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


# -- drawing ------------------------------------------------------------------------------------


def _box_lines(drawing: Drawing, state: State) -> list[str]:
    """Say in a few short lines who takes what, by the short words of the options."""
    conflict = drawing.game.conflict
    by_maker: dict[str, list[str]] = {}
    for option in conflict.option_ids:
        if option in state.taken:
            dm, _, name = option.partition(".")
            by_maker.setdefault(dm, []).append(conflict.options[option].short or name)
    lines = []
    for dm, options in by_maker.items():
        name = conflict.decision_maker(dm).name
        text = f"{name if len(name) <= LONGEST_NAME else dm}: {', '.join(options)}"
        lines += textwrap.wrap(text, LETTERS_IN_BOX, subsequent_indent="   ")
    return lines or ["(no option taken)"]


def _curve(a: Box, b: Box, shift: float, *, down: bool) -> str:
    """Draw a line from the side of one box to the side of another; within a level it bows out."""
    if down and abs(a.y - b.y) < 1 and abs(a.x - b.x) < 1.5 * WIDTH:  # neighbours in a row
        left, right = (a, b) if a.x < b.x else (b, a)
        y = min(a.middle, b.middle) + shift
        ends = [f"{left.x + left.width:.0f} {y:.0f}", f"{right.x:.0f} {y:.0f}"]
        return "M" + " L".join(ends if a.x < b.x else ends[::-1])
    if down:  # the same drawing with x and y exchanged
        a, b = Box(a.y, a.x, a.height, a.width), Box(b.y, b.x, b.height, b.width)
    if abs(a.x - b.x) < 1:
        near = max(a.x + a.width, b.x + b.width)
        bow = near + 30 + min(80, abs(a.middle - b.middle) / 6) + 2 * abs(shift)
        points = [
            (a.x + a.width, a.middle + shift),
            (bow, a.middle + shift),
            (bow, b.middle + shift),
            (b.x + b.width, b.middle + shift),
        ]
    else:
        left, right = (a, b) if a.x < b.x else (b, a)
        x1, y1, x2, y2 = left.x + left.width, left.middle + shift, right.x, right.middle + shift
        reach = max(40.0, (x2 - x1) / 2)
        past = x2 - x1 > GAPS[0] + left.width / 2 and abs(y1 - y2) < 60  # there is a box between: go round it
        lift = -(left.width / (1.0 if down else 2.6) + 30 + abs(shift)) if past and not down else 0.0
        lift = -(max(left.height, right.height) + abs(shift)) if past and down else lift
        points = [(x1, y1), (x1 + reach, y1 + lift), (x2 - reach, y2 + lift), (x2, y2)]
        if a.x > b.x:
            points.reverse()
    told = [f"{y:.0f} {x:.0f}" if down else f"{x:.0f} {y:.0f}" for x, y in points]
    return f"M{told[0]} C{' '.join(told[1:])}"


def _line_svg(line: Line, boxes: dict[int, Box], shift: float, *, down: bool) -> str:
    colour, dash = COLOURS[line.maker % len(COLOURS)], DASHES[line.maker % len(DASHES)]
    path = _curve(boxes[line.source], boxes[line.target], shift, down=down)
    name = f"arrow{line.maker % len(COLOURS)}"
    better = line.forth or line.back
    width = 3.2 if line.step else 1.5 if better else 1.0
    style = f'stroke="{colour}" stroke-width="{width}" fill="none"'
    style += f' stroke-dasharray="{dash}"' if dash else ""
    style += "" if line.step else ' opacity="0.75"' if better else ' opacity="0.4"'
    ends = ""
    if line.forth or (line.forth is False and line.back is None):
        ends += f' marker-end="url(#{name}{"" if line.forth else "o"})"'
    if line.back:
        ends += f' marker-start="url(#{name}s)"'
    return f'<path d="{path}" {style}{ends}/>'


def _markers(makers: int) -> str:
    found = []
    for k in range(min(makers, len(COLOURS))):
        fill = COLOURS[k]
        shape = 'viewBox="0 0 10 10" refY="5" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse"'
        tip = '<path d="M0 0 L10 5 L0 10 z"'
        found.append(f'<marker id="arrow{k}" {shape} refX="10" orient="auto">{tip} fill="{fill}"/></marker>')
        found.append(
            f'<marker id="arrow{k}s" {shape} refX="10" orient="auto-start-reverse">{tip} fill="{fill}"/></marker>'
        )
        found.append(
            f'<marker id="arrow{k}o" {shape} refX="10" orient="auto">{tip} fill="white" stroke="{fill}"/></marker>'
        )
    return "<defs>" + "".join(found) + "</defs>"


def _box_svg(drawing: Drawing, state: State, box: Box) -> str:
    concepts = drawing.equilibria.get(state.index, [])
    start = state.index == drawing.game.status_quo
    strong = "nash" in concepts or (
        concepts and "nash" not in {c for cs in drawing.equilibria.values() for c in cs}
    )
    fill = "#fff3c4" if start else "#e3f1e3" if strong else "#ffffff"
    stroke = 'stroke="#1a1a1a" stroke-width="2.4"' if strong else 'stroke="#1a1a1a" stroke-width="1"'
    stroke += "" if concepts else ' stroke-dasharray="1 3"'
    parts = [
        f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" height="{box.height:.0f}" rx="7" '
        f'fill="{fill}" {stroke}/>'
    ]
    label = state.label if len(state.label) <= 20 else state.label[:19] + "…"
    head = f"{label} (status quo)" if start else label
    parts.append(f'<text x="{box.x + 9:.0f}" y="{box.y + 17:.0f}" font-weight="700">{escape(head)}</text>')
    y = box.y + HEAD + 9
    for text in _box_lines(drawing, state):
        parts.append(f'<text x="{box.x + 9:.0f}" y="{y:.0f}" font-size="11">{escape(text)}</text>')
        y += LINE
    if concepts:
        told = " ".join(CONCEPT_NAMES[c] for c in concepts)
        parts.append(
            f'<text x="{box.x + 9:.0f}" y="{y:.0f}" font-size="10.5" font-style="italic">{escape(told)}</text>'
        )
    return "".join(parts)


def graph_picture(analysis: Analysis) -> Picture:
    """Draw the graph of states, or what matters of it."""
    drawing = choose(analysis)
    words = Words(analysis.game.conflict)
    heights = {
        s: HEAD + LINE * (len(_box_lines(drawing, st)) + (s in drawing.equilibria)) + 8
        for s, st in drawing.states.items()
    }
    ordered = columns(drawing.levels, [(x.source, x.target) for x in drawing.lines])
    down = len(ordered) > MOST_COLUMNS and max(map(len, ordered)) <= MOST_COLUMNS
    boxes = place(ordered, heights, WIDTH, GAPS_DOWN if down else GAPS, down=down)
    width = max(b.x + b.width for b in boxes.values()) + 2 * MARGIN + 60
    width = max(width, 640.0)
    top = MARGIN + 34 if len(ordered) > 2 and not down else MARGIN
    height = max(b.y + b.height for b in boxes.values()) + top + MARGIN
    makers = len(analysis.game.decision_makers)
    parts = [_markers(makers)]
    for line in sorted(drawing.lines, key=lambda x: x.step > 0):
        parts.append(_line_svg(line, boxes, 7.0 * (line.maker - (makers - 1) / 2), down=down))
    parts += [_box_svg(drawing, st, boxes[s]) for s, st in drawing.states.items()]
    body = f'<g transform="translate({MARGIN:.0f} {top:.0f})">{"".join(parts)}</g>'
    told = _told(drawing, analysis)
    legend, legend_height = _legend(drawing, words, width)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height + legend_height:.0f}" role="img" '
        f'aria-label="{escape(told)}" font-family="system-ui, sans-serif" font-size="13" '
        f'style="max-width:{width:.0f}px">{body}<g transform="translate({MARGIN:.0f} {height:.0f})">{legend}</g></svg>'
    )
    return Picture(
        svg,
        told,
        "The graph of states" if drawing.whole else "The states that matter, and the moves between them",
    )


def _legend(drawing: Drawing, words: Words, width: float) -> tuple[str, float]:
    """Explain colours and marks, wrapped to the width."""
    entries: list[tuple[str, str]] = []
    drawn = {line.maker for line in drawing.lines}
    for k, dm in enumerate(drawing.game.decision_makers):
        if k not in drawn:
            continue
        colour, dash = COLOURS[k % len(COLOURS)], DASHES[k % len(DASHES)]
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        entries.append(
            (
                f'<path d="M0 -4 h34" stroke="{colour}" stroke-width="2.4"{dashes}/>',
                f"moves of {words.dm(dm)}",
            )
        )
    entries.append(
        (
            '<path d="M0 -4 h26" stroke="#444" stroke-width="1.5"/><path d="M26 -9 l9 5 l-9 5 z" fill="#444"/>',
            "the arrow points to what is better for the mover",
        )
    )
    if any(line.step for line in drawing.lines):
        entries.append(
            ('<path d="M0 -4 h34" stroke="#444" stroke-width="3.6"/>', "a shortest way from the status quo")
        )
    if drawing.game.status_quo is not None:
        entries.append(
            (
                '<rect x="2" y="-12" width="30" height="15" rx="4" fill="#fff3c4" stroke="#1a1a1a"/>',
                "status quo",
            )
        )
    entries.append(
        (
            '<rect x="2" y="-12" width="30" height="15" rx="4" fill="#e3f1e3" stroke="#1a1a1a" stroke-width="2.4"/>',
            "nobody would leave it, whatever they reckon with"
            if any("nash" in c for c in drawing.equilibria.values())
            else "equilibrium",
        )
    )
    entries.append(
        (
            '<rect x="2" y="-12" width="30" height="15" rx="4" fill="#fff" stroke="#1a1a1a"/>',
            "equilibrium under the concepts named in it",
        )
    )
    entries.append(
        (
            '<rect x="2" y="-12" width="30" height="15" rx="4" fill="#fff" stroke="#1a1a1a" stroke-dasharray="1 3"/>',
            "no equilibrium",
        )
    )
    x, y, parts = 0.0, 6.0, []
    for mark, text in entries:
        need = 46 + 7.0 * len(text) + 18
        if x and x + need > width - 2 * MARGIN:
            x, y = 0.0, y + 22
        parts.append(
            f'<g transform="translate({x:.0f} {y:.0f})">{mark}<text x="42" font-size="12">{escape(text)}</text></g>'
        )
        x += need
    return "".join(parts), y + 24


def _told(drawing: Drawing, analysis: Analysis) -> str:
    """Say what the drawing shows, and what its short words stand for."""
    conflict = drawing.game.conflict
    shorts = [f"“{o.short}”: {o.text}" for o in dict.fromkeys(conflict.options.values()) if o.short]
    key = f" Short words: {'; '.join(dict.fromkeys(shorts))}." if shorts else ""
    shown = drawing.left_out or f"All {count(analysis.game.size, 'state')} and every move between them."
    return shown + key
