"""Adjusted Winner: two parties divide items so that both get the same by their own points, and one item is split.

Source: Brams & Taylor, Fair Division, Cambridge University Press 1996, chapter 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Division:
    """Who gets what.

    Attributes
    ----------
    shares : tuple of Fraction
        How much of each item goes to the first party, from 0 to 1.
    split : int or None
        The item that is split, by its place; None where none has to be.
    points : tuple of (Fraction, Fraction)
        What each gets, of its own 100 points.
    """

    shares: tuple[Fraction, ...]
    split: int | None
    points: tuple[Fraction, Fraction]


def adjusted_winner(first: Sequence[Fraction | int], second: Sequence[Fraction | int]) -> Division | None:
    """Divide items by the points that each party gives them.

    Each item goes to the party that gives it more of its points; then items pass from the one that is ahead to the
    other, in the order in which that costs least, until both have the same.

    Parameters
    ----------
    first, second : sequence of Fraction or int
        The points of each party, none below 0; they are scaled so that each party's add up to 100.

    Returns
    -------
    Division or None
        None where a party gives no points: then there is nothing to divide.

    Examples
    --------
    >>> found = adjusted_winner([50, 20, 15, 10, 5], [40, 30, 10, 10, 10])
    >>> found.split, str(1 - found.shares[0]), [str(p) for p in found.points]
    (0, '1/6', ['170/3', '170/3'])
    """
    if not sum(first) or not sum(second):
        return None
    a, b = (
        [Fraction(100 * Fraction(p), Fraction(sum(points))) for p in points] for points in (first, second)
    )
    items = range(len(a))
    # The first party takes first what it values most, compared with the other.
    order = sorted(items, key=lambda k: (-(a[k] / (a[k] + b[k])) if a[k] + b[k] else Fraction(0), k))
    shares = [Fraction(0)] * len(a)
    mine, yours = Fraction(0), sum(b, Fraction(0))
    split = None
    for k in order:
        if mine >= yours:
            break
        if mine + a[k] <= yours - b[k]:
            shares[k] = Fraction(1)
        else:
            shares[k] = (yours - mine) / (a[k] + b[k])
            split = k
        mine, yours = mine + shares[k] * a[k], yours - shares[k] * b[k]
    return Division(tuple(shares), split, (mine, yours))
