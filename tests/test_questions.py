"""Explanations and evolution against the reference; comparison of accounts."""

from __future__ import annotations

from random import Random

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.conflict import CLASSICAL, NotInFileError, UnknownNameError, read_conflict
from detente.game import State
from detente.questions.evolve import Path
from tests.generate import conflict_of_any_form
from tests.reference import Merged, Reference

randoms = st.integers(0, 10**9).map(Random)
many = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def merged(state: State) -> Merged:
    return frozenset(frozenset(m) for m in state.members or (state.facts,))


def check_path(reference: Reference, path: Path, *, improvements: bool, group: set[str]) -> None:
    """A path is legal: each step is a move of who makes it, in the group, and no one moves twice in a row."""
    before, last = merged(path.start), None
    for move in path.moves:
        assert move.mover in group
        assert move.mover != last
        after = merged(move.state)
        options = (
            reference.improve(move.mover, before) if improvements else reference.reach(move.mover, before)
        )
        assert after in options
        before, last = after, move.mover


@many
@given(randoms)
def test_every_verdict_has_a_witness(rng):
    conflict = conflict_of_any_form(rng)
    reference, game = Reference(conflict), conflict.game()
    for _ in range(4):
        s, dm, concept = rng.randrange(game.size), rng.choice(game.decision_makers), rng.choice(CLASSICAL)
        state = game.state(s)
        here = merged(state)
        found = detente.explain(game, state, dm, concept)
        assert found.stable == reference.stable(concept, dm, here)
        assert {merged(a.improvement) for a in found.answers} == set(reference.improve(dm, here))
        assert found.count == len(found.answers)
        others = {d for d in game.decision_makers if d != dm}
        for answer in found.answers:
            if answer.sanction is None:
                continue
            assert concept != "nash"
            assert answer.sanction.start == answer.improvement
            assert len(answer.sanction.moves) == len(answer.movers) > 0
            check_path(reference, answer.sanction, improvements=concept == "seq", group=others)
            end = merged(answer.sanction.end)
            assert not reference.better(dm, end, here)
            if concept == "smr":
                assert not any(reference.better(dm, y, here) for y in reference.reach(dm, end))
            if concept == "seq":
                assert all(r.gain == 1 for r in answer.movers)
        for answer in found.answers:
            if answer.escape is not None:
                assert answer.answer is not None
                assert answer.sanction is None
                check_path(reference, answer.answer, improvements=False, group=others)
                assert merged(answer.escape) in reference.reach(dm, merged(answer.answer.end))
                assert reference.better(dm, merged(answer.escape), here)


@many
@given(randoms)
def test_evolution_equals_the_reference(rng):
    conflict = conflict_of_any_form(rng)
    reference, game = Reference(conflict), conflict.game()
    found = detente.evolve(game)
    start = merged(found.start)
    everyone = tuple(reference.dms)
    by_improvements = reference.legal(everyone, start, True) | {start}
    by_moves = reference.legal(everyone, start, False) | {start}
    for concept in CLASSICAL:
        equilibria = reference.equilibria(concept)
        assert {merged(s) for s in found.reached(concept)} == equilibria & by_improvements
        assert {merged(s) for s in found.only_by_moves(concept)} == (equilibria & by_moves) - by_improvements
        assert {merged(s) for s in found.unreachable(concept)} == equilibria - by_moves
    for s in range(game.size):
        for improvements, reach in ((True, by_improvements), (False, by_moves)):
            path = found.path(s, improvements=improvements)
            assert (path is not None) == (merged(game.state(s)) in reach)
            if path is not None:
                assert merged(path.end) == merged(game.state(s))
                check_path(reference, path, improvements=improvements, group=set(everyone))
                assert len(path.moves) == shortest(reference, start, merged(path.end), improvements)


@many
@given(randoms)
def test_undeterred_ways_equal_the_reference(rng):
    conflict = conflict_of_any_form(rng)
    reference, game = Reference(conflict), conflict.game()
    found = detente.evolve(game)
    for concept in CLASSICAL:
        border, seen = [(merged(found.start), "")], {(merged(found.start), "")}
        while border:
            s, last = border.pop()
            after = [(t, d) for d in reference.dms if d != last for t in reference.undeterred(concept, d, s)]
            border += [x for x in after if x not in seen]
            seen |= set(after)
        steps = found.undeterred(concept).steps
        assert {merged(game.state(s)) for s in range(game.size) if steps[s] >= 0} == {s for s, _ in seen}
        if not any(merged(found.start) not in reference.stability(concept)[d] for d in reference.dms):
            assert len(seen) == 1  # where nobody leaves, nothing follows


def shortest(reference: Reference, start: Merged, end: Merged, improvements: bool) -> int:
    border, seen, length = {(start, "")}, {(start, "")}, 0
    while not any(s == end for s, _ in border):
        step = reference.improve if improvements else reference.reach
        border = {(t, d) for s, last in border for d in reference.dms if d != last for t in step(d, s)} - seen
        seen |= border
        length += 1
    return length


def test_start_can_be_chosen_and_must_be_known():
    without = detente.load("garrison").game()
    assert without.status_quo is None
    with pytest.raises(NotInFileError, match="status_quo"):
        detente.evolve(without)
    game = detente.load("chicken").game()
    assert detente.evolve(game, start="none").start.taken == ()
    with pytest.raises(UnknownNameError):
        detente.evolve(game, start="nowhere")


def test_comparison_finds_shared_equilibria_and_differing_claims():
    conflict = read_conflict(
        yaml.safe_dump(
            {
                "detente": 1,
                "title": "two accounts",
                "status_quo": [],
                "decision_makers": {"a": {"options": {"x": "x"}}, "b": {"options": {"y": "y"}}},
                "perspectives": {
                    "one": {"preferences": {"a": ["x", "b.y"], "b": ["y"]}},
                    "two": {"preferences": {"a": ["x"], "b": ["not y"]}},
                },
            }
        )
    )
    found = detente.compare(conflict)
    assert found.accounts == ("one", "two")
    assert found.reached("nash") == {"one": ("a.x+b.y",), "two": ("a.x",)}
    assert found.shared("nash") == ()
    claims = {(c.dm, str(c.statement.that)): dict(c.places) for c in found.claims}
    assert claims == {("a", "b.y"): {"one": 2}, ("b", "b.y"): {"one": 1}, ("b", "not b.y"): {"two": 1}}


def test_a_claim_keeps_the_source_of_every_account_that_makes_it():
    conflict = read_conflict(
        """
        detente: 1
        title: two sources
        status_quo: []
        sources: {press: A newspaper, minutes: The minutes}
        decision_makers: {a: {options: {x: x}}}
        perspectives:
          one: {preferences: {a: [{that: x, source: press}]}}
          two: {preferences: {a: [not x, {that: x, source: minutes#3}]}}
        """
    )
    [claim] = [c for c in detente.compare(conflict).claims if str(c.statement.that) == "a.x"]
    assert {a: [str(c) for c in s.sources] for a, s in claim.made_by.items()} == {
        "one": ["press"],
        "two": ["minutes#3"],
    }
    assert dict(claim.places) == {"one": 1, "two": 2}


def test_istanbul_gives_what_was_worked_out_by_hand():
    """The outcomes stated with the first model of this conflict, checked by brute force then."""
    found = detente.compare(detente.load("istanbul-2025"))
    commentary = {"russia.talks", "ukraine.attend", "ukraine.concede"}
    ids = {a: [set(s.split("+")) for s in states] for a, states in found.reached("nash").items()}
    assert ids["commentary"] == [commentary | {"russia.truce"}, commentary | {"europe.enforce"}]
    held = {"russia.talks", "ukraine.attend", "europe.enforce", "us.support", "us.insist"}
    assert ids["kyiv"] == [held | {"russia.escalate"}]
    assert ids["broker"] == [held]
    broker = found.analyses[2]
    compromise = "russia.concede+russia.talks+ukraine.attend+ukraine.concede"
    assert compromise in {s.id for s in broker.equilibria["nash"]}
    assert broker.evolution is not None
    assert broker.evolution.path(compromise) is None


def test_unknown_names_are_told_with_the_nearest():
    conflict = detente.load("istanbul-2025")
    with pytest.raises(UnknownNameError, match="did you mean 'kyiv'"):
        conflict.game("kiev")
    game = conflict.game("kyiv")
    with pytest.raises(UnknownNameError, match="concept"):
        detente.analyze(game, ["nahs"])
    with pytest.raises(UnknownNameError, match="decision maker"):
        detente.explain(game, "status_quo", "rusia", "nash")


def test_results_are_tables():
    import pandas as pd

    game = detente.load("prisoners-dilemma").game()
    analysis = detente.analyze(game)
    results = [
        analysis,
        analysis.stability,
        detente.evolve(game, start=0),
        detente.explain(game, 3, game.decision_makers[0], "seq"),
        detente.compare(detente.load("istanbul-2025")),
    ]
    for result in results:
        frame = result.to_frame()
        assert isinstance(frame, pd.DataFrame)
        assert len(frame) == len(result.rows()) > 0
        assert "<table>" in result._repr_html_()


def test_networkx_graph_has_every_move():
    game = detente.load("syria-iraq-1975").game()
    graph = game.to_networkx()
    assert graph.number_of_nodes() == game.size
    moves = sum(len(game.reachable(dm, s)) for dm in game.decision_makers for s in range(game.size))
    assert graph.number_of_edges() == moves
    better = sum(len(game.improvements(dm, s)) for dm in game.decision_makers for s in range(game.size))
    assert sum(data["improvement"] for *_, data in graph.edges(data=True)) == better
