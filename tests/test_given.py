"""Functions take a game or a conflict, say what they want where they get neither, and name the account they follow."""

from __future__ import annotations

import builtins
import warnings

import pytest

import detente
from detente.conflict import AccountWarning, DetenteError, MissingPackageError, WantedError
from detente.game.given import as_conflict, as_game, as_keys
from tests.test_several_accounts import FILE

CHICKEN = detente.load("chicken")
THREAT = detente.load("ultimatum-audience-cost")
ISTANBUL = detente.load("istanbul-2025")

ASKED = {
    "analyze": (CHICKEN, lambda f, x: f(x)),
    "evolve": (CHICKEN, lambda f, x: f(x, start="crash")),
    "explain": (CHICKEN, lambda f, x: f(x, "crash", "first", "nash")),
    "coalitions": (CHICKEN, lambda f, x: f(x)),
    "pivot": (CHICKEN, lambda f, x: f(x, "first.swerve and second.swerve")),
    "pivotal": (CHICKEN, lambda f, x: f(x)),
    "sanctions": (CHICKEN, lambda f, x: f(x)),
    "equilibria": (CHICKEN, lambda f, x: f(x)),
    "ultimatum": (ISTANBUL.under("kyiv"), lambda f, x: f(x, "ceasefire-or-sanctions")),
    "game_tree": (THREAT, lambda f, x: f(x, THREAT.ultimatums[0].id)),
    "factions": (ISTANBUL.under("kyiv"), lambda f, x: f(x, concepts="nash")),
    "change": (CHICKEN, lambda f, x: f(x, without=["first.swerve"])),
    "whatif": (CHICKEN, lambda f, x: f(x, detente.change(CHICKEN, without=["first.swerve"]))),
}


@pytest.mark.parametrize("name", ASKED)
def test_a_game_and_a_conflict_are_both_taken(name):
    conflict, ask = ASKED[name]
    function = getattr(detente, name)
    for given in (conflict, conflict.game()):
        assert ask(function, given) is not None


@pytest.mark.parametrize("name", [*ASKED, "compare"])
@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("chicken", "found the text 'chicken': detente.load(...) reads it"),
        (None, "found NoneType"),
        (3, "found int"),
    ],
)
def test_anything_else_is_told_in_one_sentence(name, given, found):
    ask = ASKED[name][1] if name in ASKED else (lambda f, x: f(x))
    with pytest.raises(WantedError) as error:
        ask(getattr(detente, name), given)
    assert isinstance(error.value, TypeError)
    assert isinstance(error.value, DetenteError)
    assert str(error.value).startswith(f"{name}() wants a ")
    assert str(error.value).endswith(found)


def test_comparing_wants_the_conflict():
    with pytest.raises(
        WantedError, match=r"compare\(\) sets accounts side by side and wants the conflict, found a game"
    ):
        detente.compare(ISTANBUL.game("kyiv"))
    assert as_conflict(ISTANBUL, "compare", several=True) is ISTANBUL
    assert as_conflict(ISTANBUL.game("kyiv"), "change").account == "kyiv"


def test_a_game_that_diagrams_carry_is_told():
    with pytest.raises(WantedError, match=r"evolve\(\) wants a game that lists every state"):
        detente.evolve(detente.symbolic_game(ISTANBUL, "kyiv"))


def test_one_key_may_stand_alone():
    assert as_keys("nash") == ("nash",)
    assert as_keys(["nash", "seq"]) == ("nash", "seq")
    game = CHICKEN.game()
    assert tuple(detente.analyze(game, "nash").equilibria) == ("nash",)
    assert detente.coalitions(game, "nash").stability.concepts == ("nash",)
    assert detente.evolve(game, start="crash", concepts="seq").stability.concepts == ("seq",)
    found = detente.compare(ISTANBUL, "kyiv", "nash")
    assert [tuple(a.equilibria) for a in found.analyses] == [("nash",)]
    assert tuple(detente.whatif(CHICKEN, detente.change(CHICKEN), "nash").before.equilibria) == ("nash",)


def test_following_the_first_of_several_accounts_is_said():
    conflict = detente.read_conflict(FILE)
    told = r"the file holds 2 accounts and none was chosen: this follows 'first', the first; the others are 'second'"
    for ask in (
        conflict.game,
        conflict.under,
        lambda: as_game(conflict, "x"),
        lambda: detente.analyze(conflict),
    ):
        with pytest.warns(AccountWarning, match=told) as found:
            ask()
        assert len(found) == 1
        assert found[0].filename == __file__  # where it was asked, not inside the package


def test_where_an_account_is_chosen_or_there_is_only_one_nothing_is_said():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        conflict = detente.read_conflict(FILE)
        assert conflict.game("first").account == "first"
        assert conflict.under("second").game().account == "second"
        assert CHICKEN.game().account == "base"


@pytest.mark.parametrize(
    ("package", "extra", "ask"),
    [
        ("pandas", "pandas", lambda path: detente.analyze(CHICKEN.game()).to_frame()),
        ("networkx", "networkx", lambda path: CHICKEN.game().to_networkx()),
        ("openpyxl", "xlsx", lambda path: detente.export_file(CHICKEN, path / "x.xlsx")),
        ("pyarrow", "parquet", lambda path: detente.export_file(CHICKEN, path / "x.parquet")),
        ("oxidd.bcdd", "symbolic", lambda path: detente.symbolic_game(ISTANBUL, "kyiv")),
    ],
)
def test_a_missing_package_is_told_with_what_to_type(package, extra, ask, tmp_path, monkeypatch):
    import sys

    for name in [n for n in sys.modules if n == package or n.startswith(f"{package}.")]:
        monkeypatch.delitem(sys.modules, name)
    original = builtins.__import__

    def without(name, *rest, **more):
        if name == package or name.startswith(f"{package}."):
            raise ImportError(name)
        return original(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingPackageError) as error:
        ask(tmp_path)
    named = package.partition(".")[0]
    assert (
        str(error.value).partition("; or ")[0]
        == f"this needs the package {named}: pip install 'detente[{extra}]'"
    )
    assert isinstance(error.value, ImportError)
    assert isinstance(error.value, DetenteError)


def test_frames_have_a_column_for_each_option_and_the_labels_of_texts():
    game = ISTANBUL.game("kyiv")
    analysis = detente.analyze(game, "nash")
    frame = analysis.to_frame()
    options = list(ISTANBUL.option_ids)
    assert list(frame.columns) == ["state", "label", *options, "nash", "reached by improvements"]
    for row in frame.to_dict("records"):
        state = game.state(row["state"])
        assert row["label"] == state.label
        assert {o for o in options if row[o] == "Y"} == set(state.taken)
    held = detente.equilibria(game, "nash").to_frame()
    assert list(held["label"]) == [game.state(s).label for s in held["state"]]
    assert {o for o in options if held[o][0] == "Y"} == set(game.state(held["state"][0]).taken)
    turned = detente.evolve(game).to_frame()
    assert list(turned.columns)[:2] == ["state", "label"]
    assert set(options) <= set(turned.columns)


def test_frames_of_given_states_keep_what_they_are():
    text = "detente: 1\ntitle: t\ndecision_makers: {a: {}}\nstates: {s: x, t: y}\nmoves: {a: [s -> t]}\n"
    text += "preferences: {a: [t]}\n"
    frame = detente.analyze(detente.read_conflict(text), "nash").to_frame()
    assert list(frame.columns) == ["state", "label", "taken", "nash"]
    assert list(frame["label"]) == ["t"]


def test_what_a_merged_state_leaves_open_is_open_in_a_frame():
    text = "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x}}, b: {options: {y: y}}}\n"
    text += "rules: [{id: both, same: a.x}]\npreferences: {a: [x], b: []}\n"
    frame = detente.analyze(detente.read_conflict(text), "nash").to_frame()
    [row] = [r for r in frame.to_dict("records") if r["label"] == "both"]
    assert row["a.x"] == "Y"
    assert row["b.y"] == "-"
