"""Following moves from a few states finds what a step from all states at once finds; so do preferences put together."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.conflict import CLASSICAL
from detente.game import Arcs, Fibres
from detente.game.relations import pairs
from detente.questions.evolve import following, reach
from detente.questions.pivot.pivotal import pivotal
from tests.generate import conflict_of_any_form
from tests.pivotal_reference import tried

ANY = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
SEEDS = st.integers(0, 10**9).map(Random)


@ANY
@given(SEEDS, st.booleans())
def test_few_by_few_is_the_same_as_all_at_once(rng, improvements):
    game = conflict_of_any_form(rng).under().game()
    makers = range(len(game.decision_makers))
    group = [j for j in makers if rng.random() < 0.8]
    free = [j for j in group if rng.random() < 0.3]
    until = None if rng.random() < 0.5 else np.array([rng.random() < 0.2 for _ in range(game.size)])
    start = rng.randrange(game.size)
    found = []
    for dense in (0, 10**9):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(following, "DENSE", dense)
            found.append(reach(game, start, group, improvements=improvements, free=free, until=until))
    one, other = found
    assert (one.level == other.level).all()
    assert (one.parent == other.parent).all()
    assert (one.mover == other.mover).all()


@ANY
@given(SEEDS)
def test_moves_are_listed_as_each_state_has_them(rng):
    game = conflict_of_any_form(rng).under().game()
    for moves in game.moves:
        assert isinstance(moves, Fibres | Arcs)
        sources, targets = pairs(moves)
        listed = [(s, int(t)) for s in range(game.size) for t in moves.successors(s)]
        assert list(zip(sources.tolist(), targets.tolist(), strict=True)) == listed


@ANY
@given(SEEDS)
def test_who_has_an_improvement_is_known(rng):
    game = conflict_of_any_form(rng).under().game()
    for i, dm in enumerate(game.decision_makers):
        assert game.improvable[i].tolist() == [bool(game.improvements(dm, s)) for s in range(game.size)]


@ANY
@given(SEEDS, st.sampled_from(CLASSICAL))
def test_what_can_be_brought_about_is_what_trying_finds(rng, concept):
    """Preferences put together for one state after the other, and tried, with and without one-way options."""
    conflict = conflict_of_any_form(rng).under()
    game = conflict.game()
    found = pivotal(game, concept)
    for i, dm in enumerate(game.decision_makers):
        could, unsure = found.could[dm].tolist(), found.unsure[dm].tolist()
        if concept != "seq" and game.transitive:
            assert not unsure
        assert all(tried(game, i, concept, s) for s in could)
        assert not any(tried(game, i, concept, s) for s in unsure)


def test_what_goes_round_in_a_circle_is_unsure():
    """Some of the random conflicts have such: the test above is of both."""
    unsure = could = 0
    for seed in range(200):
        found = pivotal(conflict_of_any_form(Random(seed)).under().game(), "seq")
        unsure += sum(v.size for v in found.unsure.values())
        could += sum(v.size for v in found.could.values())
    assert unsure > 0
    assert could > 100 * unsure or could > 1000


def test_it_is_told_how_far_it_has_come():
    told: list[str] = []
    detente.pivotal(detente.load("istanbul-2025").game("kyiv"), "seq", progress=told.append)
    assert told
    assert all(" could bring about: " in line and line.endswith(" states") for line in told)
