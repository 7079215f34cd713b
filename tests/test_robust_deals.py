"""How often a deal beats no deal if some of the terms' claims are wrong: as a loop over all accounts has it."""

from __future__ import annotations

import json
import random
from fractions import Fraction

import numpy as np
import pytest

import detente
from detente.conflict import read_conflict
from detente.conflict.doubts_terms import doubts_of_terms, terms_where
from detente.questions.robust import deals as module
from detente.questions.robust.deals import deals_of, why_not
from detente.questions.settle.table import needs_states
from tests.robust_deals_reference import DealsReference
from tests.settle_cases import TRUCE

NEAR = 1e-12


def doubted_terms(rng):
    """Make a small file in which all kinds of claims about terms are doubted."""
    makers = ["a", "b", "c"][: rng.choice([2, 3])]
    options = [f"{m}.o" for m in makers]
    issues = {
        f"i{k}": {"values": {v: f"clause {v}" for v in ("x", "y", "z")[: rng.choice([2, 3])]}}
        for k in range(rng.choice([1, 2]))
    }
    if rng.random() < 0.5:
        first = issues["i0"]["values"]
        first["x"] = {"text": "x", "sets": f"{rng.choice(options)}"}
    atoms = [f"{i}.{v}" for i, known in issues.items() for v in known["values"]]

    def claim():
        found = {}
        if rng.random() < 0.5:
            found["confidence"] = rng.choice([0.2, 0.5, 0.8, 1])
        if rng.random() < 0.4:
            found["source"] = rng.choice(["s", "t"])
        return found

    def that():
        one, other = rng.choice([*atoms, *options]), rng.choice(atoms)
        return rng.choice([one, other, f"not {one}", f"{one} or {other}", f"not {other}"])

    def statements(number):
        found = []
        for k in range(number):
            one = {"id": f"w{k}", "that": that()} | claim()
            if rng.random() < 0.2:
                one["order"] = "open"
            if rng.random() < 0.2 and one.get("confidence", 0.5) < 1:
                one["alternatives"] = [{"that": that(), "weight": 0.1}]
            found.append(one)
        return found

    def number():
        low = rng.randint(-5, 5)
        return [low, low + rng.choice([1, 4, 9])] if rng.random() < 0.3 else low

    wishes = {}
    for maker in makers:
        if rng.random() < 0.5:
            found = {"statements": [*statements(rng.choice([1, 2])), *rng.choice([[], ["preferences"]])]}
        else:
            issue = rng.choice(list(issues))
            points = {v: number() for v in issues[issue]["values"]}
            found = {"weights": {issue: {"points": points} | claim(), rng.choice(options): number()}}
            if rng.random() < 0.4:
                found["no_deal"] = number()
        if rng.random() < 0.3:
            found["red_lines"] = statements(1)
        wishes[maker] = found
    terms = {"signed_by": makers[: rng.choice([2, len(makers)])], "issues": issues, "wishes": wishes}
    if rng.random() < 0.5:
        terms["exclusions"] = [{"never": " and ".join(rng.sample(atoms, 2))} | claim()]
    return {
        "detente": 1,
        "title": "doubted terms",
        "status_quo": "none",
        "sources": {
            "s": {"title": "x", "reliability": rng.choice([0.5, 0.8, 0])},
            "t": {"title": "y", "reliability": 0.9},
        },
        "decision_makers": {m: {"options": {"o": "do it"}} for m in makers},
        "preferences": {m: [rng.choice(["o", "not o"])] for m in makers},
        "terms": terms,
    }


def with_no_deal(told):
    return TRUCE.replace("        union.watch: 5\n", f"        union.watch: 5\n      no_deal: {told}\n")


def drawn(seed, most=300):
    rng = random.Random(seed)
    while True:
        conflict = read_conflict(json.dumps(doubted_terms(rng))).under()
        if 1 < doubts_of_terms(conflict).accounts <= most:
            return conflict


def found_in(conflict):
    return deals_of(conflict, conflict.game() if needs_states(conflict) else None)


@pytest.mark.parametrize("seed", range(40))
def test_deals_are_those_of_a_loop_over_the_accounts(seed):
    conflict = drawn(seed)
    found = found_in(conflict)
    reference = DealsReference(found.doubts)
    exists = lambda key: bool(reference.zones[key])  # noqa: E731
    assert found.share == pytest.approx(float(reference.share(exists)), abs=NEAR)
    assert (found.share == 1) == (reference.share(exists) == 1)
    for told, sets in ((found.zone, reference.zones), (found.best, reference.best)):
        expected = reference.each(sets)
        assert told.tolist() == pytest.approx([float(expected.get(p, 0)) for p in range(len(told))], abs=NEAR)
        assert [bool(w) for w in told] == [expected.get(p, 0) > 0 for p in range(len(told))]
    written = tuple(
        (k, next((n for n, v in enumerate(d.variants) if v.form == "written"), 0))
        for k, d in enumerate(found.doubts.doubts)
    )
    assert found.written == tuple(sorted(reference.zones[written]))
    if found.event is None:
        assert found.deciders == ()
        assert all(w in (0, 1) for w in [reference.share(exists), *reference.each(reference.best).values()])
        return
    event = exists if found.event < 0 else (lambda key: found.event in reference.best[key])
    assert 0 < reference.share(event) < 1
    assert sorted(d.doubt for d in found.deciders) == list(range(len(found.doubts.doubts)))
    for decider in found.deciders:
        holds, *parts = reference.given(decider.doubt, event)
        assert decider.holds == pytest.approx(float(holds), abs=NEAR)
        for told, expected in zip((decider.if_holds, decider.if_not), parts, strict=True):
            assert (told is None) == (expected is None)
            assert told is None or told == pytest.approx(float(expected), abs=1e-9)
        turns = reference.turns(decider.doubt, event)
        assert decider.turns == pytest.approx(float(turns), abs=NEAR)
        assert (decider.turns > 0) == (turns > 0)
    apart = [d.apart for d in found.deciders]
    assert apart == sorted(apart, reverse=True)


def test_a_range_lies_at_its_middle_or_at_an_end_and_what_falls_counts_nothing():
    conflict = read_conflict(TRUCE.replace("some: 10,", "some: [2, 10],")).under()
    doubts = doubts_of_terms(conflict)
    worth, number = doubts.doubts
    assert (worth.kind, worth.owner, worth.id) == ("worth", "north", "prisoners")
    assert [(v.form, v.chance) for v in worth.variants] == [
        ("written", Fraction(7, 10)),
        ("absent", Fraction(3, 10)),
    ]
    assert (number.kind, number.id) == ("range", "prisoners.some")
    assert [(v.form, v.chance, v.what) for v in number.variants] == [
        (f, Fraction(1, 3), w) for f, w in (("written", 6), ("low", 2), ("high", 10))
    ]

    def points(settled):
        (told, *_) = terms_where(doubts, settled).wishes["north"].weights
        return {v: (r.low, r.high) for v, r in told.points}

    assert points({0: 0, 1: 1}) == {"some": (2, 2), "all": (4, 4)}
    assert points({0: 0, 1: 2}) == {"some": (10, 10), "all": (4, 4)}
    assert points({0: 1, 1: 2}) == {"some": (0, 0), "all": (0, 0)}
    assert points({}) == {"some": (2, 10), "all": (4, 4)}


def test_a_stated_worth_of_no_deal_lies_between_its_ends_costs_taken_off():
    text = TRUCE.replace(
        "        union.watch: 5\n", "        union.watch: 5\n      no_deal: {worth: [0, 4], costs: 1}\n"
    )
    conflict = read_conflict(text.replace(", confidence: 0.7", "")).under()
    doubts = doubts_of_terms(conflict)
    (number,) = doubts.doubts
    assert (number.owner, number.id) == ("south", "no_deal")
    assert [v.what for v in number.variants] == [1, -1, 3]
    no_deal = terms_where(doubts, {0: 2}).wishes["south"].no_deal
    assert no_deal is not None
    assert (no_deal.value.low, no_deal.value.high) == (3, 3)


def test_what_is_not_varied_is_told():
    text = TRUCE.replace(
        "        union.watch: 5\n", "        union.watch: 5\n      no_deal: {worth: 3, confidence: 0.5}\n"
    )
    found = doubts_of_terms(read_conflict(text).under())
    assert found.unvaried == (("south", "what no deal is worth"),)
    assert doubts_of_terms(detente.load("chicken").under()).doubts == ()
    assert why_not(detente.load("chicken").under()) == ""


def test_too_many_are_not_looked_at(monkeypatch):
    conflict = read_conflict(TRUCE).under()
    assert why_not(conflict) == ""
    monkeypatch.setattr(module, "MOST_PACKAGES", 8)
    assert why_not(conflict) == "9 packages are too many to judge again and again"
    assert found_in(conflict) is None
    monkeypatch.undo()
    monkeypatch.setattr(module, "MOST_VARIANTS", 1)
    assert why_not(conflict) == "the doubts about terms span too many cases"
    monkeypatch.undo()
    monkeypatch.setattr(module, "MOST_ORDERED", 0)
    found = found_in(conflict)
    assert found.best is None
    assert found.event is None
    assert np.count_nonzero(found.zone)
