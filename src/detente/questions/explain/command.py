"""``explain``: the question as the registry knows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import EXPLANATION
from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.questions.explain.answer import ExplainAnswer
    from detente.questions.explain.result import Explained
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.explain.answer import ExplainAnswer

    return (ExplainAnswer,)


def _ask(request: Request) -> Sequence[Explained]:
    from detente.questions.explain.result import explain_state

    dm = request.given.get("dm")
    return [
        explain_state(
            game,
            request.given.get("state"),
            None if dm is None else [dm],
            request.concepts,
            seconds=request.seconds,
        )
        for game in request.carried()
    ]


def _answer(result: Any) -> ExplainAnswer:
    from detente.questions.explain.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.explain.words import say

    return say(answers, voice)


def _rows(result: Explained) -> Iterable[Row]:
    return result.rows()


QUESTION = Question(
    memory=EXPLANATION,
    name="explain",
    asks="Why does a state hold, or not?",
    about="Give the witnesses: who could gain by leaving a state, what the others could answer, whether the answer\n"
    "pays for them, and what it would cost the one who left.",
    example="detente explain istanbul-2025 --perspective kyiv --state status_quo --dm russia",
    ignores_terms=True,
    page="concepts/index.md",
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    arguments=(
        Argument(
            "state",
            "a name, an id (options taken joined by '+'), a number (5), or a condition (default: the status quo)",
            "state",
            short="s",
            metavar="STATE",
        ),
        Argument("dm", "one decision maker (default: all)", "decision_maker", short="d", metavar="NAME"),
    ),
    takes=frozenset({"perspective", "concepts"}),
    columns="An improvement of a decision maker under a concept, and what deters it.",
)
