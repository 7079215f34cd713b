"""Placing the states of a drawing: columns by distance from the start, few crossings within them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SWEEPS = 8


@dataclass(frozen=True, slots=True)
class Box:
    """Where a state is drawn; x and y are its upper left corner, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The y of its middle."""
        return self.y + self.height / 2


def columns(levels: Mapping[int, int], edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Order the states of each level so that lines to the neighbouring levels cross little.

    The usual heuristic: a state goes where its neighbours are on the average, swept to and fro.
    """
    found: list[list[int]] = [[] for _ in range(max(levels.values(), default=0) + 1)]
    for state in sorted(levels):
        found[levels[state]].append(state)
    near: dict[int, set[int]] = {s: set() for s in levels}
    for s, t in edges:
        near[s].add(t)
        near[t].add(s)
    position = {s: (k + 0.5) / len(c) for c in found for k, s in enumerate(c)}
    for sweep in range(SWEEPS):
        for column in found if sweep % 2 == 0 else reversed(found):
            level = levels[column[0]] if column else 0
            middle = {}
            for s in column:
                others = [position[t] for t in near[s] if levels[t] != level]
                middle[s] = sum(others) / len(others) if others else position[s]
            column.sort(key=lambda s: (middle[s], s))
            position |= {s: (k + 0.5) / len(column) for k, s in enumerate(column)}
    return [c for c in found if c]


def place(
    ordered: Sequence[Sequence[int]],
    heights: Mapping[int, float],
    width: float,
    gaps: tuple[float, float],
    *,
    down: bool,
) -> dict[int, Box]:
    """Place the levels as columns from left to right or, `down`, as rows from top to bottom, each centred.

    `gaps` are the room between levels and between the boxes of a level.
    """
    between, beside = gaps
    found: dict[int, Box] = {}
    if down:
        widest = max((len(c) for c in ordered), default=0) * (width + beside) - beside
        y = 0.0
        for row in ordered:
            x = (widest - (len(row) * (width + beside) - beside)) / 2
            for k, s in enumerate(row):
                found[s] = Box(x + k * (width + beside), y, width, heights[s])
            y += max(heights[s] for s in row) + between
        return found
    total = [sum(heights[s] for s in c) + beside * (len(c) - 1) for c in ordered]
    tallest = max(total, default=0)
    for k, column in enumerate(ordered):
        y = (tallest - total[k]) / 2
        for s in column:
            found[s] = Box(k * (width + between), y, width, heights[s])
            y += heights[s] + beside
    return found
