"""Groups, for all states at once: where their moves lead, and whether they reach what is better for every member."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.conflict import read_conflict
from detente.game import Fibres, Game
from detente.stability import (
    above,
    escaping,
    feared,
    fears,
    groups_stable,
    listed_ways,
    surpassed_by_some,
    surpassing,
    ways,
    ways_of,
    worst,
)
from detente.stability import points as what_is_had
from detente.stability.groups import undeterred
from tests.generate import conflict_of_any_form, random_condition

ANY = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
SEEDS = st.integers(0, 10**9).map(Random)


def grown(rng: Random, options: int = 8, *, one_way: bool | None = None) -> Game:
    """Make a game of some hundred states: rules, one-way options, ties, or ranks in no order at all."""
    makers = rng.randint(2, 4)
    counts = [1] * makers
    while sum(counts) < options:
        counts[rng.randrange(makers)] += 1
    names = [f"d{i}.o{k}" for i, n in enumerate(counts) for k in range(n)]
    rules: list[Any] = []
    for _ in range(rng.randint(0, 3)):
        rules.append({"never": " and ".join(rng.sample(names, 2))})
    if rng.random() < 0.5 if one_way is None else one_way:
        rules += [
            {"irreversible": {"option": o, "direction": rng.choice(["taken", "dropped"])}}
            for o in rng.sample(names, rng.randint(1, 4))
        ]
    file: dict[str, Any] = {
        "detente": 1,
        "title": "grown",
        "decision_makers": {
            f"d{i}": {"options": {f"o{k}": "do" for k in range(n)}} for i, n in enumerate(counts)
        },
        "rules": [r for k, r in enumerate(rules) if r not in rules[:k]],
        "preferences": {
            f"d{i}": [random_condition(rng, names) for _ in range(rng.randint(1, 8))] for i in range(makers)
        },
    }
    game = read_conflict(file_text(file)).game()
    if rng.random() < 0.4:
        numbers = np.random.default_rng(rng.randrange(10**9))
        mixed = {j: numbers.permutation(game.size) for j in range(makers)}
        return game.with_ranks(mixed)
    return game


def file_text(file: dict[str, Any]) -> str:
    import yaml

    return yaml.safe_dump(file, sort_keys=False)


def groups_of(game: Game) -> Iterator[tuple[int, ...]]:
    makers = range(len(game.decision_makers))
    for size in makers:
        yield from combinations(makers, size + 1)


def rest_of(game: Game, group: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(j for j in range(len(game.decision_makers)) if j not in group)


@pytest.fixture(params=["as it is", "all of it in parts"])
def parted(request, monkeypatch):
    """Let what is done for much at once be done for little, too."""
    if request.param == "as it is":
        return
    monkeypatch.setattr(what_is_had, "FEW_PARTS", 10**9)
    monkeypatch.setattr(surpassing, "FEW_PAIRS", 0)
    monkeypatch.setattr(surpassing, "MANY_PAIRS", 3)
    monkeypatch.setattr(surpassing, "PAIRS_AT_ONCE", 7)
    monkeypatch.setattr(surpassing, "MOST_ROUNDS", 1)
    monkeypatch.setattr(what_is_had, "AT_ONCE", 3)
    monkeypatch.setattr(surpassing, "AT_ONCE", 3)
    monkeypatch.setattr(escaping, "AT_ONCE", 2)
    monkeypatch.setattr(fears, "SHORT", 0)
    monkeypatch.setattr(fears, "MOST_KEPT", 5000)


@ANY
@given(SEEDS)
def test_moves_of_a_group_lead_where_following_them_does(rng):
    game = conflict_of_any_form(rng).under().game()
    values = np.array([rng.randrange(game.size) for _ in range(game.size)])
    for group in [(), *groups_of(game)]:
        found, table = ways_of(game, group), listed_ways.table(game, group)
        assert table is not None
        for state in range(game.size):
            near = listed_ways.within_reach(game, group, state)
            assert (near == table[state]).all()
            if found is not None:
                assert (found.from_state(state) == near).all()
        least = np.array([values[row].min() for row in table])
        assert (worst(values, [game.moves[j] for j in group], transitive=game.transitive) == least).all()
        if found is not None:
            assert (found.least(values) == least).all()
            one, other = (np.array([rng.randrange(game.size) for _ in range(40)]) for _ in range(2))
            same = found.part[one] == found.part[other]
            assert not table[one[~same], other[~same]].any()
            one, other = one[same], other[same]
            assert (found.leads(found.knot[one], found.knot[other]) == table[one, other]).all()


@ANY
@given(SEEDS)
def test_a_table_is_what_following_each_state_finds(rng):
    game = conflict_of_any_form(rng).under().game()
    for group in groups_of(game):
        table = listed_ways.table(game, group)
        assert table is not None
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(listed_ways, "MOST_TOGETHER", 0)
            assert listed_ways.table(game, group) is None
            rows = np.array([listed_ways.within_reach(game, group, s) for s in range(game.size)])
        assert (table == rows).all()


def test_one_way_options_make_knots_and_most_games_are_followed_at_once():
    seen = {"knots": 0, "none": 0, "plain": 0}
    for seed in range(60):
        game = conflict_of_any_form(Random(seed)).under().game()
        for group in groups_of(game):
            found = ways_of(game, group)
            seen["none" if found is None else "plain" if found.rows is None else "knots"] += 1
    assert min(seen.values()) > 20


@pytest.mark.parametrize("one_way", [False, True])
def test_what_would_take_too_much_is_followed_state_by_state(monkeypatch, one_way):
    whole = grown(Random(1), one_way=one_way)
    expected = {g: groups_stable(whole, g, ["nash", "smr"]) for g in groups_of(whole)}
    for module, name in (
        (ways, "MOST_BITS"),
        (ways, "MOST_PAIRS"),
        (escaping, "MOST_BITS"),
        (escaping, "MOST_KINDS"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, 0)
            game = grown(Random(1), one_way=one_way)
            for group, found in expected.items():
                again = groups_stable(game, group, ["nash", "smr"])
                assert all((again[c] == found[c]).all() for c in found)


@ANY
@given(SEEDS)
def test_a_group_is_surpassed_where_looking_at_each_state_says_so(parted, rng):
    game = grown(rng)
    asked = np.array([rng.random() < 0.8 for _ in range(game.size)])
    for group in groups_of(game):
        found = ways_of(game, group)
        assert found is not None
        ranks = [game.ranks[i] for i in group]
        lower = [np.array([rng.randint(0, int(r)) for r in one]) for one in ranks]
        for points in (ranks, lower):
            expected = listed_ways.surpassed_one_by_one(game, group, points, ranks, asked)
            assert (surpassing.surpassed(found, points, ranks, asked) == expected).all()
            best = surpassing.unbeaten(found, points)
            assert (surpassing.surpassed(found, points, ranks, asked, among=best) == expected).all()


@ANY
@given(SEEDS)
def test_what_is_feared_is_the_worst_that_the_rest_could_bring_about(parted, rng):
    game = grown(rng, 7)
    for group in groups_of(game):
        rest = rest_of(game, group)
        for i in group:
            assert (feared(game, i, rest, "nash") == game.ranks[i]).all()
            moves, gains = ([of[j] for j in rest] for of in (game.moves, game.improving))
            for concept, steps in (("gmr", moves), ("smr", moves), ("seq", gains)):
                expected = worst(game.ranks[i], steps, transitive=game.transitive)
                assert (feared(game, i, rest, concept) == expected).all()


@ANY
@given(SEEDS)
def test_a_group_leaves_for_good_where_the_tables_say_so(parted, rng):
    game = grown(rng)
    asked = np.array([rng.random() < 0.8 for _ in range(game.size)])
    for group in groups_of(game):
        rest = rest_of(game, group)
        mine, theirs = ways_of(game, group), ways_of(game, rest)
        assert mine is not None
        assert theirs is not None
        ranks = [game.ranks[i] for i in group]
        if len(group) > 1:
            expected = listed_ways.for_good_at_once(game, group, rest, ranks, asked)
            assert expected is not None
            found = escaping.for_good(mine, theirs, ranks, asked)
            assert found is not None
            assert (found == expected).all()
            known = escaping.for_good(mine, theirs, ranks, asked, surpassing.unbeaten(mine, ranks))
            assert known is not None
            assert (known == expected).all()
            some = rng.randrange(game.size)
            assert not asked[some] or expected[some] == undeterred(game, group, some, "smr").any()


def test_one_way_moves_are_listed_once_for_all_groups(monkeypatch):
    """With the moves themselves, unless they are too many to be kept; larger groups then come out the same."""
    for seed in range(6):
        game, again = (grown(Random(seed), 7, one_way=True) for _ in range(2))
        listed = [m for m in game.moves if isinstance(m, Fibres) and m.width]
        for moves in listed:
            found = ways._between_cells(moves)
            assert found is not None
            assert ways._between_cells(moves) is found
            cells = ways.cells(moves)
            told = {(int(cells[a]), int(cells[b])) for a, b in zip(*found, strict=True)}
            pairs = {
                (int(cells[a]), int(cells[b]))
                for a in range(game.size)
                for b in range(game.size)
                if moves.fibre[a] == moves.fibre[b]
                and moves.setting[a] != moves.setting[b]
                and not moves.setting[a] & ~moves.setting[b]
            }
            assert told == pairs
        monkeypatch.setattr(ways, "MOST_KEPT", -1)
        assert all("_between_cells" not in m.__dict__ for m in again.moves)
        for group in groups_of(game):
            one, other = ways_of(game, group), ways_of(again, group)
            assert one is not None
            assert other is not None
            assert np.array_equal(one.knot, other.knot)
            assert one.rows is None or np.array_equal(one.rows, other.rows)
        assert all("_between_cells" not in m.__dict__ for m in again.moves)
        monkeypatch.undo()


def test_points_of_several_kinds_occur():
    """What no rule parts is of one kind; the tests above are of more."""
    seen = set()
    for seed in range(20):
        game = grown(Random(seed))
        for group in groups_of(game):
            mine, theirs = ways_of(game, group), ways_of(game, rest_of(game, group))
            assert mine is not None
            assert theirs is not None
            met = escaping._met(mine, theirs)
            assert met is not None
            seen.add(min(met.kinds, 3))
    assert seen == {1, 2, 3}


@ANY
@given(SEEDS)
def test_each_state_leads_to_an_unbeaten_one_that_is_no_worse(parted, rng):
    game = grown(rng, 7)
    for group in groups_of(game):
        found, table = ways_of(game, group), listed_ways.table(game, group)
        assert found is not None
        assert table is not None
        ranks = np.array([game.ranks[i] for i in group])
        best = surpassing.unbeaten(found, list(ranks))
        assert (np.diff(found.part[best]) >= 0).all()
        for s in range(game.size):
            near = best[table[s, best]]
            assert (ranks[:, near] >= ranks[:, [s]]).all(axis=0).any()
        for b in best.tolist():  # of those that tie more may be there than are needed
            near = best[table[b, best]]
            beats = (ranks[:, near] >= ranks[:, [b]]).all(axis=0)
            assert not (beats & (ranks[:, near] > ranks[:, [b]]).any(axis=0)).any()


@ANY
@given(SEEDS)
def test_some_point_beats_another_where_it_is_nowhere_worse_and_better_somewhere(parted, rng):
    members, points = rng.randint(1, 4), rng.randint(0, 40)
    values = np.array([[rng.randrange(6) for _ in range(points)] for _ in range(members)]).reshape(
        members, points
    )
    expected = [any((other >= one).all() and (other > one).any() for other in values.T) for one in values.T]
    assert surpassed_by_some(list(values)).tolist() == expected


@ANY
@given(SEEDS, st.booleans())
def test_bits_say_which_points_stand_above(rng, strictly):
    members, points, states = rng.randint(1, 3), rng.randint(1, 64), rng.randint(0, 30)
    gives = [np.array([rng.randrange(9) for _ in range(points)]) for _ in range(members)]
    has = [np.array([rng.randrange(10) for _ in range(states)], dtype=np.int64) for _ in range(members)]
    found = above.Above.of(gives, has, strictly=strictly)
    kept = np.array([rng.random() < 0.7 for _ in range(states)], dtype=bool)
    found.keep(kept)
    bits = found.bits(np.arange(points))
    left = [h[kept] for h in has]
    for k in range(found.count):
        for p in range(points):
            more = all(
                (g[p] > h[k]) if strictly else (g[p] >= h[k]) for g, h in zip(gives, left, strict=True)
            )
            assert bool(int(bits[k]) >> p & 1) == more
    assert above.packed(np.array([[True, False, True], [False, True, False]])).tolist() == [5, 2]
