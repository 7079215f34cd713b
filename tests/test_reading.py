"""Reading and writing conflict files: every key, every mistake at its place, overlays, round trips."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente.catalogue
from detente.conflict import (
    BASE,
    AccountWarning,
    AudienceCost,
    Citation,
    Conflict,
    ConflictFileError,
    DetenteError,
    NotInFileError,
    Prioritised,
    Ranking,
    UnknownNameError,
    Weights,
    read_conflict,
    read_file,
    to_dict,
    to_json,
    to_yaml,
    write_file,
)
from detente.conflict.reading import KEYS, SOURCE_TEXTS
from tests.generate import random_file

CATALOGUE = sorted(Path(detente.catalogue.__file__).parent.glob("*.yaml"))

WHOLE = """\
detente: 1
title: A toll road
about: >
  What the dispute
  is about.
citation: Somebody (2020).
language: de
sources:
  paper: {author: A. B., title: On roads, publisher: P, date: 2020-01, kind: article, language: en,
          doi: 10.1/x, url: "https://example.org", note: a note, reliability: 0.75}
  speech: A speech in parliament
status_quo: [city.build]
conditions:
  peace: not people.protest
  trouble: {that: people.protest or not peace, text: somebody protests, otherwise: all is calm}
decision_makers:
  city:
    name: The city
    about: It decides.
    options:
      build: build the road
      toll: {text: take a toll, tags: [money, law], about: much or little, source: "paper#p. 3", otherwise: it is free}
      bare:
  people:
    options: {protest: {text: protest, otherwise: calm, tags: loud, source: [paper, speech#2]}, sue: go to court}
  onlooker: {name: Somebody without an option}
rules:
  - exclusive: [city.toll, people.sue]
  - one_of: [city.build, city.bare]
  - some_of: [city.build, city.toll, not people.sue]
  - {id: no-toll, never: city.toll and not city.build, because: no road no toll, source: paper#7}
  - irreversible: city.build
  - irreversible: {option: people.sue, direction: dropped}
  - irreversible: {option: city.toll, direction: taken, if: people.protest}
  - same: trouble and city.bare
states:
  start: YNNNN
  open: Y-N--
  quiet: [city.build, city.toll]
  by_id: city.build+people.sue
  nothing: none
  angry: {is: people.protest and city.build, text: they are angry}
  set: {is: [], text: nobody does anything}
preferences:
  city:
    - toll
    - {id: calm, that: not people.protest, text: calm, because: they said so, source: [paper#1, speech],
       confidence: 0.7}
    - peace
  people:
    weights: {protest: -1.5, sue: 2, "city.toll and not sue": .25}
    because: a guess
    source: speech
    confidence: 1
  onlooker: []
perspectives:
  mayor:
    says: The mayor's account
    about: Long.
    source: paper
    options: {add: {people: {leave: move away}}, drop: [city.bare]}
    status_quo: none
    rules:
      patch:
        - drop: no-toll
        - put: {id: calm-down, never: people.leave and people.protest}
          before: "irreversible: city.build taken"
    preferences:
      city:
        patch:
          - {replace: calm, with: {id: calm, that: people.protest}}
          - {put: bare, before: toll}
          - {put: {id: last, that: build}}
      people: {ranking: [start, [city.build+people.leave, none]]}
  rival:
    on: mayor
    preferences:
      city: {patch: [{drop: last}, {put: not bare, after: bare}]}
published:
  - source: paper#9
    equilibria: {nash: [start, YNNNN], gmr: []}
    recomputed: {smr: [[city.build]], seq: [none]}
    note: a note
    wrong: they are wrong
  - {perspective: mayor, recomputed: {nash: [YNNNNY]}}
ultimatums:
  stop-or-sue:
    text: Stop, or we go to court
    by: people
    to: city
    demand: not build
    threat: sue and not protest
    deadline: 2020-02-01
    because: they said it
    source: speech#3
    confidence: 0.9
    stakes: {concede: [5, -5.5], carry_out: [-3, -8]}
    audience_cost: [1, 4.25]
    resolved: 0.7
    record: {text: They did not., source: [paper#10]}
  growing: {by: city, to: people, demand: not people.protest, threat: toll, audience_cost: {start: 0, a_day: 0.5}}
  fixed: {by: city, to: people, demand: peace, threat: city.toll, audience_cost: 2}
factions:
  city:
    quota: 60.5
    because: by statute
    source: paper#12
    confidence: 0.9
    members:
      builders:
        {name: The builders, about: They build., weight: 60, because: a count, source: speech#4, confidence: 0.5,
         preferences: [build, {id: firm, that: bare}]}
      thrifty: {weight: .5, preferences: {weights: {bare: 1}}}
      rest: {weight: 0.75, preferences: {ranking: [quiet, angry]}}
"""


def told(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(ConflictFileError) as error:
        read_conflict(text, "x.yaml")
    lines = text.count("\n") + 1
    for problem in error.value.problems:
        assert problem.place.file == "x.yaml"
        assert 1 <= problem.place.line <= lines
        assert problem.place.column >= 1
        assert str(problem).startswith(f"x.yaml:{problem.place.line}:{problem.place.column}: ")
    return [(p.place.line, p.place.column, p.message) for p in error.value.problems]


def found_at(text: str, needle: str) -> tuple[int, int]:
    """Give line and column of a text that stands once."""
    assert text.count(needle) == 1, needle
    before = text[: text.index(needle)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


# -- every key --------------------------------------------------------------------------------------


def test_every_key_is_read():
    conflict = read_conflict(WHOLE, "road.yaml")
    assert conflict.title == "A toll road"
    assert conflict.about == "What the dispute is about."
    assert (conflict.citation, conflict.language, conflict.file) == ("Somebody (2020).", "de", "road.yaml")
    paper, speech = conflict.sources
    assert [k for k, _ in paper.fields] == list(SOURCE_TEXTS)
    assert (paper.reliability, speech.reliability) == (Fraction(3, 4), None)
    assert (paper.get("date"), paper.get("url"), speech.get("title")) == (
        "2020-01",
        "https://example.org",
        "A speech in parliament",
    )
    assert paper.get("nonsense") == ""
    assert conflict.source("speech") is speech
    assert conflict.source("nobody") is None
    assert conflict.status_quo is not None
    assert conflict.status_quo.taken == frozenset({"city.build"})
    assert [(d.name, d.written, d.text) for d in conflict.definitions] == [
        ("peace", "not people.protest", ""),
        ("trouble", "people.protest or not peace", "somebody protests"),
    ]
    city, people, onlooker = conflict.decision_makers
    assert (city.id, city.name, city.about) == ("city", "The city", "It decides.")
    assert (people.name, onlooker.name, onlooker.options) == ("people", "Somebody without an option", ())
    build, toll, bare = city.options
    assert (build.text, bare.text) == ("build the road", "bare")
    assert (toll.tags, toll.about, toll.sources) == (
        ("money", "law"),
        "much or little",
        (Citation("paper", "p. 3"),),
    )
    assert people.options[0].tags == ("loud",)
    assert people.options[0].sources == (Citation("paper"), Citation("speech", "2"))
    assert conflict.option_ids == ("city.build", "city.toll", "city.bare", "people.protest", "people.sue")
    assert [r.id for r in conflict.rules] == [
        "exclusive: city.toll, people.sue",
        "one_of: city.build, city.bare",
        "some_of: city.build, city.toll, not people.sue",
        "no-toll",
        "irreversible: city.build taken",
        "irreversible: people.sue dropped",
        "irreversible: city.toll taken, if people.protest",
        "same: trouble and city.bare",
    ]
    assert (conflict.rules[3].because, conflict.rules[3].sources) == (
        "no road no toll",
        (Citation("paper", "7"),),
    )
    assert (conflict.rules[5].option, conflict.rules[5].direction) == ("people.sue", "dropped")
    states = {s.name: s for s in conflict.states}
    assert states["start"].ref.pattern == tuple((o, o == "city.build") for o in conflict.option_ids)
    assert states["open"].ref.pattern == (("city.build", True), ("city.bare", False))
    assert states["quiet"].ref.taken == frozenset({"city.build", "city.toll"})
    assert states["by_id"].ref.taken == frozenset({"city.build", "people.sue"})
    assert states["nothing"].ref.taken == states["set"].ref.taken == frozenset()
    assert str(states["angry"].ref.condition) == "people.protest and city.build"
    assert states["angry"].text == "they are angry"


def test_the_three_forms_of_preference():
    conflict = read_conflict(WHOLE)
    city, people = conflict.preferences["city"], conflict.preferences["people"]
    assert isinstance(city, Prioritised)
    assert [s.id for s in city.statements] == ["toll", "calm", "peace"]
    calm = city.statements[1]
    assert (calm.text, calm.because, calm.confidence, calm.given_id) == ("calm", "they said so", 0.7, True)
    assert calm.sources == (Citation("paper", "1"), Citation("speech"))
    assert isinstance(people, Weights)
    assert [(w, n) for _, w, n in people.weights] == [
        ("protest", Fraction(-3, 2)),
        ("sue", Fraction(2)),
        ("city.toll and not sue", Fraction(1, 4)),
    ]
    assert (people.because, people.sources, people.confidence) == ("a guess", (Citation("speech"),), 1.0)
    assert conflict.preferences["onlooker"] == Prioritised(())
    mayor = conflict.under("mayor").preferences["people"]
    assert isinstance(mayor, Ranking)
    assert [[r.written for r in g] for g in mayor.groups] == [["start"], ["city.build+people.leave", "none"]]


def test_factions():
    conflict = read_conflict(WHOLE)
    city = conflict.factions["city"]
    assert list(conflict.factions) == ["city"]
    assert (city.quota, city.because, city.sources, city.confidence) == (
        Fraction(121, 2),
        "by statute",
        (Citation("paper", "12"),),
        0.9,
    )
    builders, thrifty, rest = city.members
    assert (builders.id, builders.name, builders.about, builders.because) == (
        "builders",
        "The builders",
        "They build.",
        "a count",
    )
    assert (builders.sources, builders.confidence) == ((Citation("speech", "4"),), 0.5)
    assert [m.weight for m in city.members] == [60, Fraction(1, 2), Fraction(3, 4)]
    assert city.total == Fraction(245, 4)
    assert thrifty.name == "thrifty"
    assert isinstance(builders.preferences, Prioritised)
    assert [str(s.that) for s in builders.preferences.statements] == ["city.build", "city.bare"]
    assert isinstance(thrifty.preferences, Weights)
    assert isinstance(rest.preferences, Ranking)
    assert conflict.under("mayor").factions == conflict.factions


def test_factions_may_not_name_the_options_of_one_account():
    text = WHOLE.replace("preferences: [build, {id: firm", "preferences: [people.leave, {id: firm")
    ((line, column, message),) = told(text)
    assert (line, column) == found_at(text, "people.leave, {id: firm")
    assert message == (
        "the option 'people.leave' is there only under 'mayor'; factions are the same under every account: name "
        "options of the file itself"
    )


def test_published_results():
    first, second = read_conflict(WHOLE).published
    assert (first.source, first.note, first.wrong) == (Citation("paper", "9"), "a note", "they are wrong")
    assert {c: [r.written for r in s] for c, s in first.equilibria.items()} == {
        "nash": ["start", "YNNNN"],
        "gmr": [],
    }
    assert first.recomputed["smr"][0].taken == frozenset({"city.build"})
    assert second.perspective == "mayor"
    assert second.recomputed["nash"][0].pattern is not None
    assert len(second.recomputed["nash"][0].pattern) == 6


def test_ultimatums():
    conflict = read_conflict(WHOLE)
    stop, growing, fixed = conflict.ultimatums
    assert (stop.by, stop.to, stop.text, stop.deadline) == (
        "people",
        "city",
        "Stop, or we go to court",
        "2020-02-01",
    )
    assert (str(stop.demand), str(stop.threat)) == ("not city.build", "people.sue and not people.protest")
    assert (stop.because, stop.sources, stop.confidence) == ("they said it", (Citation("speech", "3"),), 0.9)
    assert stop.stakes is not None
    assert stop.stakes.concede == (Fraction(5), Fraction(-11, 2))
    assert stop.stakes.carry_out == (Fraction(-3), Fraction(-8))
    assert stop.audience_cost == AudienceCost(Fraction(1), Fraction(17, 4))
    assert stop.resolved == Fraction(7, 10)
    assert stop.record is not None
    assert (stop.record.text, stop.record.sources) == ("They did not.", (Citation("paper", "10"),))
    assert growing.audience_cost == AudienceCost(Fraction(0), Fraction(0), Fraction(1, 2))
    assert fixed.audience_cost == AudienceCost(Fraction(2), Fraction(2))
    assert conflict.under("rival").ultimatum("stop-or-sue") is stop
    with pytest.raises(UnknownNameError, match="no ultimatum 'stop-or-su'; did you mean 'stop-or-sue'"):
        conflict.ultimatum("stop-or-su")


def test_json_of_the_same_shape_is_read():
    assert read_conflict(json.dumps(yaml.safe_load(to_yaml(read_conflict(WHOLE))))) == read_conflict(WHOLE)


# -- words and scripts ------------------------------------------------------------------------------

SMALL = """\
detente: 1
title: t
decision_makers:
  a: {options: {x: x, y: y}}
  b: {options: {z: z}}
"""


@pytest.mark.parametrize(
    "word", ["No", "yes", "on", "off", "null", "NULL", "true", "1", "1.0", "1e9", "0x1f", "2020-01-01"]
)
def test_words_stay_words(word):
    text = f"detente: 1\ntitle: {word}\nabout: {word}\ndecision_makers:\n  a: {{options: {{x: {word}}}}}\n"
    conflict = read_conflict(text)
    option = "x" if word == "null" else word  # as an option's value, null is JSON's way to write nothing
    assert (conflict.title, conflict.about, conflict.options["a.x"].text) == (word, word, option)
    for written in (to_yaml(conflict), to_json(conflict)):
        assert read_conflict(written) == conflict


@pytest.mark.parametrize("word", ["No", "yes", "on", "null", "y", "n"])
def test_words_can_name_things(word):
    text = f"detente: 1\ntitle: t\ndecision_makers:\n  {word}: {{options: {{{word}: go}}}}\n"
    text += f"conditions:\n  c: not {word}.{word}\npreferences:\n  {word}: [{word}, c]\n"
    conflict = read_conflict(text)
    assert conflict.option_ids == (f"{word}.{word}",)
    assert read_conflict(to_yaml(conflict)) == conflict
    assert conflict.game().size == 2


SCRIPTS = """\
detente: 1
title: 渡河 — العبور
decision_makers:
  россия: {name: Россия, options: {перемирие: Перемирие на 30 дней}}
  भारत: {options: {बात: बातचीत}}
  ไทยที่: {options: {o: 😀}}
preferences:
  россия: [перемирие only if भारत.बात]
  भारत: [not บาด or บาด, बात]
  ไทยที่: []
conditions: {บาด: россия.перемирие}
"""


def test_text_in_other_scripts():
    conflict = read_conflict(SCRIPTS)
    assert conflict.decision_maker("россия").options[0].text == "Перемирие на 30 дней"
    for written in (to_yaml(conflict), to_json(conflict)):
        assert read_conflict(written) == conflict
        assert "россия" in written
    assert conflict.game().size == 8


def test_names_and_texts_are_composed():
    decomposed = (
        SMALL.replace("x: x", "cafe\u0301: cafe\u0301") + "preferences: {a: [cafe\u0301], b: [a.caf\u00e9]}\n"
    )
    conflict = read_conflict(decomposed)
    assert conflict == read_conflict(decomposed.replace("e\u0301", "\u00e9"))
    assert conflict.option_ids[0] == "a.caf\u00e9"
    a = conflict.preferences["a"]
    assert isinstance(a, Prioritised)
    assert a.statements[0].id == "caf\u00e9"
    twice = SMALL.replace("{x: x,", '{"e\\u0301": x, \u00e9: x,')
    assert "stands twice" in told(twice)[0][2]


# -- mistakes ---------------------------------------------------------------------------------------

# A change of WHOLE, the text at whose beginning the mistake is told, and what is said.
MISTAKES = [
    ("by: people\n", "by: peple\n", "peple\n", "no decision maker 'peple'; did you mean 'people'?"),
    ("    by: people\n", "", "text: Stop", "an ultimatum needs the key 'by'"),
    ("by: people\n    to: city", "by: people\n    to: people", "people\n    demand", "is to somebody else"),
    (
        "demand: not build",
        "demand: not bild",
        "bild\n",
        "no option or condition 'bild'; did you mean 'build'?",
    ),
    ("demand: not build", "demand: [build]", "[build]\n", "a demand is a condition, found a list"),
    (
        "threat: sue and not protest",
        "threat: sue and city.toll",
        "sue and city.toll\n",
        "a threat is about options of 'people', which makes it; 'city.toll' is none",
    ),
    ("threat: sue and", "thread: sue and", "thread: ", "an ultimatum has no key 'thread'"),
    ("concede: [5, -5.5]", "concede: [5]", "[5]", "'concede' gives two numbers"),
    ("concede: [5, -5.5]", "concede: [5, plenty]", "plenty", "a stake is a decimal number"),
    ("carry_out: [-3, -8]", "carry: [-3, -8]", "carry: ", "'stakes' has no key 'carry'"),
    ("audience_cost: [1, 4.25]", "audience_cost: [4, 1]", "[4, 1]", "begins with the smaller number"),
    ("audience_cost: [1, 4.25]", "audience_cost: [4]", "[4]\n", "gives two numbers: [from, to]"),
    ("audience_cost: 2", "audience_cost: -2", "-2}", "an audience cost is a number from 0 on, found '-2'"),
    ("a_day: 0.5", "a_day: -1", "-1}", "'a_day' is a number from 0 on, found '-1'"),
    ("{start: 0, a_day", "{begin: 0, a_day", "begin", "'audience_cost' has no key 'begin'"),
    ("resolved: 0.7", "resolved: 1.75", "1.75", "a probability is a number from 0 to 1"),
    ("{text: They did not., source", "{source", "{source: [paper#10]}", "a record needs the key 'text'"),
    ("stop-or-sue:", "2stop:", "2stop", "'2stop' cannot name an ultimatum"),
    (
        "title: A toll road",
        "titel: A toll road",
        "titel",
        "a conflict file has no key 'titel'; did you mean 'title'?",
    ),
    ("title: A toll road", "titel: A toll road", "detente: 1", "a conflict file needs the key 'title'"),
    ("title: A toll road", "title: [a]", "[a]", "'title' is a text, found a list"),
    ("title: A toll road", "title: {a: b}", "{a: b}", "'title' is a text, found a mapping"),
    ("title: A toll road", 'title: ""', '""', "'title' is a text, found the text ''"),
    ("title: A toll road", "title: " + 301 * "x", 301 * "x", "'title' has 301 characters; at most 300"),
    ("language: de", "language: a very long name of a language", "a very long", "at most 20"),
    ("language: de", "language: zz", "zz", "no language 'zz' (allowed: en, de)"),
    ("language: de", "language: DE", "DE", "no language 'DE'; did you mean 'de'? (allowed: en, de)"),
    ("kind: article", "sort: article", "sort: article", "a source has no key 'sort'"),
    (
        "paper: {author",
        "2paper: {author",
        "2paper",
        "'2paper' cannot name a source: a name begins with a letter",
    ),
    ("speech: A speech in parliament", "speech: [A speech]", "[A speech]", "a source is a mapping"),
    (
        "status_quo: [city.build]",
        "status_quo: [city.built]",
        "city.built",
        "no option 'city.built'; did you mean 'city.build'",
    ),
    ("status_quo: [city.build]", "status_quo: stat", "stat\n", "no state 'stat'; did you mean 'start'?"),
    (
        "status_quo: [city.build]",
        "status_quo: YNN",
        "YNN\n",
        "the pattern 'YNN' has 3 letters; there are 5 options",
    ),
    ("status_quo: [city.build]", "status_quo: {a: b}", "{a: b}", "'status_quo' needs the key 'is'"),
    (
        "peace: not people.protest",
        "peace: not people.protests",
        "people.protests",
        "did you mean 'people.protest'?",
    ),
    (
        "peace: not people.protest",
        "or: not people.protest",
        "or: not",
        "'or' cannot name a condition: it is a word of",
    ),
    ("peace: not people.protest", "peace: [x]", "[x]", "a condition is a condition, found a list"),
    (
        "text: somebody protests",
        "texts: somebody protests",
        "texts",
        "a named condition has no key 'texts'; did you mean 'text'?",
    ),
    (
        "name: The city",
        "named: The city",
        "named",
        "a decision maker has no key 'named'; did you mean 'name'?",
    ),
    ("name: The city", "name:", "\n    about: It", "'name' is empty; write a value or leave the key out"),
    ("tags: [money, law]", "tags: [money, [law]]", "[law]", "a tag is a text, found a list"),
    ('"paper#p. 3"', "papers#3", "papers#3", "no source 'papers' under 'sources'; did you mean 'paper'?"),
    ("      bare:\n", "      peace:\n", "peace:\n  people", "'peace' names a condition too"),
    (
        "      bare:\n",
        "      build: again\n",
        "build: again",
        "the key 'build' stands twice (first in line 21)",
    ),
    ("      bare:\n", "      2x: again\n", "2x", "'2x' cannot name an option"),
    ("onlooker: {name: Somebody without an option}", "onlooker:", "\nrules", "a decision maker is a mapping"),
    (
        "- exclusive: [city.toll, people.sue]",
        "- exclusiv: [city.toll]",
        "exclusiv:",
        "did you mean 'exclusive'?",
    ),
    (
        "- exclusive: [city.toll, people.sue]",
        "- exclusive: [city.toll]",
        "[city.toll]",
        "'exclusive' needs at least two",
    ),
    (
        "- exclusive: [city.toll, people.sue]",
        "- exclusive: city.toll",
        "city.toll\n",
        "'exclusive' is a list",
    ),
    ("- exclusive: [city.toll, people.sue]", "- city.toll", "city.toll\n", "a rule is a mapping 'KIND: ...'"),
    (
        "- exclusive: [city.toll, people.sue]",
        "- because: x",
        "because: x",
        "a rule has exactly one kind: exclusive, one_of",
    ),
    ("because: no road no toll", "same: peace", "{id: no-toll", "a rule has exactly one kind"),
    ("id: no-toll", "id: " + 81 * "i", 81 * "i", "an id has 81 characters; at most 80"),
    (
        "irreversible: city.build\n",
        "irreversible: build\n",
        "build\n  - irr",
        "no option 'build'; did you mean 'city.build'?",
    ),
    ("direction: dropped", "direction: back", "back}", "no direction 'back' (allowed: taken, dropped)"),
    ("direction: dropped", "if: people.", ".}", "found '.'"),
    (
        "{option: people.sue, direction",
        "{direction",
        "{direction: dropped",
        "'irreversible' needs the key 'option'",
    ),
    ("start: YNNNN", "start: nonsense", "nonsense", "no option or condition 'nonsense'"),
    ("start: YNNNN", "status_quo: YNNNN", "status_quo: YNNNN", "'status_quo' cannot name a state"),
    ("start: YNNNN", "city.build: YNNNN", "city.build: YNNNN", "'city.build' cannot name a state"),
    ("start: YNNNN", "start: {text: x}", "{text: x}", "a named state needs the key 'is'"),
    ("    - toll\n", "    - tol\n", "tol\n", "no option or condition 'tol'; did you mean 'toll'?"),
    ("    - toll\n", "    - []\n", "[]\n    - {id: calm", "a statement is a condition, found a list"),
    (
        "that: not people.protest, text: calm",
        "text: calm",
        "{id: calm, text",
        "a statement needs the key 'that'",
    ),
    ("confidence: 0.7", "confidence: 1.2", "1.2", "a confidence is a number from 0 to 1, found '1.2'"),
    ("confidence: 0.7", "confidence: high", "high", "a confidence is a decimal number"),
    ("confidence: 0.7", "confidence: 7e-1", "7e-1", "a confidence is a decimal number"),
    ("confidence: 0.7", "confidence: nan", "nan", "a confidence is a decimal number"),
    ("{protest: -1.5,", "{protest: a lot,", "a lot", "a weight is a decimal number of at most 15 digits"),
    ("{protest: -1.5,", "{protested: -1.5,", "protested", "did you mean 'protest'?"),
    ("{protest: -1.5,", "{protest: 1234567890123456,", "1234567890123456", "a weight is a decimal number"),
    (
        "  onlooker: []\n",
        "  onlooker: x\n",
        "x\nperspectives",
        "a preference is a list of statements, 'ranking: ...', 'weights: ...' or",
    ),
    (
        "  onlooker: []\n",
        "  onlookers: []\n",
        "onlookers",
        "no decision maker 'onlookers'; did you mean 'onlooker'?",
    ),
    ("  onlooker: []\n", "  onlooker: {because: x}\n", "{because: x}", "a preference has one form"),
    (
        "  onlooker: []\n",
        "  onlooker: {ranking: [], weights: {}}\n",
        "{ranking: [], w",
        "a preference has one form",
    ),
    ("  onlooker: []\n", "  onlooker: {patch: []}\n", "patch: []", "a preference has no key 'patch'"),
    (
        "says: The mayor's account",
        "say: The mayor's account",
        "say:",
        "a perspective has no key 'say'; did you mean 'says'?",
    ),
    ("  mayor:\n", "  base:\n", "base:\n", "'base' stands for the file's own preferences"),
    (
        "on: mayor",
        "on: major",
        "major",
        "no perspective 'major' stands before this one; did you mean 'mayor'?",
    ),
    ("on: mayor", "on: rival", "rival\n    preferences", "no perspective 'rival' stands before this one"),
    ("{add: {people", "{more: {people", "more: {people", "'options' has no key 'more'"),
    ("{add: {people", "{add: {peoples", "peoples", "no decision maker 'peoples'; did you mean 'people'?"),
    ("{leave: move away}", "{sue: move away}", "sue: move away", "'sue' names two things"),
    ("drop: [city.bare]", "drop: [city.bar]", "city.bar]", "no option 'city.bar'; did you mean 'city.bare'?"),
    ("drop: [city.bare]", "drop: city.bare", "city.bare}\n    status", "'drop' is a list"),
    ("- drop: no-toll", "- drop: no-tolls", "drop: no-tolls", "no rule 'no-tolls'; did you mean 'no-toll'?"),
    (
        "- drop: no-toll",
        "- {drop: no-toll, put: {never: peace}}",
        "{drop: no-toll, put",
        "a patch is 'drop: ID', 'replace: ID'",
    ),
    ("- drop: no-toll", "- x", "x\n        - put", "a patch is a mapping"),
    ("- drop: no-toll", "- take: no-toll", "take: no", "a patch has no key 'take'"),
    (
        "{put: bare, before: toll}",
        "{put: bare, before: tolls}",
        "{put: bare",
        "no statement 'tolls'; did you mean 'toll'?",
    ),
    (
        "{put: bare, before: toll}",
        "{put: barely, before: toll}",
        "barely",
        "no option or condition 'barely'; did you mean 'bare'?",
    ),
    ("{put: bare, before: toll}", "{put: toll}", "{put: toll}", "the statement 'toll' is there already"),
    (
        "{patch: [{drop: last}, {put: not bare, after: bare}]}",
        "{patch: []}",
        "[]}\npublished",
        "an empty patch; leave it out",
    ),
    (
        "people: {ranking: [start,",
        "people: {ranking: [stat,",
        "stat,",
        "no state 'stat'; did you mean 'start'?",
    ),
    ("people: {ranking: [start,", "people: {ranking: [[],", "[], [city", "an empty group of states"),
    (
        "people: {ranking: [start,",
        "people: {patch: [{drop: x}], x: [start,",
        "x: [start",
        "a patch has no key 'x'",
    ),
    (
        "equilibria: {nash",
        "equilibria: {nassh",
        "nassh",
        "equilibria has no key 'nassh'; did you mean 'nash'?",
    ),
    (
        "perspective: mayor,",
        "perspective: major,",
        "major,",
        "no perspective 'major'; did you mean 'mayor'? (allowed: base, mayor",
    ),
    (
        "recomputed: {nash: [YNNNNY]}",
        "note: x",
        "{perspective: mayor, note",
        "a published result has 'equilibria', 'recomputed' or both",
    ),
    ("recomputed: {nash: [YNNNNY]}", "equilibria: {}", "{}}", "no equilibria; write those of a concept"),
    (
        "source: paper#9",
        "source: [paper, speech]",
        "[paper, speech]\n    equ",
        "a published result has one source",
    ),
    ("  city:\n    quota", "  town:\n    quota", "town:\n", "no decision maker 'town'"),
    ("    quota: 60.5", "    quote: 60.5", "quote:", "factions has no key 'quote'; did you mean 'quota'?"),
    ("quota: 60.5", "quota: half", "half\n", "a quota is a decimal number"),
    ("quota: 60.5", "quota: 0", "0\n    because: by", "a quota is a number above 0, found '0'"),
    ("quota: 60.5", "quota: 61.5", "61.5", "a quota of 61.5 is more than all members weigh together (61.25)"),
    ("    members:\n", "    member:\n", "quota: 60.5", "factions needs the key 'members'"),
    ("      thrifty: {", "      if: {", "if: {", "'if' cannot name a faction"),
    ("      thrifty: {", "      rest: {", "rest: {weight: 0.75", "the key 'rest' stands twice"),
    ("weight: .5,", "weight: -.5,", "-.5", "the weight of a faction is a number from 0 on, found '-.5'"),
    ("weight: .5,", "weight: 1/2,", "1/2", "a weight is a decimal number"),
    ("{weight: .5, ", "{", "{preferences: {weights: {bare", "a faction needs the key 'weight'"),
    ("{weights: {bare: 1}}", "{weights: {bar: 1}}", "bar: 1", "did you mean 'bare'?"),
    ("{ranking: [quiet, angry]}", "{patch: []}", "patch: []", "a preference has no key 'patch'"),
    (
        ", preferences: {ranking: [quiet, angry]}",
        "",
        "{weight: 0.75}",
        "a faction needs the key 'preferences'",
    ),
]


@pytest.mark.parametrize(("old", "new", "place", "message"), MISTAKES)
def test_mistakes_are_told_at_their_place(old, new, place, message):
    assert WHOLE.count(old) == 1, old
    text = WHOLE.replace(old, new)
    line, column = found_at(text, place)
    if place.startswith("\n"):  # an empty value stands at the end of its line
        column = column if column > 1 else 1
    problems = told(text)
    assert any((at, where) == (line, column) and message in what for at, where, what in problems), problems


def test_what_the_mistakes_of_a_whole_file_look_like():
    text = WHOLE.replace("start: YNNNN", "start: nonsense").replace("peace: not", "peace: nt")
    assert len(told(text)) == 2  # the uses of what is wrong are not told again


STYLES = [
    ("{}", "people.protest and\n      not  people.su", ["people.su\n"]),
    ("'{}'", "people.protest and people.su", ["people.su'"]),
    ('"{}"', "people.protest and people.su", ['people.su"']),
    ('"{}"', "people.protest\\u0020and\\x20people.su", ['people.su"']),
    ('"{}"', "people.protest and \\\n      people.su", ['people.su"']),
    ('"{}"', "people.\\u0070rotest and people.su", ['people.su"']),
    (">\n      {}", "people.protest and\n      people.su", ["people.su\n"]),
    (">-\n      {}", "-> people.protest", ["-> people.protest"]),
    ("|\n      {}", "people.protest and\n      people.su", ["people.su\n"]),
    ("|2- # a comment | with > signs\n      {}", "people.protest and\n\n      people.su", ["people.su\n"]),
    (">+  # people.su\n      {}", "(people.protest and\n      (people.su))", ["people.su))"]),
    ("'{}'", "people.protest and ''", ["'''"]),
]


@pytest.mark.parametrize(("style", "body", "needles"), STYLES)
def test_mistakes_inside_texts_of_every_style(style, body, needles):
    written = style.format(body)
    text = (
        "detente: 1\ntitle: t\ndecision_makers:\n  people: {options: {protest: p, sue: s}}\n"
        f"conditions:\n  c:\n    that: {written}\n"
    )
    ((line, column, _),) = told(text)
    assert (line, column) == found_at(text, needles[0])


def test_mistakes_in_a_file_with_windows_line_ends():
    text = WHOLE.replace("    - toll\n", "    - |\n      tol\n").replace("\n", "\r\n")
    expected = found_at(WHOLE.replace("    - toll\n", "    - |\n      tol\n"), "tol\n    - {id")
    assert expected in [(line, column) for line, column, _ in told(text)]


def test_patches_of_a_wrong_statement_are_not_told():
    text = (
        BASED.replace("that: b.z", "that: b.q")
        + "perspectives: {p: {preferences: {a: {patch: [{drop: named}]}}}}\n"
    )
    ((line, column, _),) = told(text)
    assert (line, column) == found_at(text, "b.q")


def test_line_separators_of_unicode_are_no_lines():
    text = 'detente: 1\ntitle: "a\u2028b\u2029c\x85d"\ndecision_makers: {a: {options: {x: x}}}\nnonsense: 1\n'
    assert told(text)[0][:2] == (4, 1)
    assert read_conflict(text.replace("nonsense: 1\n", "")).title.split() == ["a", "b", "c", "d"]


def test_all_mistakes_at_once():
    text = """\
detente: 1
titel: x
decision_makers:
  a: {options: {x: x, "1": y}}
  b: {option: {z: z}}
rules:
  - never: a.x and a.q
  - exclusive: [a.x]
preferences:
  a: [q, x, not, {that: x, confidence: 7}]
  c: []
beliefs: []
"""
    assert [(line, column) for line, column, _ in told(text)] == [
        (1, 1), (2, 1), (4, 23), (5, 7), (7, 20), (8, 16), (10, 7), (10, 16), (10, 40), (11, 3), (12, 10),
    ]  # fmt: skip


def test_a_long_row_of_mistakes_ends():
    many = told(SMALL + "rules: [" + "{never: q}, " * 5000 + "]\n")
    assert 100 < len(many) <= 400
    with pytest.raises(ConflictFileError, match=r"\.\.\. and \d+ more$"):
        read_conflict(SMALL + "rules: [" + "{never: q}, " * 100 + "]\n")


def test_a_key_that_there_is_not_is_told_with_how_many_there_are():
    ((_, _, message),) = told(SMALL + "term: x\n")
    assert "no key 'term'; did you mean 'terms'?" in message
    assert f"({len(KEYS)} in all)" in message


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("2", "format version 2; this version of détente reads version 1: update it"),
        ("10", "format version 10"),
        ("abc", "'detente' gives the version of the format: write 'detente: 1'"),
        ("0", "write 'detente: 1'"),
        ("1.0", "write 'detente: 1'"),
        ("-1", "write 'detente: 1'"),
        ("[1]", "write 'detente: 1'"),
        ("٢", "write 'detente: 1'"),
        ("9" * 5000, "write 'detente: 1'"),
    ],
)
def test_versions(version, message):
    ((line, column, what),) = told(SMALL.replace("detente: 1", f"detente: {version}"))
    assert (line, column) == (1, 10)
    assert message in what


def test_a_later_version_is_refused_before_anything_else():
    assert len(told(SMALL.replace("detente: 1", "detente: 2") + "nonsense: 3\n")) == 1


def test_without_a_version():
    ((line, column, message),) = told(SMALL.replace("detente: 1\n", ""))
    assert (line, column, message) == (1, 1, "a conflict file needs the key 'detente'")
    assert "'detente' is empty" in told(SMALL.replace("detente: 1", "detente:"))[-1][2]


@pytest.mark.parametrize("key", ["'1'", '"1"'])
def test_a_quoted_version_is_the_version(key):
    assert read_conflict(SMALL.replace("detente: 1", f"detente: {key}"))


def test_no_decision_maker():
    ((_, _, message),) = told("detente: 1\ntitle: t\ndecision_makers: {}\n")
    assert message == "no decision maker; a conflict has at least one"


def test_too_many_of_anything():
    options = ", ".join(f"o{k}" for k in range(201))
    ((_, _, message),) = told(f"detente: 1\ntitle: t\ndecision_makers: {{a: {{options: {{{options}}}}}}}\n")
    assert message == "'options' has 201 entries; at most 200"


def test_preferences_of_somebody_are_missing():
    ((line, column, message),) = told(SMALL + "preferences:\n  a: [x]\n")
    assert (line, column) == (7, 3)
    assert message == "no preferences of b; write 'b: []' where all states are alike"


def test_no_preferences_at_all():
    conflict = read_conflict(SMALL)
    assert conflict.accounts == (BASE,)
    with pytest.raises(NotInFileError):
        conflict.game()


def test_all_states_alike():
    game = read_conflict(SMALL + "preferences: {a: [], b: []}\n").game()
    assert [set(r.tolist()) for r in game.ranks] == [{0}, {0}]


# -- ids of statements and rules --------------------------------------------------------------------


def test_statements_that_stand_twice():
    conflict = read_conflict(
        SMALL + "preferences: {a: [x, x, {that: x, because: why}, {id: x (4), that: y}], b: []}\n"
    )
    a = conflict.preferences["a"]
    assert isinstance(a, Prioritised)
    assert [(s.id, s.because) for s in a.statements] == [
        ("x", ""),
        ("x (2)", ""),
        ("x (3)", "why"),
        ("x (4)", ""),
    ]
    assert [w.message for w in conflict.warnings] == ["the statement 'x' stands twice"] * 2
    ((line, column, message),) = told(
        SMALL + "preferences: {a: [{id: i, that: x}, {id: i, that: y}], b: []}\n"
    )
    assert (line, column, message) == (6, 37, "the id 'i' stands twice")


def test_rules_that_stand_twice():
    conflict = read_conflict(SMALL + "rules: [{never: a.x}, {never: a.x}]\npreferences: {a: [], b: []}\n")
    assert len(conflict.rules) == len(conflict.warnings) == 1
    assert "stands twice" in told(SMALL + "rules: [{id: i, never: a.x}, {id: i, never: a.y}]\n")[0][2]


def test_ids_do_not_depend_on_white_space():
    text = SMALL + 'preferences:\n  a: ["x   and\\n y", {id: "a  long   id", that: x}]\n  b: []\n'
    text += "perspectives: {p: {preferences: {a: {patch: [{drop: x  and y}, {drop: a long id}]}}}}\n"
    conflict = read_conflict(text)
    assert conflict.under("p").preferences["a"] == Prioritised(())


# -- overlays ---------------------------------------------------------------------------------------


def statements(conflict: Conflict, account: str, dm: str = "a") -> list[str]:
    found = conflict.under(account).preferences[dm]
    assert isinstance(found, Prioritised)
    return [s.id for s in found.statements]


BASED = (
    SMALL
    + "rules:\n  - {id: r, never: a.x and a.y}\npreferences:\n  a: [x, y, {id: named, that: b.z}]\n  b: []\n"
)


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        ("{drop: y}", ["x", "named"]),
        ("{drop: named}", ["x", "y"]),
        ("{replace: y, with: not y}", ["x", "not y", "named"]),
        ("{replace: y, with: {id: y, that: not x}}", ["x", "y", "named"]),
        ("{put: not x}", ["x", "y", "named", "not x"]),
        ("{put: not x, before: x}", ["not x", "x", "y", "named"]),
        ("{put: not x, before: named}", ["x", "y", "not x", "named"]),
        ("{put: not x, after: x}", ["x", "not x", "y", "named"]),
        ("{put: not x, after: named}", ["x", "y", "named", "not x"]),
        ("{drop: x}, {put: x}", ["y", "named", "x"]),
        ("{put: not x}, {put: not y, before: not x}", ["x", "y", "named", "not y", "not x"]),
    ],
)
def test_patches_of_statements(patch, expected):
    conflict = read_conflict(
        BASED + f"perspectives:\n  p:\n    preferences:\n      a: {{patch: [{patch}]}}\n"
    )
    assert statements(conflict, "p") == expected
    assert statements(conflict, BASE) == ["x", "y", "named"]
    for written in (to_yaml(conflict), to_json(conflict)):
        assert read_conflict(written) == conflict


def test_patches_of_rules_and_the_status_quo():
    text = BASED + "status_quo: [a.x]\n"
    text += "perspectives:\n  p:\n    status_quo: [b.z]\n"
    text += "    rules: {patch: [{put: {never: b.z}, before: r}, {drop: r}]}\n"
    p = read_conflict(text).under("p")
    assert [r.id for r in p.rules] == ["never: b.z"]
    assert p.status_quo is not None
    assert p.status_quo.taken == frozenset({"b.z"})
    assert p.preferences == read_conflict(text).preferences


def test_preferences_are_replaced_whole():
    conflict = read_conflict(BASED + "perspectives:\n  p: {preferences: {a: [not x]}}\n")
    assert statements(conflict, "p") == ["not x"]


def test_options_added_and_dropped():
    text = BASED + "status_quo: [a.x, b.z]\nstates: {start: YNY, other: YYY}\nperspectives:\n"
    text += "  p: {options: {add: {a: {w: more}, b: {v: more}}, drop: [a.x]}, "
    text += "preferences: {a: [w], b: [not v and a.w]}}\n"
    text += "  q: {on: p, options: {add: {b: {u: {text: even more}}}}, rules: {patch: [{put: {never: b.u and b.v}}]}}\n"
    conflict = read_conflict(text)
    p, q = conflict.under("p"), conflict.under("q")
    assert p.option_ids == ("a.x", "a.y", "a.w", "b.z", "b.v")
    assert [o for o, option in p.options.items() if not option.available] == ["a.x"]
    assert q.option_ids[-1] == "b.u"
    assert p.status_quo is not None
    assert p.status_quo.taken == frozenset({"b.z"})  # what is dropped is not taken
    assert (conflict.game("base").size, p.game().size, q.game().size) == (6, 16, 24)
    assert all("a.x" not in p.game().state(s).taken for s in range(16))
    assert read_conflict(to_json(conflict)) == conflict


def test_a_named_pattern_means_the_same_state_where_options_are_added():
    text = (
        BASED
        + "states: {start: YNY}\nstatus_quo: start\nperspectives: {p: {options: {add: {a: {w: more}}}}}\n"
    )
    game = read_conflict(text).game("p")
    assert game.state("start").taken == ("a.x", "b.z")
    assert game.status_quo == game.state("start").index


def test_a_perspective_on_another_and_on_the_base():
    text = BASED + "perspectives:\n  p: {preferences: {a: {patch: [{drop: x}]}}}\n"
    text += "  q: {on: p, preferences: {a: {patch: [{put: x}]}}}\n"
    text += "  r: {on: base, preferences: {a: {patch: [{drop: y}]}}}\n"
    conflict = read_conflict(text)
    assert conflict.accounts == (BASE, "p", "q", "r")
    assert [statements(conflict, a) for a in conflict.accounts] == [
        ["x", "y", "named"], ["y", "named"], ["y", "named", "x"], ["x", "named"],
    ]  # fmt: skip
    with pytest.warns(AccountWarning):
        assert conflict.under().account == BASE
    assert conflict.under("q").under("q") == conflict.under("q")
    with pytest.raises(UnknownNameError, match="no perspective 'x'"):
        conflict.under("x")
    with pytest.raises(UnknownNameError):
        conflict.under("q").under("p")


PEERS = SMALL + "perspectives:\n  p: {preferences: {a: [x], b: []}}\n  q: {preferences: {a: [y], b: [z]}}\n"


def test_perspectives_as_peers():
    conflict = read_conflict(PEERS)
    assert conflict.accounts == ("p", "q")
    with pytest.warns(AccountWarning):
        assert conflict.under().account == "p"
    assert conflict.game("q").account == "q"
    with pytest.raises(UnknownNameError):
        conflict.game(BASE)


def test_a_perspective_that_leaves_a_decision_maker_out():
    ((line, column, message),) = told(PEERS.replace(", b: [z]", ""))
    assert (line, column) == (8, 3)
    assert "leaves out the preferences of b; write 'b: []'" in message
    conflict = read_conflict(PEERS.replace("{a: [y], b: [z]}", "{a: [y]}").replace("  q: {", "  q: {on: p, "))
    assert conflict.under("q").preferences["b"] == Prioritised(())


@pytest.mark.parametrize("preference", ["{ranking: [YNN]}", "{weights: {x: 1}}"])
def test_a_patch_needs_statements_underneath(preference):
    text = BASED.replace("a: [x, y, {id: named, that: b.z}]", f"a: {preference}")
    problems = told(text + "perspectives: {p: {preferences: {a: {patch: [{drop: x}]}}}}\n")
    assert [m for _, _, m in problems] == ["nothing to patch: no statements of 'a' stand underneath"]


# -- round trips ------------------------------------------------------------------------------------


def round_trip(conflict: Conflict) -> None:
    text = to_json(conflict)
    again = read_conflict(text)
    assert again == conflict
    assert to_json(again) == text
    assert to_dict(again) == json.loads(text)
    written = to_yaml(conflict)
    assert read_conflict(written) == conflict
    assert to_yaml(read_conflict(written)) == written
    for account in conflict.accounts:
        assert again.under(account) == conflict.under(account)


@pytest.mark.parametrize("path", CATALOGUE, ids=lambda p: p.stem)
def test_round_trip_of_the_catalogue(path):
    conflict = read_file(path)
    assert not conflict.warnings
    round_trip(conflict)


def test_round_trip_of_every_key():
    round_trip(read_conflict(WHOLE))
    round_trip(read_conflict(SCRIPTS))
    round_trip(read_conflict(SMALL))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9).map(Random))
def test_round_trip_of_random_files(rng):
    round_trip(read_conflict(yaml.safe_dump(random_file(rng), sort_keys=False)))


def test_equal_conflicts_give_equal_texts():
    conflict = read_conflict(WHOLE)
    turned = replace(conflict, preferences=dict(reversed(list(conflict.preferences.items()))))
    assert turned == conflict
    assert to_json(turned) == to_json(conflict)


texts = st.text(max_size=30)


@settings(max_examples=300, deadline=None)
@given(texts, texts, st.floats(0, 1), st.decimals(-1000, 1000, places=6))
def test_round_trip_of_any_text_and_number(title, about, confidence, weight):
    written = json.dumps(
        {
            "detente": 1,
            "title": title,
            "about": about,
            "sources": {"s": {"note": about}},
            "decision_makers": {"a": {"options": {"x": {"text": title, "source": ["s#" + title]}}}},
            "preferences": {
                "a": {"weights": {"x": str(weight)}, "confidence": f"{confidence:.12f}", "because": about}
            },
        }
    )
    try:
        conflict = read_conflict(written)
    except DetenteError:
        return
    round_trip(conflict)


@pytest.mark.parametrize(
    "confidence", ["0.00001", "0.000000000000001", "0", "1", "1.0", ".5", "0.123456789012345"]
)
def test_round_trip_of_small_numbers(confidence):
    conflict = read_conflict(
        SMALL
        + f"preferences: {{a: [{{that: x, confidence: {confidence}}}], b: {{weights: {{z: {confidence}}}}}}}\n"
    )
    round_trip(conflict)


def test_a_weight_that_is_no_decimal_cannot_be_written():
    conflict = read_conflict(SMALL + "preferences: {a: {weights: {x: 1}}, b: []}\n")
    weights = conflict.preferences["a"]
    assert isinstance(weights, Weights)
    third = replace(weights, weights=((*weights.weights[0][:2], Fraction(1, 3)),))
    with pytest.raises(DetenteError, match="no decimal number"):
        to_json(replace(conflict, preferences={"a": third}))


def test_files(tmp_path):
    path = tmp_path / "x.yaml"
    conflict = read_conflict(WHOLE)
    write_file(path, to_yaml(conflict))
    assert read_file(path) == conflict
    assert read_file(str(path)).file == str(path)
    with pytest.raises(DetenteError, match="is there already; nothing was written"):
        write_file(path, "x", replace=False)
    assert read_file(path) == conflict
    write_file(tmp_path / "y.yaml", "x", replace=False)
    with pytest.raises(DetenteError, match="cannot be written"):
        write_file(tmp_path / "nowhere" / "x.yaml", "x")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.yaml", "y.yaml"]


@pytest.mark.parametrize("mark", ["\u00a0", "\u200b", "\ufeff", "\u3000", "\u00ad", "\u2060"])
def test_marks_that_nobody_sees_do_not_matter_in_keys(mark):
    inside = "" if mark.isspace() else mark
    text = f"""
detente: 1
"title{mark}": x
"{mark}decision_makers": {{"port{mark}": {{options: {{"{mark}dig": dig}}}}}}
"status_q{inside}uo": [port.dig]
preferences: {{"{mark}port": [dig]}}
"""
    conflict = read_conflict(text)
    assert conflict.option_ids == ("port.dig",)
    assert list(conflict.preferences) == ["port"]


def test_two_keys_that_look_alike_stand_twice():
    text = "detente: 1\ntitle: a\nti\u200btle: b\ndecision_makers: {a: {options: {x: x}}}\n"
    with pytest.raises(ConflictFileError, match="the key 'title' stands twice"):
        read_conflict(text)
