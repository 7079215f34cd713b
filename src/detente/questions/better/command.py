"""How ``better`` is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import SEARCH
from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.answers import Answer
    from detente.game import Row
    from detente.questions.better.result import Better
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.better.answer import BetterAnswer

    return (BetterAnswer,)


def _ask(request: Request) -> Sequence[Better]:
    from detente.questions.better.search import better

    who = tuple(request.given.get("who") or ())
    return request.of_each(lambda game: better(game, who))


def _answer(result: Better) -> Answer:
    from detente.questions.better.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.better.words import say

    return say(answers, voice)


def _rows(result: Better) -> Iterable[Row]:
    return result.rows()


QUESTION = Question(
    memory=SEARCH,
    name="better",
    asks="Is something better for everybody?",
    about=(
        "Looks for outcomes that everybody, or a named group, prefers to where the conflict is heading, and to today: "
        "which they are, who would have to move, whether they hold, who could spoil them, and which irreversible step "
        "would put them out of reach."
    ),
    example="detente better istanbul-2025 --perspective broker",
    ignores_terms=True,
    page="how-to/better.md",
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    arguments=(
        Argument(
            "who",
            "whose preference counts: a decision maker, given once for each (default: everybody's)",
            kind="decision_maker",
            metavar="NAME",
            many=True,
        ),
    ),
    takes=frozenset({"perspectives"}),
    columns="an outcome that all prefer to where it is heading, or to today",
)
