"""How ``settle`` is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.answers import Answer
    from detente.game import Row
    from detente.questions.settle.result import Settlement
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.settle.answer import SettleAnswer

    return (SettleAnswer,)


def _ask(request: Request) -> Sequence[Settlement]:
    from detente.questions.settle.asking import asked_of
    from detente.questions.settle.search import settle

    no_deal = str(request.given.get("no_deal") or "")
    return [settle(asked, no_deal) for asked in asked_of(request)]


def _answer(result: Settlement) -> Answer:
    from detente.questions.settle.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.settle.words import say

    return say(answers, voice)


def _rows(result: Settlement) -> Iterable[Row]:
    return result.rows()


QUESTION = Question(
    name="settle",
    asks="Which deal beats no deal, is fair, and would be kept?",
    about=(
        "Puts the terms of the file together to packages and compares each with what comes without a deal, worked out "
        "from where the conflict is heading: which packages beat it for all who sign, which are fair and by which "
        "rule, who could block them, and whether they would be kept once they are signed. Where the file has no terms, "
        "the packages are what the sides could agree to do."
    ),
    example="detente settle istanbul-2025 --perspective kyiv",
    discreet=True,
    page="how-to/settle.md",
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    arguments=(
        Argument(
            "no_deal",
            "what comes without a deal: ahead (where it is heading if the sides look ahead; the default), myopic (if "
            "they do not), today, or a state",
            kind="no_deal",
            metavar="WHAT",
        ),
    ),
    takes=frozenset({"perspectives"}),
    columns="a package that beats no deal for all who sign",
)
