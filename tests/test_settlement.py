"""Frontiers, fair packages, fair division: against the definitions, and as published."""

from __future__ import annotations

import importlib
import random
from collections.abc import Callable
from fractions import Fraction
from itertools import product
from time import process_time
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import settlement as s
from tests import settlement_reference as reference

# A finite set of outcomes, with a disagreement point: computed by hand from the definitions.
OUTCOMES = [(40, 65), (45, 55), (35, 70), (25, 50), (90, 15), (45, 20), (30, 90), (20, 95)]
NO_DEAL = (20, 30)
# Raiffa's points for the Panama Canal treaty of 1974 (Brams & Taylor 1996).
US = [22, 22, 15, 14, 11, 6, 4, 2, 2, 2]
PANAMA = [9, 15, 15, 3, 15, 5, 11, 7, 7, 13]

some = settings(max_examples=60, deadline=None)


@st.composite
def points_of(draw: st.DrawFn, parties: tuple[int, int] = (1, 5), top: int = 6) -> list[tuple[int, ...]]:
    k = draw(st.integers(*parties))
    return draw(st.lists(st.tuples(*[st.integers(-top, top)] * k), min_size=1, max_size=40))


def array(points: list[tuple[int, ...]]) -> npt.NDArray[np.int64]:
    return np.array(points, dtype=np.int64).T


def test_the_known_outcomes():
    points = array(OUTCOMES)
    gains = points - np.array(NO_DEAL)[:, None]
    inside = (gains >= 0).all(axis=0)
    front = s.frontier(points)
    assert set(np.flatnonzero(front)) == {0, 1, 2, 4, 6, 7}
    assert set(np.flatnonzero(inside)) == {0, 1, 2, 3, 6, 7}
    assert set(np.flatnonzero(inside & front)) == {0, 1, 2, 6, 7}
    zone = np.flatnonzero(inside)
    chosen = {
        "nash": s.nash(gains[:, zone]),
        "egalitarian": s.egalitarian(gains[:, zone]),
        "utilitarian": s.utilitarian(gains[:, zone]),
        "ks": s.kalai_smorodinsky(gains[:, zone], s.ideal(gains[:, zone])),
        "ks of all": s.kalai_smorodinsky(gains[:, zone], s.ideal(gains)),
    }
    assert {k: zone[v].tolist() for k, v in chosen.items()} == {
        "nash": [0], "egalitarian": [1], "utilitarian": [6], "ks": [2], "ks of all": [1],
    }  # fmt: skip
    assert s.ideal(gains[:, zone]) == (25, 65)


def test_the_canal_treaty():
    found = s.adjusted_winner(US, PANAMA)
    assert found is not None
    assert found.points == (Fraction(66), Fraction(66))
    assert found.split == 2
    assert found.shares[2] == Fraction(2, 15)


def test_carol_and_bob():
    found = s.adjusted_winner([50, 20, 15, 10, 5], [40, 30, 10, 10, 10])
    assert found is not None
    assert found.points == (Fraction(170, 3), Fraction(170, 3))
    assert (found.split, 1 - found.shares[0]) == (0, Fraction(1, 6))


# -- the frontier ------------------------------------------------------------------------------------------------------


@some
@given(points_of())
def test_the_frontier_is_what_nothing_beats(points: list[tuple[int, ...]]):
    assert set(np.flatnonzero(s.frontier(array(points)))) == reference.frontier(points)


@pytest.mark.parametrize("parties", [2, 3, 4])
@pytest.mark.parametrize("top", [3, 50, 10**6])
def test_every_way_gives_the_same_frontier(parties: int, top: int):
    """Small and large numbers take different ways; sifting and blocks begin with many points."""
    rng = np.random.default_rng(parties * top)
    points = rng.integers(-top, top, (parties, 6000))
    points[:, 1000:2000] -= points[:, 1000:2000].sum(axis=0) // parties  # many that nothing beats
    found = s.frontier(points)
    by_definition = np.array(
        [not ((points >= p[:, None]).all(axis=0) & (points > p[:, None]).any(axis=0)).any() for p in points.T]
    )
    assert (found == by_definition).all()


@pytest.mark.parametrize(("short", "middle"), [(2, 4), (2, 8), (4, 16), (64, 2048)])
@pytest.mark.parametrize("top", [2, 30, 10**6, 10**12])
def test_runs_of_any_length_give_the_frontier_of_three(short: int, middle: int, top: int, monkeypatch):
    """Stretches that are not full, equal points, equal coordinates, numbers too large for half the memory."""
    module = importlib.import_module("detente.settlement.frontier")
    monkeypatch.setattr(module, "SHORT", short)
    monkeypatch.setattr(module, "MIDDLE", middle)
    monkeypatch.setattr(module, "FEW", 0)
    monkeypatch.setattr(module, "AT_ONCE", 4 * middle)
    rng = np.random.default_rng(short * top)
    for n in (1, 2, 3, 5, 9, 17, 31, 33, 65, 130, 257, 600):
        for points in (rng.integers(-top, top, (3, n)), rng.integers(-top, top, (3, n))):
            points[2] -= rng.integers(0, 2) * (points[0] + points[1])
            by_definition = [
                not ((points >= p[:, None]).all(axis=0) & (points > p[:, None]).any(axis=0)).any()
                for p in points.T
            ]
            assert s.frontier(points).tolist() == by_definition


def test_all_points_on_the_frontier():
    n = 40_000
    rng = np.random.default_rng(1)
    x, y = rng.integers(0, 10**9, (2, n))
    assert s.frontier(np.array([x, y, -x - y])).all()
    assert s.frontier(np.array([x, -x])).all()


def test_numbers_that_no_machine_integer_holds():
    huge = 10**30
    points = np.array([[huge, huge + 1, 0], [5, 4, 4]], dtype=object)
    assert s.frontier(points).tolist() == [True, True, False]


def test_nothing_has_no_frontier():
    assert s.frontier(np.empty((2, 0), dtype=np.int64)).tolist() == []


# -- fair packages -----------------------------------------------------------------------------------------------------


@st.composite
def problems(draw: st.DrawFn) -> tuple[list[tuple[int, ...]], tuple[int, ...]]:
    points = draw(points_of((2, 4)))
    return points, tuple(draw(st.integers(-6, 6)) for _ in points[0])


def solved(points: list[tuple[int, ...]], no_deal: tuple[int, ...]) -> dict[str, set[int]]:
    gains = array(points) - np.array(no_deal)[:, None]
    zone = np.flatnonzero((gains >= 0).all(axis=0))
    inside = gains[:, zone]
    none = np.empty(0, dtype=np.int64)
    return {
        "nash": set(zone[s.nash(inside)].tolist()),
        "egalitarian": set(zone[s.egalitarian(inside)].tolist()),
        "utilitarian": set(zone[s.utilitarian(inside)].tolist()),
        "ks": set(zone[s.kalai_smorodinsky(inside, s.ideal(inside)) if zone.size else none].tolist()),
        "ks of all": set(zone[s.kalai_smorodinsky(inside, s.ideal(gains)) if zone.size else none].tolist()),
    }


@some
@given(problems())
def test_solutions_are_what_they_are_defined_as(problem: tuple[list[tuple[int, ...]], tuple[int, ...]]):
    points, no_deal = problem
    inside = reference.rational(points, no_deal)
    assert solved(points, no_deal) == {
        "nash": reference.nash(points, no_deal),
        "egalitarian": reference.egalitarian(points, no_deal),
        "utilitarian": reference.utilitarian(points, no_deal),
        "ks": reference.kalai_smorodinsky(points, no_deal, inside),
        "ks of all": reference.kalai_smorodinsky(points, no_deal, set(range(len(points)))),
    }


@some
@given(problems())
def test_solutions_are_on_the_frontier(problem: tuple[list[tuple[int, ...]], tuple[int, ...]]):
    points, no_deal = problem
    front = reference.frontier(points)
    found = solved(points, no_deal)
    for name in ("nash", "egalitarian", "utilitarian"):
        assert found[name] <= front


@some
@given(problems(), st.lists(st.tuples(st.integers(1, 5), st.integers(-9, 9)), min_size=4, max_size=4))
def test_nash_and_ks_do_not_change_with_the_scales(problem: Any, scales: list[tuple[int, int]]):
    points, no_deal = problem
    moved = [tuple(a * p + b for p, (a, b) in zip(point, scales, strict=False)) for point in points]
    before = solved(points, no_deal)
    after = solved(moved, tuple(a * d + b for d, (a, b) in zip(no_deal, scales, strict=False)))
    for name in ("nash", "ks", "ks of all"):
        assert after[name] == before[name]


def test_egalitarian_and_utilitarian_change_with_the_scales():
    """They compare gains between parties: on another scale another package wins. So an answer has to say it."""
    points = [(10, 1), (5, 4), (1, 5)]
    before = solved(points, (0, 0))
    after = solved([(a, 10 * b) for a, b in points], (0, 0))
    assert (before["egalitarian"], after["egalitarian"]) == ({1}, {0})
    assert (before["utilitarian"], after["utilitarian"]) == ({0}, {2})


@some
@given(problems())
def test_parties_are_treated_alike(problem: tuple[list[tuple[int, ...]], tuple[int, ...]]):
    points, no_deal = problem
    turned = solved([p[::-1] for p in points], no_deal[::-1])
    assert turned == solved(points, no_deal)


@some
@given(problems(), st.data())
def test_more_packages_do_not_lower_the_least_share_of_the_ideal(problem: Any, data: st.DataObject):
    """Kalai-Smorodinsky: where packages are added that leave the ideal point, the least share does not fall."""
    points, no_deal = problem
    inside = sorted(reference.rational(points, no_deal))
    if not inside:
        return
    most = [max(points[k][i] - no_deal[i] for k in inside) for i in range(len(no_deal))]
    if not all(most):
        return
    more = tuple(data.draw(st.integers(0, m)) for m in most)

    def least(among: list[tuple[int, ...]]) -> Fraction:
        gains = array(among)
        chosen = s.kalai_smorodinsky(gains, most)[0]
        return min(Fraction(int(gains[i, chosen]), m) for i, m in enumerate(most))

    before = [reference.gains(points[k], no_deal) for k in inside]
    assert least([*before, more]) >= least(before)


def test_no_package_that_gains_for_all():
    gains = np.array([[0, 3], [2, 0]])
    assert s.nash(gains).tolist() == []
    assert s.kalai_smorodinsky(np.zeros((2, 3), dtype=np.int64), (0, 0)).tolist() == []
    assert s.kalai_smorodinsky(np.array([[0, 0], [1, 2]]), (0, 2)).tolist() == [1]
    for choose in (s.nash, s.utilitarian, s.egalitarian):
        assert choose(np.empty((2, 0), dtype=np.int64)).tolist() == []


def test_products_that_floating_point_cannot_tell_apart():
    a, b = 3_000_000_019, 3_000_000_017
    gains = np.array([[a, a - 1], [b, b + 1]])  # (a-1)(b+1) = ab + a - b - 1 = ab + 1
    assert s.nash(gains).tolist() == [1]


# -- without numbers ---------------------------------------------------------------------------------------------------


@some
@given(st.data())
def test_fallback_step_by_step(data: st.DataObject):
    parties, size = data.draw(st.integers(1, 4)), data.draw(st.integers(1, 8))
    row = st.lists(st.integers(0, 5), min_size=size, max_size=size)
    ranks = [data.draw(row) for _ in range(parties)]
    yes = [data.draw(st.lists(st.booleans(), min_size=size, max_size=size)) for _ in range(parties)]
    quota = data.draw(st.integers(1, parties))
    places = s.positions(np.array(ranks))
    assert places.tolist() == reference.positions(ranks)
    found = s.fallback(places, np.array(yes), quota)
    assert (found.depth, set(found.chosen.tolist()), found.support) == reference.fallback(
        places.tolist(), yes, quota
    )
    assert set(s.first_for_all(places)) == {k for k in range(size) if all(p[k] == 1 for p in places)}


def test_fallback_as_published():
    """Two parties over three packages, a > b > c and c > b > a: they meet in the middle."""
    found = s.fallback(s.positions(np.array([[3, 2, 1], [1, 2, 3]])))
    assert (found.depth, found.chosen.tolist(), found.support) == (2, [1], 2)


def test_places_among_some():
    assert s.positions(np.array([[5, 9, 5, 1]]), np.array([True, False, True, True])).tolist() == [
        [1, 1, 1, 3]
    ]


def test_no_packages_no_fallback():
    assert s.fallback(np.empty((2, 0), dtype=np.int64)).depth == 0


# -- packages ----------------------------------------------------------------------------------------------------------


@some
@given(st.lists(st.integers(1, 4), min_size=1, max_size=5), st.data())
def test_packages_are_numbered(sizes: list[int], data: st.DataObject):
    every = list(product(*map(range, sizes)))
    assert s.count(sizes) == len(every)
    k = data.draw(st.integers(0, len(every) - 1))
    assert s.choice(sizes, k) == every[k]
    assert s.number(sizes, every[k]) == k
    issue = data.draw(st.integers(0, len(sizes) - 1))
    value = data.draw(st.integers(0, sizes[issue] - 1))
    assert s.flat(sizes, s.having(sizes, issue, value)).tolist() == [c[issue] == value for c in every]
    tables = [[data.draw(st.integers(-9, 9)) for _ in range(n)] for n in sizes]
    assert s.added(sizes, tables).tolist() == [
        sum(t[v] for t, v in zip(tables, c, strict=True)) for c in every
    ]


def test_issues_that_hang_together():
    assert s.components(5, [(0, 3), (3, 4), ()]) == ((0, 3, 4), (1,), (2,))


@st.composite
def summed(draw: st.DrawFn) -> list[list[tuple[int, ...]]]:
    k = draw(st.integers(1, 4))
    part = st.lists(st.tuples(*[st.integers(-5, 5)] * k), min_size=1, max_size=4)
    return draw(st.lists(part, min_size=1, max_size=5))


@some
@given(summed())
def test_frontiers_merged_part_by_part(parts: list[list[tuple[int, ...]]]):
    found = s.merged([array(p) for p in parts])
    assert set(map(tuple, found.points.T.tolist())) == reference.merged(parts)
    assert len(set(map(tuple, found.points.T.tolist()))) == found.points.shape[1]
    for column, ways in zip(found.points.T, found.parts.T, strict=True):
        total = [sum(part[w][i] for part, w in zip(parts, ways, strict=True)) for i in range(len(column))]
        assert column.tolist() == total


@some
@given(summed())
def test_the_order_of_the_issues_does_not_matter(parts: list[list[tuple[int, ...]]]):
    one, other = (s.merged([array(p) for p in some]).points for some in (parts, parts[::-1]))
    assert set(map(tuple, one.T.tolist())) == set(map(tuple, other.T.tolist()))


def test_merging_in_chunks(monkeypatch: pytest.MonkeyPatch):
    rng = np.random.default_rng(3)
    parts = [rng.integers(0, 9, (2, 4)) for _ in range(6)]
    whole = s.merged(parts)
    monkeypatch.setattr("detente.settlement.merging.CHUNK", 3)
    chunked = s.merged(parts)
    assert whole.points.tolist() == chunked.points.tolist()


def test_too_many_points_are_refused():
    parts = [np.array([[0, 2**k], [0, -(2**k)]]) for k in range(12)]
    assert s.merged(parts).points.shape == (2, 2**12)
    with pytest.raises(s.TooManyPointsError):
        s.merged(parts, most=1000)


# -- division ----------------------------------------------------------------------------------------------------------


@some
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6))
def test_both_get_the_same_and_nothing_better_is_there(items: list[tuple[int, int]]):
    first, second = [a for a, _ in items], [b for _, b in items]
    found = s.adjusted_winner(first, second)
    if not sum(first) or not sum(second):
        assert found is None
        return
    assert found is not None
    mine, yours = found.points
    assert mine == yours
    assert sum(0 < share < 1 for share in found.shares) == (found.split is not None)
    if found.split is not None:
        assert 0 < found.shares[found.split] < 1
    assert mine == sum(
        (Fraction(100 * a, sum(first)) * x for a, x in zip(first, found.shares, strict=True)), Fraction(0)
    )
    assert yours == sum(
        (Fraction(100 * b, sum(second)) * (1 - x) for b, x in zip(second, found.shares, strict=True)),
        Fraction(0),
    )
    assert mine == reference.adjusted_winner(first, second)[0]
    assert mine >= 50


# -- size --------------------------------------------------------------------------------------------------------------

CHOICES: list[Callable[[npt.NDArray[Any]], Any]] = [s.nash, s.egalitarian, s.utilitarian]


@pytest.mark.parametrize("top", [9, 1000, 10**6])
def test_a_million_packages_of_three(top: int):
    rng = np.random.default_rng(top)
    sizes = (10,) * 6
    tables = rng.integers(0, top, (3, 6, 10))
    start = process_time()
    values = np.array([s.added(sizes, t) for t in tables])
    gains = values - np.quantile(values, 0.3, axis=1).astype(np.int64)[:, None]
    zone = np.flatnonzero((gains >= 0).all(axis=0))
    front = s.frontier(values)
    inside = np.ascontiguousarray(gains[:, zone])
    picked = [choose(inside) for choose in CHOICES]
    picked += [s.kalai_smorodinsky(inside, s.ideal(g)) for g in (inside, gains)]
    assert all(front[zone[p]].all() for p in picked[:3])
    assert process_time() - start < 6  # 3 on an idle machine; see the benchmark


@pytest.mark.parametrize("top", [3, 10**6, 2**61, 10**25, 10**60])
def test_ranks_of_numbers_of_any_size(top: int):
    """Numbers that are counted, that are sorted, and that no machine integer holds."""
    rng = random.Random(top)
    for n in (1, 2, 50, 300):
        numbers = [rng.choice([rng.randint(-top, top), top, -top, 0]) for _ in range(n)]
        row = np.array(numbers, dtype=np.int64 if top < 2**62 else object)
        order = sorted(set(numbers))
        assert s.as_ranks([row]).tolist() == [order.index(x) for x in numbers]
        assert s.as_ranks([row % 2, row]).tolist() == [
            sorted({(x % 2, x) for x in numbers}).index((x % 2, x)) for x in numbers
        ]
        assert s.positions(row[None, :]).tolist() == [[1 + sum(y > x for y in numbers) for x in numbers]]


# -- what is tied together ---------------------------------------------------------------------------------------------


def random_ties(rng: random.Random) -> tuple[list[int], list[s.Tie]]:
    """Issues, each in a tie of its own, and some ties of two or three of them, which forbid ways and give points."""
    sizes = [rng.randint(1, 3) for _ in range(rng.randint(1, 6))]
    parties, ties = rng.randint(1, 3), []
    groups = [(k,) for k in range(len(sizes))]
    for _ in range(rng.randint(0, 5)):
        groups.append(tuple(sorted(rng.sample(range(len(sizes)), min(len(sizes), rng.randint(2, 3))))))
    for group in groups:
        own = [sizes[k] for k in group]
        draw = np.random.default_rng(rng.randint(0, 10**6))
        points = draw.integers(-6, 7, (parties, *own))
        ties.append(s.Tie(group, points, draw.random(own) > (0.3 if len(group) > 1 else 0.05)))
    return sizes, ties


@pytest.mark.parametrize("seed", range(150))
def test_issues_taken_out_one_after_the_other_give_the_frontier_of_all(seed: int):
    sizes, ties = random_ties(random.Random(seed))

    def worth(way: tuple[int, ...]) -> tuple[int, ...] | None:
        total = [0] * ties[0].points.shape[0]
        for tie in ties:
            at = tuple(way[k] for k in tie.issues)
            if not tie.allowed[at]:
                return None
            total = [t + int(row[at]) for t, row in zip(total, tie.points, strict=True)]
        return tuple(total)

    every = [w for w in map(worth, product(*map(range, sizes))) if w is not None]
    points, ways = s.eliminated(sizes, ties)
    found = list(map(tuple, points.T.tolist()))
    assert len(found) == len(set(found))
    assert set(found) == {every[k] for k in reference.frontier(every)}
    for point, way in zip(found, ways.T.tolist(), strict=True):
        assert worth(tuple(way)) == point


def test_a_long_chain_of_exclusions_is_no_matter_of_size():
    """60 issues of which no two neighbours may have the same value: 4 ** 60 packages."""
    rng = np.random.default_rng(1)
    alone = [s.Tie((k,), rng.integers(0, 17, (2, 4)), np.ones(4, dtype=bool)) for k in range(60)]
    apart = ~np.eye(4, dtype=bool)
    chain = [s.Tie((k, k + 1), np.zeros((2, 4, 4), dtype=np.int64), apart) for k in range(59)]
    points, ways = s.eliminated([4] * 60, [*alone, *chain])
    assert (ways[1:] != ways[:-1]).all()
    for row in (0, 1):  # the best for one party, by the usual recursion
        best = alone[0].points[row]
        for tie in alone[1:]:
            best = tie.points[row] + np.where(apart, best[:, None], -1).max(axis=0)
        assert points[row].max() == best.max()
    total = sum(tie.points[:, way] for tie, way in zip(alone, ways, strict=True))
    assert (total == points).all()


def test_what_ties_too_much_or_has_too_many_points_is_told():
    tie = s.Tie((0, 1, 2), np.zeros((2, 3, 3, 3), dtype=np.int64), np.ones((3, 3, 3), dtype=bool))
    with pytest.raises(s.TooTightError):
        s.eliminated([3, 3, 3], [tie], most_ways=26)
    assert s.eliminated([3, 3, 3], [tie], most_ways=27)[0].tolist() == [[0], [0]]
    worth = np.array([[0, 1, 2], [2, 1, 0]])
    with pytest.raises(s.TooManyPointsError):
        s.eliminated([3], [s.Tie((0,), worth, np.ones(3, dtype=bool))], most=2)
    asked = []
    s.eliminated([3], [s.Tie((0,), worth, np.ones(3, dtype=bool))], check=lambda: asked.append(1))
    assert asked


def test_where_nothing_can_be_put_together_there_is_no_frontier():
    worth = np.zeros((2, 2), dtype=np.int64)
    ties = [s.Tie((k,), worth, np.ones(2, dtype=bool)) for k in range(3)]
    never = s.Tie((0, 1), np.zeros((2, 2, 2), dtype=np.int64), np.zeros((2, 2), dtype=bool))
    points, ways = s.eliminated([2, 2, 2], [*ties, never])
    assert (points.shape, ways.shape) == ((2, 0), (3, 0))


def test_numbers_that_no_machine_integer_holds_are_merged_and_taken_out():
    large = 10**30
    parts = [np.array([[large, 0], [0, large + 1]], dtype=object), np.array([[3, 1, 1], [1, 2, 2]])]
    found = s.merged(parts)
    assert found.points.tolist() == [
        [large + 3, large + 1, 3, 1],
        [1, 2, large + 2, large + 3],
    ]
    ties = [s.Tie((k,), part, np.ones(part.shape[1], dtype=bool)) for k, part in enumerate(parts)]
    never = np.array([[True, False, False], [True, True, True]])
    points, ways = s.eliminated([2, 3], [*ties, s.Tie((0, 1), np.zeros((2, 2, 3), dtype=np.int64), never)])
    assert points.tolist() == [[large + 3, 3, 1], [1, large + 2, large + 3]]
    assert ways.tolist() == [[0, 1, 1], [0, 0, 1]]
