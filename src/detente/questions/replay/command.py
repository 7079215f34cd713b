"""How ``replay`` is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import COMPARISON
from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.replay.answer import ReplayAnswer

    return (ReplayAnswer,)


def _ask(request: Request) -> Sequence[Any]:
    from detente.conflict import NotInFileError
    from detente.questions.replay.result import NO_TIMELINE, replay_games

    if not request.conflict.timeline:
        raise NotInFileError(NO_TIMELINE)
    return [replay_games(request.conflict, request.carried(), request.given.get("until"))]


def _answer(result: Any) -> Answer:
    from detente.questions.replay.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.replay.words import say

    return say(answers, voice)


def _rows(result: Any) -> Iterable[Row]:
    rows: Iterable[Row] = result.rows()
    return rows


QUESTION = Question(
    memory=COMPARISON,
    name="replay",
    asks="Is that how it went?",
    about=(
        "Sets the record of the file (`timeline`: dated moves with sources) against every account: which moves were\n"
        "improvements for whoever made them, which lay on a way to where it was heading, which are not explained;\n"
        "which account explains most, set against random moves; which claims the record speaks against."
    ),
    example="detente replay istanbul-2025",
    page="how-to/replay.md",
    arguments=(Argument("until", "the last date that counts: YYYY, YYYY-MM or YYYY-MM-DD", metavar="DATE"),),
    ignores_terms=True,
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    takes=frozenset({"perspectives"}),
    together=True,
    columns="an event of the record under an account: who moved, how they fare, whether it is explained and foreseen",
)
