"""How ``mistaken`` is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from detente.questions.question import Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.mistaken.answer import MistakenAnswer

    return (MistakenAnswer,)


def _ask(request: Request) -> Sequence[Any]:
    from detente.questions.mistaken.result import mistaken, where_mistaken

    return replace(request, accounts=where_mistaken(request.conflict, request.accounts)).of_each(mistaken)


def _answer(result: Any) -> Answer:
    from detente.questions.mistaken.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.mistaken.words import say

    return say(answers, voice)


def _rows(result: Any) -> Iterable[Row]:
    rows: Iterable[Row] = result.rows()
    return rows


QUESTION = Question(
    name="mistaken",
    asks="Who is mistaken about whom, and what comes of it?",
    about=(
        "Play the conflict with everybody moving by their own picture of it (`beliefs` in the file): what one party\n"
        "believes of another's wishes, options or rules. Say who is surprised, by what, and which correction would\n"
        "change the outcome."
    ),
    example="detente mistaken mistaken-deterrence --perspective secret",
    page="how-to/mistaken.md",
    takes=frozenset({"perspective"}),
    ignores_terms=True,
    asks_beliefs=True,
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    columns="a state: whose game holds it, under each concept who stays by its own game, where it is heading",
)
