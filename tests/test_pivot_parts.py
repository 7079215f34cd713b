"""Parts of ``pivot`` one by one, on typed facts: keys that tell apart, a goal by its name, one state of several."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace

import detente
from detente.answers import Unfinished
from detente.conflict import read_conflict
from detente.questions.building import Listing
from detente.questions.pivot import (
    edit_words,
    goal_answer,
    goal_detail_words,
    goal_words,
    pivotal_answer,
    words,
)
from detente.questions.pivot.goal_answer import Compared, EditValue, Pair, RankingsValue
from detente.questions.pivot.pivotal_answer import PivotalAnswer
from detente.questions.pivot.rankings import Rankings
from detente.questions.unfinished import Stopped
from detente.wording import Section, Table, Text, Voice, label
from tests.test_pivot_words import (
    ANN,
    BEN,
    CONFLICT,
    FILE,
    NONE,
    WORDS,
    edit,
    goal,
    obstacle,
    standing,
    swap,
    tip,
    took,
    turn,
    voice,
    with_tips,
)
from tests.test_read import CASES


def test_a_goal_that_is_no_condition_is_told_as_it_was_asked() -> None:
    game: Any = read_conflict(CASES).game()
    assert goal_answer._condition(game, "#2") == ""
    assert goal_answer._condition(game, "row") == "row"
    other: Any = detente.load("istanbul-2025").game("broker")
    assert goal_answer._condition(other, "russia.truce") == "russia.truce"
    assert goal_answer._condition(other, "nonsense.nonsense") == ""


def test_a_goal_of_one_state_is_named_by_it_and_others_by_the_condition() -> None:
    found = goal()
    for place in (0, 1):
        one = replace(found, goal=replace(found.goal, states=(place,)))
        state = found.states[place]
        assert edit_words.goal_words(one, WORDS) == f"{label(state)} ({WORDS.brief(state)})"
    several = replace(found, goal=replace(found.goal, states=(0, 1)))
    assert edit_words.goal_words(several, WORDS) == "Ann: not “let it go”"
    asked = replace(found, goal=replace(found.goal, states=(), condition="", asked="as asked"))
    assert edit_words.goal_words(asked, WORDS) == "as asked"


def test_ways_that_differ_in_who_what_or_which_wish_are_not_told_together() -> None:
    base = edit("ann", "drop", "go")
    others: list[EditValue] = [
        edit("ben", "drop", "go"),
        edit("ann", "move", "go"),
        edit("ann", "drop", "stay"),
    ]
    keys = [goal_detail_words._key(turn(e)) for e in (base, *others)]
    assert len(set(keys)) == 4
    assert goal_detail_words._key(turn(edit("ann", "drop", "go"))) == keys[0]


# -- who could tip it: where names are long, where there is much, where nothing is to be had ---------------------------

LONG = {"ann": "The city and the county of the north", "ben": "The valley and the hills of the south"}
WIDE = read_conflict(
    FILE.replace("name: Ann,", f"name: {LONG['ann']},")
    .replace("name: Ben,", f"name: {LONG['ben']},")
    .replace("name: Cy,", "name: The many people of the far east,")
)
TURNS = {"ann": ANN, "ben": BEN, "cy": tip("cy", "opposed", gaining="ann", losing="ben")}


def widely(*answers: PivotalAnswer) -> Voice:
    return Voice.of(WIDE, answers, "four.yaml")


def test_a_headline_that_would_be_too_long_is_said_shorter(monkeypatch: pytest.MonkeyPatch) -> None:
    every = [with_tips(a, *TURNS.values()) for a in ("one", "two", "three")]
    names = f"“{LONG['ann']}”, “{LONG['ben']}” or The many people of the far east"
    assert words.headline(every, widely(*every)) == (
        f"{names} could tip it, in every account, helping some and hurting others."
    )
    assert (
        words.in_brief(every, widely(*every))
        == f"{names}, in every account, helping some and hurting others."
    )
    beside = [with_tips("one", TURNS["cy"], tip("ann", "neither"), tip("ben", "gain", better="cy"))]
    assert words.headline(beside, widely(*beside)) == (
        "The many people of the far east could tip it, helping some and hurting others; two others could change "
        "it, too."
    )
    beside = [with_tips("one", TURNS["cy"], tip("ann", "neither"))]
    monkeypatch.setattr(words, "fitting", lambda *texts: texts[2])
    assert words.headline(beside, widely(*beside)) == (
        "The many people of the far east could tip it: with other wishes it could help some and hurt others; another "
        "could change it, too."
    )
    monkeypatch.undo()
    apart = [with_tips("one", ANN, BEN), with_tips("two", TURNS["cy"], BEN), with_tips("three", ANN)]
    assert words.headline(apart, widely(*apart)) == "Who could tip it depends on which account is right."
    assert words.in_brief(apart, widely(*apart)) == "That depends on which account is right."
    new = [with_tips("one", *(tip(d, "neither") for d in ("ann", "ben", "cy")))]
    assert words.headline(new, widely(*new)) == (
        "Several could change the outcome by a change of mind, but none would help some and hurt others."
    )
    assert words.in_brief(new, widely(*new)) == words.headline(new, widely(*new))


def test_of_several_who_could_tip_it_the_first_is_told_account_by_account_after_what_is_open() -> None:
    lost = replace(with_tips("one", ANN, BEN), present=(), present_count="0")
    other = tip("ann", "opposed", gaining="dee", losing="cy")
    answers = [lost, with_tips("two", other, BEN), with_tips("three", ANN, BEN, TURNS["cy"])]
    assert words.points(answers, voice(*answers)) == (
        "In the account “one”, it comes to rest nowhere, so that nobody's gain can be measured.",
        "In the accounts “one” and “three”, a change of mind by Ann could help Ben but hurt Cy.",
        "In the account “two”, a change of mind by Ann could help Dee but hurt Cy.",
    )
    answers = [with_tips("one", ANN), with_tips("two", ANN, BEN), with_tips("three", ANN, BEN, TURNS["cy"])]
    assert words.points(answers, voice(*answers)) == (
        "In every account, a change of mind by Ann could help Ben but hurt Cy.",
        "Others could tip it in some accounts only: Ben (“two” and “three”) and Cy (“three”).",
    )
    less = tip("ann", "opposed", gaining="ben", losing="dee")
    answers = [with_tips("one", ANN), with_tips("two", less)]
    assert words.points(answers, voice(*answers)) == (
        "In the account “one”, a change of mind by Ann could help Ben but hurt Cy.",
        "In the account “two”, a change of mind by Ann could help Ben but hurt Dee.",
    )
    assert words.always_tipping(answers) == words.some_tipping(answers) == ("ann",)
    assert words.movers(with_tips("one", tip("cy", "lose", worse="dee"), BEN)) == ("ben", "cy")


def test_what_comes_about_as_things_are_is_told_whole() -> None:
    told = with_tips("one", ANN)
    first, second = (label(told.states[k]) for k in (0, 1))
    both = replace(told, present=(0, 1), concept="seq")
    assert words.as_things_are(both) == f"As things are today leads to {first}, {second} (SEQ)."
    loose = replace(both, status_quo=None)
    assert words.as_things_are(loose) == f"As things are the equilibria are {first}, {second} (SEQ)."
    note = words.could_table(loose, WORDS).note
    assert note.startswith(
        "Counted are equilibria under some wishes of the party, the others' as they are; new are"
    )


def test_twelve_of_what_could_come_about_are_told_and_of_more_how_many_more() -> None:
    told = with_tips("one")
    label_ = label(told.states[1])
    for number in (12, 13, 1014):
        many = replace(ANN, new=(1,) * number, new_count=str(number))
        rows = words.every_table(replace(told, pivotal=(many, NONE["ben"])), WORDS).rows
        assert [r[:2] for r in rows[:12]] == [("Ann", label_), *[("", label_)] * 11]
        rest = [("", f"and {number - 12:,} more", "the JSON lists all", "", "")] if number > 12 else []
        assert list(rows[12:]) == rest


def test_nothing_new_is_no_table_and_of_what_is_open_all_is_counted() -> None:
    told = with_tips("one", tip("ann", "neither"))
    assert [b.id for b in words.details(told, voice(told)) if isinstance(b, Table)] == [
        "pivotal",
        "gains",
        "every",
    ]
    still = with_tips("one")
    assert [b.id for b in words.details(still, voice(still)) if isinstance(b, Table)] == ["pivotal", "gains"]
    open_ = tuple(replace(t, unsure_count=n) for t, n in zip(told.pivotal, "0120", strict=True))
    for_three = "For 3 further states it is neither shown nor ruled out that a change of wishes would do."
    assert Text(for_three) in words.details(replace(told, pivotal=open_), voice(told))
    one = (replace(told.pivotal[0], unsure_count="1"), *told.pivotal[1:])
    for_one = "For 1 further state it is neither shown nor ruled out that a change of wishes would do."
    assert Text(for_one) in words.details(replace(told, pivotal=one), voice(told))


def test_the_page_of_one_account_and_of_several() -> None:
    one = with_tips("one", ANN)
    said = words.say([one], voice(one))
    assert (said.question, said.account, said.id) == ("Who can tip it, and by wanting what?", "one", "pivot")
    assert said.headline == words.headline([one], voice(one))
    assert said.points == words.points([one], voice(one))
    assert said.sure == words.sure([one], voice(one))
    assert said.next == ('detente pivot four.yaml --goal "CONDITION"', "detente coalitions four.yaml")
    assert said.details == words.details(one, voice(one))
    two = [one, with_tips("two", BEN)]
    assert words.say(two, voice(*two)).account == ""


# -- what it would take ------------------------------------------------------------------------------------------------


def test_ways_that_differ_in_the_pair_of_a_ranking_are_not_told_together() -> None:
    keys = [goal_detail_words._key(turn(s)) for s in (swap(0, 1), swap(1, 0), swap(0, 2), swap(2, 1))]
    assert len(set(keys)) == 4


def test_where_there_are_only_two_or_one_no_more_are_spoken_of() -> None:
    found = took(turn(edit(), states=(1,)))
    makers = found.decision_makers
    for number, tail in ((1, ""), (2, "; no other party's would"), (3, "; no other party's would")):
        told = replace(found, decision_makers=makers[:number])
        assert goal_words.found(told, WORDS) == f"one change of mind by Ann would bring it about{tail}."
        compared = (Compared(state=1, standings=tuple(standing(m.id, "same") for m in makers[:number])),)
        whom = {1: "Ann", 2: "Ann and Ben", 3: "everybody"}[number]
        assert goal_words.for_whom(replace(told, compared=compared, status_quo=0), voice(told)) == (
            f"by what each wants now, that is the same for {whom}, compared with today."
        )


def test_the_first_that_the_ways_lead_to_is_compared_with_today() -> None:
    other = (standing("ann", "worse"), standing("ben", "better"))
    compared = (
        Compared(state=1, standings=other[::-1]),
        Compared(state=0, standings=(standing("ann", "same"),)),
    )
    told = took(turn(edit(), states=(1,)), compared=compared, status_quo=0)
    assert goal_words.for_whom(told, voice(told)) == (
        "by what each wants now, that is better for Ben, worse for Ann, compared with today."
    )
    assert goal_words.for_whom(replace(told, turns=(turn(edit()),)), voice(told)) == ""
    # The way that is told is the sure one, and so is where it leads.
    sure = took(turn(edit(), outcomes=2), turn(edit(), states=(1,)), compared=compared[::-1], status_quo=0)
    assert goal_words.for_whom(sure, voice(told)) == goal_words.for_whom(told, voice(told))


def test_of_many_kinds_of_ways_twelve_are_told_and_of_rankings_twenty_four() -> None:
    for kinds in (12, 13):
        found = took(*(turn(edit(that=f"n{k}")) for k in range(kinds)), count=1200)
        table = goal_detail_words.turns_table(found, WORDS)
        assert [row[0] for row in table.rows] == [str(k) for k in range(1, 13)]
        cut = "The first 12 of 13 kinds. " if kinds > 12 else ""
        assert table.note.startswith(
            f"{cut}Of 1,200 ways the first {kinds} are told. What is left out or moved"
        )
        assert (table.id, table.heads) == ("answers", 2)
    told = rankings(orders=((1, 0),) * 24, count=24)
    section = goal_detail_words.orders(told, found, WORDS)
    assert section.title == "The rankings of Ben that do, the best outcome first"
    assert len(section.blocks) == 1
    cut_ = goal_detail_words.orders(replace(told, orders=((1, 0),) * 25, count=1225), found, WORDS)
    assert len(cut_.blocks[0].items) == 24
    assert cut_.blocks[1:] == (Text("And 1,201 more; the JSON has up to 1,000."),)
    pairs = goal_detail_words.always(rankings(always=(Pair(better=0, worse=1),) * 13), found, WORDS)
    a, b = (label(s) for s in found.states[:2])
    assert pairs.count(f"{a} above {b}") == 12
    assert pairs.endswith(" and 1 more.")


def rankings(**facts: Any) -> RankingsValue:
    made = RankingsValue(
        decision_maker="ben", total=5040, equilibrium=1200, reached=1100, always=(), orders=(), count=0
    )
    return replace(made, **facts)


def test_rankings_that_would_do_are_counted_and_listed_where_there_are_any() -> None:
    found = goal(verdict="impossible", turns=(), obstacles=())
    assert goal_detail_words.ranked(rankings(), found, WORDS) == (
        "Of all 5,040 strict rankings of the outcomes that Ben could have, 1,200 make it an equilibrium, 1,100 one "
        "that today leads to (Nash, the others as they are)."
    )
    one = goal_detail_words.ranked(rankings(equilibrium=1, reached=None), found, WORDS)
    assert one.endswith("could have, 1 makes it an equilibrium (Nash, the others as they are).")
    pair = (Pair(better=0, worse=1),)
    kinds: dict[tuple[Any, ...], list[type]] = {
        ((), ()): [Text, Text, Text],
        (pair, ()): [Text, Text, Text, Text],
        ((), ((0, 1),)): [Text, Text, Section, Text],
    }
    for (always, orders), blocks in kinds.items():
        told = goal_detail_words.details(
            replace(found, rankings=(rankings(always=always, orders=orders),)), voice(found)
        )
        assert [type(b) for b in told] == blocks
    bare = goal_detail_words.details(replace(found, basis=None), voice(found))
    assert [type(b) for b in bare] == [Text]


def test_a_place_is_a_number_a_span_or_a_list() -> None:
    cells = [
        goal_detail_words.edit_cells(edit(), places, WORDS, part=False)[2] for places in ([3], [3, 4], [3, 5])
    ]
    assert cells == ["3", "3 to 4", "3, 5"]
    dropped = edit(change="drop", place=4)
    assert goal_detail_words.edit_cells(dropped, [1], WORDS, part=True)[::2] == ("leave out", "4")
    many = goal_detail_words.edit_cells(edit(), [1, 3, 5, 7, 9, 11, 13], WORDS, part=False)[2]
    assert many == "1, 3, 5, 7, 9, 11 and 1 more"
    known = edit(sources=("paper#1", "paper#2"), confidence=0.25)
    assert goal_detail_words.edit_cells(known, [1], WORDS, part=False)[3] == (
        "A. Writer 2020, 1, 2 (confidence 0.25)"
    )
    two = edit(sources=("paper#1", "nowhere", "paper#2"))
    assert goal_detail_words.edit_cells(two, [1], WORDS, part=False)[3] == "A. Writer 2020, 1, 2; nowhere"
    assert goal_detail_words.edit_cells(edit(confidence=0.5), [1], WORDS, part=False)[3] == "(confidence 0.5)"


def test_outcomes_that_are_out_of_the_question_are_told_in_a_table() -> None:
    found = goal(verdict="impossible", turns=(), transitive=False, obstacles=(obstacle(0, lost=True),) * 9)
    table: Any = goal_detail_words.obstacles_table(found, WORDS)
    state = found.states[0]
    assert table.rows == ((label(state), WORDS.brief(state), "nothing leads there"),) * 8
    assert table.columns == ("Outcome", "What is taken", "Whatever those want who may change")
    assert (table.title, table.id) == ("Outcomes that are out of the question", "obstacles")
    assert table.note == (
        "And 1 more outcome; the JSON lists all. Nothing leads there if no one moves twice in a row."
    )
    eight: Any = goal_detail_words.obstacles_table(replace(found, obstacles=found.obstacles[:8]), WORDS)
    assert eight.note == "Nothing leads there if no one moves twice in a row."


def test_the_page_of_a_goal_says_for_which_account_and_what_next() -> None:
    one = took(turn(edit()))
    said = goal_words.say_goal([one], voice(one))
    assert (said.account, said.id) == ("one", "pivot")
    assert said.question == goal_words.question(one, voice(one))
    assert said.next == ("detente pivot four.yaml", "detente coalitions four.yaml")
    assert said.sure == goal_words.sure([one], voice(one))
    assert said.details == goal_detail_words.details(one, voice(one))
    two = [one, took(turn(edit()), account="two")]
    assert goal_words.say_goal(two, voice(*two)).account == ""


# -- answers -----------------------------------------------------------------------------------------------------------


def test_searches_that_the_time_did_not_suffice_for_are_named_in_the_answer() -> None:
    game = CONFLICT.game("one")
    stopped = (Stopped("parties", 1, 4),)
    told = pivotal_answer.pivotal_answer(dataclasses.replace(detente.pivotal(game), stopped=stopped))
    assert told.unfinished == (Unfinished(search="parties", looked="1", of="4"),)
    found = dataclasses.replace(detente.pivot(game, "not ann.go"), stopped=stopped)
    assert goal_answer.goal_answer(found).unfinished == told.unfinished


def test_what_nothing_can_be_measured_against_is_better_for_nobody() -> None:
    """A cycle has no end: what is new is there, but no gain, and nobody's place."""
    text = """
detente: 1
title: Round
status_quo: []
decision_makers: {a: {name: A, options: {x: do x}}, b: {name: B, options: {y: do y}}}
preferences: {a: [x iff b.y], b: [y iff not a.x]}
"""
    told = pivotal_answer.pivotal_answer(detente.pivotal(read_conflict(text).game()))
    assert (told.present, told.present_count) == ((), "0")
    assert [p.places for p in told.places] == [None, None]
    assert {t.kind for t in told.pivotal} == {"neither"}
    assert all(
        e.better == e.worse == () and e.best is e.worst is None for t in told.pivotal for e in t.effects
    )


def test_of_four_accounts_that_differ_three_are_told() -> None:
    answers = [took(turn(edit(place=k)), account=a) for k, a in enumerate(("one", "two", "three", "one"), 1)]
    told = goal_words.points(answers, voice(*answers))
    assert told == tuple(
        f"In the account “{a}”, Ann would have to want Ben: “run away”, too, in {nth} place."
        for a, nth in (("one", "1st"), ("two", "2nd"), ("three", "3rd"))
    )


def test_of_many_outcomes_two_get_letters_and_of_rankings_a_thousand_are_written_out() -> None:
    assert (pivotal_answer.MOST_SPOKEN, goal_answer.MOST_ORDERS) == (2, 1000)
    game = CONFLICT.game("one")
    found = detente.pivotal(game)
    for number in (1, 2, 3):
        told = pivotal_answer.pivotal_answer(dataclasses.replace(found, present=np.arange(number)))
        assert (len(told.present), len(told.spoken)) == (number, min(2, number))
    taken = detente.pivot(game, "not ann.go")
    way_ = taken.answers[0]
    for number in (1, 2, 3):
        states = tuple(game.state(k) for k in range(number))
        one = dataclasses.replace(taken, answers=[dataclasses.replace(way_, states=states)])
        assert len(goal_answer.goal_answer(one).spoken) == min(2, number)
    for number in (999, 1000, 1001):
        orders = np.zeros((number, 2), dtype=np.int64)
        many = Rankings("ann", 5040, 1, None, orders, ())
        value = goal_answer._rankings(many, Listing(game))
        assert (len(value.orders), value.count) == (min(1000, number), number)


def test_what_is_neither_shown_nor_ruled_out_is_named_where_it_is_cut(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = detente.pivotal(CONFLICT.game("one"))
    open_ = dataclasses.replace(found, unsure={**found.unsure, "ben": np.arange(3)})
    monkeypatch.setattr(Listing.all, "__defaults__", ("", 2))
    cuts = {c.list: c.count for c in pivotal_answer.pivotal_answer(open_).truncated}
    assert cuts["pivotal.ben.unsure"] == "3"


def test_what_could_be_brought_about_is_counted_with_commas() -> None:
    told = with_tips("one", replace(ANN, could_count="1234", new_count="1100"))
    first, *_ = words.could_table(told, WORDS).rows
    assert first == ("Ann", "1,234", f"1,100: {label(told.states[1])}", "Ben", "Cy")


def test_many_outcomes_and_many_ways_are_counted_with_commas() -> None:
    every = goal(verdict="impossible", turns=(), goal=replace(goal().goal, who=("ann",)))
    lost = replace(every, obstacles=(obstacle(0, lost=True),) * 1200)
    assert goal_words.proof(lost, WORDS) == (
        "nothing leads from today to any of the 1,200 outcomes that would count."
    )
    found = replace(took(turn(edit()), count=1200), counted_all=False)
    assert goal_words.way(found, voice(found)) == (
        "for one, Ann would have to want Ben: “run away”, too, in 2nd place (at least 1,200 ways)."
    )
