"""The facts of `robust` are those that a loop over the accounts finds; what is said always or never is exactly so."""

from __future__ import annotations

import math
import random

import msgspec
import pytest

import detente
from detente.conflict import read_conflict
from detente.questions import find
from detente.questions.question import Request
from detente.questions.robust.answer import answer
from detente.questions.robust.asking import ask
from tests.robust_reference import Reference
from tests.test_doubts import DOUBTED
from tests.test_robust import drawn


def facts(conflict):
    return answer(detente.robust(conflict))


@pytest.mark.parametrize("seed", range(12))
def test_every_fact_is_that_of_a_loop(seed):
    conflict, doubts = drawn(500 + seed, most=120)
    reference = Reference(doubts)
    if not reference.weights:
        return
    found = facts(conflict)
    near = lambda x: pytest.approx(float(x), abs=1e-9)  # noqa: E731
    assert found.accounts == str(math.prod(len(d.variants) for d in doubts.doubts))
    assert len(found.doubts) == len(doubts.doubts)
    for concept in found.concepts:

        def ids(states):
            return frozenset(found.states[s].id for s in states)

        shares = reference.shares(concept.concept)
        assert {ids(s.states): s.weight for s in concept.sets} == {k: near(v) for k, v in shares.items()}
        assert [s.weight for s in concept.sets] == sorted((s.weight for s in concept.sets), reverse=True)
        assert concept.count == str(len(shares))
        assert concept.certain == (len(shares) == 1)
        assert concept.share == near(shares.get(ids(concept.written), 0))
        for outcome in concept.outcomes:
            id = found.states[outcome.state].id
            weight = sum(w for ends, w in shares.items() if id in ends)
            assert outcome.weight == near(weight)
            assert outcome.always == (weight == 1)
        holding = reference.holding(concept.concept)
        for held in concept.held:
            weight = holding[found.states[held.state].id]
            assert (held.weight, held.always) == (near(weight), weight == 1)
        assert set(concept.matterless).isdisjoint(d.doubt for d in concept.deciders)
        assert len(concept.matterless) + len(concept.deciders) == len(found.doubts)
        for decider in concept.deciders:
            written = [k for k, v in enumerate(doubts.doubts[decider.doubt].variants) if v.form == "written"]
            given = reference.given(concept.concept, [(decider.doubt, written[0])]) if written else {}
            assert decider.written == near(sum(given.values()))
        best = max(concept.deciders, key=lambda d: d.information, default=None)
        if concept.telling is not None:
            told = next(d for d in concept.deciders if d.doubt == concept.telling)
            assert told.information == best.information > 0


def test_variants_say_what_holds():
    found = facts(read_conflict(DOUBTED).under())
    told = {
        (d.kind, d.id): [(v.form, v.chance.exact, v.says, v.text) for v in d.variants] for d in found.doubts
    }
    assert told["source", "paper"] == [("written", "4/5", "", ""), ("fails", "1/5", "", "")]
    assert told["rule", "one"] == [
        ("written", "1/2", "exclusive: people.protest, people.sue", ""),
        ("alternative", "3/10", "never: people.sue", ""),
        ("absent", "1/5", "", ""),
    ]
    assert told["start", "status_quo"] == [
        ("written", "3/4", "people.protest", ""),
        ("alternative", "1/4", "none", "all is calm"),
    ]
    assert told["statement", "build"] == [
        ("written", "7/10", "build", ""),
        ("alternative", "1/5", "not build", "no road"),
        ("absent", "1/10", "", ""),
    ]
    assert [x[2] for x in told["order", "not people.protest / toll"]] == [
        "not people.protest > toll",
        "toll > not people.protest",
    ]
    assert [d.decision_maker for d in found.doubts if d.kind == "whole"] == ["people"]


def test_what_is_not_varied_is_told():
    text = (
        DOUBTED.split("  people:\n    weights")[0]
        + "  people:\n    weights: {city.build: 1}\n    confidence: 0.5\n"
    )
    found = facts(read_conflict(text).under())
    assert [(u.decision_maker, u.why) for u in found.unvaried] == [
        ("people", "weights without 'alternatives'")
    ]


def test_misfits_are_told_with_their_weight():
    text = """
detente: 1
title: t
status_quo: [a.x, b.y]
decision_makers: {a: {options: {x: do}}, b: {options: {y: do}}}
rules: [{never: a.x and b.y, confidence: 0.25}]
preferences: {a: [{that: x, confidence: 0.5}], b: [y]}
"""
    found = facts(read_conflict(text).under())
    assert [m.weight for m in found.misfits] == [0.25]
    assert "status quo" in found.misfits[0].why
    assert found.concepts[0].sets[0].weight == pytest.approx(1)


def test_the_outcomes_spoken_of_are_those_of_the_file_first():
    found = facts(detente.load("istanbul-2025").under("commentary"))
    by = {c.concept: c for c in found.concepts}
    assert found.spoken[: len(by["seq"].written)] == by["seq"].written
    assert set(by["nash"].written) <= set(found.spoken)
    assert len(found.spoken) <= 8


def test_accounts_without_a_doubt_are_left_out_where_others_have_some():
    conflict = detente.load("istanbul-2025")
    assert [r.conflict.account for r in ask([conflict.under(a) for a in conflict.accounts], ["nash"])] == [
        "commentary",
        "kyiv",
        "broker",
    ]
    question = find("robust")
    request = Request(conflict, ("kyiv",), concepts=("nash", "gmr"))
    [result] = question.ask(request)
    assert [f.concept for f in result.found] == ["nash", "gmr"]
    rows = list(question.rows(result))
    assert {r["concept"] for r in rows} == {"nash", "gmr"}
    encoded = msgspec.json.encode(question.answer(result))
    assert len(encoded) < 300_000


def test_drawing_the_same_again_gives_the_same():
    rng = random.Random(3)
    conflict, _ = drawn(rng.randrange(100))
    assert facts(conflict) == facts(conflict)
