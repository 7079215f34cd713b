"""Where the accounts part: every mix against the conflict that it is, written out and worked out by the definitions."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from random import Random
from typing import Any

import pytest
import yaml

import detente
from detente.conflict import Conflict, ConflictFileError, read_conflict
from detente.game import Game
from detente.questions.compare import readings
from detente.questions.compare.mixes import decides, mixes, own_choice
from detente.questions.compare.mixes_result import SETTING, Mixes, Part, Seen
from tests.generate import random_condition, random_rules
from tests.reference import Merged, Reference
from tests.test_outcomes import by_definition

SEEDS = range(40)


def random_accounts(rng: Random) -> dict[str, Any]:
    """Two or three accounts of one dispute; some differ in rules, options or the status quo."""
    makers = {
        f"d{k}": {"options": dict.fromkeys("xy"[: rng.randint(1, 2)], "do it")}
        for k in range(rng.randint(2, 3))
    }
    options = [f"{d}.{o}" for d, one in makers.items() for o in one["options"]]
    rules = random_rules(rng, options, merges=False, one_way_if=rng.random() < 0.3)
    wishes = {
        d: [[random_condition(rng, options) for _ in range(rng.randint(1, 3))] for _ in range(2)]
        for d in makers
    }
    accounts = {}
    for k in range(rng.randint(2, 3)):
        account: dict[str, Any] = {
            "says": f"account {k}",
            "preferences": {d: list(dict.fromkeys(rng.choice(wishes[d]))) for d in makers},
        }
        if rng.random() < 0.4:
            kind = rng.choice(["start", "rule", "option", "gone"])
            if kind == "start":
                account["status_quo"] = rng.sample(options, 1)
            elif kind == "rule":
                account["rules"] = {"patch": [{"put": {"never": " and ".join(rng.sample(options, 2))}}]}
            elif kind == "option":
                account["options"] = {"add": {"d0": {"z": "a new thing"}}}
                account["preferences"]["d1"] = ["not d0.z", *account["preferences"]["d1"]]
            else:
                account["options"] = {"drop": [rng.choice(options)]}
        accounts[f"a{k}"] = account
    return {
        "detente": 1,
        "title": "random accounts",
        "status_quo": [],
        "decision_makers": makers,
        "rules": rules,
        "perspectives": accounts,
    }


@cache
def random_case(seed: int) -> tuple[Conflict, list[Game]]:
    rng = Random(seed)
    while True:
        try:
            conflict = read_conflict(yaml.safe_dump(random_accounts(rng), sort_keys=False))
            return conflict, [conflict.game(a) for a in conflict.accounts]
        except ConflictFileError:
            continue


def told(found: set[Merged] | dict[Merged, int]) -> frozenset[str]:
    return frozenset("+".join(sorted(next(iter(s)))) or "none" for s in found)


@cache
def by_hand(seed: int) -> dict[tuple[str, ...], tuple[frozenset[str], frozenset[str]]]:
    """For each choice of accounts, one for each decision maker and one for the rest: where that conflict is heading."""
    conflict, games = random_case(seed)
    makers = games[0].decision_makers
    found = {}
    for choice in product(conflict.accounts, repeat=len(makers) + 1):
        *readings, setting = choice
        rest = conflict.under(setting)
        preferences = {
            dm: shrunk(conflict.under(a), rest, dm) for dm, a in zip(makers, readings, strict=True)
        }
        mixed = replace(rest, preferences=preferences)
        reference = Reference(mixed)
        game = next(g for g in games if g.account == setting)
        assert game.status_quo is not None
        taken = frozenset(game.state(game.status_quo).taken)
        start = next(s for s in reference.states if taken in s)
        found[choice] = tuple(told(by_definition(reference, start, c)) for c in ("nash", "seq"))
    return found  # type: ignore[return-value]


def shrunk(account: Conflict, setting: Conflict, dm: str) -> Any:
    """An account's preferences; the reference judges by what is taken, so that other options never are."""
    return account.preferences[dm]


def accounts_of(found: Mixes, choice: tuple[int, ...], pick: int = 0) -> tuple[str, ...]:
    """An account for each decision maker and one for the setting."""
    groups = [p.readings[k] for p, k in zip(found.parts, choice, strict=True)]
    if found.parts[-1].id != SETTING:
        groups.append(found.accounts)
    return tuple(g[pick % len(g)] for g in groups)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_mix_is_the_conflict_that_it_is(seed: int) -> None:
    _, games = random_case(seed)
    found = mixes(games)
    assert found is not None
    expected = by_hand(seed)
    assert found.misfits == ()
    assert found.total == found.tried == found.fitting == len(found.found)
    assert not found.drawn
    for choice, ends in found.found.items():
        for pick in range(3):  # whichever of the accounts that read it alike is taken
            assert ends == expected[accounts_of(found, choice, pick)]
    covered = {accounts_of(found, c, k) for c in found.found for k in range(3)}
    assert {(a,) * (len(games[0].decision_makers) + 1) for a in found.accounts} <= covered | {
        (a,) * (len(games[0].decision_makers) + 1) for a in found.accounts
    }
    for account in found.accounts:
        own = found.found[own_choice(found.parts, account)]
        assert own == expected[(account,) * (len(games[0].decision_makers) + 1)]
    for ends in found.found.values():
        assert ends is not None
        assert ends[0] | ends[1] <= set(found.states)
    assert all(state.id == id for id, state in found.states.items())
    assert found.same == all(e is not None and e[0] == e[1] for e in found.found.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_readings_that_come_to_the_same_count_once(seed: int) -> None:
    conflict, games = random_case(seed)
    found = mixes(games)
    assert found is not None
    makers = games[0].decision_makers
    assert [p.id for p in found.parts if p.id != SETTING] == list(makers)
    for part in found.parts:
        assert sorted(a for r in part.readings for a in r) == sorted(conflict.accounts)
    for k, dm in enumerate(makers):
        for settings in [g.account for g in games]:
            rest = conflict.under(settings)
            orders = {}
            for a in conflict.accounts:
                reference = Reference(replace(rest, preferences={dm: conflict.under(a).preferences[dm]}))
                orders[a] = [[reference.better(dm, s, t) for t in reference.states] for s in reference.states]
            for reading in found.parts[k].readings:
                assert all(orders[a] == orders[reading[0]] for a in reading)
        together = {a: r for r in found.parts[k].readings for a in r}
        for a, b in product(conflict.accounts, repeat=2):
            if conflict.under(a).preferences[dm] == conflict.under(b).preferences[dm]:
                assert together[a] == together[b]


@pytest.mark.parametrize("seed", SEEDS)
def test_whose_reading_decides(seed: int) -> None:
    _, games = random_case(seed)
    found = mixes(games)
    assert found is not None
    several = [p.id for p in found.parts if len(p.readings) > 1]
    for sight, seen in enumerate(found.seen):
        ends = {c: e[sight] for c, e in found.found.items() if e is not None}
        check_outcomes(found, seen, ends)
        assert [i.part for i in seen.influences] == several
        for influence in seen.influences:
            k = [p.id for p in found.parts].index(influence.part)
            contexts: dict[tuple[int, ...], set[frozenset[str]]] = {}
            for choice, one in ends.items():
                contexts.setdefault((*choice[:k], *choice[k + 1 :]), set()).add(one)
            assert influence.contexts == len(contexts)
            assert influence.changes == sum(len(sets) > 1 for sets in contexts.values())
            by_reading: dict[int, set[frozenset[str]]] = {}
            for choice, one in ends.items():
                by_reading.setdefault(choice[k], set()).add(one)
            alone = all(len(s) == 1 for s in by_reading.values()) and len(set(ends.values())) > 1
            assert influence.alone == alone
        check_deciding(found, seen, ends, several)


def check_outcomes(found: Mixes, seen: Seen, ends: dict[tuple[int, ...], frozenset[str]]) -> None:
    assert sum(o.count for o in seen.outcomes) == found.fitting
    assert {o.ends for o in seen.outcomes} == set(ends.values())
    assert [o.count for o in seen.outcomes] == sorted((o.count for o in seen.outcomes), reverse=True)
    for outcome in seen.outcomes:
        choices = [c for c, e in ends.items() if e == outcome.ends]
        assert outcome.count == len(choices)
        whole = [a for a in found.accounts if ends[own_choice(found.parts, a)] == outcome.ends]
        assert list(outcome.accounts) == whole
        needs = dict(outcome.needs)
        for k, part in enumerate(found.parts):
            taken = {part.readings[c[k]] for c in choices}
            if len(part.readings) > 1 and len(taken) == 1:
                assert needs.pop(part.id) == next(iter(taken))
        assert not needs


def check_deciding(
    found: Mixes, seen: Seen, ends: dict[tuple[int, ...], frozenset[str]], several: list[str]
) -> None:
    places = {p.id: k for k, p in enumerate(found.parts)}

    def enough(parts: tuple[str, ...]) -> bool:
        sets: dict[tuple[int, ...], set[frozenset[str]]] = {}
        for choice, one in ends.items():
            sets.setdefault(tuple(choice[places[p]] for p in parts), set()).add(one)
        return all(len(s) == 1 for s in sets.values())

    if len(set(ends.values())) == 1:
        assert seen.deciding == ()
        return
    for size in range(1, max(2, len(several))):
        every = [
            tuple(p for p, in_ in zip(several, chosen, strict=True) if in_)
            for chosen in product([True, False], repeat=len(several))
            if sum(chosen) == size
        ]
        some = {s for s in every if enough(s)}
        if some:
            assert set(seen.deciding) == some
            return
    assert seen.deciding == ()


def test_istanbul() -> None:
    conflict = detente.load("istanbul-2025")
    found = mixes([conflict.game(a) for a in conflict.accounts])
    assert found is not None
    assert (found.total, found.tried, found.drawn) == (81, 81, False)
    of_commentary = next(o for o in found.myopic.outcomes if "commentary" in o.accounts)
    assert of_commentary.count == 1
    assert dict(of_commentary.needs) == dict.fromkeys(("russia", "ukraine", "europe", "us"), ("commentary",))
    changes = {i.part: (i.changes, i.contexts) for i in found.myopic.influences}
    assert changes == {"russia": (27, 27), "us": (27, 27), "ukraine": (10, 27), "europe": (10, 27)}


def test_the_fast_way_is_the_way_of_every_other_answer() -> None:
    conflict = detente.load("istanbul-2025")
    games = [conflict.game(a) for a in conflict.accounts]
    found = mixes(games)
    assert found is not None
    from detente.questions.heads import find_heading

    for game in games:
        one = find_heading(game)
        expected = tuple(frozenset(game.state(int(s)).id for s in f.states) for f in one.both)
        assert found.found[own_choice(found.parts, game.account)] == expected


RANKINGS = """
detente: 1
title: Rankings
status_quo: none
decision_makers:
  a: {options: {x: do x}}
  b: {options: {y: do y}}
perspectives:
  wide:
    says: All can be
    preferences:
      a: {ranking: [a.x, none, a.x+b.y, b.y]}
      b: {ranking: [b.y, none, a.x, a.x+b.y]}
  narrow:
    says: Never both
    rules: {patch: [{put: {never: a.x and b.y}}]}
    preferences:
      a: {ranking: [b.y, a.x, none]}
      b: {ranking: [none, b.y, a.x]}
"""


def test_rankings_that_do_not_fit_are_said() -> None:
    conflict = read_conflict(RANKINGS)
    found = mixes([conflict.game(a) for a in conflict.accounts])
    assert found is not None
    assert [p.id for p in found.parts] == ["a", "b", SETTING]
    assert found.total == 8
    # Under "wide" the rankings of "narrow" leave a state out; the other way round that state is passed over.
    assert found.fitting == 5
    assert {(m.part, m.account, m.setting) for m in found.misfits} == {
        ("a", "narrow", "wide"),
        ("b", "narrow", "wide"),
    }
    assert all("leaves out" in m.why for m in found.misfits)
    assert sum(e is None for e in found.found.values()) == 3
    assert sum(o.count for o in found.myopic.outcomes) == 5
    for influence in found.myopic.influences:
        assert influence.contexts == {"a": 2, "b": 2, SETTING: 1}[influence.part]


UNKNOWN = """
detente: 1
title: Unknown
status_quo: []
decision_makers:
  a: {options: {x: do x}}
  b: {options: {y: do y}}
perspectives:
  sure: {says: s, preferences: {a: [x], b: [y]}}
  open: {says: o, preferences: {a: [{id: u, that: x, unknown: true}], b: [not y]}}
"""


def test_unknown_preferences_are_mixed_too() -> None:
    conflict = read_conflict(UNKNOWN)
    found = mixes([conflict.game(a) for a in conflict.accounts])
    assert found is not None
    assert found.found == {
        (0, 0): (frozenset({"a.x+b.y"}),) * 2,
        (0, 1): (frozenset({"a.x"}),) * 2,
        (1, 0): (frozenset({"b.y"}),) * 2,
        (1, 1): (frozenset({"none"}),) * 2,
    }
    more = UNKNOWN.replace("says: o,", "says: o, status_quo: [b.y], options: {drop: [a.x]},")
    conflict = read_conflict(more)
    found = mixes([conflict.game(a) for a in conflict.accounts])
    assert found is not None
    assert found.misfits
    assert found.fitting < found.total


def many_accounts(number: int, parts: int) -> Conflict:
    rng = Random(7)
    makers = {f"d{k}": {"options": {"x": "do x", "y": "do y"}} for k in range(parts)}
    options = [f"{d}.{o}" for d in makers for o in "xy"]
    accounts = {
        f"a{n}": {
            "says": "s",
            "preferences": {
                d: list(dict.fromkeys(random_condition(rng, options) for _ in range(4))) for d in makers
            },
        }
        for n in range(number)
    }
    file = {
        "detente": 1,
        "title": "many",
        "status_quo": [],
        "decision_makers": makers,
        "perspectives": accounts,
    }
    return read_conflict(yaml.safe_dump(file, sort_keys=False))


def test_too_many_mixes_are_drawn_and_that_is_said() -> None:
    conflict = many_accounts(6, 3)
    games = [conflict.game(a) for a in conflict.accounts]
    whole = mixes(games)
    assert whole is not None
    assert not whole.drawn
    some = mixes(games, most=50, seed=3)
    assert some is not None
    assert some.drawn
    assert (some.total, some.tried, some.seed, len(some.found)) == (whole.total, 50, 3, 50)
    assert sum(o.count for o in some.myopic.outcomes) == some.fitting == 50
    again = mixes(games, most=50, seed=3)
    other = mixes(games, most=50, seed=4)
    assert again is not None
    assert other is not None
    assert again.found == some.found
    assert other.found.keys() != some.found.keys()
    for choice, ends in some.found.items():
        assert ends == whole.found[choice]
    for seen, full in zip(some.seen, whole.seen, strict=True):
        assert seen.deciding == ()
        assert all(not i.alone and 0 < i.contexts <= 50 and i.changes <= i.contexts for i in seen.influences)
        assert {a for o in seen.outcomes for a in o.accounts} == set(some.accounts)
        matters = {i.part for i in full.influences if i.changes}
        assert {i.part for i in seen.influences if i.changes} <= matters


def test_there_is_nothing_to_mix_with_one_account_or_no_start() -> None:
    conflict = detente.load("istanbul-2025")
    assert mixes([conflict.game("kyiv")]) is None
    without = read_conflict(UNKNOWN.replace("status_quo: []\n", ""))
    assert mixes([without.game(a) for a in without.accounts]) is None


def test_moves_twice_in_a_row_are_respected() -> None:
    """Where somebody's two moves lead further than one, the slower way is taken; it must say the same."""
    seeds = [s for s in SEEDS if not all(g.transitive for g in random_case(s)[1])]
    assert seeds
    for seed in seeds[:3]:
        found = mixes(random_case(seed)[1])
        assert found is not None
        for choice, ends in found.found.items():
            assert ends == by_hand(seed)[accounts_of(found, choice)]


def test_decides() -> None:
    parts = [Part("a", (("x",), ("y",))), Part("b", (("x",), ("y",)))]
    one, other = frozenset({"1"}), frozenset({"2"})
    by_a = {(0, 0): one, (0, 1): one, (1, 0): other, (1, 1): other}
    assert decides(parts, ["a"], by_a)
    assert not decides(parts, ["b"], by_a)
    assert decides(parts, ["a", "b"], by_a)


def test_both_ways_of_following_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    for seed in range(12):
        games = random_case(seed)[1]
        one = mixes(games)
        with monkeypatch.context() as patch:
            patch.setattr(readings, "MOST_FOLLOWED", 0)
            other = mixes(games)
        assert one is not None
        assert other is not None
        assert one.found == other.found


def test_of_a_large_conflict_fewer_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    games = random_case(1)[1]
    whole = mixes(games)
    assert whole is not None
    assert not whole.drawn
    monkeypatch.setitem(mixes.__globals__, "MOST_LOOKED_AT", 0)
    monkeypatch.setitem(mixes.__globals__, "LEAST_DRAWN", 2)
    some = mixes(games)
    assert some is not None
    assert (some.drawn, some.tried) == (True, 2)
