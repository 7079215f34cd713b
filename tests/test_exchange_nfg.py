"""Gambit's strategic games, both versions of the format, both ways."""

from __future__ import annotations

import itertools
import random

import pytest

import detente
from detente.conflict import Conflict, DetenteError
from tests.exchange_games import equilibria, random_conflicts

PAYOFFS = """NFG 1 R "A dilemma" { "Row" "Column" }

{ { "stay" "go" } { "left" "mid \\"dle\\"" "right" } }
"what it is about"

1 2  3/2 -1
.5 2, 1e1 0
0 0 0 0.0
"""
OUTCOMES = """NFG 1 R "" { "A" "B" } { { "1" "2" } { "1" "2" } } ""
{ { "" 2, 0 } { "" 0, 1 } { "x" 1, 0 } }
1 2 2 0"""


def imported(tmp_path, text: str) -> Conflict:
    file = tmp_path / "game.nfg"
    file.write_text(text, encoding="utf-8")
    return detente.import_file(file)


def test_payoffs(tmp_path):
    conflict = imported(tmp_path, PAYOFFS)
    assert (conflict.title, conflict.about) == ("A dilemma", "what it is about")
    assert [o.text for o in conflict.options.values()] == ["stay", "go", "left", 'mid "dle"', "right"]
    game = conflict.game(conflict.accounts[0])
    ranks = {game.states.state(s).taken: tuple(int(r[s]) for r in game.ranks) for s in range(game.size)}
    # the first player's strategy changes fastest: stay/left, go/left, stay/mid, go/mid, stay/right, go/right
    assert ranks == {
        ("column.left", "row.stay"): (2, 2),
        ("column.left", "row.go"): (3, 0),
        ("column.mid_dle", "row.stay"): (1, 2),
        ("column.mid_dle", "row.go"): (4, 1),
        ("column.right", "row.stay"): (0, 1),
        ("column.right", "row.go"): (0, 1),
    }
    assert len(game.reachable("row", 0)) == 1
    assert len(game.reachable("column", 0)) == 2


def test_outcomes_and_the_outcome_that_pays_nothing(tmp_path):
    game = imported(tmp_path, OUTCOMES).game()
    place = {game.states.state(s).taken: s for s in range(game.size)}
    ranks = {t: tuple(int(r[s]) for r in game.ranks) for t, s in place.items()}
    assert ranks == {
        ("a.option_1", "b.option_1"): (1, 0),
        ("a.option_2", "b.option_1"): (0, 1),
        ("a.option_1", "b.option_2"): (0, 1),
        ("a.option_2", "b.option_2"): (0, 0),
    }


def test_long_numbers_and_exponents_are_numbers(tmp_path):
    two_thirds = "0." + "6" * 500 + "7"
    text = f'NFG 1 R "t" {{ "A" }} {{ 8 }} {two_thirds} 2/3 1e+05 100000 -1E-300 0 {"9" * 999} {"9" * 998}8'
    assert imported(tmp_path, text).game().ranks[0].tolist() == [3, 2, 4, 4, 0, 1, 6, 5]


@pytest.mark.parametrize("outcomes", [False, True])
@pytest.mark.parametrize("sizes", [(60, 3), (63,), (2, 61, 2), (1, 70)])
def test_more_strategies_than_options_are_states_and_moves(sizes, outcomes, tmp_path):
    rng = random.Random(str(sizes))
    profiles = list(itertools.product(*[range(n) for n in reversed(sizes)]))
    payoffs = {p[::-1]: [rng.randrange(5) for _ in sizes] for p in profiles}
    players = " ".join(f'"P{k}"' for k in range(len(sizes)))
    text = f'NFG 1 R "wide" {{ {players} }} {{ {" ".join(map(str, sizes))} }}\n'
    if outcomes:
        text += "{ " + " ".join(f'{{ "" {", ".join(map(str, p))} }}' for p in payoffs.values()) + " }\n"
        text += " ".join(map(str, range(1, len(payoffs) + 1)))
    else:
        text += " ".join(str(n) for p in payoffs.values() for n in p)
    conflict = imported(tmp_path, text)
    assert conflict.graph_form
    assert any("profiles were read as states" in w.message for w in conflict.warnings)
    game = conflict.game()
    assert game.size == len(payoffs)
    chosen = dict(enumerate(payoffs))  # states keep the order of the file
    for player in range(len(sizes)):
        ranks, paid = game.ranks[player].tolist(), [p[player] for p in payoffs.values()]
        levels = sorted(set(paid))
        assert ranks == [levels.index(p) for p in paid]
        for state in rng.sample(range(game.size), 20):
            mine = chosen[state]
            others = mine[:player], mine[player + 1 :]
            wanted = {k for k, p in chosen.items() if (p[:player], p[player + 1 :]) == others}
            assert {t.index for t in game.reachable(game.decision_makers[player], state)} == wanted - {state}
    assert detente.read_conflict(detente.to_yaml(conflict)).game().size == game.size


def test_names_of_strategies_become_those_of_states(tmp_path):
    own = " ".join(f'"{"go on and on and on-" * 5}{k}"' for k in range(70))
    conflict = imported(tmp_path, f'NFG 1 R "t" {{ "A" }} {{ {{ "none" "and" {own} }} }} ' + "1 " * 72)
    assert conflict.graph_form
    assert [s.text for s in conflict.states][:2] == ["A: none", "A: and"]
    assert len({s.name for s in conflict.states}) == 72


def test_a_number_of_strategies_and_a_player_without_a_choice(tmp_path):
    game = imported(tmp_path, 'NFG 1 R "t" { "A" "B" } { 3 1 }\n1 0 2 0 3 0').game()
    assert game.size == 3
    assert len(game.reachable("a", 0)) == 2
    assert game.reachable("b", 0) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "must begin with 'NFG 1'"),
        ("EFG 2 R", "must begin with 'NFG 1'"),
        ("NFG 2 R", "version 1"),
        ('NFG 1 R "t', "does not end"),
        ('NFG 1 R "t" { }', "0 players"),
        ('NFG 1 R "t" { "A" } { { } }', "at least one"),
        ('NFG 1 R "t" { "A" } { 2 2 }', "strategies of 2 players"),
        ('NFG 1 R "t" { "A" } { 2000000 }', "a whole number of at most 16,384"),
        ('NFG 1 R "t" { "A" } { 2 }\n1', "game.nfg:2:2: a number such as 3"),
        ('NFG 1 R "t" { "A" } { 2 }\n1 2 3', "more follows"),
        ('NFG 1 R "t" { "A" } { 2 } 1 1/0', "divides by zero"),
        ('NFG 1 R "t" { "A" } { 2 } 1 1e999999999', "exponents from -1,000 to 1,000 are read"),
        (
            'NFG 1 R "t" { "A" } { 2 } 1 ' + "7" * 5_000,
            "a number of 5,000 characters, and at most 1,000 are read",
        ),
        ('NFG 1 R "t" { "A" } { 2 } 1 0x1', "a number such as 3, -0.5 or 1/2 is expected, found '0x1'"),
        ('NFG 1 R "t" { "A" } { 2 } 1 "7"', "a number such as 3, -0.5 or 1/2 is expected"),
        ('NFG 1 R "t"\n\n{ "A" "B }\n{ 2 2 }', "game.nfg:3:7: a text that begins"),
        (
            'NFG 1 R "t" { "A" "B" } { 128 128 } ' + "1 " * 32_768,
            "16,384 states and 4,161,536 moves, and at most",
        ),
        ('NFG 1 R "t" { "A" } { 2 } { { "x" 1 } } 1 2', "the number of an outcome"),
        ('NFG 1 R "t" { "A" "B" "C" } { 62 62 62 } 1', "238,328 profiles"),
        ('NFG 1 R "t" { "A" "B" "C" "D" } { 12 12 12 12 } 1', "20,736 profiles"),
        ('NFG 1 R "t"' + " { " + '"A" ' * 40 + "}", "40 players"),
        ("," * 300_000, "must begin"),
        ("{" * 300_000, "must begin"),
    ],
)
def test_a_wrong_file_gets_one_clear_error(text, told, tmp_path):
    with pytest.raises(DetenteError) as error:
        imported(tmp_path, text)
    assert told in str(error.value)
    assert "game.nfg" in str(error.value)


def strategic(conflict: Conflict) -> bool:
    """Tell by looking at every pair of states whether everybody may always choose any of its strategies."""
    game = conflict.game(conflict.accounts[0])
    if game.states.merged or any(r.kind == "irreversible" for r in conflict.rules):
        return False
    taken = [set(game.states.state(s).taken) for s in range(game.size)]
    own = [
        {frozenset(o for o in t if o.split(".")[0] == d.id) for t in taken}
        for d in game.conflict.decision_makers
    ]
    everything = {frozenset().union(*p) for p in itertools.product(*own)}
    return everything == {frozenset(t) for t in taken}


def outline(conflict: Conflict) -> dict[tuple[int, ...], object]:
    """Describe a game by places, the number of the own combination of each: ranks, stability, where one can move to."""
    game = conflict.game(conflict.accounts[0])
    stability = detente.analyze(game).stability
    options = game.conflict.option_ids
    own = [sum(1 << k for k, o in enumerate(options) if o.split(".")[0] == d) for d in game.decision_makers]
    masks = game.states.masks.tolist()
    orders = [sorted({m & mine for m in masks}) for mine in own]
    places = [tuple(order.index(m & mine) for order, mine in zip(orders, own, strict=True)) for m in masks]
    return {
        place: (
            [int(r[s]) for r in game.ranks],
            [stability.stable[c][:, s].tolist() for c in stability.concepts],
            [{places[t] for t in m.successors(s).tolist()} for m in game.moves],
        )
        for s, place in enumerate(places)
    }


@pytest.mark.parametrize("format", ["nfg", "nfg-outcomes"])
def test_there_and_back(format, tmp_path):
    written = refused = 0
    conflicts = [detente.load(n) for n in detente.catalogue_names()] + random_conflicts("nfg", 120)
    for conflict in (c.under(c.accounts[0]) for c in conflicts):
        if not strategic(conflict):
            with pytest.raises(DetenteError, match="is no strategic game"):
                detente.export_text(conflict, format)
            refused += 1
        else:
            assert outline(imported(tmp_path, detente.export_text(conflict, format))) == outline(conflict)
            written += 1
    assert written > 12
    assert refused > 20


def test_equilibria_survive_gambit(tmp_path):
    again = imported(tmp_path, detente.export_text(detente.load("prisoners-dilemma"), "nfg"))
    assert equilibria(again)["nash"] == {("first_prisoner.none", "second_prisoner.none")}
