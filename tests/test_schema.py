"""The JSON Schema describes what the reader reads."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import detente.catalogue
from detente.conflict import ConflictFileError, read_conflict, schema, to_dict
from detente.conflict.concepts import concept_keys
from detente.conflict.condition_text import MOST_CHARACTERS
from detente.conflict.reading import CONDITION_KEYS, KEYS, REQUIRED, SOURCE_KEYS
from detente.conflict.reading.alternatives import MOST_ALTERNATIVES, WEIGHT_KEYS
from detente.conflict.reading.beliefs import BELIEF_KEYS
from detente.conflict.reading.context import MOST_ID, MOST_ITEMS, MOST_TEXT
from detente.conflict.reading.decision_makers import (
    LEVEL_KEYS,
    MAKER_KEYS,
    MOST_MAKERS,
    MOST_OPTIONS,
    OPTION_KEYS,
)
from detente.conflict.reading.factions import FACTION_KEYS, FACTIONS_KEYS, MOST_MEMBERS
from detente.conflict.reading.moves import STATE_KEYS
from detente.conflict.reading.patches import PATCH_KEYS
from detente.conflict.reading.perspectives import MOST_PERSPECTIVES, PERSPECTIVE_KEYS
from detente.conflict.reading.phases import CHANGES, MOST_PHASES, PHASE_KEYS
from detente.conflict.reading.phases import REQUIRED as PHASE_REQUIRED
from detente.conflict.reading.preferences import (
    ALTERNATIVE_FORMS,
    CLAIM_KEYS,
    MOST_DEGREE,
    MUCH,
    STATEMENT_KEYS,
)
from detente.conflict.reading.published import PUBLISHED_KEYS
from detente.conflict.reading.rules import DIRECTIONS, KINDS, LIST_KINDS, RULE_KEYS
from detente.conflict.reading.shifts import CHANCE_KEYS, MOST_PERIODS, SHIFT_KEYS
from detente.conflict.reading.shifts import REQUIRED as SHIFT_REQUIRED
from detente.conflict.reading.states import START_KEYS
from detente.conflict.reading.terms import (
    ISSUE_KEYS,
    LEAST_VALUES,
    MOST_ISSUES,
    MOST_VALUES,
    TERMS_KEYS,
    VALUE_KEYS,
)
from detente.conflict.reading.timeline import EVENT_KEYS, MOST_EVENTS
from detente.conflict.reading.timeline import REQUIRED as EVENT_REQUIRED
from detente.conflict.reading.ultimatums import COST_KEYS, RECORD_KEYS, STAKES_KEYS, ULTIMATUM_KEYS
from detente.conflict.reading.ultimatums import REQUIRED as ULTIMATUM_REQUIRED
from detente.conflict.reading.wishes import LOT_KEYS, MOST_LOTS, NO_DEAL_KEYS, WISH_KEYS, WORTH_KEYS
from detente.conflict.tokens import KEYWORDS
from tests.generate import random_file, random_graph_file, random_levels_file
from tests.test_graph_form import LAND
from tests.test_levels import PULLOUT
from tests.test_reading import MISTAKES, SCRIPTS, WHOLE
from tools.fuzz.damage import damaged_tree

CATALOGUE = sorted(Path(detente.catalogue.__file__).parent.glob("*.yaml"))
SCHEMA = schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
DEFS = SCHEMA["$defs"]
FIXED_CONCEPTS = tuple(
    c for c in concept_keys(variants=True) if c != "l1"
)  # for the horizons there is a pattern


class Words(yaml.SafeLoader):
    """YAML 1.2 as editors read it: of the words only true and false mean something (null is left out here)."""


Words.yaml_implicit_resolvers = {}
for tag, pattern, first in [
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|", ["~", ""]),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
]:
    Words.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def tree(text: str) -> Any:
    return words(yaml.load(text, Loader=Words))


def words(found: Any) -> Any:
    """Turn keys into texts, as JSON has them."""
    if isinstance(found, dict):
        return {k if isinstance(k, str) else str(k).lower(): words(v) for k, v in found.items()}
    return [words(v) for v in found] if isinstance(found, list) else found


def mapping(found: dict[str, Any]) -> dict[str, Any]:
    """Give the branch of a schema that describes a mapping."""
    return found if "properties" in found else next(b for b in found["anyOf"] if "properties" in b)


def keys(found: dict[str, Any]) -> list[str]:
    return list(mapping(found)["properties"])


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", CATALOGUE, ids=lambda p: p.stem)
def test_the_catalogue_is_valid(path):
    VALIDATOR.validate(tree(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("text", [WHOLE, SCRIPTS, LAND, PULLOUT])
def test_files_that_are_read_are_valid(text):
    VALIDATOR.validate(tree(text))
    VALIDATOR.validate(to_dict(read_conflict(text)))


def test_random_files_are_valid():
    rng = random.Random(5)
    for _ in range(50):
        file = rng.choice([random_file, random_graph_file, random_levels_file])(rng)
        VALIDATOR.validate(file)
        VALIDATOR.validate(to_dict(read_conflict(yaml.safe_dump(file, sort_keys=False))))


def test_what_damaged_files_are_read_as_is_valid():
    """Whatever the reader accepts, the schema accepts too: an editor never marks what is right."""
    rng = random.Random(3)
    read = 0
    for _ in range(400):
        whole = rng.choice([LAND, PULLOUT, *(c.read_text(encoding="utf-8") for c in CATALOGUE)])
        file = damaged_tree(rng, tree(whole))
        text = yaml.safe_dump(file, sort_keys=False, allow_unicode=True)
        try:
            read_conflict(text)
        except ConflictFileError:
            continue
        read += 1
        VALIDATOR.validate(tree(text))
    assert read > 30


# Mistakes of shape, which an editor can see; the others are about what names mean.
SHAPE = (
    "has no key",
    "needs the key",
    "is a text, found",
    "is a list",
    "is a mapping",
    "characters; at most",
    "cannot name a source",
    "cannot name a condition",
    "cannot name an option",
    "cannot name a faction",
    "a quota is a number",
    "the weight of a faction",
    "at least two",
    "exactly one kind",
    "has one form",
    "a patch is 'drop",
    "an empty",
    "from 0 to 1",
    "is a decimal number",
    "no direction",
    "no equilibria",
    "has 'equilibria'",
    "has one source",
    "is empty",
    "gives two numbers",
    "is a number from 0 on",
    "is a condition, found",
    "found a list",
    "'base' stands",
)
UNSEEN = ("7e-1", "1234567890123456", "-.5")  # numbers for the editor


def test_mistakes_of_shape_are_invalid():
    checked = 0
    for old, new, _, message in MISTAKES:
        if any(part in message for part in SHAPE) and not any(part in new for part in UNSEEN):
            checked += 1
            assert not VALIDATOR.is_valid(tree(WHOLE.replace(old, new))), (old, new)
    assert checked > 30


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("detente: 1", "detente: 2"),
        ("detente: 1", "detente: abc"),
        ("detente: 1\n", ""),
        ("title: A toll road\n", ""),
        ("title: A toll road", "title: A toll road\nbeliefs: []"),
        ("language: de", "language: []"),
        ("language: de", "language: fr"),
        ("- drop: no-toll", "- {drop: no-toll, before: x}"),
        ("- drop: no-toll", "- {replace: no-toll}"),
        ("- drop: no-toll", "- {}"),
        ("direction: dropped", "direction: back"),
        ("- irreversible: city.build", "- irreversible: [city.build]"),
        ("  onlooker: []", "  onlooker: {}"),
        ("  onlooker: []", "  onlooker: {ranking: [start], weights: {}}"),
        ("confidence: 0.7", "confidence: -0.1"),
        ("  onlooker: {name: Somebody without an option}", "  and: {}"),
        ("  onlooker: {name: Somebody without an option}", "  on.looker: {}"),
    ],
)
def test_damaged_files_are_invalid(old, new):
    assert WHOLE.count(old) == 1
    assert not VALIDATOR.is_valid(tree(WHOLE.replace(old, new)))


# The object that the reader reads with these keys, for each list of keys.
OBJECTS = [
    (SCHEMA, KEYS),
    (DEFS["source"], SOURCE_KEYS),
    (DEFS["named_condition"], CONDITION_KEYS),
    (DEFS["decision_maker"], MAKER_KEYS),
    (DEFS["option"], OPTION_KEYS),
    (DEFS["level"], LEVEL_KEYS),
    (DEFS["rule"], (*KINDS, *RULE_KEYS)),
    (DEFS["rule"]["properties"]["alternatives"]["items"], (*KINDS, *WEIGHT_KEYS)),
    (DEFS["start"], START_KEYS),
    (DEFS["start"]["anyOf"][1]["properties"]["alternatives"]["items"], ("is", *WEIGHT_KEYS)),
    (DEFS["rule"]["properties"]["irreversible"], ("option", "direction", "if")),
    (DEFS["named_state"], ("is", "text")),
    (DEFS["given_state"], STATE_KEYS),
    (DEFS["statement"], STATEMENT_KEYS),
    (DEFS["statement"]["anyOf"][1]["properties"]["alternatives"]["items"], ("that", *WEIGHT_KEYS)),
    (DEFS["preference"]["anyOf"][1], ("ranking", *CLAIM_KEYS, "alternatives")),
    (
        DEFS["preference"]["anyOf"][1]["properties"]["alternatives"]["items"],
        (*ALTERNATIVE_FORMS, *WEIGHT_KEYS),
    ),
    (DEFS["preference"]["anyOf"][1]["properties"]["ranking"]["items"]["anyOf"][2], (MUCH,)),
    (DEFS["preference"]["anyOf"][2], ("weights", *CLAIM_KEYS, "alternatives")),
    (DEFS["preference"]["anyOf"][3], ("partial", *CLAIM_KEYS)),
    (DEFS["factions"], FACTIONS_KEYS),
    (DEFS["faction"], FACTION_KEYS),
    (DEFS["perspective"], PERSPECTIVE_KEYS),
    (DEFS["options_changed"], ("add", "drop")),
    (DEFS["moves_changed"], ("add", "drop")),
    (DEFS["rule_patch"], ("patch",)),
    (DEFS["statement_patch"], ("patch",)),
    (DEFS["rule_patch"]["properties"]["patch"]["items"], PATCH_KEYS),
    (DEFS["statement_patch"]["properties"]["patch"]["items"], PATCH_KEYS),
    (DEFS["published"], PUBLISHED_KEYS),
    (DEFS["published"]["properties"]["equilibria"], FIXED_CONCEPTS),
    (DEFS["published"]["properties"]["recomputed"], FIXED_CONCEPTS),
    (DEFS["ultimatum"], ULTIMATUM_KEYS),
    (DEFS["ultimatum"]["properties"]["stakes"], STAKES_KEYS),
    (DEFS["ultimatum"]["properties"]["audience_cost"]["anyOf"][2], COST_KEYS),
    (DEFS["ultimatum"]["properties"]["record"], RECORD_KEYS),
    (DEFS["terms"], TERMS_KEYS),
    (DEFS["shift"], SHIFT_KEYS),
    (DEFS["shift"]["properties"]["chance"], CHANCE_KEYS),
    (DEFS["event"], EVENT_KEYS),
    (DEFS["phase"], PHASE_KEYS),
    (DEFS["changes"], CHANGES),
    (DEFS["belief"], BELIEF_KEYS),
    (DEFS["belief"]["properties"]["options"], ("add", "drop")),
    (DEFS["belief"]["properties"]["moves"], ("add", "drop")),
    (DEFS["issue"], ISSUE_KEYS),
    (DEFS["term_value"], VALUE_KEYS),
    (DEFS["worth"], WORTH_KEYS),
    (DEFS["wishes"], WISH_KEYS),
    (DEFS["no_deal"], NO_DEAL_KEYS),
    (DEFS["no_deal"]["properties"]["lottery"]["items"], LOT_KEYS),
]


@pytest.mark.parametrize(("found", "expected"), OBJECTS, ids=range(len(OBJECTS)))
def test_keys_are_those_of_the_reader(found, expected):
    assert sorted(keys(found)) == sorted(expected)
    assert mapping(found)["additionalProperties"] is False


def objects(found: Any) -> list[dict[str, Any]]:
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
    below = [o for value in inner for o in objects(value)]
    return [found, *below] if isinstance(found, dict) and isinstance(found.get("properties"), dict) else below


def test_every_object_is_compared():
    assert len(objects(SCHEMA)) == len(OBJECTS)


def test_every_key_is_explained():
    for found in objects(SCHEMA):
        for key, value in found["properties"].items():
            told = {**DEFS.get(value.get("$ref", "").rpartition("/")[2], {}), **value}
            assert told.get("title"), key
            assert told.get("description"), key


def test_required_keys_and_limits_are_those_of_the_reader():
    assert SCHEMA["required"] == list(REQUIRED)
    assert {k for k, v in DEFS["rule"]["properties"].items() if v.get("minItems") == 2} == set(LIST_KINDS)
    assert DEFS["ultimatum"]["required"] == list(ULTIMATUM_REQUIRED)
    assert [r["required"] for r in DEFS["rule"]["oneOf"]] == [[k] for k in KINDS]
    assert mapping(DEFS["rule"]["properties"]["irreversible"])["properties"]["direction"]["enum"] == list(
        DIRECTIONS
    )
    assert all(k in DEFS["id"]["description"] for k in KEYWORDS)
    top = SCHEMA["properties"]
    assert top["decision_makers"]["maxProperties"] == MOST_MAKERS
    assert DEFS["decision_maker"]["properties"]["options"]["maxProperties"] == MOST_OPTIONS
    assert top["perspectives"]["maxProperties"] == MOST_PERSPECTIVES
    assert DEFS["factions"]["properties"]["members"]["maxProperties"] == MOST_MEMBERS
    assert DEFS["terms"]["properties"]["issues"]["maxProperties"] == MOST_ISSUES
    values = DEFS["issue"]["properties"]["values"]
    assert (values["minProperties"], values["maxProperties"]) == (LEAST_VALUES, MOST_VALUES)
    assert DEFS["no_deal"]["properties"]["lottery"]["maxItems"] == MOST_LOTS
    assert tuple(DEFS["shift"]["required"]) == SHIFT_REQUIRED
    assert DEFS["shift"]["properties"]["periods"]["anyOf"][0]["maximum"] == MOST_PERIODS
    assert tuple(DEFS["phase"]["required"]) == PHASE_REQUIRED
    assert top["phases"]["maxProperties"] == MOST_PHASES
    assert tuple(DEFS["event"]["required"]) == EVENT_REQUIRED
    assert top["timeline"]["maxProperties"] == MOST_EVENTS
    assert DEFS["degree"]["anyOf"][0]["const"] == MUCH
    assert DEFS["degree"]["anyOf"][1]["maximum"] == MOST_DEGREE
    assert top["rules"]["maxItems"] == top["sources"]["maxProperties"] == MOST_ITEMS
    assert top["ultimatums"]["maxProperties"] == MOST_ITEMS
    assert top["conditions"]["maxProperties"] == DEFS["preference"]["anyOf"][0]["maxItems"] == MOST_ITEMS
    assert (DEFS["id"]["maxLength"], DEFS["text"]["maxLength"]) == (MOST_ID, MOST_TEXT)
    assert DEFS["condition"]["maxLength"] == MOST_CHARACTERS
    assert (
        DEFS["statement"]["anyOf"][1]["properties"]["alternatives"]["maxItems"]
        == DEFS["rule"]["properties"]["alternatives"]["maxItems"]
        == MOST_ALTERNATIVES
    )
