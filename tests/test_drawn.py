"""Whole pictures about small conflicts, read by a person: all marks and words of them, in whose name, in which order.

How they are laid out on the sheet is held in `test_drawing_looks.py`, and what is computed against the slow reference.
Where a file of `tests/drawn` is to change, read the new one against the conflict before it is written down: nothing
refreshes them.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from detente.cli.parser import find_question
from detente.conflict import Conflict, read_conflict
from detente.questions.question import Request
from detente.wording import Block, Picture, Section, Voice
from tests import test_commit_answer, test_mistaken_words, test_phases_answer, test_read
from tests.pictures import reading
from tests.test_replay_answer import VALLEY

FOLDER = Path(__file__).parent / "drawn"
SHIFTS = test_commit_answer.FILE
RISE, FALL = SHIFTS.index("  rise:"), SHIFTS.index("  fall:")
DOUBTED = """
detente: 1
title: Doubted
status_quo: []
decision_makers: {a: {name: Alba, options: {x: dig}}, b: {name: Brin, options: {y: sue, z: pay}}}
preferences:
  a: [{that: x, confidence: 0.7}, not b.y]
  b: [{that: y iff a.x, confidence: 0.6}, {that: not z, confidence: 0.9}]
"""
BELIEVED = test_mistaken_words.FILE
BOTH = (
    BELIEVED[: BELIEVED.index("preferences:")]
    + """perspectives:
  here: {says: one, preferences: {city: [not people.protest, build], people: [not city.build, protest if city.build]}}
  there: {says: two, preferences: {city: [not people.protest, build], people: [city.build, not protest]}}
beliefs: {city: {options: {drop: [people.protest]}}}
"""
)
TEXTS = test_read.CONFLICTS | {
    "rise": SHIFTS[:FALL],
    "fall": SHIFTS[:RISE] + SHIFTS[FALL:],
    "phases": test_phases_answer.TRUCE,
    "replay-three": VALLEY.replace(
        "perspectives:", "perspectives:\n  gulls:" + VALLEY.split("  doves:")[1].split("  hawks:")[0]
    ),
    "replay": VALLEY,
    "mistaken": test_mistaken_words.FILE,
    "mistaken-both": BOTH,
    "doubted": DOUBTED,
}
OF_TEXTS = [
    "analyze-road",
    "analyze-cases",
    "analyze-degrees",
    "analyze-unknown",
    "compare-road",
    "compare-cases",
    "evolve-road",
    "evolve-cases",
    "pivot-press",
    "pivot-dilemma",
    "settle-truce",
    "settle-canal",
    "settle-orders",
    "rounds-truce",
    "ultimatum-road",
    "ultimatum-press",
    "whatif-road",
    "whatif-press",
    "coalitions-dilemma",
    "coalitions-group",
    "brief-road",
    "brief-cases",
]
ASKED: dict[str, tuple[str, str, tuple[str, ...], dict[str, Any]]] = {
    k: test_read.ASKED[k] for k in OF_TEXTS
} | {
    "commit-rise": ("commit", "rise", (), {}),
    "commit-fall": ("commit", "fall", (), {}),
    "phases-truce": ("phases", "phases", (), {}),
    "phases-doves": ("phases", "phases", ("doves",), {}),
    "replay-valley": ("replay", "replay", (), {}),
    "replay-three": ("replay", "replay-three", (), {}),
    "settle-three": ("settle", "three", (), {}),
    "replay-hawks": ("replay", "replay", ("hawks",), {}),
    "mistaken-road": ("mistaken", "mistaken", (), {}),
    "mistaken-both": ("mistaken", "mistaken-both", (), {}),
    "robust-doubted": ("robust", "doubted", (), {}),
    "robust-of": ("robust", "doubted", (), {"of": "b.y or b.z"}),
    "evolve-light": ("evolve", "dilemma", ("light",), {}),
}


def pictures(blocks: tuple[Block, ...]) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        elif isinstance(block, Section):
            yield from pictures(block.blocks)


def drawn(question: str, name: str, accounts: tuple[str, ...], given: dict[str, Any]) -> list[str]:
    """Ask a question, and read all pictures of its page, each after what it says and what stands in its place."""
    asked = find_question(question)
    conflict: Conflict = read_conflict(TEXTS[name])
    values = {a.name: a.default for a in asked.arguments} | given
    results = asked.ask(Request(conflict, accounts or conflict.accounts, given=values))
    answers = [asked.answer(r) for r in results]
    page = asked.as_page(answers, Voice.of(conflict, answers, f"{name}.yaml"), conflict)
    return [
        line
        for said in (*page.front, *page.said)
        for one in pictures((*said.pictures, *said.details))
        for line in (*test_read.lines_of((one,)), *reading(one.svg))
    ]


@pytest.mark.parametrize("case", ASKED)
def test_it_is_drawn_as_it_was_read(case: str) -> None:
    read = (FOLDER / f"{case}.txt").read_text(encoding="utf-8").splitlines()
    found = [line.rstrip() for line in drawn(*ASKED[case])]
    assert found == read, "\n".join(difflib.unified_diff(read, found, "as read", "as drawn now", lineterm=""))
