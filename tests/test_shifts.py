"""Shifts of power in the file: read, written, laid over by accounts, and what is wrong with them told."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from detente.conflict import ConflictFileError, Range, read_conflict, to_json, to_yaml
from detente.conflict.reading.shifts import MOST_PERIODS
from tests.test_commit_answer import FILE


def test_a_shift_is_read_as_it_is_written() -> None:
    rise, fall = read_conflict(FILE).shifts
    assert (rise.declines, rise.rises, rise.periods, rise.guarantee) == ("north", "south", 1, None)
    assert rise.now == Range(Fraction(3, 10), Fraction(3, 10))
    assert rise.written == "not north.fight"
    assert fall.later == Range(Fraction(1, 2), Fraction(1))
    assert fall.guarantee == Range(Fraction(1, 4), Fraction(1, 4))
    assert (fall.periods, fall.that, fall.confidence) == (2, None, 0.5)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_written_reads_back(seed: int) -> None:
    rng = Random(seed)
    ends = sorted(rng.sample(range(1, 100), 4))
    numbers = {
        "chance": {
            "now": f"[0.{ends[0]:02d}, 0.{ends[1]:02d}]",
            "later": f"[0.{ends[2]:02d}, 0.{ends[3]:02d}]",
        },
        "cost": rng.choice(["0", "3.25", "[1, 40]"]),
        "discount": rng.choice(["0.5", "[0.1, 0.99]"]),
    }
    body = ", ".join(
        [
            "declines: north, rises: south",
            f"chance: {{now: {numbers['chance']['now']}, later: {numbers['chance']['later']}}}",  # type: ignore[index]
            f"cost: {numbers['cost']}, discount: {numbers['discount']}",
            *rng.sample(
                ["periods: 7", "guarantee: [0, 1]", "where: south.arm", "text: so it is", "source: paper"], 3
            ),
        ]
    )
    text = FILE.partition("shifts:")[0]
    over = f"perspectives:\n  one: {{says: one, shifts: {{s: {{{body}}}}}}}\n"
    for written in (f"{text}shifts:\n  s: {{{body}}}\n", f"{text}{over}"):
        conflict = read_conflict(written)
        assert read_conflict(to_yaml(conflict)) == conflict
        assert read_conflict(to_json(conflict)) == conflict


def test_an_account_replaces_a_shift_or_adds_one() -> None:
    one = "{declines: south, rises: north, chance: {now: 0, later: 1}, cost: 1, discount: 0.5}"
    text = FILE + f"perspectives:\n  other: {{says: o, shifts: {{rise: {one}, third: {one}}}}}\n"
    conflict = read_conflict(text)
    assert [s.id for s in conflict.under("base").shifts] == ["rise", "fall"]
    there = conflict.under("other").shifts
    assert [s.id for s in there] == ["rise", "fall", "third"]
    assert (there[0].declines, there[1], there[2].cost.low) == ("south", conflict.shifts[1], Fraction(1))


GOOD = "declines: north, rises: south, chance: {now: 0.3, later: 0.7}, cost: 5, discount: 0.9"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            GOOD.replace("declines: north", "declines: nort"),
            "no decision maker 'nort'; did you mean 'north'?",
        ),
        (GOOD.replace("rises: south", "rises: north"), "'north' declines already"),
        (GOOD.replace("later: 0.7", "later: 0.3"), "what 'later' gives lies above what 'now' gives"),
        (GOOD.replace("later: 0.7", "later: [0.2, 0.9]"), "what 'later' gives lies above what 'now' gives"),
        (GOOD.replace("later: 0.7", "later: 1.7"), "a number from 0 to 1, found '1.7'"),
        (GOOD.replace("cost: 5", "cost: -1"), "a number from 0 on, found '-1'"),
        (GOOD.replace("cost: 5", "cost: [5, 2]"), "begins with the smaller number"),
        (GOOD.replace("cost: 5", "cost: [1, 2, 3]"), "or two between which it lies"),
        (GOOD.replace("cost: 5", "cost: much"), "a cost of war is a decimal number"),
        (GOOD.replace("discount: 0.9", "discount: 1"), "a number between 0 and 1, found '1'"),
        (GOOD.replace("discount: 0.9", "discount: 0"), "a number between 0 and 1, found '0'"),
        (GOOD.replace(", later: 0.7", ""), "'chance' needs the key 'later'"),
        (GOOD.replace(", cost: 5", ""), "a shift needs the key 'cost'"),
        (f"{GOOD}, period: 2", "a shift has no key 'period'; did you mean 'periods'?"),
        (f"{GOOD}, periods: 0", f"a whole number from 1 to {MOST_PERIODS:,}, found '0'"),
        (f"{GOOD}, periods: 1.5", "a whole number from 1"),
        (f"{GOOD}, guarantee: 2", "a guarantee is a number from 0 to 1"),
        (f"{GOOD}, where: north.fihgt", "north.fihgt"),
        (f"{GOOD}, source: nobody", "no source 'nobody'"),
    ],
)
def test_a_mistake_is_told_where_it_stands(wrong: str, told: str) -> None:
    for text in (
        FILE.partition("shifts:")[0] + f"shifts:\n  s: {{{wrong}}}\n",
        FILE.partition("shifts:")[0] + f"perspectives:\n  one: {{says: one, shifts: {{s: {{{wrong}}}}}}}\n",
    ):
        with pytest.raises(ConflictFileError) as caught:
            read_conflict(text)
        assert told in str(caught.value)
        line = len(text.splitlines())
        assert f":{line}:" in str(caught.value)
