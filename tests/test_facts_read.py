"""Whole answers as facts, about small conflicts: each fact under its name, in its place.

That facts are true is held elsewhere, on random conflicts and against the slow reference; here each is seen at once to
stand where it belongs. Where a file of `tests/facts` is to change, read the new facts against the conflict before they
are written down: nothing refreshes these files.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from detente.cli.parser import find_question
from detente.conflict import read_conflict
from detente.questions.question import Request
from tests import test_read

FOLDER = Path(__file__).parent / "facts"
WIDEST = 160
OF_THE_FILE = ("perspectives", "decision_makers", "format", "title")  # the same for every question
# A threat with all that a file can say of it, whose demand is met today in one account and left in the other.
THREAT = """
detente: 1
title: A threat
sources: {paper: {author: A. Writer, title: On lakes, date: 2020-01}, book: {author: B. Reader, title: More}}
decision_makers:
  up: {name: Upstream, options: {fill: fill the lake, talk: talk}}
  down: {name: Downstream, options: {sue: go to court}}
rules: [{never: up.fill and up.talk}]
ultimatums:
  dont:
    {by: down, to: up, demand: not up.fill, threat: sue, text: Do not fill it!, deadline: 2020-05-01,
     because: They said so., source: "paper#3", confidence: 0.8,
     record: {text: They talked. Nobody sued., source: book}}
  talk: {by: up, to: down, demand: not sue, threat: up.fill}
perspectives:
  calm:
    says: the demand is met
    status_quo: []
    preferences: {up: [not down.sue, fill, not talk], down: [sue iff up.fill, not up.talk]}
  late:
    says: the lake is filled
    status_quo: [up.fill]
    preferences: {up: [talk if down.sue, not down.sue, fill], down: [not up.fill, not sue]}
"""
TEXTS = test_read.CONFLICTS | {"threat": THREAT}
OF_TEXTS = [
    "analyze-cases",
    "analyze-late",
    "better-cases",
    "better-late",
    "better-two",
    "check-cases",
    "check-power",
    "check-road",
    "coalitions-cases",
    "coalitions-group",
    "compare-cases",
    "compare-road",
    "equilibria-late",
    "equilibria-where",
    "evolve-cases",
    "evolve-late",
    "evolve-unknown",
    "explain-cases",
    "explain-degrees",
    "explain-late",
    "mistaken-rumour",
    "phases-young",
    "states-road",
    "whatif-cases",
    "whatif-late",
]
ASKED: dict[str, tuple[str, str, tuple[str, ...], dict[str, Any]]] = {
    k: test_read.ASKED[k] for k in OF_TEXTS
} | {
    "equilibria-cases": ("equilibria", "cases", (), {"concept": "seq"}),
    "equilibria-nowhere": ("equilibria", "late", (), {"concept": "seq", "where": "up.fill and not up.fill"}),
    "whatif-gone": ("whatif", "late", (), {"set": ("up.fill=yes",)}),
    "whatif-road": ("whatif", "road", ("press",), {"without": ("people.block",)}),
    "ultimatum-dont": ("ultimatum", "threat", (), {"name": "dont"}),
    "ultimatum-every": ("ultimatum", "threat", ("late",), {}),
    "whatif-press": ("whatif", "road", ("press",), {"collapse": "works", "prefer": (("city", "talk"),)}),
}


def told(question: str, name: str, accounts: tuple[str, ...], given: dict[str, Any]) -> list[str]:
    """Ask a question, and give the facts of its answers line by line, but what is empty."""
    asked = find_question(question)
    conflict = read_conflict(TEXTS[name])
    values = {a.name: a.default for a in asked.arguments} | given
    results = asked.ask(Request(conflict, accounts or conflict.accounts, given=values))
    return [
        line for r in results for line in ("answer:", *lines_of(msgspec.to_builtins(asked.answer(r)), "  "))
    ]


def lines_of(found: Any, indent: str) -> Iterator[str]:
    pairs = found.items() if isinstance(found, dict) else enumerate(found)
    for key, value in pairs:
        if key in OF_THE_FILE or empty(value):
            continue
        line = f"{indent}{key}: {brief(value)}"
        if len(line) <= WIDEST or not isinstance(value, (dict, tuple)):
            yield line
        else:
            yield f"{indent}{key}:"
            yield from lines_of(value, f"{indent}  ")


def empty(value: Any) -> bool:
    return value is None or value in ("", (), {})


def brief(value: Any) -> str:
    """Give a fact in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {brief(v)}" for k, v in value.items() if not empty(v)) + "}"
    return "[" + ", ".join(map(brief, value)) + "]" if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize("case", sorted(ASKED))
def test_the_facts_are_as_they_were_read(case: str) -> None:
    read = (FOLDER / f"{case}.txt").read_text(encoding="utf-8").splitlines()
    found = told(*ASKED[case])
    assert found == read, "\n".join(difflib.unified_diff(read, found, "as read", "as told now", lineterm=""))
