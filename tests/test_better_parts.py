"""Parts of ``better`` one by one, on typed facts: several accounts, what stays open, long titles, tables."""

from __future__ import annotations

from functools import cache

import pytest
from msgspec.structs import replace

from detente.questions.better import deal_words, detail_words
from detente.questions.better import words as w
from detente.questions.better.answer import BetterAnswer
from detente.wording import Voice
from tests.test_better_answer import LATE
from tests.test_better_words import asked


@cache
def late() -> tuple[BetterAnswer, Voice]:
    answers, voice, _ = asked(LATE)
    return answers[0], voice


def named(answer: BetterAnswer, *names: str) -> list[BetterAnswer]:
    return [replace(answer, perspective=n) for n in names]


@pytest.mark.parametrize(
    ("yes", "said"),
    [
        ("ab", "Yes: in both accounts something within reach is better for both parties than where it is heading."),
        ("a", "In the account “a”, something within reach is better for both parties than where it is heading; in “b”, "
         "nothing is."),
        ("", "No: in no account is anything better for both parties than where it is heading."),
    ],
)  # fmt: skip
def test_it_is_said_in_which_accounts_something_is_better(
    yes: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, voice = late()
    deal = next(d for d in answer.deals if d.reachable)
    monkeypatch.setattr(w, "chosen", lambda one: deal if one.perspective in yes else None)
    assert w.headline_of_all(named(answer, "a", "b"), voice) == said
    if yes == "a":
        several = w.headline_of_all(named(answer, "a", "b", "c"), voice)
        assert several == said.replace("in “b”", "in the others")
        away = replace(deal, reachable=False)
        monkeypatch.setattr(w, "chosen", lambda one: away if one.perspective in yes else None)
        assert w.headline_of_all(named(answer, "a", "b"), voice) == (
            "Nothing within reach is better for both parties than where it is heading; beyond reach, something would "
            "be."
        )


def test_of_accounts_that_say_different_things_three_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    answer, voice = late()
    monkeypatch.setattr(w, "in_one", lambda one, deal, voice: f": {one.perspective}.")
    monkeypatch.setattr(w, "chosen", lambda one: one.deals[0])
    assert w.points_of_all(named(answer, "a", "b", "c", "d"), voice) == ["“a”: a.", "“b”: b.", "“c”: c."]
    monkeypatch.setattr(w, "in_one", lambda one, deal, voice: ": so.")
    assert w.points_of_all(named(answer, "a", "b"), voice) == ["“a” and “b”: so."]
    monkeypatch.setattr(w, "chosen", lambda one: None)
    assert w.points_of_all(named(answer, "a"), voice) == []


def test_a_sentence_about_an_account_leaves_room_for_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    answer, voice = late()
    rooms: list[int] = []

    def noted(*texts: str, most: int) -> str:
        rooms.append(most)
        return texts[0]

    monkeypatch.setattr(w, "fitting", noted)
    deal = next(d for d in answer.deals if d.reachable)
    for against, how in (
        ("ahead", ", only when looking ahead: "),
        ("myopic", ", only without looking ahead: "),
    ):
        monkeypatch.setattr(w, "in_both", lambda one: False)
        monkeypatch.setattr(w, "best", lambda one, a=against: (replace(one.myopic, against=a), deal))
        assert w.in_one(answer, deal, voice).startswith(how)
    monkeypatch.setattr(w, "in_both", lambda one: True)
    assert w.in_one(answer, deal, voice).startswith(": ")
    assert rooms == [17, 17, 22]


def test_what_a_step_ends_is_told_only_where_it_ends_all_of_it() -> None:
    answer, voice = late()
    deal = next(d for d in answer.deals if d.reachable)
    assert answer.myopic.closings
    assert not answer.myopic.stays_open
    closed = deal_words.endings(answer, deal, voice)
    assert any("only before" in text for text in closed)
    open_ = replace(answer, myopic=replace(answer.myopic, stays_open=(0,)))
    assert not any("only before" in text for text in deal_words.endings(open_, deal, voice))
    away = replace(deal, reachable=False)
    assert deal_words.endings(answer, away, voice) == [", but no moves lead there from today."]


def test_places_stand_in_the_details_where_there_are_several_outcomes_or_it_is_asked_for() -> None:
    answer, voice = late()
    assert 0 < len(answer.deals) <= detail_words.MOST_COLUMNS
    plain, whole = detail_words.details(answer, voice), detail_words.details(answer, voice, named=True)
    assert plain == detail_words.details(answer, voice, named=False)
    assert len(whole) == len(plain) + 1
    many = replace(answer, deals=answer.deals[:1] * (detail_words.MOST_COLUMNS + 1))
    assert len(detail_words.details(many, voice)) == len(plain) - len(answer.deals) + len(many.deals) + 1


def test_of_many_better_states_the_first_are_listed_and_the_rest_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer, voice = late()
    whole = detail_words.every_table(answer, voice)
    assert whole is not None
    assert (len(whole.rows) > 1, whole.note) == (True, "")
    monkeypatch.setattr(detail_words, "MOST_ROWS", 1)
    few = detail_words.every_table(answer, voice)
    assert few is not None
    assert (few.rows, few.note) == (whole.rows[:1], f"{len(whole.rows) - 1} more; the JSON lists them.")


def test_until_when_it_is_open_is_told_shortly_where_the_steps_are_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer, voice = late()
    monkeypatch.setattr(deal_words, "fitting", lambda *texts: texts[-1])
    assert deal_words.until(answer, voice) == (
        "That is open only until Upstream takes a step with no way back."
    )
    [closing] = answer.myopic.closings
    both = replace(answer.myopic, closings=(closing, replace(closing, mover="down")), stays_open=(0,))
    assert deal_words.until(replace(answer, myopic=both), voice) == (
        "That is open only until Upstream or Downstream takes a step with no way back on some ways."
    )
