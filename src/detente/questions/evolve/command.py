"""``evolve``: the question as the registry knows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import EVOLUTION
from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.questions.evolve.answer import EvolveAnswer
    from detente.questions.evolve.evolution import AnyEvolution
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.evolve.answer import EvolveAnswer

    return (EvolveAnswer,)


def _ask(request: Request) -> Sequence[AnyEvolution]:
    from detente.questions.evolve.evolution import evolution

    start = request.given.get("start")
    return [
        evolution(
            game, None if start is None else game.state(start), request.concepts, seconds=request.seconds
        )
        for game in request.carried()
    ]


def _answer(result: Any) -> EvolveAnswer:
    from detente.questions.evolve.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.evolve.words import say

    return say(answers, voice)


def _rows(result: Any) -> Iterable[Row]:
    found: Iterable[Row] = result.rows()
    return found


QUESTION = Question(
    memory=EVOLUTION,
    name="evolve",
    asks="How do we get there from here?",
    about="Give the shortest sequences of improvements from the status quo to the equilibria.",
    example="detente evolve istanbul-2025 --perspective commentary",
    ignores_terms=True,
    page="tutorial.md",
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    arguments=(Argument("start", "begin at another state than the status quo", "state", metavar="STATE"),),
    takes=frozenset({"perspective", "concepts"}),
    columns="An equilibrium: under which concepts, reached how, by which sequence.",
)
