"""The exact weights of what the accounts are heading to are those that a plain loop over the accounts finds."""

from __future__ import annotations

import json
import random
from typing import Any

import numpy as np
import pytest

import detente
from detente.conflict import ConflictFileError, NotInFileError, read_conflict
from detente.conflict.doubts import doubts_of
from detente.questions.robust.deciding import labels_of
from tests.robust_reference import CONCEPTS, Reference

NEAR = 1e-12


def doubted_file(rng, *, sources=True, rules=True):
    """Make a small file in which all kinds of things are doubted."""
    makers = {}
    full = []
    for name in ("a", "b", "c")[: rng.choice([2, 3])]:
        options = [f"o{k}" for k in range(rng.choice([1, 2]))]
        makers[name] = {"options": dict.fromkeys(options, "do it")}
        full += [f"{name}.{o}" for o in options]
    known = {"s1": {"title": "x", "reliability": rng.choice([0.5, 0.8, 1])}, "s2": "y"}
    if rng.random() < 0.3:
        known["s2"] = {"title": "y", "reliability": rng.choice([0.25, 0])}

    def that():
        one, other = rng.choice(full), rng.choice(full)
        return rng.choice(
            [one, f"not {one}", f"{one} and not {other}", f"{one} if {other}", f"{one} iff {other}"]
        )

    def claim(found):
        if rng.random() < 0.55:
            found["confidence"] = rng.choice([0.2, 0.5, 0.7, 0.9, 0, 1])
        if sources and rng.random() < 0.35:
            found["source"] = rng.choice(["s1", "s2", ["s1", "s2"]])
        if rng.random() < 0.2:
            rest = round(1 - found.get("confidence", 0.4), 3)
            if rest > 0:
                found["alternatives"] = [{"that": that(), "weight": round(rest / 2, 3)}]
        return found

    def statements(number):
        found = []
        for k in range(number):
            one = claim({"that": that(), "id": f"i{k}"})
            if rng.random() < 0.25:
                one["order"] = "open"
            found.append(one)
        return found

    file: dict[str, Any] = {
        "detente": 1,
        "title": "doubted",
        "sources": known,
        "status_quo": "none",
        "decision_makers": makers,
        "preferences": {m: statements(rng.choice([1, 2, 3])) for m in makers},
    }
    if rng.random() < 0.4:
        maker = rng.choice(list(makers))
        file["preferences"][maker] = {
            "weights": {rng.choice(full): rng.choice([1, -2]), rng.choice(full): 3},
            "alternatives": [
                {"statements": statements(2), "weight": 0.3},
                {"weights": {rng.choice(full): -1}, "weight": 0.2},
            ],
        }
        if sources and rng.random() < 0.5:
            file["preferences"][maker]["source"] = "s1"
    if rules and rng.random() < 0.5:
        rule = {"never": f"{rng.choice(full)} and {rng.choice(full)}", "confidence": rng.choice([0.5, 0.8])}
        if sources and rng.random() < 0.4:
            rule["source"] = "s1"
        if rng.random() < 0.4:
            rule["alternatives"] = [{"irreversible": rng.choice(full), "weight": 0.1}]
        file["rules"] = [rule]
    if rules and rng.random() < 0.4:
        file["status_quo"] = {"is": "none", "alternatives": [{"is": [rng.choice(full)], "weight": 0.25}]}
    return file


def drawn(seed, most=400, **kinds):
    """Draw a file in which something is doubted, and not too much."""
    rng = random.Random(seed)
    while True:
        file = doubted_file(rng, **kinds)
        conflict = read_conflict(json.dumps(file)).under()
        doubts = doubts_of(conflict)
        if 1 < doubts.accounts <= most:
            return conflict, doubts


@pytest.mark.parametrize("seed", range(30))
def test_weights_are_those_of_a_loop_over_the_accounts(seed):
    conflict, doubts = drawn(seed)
    reference = Reference(doubts)
    if not reference.weights:
        with pytest.raises(NotInFileError):
            detente.robust(conflict)
        return
    found = detente.robust(conflict)
    assert sum(w for _, w in found.misfits) == pytest.approx(float(reference.misfit), abs=NEAR)
    for concept in CONCEPTS:
        one = found.under(concept)
        expected = {k: float(v) for k, v in reference.shares(concept).items()}
        assert {frozenset(s): w for s, w in one.shares} == pytest.approx(expected, abs=NEAR)
        assert len({frozenset(s) for s, _ in one.shares}) == len(one.shares)
        holding = {k: float(v) for k, v in reference.holding(concept).items()}
        assert {k: w for k, w in one.held.items() if w > NEAR} == pytest.approx(holding, abs=NEAR)
        assert one.always == {k for k, w in reference.holding(concept).items() if w == 1}
        assert one.certain == (len(expected) == 1)


@pytest.mark.parametrize("seed", range(15))
def test_weights_together_with_claims_are_those_of_a_loop(seed):
    conflict, doubts = drawn(100 + seed, most=200)
    reference = Reference(doubts)
    if not reference.weights:
        return
    found = detente.robust(conflict)
    several = [k for k, d in enumerate(doubts.doubts) if len(d.variants) > 1]
    rng = random.Random(seed)
    for concept in CONCEPTS:
        spread = found.under(concept).spread
        names = [frozenset(s) for s in spread.sets]
        for doubt in several:
            for k, row in enumerate(spread.given(doubt)):
                told = {n: w for n, w in zip(names, row.tolist(), strict=True) if w > NEAR}
                expected = {n: float(w) for n, w in reference.given(concept, [(doubt, k)]).items()}
                assert told == pytest.approx(expected, abs=NEAR)
        if len(several) > 1:
            one, other = rng.sample(several, 2)
            both = spread.given_two(one, other)
            assert both is not None
            for v, w in np.ndindex(*both.shape[:2]):
                told = {n: x for n, x in zip(names, both[v, w].tolist(), strict=True) if x > NEAR}
                expected = reference.given(concept, [(one, v), (other, w)])
                assert told == pytest.approx({n: float(x) for n, x in expected.items()}, abs=NEAR)


@pytest.mark.parametrize("seed", range(20))
def test_indices_are_those_of_a_loop(seed):
    """Where no source may fail and all accounts fit, so that each doubt can be turned by itself."""
    conflict, doubts = drawn(200 + seed, most=200, sources=False)
    reference = Reference(doubts)
    if reference.misfit:
        return
    found = detente.robust(conflict)
    for concept in CONCEPTS:
        one = found.under(concept)
        if not reference.spread(concept):
            assert one.certain
            assert all(not d.matters for d in one.deciders)
            continue
        assert not one.certain
        for decider in one.deciders:
            doubt = decider.doubt
            if len(doubts.doubts[doubt].variants) < 2:
                assert not decider.matters
                continue
            near = pytest.approx
            assert decider.all.turns == near(float(reference.turns(concept, doubt)), abs=NEAR)
            assert decider.all.total == near(float(reference.total(concept, doubt)), abs=1e-9)
            assert decider.all.first == near(float(reference.first(concept, [doubt])), abs=1e-9)
            assert decider.information == near(reference.information(concept, doubt), abs=1e-9)
            assert decider.matters == (reference.total(concept, doubt) > 0)
            for outcome, index in decider.outcomes:
                label = lambda ends, outcome=outcome: outcome in ends  # noqa: E731
                if reference.spread(concept, label):
                    assert index.turns == near(float(reference.turns(concept, doubt, label)), abs=NEAR)
                    assert index.total == near(float(reference.total(concept, doubt, label)), abs=1e-9)
                    assert index.first == near(float(reference.first(concept, [doubt], label)), abs=1e-9)
                else:
                    assert (index.turns, index.first, index.total) == (0, 0, 0)
        for pair in one.pairs:
            both = reference.first(concept, pair.doubts)
            alone = sum(reference.first(concept, [d]) for d in pair.doubts)
            assert pair.index == near(float(both - alone), abs=1e-9)


@pytest.mark.parametrize("seed", range(20))
def test_conditions_are_the_fewest_and_their_shares_those_of_a_loop(seed):
    conflict, doubts = drawn(300 + seed, most=150)
    reference = Reference(doubts)
    if not reference.weights:
        return
    found = detente.robust(conflict)
    for concept in CONCEPTS:
        one = found.under(concept)
        expected = reference.turning(concept, lambda ends, one=one: ends == frozenset(one.written))
        told = {tuple(sorted(t.literals)): t.share for t in one.turns}
        assert len(told) == min(len(expected), 8)
        sure = {tuple(sorted(k)): float(v) for k, v in expected.items()}
        for literals, share in told.items():
            assert share == pytest.approx(sure[literals], abs=1e-9)


def test_sources_turn_what_rests_on_them():
    """A source whose only claim decides: the outcome turns with it exactly where the claim would hold."""
    file = {
        "detente": 1,
        "title": "t",
        "status_quo": "none",
        "sources": {"s": {"title": "x", "reliability": 0.75}},
        "decision_makers": {"a": {"options": {"o": "do"}}, "b": {"options": {"p": "do"}}},
        "preferences": {
            "a": [{"that": "o", "confidence": 0.5, "source": "s"}],
            "b": [{"that": "p", "source": "s"}],
        },
    }
    conflict = read_conflict(json.dumps(file)).under()
    one = detente.robust(conflict).under("nash")
    assert dict(one.outcomes) == pytest.approx({"none": 0.25, "b.p": 0.375, "a.o+b.p": 0.375})
    by = {d.doubt: d for d in one.deciders}
    assert by[0].all.turns == pytest.approx(0.75)
    claim = next(
        k for k, d in enumerate(doubts_of(conflict).doubts) if d.kind == "statement" and d.owner == "a"
    )
    assert by[claim].all.turns == pytest.approx(0.375)
    only = next(d for d in by.values() if d.doubt not in (0, claim))
    assert only.all.turns == 0  # it falls with its source and never by itself


@pytest.mark.parametrize(
    ("account", "accounts", "combinations"),
    [("commentary", 16_384, 256), ("kyiv", 4_194_304, 32), ("broker", 1_048_576, 512)],
)
def test_istanbul_comes_down_to_few_combinations(account, accounts, combinations):
    found = detente.robust(detente.load("istanbul-2025").under(account), concepts=["nash"])
    assert (found.doubts.accounts, found.combinations) == (accounts, combinations)


def test_labels_tell_in_which_sets_an_outcome_is():
    spread = (
        detente.robust(detente.load("istanbul-2025").under("kyiv"), concepts=["nash"]).under("nash").spread
    )
    outcome = spread.sets[0][0]
    assert labels_of(spread, outcome).tolist() == [int(outcome in s) for s in spread.sets]


def test_what_is_not_doubted_is_told():
    with pytest.raises(NotInFileError, match="nothing in this account is doubted"):
        detente.robust(detente.load("chicken").under())


def test_too_long_a_group_of_open_order_is_told_at_its_place():
    file = {
        "detente": 1,
        "title": "t",
        "status_quo": "none",
        "decision_makers": {"a": {"options": {f"o{k}": "do" for k in range(7)}}, "b": {}},
        "preferences": {"a": [{"that": f"o{k}", "order": "open"} for k in range(7)], "b": []},
    }
    with pytest.raises(ConflictFileError, match="7 statements of 'a' in open order; at most 6"):
        detente.robust(read_conflict(json.dumps(file)).under())
