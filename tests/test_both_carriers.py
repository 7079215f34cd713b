"""One protocol for both carriers: small conflicts on both, and equal answers to every question that both answer."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random
from typing import Any, cast

import msgspec
import numpy as np
import pytest
import yaml

import detente
from detente.answers import Answer, Ends, Standing
from detente.conflict import CLASSICAL, Conflict, ConflictFileError, WantedError, read_conflict
from detente.game import CarriedGame, Game, ListedStates, ManyStates, UnknownStateError
from detente.game.symbolic import StateSet, SymbolicGame, build_symbolic
from detente.questions.analyze.analysis import analysis
from detente.questions.analyze.answer import answer as analyze_answer
from detente.questions.building import Listing
from detente.questions.equilibria import equilibria
from detente.questions.equilibria.answer import answer as equilibria_answer
from detente.questions.evolve import Reach, SymbolicReach
from detente.questions.evolve.answer import answer as evolve_answer
from detente.questions.evolve.carried import CarriedReach
from detente.questions.evolve.evolution import evolution
from detente.questions.explain import explain, explain_state
from detente.questions.explain.answer import answer as explain_answer
from detente.questions.heads import Found, Heads, Lead, Leads
from detente.questions.heads_symbolic import Reached, SymbolicHeads, Walked
from detente.questions.outcomes import heading
from detente.questions.sharing import shared
from detente.questions.standing import span, standings
from detente.stability import CarriedStability, Stability
from detente.stability.carriers import stability_of
from detente.stability.symbolic import SymbolicStability
from tests.generate import conflict_of_any_form, random_condition, random_levels_file
from tests.generate_symbolic import random_symbolic_conflict
from tools.large_conflicts import large_file

pytest.importorskip("oxidd")
SEEDS = range(8)


def with_levels(rng: Random) -> Conflict:
    """Make a conflict whose options have levels, none of them one-way, with a status quo."""
    while True:
        file = random_levels_file(rng, one_way=False)
        try:
            game = read_conflict(yaml.safe_dump(file, sort_keys=False)).game()
        except ConflictFileError:
            continue
        file["status_quo"] = list(game.state(rng.randrange(game.size)).taken)
        return read_conflict(yaml.safe_dump(file, sort_keys=False)).under()


@cache
def both(seed: int) -> list[tuple[Game, SymbolicGame]]:
    """Small conflicts on both carriers: statements of all kinds, rules, one-way options; and options with levels."""
    rng = Random(f"both carriers {seed}")
    made = [random_symbolic_conflict(rng), random_symbolic_conflict(rng), with_levels(rng)]
    return [(c.game(), build_symbolic(c, most_nodes=1 << 16)) for c in made]


def ids(states: ManyStates) -> list[str]:
    return sorted(state.id for state in states)


def drawn(rng: Random, game: Game, large: SymbolicGame) -> tuple[ListedStates, StateSet]:
    """Draw some states, of each carrier."""
    some = rng.sample(range(game.size), rng.randint(1, min(6, game.size)))
    return game.some(some), large.some([large.state(game.state(s).id) for s in some])


@pytest.mark.parametrize(
    ("protocol", "kinds"),
    [
        (ManyStates, (ListedStates, StateSet)),
        (CarriedGame, (Game, SymbolicGame)),
        (CarriedStability, (Stability, SymbolicStability)),
        (CarriedReach, (Reach, SymbolicReach)),
        (Lead, (Found, Reached, Walked)),
        (Leads, (Heads, SymbolicHeads)),
    ],
)
def test_both_have_what_the_protocol_names(protocol: type, kinds: tuple[type, ...]) -> None:
    asked = {n for n in vars(protocol) if not n.startswith("_") or n in ("__and__", "__or__", "__sub__")}
    assert asked
    for kind in kinds:
        fields = set(getattr(kind, "__dataclass_fields__", ()))
        assert {n for n in asked if n not in fields and not hasattr(kind, n)} == set(), kind


# -- sets, games, stability --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_sets_answer_alike(seed: int) -> None:
    rng = Random(seed)
    for game, large in both(seed):
        (a, x), (b, y) = drawn(rng, game, large), drawn(rng, game, large)
        option = rng.choice(game.conflict.option_ids)
        for one, other in (
            (a, x),
            (a & b, x & y),
            (a | b, x | y),
            (a - b, x - y),
            (b - a, y - x),
            (game.feasible, large.feasible),
            (game.feasible.where(f"not {option}"), large.feasible.where(f"not {option}")),
            ((a | b).where(option), (x | y).where(option)),
        ):
            assert ids(one) == ids(other)
            assert (one.count, bool(one), one.fixed) == (other.count, bool(other), other.fixed)
            assert one.pattern == other.pattern
            assert [one.having(o) for o in game.conflict.option_ids] == [
                other.having(o) for o in game.conflict.option_ids
            ]
            for state in game.feasible:
                assert (state in one) == (large.state(state.id) in other)
            assert len(set(one.sample(3))) == len(set(other.sample(3))) == min(3, one.count)
            assert len(other.keys(3)) == min(3, one.count)
            assert one.marks(game.size) == "".join("01"[s in one] for s in range(game.size))
            assert other.marks(game.size) == ""


def test_listed_sets_keep_their_order() -> None:
    game = detente.load("elmira-nine-states").game()
    some = game.some([5, 2, 7, 0])
    assert (some - game.some([2])).positions.tolist() == [5, 7, 0]
    assert (some & game.some([0, 2, 5])).positions.tolist() == [5, 2, 0]
    assert (some | game.some([1, 7])).positions.tolist() == [5, 2, 7, 0, 1]
    mask = np.arange(game.size) < 3
    one, other = ListedStates.marked(game, mask), ListedStates.marked(game, ~mask)
    assert (other | one).positions.tolist() == list(range(game.size))
    assert (one - other).positions.tolist() == [0, 1, 2]
    assert (one & other).count == 0
    assert len(some) == 4
    assert some[0] == game.state(5)
    assert "dense" in (game.carrier, repr(some))
    assert repr(some) == f"<4 of 9 states of {game.conflict.title!r}>"


@pytest.mark.parametrize("seed", range(30))
def test_listed_sets_are_filtered_as_the_game_is(seed: int) -> None:
    rng = Random(f"filtered {seed}")
    conflict = conflict_of_any_form(rng).under()
    game = conflict.game()
    atoms = list(conflict.atoms)
    condition = random_condition(rng, atoms, 1)
    holds = game.where(condition)
    assert game.feasible.where(condition).positions.tolist() == np.flatnonzero(holds).tolist()
    shuffled = rng.sample(range(game.size), game.size)
    for some in (shuffled, shuffled[: rng.randint(1, game.size)]):
        assert game.some(some).where(condition).positions.tolist() == [s for s in some if holds[s]]
    options = conflict.option_ids
    members = [m for s in shuffled for m in (game.state(s).members or (game.state(s).taken,))]
    taken = tuple(o for o in options if all(o in m for m in members))
    never = tuple(o for o in options if not any(o in m for m in members))
    assert game.some(shuffled).fixed == game.feasible.fixed == (taken, never)


@pytest.mark.parametrize("seed", SEEDS)
def test_games_order_states_alike(seed: int) -> None:
    rng = Random(seed)
    for game, large in both(seed):
        assert (game.decision_makers, game.account) == (large.decision_makers, large.account)
        assert (None if game.start is None else game.start.id) == (large.start.id if large.start else None)
        found = [drawn(rng, game, large) for _ in range(4)]
        for dm in game.decision_makers:
            bounds = [(game.extremes(dm, a), large.extremes(dm, x)) for a, x in found]
            for one, other in bounds:  # values of one game compare with each other as those of the other do
                for two, more in bounds:
                    assert one is not None
                    assert two is not None
                    for k in range(2):
                        for j in range(2):
                            assert (one[k] < two[j]) == (other[k] < more[j])
                            assert (one[k] == two[j]) == (other[k] == more[j])
            for a, x in found:
                start = rng.choice(list(game.feasible))
                same = large.state(start.id)
                assert game.compared(dm, start, a) == large.compared(dm, same, x)
                assert ids(game.gains(dm, start)) == ids(large.gains(dm, same))
                for state in a:
                    there = large.state(state.id)
                    sign = game.degree(dm, start, state)
                    assert sign is not None
                    assert np.sign(sign) == large.degree(dm, same, there)
                    assert large.rank(dm, there) is None  # type: ignore[func-returns-value]
                assert large.places(dm, x) is None  # type: ignore[func-returns-value]
                assert span(large, dm, x) is None


@pytest.mark.parametrize("seed", SEEDS)
def test_stability_is_the_same(seed: int) -> None:
    for game, large in both(seed):
        one, other = stability_of(game, CLASSICAL), stability_of(large, CLASSICAL)
        rng = Random(seed)
        a, x = drawn(rng, game, large)
        assert (one.incomplete, other.incomplete) == ({}, {})
        for concept in CLASSICAL:
            assert one.exact(concept)
            assert other.exact(concept)
            assert ids(one.held(concept)) == ids(other.held(concept)) == ids(one.bounds(concept)[0])
            assert ids(one.among(concept, a)) == ids(other.among(concept, x))
            for dm in game.decision_makers:
                assert ids(one.staying(concept, dm)) == ids(other.staying(concept, dm))
            for state in game.feasible:
                there = large.state(state.id)
                assert one.leaving(concept, state) == other.leaving(concept, there)
                for dm in game.decision_makers:
                    assert one.stays(concept, state, dm) == other.stays(concept, there, dm)


# -- what outcomes share, who is better off, where it is heading -------------------------------------------------------


def bare(found: Standing) -> Standing:
    """Leave out the places, which are only counted where every state is listed."""
    return replace_value(found, before=None, after=None)


def replace_value(value: Any, **changed: Any) -> Any:
    return msgspec.structs.replace(value, **changed)


def test_what_is_shared_and_who_is_better_off() -> None:
    kinds = set()
    rng = Random("who is better off")
    for game, large in [pair for seed in SEEDS for pair in both(seed)]:
        for _ in range(6):
            (a, x), (b, y) = drawn(rng, game, large), drawn(rng, game, large)
            assert shared(game, a) == shared(large, x) == shared(game, a.positions)
            told = standings(game, a, b)
            assert told == standings(game, a.positions, b.positions.tolist())
            assert [bare(s) for s in told] == list(standings(large, x, y))
            kinds |= {s.kind for s in told}
    assert kinds == {"better", "better_or_same", "same", "worse_or_same", "worse", "open"}


class Told:
    """An answer with its states by their ids."""

    def __init__(self, found: Answer) -> None:
        self.found = found

    def id(self, ref: int | None) -> str | None:
        return None if ref is None else self.found.states[ref].id

    def ids(self, refs: Any) -> list[str | None]:
        return sorted(map(self.id, refs), key=str)

    def ends(self, ends: Ends) -> tuple[Any, ...]:
        ways = {self.id(w.end): len(w.moves) for w in ends.ways}
        kept = (ends.concept, ends.count, ends.leaving, ends.unsure, ends.cycle, ends.shared)
        return *kept, self.ids(ends.states), ways, [bare(s) for s in ends.standings]

    def heading(self) -> tuple[Any, ...] | None:
        found = cast("Any", self.found).heading
        return None if found is None else (self.ends(found.myopic), self.ends(found.ahead), found.same)


@pytest.mark.parametrize("seed", SEEDS)
def test_heading_from_any_start(seed: int) -> None:
    for game, large in both(seed):
        for state in list(game.feasible)[:8]:
            told = []
            for carried, start in ((game, state), (large, large.state(state.id))):
                listing = Listing(carried)
                found = heading(carried, listing, start=start)
                answer = cast("Answer", _Listed(listing.values, found))
                told.append(Told(answer).heading())
                assert listing.values[0].id == state.id
            assert told[0] == told[1]


class _Listed:
    def __init__(self, states: Any, heading: Any) -> None:
        self.states, self.heading = states, heading


# -- whole answers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_evolve(seed: int) -> None:
    for game, large in both(seed):
        for state in list(game.feasible)[:3]:
            a = evolve_answer(evolution(game, state))
            b = evolve_answer(evolution(large, large.state(state.id)))
            one, other = Told(a), Told(b)
            assert one.id(a.start) == other.id(b.start)
            assert one.heading() == other.heading()
            assert (a.reachable_states, a.complete, a.moves, a.limit) == (
                b.reachable_states,
                b.complete,
                b.moves,
                b.limit,
            )
            for mine, theirs in zip(a.led, b.led, strict=True):
                assert (mine.nearest is None) == (theirs.nearest is None)
                if mine.nearest is not None and theirs.nearest is not None:
                    assert len(mine.nearest.moves) == len(theirs.nearest.moves)
                assert replace_value(mine, nearest=None, undeterred=None) == replace_value(
                    theirs, nearest=None
                )
            near = {one.id(r.state): r.concepts for r in a.reachable}
            for reached in b.reachable:
                assert near[other.id(reached.state)] == reached.concepts


@pytest.mark.parametrize("seed", SEEDS)
def test_analyze(seed: int) -> None:
    for game, large in both(seed):
        a, b = (
            analyze_answer(analysis(game, CLASSICAL)),
            analyze_answer(analysis(large, CLASSICAL, why="because")),
        )
        one, other = Told(a), Told(b)
        assert (a.why, b.why, a.graph is None, b.graph) == ("", "because", False, None)
        assert (a.firmness, a.unknown) == (b.firmness, b.unknown)
        assert one.heading() == other.heading()
        for mine, theirs in zip(a.held, b.held, strict=True):
            assert set(other.ids(theirs.states)) <= set(one.ids(mine.states))
            stays = [replace_value(s, stable="") for s in mine.stays]
            assert (
                replace_value(mine, states=(), drawn=True, stays=stays).__repr__()
                == replace_value(theirs, states=(), stays=list(theirs.stays)).__repr__()
            )
        assert (a.following is None) == (b.following is None)
        if a.following is None or b.following is None:
            continue
        assert (a.following.reachable_states, a.following.complete, a.following.moves) == (
            b.following.reachable_states,
            b.following.complete,
            b.following.moves,
        )
        for mine_, theirs_ in zip(a.following.by_concept, b.following.by_concept, strict=True):
            fares = tuple(replace_value(f, before=None, after=None) for f in mine_.fares)
            assert replace_value(mine_, nearest=None, undeterred=None, fares=fares) == replace_value(
                theirs_, nearest=None
            )
        assert b.following.by_improvements == b.following.by_moves == ""


@pytest.mark.parametrize("seed", SEEDS)
def test_explain(seed: int) -> None:
    for game, large in both(seed):
        for state in list(game.feasible)[:3]:
            a, b = explain_state(game, state), explain_state(large, large.state(state.id))
            one, other = explain_answer(a), explain_answer(b)
            told = (Told(one), Told(other))
            for mine, theirs in zip(one.verdicts, other.verdicts, strict=True):
                assert (mine.decision_maker, mine.concept, mine.stable, mine.count) == (
                    theirs.decision_maker,
                    theirs.concept,
                    theirs.stable,
                    theirs.count,
                )
                assert theirs.undeterred == ("0" if theirs.stable else None)
                free = {told[0].id(i.state): i for i in mine.improvements if not i.deterred}
                for shown in theirs.improvements:
                    same = free[told[1].id(shown.state)]
                    assert (same.gain.gain, same.gain.statement) == (shown.gain.gain, shown.gain.statement)
                asked = not theirs.stable and theirs.concept in ("nash", "seq")
                assert len(theirs.improvements) == asked
            for verdict, verdict_large in zip(a.verdicts, b.verdicts, strict=True):
                assert ids(verdict.improvements) == ids(verdict_large.improvements)
                assert (verdict.leaving is None) or not verdict.stable


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("concept", CLASSICAL)
def test_equilibria(seed: int, concept: str) -> None:
    rng = Random(seed)
    for game, large in both(seed):
        where = rng.choice([None, rng.choice(large.options)])
        found = [equilibria_answer(equilibria(g, concept, where=where)) for g in (game, large)]
        kept = [
            (f.concept, f.where, f.total, f.count, f.intricate, f.pattern, f.levels, f.shares) for f in found
        ]
        assert kept[0] == kept[1]
        assert len(found[0].sample) == len(found[1].sample)
        assert all(p.span is not None for p in found[0].places)
        assert found[1].places == ()


# -- what only one of them can do is said ------------------------------------------------------------------------------


def test_what_needs_positions_says_so() -> None:
    conflict = detente.load("istanbul-2025").under("kyiv")
    large = build_symbolic(conflict)
    found = evolution(large)
    with pytest.raises(WantedError, match=r"reached_at\(\) wants a game that lists every state"):
        found.reached_at("nash")
    assert not found.has_ways("seq")
    with pytest.raises(detente.DetenteError, match="not worked out for seq"):
        found.undeterred("seq")
    with pytest.raises(UnknownStateError, match="state 3 by its position"):
        large.state(3)
    assert not large.alike(conflict.game())
    assert not conflict.game().alike(large)
    assert conflict.game().alike(conflict.game())
    assert not conflict.game().alike(replace(conflict, rules=()).game())


def test_a_conflict_goes_to_the_carrier_that_it_is_for() -> None:
    file = large_file(66, 11, 3, scope="local", rules=True, one_way=True, seed=1)
    conflict = read_conflict(yaml.safe_dump(file, sort_keys=False))
    assert detente.evolve(conflict, concepts=["nash"]).game.carrier == "symbolic"
    assert explain(conflict, "none", "d0", "nash").game.carrier == "symbolic"
    assert explain_state(conflict, "none", ["d0"], ["nash"]).game.carrier == "symbolic"
    assert detente.equilibria(conflict).game.carrier == "symbolic"
    chicken = detente.load("chicken")
    assert detente.evolve(chicken, start="crash").game.carrier == "dense"
    assert explain(chicken, "crash", "first", "nash").game.carrier == "dense"


def test_one_function_takes_both() -> None:
    conflict = detente.load("istanbul-2025").under("kyiv")
    game, large = conflict.game(), build_symbolic(conflict)
    for carried in (game, large):
        assert detente.evolve(carried).reached("nash").count == 1
        assert explain(carried, "status_quo", "russia", "nash").count == 3
        assert detente.analyze(carried).carrier == carried.carrier
        assert detente.equilibria(carried, "seq").count > 0
