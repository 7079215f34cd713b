"""Who could tip it, and what it would take: every fact of the answers, worked out again by the definitions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise, permutations
from math import factorial
from random import Random
from typing import Any

import msgspec
import numpy as np
import pytest

import detente
from detente.answers import Span, StateValue
from detente.conflict import CLASSICAL, Conflict, Prioritised, Ranking, Statement, StateRef
from detente.questions.building import Listing
from detente.questions.pivot.answer import answer
from detente.questions.pivot.goal_answer import EditValue, GoalAnswer, SwapValue, TurnValue
from detente.questions.pivot.goal_words import verdict
from detente.questions.pivot.pivotal_answer import PivotalAnswer, Tipping
from detente.wording import Voice
from tests.generate import random_condition, random_conflict
from tests.reference import Merged, Reference
from tests.test_pivot import ranked, reached, small_conflict


def merged(state: StateValue) -> Merged:
    return frozenset(frozenset(m) for m in state.members or (state.taken,))


def states(told: PivotalAnswer | GoalAnswer, refs: Sequence[int]) -> list[Merged]:
    return [merged(told.states[r]) for r in refs]


def position(reference: Reference, dm: str, s: Merged) -> int:
    """The place in its order: one more than there are values above."""
    return 1 + len({str(reference.value(dm, t)) for t in reference.states if reference.better(dm, t, s)})


def worst_first(reference: Reference, dm: str, found: Sequence[Merged]) -> bool:
    return all(not reference.better(dm, a, b) for a, b in pairwise(found))


def rounds(seed: int) -> tuple[Conflict, Reference, str]:
    """A conflict of at most five states, and a concept."""
    rng = Random(seed)
    while True:
        conflict = small_conflict(rng) if rng.random() < 0.5 else random_conflict(rng).under()
        reference = Reference(conflict)
        if 2 <= len(reference.states) <= (4 if len(reference.dms) > 3 else 5):
            return conflict, reference, rng.choice(("nash", "nash", *CLASSICAL))


@cache
def pivotal_case(seed: int) -> tuple[PivotalAnswer, Reference, Conflict]:
    conflict, reference, concept = rounds(seed)
    found = answer(replace(detente.pivotal(conflict.game(), concept), priced=True))
    assert isinstance(found, PivotalAnswer)
    return found, reference, conflict


SEEDS = range(60)


@pytest.mark.parametrize("seed", range(24))
def test_what_each_could_bring_about_is_what_trying_all_rankings_finds(seed):
    told, reference, conflict = pivotal_case(seed)
    assert {t.decision_maker for t in told.pivotal} == set(reference.dms)
    for tipping in told.pivotal[:2]:
        brute: set[Merged] = set()
        for order in permutations(reference.states):
            brute |= reached(Reference(ranked(conflict, tipping.decision_maker, order)), told.concept)
        could, unsure = (set(states(told, refs)) for refs in (tipping.could, tipping.unsure))
        assert could <= brute <= could | unsure
        assert not could & unsure


@pytest.mark.parametrize("seed", SEEDS)
def test_present_new_and_their_numbers(seed):
    told, reference, _ = pivotal_case(seed)
    present = reached(reference, told.concept)
    assert set(states(told, told.present)) == present
    assert int(told.present_count) == len(present)
    for tipping in told.pivotal:
        could, new = states(told, tipping.could), states(told, tipping.new)
        assert set(new) == set(could) - present
        assert (int(tipping.could_count), int(tipping.new_count)) == (len(could), len(new))
        assert int(tipping.unsure_count) == len(tipping.unsure)
    for place in told.places:
        found = [position(reference, place.decision_maker, s) for s in present]
        values = {str(reference.value(place.decision_maker, s)) for s in reference.states}
        assert place.places == (Span(best=min(found), worst=max(found), of=len(values)) if found else None)
    assert [p.decision_maker for p in told.places] == reference.dms


def effects(
    told: PivotalAnswer, reference: Reference, tipping: Tipping
) -> dict[str, tuple[set[Merged], set[Merged]]]:
    """For each other: what is new and better, and what is worse, than everything that is to be had as things are."""
    present, new = states(told, told.present), states(told, tipping.new)
    found = {}
    for other in (d for d in reference.dms if d != tipping.decision_maker):
        better = {s for s in new if present and all(reference.better(other, s, p) for p in present)}
        worse = {s for s in new if present and all(reference.better(other, p, s) for p in present)}
        found[other] = (better, worse)
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_better_and_worse_are_against_everything_that_is_to_be_had(seed):
    told, reference, conflict = pivotal_case(seed)
    game = conflict.game()
    for tipping in told.pivotal:
        expected = effects(told, reference, tipping)
        assert [e.decision_maker for e in tipping.effects] == list(expected)
        for effect in tipping.effects:
            better, worse = states(told, effect.better), states(told, effect.worse)
            other = effect.decision_maker
            assert (set(better), set(worse)) == expected[other]
            assert len(better) == len(set(better))
            assert worst_first(reference, other, better[::-1])
            assert worst_first(reference, other, worse)
            assert effect.best == (position(reference, other, better[0]) if better else None)
            assert effect.worst == (position(reference, other, worse[0]) if worse else None)
            goals = np.array([game.state(told.states[s].id).index for s in effect.better], dtype=np.int64)
            if not goals.size:
                assert effect.one_change is None
                continue
            one = detente.pivot(game, goals, told.concept, who=[tipping.decision_maker], most=1)
            assert effect.one_change == (one.price == 1 if one.price >= 0 or one.complete >= 1 else None)


@pytest.mark.parametrize("seed", SEEDS)
def test_opposed_interests_meet_where_one_and_the_same_outcome_is_better_and_worse(seed):
    told, reference, _ = pivotal_case(seed)
    for tipping in told.pivotal:
        found = effects(told, reference, tipping)
        gaining = tuple(o for o in found if any(found[o][0] & w for _, w in found.values()))
        losing = tuple(o for o in found if any(found[o][1] & b for b, _ in found.values()))
        assert (tipping.gaining, tipping.losing) == (gaining, losing)
        courted = tuple(o for o in found if found[o][0])
        losers = tuple(o for o in found if found[o][1])
        assert (tipping.courted_by, tipping.losers) == (courted, losers)
        if not tipping.new:
            kind = "none"
        elif gaining and losing:
            kind = "opposed"
        else:
            kind = {(True, True): "apart", (True, False): "gain", (False, True): "lose"}.get(
                (bool(courted), bool(losers)), "neither"
            )
        assert tipping.kind == kind


def test_all_kinds_occur():
    kinds = {t.kind for seed in SEEDS for t in pivotal_case(seed)[0].pivotal}
    assert kinds >= {"none", "opposed", "gain", "lose", "neither"}


@pytest.mark.parametrize("seed", range(10))
def test_where_it_is_heading_is_there_and_the_first_outcomes_are_spoken_of(seed):
    told, reference, _ = pivotal_case(seed)
    assert told.heading is not None
    assert set(states(told, told.heading.myopic.states)) == reached(reference, "nash")
    assert told.spoken == told.present[:2]
    assert told.question == "pivot"
    assert told.status_quo is not None


def test_without_a_status_quo_all_equilibria_count():
    conflict = replace(detente.load("chicken"), status_quo=None).under()
    told = answer(detente.pivotal(conflict.game()))
    assert isinstance(told, PivotalAnswer)
    assert told.heading is None
    assert {told.states[s].id for s in told.present} == {"first_swerves", "second_swerves"}


# -- with a goal -------------------------------------------------------------------------------------------------------


def changed(conflict: Conflict, told: GoalAnswer, turn: TurnValue) -> Conflict:
    """Apply the changes of an answer, as they are told, to what the file says."""
    preferences = dict(conflict.preferences)
    for dm in {c.decision_maker for c in turn.changes}:
        mine = [c for c in turn.changes if c.decision_maker == dm]
        edits = [c for c in mine if isinstance(c, EditValue)]
        old = preferences[dm]
        preferences[dm] = (
            edited(conflict, old, edits)
            if isinstance(old, Prioritised)
            else swapped(conflict, told, dm, mine)
        )
    return replace(conflict, preferences=preferences)


def edited(conflict: Conflict, old: Prioritised, edits: list[EditValue]) -> Prioritised:
    known = {s.id: (k, s) for k, s in enumerate(old.statements, 1)}
    for edit in edits:
        if edit.change == "drop":
            assert edit.before is None
            assert known[edit.statement][0] == edit.place
        if edit.change == "move":
            assert known[edit.statement][0] == edit.before != edit.place
        if edit.change == "add":
            assert edit.before is None
    gone = {e.statement for e in edits if e.change in ("drop", "move")}
    found = [s for s in old.statements if s.id not in gone]
    for edit in sorted((e for e in edits if e.change != "drop"), key=lambda e: e.place):
        that = conflict.condition(edit.that)
        if edit.change == "move":
            assert known[edit.statement][1].that == that
        found.insert(edit.place - 1, Statement(f"new {edit.statement}", that, edit.that))
    return Prioritised(tuple(found))


def swapped(conflict: Conflict, told: GoalAnswer, dm: str, swaps: Sequence[object]) -> Ranking:
    """A ranking with some pairs the other way round, put together from who beats whom."""
    reference = Reference(conflict)
    pairs = set()
    for swap in swaps:
        assert isinstance(swap, SwapValue)
        better, worse = states(told, (swap.better, swap.worse))
        assert reference.better(dm, worse, better)
        pairs.add((better, worse))

    def beats(a: Merged, b: Merged) -> bool:
        if (a, b) in pairs:
            return True
        return (b, a) not in pairs and reference.better(dm, a, b)

    wins = {s: sum(beats(s, t) for t in reference.states) for s in reference.states}
    groups = []
    for number in sorted(set(wins.values()), reverse=True):
        groups.append(
            tuple(StateRef("", taken=min(s, key=sorted)) for s in reference.states if wins[s] == number)
        )
    return Ranking(tuple(groups))


@cache
def goal_case(seed: int) -> tuple[GoalAnswer, Conflict, str, tuple[str, ...]]:
    rng = Random(seed + 10_000)
    while True:
        conflict = small_conflict(rng)
        if seed % 3 == 0:
            order = Reference(conflict).states
            dm = rng.choice(list(conflict.preferences))
            conflict = ranked(conflict, dm, tuple(rng.sample(order, len(order))))
        game = conflict.game()
        text = random_condition(rng, list(conflict.option_ids), 1)
        if game.where(text).any() and game.size > 1:
            break
    makers = tuple(game.decision_makers)
    who = makers if seed % 2 else (rng.choice(makers),)
    concept = CLASSICAL[seed % 4] if seed % 5 else "nash"
    told = answer(detente.pivot(game, text, concept, who=who, most=2))
    assert isinstance(told, GoalAnswer)
    return told, conflict, text, who


GOALS = range(72)


@pytest.mark.parametrize("seed", GOALS)
def test_each_way_that_is_told_brings_the_goal_about(seed):
    told, conflict, text, _ = goal_case(seed)
    wanted = {s for s in Reference(conflict).states if conflict.condition(text).holds(next(iter(s)))}
    for turn in told.turns[:12]:
        assert len(turn.changes) == told.price
        after = Reference(changed(conflict, told, turn))
        ends = reached(after, told.concept)
        assert set(states(told, turn.states)) == ends & wanted
        assert len(turn.states) == len(set(turn.states)) > 0
        assert turn.outcomes == len(ends)
        assert turn.way is not None
        at, last = merged(told.states[turn.way.start]), ""
        assert after.means(conflict.status_quo, at)
        for step in turn.way.moves:
            state = merged(told.states[step.state])
            assert state in after.improve(step.mover, at)
            assert step.mover != last
            at, last = state, step.mover
        assert at == merged(told.states[turn.states[0]])
        added = [c for c in turn.changes if isinstance(c, EditValue) and c.change == "add"]
        part = len(wanted) > 1 and any(
            all(conflict.condition(c.that).holds(next(iter(s))) for s in wanted) for c in added
        )
        assert turn.part_of_goal == part


@pytest.mark.parametrize("seed", GOALS)
def test_a_change_is_said_to_do_it_only_where_nothing_else_could_come_of_it(seed):
    told, conflict, text, _ = goal_case(seed)
    if not told.turns or len(told.turns) != told.count:
        return
    wanted = {s for s in Reference(conflict).states if conflict.condition(text).holds(next(iter(s)))}
    ends = [reached(Reference(changed(conflict, told, turn)), told.concept) for turn in told.turns]
    said = verdict(told, Voice.of(conflict, [told], "x.yaml"))
    if any(e <= wanted for e in ends):
        assert "could" not in said
    else:
        best = max(ends, key=lambda e: len(e & wanted) / len(e))
        assert f"in {len(best & wanted)} of {len(best)} outcomes" in said
        assert "would" not in said


def test_both_are_among_the_goals_that_are_tried():
    kinds = {
        any(len(t.states) == t.outcomes for t in told.turns)
        for told, *_ in map(goal_case, GOALS)
        if told.turns and len(told.turns) == told.count
    }
    assert kinds == {True, False}


@pytest.mark.parametrize("seed", GOALS)
def test_the_goal_and_the_verdict_are_told_as_they_are(seed):
    told, conflict, text, who = goal_case(seed)
    reference = Reference(conflict)
    wanted = {s for s in reference.states if conflict.condition(text).holds(next(iter(s)))}
    assert set(states(told, told.goal.states)) == wanted
    assert int(told.goal.count) == len(wanted)
    assert (told.goal.asked, told.goal.condition) == (text, str(conflict.condition(text)))
    assert told.goal.who == who
    assert told.goal.anybody == (set(who) == set(reference.dms))
    assert told.goal.from_status_quo
    assert (told.verdict == "holds already") == bool(reached(reference, told.concept) & wanted)
    prices = {"holds already": 0, "impossible": None, "not found": None}
    assert told.price == prices.get(told.verdict, told.price)
    if told.verdict == "found":
        assert told.price is not None
        assert told.price > 0
        assert told.complete == told.price - 1
        assert {c.decision_maker for t in told.turns for c in t.changes} <= set(who)
        assert told.spoken == told.turns[0].states[:2]
    if told.verdict == "holds already":
        assert told.complete is None
        [turn] = told.turns
        assert not turn.changes
    if told.verdict in ("impossible", "not found"):
        assert not told.turns
        assert told.count == 0
    else:
        assert told.count == len(told.turns) or len(told.turns) == 200
    assert (told.verdict == "impossible") == (len(told.obstacles) == len(wanted))
    assert told.spoken == (
        told.turns[0].states[:2] if told.turns else told.goal.states if len(wanted) == 1 else ()
    )


@pytest.mark.parametrize("seed", GOALS)
def test_obstacles_are_who_would_leave_all_the_same_and_what_nothing_leads_to(seed):
    told, conflict, _, who = goal_case(seed)
    if told.concept != "nash":
        return
    reference = Reference(conflict)
    assert conflict.status_quo is not None
    [start] = [s for s in reference.states if reference.means(conflict.status_quo, s)]
    near, border = {start}, {(start, "")}
    seen = set(border)
    while border:
        step = {
            (t, dm)
            for s, last in border
            for dm in reference.dms
            if dm != last
            for t in (reference.reach(dm, s) if dm in who else reference.improve(dm, s))
        }
        border = step - seen
        seen |= border
        near |= {s for s, _ in border}
    expected = []
    for s in states(told, told.goal.states):
        leavers = tuple(d for d in reference.dms if d not in who and reference.improve(d, s))
        if leavers or s not in near:
            expected.append((s, leavers, s not in near))
    found = [(merged(told.states[o.state]), o.leavers, o.out_of_reach) for o in told.obstacles]
    assert found == expected


@pytest.mark.parametrize("seed", GOALS)
def test_the_nearest_goal_states_are_compared_with_today(seed):
    told, conflict, _, _ = goal_case(seed)
    reference = Reference(conflict)
    assert told.status_quo is not None
    today = merged(told.states[told.status_quo])
    assert {c.state for c in told.compared} == {t.states[0] for t in told.turns}
    for compared in told.compared:
        s = merged(told.states[compared.state])
        for standing in compared.standings:
            dm = standing.decision_maker
            better, worse = reference.better(dm, s, today), reference.better(dm, today, s)
            assert standing.kind == ("better" if better else "worse" if worse else "same")
            assert standing.after is not None
            assert standing.after.best == position(reference, dm, s)


@pytest.mark.parametrize("seed", range(0, 72, 4))
def test_rankings_are_counted_one_by_one(seed):
    told, conflict, _, who = goal_case(seed)
    reference = Reference(conflict)
    if len(reference.states) > 4:
        return
    wanted = set(states(told, told.goal.states))
    assert [r.decision_maker for r in told.rankings] == list(who)
    for rankings in told.rankings:
        good, stable = [], 0
        for order in permutations(reference.states):
            after = Reference(ranked(conflict, rankings.decision_maker, order))
            stable += bool(after.equilibria(told.concept) & wanted)
            if reached(after, told.concept) & wanted:
                good.append(order)
        assert rankings.total == factorial(len(reference.states))
        assert (rankings.equilibrium, rankings.reached) == (stable, len(good))
        assert rankings.count == len(good)
        assert {tuple(states(told, o)) for o in rankings.orders} == set(good)
        pairs = {tuple(states(told, (p.better, p.worse))) for p in rankings.always}
        both = [(a, b) for a in reference.states for b in reference.states if a != b]
        assert pairs == {(a, b) for a, b in both if good and all(o.index(a) < o.index(b) for o in good)}


def test_all_verdicts_and_changes_occur():
    cases = [goal_case(seed)[0] for seed in GOALS]
    assert {c.verdict for c in cases} >= {"found", "holds already", "impossible"}
    changes = [x for c in cases for t in c.turns for x in t.changes]
    assert {x.change for x in changes if isinstance(x, EditValue)} == {"add", "move", "drop"}
    assert any(isinstance(x, SwapValue) for x in changes)


def test_a_goal_that_is_a_state_has_no_condition_and_need_not_be_led_to():
    game = detente.load("syria-iraq-1975").game()
    told = answer(detente.pivot(game, game.state("s2"), who=["syria"], from_status_quo=False))
    assert isinstance(told, GoalAnswer)
    assert not told.goal.from_status_quo
    assert (told.goal.asked, [told.states[s].id for s in told.goal.states]) == ("s2", ["s2"])
    assert all(r.reached is None for r in told.rankings)
    assert told.turns[0].way is None
    assert told.rankings[0].total == 720
    assert told.transitive == game.transitive


def test_a_statement_that_is_added_brings_its_source_along():
    told = answer(
        detente.pivot(detente.load("istanbul-2025").game("kyiv"), "russia.truce and not europe.troops")
    )
    assert isinstance(told, GoalAnswer)
    edit = told.turns[0].changes[0]
    assert isinstance(edit, EditValue)
    assert (edit.change, edit.that, edit.place, edit.before) == ("add", "russia.truce", 7, None)
    assert edit.sources == ("reading",)
    assert edit.confidence == 0.7
    assert told.count == 35
    assert told.counted_all


def test_json_goes_there_and_back():
    game = detente.load("istanbul-2025").game("kyiv")
    for told in (answer(detente.pivotal(game)), answer(detente.pivot(game, "russia.truce"))):
        again = msgspec.json.decode(msgspec.json.encode(told), type=type(told))
        assert again == told
    msgspec.json.schema(GoalAnswer)
    msgspec.json.schema(PivotalAnswer)


class Short(Listing):
    """Lists nothing, so that every list is cut."""

    def all(self, states: Any, name: str = "", most: int = 0) -> tuple[int, ...]:
        return super().all(states, name, 0)


def test_a_list_that_is_cut_is_named_by_where_it_stands(monkeypatch):
    game = detente.load("istanbul-2025").game("broker")
    found, goal = detente.pivotal(game), detente.pivot(game, "russia.truce")
    for module in ("goal_answer", "pivotal_answer"):
        monkeypatch.setattr(f"detente.questions.pivot.{module}.Listing", Short)
    told = answer(found)
    assert isinstance(told, PivotalAnswer)
    cuts = {c.list: int(c.count) for c in told.truncated if not c.list.startswith("heading")}
    expected = {"present": len(found.present)}
    for dm in game.decision_makers:
        expected |= {f"pivotal.{dm}.could": len(found.could[dm]), f"pivotal.{dm}.new": len(found.new(dm))}
        for other in (o for o in game.decision_makers if o != dm):
            expected[f"pivotal.{dm}.{other}.better"] = len(found.better_for(dm, other))
            expected[f"pivotal.{dm}.{other}.worse"] = len(found.worse_for(dm, other))
        expected[f"pivotal.{dm}.unsure"] = len(found.unsure[dm])
    assert cuts == {name: count for name, count in expected.items() if count}
    assert {c.list for c in answer(goal).truncated} == {"goal.states"}
