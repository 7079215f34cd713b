"""The facts of ``settle`` about one small truce, counted again by hand: places, who could block, what is withheld.

They are those of `answer`, `package_answer`, `kept_answer`, `openings_answer` and `points_answer`.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product

import pytest

from detente.answers import Withheld
from detente.conflict import read_conflict
from detente.questions.building import Listing
from detente.questions.settle import Settlement, settle
from detente.questions.settle.answer import MOST_SPOKEN, SettleAnswer, answer
from detente.questions.settle.facts import KeptFact
from detente.questions.settle.keeping import Rung
from detente.questions.settle.kept_answer import MOST_ENDS, kept_fact
from detente.questions.settle.result import Expected
from tests.settle_cases import CANAL, TRUCE
from tests.test_read import ROAD

# What each is worth to each, as the file has it: the fighting is worth what the options that stop it are.
PRISONERS = {"none": (0, 0), "some": (10, 5), "all": (4, 20)}
HALT = {"none": (-20, -25), "open": (0, 0), "watched": (-8, 5)}
TODAY = (-20, -25)


@cache
def found(confidential: str = "") -> Settlement:
    return settle(read_conflict(TRUCE + confidential))


@cache
def told(confidential: str = "") -> SettleAnswer:
    return answer(found(confidential))


def worth(values: tuple[str, ...], party: int) -> int:
    prisoners, halt = (v.partition(".")[2] for v in values)
    return PRISONERS[prisoners][party] + HALT[halt][party]


@pytest.mark.parametrize("party", [0, 1])
def test_places_and_gains_are_counted_over_all_packages(party: int) -> None:
    every = [worth((f"prisoners.{a}", f"halt.{b}"), party) for a, b in product(PRISONERS, HALT)]
    fact = told().parties[party]
    assert fact.no_deal_place == 1 + sum(w > TODAY[party] for w in every)
    assert (
        [fact.no_deal.exact, fact.today.exact] == [str(TODAY[party])] * 2
        if fact.no_deal and fact.today
        else False
    )
    assert (fact.form, fact.no_deal_from, fact.ranges, fact.signs, fact.red_lines) == (
        "weights", "heading", False, True, (),
    )  # fmt: skip
    for deal in told().deals:
        gain, mine = deal.gains[party], worth(deal.values, party)
        assert gain.place == 1 + sum(w > mine for w in every)
        assert gain.worth is not None
        assert gain.gain is not None
        assert gain.over_today is not None
        assert (gain.worth.exact, gain.gain.exact, gain.over_today.exact) == (
            str(mine), str(mine - TODAY[party]), str(mine - TODAY[party]),
        )  # fmt: skip
        assert (gain.kind, gain.than_today) == ("better", "better")
        assert deal.blockers == ()


def test_who_may_lose_a_little_could_still_block() -> None:
    """North gains 20 by the halt; for the prisoners it may lose so much that half a point is left, or is missing."""
    for low, blocks in (("-19.5", ()), ("-20", ()), ("-20.5", ("north",))):
        text = TRUCE.replace("{some: 10, all: 4}", f"{{some: [{low}, 60], all: [{low}, 68]}}")
        open_halts = [d for d in answer(settle(read_conflict(text))).deals if "halt.open" in d.values]
        assert open_halts
        assert {d.blockers for d in open_halts if "prisoners.none" not in d.values} == {blocks}


def test_of_whom_what_it_wants_is_confidential_only_better_or_worse_is_told() -> None:
    closed = told("confidential: [south]\n")
    assert closed.withheld == (
        Withheld(decision_maker="south", kind="preferences", here=True),
        Withheld(decision_maker="south", kind="wishes", here=True),
    )
    north, south = closed.parties
    assert north == told().parties[0]
    assert (south.form, south.signs, south.no_deal_from, south.no_deal, south.no_deal_place, south.today) == (
        "confidential", True, "withheld", None, None, None,
    )  # fmt: skip
    assert (south.ranges, south.red_lines) == (False, ())
    for deal in closed.deals:
        mine = deal.gains[1]
        assert (mine.kind, mine.than_today, mine.place, mine.worth, mine.low) == (
            "better", "withheld", None, None, None,
        )  # fmt: skip
        assert "south" not in deal.first_for
    # Where the terms do nothing to the conflict, no preference is withheld: none is asked for.
    apart = answer(settle(read_conflict(CANAL + "confidential: [us]\n")))
    assert [(w.decision_maker, w.kind) for w in apart.withheld] == [("us", "wishes")]
    assert told().withheld == ()


def test_red_lines_that_are_confidential_are_told_once_and_those_of_others_one_by_one() -> None:
    lines = "red_lines: [i0.us, i0.panama]"
    text = CANAL.replace("    us:\n      weights:", f"    us:\n      {lines}\n      weights:").replace(
        "    panama:\n      weights:", "    panama:\n      red_lines: [i1.us, i1.panama]\n      weights:"
    )

    def openings(confidential: str) -> list[tuple[str, str]]:
        told_ = answer(settle(read_conflict(text + confidential)))
        return [(o.decision_maker, o.id) for o in told_.openings if o.kind == "red_line"]

    both = openings("")
    assert set(both) <= {("us", "i0.us"), ("us", "i0.panama"), ("panama", "i1.us"), ("panama", "i1.panama")}
    closed = openings("confidential: [us]\n")
    assert closed.count(("us", "")) == any(dm == "us" for dm, _ in both)
    assert [x for x in closed if x[0] == "panama"] == [x for x in both if x[0] == "panama"]


def test_lists_that_were_cut_are_told_after_those_of_states() -> None:
    cut = answer(replace(found(), cuts=(("kept", 40), ("others", 50))))
    assert [(c.list, c.count) for c in cut.truncated] == [("kept", "40"), ("others", "50")]
    assert told().truncated == ()


def test_of_many_ends_the_first_six_are_told_and_nothing_where_it_is_not_worked_out() -> None:
    kept = next(iter(found().kept.values()))
    game = kept.game
    assert game is not None
    ends = tuple(range(game.size))
    assert len(ends) > 6
    rung = Rung("north", 0, (), ends, True)
    for number in (5, 6, 7):
        cut = replace(
            kept, ends=ends[:number], ladder=(replace(rung, ends=ends[:number]),), leavers=(), orders=()
        )
        fact = kept_fact(cut, Listing(game))
        assert len(fact.ends) == len(fact.ladder[0].ends) == min(6, number)
    assert kept_fact(replace(kept, game=None), Listing(game)) == KeptFact(verdict="unknown")


def test_of_many_outcomes_eight_get_letters() -> None:
    road = settle(read_conflict(ROAD).under("press"))
    assert road.game is not None
    assert (MOST_SPOKEN, MOST_ENDS) == (8, 6)
    for number in (7, 8, 9):
        away = [k for k in range(road.game.size) if road.game.state(k).id != "people.block"]
        many = replace(road, deals=(), openings=(), expected=Expected("state", tuple(away[:number])))
        assert len(answer(many).spoken) == min(8, number)
