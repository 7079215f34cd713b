"""Settlements as they are defined, by looking at everything: slow, and meant to be read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

Point = tuple[int, ...]


def beats(one: Point, other: Point) -> bool:
    """No party has less, and somebody has more."""
    return all(a >= b for a, b in zip(one, other, strict=True)) and one != other


def frontier(points: Sequence[Point]) -> set[int]:
    return {k for k, p in enumerate(points) if not any(beats(q, p) for q in points)}


def rational(points: Sequence[Point], no_deal: Point) -> set[int]:
    """Nobody has less than without a deal."""
    return {k for k, p in enumerate(points) if all(a >= d for a, d in zip(p, no_deal, strict=True))}


def best(among: set[int], merit: Callable[[int], Any]) -> set[int]:
    top = max((merit(k) for k in among), default=None)
    return {k for k in among if merit(k) == top}


def gains(point: Point, no_deal: Point) -> Point:
    return tuple(a - d for a, d in zip(point, no_deal, strict=True))


def nash(points: Sequence[Point], no_deal: Point) -> set[int]:
    strictly = {k for k in rational(points, no_deal) if all(g > 0 for g in gains(points[k], no_deal))}
    return best(strictly, lambda k: prod(gains(points[k], no_deal)))


def utilitarian(points: Sequence[Point], no_deal: Point) -> set[int]:
    return best(rational(points, no_deal), lambda k: sum(points[k]))


def egalitarian(points: Sequence[Point], no_deal: Point) -> set[int]:
    return best(rational(points, no_deal), lambda k: sorted(gains(points[k], no_deal)))


def kalai_smorodinsky(points: Sequence[Point], no_deal: Point, over: set[int]) -> set[int]:
    """The ideal point is the most that each gains in any of the packages of `over`."""
    inside = rational(points, no_deal)
    if not over or not inside:
        return set()
    most = [max(gains(points[k], no_deal)[i] for k in over) for i in range(len(no_deal))]
    who = [i for i, m in enumerate(most) if m > 0]
    if not who:
        return set()
    return best(inside, lambda k: sorted(Fraction(gains(points[k], no_deal)[i], most[i]) for i in who))


def positions(ranks: Sequence[Sequence[int]]) -> list[list[int]]:
    return [[1 + sum(other > mine for other in row) for mine in row] for row in ranks]


def fallback(
    places: Sequence[Sequence[int]], accepted: Sequence[Sequence[bool]], quota: int
) -> tuple[int, set[int], int]:
    """Step by step: at depth d everybody accepts its d best packages that it would sign at all."""
    size = len(places[0])
    for depth in range(1, size + 1):
        support = {
            k: sum(row[k] <= depth and yes[k] for row, yes in zip(places, accepted, strict=True))
            for k in range(size)
        }
        most = max(support.values())
        if most >= quota:
            return depth, {k for k, s in support.items() if s == most}, most
    return 0, set(), 0


def merged(parts: Sequence[Sequence[Point]]) -> set[Point]:
    """The frontier of all sums, one way of each part."""
    sums = {tuple(map(sum, zip(*ways, strict=True))) for ways in product(*parts)}
    return {p for p in sums if not any(beats(q, p) for q in sums)}


def adjusted_winner(first: Sequence[int], second: Sequence[int]) -> tuple[Fraction, set[int]]:
    """The most that both can have alike when one item is split: by trying every way to give whole items away."""
    a = [Fraction(100 * p, sum(first)) for p in first]
    b = [Fraction(100 * p, sum(second)) for p in second]
    top, split = Fraction(-1), set[int]()
    for whole in product((0, 1), repeat=len(a)):
        for k in range(len(a)):
            mine = sum((a[j] for j in range(len(a)) if j != k and whole[j]), Fraction(0))
            yours = sum((b[j] for j in range(len(a)) if j != k and not whole[j]), Fraction(0))
            if not a[k] + b[k]:
                continue
            share = (yours + b[k] - mine) / (a[k] + b[k])
            if 0 <= share <= 1:
                both = mine + share * a[k]
                if both > top:
                    top, split = both, set()
                if both == top and 0 < share < 1:
                    split.add(k)
    return top, split
