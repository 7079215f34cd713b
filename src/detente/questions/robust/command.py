"""How ``robust`` is asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from detente.answers import Answer
    from detente.game import Row
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.robust.answer import RobustAnswer

    return (RobustAnswer,)


def _ask(request: Request) -> Sequence[Any]:
    from contextlib import nullcontext

    from detente.questions.robust.asking import ask
    from detente.questions.robust.estimating import Draws
    from detente.questions.robust.tables import write_accounts

    given = request.given
    address = given.get("scheduler")
    with nullcontext(None) if address is None else _scheduled(address) as executor:
        draws = Draws(
            executor=executor,
            workers=given.get("workers") or 1,
            together=given.get("together") or Draws.together,
            folder=given.get("resume"),
            progress=request.progress,
        )
        found = ask(
            request.under(),
            request.concepts,
            given.get("samples"),
            given.get("seed") or 0,
            draws,
            given.get("of"),
        )
    if given.get("accounts") is not None:
        write_accounts(found, given["accounts"])
    return found


def _scheduled(address: str) -> AbstractContextManager[Any]:
    from detente.questions.robust.running import scheduled

    return scheduled(address)


def _answer(result: Any) -> Answer:
    from detente.questions.robust.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.robust.words import say

    return say(answers, voice)


def _rows(result: Any) -> Iterable[Row]:
    rows: Iterable[Row] = result.rows()
    return rows


QUESTION = Question(
    name="robust",
    asks="If some of what the file says is wrong: does the answer hold?",
    about=(
        "Follow every account that the doubts of the file span (`confidence`, `alternatives`, open orders, sources\n"
        "that may fail), each with its weight: how often it leads where, or to an outcome that you name, on which\n"
        "claims that hangs, what to find out first."
    ),
    example="detente robust istanbul-2025",
    page="how-to/robust.md",
    arguments=(
        Argument(
            "of",
            "ask of one outcome how often it may end there: a condition, or a state (a name, an id, a number)",
            "state",
            metavar="OUTCOME",
        ),
        Argument("samples", "draw N cases, also where all could be taken", "whole", metavar="N"),
        Argument("seed", "another number draws others", "whole", metavar="N", default=0),
        Argument("workers", "draw in N processes at a time", "whole", metavar="N", default=1, local=True),
        Argument(
            "together", "look at N cases together: memory grows with it", "whole", metavar="N", local=True
        ),
        Argument(
            "resume",
            "keep what is drawn in a folder, and go on with what it keeps",
            metavar="FOLDER",
            local=True,
        ),
        Argument("scheduler", "draw on the machines of a Dask scheduler", metavar="ADDRESS", local=True),
        Argument(
            "accounts", "write the cases drawn to a file that ends with .parquet", metavar="FILE", local=True
        ),
    ),
    takes=frozenset({"perspective", "classical"}),
    ignores_terms=True,
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    columns=(
        "an outcome under a concept (with --of that one): the weight of the accounts that have it among those that "
        "they are heading to"
    ),
)
