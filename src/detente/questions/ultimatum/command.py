"""The command of the question: is an ultimatum credible, and does it deter?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import SEARCH
from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.ultimatum.answer import UltimatumAnswer

    return (UltimatumAnswer,)


def _ask(request: Request) -> Sequence[Any]:
    from detente.questions.ultimatum.result import ask

    name, by_moves = request.given.get("name"), bool(request.given.get("by_moves"))
    return ask(request.conflict, request.games(), name, by_moves=by_moves)


def _answer(result: Any) -> Answer:
    from detente.questions.ultimatum.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.ultimatum.words import say

    return say(answers, voice)


def _rows(result: Any) -> Iterable[Row]:
    rows: Iterable[Row] = result.rows()
    return rows


QUESTION = Question(
    memory=SEARCH,
    name="ultimatum",
    asks="Is an ultimatum credible, and does it deter?",
    about=(
        "Judge an ultimatum of the file. Where its demand is unmet: can the threat be carried out, does it hurt, does\n"
        "it pay, and would the target give way? Where it is met: does the threat keep it so? Without NAME, all\n"
        "ultimatums in brief, and which of the sanctions on which what holds rests are bluffs."
    ),
    example="detente ultimatum istanbul-2025 ceasefire-or-sanctions",
    ignores_terms=True,
    page="how-to/ultimatum.md",
    arguments=(
        Argument(
            "name",
            "an ultimatum of the file (default: all, and every sanction)",
            kind="ultimatum",
            metavar="NAME",
            positional=True,
        ),
        Argument(
            "by_moves",
            "judge it wherever any moves lead from the status quo, not improvements alone",
            kind="flag",
        ),
    ),
    takes=frozenset({"perspective"}),
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    columns=(
        "a state in which the demand is unmet (where it is met today: a way to leave it); without NAME, a sanction on "
        "which an equilibrium rests"
    ),
)
