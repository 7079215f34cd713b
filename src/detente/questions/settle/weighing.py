"""Packages in numbers: the sum of what holds, and between what the gain over no deal lies where numbers are ranges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from detente.conflict import Condition, Range, Wishes
from detente.questions.settle.worths import Worths
from detente.settlement import as_ranks

if TYPE_CHECKING:
    from detente.questions.settle.judging import Work

LARGEST = 1 << 61  # a sum of numbers that a machine integer holds


@dataclass(frozen=True, eq=False)
class _Issues:
    """What the issues add to what packages are worth, and to the bounds of what they gain; without a deal, too."""

    middle: npt.NDArray[Any]
    low: npt.NDArray[Any]
    high: npt.NDArray[Any]
    unsigned: int


def weighed(work: Work, dm: str, wishes: Wishes, scale: int) -> Worths:
    """Judge all packages as a party does that has numbers.

    No deal is known where it is stated; where conditions name options, as the states that are expected have a worth
    then; or where of every issue that is named a value stands without a signature.
    """

    def whole(number: Fraction) -> int:
        return int(number * scale)

    most = sum(max(abs(x) for x in _bounds(w.weight, r)) for w in wishes.weights for _, r in w.points)
    dtype: Any = np.int64 if whole(Fraction(most)) < LARGEST else object
    stated = None if wishes.no_deal is None else wishes.no_deal.value
    bound = None if stated is None else (whole(stated.low), whole(stated.high))
    conditions: list[tuple[Condition, int, int]] = []
    for worth in wishes.weights:
        if worth.that is not None:
            low, high = _bounds(worth.weight, worth.points[0][1])
            conditions.append((worth.that, whole(low), whole(high)))
    issues = _issues(work, wishes, scale, dtype, stated=stated is not None)
    about_options = any(not c.options <= work.terms_atoms for c, *_ in conditions)
    known = stated is not None or (about_options and work.game is not None) or _complete(work, wishes)
    ranges = any(not r.known for w in wishes.weights for _, r in w.points)
    ranges = known and (ranges or (stated is not None and not stated.known))

    def worth_of(facts: frozenset[str]) -> int:
        held = facts | work.unsigned
        return issues.unsigned + sum((a + b) // 2 for c, a, b in conditions if c.holds(held))

    judged = [
        _judged(work, issues, conditions, facts, bound, dtype, ranges=ranges)
        for facts in (work.facts if about_options else work.facts[:1])
    ]
    points, *gains = zip(*judged, strict=True)
    best = np.maximum.reduce(points)
    today = worth_of(work.today)
    if not known:
        return Worths(dm, "weights", as_ranks([best]), None, None, "unknown", best, None, today)
    no_deal = sum(bound) // 2 if bound is not None else max(worth_of(facts) for facts in work.facts)
    ranks = as_ranks([np.concatenate((best, np.array([no_deal, today], dtype=dtype)))])
    return Worths(
        dm,
        "weights",
        ranks[:-2],
        int(ranks[-2]),
        int(ranks[-1]),
        "heading" if stated is None else "stated",
        best,
        no_deal,
        today,
        *_over_several(work, gains),
    )


def _over_several(work: Work, gains: Sequence[tuple[npt.NDArray[Any], ...]]) -> tuple[npt.NDArray[Any], ...]:
    """Bound the gain over the best of several outcomes without a deal; what does nothing is judged at its best, too."""
    if not gains:
        return ()
    low, high = (np.stack(g) for g in gains)
    return low.min(axis=0), np.where(work.passive, high.max(axis=0), high.min(axis=0))


def _complete(work: Work, wishes: Wishes) -> bool:
    """Tell whether of every issue that is named a value stands without a signature."""
    named = {w.key for w in wishes.weights if w.that is None}
    for condition in (w.that for w in wishes.weights if w.that is not None):
        named |= {atom.partition(".")[0] for atom in condition.options & work.terms_atoms}
    return bool(named) and named <= {i.id for i in work.terms.issues if i.without}


def _issues(work: Work, wishes: Wishes, scale: int, dtype: Any, *, stated: bool) -> _Issues:
    zero = np.zeros(1, dtype=dtype)
    middle, low, high, unsigned = zero, zero, zero, 0
    places = {issue.id: k for k, issue in enumerate(work.terms.issues)}
    for worth in wishes.weights:
        if worth.that is not None:
            continue
        k = places[worth.key]
        issue = work.terms.issues[k]
        bounds = {v: _bounds(worth.weight, r) for v, r in worth.points}
        values = [bounds.get(v.id, (Fraction(0), Fraction(0))) for v in issue.values]
        least, most = (np.array([int(b[n] * scale) for b in values], dtype=dtype) for n in (0, 1))
        middle = middle + work.grid.by_value(k, (least + most) // 2)
        without = next((n for n, v in enumerate(issue.values) if v.id == issue.without), None)
        if without is not None:
            unsigned += int(least[without] + most[without]) // 2
            if not stated:  # the value that stands anyway gains nothing, whatever it is worth
                apart = np.arange(len(values)) != without
                least, most = (least - most[without]) * apart, (most - least[without]) * apart
        low, high = low + work.grid.by_value(k, least), high + work.grid.by_value(k, most)
    return _Issues(middle, low, high, unsigned)


def _judged(
    work: Work,
    issues: _Issues,
    conditions: list[tuple[Condition, int, int]],
    facts: frozenset[str],
    stated: tuple[int, int] | None,
    dtype: Any,
    *,
    ranges: bool,
) -> tuple[npt.NDArray[Any], ...]:
    """Judge packages where `facts` hold if nothing is changed: the worth, and where numbers are ranges the bounds."""
    worth, low, high = issues.middle, issues.low, issues.high
    for condition, a, b in conditions:
        holds = work.holds(condition, facts).astype(np.int64)
        worth = worth + holds * ((a + b) // 2)
        more = holds if stated is not None else holds - int(condition.holds(facts | work.unsigned))
        if ranges:
            low = low + np.where(more >= 0, more * a, more * b)
            high = high + np.where(more >= 0, more * b, more * a)
    if stated is not None:
        low, high = low - stated[1], high - stated[0]
    told = (worth, low, high) if ranges else (worth,)
    return tuple(np.array(work.grid.spread(x), dtype=dtype) for x in told)


def _bounds(weight: Fraction, number: Range) -> tuple[Fraction, Fraction]:
    found = weight * number.low, weight * number.high
    return min(found), max(found)
