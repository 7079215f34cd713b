"""How ``rounds`` is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from detente.answers import Answer
    from detente.game import Row
    from detente.questions.rounds.result import Rounds
    from detente.wording import Said, Voice

BETWEEN = "="


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.rounds.answer import RoundsAnswer

    return (RoundsAnswer,)


def _ask(request: Request) -> Sequence[Rounds]:
    from detente.questions.rounds.simulating import DEADLINE, RUNS, SEED, rounds
    from detente.questions.settle.asking import asked_of

    given = request.given
    return [
        rounds(
            asked,
            str(given.get("no_deal") or ""),
            runs=_or(given.get("runs"), RUNS),
            deadline=_or(given.get("deadline"), DEADLINE),
            discount=str(given.get("discount") or "1"),
            strategies=strategies_of(given.get("strategy") or ()),
            seed=_or(given.get("seed"), SEED),
        )
        for asked in asked_of(request)
    ]


def _or(given: Any, default: int) -> int:
    return default if given is None else int(given)


def strategies_of(given: Sequence[str]) -> dict[str, str]:
    """Read strategies that are laid down: ``PARTY=STRATEGY`` each.

    Examples
    --------
    >>> strategies_of(["north=boulware"])
    {'north': 'boulware'}
    """
    from detente.conflict import WantedError

    found: dict[str, str] = {}
    for text in given:
        dm, sign, name = (part.strip() for part in text.partition(BETWEEN))
        if not sign or not dm or not name:
            raise WantedError(f"strategy: PARTY{BETWEEN}STRATEGY is wanted, found '{text[:40]}'")
        if found.setdefault(dm, name) != name:
            raise WantedError(f"strategy: two are laid down for '{dm}', {found[dm]} and {name}")
    return found


def _answer(result: Rounds) -> Answer:
    from detente.questions.rounds.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.rounds.words import say

    return say(answers, voice)


def _rows(result: Rounds) -> Iterable[Row]:
    return result.rows()


QUESTION = Question(
    name="rounds",
    asks="Which package would bargaining reach, and who would hold it up?",
    about=(
        "Simulates many negotiations by alternating offers about the packages of 'settle': who signs falls back from "
        "what it likes best to what is as good as no deal, each in its own manner, until all sign one package or time "
        "is up. It says which package is reached, how often, and who holds it up: a stress test, not a forecast."
    ),
    example="detente rounds istanbul-2025 --perspective kyiv",
    page="how-to/rounds.md",
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    arguments=(
        Argument("runs", "how many negotiations (1,000)", "whole", metavar="NUMBER"),
        Argument("deadline", "after how many rounds time is up (20)", "whole", metavar="ROUNDS"),
        Argument(
            "discount",
            "the chance that talks go on after each round, above 0 and at most 1 (1: they never break off)",
            metavar="CHANCE",
        ),
        Argument(
            "strategy",
            "how a party falls back, in every run: boulware (late), linear, conceder (early), tit-for-tat; without it "
            "chance decides in each run",
            kind="strategies",
            metavar="PARTY=STRATEGY",
            many=True,
        ),
        Argument("seed", "where chance begins: the same seed gives the same (1)", "whole", metavar="NUMBER"),
        Argument("no_deal", "what comes without a deal, as for 'settle'", "no_deal", metavar="WHAT"),
    ),
    takes=frozenset({"perspectives"}),
    columns="a negotiation: what was agreed, in which round, who spoke first, how each fell back",
)
