"""Groups: every fact of the answer, worked out again by the definitions on random conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import combinations
from random import Random
from typing import Any

import msgspec
import pytest

import detente
from detente.answers import StateValue
from detente.conflict import CLASSICAL, in_reading_order
from detente.questions.building import Listing
from detente.questions.coalitions.answer import CoalitionsAnswer, answer
from detente.questions.coalitions.joint_answer import JointMoveValue
from detente.questions.coalitions.left_answer import LeftState
from tests.generate import conflict_of_any_form
from tests.reference import Merged, Reference
from tests.test_coalitions import all_better, stays

SEEDS = range(40)
Group = tuple[str, ...]


def merged(state: StateValue) -> Merged:
    return frozenset(frozenset(m) for m in state.members or ((state.name,) if state.given else state.taken,))


class Case:
    """An answer, and what it is about."""

    def __init__(self, seed: int) -> None:
        rng = Random(seed)
        while True:
            conflict = conflict_of_any_form(rng).under()
            self.reference = Reference(conflict)
            if len(self.reference.states) <= 16 and 2 <= len(self.reference.dms) <= 4:
                break
        game = conflict.game()
        self.told = answer(detente.coalitions(game))
        self.game = game
        self.found = lambda group: detente.coalitions(game, group=list(group))
        self.asked = lambda group: answer(self.found(group))
        assert conflict.status_quo is not None
        [self.start] = [s for s in self.reference.states if self.reference.means(conflict.status_quo, s)]
        names = self.reference.dms
        self.groups = [g for k in range(1, len(names) + 1) for g in combinations(names, k)]
        self.stays = cache(lambda g, c, s: stays(self.reference, g, c, s))
        self.equilibria = {c: self.reference.equilibria(c) for c in CLASSICAL}

    def states(self, refs: Sequence[int]) -> list[Merged]:
        return [merged(self.told.states[r]) for r in refs]

    def state(self, ref: int) -> Merged:
        return merged(self.told.states[ref])

    def leaving(self, concept: str, s: Merged) -> list[Group]:
        return [g for g in self.groups if not self.stays(g, concept, s)]

    def free(self, group: Group, concept: str, s: Merged, x: Merged) -> bool:
        """Nothing deters the group from moving from s to x."""
        reference = self.reference
        if not all_better(reference, group, x, s):
            return False
        if concept == "nash":
            return True
        rest = tuple(d for d in reference.dms if d not in group)
        answers = reference.legal(rest, x, concept == "seq")
        harmful = [y for y in answers if not all_better(reference, group, y, s)]
        if concept == "smr":
            harmful = [
                y
                for y in harmful
                if not any(all_better(reference, group, z, s) for z in reference.legal(group, y, False))
            ]
        return not harmful

    def ends(self, group: Group, concept: str, s: Merged) -> set[Merged]:
        within = self.reference.legal(group, s, False)
        return {x for x in within if self.free(group, concept, s, x)}

    def onward(self, x: Merged) -> set[Merged]:
        """The equilibria that improvements lead to, under the concept with the fewest equilibria that has some."""
        near = self.reference.legal(tuple(self.reference.dms), x, True) | {x}
        for concept in sorted(CLASSICAL, key=lambda c: len(self.equilibria[c])):
            if found := near & self.equilibria[concept]:
                return found
        return set()

    def follows(self, group: Group, s: Merged, x: Merged) -> str:
        onward = self.onward(x)
        if s in onward:
            return "back"
        if not onward:
            return "open"
        return "good" if all(all_better(self.reference, group, y, s) for y in onward) else "worse"


@cache
def case(seed: int) -> Case:
    return Case(seed)


def spoken_moves(told: CoalitionsAnswer) -> list[tuple[LeftState, JointMoveValue]]:
    return [
        (x, m) for x in told.left for m in (*x.told, *x.lasting, *(m for g in x.groups for m in g.moves[:3]))
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_what_holds_and_what_of_it_survives(seed):
    one = case(seed)
    assert [h.concept for h in one.told.held] == list(CLASSICAL) == list(one.told.concepts)
    for held in one.told.held:
        expected = one.equilibria[held.concept]
        assert set(one.states(held.equilibria)) == expected
        left = {s for s in expected if not one.leaving(held.concept, s)}
        assert set(one.states(held.survives)) == left
        assert (int(held.equilibria_count), int(held.survives_count)) == (len(expected), len(left))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_each_group_would_leave(seed):
    one = case(seed)
    assert [g.members for g in one.told.groups] == one.groups
    for group in one.told.groups:
        for unstable in group.unstable:
            gone = {s for s in one.reference.states if not one.stays(group.members, unstable.concept, s)}
            assert set(one.states(unstable.states)) == gone
            assert int(unstable.count) == len(gone)
            assert int(unstable.equilibria) == len(gone & one.equilibria[unstable.concept])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_states_looked_at_are_today_and_where_it_is_heading(seed):
    one = case(seed)
    told = one.told
    assert told.heading is not None
    assert one.state(told.left[0].state) == one.start
    roles = {x.state: x.roles for x in told.left}
    for ref, found in roles.items():
        assert ("today" in found) == (ref == told.status_quo)
        assert ("myopic" in found) == (ref in told.heading.myopic.states)
        assert ("ahead" in found) == (ref in told.heading.ahead.states)
        assert "asked" not in found
    assert set(told.heading.myopic.states) | set(told.heading.ahead.states) <= set(roles)
    near = one.reference.legal(tuple(one.reference.dms), one.start, True) | {one.start}
    assert set(one.states(told.heading.myopic.states)) == near & one.equilibria["nash"]


@pytest.mark.parametrize("seed", SEEDS)
def test_who_would_leave_each_of_them(seed):
    one = case(seed)
    for left in one.told.left:
        s = one.state(left.state)
        for by in left.leaving:
            assert list(by.groups) == one.leaving(by.concept, s)
        concept = "nash" if "myopic" in left.roles else "seq" if "ahead" in left.roles else ""
        if not concept:
            asked = in_reading_order(CLASSICAL)
            concept = next((c for c in asked if s in one.equilibria[c]), asked[0])
        assert left.concept == concept
        gone = one.leaving(concept, s)
        assert left.alone == tuple(g[0] for g in gone if len(g) == 1)
        smallest = [g for g in gone if len(g) > 1 and not any(set(o) < set(g) for o in gone)]
        assert [m.members for m in left.told] == smallest
        narrow = one.leaving("nash", s)
        assert [g.members for g in left.groups] == narrow
        for group in left.groups:
            parts = [o for o in narrow if set(o) < set(group.members)]
            assert group.smallest == (len(group.members) == 1 or not parts)
            ends = one.ends(group.members, "nash", s)
            assert set(one.states([m.state for m in group.moves])) == ends
            assert group.count == len(ends) == len(group.moves)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_joint_move_is_what_it_is_said_to_be(seed):
    one = case(seed)
    reference = one.reference
    for left, move in spoken_moves(one.told):
        s, x, group = one.state(left.state), one.state(move.state), move.members
        assert move.way.start == left.state
        at, last = s, ""
        for step in move.way.moves:
            assert step.mover in group
            assert step.mover != last
            assert one.state(step.state) in reference.reach(step.mover, at)
            at, last = one.state(step.state), step.mover
        assert at == x
        assert [(g.decision_maker, g.gain) for g in move.gains] == [(dm, 1) for dm in group]
        assert all(reference.better(dm, x, s) for dm in group)
        assert set(move.undeterred) == {c for c in CLASSICAL if one.free(group, c, s, x)}
        assert set(move.equilibrium) == {c for c in CLASSICAL if x in one.equilibria[c]}
        assert set(one.states(move.onward)) == one.onward(x)
        assert move.follows == one.follows(group, s, x)
        single = len(move.onward) == 1 and move.follows == "good"
        assert move.settles == (move.onward[0] if single else move.state)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_could_spoil_it_and_for_whom(seed):
    one = case(seed)
    reference = one.reference
    for left, move in spoken_moves(one.told):
        s, x, group = one.state(left.state), one.state(move.state), move.members
        assert [k.concept for k in move.sanctions] == [
            c for c in ("gmr", "seq") if not one.free(group, c, s, x)
        ]
        for sanction in move.sanctions:
            at, last = x, ""
            assert one.state(sanction.way.start) == x
            better = []
            for step in sanction.way.moves:
                t = one.state(step.state)
                assert step.mover not in group
                assert step.mover != last
                open_ = reference.improve if sanction.concept == "seq" else reference.reach
                assert t in open_(step.mover, at)
                if any(reference.better(step.mover, y, t) for y in reference.improve(step.mover, at)):
                    better.append(step.mover)
                at, last = t, step.mover
            assert sanction.losers == tuple(dm for dm in group if not reference.better(dm, at, s))
            assert sanction.losers
            assert sanction.better_elsewhere == tuple(dict.fromkeys(better))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_group_would_do_is_the_move_that_is_deterred_least(seed):
    one = case(seed)
    for left in one.told.left:
        s = one.state(left.state)
        for move in left.told:
            cautious = next(c for c in ("gmr", "smr", "seq", "nash") if one.ends(move.members, c, s))
            assert cautious in move.undeterred
            best = max(
                sum(x in one.equilibria[c] for c in CLASSICAL) for x in one.ends(move.members, cautious, s)
            )
            assert len(move.equilibrium) == best


@pytest.mark.parametrize("seed", SEEDS)
def test_what_lasts_is_found_among_all_joint_moves(seed):
    one = case(seed)
    for left in one.told.left:
        s = one.state(left.state)
        expected: list[Group] = []
        for group in (g for g in one.leaving(left.concept, s) if len(g) > 1):
            good = any(one.follows(group, s, x) == "good" for x in one.ends(group, left.concept, s))
            if good and not any(set(o) < set(group) for o in expected):
                expected.append(group)
        assert [m.members for m in left.lasting] == expected
        assert all(m.follows == "good" for m in left.lasting)
        assert all(left.concept in m.undeterred for m in left.lasting)
        assert left.all_looked_at


@pytest.mark.parametrize("seed", SEEDS)
def test_what_everybody_prefers_and_how_long_it_is_within_reach(seed):
    one = case(seed)
    reference, told = one.reference, one.told
    assert told.heading is not None
    ends = one.states(told.heading.myopic.states)
    if not ends:
        assert told.better is None
        return
    preferred = {
        s for s in reference.states if all(reference.better(d, s, e) for d in reference.dms for e in ends)
    }
    everybody = tuple(reference.dms)
    today = reference.legal(everybody, one.start, False) | {one.start}
    later = {s for e in ends for s in reference.legal(everybody, e, False) | {e}}
    assert told.better is not None
    assert int(told.better.count) == len(preferred)
    assert int(told.better.from_today) == len(preferred & today)
    assert int(told.better.from_end) == len(preferred & later)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_outcomes_spoken_of_are_ends_and_where_groups_would_take_it(seed):
    told = case(seed).told
    myopic = [x for x in told.left if "myopic" in x.roles][:2]
    assert told.spoken[: len(myopic)] == tuple(x.state for x in myopic)
    assert {m.settles for x in myopic for m in x.lasting[:1]} <= set(told.spoken)
    ahead = [x.state for x in told.left if "ahead" in x.roles and "myopic" not in x.roles]
    assert set(ahead[:1]) <= set(told.spoken)
    assert len(told.spoken) <= 6


def test_everything_occurs():
    left = [x for seed in SEEDS for x in case(seed).told.left]
    moves = [m for seed in SEEDS for _, m in spoken_moves(case(seed).told)]
    assert {m.follows for m in moves} >= {"good", "back", "worse"}
    assert {len(m.sanctions) for m in moves} == {0, 1, 2}
    assert any(k.better_elsewhere for m in moves for k in m.sanctions)
    assert any(x.lasting and x.lasting != x.told[:1] for x in left)
    assert any(x.alone for x in left)
    assert {x.concept for x in left} >= {"nash", "seq"}


def test_a_state_or_a_group_that_is_asked_about():
    game = detente.load("elmira").game()
    moe, uniroyal = game.decision_makers[:2]
    told = answer(detente.coalitions(game, group=[moe, uniroyal], state="s7"))
    assert told.asked_group
    [left] = told.left
    assert left.roles == ("myopic", "ahead", "asked")
    assert told.states[left.state].id == "s7"
    assert [m.members for m in left.told] == [(moe, uniroyal)]
    assert left.alone == ()
    assert told.states[left.told[0].state].id == "s10"
    alone = answer(detente.coalitions(game, group=[moe], state="s1"))
    assert alone.left[0].alone == ()
    assert not answer(detente.coalitions(game)).asked_group
    seq = answer(detente.coalitions(game, ["seq", "gmr"], state="s1"))
    assert seq.concepts == ("gmr", "seq")
    assert seq.left[0].concept in ("seq", "gmr")


def test_both_are_better_off_by_waiting_but_only_before_it_is_too_late():
    told = answer(detente.coalitions(detente.read_conflict(LATE).game()))
    assert told.better is not None
    assert int(told.better.from_today) == 3
    assert int(told.better.from_end) == 0
    [end] = [x for x in told.left if "myopic" in x.roles]
    assert not end.told
    assert not end.lasting


LATE = """
detente: 1
title: Too late to deal
status_quo: []
decision_makers:
  up: {name: Upstream, options: {fill: fill the lake}}
  down: {name: Downstream, options: {sue: go to court, pay: {text: pay for waiting, tags: diplomacy}}}
rules:
  - irreversible: up.fill
preferences:
  up: [not down.sue, down.pay, fill]
  down: [not up.fill, sue if up.fill, not sue, not pay]
"""


def test_without_a_status_quo_the_equilibria_are_asked_about():
    told = answer(detente.coalitions(_without_start(detente.load("chicken")).game()))
    assert told.heading is None
    assert told.better is None
    assert {told.states[x.state].id for x in told.left} == {"first_swerves", "second_swerves"}
    assert all(x.roles == ("asked",) for x in told.left)


def _without_start(conflict: detente.Conflict) -> detente.Conflict:
    from dataclasses import replace

    return replace(conflict, status_quo=None).under()


def test_json_goes_there_and_back():
    told = answer(detente.coalitions(detente.load("istanbul-2025").game("broker")))
    assert msgspec.json.decode(msgspec.json.encode(told), type=CoalitionsAnswer) == told
    msgspec.json.schema(CoalitionsAnswer)


class Short(Listing):
    """Lists nothing, so that every list is cut."""

    def all(self, states: Any, name: str = "", most: int = 0) -> tuple[int, ...]:
        return super().all(states, name, 0)


def test_a_list_that_is_cut_is_named_by_where_it_stands(monkeypatch):
    found = detente.coalitions(detente.load("prisoners-dilemma").game())
    monkeypatch.setattr("detente.questions.coalitions.answer.Listing", Short)
    cuts = {c.list for c in answer(found).truncated if not c.list.startswith("heading")}
    expected = {f"held.{c}.equilibria" for c in CLASSICAL}
    expected |= {f"held.{c}.survives" for c in CLASSICAL if found.survives(c)}
    expected |= {f"groups.{k}.{c}" for k in range(3) for c in CLASSICAL if not found.stable[c][k].all()}
    assert cuts == expected


@pytest.mark.parametrize("most", [1, 2])
def test_what_lasts_is_sought_among_as_many_moves_as_are_listed(monkeypatch, most):
    """A move that lasts is told where it is among the first ones; else it is said that not all were looked at."""
    seen = set()
    for seed in range(12):
        one = case(seed)
        group = tuple(d.id for d in one.told.decision_makers[:2])
        whole = one.asked(group)
        for left in whole.left:
            at = one.game.state(whole.states[left.state].id)
            ends = [one.game.state(int(x)).id for x in one.found(group).ends(at, group, left.concept)]
            for place, lasts in enumerate(ends[: most + 1]):
                with monkeypatch.context() as patch:
                    patch.setattr("detente.questions.coalitions.left_answer.MOST_MOVES", most)
                    patch.setattr(
                        "detente.questions.coalitions.left_answer.follows",
                        lambda found, move, lasts=lasts: "good" if move.end.id == lasts else "worse",
                    )
                    cut = one.asked(group)
                [short] = [x for x in cut.left if cut.states[x.state].id == at.id]
                assert bool(short.lasting) == (place < most)
                assert short.all_looked_at == (len(ends) <= most)
                assert all(len(g.moves) == min(most, g.count) for g in short.groups)
                seen.add(place < most)
    assert seen == {True, False}


@pytest.mark.parametrize("seed", SEEDS)
def test_one_group_alone_is_told_whole(seed):
    """Where one group was asked about, it is told as a group, one party as well: nothing of it stands as `alone`."""
    one = case(seed)
    game_of = one.told.decision_makers
    for group in [(d.id,) for d in game_of] + [tuple(d.id for d in game_of[:2])]:
        told = one.asked(group)
        assert told.asked_group == (len(game_of) > 1)
        assert [g.members for g in told.groups] == [group]
        for left in told.left:
            s = merged(told.states[left.state])
            goes = not one.stays(group, left.concept, s)
            assert left.alone == ()
            assert [m.members for m in left.told] == ([group] if goes else [])
            good = goes and any(one.follows(group, s, x) == "good" for x in one.ends(group, left.concept, s))
            assert [m.members for m in left.lasting] == ([group] if good else [])
            assert {g for v in left.leaving for g in v.groups} <= {group}


def test_of_large_conflicts_fewer_joint_moves_are_described(monkeypatch):
    """What is left out is named, and what was not looked at is not said not to be there."""
    game = detente.load("istanbul-2025").game("broker")
    whole = answer(detente.coalitions(game))
    assert not [c for c in whole.truncated if c.list.startswith("left.")]
    room = 3 * len(whole.left)
    monkeypatch.setattr("detente.questions.coalitions.answer.MOST_FOLLOWED", room * game.size)
    monkeypatch.setattr(
        "detente.questions.coalitions.answer.MOST_UNSTABLE", 5 * len(CLASSICAL) * len(whole.groups)
    )
    short = answer(detente.coalitions(game))
    cuts = {c.list: c.count for c in short.truncated}
    seen = set()
    for k, (left, full) in enumerate(zip(short.left, whole.left, strict=True)):
        assert [(g.members, g.count) for g in left.groups] == [(g.members, g.count) for g in full.groups]
        most = 3 // max(1, len(full.groups))
        for j, group in enumerate(left.groups):
            assert len(group.moves) == min(most, group.count)
            named = cuts.get(f"left.{k}.groups.{j}.moves")
            assert named == (str(group.count) if len(group.moves) < group.count else None)
            seen.add(named is None)
        assert [m.members for m in left.told] == [m.members for m in full.told]
        assert {m.members for m in left.lasting} <= {m.members for m in full.lasting}
        if len(left.lasting) < len(full.lasting):
            assert not left.all_looked_at
            seen.add("lasting")
    assert seen >= {False, "lasting"}
    for k, (one, other) in enumerate(zip(short.groups, whole.groups, strict=True)):
        for told, all_ in zip(one.unstable, other.unstable, strict=True):
            assert (told.count, told.equilibria) == (all_.count, all_.equilibria)
            assert len(told.states) == min(5, len(all_.states))
            assert (f"groups.{k}.{told.concept}" in cuts) == (len(all_.states) > 5)
