"""Whether peace is kept while power shifts: every fact against the two streams of payoffs, summed period by period."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from random import Random

import msgspec
import pytest

import detente
from detente.conflict import NotInFileError, Range, Shift, UnknownNameError, read_conflict
from detente.questions.commit import commit
from detente.questions.commit.answer import CommitAnswer, ShiftFact, answer
from detente.questions.commit.thresholds import MOST_PERIODS, Point, judge
from tests.reference import Reference
from tests.test_outcomes import by_definition

LONG = 4_000  # periods after which nothing counts any more
CLOSE = 1e-9


def fights_by_sums(now: float, later: float, cost: float, discount: float, periods: int = 1) -> float:
    """What fighting now brings more than the most that waiting can bring, from the definition, period by period."""
    fight = sum(discount**t * (1 - now) for t in range(LONG)) - cost
    wait = sum(discount**t for t in range(periods))
    wait += sum(discount**t * (1 - later) for t in range(periods, LONG)) - discount**periods * cost
    return fight - wait


def known(text: str) -> Range:
    return Range(Fraction(text), Fraction(text))


def shift(
    now: Range, later: Range, cost: Range, discount: Range, periods: int = 1, guarantee: Range | None = None
) -> Shift:
    return Shift("s", "d", "r", now, later, cost, discount, periods, guarantee)


FEARON = shift(known("0.3"), known("0.7"), known("5"), known("0.9"))


def test_a_worked_case() -> None:
    found = judge(FEARON)
    assert found.verdict == "fights"
    assert found.gain.low == found.gain.high == Fraction("0.33") - Fraction("0.05")
    assert float(found.bearable.low) == pytest.approx(0.38889, abs=1e-5)
    assert float(found.guarantee.high) == pytest.approx(0.77778, abs=1e-5)
    assert found.wait == (4, 4)
    for periods in (1, 2, 3, 4):
        one = judge(shift(known("0.3"), known("0.7"), known("5"), known("0.9"), periods))
        assert one.verdict == ("fights" if periods < 4 else "waits")


def random_point(rng: Random) -> Point:
    now = Fraction(rng.randint(0, 60), 100)
    later = Fraction(rng.randint(int(now * 100) + 1, 100), 100)
    discount = Fraction(rng.randint(50, 97), 100)
    return Point(now, later, Fraction(rng.randint(0, 400), 20), discount, rng.randint(1, 6))


def summed(point: Point, **other: float) -> float:
    numbers = {n: float(getattr(point, n)) for n in ("now", "later", "cost", "discount")}
    return fights_by_sums(**numbers | {k: v for k, v in other.items() if k != "periods"},
                          periods=int(other.get("periods", point.periods)))  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_every_threshold_is_where_both_streams_are_worth_the_same(seed: int) -> None:
    point = random_point(Random(seed))
    gain = summed(point)
    assert float(point.gain) == pytest.approx(gain * float(1 - point.discount), abs=CLOSE)
    if point.bearable < 1:
        assert summed(point, later=float(point.bearable)) == pytest.approx(0, abs=1e-7)
    else:
        assert summed(point, later=1.0) <= CLOSE
    if point.dear > 0:
        assert summed(point, cost=float(point.dear)) == pytest.approx(0, abs=1e-6)
    else:
        assert summed(point, cost=0.0) <= CLOSE
    if point.guarantee > 0:
        left = point.later - point.guarantee * (point.later - point.now)
        assert summed(point, later=float(left)) == pytest.approx(0, abs=1e-7)
    assert (point.guarantee > 0) == (gain > CLOSE)
    found = point.wait
    if found is not None:
        assert summed(point, periods=found) <= CLOSE
        assert found == 1 or summed(point, periods=found - 1) > -CLOSE
    else:
        assert summed(point, periods=MOST_PERIODS) > -CLOSE


def random_shift(rng: Random) -> Shift:
    ends = sorted(rng.sample(range(0, 101), 4))
    chances = [Fraction(e, 100) for e in ends]
    costs = sorted(Fraction(rng.randint(0, 60)) for _ in range(2))
    discounts = sorted(Fraction(rng.randint(50, 97), 100) for _ in range(2))
    pairs = [(chances[0], chances[1]), (chances[2], chances[3]), costs, discounts]
    ranges = [Range(a, b) if rng.random() < 0.7 else Range(a, a) for a, b in pairs]
    guarantee = sorted(Fraction(rng.randint(0, 10), 10) for _ in range(2))
    return shift(ranges[0], ranges[1], ranges[2], ranges[3], rng.randint(1, 4), Range(*guarantee))


def inside(known: Range, steps: int = 4) -> list[Fraction]:
    return [known.low + (known.high - known.low) * k / steps for k in range(steps + 1)]


@pytest.mark.parametrize("seed", range(25))
def test_ranges_hold_whatever_lies_within_them(seed: int) -> None:
    asked = random_shift(Random(seed))
    found = judge(asked)
    assert asked.guarantee is not None
    grid = [
        Point(*numbers, periods=asked.periods)
        for numbers in product(
            inside(asked.now), inside(asked.later), inside(asked.cost), inside(asked.discount)
        )
    ]
    signs = {(p.gain > 0) - (p.gain < 0) for p in grid}
    told = "tie" if signs == {0} else "fights" if signs == {1} else "waits" if 1 not in signs else "open"
    assert found.verdict == told
    for name in ("gain", "bearable", "dear", "guarantee"):
        values = [getattr(p, name) for p in grid]
        assert getattr(found, name) == Range(min(values), max(values)), name
    waits = [p.wait for p in grid]
    numbers = [w for w in waits if w is not None]
    assert found.wait == (min(numbers, default=None), None if None in waits else max(numbers))
    guarded = {
        (p.guarded(m).gain > 0) - (p.guarded(m).gain < 0) for p in grid for m in inside(asked.guarantee)
    }
    assert found.guarded == (
        "tie" if guarded == {0} else "fights" if guarded == {1} else "waits" if 1 not in guarded else "open"
    )
    for one in found.deciders:
        for end, said in (
            (getattr(asked, one.number).low, one.low),
            (getattr(asked, one.number).high, one.high),
        ):
            there = {(p.gain > 0) - (p.gain < 0) for p in grid if getattr(p, one.number) == end}
            assert said == (
                "tie" if there == {0} else "fights" if there == {1} else "waits" if 1 not in there else "open"
            )
    assert {d.number for d in found.deciders} == {
        n for n in ("now", "later", "cost", "discount") if not getattr(asked, n).known
    }


def test_numbers_that_would_take_for_ever_do_not() -> None:
    patient = shift(known("0"), known("1"), known("0"), known("0.999999999999999"), 1_000)
    found = judge(patient)
    assert (found.verdict, found.wait) == ("fights", (None, None))
    told = judge(shift(known("0.1"), known("0.9"), known("1"), known("0.999999999999999")))
    assert told.wait == (None, None)


def test_a_tie_is_a_tie() -> None:
    even = judge(shift(known("0.3"), known("0.7"), known("33"), known("0.9")))
    assert (even.verdict, even.gain) == ("tie", known("0"))
    assert even.guarantee == known("0")


FILE = """
detente: 1
title: A valley
status_quo: []
sources: {paper: {title: A paper}}
decision_makers:
  north: {name: North, options: {fight: fight now, sell: sell the valley}}
  south: {name: South, options: {arm: arm}}
rules: [irreversible: north.fight]
preferences:
  north: [not south.arm, fight]
  south: [arm if north.fight, not north.fight, north.sell]
shifts:
  rise: {declines: north, rises: south, chance: {now: 0.3, later: 0.7}, cost: 5, discount: 0.9, where: not north.fight}
  fall: {declines: south, rises: north, chance: {now: [0, 0.2], later: [0.5, 1]}, cost: [0, 9], discount: 0.5,
         guarantee: 0.25, periods: 2, source: paper, confidence: 0.5, text: it falls, because: it says so}
"""


def test_the_facts_are_those_of_the_file_and_of_what_was_judged() -> None:
    conflict = read_conflict(FILE)
    found = commit(conflict)
    told = answer(found)
    assert [s.id for s in told.shifts] == ["rise", "fall"]
    for fact, one, asked in zip(told.shifts, found.shifts, conflict.shifts, strict=True):
        assert one.judged.shift == asked
        _same(fact, asked)
    assert told.basis is not None
    assert (told.basis.claims, told.basis.sourced, told.basis.doubted) == (2, 1, 1)
    assert msgspec.json.decode(msgspec.json.encode(told), type=CommitAnswer) == told


def _same(fact: ShiftFact, asked: Shift) -> None:
    judged = judge(asked)
    for name in ("now", "later", "cost", "discount"):
        one = getattr(fact, name)
        assert (one.low, one.high) == (float(getattr(asked, name).low), float(getattr(asked, name).high))
    for name, theirs in (
        ("gain", "gain"),
        ("bearable", "bearable"),
        ("dear", "dear"),
        ("needed", "guarantee"),
    ):
        one, other = getattr(fact, name), getattr(judged, theirs)
        assert (one.low, one.high) == (float(other.low), float(other.high))
    assert (fact.declines, fact.rises, fact.periods) == (asked.declines, asked.rises, asked.periods)
    assert (fact.verdict, fact.fewest, fact.most) == (judged.verdict, *judged.wait)
    assert (fact.text, fact.because, fact.confidence) == (asked.text, asked.because, asked.confidence)
    assert fact.sources == tuple(c.source for c in asked.sources)
    if asked.guarantee is None:
        assert (fact.offered, fact.guarded) == (None, None)
    else:
        assert fact.offered is not None
        assert (fact.offered.low, fact.offered.high) == (
            float(asked.guarantee.low),
            float(asked.guarantee.high),
        )
        assert fact.guarded == judged.guarded


@pytest.mark.parametrize("where", ["not north.fight", "north.fight", "south.arm", "north.sell or south.arm"])
def test_where_it_takes_place_is_asked_of_where_it_is_heading(where: str) -> None:
    conflict = read_conflict(FILE.replace("where: not north.fight", f"where: {where}"))
    told = answer(commit(conflict, "rise"))
    [fact] = told.shifts
    reference = Reference(conflict.under())
    start = next(s for s in reference.states if frozenset() in s)
    ends = by_definition(reference, start, "seq")
    that = conflict.condition(where)
    assert fact.bound
    assert fact.of == len(ends)
    assert fact.today == that.holds(frozenset())
    assert {told.states[e].taken for e in fact.ends} == {
        tuple(sorted(next(iter(s)))) for s in ends if that.holds(next(iter(s)))
    }


def test_without_a_place_or_a_start_nothing_is_said_of_where() -> None:
    [fact] = answer(commit(read_conflict(FILE), "fall")).shifts
    assert (fact.bound, fact.ends, fact.of, fact.today) == (False, (), None, None)
    [fact] = answer(commit(read_conflict(FILE.replace("status_quo: []\n", "")), "rise")).shifts
    assert (fact.bound, fact.ends, fact.of, fact.today) == (True, (), None, None)


def test_what_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownNameError, match="shift"):
        commit(read_conflict(FILE), "raise")
    with pytest.raises(NotInFileError, match="'shifts'"):
        commit(detente.load("chicken"))


def test_accounts_have_shifts_of_their_own() -> None:
    conflict = detente.load("preventive-war")
    verdicts = {}
    for account in conflict.accounts:
        [one] = commit(conflict.under(account)).shifts
        verdicts[account] = one.judged.verdict
    assert verdicts == {"strong": "fights", "costly": "waits", "unsure": "open"}
    assert [r["verdict"] for r in commit(conflict.game("strong")).rows()] == ["fights"]
