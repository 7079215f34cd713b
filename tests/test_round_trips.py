"""Whatever is written can be read again: random conflicts that hold everything, in every format."""

from __future__ import annotations

import itertools
import json
from random import Random

import pytest

import detente
from detente.conflict import Conflict, DetenteError, read_conflict
from detente.exchange.formats import FORMATS, MODELS
from tests.test_hostile import refusal
from tools.fuzz.trips import faults
from tools.fuzz.whole import whole_conflict

EACH = 12


@pytest.mark.parametrize("format", ["yaml", "json", *MODELS])
def test_what_is_written_reads_the_same_but_for_what_was_told(format):
    for number in range(EACH):
        conflict = whole_conflict(Random(f"{format} {number}"))
        for account in (None, *conflict.accounts[: 1 + number % 2]):
            assert faults(conflict, format, account) == [], (number, account)


def test_every_format_that_is_read_and_written_is_tried():
    assert set(MODELS) == {f.name for f in FORMATS if f.read and f.write and f.name not in ("csv", "tsv")}


def test_a_difference_is_found(monkeypatch):
    """What the tests above would see: a format that forgets something without a word."""
    conflict = read_conflict(
        "detente: 1\ntitle: t\nabout: x\ndecision_makers: {a: {options: {x: x}}, b: {options: {y: y}}}\n"
        "preferences: {a: [b.y], b: [{that: a.x, because: why}]}\n"
    )
    assert faults(conflict, "zip") == faults(conflict, "gmcr") == []
    from detente.exchange import gmcr_writing, sheets_wishes

    monkeypatch.setattr(sheets_wishes, "_claim", lambda body: {})
    assert "differs" in faults(conflict, "zip")[0]
    monkeypatch.setattr(gmcr_writing, "left_out", lambda *_, **__: [])
    assert faults(conflict, "gmcr") == []  # which carries all but the reason
    monkeypatch.setattr(
        gmcr_writing, "_pairs", lambda cube, numbers: [[k, "N"] for k in map(numbers.get, cube)]
    )
    assert any("ranks of a differ" in f for f in faults(conflict, "gmcr"))


# -- sizes ------------------------------------------------------------------------------------------


def many_makers(count: int, preferences: str = "stated") -> Conflict:
    """Make a conflict of many decision makers with an option each."""
    makers = ", ".join(f"maker_{k}: {{options: {{option_{k}: do it}}}}" for k in range(count))
    wish = {
        "stated": "[maker_0.option_0]",
        "weights": "{weights: {maker_0.option_0: 2, maker_1.option_1: 1}}",
    }
    wishes = ", ".join(f"maker_{k}: {wish[preferences]}" for k in range(count))
    return read_conflict(
        f"detente: 1\ntitle: many\ndecision_makers: {{{makers}}}\npreferences: {{{wishes}}}\n"
    )


@pytest.mark.parametrize(
    ("format", "preferences", "count"),
    [
        ("nfg", "stated", 13),
        ("graphml", "weights", 12),
        ("gmcr", "weights", 12),
        ("nfg-outcomes", "stated", 15),
    ],
)
def test_many_decision_makers_are_read_again_or_refused_before(format, preferences, count, tmp_path):
    """Their rankings list thousands of states: what is too large for reading is too large for writing."""
    conflict = many_makers(count, preferences)
    file = tmp_path / f"x.{format.partition('-')[0]}"
    refused = refusal(lambda: detente.export_file(conflict, file, format))
    if refused is not None:
        assert "at most" in str(refused)
        assert count == 15
        assert not file.exists()
        return
    assert count < 15
    again = detente.import_file(file)
    assert len(again.decision_makers) == count
    assert read_conflict(detente.to_json(again)) == again  # which goes into a file, too


def test_a_condition_of_many_combinations_goes_to_gmcr_as_a_ranking():
    """Written out in combinations of options it would be longer than a condition may be."""
    names = [f"a.option_number_{k}" for k in range(12)]
    options = ", ".join(f"option_number_{k}: x" for k in range(12))
    text = f"detente: 1\ntitle: t\ndecision_makers: {{a: {{options: {{{options}}}}}, b: {{options: {{y: y}}}}}}\n"
    conflict = read_conflict(text + f"preferences: {{a: [{' xor '.join(names)}], b: [a.option_number_1]}}\n")
    assert faults(conflict, "gmcr") == []


def test_many_combinations_that_are_excluded_go_to_gmcr_and_back(tmp_path):
    """More rules than a conflict file may have become fewer, longer ones."""
    options = ", ".join(f"o{k}: x" for k in range(14))
    text = f"detente: 1\ntitle: t\ndecision_makers: {{a: {{options: {{{options}}}}}, b: {{options: {{y: y}}}}}}\n"
    odd = " xor ".join(f"a.o{k}" for k in range(13))
    conflict = read_conflict(text + f"rules: [never: {odd}]\npreferences: {{a: [b.y], b: [a.o1]}}\n")
    detente.export_file(conflict, tmp_path / "x.gmcr")
    again = detente.import_file(tmp_path / "x.gmcr")
    assert again.game().size == conflict.game().size


def test_conditions_on_levels_stand_in_every_sheet(tmp_path):
    conflict = read_conflict(
        """
        detente: 1
        title: t
        decision_makers:
          a: {options: {x: {levels: [low, mid, high]}}}
          b: {options: {y: y}}
        conditions: {deep: a.x >= mid, calm: not deep and b.y}
        rules: [{never: a.x = high and b.y}, {irreversible: {option: a.x, if: a.x < high}}]
        preferences: {a: [x >= mid, calm], b: {weights: {a.x: -1, a.x >= mid: -2}}}
        """
    )
    for format in ("xlsx", "zip"):
        assert faults(conflict, format) == []


def test_a_state_is_the_same_however_its_options_are_joined():
    head = "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x, y: y}}}\npreferences: {a: []}\n"
    written = [f"status_quo: {w}\n" for w in ("[a.y, a.x]", "a.y+a.x", "'a.x, a.y'", "a.x + a.y")]
    for one, other in itertools.pairwise(read_conflict(head + w) for w in written):
        assert one == other
        assert read_conflict(detente.to_json(one)) == one


def test_a_condition_with_a_weight_is_no_longer_than_a_key_may_be():
    head = "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x, y: y}}}\n"
    long = " or ".join(["a.x"] * 143)
    conflict = read_conflict(head + f"preferences: {{a: {{weights: {{? {long} : 1}}}}}}\n")
    assert read_conflict(detente.to_json(conflict)) == conflict
    with pytest.raises(DetenteError, match="one with a weight has at most 1,000: give it a name"):
        read_conflict(head + f"preferences: {{a: {{weights: {{? {long} or a.x : 1}}}}}}\n")


def test_large_weights_that_nearly_cancel_are_ranked():
    """Their sums are exact numbers of any size, which lie close together."""
    head = "detente: 1\ntitle: t\ndecision_makers: {a: {options: {x: x, y: y}}}\n"
    weights = "{a.x: 999999999999999, not a.x: 999999999999999, a.y: 0.000000000000001}"
    game = read_conflict(head + f"preferences: {{a: {{weights: {weights}}}}}\n").game()
    assert {game.state(s).id: int(game.ranks[0][s]) for s in range(game.size)} == {
        "none": 0,
        "a.x": 0,
        "a.y": 1,
        "a.x+a.y": 1,
    }


@pytest.mark.parametrize("ending", ["zip", "xlsx"])
def test_states_between_which_nobody_moves_come_back(ending, tmp_path):
    if ending == "xlsx":
        pytest.importorskip("openpyxl")
    still = {
        "detente": 1,
        "title": "Nothing moves",
        "decision_makers": {"a": {"name": "A"}, "b": {"name": "B"}},
        "states": {"s": "one", "t": "other"},
        "moves": {"a": {}, "b": {}},
        "preferences": {"a": [], "b": []},
    }
    conflict = read_conflict(json.dumps(still))
    file = tmp_path / f"still.{ending}"
    detente.export_file(conflict, file)
    assert detente.import_file(file) == conflict
