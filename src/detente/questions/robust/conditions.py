"""The weight of what comes out under every way to settle a few doubts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

from detente.conflict import budget
from detente.game import Bools
from detente.questions.robust.diagrams import Floats
from detente.questions.robust.differing import WEIGHING

if TYPE_CHECKING:
    from detente.questions.robust.weighing import Spread

Literal = tuple[int, int]  # a doubt, and how it is settled


def under(spread: Spread, event: Bools, size: int) -> Iterator[tuple[tuple[Literal, ...], float, float]]:
    """Give for every so many literals their weight, and the weight of an event together with them.

    Parameters
    ----------
    event : array of bool, shape (sets,)
    size : int
        How many doubts are settled: 1, 2 or 3.
    """
    parties = len(spread.doubts.conflict.decision_makers)
    outer = [k for k in range(len(spread.doubts.doubts)) if k not in spread.owners]
    for parts in product(range(size + 1), repeat=parties):
        left = size - sum(parts)
        if left < 0 or (left and not outer):
            continue
        some = [
            _literals(spread, [d for d, o in spread.owners.items() if o == i], n) for i, n in enumerate(parts)
        ]
        if not all(some):
            continue
        shape = tuple(len(s) for s in some)
        budget.check(WEIGHING)
        for fixed in _literals(spread, outer, left):
            held, told = np.zeros(shape), np.zeros(shape)
            for frame in spread.fitting:
                if all(frame.settled[d] == v for d, v in fixed):
                    weights = [spread.classes(frame, i, some[i]) for i in range(parties)]
                    assert frame.cells is not None
                    held += frame.weight * _contracted(event[frame.cells.ends].astype(float), weights)
                    told += frame.weight * _outer([w.sum(axis=1) for w in weights])
            at = np.nonzero(told > 0)
            places = zip(*(p.tolist() for p in at), strict=True)
            for place, weight, came in zip(places, told[at].tolist(), held[at].tolist(), strict=True):
                yield sum((s[k] for s, k in zip(some, place, strict=True)), fixed), weight, came


def _literals(spread: Spread, doubts: Sequence[int], number: int) -> list[tuple[Literal, ...]]:
    """List every way to settle so many of some doubts."""
    several = [d for d in doubts if spread.variants(d) > 1]
    return [
        tuple(zip(chosen, values, strict=True))
        for chosen in combinations(several, number)
        for values in product(*(range(spread.variants(d)) for d in chosen))
    ]


def _outer(weights: Sequence[Floats]) -> Floats:
    found = np.ones(())
    for own in weights:
        found = np.multiply.outer(found, own)
    return found


def _contracted(table: Floats, weights: Sequence[Floats]) -> Floats:
    """Sum a table over the classes of every party, by the weights in each row: shape (rows of each)."""
    for own in weights:
        table = np.tensordot(table, own, axes=(0, 1))
    return table
