"""From results to answers: states listed once, lists that are cut, ways, reasons, claims counted, the head."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from detente.answers import Basis, Cut, Exact, Maker, OptionValue, Perspective, StateValue
from detente.conflict import Conflict, Prioritised, read_conflict
from detente.game import Game
from detente.game.symbolic import build_symbolic
from detente.questions.building import (
    MOST_LISTED,
    Listing,
    as_followed,
    basis_of,
    basis_of_claims,
    exact,
    head,
    state_value,
    withheld,
)
from detente.questions.describing import described
from detente.questions.evolve import Move, Path
from detente.questions.explain import reason
from tests import confidential_cases
from tests.generate import conflict_of_any_form

DAM = """
detente: 1
title: A dam
sources:
  paper: {title: A paper}
  speech: {title: A speech, kind: analyst's reading}
  guess: {title: A guess, kind: reading of the signs}
decision_makers:
  up:
    name: Upstream
    options:
      dam: {text: build a dam, levels: [low, high], tags: [works]}
      talk: {text: talk, tags: [diplomacy, cheap]}
  down: {options: {protest: protest}}
states:
  quiet: {is: [], text: nothing is done}
perspectives:
  one:
    says: the first
    preferences:
      up:
        - {that: dam, source: [paper, "paper#2", speech], confidence: 0.5}
        - {that: talk, source: speech, confidence: 1}
        - not down.protest
        - {that: down.protest, source: guess}
      down: {weights: {up.talk: 1}, source: paper}
  two:
    says: the second
    options: {drop: [up.talk]}
    preferences: {up: [dam], down: [protest]}
rules:
  - {never: up.dam.low and down.protest}
status_quo: [up.talk]
"""
GIVEN = """
detente: 1
title: Given
decision_makers: {a: {}, b: {}}
states: {s: {text: all is quiet}, t: {}, u: {}}
moves: {a: ["s -> t"], b: ["t -> u"]}
rules: [{same: t or u}]
preferences: {a: {ranking: [[t], [s]]}, b: {ranking: [[t], [s]]}}
"""


def game_of(text: str = DAM, account: str = "one") -> Game:
    conflict = read_conflict(text)
    return conflict.game(account) if account else conflict.game()


def test_a_state_is_listed_once_and_known_by_its_place():
    game = game_of()
    listing = Listing(game)
    high, quiet = game.state("up.dam.high").index, game.state("quiet").index
    assert listing(high) == 0
    assert listing(game.state(quiet)) == 1
    assert listing(quiet) == 1
    assert listing(game.state(high)) == 0
    assert [v.id for v in listing.values] == ["up.dam.high", "quiet"]
    assert listing.truncated == ()


def test_a_state_as_a_value():
    game = game_of()
    assert state_value(game.state("quiet")) == StateValue(
        id="quiet", taken=(), number="0", name="quiet", text=game.state("quiet").text
    )
    high = state_value(game.state("down.protest+up.dam.high"))
    assert (high.taken, high.name, high.given) == (("down.protest", "up.dam.high"), "", False)
    assert high.number == str(game.state("down.protest+up.dam.high").number)
    given = game_of(GIVEN, "")
    quiet, merged = state_value(given.state("s")), state_value(given.state("t"))
    assert (quiet.given, quiet.name, quiet.text, quiet.members) == (True, "s", "all is quiet", ())
    assert merged.members == (("t",), ("u",))


def test_a_long_list_is_cut_and_named():
    game = game_of()
    listing = Listing(game)
    assert listing.all(iter([2, 0, 1]), "ways") == (0, 1, 2)
    assert listing.all([0, 1, 2], "ways", most=3) == (1, 2, 0)
    assert not listing.cuts
    assert listing.all([game.state(1), 0, 2], "ways", most=2) == (2, 1)
    assert listing.all((), "none", most=0) == ()
    assert listing.truncated == (Cut(list="ways", count="3"),)
    assert MOST_LISTED == 100_000


def test_every_state_of_a_game_is_at_its_position():
    game = game_of()
    listing = Listing(game)
    assert listing.every() == game.size
    assert listing.truncated == ()
    assert [listing(s) for s in range(game.size)] == list(range(game.size))
    assert listing(game.state(game.size - 1)) == game.size - 1
    assert len(listing.values) == game.size
    exactly = Listing(game)
    assert (exactly.every(game.size), exactly.truncated) == (game.size, ())
    cut = Listing(game)
    assert cut.every(2) == 2
    assert [v.id for v in cut.values] == [game.state(0).id, game.state(1).id]
    assert cut.truncated == (Cut(list="states", count=str(game.size)),)
    assert [cut(1), cut(3), cut(0)] == [1, 2, 0]


def test_accounts_fill_one_list():
    one, two = game_of(), game_of(account="two")
    first = Listing(one)
    last = one.state("up.dam.high+up.talk").index
    assert first(last) == 0
    second = first.beside(two)
    assert second.game is two
    shift = two.state("up.dam.high").index
    assert second(shift) == 1
    assert first(one.state("up.dam.high").index) == 1
    assert second.values == first.values
    assert second.all([0, 1], "short", most=1) is not None
    assert first.truncated == (Cut(list="short", count="2"),)
    again = first.beside(game_of())
    assert again(last) == 0
    # An index means another state in another game: it must not be taken for this one's.
    other = Listing(one).beside(two)
    for s in range(two.size):
        place = other(s)
        assert other.values[place].id == two.state(s).id


def test_states_of_other_games_are_known_by_their_ids():
    one, two = game_of(), game_of(account="two")
    listing = Listing(one)
    assert listing.named([two.state("up.dam.high"), two.state("quiet")]) == (0, 1)
    assert listing(one.state("quiet").index) == 1
    for s in range(one.size):
        place = listing(s)
        assert listing.values[place].id == one.state(s).id


def test_a_way_says_who_moves_where():
    game = game_of()
    listing = Listing(game)
    quiet = game.state("quiet").index
    assert listing(quiet) == 0
    high, talk = game.state("up.dam.high"), game.state("up.talk")
    way = listing.way(Path(talk, (Move("up", high), Move("down", game.state("quiet")))))
    assert way is not None
    assert listing.values[way.start].id == "up.talk"
    assert [(m.mover, listing.values[m.state].id) for m in way.moves] == [
        ("up", "up.dam.high"),
        ("down", "quiet"),
    ]
    stays = listing.way(Path(high, ()))
    assert stays is not None
    assert (listing.values[stays.start].id, stays.moves) == ("up.dam.high", ())
    assert listing.way(None) is None


@pytest.mark.parametrize("seed", range(30))
def test_a_reason_is_what_explain_finds(seed):
    rng = Random(seed)
    game = conflict_of_any_form(rng).game()
    listing = Listing(game)
    for _ in range(10):
        dm = rng.choice(game.decision_makers)
        before, after = (game.state(rng.randrange(game.size)) for _ in range(2))
        found = reason(game, dm, before, after)
        told = listing.reason(found)
        assert told.decision_maker == dm
        assert listing.values[told.before].id == before.id
        assert listing.values[told.after].id == after.id
        assert told.statement == (found.statement.id if found.statement else None)
        assert (told.gain, told.places, told.of) == (found.gain, found.places, found.levels)
        assert (told.degree, told.unknown) == (found.degree, found.unknown)


def test_a_number_exactly_and_about():
    assert exact(Fraction(1, 4)) == Exact(exact="1/4", decimal=0.25)
    assert exact(Fraction(3)) == Exact(exact="3", decimal=3.0)


def test_claims_are_counted():
    conflict = read_conflict(DAM)
    assert basis_of(conflict.under("one")) == Basis(
        claims=5,
        sourced=4,
        own=1,  # the second, which names nothing but a reading; the first names a paper besides
        doubted=1,  # confidence 1 is no doubt, and none given is none
        sources=("paper", "speech", "guess"),
        by_source=(("paper", 2), ("speech", 2), ("guess", 1)),  # two places of a source count once
    )
    assert basis_of(conflict.under("two")) == Basis(claims=2, sourced=0, doubted=0)
    assert basis_of_claims([], conflict) == Basis(claims=0, sourced=0, doubted=0)


@pytest.mark.parametrize("seed", range(40))
def test_every_statement_ranking_and_table_of_weights_is_a_claim(seed):
    conflict = conflict_of_any_form(Random(seed)).under()
    basis = basis_of(conflict)
    preferences = conflict.preferences.values()
    assert basis.claims == sum(len(p.statements) if isinstance(p, Prioritised) else 1 for p in preferences)


def head_of(conflict: Conflict, **more):
    return head("analyze", conflict, **more)


def test_the_head_says_whose_account_it_is_and_who_decides_what():
    conflict = read_conflict(DAM).under("two")
    found = head_of(conflict)
    assert (found["question"], found["title"], found["perspective"]) == ("analyze", "A dam", "two")
    assert found["perspectives"] == (
        Perspective(id="one", says="the first", followed=False),
        Perspective(id="two", says="the second", followed=True),
    )
    up, down = found["decision_makers"]
    assert up == Maker(
        id="up",
        name="Upstream",
        options=(
            OptionValue(id="up.dam.low", text="build a dam (low)", tags=("works",), level_of="up.dam"),
            OptionValue(id="up.dam.high", text="build a dam (high)", tags=("works",), level_of="up.dam"),
            OptionValue(id="up.talk", text="talk", tags=("diplomacy", "cheap"), available=False),
        ),
    )
    assert down.options == (OptionValue(id="down.protest", text="protest"),)
    assert (found["carrier"], found["feasible"], found["status_quo"]) == ("none", "0", None)
    assert (found["states"], found["truncated"]) == ((), ())
    assert found["basis"] == basis_of(conflict)


def test_the_head_of_a_game_lists_its_states_and_where_it_stands():
    game = game_of()
    listing = Listing(game)
    listing(game.state("quiet"))
    listing.all([0, 1], "short", most=0)
    found = head_of(game.conflict, game=game, listing=listing)
    assert (found["carrier"], found["feasible"]) == ("dense", str(game.size))
    assert found["status_quo"] == 1
    assert [s.id for s in found["states"]] == ["quiet", "up.talk"]
    assert found["truncated"] == (Cut(list="short", count="2"),)
    assert head_of(game.conflict, game=game)["status_quo"] is None
    listed = game_of(DAM.replace("{weights: {up.talk: 1}, source: paper}", "[protest]"))
    large = build_symbolic(listed.conflict)
    of_large = head_of(game.conflict, game=large, listing=Listing(large))
    assert (of_large["carrier"], of_large["feasible"]) == ("symbolic", str(game.size))
    assert [s.id for s in of_large["states"]] == ["up.talk"]
    nowhere = game_of(DAM.replace("status_quo: [up.talk]\n", ""))
    assert head_of(nowhere.conflict, game=nowhere, listing=Listing(nowhere))["status_quo"] is None


def test_the_file_as_a_whole_rests_on_no_account():
    whole = head_of(read_conflict(DAM))
    assert (whole["perspective"], whole["basis"]) == ("", None)
    assert [p.followed for p in whole["perspectives"]] == [False, False]


@pytest.mark.parametrize("seed", range(40))
def test_many_states_are_described_as_one_by_one(seed):
    game = conflict_of_any_form(Random(seed)).game()
    count = Random(seed).randint(0, game.size)
    assert described(game.states, count) == [state_value(game.state(s)) for s in range(count)]


def test_a_state_of_another_game_is_not_taken_for_the_one_at_its_position_here():
    one, two = game_of(), game_of(account="two")
    listing = Listing(one)
    other = two.state("up.dam.high")
    assert other.index > 0
    assert listing.named([other]) == (0,)
    for position in range(one.size):
        place = listing(position)
        assert listing.values[place].id == one.state(position).id


def test_one_account_is_followed_and_several_are_told_of_the_file_as_a_whole():
    conflict = read_conflict(DAM)
    assert as_followed(conflict, ["two"]).account == "two"
    assert as_followed(conflict, ["one", "two"]) is conflict
    assert as_followed(conflict, []) is conflict


SECRET = """
detente: 1
title: Secrets
decision_makers: {a: {name: Alba, options: {x: do x}}, b: {name: Brin, options: {y: do y}}}
preferences: {a: [x], b: [not y]}
confidential: [b]
"""


def test_what_is_confidential_is_named_where_it_matters():
    conflict = read_conflict(SECRET).under()
    [told] = withheld(conflict, preferences=True)
    assert (told.decision_maker, told.kind) == ("b", "preferences")
    assert withheld(conflict, preferences=False) == ()
    assert withheld(conflict, preferences=False, wishes=True) == ()
    terms = read_conflict(confidential_cases.marked()).under("base")

    def kinds(**asked: bool) -> list[tuple[str, str]]:
        return [(w.decision_maker, w.kind) for w in withheld(terms, **asked)]

    assert kinds(preferences=False, wishes=True) == [("south", "wishes")]
    assert kinds(preferences=True) == [("south", "preferences")]
    assert kinds(preferences=True, wishes=True) == [("south", "preferences"), ("south", "wishes")]


def test_many_options_are_put_together_in_parts_as_one_by_one():
    options = ", ".join(f"o{k}: do {k}" for k in (3, 1, 9, 0, 2, 8, 7, 5, 4))
    text = f"detente: 1\ntitle: Many\ndecision_makers: {{b: {{options: {{z: do z}}}}, a: {{options: {{{options}}}}}}}\n"
    text += "rules: [{never: a.o0 and a.o1}, {never: b.z and a.o9}]\npreferences: {a: [o1], b: [z]}\n"
    states = read_conflict(text).under().game().states
    for count in (0, 1, 500):
        assert described(states, count) == [state_value(states.state(k)) for k in range(count)]
    assert {len(s.taken) for s in described(states, 500)} >= {0, 1, 5}


def test_an_answer_about_a_game_names_whose_preferences_it_does_not_tell():
    conflict = read_conflict(SECRET).under()
    assert head("analyze", conflict)["withheld"] == ()
    game = game_of(SECRET, "")
    assert [w.decision_maker for w in head("analyze", conflict, game=game)["withheld"]] == ["b"]
