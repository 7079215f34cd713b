"""``detente check``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import CHECKING
from detente.questions.question import Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.wording import Said, Voice


def _ask(request: Request) -> list[Any]:
    from detente.questions.check import check

    return [check(request.conflict, most_states=request.most_states)]


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.check.answer import CheckAnswer

    return (CheckAnswer,)


def _answer(result: Any) -> Answer:
    from detente.questions.check.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.check.words import say

    return say(answers, voice)


QUESTION = Question(
    memory=CHECKING,
    name="check",
    asks="Is the file sound, and what in it has no source or no use?",
    about="See whether a file is right, and tell what it holds: parties, options, rules, accounts, claims and sources; "
    "what has no source, and what nothing uses.",
    example="detente check istanbul-2025",
    discreet=True,
    page="tutorial.md",
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    together=True,
)
