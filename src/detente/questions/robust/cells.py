"""Where each combination of the parties' variants is heading, once they are grouped by what they change.

Under Nash a party's variants count by its improvements alone. Under GMR and SMR its order says which of its
improvements it would make, whatever the others want; under SEQ together with what the others' improvements are. Of
all that only the moves count that can come about: those from states that improvements lead to from the start.
Variants that leave all of these alike are one class, and a cell is one class of every party.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.conflict import budget
from detente.game import Bools, Game, Ints
from detente.game.arrays import distinct
from detente.questions.robust.alike import Answered, by_others
from detente.questions.robust.diagrams import Diagram
from detente.questions.robust.holding import Held
from detente.questions.robust.moving import Used
from detente.questions.robust.variants import GROUPING, Improvements, TooManyError, Wishes, diagram
from detente.stability.many import WORD, Columns, Numbers, unpacked

CONCEPTS = ("nash", "seq", "smr", "gmr")
MOST_NODES = 20_000  # variants of one party that differ
MOST_COMBINATIONS = 100_000  # of the parties' improvements
MOST_CELLS = 40_000_000  # combinations of classes, each with all states
MOST_ROWS = 500_000  # variants of one party, each with what the others may do
CELLS_AT_ONCE = 1 << 20  # entries of an array


@dataclass(frozen=True, eq=False)
class Cells:
    """Where each combination of classes is heading under one concept.

    Attributes
    ----------
    concept : str
    classes : tuple of array of int
        For each decision maker the class of each of its nodes.
    ends : array of int, shape (classes of each)
        For each combination the number of a set in `sets`.
    sets : tuple of tuple of int
        The sets of outcomes that something is heading to, by the positions of the states; an empty one: no rest.
    diagrams : tuple of Diagram
        The nodes that the classes are made of.
    """

    concept: str
    classes: tuple[Ints, ...]
    ends: Ints
    sets: tuple[tuple[int, ...], ...]
    diagrams: tuple[Diagram, ...] = field(repr=False)

    @property
    def count(self) -> int:
        """How many combinations there are."""
        return int(self.ends.size)


class Grouping:
    """The variants of every party in one setting, grouped.

    Parameters
    ----------
    game : Game
        The setting: states, moves, rules.
    start : int
    wishes : sequence of Wishes
        For each decision maker.
    """

    def __init__(self, game: Game, start: int, wishes: Sequence[Wishes], *, most: int = MOST_NODES) -> None:
        self.game, self.start, self.wishes, self.most = game, start, tuple(wishes), most
        self.columns = Columns(game)
        self.makers = range(len(game.decision_makers))

    @cached_property
    def marks(self) -> tuple[Improvements, ...]:
        """Of each party's moves, every two states between which there is one."""
        found = []
        for sources, targets in self.game.move_pairs:
            low, high = np.minimum(sources, targets), np.maximum(sources, targets)
            keys, _ = distinct(low * self.game.size + high)
            found.append(Improvements(keys // self.game.size, keys % self.game.size))
        return tuple(found)

    @cached_property
    def by_improvements(self) -> tuple[Diagram, ...]:
        """Each party's variants, by its improvements."""
        pairs = zip(self.wishes, self.marks, strict=True)
        return tuple(diagram(w, m, self.most) for w, m in pairs)

    def by_order(self, concept: str) -> tuple[Diagram, ...]:
        """Each party's variants, by its order of the states as far as a concept looks at it."""
        if concept not in self._by_order:
            marks = [self._looked_at(concept, i) for i in self.makers]
            pairs = zip(self.wishes, marks, strict=True)
            self._by_order[concept] = tuple(diagram(w, m, self.most) for w, m in pairs)
        return self._by_order[concept]

    @cached_property
    def _by_order(self) -> dict[str, tuple[Diagram, ...]]:
        return {}

    def _looked_at(self, concept: str, i: int) -> Answered:
        if concept != "seq":
            return Answered(self.columns, concept, i, self.marks[i])
        told = [d.marks for d in self.by_improvements]
        at_times, never = (
            by_others(self.columns, i, self.marks, told, always=always) for always in (False, True)
        )
        return Answered(self.columns, concept, i, self.marks[i], at_times, never)

    @cached_property
    def groups(self) -> tuple[int, ...]:
        """How many sets of improvements each party may have."""
        return tuple(d.size for d in self.by_improvements)

    @property
    def combinations(self) -> int:
        """How many combinations of improvements differ."""
        return prod(self.groups)

    def group_of(self, concept: str) -> tuple[Ints, ...]:
        """The number of the set of improvements that each order of each party gives."""
        if concept not in self._group_of:
            self._group_of[concept] = self._grouped(self.by_order(concept))
        return self._group_of[concept]

    @cached_property
    def _group_of(self) -> dict[str, tuple[Ints, ...]]:
        return {}

    def _grouped(self, by_order: Sequence[Diagram]) -> tuple[Ints, ...]:
        found = []
        for i in self.makers:
            known = {row.tobytes(): k for k, row in enumerate(self.by_improvements[i].marks)}
            told = self.marks[i].of(by_order[i].marks)
            found.append(np.array([known[row.tobytes()] for row in told], dtype=np.int64))
        return tuple(found)

    @cached_property
    def _kind(self) -> type[Any]:
        return np.uint16 if self.game.size < 1 << 16 else np.uint32

    def values(self, concept: str, i: int) -> Numbers:
        """What each order of a party is, a column each."""
        return np.ascontiguousarray(self.by_order(concept)[i].marks.T).astype(self._kind)

    @cached_property
    def closed(self) -> dict[int, list[Numbers]]:
        """Which moves are no improvements, a column for each set of improvements (see `Columns.gained`)."""
        found = {}
        for j in self.makers:
            one_of = np.unique(self.group_of("seq")[j], return_index=True)[1]
            found[j] = self.columns.gained(j, self.values("seq", j).take(one_of, axis=1))
        return found

    @cached_property
    def _improving(self) -> tuple[Bools, ...]:
        """Which moves are improvements: shape (rows of the table of where it comes from, states, sets)."""
        found = []
        for i in self.makers:
            told, marks = self.by_improvements[i].marks, self.marks[i]
            place = {
                (int(s), int(t)): k for k, (s, t) in enumerate(zip(marks.sources, marks.targets, strict=True))
            }
            table = self.columns.back[i]
            made = np.zeros((*table.shape, len(told)), dtype=bool)
            for k, row in enumerate(table.tolist()):
                for t, s in enumerate(row):
                    if s != t:
                        sign = told[:, place[min(s, t), max(s, t)]]
                        made[k, t] = sign > 0 if s < t else sign < 0
            found.append(made)
        return tuple(found)

    @cached_property
    def reach(self) -> Bools:
        """Where improvements lead to from the start, shape (states, combinations of improvements)."""
        if self.combinations > MOST_COMBINATIONS:
            raise TooManyError
        found = np.zeros((self.game.size, self.combinations), dtype=bool)
        for part in self._parts(self.combinations):
            groups = np.unravel_index(part, self.groups)
            ways = [
                self.columns.ways(i, [row[:, groups[i]] for row in self._improving[i]]) for i in self.makers
            ]
            found[:, part] = unpacked(self.columns.reached(self.start, ways, part.size), part.size)
        return found

    def _parts(self, number: int) -> Iterator[Ints]:
        most = max(64, CELLS_AT_ONCE // self.game.size // 64 * 64)
        for first in range(0, number, most):
            budget.check(GROUPING)
            yield np.arange(first, min(first + most, number))

    def nash(self) -> Cells:
        """Where each combination of improvements is heading under Nash."""
        numbers, sets = _numbered(self.reach & self.nash_held)
        classes = tuple(np.arange(g) for g in self.groups)
        return Cells("nash", classes, numbers.reshape(self.groups), sets, self.by_improvements)

    # -- concepts that look ahead --------------------------------------------------------------------------------------

    def others(self, i: int) -> tuple[int, ...]:
        """Give how many sets of improvements each of the others may have; 1 in the place of `i`."""
        return tuple(1 if j == i else g for j, g in enumerate(self.groups))

    def combination(self, i: int, nodes: Ints, others: Ints) -> Ints:
        """Give the number of the combination of improvements, of some of `i`'s orders and some of the others' sets."""
        places = list(np.unravel_index(others, self.others(i)))
        places[i] = self.group_of("seq")[i][nodes]
        return np.ravel_multi_index(tuple(places), self.groups)

    def _hopes(self, concept: str, i: int) -> Iterator[tuple[Ints, Ints, Numbers, Numbers]]:
        """Give parts of what `i` may want and others may do: orders, others' sets, what states are worth, and hopes."""
        nodes, many = self.by_order(concept)[i].size, prod(self.others(i)) if concept == "seq" else 1
        if nodes * many > MOST_ROWS:
            raise TooManyError
        every = self.values(concept, i)
        for part in self._parts(nodes * many):
            others, mine = np.divmod(part, nodes)
            values = every.take(mine, axis=1)
            closed = None
            if concept == "seq":
                places = np.unravel_index(others, self.others(i))
                closed = {
                    j: [row.take(places[j], axis=1) for row in self.closed[j]] for j in self.makers if j != i
                }
            hopes = self.columns.fears(concept, i, values, closed)
            yield mine, others, values, np.minimum(hopes, values)

    def _made(self, concept: str, i: int) -> tuple[Ints, NDArray[np.uint8], Bools]:
        """Group the orders of `i` by which moves it would make: the class of each, the moves, and where it stays.

        Returns
        -------
        classes : array of int, shape (nodes,)
        made : array of uint8, shape (others' sets, nodes, bytes)
            Moves that it would make and that can come about, packed.
        stays : array of bool, shape (others' sets, nodes, states)
        """
        nodes, table = self.by_order(concept)[i].size, self.columns.back[i]
        many = prod(self.others(i)) if concept == "seq" else 1
        if many * nodes * (table.size // 8 + self.game.size) > 1 << 30:
            raise TooManyError
        made = np.zeros((many, nodes, -(-max(1, table.size) // 8)), dtype=np.uint8)
        stays = np.zeros((many, nodes, self.game.size), dtype=bool)
        anywhere, groups = self._anywhere(i), self.group_of(concept)[i]
        for mine, others, values, hopes in self._hopes(concept, i):
            seq = concept == "seq"
            come = self.reach[:, self.combination(i, mine, others)] if seq else anywhere[:, groups[mine]]
            free = [
                moved & come.take(row, axis=0)
                for row, moved in zip(table, self.columns.free(i, values, hopes), strict=True)
            ]
            if free:
                made[others, mine] = np.packbits(np.concatenate(free).T, axis=1)
            stays[others, mine] = self.columns.stays(i, values, hopes).T
        return _classes(groups, made), made, stays

    def _anywhere(self, i: int) -> Bools:
        """Tell for each set of improvements of `i` which states can come about, whatever the others' are."""
        axes = tuple(1 + j for j in self.makers if j != i)
        return np.asarray(self.reach.reshape(self.game.size, *self.groups).any(axis=axes))

    def ahead(self, concept: str) -> tuple[Cells, Held]:
        """Where each combination is heading under SEQ, SMR or GMR, and where each party stays."""
        parts = [self._made(concept, i) for i in self.makers]
        classes = tuple(c for c, _, _ in parts)
        shape = tuple(int(c.max()) + 1 for c in classes)
        if prod(shape) * self.game.size > MOST_CELLS:
            raise TooManyError
        firsts = [np.unique(c, return_index=True)[1] for c in classes]
        used = [Used.of(self.columns.back[i], made) for i, (_, made, _) in enumerate(parts)]
        numbers = np.zeros(prod(shape), dtype=np.int64)
        known: dict[tuple[int, ...], int] = {}
        for part in self._parts(prod(shape)):
            places = np.unravel_index(part, shape)
            nodes = [firsts[i][places[i]] for i in self.makers]
            groups = [self.group_of(concept)[i][nodes[i]] for i in self.makers]
            ways = []
            left = np.zeros((self.game.size, -(-part.size // WORD)), dtype=np.uint64)
            for i, mine in enumerate(used):
                others = np.zeros(part.size, dtype=np.int64)
                if concept == "seq":
                    with_mine = tuple(np.zeros_like(g) if j == i else g for j, g in enumerate(groups))
                    others = np.ravel_multi_index(with_mine, self.others(i))
                some = mine.made(others, nodes[i])
                ways.append(mine.ways(some))
                left[mine.starts] |= mine.leaving(some)
            reached = self.columns.reached(self.start, ways, part.size) & ~left
            some_numbers, sets = _numbered(unpacked(reached, part.size))
            own = np.array([known.setdefault(one, len(known)) for one in sets], dtype=np.int64)
            numbers[part] = own[some_numbers]
        held = Held(tuple(stays for _, _, stays in parts))
        return Cells(concept, classes, numbers.reshape(shape), tuple(known), self.by_order(concept)), held

    @cached_property
    def nash_held(self) -> Bools:
        """Tell where nobody has an improvement, shape (states, combinations of improvements)."""
        found = np.ones((self.game.size, self.combinations), dtype=bool)
        for i in self.makers:
            leaves = np.zeros((self.game.size, self.groups[i]), dtype=bool)
            for row, made in zip(self.columns.back[i], self._improving[i], strict=True):
                for s, some in zip(row.tolist(), made, strict=True):
                    leaves[s] |= some
            found &= ~leaves[:, np.unravel_index(np.arange(self.combinations), self.groups)[i]]
        return found


def _classes(groups: Ints, made: NDArray[np.uint8]) -> Ints:
    """Number orders so that those share a number that have the same improvements and make the same moves."""
    known: dict[tuple[int, bytes], int] = {}
    return np.array(
        [
            known.setdefault((group, made[:, node].tobytes()), len(known))
            for node, group in enumerate(groups.tolist())
        ],
        dtype=np.int64,
    )


def _numbered(held: Bools) -> tuple[Ints, tuple[tuple[int, ...], ...]]:
    """Number the sets of states that the columns are, and list them."""
    states = np.flatnonzero(held.any(axis=1))
    if not states.size:
        return np.zeros(held.shape[1], dtype=np.int64), ((),)
    rows = np.packbits(held[states], axis=0)
    keys = np.ascontiguousarray(rows.T).view(np.dtype((np.void, len(rows)))).reshape(-1)
    _, firsts, numbers = np.unique(keys, return_index=True, return_inverse=True)
    sets = tuple(tuple(states[held[states, k]].tolist()) for k in firsts)
    return numbers.reshape(-1), sets
