"""How ``commit`` is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.commit.answer import CommitAnswer

    return (CommitAnswer,)


def _ask(request: Request) -> Sequence[Any]:
    from detente.questions.commit.result import ask

    name = request.given.get("name")
    accounts = request.under()
    bound = any(s.that is not None for under in accounts for s in under.shifts if name in (None, s.id))
    games = request.games() if bound else [None] * len(accounts)
    return ask(list(zip(accounts, games, strict=True)), name)


def _answer(result: Any) -> Answer:
    from detente.questions.commit.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.commit.words import say

    return say(answers, voice)


def _rows(result: Any) -> Iterable[Row]:
    rows: Iterable[Row] = result.rows()
    return rows


QUESTION = Question(
    name="commit",
    asks="Would peace be kept while power shifts?",
    about=(
        "Judge a shift of power of the file (`shifts`): would the declining side rather fight now than wait, whatever\n"
        "it is promised? Which guarantee, how many periods, which cost of war would change that? Numbers may be ranges."
    ),
    example="detente commit preventive-war",
    ignores_terms=True,
    page="how-to/commit.md",
    arguments=(
        Argument("name", "a shift of the file (default: all)", "shift", metavar="NAME", positional=True),
    ),
    takes=frozenset({"perspective"}),
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    columns="a shift of power: the verdict, and between which numbers each threshold lies",
)
