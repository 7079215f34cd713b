"""Accounts that differ in more than preferences: options, rules, the start; ids and numbers that stay."""

from __future__ import annotations

import json

import pytest

import detente
from detente.cli import main
from detente.conflict import ConflictFileError

ROAD = """
detente: 1
title: A road
status_quo: [a.p]
decision_makers: {a: {options: {p: plan}}, b: {name: The people, options: {x: protest}}}
preferences: {a: [p], b: [not a.p, not x]}
perspectives:
  sued:
    says: The people can go to court
    options: {add: {a: {n: negotiate}}, drop: [b.x]}
    rules: {patch: [{put: {id: no-talk, never: a.n and a.p, because: The law says so.}}]}
    preferences: {a: [n, p]}
  started: {says: It has begun, status_quo: [b.x], preferences: {b: {patch: [{put: x, before: not x}]}}}
"""


@pytest.fixture
def road(tmp_path):
    file = tmp_path / "road.yaml"
    file.write_text(ROAD, encoding="utf-8")
    return str(file)


def test_what_differs_beside_preferences_is_told(road, capsys):
    found = detente.compare(detente.load(road))
    assert found.rules_differ == {"no-talk": ("sued",)}
    assert found.options_differ == {"a.n": ("sued",), "b.x": ("base", "started")}
    assert found.starts == {"base": "a.p", "sued": "a.p", "started": "b.x"}
    assert main(["compare", road, "--full"]) == 0
    told = capsys.readouterr().out
    for text in ("a can: negotiate", "The law says so.", "Today is #2"):
        assert text in told
    number = detente.load(road).game("started").state("b.x").number
    assert f"Today is #{number}" in told
    assert main(["compare", road, "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["rules_differ"] == [{"id": "no-talk", "accounts": ["sued"]}]
    [started] = [a for a in data["accounts"] if a["account"] == "started"]
    assert data["states"][started["status_quo"]]["id"] == "b.x"
    assert not data["same_start"]
    assert "negotiate" in detente.report(detente.load(road))


def test_numbers_and_ids_are_the_same_under_every_account(road):
    conflict = detente.load(road)
    seen: dict[str, int] = {}
    for account in conflict.accounts:
        game = conflict.game(account)
        for s in range(game.size):
            state = game.state(s)
            assert seen.setdefault(state.id, state.number) == state.number
            assert game.state(f"#{state.number}") == state
    assert seen["b.x"] == 2
    assert seen["a.n"] == 4


def test_an_account_compared_twice_is_compared_once(road):
    assert detente.compare(detente.load(road), ["sued", "sued"]).accounts == ("sued",)


def test_the_base_is_an_account_only_where_it_is_whole():
    conflict = detente.read_conflict(
        """
        detente: 1
        title: shared above, the rest below
        decision_makers: {a: {options: {p: p}}, b: {options: {x: x}}}
        preferences: {a: [p]}
        perspectives: {q: {preferences: {b: [x]}}, r: {preferences: {b: [not x]}}}
        """
    )
    assert conflict.accounts == ("q", "r")
    assert len(detente.compare(conflict).analyses) == 2


@pytest.mark.parametrize("start", ["[b.x]", "b.x", "NY", "begun"])
def test_what_can_no_longer_be_done_is_not_done_at_the_start(start):
    conflict = detente.read_conflict(
        f"""
        detente: 1
        title: dropped
        status_quo: {start}
        states: {{begun: [b.x]}}
        decision_makers: {{a: {{options: {{p: p}}}}, b: {{options: {{x: x}}}}}}
        perspectives: {{q: {{options: {{drop: [b.x]}}, preferences: {{a: [p], b: []}}}}}}
        """
    )
    game = conflict.game()
    assert game.status_quo is not None
    assert game.state(game.status_quo).taken == ()


@pytest.mark.parametrize("id", ["none", "status_quo", "b.x", "a.p+b.x", "start"])
def test_the_id_of_merged_states_is_like_no_other(id):
    with pytest.raises(ConflictFileError, match="id"):
        detente.read_conflict(
            f"""
            detente: 1
            title: merged
            states: {{start: none}}
            decision_makers: {{a: {{options: {{p: p}}}}, b: {{options: {{x: x}}}}}}
            rules: [{{same: a.p, id: {id}}}]
            """
        )


def test_merged_states_keep_their_id_when_an_account_takes_members_away():
    conflict = detente.read_conflict(
        """
        detente: 1
        title: merged
        decision_makers: {a: {options: {p: p, q: q}}, b: {options: {x: x}}}
        rules: [{same: a.p and a.q, id: one}, {same: a.p, id: two}]
        perspectives:
          all: {preferences: {a: [p], b: []}}
          some: {preferences: {a: [p], b: []}, rules: {patch: [{put: {never: a.p and a.q and not b.x}}]}}
        """
    )
    ids = [
        [s.id for s in map(game.state, range(game.size)) if s.members]
        for game in map(conflict.game, conflict.accounts)
    ]
    assert ids == [["one"], ["one"]]


def test_many_improvements_are_cut_with_the_undeterred_first():
    options = ", ".join(f"o{k}: o{k}" for k in range(9))
    weights = ", ".join(f"o{k}: {2**k}" for k in range(9))
    conflict = detente.read_conflict(
        f"""
        detente: 1
        title: many
        status_quo: none
        decision_makers: {{a: {{options: {{{options}}}}}, b: {{options: {{x: x}}}}}}
        preferences: {{a: {{weights: {{{weights}, b.x: -300}}}}, b: [x]}}
        """
    )
    found = detente.explain(conflict.game(), "status_quo", "a", "seq")
    assert found.count == 511
    assert found.undeterred is not None
    assert 0 < found.undeterred < 511
    assert not found.stable
    assert len(found.answers) == 200
    free = [a.sanction is None for a in found.answers]
    assert free == sorted(free, reverse=True)
    assert sum(free) == min(200, found.undeterred)
