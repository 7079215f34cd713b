"""How many moves would be explained by chance: random moves of the same parties, from the same situations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

import numpy as np

MOST_COUNTS = 50_000  # combinations of counts that are gone through; where there are more, it is drawn
DRAWS = 20_000
SEED = 20250520

Pattern = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Luck:
    """How likely random moves are to be explained as often, by some account and some way of looking ahead.

    Attributes
    ----------
    chance : Fraction
    exact : bool
        Whether it was worked out exactly; else it was drawn, with a seed, and `error` is the standard error.
    """

    chance: Fraction
    exact: bool
    error: float = 0.0


def expected(odds: Sequence[tuple[int, int]]) -> Fraction:
    """Give how many random moves are explained on average.

    Parameters
    ----------
    odds : sequence of (int, int)
        For each move: how many of those that could have been made are explained, and how many there are.
    """
    return sum((Fraction(a, b) for a, b in odds), Fraction(0))


def at_least(odds: Sequence[tuple[int, int]], number: int) -> Fraction:
    """Give the exact chance that at least so many random moves are explained.

    Examples
    --------
    >>> at_least([(1, 2), (1, 2)], 1), at_least([(1, 2), (1, 4)], 2)
    (Fraction(3, 4), Fraction(1, 8))
    """
    counts = [1]  # ways for each number explained, of all ways together
    for a, b in odds:
        less, more = [n * (b - a) for n in counts] + [0], [0] + [n * a for n in counts]
        counts = [x + y for x, y in zip(less, more, strict=True)]
    return Fraction(sum(counts[number:]), prod(b for _, b in odds))


def at_least_somewhere(moves: Sequence[Counter[Pattern]], number: int) -> Luck:
    """Give the chance that some account with some way of looking ahead explains at least so many random moves.

    Exact where there are few combinations; else drawn, always with the same seed.

    Parameters
    ----------
    moves : sequence of Counter
        For each move of the record: how many of the moves that could have been made are explained in each pattern, a
        pattern telling for each account and way of looking ahead whether it is.
    number : int

    Examples
    --------
    >>> at_least_somewhere([Counter({(True, False): 1, (False, True): 1, (False, False): 2})], 1).chance
    Fraction(1, 2)
    """
    width = len(next(iter(moves[0]))) if moves else 0
    known: dict[tuple[int, ...], int] = {(0,) * width: 1}
    for patterns in moves:
        new: dict[tuple[int, ...], int] = {}
        for counts, ways in known.items():
            for pattern, times in patterns.items():
                key = tuple(min(number, c + p) for c, p in zip(counts, pattern, strict=True))
                new[key] = new.get(key, 0) + ways * times
            if len(new) > MOST_COUNTS:
                return _drawn(moves, number)
        known = new
    good = sum(ways for counts, ways in known.items() if max(counts, default=0) >= number)
    return Luck(Fraction(good, prod(p.total() for p in moves)), exact=True)


def _drawn(moves: Sequence[Counter[Pattern]], number: int) -> Luck:
    rng = np.random.default_rng(SEED)
    counts = np.zeros((DRAWS, len(next(iter(moves[0])))), dtype=np.int64)
    for patterns in moves:
        table = np.array(list(patterns), dtype=np.int64)
        shares = np.array(list(patterns.values()), dtype=float)
        counts = counts + table[rng.choice(len(table), DRAWS, p=shares / shares.sum())]
    good = int((np.max(counts, axis=1) >= number).sum())
    share = good / DRAWS
    return Luck(Fraction(good, DRAWS), exact=False, error=(share * (1 - share) / DRAWS) ** 0.5)
