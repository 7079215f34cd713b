"""Where what a file calls today cannot be by its own rules: the brief says so first, why, and what to change."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest

import detente
from detente import reports
from detente.conflict import Conflict, ConflictFileError, read_conflict
from detente.questions.question import Request
from detente.reports.impossible import impossible_today, rule_of
from detente.reports.languages import speech
from detente.wording import Voice
from tests.reference import Reference

OPTIONS = "{a: {name: Alba, options: {x: dig, y: wait}}, b: {name: Brin, options: {z: sue}}}"
RULES = {
    "never": ("{never: a.x and b.z}", ["a.x", "b.z"]),
    "exclusive": ("{exclusive: [a.x, b.z]}", ["a.x", "b.z"]),
    "one_of": ("{one_of: [a.x, b.z]}", []),
    "some_of": ("{some_of: [a.x, b.z]}", ["a.y"]),
}
SAYS = {
    "never": "Never: Alba: “dig” and Brin: “sue”",
    "exclusive": "At most one of: Alba: “dig” and Brin: “sue”",
    "one_of": "Exactly one of: Alba: “dig” and Brin: “sue”",
    "some_of": "At least one of: Alba: “dig” and Brin: “sue”",
}
SAGT = {
    "never": "Nie: Alba: „dig“ und Brin: „sue“",
    "exclusive": "Höchstens eines von: Alba: „dig“ und Brin: „sue“",
    "one_of": "Genau eines von: Alba: „dig“ und Brin: „sue“",
    "some_of": "Mindestens eines von: Alba: „dig“ und Brin: „sue“",
}


def conflict(rules: str, today: list[str], more: str = "") -> Conflict:
    return read_conflict(f"""
detente: 1
title: Two
status_quo: [{", ".join(today)}]
decision_makers: {OPTIONS}
rules: [{rules}]
preferences: {{a: [a.x], b: [b.z]}}
{more}
""")


def brief(found: Conflict, language: str = "en") -> Any:
    question = reports.find("brief")
    [asked] = question.asked(Request(found, found.accounts, given={"language": None}))
    answer = question.answer(asked)
    spoken = speech(language)
    return answer, spoken.say(answer, spoken.voice(Voice.of(found, [answer], "two.yaml")))


@pytest.mark.parametrize("kind", RULES)
def test_the_brief_says_first_that_today_cannot_be_which_rule_it_breaks_and_what_to_change(kind: str) -> None:
    rule, today = RULES[kind]
    answer, said = brief(conflict(rule, today))
    assert (
        said.headline
        == "Today's situation cannot be by the file's own rules, so nothing follows from it yet."
    )
    now = {"one_of": "no option is taken", "some_of": "Alba: wait"}.get(kind, "Alba: dig · Brin: sue")
    assert said.points == (
        f"Today, as the file has it: {now}.",
        f"But a rule of the file says: {SAYS[kind]}.",
        "Change what is so today ('status_quo'), or that rule.",
    )
    assert said.next == ("detente check two.yaml",)
    assert answer.refused  # and they all have this one reason, which is not told twice
    assert said.pictures == ()
    _, german = brief(conflict(rule, today), "de")
    assert (
        german.headline
        == "Was heute ist, kann nach den Regeln der Datei nicht sein; also folgt noch nichts daraus."
    )
    assert german.points[1:] == (
        f"Doch eine Regel der Datei sagt: {SAGT[kind]}.",
        "Zu ändern ist, was heute ist („status_quo“), oder diese Regel.",
    )


def test_accounts_that_have_other_rules_or_options_are_named() -> None:
    more = """
perspectives:
  one: {says: x}
  two: {says: y, rules: {patch: [{put: {exclusive: [a.x, b.z]}}]}}
"""
    some = conflict("{never: a.y and b.z}", ["a.x", "b.z"], more)
    _, said = brief(some)
    assert said.points[1] == (
        "But a rule of the file says in the account “two”: At most one of: Alba: “dig” and Brin: “sue”."
    )
    _, german = brief(some, "de")
    assert german.points[1].startswith("Doch eine Regel der Datei sagt in der Lesart „two“: Höchstens")


@pytest.mark.parametrize("kind", RULES)
def test_today_cannot_be_exactly_where_it_is_not_among_the_states(kind: str) -> None:
    rule, _ = RULES[kind]
    for taken in product(*([o, ""] for o in ("a.x", "a.y", "b.z"))):
        found = conflict(rule, [o for o in taken if o])
        states = Reference(replace(found, status_quo=None)).states
        cannot = not any(frozenset(filter(None, taken)) in s for s in states)
        assert bool(impossible_today(found, found.accounts)) == cannot
        if cannot:
            with pytest.raises(ConflictFileError, match="is not feasible"):
                detente.analyze(found.game())


def test_where_today_can_be_or_is_not_said_nothing_is_impossible() -> None:
    fine = conflict("{never: a.x and b.z}", ["a.x"])
    assert impossible_today(fine, fine.accounts) == ()
    assert impossible_today(replace(fine, status_quo=None), fine.accounts) == ()
    answer, said = brief(fine)
    assert answer.impossible == ()
    assert "cannot be" not in said.headline
    broken = conflict("{never: a.x and b.z}", ["a.x", "b.z"])
    [one] = impossible_today(broken, broken.accounts)
    assert (rule_of(broken, one).kind, one.accounts) == ("never", ("base",))
