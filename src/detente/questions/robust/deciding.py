"""Which doubts decide where it is heading, what would be worth finding out, and under which conditions it turns.

The spread of a set of outcomes is measured by how often two accounts, drawn one after the other, differ (Gini's index);
of one outcome that is, but for a factor of two, the variance of whether it is among them. Indices are Sobol's (I. M.
Sobol, 1993, Sensitivity estimates for nonlinear mathematical models): of the first order the part of the spread that
goes where the doubt is settled; in total the part that is left where everything else is. The information is Shannon's,
in bits: how much of what is unknown of the outcome the truth about the claim would tell, on average.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from detente.game import Bools, Ints
from detente.questions.robust.conditions import Literal
from detente.questions.robust.diagrams import Floats
from detente.questions.robust.sampled import SampledSpread
from detente.questions.robust.weighing import ERROR
from detente.questions.robust.weighing import Spread as Exact

Spread = Exact | SampledSpread
MOST_OUTCOMES = 12  # of which it is said which doubts decide
MOST_PAIRED = 12  # doubts of which it is said how they decide in pairs
MOST_SETTLED = 3  # doubts that a condition settles
MOST_CONDITIONS = 8
MOST_TRIED = 400_000  # conditions of one size


@dataclass(frozen=True, slots=True)
class Index:
    """How much a doubt decides of something.

    Attributes
    ----------
    turns : float
        The weight of the accounts in which the claim holds as it is written, and which lead elsewhere if it does not.
    first, total : float
        Its index of the first order, and in total: parts of the spread.
    """

    turns: float
    first: float
    total: float


@dataclass(frozen=True, slots=True)
class Decider:
    """A doubt, and how much hangs on it.

    Attributes
    ----------
    doubt : int
    written : float
        The weight of the accounts in which the claim holds as it is written.
    all : Index
        Of the set of outcomes as a whole.
    information : float
        In bits.
    outcomes : tuple of (str, Index)
        For outcomes, by the ids of states: of whether it is among those that it is heading to.
    """

    doubt: int
    written: float
    all: Index
    information: float
    outcomes: tuple[tuple[str, Index], ...] = ()

    @property
    def matters(self) -> bool:
        """Whether in any account anything hangs on it."""
        return self.all.total > 0


@dataclass(frozen=True, slots=True)
class Together:
    """How much two doubts decide together, beyond what each does: the index of the second order."""

    doubts: tuple[int, int]
    index: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A condition under which something turns.

    Attributes
    ----------
    literals : tuple of (int, int)
        Doubts and how they are settled.
    weight : float
        Of the accounts in which they are.
    share : float
        In how great a part of these the event comes about.
    """

    literals: tuple[Literal, ...]
    weight: float
    share: float


def gini(shares: Floats) -> float:
    """Give how often two that are drawn differ: 0 where all are alike.

    Examples
    --------
    >>> gini(np.array([0.5, 0.5])), gini(np.array([1.0, 0.0]))
    (0.5, 0.0)
    """
    if np.count_nonzero(shares) < 2:
        return 0.0
    whole = shares.sum()
    return float(1 - ((shares / whole) ** 2).sum())


def entropy(shares: Floats) -> float:
    """Give how much is unknown, in bits."""
    some = shares[shares > 0] / shares.sum()
    return float(-(some * np.log2(some)).sum())


def labels_of(spread: Spread, outcome: str) -> Ints:
    """Tell of each set whether an outcome is in it."""
    return np.array([int(outcome in one) for one in spread.sets], dtype=np.int64)


def outcomes_of(spread: Spread) -> list[tuple[str, float]]:
    """List the outcomes that some account is heading to, with the weight of these, the greatest first."""
    found: dict[str, float] = {}
    for one, share in zip(spread.sets, spread.shares.tolist(), strict=True):
        if share > 0:
            for outcome in one:
                found[outcome] = found.get(outcome, 0.0) + share
    return sorted(found.items(), key=lambda item: -item[1])


def decided(spread: Spread) -> tuple[Decider, ...]:
    """Say of each doubt how much hangs on it; those on which most hangs first."""
    outcomes = [o for o, _ in outcomes_of(spread)[:MOST_OUTCOMES]]
    marks = [np.arange(len(spread.sets)), *(labels_of(spread, o) for o in outcomes)]
    found = []
    for doubt, known in enumerate(spread.doubts.doubts):
        given = spread.given(doubt)
        if len(known.variants) < 2:
            totals = turns = [0.0] * len(marks)
        else:
            totals = spread.differing(doubt, marks, falls=False)
            turns = spread.differing(doubt, marks, falls=True)
        each = []
        for mark, total, turn in zip(marks, totals, turns, strict=True):
            each.append(_index(_lumped(given, mark), turn, total))
        written = next((k for k, v in enumerate(known.variants) if v.form == "written"), None)
        found.append(
            Decider(
                doubt,
                0.0 if written is None else float(given[written].sum()),
                each[0],
                information(given) if totals[0] > 0 else 0.0,
                tuple(zip(outcomes, each[1:], strict=True)),
            )
        )
    return tuple(sorted(found, key=lambda d: (-round(d.all.total, 9), -round(d.all.turns, 9), d.doubt)))


def _lumped(given: Floats, labels: Ints) -> Floats:
    found = np.zeros((len(given), int(labels.max(initial=0)) + 1))
    for k, row in enumerate(given):
        found[k] = np.bincount(labels, row, minlength=found.shape[1])
    return found


def _index(given: Floats, turns: float, total: float) -> Index:
    whole = gini(given.sum(axis=0))
    if not whole:
        return Index(0.0, 0.0, 0.0)
    weights = given.sum(axis=1)
    left = sum(w * gini(row) for w, row in zip(weights, given, strict=True) if w > 0) / weights.sum()
    # What no account turns on has no index, whatever the last digit says.
    first = max(0.0, float(1 - left / whole)) if total > 0 else 0.0
    return Index(turns, first, float(total / weights.sum() / whole))


def information(given: Floats) -> float:
    """Give how much the truth about a claim would tell of the outcome, on average, in bits.

    Parameters
    ----------
    given : array of float, shape (variants, sets)
        The weight of each set together with each variant.
    """
    weights = given.sum(axis=1)
    left = sum(w * entropy(row) for w, row in zip(weights, given, strict=True) if w > 0) / weights.sum()
    return max(0.0, entropy(given.sum(axis=0)) - float(left))


def paired(spread: Spread, deciders: Sequence[Decider]) -> tuple[Together, ...]:
    """Say how much two doubts decide together beyond what each does, of those on which most hangs."""
    known = {d.doubt: d.all.first for d in deciders if d.matters}
    whole = gini(spread.shares)
    found = []
    for one, other in combinations(list(known)[:MOST_PAIRED], 2):
        given = spread.given_two(one, other)
        if given is None:
            continue
        weights = given.sum(axis=2)
        left = (
            sum(weights[k] * gini(given[k]) for k in np.ndindex(*weights.shape) if weights[k] > 0)
            / weights.sum()
        )
        index = 1 - left / whole - known[one] - known[other]
        found.append(Together((min(one, other), max(one, other)), float(index)))
    return tuple(sorted(found, key=lambda t: -t.index))


def turning(spread: Spread, event: Bools) -> tuple[Turn, ...]:
    """Find the fewest doubts that turn an event: it comes about mostly, and under them mostly not, or the reverse.

    Looked through are all ways to settle one doubt, then two, then three; of the least number that will do, those under
    which it turns most surely come first.
    """
    share = float(spread.shares[event].sum() / spread.fits)
    if not 0 < np.count_nonzero(spread.shares[event]) < np.count_nonzero(spread.shares):
        return ()
    mostly = share >= 0.5 - ERROR
    for size in range(1, MOST_SETTLED + 1):
        if _many(spread, size) > MOST_TRIED:
            return ()
        found = []
        for literals, weight, held in spread.under(event, size):
            part = held / weight
            if (part < 0.5 - ERROR) if mostly else (part > 0.5 + ERROR):
                found.append(Turn(literals, weight, min(1.0, part)))
        if found:
            ordered = sorted(found, key=lambda t: (round(t.share if mostly else -t.share, 9), -t.weight))
            return tuple(ordered[:MOST_CONDITIONS])
    return ()


def _many(spread: Spread, size: int) -> int:
    """Count the ways to settle so many doubts."""
    found = [1] + [0] * size
    for doubt in spread.doubts.doubts:
        variants = len(doubt.variants)
        if variants > 1:
            for k in range(size, 0, -1):
                found[k] += found[k - 1] * variants
    return found[size]
