"""Terms in the conflict file: read, written, patched by accounts, refused with a word."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from random import Random

import jsonschema
import pytest
import yaml

from detente.conflict import (
    PREFERENCES,
    ConflictFileError,
    Issue,
    Range,
    read_conflict,
    schema,
    to_dict,
    to_json,
    to_yaml,
)
from detente.exchange.notes import left_out
from detente.questions.check import check
from detente.questions.check.answer import answer as checked
from detente.questions.check.words import holds_too
from detente.wording import Words
from tests.generate_terms import random_terms_file

WATCH = """
detente: 1
title: A ceasefire
sources: {paper: A paper}
conditions: {quiet: not a.shoot and not b.shoot}
decision_makers:
  a: {name: A, options: {shoot: shoot}}
  b: {name: B, options: {shoot: shoot}}
  c: {name: C, options: {watch: send observers}}
status_quo: [a.shoot, b.shoot]
preferences:
  a: [not b.shoot, shoot]
  b: [not a.shoot, shoot]
  c: [quiet, not watch]
terms:
  about: what is on the table
  signed_by: [a, b]
  issues:
    prisoners:
      text: The exchange of prisoners
      without: none
      values:
        none: no exchange
        some: {text: 1000 for 1000, short: 1000 each, source: paper#2}
        all: all for all
    halt:
      values:
        none:
        full: {text: both hold fire, sets: [not a.shoot, not b.shoot], bars: [a.shoot]}
    observers:
      signed_by: c
      values: {no: none, yes: {sets: c.watch}}
  exclusions:
    - {never: observers.yes and halt.none, because: nothing to watch, source: paper}
  wishes:
    a:
      weights:
        prisoners: {some: 10, all: 4.5}
        halt: {points: {full: [-5, 10]}, because: x, source: paper, confidence: 0.5, weight: 2}
        b.shoot: -20
        quiet: {points: 3}
      source: paper
      red_lines: [not observers.yes]
      no_deal: {lottery: [{chance: 0.4, worth: 10}, {chance: .6, worth: [0, 1]}], costs: 2, because: war is costly}
    b: [prisoners.all, preferences, {that: not prisoners.none, id: x}]
    c: {ranking: [prisoners.none+halt.full+observers.yes, no_deal,
       [prisoners.none+halt.full+observers.no, prisoners.some+halt.full+observers.no]]}
perspectives:
  other:
    says: x
    wishes:
      b: {patch: [{drop: x}, {put: halt.full, before: preferences}]}
      c: [halt.full]
"""
VALIDATOR = jsonschema.Draft202012Validator(schema())


def mistakes(text: str) -> list[str]:
    with pytest.raises(ConflictFileError) as told:
        read_conflict(text, "f.yaml")
    return str(told.value).splitlines()


def test_a_clause_without_a_text_is_called_by_its_name_in_json_too():
    terms = '{"signed_by": ["a"], "issues": {"i": {"values": {"not_yet": null, "now": "null"}}}}'
    head = '"detente": 1, "title": "t", "decision_makers": {"a": {}}, "preferences": {"a": []}'
    found = read_conflict(f'{{{head}, "terms": {terms}}}')
    assert found.terms is not None
    assert [v.text for v in found.terms.issues[0].values] == ["not yet", "null"]


def test_issues_and_values():
    terms = read_conflict(WATCH).terms
    assert terms is not None
    assert [i.id for i in terms.issues] == ["prisoners", "halt", "observers"]
    prisoners, halt, observers = terms.issues
    assert (prisoners.text, halt.text) == ("The exchange of prisoners", "halt")
    assert [(v.id, v.text, v.short) for v in prisoners.values] == [
        ("none", "no exchange", ""),
        ("some", "1000 for 1000", "1000 each"),
        ("all", "all for all", ""),
    ]
    assert str(prisoners.values[1].sources[0]) == "paper#2"
    assert [v.text for v in observers.values] == ["none", "yes"]
    assert halt.values[1].sets == (("a.shoot", False), ("b.shoot", False))
    assert halt.values[1].bars == ("a.shoot",)
    assert observers.values[1].sets == (("c.watch", True),)
    assert [terms.signers(i) for i in terms.issues] == [("a", "b"), ("a", "b"), ("c",)]
    assert terms.signatories == ("a", "b", "c")
    assert [(r.kind, r.written) for r in terms.exclusions] == [("never", ("observers.yes and halt.none",))]
    assert terms.issue("halt") is halt
    assert (prisoners.without, halt.without) == ("none", "")
    assert terms.unsigned == {"prisoners.none"}
    assert terms.issue("tax") is None


def test_numbers():
    terms = read_conflict(WATCH).terms
    assert terms is not None
    wishes = terms.wishes["a"]
    assert wishes.form == "weights"
    prisoners, halt, shoot, quiet = wishes.weights
    ten = Range(Fraction(10), Fraction(10))
    assert (prisoners.key, prisoners.that) == ("prisoners", None)
    assert prisoners.points == (("some", ten), ("all", Range(Fraction("4.5"), Fraction("4.5"))))
    assert halt.points == (("full", Range(Fraction(-5), Fraction(10))),)
    assert (halt.weight, halt.because, halt.confidence) == (Fraction(2), "x", 0.5)
    assert not halt.points[0][1].known
    assert halt.points[0][1].middle == Fraction(5, 2)
    assert shoot.that is not None
    assert shoot.that.holds(frozenset({"b.shoot"}))
    assert quiet.points == (("", Range(Fraction(3), Fraction(3))),)
    # what is said of the whole table holds where an entry says nothing of its own
    assert [[str(s) for s in w.sources] for w in wishes.weights] == [["paper"]] * 4
    assert wishes.no_deal is not None
    assert wishes.no_deal.value == Range(Fraction(2), Fraction("2.6"))
    assert [s.written for s in wishes.red_lines] == ["not observers.yes"]
    assert len(wishes.claims) == 6
    assert len(wishes.conditions) == 3


def test_the_other_forms():
    terms = read_conflict(WATCH).terms
    assert terms is not None
    stated = terms.wishes["b"]
    assert [s.id for s in stated.statements] == ["prisoners.all", PREFERENCES, "x"]
    assert [c.id for c in stated.claims if hasattr(c, "id")] == ["prisoners.all", "x"]
    ranking = terms.wishes["c"].ranking
    assert ranking is not None
    assert ranking.groups[:2] == (("prisoners.none+halt.full+observers.yes",), ("no_deal",))
    assert len(ranking.groups[2]) == 2


def test_accounts_patch_wishes():
    conflict = read_conflict(WATCH)
    other = conflict.under("other").terms
    assert other is not None
    assert [s.id for s in other.wishes["b"].statements] == ["prisoners.all", "halt.full", PREFERENCES]
    assert (other.wishes["c"].form, other.wishes["a"]) == ("statements", conflict.terms.wishes["a"])
    assert conflict.under("base").terms == conflict.terms


def test_a_file_without_terms_is_as_it_was():
    text = WATCH[: WATCH.index("terms:")]
    conflict = read_conflict(text)
    assert conflict.terms is None
    assert "terms" not in to_dict(conflict)


def test_what_is_written_is_read_again():
    conflict = read_conflict(WATCH)
    assert read_conflict(to_yaml(conflict)) == conflict
    assert read_conflict(to_json(conflict)) == conflict
    assert to_json(read_conflict(to_json(conflict))) == to_json(conflict)
    assert replace(conflict, terms=None) != conflict


@pytest.mark.parametrize("seed", range(60))
def test_random_terms_go_round(seed: int):
    file = random_terms_file(Random(seed))
    VALIDATOR.validate(file)
    conflict = read_conflict(yaml.safe_dump(file, sort_keys=False))
    assert read_conflict(to_yaml(conflict)) == conflict
    assert read_conflict(to_json(conflict)) == conflict
    VALIDATOR.validate(to_dict(conflict))
    for account in conflict.accounts:
        found = conflict.under(account).terms
        assert found is not None
        assert set(found.wishes) <= {d.id for d in conflict.decision_makers}


MISTAKES = [
    ("prisoners: {some: 10", "prisoner: {some: 10", "no issue 'prisoner'; did you mean 'prisoners'?"),
    ("some: 10,", "sum: 10,", "'prisoners' has no value 'sum' (allowed: none, some, all)"),
    ("bars: [a.shoot]", "bars: [a.shot]", "no option 'a.shot'; did you mean 'a.shoot'?"),
    ("bars: [a.shoot]", "bar: [a.shoot]", "a value has no key 'bar'; did you mean 'bars'?"),
    ("not b.shoot], bars", "a.shoot], bars", "'a.shoot' stands there with and without 'not'"),
    ("not b.shoot], bars", "not a.shoot], bars", "'a.shoot' stands twice; a value sets an option once"),
    (
        "not b.shoot], bars: [a.shoot]",
        "b.shoot], bars: [b.shoot]",
        "'b.shoot' is set and barred by the same value",
    ),
    ("signed_by: [a, b]", "signed_by: [a, d]", "no decision maker 'd' (allowed: a, b, c)"),
    ("signed_by: [a, b]", "signed_by: [a, a]", "'a' signs once; it stands twice"),
    ("signed_by: [a, b]", "signed_by: []", "nobody signs; give one decision maker or more"),
    ("  signed_by: [a, b]\n", "", "nobody signs 'prisoners'; say who under 'signed_by'"),
    ("issues:", "isues:", "'terms' has no key 'isues'; did you mean 'issues'?"),
    ("values: {no: none, yes: {sets: c.watch}}", "values: {no: none}", "an issue has at least two values"),
    (
        "signed_by: c\n",
        "signed_by: c\n      without: non\n",
        "the issue has no value 'non'; did you mean 'no'?",
    ),
    (
        "signed_by: c\n",
        "signed_by: c\n      without: yes\n",
        "'yes' sets or bars options, which takes a signature",
    ),
    ("values: {no: none, yes", "values: {points: none, yes", "'points' cannot name a value"),
    ("    halt:\n      values", "    a:\n      values", "'a' names a decision maker too"),
    ("    halt:\n      values", "    quiet:\n      values", "'quiet' names a condition too"),
    ("never: observers.yes", "never: c.watch", "no option or condition 'c.watch' (allowed: prisoners.none"),
    (
        "never: observers.yes and halt.none,",
        "irreversible: observers.yes,",
        "'irreversible' is about options",
    ),
    ("wishes:\n    a:", "wishes:\n    aa:", "no decision maker 'aa'"),
    ("weights:", "weight:", "a wish has no key 'weight'; did you mean 'weights'?"),
    ("weights:", "weight:", "a wish has one form"),
    ("full: [-5, 10]", "full: [10, -5]", "a range of what a value is worth begins with the smaller number"),
    ("full: [-5, 10]", "full: [10]", "a range of what a value is worth gives two numbers: [from, to]"),
    ("full: [-5, 10]", "full: much", "what a value is worth is a decimal number"),
    ("weight: 2}", "weights: 2}", "what something is worth has no key 'weights'; did you mean 'weight'?"),
    ("quiet: {points: 3}", "quit: {points: 3}", "no option or condition 'quit'; did you mean 'quiet'?"),
    (
        "red_lines: [not observers.yes]",
        "red_lines: [preferences]",
        "a red line is a condition; 'preferences' is none",
    ),
    ("no_deal: {lot", "no_deal: aut\n      x: {lot", "'no_deal' is 'auto', a number, a range"),
    (
        "no_deal: {lottery: [{chance: 0.4",
        "no_deal: {worth: 3, lottery: [{chance: 0.4",
        "'no_deal' has 'worth' or",
    ),
    ("chance: 0.4", "chance: 0.5", "the chances of a lottery add up to 1, found 1.1"),
    ("chance: 0.4", "chance: 4", "a chance is a number from 0 to 1"),
    ("chance: 0.4, ", "", "a lot needs the key 'chance'"),
    (
        "b: [prisoners.all",
        "b: [prisoners.al",
        "no option or condition 'prisoners.al'; did you mean 'prisoners.all'?",
    ),
    (
        "[prisoners.all, preferences",
        "[preferences, preferences",
        "'preferences' stands twice in a list of statements",
    ),
    ("id: x}]", "id: x, strength: much}]", "leave 'strength' and 'unknown' out"),
    (
        "b: [prisoners.all, pref",
        "b: {no_deal: 3, statements: [prisoners.all, pref",
        "'no_deal' is a number beside",
    ),
    ("halt.full+observers.yes, no", "halt.full, no", "has none of observers"),
    ("halt.full+observers.yes, no", "halt.full+halt.none, no", "'halt' has two in"),
    (
        "halt.full+observers.yes, no",
        "halt.ful+observers.yes, no",
        "no value 'halt.ful' of an issue; did you mean",
    ),
    ("observers.yes, no_deal,", "observers.yes, no_deal, no_deal,", "'no_deal' stands twice in the ranking"),
    ("{drop: x}", "{drop: y}", "no statement 'y' (allowed: prisoners.all, preferences, x)"),
    (
        "      b: {patch: [{drop: x}",
        "      a: {patch: [{drop: x}",
        "nothing to patch: no statements of 'a' about terms",
    ),
    ("sets: c.watch", "sets: not", "no option 'not'"),
]


@pytest.mark.parametrize(("old", "new", "message"), MISTAKES, ids=range(len(MISTAKES)))
def test_a_mistake_is_told(old: str, new: str, message: str):
    assert old in WATCH, old
    text = WATCH.replace(old, new, 1)
    if "statements: [" in new:
        text = text.replace("id: x}]", "id: x}]}", 1)
    told = mistakes(text)
    assert any(message in line for line in told), told
    assert all(line.startswith("f.yaml:") for line in told)


def test_wishes_of_an_account_need_terms():
    start, end = WATCH.index("terms:"), WATCH.index("perspectives:")
    told = mistakes(WATCH[:start] + WATCH[end:])
    assert any("the file has none under 'terms'" in line for line in told)


def test_too_many():
    many = {f"i{k}": {"values": {"x": "x", "y": "y"}} for k in range(61)}
    file = {
        "detente": 1,
        "title": "T",
        "decision_makers": {"a": {}},
        "terms": {"signed_by": "a", "issues": many},
    }
    assert any("61 entries; at most 60" in line for line in mistakes(json.dumps(file)))


def test_other_formats_say_that_terms_are_left_out():
    conflict = read_conflict(WATCH)
    [note] = [n for n in left_out(conflict, conflict.under("base"), "X") if "which were left out" in n]
    assert "terms and what the parties want of them" in note
    bare = replace(conflict, terms=None)
    assert not any("terms" in n for n in left_out(bare, bare.under("base"), "X"))


def test_check_knows_of_terms():
    conflict = read_conflict(WATCH)
    found = checked(check(conflict))
    assert found.issues == ("prisoners", "halt", "observers")
    assert "terms on 3 issues (prisoners, halt, observers)" in holds_too(found, Words(conflict))
    assert not [u for u in found.unused if u.id in ("paper", "quiet")]
    unused = checked(
        check(read_conflict(WATCH.replace("[quiet, not watch]", "[]").replace("quiet: {points: 3}", "")))
    )
    assert [u.id for u in unused.unused if u.kind == "condition"] == ["quiet"]


def test_what_terms_set_is_mentioned():
    text = WATCH.replace("a: [not b.shoot, shoot]", "a: []").replace("b: [not a.shoot, shoot]", "b: []")
    text = text.replace("c: [quiet, not watch]", "c: []")
    found = checked(check(read_conflict(text)))
    assert not [u for u in found.unused if u.kind == "option"]
    bare = checked(check(replace(read_conflict(text), terms=None, perspectives=())))
    assert [u.id for u in bare.unused if u.kind == "option"] == ["a.shoot", "b.shoot", "c.watch"]


def test_a_text_of_an_issue_comes_from_its_name():
    found = read_conflict(
        WATCH.replace("    halt:\n", "    cease_fire-line:\n").split("  exclusions:")[0] + "\n"
    ).terms
    assert found is not None
    assert isinstance(found.issues[1], Issue)
    assert found.issues[1].text == "cease fire line"
