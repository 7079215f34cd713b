"""The four forms of preference have the same properties, which say what stands in the file."""

from __future__ import annotations

import pytest

from detente.conflict import Preferences, graded, left_open, read_conflict

FILE = "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x, y: y}}}\nstates: {s: YY}\npreferences:\n  a: FORM\n"


def form(text: str) -> Preferences:
    return read_conflict(FILE.replace("FORM", text)).preferences["a"]


@pytest.mark.parametrize(
    ("text", "claims", "conditions", "much", "unknown", "of_states"),
    [
        ("[x, {that: not y, strength: much}]", ["x", "not y"], ["a.x", "not a.y"], True, False, False),
        ("[x, {that: y, unknown: true}]", ["x", "y"], ["a.x", "a.y"], False, True, False),
        ("[x]", ["x"], ["a.x"], False, False, False),
        ("[]", [], [], False, False, False),
        ("{ranking: [s, YN, NY, none]}", None, [], False, False, True),
        ("{ranking: [s, much, YN, NY, none]}", None, [], True, False, True),
        ("{weights: {x: 1, x and y: 2}}", None, ["a.x", "a.x and a.y"], False, False, False),
        ("{partial: ['s > YN']}", None, [], False, True, True),
    ],
)
def test_each_form_tells_the_same_things(text, claims, conditions, much, unknown, of_states):
    found = form(text)
    if claims is None:
        assert found.claims == (found,)
        assert found.statements == ()
    else:
        assert [s.id for s in found.claims] == claims
        assert found.statements == found.claims
    assert list(map(str, found.conditions)) == conditions
    assert found.graded is graded(found) is much
    assert found.open is left_open(found) is unknown
    assert found.of_states is of_states
