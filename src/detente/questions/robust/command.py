"""How ``robust`` is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.questions.question import Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.robust.answer import RobustAnswer

    return (RobustAnswer,)


def _ask(request: Request) -> Sequence[Any]:
    from detente.questions.robust.result import ask

    return ask(request.under(), request.concepts)


def _answer(result: Any) -> Answer:
    from detente.questions.robust.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.robust.words import say

    return say(answers, voice)


def _rows(result: Any) -> Iterable[Row]:
    rows: Iterable[Row] = result.rows()
    return rows


QUESTION = Question(
    name="robust",
    asks="If some of what the file says is wrong: does the answer hold?",
    about=(
        "Follow every account that the doubts of the file span (`confidence`, `alternatives`, open orders, sources\n"
        "that may fail), each with its weight: how often it leads where, on which claims that hangs, what to find\n"
        "out first."
    ),
    example="detente robust istanbul-2025",
    page="how-to/robust.md",
    takes=frozenset({"perspective", "classical"}),
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    columns="an outcome under a concept: the weight of the accounts that have it among those that they are heading to",
)
