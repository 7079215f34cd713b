"""Simulated bargaining: every run against the definitions, one after the other; every fact recomputed."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from statistics import mean, stdev
from typing import Any

import numpy as np
import pytest
import yaml

import detente
from detente.conflict import UnknownNameError, WantedError, read_conflict
from detente.questions.rounds import Rounds, rounds
from detente.questions.rounds.answer import Mean, RoundsAnswer, Share, answer, share
from detente.questions.rounds.command import strategies_of
from detente.questions.rounds.simulating import MOST_ROUNDS, MOST_RUNS, MOST_SEED, sides
from detente.questions.settle import settle
from detente.questions.settle.answer import answer as settled
from detente.settlement import STRATEGIES, Side, bargain, best_offers, draw
from tests import settle_cases as cases
from tests.generate_terms import random_terms_file
from tests.rounds_reference import Party as Told
from tests.rounds_reference import better, negotiated

TRUCE = read_conflict(cases.TRUCE).under()


def random_sides(rng: Random) -> list[Side]:
    """Parties with orders or numbers over a few packages, not all of which each would sign."""
    parties, packages = rng.randint(1, 4), rng.randint(1, 9)
    found = []
    for _ in range(parties):
        worth = [rng.randint(-2, 6) for _ in range(packages)]
        worth[rng.randrange(packages)] = rng.randint(0, 6)
        kinds = sorted({w for w in worth if w >= 0}, reverse=True)
        levels = np.array([kinds.index(w) if w >= 0 else -1 for w in worth])
        numbers = rng.random() < 0.5
        whole = max(1, kinds[0]) if numbers else max(1, len(kinds) - 1)
        ways = [(kinds[0] - w) / whole if numbers else k / whole for k, w in enumerate(kinds)]
        found.append(Side(levels, np.array(ways), numbers))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_every_run_is_as_defined(seed: int) -> None:
    rng = Random(seed)
    parties = random_sides(rng)
    fixed = [rng.choice(["", "", *STRATEGIES]) for _ in parties]
    draws = draw(rng.randint(0, 10**9), 12, fixed)
    deadline, discount = rng.choice([1, 2, 5, 20]), rng.choice([1.0, 1.0, 0.9, 0.5])
    found = bargain(parties, draws, deadline, discount)
    told = negotiated(parties, draws, deadline, discount)
    assert found.package.tolist() == [t[0] for t in told]
    assert found.round.tolist() == [t[1] for t in told]
    assert found.broken.tolist() == [t[2] for t in told]
    assert found.alone.tolist() == [t[3] for t in told]


@pytest.mark.parametrize("seed", range(30))
def test_what_is_offered_stands_best_with_the_others(seed: int) -> None:
    parties = random_sides(Random(seed))
    told = [
        Told({p: float(s.ways[v]) for p, v in enumerate(s.levels.tolist()) if v >= 0}, s.numbers, "linear", 1)
        for s in parties
    ]
    for k, offers in enumerate(best_offers(parties)):
        others = [t for j, t in enumerate(told) if j != k]
        for level, offer in enumerate(offers.tolist()):
            able = [p for p, v in enumerate(parties[k].levels.tolist()) if 0 <= v <= level]
            assert offer in able
            worst = [max((better(o, p) for o in others), default=0) for p in able]
            assert max((better(o, offer) for o in others), default=0) == min(worst)


def test_chance_is_spread_and_the_same_everywhere() -> None:
    draws = draw(7, 4_000, ["", "linear", ""])
    assert draws.order[:3].tolist() == [[0, 2, 1], [2, 1, 0], [1, 0, 2]]
    assert [round(p, 6) for p in draws.powers[1].tolist()] == [1.0, 1.0, 0.18369]
    assert (draws.strategies[:, 1] == STRATEGIES.index("linear")).all()
    for party in (0, 2):
        shares = np.bincount(draws.strategies[:, party], minlength=4) / 4_000
        assert np.abs(shares - 0.25).max() < 0.03
    first = np.bincount(draws.order[:, 0], minlength=3) / 4_000
    assert np.abs(first - 1 / 3).max() < 0.03
    late, early = (draws.powers[draws.strategies == k] for k in (0, 2))
    assert late.min() >= 2
    assert late.max() <= 10
    assert late.max() > 9
    assert np.allclose([early.min(), early.max()], [0.1, 0.5], atol=0.02)
    assert (draws.powers[(draws.strategies == 1) | (draws.strategies == 3)] == 1).all()


def test_the_same_seed_gives_the_same_and_another_one_something_else() -> None:
    one, again, other = (rounds(TRUCE, runs=200, seed=s) for s in (3, 3, 4))
    assert one.rows() == again.rows()
    assert one.rows() != other.rows()
    more = rounds(TRUCE, runs=400, seed=3)
    assert one.rows() == more.rows()[:200]


# -- what each goes by -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_nobody_signs_what_is_worse_than_no_deal_or_beyond_a_red_line(seed: int) -> None:
    conflict = read_conflict(yaml.safe_dump(random_terms_file(Random(seed), plain=True))).under("base")
    found = settle(conflict)
    if not found.zone.size:
        told = answer(rounds(conflict, runs=5))
        assert told.deals.of == 0
        assert told.reached == ()
        return
    table, zone = found.table, set(found.zone.tolist())
    parties = sides(table)
    for package in range(table.grid.size):
        signs = []
        for worths, side in zip(table.signing, parties, strict=True):
            level = int(side.levels[package])
            no_worse = worths.no_deal is None or worths.ranks[package] >= worths.no_deal
            red = table.red.get(worths.dm)
            able = no_worse and (red is None or bool(red[package])) and bool(table.allowed[package])
            assert level < 0 or able
            signs.append(able)
            if level >= 0:
                ahead = {int(worths.ranks[p]) for p in np.flatnonzero(side.levels >= 0)}
                assert level == sum(r > worths.ranks[package] for r in ahead)
        together = [int(s.levels[package]) >= 0 for s in parties]
        assert all(together) == (package in zone)
        assert together == signs or all(signs)  # what is better for nobody is not on the table
    run = rounds(conflict, runs=30)
    assert run.bargained is not None
    assert set(run.bargained.package.tolist()) <= zone | {-1}


def test_numbers_are_a_way_from_the_best_to_no_deal_and_orders_are_steps() -> None:
    north, south = sides(settle(TRUCE).table)
    assert north.numbers
    assert south.numbers
    best = int(np.flatnonzero(north.levels == 0)[0])
    # Over no deal, 30 at best (1,000 each; halt) and 4 at worst (no halt, all for all).
    assert np.allclose(north.ways, [(30 - gain) / 30 for gain in (30, 24, 22, 20, 16, 12, 10, 4)])
    assert settle(TRUCE).name(best) == "prisoners.some+halt.open"
    orders = sides(settle(read_conflict(cases.ORDERS).under()).table)
    assert not any(s.numbers for s in orders)
    for side in orders:
        assert np.allclose(np.diff(side.ways), 1 / (side.ways.size - 1))
        assert side.ways[-1] == 1


def test_a_party_whose_no_deal_is_unknown_signs_everything_that_can_be_put_together() -> None:
    text = cases.CANAL.replace("      no_deal: 0\n    panama", "    panama")
    us, panama = sides(settle(read_conflict(text).under()).table)
    assert np.flatnonzero(us.levels < 0).tolist() == [
        0
    ]  # all as the US wants: better for nobody of whom it is known
    assert not us.numbers
    assert us.ways[-1] == 1
    assert panama.numbers


# -- the facts ---------------------------------------------------------------------------------------------------------


def close(fact: Share, count: int, of: int) -> None:
    assert (fact.count, fact.of) == (count, of)
    part = count / of
    assert fact.share == pytest.approx(part, abs=1e-4)
    assert fact.error == pytest.approx((part * (1 - part) / of) ** 0.5, abs=1e-4)


def averaged(fact: Mean | None, numbers: list[int]) -> None:
    assert (fact is None) == (not numbers)
    if fact is not None:
        assert fact.mean == pytest.approx(mean(numbers), abs=1e-4)
        error = stdev(numbers) / len(numbers) ** 0.5 if len(numbers) > 1 else 0.0
        assert fact.error == pytest.approx(error, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (cases.TRUCE, {"discount": "0.95"}),
        (cases.ORDERS, {"deadline": 4, "strategies": {"south": "boulware"}}),
        (cases.CANAL, {"discount": 0.8}),
        ("istanbul-2025", {}),
        ("prisoners-dilemma", {"no_deal": "myopic"}),
    ],
)
def test_the_facts_are_counted_over_the_runs(text: str, given: dict[str, Any]) -> None:
    whole = detente.load(text) if "\n" not in text else read_conflict(text)
    conflict = whole.under(whole.accounts[0])
    found: Rounds = rounds(conflict, runs=300, seed=5, **given)
    told: RoundsAnswer = answer(found)
    rows = found.rows()
    deals = [r for r in rows if r["package"]]
    close(told.deals, len(deals), 300)
    close(told.broken, sum(bool(r["broken off"]) for r in rows), 300)
    close(told.late, 300 - len(deals) - told.broken.count, 300)
    averaged(told.rounds, [int(str(r["round"])) for r in deals])
    counted: dict[str, int] = {}
    for r in deals:
        counted[str(r["package"])] = counted.get(str(r["package"]), 0) + 1
    order = sorted(counted.values(), reverse=True)
    assert [r.share.count for r in told.reached] == order[:5]
    assert told.kinds == len(order)
    shortlist = settled(found.settlement)
    frontier = {found.settlement.name(p) for p in found.settlement.frontier.tolist()}
    for fact in told.reached:
        name = "+".join(fact.values) or told.states[fact.state or 0].id
        close(fact.share, counted[name], 300)
        averaged(fact.rounds, [int(str(r["round"])) for r in deals if r["package"] == name])
        assert fact.on_frontier == (name in frontier)
        same = [k for k, d in enumerate(shortlist.deals) if fact.values and d.values == fact.values]
        if fact.values:
            assert fact.deal == (same[0] if same else None)
        for k in same:
            kept = shortlist.deals[k].kept
            assert fact.kept == (None if kept is None else kept.verdict)
            assert fact.gains == shortlist.deals[k].gains
    every = sum(int(str(r[f"held up by {dm} alone"])) for r in rows for dm in told.signers)
    for party in told.parties:
        dm = party.decision_maker
        assert party.laid_down == given.get("strategies", {}).get(dm)
        alone = sum(int(str(r[f"held up by {dm} alone"])) for r in rows)
        assert (party.alone.count, party.alone.of) == (alone, every)
        for one in party.strategies:
            had = [r for r in rows if r[f"strategy of {dm}"] == one.strategy]
            agreed = [r for r in had if r["package"]]
            close(one.deals, len(agreed), len(had))
            averaged(one.rounds, [int(str(r["round"])) for r in agreed])
        if party.laid_down:
            assert [s.strategy for s in party.strategies] == [party.laid_down]
    assert told.question == "rounds"
    assert (told.runs, told.seed, told.deadline) == (300, 5, given.get("deadline", 20))
    assert told.discount.exact == str(Fraction(str(given.get("discount", 1))))
    assert told.signers == found.settlement.table.signers
    assert told.zone == str(found.settlement.zone.size)
    assert told.expected == (shortlist.expected if not told.states else told.expected)
    assert told.expected.kind == shortlist.expected.kind


def test_runs_have_a_row_each() -> None:
    found = rounds(TRUCE, runs=3, strategies={"north": "linear"})
    rows = found.rows()
    assert [r["run"] for r in rows] == [1, 2, 3]
    assert {r["strategy of north"] for r in rows} == {"linear"}
    assert {r["first"] for r in rows} <= {"north", "south"}
    assert rounds(read_conflict(cases.NO_ZONE).under(), runs=3).rows() == []
    assert found.conflict is found.settlement.conflict


def test_whoever_falls_back_early_gets_less() -> None:
    """The tougher side comes out better, as the tactics are meant to work."""
    gains = {}
    for manner in ("boulware", "conceder"):
        found = rounds(
            read_conflict(cases.CANAL).under(), runs=400, strategies={"us": manner, "panama": "linear"}
        )
        assert found.bargained is not None
        points = found.settlement.table.parties[0].points
        assert points is not None
        gains[manner] = float(points[found.bargained.package].mean())
    assert gains["boulware"] > gains["conceder"] + 5


def test_two_that_only_answer_in_kind_wait_for_each_other() -> None:
    both = {"north": "tit-for-tat", "south": "tit-for-tat"}
    told = answer(rounds(TRUCE, runs=20, strategies=both))
    assert told.deals.count == 0
    assert told.late.count == 20
    assert told.rounds is None
    assert [p.strategies[0].rounds for p in told.parties] == [None, None]


def test_talks_break_off_as_often_as_the_discount_says() -> None:
    """With two that wait for each other nothing else ends them: after a round a tenth is gone."""
    both = {"north": "tit-for-tat", "south": "tit-for-tat"}
    found = rounds(TRUCE, runs=4_000, deadline=3, discount="9/10", strategies=both)
    assert found.bargained is not None
    lasted = found.bargained.round[found.bargained.broken]
    for number, expected in ((1, 0.1), (2, 0.09), (3, 0.081)):
        assert abs((lasted == number).sum() / 4_000 - expected) < 0.02


def test_packages_reached_are_compared_with_a_no_deal_that_is_named() -> None:
    told = answer(rounds(TRUCE, "union.watch", runs=5))
    assert told.expected.kind == "state"


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"runs": 0}, f"runs: a whole number from 1 to {MOST_RUNS:,} is wanted, found 0"),
        ({"runs": MOST_RUNS + 1}, f"found {MOST_RUNS + 1:,}"),
        ({"deadline": 0}, f"deadline: a whole number from 1 to {MOST_ROUNDS:,} is wanted, found 0"),
        ({"deadline": MOST_ROUNDS + 1}, "found 1,001"),
        ({"seed": -1}, f"seed: a whole number from 0 to {MOST_SEED:,} is wanted, found -1"),
        ({"discount": "0"}, "discount: a number above 0 and at most 1 is wanted, found '0'"),
        ({"discount": "1.01"}, "found '1.01'"),
        ({"discount": "much"}, "found 'much'"),
        ({"discount": "1/0"}, "found '1/0'"),
        ({"discount": "1e-999999999"}, "found '1e-999999999'"),
        ({"discount": "0." + "0" * 30 + "1"}, "found '0.000000000000000000'"),
    ],
)
def test_numbers_out_of_bounds_are_refused(given: dict[str, Any], says: str) -> None:
    with pytest.raises(WantedError) as error:
        rounds(TRUCE, **given)
    assert says in str(error.value)


def test_strategies_are_those_of_parties_that_sign() -> None:
    with pytest.raises(UnknownNameError, match="no party that signs 'union'"):
        rounds(TRUCE, strategies={"union": "linear"})
    with pytest.raises(UnknownNameError, match="no strategy 'bulware'; did you mean 'boulware'"):
        rounds(TRUCE, strategies={"north": "bulware"})
    assert strategies_of([" north = linear ", "south=conceder", "north=linear"]) == {
        "north": "linear",
        "south": "conceder",
    }
    for text in ("north", "=linear", "north="):
        with pytest.raises(WantedError, match="strategy: PARTY=STRATEGY is wanted, found"):
            strategies_of([text])
    with pytest.raises(WantedError, match="two are laid down for 'north', linear and boulware"):
        strategies_of(["north=linear", "north=boulware"])


def test_a_share_of_nothing_is_none() -> None:
    assert share(0, 0) == Share(count=0, of=0, share=0.0, error=0.0)
