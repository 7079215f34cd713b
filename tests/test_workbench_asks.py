"""A question asked in the workbench has the answer that it has everywhere."""

from __future__ import annotations

import re
from typing import Any

import pytest

from detente.conflict import DetenteError, read_conflict
from detente.questions import REGISTRY, find
from detente.questions.question import Request
from detente.render.fragment import sentences
from detente.reports.asking import fewer, with_defaults
from detente.wording import Voice
from detente.wording.legend import legend
from detente.workbench.files.documents import Version, id_of
from detente.workbench.questions.answers import Answers
from detente.workbench.questions.asking import letters
from tests.workbench_client import RIVER


def told(text: str, name: str, accounts: tuple[str, ...], spoken: tuple[Any, ...]) -> list[str]:
    """Ask as the command line does, of nothing that was kept; with the letters of the brief."""
    conflict, question = read_conflict(text, "x.yaml"), find(name)
    request = Request(conflict, accounts)
    results = question.asked(with_defaults(question, request))
    answers: list[Any] = [question.answer(r) for r in results]
    page = question.as_page(answers, Voice.of(conflict, [*spoken, *answers], conflict.file), conflict)
    return list(sentences(page))


@pytest.mark.parametrize("accounts", [("engineers",), ("engineers", "residents")])
@pytest.mark.parametrize("name", REGISTRY)
def test_each_question_has_the_answer_that_it_has_elsewhere(name: str, accounts: tuple[str, ...]) -> None:
    answers = Answers()
    read = answers.read("x.yaml", Version(RIVER, id_of(RIVER)))
    spoken = answers.brief(read).answers  # what the brief left out must not be missing
    question = find(name)
    given = with_defaults(question, Request(read_conflict(RIVER), accounts)).given
    try:
        expected = told(RIVER, name, accounts, spoken)
    except DetenteError as error:
        with pytest.raises(type(error)):
            answers.ask(read, name, accounts, given)
        return
    assert list(sentences(answers.ask(read, name, accounts, given).page)) == expected
    assert expected


def test_sanctions_are_told_where_they_are_asked_for_and_left_out_of_the_brief() -> None:
    answers = Answers()
    read = answers.read("x.yaml", Version(RIVER, id_of(RIVER)))
    found = answers.ask(read, "ultimatum", ("engineers",), {}).answers[0]
    assert found.sanctions is not None
    assert fewer(found) is found


def test_a_letter_means_the_same_on_every_page() -> None:
    answers = Answers()
    read = answers.read("x.yaml", Version(RIVER, id_of(RIVER)))
    first = answers.brief(read, whole=False).voice
    early = answers.ask(read, "better", ("engineers",), {}).voice
    assert early.states[: len(first.states)] == first.states
    whole = answers.brief(read).voice
    for name in ("better", "compare", "coalitions", "explain", "settle"):
        found = answers.ask(read, name, read.conflict.accounts if read.conflict else (), {}).voice
        assert found.states[: len(whole.states)] == whole.states, name


def test_letters_that_a_page_does_not_explain_are_told_below_it() -> None:
    answers = Answers()
    read = answers.read("x.yaml", Version(RIVER, id_of(RIVER)))
    answers.brief(read)
    seen = 0
    for name in ("better", "compare", "coalitions", "evolve", "analyze"):
        told = answers.ask(read, name, ("engineers", "residents"), {})
        known = legend(list(sentences(told.page)), told.voice)
        below = letters(told)
        assert ("What the letters stand for" in below) == bool(known)
        assert re.findall("<li>(.*?)</li>", below) == list(known)
        seen += bool(known)
    assert seen
