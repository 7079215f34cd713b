"""The command of the question: what could a decision maker agree to at home?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import SEVERAL
from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.factions.answer import FactionsAnswer

    return (FactionsAnswer,)


def _ask(request: Request) -> Sequence[Any]:
    from detente.conflict import NotInFileError
    from detente.questions.factions.result import AtHome
    from detente.questions.factions.takeovers import factions

    found: list[AtHome] = []
    refused: list[NotInFileError] = []
    for conflict in request.under():
        try:
            told = factions(
                conflict,
                request.given.get("dm"),
                concepts=request.concepts,
                against=request.given.get("against"),
                where=request.given.get("where"),
                most_states=request.most_states,
            )
            found.append(AtHome(conflict, told))
        except NotInFileError as error:
            refused.append(error)
            found.append(AtHome(conflict, (), str(error)))
    if len(refused) == len(found) and refused:
        raise refused[0]
    return found


def _answer(result: Any) -> Answer:
    from detente.questions.factions.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.factions.words import say

    return say(answers, voice)


def _rows(result: Any) -> Iterable[Row]:
    rows: Iterable[Row] = result.rows()
    return rows


QUESTION = Question(
    memory=SEVERAL,
    name="factions",
    asks="What could a decision maker agree to at home, and whose takeover changes the outcome?",
    about=(
        "For decision makers that the file gives factions: which states enough of them prefer to the status quo, what\n"
        "power each has, and what follows if one of them sets what the decision maker wants."
    ),
    example="detente factions istanbul-2025 --perspective kyiv",
    ignores_terms=True,
    page="how-to/factions.md",
    arguments=(
        Argument(
            "dm",
            "one decision maker (default: all with factions)",
            kind="decision_maker",
            short="d",
            metavar="NAME",
        ),
        Argument(
            "against",
            "compare deals with this state (default: the status quo)",
            kind="state",
            metavar="STATE",
        ),
        Argument(
            "where", "only states in which this holds count as deals", kind="condition", metavar="CONDITION"
        ),
    ),
    takes=frozenset({"perspective", "concepts"}),
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    columns="a faction: its weight and power, for how many deals it votes, and what its takeover changes",
)
