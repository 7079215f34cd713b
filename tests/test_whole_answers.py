"""Whole answers about small conflicts, as facts, read by a person: every field, and the name of every list that is cut.

That what is computed is true is held elsewhere, against the slow reference; here stands what of it an answer tells, and
where: of a pivotal party, a deal and what would open a way to it, of a faction, a threat, an event, a doubt, a round.
Where a text of `tests/answered` is to change, read the new one against the conflict: nothing refreshes these files.

The modules: `commit/answer`, `factions/answer`, `pivot/pivotal_answer` and `goal_answer`, `replay/answer`,
`robust/answer`, `rounds/answer`, `settle/answer` with `kept_answer`, `openings_answer`, `package_answer` and
`points_answer`.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from fractions import Fraction
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
import pytest

from detente.cli.parser import find_question
from detente.conflict import read_conflict
from detente.questions import building
from detente.questions.question import Request
from tests import settle_cases, test_read

FOLDER = Path(__file__).parent / "answered"
OF = ("commit", "factions", "pivot", "replay", "robust", "rounds", "settle")
OF_ALL = ("question", "title", "perspective", "perspectives", "decision_makers", "format", "carrier")
LONGEST = 150
# What South wants is kept from whoever reads the file; what prisoners are worth to North is known within bounds only.
CONFLICTS = test_read.CONFLICTS | {
    "secret": f"{settle_cases.TRUCE}confidential: [south]\n",
    "bounds": settle_cases.TRUCE.replace("{some: 10, all: 4}", "{some: [-20.5, 60], all: [-30, 68]}").replace(
        "    south:\n      weights:", "    south:\n      red_lines: [prisoners.none]\n      weights:"
    ),
}
ASKED = {
    **{case: asked for case, asked in test_read.ASKED.items() if asked[0] in OF},
    "factions-road": ("factions", "road", ("board",), {}),
    "robust-doubts": ("robust", "doubts", ("wide",), {}),
    "robust-truce": ("robust", "truce", (), {}),
    "settle-secret": ("settle", "secret", (), {}),
    "settle-bounds": ("settle", "bounds", (), {}),
}


def answers(case: str) -> list[Any]:
    """Ask a question, and give its answers, one for each account."""
    question, name, accounts, given = ASKED[case]
    asked, conflict = find_question(question), read_conflict(CONFLICTS[name])
    values = {a.name: a.default for a in asked.arguments} | given
    request = Request(conflict, accounts or conflict.accounts, given=values)
    return [asked.answer(found) for found in asked.ask(request)]


def facts(answer: Any) -> dict[str, Any]:
    """Give what an answer tells beside what all answers begin with; of states their ids."""
    told = {k: v for k, v in msgspec.to_builtins(answer).items() if k not in OF_ALL}
    return told | {"states": [s["id"] for s in told["states"]]}


def flat(value: Any) -> str:
    """Write a value in one line: a number that is exact as it is, others with six digits."""
    return re.sub(r'"([\w.+#/-]+)"', r"\1", json.dumps(_plain(value), ensure_ascii=False))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {"exact", "decimal"} and float(Fraction(value["exact"])) == value["decimal"]:
            return value["exact"]
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    return float(f"{value:.6g}") if isinstance(value, float) else value


def lines_of(value: Any, indent: str = "") -> Iterator[str]:
    """Write a value in as many lines as it needs."""
    named = value.items() if isinstance(value, dict) else (("-", v) for v in value)
    for name, inner in named:
        lead = f"{indent}{name}" + ("" if name == "-" else ":")
        if len(told := flat(inner)) <= LONGEST or not isinstance(inner, dict | list | tuple):
            yield f"{lead} {told}"
        else:
            yield lead
            yield from lines_of(inner, f"{indent}  ")


def told(case: str) -> list[str]:
    return [
        line for answer in answers(case) for line in (f"# {answer.perspective}", *lines_of(facts(answer)))
    ]


@pytest.mark.parametrize("case", sorted(ASKED))
def test_a_whole_answer_is_as_it_was_read(case: str) -> None:
    read = (FOLDER / f"{case}.txt").read_text(encoding="utf-8").splitlines()
    found = told(case)
    assert found == read, "\n".join(difflib.unified_diff(read, found, "as read", "as told now", lineterm=""))


@pytest.mark.parametrize("case", sorted(ASKED))
def test_every_list_that_is_cut_is_named(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building.Listing.all, "__defaults__", ("", 0))
    read = (FOLDER / "cut" / f"{case}.txt").read_text(encoding="utf-8").splitlines()
    cuts = [cut for answer in answers(case) for cut in answer.truncated]
    assert all(cut.list for cut in cuts)
    assert [f"{cut.list}: {cut.count}" for cut in cuts] == read


ANSWERS = (
    "commit.answer",
    "factions.answer",
    "pivot.goal_answer",
    "pivot.pivotal_answer",
    "replay.answer",
    "robust.answer",
    "rounds.answer",
    "settle.answer",
)


@pytest.mark.parametrize("name", ANSWERS)
def test_what_an_answer_does_not_tell_is_nothing(name: str) -> None:
    """As in one that was written down before it had the field."""
    module = import_module(f"detente.questions.{name}")
    own = [c for c in vars(module).values() if getattr(c, "__module__", "") == module.__name__]
    told = {
        (one.__name__, f.name): f.default
        for one in own
        if isinstance(one, type) and issubclass(one, msgspec.Struct)
        for f in msgspec.structs.fields(one)
        if not f.required and f.name not in OF_ALL
    }
    assert {k: v for k, v in told.items() if v not in (None, "", (), 0, "0")} == {}
