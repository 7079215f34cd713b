"""The facts of ``states``, recomputed from the rules on random conflicts."""

from __future__ import annotations

from random import Random
from typing import Any

import jsonschema
import msgspec
import pytest

from detente.conflict import read_conflict
from detente.game import feasible_states
from detente.questions import find
from detente.questions.building import state_value
from detente.questions.describing import described
from detente.questions.question import Request
from detente.questions.states import states
from detente.questions.states.answer import answer as states_answer
from tests.answers import combinations
from tests.generate import conflict_of_any_form
from tests.large_listed import large_listed
from tests.reference import Reference

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_states_are_those_that_the_rules_leave(seed: int) -> None:
    rng = Random(seed)
    conflict = conflict_of_any_form(rng)
    reference, atoms = Reference(conflict), list(conflict.atoms)
    where = f"{rng.choice(atoms)} or not {rng.choice(atoms)}" if rng.random() < 0.5 else None
    result = states(conflict, where=where)
    found = states_answer(result)
    wanted = conflict.under().condition(where) if where else None
    meant = {s for s in reference.states if wanted is None or all(wanted.holds(m) for m in s)}
    assert {combinations(s) for s in found.states} == meant
    assert found.listed == tuple(range(len(meant)))
    assert (int(found.count), int(found.feasible)) == (len(meant), len(reference.states))
    assert (found.where, found.alike, found.carrier) == (where or "", ("base",), "dense")
    assert not found.truncated
    rows = result.rows()
    assert [r["state"] for r in rows] == [s.id for s in found.states]
    for row, state in zip(rows, found.states, strict=True):
        assert row["taken"] == list(state.taken)
        every, some = set(state.taken), {o for m in combinations(state) for o in m}
        for option in conflict.option_ids:
            assert row[option] == ("Y" if option in every else "-" if option in some else "N")


def test_accounts_with_the_same_states_are_asked_once_and_others_each() -> None:
    conflict = read_conflict("""
detente: 1
title: rules differ
decision_makers: {a: {options: {x: x}}, b: {options: {y: y}}}
perspectives:
  one: {preferences: {a: [x], b: [y]}}
  two: {preferences: {a: [x], b: [not y]}}
  three: {rules: {patch: [{put: {never: a.x and b.y}}]}, preferences: {a: [x], b: [y]}}
""")
    question = find("states")
    found: list[Any] = [question.answer(r) for r in question.ask(Request(conflict, conflict.accounts))]
    assert [(a.alike, a.count) for a in found] == [(("one", "two"), "4"), (("three",), "3")]
    where = question.ask(Request(conflict, ("three",), given={"where": "a.x"}))
    narrowed: list[Any] = [question.answer(r) for r in where]
    assert [a.count for a in narrowed] == ["1"]
    jsonschema.Draft202012Validator(msgspec.json.schema(question.answers()[0])).validate(
        msgspec.json.decode(msgspec.json.encode(found[0]))
    )
    assert len(list(question.rows(where[0]))) == 1


def test_a_long_list_is_cut_and_says_so() -> None:
    found = states_answer(states(large_listed()))
    assert [(c.list, c.count) for c in found.truncated] == [("listed", "138240")]
    assert len(found.listed) == len(found.states) == 100_000
    assert found.count == "138240"
    some = states_answer(states(large_listed(), where="party_0.option_0"), most=10)
    assert [(c.list, c.count) for c in some.truncated] == [("listed", "69120")]
    assert all("party_0.option_0" in s.taken for s in some.states)
    assert len(some.states) == 10


@pytest.mark.parametrize("seed", range(60))
def test_many_states_are_described_at_once_as_one_by_one(seed: int) -> None:
    every = feasible_states(conflict_of_any_form(Random(seed)).under())
    assert described(every, every.size) == [state_value(every.state(k)) for k in range(every.size)]


def test_the_number_of_a_state_counts_the_options_of_every_account() -> None:
    conflict = read_conflict("""
detente: 1
title: an account adds an option before others
decision_makers: {a: {options: {x: x}}, b: {options: {y: y}}}
preferences: {a: [x], b: [y]}
perspectives:
  more: {options: {add: {a: {first: an option of its own}}}}
""")
    for account in conflict.accounts:
        every = feasible_states(conflict.under(account))
        assert described(every, every.size) == [state_value(every.state(k)) for k in range(every.size)]
