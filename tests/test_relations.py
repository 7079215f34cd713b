"""Degrees of preference and unknown preferences: against the definitions, and against what must follow from them."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
import pytest
import yaml

from detente.conflict import (
    Conflict,
    find_concept,
    read_conflict,
    to_json,
    to_yaml,
)
from detente.game import Game
from detente.questions.explain import explain
from detente.stability import stable_by_relation, stable_states
from tests.generate import random_file, random_graph_file
from tests.reference import Merged
from tests.reference_relations import Relations

CONCEPTS = ("nash", "gmr", "smr", "seq")
SANCTIONED = CONCEPTS[1:]


def small_file(rng: Random) -> dict[str, Any]:
    """Make a random conflict that the references, which take their time, are through with soon."""
    while True:
        if rng.random() < 0.3:  # moves along arcs, not transitive as a rule
            graph = random_graph_file(rng)
            if "status_quo" in graph:
                return graph
        file = random_file(rng)
        options = sum(len(m.get("options", {})) for m in file["decision_makers"].values())
        if "status_quo" in file and options <= 4:
            return file


def graded_file(rng: Random) -> dict[str, Any]:
    """Make a random conflict in which statements and rankings have degrees."""
    file = small_file(rng)
    for dm, preference in file["preferences"].items():
        if isinstance(preference, list):
            file["preferences"][dm] = [
                {"that": s, "strength": rng.choice([1, 1, "much", 3])} for s in preference
            ]
        elif "ranking" in preference:
            ranking: list[Any] = []
            for group in preference["ranking"]:
                if ranking and rng.random() < 0.5:
                    ranking.append(rng.choice(["much", {"much": 3}, {"much": 1}]))
                ranking.append(group)
            preference["ranking"] = ranking
    return file


def open_file(rng: Random) -> dict[str, Any]:
    """Make a random conflict in which statements are unknown and rankings partial."""
    file = small_file(rng)
    for dm, preference in file["preferences"].items():
        if isinstance(preference, list):
            file["preferences"][dm] = [
                {"that": s, "unknown": True} if rng.random() < 0.4 else s for s in preference
            ]
        elif "ranking" in preference and rng.random() < 0.8:
            groups = preference["ranking"]
            chains = []
            for _ in range(rng.randint(0, 3)):
                kept = [[s for s in g if rng.random() < 0.6] for g in groups]
                chains.append([g for g in kept if g])
            file["preferences"][dm] = {"partial": chains}
    return file


def read(file: dict[str, Any]) -> Conflict:
    return read_conflict(yaml.safe_dump(file, sort_keys=False))


def aligned(game: Game, reference: Relations) -> list[Merged]:
    """Give the reference's states in the order of the game's."""
    by = {t: s for s in reference.states for t in s}
    states = [game.state(k) for k in range(game.size)]
    return [by[s.facts] for s in states]


@pytest.mark.parametrize("seed", range(40))
def test_strength_is_what_the_definitions_say(seed: int) -> None:
    conflict = read(graded_file(Random(seed)))
    game, reference = conflict.game(), Relations(conflict)
    states = aligned(game, reference)
    for i, dm in enumerate(game.decision_makers):
        if i in game.relations:
            found = game.relations[i].degrees.tolist()
            assert found == [[reference.degree(dm, s, t) for t in states] for s in states]
        for concept in SANCTIONED:
            general = stable_by_relation(game, i, concept)
            strong = stable_by_relation(game, i, f"{concept}-strong")
            weak = stable_by_relation(game, i, f"{concept}-weak")
            third = stable_by_relation(game, i, f"{concept}-strong3")
            assert general.tolist() == [reference.generally(concept, dm, s) for s in states]
            assert strong.tolist() == [reference.strongly(concept, dm, s) for s in states]
            assert weak.tolist() == [reference.weakly(concept, dm, s) for s in states]
            assert third.tolist() == [reference.strongly(concept, dm, s, 3) for s in states]
            assert not (strong & weak).any()
            assert np.array_equal(strong | weak, general)
            assert not (third & ~strong).any()


@pytest.mark.parametrize("seed", range(40))
def test_general_stability_is_that_of_the_orders(seed: int) -> None:
    game = read(graded_file(Random(seed))).game()
    classical = stable_states(game, CONCEPTS)
    for concept in CONCEPTS:
        for i in range(len(game.decision_makers)):
            assert np.array_equal(stable_by_relation(game, i, concept), classical.stable[concept][i])


@pytest.mark.parametrize("seed", range(60))
def test_unknown_preferences_are_what_the_definitions_say(seed: int) -> None:
    conflict = read(open_file(Random(seed)))
    game, reference = conflict.game(), Relations(conflict)
    states = aligned(game, reference)
    for i, dm in enumerate(game.decision_makers):
        if i in game.relations:
            found = [[game.relations[i].degree(s, t) for t in range(game.size)] for s in range(game.size)]
            assert found == [[reference.degree(dm, s, t) for t in states] for s in states]
        for concept in CONCEPTS:
            stays = {}
            for extension in "abcd":
                stays[extension] = stable_by_relation(game, i, f"{concept}-{extension}")
                expected = [reference.extended(concept, extension, dm, s) for s in states]
                assert stays[extension].tolist() == expected, (concept, extension)
            # Who leaves for more, or is deterred by less, leaves more often.
            for narrow, wide in ("ab", "ac", "bd", "cd"):
                assert not (stays[narrow] & ~stays[wide]).any()
            if concept == "nash":
                assert np.array_equal(stays["a"], stays["c"])
                assert np.array_equal(stays["b"], stays["d"])
        for extension in "abcd":
            sets = {c: stable_by_relation(game, i, f"{c}-{extension}") for c in CONCEPTS}
            for narrow, wide in (("nash", "seq"), ("nash", "smr"), ("smr", "gmr"), ("seq", "gmr")):
                assert not (sets[narrow] & ~sets[wide]).any()


@pytest.mark.parametrize("seed", range(40))
def test_nothing_unknown_gives_the_classical_concepts(seed: int) -> None:
    rng = Random(seed)
    game = read(small_file(rng)).game()
    assert not game.relations
    classical = stable_states(game)
    assert classical.concepts == CONCEPTS
    for concept in CONCEPTS:
        for i in range(len(game.decision_makers)):
            for extension in "abcd":
                assert np.array_equal(
                    stable_by_relation(game, i, f"{concept}-{extension}"), classical.stable[concept][i]
                )


@pytest.mark.parametrize("seed", range(40))
def test_a_partial_ranking_of_everything_is_a_ranking(seed: int) -> None:
    rng = Random(seed)
    while True:
        file = random_file(rng)
        if "status_quo" in file and any("ranking" in p for p in file["preferences"].values()):
            break
    whole = read(file).game()
    for preference in file["preferences"].values():
        if "ranking" in preference:
            groups = preference.pop("ranking")
            cut = rng.randrange(len(groups))  # two chains that share a group say as much as one
            preference["partial"] = [groups[: cut + 1], groups[cut:]]
    game = read(file).game()
    assert not game.open
    assert not game.relations
    for one, other in zip(whole.ranks, game.ranks, strict=True):
        assert np.array_equal(one, other)


@pytest.mark.parametrize("make", [graded_file, open_file])
@pytest.mark.parametrize("seed", range(30))
def test_what_is_written_reads_back(make: Any, seed: int) -> None:
    conflict = read(make(Random(seed)))
    for text in (to_json(conflict), to_yaml(conflict)):
        again = read_conflict(text)
        assert to_json(again) == to_json(conflict)
        one, other = conflict.game(), again.game()
        assert one.open == other.open
        assert one.relations.keys() == other.relations.keys()
        for k, relation in one.relations.items():
            assert np.array_equal(relation.degrees, other.relations[k].degrees)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("make", [graded_file, open_file])
def test_every_verdict_has_its_witnesses(make: Any, seed: int) -> None:
    """What deters is a legal answer by moves of the right kind, to something of the right kind."""
    conflict = read(make(Random(seed)))
    game, reference = conflict.game(), Relations(conflict)
    states = aligned(game, reference)
    found = stable_states(game)
    rng = Random(seed)
    for key in found.concepts:
        concept = find_concept(key)
        for dm in game.decision_makers:
            s = rng.randrange(game.size)
            told = explain(game, s, dm, key)
            assert told.stable == found.stable[key][game.index(dm), s]
            for answer in told.answers:
                target = states[answer.improvement.index]
                assert target in reference.reach(dm, states[s])
                if answer.sanction is None:
                    continue
                end = states[answer.sanction.end.index]
                kind = "any"
                if concept.base == "seq":
                    kind = "may improve" if game.open else "improve"
                assert end in reference.answers(dm, target, kind)
                degree = reference.degree(dm, states[s], end)
                if degree is None:
                    assert concept.variant in ("c", "d")
                else:
                    assert degree <= -concept.degree
                movers = [m.mover for m in answer.sanction.moves]
                assert all(a != b for a, b in pairwise(movers))
