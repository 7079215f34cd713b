"""The facts of ``analyze``, recomputed by the definitions on random conflicts; both carriers tell the same."""

from __future__ import annotations

import time
from functools import cache, partial
from itertools import combinations as pairs_of
from random import Random

import jsonschema
import msgspec
import pytest

import detente
from detente.conflict import CLASSICAL, find_concept, in_reading_order, read_conflict
from detente.game.symbolic import build_symbolic
from detente.questions import find
from detente.questions.analyze.analysis import analysis
from detente.questions.analyze.answer import AnalyzeAnswer, answer
from detente.questions.question import Request
from tests.answers import combinations, each_once, legal, marked, places, walk
from tests.generate import conflict_of_any_form
from tests.generate_symbolic import random_symbolic_conflict
from tests.large_listed import large_listed
from tests.reference import Merged, Reference
from tests.reference_relations import Relations
from tests.test_degrees_and_unknown import PLANT
from tests.test_relations import graded_file, open_file, read

SEEDS = range(30)


@cache
def asked(seed: int) -> tuple[AnalyzeAnswer, Reference]:
    conflict = conflict_of_any_form(Random(seed))
    return answer(detente.analyze(conflict.game())), Reference(conflict)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_state_is_listed_once_in_order_and_what_holds_is_what_the_definitions_say(seed: int) -> None:
    found, reference = asked(seed)
    assert each_once(found)
    assert int(found.feasible) == len(reference.states) == len(found.states)
    numbers = [int(s.number) for s in found.states]
    assert numbers == sorted(numbers)
    at = places(found, reference)
    assert [h.concept for h in found.held] == in_reading_order(CLASSICAL)
    start = None if found.status_quo is None else combinations(found.states[found.status_quo])
    for held in found.held:
        stable, expected = reference.stability(held.concept), reference.equilibria(held.concept)
        assert [s.decision_maker for s in held.stays] == reference.dms
        for stays in held.stays:
            assert len(stays.stable) == len(found.states)
            assert marked(stays.stable, found) == stable[stays.decision_maker]
            assert int(stays.count or -1) == len(stable[stays.decision_maker])
        assert {combinations(found.states[s]) for s in held.states} == expected
        assert held.count == held.at_least == held.at_most == str(len(expected))
        assert list(held.states) == sorted(at[s] for s in expected)
        assert not held.drawn
        assert not held.incomplete
        assert not held.undecided
        assert held.leaving == tuple(dm for dm in reference.dms if start and start not in stable[dm])
        assert held.status_quo == (None if start is None else start in expected)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_follows_is_what_walking_through_the_moves_finds(seed: int) -> None:
    found, reference = asked(seed)
    following = found.following
    assert following is not None
    assert following.start == found.status_quo
    at = places(found, reference)
    start = combinations(found.states[following.start])
    near = walk(reference, start, reference.improve)
    far = walk(reference, start, reference.reach)
    assert marked(following.by_improvements, found) == set(near)
    assert marked(following.by_moves, found) == set(far)
    assert len(following.by_improvements) == len(following.by_moves) == len(found.states)
    assert int(following.reachable_states) == len(near)
    assert following.complete
    assert following.moves == max(near.values())
    held = {c: reference.equilibria(c) for c in in_reading_order(CLASSICAL)}
    kept = {c: walk(reference, start, partial(reference.undeterred, c)) for c in held}
    every = set.union(*held.values())
    for listed, wanted, steps, step in (
        (following.reachable, every & set(near), near, reference.improve),
        (following.only_by_moves, (every & set(far)) - set(near), far, reference.reach),
    ):
        assert {combinations(found.states[r.state]) for r in listed} == wanted
        lengths = [len(r.way.moves) for r in listed]
        assert lengths == sorted(lengths)
        for reached in listed:
            state = combinations(found.states[reached.state])
            assert reached.way.start == following.start
            assert reached.way.end == reached.state
            assert len(reached.way.moves) == steps[state]
            assert legal(found, reached.way, step)
            assert reached.concepts == tuple(c for c in held if state in held[c])
            expected = (
                [c for c in reached.concepts if state in kept[c]] if listed is following.reachable else []
            )
            assert list(reached.undeterred) == expected
    assert list(following.unreachable) == sorted(at[s] for s in every - set(far))
    for follows in following.by_concept:
        mine = held[follows.concept]
        assert int(follows.reached or -1) == len(mine & set(near))
        assert int(follows.undeterred or -1) == len(mine & set(kept[follows.concept]))
        assert int(follows.only_by_moves or -1) == len((mine & set(far)) - set(near))
        assert int(follows.unreachable or -1) == len(mine - set(far))
        if not mine & set(near):
            assert follows.nearest is None
            assert follows.fares == ()
            continue
        assert follows.nearest is not None
        assert len(follows.nearest.moves) == min(near[s] for s in mine & set(near))
        assert combinations(found.states[follows.nearest.end]) in mine
        for fares in follows.fares:
            dm = fares.decision_maker
            reached_now = mine & set(near)
            assert fares.better == any(reference.better(dm, s, start) for s in reached_now)
            assert fares.worse == any(reference.better(dm, start, s) for s in reached_now)
            assert fares.same == any(
                not reference.better(dm, s, start) and not reference.better(dm, start, s) for s in reached_now
            )
            assert not fares.unknown
            order = sorted({str(reference.value(dm, s)) for s in reference.states})
            assert fares.before is not None
            assert fares.after is not None
            assert fares.before.of == fares.after.of == len(order)
            spots = {place_of(reference, dm, s) for s in reached_now}
            assert (fares.after.best, fares.after.worst) == (min(spots), max(spots))
            assert {fares.before.best, fares.before.worst} == {place_of(reference, dm, start)}
    assert [f.decision_maker for f in following.by_concept[-1].fares] in ([], reference.dms)


def place_of(reference: Reference, dm: str, s: Merged) -> int:
    """1 and the number of better values there are."""
    return 1 + len({str(reference.value(dm, t)) for t in reference.states if reference.better(dm, t, s)})


@pytest.mark.parametrize("seed", SEEDS)
def test_what_equilibria_have_in_common_is_what_looking_at_each_says(seed: int) -> None:
    found, reference = asked(seed)
    options = reference.conflict.option_ids
    for held in found.held:
        members = [m for s in reference.equilibria(held.concept) for m in s]
        if not members or reference.conflict.graph_form:
            assert held.pattern is None
            continue
        assert held.pattern is not None
        assert set(held.pattern.taken) == {o for o in options if all(o in m for m in members)}
        assert set(held.pattern.not_taken) == {o for o in options if not any(o in m for m in members)}
        assert sorted((*held.pattern.taken, *held.pattern.not_taken, *held.pattern.free)) == sorted(options)
        assert held.pattern.linked is not None
        for one in held.pattern.linked:
            a, b = ([o in m for m in members] for o in one.options)
            both = {
                "same": a == b,
                "opposite": [not x for x in a] == b,
                "implies": all(y for x, y in zip(a, b, strict=True) if x),
                "excludes": not any(x and y for x, y in zip(a, b, strict=True)),
                "either": all(x or y for x, y in zip(a, b, strict=True)),
            }
            assert both[one.kind]
        if len(held.pattern.free) == 2:
            x, y = held.pattern.free
            occurring = {(x in m, y in m) for m in members}
            assert bool(held.pattern.linked) == (len(occurring) < 4)


def test_the_graph_shows_ways_to_four_outcomes_at_most() -> None:
    options = ", ".join(f"{o}: option {o}" for o in "abcde")
    text = f"""
detente: 1
title: Five ways to be as well off
status_quo: []
decision_makers:
  ann: {{options: {{{options}}}}}
rules:
  - exclusive: [{", ".join(f"ann.{o}" for o in "abcde")}]
preferences:
  ann: [{" or ".join("abcde")}]
"""
    graph = answer(detente.analyze(read_conflict(text).game())).graph
    assert graph is not None
    assert graph.whole
    assert len(graph.nodes) == 6
    assert sorted(line.step for line in graph.lines if line.forth or line.back) == [0, 1, 1, 1, 1]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_graph_shows_moves_that_there_are(seed: int) -> None:
    found, reference = asked(seed)
    graph = found.graph
    assert graph is not None
    assert graph.whole == (len(reference.states) <= 12)
    shown = {n.state: combinations(found.states[n.state]) for n in graph.nodes}
    start = combinations(found.states[found.following.start]) if found.following else None
    assert start in shown.values()
    for node in graph.nodes:
        assert node.concepts == tuple(
            c for c in in_reading_order(CLASSICAL) if shown[node.state] in reference.equilibria(c)
        )
        near = walk(reference, start, reference.improve) if start else {}
        if shown[node.state] in near:
            assert node.level == near[shown[node.state]]
    told = {}
    for line in graph.lines:
        s, t, dm = shown[line.source], shown[line.target], line.decision_maker
        assert (line.forth is None) == (t not in reference.reach(dm, s))
        assert (line.back is None) == (s not in reference.reach(dm, t))
        assert bool(line.forth) == (t in reference.improve(dm, s))
        assert bool(line.back) == (s in reference.improve(dm, t))
        assert frozenset((dm, s, t)) not in told
        told[frozenset((dm, s, t))] = line
    for dm in reference.dms:
        for s, t in pairs_of(shown.values(), 2):
            better = t in reference.improve(dm, s) or s in reference.improve(dm, t)
            moves = t in reference.reach(dm, s) or s in reference.reach(dm, t)
            assert (frozenset((dm, s, t)) in told) == (moves if graph.whole else better)
    assert graph.apart <= 4


@pytest.mark.parametrize("seed", SEEDS)
def test_the_outcomes_spoken_of_are_where_it_is_heading(seed: int) -> None:
    found, _ = asked(seed)
    assert found.heading is not None
    expected: list[int] = []
    for ends in (found.heading.ahead, found.heading.myopic):
        if len(ends.states) <= 4:
            expected += [s for s in ends.states if s not in expected]
    assert list(found.spoken) == expected


def test_without_a_status_quo_what_holds_is_spoken_of() -> None:
    found = answer(detente.analyze(detente.load("chicken").game()))
    assert found.heading is None
    assert found.following is None
    assert found.held[0].status_quo is None
    assert found.held[0].leaving == ()
    assert [s.id for s in found.outcomes] == ["first_swerves", "second_swerves"]
    assert found.graph is not None
    assert len(found.graph.nodes) == 4


# -- both carriers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(16))
def test_both_carriers_give_the_same_facts_in_the_same_shape(seed: int) -> None:
    conflict = random_symbolic_conflict(Random(seed))
    listed = answer(detente.analyze(conflict.game()))
    carried = answer(analysis(build_symbolic(conflict, most_nodes=1 << 16), why="because"))
    assert (listed.carrier, carried.carrier) == ("dense", "symbolic")
    assert (listed.why, carried.why) == ("", "because")
    assert listed.feasible == carried.feasible
    assert carried.graph is None
    for one, other in zip(listed.held, carried.held, strict=True):
        assert (one.concept, one.count, one.at_least, one.at_most) == (
            other.concept,
            other.count,
            other.at_least,
            other.at_most,
        )
        assert (one.status_quo, one.leaving, one.pattern) == (other.status_quo, other.leaving, other.pattern)
        assert [(s.decision_maker, s.count) for s in one.stays] == [
            (s.decision_maker, s.count) for s in other.stays
        ]
        assert all(not s.stable for s in other.stays)
        assert other.drawn
        assert {carried.states[s].id for s in other.states} <= {listed.states[s].id for s in one.states}
        assert len(other.states) == min(10, int(one.count or 0))
        cuts = {c.list: c.count for c in carried.truncated}
        name = f"held.{one.concept}.states"
        assert cuts.get(name) == (one.count if int(one.count or 0) > 10 else None)
    assert (listed.following is None) == (carried.following is None)
    if listed.following is None or carried.following is None:
        return
    assert listed.following.reachable_states == carried.following.reachable_states
    assert listed.following.moves == carried.following.moves
    assert carried.following.complete
    assert carried.states[carried.following.start].id == listed.states[listed.following.start].id
    for mine, theirs in zip(listed.following.by_concept, carried.following.by_concept, strict=True):
        assert (mine.concept, mine.reached, mine.only_by_moves, mine.unreachable) == (
            theirs.concept,
            theirs.reached,
            theirs.only_by_moves,
            theirs.unreachable,
        )
        ways = [None if f.nearest is None else len(f.nearest.moves) for f in (mine, theirs)]
        assert ways[0] == ways[1]
        assert [(f.decision_maker, f.better, f.same, f.worse) for f in mine.fares] == [
            (f.decision_maker, f.better, f.same, f.worse) for f in theirs.fares
        ]
    reached = {carried.states[r.state].id for r in carried.following.reachable}
    assert reached <= {listed.states[r.state].id for r in listed.following.reachable}
    lengths = [len(r.way.moves) for r in carried.following.reachable]
    assert lengths == sorted(lengths)
    for near in carried.following.reachable:
        assert near.concepts == tuple(
            f.concept
            for f in carried.following.by_concept
            if f.nearest is not None and f.nearest.end == near.state
        )


# -- degrees, and what is unknown --------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_firm_equilibria_are_firm_by_the_definitions(seed: int) -> None:
    conflict = read(graded_file(Random(seed)))
    found, reference = (
        answer(detente.analyze(conflict.game(), ["seq-strong", "gmr-weak", "smr"])),
        Relations(conflict),
    )
    assert [f.concept for f in found.firmness] == ["seq-strong", "gmr-strong"]
    for firm in found.firmness:
        base = find_concept(firm.concept).base
        held = [s for s in reference.states if all(reference.generally(base, dm, s) for dm in reference.dms)]
        weak_for = {s: [dm for dm in reference.dms if not reference.strongly(base, dm, s)] for s in held}
        assert {combinations(found.states[s]) for s in firm.strong} == {s for s in held if not weak_for[s]}
        assert {combinations(found.states[s]) for s in firm.weak} == {s for s in held if weak_for[s]}
        assert set(firm.weak_for) == {dm for found_ in weak_for.values() for dm in found_}
    assert not found.unknown
    assert [h.concept for h in found.plain] == ["seq-strong", "smr", "gmr-weak"]


def test_strong_and_weak_stability_stand_beside_the_general_one() -> None:
    found = answer(detente.analyze(read_conflict(PLANT).game("fine")))
    assert [h.concept for h in found.plain] == ["nash", "seq", "smr", "gmr"]
    assert len(found.held) == 10
    assert not answer(detente.analyze(detente.load("chicken").game())).firmness


@pytest.mark.parametrize("seed", range(12))
def test_what_is_unknown_is_told_and_the_extensions_hold_by_the_definitions(seed: int) -> None:
    conflict = read(open_file(Random(seed)))
    game = conflict.game()
    if not game.open:
        return
    found, reference = answer(detente.analyze(game, ["nash", "seq-b"])), Relations(conflict)
    for held in found.held:
        concept = find_concept(held.concept)
        for stays in held.stays:
            dm = stays.decision_maker
            expected = {
                s for s in reference.states if reference.extended(concept.base, concept.variant, dm, s)
            }
            assert marked(stays.stable, found) == expected
    told = {u.decision_maker: u.statements for u in found.unknown}
    for dm, preference in conflict.preferences.items():
        unknown = tuple(s.id for s in getattr(preference, "statements", ()) if s.unknown)
        if unknown:
            assert told[dm] == unknown
        else:
            assert (dm in told) == hasattr(preference, "chains")


# -- JSON --------------------------------------------------------------------------------------------


def test_the_json_fits_the_schema_and_reads_back() -> None:
    question = find("analyze")
    [kind] = question.answers()
    schema = msgspec.json.schema(kind)
    for conflict in (detente.load("istanbul-2025"), detente.load("syria-iraq-1975"), read_conflict(PLANT)):
        for result in question.ask(Request(conflict, conflict.accounts)):
            found = question.answer(result)
            written = msgspec.json.encode(found)
            jsonschema.Draft202012Validator(schema).validate(msgspec.json.decode(written))
            assert msgspec.json.decode(written, type=kind) == found
            assert found.perspective == result.game.account
            rows = list(question.rows(result))
            assert len(rows) == len({s for h in getattr(found, "held", ()) for s in h.states})


def test_a_large_answer_stays_in_proportion() -> None:
    """A state's id stands there once: 467 MB before. Everything else is a few bytes for each state."""
    game = large_listed().game()
    assert game.size == 138_240
    result = detente.analyze(game)
    began = time.process_time()
    found = answer(result)
    written = msgspec.json.encode(found)
    assert time.process_time() - began < 20
    assert len(written) < 46e6
    assert len(written) - len(msgspec.json.encode(found.states)) < 7e6
    assert 100_000 <= len(found.states) < 138_240
    cuts = {c.list: c.count for c in found.truncated}
    assert cuts["states"] == "138240"
    assert len(found.held[0].stays[0].stable) == 100_000
    held = found.held[-1]
    count = int(held.stays[0].count or 0)
    assert held.stays[0].stable.count("1") <= count <= held.stays[0].stable.count("1") + 38_240
    assert found.following is not None
    assert len(found.following.reachable) == 10_000
    assert int(cuts["following.reachable"]) > 10_000


def test_lists_are_cut_and_say_so() -> None:
    found = answer(detente.analyze(detente.load("istanbul-2025").game("kyiv")), most=50)
    cuts = {c.list: int(c.count) for c in found.truncated}
    assert cuts["states"] == int(found.feasible) == 288
    gmr = found.under("gmr")
    assert gmr is not None
    assert len(gmr.states) == 50
    assert cuts["held.gmr.states"] == int(gmr.count or 0) > 50
    assert all(len(s.stable) == 50 for s in gmr.stays)
    assert found.under("nash") is not None
    assert found.under("l2") is None
    whole = answer(detente.analyze(detente.load("istanbul-2025").game("kyiv")))
    assert whole.states[:50] == found.states[:50]
    assert not whole.truncated


def test_concepts_can_be_one_text() -> None:
    game = detente.load("chicken").game()
    assert detente.analyze(game, "nash").concepts == ("nash",)
    assert detente.analyze(game, "seq,nash").concepts == ("nash", "seq")


def test_rows_have_a_column_for_each_option_and_the_label_of_the_texts() -> None:
    conflict = detente.load("istanbul-2025")
    found = detente.analyze(conflict.game("kyiv"))
    rows = list(found.each_row())
    for row in rows:
        assert row["label"] == found.game.state(str(row["state"])).label
        taken = set(found.game.state(str(row["state"])).taken)
        assert {o: row[o] for o in conflict.option_ids} == {
            o: "Y" if o in taken else "N" for o in conflict.option_ids
        }
        assert row["nash"] == (row["state"] in [s.id for s in found.equilibria["nash"]])
    assert rows == found.rows()
