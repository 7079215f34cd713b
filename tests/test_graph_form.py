"""A conflict given as states and moves: read, written, told, and worked out as the definitions say."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr, redirect_stdout
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.cli import main
from detente.conflict import (
    CLASSICAL,
    Conflict,
    ConflictFileError,
    DecisionMaker,
    DetenteError,
    NotInFileError,
    Ranking,
    StateRef,
    UnknownNameError,
    given_state,
    read_conflict,
    to_dict,
    to_json,
    to_yaml,
)
from detente.game import Game, UnknownStateError
from detente.questions import find
from detente.questions.encoding import answer_schema
from detente.stability import stable_states
from tests.generate import random_graph_conflict
from tests.reference import Merged, Reference

randoms = st.integers(0, 10**9).map(Random)
many = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

LAND = """\
detente: 1
title: A valley to build on
status_quo: wait
sources:
  minutes: Minutes of the council
conditions:
  green: wait or park
decision_makers:
  agency: {name: The agency}
  firm: {name: The firm}
  court: {}
states:
  wait: nothing is decided
  permit: {text: the agency permits the works, short: a permit, about: In writing., source: minutes#2}
  built: the firm builds
  park:
  void: {about: It comes to nothing.}
moves:
  agency: [wait -> permit, wait <-> park]
  firm: {permit: [built, wait]}
  court:
    - built -> void
    - "void <- permit"
rules:
  - {id: no-way-back, never: void and green}
preferences:
  agency:
    - green
    - {id: calm, that: not void, text: no suit, source: minutes#3}
  firm: {ranking: [built, permit, [wait, void], park]}
  court: {weights: {built: -2, green: 0.5}}
perspectives:
  press:
    says: The newspaper's account
    moves:
      add: {firm: [built -> wait], agency: {void: wait}}
      drop: {agency: [park -> wait]}
    status_quo: permit
    rules: {patch: [{drop: no-way-back}]}
    preferences: {agency: {patch: [{drop: calm}]}}
ultimatums:
  suit: {by: court, to: firm, demand: not built, threat: void}
factions:
  agency:
    members:
      old: {weight: 2, preferences: [not built, park]}
      new: {weight: 1, preferences: {ranking: [permit, built, wait, void, park]}}
published:
  - {recomputed: {nash: [park, void]}}
"""


def merged(game: Game, index: int) -> Merged:
    state = game.state(index)
    return frozenset(frozenset(m) for m in state.members or (state.facts,))


# -- reading and writing ----------------------------------------------------------------------------


def test_what_is_read():
    conflict = read_conflict(LAND)
    assert conflict.graph_form
    assert conflict.option_ids == ()
    assert conflict.atoms == ("wait", "permit", "built", "park", "void")
    assert conflict.arcs == {
        "agency": (("wait", "permit"), ("wait", "park"), ("park", "wait")),
        "firm": (("permit", "wait"), ("permit", "built")),
        "court": (("permit", "void"), ("built", "void")),
    }
    wait, permit, _, park, void = conflict.states
    assert (wait.text, park.text, void.text, void.about) == (
        "nothing is decided",
        "park",
        "void",
        "It comes to nothing.",
    )
    assert (permit.short, permit.about, str(permit.sources[0])) == ("a permit", "In writing.", "minutes#2")
    assert conflict.condition("green and not wait").holds(frozenset({"park"}))
    under = conflict.under("press")
    assert under.arcs is not None
    assert under.arcs["agency"] == (("wait", "permit"), ("wait", "park"), ("void", "wait"))
    assert under.arcs["firm"] == (("permit", "wait"), ("permit", "built"), ("built", "wait"))


def test_states_may_be_a_list_of_names():
    conflict = read_conflict(
        "detente: 1\ntitle: t\ndecision_makers: {a: {}}\nstates: [x, y]\nmoves: {a: [x -> y]}\n"
    )
    assert [(s.name, s.text) for s in conflict.states] == [("x", "x"), ("y", "y")]


def test_both_forms_of_moves_say_the_same():
    arrows = LAND.replace("firm: {permit: [built, wait]}", "firm: [permit -> built, wait <- permit]")
    assert arrows != LAND
    assert read_conflict(arrows) == read_conflict(LAND)


def test_round_trips():
    conflict = read_conflict(LAND)
    for text in (to_json(conflict), to_yaml(conflict)):
        assert read_conflict(text) == conflict
    assert to_dict(read_conflict(to_json(conflict))) == to_dict(conflict)


@many
@given(randoms)
def test_random_round_trips(rng):
    conflict = random_graph_conflict(rng)
    assert read_conflict(to_json(conflict)) == conflict
    assert read_conflict(to_yaml(conflict)) == conflict


def test_made_in_python():
    made = Conflict(
        "two",
        (DecisionMaker("a", "a", ()), DecisionMaker("b", "b", ())),
        states=(given_state("x"), given_state("y", "the other")),
        arcs={"a": (("y", "x"), ("x", "y"), ("y", "x"))},
        status_quo=StateRef("x", name="x"),
        preferences={
            dm: Ranking(((StateRef("y", name="y"),), (StateRef("x", name="x"),))) for dm in ("a", "b")
        },
    )
    assert made.arcs == {"a": (("x", "y"), ("y", "x")), "b": ()}
    assert read_conflict(to_json(made)) == made
    assert [s.id for s in stable_states(made.game()).equilibria("nash")] == ["y"]


@pytest.mark.parametrize(
    ("arcs", "error", "message"),
    [
        ({"a": (("x", "x"),)}, DetenteError, "a move of 'a' from 'x' to itself"),
        ({"a": (("x", "z"),)}, UnknownNameError, "no state 'z'"),
        ({"c": ()}, UnknownNameError, "no decision maker 'c'"),
    ],
)
def test_what_is_refused_in_python(arcs, error, message):
    with pytest.raises(error, match=message):
        Conflict("t", (DecisionMaker("a", "a", ()),), states=(given_state("x"),), arcs=arcs)


# A change of LAND, the text at whose beginning the mistake is told, and what is said.
MISTAKES = [
    ("agency: {name: The agency}", "agency: {options: {veto: say no}}", "veto: say", "this file has both"),
    ("states:\n", "estates:\n", "{permit: [built", ""),
    ("  wait: nothing is decided\n", "  wait: [x]\n", "[x]", "a state is a text or a mapping"),
    ("short: a permit", "shirt: a permit", "shirt", "a state has no key 'shirt'"),
    ("short: a permit", f"short: {'x' * 25}", "x" * 25, "'short' has 25 characters; at most 24"),
    ("  park:\n", "  2nd: x\n", "2nd", "'2nd' cannot name a state"),
    ("  park:\n", "  or: x\n", "or: x", "it is a word of conditions"),
    ("  park:\n", "  none: x\n", "none: x", "'none' cannot name a state: it has a meaning of its own"),
    ("  park:\n", "  green: x\n", "green: x", "'green' names a condition too"),
    ("firm: {permit", "frim: {permit", "frim", "no decision maker 'frim'; did you mean 'firm'?"),
    ("wait -> permit,", "wait -> prmit,", "wait -> prmit", "no state 'prmit'; did you mean 'permit'?"),
    ("wait -> permit,", "wait permit,", "wait permit", "a move is written 's1 -> s2'"),
    ("wait -> permit,", "wait ->,", "wait ->", "a move is written 's1 -> s2'"),
    ("wait -> permit,", "wait -> permit -> park,", "wait -> permit -> park", "no state 'permit -> park'; a move"),
    ("wait -> permit,", "wait -> wait,", "wait -> wait", "a move from 'wait' to itself"),
    ("wait <-> park]", "park <-> park]", "park <-> park", "a move from 'park' to itself"),
    ("firm: {permit: [built, wait]}", "firm: built", "built\n", "what 'firm' can do is a list of moves"),
    ("firm: {permit: [built, wait]}", "firm: {permit: permit}", "permit}", "from 'permit' to itself"),
    ("firm: {permit: [built, wait]}", "firm: {permt: built}", "permt: built", "no state 'permt'"),
    ("firm: {permit: [built, wait]}", "firm: {permit: [[built]]}", "[built]]", "a state is a text, found a list"),
    ("[built, permit, [wait, void], park]", "[built, permit, [wait, vod], park]", "vod]", "no state 'vod'"),
    ("status_quo: wait", "status_quo: [wait]", "[wait]", "a state is one of the names under 'states' (wait,"),
    ("status_quo: wait", "status_quo: YNNNN", "YNNNN", "no state 'YNNNN' (allowed: wait,"),
    ("status_quo: wait", "status_quo: none", "none\n", "no state 'none'"),
    ("    - green\n", "    - grien\n", "grien", "no state or condition 'grien'; did you mean 'green'?"),
    ("    - green\n", "    - agency.green\n", "agency.green", "no state or condition 'agency.green'"),
    ("- {id: no-way-back, never: void and green}", "- irreversible: void", "irreversible", "'irreversible' is about"),
    ("- {id: no-way-back, never: void and green}", "- exclusive: [void, park]", "exclusive", "'never' or 'same'"),
    ("moves:\n      add", "options:\n      add", "add: {firm: [built -> wait]", "has no 'options'"),
    ("add: {firm: [built -> wait]", "add: {firm: [permit -> built]", "permit -> built]", "is there already"),
    ("drop: {agency: [park -> wait]}", "drop: {agency: [park -> built]}", "park -> built", "is not there"),
    ("drop: {agency: [park -> wait]}", "dorp: {agency: [park -> wait]}", "dorp", "has no key 'dorp'"),
    ("status_quo: permit", "status_quo: [permit]", "[permit]", "a state is one of the names"),
    ("threat: void}", "threat: viod}", "viod", "no state or condition 'viod'; did you mean 'void'?"),
    ("{nash: [park, void]}", "{nash: [parc, void]}", "parc", "no state 'parc'; did you mean 'park'?"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "message"), MISTAKES, ids=range(len(MISTAKES)))
def test_mistakes_are_told_at_their_place(old, new, place, message):
    assert LAND.count(old) == 1, old
    text = LAND.replace(old, new)
    with pytest.raises(ConflictFileError) as told:
        read_conflict(text, "land.yaml")
    before = text[: text.index(place)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    found = [(p.place.line, p.place.column, p.message) for p in told.value.problems]
    if message:
        assert any((a, b) == (line, column) and message in what for a, b, what in found), found
    else:
        assert any("'moves' lead from state to state: the file needs the key 'states'" in f[2] for f in found)


def test_moves_of_an_account_of_options_are_refused():
    text = (
        "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x}}}\nperspectives:\n"
        "  p: {moves: {add: {}}, preferences: {a: []}}\n"
    )
    with pytest.raises(
        ConflictFileError, match=r"p:5:14: an account in a conflict that is given by options has"
    ):
        read_conflict(text, "p")


def test_states_without_moves_are_told():
    text = "detente: 1\ntitle: t\ndecision_makers: {a: {}}\nstates:\n  x: it rains\n"
    with pytest.raises(
        ConflictFileError, match="p:5:3: nobody has options; states that are given as such need 'moves'"
    ):
        read_conflict(text, "p")


def test_a_move_that_stands_twice_is_warned_of():
    conflict = read_conflict(LAND.replace("wait -> permit,", "wait -> permit, permit <- wait,"))
    assert [w.message for w in conflict.warnings] == ["the move wait -> permit stands twice"]


# -- the engine -------------------------------------------------------------------------------------


@many
@given(randoms)
def test_stability_equals_the_reference(rng):
    conflict = random_graph_conflict(rng)
    reference, game = Reference(conflict), conflict.game()
    every = range(game.size)
    assert {merged(game, s) for s in every} == set(reference.states)
    for s in every:
        for dm in game.decision_makers:
            found = {merged(game, t.index) for t in game.reachable(dm, s)}
            assert found == set(reference.reach(dm, merged(game, s)))
    stable = stable_states(game)
    for concept in CLASSICAL:
        expected = reference.stability(concept)
        for dm in game.decision_makers:
            assert {merged(game, s.index) for s in stable.stable_for(concept, dm)} == expected[dm], (
                concept,
                dm,
            )


def test_many_random_graphs_have_moves_that_are_not_transitive():
    rng = Random(1)
    assert sum(not random_graph_conflict(rng).game().transitive for _ in range(60)) > 30


def test_no_one_moves_twice_in_a_row():
    """Alone, b could go on from u to v, which deters a; but b may not move twice in a row, and c can do nothing."""
    text = """
detente: 1
title: t
decision_makers: {a: {}, b: {}, c: {}}
states: [s, t, u, v]
moves: {a: [s -> t], b: [t -> u, u -> v]}
preferences: {a: {ranking: [u, t, s, v]}, b: {ranking: [v, u, t, s]}, c: []}
"""
    game = read_conflict(text).game()
    assert not game.transitive
    assert not game.states.merged
    assert [s.id for s in stable_states(game).stable_for("gmr", "a")] == ["t", "u", "v"]
    with_c = text.replace("u -> v]}", "u -> v], c: [u -> t]}")
    assert [s.id for s in stable_states(read_conflict(with_c).game()).stable_for("gmr", "a")] == [
        "t",
        "u",
        "v",
    ]
    by_c = text.replace("t -> u, u -> v]}", "t -> u], c: [u -> v]}")
    assert [s.id for s in stable_states(read_conflict(by_c).game()).stable_for("gmr", "a")] == [
        "s",
        "t",
        "u",
        "v",
    ]


def as_graph(conflict: Conflict) -> Conflict:
    """Give a conflict of options as states and moves, with its ranks as rankings."""
    game = conflict.game()
    every = [game.state(s) for s in range(game.size)]
    names = [f"s{s.index}" for s in every]
    arcs = {
        dm: tuple((names[s.index], names[t.index]) for s in every for t in game.reachable(dm, s))
        for dm in game.decision_makers
    }
    preferences = {}
    for dm, ranks in zip(game.decision_makers, game.ranks, strict=True):
        order = sorted(set(ranks.tolist()), reverse=True)
        preferences[dm] = Ranking(
            tuple(
                tuple(StateRef(names[s], name=names[s]) for s in range(game.size) if ranks[s] == rank)
                for rank in order
            )
        )
    makers = tuple(DecisionMaker(d.id, d.name, ()) for d in conflict.decision_makers)
    states = tuple(given_state(n) for n in names)
    return Conflict("as a graph", makers, states=states, arcs=arcs, preferences=preferences)


@pytest.mark.parametrize("name", ["elmira-nine-states", "syria-iraq-1975", "elmira", "prisoners-dilemma"])
def test_a_published_conflict_as_a_graph_has_its_published_equilibria(name):
    conflict = detente.load(name)
    game, graph = conflict.game(), read_conflict(to_json(as_graph(conflict.under()))).game()
    found = stable_states(graph)
    compared = 0
    for result in conflict.published:
        for concept, states in {**result.equilibria, **result.recomputed}.items():
            if concept in CLASSICAL and not (result.wrong and concept not in result.recomputed):
                expected = {game.states.find(ref, "the state") for ref in states}
                assert {s.index for s in found.equilibria(concept)} == expected, concept
                compared += 1
    assert compared


# -- which state is meant ---------------------------------------------------------------------------


def test_which_state_is_meant():
    game = read_conflict(LAND).game("base")
    for text in ("built", "#2", "built and not void"):
        assert game.state(text).id == "built"
    assert game.state("status_quo").id == "wait"
    assert (game.state("built").taken, game.state("built").text) == ((), "the firm builds")
    for text, told in [
        ("2", "no state '2'"),
        ("#5", "no state has the number 5"),
        ("none", "no state 'none'"),
        ("green", "'green' fits 2 states"),
        ("bilt", "did you mean 'built'"),
    ]:
        with pytest.raises(UnknownStateError, match=told):
            game.state(text)


def test_rules_exclude_states_and_the_moves_to_them():
    game = read_conflict(LAND.replace("never: void and green", "never: built")).game
    with pytest.raises(ConflictFileError, match="it breaks the rule 'no-way-back'"):
        game("base")
    short = LAND.replace("never: void and green", "never: park").replace("void], park]", "void]]")
    found = read_conflict(short.partition("published")[0].partition("factions")[0]).game("base")
    assert [found.state(s).id for s in range(found.size)] == ["wait", "permit", "built", "void"]
    assert [t.id for t in found.reachable("agency", "wait")] == ["permit"]
    all_gone = LAND.replace("never: void and green", "never: wait or not wait")
    with pytest.raises(ConflictFileError, match="no state is left"):
        read_conflict(all_gone).game("base")


# -- every command ----------------------------------------------------------------------------------

COMMANDS: list[tuple[str, ...]] = [
    ("check",),
    ("states",),
    ("states", "--where", "green or built"),
    ("analyze", "--full"),
    ("equilibria", "--concept", "gmr"),
    ("explain", "--state", "permit", "--full"),
    ("evolve", "--full"),
    ("compare", "--full"),
    ("whatif", "--prefer", "firm", "not built"),
    ("pivot", "--full"),
    ("pivot", "--goal", "park or wait", "--full"),
    ("coalitions", "--full"),
    ("ultimatum",),
    ("ultimatum", "suit", "--full"),
    ("factions", "--full"),
]


def answer(*argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(list(argv))
    return code, out.getvalue(), err.getvalue()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("land") / "land.yaml"
    path.write_text(LAND, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_tells_states_and_no_options(command, file):
    name, *more = command
    positional = [m for m in more[:1] if not m.startswith("-")]
    code, out, err = answer(name, file, *positional, *more[len(positional) :])
    assert code == 0, err
    for word in ("option", "taken", "Taken"):
        assert word not in out, out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_json_fits_its_schema(command, file):
    import jsonschema

    name, *more = (c for c in command if c != "--full")
    code, out, err = answer(name, file, *more, "--json")
    assert code == 0, err
    jsonschema.Draft202012Validator(answer_schema(find(name))).validate(json.loads(out))


@pytest.mark.parametrize(
    "change", [["--without", "wait"], ["--freeze", "firm"], ["--absent", "firm"], ["--collapse"]]
)
def test_changes_of_options_are_refused_in_one_sentence(change, file):
    code, out, err = answer("whatif", file, *change)
    assert (code, out) == (2, "")
    assert err.startswith("detente: this conflict is given as states and moves: it has no options")
    assert err.count("\n") == 1


def test_what_is_said(file):
    _, out, _ = answer("evolve", file, "-p", "press", "--full")
    assert "The firm: move to built (“the firm builds”)" in out
    _, out, _ = answer("check", file, "--full")
    assert "3 parties, 5 states and 7 moves" in out
    assert "nothing is decided" in out
    _, out, _ = answer("compare", file, "--full")
    assert "The firm can move from built to wait" in out
    _, out, _ = answer("states", file, "--full")
    assert "the agency permits the works" in out


def test_the_report(file, tmp_path):
    for ending in ("html", "md"):
        report = tmp_path / f"report.{ending}"
        assert answer("analyze", file, "--out", str(report))[0] == 0
        text = report.read_text(encoding="utf-8")
        assert "the agency permits the works" in text
        for word in ("option is taken", "no option", "What is taken"):
            assert word not in text


def test_accounts_differ_in_moves():
    found = detente.compare(read_conflict(LAND))
    assert found.moves_differ == {
        ("agency", "park", "wait"): ("base",),
        ("agency", "void", "wait"): ("press",),
        ("firm", "built", "wait"): ("press",),
    }
    assert found.options_differ == {}


def test_freezing_is_refused_in_python():
    conflict = read_conflict(LAND).under("base")
    with pytest.raises(NotInFileError, match="given as states and moves"):
        detente.change(conflict, freeze=["firm"])


def test_every_witness_is_told(file):
    data: dict[str, Any] = json.loads(answer("explain", file, "--state", "wait", "--json")[1])
    state = {
        "id": "wait",
        "taken": [],
        "number": "0",
        "name": "wait",
        "given": True,
        "text": "nothing is decided",
    }
    assert data["states"][data["state"]] == state
