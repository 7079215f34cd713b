"""Wishes in every form, rows moved, levels: each form of a page makes the smallest change of the file."""

from __future__ import annotations

import re
from html import unescape

import pytest

pytest.importorskip("starlette")

from detente.conflict import read_conflict
from detente.conflict.editing import Insert, Move, Put, Remove, applied, plain
from tests.workbench_client import RIVER, Bench

FORMS = """# every form
detente: 1
title: The river
status_quo: [upper.release]   # today
decision_makers:
  upper: {name: Upper town, options: {release: let water through, dam: {text: build a dam, levels: [low, high]}}}
  lower:
    name: Lower town
    options:
      pay: pay for the water   # in full
      sue: go to court
  state:
    name: The state
    options:
      mediate: mediate
preferences:
  upper:
    # what it likes
    weights: {lower.pay: 2, lower.sue: -1}
  lower:
    - upper.release   # most of all
    - not pay
    - not sue
  state:
    partial:
      - upper.release > none
      - lower.pay > none
perspectives:
  residents:
    says: The residents
    preferences:
      lower:
        patch:
          - {replace: not pay, with: pay}
          - {drop: not sue}
  third: {says: A third}
"""
RANKED = """detente: 1
title: Two roads
decision_makers:
  a: {options: {left: go left}}
  b: {options: {right: go right}}
preferences:
  a:
    ranking:
      - none   # best
      - [a.left, b.right]
      - much
      - a.left+b.right
  b: [a.left]
"""
UPPER, LOWER, STATE = (("preferences", p) for p in ("upper", "lower", "state"))
THERE = ("perspectives", "residents", "preferences", "lower")
MAKERS = ("decision_makers",)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def made(bench, form, *changes):
    """Send a form; hold what the file says against what the changes say, and undo against the file before."""
    before = bench.text
    found = bench.post("c/river.yaml/edit", {"page": "table", "base": bench.version(), **form})
    assert found.status_code == 200, words(found.text)[:400]
    wanted = plain(before)
    for change in changes:
        wanted = applied(wanted, change)
    assert plain(bench.text) == wanted
    assert repr(plain(bench.text)) == repr(wanted)
    kept = [line.split("#")[1] for line in before.splitlines() if "#" in line]
    after = bench.text
    bench.post("c/river.yaml/undo", {"page": "table"})
    assert bench.text == before
    bench.post("c/river.yaml/redo", {"page": "table"})
    assert bench.text == after
    return all(k in after for k in kept)


U, L, S, R = (
    {"party": p, "account": a}
    for p, a in (("upper", "base"), ("lower", "base"), ("state", "base"), ("lower", "residents"))
)
CASES = [
    (
        {"do": "weight", **U, "of": "lower.pay", "was": "2", "weight": "\N{MINUS SIGN}0.5"},
        [Put((*UPPER, "weights", "lower.pay"), "-0.5")],
    ),
    ({"do": "weight", **U, "of": "release", "weight": "+3"}, [Put((*UPPER, "weights", "release"), "3")]),
    ({"do": "remove-weight", **U, "of": "lower.sue"}, [Remove((*UPPER, "weights", "lower.sue"))]),
    ({"do": "chain", **S, "chain": "lower.sue > none"}, [Insert((*STATE, "partial"), 2, "lower.sue > none")]),
    (
        {"do": "chain", **S, "item": "0", "chain": "upper.release ~ none"},
        [Put((*STATE, "partial", 0), "upper.release ~ none")],
    ),
    ({"do": "remove-chain", **S, "item": "0"}, [Remove((*STATE, "partial", 0))]),
    (
        {"do": "patch-drop", **R, "id": "upper.release"},
        [Insert((*THERE, "patch"), 2, {"drop": "upper.release"})],
    ),
    (
        {"do": "patch-replace", **R, "id": "upper.release", "that": "sue", "because": "So."},
        [
            Insert(
                (*THERE, "patch"), 2, {"replace": "upper.release", "with": {"that": "sue", "because": "So."}}
            )
        ],
    ),
    ({"do": "patch-put", **R, "that": "sue"}, [Insert((*THERE, "patch"), 2, {"put": "sue"})]),
    (
        {"do": "patch-put", **R, "that": "sue", "before": "pay"},
        [Insert((*THERE, "patch"), 2, {"put": "sue", "before": "pay"})],
    ),
    (
        {"do": "patch-put", "party": "lower", "account": "third", "that": "sue"},
        [Put(("perspectives", "third", "preferences", "lower", "patch"), [{"put": "sue"}])],
    ),
    ({"do": "patch-back", **R, "item": "1"}, [Remove((*THERE, "patch", 1))]),
    ({"do": "own-wishes", **R, "lines": "upper.release\npay\n"}, [Put(THERE, ["upper.release", "pay"])]),
    ({"do": "move-party", "item": "0", "to": "2"}, [Move(MAKERS, 0, 2)]),
    (
        {"do": "move-option", "party": "lower", "item": "1", "to": "0"},
        [Move((*MAKERS, "lower", "options"), 1, 0)],
    ),
    (
        {"do": "move-option", "party": "upper", "item": "0", "to": "1"},
        [Move((*MAKERS, "upper", "options"), 0, 1)],
    ),
    (
        {"do": "levels", "option": "lower.pay", "levels": "half, all"},
        [Put((*MAKERS, "lower", "options", "pay"), {"text": "pay for the water", "levels": ["half", "all"]})],
    ),
    (
        {"do": "levels", "option": "upper.dam", "levels": "low, middle, high"},
        [Put((*MAKERS, "upper", "options", "dam", "levels"), ["low", "middle", "high"])],
    ),
    (
        {"do": "levels", "option": "upper.dam", "levels": ""},
        [Remove((*MAKERS, "upper", "options", "dam", "levels"))],
    ),
    (
        {"do": "levels", "option": "upper.release", "levels": "some, all"},
        [
            Put(
                (*MAKERS, "upper", "options", "release"),
                {"text": "let water through", "levels": ["some", "all"]},
            ),
            Put(("status_quo", 0), "upper.release.some"),
        ],
    ),
    (
        {"do": "take-wishes", **L, "kind": "statements", "lines": "not sue\nupper.release\nnot upper.dam\n"},
        [Move(LOWER, 2, 0), Insert(LOWER, 2, "not upper.dam"), Remove((*LOWER, 3))],
    ),
    (
        {"do": "take-wishes", **U, "kind": "weights", "lines": "lower.pay: +1\nrelease: -2"},
        [
            Put((*UPPER, "weights", "lower.pay"), "1"),
            Put((*UPPER, "weights", "release"), "-2"),
            Remove((*UPPER, "weights", "lower.sue")),
        ],
    ),
    (
        {"do": "take-wishes", **L, "kind": "weights", "lines": "pay: 1"},
        [Put(LOWER, {"weights": {"pay": "1"}})],
    ),
    (
        {
            "do": "take-wishes",
            **S,
            "kind": "partial",
            "lines": "none > upper.release ~ lower.pay\nupper.release > none",
        },
        [
            Insert((*STATE, "partial"), 0, "none > upper.release ~ lower.pay"),
            Remove((*STATE, "partial", 2)),
        ],
    ),
    ({"do": "take-wishes", **U, "kind": "statements", "lines": "release"}, [Put(UPPER, ["release"])]),
]


# The same, where no outcome is named by the options that get levels: that is refused there.
LEVELLED = FORMS.replace(
    """    partial:
      - upper.release > none
      - lower.pay > none
""",
    """    - upper.release
""",
)
# The same, where no account rests on a wish of the party: a list without it is refused there.
ALONE = (
    FORMS[: FORMS.index("    preferences:\n      lower:\n        patch:")] + FORMS[FORMS.index("  third:") :]
)


@pytest.mark.parametrize(("form", "changes"), CASES, ids=lambda x: x["do"] if isinstance(x, dict) else "")
def test_each_form_makes_the_smallest_change(tmp_path, form, changes):
    text = ALONE if form["do"] == "take-wishes" and form["party"] == "lower" else FORMS
    text = LEVELLED if form["do"] == "levels" else text
    assert made(Bench(tmp_path, text), form, *changes) or form["do"] in (
        "remove-chain",
        "take-wishes",
        "levels",
    )


def test_what_a_form_wrote_can_be_read(tmp_path):
    for form, _ in CASES:
        bench = Bench(tmp_path, FORMS)
        bench.post("c/river.yaml/edit", {"page": "table", "base": bench.version(), **form})
        if form["do"] not in (
            "levels",
            "take-wishes",
        ):  # then wishes, or other accounts, may name what is gone
            read_conflict(bench.text)


PLACES = ("preferences", "a", "ranking")


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        (
            {"do": "move-place", "item": "0", "to": "1"},
            [["a.left", "b.right"], "none", "much", "a.left+b.right"],
        ),
        ({"do": "join-place", "item": "1"}, [["none", "a.left", "b.right"], "much", "a.left+b.right"]),
        (
            {"do": "part-place", "item": "1", "part": "1"},
            ["none", "b.right", "a.left", "much", "a.left+b.right"],
        ),
    ],
)
def test_a_ranking_is_changed_place_by_place(tmp_path, form, wanted):
    bench = Bench(tmp_path, RANKED)
    form = {"party": "a", "account": "base", **form}
    page = bench.page("wishes", party="a").text
    assert all(f'value="{do}"' in page for do in ("move-place", "join-place", "part-place"))
    made(bench, form, Put(PLACES, wanted))
    assert "# best" in bench.text
    read_conflict(bench.text)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ({"do": "weight", **U, "of": "lower.pay", "weight": "3"}, "has a weight already"),
        ({"do": "weight", **U, "of": "(pay for the water)", "weight": "3"}, "has a weight already"),
        ({"do": "weight", **U, "of": "release", "weight": "much"}, "is no weight"),
        ({"do": "weight", **U, "of": "release", "weight": "1e9"}, "is no weight"),
        ({"do": "move-place", **U, "item": "0", "to": "1"}, "no ranking here"),
        ({"do": "chain", **S, "item": "4", "chain": "x"}, "not in the file"),
        ({"do": "patch-drop", **L, "id": "x"}, "wishes of its own"),
        ({"do": "levels", "option": "lower.pay", "levels": "one"}, "two levels or more"),
        ({"do": "levels", "option": "lower.pay", "levels": ""}, "these are its levels already"),
        ({"do": "take-wishes", **L, "kind": "odd", "lines": "x"}, "which there is not"),
        ({"do": "take-wishes", **L, "kind": "statements", "lines": " \n"}, "nothing is proposed"),
        ({"do": "move-party", "item": "0", "to": "9"}, "no list with these places"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(tmp_path, form, told):
    bench = Bench(tmp_path, FORMS)
    found = bench.post("c/river.yaml/edit", {"page": "wishes", "base": bench.version(), **form})
    assert found.status_code == 422
    assert told in words(found.text)
    assert bench.text == FORMS


def test_places_that_cannot_be_joined_or_parted_are_told(tmp_path):
    bench = Bench(tmp_path, RANKED)
    for form in (
        {"do": "join-place", "item": "0"},
        {"do": "join-place", "item": "2"},
        {"do": "part-place", "item": "0", "part": "0"},
        {"do": "part-place", "item": "1", "part": "2"},
    ):
        found = bench.edit(form.pop("do"), party="a", account="base", **form)
        assert found.status_code == 422
        assert bench.text == RANKED


def test_rows_are_not_moved_where_states_are_written_as_patterns(tmp_path):
    bench = Bench(tmp_path, RIVER.replace("status_quo: []", "status_quo: NNN"))
    for form in ({"do": "move-party"}, {"do": "move-option", "party": "lower"}):
        found = bench.edit(form.pop("do"), page="table", item="0", to="1", **form)
        assert found.status_code == 422
        assert "patterns (NNN)" in words(found.text)


def test_levels_that_have_texts_keep_them_and_today_stays_at_a_level_that_there_is(tmp_path):
    text = FORMS.replace("levels: [low, high]", "levels: {low: a weir, high: a wall}").replace(
        "[upper.release]", "[upper.release, upper.dam.low]"
    )
    bench = Bench(tmp_path, text)
    bench.edit("levels", page="table", option="upper.dam", levels="middle, high")
    root = plain(bench.text)
    assert root["decision_makers"]["upper"]["options"]["dam"]["levels"] == {
        "middle": "build a dam (middle)",
        "high": "a wall",
    }
    assert root["status_quo"] == ["upper.release", "upper.dam.middle"]
    bench.edit("levels", page="table", option="upper.dam", levels="")
    assert plain(bench.text)["status_quo"] == ["upper.release", "upper.dam"]


def test_an_account_that_changes_single_wishes_shows_what_follows_and_what_it_changes(tmp_path):
    bench = Bench(tmp_path, FORMS)
    page = words(bench.page("wishes", party="lower").text)
    assert "not pay" in page
    assert "leaves out: not “go to court”" in page
    assert "“pay for the water”, in place of: not “pay for the water”" in page
    assert "“let water through”" in page
    assert "(from this account)" in page
    bench.edit("patch-back", party="lower", account="residents", item="1")
    bench.edit("patch-back", party="lower", account="residents", item="0")
    assert "lower" not in plain(bench.text)["perspectives"]["residents"]["preferences"]
    conflict = read_conflict(bench.text)
    assert conflict.under("residents").preferences["lower"] == conflict.under("base").preferences["lower"]
    assert "What follows" in bench.page("wishes", party="lower").text


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (
            "{exclusive: [lower.pay, lower.sue], because: It is one or the other.}",
            "at most one of these: Lower town: “pay for the water”, Lower town: “go to court” (It is",
        ),
        (
            "{irreversible: {option: lower.sue, direction: taken}}",
            "once taken, it stays: Lower town: “go to court” Remove",
        ),
        (
            "{irreversible: {option: lower.sue, direction: dropped}}",
            "once dropped, it stays dropped: Lower town: “go to court” Remove",
        ),
        (
            "{irreversible: {option: lower.sue, direction: taken, if: upper.release}}",
            "irreversible: option Lower town: “go to court”, direction taken, if Upper town: “let more water through”",
        ),
        (
            "{irreversible: {option: lower.sue, direction: left}}",
            "irreversible: option lower.sue, direction left",
        ),
        ("{never: lower.pay and lower.sue}", "this can never be: Lower town: “pay for the water” and Low"),
        (
            "{some_of: [lower.pay, lower.sue]}",
            "at least one of these: Lower town: “pay for the water”, Lower",
        ),
        ("{some_of: [lower.pay, lower.seu]}", "at least one of these: lower.pay, lower.seu"),
    ],
)
def test_a_rule_is_said_in_the_words_of_its_form(tmp_path, rule, told):
    bench = Bench(tmp_path, RIVER.replace("exclusive: [lower.pay, lower.sue]", rule))
    shown = words(bench.page("table").text)
    assert told in shown.replace("✕ ", "")
    if "because" in rule:
        assert "“go to court” (It is one or the other.)" in shown
    german = Bench(tmp_path, bench.text.replace("detente: 1", "detente: 1\nlanguage: de"))
    assert told.split(":")[0] not in words(german.page("table").text) or told.startswith("irreversible")
