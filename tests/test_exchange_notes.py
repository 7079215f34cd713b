"""What each format leaves out is told, kind by kind: nothing is lost in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente
from detente.conflict import Conflict, DetenteError, read_conflict
from detente.exchange import FORMATS

WHOLE = """
detente: 1
title: A quarry
about: Who digs, and who protests.
citation: A. Writer 2020
language: de
sources: {paper: A newspaper}
status_quo: start
decision_makers:
  city: {name: The city, about: A small one., options: {dig: dig gravel}}
  people: {options: {sue: sue}}
conditions: {calm: not people.sue}
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
    "about": "explanations, tags and short words",
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
SHEETS = MODEL | {"citation", "named conditions", "names of states", "texts of states", "status quo"}
STATES = {"names of states", "status quo"}
CARRIED = {
    "gmcr": MODEL | {"status quo"},
    "gmcr-web": MODEL | {"status quo"},
    "xlsx": SHEETS,
    "zip": SHEETS,
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
    listed = next(line for line in told.splitlines() if "which were left out: " in line)
    wanted = [words for kind, words in held.items() if kind not in CARRIED[format]]
    assert sorted(listed.split("left out: ")[1].split(", ")) == sorted(
        p for words in wanted for p in words.split(", ")
    )


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


OPEN = """
detente: 1
title: t
decision_makers: {a: {options: {x: x}}, b: {options: {y: y}}}
preferences:
  a: [{that: b.y, HOW}, x]
  b: [a.x]
"""


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
