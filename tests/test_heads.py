"""What stands over and under every table: titles, heads of columns, notes, marks, word by word.

What stands in the tables is held by the tests of each question; this is what a reader takes for granted. The lines are
in `heads.txt`: read one that changes as you would read a page, and write it down there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.questions import find
from detente.questions.question import Request
from detente.wording import Block, Picture, Section, Table, Voice

# The question, the conflict, the accounts, what is asked besides.
CASES: dict[str, tuple[str, str, tuple[str, ...], dict[str, Any]]] = {
    "analyze": ("analyze", "istanbul-2025", ("kyiv", "broker"), {}),
    "analyze one": ("analyze", "elmira", ("base",), {}),
    "better": ("better", "istanbul-2025", ("broker",), {}),
    "check": ("check", "istanbul-2025", ("commentary", "kyiv", "broker"), {}),
    "coalitions": ("coalitions", "istanbul-2025", ("broker",), {}),
    "compare": ("compare", "istanbul-2025", ("commentary", "kyiv", "broker"), {}),
    "equilibria": ("equilibria", "istanbul-2025", ("kyiv",), {}),
    "evolve": ("evolve", "istanbul-2025", ("commentary", "kyiv"), {}),
    "explain": ("explain", "istanbul-2025", ("kyiv",), {"state": "status_quo"}),
    "factions": ("factions", "istanbul-2025", ("kyiv",), {}),
    "pivot": ("pivot", "syria-iraq-1975", ("base",), {"prices": True}),
    "pivot goal": ("pivot", "istanbul-2025", ("kyiv",), {"goal": "russia.truce and not europe.troops"}),
    "states": ("states", "istanbul-2025", ("kyiv",), {"where": "settlement and us.support"}),
    "ultimatum": (
        "ultimatum",
        "istanbul-2025",
        ("kyiv", "broker"),
        {"name": "ceasefire-or-sanctions", "by_moves": False},
    ),
    "whatif": ("whatif", "istanbul-2025", ("broker",), {"collapse": "diplomacy"}),
}


def heads(question: str, conflict: str, accounts: tuple[str, ...], given: dict[str, Any]) -> list[str]:
    """Ask, and give the lines that stand over and under tables."""
    asked = find(question)
    loaded = detente.load(conflict)
    values = {a.name: a.default for a in asked.arguments} | given
    results = asked.ask(Request(loaded, accounts, given=values))
    answers = [asked.answer(r) for r in results]
    said = asked.say(answers, Voice.of(loaded, answers, conflict))
    lines = [f"? {said.question} [{said.id}]", *_lines(said.pictures), *_lines(said.details)]
    return [line.rstrip() for line in dict.fromkeys(lines)]


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Section):
            yield f"# {block.title}"
            yield from _lines(block.blocks)
        elif isinstance(block, Picture):
            yield f"picture: {block.title}"
            yield from _lines(block.plain)
        elif isinstance(block, Table):
            yield f"{block.id}: {block.title}"
            yield f"  | {' | '.join(block.columns)}"
            if block.note:
                yield f"  {block.note}"
            for mark, meaning in block.marks.items():
                yield f"  {mark} {meaning}"


READ = Path(__file__).parent / "heads.txt"


def written() -> dict[str, list[str]]:
    """The lines of each case as they were read."""
    found: dict[str, list[str]] = {}
    for line in READ.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            lines = found.setdefault(line.removeprefix("== "), [])
        else:
            lines.append(line)
    return found


@pytest.mark.parametrize("case", sorted(CASES))
def test_titles_heads_and_notes_say_what_they_are_meant_to_say(case: str) -> None:
    assert heads(*CASES[case]) == written()[case]
