"""``detente analyze``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.questions.question import Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.wording import Said, Voice


def _ask(request: Request) -> list[Any]:
    from detente.questions.analyze.analysis import analysis

    found: list[Any] = []
    for account, game in zip(request.accounts, request.carried(), strict=True):
        why = "" if game.listed else request.why(account)
        found.append(analysis(game, request.concepts, why=why, seconds=request.seconds))
    return found


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.analyze.answer import AnalyzeAnswer

    return (AnalyzeAnswer,)


def _answer(result: Any) -> Answer:
    from detente.questions.analyze.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.analyze.words import say

    return say(answers, voice)


def _rows(result: Any) -> Iterable[Row]:
    found: Iterable[Row] = result.each_row()
    return found


QUESTION = Question(
    name="analyze",
    asks="What holds, and where does it lead?",
    about="Find what holds, and where today leads: when the sides look ahead and when they do not.",
    example="detente analyze istanbul-2025 --perspective kyiv",
    discreet=True,
    page="tutorial.md",
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    takes=frozenset({"perspective", "concepts"}),
    columns="an equilibrium",
)
