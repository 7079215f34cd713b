"""What round trips compare: two conflicts are the same game, position by position."""

from __future__ import annotations

from random import Random

import numpy as np
import yaml

import detente
from detente.conflict import Conflict, DetenteError, read_conflict
from tests.generate import random_conflict, random_graph_file, random_levels_file

OPEN = """
detente: 1
title: t
decision_makers: {a: {options: {x: x}}, b: {options: {y: y}}}
preferences:
  a: [{that: b.y, HOW}, x]
  b: [a.x]
"""


def assert_same_game(
    before: Conflict, after: Conflict, *, account: str | None = None, start: bool = True
) -> None:
    """Compare states, moves, ranks, equilibria and the status quo; ids may differ, the order of options may not."""
    one, two = before.game(account), after.game()
    assert [len(d.options) for d in one.conflict.decision_makers] == [
        len(d.options) for d in two.conflict.decision_makers
    ]
    assert one.states.masks.tolist() == two.states.masks.tolist()
    assert one.states.class_of.tolist() == two.states.class_of.tolist()
    for mine, theirs in zip(one.ranks, two.ranks, strict=True):
        assert mine.tolist() == theirs.tolist()
    for moves, others in zip(one.moves, two.moves, strict=True):
        for state in range(one.size):
            assert sorted(moves.successors(state)) == sorted(others.successors(state))
    if start:
        assert one.status_quo == two.status_quo
    found, again = detente.analyze(one), detente.analyze(two)
    for concept in found.concepts:
        assert np.array_equal(found.stability.stable[concept], again.stability.stable[concept])


def random_conflicts(seed: object, count: int) -> list[Conflict]:
    rng = Random(str(seed))
    return [random_conflict(rng) for _ in range(count)]


def equilibria(conflict: Conflict) -> dict[str, set[tuple[str, ...]]]:
    """Give the equilibria as sets of options taken, by concept."""
    found = detente.analyze(conflict.game()).equilibria
    return {concept: {s.taken for s in states} for concept, states in found.items()}


def random_graph_conflicts(seed: object, count: int) -> list[Conflict]:
    """Make random conflicts that are given as states and moves."""
    rng = Random(str(seed))
    found: list[Conflict] = []
    while len(found) < count:
        file = random_graph_file(rng)
        if "status_quo" in file:
            found.append(read_conflict(yaml.safe_dump(file, sort_keys=False)))
    return found


def random_level_conflicts(seed: object, count: int) -> list[Conflict]:
    """Make random conflicts of options with levels that have a state."""
    rng = Random(str(seed))
    found: list[Conflict] = []
    while len(found) < count:
        file = random_levels_file(rng, one_way=rng.random() < 0.5)
        conflict = read_conflict(yaml.safe_dump(file, sort_keys=False))
        try:
            conflict.game()
        except DetenteError:
            continue
        found.append(conflict)
    return found
