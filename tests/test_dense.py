"""Every path of the dense carrier, forced on games small enough for the reference by lowering its threshold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random
from types import ModuleType
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.conflict import CLASSICAL, read_conflict
from detente.game import Arcs, Fibres, Game, Ints, arrays, blocks, improvements, joined, preferences, threads
from detente.game.blocks import axes, box_fibre
from detente.stability import CONCEPTS, operators, stable_states, worst
from tests.generate import random_conflict
from tests.reference import Reference
from tests.test_engine import merged

randoms = st.integers(0, 10**9).map(Random)
many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

FORCED: dict[str, list[tuple[ModuleType, str, object]]] = {
    "blocks of one fibre": [(blocks, "STATES_AT_ONCE", 1)],
    "blocks of few fibres": [(blocks, "STATES_AT_ONCE", 5)],
    "lists side by side": [(arrays, "FEW", 1), (improvements, "DEEP", 1)],
    "arrays in parts": [(arrays, "AT_ONCE", 3)],
    "distinct values by sorting": [(arrays, "FEW_PER_ENTRY", 0)],
    "settled at once": [(operators, "MOST_SWEEPS", 0)],
    "settled after a sweep": [(operators, "MOST_SWEEPS", 1)],
    "threads": [(threads, "THREADS_FROM", 1), (threads, "cores", lambda: 2)],
}
ALL = tuple(CONCEPTS)
forced = pytest.mark.parametrize("how", FORCED)


@contextmanager
def force(how: str) -> Iterator[None]:
    patches = [mock.patch.object(module, name, value) for module, name, value in FORCED[how]]
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in patches:
            patch.stop()


def same(one: Game, other: Game) -> None:
    first, second = stable_states(one, ALL), stable_states(other, ALL)
    for concept in CONCEPTS:
        assert np.array_equal(first.stable[concept], second.stable[concept]), concept


def plain(game: Game, change: Callable[[Game, int], Arcs | Fibres]) -> Game:
    return replace(game, moves=tuple(change(game, i) for i in range(len(game.moves))))


def listed(game: Game, i: int) -> Arcs:
    """The same moves one by one."""
    near = [game.moves[i].successors(s) for s in range(game.size)]
    sources = np.repeat(np.arange(game.size), [n.size for n in near])
    return Arcs.of(game.size, sources, np.concatenate(near).astype(np.int64))


def looked_up(game: Game, i: int) -> Fibres:
    """The same fibres, not as axes."""
    moves = game.moves[i]
    assert isinstance(moves, Fibres)
    return replace(moves, own=None)


def game_of(
    fibres: list[Ints], ranks: list[Ints], settings: list[Ints] | None = None, width: int = 0
) -> Game:
    """Make a game from fibres and ranks; its conflict only lends its name."""
    size = fibres[0].size
    some = detente.load("prisoners-dilemma").game()
    states = replace(some.states, masks=np.arange(size), class_of=np.arange(size), size=size)
    blank = [np.zeros(size, dtype=np.int64)] * len(fibres)
    moves = [Fibres(size, f, s, width) for f, s in zip(fibres, settings or blank, strict=True)]
    names = tuple(f"d{i}" for i in range(len(fibres)))
    return Game(some.conflict, states, names, tuple(moves), tuple(ranks), None)


def staircase(steps: int, last: Ints) -> Game:
    """Two climb in turns, each by one step; a third cannot move and ranks as `last` says."""
    height = np.arange(steps)
    return game_of([height // 2, (height + 1) // 2, height], [height, height, last])


def random_game(rng: Random) -> Game:
    """Fibres that need not come from options: any partition for each decision maker, ties, one-way settings."""
    numbers = np.random.default_rng(rng.randrange(2**32))
    size, makers, width = rng.randint(1, 40), rng.randint(2, 5), rng.choice([0, 0, 1, 2, 5])
    fibres = [numbers.integers(0, rng.randint(1, size), size) for _ in range(makers)]
    ranks = [numbers.integers(0, rng.randint(1, size), size) for _ in range(makers)]
    return game_of(fibres, ranks, [numbers.integers(0, 1 << width, size) for _ in range(makers)], width)


@forced
@many
@given(randoms)
def test_every_path_equals_the_reference(how, rng):
    conflict = random_conflict(rng)
    reference = Reference(conflict)
    with force(how):
        game = conflict.game()
        found = stable_states(game)
    for concept in CLASSICAL:
        expected = reference.stability(concept)
        for dm in game.decision_makers:
            assert {merged(s) for s in found.stable_for(concept, dm)} == expected[dm], (concept, dm)


@forced
@many
@given(randoms)
def test_any_fibres_equal_their_moves_one_by_one(how, rng):
    game = random_game(rng)
    expected = stable_states(plain(game, listed), ALL)
    with force(how):
        found = stable_states(replace(game), ALL)
    for concept in CONCEPTS:
        assert np.array_equal(found.stable[concept], expected.stable[concept]), concept


@forced
@many
@given(randoms)
def test_fibres_as_axes_equal_fibres_looked_up(how, rng):
    counts = [rng.randint(0, 3) for _ in range(rng.randint(1, 4))]
    options = [k for k, n in enumerate(counts) for _ in range(n)]
    if rng.random() < 0.3:  # own options that do not stand side by side
        rng.shuffle(options)
    size = 1 << len(options)
    numbers = np.random.default_rng(rng.randrange(2**32))
    owns = [sum(1 << b for b, k in enumerate(options) if k == i) for i in range(len(counts))]
    ranks = [numbers.integers(0, rng.choice([2, size]), size) % size for _ in counts]
    game = game_of([box_fibre(size, own) for own in owns], ranks)
    box = replace(game, moves=tuple(replace(looked_up(game, i), own=own) for i, own in enumerate(owns)))
    with force(how):
        same(game, box)
    same(plain(box, looked_up), plain(box, listed))


def test_the_axes_of_own_options():
    assert axes(1 << 6, 0b001100) == ((4, 4, 4), (1,))
    assert axes(1 << 4, 0b1001) == ((2, 4, 2), (0, 2))
    assert axes(1, 0) == ((), ())
    assert box_fibre(1 << 3, 0b010).tolist() == [0, 1, 0, 1, 2, 3, 2, 3]
    assert box_fibre(1 << 3, 0b101).tolist() == [0, 0, 1, 1, 0, 0, 1, 1]


@many
@given(randoms)
def test_what_a_move_keeps_under_a_condition(rng):
    """One-way under a condition: fibres equal their moves one by one, and so does what is said of two in a row."""
    game = locked_game(rng)
    arcs = plain(game, listed)
    values = np.random.default_rng(rng.randrange(2**32)).integers(0, game.size, game.size)
    for one, other in zip(game.moves, arcs.moves, strict=True):
        assert one.transitive == other.transitive
        assert np.array_equal(one.lowest(values), other.lowest(values))
        assert np.array_equal(one.reversed().lowest(values), other.reversed().lowest(values))
    same(game, arcs)
    for sweeps in (0, 1):
        with mock.patch.object(operators, "MOST_SWEEPS", sweeps):
            same(replace(game), arcs)


def locked_game(rng: Random) -> Game:
    game = random_game(rng)
    numbers = np.random.default_rng(rng.randrange(2**32))

    def lock(game: Game, i: int) -> Fibres:
        moves = looked_up(game, i)
        kept = moves.setting & numbers.integers(0, 1 << moves.width, game.size)
        return replace(moves, lock=kept if rng.random() < 0.7 else moves.setting)

    return plain(game, lock)


@many
@given(randoms)
def test_improvements_to_other_ends_equal_their_moves_one_by_one(rng):
    """A move may count by what its mover expects at the end of it."""
    game = random_game(rng)
    numbers = np.random.default_rng(rng.randrange(2**32))
    values, ends = numbers.integers(0, game.size, (2, game.size))
    for i, moves in enumerate(game.moves):
        one, other = (m.improvements(game.ranks[i], ends) for m in (moves, listed(game, i)))
        stay = np.where(ends > game.ranks[i], values, game.size)  # arcs leave out the state itself
        for dtype in (np.int32, np.int64):
            expected = np.minimum(other.lowest(values.astype(dtype)), stay)
            assert np.array_equal(one.lowest(values.astype(dtype)), expected)
            lowered = values.astype(dtype)
            changed = one.lower(lowered)
            assert np.array_equal(lowered, np.minimum(values, expected))
            assert changed == (not np.array_equal(lowered, values))


@many
@given(randoms)
def test_joined_moves_lead_wherever_their_sequences_do(rng):
    game = random_game(rng)
    game = plain(game, lambda game, i: replace(looked_up(game, i), width=0))
    values = np.random.default_rng(rng.randrange(2**32)).integers(0, game.size, game.size)
    both = joined(game.moves)
    assert len(both) == 1
    assert np.array_equal(worst(values, both, transitive=True), worst(values, game.moves, transitive=True))


@pytest.mark.parametrize("sweeps", [0, 3, 10**9])
@pytest.mark.parametrize("steps", [2, 3, 30, 201])
def test_a_staircase_is_climbed_to_the_top(sweeps, steps, monkeypatch):
    monkeypatch.setattr(operators, "MOST_SWEEPS", sweeps)
    numbers = np.random.default_rng(steps)
    for last in (
        np.arange(steps)[::-1].copy(),
        numbers.permutation(steps),
        numbers.integers(0, 3, steps) % steps,
    ):
        game = staircase(steps, last)
        expected = np.minimum.accumulate(last[::-1])[::-1]  # every step above can be reached
        assert np.array_equal(worst(last, game.improving[:2], transitive=True), expected)
        assert np.array_equal(worst(last, game.opposing[2], transitive=True), np.full(steps, last.min()))
        arcs = plain(game, listed)
        for transitive in (True, False):
            assert np.array_equal(worst(last, arcs.improving[:2], transitive=transitive), expected)


@many
@given(randoms)
def test_settling_by_last_mover_equals_sweeping(rng):
    """Moves that lead further two at a time: nobody may move twice in a row."""
    size, makers = rng.randint(1, 12), rng.randint(1, 4)
    numbers = np.random.default_rng(rng.randrange(2**32))
    group = [Arcs.of(size, *numbers.integers(0, size, (2, rng.randint(0, 2 * size)))) for _ in range(makers)]
    values = numbers.integers(0, size, size)
    found = []
    for sweeps in (0, 2, 10**9):
        with mock.patch.object(operators, "MOST_SWEEPS", sweeps):
            found.append(worst(values, group, transitive=False).tolist())
    assert found[0] == found[1] == found[2] == walked(values, group)


def walked(values: Ints, group: list[Arcs]) -> list[int]:
    """From every state, walk all sequences in which nobody moves twice in a row."""
    found = []
    for start in range(values.size):
        seen, border = set(), [(start, -1)]
        while border:
            state, last = border.pop()
            if (state, last) not in seen:
                seen.add((state, last))
                for k, arcs in enumerate(group):
                    border += [(int(t), k) for t in arcs.successors(state) if k != last]
        found.append(min(int(values[s]) for s, _ in seen))
    return found


@pytest.mark.parametrize("few", [0, 4])
def test_distinct_values_are_what_sets_say(few, monkeypatch):
    monkeypatch.setattr(arrays, "FEW_PER_ENTRY", few)
    numbers = np.random.default_rng(few)
    for high in (1, 5, 1 << 20, 1 << 40, (1 << 62) + 5):
        values = numbers.integers(-high, high, 50)
        kept, inverse = arrays.distinct(values)
        assert kept.tolist() == sorted(set(values.tolist()))
        assert np.array_equal(kept[inverse], values)


def test_sorting_keeps_what_is_equal_in_order():
    keys = np.array([2, 0, 2, 1, 0, 2])
    for below in (3, 1 << 16, 1 << 17, 1 << 40, 1 << 62):
        ascending, order = arrays.in_order(keys, below)
        assert ascending.tolist() == [0, 0, 1, 2, 2, 2]
        assert order.tolist() == [1, 4, 3, 0, 2, 5]
    numbers = np.random.default_rng(3)
    for below in (1 << 16, (1 << 16) + 1, 1 << 32, (1 << 32) + 1, 1 << 50):
        keys = numbers.integers(0, below, 3_000)
        keys[:40] = below - 1
        ascending, order = arrays.in_order(keys, below)
        assert np.array_equal(order, np.argsort(keys, kind="stable"))
        assert np.array_equal(ascending, keys[order])


@forced
def test_ranks_are_left_as_they_are(how):
    """Also where they are of the kind that is computed with, and cannot be written."""
    game = random_game(Random(how))
    narrow = [ranks.astype(np.int32) for ranks in game.ranks]
    for ranks in narrow:
        ranks.flags.writeable = False
    with force(how):
        same(game, replace(game, ranks=tuple(narrow)))
    alone = game_of([np.zeros(3, dtype=np.int64)], [np.arange(3, dtype=np.int32)])
    stable_states(alone)
    assert alone.ranks[0].tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    "mixing", [arrays.MIXING, np.uint64(0)]
)  # what is brought together by chance is told apart
def test_rows_that_are_alike_are_given_once(monkeypatch, mixing):
    monkeypatch.setattr(arrays, "MIXING", mixing)
    numbers = np.random.default_rng(3)
    for size in (0, 1, 2, 50, 3000):
        columns: list[Any] = [numbers.integers(-2, 9, size), numbers.integers(0, 4, size).astype(np.int16)]
        first, which = arrays.alike(columns)
        assert (np.diff(first) > 0).all()
        assert all((c[first][which] == c).all() for c in columns)
        assert (first[which] <= np.arange(size)).all()
        rows = set(zip(*(c.tolist() for c in columns), strict=True))
        assert first.size == len(rows) if mixing else first.size >= len(rows)


@pytest.mark.parametrize("digits", [62, 10])
def test_many_statements_rank_as_lists_of_truths_do(digits, monkeypatch):
    monkeypatch.setattr(preferences, "MOST_DIGITS", digits)
    monkeypatch.setattr(arrays, "AT_ONCE", 7)
    rng = Random(digits)
    names = [f"d0.o{k}" for k in range(3)] + [f"d1.o{k}" for k in range(2)]
    said: list[str] = []
    while len(said) < 150:
        said.append(
            f"({rng.choice(names)} and not {rng.choice(names)}) xor {rng.choice(names)} or {rng.choice(names)}"
        )
        said = list(dict.fromkeys(said))
    options = ", ".join(f"o{k}: option {k}" for k in range(3)), "o0: one, o1: two"
    text = (
        f"detente: 1\ntitle: many\ndecision_makers:\n  d0: {{options: {{{options[0]}}}}}\n"
        f"  d1: {{options: {{{options[1]}}}}}\npreferences:\n  d1: []\n  d0:\n"
    )
    game = read_conflict(text + "\n".join(f"    - {statement}" for statement in said)).game()
    truths = np.array([game.where(statement) for statement in said]).T.tolist()
    order = sorted({tuple(t) for t in truths})
    assert game.ranks[0].tolist() == [order.index(tuple(t)) for t in truths]
    assert game.ranks[1].tolist() == [0] * game.size
