"""Every sentence and table about a file says what the facts say, both ways round."""

from __future__ import annotations

import re
from dataclasses import replace

import msgspec
import pytest

import detente
from detente.answers import Basis, Maker
from detente.conflict import read_conflict
from detente.questions import find
from detente.questions.check import words as said
from detente.questions.check.answer import CheckAnswer, CheckedAccount, Cited, Idle, Unsourced
from detente.questions.question import Request
from detente.wording import Items, Section, Table, Text, Voice, Words, situation

CITY = """\
detente: 1
title: t
status_quo: [people.protest]
sources:
  paper: {author: A. Writer, title: On roads, publisher: P, date: 2020-01, kind: article, language: de, note: Long.,
    doi: 10.1/x, url: u}
  speech: A speech
decision_makers:
  city:
    name: The city
    about: It decides.
    options:
      build: {text: build the road, otherwise: there is no road, about: At once., source: paper#2, tags: [money, law]}
      toll: {text: take a toll, levels: {low: a low toll, high: }}
  people: {name: The people, options: {protest: protest}}
  lawyers: {name: Lawyers}
rules:
  - {never: people.protest and not city.build, because: No reason., source: paper}
  - exclusive: [not city.build, people.protest]
  - one_of: [city.build, people.protest]
  - some_of: [city.build, people.protest]
  - same: city.toll.low
  - irreversible: city.build
  - irreversible: {option: people.protest, direction: dropped, if: city.build or city.toll}
  - irreversible: city.toll
  - irreversible: {option: city.toll, direction: dropped, if: city.build}
preferences:
  city:
    - {that: build, because: They say so., source: [paper#3, speech], confidence: 0.5}
    - {that: toll, strength: much}
    - {that: not people.protest, strength: 3}
    - {that: people.protest, id: p, unknown: true}
  people: {weights: {protest: -1.5, city.build: 2}, because: A guess., source: speech, confidence: 0.25}
  lawyers: []
published:
  - {equilibria: {nash: [YNNN]}, source: paper, note: printed}
  - {recomputed: {gmr: []}, wrong: is wrong}
"""
FACTS = CheckAnswer(
    question="check",
    title="t",
    perspective="",
    perspectives=(),
    decision_makers=tuple(Maker(id=i, name=i, options=()) for i in "ab"),
    prefers=True,
    accounts=(
        CheckedAccount(
            id="base", says="", feasible="1200", basis=Basis(claims=3, sourced=2, doubted=1), cited=()
        ),
    ),
    claims=Basis(claims=3, sourced=2, doubted=1),
    options=3,
    rules=2,
)


def facts(**changes: object) -> CheckAnswer:
    return msgspec.structs.replace(FACTS, **changes)


def account(id: str, feasible: str) -> CheckedAccount:
    basis = Basis(claims=5, sourced=4, doubted=2)
    return CheckedAccount(id=id, says=f"about {id}", feasible=feasible, basis=basis, cited=())


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(read_conflict(CITY))


# -- sentences -----------------------------------------------------------------------------------------------------


def test_headline():
    assert said.headline(facts()) == "The file is right; it holds 1 account."
    two = facts(accounts=(account("p", "4"), account("q", "4")))
    assert said.headline(two) == "The file is right; it holds 2 accounts."
    assert (
        said.headline(facts(warnings=("w",))) == "The file can be read, with 1 warning; it holds 1 account."
    )
    assert said.headline(facts(warnings=("v", "w"))).startswith("The file can be read, with 2 warnings;")
    assert said.headline(facts(prefers=False)) == (
        "The file says of nobody what it prefers: add 'preferences' or 'perspectives' before you analyse it."
    )


def test_size():
    assert said.size(facts()) == "2 parties, 3 options and 2 rules; 1,200 states are feasible."
    assert said.size(facts(rules=0)) == "2 parties and 3 options; 1,200 states are feasible."
    assert said.size(facts(rules=1, options=1, accounts=(account("p", "1"),))) == (
        "2 parties, 1 option and 1 rule; 1 state is feasible."
    )
    differing = facts(accounts=(account("p", "40"), account("q", "9"), account("r", "12")))
    assert said.size(differing).endswith("; between 9 and 40 states are feasible, by account.")
    assert said.size(facts(accounts=(account("p", "9"), account("q", "9")))).endswith(
        "; 9 states are feasible."
    )
    graph = facts(given_states=5, moves=1, decision_makers=FACTS.decision_makers[:1])
    assert said.size(graph) == "1 party, 5 states and 1 move between them; 1,200 states are feasible."


@pytest.mark.parametrize(
    ("claims", "sourced", "told"),
    [
        (0, 0, "The file claims nothing about what anybody wants."),
        (1, 1, "The only claim names a source."),
        (1, 0, "The only claim names no source."),
        (5, 5, "All 5 claims name a source."),
        (5, 0, "None of the 5 claims names a source."),
        (5, 4, "Of 5 claims 1 names no source."),
        (5, 3, "Of 5 claims 2 name no source."),
        (1200, 1, "Of 1,200 claims 1,199 name no source."),
    ],
)
def test_sourcing(claims, sourced, told):
    assert said.sourcing(facts(claims=Basis(claims=claims, sourced=sourced, doubted=0))) == told


def test_a_source_that_is_the_editors_own_reading_is_told_apart():
    mixed = Basis(claims=5, sourced=5, own=2, doubted=0)
    assert (
        said.sourcing(facts(claims=mixed)) == "All 5 claims name a source, 2 only the editors' own reading."
    )
    one = Basis(claims=1, sourced=1, own=1, doubted=0)
    assert said.sourcing(facts(claims=one)) == "The only claim names a source."


def test_what_else_has_no_source():
    rule, threat = Unsourced(kind="rule", id="r"), Unsourced(kind="ultimatum", id="u")
    claim = Unsourced(kind="claim", id="c")
    assert said.sourcing(facts(unsourced=(claim,))) == "Of 3 claims 1 names no source."
    assert said.sourcing(facts(unsourced=(claim, rule, threat, rule))) == (
        "Of 3 claims 1 names no source; without a source: 2 rules and 1 ultimatum."
    )
    assert said.sourcing(facts(prefers=False)) == ""


def test_idle():
    def idle(*kinds: str) -> str:
        return said.idle([Idle(kind=k, id=f"{k}{n}") for n, k in enumerate(kinds)])

    assert idle() == ""
    assert idle("source") == "Nothing uses the source “source0”."
    assert idle("source", "source") == "Nothing uses the sources “source0” and “source1”."
    assert idle("rule", "rule", "rule") == "Nothing uses 3 rules."
    assert idle("option", "condition") == "Nothing uses the option “option0” and the condition “condition1”."
    assert said.idle([Idle(kind="claim", id="", decision_maker="a")]) == "Nothing uses 1 claim."


@pytest.mark.parametrize(
    ("basis", "accounts", "told"),
    [
        (Basis(claims=0, sourced=0, doubted=0), 1, ""),
        (Basis(claims=1, sourced=1, doubted=1), 1, "1 claim, with a source; 1 is marked as doubtful."),
        (Basis(claims=9, sourced=0, doubted=0), 1, "9 claims, none with a source."),
        (
            Basis(claims=9, sourced=5, doubted=2),
            3,
            "9 claims in 3 accounts, 5 with a source; 2 are marked as doubtful.",
        ),
    ],
)
def test_basis(basis, accounts, told):
    assert said.basis(basis, accounts) == told


def test_on_whose_word(words):
    def cited(basis: Basis, *found: Cited) -> str:
        return said.cited(CheckedAccount(id="p", says="", feasible="1", basis=basis, cited=found), words)

    both, none = Cited(sources=("paper", "speech"), claims=2), Cited(sources=(), claims=1)
    paper = Cited(sources=("paper",), claims=3)
    assert cited(Basis(claims=6, sourced=5, doubted=1), paper, both, none) == (
        "6 claims: 3 from A. Writer 2020; 2 from A. Writer 2020 and A speech; 1 without a source. "
        "1 is marked as doubtful."
    )
    assert cited(Basis(claims=3, sourced=3, doubted=0), paper) == "3 claims: 3 from A. Writer 2020."
    assert cited(Basis(claims=1, sourced=0, doubted=0), none) == "1 claim without a source."
    assert cited(Basis(claims=3, sourced=3, doubted=2), paper).endswith(". 2 are marked as doubtful.")
    assert cited(Basis(claims=0, sourced=0, doubted=0)) == "No claim about what the parties want."


def test_what_the_file_holds_too(words):
    assert said.holds_too(facts(), words) == ""
    every = facts(ultimatums=("x", "y"), with_factions=("city", "people"), diplomacy=True)
    assert said.holds_too(every, words) == (
        "It also holds 2 ultimatums (x, y), factions of The city and The people and options tagged as diplomacy."
    )
    assert said.holds_too(facts(ultimatums=("x",)), words) == "It also holds 1 ultimatum (x)."


# -- tables --------------------------------------------------------------------------------------------------------


def test_accounts_table():
    table = said.accounts_table(facts(accounts=(*FACTS.accounts, account("p", "12"))))
    assert table.columns == (
        "Account",
        "What it is",
        "Feasible states",
        "Claims",
        "With a source",
        "Doubtful",
    )
    assert table.rows == (
        ("base", "the file's own preferences", "1,200", "3", "2", "1"),
        ("p", "about p", "12", "5", "4", "2"),
    )


def test_what_has_no_source_and_no_use_one_by_one(words):
    claim = Unsourced(kind="claim", id="c", decision_maker="city", perspective="p")
    rule = Unsourced(kind="rule", id="r")
    table = said.unsourced_table([claim, rule], words)
    assert (table.columns, table.rows) == (
        ("What", "Id", "Party"),
        (("Claim", "c", "The city"), ("Rule", "r", "")),
    )
    other = Unsourced(kind="claim", id="", decision_maker="people", perspective="q")
    table = said.unsourced_table([claim, other, rule], words)
    assert table.columns == ("What", "Id", "Party", "Account")
    assert table.rows == (
        ("Claim", "c", "The city", "p"),
        ("Claim", "(all that it prefers)", "The people", "q"),
        ("Rule", "r", "", ""),
    )
    assert said.unsourced_table([], words) is None
    kinds = ("claim", "rule", "condition", "source", "option")
    table = said.unused_table(
        [*(Idle(kind=k, id="i") for k in kinds), Idle(kind="claim", id="", decision_maker="city")], words
    )
    assert table.rows == (
        ("Claim", "i", "no account keeps it"),
        ("Rule", "i", "no account keeps it"),
        ("Condition", "i", "nothing names it"),
        ("Source", "i", "nothing cites it"),
        ("Option", "i", "no rule, no preference and no ultimatum mentions it"),
        ("Claim", "The city: (all that it prefers)", "no account keeps it"),
    )
    assert said.unused_table([], words) is None


def test_who_can_do_what(words):
    table = situation.options_table(words)
    assert table.columns == ("Party", "Option", "Id", "Tags")
    assert table.rows == (
        (
            "The city",
            "build the road. Otherwise: there is no road. At once. A. Writer 2020, 2",
            "city.build",
            "money, law",
        ),
        ("", "a low toll", "city.toll.low", ""),
        ("", "take a toll (high)", "city.toll.high", ""),
        ("The people", "protest", "people.protest", ""),
        ("Lawyers", "(no options)", "", ""),
    )


def test_an_option_that_an_account_takes_away_is_marked():
    more = "perspectives:\n  p: {options: {drop: [city.build]}, preferences: {city: [], people: [], lawyers: []}}\n"
    rows = situation.options_table(Words(read_conflict(CITY + more).under("p"))).rows
    assert rows[0][1].startswith("build the road (not available in this account).")
    assert "not available" not in rows[1][1]


def test_of_an_option_with_levels_the_rest_is_told_once():
    levels = "toll: {text: take a toll, otherwise: no toll, about: A tax., levels: [low, high]}"
    conflict = read_conflict(f"detente: 1\ntitle: t\ndecision_makers: {{a: {{options: {{{levels}}}}}}}\n")
    assert [row[1] for row in situation.options_table(Words(conflict)).rows] == [
        "take a toll (low). Otherwise: no toll. A tax.",
        "take a toll (high)",
    ]


def test_rules(words):
    table = situation.rules_table(words)
    assert table.columns == ("Rule", "Because", "Source")
    assert table.rows[0] == (
        "Never: The people: “protest” and “there is no road”",
        "No reason.",
        "A. Writer 2020",
    )
    assert [row[0] for row in table.rows[1:]] == [
        "At most one of: “there is no road” and The people: “protest”",
        "Exactly one of: The city: “build the road” and The people: “protest”",
        "At least one of: The city: “build the road” and The people: “protest”",
        "Counts as one state: The city: “a low toll”",
        "The city: “build the road” once taken, stays",
        "The people: “protest” once dropped, stays dropped "
        "(if [The city: “build the road” or The city: “take a toll” (at any level)])",
        "The city: the level of “take a toll” can only rise",
        "The city: the level of “take a toll” can only fall (if The city: “build the road”)",
    ]
    assert situation.rules_table(Words(detente.load("chicken"))) is None


def test_claims(words):
    city, people, lawyers = situation.claims_sections(words)
    assert city.title == "The city, most important first"
    [table] = city.blocks
    assert table.columns == ("", "What it wants", "Because", "Source", "Confidence")
    assert table.rows == (
        ("1", "“build the road”", "They say so.", "A. Writer 2020, 3; A speech", "0.5"),
        ("2", "“take a toll” (at any level) (much)", "", "", ""),
        ("3", "The people: not “protest” (much, degree 3)", "", "", ""),
        ("4", "The people: “protest” (unknown whether it wants this or the opposite)", "", "", ""),
    )
    assert people == Section(
        "The people weighs the options",
        (Text("protest: -1.5, city.build: 2"), Text("A guess. A speech. Confidence: 0.25")),
    )
    assert lawyers == Section("Lawyers", (Text("All states are alike to it."),))


def test_rankings():
    text = "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x}}, b: {options: {y: y}}, c: {}}\n"
    text += "states: {s: YY}\n"
    text += "preferences:\n  a: {ranking: [s, much, [YN, NY], {much: 3}, none]}\n"
    text += "  b: {partial: ['s > YN ~ NY', 'none > NY']}\n  c: {ranking: [s, YN, NY, none]}\n"
    a, b, c = situation.claims_sections(Words(read_conflict(text)))
    assert a == Section("a ranks the states", (Text("s >> YN = NY >>(3) none"),))
    assert b == Section("b ranks some of the states", (Text("s > YN = NY; none > NY"),))
    assert c == Section("c ranks the states", (Text("s > YN > NY > none"),))


def test_columns_in_which_nothing_stands_are_left_out():
    conflict = read_conflict(
        "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x}}}\npreferences: {a: [x]}\n"
    )
    [section] = situation.claims_sections(Words(conflict))
    assert section.blocks[0].columns == ("", "What it wants")
    assert situation.options_table(Words(conflict)).columns == ("Party", "Option", "Id")


def test_sources_and_what_is_published(words):
    table = situation.sources_table(words)
    assert table.columns == ("Id", "Source", "Date", "Kind", "Note")
    assert table.rows == (
        ("paper", "A. Writer; On roads; P", "2020-01", "article", "Long. (Language: de.) 10.1/x u"),
        ("speech", "A speech", "", "", ""),
    )
    table = situation.published_table(words)
    assert table.columns == ("Source", "Concept", "Printed there", "Recomputed", "Note")
    assert table.rows == (
        ("A. Writer 2020", "nash", "YNNN", "", "printed"),
        ("computed for this file", "gmr", "—", "none", "is wrong"),
    )
    bare = Words(read_conflict("detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x}}}\n"))
    assert situation.sources_table(bare) is situation.published_table(bare) is None


GRAPH = """\
detente: 1
title: t
sources: {paper: A paper}
status_quo: dry
decision_makers: {a: {name: Anna}, b: {name: Berta}MORE}
states: {dry: {text: no water, about: At all., source: paper}, wet: , mud: mud}
moves: {a: [dry -> wet, dry -> mud], b: [wet -> dry]}
preferences: {a: [wet], b: [dry]WISHES}
rules: [never: mud]
"""


def test_given_states_and_moves():
    words = Words(read_conflict(GRAPH.replace("MORE", "").replace("WISHES", "")))
    table = situation.moves_table(words)
    assert table.columns == ("State", "What it is", "Anna", "Berta")
    assert table.rows == (
        ("dry", "no water. At all. A paper", "wet, mud", "—"),
        ("wet", "", "—", "dry"),
        ("mud", "", "—", "—"),
    )
    assert not table.note
    assert situation.rules_table(words).title == "What cannot be"
    assert situation.start_words(words) == "dry: no water"
    makers, wishes = (", ".join(f"{d}: {x}" for d in "cde") for x in ("{}", "[]"))
    many = Words(read_conflict(GRAPH.replace("MORE", f", {makers}").replace("WISHES", f", {wishes}")))
    table = situation.moves_table(many)
    assert table.columns == ("State", "What it is", "Who can move where")
    assert [row[2] for row in table.rows] == ["Anna: wet, mud", "Berta: dry", "—"]


def test_a_long_list_of_states_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr(situation, "MOST_STATES", 2)
    table = situation.moves_table(Words(read_conflict(GRAPH.replace("MORE", "").replace("WISHES", ""))))
    assert len(table.rows) == 2
    assert table.note == "And 1 more state; 'detente states' lists them."


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("[people.protest]", "The people: protest"),
        ("none", "no option is taken"),
        ("NNNY", "The people: protest"),
        ("YNN-", "YNN-"),
    ],
)
def test_today(start, told):
    conflict = read_conflict(CITY.replace("status_quo: [people.protest]", f"status_quo: {start}"))
    assert situation.start_words(Words(conflict)) == told
    assert situation.start_words(Words(replace(conflict, status_quo=None))) == ""


# -- the whole -----------------------------------------------------------------------------------------------------


def asked(conflict: detente.Conflict, file: str = "FILE"):
    question = find("check")
    answers = [question.answer(r) for r in question.ask(Request(conflict, conflict.accounts))]
    return question.say(answers, Voice.of(conflict, answers, file))


@pytest.mark.parametrize("name", detente.catalogue_names())
def test_the_catalogue_is_said_within_the_limits(name):
    found = asked(detente.load(name), name)
    assert len(found.headline.split()) <= 25
    assert len(found.points) <= 3
    assert all(len(p.split()) <= 25 and p.endswith(".") for p in found.points)
    assert not re.search(r"#\d|Nash|SEQ|perspective", " ".join((found.headline, *found.points, found.sure)))
    assert found.next == (f"detente analyze {name}", f"detente brief {name}")
    assert [t.id for t in found.pictures] == ["accounts"]


def test_istanbul():
    found = asked(detente.load("istanbul-2025"))
    assert found.headline == "The file is right; it holds 3 accounts."
    assert found.points == (
        "4 parties, 10 options and 4 rules; 288 states are feasible.",
        "All 86 claims name a source, 41 only the editors' own reading; without a source: 4 rules.",
        "Nothing uses the source “liga”.",
    )
    assert (
        found.sure
        == "86 claims in 3 accounts: 45 from sources, 41 the editors' own; 56 are marked as doubtful."
    )
    sections = [b.title for b in found.details if isinstance(b, Section)]
    assert sections == [
        f"What the parties want in the account “{a}”" for a in ("commentary", "kyiv", "broker")
    ]
    assert [b.id for b in found.details if isinstance(b, Table)] == [
        "options",
        "rules",
        "sources",
        "unsourced",
        "unused",
    ]
    told = [b.text for b in found.details if isinstance(b, Text)]
    assert told[0].startswith("It also holds 1 ultimatum (ceasefire-or-sanctions)")
    assert told[1].startswith("Today: US: go on supporting Ukraine as before")
    assert told[2].startswith("Europe: The leaders")


def test_one_account():
    text = CITY.replace("status_quo: [people.protest]", "status_quo: [city.build]")
    text = text.replace(", unknown: true", "")
    found = asked(read_conflict(text.replace("  - same: city.toll.low\n", "")))
    assert [b.title for b in found.details if isinstance(b, Section)] == ["What the parties want"]
    assert [b.id for b in found.details if isinstance(b, Table)][-1] == "unsourced"
    assert "published" in [b.id for b in found.details if isinstance(b, Table)]


def test_states_and_moves():
    found = asked(read_conflict(GRAPH.replace("MORE", "").replace("WISHES", "")))
    assert [b.id for b in found.details if isinstance(b, Table)][:2] == ["moves", "rules"]


def test_without_preferences_and_with_warnings():
    text = "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x}}}\nrules: [never: a.x, never: a.x]\n"
    found = asked(read_conflict(text, "f"))
    assert found.headline.startswith("The file says of nobody what it prefers")
    assert found.points[:2] == (
        "Warning: f:4:21: the rule 'never: a.x' stands twice.",
        "1 party, 1 option and 1 rule; 1 state is feasible.",
    )
    assert found.pictures == found.next == ()
    assert found.sure == ""
    assert not [b for b in found.details if isinstance(b, Items)]
    assert not [b for b in found.details if isinstance(b, Section)]


def test_the_answer_itself_tells_two_warnings_and_the_details_all():
    told = ["Warning: one.", "Warning: two."]
    for number, more in (
        (0, []),
        (1, []),
        (2, []),
        (3, ["1 more warning in the details."]),
        (4, ["2 more warnings in the details."]),
    ):
        assert said.warned(("one", "two.", "three", "four")[:number]) == [*told[:number], *more]
    text = (
        "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x}}}\nrules: ["
        + ", ".join(["never: a.x"] * 4)
        + "]\n"
    )
    found = asked(read_conflict(text, "f"))
    assert found.points[2] == "1 more warning in the details."
    [items] = [b for b in found.details if isinstance(b, Items)]
    assert len(items.items) == 3


def test_a_demand_that_its_addressee_can_do_nothing_about_is_warned_of():
    file = """
detente: 1
title: t
decision_makers:
  a: {options: {x: dig}}
  b: {options: {y: sue, z: {text: pay, levels: [low, high]}}}
conditions: {quiet: {text: quiet, that: not b.y}, dug: {text: dug, that: a.x}}
preferences: {a: [a.x], b: [b.y]}
ultimatums: {stop: {by: a, to: b, demand: DEMAND, threat: a.x}}
"""
    for demand in ("a.x", "dug", "not a.x"):
        conflict = read_conflict(file.replace("DEMAND", demand), "f")
        told = "a demand is about what 'b' does, of which it is demanded; none of its options is in"
        warning = f"f:9:43: {told} '{demand}'"
        assert list(map(str, conflict.warnings)) == [warning]
        found = asked(conflict)
        assert found.points[0] == f"Warning: {warning}."
        assert found.headline == "The file can be read, with 1 warning; it holds 1 account."
    for demand in ("b.y", "quiet", "a.x and not b.y", "y", "b.z", "b.z = low"):
        assert read_conflict(file.replace("DEMAND", demand), "f").warnings == (), demand


def test_an_account_without_words_of_its_own_is_the_files_or_has_none():
    base, other = FACTS.accounts[0], FACTS.accounts[-1]
    told = [
        msgspec.structs.replace(base, id="base", says=""),
        msgspec.structs.replace(other, id="other", says=""),
        msgspec.structs.replace(base, id="base", says="as we see it"),
    ]
    table = said.accounts_table(msgspec.structs.replace(FACTS, accounts=tuple(told)))
    assert [row[:2] for row in table.rows] == [
        ("base", "the file's own preferences"), ("other", ""), ("base", "as we see it"),
    ]  # fmt: skip
