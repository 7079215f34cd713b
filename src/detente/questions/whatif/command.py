"""The command of the question: what if something were otherwise?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from detente.conflict.plan import SUPPOSITION
from detente.questions.question import Argument, Question, Request

if TYPE_CHECKING:
    from detente.answers import Answer
    from detente.game import Row
    from detente.wording import Said, Voice


def _answers() -> tuple[type[Answer], ...]:
    from detente.questions.whatif.answer import WhatIfAnswer

    return (WhatIfAnswer,)


def _settled(given: Sequence[str]) -> list[tuple[str, bool]]:
    """Read ``OPTION=yes`` and ``OPTION=no``."""
    from detente.conflict import DetenteError

    found = []
    for text in given:
        option, _, value = text.partition("=")
        if value not in ("yes", "no"):
            raise DetenteError(f"--set {text}: write OPTION=yes or OPTION=no")
        found.append((option, value == "yes"))
    return found


def _ask(request: Request) -> Sequence[Any]:
    from detente.conflict import DetenteError
    from detente.questions.whatif.supposing import change, whatif

    given = request.given
    collapse = given.get("collapse")
    if collapse == "":
        raise DetenteError("--collapse: an empty text is no tag")
    fixed = _settled(given.get("set") or ())
    freeze, absent = tuple(given.get("freeze") or ()), tuple(given.get("absent") or ())
    found = []
    for conflict in request.under():
        supposed = change(
            conflict,
            fixed=fixed,
            without=tuple(given.get("without") or ()),
            freeze=freeze,
            absent=absent,
            prefer=[(dm, text) for dm, text in given.get("prefer") or ()],
            collapse=collapse or "",
        )
        if not supposed.fixed and not supposed.preferred:
            if freeze or absent:
                raise DetenteError("nothing would change: these decision makers have no options")
            raise DetenteError(
                "nothing is supposed; say --set, --without, --freeze, --absent, --prefer or --collapse"
            )
        found.append(whatif(conflict, supposed, request.concepts, most_states=request.most_states))
    return found


def _answer(result: Any) -> Answer:
    from detente.questions.whatif.answer import answer

    return answer(result)


def _say(answers: Sequence[Any], voice: Voice) -> Said:
    from detente.questions.whatif.words import say

    return say(answers, voice)


def _rows(result: Any) -> Iterable[Row]:
    rows: Iterable[Row] = result.rows()
    return rows


QUESTION = Question(
    memory=SUPPOSITION,
    name="whatif",
    asks="What if an option is gone, a party stays away, talks collapse?",
    about="Analyse the conflict before and after a change, side by side. Changes can be combined.",
    example="detente whatif istanbul-2025 --perspective broker --collapse",
    ignores_terms=True,
    page="how-to/what-if.md",
    arguments=(
        Argument(
            "set",
            "the option is always taken, or never",
            kind="settings",
            metavar="OPTION=yes|no",
            default=(),
            many=True,
        ),
        Argument(
            "without", "the option is not there", kind="option", metavar="OPTION", default=(), many=True
        ),
        Argument(
            "freeze",
            "this decision maker stays with the status quo",
            kind="decision_maker",
            metavar="NAME",
            default=(),
            many=True,
        ),
        Argument(
            "absent",
            "this decision maker is not at the table",
            kind="decision_maker",
            metavar="NAME",
            default=(),
            many=True,
        ),
        Argument(
            "prefer",
            "this decision maker wants this first of all",
            kind="condition",
            metavar=("NAME", "CONDITION"),
            default=(),
            many=True,
        ),
        Argument(
            "collapse",
            "the options with this tag are not there (default tag: diplomacy)",
            kind="tag",
            metavar="TAG",
            const="diplomacy",
        ),
    ),
    takes=frozenset({"perspective", "concepts"}),
    answers=_answers,
    ask=_ask,
    answer=_answer,
    say=_say,
    rows=_rows,
    columns="a concept and a decision maker: the places of the outcomes before and after",
)
