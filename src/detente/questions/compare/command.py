"""How ``compare`` is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import COMPARISON
from detente.questions.question import Question, Request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.answers import Answer
    from detente.game import Row
    from detente.questions.compare.comparison import Comparison
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.compare.answer import CompareAnswer

    return (CompareAnswer,)


def _ask(request: Request) -> Sequence[Comparison]:
    from detente.questions.compare.comparison import compare_games

    found = compare_games(request.conflict, request.games(), request.concepts)
    _ = found.mixes  # a search, too
    return [found]


def _answer(result: Comparison) -> Answer:
    from detente.questions.compare.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.compare.words import say

    return say(answers, voice)


def _rows(result: Comparison) -> Iterable[Row]:
    return result.rows()


QUESTION = Question(
    memory=COMPARISON,
    name="compare",
    asks="What do the rival accounts predict, and where do they part?",
    about=(
        "Follows every account of the dispute side by side: what all of them share, where each is heading, on which "
        "claims they part. Every mix of the accounts, party by party, is tried: whose reading decides the outcome, and "
        "whose does not matter."
    ),
    example="detente compare istanbul-2025",
    ignores_terms=True,
    page="how-to/rival-accounts.md",
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    takes=frozenset({"perspectives", "concepts"}),
    together=True,
    columns="a state that is an equilibrium in some account, and under which concepts in each",
)
