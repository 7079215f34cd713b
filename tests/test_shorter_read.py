"""The shorter ways to say it: all texts of which the first that fits is told, on the pages of `test_read.py`.

Which of them is told depends on how long names are; so each is read, in `shorter.txt`, page by page. Read what changes
there against the conflict before you write it down: nothing refreshes it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

import pytest

from detente.wording import fitting
from tests import test_read

MODULES = (
    "analyze.heading_words",
    "analyze.words",
    "better.deal_words",
    "better.words",
    "coalitions.spoil_words",
    "coalitions.words",
    "compare.mix_words",
    "compare.words",
    "equilibria.words",
    "evolve.words",
    "explain.witness_words",
    "explain.words",
    "mistaken.words",
    "phases.words",
    "ultimatum.effect_words",
    "ultimatum.words",
    "whatif.words",
)
CASES = [
    case
    for case, (question, *_) in test_read.ASKED.items()
    if any(module.startswith(f"{question}.") for module in MODULES)
]
READ = Path(__file__).parent / "shorter.txt"


def told(case: str, put: Callable[[object, str, object], None]) -> list[str]:
    """Give the texts of each choice that is made on a page, each choice once; `put` sets a name of a module."""
    chosen: dict[tuple[str, ...], None] = {}

    def noted(*texts: str, **most: int) -> str:
        chosen.setdefault(texts)
        return fitting(*texts, **most)

    question = test_read.ASKED[case][0]
    for module in MODULES:
        if module.startswith(f"{question}."):
            put(importlib.import_module(f"detente.questions.{module}"), "fitting", noted)
    test_read.told(*test_read.ASKED[case])
    return [
        f"{'-' if k == 0 else ' '} {text or '(nothing)'}" for texts in chosen for k, text in enumerate(texts)
    ]


def written() -> dict[str, list[str]]:
    parts = READ.read_text(encoding="utf-8").split("\n= ")[1:]
    return {part.splitlines()[0]: part.splitlines()[1:] for part in parts}


@pytest.mark.parametrize("case", CASES)
def test_each_way_to_say_it_is_as_it_was_read(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(case, monkeypatch.setattr) == written()[case]
