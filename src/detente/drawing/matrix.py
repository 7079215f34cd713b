"""Who gains and who loses: parties by accounts, a mark and a rank in each cell; groups of columns side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from detente.drawing import words as told
from detente.drawing.measure import cut, width_of, wrap
from detente.drawing.svg import (
    LINE,
    MARGIN,
    SIZE,
    SMALL,
    WIDEST,
    document,
    element,
    key,
    lines_of,
    number,
    swatch,
    tint,
    words,
)

LEAST = 300.0  # how wide it is at least
LEAST_COLUMN, MOST_COLUMN = 70.0, 130.0
MOST_HEAD = 190.0
ROW = 27.0
MARK = 13.0
LONGEST_MEANING = 48  # letters, in the key
BETWEEN = 16.0  # groups of columns


@dataclass(frozen=True, slots=True)
class Cell:
    """A mark (``▲``, ``=``, ``▼``, ``◆`` or nothing), what it means in a word, and a note beside it: ``1st``."""

    mark: str = ""
    word: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Column:
    place: int
    group: str
    label: str


def matrix(
    columns: Sequence[tuple[str, str]],
    rows: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    title: str,
    text: str,
    *,
    swatches: bool = True,
    note: str = "",
    keys: Mapping[str, str] = told.MEANINGS,
) -> str:
    """Draw a matrix.

    Parameters
    ----------
    columns : sequence of (str, str)
        The group and the label of each; columns of one group stand together. A group may be without a name.
    rows : sequence of str
        The names of the parties, in their order.
    cells : sequence of sequence of Cell
        ``cells[row][column]``.
    title, text : str
        What the picture shows, and what it says.
    swatches : bool
        Whether the rows are the parties, and show their colours.
    note : str
        What a reader has to know, below it.
    keys : mapping of str to str
        What the marks mean where a cell does not say it in short.

    Examples
    --------
    >>> svg = matrix([("ahead", "kyiv")], ["Russia"], [[Cell("▼", "worse", "3rd")]], "Who gains", "Russia loses.")
    >>> 'data-cell="0,0" data-mark="▼"' in svg
    True
    """
    lead = 24.0 if swatches else 0.0
    head = min(MOST_HEAD, max((width_of(r, SIZE) for r in rows), default=0.0) + lead + 6)
    listed = [_Column(k, g, label) for k, (g, label) in enumerate(columns)]
    column = _column_width(listed, cells, head)
    bands = _bands(listed, head, column)
    parts, y, width = [], MARGIN, LEAST
    for band in bands:
        drawn, y, right = _band(band, rows, cells, (head, column, lead), y)
        parts.append(drawn)
        width = max(width, right + MARGIN)
        y += 12
    used: dict[str, list[str]] = {}
    for cell in (c for row in cells for c in row if c.mark):
        used.setdefault(cell.mark, []).append(cell.word)
    meanings = {mark: _meaning(mark, found, keys) for mark, found in used.items()}
    second = {c.note.strip("()") for row in cells for c in row}  # marks in brackets
    meanings |= {mark: keys[mark] for mark in keys if mark in second - set(used)}
    order = [m for m in keys if m in meanings] + [m for m in meanings if m not in keys]
    entries = [(_mark(m, 6.5, 0), 14.0, meanings[m]) for m in order if meanings[m]]
    legend, high = key(entries, MARGIN, y + 6, width - 2 * MARGIN)
    below = wrap(note, width - 2 * MARGIN, SMALL) if note else []
    legend += lines_of(MARGIN, y + high + 10, below, SMALL, LINE, fill="soft")
    return document("matrix", width, y + high + 4 + LINE * len(below), title, text, "".join(parts) + legend)


def _meaning(mark: str, found: Sequence[str], keys: Mapping[str, str]) -> str:
    """Say what a mark means: in the short words that all its cells have, else in general ones."""
    alike = len(set(found)) == 1 and 0 < len(found[0]) <= LONGEST_MEANING
    return found[0] if alike else keys.get(mark, found[0])


def _column_width(columns: Sequence[_Column], cells: Sequence[Sequence[Cell]], head: float) -> float:
    """Give all columns one width: so that no word and no note is broken, and more where there is room."""
    notes = [MARK + 6 + width_of(c.note, SMALL) + 10 for row in cells for c in row]
    heads = [min(MOST_COLUMN, width_of(w, SMALL) + 6) for c in columns for w in c.label.split()]
    least = max({LEAST_COLUMN, *notes, *heads})
    gaps = BETWEEN * len(list(groupby(columns, key=lambda c: c.group)))
    spare = (WIDEST - 2 * MARGIN - head - gaps) / max(1, len(columns))
    wanted = max({least, *(width_of(c.label, SMALL) + 12 for c in columns)})
    return max(least, min(wanted, MOST_COLUMN, spare))


def _bands(columns: Sequence[_Column], head: float, column: float) -> list[list[list[_Column]]]:
    """Set groups side by side as long as there is room; the others go below."""
    bands: list[list[list[_Column]]] = []
    room = whole = WIDEST - 2 * MARGIN - head
    for _, found in groupby(columns, key=lambda c: c.group):
        group = list(found)
        need = len(group) * column + BETWEEN
        if not bands or need > room:
            bands.append([])
            room = whole
        bands[-1].append(group)
        room -= need
    return bands


def _band(
    band: Sequence[Sequence[_Column]],
    rows: Sequence[str],
    cells: Sequence[Sequence[Cell]],
    sizes: tuple[float, float, float],
    top: float,
) -> tuple[str, float, float]:
    head, column, lead = sizes
    parts: list[str] = []
    groups = [wrap(g[0].group, len(g) * column - 8, SIZE, bold=True) for g in band]
    labels = {c.place: wrap(c.label, column - 4, SMALL) for g in band for c in g}
    high_groups = max(map(len, groups)) * LINE
    high_labels = max(map(len, labels.values())) * (LINE - 1)
    body = top + high_groups + (8 if high_groups else 0) + high_labels + 8
    x = MARGIN + head
    for group, lines in zip(band, groups, strict=True):
        x += BETWEEN
        wide = len(group) * column
        below = high_groups - len(lines) * LINE
        parts.append(lines_of(x, top + 12 + below, lines, SIZE, bold=True, data_group=group[0].group))
        if high_groups:
            parts.append(_rule(x, top + high_groups + 3, wide, "ink"))
        for k, c in enumerate(group):
            middle = x + (k + 0.5) * column
            down = body - 10 - (len(labels[c.place]) - 1) * (LINE - 1)
            drawn = lines_of(middle, down, labels[c.place], SMALL, LINE - 1, anchor="middle", fill="soft")
            parts.append(element("g", drawn, data_kind="column", data_column=str(c.place)))
            for row, _ in enumerate(rows):
                cell = cells[row][c.place]
                parts.append(_cell(cell, row, c.place, middle, body + (row + 0.5) * ROW, column))
        x += wide
    for row, name in enumerate(rows):
        y = body + (row + 0.5) * ROW
        mark = swatch(MARGIN, y, row, 18) if lead else ""
        drawn = mark + words(MARGIN + lead, y + 4.5, cut(name, head - lead - 6, SIZE), SIZE)
        parts.append(element("g", drawn, data_kind="row", data_row=str(row)))
        parts.append(_rule(MARGIN, body + (row + 1) * ROW, x - MARGIN, "line", 0.5))
    return "".join(parts), body + len(rows) * ROW, x


def _rule(x: float, y: float, length: float, shade: str, width: float = 1.0) -> str:
    return element(
        "path", d=f"M{number(x)} {number(y)}h{number(length)}", stroke=tint(shade), stroke_width=width
    )


def _cell(cell: Cell, row: int, column: int, x: float, y: float, width: float) -> str:
    note = width_of(cell.note, SMALL)
    wide = MARK + (6 + note if note else 0)
    left = x - min(wide, width) / 2 if cell.mark else x - note / 2
    parts = [element("title", cell.word)] if cell.word else []
    if cell.mark:
        parts.append(_mark(cell.mark, left + MARK / 2, y))
        left += MARK + 6
    if cell.note:
        parts.append(words(left, y + 4.5, cell.note, SMALL))
    return element(
        "g",
        *(parts or [""]),
        data_kind="cell",
        data_cell=f"{row},{column}",
        data_mark=cell.mark,
        data_word=cell.word,
    )


def _mark(mark: str, x: float, y: float) -> str:
    """Draw a mark as a shape: what is better points up and is filled, what is worse points down."""
    half = MARK / 2
    a, b, top, low = number(x - half), number(x + half), number(y - half + 1), number(y + half - 1)
    if mark == "▲":
        return element("polygon", points=f"{a},{low} {number(x)},{top} {b},{low}", fill=tint("better"))
    if mark == "▼":
        return element("polygon", points=f"{a},{top} {number(x)},{low} {b},{top}", fill=tint("worse"))
    if mark in ("▲=", "▼="):  # as in ≥ and ≤: a bar below
        bar = element("path", d=f"M{a} {number(y + half + 1)}H{b}", stroke=tint("soft"), stroke_width=2)
        return _mark(mark[0], x, y - 2) + bar
    if mark == "=":
        return element(
            "path",
            d=f"M{a} {number(y - 3)}H{b}M{a} {number(y + 3)}H{b}",
            stroke=tint("soft"),
            stroke_width=2.5,
        )
    if mark == "◆":
        corners = (
            f"{a},{number(y)} {number(x)},{number(y - half)} {b},{number(y)} {number(x)},{number(y + half)}"
        )
        return element("polygon", points=corners, fill="none", stroke=tint("ink"), stroke_width=1.8)
    return words(x, y + 4.5, mark, SIZE, bold=True, anchor="middle")
