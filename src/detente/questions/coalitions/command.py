"""The question ``coalitions``: its command, its arguments, how it is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import SEARCH
from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.wording import Said, Voice

ARGUMENTS = (
    Argument("members", "one group: names joined by commas", "group", short="m", metavar="LIST"),
    Argument("size", "only groups of at most N members", "whole", metavar="N"),
    Argument(
        "state", "the state asked about (default: today and where it is heading)", "state", "s", "STATE"
    ),
)


def _ask(request: Request) -> Sequence[Any]:
    from detente.questions.coalitions import coalitions

    members = request.given.get("members")
    return request.of_each(
        lambda game: coalitions(
            game,
            request.concepts,
            group=None if members is None else [m.strip() for m in members.split(",")],
            most_members=request.given.get("size"),
            state=request.given.get("state"),
            progress=request.progress,
        )
    )


def _answer(result: Any) -> Answer:
    from detente.questions.coalitions.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.coalitions.words import say

    return say(answers, voice)


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.coalitions.answer import CoalitionsAnswer

    return (CoalitionsAnswer,)


def _rows(result: Any) -> Iterable[Row]:
    found: list[Row] = result.rows()
    return found


QUESTION = Question(
    memory=SEARCH,
    name="coalitions",
    asks="Which groups could leave together, and would the rest let them?",
    about=(
        "Say which groups could leave where it is heading together, to what, how the rest could answer, and which\n"
        "outcomes hold also against groups."
    ),
    example="detente coalitions istanbul-2025 --perspective broker",
    ignores_terms=True,
    page="how-to/coalitions.md",
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    arguments=ARGUMENTS,
    takes=frozenset({"perspective", "classical"}),
    columns="a group: how many equilibria of each concept it would leave",
)
