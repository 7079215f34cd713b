"""Turns of phrase that hang on one fact among several, read with facts made by hand."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from detente.questions.analyze import heading_words, tables
from detente.questions.analyze import words as analyze
from detente.questions.commit import words as commit


def follows(undeterred: str | None) -> Any:
    return SimpleNamespace(undeterred=undeterred)


@pytest.mark.parametrize(
    ("known", "worked_out", "not_worked_out"),
    [(("1", "2"), True, False), (("1", None), True, True), ((None, None), False, True)],
)
def test_what_was_worked_out_of_some_concepts_is_noted(
    known: tuple[str | None, ...], worked_out: bool, not_worked_out: bool
) -> None:
    following = SimpleNamespace(by_concept=[follows(u) for u in known])
    answer: Any = SimpleNamespace(feasible="12", plain=[], held=[], following=following, carrier="dense")
    note = tables._concept_note(answer)
    assert note.startswith("12 feasible states. Reached counts today where it is an equilibrium itself.")
    assert ("Undeterred: reached by moves of which" in note) == worked_out
    assert ("—: not worked out for simultaneous" in note) == not_worked_out
    one: Any = SimpleNamespace(feasible="1", plain=[], held=[], following=None, carrier="dense")
    assert tables._concept_note(one) == "1 feasible state."


def test_today_holds_in_both_ways_of_looking_only_where_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heading_words, "goes", lambda *given, **how: "go to A")
    monkeypatch.setattr(analyze, "fitting", lambda *texts: texts[0])
    stays: Any = SimpleNamespace(stays=True, count="1", states=(0,), leaving=())
    leaves: Any = SimpleNamespace(stays=False, count="1", states=(1,), leaving=("a",))

    def told(ahead: Any, myopic: Any) -> str:
        heading = SimpleNamespace(ahead=ahead, myopic=myopic, same=False)
        answer: Any = SimpleNamespace(heading=heading, states=())
        voice: Any = None
        return analyze.of_group("Here", answer, voice)

    both = "Here, today holds, whether the sides look ahead or not."
    assert told(stays, stays) == both
    assert told(stays, leaves).startswith("Here, today holds looking ahead; not looking ahead, the sides")
    assert told(leaves, stays) != both


def test_where_power_shifts_is_named_with_all_its_outcomes() -> None:
    answer: Any = SimpleNamespace(states=("x", "y", "z"))
    voice: Any = SimpleNamespace(letters=lambda states, joint: f" {joint} ".join(states).upper())

    def told(*ends: int, of: int | None = 3, bound: bool = True) -> str:
        shift: Any = SimpleNamespace(bound=bound, of=of, ends=ends)
        return commit.placed(answer, shift, voice)

    assert told(0, 2) == "Of 3 outcomes where it is heading, looking ahead, power shifts in X AND Z."
    assert told(0, 1, of=2) == "Where it is heading, looking ahead (X AND Y), power shifts."
    assert told() == "Where it is heading, power does not shift."
    assert told(0, of=None) == told(0, of=0) == told(0, bound=False) == ""
