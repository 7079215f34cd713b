"""What one account leaves out does not keep the others from an answer."""

from __future__ import annotations

import pytest

from detente.cli import main

FILE = """
detente: 1
title: Two accounts, one start
decision_makers:
  a: {name: A, options: {x: do x}}
  b: {name: B, options: {y: do y}}
perspectives:
  first:
    preferences: {a: [b.y], b: [not a.x]}
  second:
    status_quo: [a.x]
    preferences: {a: [b.y, x], b: [not a.x]}
ultimatums:
  u:
    {by: a, to: b, demand: y, threat: x, stakes: {concede: [5, -5], carry_out: [-3, -8]}, audience_cost: 2,
     record: {text: It was so.}}
  plain: {by: a, to: b, demand: y, threat: x}
factions:
  b: {members: {one: {weight: 1, preferences: [y]}, two: {weight: 2, preferences: [not y]}}}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "accounts.yaml"
    path.write_text(FILE, encoding="utf-8")
    return str(path)


def told(capsys, *argv: str, code: int = 0) -> str:
    assert main(list(argv)) == code
    out, err = capsys.readouterr()
    return " ".join((out or err).split())


def test_an_ultimatum_is_judged_where_it_can_be(file, capsys):
    text = told(capsys, "ultimatum", file, "u", "--full")
    assert "In the account “first”, the ultimatum cannot be judged: the file has no 'status_quo'" in text
    assert "In the account “second”, what A threatens is in force already" in text
    assert "costs more than 3" in text  # the game tree needs no state
    assert "It was so." in text
    assert "It was so." in told(capsys, "ultimatum", file, "u", "-p", "first", "--full")
    assert "no 'status_quo'" in told(capsys, "ultimatum", file, "plain", "-p", "first", code=2)


def test_factions_are_asked_where_there_is_something_to_compare_with(file, capsys):
    text = told(capsys, "factions", file, "--full")
    assert "two" in text
    assert "“first”" in text
    assert "status_quo" in text
    assert "no 'status_quo'" in told(capsys, "factions", file, "-p", "first", code=2)


def test_a_goal_has_to_be_reached_where_there_is_a_start(file, capsys):
    first, second = told(capsys, "pivot", file, "--goal", "b.y", "--full").split("Account “second”")
    assert "improvements lead to from today" not in first
    assert "improvements lead to from today" in second
    assert "improvements lead to" not in told(capsys, "pivot", file, "--goal", "b.y", "--anywhere", "--full")


@pytest.mark.parametrize("form", ["--json", "--out"])
def test_programs_get_the_first_account_or_an_error(file, form, tmp_path, capsys):
    more = (form,) if form == "--json" else (form, str(tmp_path / "x.csv"))
    assert told(capsys, "ultimatum", file, "u", *more)
    told(capsys, "ultimatum", file, "plain", *more, code=2)
    told(capsys, "factions", file, *more, code=2)
