"""Whole answers where decision diagrams carry the states, about small conflicts: every fact, and how it is told.

What holds there is held against the lists of states in `test_both_carriers.py`; here each fact and each table is seen
at once to stand where it belongs. Where a file of `tests/facts` is to change, read it before you write it down.
"""

from __future__ import annotations

import difflib
from typing import Any

import msgspec
import pytest

from detente.conflict import read_conflict
from detente.game.symbolic import build_symbolic
from detente.questions import find
from detente.questions.analyze.analysis import analysis
from detente.questions.equilibria import equilibria
from detente.questions.evolve.evolution import evolution
from detente.wording import Voice
from tests import test_read
from tests.test_facts_read import FOLDER, TEXTS
from tests.test_facts_read import lines_of as facts_of

pytest.importorskip("oxidd")

WITHOUT = (
    "  - {irreversible: {option: city.build, direction: taken}}\n"  # diagrams carry no such rule of levels
)
DIAGRAMS = TEXTS | {"road": TEXTS["road"].replace(WITHOUT, "")}
ASKED = {
    "analyze-road-diagrams": ("analyze", "road", "press"),
    "analyze-late-diagrams": ("analyze", "late", ""),
    "evolve-road-diagrams": ("evolve", "road", "press"),
    "analyze-dilemma-diagrams": ("analyze", "dilemma", "odd"),
    "evolve-late-diagrams": ("evolve", "late", ""),
    "equilibria-road-diagrams": ("equilibria", "road", "press"),
}


def told(question: str, name: str, account: str) -> list[str]:
    """Ask of a conflict that diagrams carry: the facts, then the page."""
    whole = read_conflict(DIAGRAMS[name])
    game = build_symbolic(whole.under(account or None), most_nodes=1 << 16)
    result: Any
    if question == "analyze":
        result = analysis(game, why="There are too many states to list.")
    else:
        result = evolution(game) if question == "evolve" else equilibria(game, "gmr")
    asked = find(question)
    answer = asked.answer(result)
    said = asked.say([answer], Voice.of(whole, [answer], f"{name}.yaml"))
    return [
        *facts_of(msgspec.to_builtins(answer), ""),
        f"! {said.headline}",
        *(f"* {point}" for point in said.points),
        f"sure: {said.sure}",
        *said.next,
        *test_read.lines_of(said.pictures),
        "--",
        *test_read.lines_of(said.details),
    ]


@pytest.mark.parametrize("case", sorted(ASKED))
def test_it_is_told_as_it_was_read(case: str) -> None:
    read = (FOLDER / f"{case}.txt").read_text(encoding="utf-8").splitlines()
    found = [line.rstrip() for line in told(*ASKED[case])]
    assert found == read, "\n".join(difflib.unified_diff(read, found, "as read", "as told now", lineterm=""))
