"""Options with levels: read, written, compared in conditions, the same as exclusive options by hand, one-way."""

from __future__ import annotations

import copy
import io
import json
import re
from contextlib import redirect_stderr, redirect_stdout
from random import Random
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente.cli import main
from detente.conflict import (
    CLASSICAL,
    ConditionError,
    ConflictFileError,
    DetenteError,
    read_conflict,
    to_json,
    to_yaml,
)
from detente.game import Fibres
from detente.questions.building import state_value
from detente.stability import stable_states
from detente.wording import Words
from tests.generate import random_levels_conflict, random_levels_file
from tests.reference import Reference

randoms = st.integers(0, 10**9).map(Random)
many = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

PULLOUT = """\
detente: 1
title: A pull-out
status_quo: [host.let]
sources: {talks: The talks}
conditions:
  going: guest.leave
  partial: host.let
decision_makers:
  guest:
    name: The guest
    options:
      leave:
        text: Pull out
        levels: [partial, most, full]
        short: out
        tags: [military]
        about: Of all bases.
        source: talks#1
      ask: ask for more time
  host:
    name: The host
    options:
      let:
      pay:
        text: pay
        levels:
          half: {text: pay half of the cost, short: half}
          whole: pay all of the cost
rules:
  - irreversible: guest.leave
  - {irreversible: {option: host.pay, direction: dropped}, id: payment}
  - never: guest.leave >= most and not host.let
preferences:
  guest:
    - leave < full
    - host.pay = whole
    - leave
    - not going or partial
  host: {weights: {guest.leave.full: 3, guest.leave >= most: 1, pay: -0.5}}
perspectives:
  press:
    says: The newspaper's account
    options:
      add: {host: {warn: {text: warn, levels: [low, high]}}}
      drop: [host.pay, guest.leave.most]
    preferences:
      guest: {patch: [{put: host.warn <= low}]}
      host: [not warn]
"""


def test_what_is_read():
    conflict = read_conflict(PULLOUT)
    assert conflict.option_ids == (
        "guest.leave.partial", "guest.leave.most", "guest.leave.full", "guest.ask",
        "host.let", "host.pay.half", "host.pay.whole",
    )  # fmt: skip
    assert list(conflict.levels) == ["guest.leave", "host.pay"]
    most, half = conflict.options["guest.leave.most"], conflict.options["host.pay.half"]
    assert (most.text, most.tags, most.level) == ("Pull out (most)", ("military",), "most")
    assert (half.text, half.short) == ("pay half of the cost", "half")
    assert most.of is conflict.levels["guest.leave"]
    assert (most.of.about, most.of.short, str(most.of.sources[0])) == ("Of all bases.", "out", "talks#1")
    assert [r.id for r in conflict.rules if r.automatic] == ["levels of guest.leave", "levels of host.pay"]
    under = conflict.under("press")
    assert under.levels["host.warn"].levels == ("low", "high")
    gone = [o for o, option in under.options.items() if not option.available]
    assert gone == ["guest.leave.most", "host.pay.half", "host.pay.whole"]
    assert [r.id for r in under.rules if r.automatic][-1] == "levels of host.warn"


def test_at_most_one_level_is_taken():
    for account, size in (("base", 4 * 2 * 2 * 3 - 2 * 2 * 3), ("press", 3 * 2 * 2 * 3 - 2 * 3)):
        game = read_conflict(PULLOUT).game(account)
        for s in range(game.size):
            taken = [o.rpartition(".")[0] for o in game.state(s).taken if o.count(".") == 2]
            assert len(taken) == len(set(taken))
        assert game.size == size


def test_round_trips():
    conflict = read_conflict(PULLOUT)
    assert read_conflict(to_json(conflict)) == conflict
    assert read_conflict(to_yaml(conflict)) == conflict
    written = yaml.safe_load(to_yaml(conflict))["decision_makers"]
    assert written["guest"]["options"]["leave"]["levels"] == ["partial", "most", "full"]
    assert written["host"]["options"]["pay"]["levels"] == {
        "half": {"text": "pay half of the cost", "short": "half"},
        "whole": "pay all of the cost",
    }
    assert "exclusive" not in to_yaml(conflict)


@many
@given(randoms)
def test_random_round_trips(rng):
    conflict = read_conflict(yaml.safe_dump(random_levels_file(rng), sort_keys=False))
    assert read_conflict(to_json(conflict)) == conflict
    assert read_conflict(to_yaml(conflict)) == conflict


# A change of PULLOUT, the text at whose beginning the mistake is told, and what is said.
MISTAKES = [
    ("levels: [partial, most, full]", "levels: [full]", "[full]", "'levels' has from 2 to 20 names, found 1"),
    ("levels: [partial, most, full]", "levels: full", "full\n", "'levels' is a list of names, lowest first"),
    ("levels: [partial, most, full]", "levels: [none, most, full]", "none, most", "it says that the option is not"),
    ("levels: [partial, most, full]", "levels: [full, most, full]", "full]", "'full' names two things"),
    ("levels: [partial, most, full]", "levels: [partial, 2, full]", "2, full", "'2' cannot name a level"),
    ("levels: [partial, most, full]", "levels: [partial, [most], full]", "[most]", "a level is a name, found a list"),
    ("short: half}", "shirt: half}", "shirt", "a level has no key 'shirt'"),
    ("whole: pay all of the cost", "whole: [all]", "[all]", "a level's text is a text, found a list"),
    ("      pay:\n", "      guest:\n", "guest:\n        text: pay", "'guest' names a decision maker too"),
    ("status_quo: [host.let]", "status_quo: [guest.leave]", "guest.leave]", "say at which one: guest.leave.partial, "),
    ("status_quo: [host.let]", "status_quo: [guest.leave.ful]", "guest.leave.ful", "did you mean 'guest.leave.full'"),
    ("irreversible: guest.leave\n", "irreversible: guest.leav\n", "guest.leav\n", "no option 'guest.leav'"),
    ("guest.leave >= most and", "guest.leave >= mots and", "mots and", "has no level 'mots'; did you mean 'most'?"),
    ("guest.leave >= most and", "guest.leave >= and", "and not host", "found 'and'; allowed here: the name of a level"),
    ("guest.leave >= most and", "guest.ask >= most and", ">= most and", "'guest.ask' has no levels to compare (these"),
    ("guest.leave >= most and", "going >= most and", ">= most and", "'going' has no levels to compare"),
    ("guest.leave >= most and", "gist.leave >= most and", "gist.leave", "no option or condition 'gist.leave'"),
    ("- leave < full", "- leave <= full", "leave <= full", "'leave <= full' holds in every state"),
    ("- leave < full", "- leave > full", "leave > full", "'leave > full' holds in no state"),
    ("- leave < full", "- leave < none", "leave < none", "holds in no state: the levels of 'guest.leave' are none,"),
    ("- leave < full", "- leave >= none", "leave >= none", "holds in every state"),
    ("- leave < full", "- leave < full < most", "< most", "found '<'; allowed here: 'and'"),
    ("put: host.warn <= low", "put: host.warn <= hihg", "hihg", "has no level 'hihg'; did you mean 'high'?"),
    ("drop: [host.pay,", "drop: [host.pai,", "host.pai", "no option 'host.pai'; did you mean 'host.pay"),
    ("add: {host: {warn:", "add: {host: {pay:", "pay: {text: warn", "'pay' names two things"),
    ("add: {host: {warn:", "add: {host: {guest:", "guest: {text: warn", "'guest' names a decision maker too"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "place", "message"), MISTAKES, ids=range(len(MISTAKES)))
def test_mistakes_are_told_at_their_place(old, new, place, message):
    assert PULLOUT.count(old) == 1, old
    text = PULLOUT.replace(old, new)
    with pytest.raises(ConflictFileError) as told:
        read_conflict(text, "pullout.yaml")
    before = text[: text.index(place)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    found = [(p.place.line, p.place.column, p.message) for p in told.value.problems]
    assert any((a, b) == (line, column) and message in what for a, b, what in found), found


# -- conditions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "levels", "normal"),
    [
        ("guest.leave", (1, 2, 3), "guest.leave"),
        ("guest.leave >= partial", (1, 2, 3), "guest.leave"),
        ("guest.leave > none", (1, 2, 3), "guest.leave"),
        ("guest.leave >= most", (2, 3), "guest.leave >= most"),
        ("guest.leave > partial", (2, 3), "guest.leave >= most"),
        ("guest.leave >= full", (3,), "guest.leave.full"),
        ("guest.leave > most", (3,), "guest.leave.full"),
        ("guest.leave = full", (3,), "guest.leave.full"),
        ("guest.leave = most", (2,), "guest.leave.most"),
        ("guest.leave.most", (2,), "guest.leave.most"),
        ("guest.leave = none", (0,), "not guest.leave"),
        ("guest.leave <= none", (0,), "not guest.leave"),
        ("guest.leave < partial", (0,), "not guest.leave"),
        ("guest.leave<most", (0, 1), "not guest.leave >= most"),
        ("guest.leave <= partial", (0, 1), "not guest.leave >= most"),
        ("guest.leave < full", (0, 1, 2), "not guest.leave.full"),
        ("guest.leave <= most", (0, 1, 2), "not guest.leave.full"),
    ],
)
def test_what_a_comparison_means(text, levels, normal):
    conflict = read_conflict(PULLOUT)
    condition = conflict.condition(text)
    steps: list[frozenset[str]] = [frozenset()]
    steps += [frozenset({f"guest.leave.{level}"}) for level in ("partial", "most", "full")]
    assert tuple(k for k, taken in enumerate(steps) if condition.holds(taken)) == levels
    assert str(condition) == normal
    assert conflict.condition(normal) == condition


def test_inside_ones_own_decision_maker():
    conflict = read_conflict(PULLOUT)
    for own, whole in [
        ("leave", "guest.leave"),
        ("leave.full", "guest.leave.full"),
        ("leave<full", "guest.leave<full"),
    ]:
        assert conflict.condition(own, "guest") == conflict.condition(whole)
        with pytest.raises(ConditionError):
            conflict.condition(own)


def test_a_level_is_no_name_of_a_condition():
    """``partial`` names a level and a condition here; compared with, it is the level, and no circle."""
    text = PULLOUT.replace("partial: host.let", "partial: guest.leave >= partial")
    conflict = read_conflict(text)
    assert conflict.condition("partial") == conflict.condition("partial")
    assert conflict.condition("partial").holds(frozenset({"guest.leave.most"}))


def test_a_comparison_binds_tightest():
    conflict = read_conflict(PULLOUT)
    one = conflict.condition("not guest.leave >= most and host.let or guest.ask")
    other = conflict.condition("((not (guest.leave >= most)) and host.let) or guest.ask")
    assert one == other
    assert one.operator == "or"  # type: ignore[attr-defined]


def test_what_it_says_in_words():
    words = Words(read_conflict(PULLOUT).under("base"))

    def say(text: str) -> str:
        return words.condition(words.conflict.condition(text))

    assert say("guest.leave") == "The guest: “Pull out” (at any level)"
    assert say("guest.leave >= most") == "The guest: “Pull out” (most or more)"
    assert say("guest.leave < most") == "The guest: not “Pull out” (most or more)"
    assert say("guest.leave = full") == "The guest: “Pull out (full)”"
    game = words.conflict.game("base")
    start, end = game.state("guest.leave.partial+host.let"), game.state("guest.leave.full+host.let")
    before, after = state_value(start), state_value(end)
    assert words.step(before, after, "guest") == "go from “Pull out (partial)” to “Pull out (full)”"
    assert words.in_short(end.taken) == "The guest: out full · The host: let"


# -- the same as exclusive options by hand ----------------------------------------------------------


def by_hand(file: dict[str, Any]) -> dict[str, Any]:
    """Write each level as an option of its own, ``low`` of ``d0.o1`` as ``d0.o1_low``, and comparisons as lists."""
    found = copy.deepcopy(file)
    levels: dict[str, list[str]] = {}
    for dm, maker in file["decision_makers"].items():
        options: dict[str, Any] = {}
        for option, body in maker["options"].items():
            if isinstance(body, dict):
                levels[f"{dm}.{option}"] = body["levels"]
                options |= {f"{option}_{level}": level for level in body["levels"]}
            else:
                options[option] = body
        found["decision_makers"][dm] = {"options": options}

    def written(text: str) -> str:
        def one(match: re.Match[str]) -> str:
            option, level, sign, other = match.groups()
            if option not in levels:
                return match[0]
            if level:
                return f"{option}_{level}"
            names = levels[option]
            at = names.index(other) if other else 0
            every = " or ".join(f"{option}_{n}" for n in names[at:])
            return f"(not ({every}))" if sign == "<" else f"({every})"

        return re.sub(r"(d\d\.o\d)(?:\.(\w+))?(?: (>=|<) (\w+))?", one, text)

    exclusive = [{"exclusive": [f"{o}_{n}" for n in names]} for o, names in levels.items()]
    rules = [{"never": written(r["never"])} for r in file["rules"] if "never" in r]
    found["rules"] = rules + exclusive
    found["preferences"] = {dm: [written(s) for s in wants] for dm, wants in file["preferences"].items()}
    return found


@many
@given(randoms)
def test_levels_equal_exclusive_options(rng):
    file = random_levels_file(rng, one_way=False)
    text, other = yaml.safe_dump(file, sort_keys=False), yaml.safe_dump(by_hand(file), sort_keys=False)
    try:
        conflict = read_conflict(text)
        game = conflict.game()
    except ConflictFileError:  # the rule leaves no state; then none is left by hand either
        with pytest.raises(ConflictFileError):
            read_conflict(other).game()
        return
    hand = read_conflict(other).game()
    assert np.array_equal(game.states.masks, hand.states.masks)
    assert all(np.array_equal(a, b) for a, b in zip(game.ranks, hand.ranks, strict=True))
    one, two = stable_states(game), stable_states(hand)
    for concept in CLASSICAL:
        assert np.array_equal(one.stable[concept], two.stable[concept])


# -- one way ----------------------------------------------------------------------------------------


@many
@given(randoms)
def test_one_way_levels_equal_the_reference(rng):
    conflict = random_levels_conflict(rng)
    reference, game = Reference(conflict), conflict.game()
    point = [frozenset([frozenset(game.state(s).taken)]) for s in range(game.size)]
    for s in range(game.size):
        for dm in game.decision_makers:
            assert {point[t.index] for t in game.reachable(dm, s)} == set(reference.reach(dm, point[s]))
    stable = stable_states(game)
    for concept in CLASSICAL:
        expected = reference.stability(concept)
        for dm in game.decision_makers:
            assert {point[s.index] for s in stable.stable_for(concept, dm)} == expected[dm], (concept, dm)


def test_levels_that_only_rise_are_fibres_and_transitive():
    conflict = read_conflict(PULLOUT)
    game = conflict.game("base")
    assert all(isinstance(m, Fibres) for m in game.moves)
    assert game.transitive
    levels = [[t.id for t in game.reachable("guest", s) if "ask" not in t.id] for s in ("host.let",)]
    assert levels == [
        ["guest.leave.partial+host.let", "guest.leave.most+host.let", "guest.leave.full+host.let"]
    ]
    more = game.reachable("guest", "guest.leave.most+host.let")
    assert [t.id for t in more] == [
        "guest.leave.full+host.let",
        "guest.ask+guest.leave.most+host.let",
        "guest.ask+guest.leave.full+host.let",
    ]
    assert [t.id for t in game.reachable("host", "host.pay.half")] == [
        "none",
        "host.let",
        "host.let+host.pay.half",
    ]


def test_a_condition_makes_them_one_way_only_where_it_holds():
    text = PULLOUT.replace(
        "irreversible: guest.leave\n", "irreversible: {option: guest.leave, if: host.let}\n"
    )
    game = read_conflict(text).game("base")
    back = [t.id for t in game.reachable("guest", "guest.leave.partial") if "ask" not in t.id]
    assert back == ["none"]  # more than partial needs the host's leave
    assert all("guest.leave" in t.id for t in game.reachable("guest", "guest.leave.partial+host.let"))


# -- suppositions -----------------------------------------------------------------------------------


def test_what_if_an_option_with_levels_is_gone_or_settled():
    conflict = read_conflict(PULLOUT).under("base")
    gone = detente.change(conflict, without=["guest.leave"])
    assert gone.fixed == tuple((f"guest.leave.{n}", False) for n in ("partial", "most", "full"))
    settled = detente.change(conflict, fixed=[("guest.leave.full", True)], freeze=["guest"])
    assert dict(settled.fixed) == {
        "guest.leave.full": True,
        "guest.leave.partial": False,
        "guest.leave.most": False,
        "guest.ask": False,
    }
    started = read_conflict(
        PULLOUT.replace("status_quo: [host.let]", "status_quo: [host.let, guest.leave.most]")
    )
    found = detente.whatif(
        started.under("base"), detente.change(started.under("base"), fixed=[("guest.leave.full", True)])
    )
    assert found.after.evolution is not None
    assert found.after.evolution.start.id == "guest.leave.full+host.let"
    with pytest.raises(
        DetenteError, match=r"'guest.leave' has levels; say at which one: guest.leave.partial, "
    ):
        detente.change(conflict, fixed=[("guest.leave", True)])


def test_what_can_be_added_to_a_list_compares_levels():
    from detente.questions.pivot.edits import _to_add

    added = {str(s.that) for s in _to_add(read_conflict(PULLOUT).game("base"))}
    assert {"guest.leave", "not guest.leave >= most", "guest.leave.full", "not guest.leave.full"} <= added


# -- in words and in JSON ---------------------------------------------------------------------------


def answer(path: Any, command: str, *more: str) -> str:
    file = path / "pullout.yaml"
    file.write_text(PULLOUT, encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        assert main([command, str(file), *more]) == 0, err.getvalue()
    return out.getvalue()


def test_tables_have_one_row_for_an_option_with_levels(tmp_path):
    out = answer(tmp_path, "analyze", "--full", "-p", "base")
    assert re.search(r"The guest +Pull out +(·|partial|most|full)", out)
    out = answer(tmp_path, "compare", "--full")
    assert "(or at which level)" in out
    assert re.search(r"The guest +Pull out ", out)
    assert "The host can: warn (low)" in out
    assert "levels of" not in out


def test_the_situation(tmp_path):
    out = answer(tmp_path, "check", "--full")
    assert "2 parties, 4 options" in out
    assert "The guest: the level of “Pull out” can only rise" in out
    assert "The host: the level of “pay” can only fall" in out
    assert "Of all bases" in out
    assert "At most one of" not in out


def test_json_names_the_option(tmp_path):
    import jsonschema

    from detente.questions import find
    from detente.questions.encoding import answer_schema

    for command in ("check", "states", "analyze", "compare", "explain", "evolve"):
        data = json.loads(answer(tmp_path, command, "--json"))
        jsonschema.Draft202012Validator(answer_schema(find(command))).validate(data)
    options = data["decision_makers"][0]["options"]
    assert options[2] == {
        "id": "guest.leave.full",
        "text": "Pull out (full)",
        "tags": ["military"],
        "level_of": "guest.leave",
        "available": True,
    }
    assert options[3]["level_of"] == ""


def test_conditions_on_the_command_line(tmp_path):
    out = answer(
        tmp_path, "states", "-p", "base", "--where", "guest.leave > partial and host.pay < half", "--full"
    )
    assert "The condition holds in 4 of" in out
    assert "States in which this holds: guest.leave > partial and host.pay < half" in " ".join(out.split())
