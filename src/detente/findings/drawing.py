"""The graph of states as SVG: boxes, lines, a legend."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from html import escape

from detente.conflict import find_concept
from detente.findings.finding import Picture
from detente.findings.graph import Drawing, Line, choose
from detente.findings.layout import Box, columns, place
from detente.findings.words import Words, concept_name, count
from detente.game import State
from detente.questions.analyze import Analysis

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
NO_BREAK = "\N{NO-BREAK SPACE}"
MOST_LINES = 5


def _box_lines(drawing: Drawing, state: State) -> list[str]:
    """Say in a few short lines who takes what, by the short words of the options."""
    words = Words(drawing.game.conflict)
    lines: list[str] = []
    if state.given:
        lines = textwrap.wrap(words.brief(state), LETTERS_IN_BOX) if words.cell(state) else []
        return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1]} …"]
    for dm, options in words.shorts(state).items():
        name = words.dm(dm)
        text = f"{name if len(name) <= LONGEST_NAME else dm}: {', '.join(options)}"
        lines += textwrap.wrap(text, LETTERS_IN_BOX, subsequent_indent="   ")
    return lines or ["(no option taken)"]


def _concept_lines(concepts: Sequence[str]) -> list[str]:
    """Name the concepts under which a state is an equilibrium."""
    return textwrap.wrap(
        " ".join(concept_name(c).replace(" ", NO_BREAK) for c in concepts),
        LETTERS_IN_BOX,
        break_on_hyphens=False,
    )


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
    for text in _concept_lines(concepts):
        parts.append(
            f'<text x="{box.x + 9:.0f}" y="{y:.0f}" font-size="10.5" font-style="italic">{escape(text)}</text>'
        )
        y += LINE
    return "".join(parts)


def graph_picture(analysis: Analysis) -> Picture:
    """Draw the graph of states, or what matters of it."""
    drawing = choose(analysis)
    words = Words(analysis.game.conflict)
    heights = {
        s: HEAD
        + LINE * (len(_box_lines(drawing, st)) + len(_concept_lines(drawing.equilibria.get(s, []))))
        + 8
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
    legend, legend_height = _legend(drawing, words, width, analysis.concepts)
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


def _legend(drawing: Drawing, words: Words, width: float, concepts: Sequence[str]) -> tuple[str, float]:
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
            _strong(drawing, concepts),
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


def _strong(drawing: Drawing, concepts: Sequence[str]) -> str:
    """Say what holds most surely. Who looks further ahead may leave even a state in which no move is a gain."""
    if not any("nash" in c for c in drawing.equilibria.values()):
        return "equilibrium"
    if any(c == "nm" or find_concept(c).horizon > 1 for c in concepts):
        return "nobody has anything better to move to (Nash)"
    return "nobody would leave it, whatever they reckon with"


def _told(drawing: Drawing, analysis: Analysis) -> str:
    """Say what the drawing shows, and what its short words stand for."""
    conflict = drawing.game.conflict
    every = conflict.states if conflict.graph_form else tuple(dict.fromkeys(conflict.options.values()))
    shorts = [f"“{o.short}”: {o.text}" for o in every if o.short]
    key = f" Short words: {'; '.join(dict.fromkeys(shorts))}." if shorts else ""
    shown = drawing.left_out or f"All {count(analysis.game.size, 'state')} and every move between them."
    return shown + key
