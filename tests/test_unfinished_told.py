"""What a search did not get to is named by the answer, with how far it came: in every question that searches."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from detente.answers import Answer, Unfinished
from detente.conflict import read_conflict
from detente.questions import find
from detente.questions.question import Request
from detente.questions.unfinished import Stopped
from tests import read_cases
from tests.test_read import LATE

CUT = Stopped("situations", 3, 7)
TOLD = Unfinished(search="situations", looked="3", of="7")


def asked(name: str, text: str, given: dict[str, Any]) -> tuple[Any, Any]:
    """Ask a question of the last account: give it and the first thing found."""
    conflict, question = read_conflict(text), find(name)
    values = {a.name: a.default for a in question.arguments} | given
    return question, question.ask(Request(conflict, conflict.accounts[-1:], given=values))[0]


@pytest.mark.parametrize(
    ("name", "text", "given"),
    [
        ("better", LATE, {}),
        ("coalitions", LATE, {}),
        ("mistaken", read_cases.RUMOUR, {}),
        ("pivot", LATE, {}),
        ("pivot", LATE, {"goal": "not up.fill"}),
        ("robust", read_cases.DOUBTS, {}),
    ],
)
def test_a_search_that_was_stopped_is_named(name: str, text: str, given: dict[str, Any]) -> None:
    question, found = asked(name, text, given)
    whole: Answer = question.answer(found)
    assert whole.unfinished == ()
    cut: Answer = question.answer(replace(found, stopped=(CUT,)))
    assert cut.unfinished == (TOLD,)


@pytest.mark.parametrize(("demand", "part"), [("up.fill", "judgement"), ("not up.fill", "keeping")])
def test_a_search_about_an_ultimatum_is_named(demand: str, part: str) -> None:
    ultimatum = f"ultimatums: {{one: {{by: down, to: up, demand: {demand}, threat: down.sue}}}}\n"
    question, found = asked("ultimatum", LATE + ultimatum, {"name": "one"})
    [one] = found.asked
    assert question.answer(found).unfinished == ()
    cut = replace(one, **{part: replace(getattr(one, part), stopped=(CUT,))})
    assert question.answer(replace(found, asked=(cut,))).unfinished == (TOLD,)


def test_a_search_for_sanctions_is_named() -> None:
    question, found = asked("ultimatum", LATE, {"name": None})
    assert found.sanctions is not None
    assert question.answer(found).unfinished == ()
    cut = question.answer(replace(found, sanctions=replace(found.sanctions, stopped=(CUT,))))
    assert cut.unfinished == (TOLD,)
