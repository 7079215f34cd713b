"""Where a conflict is heading, who fares how, what outcomes share: against the definitions, on random conflicts."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest
import yaml

from detente.answers import Level, Shared, Span, Way
from detente.conflict import Conflict, NotInFileError, Prioritised, read_conflict
from detente.game import Game
from detente.game.symbolic import LimitError, build_symbolic
from detente.questions import heads_symbolic, standing
from detente.questions.building import Listing
from detente.questions.heads import find_heading, leaving
from detente.questions.outcomes import heading
from detente.questions.sharing import shared
from detente.questions.standing import all_prefer, kind_of, span, standings
from detente.stability import stable_states
from tests.generate import (
    conflict_of_any_form,
    random_conflict,
    random_graph_conflict,
    random_levels_conflict,
)
from tests.generate_symbolic import random_symbolic_conflict
from tests.reference import Merged, Reference

SEEDS = range(60)

LEVELS = """
detente: 1
title: A river
status_quo: []
decision_makers:
  up: {options: {dam: {text: build the dam, levels: [low, high]}, talk: keep talking}}
  down: {options: {protest: protest}}
preferences:
  up: [dam, talk]
  down: [not up.dam, protest if up.dam, not protest]
"""
OPEN = """
detente: 1
title: Open
status_quo: []
decision_makers:
  a: {options: {x: do x, y: do y}}
  b: {options: {z: do z}}
preferences:
  a: [{id: maybe, that: x, unknown: true}, y]
  b: [z]
"""
ROUND = """
detente: 1
title: Round and round
status_quo: []
decision_makers:
  a: {options: {x: do x}}
  b: {options: {y: do y}}
preferences:
  a: [x iff b.y]
  b: [not y if a.x, y if not a.x]
"""


def merged(game: Game, reference: Reference, index: int) -> Merged:
    state = game.state(index)
    facts = state.members or ((state.name,) if state.given else state.taken,)
    one = frozenset(facts[0])
    return next(s for s in reference.states if one in s)


def by_definition(reference: Reference, start: Merged, concept: str) -> dict[Merged, int]:
    """The equilibria that (undeterred) improvements lead to, legally, each with the fewest moves."""

    def ask(dm: str, s: Merged) -> list[Merged]:
        return reference.improve(dm, s) if concept == "nash" else reference.undeterred("seq", dm, s)

    fewest: dict[tuple[Merged, str], int] = {(start, ""): 0}
    border = [(start, "")]
    while border:
        at, last = border.pop(0)
        for dm in reference.dms:
            for t in [] if dm == last else ask(dm, at):
                if (t, dm) not in fewest:
                    fewest[t, dm] = fewest[at, last] + 1
                    border.append((t, dm))
    found: dict[Merged, int] = {}
    for (state, _), steps in fewest.items():
        if all(reference.stable(concept, dm, state) for dm in reference.dms):
            found[state] = min(steps, found.get(state, steps))
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_where_it_is_heading(seed: int) -> None:
    conflict = conflict_of_any_form(Random(seed))
    game, reference = conflict.game(), Reference(conflict.under())
    assert game.status_quo is not None
    start = merged(game, reference, game.status_quo)
    listing = Listing(game)
    facts = heading(game, listing)
    sets = []
    for concept, ends in (("nash", facts.myopic), ("seq", facts.ahead)):
        expected = by_definition(reference, start, concept)
        found = [merged(game, reference, game.state(listing.values[p].id).index) for p in ends.states]
        assert set(found) == set(expected)
        assert len(found) == len(expected) == int(ends.count or -1)
        assert [expected[s] for s in found] == sorted(expected.values())
        assert ends.concept == concept
        gone = tuple(dm for dm in reference.dms if not reference.stable(concept, dm, start))
        assert ends.leaving == gone
        assert ends.stays == (not gone)
        assert ends.cycle == (bool(gone) and not expected)
        if not gone:
            assert found == [start]
        for state, way in zip(found, ends.ways, strict=True):
            assert len(way.moves) == expected[state]
            check_way(game, reference, listing, way, concept, start, state)
        sets.append(set(expected))
        assert (ends.shared is None) == (ends.standings == ()) == (not expected)
    assert facts.same == (sets[0] == sets[1])


def check_way(
    game: Game,
    reference: Reference,
    listing: Listing,
    way: Way,
    concept: str,
    start: Merged,
    end: Merged,
) -> None:
    at, last = start, ""
    for step in way.moves:
        new = merged(game, reference, game.state(listing.values[step.state].id).index)
        ways = reference.improve if concept == "nash" else lambda dm, s: reference.undeterred("seq", dm, s)
        assert step.mover != last
        assert new in ways(step.mover, at)
        at, last = new, step.mover
    assert at == end


def test_a_start_of_ones_own_and_none() -> None:
    game = read_conflict(ROUND).game()
    for s in range(game.size):
        assert find_heading(game, s).start == s
    without = read_conflict(ROUND.replace("status_quo: []\n", "")).game()
    with pytest.raises(NotInFileError, match="status_quo"):
        find_heading(without)


def test_a_cycle_is_no_outcome() -> None:
    game = read_conflict(ROUND).game()
    listing = Listing(game)
    facts = heading(game, listing)
    assert facts.myopic.cycle
    assert facts.myopic.count == "0"
    assert facts.myopic.states == ()
    assert facts.myopic.leaving
    assert facts.myopic.shared is None
    assert facts.myopic.standings == ()


def test_a_long_list_is_cut_and_counted() -> None:
    text = ROUND.replace("a: [x iff b.y]", "a: [not x -> b.y]").replace(
        "b: [not y if a.x, y if not a.x]", "b: [y, a.x]"
    )
    game = read_conflict(text).game()
    listing = Listing(game)
    whole = heading(game, listing).myopic
    cut = heading(game, Listing(game), most=0).myopic
    assert cut.states == ()
    assert cut.ways == ()
    assert cut.count == whole.count != "0"
    assert cut.shared == whole.shared
    assert cut.standings == whole.standings


@pytest.mark.parametrize("seed", SEEDS)
def test_who_fares_how(seed: int) -> None:
    rng = Random(seed)
    conflict = conflict_of_any_form(rng)
    game, reference = conflict.game(), Reference(conflict.under())
    every = range(game.size)
    before = sorted(rng.sample(every, min(game.size, rng.choice([1, 1, 2]))))
    after = sorted(rng.sample(every, min(game.size, rng.choice([1, 1, 2, 3]))))
    old, new = ([merged(game, reference, s) for s in states] for states in (before, after))
    for found in standings(game, before, after):
        dm = found.decision_maker
        assert found.before == place_by_hand(reference, dm, old) == span(game, dm, before)
        assert found.after == place_by_hand(reference, dm, new) == span(game, dm, after)
        pairs = [compare(reference, dm, b, a) for b in old for a in new]
        expected = (
            "better"
            if min(pairs) > 0
            else "worse"
            if max(pairs) < 0
            else "same"
            if found.before == found.after
            else "better_or_same"
            if min(pairs) == 0
            else "worse_or_same"
            if max(pairs) == 0
            else "open"
        )
        assert found.kind == expected
        told = {telling(conflict.under(), dm, b, a) for b in old for a in new}
        only = next(iter(told)) if len(told) == 1 and found.kind != "same" else None
        assert (found.statement, found.rank) == (only or (None, None))
        preference = conflict.under().preferences[dm]
        if only is not None and isinstance(preference, Prioritised):
            assert found.last == (only[1] == len(preference.statements))
        else:
            assert not found.last


def compare(reference: Reference, dm: str, before: Merged, after: Merged) -> int:
    return reference.better(dm, after, before) - reference.better(dm, before, after)


def place_by_hand(reference: Reference, dm: str, states: list[Merged]) -> Span:
    values: list[Merged] = []
    for s in reference.states:
        if all(compare(reference, dm, s, v) for v in values):
            values.append(s)
    places = [1 + sum(reference.better(dm, v, s) for v in values) for s in states]
    return Span(best=min(places), worst=max(places), of=len(values))


def telling(conflict: Conflict, dm: str, before: Merged, after: Merged) -> tuple[str, int] | None:
    preference = conflict.preferences[dm]
    if not isinstance(preference, Prioritised):
        return None
    one, other = next(iter(before)), next(iter(after))
    for rank, statement in enumerate(preference.statements, 1):
        if statement.that.holds(one) != statement.that.holds(other):
            return statement.id, rank
    return None


def test_no_outcome_no_standing() -> None:
    game = read_conflict(ROUND).game()
    assert standings(game, [0], []) == () == standings(game, [], [0])


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ((2, 2), (1, 1), "better"),
        ((2, 2), (3, 3), "worse"),
        ((2, 2), (2, 2), "same"),
        ((1, 3), (1, 3), "same"),
        ((2, 2), (1, 2), "better_or_same"),
        ((2, 2), (2, 3), "worse_or_same"),
        ((2, 2), (1, 3), "open"),
        ((1, 2), (2, 3), "worse_or_same"),
        ((2, 3), (1, 2), "better_or_same"),
        ((1, 3), (2, 2), "open"),
        ((1, 2), (3, 4), "worse"),
        ((3, 4), (1, 2), "better"),
    ],
)
def test_kinds(before: tuple[int, int], after: tuple[int, int], kind: str) -> None:
    one, other = (Span(best=b, worst=w, of=9) for b, w in (before, after))
    assert kind_of(one, other) == kind


def test_what_is_unknown_is_not_said() -> None:
    game = read_conflict(OPEN).game()
    none, x, y, xy = (game.state(s).index for s in ("none", "a.x", "a.y", "a.x+a.y"))
    assert [f.concept for f in find_heading(game).both] == ["nash-b", "seq-b"]
    [a, b] = standings(game, [none], [x])
    assert (a.kind, a.statement, a.before, a.after) == ("unknown", "maybe", None, None)
    assert (b.kind, b.before, b.after) == ("same", Span(best=2, worst=2, of=2), Span(best=2, worst=2, of=2))
    [a, _] = standings(game, [none], [y])
    assert (a.kind, a.statement, a.rank, a.last, a.after) == ("better", "y", 2, True, None)
    [a, _] = standings(game, [y], [none])
    assert a.kind == "worse"
    [a, _] = standings(game, [none], [none, x])
    assert a.kind == "unknown"
    [a, _] = standings(game, [none, x], [none, x])
    assert a.kind == "same"
    assert not all_prefer(game, [none])[[x, xy]].any()
    assert not all_prefer(game, [none], ["a"])[none]
    assert all_prefer(game, [none], ["a"])[y]
    assert not all_prefer(game, [none], ["a"])[x]
    assert all_prefer(game, [none], ["a"], weakly=True)[[none, y]].all()
    ends = find_heading(game).myopic
    assert {game.state(int(s)).id for s in ends.states} == {
        "a.y+b.z"
    }  # x is never known to be an improvement


def test_a_gain_that_rests_on_the_last_statement_is_known() -> None:
    game = read_conflict(LEVELS).game()
    none, talk = game.state("none").index, game.state("up.talk").index
    up, down = standings(game, [none], [talk])
    assert (up.kind, up.statement, up.rank, up.last) == ("better", "talk", 2, True)
    assert (down.kind, down.statement, down.rank, down.last) == ("same", None, None, False)
    low = game.state("up.dam.low").index
    up, down = standings(game, [none], [low])
    assert (up.statement, up.rank, up.last) == ("dam", 1, False)
    assert down.kind == "worse"


def test_ranks_of_another_game_can_be_the_order() -> None:
    game = read_conflict(ROUND).game()
    turned = game.with_ranks({0: game.ranks[0].max() - game.ranks[0]})
    worse = next(s for s in range(game.size) if game.ranks[0][s] == 0)
    best = next(s for s in range(game.size) if game.ranks[0][s] == 1)
    assert standings(game, [worse], [best])[0].kind == "better"
    assert standings(game, [worse], [best], turned)[0].kind == "worse"


@pytest.mark.parametrize("seed", SEEDS)
def test_what_all_prefer(seed: int) -> None:
    rng = Random(seed)
    conflict = conflict_of_any_form(rng)
    game, reference = conflict.game(), Reference(conflict.under())
    states = rng.sample(range(game.size), min(game.size, rng.randint(1, 2)))
    group = rng.choice([None, reference.dms[:1], reference.dms[:2]])
    ends = [merged(game, reference, s) for s in states]
    for weakly in (False, True):
        found = all_prefer(game, states, group, weakly=weakly)
        for s in range(game.size):
            here = merged(game, reference, s)
            for dm in group or reference.dms:
                if any(compare(reference, dm, e, here) < (0 if weakly else 1) for e in ends):
                    assert not found[s]
                    break
            else:
                assert found[s]
    assert not all_prefer(game, [], group).any()


@pytest.mark.parametrize("seed", SEEDS)
def test_what_outcomes_share(seed: int) -> None:
    rng = Random(seed)
    conflict = rng.choice([random_conflict, random_levels_conflict])(rng)
    game, reference = conflict.game(), Reference(conflict.under())
    states = sorted(rng.sample(range(game.size), min(game.size, rng.randint(1, 3))))
    combinations = [t for s in states for t in merged(game, reference, s)]
    found = shared(game, states)
    options = conflict.under().option_ids
    always = [o for o in options if all(o in t for t in combinations)]
    none = [o for o in options if not any(o in t for t in combinations)]
    today = game.state(game.status_quo).taken if game.status_quo is not None else ()
    assert list(found.taken) == always
    assert list(found.gone) == [o for o in none if o in today]
    assert list(found.never) == [o for o in none if o not in today]
    told = set()
    for option, one in conflict.under().levels.items():
        at = [{reference.level(option, t)} for t in combinations]
        occurring = sorted(set.union(*at))
        if 0 not in occurring and len(occurring) > 1:
            told |= {f"{option}.{level}" for level in one.levels}
            names = tuple(one.levels[k - 1] for k in occurring)
            assert Level(option=option, levels=names) in found.levels
    assert {f"{x.option}.{n}" for x in found.levels for n in x.levels} <= told
    some = [o for o in options if o not in always and o not in none and o not in told]
    assert list(found.varies) == some


def test_levels_are_shared_at_whatever_level() -> None:
    game = read_conflict(LEVELS).game()
    ends = find_heading(game).myopic.states
    assert {game.state(int(s)).id for s in ends} == {
        f"down.protest+up.dam.{level}+up.talk" for level in ("low", "high")
    }
    assert shared(game, ends) == Shared(
        taken=("up.talk", "down.protest"), levels=(Level(option="up.dam", levels=("low", "high")),)
    )
    low = [game.state("up.dam.low").index]
    assert shared(game, low).levels == ()
    assert shared(game, low).taken == ("up.dam.low",)
    both = [game.state("up.dam.low").index, game.state("none").index]
    assert shared(game, both).levels == ()
    assert shared(game, both).varies == ("up.dam.low",)


def test_given_states_share_no_options() -> None:
    game = random_graph_conflict(Random(1)).game()
    assert shared(game, range(game.size)) == Shared() == shared(game, [])


@pytest.mark.parametrize("seed", range(40))
def test_both_carriers_say_the_same(seed: int) -> None:
    conflict = random_symbolic_conflict(Random(seed))
    dense, large = conflict.game(), build_symbolic(conflict)
    lists = Listing(dense), Listing(large)
    one, other = heading(dense, lists[0]), heading(large, lists[1])
    assert one.same == other.same
    for a, b in ((one.myopic, other.myopic), (one.ahead, other.ahead)):
        assert (a.concept, a.count, a.leaving, a.cycle, a.shared) == (
            b.concept,
            b.count,
            b.leaving,
            b.cycle,
            b.shared,
        )
        ids = [[k.values[p].id for p in e.states] for k, e in zip(lists, (a, b), strict=True)]
        assert set(ids[0]) == set(ids[1])
        steps = [
            {k.values[w.end].id: len(w.moves) for w in e.ways} for k, e in zip(lists, (a, b), strict=True)
        ]
        assert steps[0] == steps[1]
        assert len(steps[0]) == len(ids[0])
        bare = [
            (
                s.decision_maker,
                kinds_by_pairs(dense, s.decision_maker, a, lists[0]),
                s.statement,
                s.rank,
                s.last,
            )
            for s in a.standings
        ]
        assert bare == [(s.decision_maker, s.kind, s.statement, s.rank, s.last) for s in b.standings]


def kinds_by_pairs(game: Game, dm: str, ends, listing: Listing) -> str:
    ranks, start = game.ranks[game.index(dm)], game.status_quo
    signs = {int(np.sign(ranks[game.state(listing.values[p].id).index] - ranks[start])) for p in ends.states}
    return standing.kind_of_signs(better=1 in signs, same=0 in signs, worse=-1 in signs)


def test_signs() -> None:
    told = {
        (b, s, w): standing.kind_of_signs(better=b, same=s, worse=w)
        for b, s, w in product([True, False], repeat=3)
        if b or s or w
    }
    assert told == {
        (True, False, False): "better",
        (True, True, False): "better_or_same",
        (False, True, False): "same",
        (False, True, True): "worse_or_same",
        (False, False, True): "worse",
        (True, False, True): "open",
        (True, True, True): "open",
    }


def test_a_limit_that_is_met_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    game = build_symbolic(read_conflict(LEVELS.replace("levels: [low, high]", "short: dam")).under())
    whole = heading(game, Listing(game))
    assert whole.ahead.count == "1"
    monkeypatch.setattr(heads_symbolic, "MOST_VISITED", 0)
    cut = heading(game, Listing(game))
    assert cut.ahead.count is None
    assert not cut.same
    assert not cut.ahead.cycle


def test_leaving_is_asked_of_a_state_or_its_place() -> None:
    game = read_conflict(ROUND).game()
    held = stable_states(game)
    for s in range(game.size):
        assert leaving(held, s, "nash") == leaving(held, game.state(s), "nash")


def test_a_stability_known_before_is_used() -> None:
    conflict = read_conflict(yaml.safe_dump(yaml.safe_load(LEVELS)))
    game = conflict.game()
    held = stable_states(game, ["nash", "seq", "gmr"])
    for one, other in zip(find_heading(game).both, find_heading(game, stability=held).both, strict=True):
        assert one.states.tolist() == other.states.tolist()
        assert one.leaving == other.leaving
    partly = find_heading(game, stability=stable_states(game, ["gmr"]))
    assert partly.myopic.states.tolist() == find_heading(game).myopic.states.tolist()


@pytest.mark.parametrize("seed", range(30))
def test_who_leaves_is_known_where_what_follows_is_not(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Diagrams: a limit on what follows leaves who would leave today as it is; what is not known does not last."""
    conflict = random_symbolic_conflict(Random(seed))
    conflict = conflict.under(conflict.accounts[0])
    game, large = conflict.game(), build_symbolic(conflict)
    if game.status_quo is None:
        pytest.skip("no status quo")
    dense = heading(game, Listing(game))
    with monkeypatch.context() as patch:
        patch.setattr(heads_symbolic, "MOST_VISITED", 0)
        found = heading(large, Listing(large))
    assert found.ahead.leaving == dense.ahead.leaving
    assert found.ahead.unsure == ()
    assert found.ahead.stays == dense.ahead.stays
    if found.ahead.leaving:
        assert found.ahead.count is None

    def out_of_reach(*_args: object) -> object:
        raise LimitError("no time")

    monkeypatch.setattr(heads_symbolic, "undeterred", out_of_reach)
    found = heading(large, Listing(large))
    assert found.ahead.unsure == large.decision_makers
    assert not found.ahead.leaving
    assert not found.ahead.stays


@pytest.mark.parametrize("seed", range(20))
def test_long_lists_are_cut_alike_on_both_carriers(seed: int) -> None:
    conflict = random_symbolic_conflict(Random(seed))
    for game in (conflict.game(), build_symbolic(conflict)):
        whole = heading(game, Listing(game))
        for most in (0, 1, 2):
            cut = heading(game, Listing(game), most=most)
            for all_, some in ((whole.myopic, cut.myopic), (whole.ahead, cut.ahead)):
                assert len(some.states) == len(some.ways) == min(most, len(all_.states))
                assert some.count == all_.count == str(len(all_.states))
                assert (some.shared, some.standings) == (all_.shared, all_.standings)
