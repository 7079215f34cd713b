"""How a question of the registry is asked on the command line: load, ask, answer, say, write."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from detente.cli.output import (
    MOST_LINES,
    MOST_LINES_OF_SEVERAL,
    Output,
    check_account,
    chosen_concepts,
    endings,
    lines_of,
    load,
    progress_to_screen,
    terminal,
    written_concept,
    written_concepts,
)
from detente.cli.streams import tell
from detente.conflict import Conflict, budget
from detente.conflict.plan import planned
from detente.conflict.safetext import for_json
from detente.questions.question import Question, Request

if TYPE_CHECKING:
    from detente.game import Row

# Of the time that is left, for searching and for what an answer needs besides; the rest is for saying and writing it.
SEARCHING, ANSWERING = 0.75, 0.8


def ask(question: Question, arguments: argparse.Namespace) -> None:
    """Ask a question, and print or write its answer."""
    output = Output(arguments, endings(question))
    conflict = load(arguments)
    request = _request(question, arguments, conflict, output)
    with planned(question.memory.times(len(request.accounts))), budget.part(SEARCHING):
        results = question.asked(request)
    if output.json or output.ending == ".json":
        from detente.questions.encoding import encode

        found = _answered(question, results[:1])[0]
        output.write(for_json(encode(found, pretty=output.file is not None)) + "\n")
    elif output.ending == ".csv":
        from detente.render.csv import rows

        output.write(rows(_told(question, request, results[0])))
    elif output.ending == ".jsonl":
        output.write(lines_of(_told(question, request, results[0])))
    else:
        from detente.wording import Voice

        answers = _answered(question, results)
        page = question.as_page(
            answers, Voice.of(conflict, answers, arguments.conflict), conflict, **request.given
        )
        if output.file is None:
            output.write(terminal(output.full, most_lines(question, request)).page(page))
        else:
            from detente.render import render

            page = replace(page, appendix=page.appendix or output.full)
            output.write(render(page, output.ending))


def _answered(question: Question, results: Sequence[Any]) -> list[Any]:
    """Give results as answers; where decision diagrams carry the game, more is sought for that."""
    with budget.part(ANSWERING):
        return [question.answer(result) for result in results]


def _told(question: Question, request: Request, result: Any) -> Iterator[Row]:
    """Give the rows of a result; where the file has several accounts, each says which one it follows."""
    found = question.rows(result)
    if question.together or len(request.conflict.accounts) == 1:
        return iter(found)
    return ({"account": request.accounts[0], **row} for row in found)


def _request(
    question: Question, arguments: argparse.Namespace, conflict: Conflict, output: Output
) -> Request:
    accounts = conflict.accounts
    chosen = getattr(arguments, "perspective", None)
    if isinstance(chosen, str):
        accounts = (check_account(conflict, chosen),)
    elif chosen:
        accounts = tuple(dict.fromkeys(check_account(conflict, a) for a in chosen))
    if output.data_only and not question.together and len(accounts) > 1:
        others = ", ".join(f"'{a}'" for a in accounts[1:])
        tell(
            f"detente: this follows the account '{accounts[0]}', the first in the file; for another say --perspective "
            f"NAME ({others})"
        )
        accounts = accounts[:1]
    concepts = getattr(arguments, "concepts", None)
    return Request(
        conflict,
        accounts,
        chosen_concepts(concepts),
        {a.name: _value(a.kind, getattr(arguments, a.name)) for a in question.arguments},
        arguments.most_states,
        arguments.seconds,
        progress_to_screen(),
    )


def most_lines(question: Question, request: Request) -> int:
    """Say how many lines an answer may take on a terminal; what is a page of many answers takes any number."""
    from detente.questions import REGISTRY

    if question.name not in REGISTRY:
        return 0
    return MOST_LINES if len(request.accounts) == 1 else MOST_LINES_OF_SEVERAL


def _value(kind: str, given: object) -> object:
    if isinstance(given, list):
        return tuple(tuple(v) if isinstance(v, list) else v for v in given)
    if isinstance(given, str) and kind == "concept":
        return written_concept(given)
    if isinstance(given, str) and kind == "concepts":
        return tuple(written_concepts(given))
    return given
