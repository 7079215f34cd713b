"""A list that is as long as its limit is told whole; of one that is longer, what is told and what is said of the rest.

Each limit is tried on a page of `test_read.py` whose list has just so many entries: with that limit the page is as it
was read, with one less it differs as `limits.txt` says. Read what changes there before you write it down.
"""

from __future__ import annotations

import difflib
import importlib
from pathlib import Path

import pytest

from tests import test_read

# The module, the limit, the page, and how many there are.
LIMITS = [
    ("analyze.answer", "MOST_SPOKEN", "analyze-road", 2),
    ("analyze.following_answer", "MOST_WAYS", "analyze-road", 3),
    ("analyze.graph", "MOST_DRAWN_WHOLE", "analyze-cases", 4),
    ("analyze.graph", "MOST_DRAWN", "analyze-cases", 4),
    ("analyze.graph", "MOST_TARGETS", "analyze-road", 2),
    ("analyze.state_tables", "MOST_ROWS", "analyze-road", 3),
    ("analyze.state_tables", "MOST_WAYS", "analyze-road", 2),
    ("analyze.words", "MOST_POINTS", "analyze-press", 2),
    ("better.answer", "MOST_REFS", "better-road", 2),
    ("better.detail_words", "MOST_ROWS", "better-road", 2),
    ("better.detail_words", "MOST_COLUMNS", "better-late", 2),
    ("coalitions.detail_words", "MOST_ROWS", "coalitions-dilemma", 2),
    ("coalitions.picture", "MOST_NAMED", "coalitions-road", 3),
    ("coalitions.words", "MOST_POINTS", "coalitions-dilemma", 3),
    ("coalitions.words", "MOST_POINTS_OF_ONE", "coalitions-group", 2),
    ("coalitions.words", "MOST_LETTERS", "coalitions-press", 2),
    ("compare.answer", "MOST_SPOKEN", "compare-road", 3),
    ("compare.mixes_answer", "MOST_SETS", "compare-cases", 3),
    ("compare.tables", "MOST_ROWS", "compare-road", 2),
    ("equilibria.words", "MOST_POINTS", "equilibria-where", 3),
    ("equilibria.words", "MOST_GROUPS", "equilibria-road", 2),
    ("evolve.answer", "MOST_SPOKEN", "evolve-road", 2),
    ("evolve.detail_words", "MOST_ROWS", "evolve-unknown", 5),
    ("evolve.detail_words", "MOST_WAYS", "evolve-road", 3),
    ("evolve.picture", "MOST_ENDS", "evolve-road", 2),
    ("evolve.words", "MOST_POINTS", "evolve-road", 2),
    ("explain.detail_words", "MOST_TOLD", "explain-road", 4),
    ("explain.detail_words", "MOST_STATEMENTS", "explain-road", 3),
    ("explain.verdict_words", "MOST_NAMED", "explain-road", 2),
    ("explain.words", "MOST_POINTS", "explain-road", 3),
    ("mistaken.answer", "MOST_SPOKEN", "mistaken-rumour", 3),
    ("mistaken.tables", "MOST_ROWS", "mistaken-rumour", 8),
    ("mistaken.words", "MOST_POINTS", "mistaken-rumour", 3),
    ("strips", "MOST_LANES", "analyze-road", 2),
    ("strips", "MOST_ENDS", "analyze-road", 2),
    ("ultimatum.tables", "MOST_STATEMENTS", "ultimatum-road", 4),
    ("ultimatum.tables", "MOST_TURNS", "ultimatum-road", 5),
    ("ultimatum.words", "MOST_POINTS", "ultimatum-press", 3),
    ("whatif.answer", "MOST_SPOKEN", "whatif-road", 2),
    ("whatif.supposed_words", "MOST_NAMED", "whatif-late", 2),
    ("whatif.words", "MOST_POINTS", "whatif-road", 2),
]
READ = Path(__file__).parent / "limits.txt"


def differences(page: list[str], case: str) -> list[str]:
    """Give the lines that a page has otherwise than it was read."""
    read = (test_read.FOLDER / f"{case}.txt").read_text(encoding="utf-8").splitlines()
    return [d.rstrip() for d in difflib.ndiff(read, page) if d[:2] in ("- ", "+ ")]


def written() -> dict[str, list[str]]:
    parts = READ.read_text(encoding="utf-8").split("\n= ")[1:]
    return {part.splitlines()[0]: part.splitlines()[1:] for part in parts}


@pytest.mark.parametrize(("module", "limit", "case", "number"), LIMITS)
def test_a_list_is_told_up_to_its_limit(
    module: str, limit: str, case: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    of = importlib.import_module(f"detente.questions.{module}")
    monkeypatch.setattr(of, limit, number)
    assert differences(test_read.told(*test_read.ASKED[case]), case) == []
    monkeypatch.setattr(of, limit, number - 1)
    cut = differences(test_read.told(*test_read.ASKED[case]), case)
    assert cut == written()[f"{module} {limit} {case}"]
