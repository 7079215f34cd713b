"""Accounts that are drawn by seed, many at a time, where they are too many to group.

They come in blocks of a fixed size, each drawn with a seed of its own: so whoever works out a block gets the same, and
the whole is the same for any number of workers, and however many accounts are looked at together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.conflict.doubts import Doubts
from detente.game import Ints
from detente.questions.robust.diagrams import Floats
from detente.questions.robust.settings import Setting
from detente.questions.robust.variants import Block, Item, Program, Wishes, dense, orders
from detente.stability.many import Columns, Numbers, judged

BLOCK = 1_024  # accounts that one seed draws
TOGETHER = 1_024  # accounts that are looked at together, if nothing else is said
DIGITS = 60  # statements that fit into a number


@dataclass(frozen=True, eq=False)
class Place:
    """A setting as numbers alone: where moves lead, where it begins, what everybody may want."""

    columns: Columns
    start: int
    wishes: tuple[Wishes, ...]


@dataclass(frozen=True, eq=False)
class Plan:
    """All that is needed to draw accounts and to say where they are heading: it can be sent to another machine.

    Attributes
    ----------
    seed : int
    concepts : tuple of str
    chances : tuple of array of float
        Of the variants of each doubt.
    kinds : tuple of str
    rests : tuple of tuple of int
        For each doubt the sources that take it along.
    falls : tuple of int
        Which variant of each doubt holds where its source fails; of a whole preference the one that is then drawn
        again (as it is written); -1 where nothing changes.
    places : tuple of (Place or None)
        The settings; None where one contradicts itself.
    outer : tuple of int
        The doubts that settle which.
    """

    seed: int
    concepts: tuple[str, ...]
    chances: tuple[Floats, ...]
    kinds: tuple[str, ...]
    rests: tuple[tuple[int, ...], ...]
    falls: tuple[int, ...]
    places: tuple[Place | None, ...] = field(repr=False)
    outer: tuple[int, ...]

    @property
    def mark(self) -> str:
        """A short text that differs where the plan does: by it a run is known again."""
        found = blake2b(digest_size=12)
        found.update(
            repr((self.seed, self.concepts, self.kinds, self.rests, self.falls, self.outer)).encode()
        )
        for known in self.chances:
            found.update(known.tobytes())
        for place in self.places:
            found.update(b"-" if place is None else str(place.start).encode())
            for table in () if place is None else place.columns.onward:
                found.update(table.tobytes())
            for wishes in () if place is None else place.wishes:
                _mark(found, wishes)
        return found.hexdigest()


def _mark(found: Any, wishes: Wishes) -> None:
    for program in wishes.programs:
        found.update(b"p" if program.ranks is None else program.ranks.tobytes())
        for block in program.blocks:
            for item in block.items:
                for variant in item.variants:
                    found.update(b"n" if variant is None else variant.tobytes())


def plan_of(doubts: Doubts, settings: Sequence[Setting], concepts: Sequence[str], seed: int) -> Plan:
    """Make the plan for the doubts of an account."""
    number = {d.id: k for k, d in enumerate(doubts.doubts) if d.kind == "source"}
    falls = []
    for doubt in doubts.doubts:
        forms = [v.form for v in doubt.variants]
        if doubt.kind == "whole":
            falls.append(forms.index("written") if "written" in forms else -1)
        else:
            falls.append(forms.index("absent") if doubt.sources else -1)
    places = [None if s.game is None else Place(Columns(s.game), s.start, s.wishes) for s in settings]
    return Plan(
        seed,
        tuple(concepts),
        tuple(np.array([float(v.chance) for v in d.variants]) for d in doubts.doubts),
        tuple(d.kind for d in doubts.doubts),
        tuple(tuple(number[s] for s in d.sources) for d in doubts.doubts),
        tuple(falls),
        tuple(places),
        doubts.of("rule", "start"),
    )


@dataclass(frozen=True, eq=False)
class Drawn:
    """A block of accounts.

    Attributes
    ----------
    settled : array of uint8, shape (doubts, accounts)
        How each doubt is settled in each.
    ends : array of int32, shape (concepts, accounts)
        Where each is heading: a number of `sets`; -1 where it contradicts itself.
    sets : tuple of (int, tuple of int)
        Sets of outcomes: the number of the setting, and the positions of the states in it.
    held : mapping of (int, int) to array of int
        For each concept and setting, by their numbers: in how many accounts nobody would leave a state.
    """

    settled: NDArray[np.uint8]
    ends: NDArray[np.int32]
    sets: tuple[tuple[int, tuple[int, ...]], ...]
    held: Mapping[tuple[int, int], Ints]


def settled_in(plan: Plan, number: int, rows: int, flipped: int | None = None) -> NDArray[np.uint8]:
    """Draw how the doubts are settled in the first accounts of a block.

    Parameters
    ----------
    plan : Plan
    number : int
        Of the block.
    rows : int
    flipped : int, optional
        A doubt that is settled otherwise than in the block itself, all else being drawn alike.

    Returns
    -------
    array of uint8, shape (doubts, rows)
    """
    rng = np.random.default_rng([plan.seed, number])
    found = np.zeros((len(plan.kinds), BLOCK), dtype=np.uint8)
    again = np.zeros_like(found)
    for d, own in enumerate(plan.chances):
        found[d] = _drawn(own, rng.random(BLOCK))
        other = own.copy()
        if plan.kinds[d] == "whole" and plan.falls[d] >= 0:
            other[plan.falls[d]] = 0.0
        again[d] = _drawn(other / other.sum(), rng.random(BLOCK))
    if flipped is not None:
        more = np.random.default_rng([plan.seed, number, flipped])
        found[flipped] = _otherwise(plan.chances[flipped], found[flipped], more.random(BLOCK))
    for d, rests in enumerate(plan.rests):
        if not rests or plan.falls[d] < 0:
            continue
        # The second variant of a source, or its only one where it is sure to fail, is that it fails.
        failed = np.logical_or.reduce([found[s] == len(plan.chances[s]) - 1 for s in rests])
        if plan.kinds[d] == "whole":
            found[d] = np.where(failed & (found[d] == plan.falls[d]), again[d], found[d])
        else:
            found[d] = np.where(failed, plan.falls[d], found[d])
    return found[:, :rows]


def _drawn(chances: Floats, uniform: Floats) -> NDArray[np.uint8]:
    found = np.searchsorted(np.cumsum(chances)[:-1], uniform, side="right")
    return found.astype(np.uint8)


def _otherwise(chances: Floats, found: NDArray[np.uint8], uniform: Floats) -> NDArray[np.uint8]:
    """Settle a doubt in another way than it is, the others in their proportions."""
    if chances.size < 2:
        return found
    new = found.copy()
    for k in range(chances.size):
        rest = chances.copy()
        rest[k] = 0.0
        if not rest.sum():  # it cannot be otherwise but by a source
            continue
        new[found == k] = _drawn(rest / rest.sum(), uniform[found == k])
    return new


def worth(wishes: Wishes, settled: NDArray[np.uint8], size: int) -> Numbers:
    """Give what states are worth to a party in each of several accounts: numbers that compare as its wishes do.

    Returns
    -------
    array of unsigned int, shape (size, accounts)
    """
    if wishes.doubt is None:
        return _said(wishes.programs[0], settled, size)
    found = np.zeros((size, settled.shape[1]), dtype=np.uint64)
    for number, program in enumerate(wishes.programs):
        some = np.flatnonzero(settled[wishes.doubt] == number)
        if some.size:
            found[:, some] = _said(program, settled[:, some], size)
    return found


def _said(program: Program, settled: NDArray[np.uint8], size: int) -> Numbers:
    """Write what is said as binary digits, the most important first; what falls tells nothing apart."""
    items = [item for block in program.blocks for item in block.items]
    plain = program.ranks is None and all(b.order is None for b in program.blocks)
    if plain and len(items) <= DIGITS:
        return _summed(items, settled, size)
    start = np.zeros(size, dtype=np.uint64) if program.ranks is None else program.ranks.astype(np.uint64)
    found = np.repeat(start[:, None], settled.shape[1], axis=1)
    room = DIGITS - int(start.max(initial=0)).bit_length()
    for block in program.blocks:
        if len(block.items) > room:
            found = np.ascontiguousarray(dense(found.T).T).astype(np.uint64)
            room = DIGITS - size.bit_length()
        for column in _columns(block, settled, size):
            found = (found << np.uint64(1)) | column
        room -= len(block.items)
    return found


def _summed(items: Sequence[Item], settled: NDArray[np.uint8], size: int) -> Numbers:
    """Write the digits of statements whose order is known, in as little room as they need."""
    kind = kind_for((1 << len(items)) - 1) or np.uint64
    found = np.zeros((size, settled.shape[1]), dtype=kind)
    digit = np.empty_like(found)
    for item in items:
        np.left_shift(found, kind(1), out=found)
        for k, variant in enumerate(item.variants):
            if variant is None:
                continue
            holds = variant.astype(kind)[:, None]
            if item.doubt is None:
                np.bitwise_or(found, holds, out=found)
            else:
                np.multiply(holds, (settled[item.doubt] == k).astype(kind), out=digit)
                np.bitwise_or(found, digit, out=found)
    return found


def kind_for(top: int) -> type[Any] | None:
    """Give the narrowest kind of number up to 32 bits that holds what is below its greatest; None where none does."""
    return next((k for k in (np.uint8, np.uint16, np.uint32) if top < np.iinfo(k).max), None)


def _columns(block: Block, settled: NDArray[np.uint8], size: int) -> list[Numbers]:
    """Give where what is said holds, in its order, for each account."""
    found = []
    for item in block.items:
        held = np.zeros((size, len(item.variants)), dtype=np.uint64)
        for k, variant in enumerate(item.variants):
            if variant is not None:
                held[:, k] = variant
        choice = np.zeros(settled.shape[1], dtype=np.uint8) if item.doubt is None else settled[item.doubt]
        found.append(held[:, choice])
    if block.order is None:
        return found
    order = np.array(orders(len(block.items)))[settled[block.order]]
    every = np.stack(found)
    return [every[order[:, k], :, np.arange(settled.shape[1])].T for k in range(len(block.items))]


def narrowed(values: Sequence[Numbers], size: int) -> list[Numbers]:
    """Write numbers in as little room as they need, of one kind; what is too large for it as ranks without gaps."""
    top = max(int(v.max(initial=0)) for v in values)
    kind = kind_for(top)
    if kind is None or (kind is np.uint32 and size < 1 << 16):
        kind = np.uint16 if size < 1 << 16 else np.uint32
        values = [np.ascontiguousarray(dense(v.T).T) for v in values]
    return [v.astype(kind, copy=False) for v in values]


def drawn_block(
    plan: Plan, number: int, rows: int = BLOCK, together: int = TOGETHER, flipped: int | None = None
) -> Drawn:
    """Draw a block of accounts and say where each is heading.

    Parameters
    ----------
    plan : Plan
    number : int
        Of the block: the same number gives the same, wherever it is worked out.
    rows : int
        How many accounts of it.
    together : int
        How many are looked at together: what that takes of memory grows with it, and the result does not change.
    flipped : int, optional
        A doubt that is settled otherwise than in the block itself.
    """
    return evaluated(plan, settled_in(plan, number, rows, flipped), together)


def evaluated(plan: Plan, settled: NDArray[np.uint8], together: int = TOGETHER) -> Drawn:
    """Say where accounts are heading in which the doubts are settled so."""
    rows = settled.shape[1]
    ends = np.full((len(plan.concepts), rows), -1, dtype=np.int32)
    known: dict[tuple[int, tuple[int, ...]], int] = {}
    held: dict[tuple[int, int], Ints] = {}
    shape = tuple(len(plan.chances[d]) for d in plan.outer)
    setting = np.zeros(rows, dtype=np.int64)
    if plan.outer:
        setting = np.ravel_multi_index(tuple(settled[d] for d in plan.outer), shape)
    for s in np.unique(setting).tolist():
        place = plan.places[s]
        if place is None:
            continue
        mine = np.flatnonzero(setting == s)
        for first in range(0, mine.size, together):
            some = mine[first : first + together]
            size = place.columns.size
            values = narrowed([worth(w, settled[:, some], size) for w in place.wishes], size)
            found = judged(place.columns, place.start, values, plan.concepts)
            for c, concept in enumerate(plan.concepts):
                ends[c, some] = _numbered(found[concept].ends, s, known)
                held[c, s] = held.get((c, s), np.zeros(size, dtype=np.int64)) + found[concept].held.sum(
                    axis=1
                )
    # In an order that does not hang on how many were looked at together.
    sets = sorted(known)
    places = np.empty(len(sets) + 1, dtype=np.int32)
    places[[known[s] for s in sets]] = np.arange(len(sets))
    places[-1] = -1
    return Drawn(settled, places[ends], tuple(sets), held)


def _numbered(ends: Any, setting: int, known: dict[tuple[int, tuple[int, ...]], int]) -> Ints:
    """Number the sets of states that the columns are."""
    columns = np.ascontiguousarray(ends.T)
    rows = np.packbits(columns, axis=1)
    keys = rows.view(np.dtype((np.void, rows.shape[1]))).reshape(-1)
    _, firsts, places = np.unique(keys, return_index=True, return_inverse=True)
    which, states = np.nonzero(columns[firsts])
    cuts = np.searchsorted(which, np.arange(1, firsts.size))
    numbers = [
        known.setdefault((setting, tuple(some.tolist())), len(known)) for some in np.split(states, cuts)
    ]
    return np.array(numbers, dtype=np.int64)[places.reshape(-1)]
