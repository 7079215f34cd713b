"""``detente equilibria``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import SETS
from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.wording import Said, Voice


def _ask(request: Request) -> list[Any]:
    from detente.questions.equilibria import Drawn, equilibria

    given = request.given
    return [
        Drawn(
            equilibria(
                game,
                given.get("concept") or "nash",
                where=given.get("where"),
                seconds=request.seconds,
            ),
            given.get("sample") or 6,
            given.get("seed") or 1,
        )
        for game in request.carried()
    ]


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.equilibria.answer import EquilibriaAnswer

    return (EquilibriaAnswer,)


def _answer(result: Any) -> Answer:
    from detente.questions.equilibria.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.equilibria.words import say

    return say(answers, voice)


def _rows(result: Any) -> Iterable[Row]:
    return result.found.each_row()  # type: ignore[no-any-return]


QUESTION = Question(
    memory=SETS,
    name="equilibria",
    asks="What do the equilibria have in common?",
    about="Count the equilibria under one concept and say which options are fixed in all of them, which are free, and\n"
    "which go together; show some, drawn by lot. --out FILE.csv or FILE.jsonl writes all of them, one by one.",
    example='detente equilibria istanbul-2025 --concept seq --where "not europe.troops"',
    discreet=True,
    page="how-to/very-large-conflicts.md",
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    arguments=(
        Argument("concept", "under which they hold", "concept", short="c", metavar="NAME", default="nash"),
        Argument("where", "only those in which this holds", "condition", metavar="CONDITION"),
        Argument("sample", "how many to show, drawn by lot", "whole", metavar="N", default=6),
        Argument("seed", "another number draws others", "whole", metavar="N", default=1),
    ),
    takes=frozenset({"perspective"}),
    columns="an equilibrium",
)
