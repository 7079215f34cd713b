"""Hypergames against an enumeration that reads like the definitions; small cases worked out by hand.

No published case is among them: of none could every order of preference and every result be read in full.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from random import Random
from typing import Any

import numpy as np
import pytest

import detente
from detente.conflict import CLASSICAL, DetenteError, NotInFileError, TooLargeError, read_conflict
from detente.game import Game
from detente.questions.heads import find_heading
from detente.questions.mistaken import Mistaken, mistaken
from detente.questions.mistaken import own as own_module
from detente.questions.mistaken.hypergame import SIGHTS, Hypergame, ends_of
from detente.questions.mistaken.own import own_game
from detente.questions.mistaken.pieces import pieces_of
from detente.stability import stable_states
from tests.generate import conflict_of_any_form
from tests.generate_beliefs import mistaken_file, read
from tests.reference_mistaken import Hyper
from tests.test_outcomes import merged

SEEDS = range(32)


@cache
def some(seed: int) -> dict[str, Any]:
    rng = Random(seed)
    return mistaken_file(rng, graph=seed % 4 == 3)


@cache
def asked(seed: int) -> tuple[Mistaken, Hyper]:
    found = mistaken(read(some(seed)))
    return found, Hyper(found.conflict)


def facts(game: Game, index: int) -> frozenset[frozenset[str]]:
    state = game.state(index)
    if state.given:
        return frozenset(frozenset(m) for m in state.members) or frozenset([frozenset([state.name])])
    return frozenset(frozenset(m) for m in state.members) or frozenset([frozenset(state.taken)])


@pytest.mark.parametrize("seed", SEEDS)
def test_what_holds_is_what_each_holds_by_its_own_game(seed: int) -> None:
    found, hyper = asked(seed)
    for concept in CLASSICAL:
        table = found.hyper.stays(concept)
        for k, dm in enumerate(found.game.decision_makers):
            for s in range(found.game.size):
                assert table[k, s] == hyper.stays(concept, dm, merged(found.game, hyper.real, s))
        held = {merged(found.game, hyper.real, int(s)) for s in found.equilibria_at(concept)}
        assert held == hyper.equilibria(concept)


@pytest.mark.parametrize("seed", SEEDS)
def test_where_it_goes_is_where_each_moves_by_its_own_game(seed: int) -> None:
    found, hyper = asked(seed)
    game = found.game
    assert game.status_quo is not None
    assert found.heads is not None
    start = merged(game, hyper.real, game.status_quo)
    for sight, lead in zip(SIGHTS, found.heads.both, strict=True):
        told = {merged(game, hyper.real, int(s)): int(lead.reach.steps[s]) for s in lead.states}
        assert told == hyper.ends(sight, start)
        assert list(told.values()) == sorted(told.values())
        assert set(lead.leaving) == {dm for dm in hyper.dms if not hyper.stays(sight, dm, start)}
        stuck = {merged(game, hyper.real, s) for s in found.hyper.stuck(sight)}
        assert stuck == hyper.stuck(sight, start)
        for state in found.hyper.stuck(sight):
            here = merged(game, hyper.real, state)
            for own in found.owns:
                mine = hyper.seen(own.party, here)
                want = [] if mine is None else hyper.would(own.party, own.party, sight, mine)
                tried = {facts(own.game, int(s)) for s in own.tried(state, sight)}
                assert tried == {frozenset(t) for t in want}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_each_expects_and_what_surprises_it(seed: int) -> None:
    found, hyper = asked(seed)
    game = found.game
    assert game.status_quo is not None
    assert found.heads is not None
    start = merged(game, hyper.real, game.status_quo)
    wanted = []
    for sight, lead in zip(SIGHTS, found.heads.both, strict=True):
        for end in lead.states[:20].tolist():
            way = [(m, merged(game, hyper.real, s)) for m, s in lead.trace(end) or ()]
            for own in found.owns:
                before = start
                for step, (mover, after) in enumerate(way, 1):
                    kind = hyper.kind(own.party, sight, mover, before, after)
                    if kind:
                        wanted.append((sight, own.party, end, step, kind, mover))
                    before = after
                expected = hyper.expected(own.party, sight, start)
                told = None
                if own.heads is not None:
                    ends = own.heads.both[SIGHTS.index(sight)].states
                    told = {facts(own.game, int(s)) for s in ends}
                assert told == (None if expected is None else {frozenset(s) for s in expected})
                if expected and hyper.seen(own.party, before) not in expected:
                    wanted.append((sight, own.party, end, len(way), "end", way[-1][0] if way else ""))
    assert [(s.concept, s.party, s.end, s.step, s.kind, s.mover) for s in found.surprises] == wanted


def without_piece(file: dict[str, Any], party: str, kind: str, subject: str) -> dict[str, Any]:
    """Write the file as if the party were right about one thing."""
    changed = deepcopy(file)
    belief = changed["beliefs"][party]
    if kind == "wishes":
        del belief["preferences"][subject]
    elif kind == "unaware":
        belief["options"]["drop"].remove(subject)
    elif kind == "imagined":
        patches = belief.setdefault("rules", {}).setdefault("patch", [])
        patches.append({"put": {"never": subject, "id": "does not exist"}})
    elif kind == "rule":
        patches = belief["rules"]["patch"]
        belief["rules"]["patch"] = [p for p in patches if p["put"]["id"] != subject]
    else:
        del belief["moves"]
    for key in ("rules", "options"):
        if not any((belief.get(key) or {"": 0}).values()):
            belief.pop(key, None)
    return changed


def same_ends(one: Mistaken, heads: Any) -> bool:
    return all(set(ends_of(one.heads, c).tolist()) == set(ends_of(heads, c).tolist()) for c in SIGHTS)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_correction_is_the_file_without_that_belief(seed: int) -> None:
    file = some(seed)
    found = mistaken(read(file))
    for one in found.corrected:
        changed = deepcopy(file)
        if one.piece is not None:
            changed = without_piece(file, one.party, one.piece.kind, one.piece.subject)
        else:
            for party in [one.party] if one.party else list(file["beliefs"]):
                changed["beliefs"][party] = {}
        assert one.hyper is not None
        assert same_ends(mistaken(read(changed)), one.heads), one
    singles = [(c.party, c.piece) for c in found.corrected if c.piece is not None]
    pieces = {b.by: pieces_of(b, found.conflict) for b in found.conflict.beliefs}
    assert singles == [(party, p) for party, several in pieces.items() for p in several]
    whole = [c.party for c in found.corrected if c.piece is None]
    several = [party for party, of in pieces.items() if len(of) > 1]
    assert whole == [*several, *([""] if sum(map(bool, pieces.values())) > 1 else [])]


@pytest.mark.parametrize("seed", SEEDS)
def test_where_nobody_is_mistaken_it_is_the_game_itself(seed: int) -> None:
    game = conflict_of_any_form(Random(seed)).game()
    owns = tuple(own_game(game, dm, game.conflict.believed(dm)) for dm in game.decision_makers)
    hyper = Hypergame(game, owns)
    for concept in CLASSICAL:
        assert np.array_equal(hyper.holds(concept), stable_states(game, [concept]).holds(concept))
    assert hyper.heads is not None
    known = find_heading(game)
    for one, other in zip(hyper.heads.both, known.both, strict=True):
        assert (one.states.tolist(), one.leaving) == (other.states.tolist(), other.leaving)
    assert all(own.game is game and own.seen.all() for own in owns)


def deterrence(account: str) -> Mistaken:
    return mistaken(detente.load("mistaken-deterrence").under(account))


def ids(game: Game, states: Any) -> list[str]:
    return [game.state(int(s)).id for s in states]


WAR, ISLAND = "north.attack+south.strike", "north.attack"


@pytest.mark.parametrize(
    ("account", "ahead", "myopic", "truth", "north", "south"),
    [
        # North takes the island, South strikes back; if North knew it, it would not begin
        ("secret", [WAR], [WAR], ["none"], [ISLAND], ["none"]),
        ("doubted", [WAR], [WAR], ["none"], [ISLAND], ["none"]),
        # South leaves the island taken, for fear of a weapon; it would strike if it knew that there is none
        ("bluff", [ISLAND], [WAR], [WAR], [WAR], [ISLAND]),
    ],
)
def test_cases_worked_out_by_hand(
    account: str, ahead: list[str], myopic: list[str], truth: list[str], north: list[str], south: list[str]
) -> None:
    found = deterrence(account)
    assert found.heads is not None
    assert found.truth is not None
    assert ids(found.game, found.heads.ahead.states) == ahead
    assert ids(found.game, found.heads.myopic.states) == myopic
    assert ids(found.game, found.truth.ahead.states) == truth
    for own, expected in zip(found.owns, (north, south), strict=True):
        assert own.heads is not None
        assert ids(own.game, own.heads.ahead.states) == expected


def test_only_seq_asks_for_the_wishes_of_others() -> None:
    """By definition: under Nash, GMR and SMR beliefs about what others want change nothing."""
    for seed in range(200):
        file = some(seed)
        if all(
            set(b) <= {"preferences"} and party not in b.get("preferences", {})
            for party, b in file["beliefs"].items()
        ):
            found = mistaken(read(file))
            truth = stable_states(found.game, ["nash"]).holds("nash")
            assert np.array_equal(found.hyper.holds("nash"), truth)


def test_who_has_no_picture_of_a_state_makes_no_move_there() -> None:
    found = deterrence("secret")
    north = found.owns[0]
    war = found.game.state(WAR).index
    assert north.place[war] == -1
    assert all(north.stays(c)[war] for c in CLASSICAL)
    assert found.hyper.unseen(war) == ("north",)


def test_an_account_without_a_mistake_is_told() -> None:
    with pytest.raises(NotInFileError, match="the file has no 'beliefs'"):
        mistaken(detente.load("chicken"))


def test_too_many_moves_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_module, "MOST_MOVES", 3)
    with pytest.raises(TooLargeError, match="at most 3 can be"):
        deterrence("secret")


def test_a_belief_may_not_hold_apart_what_counts_as_one() -> None:
    text = """
detente: 1
title: One
decision_makers: {a: {options: {x: x, y: y}}, b: {options: {w: w}}}
rules: [{same: a.x, id: one}, {same: a.y, id: two}, {never: b.w}]
preferences: {a: [x or y], b: [a.x or a.y]}
beliefs: {b: {rules: {patch: [{put: {never: a.x and a.y}}]}}}
"""
    with pytest.raises(DetenteError, match="'b' would hold states apart that count as one"):
        mistaken(read_conflict(text))


ISLAND_TAKEN = """
detente: 1
title: Taken
status_quo: [north.attack, south.strike]
decision_makers:
  north: {options: {attack: take it}}
  south: {options: {strike: strike back}}
preferences:
  north: [not south.strike, attack]
  south: [not strike]
beliefs:
  north: {options: {drop: [south.strike]}}
  south: {rules: {patch: [{put: {never: south.strike}}]}}
"""


def test_today_that_nobody_sees() -> None:
    found = mistaken(read_conflict(ISLAND_TAKEN))
    north, south = found.owns
    assert north.heads is south.heads is None
    assert found.surprises == ()
    assert found.heads is not None
    assert ids(found.game, found.heads.ahead.states) == [WAR]


@pytest.mark.parametrize("seed", SEEDS)
def test_moves_listed_at_once_are_those_of_each_state(seed: int) -> None:
    game = conflict_of_any_form(Random(seed)).game()
    for moves, (sources, targets) in zip(game.moves, game.move_pairs, strict=True):
        wanted = [(s, int(t)) for s in range(game.size) for t in moves.successors(s)]
        assert list(zip(sources.tolist(), targets.tolist(), strict=True)) == wanted
