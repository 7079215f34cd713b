"""The four forms of preference have the same properties, which say what stands in the file."""

from __future__ import annotations

import pytest

from detente.conflict import (
    DetenteError,
    Preferences,
    Ranking,
    StateRef,
    Weights,
    graded,
    left_open,
    read_conflict,
)

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


@pytest.mark.parametrize(
    ("text", "stated", "ranked"),
    [
        ("[x]", True, True),
        ("{ranking: [s, YN, NY, none]}", False, True),
        ("{weights: {x: 1}}", False, True),
        ("{partial: ['s > YN']}", False, False),
    ],
)
def test_a_form_is_made_of_statements_and_gives_every_state_a_place_or_not(text, stated, ranked):
    assert (form(text).stated, form(text).ranked) == (stated, ranked)


def test_the_first_statement_that_tells_two_states_apart_is_given():
    found = form("[x, y]")
    both, one, none = frozenset({"a.x", "a.y"}), frozenset({"a.x"}), frozenset[str]()
    first, second = found.statements
    assert found.telling(both, none) is first
    assert found.telling(one, both) is second
    assert found.telling(one, one) is None
    assert form("{ranking: [s, YN, NY, none]}").telling(both, none) is None


def written(preference: Preferences) -> list[list[str]]:
    assert isinstance(preference, Ranking)
    return [[ref.written for ref in group] for group in preference.groups]


def test_what_is_put_first_comes_before_everything_else_in_every_form():
    [wanted] = form("[y]").statements

    def among(ref: StateRef, wanted: bool) -> bool:
        return (ref.written in ("s", "NY")) is wanted  # where y is taken

    assert [s.id for s in form("[x]").with_first(wanted, among).statements] == ["y", "x"]
    weights = form("{weights: {x: 1, x and y: -2}}").with_first(wanted, among)
    assert isinstance(weights, Weights)
    assert [(w, int(n)) for _, w, n in weights.weights] == [("y", 4), ("x", 1), ("x and y", -2)]
    ranking = form("{ranking: [YN, much, [s, NY], none]}").with_first(wanted, among)
    assert written(ranking) == [["s", "NY"], ["YN"], ["none"]]
    assert isinstance(ranking, Ranking)
    assert ranking.degrees == (1, 2)
    with pytest.raises(DetenteError, match="not compared: y"):
        form("{partial: ['s > YN']}").with_first(wanted, among)


def test_a_ranking_keeps_the_states_that_are_left_in_their_order():
    found = form("{ranking: [s, much, YN, [NY, none]]}")
    kept = found.keeping(lambda group: (r for r in group if r.written in ("s", "none")))
    assert written(kept) == [["s"], ["none"]]
    assert isinstance(kept, Ranking)
    assert kept.degrees == (2,)
    for other in ("[x]", "{weights: {x: 1}}", "{partial: ['s > YN']}"):
        assert form(other).keeping(lambda group: ()) == form(other)
