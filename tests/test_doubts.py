"""What may be doubted is read, written, told where it is wrong; and every account that it spans is the right one."""

from __future__ import annotations

from fractions import Fraction

import pytest

from detente.conflict import ConflictFileError, Prioritised, read_conflict, to_json, to_yaml
from detente.conflict.doubts import doubts_of, groups
from detente.exchange.notes import told_of
from detente.exchange.sheets_reading import read_sheets
from detente.exchange.sheets_writing import sheets

DOUBTED = """\
detente: 1
title: A toll road, doubted
sources:
  paper: {title: A paper, reliability: 0.80}
  debate: A debate
status_quo: {is: [people.protest], alternatives: [{is: none, weight: 0.25, text: all is calm}]}
decision_makers:
  city: {options: {build: build the road, toll: take a toll}}
  people: {options: {protest: protest, sue: sue}}
rules:
  - {never: city.toll and not city.build, confidence: 0.9}
  - id: one
    exclusive: [people.protest, people.sue]
    confidence: 0.5
    alternatives: [{never: people.sue, weight: 0.3}]
preferences:
  city:
    - {that: build, confidence: 0.7, source: paper, alternatives: [{that: not build, weight: 0.2, text: no road}]}
    - {that: not people.protest, order: open}
    - {that: toll, order: open, confidence: 0.5}
    - {that: people.sue, order: open b}
    - {that: build or people.sue, order: open b}
  people:
    weights: {city.build: -2, protest: -0.5}
    confidence: 0.6
    source: paper
    alternatives:
      - {weight: 0.3, statements: [not city.toll, sue]}
      - {weight: 0.1, weights: {sue: 1}}
"""
CONFLICT = read_conflict(DOUBTED)


def test_all_of_it_is_read():
    city, people = CONFLICT.preferences["city"], CONFLICT.preferences["people"]
    assert CONFLICT.source("paper").reliability == Fraction(4, 5)
    assert CONFLICT.source("debate").reliability is None
    assert [a.what.written for a in CONFLICT.status_quo.alternatives] == ["none"]
    assert [(r.confidence, len(r.alternatives)) for r in CONFLICT.rules] == [(0.9, 0), (0.5, 1)]
    build = city.statements[0]
    assert [(a.what.written, a.weight, a.text) for a in build.alternatives] == [
        ("not build", Fraction(1, 5), "no road")
    ]
    assert [s.order for s in city.statements] == ["", "open", "open", "open b", "open b"]
    assert [len(g) for _, g in groups(city.statements)] == [1, 2, 2]
    assert [type(a.what) is Prioritised for a in people.alternatives] == [True, False]
    assert not CONFLICT.warnings


def test_what_is_written_reads_back():
    assert read_conflict(to_json(CONFLICT)) == CONFLICT
    assert read_conflict(to_yaml(CONFLICT)) == CONFLICT
    assert read_sheets(sheets(CONFLICT), "x.xlsx") == CONFLICT
    assert to_json(read_conflict(to_json(CONFLICT))) == to_json(CONFLICT)


def test_accounts_carry_their_doubts_and_stand_alone():
    text = DOUBTED.replace("preferences:\n", "perspectives:\n  mine:\n    preferences:\n").replace(
        "\n  city:\n    - {that: build,", "\n      city:\n    - {that: build,"
    )
    lines = text.split("\n")
    at = lines.index("      city:")
    lines[at + 1 :] = [f"    {line}" if line else line for line in lines[at + 1 :]]
    conflict = read_conflict("\n".join(lines))
    assert conflict.under("mine").preferences == CONFLICT.preferences
    assert read_conflict(to_json(conflict)) == conflict
    assert read_sheets(sheets(conflict), "x.xlsx") == conflict
    alone = read_conflict(to_json(conflict.under("mine")))
    assert doubts_of(alone.under()).accounts == doubts_of(CONFLICT.under()).accounts


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("weight: 0.25", "weight: 0", "the weight of an alternative is a number above 0 and up to 1"),
        ("weight: 0.25", "weight: 1.5", "the weight of an alternative is a number above 0 and up to 1"),
        ("weight: 0.25", "weight: much", "the weight of an alternative is a decimal number"),
        (", weight: 0.25", "", "an alternative needs the key 'weight'"),
        ("is: none, weight", "weight", "an alternative says what holds: 'is'"),
        ("{that: not build, weight: 0.2,", "{that: not bulid, weight: 0.2,", "no option or condition 'bulid'"),
        ("weight: 0.2,", "weight: 0.4,", "the confidence add up to more than 1"),
        ("confidence: 0.6", "confidence: 0.5", "something has to hold here"),
        ("order: open}", "order: opne}", "'order' is 'open', or 'open' and a name for the group, found 'opne'"),
        ("reliability: 0.80", "reliability: 2", "a reliability is a number from 0 to 1"),
        ("{that: toll, order: open, confidence: 0.5}", "{that: toll, order: open, unknown: true}", "neither 'order'"),
        ("{weight: 0.1, weights: {sue: 1}}", "{weight: 0.1, wants: {sue: 1}}", "an alternative has no key 'wants'"),
        ("weights: {city.build: -2, protest: -0.5}", "partial: []", "beside 'ranking' and 'weights'"),
        (
            "{is: [people.protest], alternatives: [{is: none, weight: 0.25, text: all is calm}]}",
            "{is: [people.protest], confidence: 0.5}",
            "where it may be another state at the start, 'alternatives' say which",
        ),
        ("[{never: people.sue, weight: 0.3}]", "[{kind: never, weight: 0.3}]", "an alternative has no key 'kind'"),
    ],
)  # fmt: skip
def test_mistakes_are_told(old, new, message):
    assert DOUBTED.count(old) == 1
    with pytest.raises(ConflictFileError) as error:
        read_conflict(DOUBTED.replace(old, new))
    assert message in str(error.value)


def test_too_many_alternatives_are_refused():
    many = ", ".join("{that: build, weight: 0.01}" for _ in range(21))
    with pytest.raises(ConflictFileError, match="at most 20"):
        read_conflict(DOUBTED.replace("[{that: not build, weight: 0.2, text: no road}]", f"[{many}]"))


def test_the_doubts_and_their_chances():
    found = doubts_of(CONFLICT.under())
    told = [(d.kind, d.owner, [(v.form, v.chance) for v in d.variants]) for d in found.doubts]
    tenth = Fraction(1, 10)
    assert told == [
        ("source", "", [("written", 8 * tenth), ("fails", 2 * tenth)]),
        ("rule", "", [("written", 9 * tenth), ("absent", tenth)]),
        ("rule", "", [("written", 5 * tenth), ("alternative", 3 * tenth), ("absent", 2 * tenth)]),
        ("start", "", [("written", Fraction(3, 4)), ("alternative", Fraction(1, 4))]),
        ("statement", "city", [("written", 7 * tenth), ("alternative", 2 * tenth), ("absent", tenth)]),
        ("order", "city", [("written", Fraction(1, 2)), ("order", Fraction(1, 2))]),
        ("statement", "city", [("written", Fraction(1, 2)), ("absent", Fraction(1, 2))]),
        ("order", "city", [("written", Fraction(1, 2)), ("order", Fraction(1, 2))]),
        ("whole", "people", [("written", 6 * tenth), ("alternative", 3 * tenth), ("alternative", tenth)]),
    ]
    assert [d.sources for d in found.doubts if d.sources] == [("paper",), ("paper",)]
    assert sum(found.weight(s) for s in found.settled()) == 1


def test_an_account_is_the_file_with_what_is_settled():
    found = doubts_of(CONFLICT.under())
    order = {"statement": 0, "order": 0, "rule": 0, "start": 0, "whole": 0, "source": 0}
    as_written = {k: order[d.kind] for k, d in enumerate(found.doubts)}
    same = found.account(as_written)
    assert (same.preferences, same.rules, same.status_quo) == (
        CONFLICT.preferences,
        CONFLICT.rules,
        CONFLICT.status_quo,
    )
    other = found.account({0: 1, 1: 1, 2: 1, 3: 1, 4: 2, 5: 1, 6: 1, 7: 1, 8: 1})
    assert [s.written for s in other.preferences["city"].statements] == [
        "not people.protest",
        "build or people.sue",
        "people.sue",
    ]
    assert [s.written for s in other.preferences["people"].statements] == ["not city.toll", "sue"]
    assert [r.written for r in other.rules] == [("people.sue",)]
    assert other.status_quo.written == "none"


def test_where_a_source_fails_what_rests_on_it_falls():
    found = doubts_of(CONFLICT.under())
    failed = frozenset({"paper"})
    statement = next(d for d in found.doubts if d.kind == "statement" and d.sources)
    whole = next(d for d in found.doubts if d.kind == "whole")
    assert list(statement.chances(failed)) == [0, 0, 1]
    assert list(whole.chances(failed)) == [0, Fraction(3, 4), Fraction(1, 4)]
    assert whole.chances(frozenset()) == tuple(v.chance for v in whole.variants)


def test_what_another_format_has_no_place_for_is_told():
    under = CONFLICT.under()
    assert told_of(CONFLICT, under)["doubts"] == "9 claims that may be others"
    plain = read_conflict(
        DOUBTED.split("status_quo", maxsplit=1)[0].replace(", reliability: 0.80", "")
        + ("decision_makers: {a: {options: {o: do}}, b: {}}\npreferences: {a: [o], b: []}\n")
    )
    assert told_of(plain, plain.under())["doubts"] == ""
