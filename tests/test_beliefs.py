"""Beliefs in the file: read, written, laid over accounts, and what is wrong with them told."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
import yaml

import detente
from detente.conflict import ConflictFileError, Prioritised, read_conflict, to_json, to_yaml
from tests.generate_beliefs import mistaken_file, read

FILE = """
detente: 1
title: A road
status_quo: []
sources: {paper: a paper}
decision_makers:
  city: {options: {build: build the road, toll: take a toll}}
  people: {options: {protest: protest, vote: {text: vote, levels: [once, twice]}}}
  state: {options: {pay: pay}}
rules:
  - {never: city.toll and not city.build, id: no toll without a road}
preferences:
  city: [{that: build, id: first}, toll]
  people: [not city.toll, not city.build]
  state: [not pay]
perspectives:
  bold:
    says: The city is bold
    preferences: {city: [toll, build]}
  meek:
    says: The city is meek
    options: {add: {city: {wait: wait}}}
    preferences: {city: [wait, not toll]}
"""
BELIEFS = """
beliefs:
  people:
    text: They take the city to be bold
    takes: {city: bold}
    options: {add: {city: {police: send the police}}, drop: [state.pay]}
    rules: {patch: [{put: {never: city.police and not people.protest, id: mine}}]}
    preferences: {people: [not city.police]}
    because: They have not met.
    source: paper#2
    confidence: 0.5
  state:
    preferences: {city: {patch: [{drop: first}]}}
"""


def test_a_belief_is_read_as_it_is_written() -> None:
    conflict = read_conflict(FILE + BELIEFS.replace("patch: [{drop: first}]", "patch: [{put: not build}]"))
    people, state = conflict.beliefs
    assert (people.by, people.takes, people.confidence) == ("people", {"city": "bold"}, 0.5)
    assert [str(c) for c in people.sources] == ["paper#2"]
    assert people.overlay.drop_options == ("state.pay",)
    assert [(dm, o.id) for dm, o in people.overlay.add_options] == [("city", "police")]
    assert state.overlay.preferences.keys() == {"city"}
    assert "city.police" in conflict.numbering


def test_a_party_sees_the_account_with_its_beliefs() -> None:
    conflict = read_conflict(FILE + BELIEFS.replace("patch: [{drop: first}]", "patch: [{put: not build}]"))
    base = conflict.under("base")
    seen = base.believed("people")
    city = seen.preferences["city"]
    assert isinstance(city, Prioritised)
    assert [s.written for s in city.statements] == ["toll", "build"]
    assert not seen.options["state.pay"].available
    assert seen.beliefs == ()
    assert base.believed("city") == base.under().believed("city")
    assert "city.police" not in base.options
    told = base.believed("state").preferences["city"]
    assert [s.written for s in told.statements] == ["build", "toll", "not build"]
    assert base.belief("city") is None


def test_an_account_replaces_what_a_party_believes() -> None:
    text = FILE + "beliefs: {people: {takes: {city: bold}}, state: {takes: {city: bold}}}\n"
    text = text.replace(
        "says: The city is bold\n",
        "says: The city is bold\n    beliefs: {people: {}, city: {takes: {people: meek}}}\n",
    )
    conflict = read_conflict(text)
    assert [(b.by, dict(b.takes)) for b in conflict.under("base").beliefs] == [
        ("people", {"city": "bold"}),
        ("state", {"city": "bold"}),
    ]
    bold = conflict.under("bold")
    assert [(b.by, dict(b.takes)) for b in bold.beliefs] == [
        ("people", {}),
        ("state", {"city": "bold"}),
        ("city", {"people": "meek"}),
    ]
    assert bold.believed("people").preferences == bold.preferences


@pytest.mark.parametrize("seed", range(40))
def test_what_is_written_reads_back(seed: int) -> None:
    conflict = read(mistaken_file(Random(seed), graph=seed % 3 == 2))
    assert read_conflict(to_yaml(conflict)) == conflict
    assert read_conflict(to_json(conflict)) == conflict


@pytest.mark.parametrize("account", detente.load("mistaken-deterrence").accounts)
def test_a_file_of_one_account_stands_alone(account: str) -> None:
    under = detente.load("mistaken-deterrence").under(account)
    alone = read_conflict(to_yaml(under))
    assert not any(b.takes for b in alone.beliefs)
    for party in ("north", "south"):
        one, other = (c.believed(party).game() for c in (under, alone.under("base")))
        assert [s.id for s in map(one.state, range(one.size))] == [
            s.id for s in map(other.state, range(other.size))
        ]
        assert all((a == b).all() for a, b in zip(one.ranks, other.ranks, strict=True))


@pytest.mark.parametrize(
    ("belief", "told"),
    [
        ("nobody: {}", "no decision maker 'nobody'"),
        ("people: {wishes: {}}", "a belief has no key 'wishes'"),
        ("people: {beliefs: {city: {}}}", "(a belief of second order) is not read"),
        ("people: {status_quo: []}", "where today is seen wrongly is not read"),
        ("people: {preferences: {people: [vote]}}", "what 'people' itself wants is no belief of its own"),
        ("people: {takes: {people: bold}}", "what 'people' itself wants is no belief of its own"),
        ("people: {takes: {city: blod}}", "no account 'blod'; did you mean 'bold'?"),
        ("people: {takes: {ctiy: bold}}", "no decision maker 'ctiy'"),
        ("people: {takes: {city: bold}, preferences: {city: [toll]}}", "stands under 'preferences' already"),
        (
            "people: {takes: {city: meek}}",
            "is about 'city.wait', which there is not where this belief stands",
        ),
        ("people: {options: {drop: [city.wait]}}", "no option 'city.wait'"),
        ("people: {moves: {add: {}}}", "a belief in a conflict that is given by options has no 'moves'"),
        ("people: {rules: {patch: [{put: {same: city.toll}}]}}", "does not change which states count as one"),
        ("people: {rules: {patch: [{drop: no such rule}]}}", "no rule 'no such rule'"),
        ("people: {preferences: {city: {patch: [{drop: second}]}}}", "no statement 'second'"),
        ("people: {source: nobody}", "no source 'nobody'"),
        ("people: {confidence: 2}", "a confidence is a number from 0 to 1"),
        ("people: [city]", "a belief is a mapping"),
    ],
)
def test_a_mistake_is_told_where_it_stands(belief: str, told: str) -> None:
    over = FILE.replace(
        "    says: The city is bold\n", f"    says: The city is bold\n    beliefs: {{{belief}}}\n"
    )
    for text in (f"{FILE}beliefs: {{{belief}}}\n", over):
        with pytest.raises(ConflictFileError) as caught:
            read_conflict(text)
        assert told in str(caught.value)
        line = next(n for n, row in enumerate(text.splitlines(), 1) if "beliefs:" in row)
        assert all(p.place.line == line for p in caught.value.problems)


def test_mistakes_elsewhere_and_in_beliefs_are_told_at_once() -> None:
    text = FILE.replace(
        "preferences: {city: [toll, build]}", "preferences: {city: {patch: [{drop: nothing}]}}"
    )
    with pytest.raises(ConflictFileError) as caught:
        read_conflict(text.replace("title: A road", "titel: A road") + "beliefs: {people: {taks: {}}}\n")
    told = str(caught.value)
    for part in ("no key 'titel'", "no statement 'nothing'", "no key 'taks'"):
        assert part in told


def test_what_does_not_fit_an_account_names_it() -> None:
    """A statement that only some accounts have can be patched only in these."""
    text = FILE + "beliefs: {people: {preferences: {city: {patch: [{drop: first}]}}}}\n"
    with pytest.raises(ConflictFileError) as caught:
        read_conflict(text)
    told = str(caught.value)
    assert "what 'people' believes in the account 'bold'" in told
    assert "'base'" not in told


def test_an_account_that_names_no_preference_cannot_be_taken_over() -> None:
    plain = yaml.safe_load(FILE)
    del plain["preferences"]
    for account in plain["perspectives"].values():
        account["preferences"] = {dm: [] for dm in plain["decision_makers"]}
    plain["beliefs"] = {"people": {"takes": {"city": "base"}}}
    with pytest.raises(ConflictFileError, match="no account 'base'"):
        read_conflict(yaml.safe_dump(plain))


@pytest.mark.parametrize("ending", ["xlsx", "zip"])
def test_a_workbook_holds_beliefs(tmp_path: Path, ending: str) -> None:
    text = FILE + BELIEFS.replace("patch: [{drop: first}]", "patch: [{put: not build}]")
    over = text.replace("says: The city is meek\n", "says: The city is meek\n    beliefs: {state: {}}\n")
    conflict = read_conflict(over)
    notes = detente.export_file(conflict, tmp_path / f"road.{ending}")
    assert not any("believe" in note for note in notes)
    again = detente.import_file(tmp_path / f"road.{ending}")
    assert again.beliefs == conflict.beliefs
    assert [p.overlay.beliefs for p in again.perspectives] == [
        p.overlay.beliefs for p in conflict.perspectives
    ]


def test_what_no_other_format_holds_is_told(tmp_path: Path) -> None:
    conflict = read_conflict(FILE + "beliefs: {people: {takes: {city: bold}}}\n")
    notes = detente.export_file(conflict, tmp_path / "road.nfg", perspective="base")
    assert sum("what parties believe that is not so" in note for note in notes) == 1
