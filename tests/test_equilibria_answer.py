"""The facts of ``equilibria``, recomputed by the definitions on random conflicts."""

from __future__ import annotations

from random import Random
from typing import Any

import jsonschema
import msgspec
import pytest

import detente
from detente.conflict import read_conflict
from detente.game.symbolic import build_symbolic
from detente.questions import find
from detente.questions.equilibria import Drawn, equilibria
from detente.questions.equilibria.answer import answer
from detente.questions.question import Request
from tests.answers import combinations, each_once
from tests.generate import conflict_of_any_form
from tests.generate_symbolic import random_symbolic_conflict
from tests.reference import Merged, Reference

SEEDS = range(40)


def place_of(reference: Reference, dm: str, s: Merged) -> int:
    return 1 + len({str(reference.value(dm, t)) for t in reference.states if reference.better(dm, t, s)})


@pytest.mark.parametrize("seed", SEEDS)
def test_equilibria_are_counted_filtered_and_drawn(seed: int) -> None:
    rng = Random(seed)
    conflict = conflict_of_any_form(rng)
    reference, game = Reference(conflict), conflict.game()
    concept = rng.choice(["nash", "gmr", "smr", "seq"])
    atoms = list(conflict.atoms)
    where = f"{rng.choice(atoms)} or not {rng.choice(atoms)}" if rng.random() < 0.5 else None
    number = rng.choice([1, 2, 50])
    found = answer(Drawn(equilibria(game, concept, where=where), number, 3))
    every = reference.equilibria(concept)
    wanted = conflict.under().condition(where) if where else None
    meant = {s for s in every if wanted is None or all(wanted.holds(m) for m in s)}
    assert (found.concept, found.where, found.seed) == (concept, where or "", 3)
    assert found.intricate == ""
    assert int(found.total or -1) == len(every)
    assert int(found.count) == len(meant)
    assert int(found.feasible) == len(reference.states)
    drawn = {combinations(found.states[s]) for s in found.sample}
    assert drawn <= meant
    assert len(drawn) == len(found.sample) == min(number, len(meant))
    assert each_once(found)
    assert [(c.list, c.count) for c in found.truncated] == (
        [("sample", str(len(meant)))] if number < len(meant) else []
    )
    assert found.spoken == (found.sample if len(found.sample) == len(meant) <= 6 else ())
    options = conflict.option_ids
    if not meant or conflict.graph_form:
        assert found.pattern is None
        assert not found.shares
        assert not found.levels
    else:
        members = [m for s in meant for m in s]
        assert found.pattern is not None
        assert set(found.pattern.taken) == {o for o in options if all(o in m for m in members)}
        assert set(found.pattern.not_taken) == {o for o in options if not any(o in m for m in members)}
        assert [s.option for s in found.shares] == list(options)
        for share in found.shares:
            assert int(share.count) == sum(any(share.option in m for m in s) for s in meant)
        everywhere = {
            o: [x for x in one.levels if any(f"{o}.{x}" in m for m in members)]
            for o, one in conflict.levels.items()
            if all(any(f"{o}.{x}" in m for x in one.levels) for m in members)
        }
        assert {x.option: list(x.levels) for x in found.levels} == {
            o: levels for o, levels in everywhere.items() if len(levels) > 1
        }
        feasible = [m for s in reference.states for m in s]
        for one in found.pattern.linked or ():
            assert one.ruled <= joined(one.kind, one.options, feasible)
            assert joined(one.kind, one.options, members)
    if not meant:
        assert found.places == ()
        return
    assert [p.decision_maker for p in found.places] == reference.dms
    for places in found.places:
        spots = [place_of(reference, places.decision_maker, s) for s in meant]
        assert places.span is not None
        assert (places.span.best, places.span.worst) == (min(spots), max(spots))


def joined(kind: str, options: tuple[str, str], members: list[frozenset[str]]) -> bool:
    pairs = {tuple(o in m for o in options) for m in members}
    never = {
        "same": {(True, False), (False, True)},
        "opposite": {(True, True), (False, False)},
        "implies": {(True, False)},
        "excludes": {(True, True)},
        "either": {(False, False)},
    }[kind]
    return not pairs & never


def test_a_pair_that_the_rules_join_is_told_apart() -> None:
    conflict = read_conflict("""
detente: 1
title: a rule joins two
decision_makers: {a: {options: {x: x, y: y}}, b: {options: {z: z}}}
rules: [{exclusive: [a.x, a.y]}]
preferences: {a: [a.x iff b.z], b: [b.z iff a.x]}
""")
    found = answer(Drawn(equilibria(conflict.game(), "nash")))
    assert found.pattern is not None
    ruled = {(one.options, one.kind): one.ruled for one in found.pattern.linked or ()}
    assert ruled == {(("a.x", "b.z"), "same"): False, (("a.x", "a.y"), "excludes"): True}


@pytest.mark.parametrize("seed", range(20))
def test_both_carriers_tell_the_same(seed: int) -> None:
    conflict = random_symbolic_conflict(Random(seed))
    option = conflict.option_ids[0]
    for where in (None, f"not {option}"):
        one, other = (
            answer(Drawn(equilibria(game, "seq", where=where), 1000))
            for game in (conflict.game(), build_symbolic(conflict, most_nodes=1 << 16))
        )
        assert (one.carrier, other.carrier) == ("dense", "symbolic")
        assert (one.count, one.total, one.feasible) == (other.count, other.total, other.feasible)
        assert (one.pattern, one.shares, one.levels) == (other.pattern, other.shares, other.levels)
        assert {s.id for s in one.outcomes} == {s.id for s in other.outcomes}
        assert {one.states[s].id for s in one.sample} == {other.states[s].id for s in other.sample}
        assert other.places == ()


def test_the_same_seed_draws_the_same() -> None:
    found = equilibria(detente.load("istanbul-2025").game("kyiv"), "gmr")
    drawn = [
        [a.states[s].id for s in a.sample] for a in (answer(Drawn(found, 5, seed)) for seed in (1, 1, 2))
    ]
    assert drawn[0] == drawn[1] != drawn[2]


def test_equilibria_are_asked_through_the_registry() -> None:
    question, conflict = find("equilibria"), detente.load("istanbul-2025")
    given = {"concept": "seq", "where": "not europe.troops", "sample": 2, "seed": 4}
    results = question.ask(Request(conflict, ("kyiv", "broker"), given=given))
    answers: list[Any] = [question.answer(r) for r in results]
    assert [a.perspective for a in answers] == ["kyiv", "broker"]
    schema = msgspec.json.schema(question.answers()[0])
    for result, found in zip(results, answers, strict=True):
        assert (found.concept, found.where, found.seed) == ("seq", "not europe.troops", 4)
        assert len(found.sample) == 2
        jsonschema.Draft202012Validator(schema).validate(msgspec.json.decode(msgspec.json.encode(found)))
        rows = list(question.rows(result))
        assert len(rows) == int(found.count)
        assert {"state", "number", "label", "us.support", "rank us"} <= set(rows[0])
    plain = question.ask(Request(conflict, ("kyiv",)))
    first: Any = question.answer(plain[0])
    assert first.concept == "nash"
