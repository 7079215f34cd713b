"""What can be typed at a place of a text: keys, words and names, however the file is written."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette")

from hypothesis import given, settings
from hypothesis import strategies as st

from detente import catalogue
from detente.conflict.editing import plain
from detente.conflict.schema import schema
from detente.workbench.edits.completing import MOST_OFFERED, _above, offers
from detente.workbench.edits.naming import read_line
from tests.workbench_client import RIVER, Bench

HEAD = """detente: 1
title: The river
sources:
  debate: Debate in the council
decision_makers:
  upper: {name: Upper town, options: {release: let water through, dam: {text: build a dam, levels: [low, high]}}}
  lower:
    name: Lower town
    options:
      pay: pay for the water
      sue: go to court
conditions:
  calm: {text: all is calm, that: not lower.sue}
states:
  start: [upper.release]
perspectives:
  residents:
    says: The residents
"""


def at(text: str):
    """What is offered at the mark ‹›, and what it takes the place of."""
    place = text.index("‹›")
    found = offers(text.replace("‹›", ""), place)
    return [o.insert for o in found.offers], found.typed


TOP = set(schema()["properties"])


@pytest.mark.parametrize(
    ("text", "offered", "missing", "typed"),
    [
        (HEAD + "pre‹›", ["preferences: "], ["published: "], 3),
        (HEAD + "‹›", ["rules: ", "preferences: "], ["title: ", "states: ", "says: "], 0),
        ("‹›\ntitle: x\n", ["detente: ", "decision_makers: "], ["title: "], 0),
        (HEAD + "rules:\n  - nev‹›", ["never: "], ["exclusive: "], 3),
        (HEAD + "rules:\n  - {nev‹›", ["never: "], [], 3),
        (HEAD + "rules:\n  - never: cal‹›", ["calm"], ["lower.sue"], 3),
        (HEAD + "rules:\n  - exclusive: [lower.pay, lower.s‹›", ["lower.sue"], ["upper.dam"], 7),
        (HEAD + "rules:\n  - never: lower.sue\n    bec‹›", ["because: "], [], 3),
        (HEAD + "rules:\n  - never: lower.sue\n    ‹›", ["because: ", "source: "], ["never: "], 0),
        (HEAD + "preferences:\n  ‹›", ["upper: ", "lower: "], ["state: "], 0),
        (HEAD + "preferences:\n  upper: []\n  ‹›", ["lower: "], ["upper: "], 0),
        (HEAD + "preferences:\n  upper:\n    - not lower.s‹›", ["lower.sue"], ["that: "], 7),
        (HEAD + "preferences:\n  upper:\n    - th‹›", ["that: "], [], 2),
        (HEAD + "preferences:\n  upper:\n  - {that: calm, ‹›", ["because: ", "source: "], ["that: "], 0),
        (HEAD + "preferences:\n  upper:\n  - {that: calm, source: deb‹›", ["debate"], ["lower.sue"], 3),
        (HEAD + "preferences:\n  upper:\n  - that: calm\n    source: ‹›", ["debate"], ["calm"], 0),
        (HEAD + "preferences:\n  upper:\n    ranking: [start, no‹›", ["none"], [], 2),
        (
            HEAD + "preferences:\n  upper:\n    weights: {lower.‹›",
            ["lower.pay: ", "lower.sue: "],
            ["none"],
            6,
        ),
        (HEAD + "status_quo: [upper.d‹›", ["upper.dam", "upper.dam.low", "upper.dam.high"], ["lower.pay"], 7),
        (HEAD + "status_quo:\n  - lower‹›", ["lower.pay", "lower.sue"], ["upper.dam"], 5),
        (HEAD + "    ‹›", ["on: ", "preferences: "], ["says: ", "rules: ‹"], 0),
        (HEAD + "    on: ‹›", ["residents"], ["calm"], 0),
        (HEAD + "    preferences:\n      upper:\n        patch:\n          - dr‹›", ["drop: "], [], 2),
        (HEAD + "    preferences:\n      ‹›", ["upper: ", "lower: "], [], 0),
        (HEAD + "ultimatums:\n  u:\n    by: ‹›", ["upper", "lower"], ["calm"], 0),
        (HEAD + "decision_makers:\n  third:\n    na‹›", ["name: "], [], 2),
        (HEAD + "timeline:\n  ev:\n    does: [lower.‹›", ["lower.pay", "lower.sue"], [], 6),
        ("title: x‹›", [], ["title: "], 0),
        (HEAD + "# pre‹›", [], ["preferences: "], 0),
        (HEAD + "rules: []  # nev‹›", [], ["never: "], 0),
        (HEAD + "title:‹›", [], ["lower.sue"], 0),
    ],
)
def test_what_is_offered(text, offered, missing, typed):
    found, length = at(text)
    assert set(offered) <= set(found), found
    assert not set(missing) & set(found), found
    if found:
        assert length == typed


def test_what_begins_so_comes_first_and_each_says_what_it_is():
    text = HEAD + "preferences:\n  upper:\n    - re"
    found = offers(text, len(text)).offers
    assert found[0].insert == "upper.release" or found[0].insert.startswith("re")
    told = {o.insert: o.note for o in offers(HEAD + "rules:\n  - ", len(HEAD) + len("rules:\n  - ")).offers}
    assert told["never: "] == schema()["$defs"]["rule"]["properties"]["never"]["description"]
    conditions = {o.insert: o.note for o in offers(HEAD + "rules: [{never: ", len(HEAD) + 16).offers}
    assert conditions["lower.pay"] == "pay for the water"
    assert conditions["calm"] == "all is calm"


def test_names_are_found_in_a_file_that_cannot_beread_line():
    text = HEAD + "rules: [{never: lower.pay\npreferences:\n  upper:\n    - not "
    found = {o.insert for o in offers(text, len(text)).offers}
    assert {"lower.pay", "upper.release", "calm"} <= found


PLACES = [
    (name, (catalogue.FOLDER / f"{name}.yaml").read_text(encoding="utf-8")) for name in catalogue.names()
]


def tree_path(root, lines):
    """The keys and items at the end of some lines of a file, by YAML itself: the last of each that is there."""
    path: list[object] = []
    node = plain("\n".join(lines) + "\n")
    while isinstance(node, dict | list) and node:
        if isinstance(node, dict):
            key = list(node)[-1]
            path.append(key)
            node = node[key]
        else:
            path.append(0)
            node = node[-1]
    return path


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PLACES), st.data())
def test_the_place_is_the_one_that_yaml_says(named, data):
    """A new key is put beside a key by lines: what is above it is what YAML has above it."""
    _, text = named
    lines = text.split("\n")
    keyed = [
        k for k, x in enumerate(lines) if read_line(x).key and not x.lstrip().startswith("#") and x.strip()
    ]
    number = data.draw(st.sampled_from(keyed))
    line = read_line(lines[number])
    mark = " " * line.column + "zzz: 1"
    try:
        wanted = tree_path({}, [*lines[:number], lines[number], mark])
    except (
        Exception
    ):  # a key inside a text of several lines is none, and a key above others has a value of its own
        return
    if wanted[-1:] != ["zzz"]:
        return
    assert [*_above([*lines[: number + 1]], read_line(mark)), "zzz"] == wanted


@settings(max_examples=60, deadline=None)
@given(st.text("abc:-# {}[]'\",\n\t.", max_size=60), st.integers(0, 60))
def test_whatever_is_typed_something_or_nothing_is_offered(text, place):
    found = offers(text, min(place, len(text)))
    assert len(found.offers) <= MOST_OFFERED
    assert 0 <= found.typed <= len(text)
    inserted = [o.insert for o in found.offers]
    assert len(set(found.offers)) == len(inserted)


def test_the_page_asks_for_it(tmp_path):
    bench = Bench(tmp_path)
    text = RIVER + "status_quo: [lower."
    found = bench.post("c/river.yaml/complete", {"text": text, "at": str(len(text))})
    assert found.status_code == 200
    assert found.json()["typed"] == len("lower.")
    assert {o["insert"] for o in found.json()["offers"]} >= {"lower.pay", "lower.sue"}
    assert bench.post("c/river.yaml/complete", {"text": text, "at": "x"}).status_code == 422
    assert bench.text == RIVER
