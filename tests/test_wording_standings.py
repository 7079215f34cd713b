"""Marks, places and what a gain rests on."""

from __future__ import annotations

from typing import Any

import pytest

from detente.answers import Span, Standing
from detente.conflict import read_conflict
from detente.wording import Words
from detente.wording.standings import FARES, MARKS, MEANING, cell, grouped, ordinals, places, resting
from tests.test_better_answer import LATE

WORDS = Words(read_conflict(LATE))


def standing(dm: str, kind: Any, **more: Any) -> Standing:
    return Standing(decision_maker=dm, kind=kind, **more)


def test_marks_mean_what_they_say() -> None:
    assert {kind: MEANING[mark] for kind, mark in MARKS.items()} == {
        "better": "better",
        "worse": "worse",
        "same": "as good",
        "better_or_same": "better or as good",
        "worse_or_same": "worse or as good",
        "open": "better or worse, depending on where it ends",
        "unknown": "unknown",
    }
    assert (MARKS["better"], MARKS["worse"], MARKS["same"]) == ("▲", "▼", "=")
    assert FARES["better"] == "better off"
    assert FARES["worse"] == "worse off"
    assert FARES["same"] == "as well off"
    assert FARES["better_or_same"] == "better or as well off"
    assert FARES["worse_or_same"] == "worse or as well off"
    assert FARES["open"] == "better or worse off, depending on where it ends"


def test_cells() -> None:
    assert cell(standing("up", "unknown")) == "?"
    assert cell(standing("up", "better", after=Span(best=1, worst=1, of=4))) == "▲ 1st of 4"
    assert cell(
        standing("up", "worse", before=Span(best=1, worst=1, of=4), after=Span(best=2, worst=4, of=4))
    ) == ("▼ 2nd to 4th of 4")
    assert ordinals(None) == places(None) == ""


def test_groups_come_best_first() -> None:
    kinds = ["worse", "same", "better", "unknown", "better"]
    found = grouped(standing(str(k), kind) for k, kind in enumerate(kinds))
    assert list(found.items()) == [
        ("better", ["2", "4"]),
        ("worse", ["0"]),
        ("same", ["1"]),
        ("unknown", ["3"]),
    ]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("better", "Upstream is better off only by its least wish (“fill the lake”)"),
        ("worse", "Upstream is worse off only by its least wish (“fill the lake”)"),
        ("unknown", ""),
        ("open", ""),
    ],
)
def test_the_least_wish_is_said_as_such(kind: str, told: str) -> None:
    assert resting(standing("up", kind, statement="fill", rank=3, last=True), WORDS) == told
    assert resting(standing("up", kind, statement="fill", rank=3), WORDS) == ""
    assert resting(standing("up", kind), WORDS) == ""
    only = resting(standing("up", kind, statement="fill", rank=1, last=True), WORDS)
    assert only == told.replace("least", "only")
