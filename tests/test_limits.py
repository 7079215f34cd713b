"""Where the engine could outgrow its machine: it stays within bounds, or refuses before it starts."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from detente.conflict import CLASSICAL, TooLargeError, read_conflict
from detente.game import Arcs, Fibres, Game, Ints, States, arcs, arrays, blocks, build
from detente.stability import stable_states

MIB = 2**20


def written(counts: list[int], rules: list[str], statements: int = 8, seed: int = 0) -> str:
    rng = Random(seed)
    options = [f"d{i}.o{k}" for i, n in enumerate(counts) for k in range(n)]
    lines = ["detente: 1", "title: limits", "decision_makers:"]
    for i, n in enumerate(counts):
        lines.append(f"  d{i}: {{options: {{{', '.join(f'o{k}: option {k}' for k in range(n))}}}}}")
    lines += ["rules:", *(f"  - {rule}" for rule in rules)] if rules else []
    lines.append("preferences:")
    for i in range(len(counts)):
        lines.append(f"  d{i}:")
        chosen = (rng.choice(["", "not "]) + rng.choice(options) for _ in range(statements))
        lines += [f"    - {statement}" for statement in dict.fromkeys(chosen)]
    return "\n".join(lines)


def one_way(count: int) -> list[str]:
    return [f"irreversible: d0.o{k}" for k in range(count)]


def as_arcs(game: Game) -> Game:
    found = []
    for step in game.moves:
        near = [step.successors(s) for s in range(game.size)]
        sources = np.repeat(np.arange(game.size), [n.size for n in near])
        found.append(Arcs.of(game.size, sources, np.concatenate(near)))
    return Game(game.conflict, game.states, game.decision_makers, tuple(found), game.ranks, game.status_quo)


def agree(one: Game, other: Game) -> None:
    first, second = stable_states(one), stable_states(other)
    for concept in CLASSICAL:
        assert np.array_equal(first.stable[concept], second.stable[concept]), concept


@pytest.fixture
def peak() -> Iterator[list[int]]:
    """Watch memory; the bound in the list holds at the end."""
    bound: list[int] = []
    tracemalloc.start()
    try:
        yield bound
        assert tracemalloc.get_traced_memory()[1] < bound[0]
    finally:
        tracemalloc.stop()


# -- feasible states ----------------------------------------------------------------------------


def test_rules_about_late_options_are_applied_early(peak):
    rules = [f"never: d0.o{k} xor d0.o{27 - k}" for k in range(14)]
    rules += [f"never: d0.o{k} xor d0.o{k + 1}" for k in range(14)] + ["never: not d0.o27"]
    peak.append(20 * MIB)
    game = read_conflict(written([28], rules)).game(most_states=1000)
    assert game.size == 1
    assert game.states.masks.tolist() == [2**28 - 1]


def test_the_order_of_rules_changes_no_state():
    rules = ["never: d0.o0 and d1.o3", "exclusive: [d0.o1, d1.o0, d1.o2]", "some_of: [d0.o3, d1.o1]"]
    text = written([4, 4], rules)
    masks = read_conflict(text).game().states.masks
    for order in ([2, 1, 0], [1, 0, 2]):
        other = read_conflict(written([4, 4], [rules[k] for k in order])).game().states.masks
        assert np.array_equal(masks, other)
    assert np.all(np.diff(masks) > 0)


def test_what_no_rule_can_cut_is_counted_before_it_is_built(peak):
    peak.append(5 * MIB)
    conflict = read_conflict(written([20, 20], ["never: d0.o0 and d1.o0"]))
    with pytest.raises(TooLargeError, match=f"{3 * 2**38:,} feasible states; at most 1,000 are built"):
        conflict.game(most_states=1000)


def test_a_count_on_the_way_is_not_called_feasible_states():
    everything = " and ".join(f"d0.o{k}" for k in range(30))
    conflict = read_conflict(written([30], [f"never: not ({everything})"]))
    with pytest.raises(TooLargeError, match="2,048 combinations of 11 of 30 options so far, with 19 to come"):
        conflict.game(most_states=1000)


# -- one-way options ----------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_many_one_way_options_equal_the_moves_listed(seed, monkeypatch):
    rules = [*one_way(6), "never: d0.o1 and d0.o2", "irreversible: {option: d1.o1, direction: dropped}"]
    conflict = read_conflict(written([7, 3], rules, 6, seed))
    whole = conflict.game()
    assert all(isinstance(m, Fibres) for m in whole.moves)
    agree(whole, as_arcs(whole))
    for states in (1, 50, 1000):  # a few fibres at a time
        monkeypatch.setattr(blocks, "STATES_AT_ONCE", states)
        agree(whole, conflict.game())


def test_twelve_one_way_options_stay_within_memory(peak):
    game = read_conflict(written([14, 2], one_way(12))).game()
    entries = game.moves[0].entries  # type: ignore[attr-defined]
    assert entries == 2 * 3**6 * 2**6 * 2**4
    peak.append(game.size * 500 + 32 * entries)
    assert stable_states(game).stable["seq"].shape == (2, 2**16)


def test_too_many_one_way_options_are_refused(monkeypatch):
    conflict = read_conflict(written([8], one_way(8)))
    entries = 2 * 3**4 * 2**4
    monkeypatch.setattr(build, "available_memory", lambda: 2 * build.BYTES_PER_ENTRY * entries)
    assert conflict.game().size == 2**8
    monkeypatch.setattr(build, "available_memory", lambda: 2 * build.BYTES_PER_ENTRY * entries - 1)
    with pytest.raises(
        TooLargeError, match=f"8 options of d0 are one-way, so that lists of {entries:,} entries"
    ):
        conflict.game()


def test_few_feasible_settings_of_many_one_way_options_are_not_refused():
    steps = [f"never: d0.o{k + 1} and not d0.o{k}" for k in range(19)]
    game = read_conflict(written([20], [*one_way(20), *steps])).game()
    assert game.size == 21
    agree(game, as_arcs(game))


# -- moves one by one ---------------------------------------------------------------------------


def test_a_conditional_one_way_option_stays_within_memory(peak):
    game = read_conflict(written([9, 7], ["irreversible: {option: d0.o0, if: d0.o8}"])).game()
    peak.append(20 * MIB)  # listed one by one the moves would take 2 ** 25 times 8 bytes
    assert not game.transitive
    stable_states(game)


def test_moves_listed_stay_within_memory(peak, monkeypatch):
    monkeypatch.setattr(States, "merged", True)
    game = read_conflict(written([9], [])).game()
    peak.append(64 * 2**18 + 30 * MIB)
    assert isinstance(game.moves[0], Arcs)
    stable_states(game)


def test_all_moves_listed_must_fit_together(monkeypatch):
    conflict = read_conflict(written([5, 5], []))
    monkeypatch.setattr(States, "merged", True)
    each = 2**10 * 2**5
    monkeypatch.setattr(build, "available_memory", lambda: 2 * build.BYTES_PER_ARC * (2 * each))
    assert conflict.game().size == 2**10
    monkeypatch.setattr(build, "available_memory", lambda: 2 * build.BYTES_PER_ARC * (2 * each - 1))
    with pytest.raises(TooLargeError, match=f"about {2 * each:,} moves would be listed one by one"):
        conflict.game()


def plainly_transitive(size: int, sources: Ints, targets: Ints) -> bool:
    near: dict[int, set[int]] = {s: set() for s in range(size)}
    for s, t in zip(sources.tolist(), targets.tolist(), strict=True):
        near[s].add(t)
    return all(near[t] <= near[s] | {s} for s in near for t in near[s] - {s})


def test_transitivity_equals_its_definition(monkeypatch):
    rng, seen = Random(3), set()
    for trial in range(400):
        size = rng.randint(1, 7)
        pairs = {(rng.randrange(size), rng.randrange(size)) for _ in range(rng.randint(0, 6))}
        if trial % 2:  # close them, then perhaps take one away
            for _ in range(size):
                pairs |= {(a, d) for a, b in pairs for c, d in pairs if b == c}
            if pairs and rng.random() < 0.5:
                pairs.remove(rng.choice(sorted(pairs)))
        sources, targets = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2).T
        monkeypatch.setattr(arrays, "PAIRS_AT_ONCE", rng.choice([1, 3, 1000]))
        expected = plainly_transitive(size, sources, targets)
        assert Arcs.of(size, sources, targets).transitive == expected
        seen.add(expected)
    assert seen == {True, False}


def test_giving_up_on_transitivity_changes_no_answer(monkeypatch):
    for seed in range(4):
        game = read_conflict(
            written([3, 2, 2], ["irreversible: d0.o0", "irreversible: d0.o1"], 5, seed)
        ).game()
        plain, careful = as_arcs(game), as_arcs(game)
        assert plain.transitive
        monkeypatch.setattr(arcs, "MOST_FOLLOWED", 0)
        assert not careful.transitive
        monkeypatch.undo()
        agree(plain, careful)
