"""Phases in the file: read, written, laid over accounts, and what is wrong with them told."""

from __future__ import annotations

import pytest

from detente.conflict import (
    ConflictFileError,
    Prioritised,
    chain_of,
    in_phase,
    read_conflict,
    to_json,
    to_yaml,
)
from detente.conflict.reading.phases import MOST_PHASES
from detente.exchange.notes import told_of
from detente.questions.check import check
from detente.questions.check.answer import answer

HEAD = """\
detente: 1
title: A valley
status_quo: []
sources: {paper: A paper, other: Another}
conditions: {danger: south.arm and not north.fight}
decision_makers:
  north: {name: North, options: {fight: fight, talk: talk}}
  south: {name: South, options: {arm: {text: arm, levels: [low, high]}}}
rules:
  - {id: no-both, never: north.fight and north.talk}
perspectives:
  doves:
    says: Doves
    preferences:
      north: [{id: calm, that: not fight}, {id: talks, that: talk}]
      south: [{id: poor, that: not arm}]
  hawks:
    says: Hawks
    options: {add: {north: {spy: spy}}}
    preferences:
      north: [{id: war, that: fight}]
      south: [{id: arms, that: arm}]
"""
FILE = (
    HEAD
    + """\
phases:
  first: {date: 2024}
  second:
    date: 2025-02
    says: South arms
    about: It has the means.
    source: paper#4
    status_quo: [north.talk]
    rules: {patch: [{drop: no-both}]}
    preferences: {south: {patch: [{put: {id: more, that: arm >= high, source: other}}]}}
    perspectives:
      doves:
        preferences: {north: {patch: [{put: {id: react, that: fight iff danger}, before: calm}]}}
      hawks:
        options: {drop: [north.spy]}
  third:
    date: 2025-03
    on: second
    options: {add: {north: {wall: {text: build a wall, short: wall}}}}
    preferences: {south: []}
"""
)
GRAPH = """\
detente: 1
title: States
status_quo: here
decision_makers: {a: {}, b: {}}
states: {here: H, there: T, away: A}
moves: {a: [here -> there], b: [there -> here]}
preferences: {a: [there], b: [here]}
phases:
  one: {date: 2024}
  two: {date: 2025, moves: {add: {b: [there -> away]}, drop: {b: [there -> here]}}, preferences: {b: [away]}}
"""


def test_a_phase_is_read_as_it_is_written() -> None:
    first, second, third = read_conflict(FILE).phases
    assert (first.id, first.date, first.on, dict(first.accounts)) == ("first", "2024", "base", {})
    assert (second.says, second.about, [str(c) for c in second.sources]) == (
        "South arms", "It has the means.", ["paper#4"],
    )  # fmt: skip
    assert list(second.accounts) == ["doves", "hawks"]
    assert second.accounts["hawks"].drop_options == ("north.spy",)
    assert third.on == "second"


@pytest.mark.parametrize("text", [FILE, GRAPH])
def test_what_is_written_reads_back(text: str) -> None:
    conflict = read_conflict(text)
    assert read_conflict(to_yaml(conflict)) == conflict
    assert read_conflict(to_json(conflict)) == conflict


def ids(conflict: object, dm: str) -> list[str]:
    preference = conflict.preferences[dm]  # type: ignore[attr-defined]
    assert isinstance(preference, Prioritised)
    return [s.id for s in preference.statements]


def test_a_phase_changes_all_accounts_and_some_alone() -> None:
    conflict = read_conflict(FILE)
    doves, hawks = conflict.under("doves"), conflict.under("hawks")
    assert in_phase(doves, "first").preferences == doves.preferences
    second = in_phase(doves, "second")
    assert ids(second, "north") == ["react", "calm", "talks"]
    assert ids(second, "south") == ["poor", "more"]
    assert [r.id for r in second.rules if not r.automatic] == []
    assert second.status_quo is not None
    assert second.phases == ()
    other = in_phase(hawks, "second")
    assert ids(other, "north") == ["war"]
    assert not other.options["north.spy"].available
    third = in_phase(doves, "third")  # what the second changes lasts
    assert ids(third, "north") == ["react", "calm", "talks"]
    assert ids(third, "south") == []
    assert "north.wall" in third.option_ids
    assert [p.id for p in chain_of(doves, "third")] == ["second", "third"]
    assert "north.wall" in conflict.numbering
    graph = read_conflict(GRAPH).under()
    assert in_phase(graph, "two").arcs == {"a": (("here", "there"),), "b": (("there", "away"),)}


@pytest.mark.parametrize("account", ["doves", "hawks"])
@pytest.mark.parametrize("phase", ["first", "second", "third"])
def test_an_account_that_stands_alone_keeps_its_phases(account: str, phase: str) -> None:
    conflict = read_conflict(FILE)
    under = conflict.under(account)
    alone = read_conflict(to_yaml(under))
    one, other = in_phase(under, phase), in_phase(alone.under(), phase)
    assert other.preferences == one.preferences
    games = one.game(account), other.game()
    one_, other_ = ([g.state(s).id for s in range(g.size)] for g in games)
    assert one_ == other_
    assert [r.tolist() for r in games[0].ranks] == [r.tolist() for r in games[1].ranks]


MISTAKES = [
    ("{says: x}", "a phase needs the key 'date'"),
    ("{date: May}", "a date is YYYY, YYYY-MM or YYYY-MM-DD, found 'May'"),
    ("{date: 2024, say: x}", "a phase has no key 'say'; did you mean 'says'?"),
    ("{date: 2024, on: frist}", "no phase 'frist' stands before this one; did you mean 'first'?"),
    ("{date: 2024, on: e}", "no phase 'e' stands before this one"),
    ("{date: 2024, preferences: {south: {patch: [{drop: nothing}]}}}", "no statement 'nothing'"),
    ("{date: 2024, preferences: {nobody: []}}", "no decision maker 'nobody'"),
    ("{date: 2024, rules: {patch: [{drop: no-bot}]}}", "no rule 'no-bot'; did you mean 'no-both'?"),
    ("{date: 2024, perspectives: {dove: {}}}", "no account 'dove'; did you mean 'doves'?"),
    (
        "{date: 2024, perspectives: {doves: {date: 2024}}}",
        "what a phase changes in an account has no key 'date'",
    ),
    (
        "{date: 2024, perspectives: {doves: {preferences: {north: {patch: [{drop: war}]}}}}}",
        "no statement 'war'",
    ),
    (
        "{date: 2024, preferences: {north: {patch: [{put: {id: spies, that: spy}}]}}}",
        "no option or condition 'spy'",
    ),
    ("{date: 2024, status_quo: [north.fihgt]}", "north.fihgt"),
    ("{date: 2024, moves: {add: {}}}", "has no 'moves'"),
    ("{date: 2024, source: nobody}", "no source 'nobody'"),
]


@pytest.mark.parametrize(("wrong", "told"), MISTAKES)
def test_a_mistake_is_told_where_it_stands(wrong: str, told: str) -> None:
    text = f"{HEAD}phases:\n  first: {{date: 2023}}\n  e: {wrong}\n"
    with pytest.raises(ConflictFileError) as caught:
        read_conflict(text)
    assert told in str(caught.value)
    assert f":{len(text.splitlines())}:" in str(caught.value)


def test_a_phase_is_not_called_base_nor_before_its_time_and_there_are_not_too_many() -> None:
    for wrong, told in (
        ("{base: {date: 2024}}", "'base' stands for the account itself"),
        ("{a: {date: 2024}, b: {date: 2023}}", "2023 lies before 2024"),
        (
            "{" + ", ".join(f"p{k}: {{date: 2024}}" for k in range(MOST_PHASES + 1)) + "}",
            f"has {MOST_PHASES + 1} entries; at most {MOST_PHASES}",
        ),
    ):
        with pytest.raises(ConflictFileError) as caught:
            read_conflict(f"{HEAD}phases: {wrong}\n")
        assert told in str(caught.value)


def test_an_option_of_one_account_may_be_named_in_it() -> None:
    body = "{date: 2024, perspectives: {hawks: {preferences: {north: {patch: [{put: {id: spies, that: spy}}]}}}}}"
    conflict = read_conflict(f"{HEAD}phases: {{e: {body}}}\n")
    assert ids(in_phase(conflict.under("hawks"), "e"), "north") == ["war", "spies"]


def test_other_formats_say_that_they_have_no_place_for_it() -> None:
    conflict = read_conflict(FILE)
    assert told_of(conflict, conflict.under("doves"))["phases"] == "3 phases"


def test_check_knows_what_phases_use() -> None:
    found = answer(check(read_conflict(FILE)))
    assert found.phases == ("first", "second", "third")
    assert not [u.id for u in found.unused if u.kind in ("source", "condition")]
    plain = answer(check(read_conflict(HEAD)))
    assert [u.id for u in plain.unused if u.kind in ("source", "condition")] == ["danger", "paper", "other"]


@pytest.mark.parametrize("where", ["phases: {p: {date: 2024, RULES}}", "beliefs: {b: {RULES}}"])
def test_a_rule_that_says_what_an_account_says_already_stands_once_alone(where: str) -> None:
    """An account takes an option away; alone, the file says so by a rule, which somebody may put, too."""
    text = (
        "detente: 1\ntitle: t\nstatus_quo: []\ndecision_makers: {a: {options: {x: X}}, b: {options: {y: Y}}}\n"
        "preferences: {a: [x], b: [y]}\nperspectives: {less: {says: Less, options: {drop: [a.x]}}}\n"
    )
    for rule, kept in (("{never: a.x}", 0), ("{never: b.y}", 1), ("{never: a.x, id: mine}", 1)):
        rules = f"rules: {{patch: [{{put: {rule}}}]}}"
        alone = read_conflict(
            to_yaml(read_conflict(text + where.replace("RULES", rules) + "\n").under("less"))
        )
        [overlay] = [*(o for p in alone.phases for o in p.overlays), *(b.overlay for b in alone.beliefs)]
        assert len(overlay.rules) == kept
        assert [r.id for r in alone.rules] == ["never: a.x"]
