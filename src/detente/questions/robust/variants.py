"""What a party's doubts can make of its wishes: the variants, merged wherever they come to the same.

A party's statements are gone through from the most important on. What counts of a variant is what is known of it so far
(`Marks`): two that have it in common are one from there on, whatever is still to come. So what has to be kept
grows with what differs, and not with the number of variants, which doubles with each statement that may fall.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.conflict import budget
from detente.game import Bools, Ints

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

    def first(self, ranks: Ints | None) -> NDArray[Any]:
        """Give what is known before any statement."""
        if ranks is None:
            return np.zeros(self.sources.size, dtype=np.int8)
        return np.asarray(np.sign(ranks[self.targets] - ranks[self.sources]), dtype=np.int8)

    def with_one(self, rows: NDArray[Any], holds: Bools) -> NDArray[Any]:
        """Decide the moves that were open."""
        told = holds[self.targets].astype(np.int8) - holds[self.sources].astype(np.int8)
        return np.where(rows == 0, told, rows)

    def of(self, ranks: NDArray[Any]) -> NDArray[Any]:
        """Give the marks of orders, a row each."""
        return np.asarray(np.sign(ranks[:, self.targets] - ranks[:, self.sources]), dtype=np.int8)


def dense(rows: NDArray[Any]) -> NDArray[Any]:
    """Turn numbers into ranks without gaps, in each row for itself."""
    order = np.argsort(rows, axis=1, kind="stable")
    ordered = np.take_along_axis(rows, order, axis=1)
    steps = np.zeros(rows.shape, dtype=np.int32)
    steps[:, 1:] = np.cumsum(ordered[:, 1:] != ordered[:, :-1], axis=1)
    found = np.empty_like(steps)
    np.put_along_axis(found, order, steps, axis=1)
    return found


@dataclass(frozen=True, eq=False)
class Layer:
    """A step: the doubts that it settles, and where each node goes by how they are settled."""

    doubts: tuple[int, ...]
    step: NDArray[np.intp]  # shape (nodes before, variants of each doubt)
    after: int


@dataclass(frozen=True, eq=False)
class Diagram:
    """A party's variants, merged: from one node through layers to one node for each that differs.

    Attributes
    ----------
    layers : tuple of Layer
    marks : array
        What is known of each node at the end, a row each.
    """

    layers: tuple[Layer, ...]
    marks: NDArray[Any] = field(repr=False)

    @property
    def size(self) -> int:
        """How many variants differ."""
        return len(self.marks)

    def weights(self, chances: Mapping[int, Floats]) -> Floats:
        """Give the weight of each node at the end.

        Parameters
        ----------
        chances : mapping of int to array of float, shape (rows, variants)
            For each doubt the weights of its variants; as many rows as are wanted at a time. A row that gives weight to
            one variant alone asks what the weight is together with that.

        Returns
        -------
        array of float, shape (rows, nodes)
        """
        rows = max((len(c) for c in chances.values()), default=1)
        found = np.ones((rows, 1))
        for layer in self.layers:
            options = _options(layer, chances, rows)
            given = found[:, :, None] * options[:, None, :]
            found = _gathered(given.reshape(rows, -1), layer.step.reshape(-1), layer.after)
        return found

    def draw(self, settled: Mapping[int, Ints]) -> Ints:
        """Give the node at the end for each of several accounts, by how their doubts are settled."""
        number = max((len(s) for s in settled.values()), default=1)
        found: Ints = np.zeros(number, dtype=np.int64)
        for layer in self.layers:
            found = layer.step[(found, *(settled[d] for d in layer.doubts))]
        return found


def coupled(one: Diagram, other: Diagram, joints: Mapping[int, Floats]) -> tuple[Ints, Ints, Floats]:
    """Follow two accounts side by side: what one comes to, what the other does, and the weight of both.

    Parameters
    ----------
    one, other : Diagram
        Of the same wishes, which may be looked at in two ways.
    joints : mapping of int to array of float, shape (variants, variants)
        For each doubt the weight of each variant here together with each there; on the diagonal alone where it is
        settled alike in both.

    Returns
    -------
    nodes, others : array of int
        Pairs of nodes at the end.
    weights : array of float
    """
    here: Ints = np.zeros(1, dtype=np.int64)
    there: Ints = np.zeros(1, dtype=np.int64)
    weight: Floats = np.ones(1)
    for layer, beside in zip(one.layers, other.layers, strict=True):
        steps, steps_there = (x.step.reshape(len(x.step), -1) for x in (layer, beside))
        ways: Floats = np.ones((1, 1))
        for d in layer.doubts:
            ways = np.asarray(np.kron(ways, joints[d]), dtype=np.float64)
        some, others = np.nonzero(ways)
        ends = steps[here][:, some].reshape(-1)
        ends_there = steps_there[there][:, others].reshape(-1)
        given = (weight[:, None] * ways[some, others]).reshape(-1)
        keys, place = np.unique(ends * beside.after + ends_there, return_inverse=True)
        weight = np.bincount(place.reshape(-1), weights=given, minlength=keys.size).astype(np.float64)
        here, there = np.divmod(keys, beside.after)
    return here, there, weight


def _options(layer: Layer, chances: Mapping[int, Floats], rows: int) -> Floats:
    """Give the weight of each way to settle the doubts of a layer, shape (rows, ways)."""
    found = np.ones((rows, 1))
    for d in layer.doubts:
        mine = np.broadcast_to(chances[d], (rows, chances[d].shape[1]))
        found = (found[:, :, None] * mine[:, None, :]).reshape(rows, -1)
    return found


def _gathered(given: Floats, into: NDArray[np.intp], number: int) -> Floats:
    """Add up columns that go to the same place."""
    order = np.argsort(into, kind="stable")
    firsts = np.flatnonzero(np.diff(into[order], prepend=-1))
    found = np.zeros((len(given), number))
    found[:, into[order][firsts]] = np.add.reduceat(given[:, order], firsts, axis=1)
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
        for block in program.blocks:
            budget.check(GROUPING)
            rows, of, layer = _stepped(rows, of, number, block, marks, most)
            layers.append(layer)
    # What is alike at the end is alike whichever program it came by.
    places, kept = _merged(rows)
    last = Layer((), places.astype(np.intp), len(kept))
    return Diagram((*layers, last), rows[kept])


def _stepped(
    rows: NDArray[Any], of: Ints, number: int, block: Block, marks: Marks, most: int
) -> tuple[NDArray[Any], Ints, Layer]:
    """Take one block: the nodes of its program go on by how its doubts are settled, the others stay."""
    mine = np.flatnonzero(of == number)
    if mine.size * int(np.prod(block.shape, dtype=np.int64)) > 8 * most:
        raise TooManyError
    before = len(rows)
    stay = np.flatnonzero(of != number)
    made = [rows[stay]]
    for choice in product(*map(range, block.shape)):
        some = rows[mine]
        for holds in block.holding(choice):
            some = marks.with_one(some, holds)
        made.append(some)
    ways = len(made) - 1
    all_rows = np.concatenate(made)
    owner = np.concatenate([of[stay], np.full(ways * mine.size, number, dtype=of.dtype)])
    keyed = np.concatenate([all_rows.astype(np.int32), owner[:, None].astype(np.int32)], axis=1)
    places, kept = _merged(keyed)
    if len(kept) > most:
        raise TooManyError
    step = np.empty((before, ways), dtype=np.intp)
    step[stay] = places[: stay.size, None]
    step[mine] = places[stay.size :].reshape(ways, mine.size).T
    return all_rows[kept], owner[kept], Layer(block.doubts, step.reshape(before, *block.shape), len(kept))


def _merged(rows: NDArray[Any]) -> tuple[Ints, list[int]]:
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
    return places, kept
