"""The weights of what the accounts are heading to, alone and together with how doubts are settled.

Weights are sums of products of chances in double precision: each term is exact to one part in 10^15 for each factor, no
term is negative, and a sum is zero only where every term is. So what is said to hold in all accounts, or in none, is
not a matter of rounding; see `ERROR`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product
from math import prod

import numpy as np

from detente.conflict import budget
from detente.conflict.doubts import Doubts
from detente.game import Bools, Ints
from detente.questions.robust.cells import Cells
from detente.questions.robust.variants import Floats, coupled

ERROR = 1e-12  # how far a weight is from the exact one, at most: it is tested against fractions
WEIGHING = "weighing what hangs on each doubt"
MOST_LARGE = 5_000_000  # entries of an array

Literal = tuple[int, int]  # a doubt, and how it is settled


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
        nodes = cells.diagrams[i].weights(given)
        if len(nodes) < len(rows):
            nodes = np.repeat(nodes, len(rows), axis=0)
        found = np.zeros((len(nodes), cells.ends.shape[i]))
        order = np.argsort(cells.classes[i], kind="stable")
        firsts = np.flatnonzero(np.diff(cells.classes[i][order], prepend=-1))
        found[:, cells.classes[i][order][firsts]] = np.add.reduceat(nodes[:, order], firsts, axis=1)
        return found

    def _plain(self, frame: Frame) -> list[Floats]:
        assert frame.cells is not None
        return [self.classes(frame, i)[0] for i in range(frame.cells.ends.ndim)]

    def _rest(self, frame: Frame, axes: Sequence[int]) -> Floats:
        """Give the weight of each cell but for what some parties contribute."""
        plain = self._plain(frame)
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
        rows = [((doubt, v),) for v in range(self.variants(doubt))]
        for place, frame in enumerate(self.fitting):
            if doubt not in self.owners:
                found[frame.settled[doubt]] += frame.weight * self.by_frame[place]
            else:
                i = self.owners[doubt]
                found += frame.weight * (self.classes(frame, i, rows) @ self._one(place, i))
        return found

    @cached_property
    def _ones(self) -> dict[tuple[int, int], Floats]:
        return {}

    def _one(self, place: int, i: int) -> Floats:
        if (place, i) not in self._ones:
            self._ones[place, i] = self._kept(self.fitting[place], (i,))
        return self._ones[place, i]

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
            rows = [[((d, v),) for v in range(self.variants(d))] for d in (one, other)]
            if places == [None, None]:
                found[frame.settled[one], frame.settled[other]] += frame.weight * self.by_frame[place]
            elif None in places or places[0] == places[1]:
                i = next(p for p in places if p is not None)
                mine = self._one(place, i)
                if places[0] == places[1]:
                    both = [((one, v), (other, w)) for v, w in product(*map(range, shape))]
                    found += frame.weight * (self.classes(frame, i, both) @ mine).reshape(*shape, -1)
                elif places[0] is None:
                    found[frame.settled[one]] += frame.weight * (self.classes(frame, i, rows[1]) @ mine)
                else:
                    found[:, frame.settled[other]] += frame.weight * (self.classes(frame, i, rows[0]) @ mine)
            else:
                i, j = (p for p in places if p is not None)
                assert frame.cells is not None
                if frame.cells.ends.shape[i] * frame.cells.ends.shape[j] * len(self.sets) > MOST_LARGE:
                    return None
                first, second = (i, j) if i < j else (j, i)
                kept = self._kept(frame, (first, second))
                if i > j:
                    kept = kept.swapaxes(0, 1)
                some, others = self.classes(frame, i, rows[0]), self.classes(frame, j, rows[1])
                found += frame.weight * np.einsum("va,aby,wb->vwy", some, kept, others, optimize=True)
        return found

    # -- what differs if a doubt is settled otherwise ------------------------------------------------------------------

    def differing(self, doubt: int, labels: Sequence[Ints], *, falls: bool) -> list[float]:
        """Weigh how often it leads elsewhere if one doubt is settled otherwise and all else alike.

        Parameters
        ----------
        doubt : int
        labels : sequence of array, shape (sets,)
            What counts as elsewhere: sets that have different labels.
        falls : bool
            Whether the weight is asked for of the accounts in which the claim holds as it is written and which lead
            elsewhere if it does not; else of two accounts, each with this doubt settled for itself, that differ.
        """
        found = np.zeros(len(labels))
        if doubt in self.owners:
            for frame in self.fitting:
                chances = self.chances(frame.failed)
                joints = {k: np.diag(c[0]) for k, c in chances.items()}
                joints[doubt] = self._otherwise(doubt, chances[doubt][0], falls=falls)
                found += frame.weight * self._apart(frame, self.owners[doubt], joints, labels)
        elif self.doubts.doubts[doubt].kind == "source":
            found += self._without_source(doubt, labels, falls=falls)
        else:
            for here, there in self._pairs(doubt):
                own = [float(c) for c in self.doubts.doubts[doubt].chances(here.failed)]
                a, b = here.settled[doubt], there.settled[doubt]
                joint = self._otherwise(doubt, np.array(own), falls=falls)
                weight = here.weight / own[a] * (joint[a, b] + joint[b, a])
                found += weight * self._across(here, there, labels)
        return [float(x) for x in found]

    def _otherwise(self, doubt: int, own: Floats, *, falls: bool) -> Floats:
        """Give the weight of each two ways to settle a doubt."""
        if not falls:
            return np.multiply.outer(own, own)
        written = np.array([v.form == "written" for v in self.doubts.doubts[doubt].variants])
        rest = np.where(written, 0.0, own)
        if not rest.sum():
            return np.zeros((own.size, own.size))
        return np.asarray(np.multiply.outer(np.where(written, own, 0.0), rest / rest.sum()))

    def _pairs(self, doubt: int) -> Iterator[tuple[Frame, Frame]]:
        """Give every two frames that differ in one doubt alone."""
        by_others: dict[tuple[tuple[int, int], ...], list[Frame]] = {}
        for frame in self.fitting:
            others = tuple(sorted((k, v) for k, v in frame.settled.items() if k != doubt))
            by_others.setdefault(others, []).append(frame)
        for frames in by_others.values():
            yield from combinations(frames, 2)

    def _without_source(self, doubt: int, labels: Sequence[Ints], *, falls: bool) -> Floats:
        """Weigh what differs if a source fails: what rests on it falls, and all else is drawn alike."""
        known = self.doubts.doubts[doubt]
        found = np.zeros(len(labels))
        fails = next((k for k, v in enumerate(known.variants) if v.form == "fails"), None)
        if fails is None or len(known.variants) < 2:
            return found
        frames = {tuple(sorted(f.settled.items())): f for f in self.fitting}
        for frame in self.fitting:
            if frame.settled[doubt] == fails:
                continue
            settled = dict(frame.settled) | {doubt: fails}
            for k in self.doubts.of("rule"):
                rule = self.doubts.doubts[k]
                if known.id in rule.sources:
                    settled[k] = next(n for n, v in enumerate(rule.variants) if v.form == "absent")
            other = frames.get(tuple(sorted(settled.items())))
            if other is not None:
                more = 1.0 if falls else 2 * float(known.variants[fails].chance)
                found += frame.weight * more * self._across(frame, other, labels)
        return found

    def _apart(self, frame: Frame, i: int, joints: Mapping[int, Floats], labels: Sequence[Ints]) -> Floats:
        """Weigh the accounts that lead elsewhere by two variants of one party's wishes."""
        cells = frame.cells
        assert cells is not None
        here, there, weight = coupled(cells.diagrams[i], cells.diagrams[i], joints)
        here, there = cells.classes[i][here], cells.classes[i][there]
        some = here != there
        if not some.any():
            return np.zeros(len(labels))
        keys, place = np.unique(here[some] * cells.ends.shape[i] + there[some], return_inverse=True)
        weights = np.bincount(place.reshape(-1), weights=weight[some])
        ones, others = np.divmod(keys, cells.ends.shape[i])
        rest = self._rest_of(frame, i)
        table = np.moveaxis(cells.ends, i, 0).reshape(cells.ends.shape[i], -1)
        found = np.zeros(len(labels))
        for k, label in enumerate(labels):
            budget.check(WEIGHING)
            told = label[table]
            for a, b, w in zip(ones, others, weights, strict=True):
                found[k] += w * rest[told[a] != told[b]].sum()
        return found

    def _rest_of(self, frame: Frame, i: int) -> Floats:
        found = np.ones(1)
        for j, own in enumerate(self._plain(frame)):
            if j != i:
                found = np.multiply.outer(found, own)
        return found.reshape(-1)

    def _across(self, here: Frame, there: Frame, labels: Sequence[Ints]) -> Floats:
        """Weigh the accounts that lead elsewhere in two frames, what everybody wants being settled alike."""
        assert here.cells is not None
        assert there.cells is not None
        weight: Floats = np.ones(1)
        places, places_there = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
        for i in range(here.cells.ends.ndim):
            joints = {
                k: self._joint(k, here.failed, there.failed) for k, owner in self.owners.items() if owner == i
            }
            a, b, w = coupled(here.cells.diagrams[i], there.cells.diagrams[i], joints)
            a, b = here.cells.classes[i][a], there.cells.classes[i][b]
            wide = there.cells.ends.shape[i]
            keys, place = np.unique(a * wide + b, return_inverse=True)
            w = np.bincount(place.reshape(-1), weights=w).astype(np.float64)
            a, b = np.divmod(keys, wide)
            places = (places[:, None] * here.cells.ends.shape[i] + a).reshape(-1)
            places_there = (places_there[:, None] * wide + b).reshape(-1)
            weight = np.multiply.outer(weight, w).reshape(-1)
        one, other = here.cells.ends.reshape(-1)[places], there.cells.ends.reshape(-1)[places_there]
        return np.array([weight[label[one] != label[other]].sum() for label in labels])

    def _joint(self, doubt: int, failed: frozenset[str], other: frozenset[str]) -> Floats:
        """Give how a doubt is settled where these sources fail and where those do, its own draw being the same."""
        known = self.doubts.doubts[doubt]
        own = [float(c) for c in known.chances(frozenset())]
        one, two = (bool(f.intersection(known.sources)) for f in (failed, other))
        chances = [np.array([float(c) for c in known.chances(f)]) for f in (failed, other)]
        if one == two:
            return np.diag(chances[0])
        if known.kind != "whole":
            return np.asarray(np.multiply.outer(*chances))  # one of them is settled: it falls
        # The alternatives stay where they are drawn; what is written goes to them in their proportions.
        rest = chances[0] if one else chances[1]
        written = [v.form == "written" for v in known.variants]
        found = np.diag(np.where(written, 0.0, own))
        for k, is_written in enumerate(written):
            if is_written:
                found[k] += own[k] * rest
        return found.T if one else found

    # -- conditions ----------------------------------------------------------------------------------------------------

    def under(self, event: Bools, size: int) -> Iterator[tuple[tuple[Literal, ...], float, float]]:
        """Give for every so many literals their weight, and the weight of an event together with them.

        Parameters
        ----------
        event : array of bool, shape (sets,)
        size : int
            How many doubts are settled: 1, 2 or 3.
        """
        parties = len(self.doubts.conflict.decision_makers)
        outer = [k for k in range(len(self.doubts.doubts)) if k not in self.owners]
        for parts in product(range(size + 1), repeat=parties):
            left = size - sum(parts)
            if left < 0 or (left and not outer):
                continue
            some = [
                self._literals([d for d, o in self.owners.items() if o == i], n) for i, n in enumerate(parts)
            ]
            if not all(some):
                continue
            shape = tuple(len(s) for s in some)
            budget.check(WEIGHING)
            for fixed in self._literals(outer, left):
                held, told = np.zeros(shape), np.zeros(shape)
                for frame in self.fitting:
                    if all(frame.settled[d] == v for d, v in fixed):
                        weights = [self.classes(frame, i, some[i]) for i in range(parties)]
                        assert frame.cells is not None
                        held += frame.weight * _contracted(event[frame.cells.ends].astype(float), weights)
                        told += frame.weight * _outer([w.sum(axis=1) for w in weights])
                for place in np.ndindex(*shape):
                    if told[place] > 0:
                        literals = fixed + tuple(x for i, k in enumerate(place) for x in some[i][k])
                        yield literals, float(told[place]), float(held[place])

    def _literals(self, doubts: Sequence[int], number: int) -> list[tuple[Literal, ...]]:
        """List every way to settle so many of some doubts."""
        several = [d for d in doubts if self.variants(d) > 1]
        return [
            tuple(zip(chosen, values, strict=True))
            for chosen in combinations(several, number)
            for values in product(*(range(self.variants(d)) for d in chosen))
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
