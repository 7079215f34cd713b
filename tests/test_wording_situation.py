"""The conflict itself in words: options, rules, claims, sources, what was published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.conflict import read_conflict
from detente.wording import Section, Table, Text, Words
from detente.wording.situation import (
    claims_sections,
    moves_table,
    options_table,
    published_table,
    rules_table,
    sources_table,
    start_words,
)

LAKE = """
detente: 1
title: A lake
sources:
  paper:
    {author: A. Writer, title: On lakes, publisher: The Press, date: 2020-01, kind: article, language: de,
     note: A note., doi: "10.1/x"}
  site: {url: "https://example.org/lake", title: A site}
decision_makers:
  up:
    name: Upstream
    options:
      dam:
        {text: build a dam, otherwise: there is no dam, about: It takes years., source: "paper#4",
         levels: [low, high], tags: [works, slow]}
      talk: {text: talk}
  down: {name: Downstream, options: {sue: {text: go to court, source: site}, wait: {text: wait}}}
  sea: {name: The coast}
conditions:
  peace: {that: up.talk and not down.sue, text: both sides talk, otherwise: somebody sues}
rules:
  - {never: up.dam.low and down.sue, because: The court forbids it., source: paper}
  - {exclusive: [up.talk, down.sue]}
  - {some_of: [up.talk, down.wait]}
  - {one_of: [down.sue, down.wait]}
  - {same: up.talk and down.wait}
  - {irreversible: {option: up.dam, direction: taken}}
  - {irreversible: {option: up.dam, direction: dropped, if: peace}}
  - {irreversible: {option: down.sue, direction: taken, if: up.talk}}
  - {irreversible: {option: down.wait, direction: dropped}}
preferences:
  up:
    - {that: dam, text: the dam stands, because: It needs power., source: "paper#7", confidence: 0.5}
    - {that: not down.sue, strength: 2}
    - {that: talk, strength: 3}
    - {that: peace, unknown: true}
  down: {weights: {down.sue: 2, up.talk: -0.5}, because: A guess., source: site, confidence: 0.25}
  sea: []
status_quo: [up.talk, up.dam.low, down.wait]
"""
CASES = """
detente: 1
title: Cases
decision_makers: {a: {name: Anna}, b: {name: Bert}, c: {name: Carl}, d: {name: Dora}}
sources: {paper: {title: A paper}}
states:
  s: {text: all is quiet, about: For now., source: "paper#2"}
  t: {text: they fight}
  u: {}
moves: {a: ["s -> t", "s -> u"], b: ["t -> s"], c: [], d: ["u -> t"]}
rules: [{never: s and t}]
preferences:
  a: {ranking: [[s], [t, u]]}
  b: {ranking: [[t], [s], [u]]}
  c: {weights: {s: 1, t: 0.5}}
  d: {ranking: [[u], [s], [t]]}
status_quo: s
published:
  - source: "paper#3"
    equilibria: {nash: [s], gmr: [s, t]}
    recomputed: {gmr: [s], seq: []}
    wrong: A slip of the pen.
  - {note: Counted by hand., equilibria: {nash: []}}
"""


def words(text: str = LAKE) -> Words:
    return Words(read_conflict(text))


def test_options_with_all_that_the_file_says_of_them():
    table = options_table(words())
    assert (table.columns, table.title, table.id) == (
        ("Party", "Option", "Id", "Tags"),
        "Who can do what",
        "options",
    )
    assert table.rows == (
        (
            "Upstream",
            "build a dam (low). Otherwise: there is no dam. It takes years. A. Writer 2020, 4",
            "up.dam.low",
            "works, slow",
        ),
        ("", "build a dam (high)", "up.dam.high", "works, slow"),
        ("", "talk", "up.talk", ""),
        ("Downstream", "go to court. A site", "down.sue", ""),
        ("", "wait", "down.wait", ""),
        ("The coast", "(no options)", "", ""),
    )


def test_an_option_that_an_account_takes_away_is_said_to_be_gone():
    text = LAKE.replace("status_quo:", "perspectives: {one: {options: {drop: [up.talk]}}}\nstatus_quo:")
    text = text.replace("[up.talk, up.dam.low, down.wait]", "[up.dam.low, down.wait]")
    table = options_table(Words(read_conflict(text).under("one")))
    assert "talk (not available in this account)" in [r[1] for r in table.rows]


def test_rules_say_what_cannot_be_and_what_cannot_be_undone():
    table = rules_table(words())
    assert table is not None
    assert (table.columns, table.id) == (("Rule", "Because", "Source"), "rules")
    assert table.title == "What cannot be, or cannot be undone"
    assert [r[0] for r in table.rows] == [
        "Never: Upstream: “build a dam (low)” and Downstream: “go to court”",
        "At most one of: Upstream: “talk” and Downstream: “go to court”",
        "At least one of: Upstream: “talk” and Downstream: “wait”",
        "Exactly one of: Downstream: “go to court” and Downstream: “wait”",
        "Counts as one state: Upstream: “talk” and Downstream: “wait”",
        "Upstream: the level of “build a dam” can only rise",
        "Upstream: the level of “build a dam” can only fall (if “both sides talk”)",
        "Downstream: “go to court” once taken, stays (if Upstream: “talk”)",
        "Downstream: “wait” once dropped, stays dropped",
    ]
    assert table.rows[0][1:] == ("The court forbids it.", "A. Writer 2020")
    assert table.rows[1][1:] == ("", "")
    of_cases = rules_table(words(CASES))
    assert of_cases is not None
    assert of_cases.title == "What cannot be"
    assert rules_table(words(CASES.replace("rules: [{never: s and t}]\n", ""))) is None


def test_where_it_starts():
    assert start_words(words()) == "Upstream: build a dam (low), talk · Downstream: wait"
    assert start_words(words(CASES)) == "s: all is quiet"
    assert start_words(words(CASES.replace("status_quo: s", "status_quo: u"))) == "u"
    assert start_words(words(CASES.replace("status_quo: s", ""))) == ""


def test_states_and_where_each_party_can_move():
    table = moves_table(words(CASES))
    assert table.columns == ("State", "What it is", "Anna", "Bert", "Carl", "Dora")
    assert table.title == "The states, and where each party can move from them"
    assert (table.id, table.note) == ("moves", "")
    assert table.rows == (
        ("s", "all is quiet. For now. A paper, 2", "t, u", "—", "—", "—"),
        ("t", "they fight", "—", "s", "—", "—"),
        ("u", "", "—", "—", "—", "t"),
    )
    five = CASES.replace("d: {name: Dora}}", "d: {name: Dora}, e: {name: Emil}}").replace(
        'd: ["u -> t"]}', 'd: ["u -> t"], e: ["s -> u"]}'
    )
    five = five.replace("  d: {ranking", "  e: {ranking: [[s], [t], [u]]}\n  d: {ranking")
    table = moves_table(words(five))
    assert table.columns == ("State", "What it is", "Who can move where")
    assert [r[-1] for r in table.rows] == ["Anna: t, u; Emil: u", "Bert: s", "Dora: t"]


def test_long_lists_of_states_are_cut():
    names = [f"s{k}" for k in range(302)]
    moves = ", ".join(f'"s0 -> {n}"' for n in names[1:11])
    text = (
        "detente: 1\ntitle: Long\ndecision_makers: {a: {name: Anna}, b: {}}\nstates: {"
        + ", ".join(f"{n}: {{}}" for n in names)
        + f"}}\nmoves: {{a: [{moves}], b: []}}\npreferences: {{a: {{weights: {{s0: 1}}}}, b: {{weights: {{s0: 1}}}}}}\n"
    )
    table = moves_table(words(text))
    assert len(table.rows) == 300
    assert table.note == "And 2 more states; 'detente states' lists them."
    assert "s1, s2, s3, s4, s5, s6, s7, s8 and 2 more" in table.rows[0]


# -- claims ------------------------------------------------------------------------------------------------------------


def test_claims_with_their_reasons_sources_and_confidence():
    up, down, sea = claims_sections(words())
    assert up.title == "Upstream, most important first"
    (table,) = up.blocks
    assert isinstance(table, Table)
    assert table.columns == ("", "What it wants", "Because", "Source", "Confidence")
    assert table.id == "claims-up"
    assert table.rows == (
        ("1", "the dam stands", "It needs power.", "A. Writer 2020, 7", "0.5"),
        ("2", "Downstream: not “go to court” (much)", "", "", ""),
        ("3", "“talk” (much, degree 3)", "", "", ""),
        ("4", "both sides talk (unknown whether it wants this or the opposite)", "", "", ""),
    )
    assert down == Section(
        "Downstream weighs the options",
        (Text("down.sue: 2, up.talk: -0.5"), Text("A guess. A site. Confidence: 0.25")),
    )
    assert sea == Section("The coast", (Text("All states are alike to it."),))


def test_rankings_and_weights_of_given_states():
    anna, bert, carl, dora = claims_sections(words(CASES))
    assert anna == Section("Anna ranks the states", (Text("s > t = u"),))
    assert bert.blocks == (Text("t > s > u"),)
    assert carl == Section("Carl weighs what holds", (Text("s: 1, t: 0.5"),))
    assert dora.title == "Dora ranks the states"


@pytest.mark.parametrize(
    ("written", "title", "told"),
    [
        ("{ranking: [s, t, much, u]}", "Anna ranks the states", "s > t >> u"),
        ("{ranking: [s, {much: 3}, t, u]}", "Anna ranks the states", "s >>(3) t > u"),
        ("{partial: [[[s], [t, u]]]}", "Anna ranks some of the states", "s > t = u"),
        ("{partial: [[[s], [t]], [[s], [u]]]}", "Anna ranks some of the states", "s > t; s > u"),
    ],
)
def test_degrees_and_partial_rankings(written, title, told):
    section = claims_sections(words(CASES.replace("a: {ranking: [[s], [t, u]]}", f"a: {written}")))[0]
    assert section == Section(title, (Text(told),))


def test_a_party_without_a_preference_is_left_out():
    conflict = words().conflict
    less = {dm: preference for dm, preference in conflict.preferences.items() if dm != "up"}
    assert [s.title for s in claims_sections(Words(replace(conflict, preferences=less)))] == [
        "Downstream weighs the options",
        "The coast",
    ]


# -- sources -----------------------------------------------------------------------------------------------------------


def test_sources_with_all_that_is_known_of_them():
    table = sources_table(words())
    assert table is not None
    assert table.columns == ("Id", "Source", "Date", "Kind", "Note")
    assert (table.title, table.id) == ("Whose word it is", "sources")
    assert table.rows == (
        ("paper", "A. Writer; On lakes; The Press", "2020-01", "article", "A note. (Language: de.) 10.1/x"),
        ("site", "A site", "", "", "https://example.org/lake"),
    )
    bare = LAKE.split("sources:", maxsplit=1)[0] + "decision_makers: {up: {options: {dam: build}}}\n"
    assert sources_table(words(bare)) is None


def test_what_was_published_beside_what_was_recomputed():
    table = published_table(words(CASES))
    assert table is not None
    assert (table.title, table.id) == ("What has been published about it", "published")
    assert table.columns == ("Source", "Concept", "Printed there", "Recomputed", "Note")
    assert table.rows == (
        ("A paper, 3", "nash", "s", "", "A slip of the pen."),
        ("A paper, 3", "seq", "—", "none", "A slip of the pen."),
        ("A paper, 3", "gmr", "s, t", "s", "A slip of the pen."),
        ("computed for this file", "nash", "none", "", "Counted by hand."),
    )
    assert published_table(words()) is None
