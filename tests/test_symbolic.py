"""The symbolic carrier against the dense one and the definitions, and where it refuses."""

from __future__ import annotations

import sys
from random import Random

import numpy as np
import pytest
import yaml

import detente
from detente.conflict import CLASSICAL, Conflict, TooLargeError, UnknownNameError, read_conflict
from detente.game import Game
from detente.game.carrier import build, choose
from detente.game.pattern import pattern_of
from detente.game.symbolic import (
    Clock,
    LimitError,
    StateSet,
    SymbolicGame,
    build_symbolic,
    conjunction,
    diagrams,
    force,
    improving,
)
from detente.questions.analyze import Analysis
from detente.questions.evolve import evolve, symbolic_reach
from detente.questions.explain import explain_state
from detente.stability import stable_states
from detente.stability.symbolic import point, symbolic_stability
from detente.stability.symbolic.work import Work
from tests.generate_symbolic import random_symbolic_conflict
from tests.reference import Reference
from tools.large_conflicts import large_file

SEEDS = range(24)
EACH = 12
NODES = 1 << 16


def both(seed: int) -> list[tuple[Game, SymbolicGame]]:
    """Build some conflicts on both carriers."""
    rng = Random(seed)
    conflicts = [random_symbolic_conflict(rng) for _ in range(EACH)]
    return [(c.game(), build_symbolic(c, most_nodes=NODES)) for c in conflicts]


def ids(states: StateSet) -> list[str]:
    return sorted(s.id for s in states)


def large(options: int = 70, seed: int = 1, makers: int = 5, statements: int = 10) -> Conflict:
    file = large_file(options, makers, statements, scope="local", rules=True, one_way=True, seed=seed)
    return read_conflict(yaml.safe_dump(file, sort_keys=False))


@pytest.mark.parametrize("seed", SEEDS)
def test_both_carriers_agree_on_every_state(seed: int) -> None:
    unstable = 0
    for game, symbolic in both(seed):
        assert symbolic.feasible.count == game.size
        dense, found = stable_states(game), symbolic_stability(symbolic)
        for concept in CLASSICAL:
            assert ids(found.equilibria(concept)) == sorted(s.id for s in dense.equilibria(concept))
            for dm in game.decision_makers:
                stable = sorted(s.id for s in dense.stable_for(concept, dm))
                assert ids(found.stable_for(concept, dm)) == stable, (concept, dm)
                unstable += game.size - len(stable)
    assert unstable


@pytest.mark.parametrize("nodes", [0, point.NODES_OF_LAYERS])
@pytest.mark.parametrize("seed", SEEDS)
def test_single_states_are_answered_as_the_definitions_say(
    seed: int, nodes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(point, "NODES_OF_LAYERS", nodes)  # from where the search goes on without layers
    rng = Random(seed)
    for _ in range(4):
        conflict = random_symbolic_conflict(rng)
        reference, game = Reference(conflict), build_symbolic(conflict, most_nodes=NODES)
        for [taken] in rng.sample(reference.states, min(6, len(reference.states))):
            state = game.described(taken)
            for e in explain_state(game, state).verdicts:
                assert e.stable == reference.stable(e.concept, e.dm, frozenset([taken])), (e.concept, e.dm)
                better = {
                    "+".join(sorted(t)) or "none" for [t] in reference.improve(e.dm, frozenset([taken]))
                }
                assert {s.id for s in e.improvements} == better
                if e.leaving is not None:
                    undeterred = reference.undeterred(e.concept, e.dm, frozenset([taken]))
                    assert frozenset([frozenset(e.leaving.taken)]) in undeterred


@pytest.mark.parametrize("seed", SEEDS)
def test_sets_count_filter_draw_and_tell_what_they_have_in_common(seed: int) -> None:
    rng = Random(seed)
    for game, symbolic in both(seed):
        options = game.conflict.option_ids
        text = f"{rng.choice(options)} or not {rng.choice(options)}"
        found = symbolic.feasible.where(text)
        inside = np.flatnonzero(game.where(text))
        every = {game.state(int(s)).id for s in inside}
        assert found.count == len(every)
        assert set(ids(found)) == every
        drawn = found.sample(5, seed=seed)
        assert len({s.id for s in drawn}) == len(drawn) == min(5, len(every))
        assert {s.id for s in drawn} <= every
        assert found.sample(5, seed=seed) == drawn
        for s in range(game.size):
            assert (game.state(s) in found) == (s in inside)
        assert found.pattern == pattern_of(game.states.masks[inside], options)
        assert ids(symbolic.feasible - found) == ids(symbolic.feasible.where(f"not ({text})"))
        assert not (symbolic.feasible - found) & found


@pytest.mark.parametrize("seed", SEEDS)
def test_what_follows_from_the_status_quo_is_the_same(seed: int) -> None:
    for game, symbolic in both(seed):
        dense, found = detente.evolve(game), evolve(symbolic)
        for concept in CLASSICAL:
            assert ids(found.reached(concept)) == sorted(s.id for s in dense.reached(concept))
            assert ids(found.only_by_moves(concept)) == sorted(s.id for s in dense.only_by_moves(concept))
            assert ids(found.unreachable(concept)) == sorted(s.id for s in dense.unreachable(concept))
            near = found.nearest(concept)
            steps = [len(p.moves) for s in dense.reached(concept) if (p := dense.path(s)) is not None]
            assert (None if near is None else len(near.moves)) == min(steps, default=None)
        for s in range(game.size):
            for improvements in (True, False):
                one, other = (e.path(game.state(s).id, improvements=improvements) for e in (dense, found))
                assert (one is None) == (other is None)
                if one is not None and other is not None:
                    assert len(one.moves) == len(other.moves)
                    at = other.start
                    for move in other.moves:
                        asked = game.improvements if improvements else game.reachable
                        assert move.state.id in [t.id for t in asked(move.mover, at.id)]
                        at = move.state
        for dm in game.decision_makers:
            ranks = game.ranks[game.index(dm)]
            reached = dense.reached_at("nash")
            start = ranks[dense.start.index]
            told = tuple(
                bool(x.any())
                for x in (ranks[reached] > start, ranks[reached] == start, ranks[reached] < start)
            )
            assert found.outlook(dm, found.reached("nash")) == told


def test_draws_are_even() -> None:
    game = build_symbolic(detente.load("ultimatum-audience-cost"))
    drawn = [game.feasible._flat.draw(Random(seed)) for seed in range(2000)]
    counts = np.bincount(drawn, minlength=4)
    assert counts.min() > 400


def test_counts_beyond_what_machines_count_to_are_exact() -> None:
    conflict = read_conflict(
        yaml.safe_dump(
            {
                "detente": 1,
                "title": "many",
                "decision_makers": {
                    d: {"options": {f"o{k}": "an option" for k in range(60)}} for d in ("a", "b")
                },
                "rules": [{"never": "a.o0 and b.o0"}],
                "preferences": {"a": ["a.o1"], "b": ["b.o1 iff a.o2"]},
            }
        )
    )
    found = detente.analyze(conflict)
    assert isinstance(found, Analysis)
    assert found.carrier == "symbolic"
    assert found.game.feasible.count == 3 * 2**118
    assert found.equilibria["nash"].count == 3 * 2**116  # a.o1 is taken, b.o1 as a.o2 is
    pattern = found.equilibria["nash"].pattern
    assert pattern.taken == ("a.o1",)
    assert set(pattern.linked) == {("a.o0", "b.o0", "excludes"), ("a.o2", "b.o1", "same")}


def test_the_carrier_is_chosen_and_said() -> None:
    assert choose(detente.load("chicken")).carrier == "dense"
    few = large(70)
    assert choose(few).carrier == "symbolic"
    assert "too many to list" in choose(few).why
    assert isinstance(build(few), SymbolicGame)
    assert choose(few, most_states=100).carrier == "dense"
    with pytest.raises(TooLargeError):
        build(few, most_states=100)


def test_many_options_of_which_rules_leave_few_states_are_listed() -> None:
    file = large_file(40, 4, 5, scope="any")
    every = [f"d{i}.o{k}" for i in range(4) for k in range(10)]
    file["rules"] = [{"exclusive": every}]
    conflict = read_conflict(yaml.safe_dump(file))
    assert choose(conflict).feasible == 41
    assert choose(conflict).carrier == "dense"


def test_without_the_package_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "oxidd", None)
    monkeypatch.setitem(sys.modules, "oxidd.bcdd", None)
    monkeypatch.setattr("detente.game.carrier.installed", lambda: False)
    with pytest.raises(TooLargeError, match=r"pip install 'detente\[symbolic\]'"):
        detente.analyze(large())
    with pytest.raises(TooLargeError, match="oxidd"):
        build_symbolic(large())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"preferences": {"d0": {"weights": {"d0.o0": 1}}}}, "'d0' are weights; write statements"),
        ({"rules": [{"same": "d0.o0 and d1.o0"}]}, "lets states count as one"),
        (
            {"rules": [{"irreversible": {"option": "d0.o0", "direction": "taken", "if": "d1.o0"}}]},
            "under a condition",
        ),
    ],
)
def test_what_diagrams_cannot_carry_is_named_with_its_place(change: dict[str, object], told: str) -> None:
    file = large_file(70, 5, 6, scope="local")
    for key, value in change.items():
        file[key] = file[key] | value if isinstance(value, dict) else value
    conflict = read_conflict(yaml.safe_dump(file, sort_keys=False), file="big.yaml")
    with pytest.raises(TooLargeError, match=told) as caught:
        detente.analyze(conflict)
    assert "big.yaml:" in str(caught.value)
    with pytest.raises(TooLargeError, match=told):
        build_symbolic(conflict)


def test_too_few_nodes_end_in_a_message() -> None:
    with pytest.raises(LimitError, match="limit of 300 nodes"):
        build_symbolic(large(), most_nodes=300)


def test_a_set_out_of_reach_leaves_bounds_and_answers_for_single_states() -> None:
    game = build_symbolic(large(30, makers=4, statements=8))
    whole = symbolic_stability(game)
    found = symbolic_stability(game, ["gmr", "seq"], seconds=1e-9)
    assert not found.exact("seq")
    assert "limit on time is reached" in found.incomplete["seq"]
    with pytest.raises(LimitError):
        found.equilibria("seq")
    partly = symbolic_stability(game, ["seq"], seconds=60)
    assert partly.exact("seq")
    # As if the time had run out for SEQ alone: what is known of the others bounds it.
    inside, around = whole.bounds("nash")[0], whole.bounds("gmr")[0]
    assert inside is not None
    assert around is not None
    seq = whole.equilibria("seq")
    assert not inside - seq
    assert not seq - around
    for state in [*(around - seq).sample(5), *seq.sample(5)]:
        told = all(e.stable for e in explain_state(game, state, concepts=["seq"]).verdicts)
        assert told == (state in seq)


@pytest.mark.parametrize("seed", range(8))
def test_what_all_have_in_common_out_of_reach_leaves_bounds_and_parts(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def out_of_reach(self: Work, concept: str, sets: list[object], seconds: float, what: str) -> StateSet:
        raise LimitError("not now")

    inside_found = 0
    for _, game in both(seed):
        whole = symbolic_stability(game)
        with monkeypatch.context() as patch:
            patch.setattr(Work, "_joint", out_of_reach)
            found = symbolic_stability(game)
        for concept in CLASSICAL:
            every = whole.equilibria(concept)
            assert not found.exact(concept)
            inside, around = found.bounds(concept)
            assert inside is None or not inside - every
            assert around is not None
            assert not every - around
            inside_found += bool(inside)
            some = game.where(game.options[seed % len(game.options)]) if game.options else game.feasible
            assert ids(found.among(concept, some)) == ids(every & some)
            for state in game.feasible.sample(6, seed=seed):
                assert found.holds(concept, state) == (state in every)
    assert inside_found


@pytest.mark.parametrize("seed", range(8))
def test_where_no_set_is_known_single_states_are(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def out_of_reach(self: Work, concept: str, i: int, clock: object) -> object:
        raise LimitError("not now")

    for _, game in both(seed)[:4]:
        whole = symbolic_stability(game)
        with monkeypatch.context() as patch:
            patch.setattr(Work, "_one", out_of_reach)
            found = symbolic_stability(game)
        for concept in CLASSICAL:
            assert found.bounds(concept) == (None, None)
            with pytest.raises(LimitError):
                found.among(concept, game.feasible)
            for state in game.feasible.sample(6, seed=seed):
                assert found.holds(concept, state) == (state in whole.equilibria(concept))


@pytest.mark.parametrize("seed", range(6))
def test_a_conjunction_by_parts_is_the_conjunction(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagrams, "LARGE", 0)
    for _, game in both(seed):
        clock = Clock(None, "")
        digits = [game.allowed, game.diagrams.true, game.diagrams.false, *(d for q in game.digits for d in q)]
        for one in digits:
            for other in digits:
                assert conjunction(one, other, clock) == one & other
        with pytest.raises(LimitError):
            conjunction(digits[0], digits[-1], Clock(-1.0, ""))


def test_reach_that_is_not_complete_says_so() -> None:
    game = build_symbolic(large())
    found = symbolic_reach(game, "status_quo", seconds=1e-9)
    assert not found.complete
    assert [layer.count for layer in found.layers] == [1]


def test_unknown_names() -> None:
    game = build_symbolic(large())
    found = symbolic_stability(game, ["nash"])
    with pytest.raises(UnknownNameError):
        found.equilibria("seq")
    with pytest.raises(UnknownNameError):
        found.stable_for("nash", "nobody")
    with pytest.raises(UnknownNameError):
        game.state("d0.o0 or d1.o0")
    with pytest.raises(UnknownNameError):
        game.state("nothing.there")


def test_the_order_keeps_together_what_belongs_together() -> None:
    pairs = [((k, 19 - k), 1.0) for k in range(10)]
    order = force(20, pairs)
    assert sorted(order) == list(range(20))
    places = {v: k for k, v in enumerate(order)}
    assert all(abs(places[a] - places[b]) == 1 for (a, b), _ in pairs)
    assert order == force(20, pairs)


@pytest.mark.parametrize("seed", range(6))
def test_improvements_too_large_for_one_diagram_go_by_digits(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(improving, "MOST_NODES_OF_ONE", 0)
    by_digits = 0
    for game, symbolic in both(seed):
        by_digits += sum(found.relation is None for found in symbolic.improving)
        dense, found = stable_states(game, ["seq"]), symbolic_stability(symbolic, ["seq"])
        for dm in game.decision_makers:
            assert ids(found.stable_for("seq", dm)) == sorted(s.id for s in dense.stable_for("seq", dm))
        if game.status_quo is not None:
            reach = evolve(symbolic).by_improvements.states
            steps = detente.evolve(game).by_improvements.steps
            assert reach.count == int((steps >= 0).sum())
    assert by_digits
