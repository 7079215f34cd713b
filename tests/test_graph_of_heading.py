"""The graph of what matters has every outcome to which it is heading, with the ways there, looking ahead and not."""

from __future__ import annotations

from typing import Any

import pytest

import detente
from detente import catalogue
from detente.questions.analyze.graph import MOST_DRAWN_WHOLE, MOST_TARGETS
from detente.questions.analyze.picture import graph_told

LONG = {"istanbul-2025", "garrison", "syria-iraq-1975", "korea-2017"}
NAMES = [n for n in catalogue.names() if n in LONG]


@pytest.mark.parametrize("name", NAMES)
def test_it_has_where_it_leads_and_each_step_on_the_way(name: str) -> None:
    conflict = detente.load(name)
    seen = 0
    for account in conflict.accounts:
        found: Any = detente.answer(detente.analyze(conflict.game(account)))
        if found.graph is None or found.heading is None or len(found.states) <= MOST_DRAWN_WHOLE:
            continue
        nodes = {n.state for n in found.graph.nodes}
        steps = {(x.source, x.target, x.decision_maker) for x in found.graph.lines if x.step}
        steps |= {(x.target, x.source, x.decision_maker) for x in found.graph.lines if x.step}
        for ends in (found.heading.ahead, found.heading.myopic):
            for end in ends.states[:MOST_TARGETS]:
                assert end in nodes
            for way in ends.ways[:MOST_TARGETS]:
                before = way.start
                for step in way.moves:
                    assert (before, step.state, step.mover) in steps
                    before = step.state
                    seen += 1
        held = {h.concept: set(h.states) for h in found.plain}
        for node in found.graph.nodes:
            assert set(node.concepts) == {c for c, states in held.items() if node.state in states}
    assert seen or name != "istanbul-2025"


def test_it_says_that_it_names_only_equilibria_that_are_drawn() -> None:
    large = detente.answer(detente.analyze(detente.load("istanbul-2025").game("broker")))
    assert "Equilibria under some concept, of those drawn: " in graph_told(large)
    small = detente.answer(detente.analyze(detente.load("chicken").game()))
    assert "Equilibria under some concept: " in graph_told(small)
