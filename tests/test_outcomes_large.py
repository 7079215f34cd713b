"""Where a conflict too large to list is heading: levels, and every limit that can be met."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

from detente.answers import Ends, Shared, Standing
from detente.conflict import TooLargeError, read_conflict
from detente.game.symbolic import LimitError, StateSet, SymbolicGame, build_symbolic
from detente.questions import heads, heads_symbolic
from detente.questions.building import Listing
from detente.questions.evolve import Evolution, evolve
from detente.questions.outcomes import heading
from detente.questions.sharing import shared
from detente.questions.standing import standings
from tests.test_outcomes import LEVELS, ROUND


def carried(text: str) -> SymbolicGame:
    return build_symbolic(read_conflict(text).under())


def test_both_carriers_list_the_same_ends_of_a_conflict_with_levels() -> None:
    conflict = read_conflict(LEVELS).under()
    dense, large = conflict.game(), build_symbolic(conflict)
    one, other = heading(dense, Listing(dense)), heading(large, Listing(large))
    for a, b in ((one.myopic, other.myopic), (one.ahead, other.ahead)):
        assert (a.count, a.leaving, a.cycle, a.shared) == (b.count, b.leaving, b.cycle, b.shared)
    assert any(level.levels == ("low", "high") for level in (other.myopic.shared or Shared()).levels)


@pytest.mark.parametrize("seed", range(40))
def test_any_set_shares_the_same_on_both_carriers(seed: int) -> None:
    rng = Random(seed)
    conflict = read_conflict(LEVELS).under()
    dense, large = conflict.game(), build_symbolic(conflict)
    some = rng.sample(range(dense.size), rng.randint(1, 4))
    found = StateSet(large, large.diagrams.false)
    for s in some:
        found = found | StateSet(large, large.at(large.state(dense.state(s).id)))
    assert shared(large, found) == shared(dense, some)


def test_nothing_shares_nothing() -> None:
    large = carried(LEVELS)
    assert shared(large, StateSet(large, large.diagrams.false)) == Shared()


def test_a_cycle_is_no_outcome_here_either() -> None:
    game = carried(ROUND)
    facts = heading(game, Listing(game))
    assert facts.myopic.cycle
    assert (facts.myopic.count, facts.myopic.states, facts.myopic.shared) == ("0", (), None)
    assert facts.myopic.standings == ()


def test_where_the_equilibria_are_not_known_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_large(*_: Any, **__: Any) -> StateSet:
        raise TooLargeError("too large")

    monkeypatch.setattr(Evolution, "reached", too_large)
    game = carried(LEVELS)
    listing = Listing(game)
    facts = heading(game, listing)
    assert facts.myopic == Ends(concept="nash", states=(), count=None, unsure=("up", "down"))
    assert not facts.same
    assert listing.values[0].id == "none"  # the start comes first


def cut_short(number: int) -> Callable[[Any, str, StateSet], Any]:
    whole = SymbolicGame.extremes

    def extremes(self: SymbolicGame, dm: str, states: StateSet) -> Any:
        if self.index(dm) == number:
            raise LimitError("no time")
        return whole(self, dm, states)

    return extremes


def test_a_party_whose_gain_is_not_known_in_time_does_not_hide_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    game = carried(LEVELS)
    whole = heading(game, Listing(game)).myopic.standings
    monkeypatch.setattr(SymbolicGame, "extremes", cut_short(0))
    up, down = heading(game, Listing(game)).myopic.standings
    assert up == Standing(decision_maker="up", kind="unknown")
    assert down == whole[1]


def test_a_gain_is_told_where_what_it_rests_on_is_out_of_reach(monkeypatch: pytest.MonkeyPatch) -> None:
    game = carried(LEVELS)
    whole = heading(game, Listing(game)).myopic.standings
    assert any(s.statement for s in whole)

    def out_of_reach(self: StateSet, condition: object) -> StateSet:
        raise LimitError("too many nodes")

    reached = evolve(game, concepts=["nash"]).reached("nash")
    start = game.some([game.start] if game.start else [])
    monkeypatch.setattr(StateSet, "where", out_of_reach)
    found = standings(game, start, reached)
    assert [s.kind for s in found] == [s.kind for s in whole]
    assert not any(s.statement for s in found)


def test_ends_too_intricate_to_look_through_are_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_intricate(self: StateSet) -> None:
        raise TooLargeError("too intricate")

    monkeypatch.setattr(StateSet, "fixed", property(too_intricate))
    game = carried(LEVELS)
    found = heading(game, Listing(game))
    for ends, concept in ((found.myopic, "nash"), (found.ahead, "seq")):
        assert ends == Ends(concept=concept, states=(), count=None, unsure=("up", "down"))
    assert not found.same


def test_ends_that_are_only_partly_known_are_listed_and_nothing_is_said_of_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    game = carried(LEVELS)
    whole = heading(game, Listing(game)).myopic
    held = evolve(game, concepts=["nash"]).stability
    monkeypatch.setattr(type(held), "exact", lambda self, concept: False)
    listing = Listing(game)
    facts = heading(game, listing)
    assert facts.myopic.count is None
    assert len(facts.myopic.states) == len(whole.states)
    assert (facts.myopic.shared, facts.myopic.standings, facts.myopic.cycle) == (None, (), False)
    assert not facts.same


@pytest.mark.parametrize("most", [0, 1, 3])
def test_of_many_ends_the_nearest_are_listed(most: int) -> None:
    game = carried(LEVELS)
    whole = heading(game, Listing(game)).myopic
    cut = heading(game, Listing(game), most=most).myopic
    assert len(cut.states) == min(most, len(whole.states))
    assert cut.count == whole.count
    assert [len(w.moves) for w in cut.ways] == [len(w.moves) for w in whole.ways][:most]


def test_two_hundred_ends_are_listed() -> None:
    assert heads.MOST_ENDS == 200
    assert heads_symbolic.MOST_VISITED == 2_000
