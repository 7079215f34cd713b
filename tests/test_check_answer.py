"""What `check` says of a file is what stands in it, counted again from its text."""

from __future__ import annotations

import json
from itertools import product
from random import Random
from typing import Any

import msgspec
import pytest
import yaml

import detente
from detente.conflict import Conflict, read_conflict
from detente.questions import find
from detente.questions.check.answer import CheckAnswer, Cited, Idle, Unsourced
from detente.questions.question import Request
from tests.generate import random_conflict, random_graph_file, random_levels_file
from tests.reference import Reference

FULL = """\
detente: 1
title: Everything
status_quo: none
sources: {paper: A paper, speech: A speech, film: A film, never: Never cited, record: A record, set: A set, state: S}
decision_makers:
  a: {name: Anna, options: {x: {text: x, source: film}, y: {levels: [low, high]}, lost: lost, kept: kept}}
  b: {name: Berta, options: {z: {tags: diplomacy}}}
conditions:
  used: a.x
  inner: b.z
  outer: not inner
  idle: a.x and b.z
  demanded: not a.x
  named: a.kept
rules:
  - {id: sourced, never: a.x and b.z and a.y.low, source: speech}
  - {id: bare, never: used and b.z and a.y.high}
  - {id: gone, exclusive: [a.x, b.z]}
states: {somewhere: {is: named and not a.x and not a.y and not b.z and not a.lost}}
preferences:
  a: [{id: dropped, that: x, source: paper}, {id: kept, that: outer, source: [paper, speech], confidence: 0.5}]
  b: [{id: replaced, that: z}]
factions:
  b:
    members:
      left: {weight: 1, preferences: [{that: z, source: set}]}
      right: {weight: 1, preferences: [not z], source: paper}
ultimatums:
  told: {by: b, to: a, demand: demanded, threat: z, source: paper, record: {text: so, source: record}}
  untold: {by: a, to: b, demand: z, threat: x}
perspectives:
  one:
    says: One
    source: state
    rules: {patch: [{drop: gone}, {put: {id: new, never: a.more}}]}
    options: {add: {a: {more: more}}}
    preferences:
      a: {patch: [{drop: dropped}, {put: {that: y, confidence: 1}}]}
      b: [{that: not z, source: paper, confidence: 0.9}]
  two:
    says: Two
    on: one
    preferences: {b: {weights: {z: 1}, source: [speech, paper]}}
"""


def asked(conflict: Conflict) -> CheckAnswer:
    question = find("check")
    [result] = question.ask(Request(conflict, conflict.accounts))
    found = question.answer(result)
    assert isinstance(found, CheckAnswer)
    return found


@pytest.fixture(scope="module")
def full() -> CheckAnswer:
    # 'base' is whole, so it is an account as well
    return asked(read_conflict(FULL))


@pytest.fixture(scope="module")
def rivals() -> CheckAnswer:
    """The same without the base's preferences of one party, so that the base is no account."""
    return asked(read_conflict(FULL.replace("  b: [{id: replaced, that: z}]\n", "")))


def test_the_accounts_and_what_they_rest_on(full):
    assert [(a.id, a.says) for a in full.accounts] == [("base", ""), ("one", "One"), ("two", "Two")]
    assert [(a.basis.claims, a.basis.sourced, a.basis.doubted) for a in full.accounts] == [
        (3, 2, 1),
        (3, 2, 2),
        (3, 2, 1),
    ]
    assert full.accounts[0].cited == (
        Cited(sources=("paper",), claims=1),
        Cited(sources=("paper", "speech"), claims=1),
        Cited(sources=(), claims=1),
    )
    assert full.accounts[2].cited == (
        Cited(sources=("paper", "speech"), claims=1),
        Cited(sources=(), claims=1),
        Cited(sources=("speech", "paper"), claims=1),
    )
    assert full.accounts[0].basis.by_source == (("paper", 2), ("speech", 1))
    assert full.perspective == ""
    assert [p.followed for p in full.perspectives] == [False, False, False]
    assert full.carrier == "none"
    assert full.prefers


def test_a_claim_that_an_account_takes_over_counts_once(full):
    # dropped, kept, replaced; y, not z; the weights
    assert (full.claims.claims, full.claims.sourced, full.claims.doubted) == (6, 4, 2)
    twice = "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x}}}\nperspectives:\n" + "".join(
        f"  {p}: {{preferences: {{a: [x]}}}}\n" for p in "pq"
    )
    assert asked(read_conflict(twice)).claims.claims == 2  # two accounts that say the same say it twice


def test_istanbul_rests_on_86_claims():
    assert asked(detente.load("istanbul-2025")).claims.claims == 86


def test_what_the_file_holds(full):
    assert (full.options, full.rules) == (
        5,
        4,
    )  # an option with levels is one; a rule that an account adds counts
    assert (full.given_states, full.moves) == (0, 0)
    assert full.ultimatums == ("told", "untold")
    assert full.with_factions == ("b",)
    assert full.diplomacy
    assert full.start
    bare = asked(detente.load("chicken"))
    assert (bare.ultimatums, bare.with_factions, bare.diplomacy, bare.start) == ((), (), False, False)


def test_what_has_no_source(full):
    claims = [u for u in full.unsourced if u.kind == "claim"]
    assert [(u.perspective, u.decision_maker, u.id) for u in claims] == [
        ("base", "b", "replaced"),
        ("one", "a", "y"),
        ("two", "a", "y"),
    ]
    assert [u for u in full.unsourced if u.kind != "claim"] == [
        Unsourced(kind="rule", id="bare"),
        Unsourced(kind="rule", id="gone"),
        Unsourced(kind="rule", id="new"),
        Unsourced(kind="ultimatum", id="untold"),
        Unsourced(kind="faction", id="left", decision_maker="b"),
    ]
    whole = asked(read_conflict(FULL.replace("factions:\n  b:\n", "factions:\n  b:\n    source: paper\n")))
    assert not [u for u in whole.unsourced if u.kind == "faction"]


def test_a_ranking_is_one_claim_without_an_id():
    text = "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x}}}\npreferences: {a: {ranking: [none, a.x]}}\n"
    found = asked(read_conflict(text))
    assert found.unsourced == (Unsourced(kind="claim", id="", decision_maker="a", perspective="base"),)


def idle(found: CheckAnswer, kind: str) -> list[str]:
    return [f.id for f in found.unused if f.kind == kind]


def test_what_nothing_uses(full, rivals):
    assert idle(full, "condition") == idle(rivals, "condition") == ["idle"]
    assert idle(full, "source") == ["never"]
    assert idle(full, "option") == ["a.lost", "a.kept"]  # 'more' is in a rule, 'y' in a preference
    assert idle(full, "rule") == []  # the base is an account and keeps it
    assert idle(full, "claim") == []
    assert idle(rivals, "rule") == ["gone"]
    assert [(f.decision_maker, f.id) for f in rivals.unused if f.kind == "claim"] == [("a", "dropped")]


def test_each_use_counts():
    """Take away the only use of a thing, and it is unused; with the use it is not."""
    uses = {
        ("condition", "used"): [("used and b.z and a.y.high", "b.z and a.y.high")],
        ("condition", "outer"): [("that: outer,", "that: not inner,")],
        ("condition", "inner"): [("that: outer,", "that: b.z,")],
        ("condition", "demanded"): [("demand: demanded", "demand: not x")],
        ("condition", "named"): [("is: named and", "is: a.kept and")],
        ("source", "film"): [(", source: film", "")],
        ("source", "record"): [(", source: record", "")],
        ("source", "set"): [(", source: set", "")],
        ("source", "state"): [("    source: state\n", "")],
        ("option", "a.y"): [
            (" and a.y.low", ""),
            (" and a.y.high", ""),
            ("that: y,", "that: x,"),
            ("states: {some", "#"),
        ],
        ("option", "a.more"): [("never: a.more", "never: a.x and b.z"), ("states: {some", "#")],
    }
    before = asked(read_conflict(FULL))
    for (kind, id), changes in uses.items():
        assert id not in idle(before, kind), id
        text = FULL
        for old, new in changes:
            text = text.replace(old, new)
        assert id in idle(asked(read_conflict(text)), kind), id


def test_a_ranking_mentions_every_option_and_statements_only_their_own():
    text = (
        "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x, y: y}}}\npreferences: {a: PREFERENCE}\n"
    )
    for preference, unused in (
        ("[x]", ["a.y"]),
        ("{weights: {x: 1}}", ["a.y"]),
        ("{ranking: [a.x, a.x+a.y, none, a.y]}", []),
        ("{partial: ['a.x > a.x+a.y', 'none > a.y']}", []),
    ):
        assert idle(asked(read_conflict(text.replace("PREFERENCE", preference))), "option") == unused


def test_one_way_options_are_mentioned():
    text = "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x, y: {levels: [m, n]}}}}\nRpreferences: {a: []}\n"
    assert idle(asked(read_conflict(text.replace("R", ""))), "option") == ["a.x", "a.y"]
    for rule, left in (("a.x", ["a.y"]), ("a.y", ["a.x"]), ("a.y.m", ["a.x"])):
        found = asked(read_conflict(text.replace("R", f"rules: [irreversible: {rule}]\n")))
        assert idle(found, "option") == left


def test_a_file_without_preferences():
    found = asked(read_conflict("detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x, y: y}}}\n"))
    assert not found.prefers
    assert [(a.id, a.feasible, a.basis.claims) for a in found.accounts] == [("base", "4", 0)]
    assert found.claims.claims == 0


def test_warnings_are_told_with_their_places():
    text = "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x}}}\nrules: [never: a.x, never: a.x]\n"
    found = asked(read_conflict(text, "file.yaml"))
    assert found.warnings == ("file.yaml:4:21: the rule 'never: a.x' stands twice",)


def test_sizes_are_those_of_the_slow_reference():
    rng = Random("check")
    for _ in range(25):
        conflict = random_conflict(rng)
        [account] = asked(conflict).accounts
        assert account.feasible == str(len(Reference(conflict).states))
    for make in (random_graph_file, random_levels_file):
        for _ in range(8):
            file = make(rng)
            conflict = read_conflict(yaml.safe_dump(file, sort_keys=False))
            found = asked(conflict)
            assert found.accounts[0].feasible == str(len(Reference(conflict).states))
            if conflict.graph_form:
                assert found.given_states == len(file["states"])
                assert found.moves == len({(d, *p) for d, ps in (conflict.arcs or {}).items() for p in ps})
                assert found.options == 0


def test_claims_are_counted_as_they_are_written():
    rng = Random("claims")
    for _ in range(20):
        file = counted_file(rng)
        found = asked(read_conflict(yaml.safe_dump(file, sort_keys=False)))
        assert len(found.accounts) == len(file["perspectives"])
        for account in found.accounts:
            written = [s for made in file["perspectives"][account.id]["preferences"].values() for s in made]
            assert account.basis.claims == len(written)
            assert account.basis.sourced == sum("source" in s for s in written)
            assert account.basis.doubted == sum(s.get("confidence", 1) < 1 for s in written)
            by_source = {s: sum(s in x.get("source", []) for x in written) for s in file["sources"]}
            assert dict(account.basis.by_source) == {s: n for s, n in by_source.items() if n}
            assert {c.sources: c.claims for c in account.cited} == {
                key: sum(tuple(x.get("source", [])) == key for x in written)
                for key in {tuple(x.get("source", [])) for x in written}
            }
            numbers = [c.claims for c in account.cited]
            assert numbers == sorted(numbers, reverse=True)
            unsourced = [u.id for u in found.unsourced if u.perspective == account.id]
            assert sorted(unsourced) == sorted(s["id"] for s in written if "source" not in s)
        everything = json.dumps(file["perspectives"])
        assert idle(found, "source") == [s for s in file["sources"] if f'"{s}"' not in everything]
        assert idle(found, "option") == [o for o in ("a.x", "a.y", "b.z") if o not in everything]


def counted_file(rng: Random) -> dict[str, Any]:
    """Make a file with accounts whose claims have sources and confidences at random."""
    sources = {f"s{k}": f"source {k}" for k in range(4)}
    options = rng.sample(["a.x", "a.y", "b.z"], rng.randint(1, 3))
    perspectives: dict[str, Any] = {}
    for account in ("p", "q", "r")[: rng.randint(1, 3)]:
        perspectives[account] = {"preferences": {dm: [] for dm in "ab"}}
        for dm, k in product("ab", range(rng.randint(0, 4))):
            claim: dict[str, Any] = {"id": f"{account}{dm}{k}", "that": rng.choice(options)}
            if rng.random() < 0.6:
                claim["source"] = rng.sample(sorted(sources), rng.randint(1, 2))
            if rng.random() < 0.5:
                claim["confidence"] = rng.choice([0.2, 0.9, 1.0])
            perspectives[account]["preferences"][dm].append(claim)
    makers = {"a": {"options": {"x": "x", "y": "y"}}, "b": {"options": {"z": "z"}}}
    return {
        "detente": 1,
        "title": "t",
        "sources": sources,
        "decision_makers": makers,
        "perspectives": perspectives,
    }


def test_json_is_as_its_schema_says(full):
    import jsonschema

    found = json.loads(msgspec.json.encode(full))
    assert found["question"] == "check"
    assert found["accounts"][0]["feasible"] == "36"
    jsonschema.Draft202012Validator(msgspec.json.schema(CheckAnswer)).validate(found)


def test_uses_of_the_catalogue_are_known():
    assert asked(detente.load("istanbul-2025")).unused == (Idle(kind="source", id="liga"),)
