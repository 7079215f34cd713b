"""What is worked out of a game once and shared: the same as asked anew, whatever was asked before, and unchangeable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.conflict import evaluate
from detente.game import Game, once, states
from detente.game.once import once as asked_once
from detente.game.once import unchanging
from detente.questions.evolve import reach, reaching
from detente.questions.heads import find_heading
from detente.questions.pivot.edits import lists
from detente.questions.pivot.nearby import Scored
from detente.questions.ultimatum.judging import first, in_order
from detente.stability import expectation, stable_states
from tests.generate import conflict_of_any_form, random_condition

SEEDS = st.integers(0, 10**9).map(Random)


def game() -> Game:
    return detente.load("chicken").game()


def test_what_was_found_is_given_again_and_kept_with_the_game_alone():
    one, other = game(), game()
    found: object = asked_once(one, "key", lambda: "found")
    assert asked_once(one, "key", lambda: "again") is found
    assert asked_once(one, "another", lambda: "other") == "other"
    assert asked_once(other, "key", lambda: "other") == "other"
    assert asked_once(replace(one), "key", lambda: "new") == "new"


@pytest.mark.parametrize(("name", "most"), [("MOST_STATES", 3), ("MOST_KEPT", 3)])
def test_of_larger_games_and_where_room_is_short_nothing_is_kept(monkeypatch, name, most):
    monkeypatch.setattr(once, name, most)
    one = game()
    assert one.size == 4
    assert asked_once(one, "key", object) is not asked_once(one, "key", object)
    monkeypatch.setattr(once, name, 4)
    assert asked_once(one, "key", object) is asked_once(one, "key", object)


def test_an_array_that_is_shared_is_not_changed_by_mistake():
    own = np.arange(3)
    shared = unchanging(own)
    with pytest.raises(ValueError, match="read-only"):
        shared[0] = 1
    own[0] = 5
    assert shared[0] == 5
    one = game()
    for of_game in (expectation(one, 0, "seq"), one.states.truth(one.conflict.condition("first.swerve"))):
        with pytest.raises(ValueError, match="read-only"):
            of_game[0] = 0


def test_where_conditions_hold_is_kept_as_long_as_there_is_room(monkeypatch):
    one = game().states
    condition = detente.load("chicken").condition("first.swerve and not second.swerve")
    monkeypatch.setattr(states, "MOST_TRUTHS", 3)
    assert one.truth(condition) is not one.truth(condition)
    monkeypatch.setattr(states, "MOST_TRUTHS", 4)
    assert one.truth(condition) is one.truth(condition)
    assert one.truth(condition).tolist() == [False, True, False, False]


@given(SEEDS)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_the_same_whatever_was_asked_before(rng):
    conflict = conflict_of_any_form(rng)
    shared = conflict.game()
    start = rng.randrange(shared.size)
    dms = range(len(shared.decision_makers))
    conditions = [conflict.condition(random_condition(rng, list(conflict.atoms))) for _ in range(3)]
    asking: list[Callable[[Game], Any]] = [
        lambda g: [
            sorted((c, t.tolist()) for c, t in stable_states(g, some).stable.items()) for some in CONCEPTS
        ],
        lambda g: [
            np.array(expectation(g, i, c)).tolist()
            for i in dms
            for c in ("nash", "gmr", "smr", "seq", "sseq")
        ],
        lambda g: [
            [x.tolist() for x in (r.level, r.parent, r.mover)]
            for r in (
                reach(g, start, group, improvements=how, undeterred=concept)
                for group in (None, [0], list(dms)[1:])
                for how in (True, False)
                for concept in ("", "seq", "gmr")
            )
        ],
        lambda g: [
            (h.states.tolist(), h.leaving, h.reach.level.tolist()) for h in find_heading(g, start).both
        ],
        lambda g: [(lists(g, dm).holds.tolist(), lists(g, dm).own) for dm in stated(g)],
        lambda g: [g.states.where(c).tolist() for c in conditions],
        lambda g: [g.some([start, 0]).where(c).positions.tolist() for c in conditions],
    ]
    alone = [ask(replace(shared, states=replace(shared.states))) for ask in asking]
    order = rng.sample(range(len(asking)), len(asking))
    for k in [*order, *order]:
        assert asking[k](shared) == alone[k]
    for c in conditions:
        held = np.broadcast_to(np.asarray(evaluate(c, shared.states.having), bool), shared.states.masks.shape)
        assert shared.states.truth(c).tolist() == held.tolist()


CONCEPTS = (["nash", "seq"], ["gmr", "smr"], None, ["seq", "sseq", "l2"], ["nash"])


def stated(g: Game) -> list[str]:
    return [dm for dm in g.decision_makers if g.conflict.preferences[dm].stated]


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=6))
def test_the_first_of_what_can_be_threatened_stands_first_in_order(ranks):
    by, to = (np.array(r) for r in zip(*ranks, strict=True))
    ways = np.arange(len(ranks))
    assert first(by, to, ways) == in_order(by, to, ways)[0]


@given(SEEDS, st.sampled_from(["smr", "gmr", "seq"]))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_what_it_could_get_away_to_is_the_most_of_staying_and_of_each_move(rng, concept):
    game = conflict_of_any_form(rng).game()
    numbers = np.random.default_rng(rng.randrange(10**9))
    scores = numbers.integers(0, 20, (4, game.size))
    answers = numbers.permutation(game.size)[: rng.randint(1, game.size)]
    for i, moves in enumerate(game.moves):
        scored = Scored(game, i, concept, scores)
        expected = [
            [max(row[[y, *(moves.successors(y) if concept == "smr" else ())]]) for y in range(game.size)]
            for row in scores
        ]
        assert scored.ends.tolist() == expected
        for _ in range(2):  # worked out, and given again
            assert scored.least(answers).tolist() == [min(row[s] for s in answers) for row in expected]


@pytest.mark.parametrize("most", [0, 1 << 18])
def test_what_nothing_deters_is_followed_alike_whether_it_is_kept_or_not(monkeypatch, most):
    monkeypatch.setattr(reaching, "MOST_KEPT", most)
    monkeypatch.setattr(once, "MOST_STATES", 0)
    conflict = detente.load("istanbul-2025")
    shared = conflict.game("kyiv")
    for start in (0, 5, 70):
        for concept in ("seq", "gmr", "seq"):
            found = reach(shared, start, undeterred=concept).steps
            assert found.tolist() == reach(conflict.game("kyiv"), start, undeterred=concept).steps.tolist()
