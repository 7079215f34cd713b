"""``detente states``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import LISTING
from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.wording import Said, Voice


def _ask(request: Request) -> list[Any]:
    """Ask once for accounts that have the same states."""
    from detente.questions.states import states

    found: list[Any] = []
    told: set[str] = set()
    for account in request.accounts:
        if account not in told:
            chosen = states(
                request.conflict,
                account,
                where=request.given.get("where"),
                most_states=request.most_states,
            )
            told.update(chosen.alike)
            found.append(chosen)
    return found


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.states.answer import StatesAnswer

    return (StatesAnswer,)


def _answer(result: Any) -> Answer:
    from detente.questions.states.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.states.words import say

    return say(answers, voice)


def _rows(result: Any) -> Iterable[Row]:
    return result.each_row()  # type: ignore[no-any-return]


QUESTION = Question(
    memory=LISTING,
    name="states",
    asks="Which states are feasible?",
    about="List the feasible states, or those in which a condition holds.",
    example='detente states istanbul-2025 --where "settlement and us.support"',
    discreet=True,
    page="how-to/large-conflicts.md",
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    arguments=(Argument("where", "only states in which this holds", "condition", metavar="CONDITION"),),
    takes=frozenset({"perspective"}),
    columns="a state",
)
