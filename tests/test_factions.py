"""Factions: indices against published values and slow definitions, win-sets and takeovers against the reference."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations, permutations
from math import factorial
from random import Random
from typing import Any

import jsonschema
import numpy as np
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.conflict import (
    CLASSICAL,
    ConditionError,
    Conflict,
    ConflictFileError,
    NotInFileError,
    TooLargeError,
    UnknownNameError,
    read_conflict,
    to_dict,
    to_json,
    to_yaml,
)
from detente.questions.factions import voting
from tests.generate import random_condition, random_file, random_ranking, telling_apart
from tests.reference import Merged, Reference

# -- power --------------------------------------------------------------------------------------------


def fractions(*texts: str) -> list[Fraction]:
    return [Fraction(t) for t in texts]


# Quota, weights, Banzhaf (normalised) and Shapley-Shubik.
PUBLISHED = [
    (51, [50, 49, 1], ["3/5", "1/5", "1/5"], ["2/3", "1/6", "1/6"]),
    # The European Economic Community of 1958 (Brams & Affuso 1976): Luxembourg never counts.
    (12, [4, 4, 4, 2, 2, 1], ["5/21"] * 3 + ["1/7"] * 2 + ["0"], ["7/30"] * 3 + ["3/20"] * 2 + ["0"]),
    # The Security Council: Shapley & Shubik's method on 15 members, 9 votes with no veto.
    (39, [7] * 5 + [1] * 10, ["106/635"] * 5 + ["21/1270"] * 10, ["421/2145"] * 5 + ["4/2145"] * 10),
    (1, [1], ["1"], ["1"]),
    (3, [1, 1, 1], ["1/3"] * 3, ["1/3"] * 3),
    (5, [3, 2, 1], ["1/2", "1/2", "0"], ["1/2", "1/2", "0"]),
]


@pytest.mark.parametrize(("quota", "weights", "banzhaf", "shapley"), PUBLISHED)
def test_published_indices(quota, weights, banzhaf, shapley):
    found = voting([Fraction(w) for w in weights], Fraction(quota)).power
    assert [p.banzhaf for p in found] == fractions(*banzhaf)
    assert [p.shapley_shubik for p in found] == fractions(*shapley)
    assert sum(p.banzhaf for p in found) == sum(p.shapley_shubik for p in found) == 1


def test_the_absolute_index_vetoes_and_dummies():
    first, second, third = voting(fractions("50", "49", "1"), Fraction(51)).power
    assert (first.swings, first.banzhaf_absolute, first.veto, first.dummy) == (3, Fraction(3, 4), True, False)
    assert (second.swings, second.banzhaf_absolute, second.veto) == (1, Fraction(1, 4), False)
    assert third == second
    council = voting([Fraction(w) for w in [7] * 5 + [1] * 10], Fraction(39))
    assert [p.veto for p in council.power] == [True] * 5 + [False] * 10
    assert council.minimal.size == 210  # all five, and 4 of 10
    assert voting(fractions("4", "4", "4", "2", "2", "1"), Fraction(12)).power[5].dummy


def test_half_is_no_majority():
    assert list(voting(fractions("1", "1")).carries) == [False, False, False, True]
    assert list(voting(fractions("0.5", "0.5")).carries) == [False, False, False, True]
    assert list(voting(fractions("1", "1"), Fraction(1)).carries) == [False, True, True, True]
    assert list(voting(fractions("1", "0")).carries) == [False, True, False, True]


def test_digits_that_no_float_holds():
    big = Fraction("999999999999999.999999999999999")
    found = voting([big, big, Fraction("0.000000000000001")], 2 * big)
    assert [p.dummy for p in found.power] == [False, False, True]
    assert (
        voting([big, big, Fraction("0.000000000000001")], 2 * big + Fraction("0.000000000000001"))
        .power[2]
        .veto
    )


def test_twenty_members_and_no_more():
    found = voting([Fraction(k) for k in range(1, 21)])
    assert sum(p.banzhaf for p in found.power) == 1
    with pytest.raises(TooLargeError, match="21 members of one vote; at most 20"):
        voting([Fraction(1)] * 21)


@st.composite
def votes(draw: st.DrawFn) -> tuple[list[Fraction], Fraction | None]:
    quarter = st.integers(0, 12).map(lambda n: Fraction(n, 4))
    weights = draw(st.lists(quarter, min_size=1, max_size=6).filter(any))
    total = sum(weights, Fraction(0))
    part = st.integers(1, 8).map(lambda n: total * n / 8)
    return weights, draw(st.none() | part)


@settings(max_examples=200, deadline=None)
@given(votes())
def test_power_equals_its_definition(given_votes):
    """All subsets for Banzhaf, all orders for Shapley-Shubik."""
    weights, quota = given_votes
    n = len(weights)

    def wins(members: tuple[int, ...]) -> bool:
        weight = sum((weights[k] for k in members), Fraction(0))
        return weight > sum(weights, Fraction(0)) / 2 if quota is None else weight >= quota

    subsets = list(chain.from_iterable(combinations(range(n), k) for k in range(n + 1)))
    swings = [
        sum(k in s and wins(s) and not wins(tuple(x for x in s if x != k)) for s in subsets) for k in range(n)
    ]
    pivots = [0] * n
    for order in permutations(range(n)):
        pivots[next(k for i, k in enumerate(order) if wins(order[: i + 1]))] += 1
    found = voting(weights, quota)
    for k, power in enumerate(found.power):
        assert power.swings == swings[k]
        assert power.banzhaf == Fraction(swings[k], sum(swings))
        assert power.banzhaf_absolute == Fraction(swings[k], 2 ** (n - 1))
        assert power.shapley_shubik == Fraction(pivots[k], factorial(n))
        assert power.veto == all(k in s for s in subsets if wins(s))
        assert power.dummy == (swings[k] == 0)
    minimal = {s for s in subsets if wins(s) and not any(wins(tuple(x for x in s if x != k)) for k in s)}
    listed = [tuple(k for k in range(n) if c >> k & 1) for c in found.minimal]
    assert set(listed) == minimal
    assert [len(c) for c in listed] == sorted(len(c) for c in minimal)
    for s in subsets:
        turning = [k for k in range(n) if wins(s) != wins(tuple(sorted(set(s) ^ {k})))]
        assert list(found.pivotal(sum(1 << k for k in s))) == turning


# -- win-sets and takeovers against the reference ------------------------------------------------------


def with_factions(rng: Random) -> Conflict:
    """Make a random conflict in which one or two decision makers have factions."""
    while True:
        file = random_file(rng)
        if "status_quo" in file:
            break
    options = [f"{d}.{o}" for d, m in file["decision_makers"].items() for o in m.get("options", {})]
    bare = Reference(read_conflict(yaml.safe_dump(file)))
    groups = [sorted("+".join(sorted(t)) or "none" for t in s)[0] for s in bare.states]

    def preference(dm: str) -> Any:
        form = rng.choice(["statements", "weights", "ranking"])
        found: Any = [random_condition(rng, options) for _ in range(rng.randint(0, 4))]
        if form == "weights":
            found = {"weights": {o: rng.choice([-1, 1, 0.5]) for o in options}}
        # States that count as one must tie.
        trial = {**file, "preferences": {**file["preferences"], dm: found}}
        return random_ranking(rng, groups) if form == "ranking" or dm in telling_apart(trial) else found

    makers = list(file["decision_makers"])
    file["factions"] = {}
    for dm in rng.sample(makers, min(len(makers), rng.randint(1, 2))):
        weights = [rng.choice([0, 0.5, 1, 2, 3]) for _ in range(rng.randint(0, 3))] + [1]
        members = {f"f{k}": {"weight": w, "preferences": preference(dm)} for k, w in enumerate(weights)}
        file["factions"][dm] = {"members": members}
        if rng.random() < 0.5:
            file["factions"][dm]["quota"] = sum(weights) * rng.choice([0.25, 0.5, 1])
    return read_conflict(yaml.safe_dump(file, sort_keys=False))


def merged(state: detente.State) -> Merged:
    return frozenset(frozenset(m) for m in state.members or (state.taken,))


def reached(reference: Reference, start: Merged) -> set[Merged]:
    return {start} | reference.legal(tuple(reference.dms), start, True)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9).map(Random))
def test_everything_equals_the_reference(rng):
    conflict = with_factions(rng).under()
    own = Reference(conflict)
    where = random_condition(rng, list(conflict.option_ids))
    against = rng.choice(sorted("+".join(sorted(t)) or "none" for s in own.states for t in s))
    found = detente.factions(conflict, against=against, where=where)
    assert [f.dm for f in found] == [d for d in own.dms if d in conflict.factions]
    [start] = [s for s in own.states if conflict.status_quo and own.means(conflict.status_quo, s)]
    for f in found:
        inside = conflict.factions[f.dm]
        led = [
            Reference(replace(conflict, preferences={**conflict.preferences, f.dm: m.preferences}))
            for m in inside.members
        ]
        reference = merged(f.reference)
        assert reference in own.states

        def carries(weight: Fraction, inside: detente.conflict.Factions = inside) -> bool:
            total = sum(m.weight for m in inside.members)
            return weight > total / 2 if inside.quota is None else weight >= inside.quota

        win_set = set()
        for state in map(f.game.state, range(f.game.size)):
            s = merged(state)
            voters = [m for m, r in zip(inside.members, led, strict=True) if r.better(f.dm, s, reference)]
            weight = sum((m.weight for m in voters), Fraction(0))
            assert f.votes_for(state) == tuple(m.id for m in voters)
            assert f.weight_for(state) == weight
            assert f.carried[state.index] == carries(weight)
            turning = [
                m.id
                for m in inside.members
                if carries(weight + (-m.weight if m in voters else m.weight)) != carries(weight)
            ]
            assert list(f.pivotal(state)) == turning
            if carries(weight) and all(conflict.condition(where).holds(t) for t in s):
                win_set.add(s)
        assert {merged(s) for s in f.win_set} == win_set
        before = {c: own.equilibria(c) & reached(own, start) for c in CLASSICAL}
        for takeover, reference_led in zip(f.takeovers, led, strict=True):
            assert takeover.after.game.account == f"{f.dm} led by {takeover.faction.id}"
            for concept in CLASSICAL:
                after = reference_led.equilibria(concept) & reached(reference_led, start)
                assert {merged(s) for s in f.outcomes(concept)} == before[concept]
                states = [f.game.state(int(k)) for k in takeover.comes(concept)]
                assert {merged(s) for s in states} == after - before[concept]
                gone = [f.game.state(int(k)) for k in takeover.goes(concept)]
                assert {merged(s) for s in gone} == before[concept] - after
                assert (concept in takeover.changes) == (after != before[concept])
        for concept in CLASSICAL:
            could = {
                s
                for s in before[concept]
                if f.carried[next(k for k in range(f.game.size) if merged(f.game.state(k)) == s)]
            }
            assert {merged(s) for s in f.ratifiable(concept)} == could


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9).map(Random))
def test_random_factions_survive_writing_and_fit_the_schemas(rng):
    conflict = with_factions(rng)
    for written in (to_yaml(conflict), to_json(conflict)):
        assert read_conflict(written) == conflict
    jsonschema.Draft202012Validator(detente.conflict.schema()).validate(to_dict(conflict))
    for f in detente.factions(conflict):
        assert len(f.rows()) == len(f.members)


def test_places_are_counted_in_the_orders_of_the_account():
    [found] = detente.factions(detente.load("istanbul-2025").under("kyiv"))
    takeover = found.takeover("settle")
    ranks = found.game.ranks[found.game.index("russia")]
    after = takeover.after.evolution
    assert after is not None
    ends = after.reached_at("nash")
    expected = tuple(int((np.unique(ranks) > r).sum()) + 1 for r in (ranks[ends].max(), ranks[ends].min()))
    assert takeover.places("nash")["russia"][1] == expected
    assert takeover.own_places("nash")[1] == (2, 2)


# -- what the file says --------------------------------------------------------------------------------

HARBOUR = """
detente: 1
title: A harbour
status_quo: []
decision_makers:
  port: {options: {dredge: d, pay: p}}
  fishers: {options: {block: b}}
preferences:
  port: [dredge, not pay]
  fishers: [not port.dredge or port.pay, not block]
factions:
  port:
    quota: 51
    members:
      board: {name: The board, weight: 50, preferences: [dredge, not pay]}
      staff: {weight: 49, preferences: [pay, dredge]}
      town: {weight: 1, preferences: {weights: {pay: 1, fishers.block: -3}}}
perspectives:
  other: {options: {add: {port: {close: c}}}}
"""


def test_a_deal_and_who_turns_it():
    [found] = detente.factions(read_conflict(HARBOUR).under("base"))
    assert found.reference.id == "none"
    assert [s.id for s in found.win_set] == [
        "port.dredge",
        "port.dredge+port.pay",
        "fishers.block+port.dredge",
        "fishers.block+port.dredge+port.pay",
    ]
    assert found.votes_for("port.dredge") == ("board", "staff")  # to the town it is a tie: no vote
    assert found.votes_for("port.dredge+port.pay") == ("board", "staff", "town")
    assert found.pivotal("port.dredge+port.pay") == ("board",)
    assert found.votes_for("fishers.block+port.dredge+port.pay") == ("board", "staff")
    assert found.pivotal("fishers.block+port.dredge+port.pay") == ("board", "staff")
    assert found.votes_for("none") == ()
    assert found.minimal_winning == (("board", "staff"), ("board", "town"))
    assert found.power["board"].veto
    assert [r["banzhaf"] for r in found.rows()] == ["3/5", "1/5", "1/5"]


def test_another_reference_and_only_some_deals():
    conflict = read_conflict(HARBOUR).under("base")
    [found] = detente.factions(
        conflict.under("base"), "port", against="port.dredge", where="port.pay", concepts=["nash"]
    )
    assert found.reference.id == "port.dredge"
    assert found.analysis.concepts == ("nash",)
    assert int(found.deals.sum()) == 4
    assert found.win_set == ()
    [nothing] = detente.factions(conflict.under("base"), where="port.pay and not port.pay")
    assert nothing.win_set == ()


def test_factions_hold_under_an_account_that_adds_options():
    for account, size in (("base", 8), ("other", 16)):
        [found] = detente.factions(read_conflict(HARBOUR).under(account))
        assert found.game.size == size
        assert len(found.win_set) == size // 2


def test_without_a_status_quo_a_state_must_be_named():
    conflict = read_conflict(HARBOUR.replace("status_quo: []\n", ""))
    with pytest.raises(NotInFileError, match="--against"):
        detente.factions(conflict.under("base"))
    [found] = detente.factions(conflict.under("base"), against="none")
    assert found.outcomes("nash") == found.analysis.stability.equilibria("nash")


def test_what_cannot_be_asked_is_refused():
    conflict = read_conflict(HARBOUR)
    with pytest.raises(NotInFileError, match="'fishers' has no factions in the file"):
        detente.factions(conflict.under("base"), "fishers")
    with pytest.raises(UnknownNameError, match="did you mean 'port'"):
        detente.factions(conflict.under("base"), "ports")
    with pytest.raises(UnknownNameError, match="no state"):
        detente.factions(conflict.under("base"), against="nonsense")
    with pytest.raises(ConditionError):
        detente.factions(conflict.under("base"), where="nonsense")
    with pytest.raises(UnknownNameError, match="no concept"):
        detente.factions(conflict.under("base"), concepts=["nashh"])
    with pytest.raises(NotInFileError, match="the file has no factions; add them under 'factions'"):
        detente.factions(detente.load("chicken"))
    with pytest.raises(TooLargeError):
        detente.factions(conflict.under("base"), most_states=2)


def test_a_ranking_that_forgets_a_state_names_its_faction():
    text = HARBOUR.replace("[pay, dredge]", "{ranking: [none]}")
    with pytest.raises(ConflictFileError, match=r":16:40: faction 'staff': the ranking of 'port' leaves out"):
        detente.factions(read_conflict(text).under("base"))


def test_no_more_than_twenty_factions():
    members = ", ".join(f"m{k}: {{weight: 1, preferences: []}}" for k in range(21))
    start = HARBOUR.index("    quota")
    with pytest.raises(ConflictFileError, match="'members' has 21 entries; at most 20"):
        read_conflict(HARBOUR[:start] + f"    members: {{{members}}}\n")


def test_all_mistakes_are_told_at_once():
    text = (
        HARBOUR.replace("quota: 51", "quota: none")
        .replace("weight: 50", "weight: -1")
        .replace("[pay, dr", "[q, dr")
    )
    with pytest.raises(ConflictFileError) as told:
        read_conflict(text)
    assert [p.message.split(" is ")[0] for p in told.value.problems] == [
        "a quota",
        "the weight of a faction",
        "no option or condition 'q' (allowed: dredge, pay, port.dredge, port.pay, fishers.block)",
    ]
