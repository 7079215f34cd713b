"""Which package is fair: Nash, Kalai-Smorodinsky, egalitarian, utilitarian, on a finite set of packages.

All take what each package gains each party over no deal, and give every package that is chosen: ties stay ties. What
is decided is decided in whole numbers; floating point only narrows down what is looked at.

Sources: Nash 1950; Kalai & Smorodinsky 1975; for finite sets the definitions are taken as they stand, with ties of
the least gain broken by the next (lexicographic max-min).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from detente.settlement.packages import Ints

NEAR = 1e-9  # what floating point cannot tell apart is compared exactly


def nash(gains: npt.NDArray[Any]) -> Ints:
    """Choose the packages with the greatest product of gains; none where no package gains something for everybody.

    Parameters
    ----------
    gains : array of int, shape (parties, packages)
        Over no deal. Packages that cost somebody are passed over.

    Examples
    --------
    >>> nash(np.array([[20, 25, 15], [35, 25, 40]])).tolist()
    [0]
    """
    alive = np.flatnonzero((gains > 0).all(axis=0))
    if not alive.size:
        return alive
    size = np.log(gains[:, alive].astype(float)).sum(axis=0)
    close = alive[size >= size.max() - NEAR * max(1.0, abs(float(size.max())))]
    return _exactly(gains, close, prod)


def utilitarian(gains: npt.NDArray[Any]) -> Ints:
    """Choose the packages with the greatest sum of gains.

    Examples
    --------
    >>> utilitarian(np.array([[20, 25, 10], [35, 25, 60]])).tolist()
    [2]
    """
    if not gains.shape[1]:
        return np.empty(0, dtype=np.int64)
    total = gains.sum(axis=0)
    return np.flatnonzero(total == total.max())


def egalitarian(gains: npt.NDArray[Any]) -> Ints:
    """Choose the packages with the greatest least gain, then the greatest next to least, and so on.

    Examples
    --------
    >>> egalitarian(np.array([[20, 25, 25], [35, 25, 30]])).tolist()
    [2]
    """
    left = np.arange(gains.shape[1])
    if not left.size:
        return left
    ordered = np.sort(gains, axis=0)
    for row in ordered:
        left = left[row[left] == row[left].max()]
    return left


def ideal(gains: npt.NDArray[Any]) -> tuple[int, ...]:
    """Give the most that each party gains in any of some packages.

    Examples
    --------
    >>> ideal(np.array([[20, 25], [35, 25]]))
    (25, 35)
    """
    return tuple(int(g) for g in gains.max(axis=1))


def kalai_smorodinsky(gains: npt.NDArray[Any], most: Sequence[int]) -> Ints:
    """Choose the packages in which the party that comes least near to the most it could gain comes nearest to it.

    Ties are broken by the next to least, and so on. A party that can gain nothing (its most is not above 0) is passed
    over.

    Parameters
    ----------
    gains : array of int, shape (parties, packages)
    most : sequence of int
        The ideal point: see `ideal`.

    Examples
    --------
    >>> gains = np.array([[20, 25, 15, 10], [35, 25, 40, 60]])
    >>> kalai_smorodinsky(gains, (25, 65)).tolist(), kalai_smorodinsky(gains, (70, 65)).tolist()
    ([2], [1])
    """
    who = [i for i, m in enumerate(most) if m > 0]
    if not who or not gains.shape[1]:
        return np.empty(0, dtype=np.int64)
    shares = np.array([gains[i].astype(float) / most[i] for i in who])
    least = shares.min(axis=0)
    close = np.flatnonzero(least >= least.max() - NEAR * max(1.0, abs(float(least.max()))))
    return _exactly(
        gains, close, lambda column: tuple(sorted(Fraction(column[i]) / int(most[i]) for i in who))
    )


def _exactly(gains: npt.NDArray[Any], close: Ints, merit: Any) -> Ints:
    """Choose exactly among the packages that are close to the best."""
    columns: dict[tuple[int, ...], Any] = {}
    known = [tuple(int(g) for g in gains[:, k]) for k in close]
    for column in dict.fromkeys(known):
        columns[column] = merit(column)
    best = max(columns.values())
    return np.array(
        [k for k, c in zip(close.tolist(), known, strict=True) if columns[c] == best], dtype=np.int64
    )
