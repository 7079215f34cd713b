"""Parts of ``settle`` one by one, on typed facts: what is said in part, in one account of several, in cells."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from detente.answers import Exact
from detente.questions.settle import deal_words
from detente.questions.settle import words as w
from detente.questions.settle.answer import SettleAnswer
from detente.questions.settle.facts import AdditionFact
from detente.wording import Voice
from tests import settle_cases as cases
from tests.test_settle_words import asked, change, change_kept


@cache
def truce() -> tuple[SettleAnswer, Voice]:
    answers, voice, _ = asked(cases.TRUCE)
    return answers[0], voice


@pytest.mark.parametrize(
    ("zone", "allowed", "said", "one"),
    [
        (0, 9, "no package beats", "0 of 9 packages beat"),
        (1, 9, "1 of 9 packages beats", "1 of 9 packages beats"),
        (3, 9, "3 of 9 packages beat", "3 of 9 packages beat"),
        (1, 1, "1 of 1 package beats", "1 of 1 package beats"),
    ],
)
def test_where_wishes_are_not_at_hand_the_rest_is_counted(
    zone: int, allowed: int, said: str, one: str
) -> None:
    answer, voice = truce()
    part = change(answer, absent=("union",), zone=str(zone), allowed=str(allowed))
    rest = "no deal for North and South."
    assert w.in_part(part, voice) == f"That depends on Union, whose wishes are not at hand; {said} {rest}"
    assert w.in_one(part, voice) == f"{one} {rest}"


def test_where_something_is_divided_the_issue_is_called_by_its_short_words_or_its_text() -> None:
    answers, _, _ = asked(cases.CANAL)
    [answer] = answers
    assert answer.divided is not None
    split = change(answer.divided, split=answer.issues[0].id)
    issues = (change(answer.issues[0], text="The canal.", short=""), *answer.issues[1:])
    one = change(answer, divided=split, issues=issues)
    assert w.split(one).startswith("If “The canal” can be split, each can have ")
    short = (change(answer.issues[0], text="The canal.", short="canal"), *answer.issues[1:])
    assert w.split(change(one, issues=short)).startswith("If “canal” can be split, ")


def test_a_party_that_does_not_sign_in_an_account_has_an_empty_cell_there() -> None:
    answer, voice = truce()
    few = change(answer.deals[0], gains=answer.deals[0].gains[:1])
    one = change(answer, perspective="one", deals=(few, *answer.deals[1:]))
    table = w.table_of_all([one, change(answer, perspective="two")], voice)
    assert table is not None
    assert table.rows == (("North", "▲ +24", "▲ +24"), ("South", "", "▲ +45"))
    assert table.note.startswith(
        "▲ better, compared with no deal in that account. one: all for all; halt; two: "
    )
    assert w.table_of_all([change(answer, deals=())], voice) is None


def test_one_of_the_frontier_beats_no_deal_and_several_beat_it() -> None:
    answer, _ = truce()
    for zone, said in ((1, "1 of these beats"), (2, "2 of these beat"), (0, "0 of these beat")):
        many = change(answer, all="9", allowed="3", zone=str(zone))
        assert deal_words.frontier_alone(many) == (
            f"Of 9 packages 3 are on the frontier; {said} no deal for both who sign."
        )


@pytest.mark.parametrize(
    ("kind", "option", "said"),
    [
        ("with", "union.watch", "it were also agreed that Union does this: observers"),
        ("without", "north.shoot", "this were agreed, too: North holds fire"),
        ("without", "union.watch", "it were also agreed that Union gives this up: observers"),
        ("binding", "union.watch", "Union could not go back on this: observers"),
        ("binding", "north.shoot", "nobody could go back on this: North holds fire"),
    ],
)
def test_what_would_have_to_be_agreed_too(kind: Any, option: str, said: str) -> None:
    answer, voice = truce()
    assert deal_words._addition(answer, AdditionFact(kind=kind, option=option), voice) == said


def test_a_deal_that_is_today_is_staying_as_it_is() -> None:
    answers, voice, _ = asked("prisoners-dilemma", no_deal="myopic")
    [answer] = answers
    state = answer.deals[0].state
    assert state is not None
    today = change(answer, deals=(change(answer.deals[0], state=answer.status_quo), *answer.deals[1:]))
    assert w.voice_inside(today, voice) == "staying as it is today"
    other = next(k for k, s in enumerate(answer.states) if not voice.is_today(s))
    stays = change(answer, deals=(change(answer.deals[0], state=other), *answer.deals[1:]))
    assert w.voice_inside(stays, voice) == voice.inside(answer.states[other])


@pytest.mark.parametrize(
    ("exact", "said"),
    [
        ("12", "12"),
        ("9/2", "4.5"),
        ("2/15", "0.13"),
        ("1/8", "0.125"),
        ("10001/8", "1250.12"),
        ("1/3000", "0.00"),
    ],
)
def test_points_are_written_shortly(exact: str, said: str) -> None:
    value = Fraction(exact)
    assert deal_words.number(Exact(exact=exact, decimal=float(value))) == said


def test_by_whose_answers_a_deal_is_kept() -> None:
    answer, voice = truce()
    first = answer.deals[0].kept
    assert first is not None
    told = "{} could gain at first by leaving deal 1; {} would undo that."
    for deterrers, by, who in (
        ((), "answers by the others", "North or South"),
        (("union",), "answers by Union", "North or South"),
        (("north", "south"), "the other's answer", "North or South"),
        (("union", "north"), "answers by Union and North", "North or South"),
    ):
        leavers = tuple(change(x, deterrers=deterrers) for x in first.leavers)
        one = change_kept(answer, leavers=leavers)
        assert deal_words.kept_sentence(one, 0, voice) == told.format(who, by)
