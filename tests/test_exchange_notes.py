"""What each format leaves out is told, kind by kind: nothing is lost in silence."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import yaml

import detente
from detente.conflict import Conflict, DetenteError, Prioritised, read_conflict
from detente.exchange import FORMATS
from tests.exchange_games import OPEN
from tools.large_conflicts import large_file

WHOLE = """
detente: 1
title: A quarry
about: Who digs, and who protests.
citation: A. Writer 2020
language: de
sources: {paper: A newspaper}
status_quo: start
decision_makers:
  city: {name: The city, short: city, about: A small one., options: {dig: {text: dig gravel, otherwise: gravel stays}}}
  people: {options: {sue: sue}}
conditions: {calm: {that: not people.sue, otherwise: somebody sues}}
rules: [{never: city.dig and people.sue, because: The court forbids it., source: paper}]
states:
  start: {is: none, text: nothing happens}
preferences:
  city: [{that: dig, text: gravel is dear, because: They said so.}, calm]
  people: {ranking: [none, people.sue, city.dig]}
factions:
  city: {members: {left: {weight: 1, preferences: [dig]}}}
ultimatums:
  stop: {by: people, to: city, demand: not city.dig, threat: people.sue}
"""

HELD = {  # how each thing that the file holds is told
    "title": "the title",
    "description": "the description",
    "citation": "the citation",
    "language": "the language",
    "sources": "1 source",
    "reasons": "2 reasons and confidences of claims",
    "about": "explanations and tags",
    "short words": "short words",
    "negative texts": "2 texts of what does not hold",
    "names of decision makers": "1 name of a decision maker",
    "texts of options": "1 text of an option",
    "named conditions": "1 name of a condition",
    "rules": "1 rule as it was stated",
    "names of states": "1 name of a state",
    "texts of states": "1 text of a state",
    "statements": "preferences as they were stated",
    "texts of statements": "1 text of a statement",
    "status quo": "the status quo",
    "factions": "factions",
    "ultimatums": "1 ultimatum",
}
MODEL = {"title", "description", "names of decision makers", "texts of options", "rules", "statements"}
STATES = {"names of states", "status quo"}
CARRIED = {
    "gmcr": MODEL | {"status quo"},
    "gmcr-web": MODEL | {"status quo"},
    "xlsx": set(HELD),
    "zip": set(HELD),
    "csv": STATES,
    "parquet": STATES,
    "graphml": STATES | {"title", "names of decision makers", "texts of states"},
    "nfg": {"title", "description", "names of decision makers"},
    "nfg-outcomes": {"title", "description", "names of decision makers", "names of states"},
    "latex": {"title", "names of decision makers", "texts of options"},
}


def notes(conflict: Conflict, format: str, tmp_path: Path, table: str | None = None) -> str:
    return "\n".join(detente.export_file(conflict, tmp_path / "x", format, table=table))


def whole(format: str) -> Conflict:
    """Give the conflict; for Gambit without the rule, which no strategic game has."""
    rule = WHOLE[WHOLE.index("rules:") : WHOLE.index("states:")]
    text = WHOLE.replace(rule, "").replace("none, people.sue, city.dig", "none, YY, NY, YN")
    return read_conflict(text if format.startswith("nfg") else WHOLE)


def test_every_format_is_listed():
    assert set(CARRIED) == {f.name for f in FORMATS if f.write is not None}


@pytest.mark.parametrize("format", CARRIED)
def test_what_a_format_does_not_carry_is_told(format, tmp_path):
    told = notes(whole(format), format, tmp_path)
    held = dict(HELD)
    if format.startswith("nfg"):
        held |= {"reasons": "1 reason or confidence of a claim"}
        del held["rules"]
    listed = [line for line in told.splitlines() if "which were left out: " in line]
    wanted = [words for kind, words in held.items() if kind not in CARRIED[format]]
    found = [p for line in listed for p in line.split("left out: ")[1].split(", ")]
    assert sorted(found) == sorted(p for words in wanted for p in words.split(", "))
    assert told or format in ("xlsx", "zip")


@pytest.mark.parametrize(
    ("table", "lost"),
    [
        ("moves", ["the status quo", "the title"]),
        ("options", ["the status quo", "1 rule", "1 name of a state"]),
    ],
)
def test_the_other_tables_tell_what_they_leave_out(table, lost, tmp_path):
    told = notes(whole("csv"), "csv", tmp_path, table)
    assert f"the table '{table}' has no place for these" in told
    for words in lost:
        assert words in told
    assert ("has no place for preferences: left out" in told) == (table == "options")
    assert ("text of an option" in told) == (table == "moves")


def test_a_conflict_with_nothing_more_loses_nothing(tmp_path):
    text = "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x}}, b: {options: {y: y}}}\n"
    bare = read_conflict(text + "preferences: {a: [b.y], b: [a.x]}\n")
    for format in ("gmcr", "xlsx", "zip"):
        assert notes(bare, format, tmp_path) == ""
    assert notes(bare, "graphml", tmp_path).endswith("left out: preferences as they were stated")


def test_graphml_carries_names_and_texts_there_and_back(tmp_path):
    conflict = whole("graphml")
    detente.export_file(conflict, tmp_path / "x.graphml")
    again = detente.import_file(tmp_path / "x.graphml")
    assert [(d.id, d.name) for d in again.decision_makers] == [("city", "The city"), ("people", "people")]
    assert {s.name: s.text for s in again.states}["start"] == "nothing happens"
    assert again.status_quo is not None
    assert again.status_quo.written == "start"
    detente.export_file(again, tmp_path / "y.graphml")
    assert detente.import_file(tmp_path / "y.graphml") == again


def test_where_no_preferences_are_written_degrees_and_what_is_unknown_are_told(tmp_path):
    much = read_conflict(OPEN.replace("HOW", "strength: much"))
    unknown = read_conflict(OPEN.replace("HOW", "unknown: true"))
    for format, table in (("gmcr-web", None), ("csv", "options"), ("parquet", "options")):
        told = notes(much, format, tmp_path, table)
        assert "no place for preferences: left out, also degrees of preference of 'a'" in told
        told = notes(unknown, format, tmp_path, table)
        assert "no place for preferences: left out, also what is unknown of 'a'" in told
    with pytest.raises(DetenteError, match="the preferences of 'a' are unknown in part"):
        detente.export_text(unknown, "csv", table="moves")


def test_weights_become_a_ranking_and_that_is_told(tmp_path):
    text = OPEN.replace("[{that: b.y, HOW}, x]", "{weights: {b.y: 2, x: 1}}")
    told = notes(read_conflict(text), "gmcr", tmp_path)
    assert "no place for weights: those of 'a' were written as a ranking" in told


# -- more options than states are listed of --------------------------------------------------------


def large(**more: object) -> Conflict:
    file = large_file(70, 4, 6, scope="local", rules=True, one_way=True, seed=1) | more
    return read_conflict(yaml.safe_dump(file, sort_keys=False))


def written(conflict: Conflict) -> tuple[object, object]:
    wishes = {
        dm: [str(s.that) for s in p.statements]
        for dm, p in conflict.preferences.items()
        if isinstance(p, Prioritised)
    }
    return wishes, sorted((r.kind, r.option, *map(str, r.conditions)) for r in conflict.rules)


def test_a_large_conflict_goes_into_sheets_and_back(tmp_path):
    conflict = large(status_quo=["d0.o1", "d3.o2"], states={"calm": "none"})
    for ending in ("xlsx", "zip"):
        told = detente.export_file(conflict, tmp_path / f"x.{ending}")
        assert any("the sheets of results were left out" in n for n in told) == (ending == "xlsx")
        again = detente.import_file(tmp_path / f"x.{ending}")
        assert again.option_ids == conflict.option_ids
        assert again.status_quo is not None
        assert again.taken_in(again.status_quo) == frozenset({"d0.o1", "d3.o2"})
        assert [s.name for s in again.states] == ["calm"]
        assert written(again) == written(conflict)


def test_what_would_have_to_be_looked_up_in_a_large_conflict_is_kept_as_it_stands(tmp_path):
    conflict = large(status_quo="Y" + "-" * 69, states={"dug": "d0.o0 and not d1.o0"})
    assert notes(conflict, "zip", tmp_path) == ""
    assert detente.import_file(tmp_path / "x", "zip") == conflict


def test_the_options_of_a_large_conflict_are_a_table(tmp_path):
    rows = list(csv.DictReader(detente.export_text(large(), "csv", table="options").splitlines()))
    assert [f"{r['decision maker']}.{r['option']}" for r in rows] == list(large().option_ids)
    with pytest.raises(DetenteError, match="What lists no states can be written: gmcr, gmcr-web, xlsx, zip"):
        detente.export_text(large(), "csv")
    for table in (None, "options"):
        with pytest.raises(DetenteError, match="at most"):
            detente.export_text(large(), "csv", table=table, most_states=100)
    weights = large(preferences={f"d{k}": {"weights": {"d0.o0": 1}} for k in range(4)})
    assert detente.export_file(weights, tmp_path / "x.zip") == ()
    assert detente.import_file(tmp_path / "x.zip") == weights


def test_the_options_of_a_file_without_preferences_are_a_table():
    bare = read_conflict("detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: do it}}}\n")
    assert detente.export_text(bare, "csv", table="options").splitlines()[1] == "a,x,do it,both"
