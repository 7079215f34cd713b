"""Parts of ``pivot`` one by one, on typed facts: keys that tell apart, a goal by its name, one state of several."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

import detente
from detente.conflict import read_conflict
from detente.questions.pivot import edit_words, goal_answer, goal_detail_words
from detente.questions.pivot.goal_answer import EditValue
from detente.wording import label
from tests.test_pivot_words import WORDS, edit, goal, turn
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
