"""``evolve``: the question as the registry knows it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import EVOLUTION
from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.questions.evolve import Evolution, LargeEvolution
    from detente.questions.evolve.answer import EvolveAnswer
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.evolve.answer import EvolveAnswer

    return (EvolveAnswer,)


def _ask(request: Request) -> Sequence[Evolution | LargeEvolution]:
    from detente.game.symbolic import SymbolicGame
    from detente.questions.evolve import evolve, evolve_large

    start = request.given.get("start")
    found: list[Evolution | LargeEvolution] = []
    for game in request.carried():
        if isinstance(game, SymbolicGame):
            found.append(evolve_large(game, start=start, concepts=request.concepts, seconds=request.seconds))
        else:
            found.append(evolve(game, start=start, concepts=request.concepts))
    return found


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
