"""How ``phases`` is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import COMPARISON
from detente.questions.question import Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.phases.answer import PhasesAnswer

    return (PhasesAnswer,)


def _ask(request: Request) -> Sequence[Any]:
    from detente.questions.phases.result import phased

    return [phased(request.conflict, request.accounts, request.most_states)]


def _answer(result: Any) -> Answer:
    from detente.questions.phases.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.phases.words import say

    return say(answers, voice)


def _rows(result: Any) -> Iterable[Row]:
    rows: Iterable[Row] = result.rows()
    return rows


QUESTION = Question(
    memory=COMPARISON,
    name="phases",
    asks="What lasts, and what is left once something changes?",
    about=(
        "Follows every account through the phases of the file (`phases`: what is otherwise at several times): where\n"
        "one leads is where the next begins. What lasts through all, what is left as soon as something has changed,\n"
        "from when on each change matters, what a party gains by waiting."
    ),
    example="detente phases istanbul-2025",
    page="how-to/phases.md",
    ignores_terms=True,
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    takes=frozenset({"perspectives"}),
    together=True,
    columns="a phase from one of its starts, in an account and a way of looking ahead: who leaves, where it leads",
)
