"""The question ``pivot``: its command, its arguments, how it is asked."""

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
    Argument("goal", "a condition, or a state: a name, an id, a number", "state", "g", "GOAL"),
    Argument(
        "who",
        "whose wishes may change (say it several times; default: anybody's)",
        "decision_maker",
        metavar="NAME",
        many=True,
    ),
    Argument("concept", "one of nash, gmr, smr, seq (default: nash)", "concept", "c", "NAME", default="nash"),
    Argument(
        "most",
        "the highest number of changes to look at (default: as far as is bearable)",
        "whole",
        metavar="N",
    ),
    Argument("anywhere", "today need not lead to the goal", "flag", default=False),
    Argument(
        "prices",
        "say also whether a single change would bring each gain about (without --goal; takes longer)",
        "flag",
        default=False,
    ),
)


def _ask(request: Request) -> Sequence[Any]:
    from dataclasses import replace

    from detente.conflict import DetenteError
    from detente.questions.pivot import pivot, pivotal

    given = request.given
    goal, who, most = given.get("goal"), given.get("who") or None, given.get("most")
    concept, anywhere = given.get("concept") or "nash", bool(given.get("anywhere"))
    if goal is None:
        if who or most is not None or anywhere:
            raise DetenteError(
                "--who, --most and --anywhere belong to a goal; say --goal STATE or --goal CONDITION"
            )
        priced = bool(given.get("prices"))
        return request.of_each(
            lambda game: replace(pivotal(game, concept, progress=request.progress), priced=priced)
        )
    return request.of_each(
        lambda game: pivot(
            game,
            goal,
            concept,
            who=who,
            from_status_quo=False if anywhere else None,
            most=most,
            progress=request.progress,
        )
    )


def _answer(result: Any) -> Answer:
    from detente.questions.pivot.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.pivot.words import say

    return say(answers, voice)


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.pivot.goal_answer import GoalAnswer
    from detente.questions.pivot.pivotal_answer import PivotalAnswer

    return PivotalAnswer, GoalAnswer


def _rows(result: Any) -> Iterable[Row]:
    found: list[Row] = result.rows()
    return found


QUESTION = Question(
    memory=SEARCH,
    name="pivot",
    asks="Who can tip it, and by wanting what?",
    about=(
        "Without --goal: for each party, what a change of its mind alone could bring about, and who would gain or\n"
        "lose by it. With it: the least changes of wishes (statements left out, moved or added) that bring the goal\n"
        "about, or the proof that none would."
    ),
    example='detente pivot istanbul-2025 --perspective kyiv --goal "russia.truce and not europe.troops"',
    ignores_terms=True,
    page="how-to/pivot.md",
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    arguments=ARGUMENTS,
    takes=frozenset({"perspective"}),
    columns="a change; without --goal, an outcome that a party could bring about",
)
