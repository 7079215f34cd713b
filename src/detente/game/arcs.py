"""Moves one by one, where options alone do not say who can move where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.game.arrays import Ints, cuts, distinct, runs
from detente.game.moves import Before

MOST_FOLLOWED = 50_000_000  # pairs of moves, see `Arcs.transitive`


@dataclass(frozen=True, eq=False)
class Arcs:
    """Moves one by one, as a compressed list: from state s to ``targets[starts[s]:starts[s + 1]]``.

    Parameters
    ----------
    size : int
        Number of states.
    starts : array of int, shape (size + 1,)
    targets : array of int
        In ascending order for each state, the state itself not among them.
    known_transitive : bool
        Whether two moves in a row are known to lead where one move leads (or back); else it is tested.
    """

    size: int
    starts: Ints
    targets: Ints
    known_transitive: bool = False

    @classmethod
    def of(cls, size: int, sources: Ints, targets: Ints, *, known_transitive: bool = False) -> Arcs:
        """Make them from pairs; a pair that stands twice counts once, a loop not at all."""
        pairs = sources * size
        pairs += targets
        pairs = pairs[sources != targets]
        pairs.sort()
        new = np.ones(pairs.size, dtype=bool)
        np.not_equal(pairs[1:], pairs[:-1], out=new[1:])
        if not new.all():
            pairs = pairs[new]
        starts = np.searchsorted(pairs, np.arange(size + 1) * size)
        pairs %= size
        return cls(size, starts.astype(np.int64), pairs, known_transitive)

    @property
    def sources(self) -> Ints:
        """The state each move leaves."""
        return np.repeat(np.arange(self.size), np.diff(self.starts))

    def lowest(self, values: Ints) -> Ints:
        """Give the least value after a move; ``size`` where there is none."""
        found: Ints = np.full(self.size, self.size, dtype=values.dtype)
        some = np.flatnonzero(np.diff(self.starts))
        if some.size:
            found[some] = np.minimum.reduceat(values[self.targets], self.starts[some])
        return found

    def lower(self, values: Ints) -> bool:
        """Lower the values in place to the least after a move; tell whether any was lowered."""
        found = self.lowest(values)
        lowered = bool((found < values).any())
        np.minimum(values, found, out=values)
        return lowered

    def before(self) -> Before:
        """Give a function that says from which states one comes to a state, each only the first time."""
        back = self.reversed()
        starts, sources = back.starts.data, back.targets.data

        def given(state: int) -> list[int]:
            return sources[starts[state] : starts[state + 1]].tolist()

        return given

    def improvements(self, ranks: Ints, ends: Ints | None = None) -> Arcs:
        """Keep the moves that raise `ranks`, or that lead from `ranks` to more in `ends`."""
        kept = (ranks if ends is None else ends)[self.targets] > np.repeat(ranks, np.diff(self.starts))
        starts = np.concatenate(([0], np.cumsum(kept)))[self.starts]
        return Arcs(self.size, starts.astype(np.int64), self.targets[kept])

    def successors(self, state: int) -> Ints:
        """Give the states one move away from `state`."""
        return self.targets[self.starts[state] : self.starts[state + 1]]

    def reversed(self) -> Arcs:
        """Turn every move round."""
        return Arcs.of(self.size, self.targets, self.sources, known_transitive=self.known_transitive)

    @cached_property
    def transitive(self) -> bool:
        """Whether two moves in a row always lead where one move leads (or back).

        States that can move to, or stay at, the same states are looked at once. Where even so too much would
        have to be followed, it says no: that is always a safe answer, the work only grows.
        """
        if self.known_transitive or not self.targets.size:
            return True
        sources, states = self.sources, np.arange(self.size)
        ends = np.concatenate((sources * self.size + self.targets, states * (self.size + 1)))
        ends.sort()  # for each state in turn: where it can move to, and itself
        starts = self.starts + np.arange(self.size + 1)
        kind, first = _alike(starts, ends % self.size)
        inner = distinct(
            (kind[sources] * self.size + kind[self.targets])[kind[sources] != kind[self.targets]]
        )[0]
        begin, middle = first[inner // self.size], first[inner % self.size]
        lengths = np.diff(starts)[middle]
        if int(lengths.sum()) > MOST_FOLLOWED:
            return False
        for part in cuts(lengths):
            reached = ends[runs(starts[middle[part]], lengths[part])] % self.size
            wanted = np.repeat(begin[part] * self.size, lengths[part]) + reached
            position = np.minimum(np.searchsorted(ends, wanted), ends.size - 1)
            if not np.array_equal(ends[position], wanted):
                return False
        return True


def _alike(starts: Ints, ends: Ints) -> tuple[Ints, Ints]:
    """Give each list ``ends[starts[s]:starts[s + 1]]`` a kind, the same only for equal ones, and each kind's first.

    Lists with the same sum of scrambled entries are compared entry by entry.
    """
    size = starts.size - 1
    scrambled = np.arange(1, size + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    scrambled ^= scrambled >> np.uint64(29)
    scrambled *= np.uint64(0xBF58476D1CE4E5B9)
    scrambled ^= scrambled >> np.uint64(32)
    kind = distinct(np.add.reduceat(scrambled[ends], starts[:-1]).view(np.int64))[1]
    first = np.full(size, size, dtype=np.int64)
    np.minimum.at(first, kind, np.arange(size))
    lengths = np.diff(starts)
    model = first[kind]
    if np.array_equal(lengths[model], lengths):
        same = (
            np.array_equal(ends[runs(starts[model[p]], lengths[p])], ends[starts[p.start] : starts[p.stop]])
            for p in cuts(lengths)
        )
        if all(same):
            return kind, first
    return np.arange(size), np.arange(size)
