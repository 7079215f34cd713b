"""What a party's doubts can make of its wishes: the variants, merged wherever they come to the same.

A party's statements are gone through from the most important on. What counts of a variant is what is known of it so far
(`Marks`): two that have it in common are one from there on, whatever is still to come. So what has to be kept
grows with what differs, and not with the number of variants, which doubles with each statement that may fall.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.conflict import budget
from detente.game import Bools, Ints
from detente.questions.robust.diagrams import Diagram, Layer

Floats = NDArray[np.float64]
GROUPING = "grouping what the doubts make of the wishes"


class TooManyError(Exception):
    """There are more variants that differ than are looked at."""


@dataclass(frozen=True, eq=False)
class Item:
    """A statement, and what it may be.

    Attributes
    ----------
    doubt : int or None
        The number of the doubt about it; None where there is none.
    variants : tuple of (array of bool or None)
        In which states each variant holds; None where the statement is absent.
    """

    doubt: int | None
    variants: tuple[Bools | None, ...]


@dataclass(frozen=True, eq=False)
class Block:
    """Statements that come next, in their order or, where there is a doubt about it, in any."""

    items: tuple[Item, ...]
    order: int | None = None

    @property
    def doubts(self) -> tuple[int, ...]:
        """The doubts that are settled here: that about the order first."""
        first = () if self.order is None else (self.order,)
        return first + tuple(i.doubt for i in self.items if i.doubt is not None)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many variants each of the doubts has."""
        many = () if self.order is None else (len(orders(len(self.items))),)
        return many + tuple(len(i.variants) for i in self.items if i.doubt is not None)

    def holding(self, choice: Sequence[int]) -> list[Bools]:
        """Give what is said, most important first, where each doubt is settled so."""
        rest = list(choice)
        order: Sequence[int] = range(len(self.items))
        if self.order is not None:
            order = orders(len(self.items))[rest.pop(0)]
        said = [i.variants[rest.pop(0) if i.doubt is not None else 0] for i in self.items]
        return [one for k in order if (one := said[k]) is not None]


def orders(number: int) -> list[tuple[int, ...]]:
    """Give every order of so many statements, their own first."""
    return list(permutations(range(number)))


@dataclass(frozen=True, eq=False)
class Program:
    """One way to say what a party wants: ranks to begin with, where it gives any, then statements."""

    ranks: Ints | None = None
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, eq=False)
class Wishes:
    """What a party may want.

    Attributes
    ----------
    programs : tuple of Program
        One, or where there is a doubt about the whole (`doubt`) one for each variant.
    """

    programs: tuple[Program, ...]
    doubt: int | None = None

    @property
    def doubts(self) -> tuple[int, ...]:
        """Every doubt about them."""
        whole = () if self.doubt is None else (self.doubt,)
        return whole + tuple(d for p in self.programs for b in p.blocks for d in b.doubts)

    def ranks(self, settled: Mapping[int, int], size: int) -> Ints:
        """Rank the states where each doubt is settled so: numbers that compare as the wishes do, without gaps.

        This is the plain way, for one account.
        """
        program = self.programs[0 if self.doubt is None else settled[self.doubt]]
        found: Ints = (
            np.zeros(size, dtype=np.int64) if program.ranks is None else program.ranks.astype(np.int64)
        )
        for block in program.blocks:
            for holds in block.holding([settled[d] for d in block.doubts]):
                found = np.unique(found * 2 + holds, return_inverse=True)[1].reshape(size)
        return found


class Marks:
    """What is kept of a variant while statements are gone through."""

    def first(self, ranks: Ints | None) -> NDArray[Any]:
        """Give what is known before any statement."""
        raise NotImplementedError

    def with_one(self, rows: NDArray[Any], holds: Bools) -> NDArray[Any]:
        """Give what is known after one more, for several variants, a row each."""
        raise NotImplementedError

    def foreseen(self, rows: NDArray[Any], program: Program, done: int) -> NDArray[Any]:
        """Add what is sure to be told by the rest of the statements, once so many blocks are done."""
        return rows

    def keys(self, rows: NDArray[Any], program: Program, done: int) -> NDArray[Any] | None:
        """Give what alone counts of variants, a row each, equal where they come to the same; None: all of it counts."""
        return None


class Orders(Marks):
    """The order of the states."""

    def __init__(self, size: int) -> None:
        self.size = size

    def first(self, ranks: Ints | None) -> NDArray[Any]:
        """Give the order before any statement."""
        return np.zeros(self.size, dtype=np.int32) if ranks is None else ranks.astype(np.int32)

    def with_one(self, rows: NDArray[Any], holds: Bools) -> NDArray[Any]:
        """Split what was alike."""
        return dense(rows * 2 + holds)


class Improvements(Marks):
    """Of each of the party's moves, whether it makes it better or worse off: what is told first stays."""

    def __init__(self, sources: Ints, targets: Ints) -> None:
        self.sources, self.targets = sources, targets
        self._coming: dict[int, tuple[Program, list[Told]]] = {}

    def first(self, ranks: Ints | None) -> NDArray[Any]:
        """Give what is known before any statement."""
        if ranks is None:
            return np.zeros(self.sources.size, dtype=np.int8)
        return np.asarray(np.sign(ranks[self.targets] - ranks[self.sources]), dtype=np.int8)

    def with_one(self, rows: NDArray[Any], holds: Bools) -> NDArray[Any]:
        """Decide the moves that were open."""
        told = holds[self.targets].astype(np.int8) - holds[self.sources].astype(np.int8)
        return np.where(rows == 0, told, rows)

    def foreseen(self, rows: NDArray[Any], program: Program, done: int) -> NDArray[Any]:
        """Decide the moves on which the rest of the statements is sure to say the same."""
        if id(program) not in self._coming:
            self._coming[id(program)] = program, coming(program, self.sources, self.targets)
        later = self._coming[id(program)][1][done]
        sure = np.where(later == WORSE, -1, np.where(later == BETTER, 1, 0)).astype(np.int8)
        return np.where(rows == 0, sure, rows)

    def of(self, ranks: NDArray[Any]) -> NDArray[Any]:
        """Give the marks of orders, a row each."""
        return np.asarray(np.sign(ranks[:, self.targets] - ranks[:, self.sources]), dtype=np.int8)


NOTHING_LEFT = Program()
Told = NDArray[np.uint8]
WORSE, SAME, BETTER = 1, 2, 4  # what may be told of two states


def coming(program: Program, ones: Any, others: Any) -> list[Told]:
    """Give what the statements may still tell of pairs of states: how the others compare with the ones.

    Parameters
    ----------
    program : Program
    ones, others : array of int, of one shape or such that go together
        States.

    Returns
    -------
    list of array of uint8
        Once no block is done, once the first is, and so on: `WORSE`, `SAME` and `BETTER`, added up. More may be in it
        than there is, and never less.
    """
    shape = np.broadcast(ones, others).shape
    left = np.full(shape, SAME, dtype=np.uint8)
    found = [left]
    for block in reversed(program.blocks):
        some, silent = np.zeros(shape, dtype=np.uint8), np.ones(shape, dtype=bool)
        for item in block.items:
            same = np.zeros(shape, dtype=bool)
            for holds in item.variants:
                if holds is None:
                    same[...] = True
                    continue
                here, there = holds[ones], holds[others]
                some |= (there & ~here) * np.uint8(BETTER) | (here & ~there) * np.uint8(WORSE)
                same |= here == there
            silent &= same
        left = some | np.where(silent, left, 0).astype(np.uint8)
        found.append(left)
    return found[::-1]


def dense(rows: NDArray[Any]) -> NDArray[Any]:
    """Turn numbers into ranks without gaps, in each row for itself."""
    order = np.argsort(rows, axis=1, kind="stable")
    ordered = np.take_along_axis(rows, order, axis=1)
    steps = np.zeros(rows.shape, dtype=np.int32)
    steps[:, 1:] = np.cumsum(ordered[:, 1:] != ordered[:, :-1], axis=1)
    found = np.empty_like(steps)
    np.put_along_axis(found, order, steps, axis=1)
    return found


def diagram(wishes: Wishes, marks: Marks, most: int) -> Diagram:
    """Go through a party's statements and merge what comes to the same.

    Raises
    ------
    TooManyError
        Where at some point more than `most` differ.
    """
    starts = [marks.first(p.ranks) for p in wishes.programs]
    of = np.arange(len(starts))  # by which program each node goes
    rows = np.stack(starts)
    layers = []
    if wishes.doubt is not None:
        layers.append(Layer((wishes.doubt,), of[None, :].astype(np.intp), len(of)))
    for number, program in enumerate(wishes.programs):
        for done, block in enumerate(program.blocks, start=1):
            budget.check(GROUPING)
            rows, of, layer = _stepped(rows, of, number, block, marks, (program, done), most)
            layers.append(layer)
    # What is alike at the end is alike whichever program it came by.
    places, kept = _alike(rows, marks, (NOTHING_LEFT, 0))
    last = Layer((), places.astype(np.intp), len(kept))
    return Diagram((*layers, last), rows[kept])


def _stepped(
    rows: NDArray[Any],
    of: Ints,
    number: int,
    block: Block,
    marks: Marks,
    at: tuple[Program, int],
    most: int,
) -> tuple[NDArray[Any], Ints, Layer]:
    """Take one block: the nodes of its program go on by how its doubts are settled, the others stay."""
    mine = np.flatnonzero(of == number)
    ways = int(np.prod(block.shape, dtype=np.int64))
    if mine.size * ways > 8 * most:
        raise TooManyError
    before = len(rows)
    stay = np.flatnonzero(of != number)
    made = []
    for choice in product(*map(range, block.shape)):
        some = rows[mine]
        for holds in block.holding(choice):
            some = marks.with_one(some, holds)
        made.append(some)
    new = marks.foreseen(np.concatenate(made), *at)
    places, kept = _alike(new, marks, at)
    if len(kept) + stay.size > most:
        raise TooManyError
    step = np.empty((before, ways), dtype=np.intp)
    step[stay] = np.arange(stay.size)[:, None]
    step[mine] = stay.size + places.reshape(ways, mine.size).T
    all_rows = np.concatenate([rows[stay], new[kept]])
    owner = np.concatenate([of[stay], np.full(len(kept), number, dtype=of.dtype)])
    return all_rows, owner, Layer(block.doubts, step.reshape(before, *block.shape), len(all_rows))


def _alike(rows: NDArray[Any], marks: Marks, at: tuple[Program, int]) -> tuple[Ints, Ints]:
    """Number variants so that those share a number that come to the same; and say where each is met first."""
    places, kept = _merged(rows)
    keys = marks.keys(rows[kept], *at)
    if keys is None:
        return places, kept
    again, firsts = _merged(keys)
    return again[places], kept[firsts]


def _merged(rows: NDArray[Any]) -> tuple[Ints, Ints]:
    """Number rows so that equal ones share a number; and say where each is met first."""
    known: dict[bytes, int] = {}
    kept: list[int] = []
    places = np.empty(len(rows), dtype=np.int64)
    for k, row in enumerate(np.ascontiguousarray(rows)):
        key = row.tobytes()
        if key not in known:
            known[key] = len(kept)
            kept.append(k)
        places[k] = known[key]
    return places, np.array(kept, dtype=np.int64)
