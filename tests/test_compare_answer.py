"""Rival accounts side by side: every fact against the definitions, on random accounts."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

import msgspec
import pytest
import yaml

import detente
from detente.answers import Level, Shared
from detente.conflict import CLASSICAL, Conflict, read_conflict
from detente.conflict.condition import canonical
from detente.questions.compare import compare
from detente.questions.compare.answer import CompareAnswer, answer, common
from detente.questions.compare.mixes_result import SETTING
from tests.reference import Merged, Reference
from tests.test_mixes import RANKINGS, by_hand, many_accounts, random_case
from tests.test_outcomes import by_definition
from tools.bench import questions as bench

SEEDS = range(30)

ROUND = """
detente: 1
title: Round
status_quo: []
decision_makers:
  a: {options: {x: do x}}
  b: {options: {y: do y}}
perspectives:
  still: {says: s, preferences: {a: [not x], b: [not y]}}
  round: {says: r, preferences: {a: [x iff b.y], b: [not y if a.x, y if not a.x]}}
"""


class Known:
    def __init__(self, seed: int) -> None:
        self.conflict, self.games = random_case(seed)
        self.found: CompareAnswer = answer(compare(self.conflict))
        self.references = {a: Reference(self.conflict.under(a)) for a in self.conflict.accounts}

    def id(self, state: Merged) -> str:
        return "+".join(sorted(next(iter(state)))) or "none"

    def ids(self, refs: Any) -> list[str]:
        return [self.found.states[r].id for r in refs]

    def start(self, account: str) -> Merged:
        game = next(g for g in self.games if g.account == account)
        assert game.status_quo is not None
        taken = frozenset(game.state(game.status_quo).taken)
        return next(s for s in self.references[account].states if taken in s)

    def ends(self, account: str, concept: str) -> dict[Merged, int]:
        return by_definition(self.references[account], self.start(account), concept)


known_of = cache(Known)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_account(seed: int) -> None:
    known = known_of(seed)
    found = known.found
    assert [a.account for a in found.accounts] == list(known.conflict.accounts)
    for fact in found.accounts:
        reference, start = known.references[fact.account], known.start(fact.account)
        assert fact.feasible == str(len(reference.states))
        assert known.ids([fact.status_quo]) == [known.id(start)]
        assert fact.heading is not None
        for ends, concept in ((fact.heading.myopic, "nash"), (fact.heading.ahead, "seq")):
            assert set(known.ids(ends.states)) == {known.id(s) for s in known.ends(fact.account, concept)}
        improvements = reference_reach(reference, start, improving=True)
        moves = reference_reach(reference, start, improving=False)
        assert [c.concept for c in fact.concepts] == list(CLASSICAL)
        for c in fact.concepts:
            held = reference.equilibria(c.concept)
            assert set(known.ids(c.equilibria)) == {known.id(s) for s in held}
            assert c.count == str(len(held))
            assert list(c.leaving) == [d for d in reference.dms if not reference.stable(c.concept, d, start)]
            assert set(known.ids(c.reached)) == {known.id(s) for s in held & improvements}
            assert set(known.ids(c.only_by_moves)) == {known.id(s) for s in held & moves - improvements}
            assert c.undeterred is not None
            if c.concept in ("nash", "seq"):
                assert set(known.ids(c.undeterred)) == {
                    known.id(s) for s in known.ends(fact.account, c.concept)
                }
        told = {known.found.states[w.end].id: len(w.moves) for w in fact.ways}
        every = {i for c in fact.concepts for i in known.ids(c.reached)}
        assert set(told) == every
        basis = [s for p in known.conflict.under(fact.account).preferences.values() for s in p.statements]
        assert fact.basis.claims == len(basis)


def reference_reach(reference: Reference, start: Merged, *, improving: bool) -> set[Merged]:
    return reference.legal(tuple(reference.dms), start, improving) | {start}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_all_share(seed: int) -> None:
    known = known_of(seed)
    found = known.found
    for shared in found.shared:
        sets = [{known.id(s) for s in r.equilibria(shared.concept)} for r in known.references.values()]
        assert set(known.ids(shared.states)) == set.intersection(*sets)
    starts = {known.id(known.start(a)) for a in known.conflict.accounts}
    assert found.same_start == (len(starts) == 1)
    assert (found.status_quo is not None) == found.same_start
    options = list(
        dict.fromkeys(o for a in known.conflict.accounts for o in known.conflict.under(a).option_ids)
    )
    for agreed, concepts in zip(found.agreed, (["nash"], ["seq"], ["nash", "seq"]), strict=True):
        assert (
            agreed.sight == {1: {"nash": "myopic", "seq": "ahead"}[concepts[0]], 2: "either"}[len(concepts)]
        )
        by_account = {a: [set(known.ends(a, c)) for c in concepts] for a in known.conflict.accounts}
        unions = {a: set().union(*sets) for a, sets in by_account.items()}
        assert list(agreed.accounts) == [a for a, ends in unions.items() if ends]
        assert agreed.same == (len({frozenset(known.id(s) for s in u) for u in unions.values()}) == 1)
        every = [next(iter(s)) for ends in unions.values() for s in ends]
        if not every:
            assert agreed.shared == Shared()
            continue
        today = [next(iter(known.start(a))) for a in known.conflict.accounts]
        always = [o for o in options if all(o in t for t in every)]
        none = [o for o in options if not any(o in t for t in every)]
        assert list(agreed.shared.taken) == always
        assert list(agreed.shared.gone) == [o for o in none if all(o in t for t in today)]
        assert list(agreed.shared.never) == [o for o in none if not all(o in t for t in today)]
        assert list(agreed.shared.varies) == [o for o in options if o not in always and o not in none]


@pytest.mark.parametrize("seed", SEEDS)
def test_where_they_part(seed: int) -> None:
    known = known_of(seed)
    found, conflict = known.found, known.conflict
    said: dict[tuple[str, str], dict[str, int]] = {}
    for account in conflict.accounts:
        for dm, preference in conflict.under(account).preferences.items():
            for place, s in enumerate(preference.statements, 1):
                said.setdefault((dm, str(canonical(s.that))), {}).setdefault(account, place)
    differing = {
        key: places
        for key, places in said.items()
        if len(places) < len(conflict.accounts) or len(set(places.values())) > 1
    }
    told = {
        (c.decision_maker, str(canonical(conflict.under(c.made[0].account).condition(c.that)))): {
            m.account: m.place for m in c.made
        }
        for c in found.claims
    }
    assert told == differing
    rules = {a: {r.id for r in conflict.under(a).rules if not r.automatic} for a in conflict.accounts}
    partly = set.union(*rules.values()) - set.intersection(*rules.values())
    assert {d.id: set(d.accounts) for d in found.rules_differ} == {
        r: {a for a in rules if r in rules[a]} for r in partly
    }
    options = {a: {o for o, x in conflict.under(a).options.items() if x.available} for a in conflict.accounts}
    partly = set.union(*options.values()) - set.intersection(*options.values())
    assert {d.id: set(d.accounts) for d in found.options_differ} == {
        o: {a for a in options if o in options[a]} for o in partly
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_the_mixes(seed: int) -> None:
    known = known_of(seed)
    mixes = known.found.mixes
    assert mixes is not None
    every = by_hand(seed)
    parts = {p.id: p.readings for p in mixes.parts}
    makers = known.games[0].decision_makers
    for sight, seen in enumerate((mixes.myopic, mixes.ahead)):
        assert seen.sight == ("myopic", "ahead")[sight]
        counted: dict[frozenset[str], int] = {}
        for choice, ends in every.items():
            *readings, setting = choice
            firsts = all(a in [r[0] for r in parts[d]] for d, a in zip(makers, readings, strict=True))
            settings = [r[0] for r in parts.get(SETTING, ((known.conflict.accounts[0],),))]
            if firsts and setting in settings:
                counted[ends[sight]] = counted.get(ends[sight], 0) + 1
        told = {frozenset(known.ids(o.states)): o.count for o in seen.outcomes}
        assert told == counted
        assert seen.count == str(len(counted))
        assert sum(told.values()) == mixes.fitting == int(mixes.total) == mixes.tried
    assert mixes.same == (mixes.myopic.outcomes == mixes.ahead.outcomes and all_same(known, every))
    assert not mixes.drawn
    assert mixes.misfits == ()


def all_same(known: Known, every: dict[Any, Any]) -> bool:
    return all(ends[0] == ends[1] for ends in every.values())


def test_outcomes_that_get_letters() -> None:
    found = answer(compare(detente.load("istanbul-2025")))
    ends = [
        s
        for a in found.accounts
        if a.heading is not None
        for s in (*a.heading.myopic.states, *a.heading.ahead.states)
    ]
    assert set(found.spoken) == set(ends) - {found.status_quo}
    first = found.accounts[0].heading
    assert first is not None
    assert found.spoken[: len(first.ahead.states)] == first.ahead.states


def test_starts_that_differ_get_letters_too() -> None:
    text = ROUND.replace("says: r,", "says: r, status_quo: [a.x],")
    found = answer(compare(read_conflict(text)))
    assert not found.same_start
    assert found.status_quo is None
    assert {found.states[s].id for s in found.spoken} >= {"none", "a.x"}


def test_an_account_that_comes_to_no_rest() -> None:
    found = answer(compare(read_conflict(ROUND)))
    myopic = found.agreed[0]
    assert myopic.accounts == ("still",)
    assert not myopic.same
    assert myopic.shared.never == ("a.x", "b.y")
    [round_] = [a for a in found.accounts if a.account == "round"]
    assert round_.heading is not None
    assert round_.heading.myopic.cycle


def test_levels_are_shared() -> None:
    low, high = Shared(taken=("up.dam.low",)), Shared(taken=("up.dam.high", "up.talk"), varies=("down.x",))
    mixed = Shared(levels=(Level(option="up.dam", levels=("low", "high")),), taken=("up.talk",))
    options = ("up.dam.low", "up.dam.high", "up.talk", "down.x")
    both = (Level(option="up.dam", levels=("low", "high")),)
    assert common(options, [low, high], frozenset()) == Shared(levels=both, varies=("up.talk", "down.x"))
    assert common(options, [mixed, high], frozenset({"down.x"})) == Shared(
        levels=both, taken=("up.talk",), varies=("down.x",)
    )
    assert common(options, [low, low], frozenset({"up.talk"})) == Shared(
        taken=("up.dam.low",), gone=("up.talk",), never=("up.dam.high", "down.x")
    )
    some = Shared(varies=("up.dam.low",))
    assert common(options, [low, some], frozenset()).levels == ()
    assert common(options, [], frozenset()) == Shared()


def test_rankings_that_do_not_fit_are_facts() -> None:
    found = answer(compare(read_conflict(RANKINGS)))
    assert found.mixes is not None
    assert {(m.part, m.account, m.setting) for m in found.mixes.misfits} == {
        ("a", "narrow", "wide"),
        ("b", "narrow", "wide"),
    }
    assert (found.mixes.total, found.mixes.fitting) == ("8", 5)
    assert found.preferences_differ == ("a", "b")


def test_states_and_moves() -> None:
    file = {
        "detente": 1,
        "title": "Given",
        "status_quo": "s",
        "decision_makers": {"a": {}, "b": {}},
        "states": {"s": "the start", "t": "the end"},
        "moves": {"a": ["s -> t"], "b": []},
        "perspectives": {
            "one": {"says": "1", "preferences": {d: {"ranking": ["t", "s"]} for d in "ab"}},
            "two": {
                "says": "2",
                "moves": {"add": {"b": ["t -> s"]}},
                "preferences": {d: {"ranking": ["s", "t"]} for d in "ab"},
            },
        },
    }
    found = answer(compare(read_conflict(yaml.safe_dump(file, sort_keys=False))))
    [move] = found.moves_differ
    assert (move.decision_maker, move.source, move.target, move.accounts) == ("b", "t", "s", ("two",))
    assert found.agreed[0].shared == Shared()
    assert found.mixes is not None
    assert [p.id for p in found.mixes.parts] == ["a", "b", SETTING]


def test_one_account_and_no_start() -> None:
    conflict = detente.load("istanbul-2025")
    found = answer(compare(conflict, ["kyiv"]))
    assert found.mixes is None
    assert found.agreed[0].same
    without = answer(compare(read_conflict(ROUND.replace("status_quo: []\n", ""))))
    assert without.mixes is None
    assert without.agreed == ()
    assert all(a.heading is None and a.status_quo is None for a in without.accounts)


def test_many_accounts_stay_small_and_fit_the_schema() -> None:
    conflict: Conflict = many_accounts(11, 3)
    games = [conflict.game(a) for a in conflict.accounts]
    found = answer(compare(conflict))
    text = msgspec.json.encode(found)
    assert msgspec.json.decode(text, type=CompareAnswer) == found
    assert len({s.id for s in found.states}) == len(found.states)
    assert len(found.states) <= games[0].size
    assert len(text) < 40_000 * len(games)
    assert found.mixes is not None
    assert found.mixes.drawn
    assert found.mixes.tried == 1_000


def test_the_same_state_has_one_place_whatever_the_account() -> None:
    rng = Random(3)
    for seed in rng.sample(SEEDS, 10):
        found = known_of(seed).found
        ids = [s.id for s in found.states]
        assert len(ids) == len(set(ids))


def test_many_accounts_stay_in_proportion() -> None:
    """100 accounts of 4,096 states were 275 MB of JSON; 20 MB for these are 48 bytes for each account and state."""
    conflict = detente.read_conflict(bench.many_accounts(10, 12))
    assert len(conflict.accounts) == 12
    assert conflict.game(conflict.accounts[0]).size == 1024
    written = msgspec.json.encode(answer(detente.compare(conflict)))
    assert len(written) < 20e6 / (100 * 4096) * 12 * 1024
    statements = {
        str(p.statements) for a in conflict.accounts for p in conflict.under(a).preferences.values()
    }
    assert len(statements) > 12
