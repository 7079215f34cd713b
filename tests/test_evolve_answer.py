"""Every fact about what can follow from a state, worked out again by the definitions on random conflicts."""

from __future__ import annotations

from random import Random

import msgspec
import pytest

from detente.answers import Ends, Way
from detente.conflict import NotInFileError, read_conflict
from detente.game import Game
from detente.game.symbolic import build_symbolic
from detente.questions.evolve import evolve
from detente.questions.evolve.answer import EvolveAnswer, answer
from tests.generate import conflict_of_any_form
from tests.generate_symbolic import random_symbolic_conflict
from tests.reference import Merged, Reference
from tests.test_explain_answer import place_in_order, sign, where

CLASSICAL = ("nash", "seq", "smr", "gmr")
Distances = dict[Merged, int]


def distances(reference: Reference, start: Merged, *, kind: str) -> Distances:
    """How many moves it takes to each state: by improvements, by any moves, or by what nothing deters under SEQ, ..."""
    found: Distances = {start: 0}
    border, steps = {(start, "")}, 0
    seen = set(border)
    while border:
        steps += 1
        new = set()
        for at, last in border:
            for dm in reference.dms:
                if dm == last:
                    continue
                for t in moves(reference, dm, at, kind):
                    if (t, dm) not in seen:
                        seen.add((t, dm))
                        new.add((t, dm))
                        found.setdefault(t, steps)
        border = new
    return found


def moves(reference: Reference, dm: str, s: Merged, kind: str) -> list[Merged]:
    if kind == "moves":
        return reference.reach(dm, s)
    return reference.improve(dm, s) if kind == "improvements" else reference.undeterred(kind, dm, s)


class Truth:
    def __init__(self, reference: Reference, found: EvolveAnswer) -> None:
        self.reference, self.found = reference, found
        self.at = [where(reference, s) for s in found.states]
        self.start = self.at[found.start]

    def way(self, way: Way, steps: int, kind: str) -> Merged:
        """Check that a way is legal, of its kind, and as short as can be."""
        at, last = self.at[way.start], ""
        assert at == self.start
        for step in way.moves:
            assert step.mover != last
            assert self.at[step.state] in moves(self.reference, step.mover, at, kind)
            at, last = self.at[step.state], step.mover
        assert len(way.moves) == steps
        return at

    def ends(self, ends: Ends, concept: str) -> None:
        reference = self.reference
        kind = "improvements" if concept == "nash" else concept
        far = distances(reference, self.start, kind=kind)
        wanted = reference.equilibria(concept) & set(far)
        assert ends.concept == concept
        assert {self.at[s] for s in ends.states} == wanted
        assert ends.count == str(len(wanted))
        order = [far[self.at[s]] for s in ends.states]
        assert order == sorted(order)
        gone = tuple(dm for dm in reference.dms if not reference.stable(concept, dm, self.start))
        assert ends.leaving == gone
        assert ends.cycle == (bool(gone) and not wanted)
        for state, way in zip(ends.states, ends.ways, strict=True):
            assert self.way(way, far[self.at[state]], kind) == self.at[state]
        for s in ends.standings:
            signs = {sign(reference, s.decision_maker, self.start, t) for t in wanted}
            kinds = {
                frozenset([1]): "better", frozenset([-1]): "worse", frozenset([0]): "same",
                frozenset([0, 1]): "better_or_same", frozenset([0, -1]): "worse_or_same",
            }  # fmt: skip
            assert s.kind == kinds.get(frozenset(signs), "open")


def test_what_follows_is_what_the_definitions_say() -> None:
    seen: set[str] = set()
    for k in range(30):
        conflict = conflict_of_any_form(Random(f"evolve {k}"))
        game, reference = conflict.game(), Reference(conflict.under())
        start = None if k % 3 else Random(k).randrange(game.size)
        found = answer(evolve(game, start=start))
        truth = Truth(reference, found)
        begin = game.state(game.status_quo or 0) if start is None else game.state(start)
        assert found.states[found.start].id == begin.id
        near = distances(reference, truth.start, kind="improvements")
        far = distances(reference, truth.start, kind="moves")
        assert found.complete
        assert found.limit == ""
        assert found.reachable_states == str(len(near))
        assert found.moves == max(near.values())
        truth.ends(found.heading.myopic, "nash")
        truth.ends(found.heading.ahead, "seq")
        assert found.heading.same == (set(found.heading.myopic.states) == set(found.heading.ahead.states))
        held = {c: reference.equilibria(c) for c in CLASSICAL}
        every = set.union(*held.values())
        kept = {
            c: distances(reference, truth.start, kind="improvements" if c == "nash" else c) for c in CLASSICAL
        }
        groups = (
            (found.reachable, every & set(near), near, "improvements"),
            (found.only_by_moves, (every & set(far)) - set(near), far, "moves"),
            (found.unreachable, every - set(far), far, ""),
        )
        for listed, wanted, steps, kind in groups:
            assert {truth.at[r.state] for r in listed} == wanted
            for one in listed:
                s = truth.at[one.state]
                assert set(one.concepts) == {c for c in CLASSICAL if s in held[c]}
                if not kind:
                    assert one.way is None
                else:
                    assert one.way is not None
                    assert truth.way(one.way, steps[s], kind) == s
                    seen.add(kind)
                some = {c for c in one.concepts if kind == "improvements" and s in kept[c]}
                assert set(one.undeterred) == some
            order = [steps.get(truth.at[r.state], 0) for r in listed]
            assert order == sorted(order)
        seen |= {"nothing"} if found.unreachable else set()
        for led in found.led:
            reached = held[led.concept] & set(near)
            assert led.reachable == str(len(reached))
            assert led.undeterred == str(len(held[led.concept] & set(kept[led.concept])))
            assert led.only_by_moves == str(len((held[led.concept] & set(far)) - set(near)))
            assert led.unreachable == str(len(held[led.concept] - set(far)))
            assert (led.nearest is None) == (not reached)
            assert bool(led.outlook) == bool(reached)
            if led.nearest is not None:
                fewest = min(near[s] for s in reached)
                assert truth.way(led.nearest, fewest, "improvements") in reached
            for o in led.outlook:
                signs = {sign(reference, o.decision_maker, truth.start, s) for s in reached}
                assert (o.better, o.same, o.worse) == (1 in signs, 0 in signs, -1 in signs)
        assert [led.concept for led in found.led] == ["nash", "gmr", "smr", "seq"]
        for r in found.ranked:
            assert r.place == place_in_order(reference, r.decision_maker, truth.at[r.state])
            assert r.of == len({str(reference.value(r.decision_maker, s)) for s in reference.states})
        assert list(dict.fromkeys(r.state for r in found.ranked)) == list(
            dict.fromkeys((found.start, *found.spoken))
        )
        ends = (*found.heading.myopic.states[:3], *found.heading.ahead.states[:3])
        given = () if found.start == found.status_quo else (found.start,)
        assert found.spoken == tuple(dict.fromkeys((*given, *ends)))
    assert {"improvements", "moves", "nothing"} <= seen


def test_both_carriers_say_the_same() -> None:
    pytest.importorskip("oxidd")
    for k in range(15):
        conflict = random_symbolic_conflict(Random(f"evolve large {k}"))
        game, reference = conflict.game(), Reference(conflict)
        start = game.state(0).id if k % 2 else None
        dense = answer(evolve(game, start=start))
        found = answer(evolve(build_symbolic(conflict), start=start))
        truth = Truth(reference, found)
        assert (found.carrier, dense.carrier) == ("symbolic", "dense")
        assert found.states[found.start] == dense.states[dense.start]
        assert (found.reachable_states, found.moves, found.complete, found.limit) == (
            dense.reachable_states, dense.moves, True, "",
        )  # fmt: skip
        truth.ends(found.heading.myopic, "nash")
        truth.ends(found.heading.ahead, "seq")
        for a, b in zip(found.led, dense.led, strict=True):
            assert (a.concept, a.reachable, a.only_by_moves, a.unreachable, a.outlook) == (
                b.concept, b.reachable, b.only_by_moves, b.unreachable, b.outlook,
            )  # fmt: skip
            assert a.undeterred is None
            assert (a.nearest is None) == (b.nearest is None)
            if a.nearest is not None and b.nearest is not None:
                assert len(a.nearest.moves) == len(b.nearest.moves)
                end = truth.way(a.nearest, len(b.nearest.moves), "improvements")
                assert end in reference.equilibria(a.concept)
        assert {r.state for r in found.reachable} == {
            a.nearest.end for a in found.led if a.nearest is not None
        }
        for r in found.reachable:
            assert set(r.concepts) == {c for c in CLASSICAL if truth.at[r.state] in reference.equilibria(c)}
            assert r.way is not None
            assert r.way.end == r.state
        assert not found.only_by_moves
        assert not found.unreachable
        assert not found.ranked


OPEN = """
detente: 1
title: open
decision_makers:
  north: {options: {arm: build up arms}}
  south: {options: {trade: trade}}
preferences:
  north: [{that: arm, unknown: true}]
  south: [trade]
"""


def open_game(start: str = "status_quo: []") -> Game:
    return read_conflict(OPEN.replace("title: open", f"title: open\n{start}")).game()


def test_what_is_unknown_has_no_rank() -> None:
    found = answer(evolve(open_game()))
    assert found.ranked == ()
    assert all(led.outlook == () for led in found.led)
    assert found.heading.myopic.concept == "nash-b"
    assert [found.states[s].id for s in found.heading.myopic.states] == ["south.trade"]


def test_without_a_start_it_says_so() -> None:
    with pytest.raises(NotInFileError, match="status_quo"):
        evolve(open_game(""))


def test_the_json_is_read_back() -> None:
    found = answer(evolve(open_game()))
    assert found.question == "evolve"
    assert msgspec.json.decode(msgspec.json.encode(found), type=EvolveAnswer) == found
