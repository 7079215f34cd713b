"""Groups that move together: the coalition forms of the four concepts."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.conflict import CLASSICAL, DetenteError, TooLargeError, UnknownNameError
from tests.generate import conflict_of_any_form
from tests.reference import Merged, Reference


def all_better(reference: Reference, group: tuple[str, ...], t: Merged, s: Merged) -> bool:
    return all(reference.better(dm, t, s) for dm in group)


def stays(reference: Reference, group: tuple[str, ...], concept: str, s: Merged) -> bool:
    """A group stays if each of its joint improvements can be answered (Kilgour, Hipel, Fang & Peng 2001)."""
    rest = tuple(d for d in reference.dms if d not in group)
    for x in reference.legal(group, s, False):
        if not all_better(reference, group, x, s):
            continue
        if concept == "nash":
            return False
        answers = reference.legal(rest, x, concept == "seq")
        harmful = [y for y in answers if not all_better(reference, group, y, s)]
        if concept == "smr":
            harmful = [
                y
                for y in harmful
                if not any(all_better(reference, group, z, s) for z in reference.legal(group, y, False))
            ]
        if not harmful:
            return False
    return True


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9).map(Random))
def test_every_group_stays_where_the_definitions_say(rng):
    conflict = conflict_of_any_form(rng).under()
    reference = Reference(conflict)
    game = conflict.game()
    found = detente.coalitions(game)
    makers = reference.dms
    assert found.groups == tuple(g for k in range(1, len(makers) + 1) for g in combinations(makers, k))
    states = [
        frozenset(frozenset(m) for m in s.members or (s.facts,)) for s in map(game.state, range(game.size))
    ]
    assert set(states) == set(reference.states)
    some = rng.sample(range(len(found.groups)), min(4, len(found.groups)))
    for concept in CLASSICAL:
        for k in some:
            expected = [stays(reference, found.groups[k], concept, s) for s in states]
            assert found.stable[concept][k].tolist() == expected
        alone = found.stable[concept][: len(makers)]
        assert (alone == found.stability.stable[concept]).all()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9).map(Random))
def test_joint_moves_are_legal_and_better_for_every_member(rng):
    game = conflict_of_any_form(rng).under().game()
    found = detente.coalitions(game)
    state = game.state(rng.randrange(game.size))
    for concept in CLASSICAL:
        groups = found.leaving(state, concept)
        assert all(found.ends(state, g, concept).size for g in groups)
        assert not any(found.ends(state, g, concept).size for g in found.groups if g not in groups)
        smallest = found.smallest_leaving(state, concept)
        assert all(not set(a) < set(b) for a in groups for b in smallest)
    for group in found.leaving(state, "nash")[:3]:
        move = found.joint_move(state, group, int(found.ends(state, group)[0]))
        at, last = state, ""
        for step in move.path.moves:
            assert step.mover in group
            assert step.mover != last
            assert step.state in game.reachable(step.mover, at)
            at, last = step.state, step.mover
        assert all(g.gain > 0 for g in move.gains)
        assert "nash" in move.undeterred
        assert set(move.undeterred) <= set(CLASSICAL)
        for concept in ("gmr", "seq"):
            assert (move.sanctions[concept] is None) == (concept in move.undeterred)


def test_elmira_the_ministry_and_the_firm_can_leave_the_published_equilibrium():
    """Kinsara, Kilgour & Hipel 2014: 7 is no equilibrium for {MoE, Uniroyal} under any concept; they move to 10."""
    game = detente.load("elmira").game()
    moe, uniroyal = game.decision_makers[:2]
    found = detente.coalitions(game, group=[moe, uniroyal], state="s7")
    for concept in CLASSICAL:
        assert found.leaving(game.state("s7"), concept) == ((moe, uniroyal),)
    assert [game.state(int(s)).id for s in found.ends(game.state("s7"), (moe, uniroyal))] == ["s10"]


def test_istanbul_the_compromise_of_the_broker_needs_a_joint_move():
    game = detente.load("istanbul-2025").game("broker")
    evolution = detente.evolve(game)
    compromise = game.where("compromise")
    assert not any(compromise[s.index] for s in evolution.reached("nash"))
    found = detente.coalitions(game)
    deadlock = found.states[1]
    assert deadlock.label == "#849"
    assert ("russia", "ukraine") in found.smallest_leaving(deadlock, "nash")
    ends = found.ends(deadlock, ("russia", "ukraine"))
    assert compromise[ends].all()
    move = found.joint_move(deadlock, ("russia", "ukraine"), int(ends[0]))
    assert {s.label for s in move.onward} <= {"#53", "#55"}
    assert {s.label for s in found.survives("nash")} == {"#53", "#55"}


def test_prisoners_together_leave_betrayal():
    found = detente.coalitions(detente.load("prisoners-dilemma").game(), state="betrayal")
    assert found.survives("nash") == ()
    assert [s.id for s in found.survives("seq")] == ["silence"]


def test_bad_questions_are_refused():
    game = detente.load("chicken").game()
    with pytest.raises(UnknownNameError):
        detente.coalitions(game, group=["nobody"])
    with pytest.raises(UnknownNameError):
        detente.coalitions(game, ["nasch"])
    with pytest.raises(UnknownNameError):
        detente.coalitions(game, group=[])
    with pytest.raises(DetenteError, match="at most 0"):
        detente.coalitions(game, most_members=0)
    found = detente.coalitions(game, group="first", state="crash")
    assert found.groups == (("first",),)
    with pytest.raises(UnknownNameError):
        found.joint_move(found.states[0], ["frist"], 0)
    makers = "".join(f"  d{k}: {{options: {{o: o}}}}\n" for k in range(14))
    prefer = "".join(f"  d{k}: [o]\n" for k in range(14))
    text = f"detente: 1\ntitle: many\ndecision_makers:\n{makers}preferences:\n{prefer}"
    many = detente.read_conflict(text).game()
    with pytest.raises(TooLargeError, match="groups"):
        detente.coalitions(many, ["nash"])
    assert len(detente.coalitions(many, ["nash"], most_members=2).groups) == 14 + 91
