"""The engine against the reference, on random conflicts."""

from __future__ import annotations

import warnings
from random import Random

import numpy as np
import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from detente.conflict import CLASSICAL, read_conflict
from detente.game import Arcs, Fibres, Game, State
from detente.stability import stable_states, worst
from tests.generate import random_conflict, random_file
from tests.reference import Merged, Reference

randoms = st.integers(0, 10**9).map(Random)
many = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def merged(state: State) -> Merged:
    return frozenset(frozenset(m) for m in state.members or (state.taken,))


@many
@given(randoms)
def test_stability_equals_the_reference(rng):
    conflict = random_conflict(rng)
    reference, game = Reference(conflict), conflict.game()
    assert {merged(game.state(s)) for s in range(game.size)} == set(reference.states)
    found = stable_states(game)
    for concept in CLASSICAL:
        expected = reference.stability(concept)
        for dm in game.decision_makers:
            assert {merged(s) for s in found.stable_for(concept, dm)} == expected[dm], (concept, dm)


@many
@given(randoms)
def test_moves_equal_the_reference(rng):
    conflict = random_conflict(rng)
    reference, game = Reference(conflict), conflict.game()
    for s in range(game.size):
        for dm in game.decision_makers:
            assert {merged(t) for t in game.reachable(dm, s)} == set(
                reference.reach(dm, merged(game.state(s)))
            )
            assert {merged(t) for t in game.improvements(dm, s)} == set(
                reference.improve(dm, merged(game.state(s)))
            )


def test_one_way_under_a_condition_equals_the_reference():
    """Where such options make two moves in a row lead further than one, and three or more can move."""
    rng, seen = Random(11), 0
    while seen < 25:
        conflict = random_conflict(rng)
        game = conflict.game()
        conditional = any(r.kind == "irreversible" and r.conditions for r in conflict.rules)
        if not conditional or game.states.merged or game.transitive or len(game.decision_makers) < 3:
            continue
        seen += 1
        reference, found = Reference(conflict), stable_states(game)
        for concept in CLASSICAL:
            expected = reference.stability(concept)
            for dm in game.decision_makers:
                assert {merged(s) for s in found.stable_for(concept, dm)} == expected[dm], (concept, dm)


@many
@given(randoms)
def test_concepts_imply_one_another(rng):
    conflict = random_conflict(rng)
    stable = stable_states(conflict.game()).stable
    for narrow, wide in [("nash", "seq"), ("seq", "gmr"), ("nash", "smr"), ("smr", "gmr")]:
        assert np.all(stable[narrow] <= stable[wide]), (narrow, wide)


def as_arcs(game: Game) -> Game:
    moves = []
    for fibres in game.moves:
        pairs = [(s, t) for s in range(game.size) for t in fibres.successors(s)]
        s, t = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        moves.append(Arcs.of(game.size, s, t))
    return Game(game.conflict, game.states, game.decision_makers, tuple(moves), game.ranks, game.status_quo)


@many
@given(randoms)
def test_both_forms_of_moves_and_both_closures_agree(rng):
    conflict = random_conflict(rng)
    game = conflict.game()
    assume(all(isinstance(m, Fibres) for m in game.moves) and game.transitive)
    arcs = as_arcs(game)
    assert arcs.transitive
    first, second = stable_states(game), stable_states(arcs)
    for concept in CLASSICAL:
        assert np.array_equal(first.stable[concept], second.stable[concept])
    for ranks in game.ranks:
        plain = worst(ranks, game.improving, transitive=True)
        careful = worst(ranks, arcs.improving, transitive=False)
        assert np.array_equal(plain, careful)


@many
@given(randoms)
def test_renaming_and_reordering_change_nothing(rng):
    file = random_file(rng)
    assume("status_quo" in file)
    conflict = read_conflict(yaml.safe_dump(file, sort_keys=False))
    turned = dict(file)
    order = rng.sample(list(file["decision_makers"]), len(file["decision_makers"]))
    turned["decision_makers"] = {
        dm: {
            key: dict(reversed(value.items())) if key == "options" else value
            for key, value in file["decision_makers"][dm].items()
        }
        for dm in order
    }
    turned["rules"] = rng.sample(file["rules"], len(file["rules"]))
    text = yaml.safe_dump(turned, sort_keys=False)
    renamed = text
    for dm in order:
        renamed = renamed.replace(f"{dm}.", f"x{dm[1:]}x.").replace(f"{dm}:", f"x{dm[1:]}x:")

    def equilibria(source: str, back: bool) -> dict[str, set[Merged]]:
        found = stable_states(read_conflict(source).game())
        answer = {}
        for concept in CLASSICAL:
            states = {merged(s) for s in found.equilibria(concept)}
            if back:
                states = {
                    frozenset(frozenset(o.replace("x.", ".").replace("x", "d") for o in t) for t in s)
                    for s in states
                }
            answer[concept] = states
        return answer

    expected = {c: {merged(s) for s in stable_states(conflict.game()).equilibria(c)} for c in CLASSICAL}
    assert equilibria(text, back=False) == expected
    assert equilibria(renamed, back=True) == expected


def test_intransitive_moves_are_found_and_matter():
    """A conditional one-way option by which two moves in a row lead further than one."""
    rng, seen = Random(7), 0
    for _ in range(300):
        conflict = random_conflict(rng)
        game = conflict.game()
        if game.transitive or len(game.decision_makers) < 3:
            continue
        for ranks in game.ranks:
            plain = worst(ranks, [*game.moves], transitive=True)
            seen += not np.array_equal(plain, worst(ranks, [*game.moves], transitive=False))
    assert seen > 0


@pytest.mark.parametrize("size", [1, 2, 5])
def test_arcs_without_any_move(size):
    empty = np.empty(0, dtype=np.int64)
    arcs = Arcs.of(size, empty, empty)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert arcs.transitive
        assert arcs.lowest(np.arange(size)).tolist() == [size] * size
