"""Parts of ``replay`` one by one, on typed facts: points in their order, columns in their places, what is a step."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.conflict import read_conflict
from detente.questions.building import Listing
from detente.questions.replay import answer as facts
from detente.questions.replay import detail_words, words
from detente.questions.replay.answer import StepFact
from detente.questions.replay.result import replay
from detente.wording import Words
from tests.read_cases import PASS
from tests.test_replay_words import ANSWER, NAMES, VOICE, changed, step


def test_a_step_is_not_impossible_where_no_cause_is_given() -> None:
    one = StepFact(event="offer", kind="idle")
    assert (one.cause, one.which, one.before, one.after, one.movers, one.moves) == ("", "", None, None, (), 0)
    assert (one.explained, one.foreseen) == ((), ())


def test_what_is_expected_and_what_is_foreseen_stand_in_their_own_columns() -> None:
    steps = tuple(step("judged", "nash", foreseen=("seq",), moves=7) for _ in ANSWER.events)
    table = detail_words.moves(ANSWER, changed(ANSWER.accounts[0], steps=steps), NAMES)
    assert table.columns[3:] == ("To be expected under", "On a way to where it is heading", "Of moves")
    assert {row[3:] for row in table.rows} == {("Nash", "SEQ", "7")}


def test_marks_of_a_step_go_with_the_concepts_and_apart_from_each_other() -> None:
    account = replay(read_conflict(PASS)).accounts[0]
    one = replace(
        account.steps[0], explained=(True, False, False, True), foreseen=(False, True, False, False)
    )
    told = facts._step(one, ("nash", "seq", "smr", "gmr"), Listing(account.game))
    assert (told.explained, told.foreseen) == (("nash", "gmr"), ("seq",))


def test_points_are_made_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("proves", "not_possible", "unexplained", "parting", "against"):
        monkeypatch.setattr(words, name, lambda *_, told=name: told)
    assert words.points(ANSWER, VOICE) == ("proves", "not_possible", "unexplained")
    monkeypatch.setattr(words, "not_possible", lambda *_: "")
    assert words.points(ANSWER, VOICE) == ("proves", "unexplained", "parting")
    monkeypatch.setattr(words, "unexplained", lambda *_: "")
    assert words.points(ANSWER, VOICE) == ("proves", "parting", "against")


def test_an_answer_has_its_name() -> None:
    said = words.say([ANSWER], VOICE)
    assert (said.id, said.question) == ("replay", "Is that how it went?")
    assert isinstance(NAMES, Words)
