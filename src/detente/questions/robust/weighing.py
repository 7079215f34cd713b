"""The weights of what the accounts are heading to, alone and together with how doubts are settled.

Weights are sums of products of chances in double precision: each term is exact to one part in 10^15 for each factor, no
term is negative, and a sum is zero only where every term is. So what is said to hold in all accounts, or in none, is
not a matter of rounding; see `ERROR`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from math import prod

import numpy as np

from detente.conflict.doubts import Doubts
from detente.game import Bools, Ints
from detente.game.once import Kept
from detente.questions.robust.cells import Cells
from detente.questions.robust.conditions import Literal, under
from detente.questions.robust.diagrams import Floats
from detente.questions.robust.differing import differing

ERROR = 1e-12  # how far a weight is from the exact one, at most: it is tested against fractions
MOST_LARGE = 5_000_000  # entries of an array
ROWS_AT_ONCE = 128  # ways to settle some doubts that are weighed together


@dataclass(frozen=True, eq=False)
class Frame:
    """Which sources fail, which rules are in force and where it begins; with its weight."""

    settled: Mapping[int, int]
    failed: frozenset[str]
    weight: float
    cells: Cells | None  # None where it does not fit together


@dataclass(frozen=True, eq=False)
class Spread:
    """Where the accounts are heading under one concept, with their weights.

    Attributes
    ----------
    doubts : Doubts
    concept : str
    sets : tuple of tuple of str
        The sets of outcomes, by the ids of the states; an empty one: it comes to no rest.
    frames : tuple of Frame
        `ends` of their cells are numbers of `sets`.
    """

    doubts: Doubts
    concept: str
    sets: tuple[tuple[str, ...], ...]
    frames: tuple[Frame, ...] = field(repr=False)

    @cached_property
    def owners(self) -> dict[int, int]:
        """For each doubt about wishes the position of whose they are."""
        makers = [d.id for d in self.doubts.conflict.decision_makers]
        return {k: makers.index(d.owner) for k, d in enumerate(self.doubts.doubts) if d.owner}

    def variants(self, doubt: int) -> int:
        """Give how many variants a doubt has."""
        return len(self.doubts.doubts[doubt].variants)

    @cached_property
    def _chances(self) -> dict[frozenset[str], dict[int, Floats]]:
        return {}

    def chances(self, failed: frozenset[str]) -> dict[int, Floats]:
        """Give the chances of every doubt about wishes where these sources fail, a row each."""
        if failed not in self._chances:
            self._chances[failed] = {
                k: np.array([[float(c) for c in self.doubts.doubts[k].chances(failed)]]) for k in self.owners
            }
        return self._chances[failed]

    @cached_property
    def fitting(self) -> tuple[Frame, ...]:
        """The frames that fit together and can be."""
        return tuple(f for f in self.frames if f.cells is not None and f.weight > 0)

    def classes(self, frame: Frame, i: int, rows: Sequence[Sequence[Literal]] = ((),)) -> Floats:
        """Give the weight of each class of a party, together with some literals: shape (rows, classes)."""
        cells = frame.cells
        assert cells is not None
        base = self.chances(frame.failed)
        given = dict(base)
        for d in {d for row in rows for d, _ in row}:
            many = np.repeat(base[d], len(rows), axis=0)
            for k, row in enumerate(rows):
                for e, v in row:
                    if e == d:
                        only = np.zeros_like(many[k])
                        only[v] = many[k, v]
                        many[k] = only
            given[d] = many
        found = np.zeros((len(rows), cells.ends.shape[i]))
        order = np.argsort(cells.classes[i], kind="stable")
        firsts = np.flatnonzero(np.diff(cells.classes[i][order], prepend=-1))
        for first in range(0, len(rows), ROWS_AT_ONCE):
            part = slice(first, first + ROWS_AT_ONCE)
            some = {d: c[part] if len(c) == len(rows) else c for d, c in given.items()}
            nodes = cells.diagrams[i].weights(some)
            found[part, cells.classes[i][order][firsts]] = np.add.reduceat(nodes[:, order], firsts, axis=1)
        return found

    @cached_property
    def _once(self) -> Kept[Floats]:
        """What is asked of the classes of parties again and again."""
        return Kept(MOST_LARGE, np.size)

    def settled(self, frame: Frame, i: int, doubt: int) -> Floats:
        """Give the weight of each class of a party together with each variant of a doubt: shape (variants, classes)."""
        rows = [((doubt, v),) for v in range(self.variants(doubt))]
        return self._once.get((frame, i, doubt), lambda: self.classes(frame, i, rows))

    def plain(self, frame: Frame) -> list[Floats]:
        """Give the weight of each class of every party."""
        assert frame.cells is not None
        parties = range(frame.cells.ends.ndim)
        return [self._once.get((frame, i), lambda i=i: self.classes(frame, i)[0]) for i in parties]  # type: ignore[misc]

    def _rest(self, frame: Frame, axes: Sequence[int]) -> Floats:
        """Give the weight of each cell but for what some parties contribute."""
        plain = self.plain(frame)
        found = np.ones(())
        for i, own in enumerate(plain):
            found = np.multiply.outer(found, np.ones_like(own) if i in axes else own)
        return found

    def _kept(self, frame: Frame, axes: Sequence[int]) -> Floats:
        """Give the weight of each set of outcomes by the classes of some parties: these axes, then the sets."""
        cells = frame.cells
        assert cells is not None
        shape = [cells.ends.shape[i] for i in axes]
        at = np.zeros((1,) * cells.ends.ndim, dtype=np.int64)
        for i in axes:
            grid = [1] * cells.ends.ndim
            grid[i] = -1
            at = at * cells.ends.shape[i] + np.arange(cells.ends.shape[i]).reshape(grid)
        keys = at * len(self.sets) + cells.ends
        weights = self._rest(frame, axes)
        found = np.bincount(keys.reshape(-1), weights.reshape(-1), minlength=prod(shape) * len(self.sets))
        return np.asarray(found, dtype=np.float64).reshape(*shape, len(self.sets))

    @cached_property
    def by_frame(self) -> Floats:
        """The weight of each set in each frame that fits, the frame's own weight not in it."""
        found = [self._kept(f, ()) for f in self.fitting]
        return np.array(found).reshape(len(self.fitting), len(self.sets))

    @cached_property
    def fits(self) -> float:
        """The weight of the accounts that fit together."""
        return float(sum(f.weight for f in self.fitting))

    @cached_property
    def shares(self) -> Floats:
        """The weight of each set."""
        weights = np.array([f.weight for f in self.fitting])
        return np.asarray(weights @ self.by_frame)

    @cached_property
    def _alone(self) -> dict[int, Floats]:
        return {}

    def given(self, doubt: int) -> Floats:
        """Give the weight of each set together with each variant of a doubt: shape (variants, sets)."""
        if doubt not in self._alone:
            self._alone[doubt] = self._given(doubt)
        return self._alone[doubt]

    def _given(self, doubt: int) -> Floats:
        found = np.zeros((self.variants(doubt), len(self.sets)))
        for place, frame in enumerate(self.fitting):
            if doubt not in self.owners:
                found[frame.settled[doubt]] += frame.weight * self.by_frame[place]
            else:
                i = self.owners[doubt]
                found += frame.weight * (self.settled(frame, i, doubt) @ self._one(place, i))
        return found

    def _one(self, place: int, *axes: int) -> Floats:
        """Do as `_kept`, once."""
        return self._once.get((place, "kept", axes), lambda: self._kept(self.fitting[place], axes))

    def given_two(self, one: int, other: int) -> Floats | None:
        """Give the weight of each set together with the variants of two doubts; None where that is too large.

        Returns
        -------
        array of float, shape (variants of one, variants of the other, sets)
        """
        shape = (self.variants(one), self.variants(other))
        found = np.zeros((*shape, len(self.sets)))
        for place, frame in enumerate(self.fitting):
            places = [self.owners.get(d) for d in (one, other)]
            if places == [None, None]:
                found[frame.settled[one], frame.settled[other]] += frame.weight * self.by_frame[place]
            elif None in places or places[0] == places[1]:
                i = next(p for p in places if p is not None)
                mine = self._one(place, i)
                if places[0] == places[1]:
                    both = [((one, v), (other, w)) for v, w in product(*map(range, shape))]
                    found += frame.weight * (self.classes(frame, i, both) @ mine).reshape(*shape, -1)
                elif places[0] is None:
                    found[frame.settled[one]] += frame.weight * (self.settled(frame, i, other) @ mine)
                else:
                    found[:, frame.settled[other]] += frame.weight * (self.settled(frame, i, one) @ mine)
            else:
                i, j = (p for p in places if p is not None)
                assert frame.cells is not None
                if frame.cells.ends.shape[i] * frame.cells.ends.shape[j] * len(self.sets) > MOST_LARGE:
                    return None
                kept = self._one(place, min(i, j), max(i, j))
                if i > j:
                    kept = kept.swapaxes(0, 1)
                some, others = self.settled(frame, i, one), self.settled(frame, j, other)
                found += frame.weight * (others @ np.tensordot(some, kept, axes=1))
        return found

    def differing(self, doubt: int, labels: Sequence[Ints], *, falls: bool) -> list[float]:
        """Weigh how often it leads elsewhere if a doubt is settled otherwise, see `differing.differing`."""
        return differing(self, doubt, labels, falls=falls)

    def under(self, event: Bools, size: int) -> Iterator[tuple[tuple[Literal, ...], float, float]]:
        """Give for every so many literals their weight, and that of an event together, see `conditions.under`."""
        return under(self, event, size)
