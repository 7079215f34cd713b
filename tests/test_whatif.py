"""Before and after a change."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.conflict import (
    CLASSICAL,
    Conflict,
    ConflictFileError,
    DetenteError,
    NotInFileError,
    Prioritised,
    UnknownNameError,
)
from tests.generate import random_conflict
from tests.reference import Merged, Reference


def collapsed(account: str) -> detente.WhatIf:
    conflict = detente.load("istanbul-2025").under(account)
    return detente.whatif(conflict, detente.change(conflict, collapse="diplomacy"))


@pytest.mark.parametrize(
    ("account", "ends"),
    [
        ("commentary", "europe.enforce+russia.escalate+us.insist+us.support"),
        ("kyiv", "europe.enforce+russia.escalate+us.insist+us.support"),
        ("broker", "europe.enforce+us.insist+us.support"),
    ],
)
def test_collapse_of_diplomacy_ends_where_brute_force_found_it(account, ends):
    found = collapsed(account)
    assert found.after.evolution is not None
    assert [s.id for s in found.after.evolution.reached("nash")] == [ends]


def test_who_loses_by_the_collapse():
    places = collapsed("commentary").places("nash")
    assert places["russia"] == ((1, 1), (39, 39))
    before, after = places["ukraine"]
    assert before is not None
    assert after is not None
    assert after[1] < before[0]


def ends(conflict: Conflict, concept: str) -> set[Merged]:
    return Reference(conflict).equilibria(concept)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9).map(Random))
def test_after_a_change_equals_the_reference_on_what_is_left(rng):
    """Fixing options is what the definitions give on the states in which they are so."""
    conflict = random_conflict(rng).under()
    fixed = [
        (o, rng.random() < 0.5) for o in rng.sample(conflict.option_ids, min(2, len(conflict.option_ids)))
    ]
    try:
        found = detente.whatif(conflict, detente.change(conflict, fixed=fixed))
    except (ConflictFileError, NotInFileError):
        return  # the change contradicts the rules or the status quo
    left = {t for s in Reference(conflict).states for t in s if all((o in t) == taken for o, taken in fixed)}
    after = found.after.game
    states = [
        frozenset(frozenset(m) for m in s.members or (s.taken,)) for s in map(after.state, range(after.size))
    ]
    assert {t for s in states for t in s} == left
    for concept in CLASSICAL:
        assert {states[s.index] for s in found.after.equilibria[concept]} == ends(after.conflict, concept)


def test_changes_can_be_combined():
    conflict = detente.load("istanbul-2025").under("commentary")
    supposed = detente.change(conflict, freeze=["us"], absent=["europe"], prefer=[("russia", "truce")])
    assert dict(supposed.fixed) == {
        "europe.enforce": False,
        "europe.troops": False,
        "us.support": True,
        "us.insist": True,
    }
    found = detente.whatif(conflict, supposed)
    assert {"us.support", "us.insist"} <= set.intersection(
        *(set(s.taken) for s in map(found.after.game.state, range(found.after.game.size)))
    )
    preference = found.after.game.conflict.preferences["russia"]
    assert isinstance(preference, Prioritised)
    assert preference.statements[0].written == "truce"
    assert found.order.size == found.before.game.size


def test_a_ranking_keeps_its_order_on_what_is_left():
    conflict = detente.load("syria-iraq-1975").under()
    found = detente.whatif(conflict, detente.change(conflict, without=["iraq.attack"]))
    assert found.after.game.size == 3
    for before, after in zip(found.before.game.ranks, found.after.game.ranks, strict=True):
        states = [found.before.game.state(s.id).index for s in map(found.after.game.state, range(3))]
        for a in range(3):
            for b in range(3):
                assert (after[a] < after[b]) == (before[states[a]] < before[states[b]])


def test_what_cannot_be_supposed_is_refused():
    conflict = detente.load("istanbul-2025").under("kyiv")
    with pytest.raises(UnknownNameError, match=r"did you mean 'us.insist'"):
        detente.change(conflict, without=["us.insists"])
    with pytest.raises(UnknownNameError, match="tag"):
        detente.change(conflict, collapse="talking")
    with pytest.raises(UnknownNameError, match="decision maker"):
        detente.change(conflict, absent=["china"])
    for contradiction in (
        {"fixed": [("us.insist", True), ("us.insist", False)]},
        {"fixed": [("us.insist", True)], "without": ["us.insist"]},
        {"freeze": ["us"], "absent": ["us"]},
        {"fixed": [("russia.talks", True)], "collapse": "diplomacy"},
    ):
        with pytest.raises(DetenteError, match="cannot"):
            detente.change(conflict, **contradiction)
    garrison = detente.load("garrison").under()
    with pytest.raises(NotInFileError, match="status_quo"):
        detente.change(garrison, freeze=["ijc"])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9).map(Random))
def test_a_first_wish_comes_before_whatever_form_the_others_have(rng):
    """States in which it holds are better than all others; among equals the order is as before."""
    conflict = random_conflict(rng).under()
    dm, option = rng.choice([d.id for d in conflict.decision_makers]), rng.choice(conflict.option_ids)
    if any(r.kind == "same" for r in conflict.rules):
        return  # a wish that tells merged states apart is refused
    after = detente.whatif(conflict, detente.change(conflict, prefer=[(dm, option)]), ["nash"]).after.game
    before = conflict.game()
    holds, i = after.where(option), after.index(dm)
    for a in range(after.size):
        for b in range(after.size):
            better = bool(after.ranks[i][a] > after.ranks[i][b])
            was = bool(before.ranks[i][a] > before.ranks[i][b])
            assert better == (was if holds[a] == holds[b] else bool(holds[a]))


RANKED = """
detente: 1
title: rankings and what is gone
status_quo: none
decision_makers:
  ann: {options: {a: do a}}
  bob: {options: {b: do b}}
RULES
preferences:
  ann: PREFERENCE
  bob: {ranking: [none, bob.b, ann.a+bob.b, ann.a]}
"""


def test_a_partial_ranking_that_compares_all_is_a_ranking():
    order = ["none", "bob.b", "ann.a", "ann.a+bob.b"]
    forms = (f"{{ranking: [{', '.join(order)}]}}", f"{{partial: ['{' > '.join(order)}']}}")
    answers = []
    for form in forms:
        conflict = detente.read_conflict(RANKED.replace("RULES", "").replace("PREFERENCE", form))
        for supposed in (
            detente.change(conflict, freeze=["bob"]),
            detente.change(conflict, prefer=[("ann", "a")]),
        ):
            found = detente.whatif(conflict, supposed)
            answers.append([s.id for s in found.after.equilibria["nash"]])
    assert answers[:2] == answers[2:]
    assert answers[0] != answers[1]


def test_a_merged_state_may_be_called_by_a_member_that_goes():
    text = RANKED.replace("RULES", "rules: [{same: ann.a}]").replace("ann.a+bob.b, ann.a]", "ann.a]")
    named = [text.replace("PREFERENCE", f"{{ranking: [none, bob.b, {s}]}}") for s in ("ann.a", "ann.a+bob.b")]
    found = [detente.whatif(c, detente.change(c, freeze=["bob"])) for c in map(detente.read_conflict, named)]
    assert found[0].after.game.ranks[0].tolist() == found[1].after.game.ranks[0].tolist()
