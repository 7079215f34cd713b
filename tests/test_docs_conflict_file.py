"""The reference page of the conflict file says what the reader does."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from detente.conflict import CLASSICAL, ConflictFileError, DetenteError, read_conflict, read_file
from detente.conflict.condition_text import MOST_CHARACTERS, MOST_DEPTH
from detente.conflict.reading import CONDITION_KEYS, KEYS, SOURCE_KEYS
from detente.conflict.reading.allowed import PARTY_KEYS
from detente.conflict.reading.beliefs import BELIEF_KEYS
from detente.conflict.reading.context import MOST_ID, MOST_ITEMS, MOST_TEXT
from detente.conflict.reading.decision_makers import (
    LEVEL_KEYS,
    MAKER_KEYS,
    MOST_LEVELS,
    MOST_OPTIONS,
    OPTION_KEYS,
)
from detente.conflict.reading.factions import FACTION_KEYS, FACTIONS_KEYS, MOST_MEMBERS
from detente.conflict.reading.moves import STATE_KEYS
from detente.conflict.reading.patches import PATCH_KEYS
from detente.conflict.reading.perspectives import PERSPECTIVE_KEYS
from detente.conflict.reading.phases import CHANGES, MOST_PHASES, PHASE_KEYS
from detente.conflict.reading.preferences import CLAIM_KEYS, STATEMENT_KEYS
from detente.conflict.reading.published import PUBLISHED_KEYS
from detente.conflict.reading.rules import KINDS, RULE_KEYS
from detente.conflict.reading.shifts import CHANCE_KEYS, SHIFT_KEYS
from detente.conflict.reading.terms import ISSUE_KEYS, MOST_ISSUES, MOST_VALUES, TERMS_KEYS, VALUE_KEYS
from detente.conflict.reading.timeline import EVENT_KEYS, MOST_AT_ONCE, MOST_EVENTS
from detente.conflict.reading.ultimatums import COST_KEYS, RECORD_KEYS, STAKES_KEYS, ULTIMATUM_KEYS
from detente.conflict.reading.wishes import LOT_KEYS, NO_DEAL_KEYS, WISH_KEYS, WORTH_KEYS
from detente.conflict.tokens import KEYWORDS
from detente.conflict.yamltree import MOST_BYTES, MOST_NODES
from detente.conflict.yamltree import MOST_DEPTH as MOST_NESTED

PAGE = (Path(__file__).parent.parent / "docs" / "reference" / "conflict-file.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
WHOLE = [b for b in BLOCKS if b.startswith("detente: 1") and "titel" not in b]
PARTY = [b for b in BLOCKS if b.startswith("party: ")]
PARTS = [b for b in BLOCKS if not b.startswith("detente: 1") and b not in PARTY]
ROUND = """\
detente: 1
title: round the parts of the page
decision_makers:
  city: {options: {build: b, toll: t, wait: w}}
  people: {options: {protest: p, sue: s}}
"""


@pytest.mark.parametrize("text", WHOLE, ids=range(len(WHOLE)))
def test_whole_files_are_read_and_built(text):
    conflict = read_conflict(text)
    assert not conflict.warnings
    for account in conflict.accounts:
        assert conflict.game(account).size


def test_there_are_whole_files():
    assert len(WHOLE) >= 2


@pytest.mark.parametrize("text", PARTS, ids=range(len(PARTS)))
def test_parts_are_read_inside_a_file(text):
    part = yaml.load(text.replace("wait:\n", "wait: wait\n"), Loader=yaml.BaseLoader)
    file = yaml.load(ROUND, Loader=yaml.BaseLoader)
    if "rules" not in part:  # the states of the page have three letters
        file["decision_makers"] = {
            "city": {"options": {"build": "b", "toll": "t"}},
            "people": {"options": {"protest": "p"}},
        }
    if not {"rules", "decision_makers"} & set(part):
        file["states"] = {"start": "YNN", "built": ["city.build"], "nothing": "none"}
    file["sources"] = dict.fromkeys(["council-minutes", "debate", "paper"], "a source")
    file |= part
    for dm in file["decision_makers"]:
        file.setdefault("preferences", {}).setdefault(dm, [])
    if {"published", "beliefs"} & set(part):
        file["perspectives"] = {"mayor": {}}
    assert read_conflict(json.dumps(file))


def test_the_file_of_a_party_is_read(tmp_path):
    (part,) = PARTY
    (terms,) = [b for b in PARTS if b.startswith("terms:")]
    body = yaml.load(terms, Loader=yaml.BaseLoader)
    del body["terms"]["wishes"]
    file = yaml.load(ROUND, Loader=yaml.BaseLoader) | body | {"include": {"city": "city.yaml"}}
    file["preferences"] = {"people": []}
    file["sources"] = dict.fromkeys(["debate", "paper"], "a source")
    (tmp_path / "road.json").write_text(json.dumps(file), encoding="utf-8")
    (tmp_path / "city.yaml").write_text(part, encoding="utf-8")
    conflict = read_file(tmp_path / "road.json")
    assert not conflict.warnings
    assert conflict.hidden == conflict.hidden_wishes == {"city"}


def test_the_keys_of_a_party_s_file_stand_on_the_page():
    for key in PARTY_KEYS:
        assert f"| `{key}` |" in PAGE[PAGE.index("A party's file holds") :]


def test_the_mistakes_of_the_page_are_what_is_told():
    ((shown),) = re.findall(r"^```text\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    (wrong,) = [b for b in BLOCKS if "titel" in b]
    with pytest.raises(ConflictFileError) as told:
        read_conflict(wrong, "road.yaml")
    assert str(told.value) == shown.strip()


@pytest.mark.parametrize(
    "keys",
    [
        KEYS, SOURCE_KEYS, MAKER_KEYS, OPTION_KEYS, PERSPECTIVE_KEYS, PATCH_KEYS, STATEMENT_KEYS,
        CLAIM_KEYS, PUBLISHED_KEYS, KINDS, RULE_KEYS, CLASSICAL, KEYWORDS, ULTIMATUM_KEYS, STAKES_KEYS, COST_KEYS,
        RECORD_KEYS, FACTIONS_KEYS, FACTION_KEYS, STATE_KEYS, LEVEL_KEYS, CONDITION_KEYS,
        TERMS_KEYS, ISSUE_KEYS, VALUE_KEYS, WISH_KEYS, WORTH_KEYS, NO_DEAL_KEYS, LOT_KEYS, SHIFT_KEYS, CHANCE_KEYS,
        EVENT_KEYS, PHASE_KEYS, CHANGES, BELIEF_KEYS,
    ],
)  # fmt: skip
def test_every_key_stands_on_the_page(keys):
    for key in keys:
        assert re.search(
            rf"`{key}`|^ *(- )?\{{?{key}:|[{{ ]{key}: |`[^`]*\b{key}\b[^`]*`", PAGE, re.MULTILINE
        ), key


def test_the_limits_of_the_page():
    for number in (MOST_TEXT, MOST_CHARACTERS, MOST_BYTES, MOST_NODES, MOST_ITEMS):
        assert f"{number:,}" in PAGE
    for words in (
        f"{MOST_ID} characters",
        f"{MOST_DEPTH} levels",
        f"{MOST_NESTED} levels",
        f"2 to {MOST_LEVELS} levels",
        f"{MOST_OPTIONS} options or {MOST_MEMBERS} factions",
        f"{MOST_ISSUES} issues",
        f"{MOST_VALUES} values",
        f"at most {MOST_EVENTS} events",
        f"at most {MOST_PHASES} phases",
        f"at most {MOST_AT_ONCE} decision makers at once",
    ):
        assert words in re.sub(r"\s+", " ", PAGE)


def test_what_the_page_says_of_conditions():
    conflict = read_conflict(
        ROUND + "conditions: {a: city.build, b: city.toll, c: city.wait, d: people.sue}\n"
    )
    bare = conflict.condition("not a and b or c -> d")
    assert str(bare) == "((not a and b) or c) -> d"
    assert bare == conflict.condition("(((not a) and b) or c) -> d")
    assert conflict.condition("a AND NOT b") == conflict.condition("a and not b")
    with pytest.raises(DetenteError, match="a second conditional"):
        conflict.condition("a -> b -> c")
