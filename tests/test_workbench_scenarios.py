"""Pinned scenarios: side by side, what is different said in words, and kept as an account."""

from __future__ import annotations

import re
from html import unescape
from random import Random

import pytest

pytest.importorskip("starlette")

from detente import catalogue
from detente.conflict import read_conflict
from detente.conflict.editing import EditError, Insert, Move, Put, Remove, edited
from detente.reports.differences import ELSE, differences
from detente.workbench.edits import scenarios
from tests.workbench_client import RIVER, Bench

ISTANBUL = (catalogue.FOLDER / "istanbul-2025.yaml").read_text(encoding="utf-8")
WISHES = ("perspectives", "engineers", "preferences", "upper")


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def pin(bench, do="pin", **form):
    return bench.post("c/river.yaml/pin", {"do": do, "page": "answer", "base": bench.version(), **form})


def test_a_pinned_change_is_written_as_an_account(bench):
    bench.edit("move-wish", account="engineers", party="upper", item="2", to="0")
    changed = bench.text
    pin(bench, name="If it let go")
    bench.post("c/river.yaml/undo", {"page": "answer"})
    assert bench.text == RIVER
    told = words(bench.page("part").text)
    assert "If it let go" in told
    assert "“engineers”, Upper town, now its 1st wish and before its 3rd:" in told
    [pinned] = scenarios.pins(bench.file)
    assert pin(bench, "as-account", pin=pinned.id).status_code == 200
    assert bench.text.startswith(RIVER)
    conflict, meant = read_conflict(bench.text), read_conflict(changed)
    [account] = [a for a in conflict.accounts if a not in meant.accounts]
    assert conflict.perspective(account).says == "If it let go (engineers)"
    assert conflict.under(account).preferences == meant.under("engineers").preferences
    assert conflict.under(account).status_quo == meant.status_quo


def test_a_pinned_scenario_can_take_the_place_of_the_file_and_go_away(bench):
    bench.edit("title", page="table", title="Another")
    pin(bench, name="Named otherwise")
    bench.post("c/river.yaml/undo", {"page": "answer"})
    [pinned] = scenarios.pins(bench.file)
    assert pin(bench, "as-account", pin=pinned.id).status_code == 422
    assert bench.text == RIVER
    pin(bench, "take", pin=pinned.id)
    assert "'Another'" in bench.text
    bench.post("c/river.yaml/undo", {"page": "answer"})
    assert bench.text == RIVER
    pin(bench, "unpin", pin=pinned.id)
    assert scenarios.pins(bench.file) == ()
    assert pin(bench, "take", pin=pinned.id).status_code == 422


def test_no_more_are_pinned_than_fit_and_each_has_a_name(bench):
    assert pin(bench, name="  ").status_code == 422
    for number in range(scenarios.MOST):
        assert pin(bench, name=f"{number}").status_code == 200
    assert pin(bench, name="one more").status_code == 422
    assert len(scenarios.pins(bench.file)) == scenarios.MOST
    scenarios.beside(bench.file).write_bytes(b'[{"id": 1}]')
    assert scenarios.pins(bench.file) == ()
    assert bench.page("part").status_code == 200


def test_today_can_differ_in_an_account_and_other_things_cannot(tmp_path):
    then = edited(RIVER, Put(("status_quo",), ["lower.sue"]))
    asked = scenarios.as_accounts(RIVER, scenarios.Pin("x", "In court", then))
    text = RIVER
    for change in asked.changes:
        text = edited(text, change)
    conflict = read_conflict(text)
    new = [a for a in conflict.accounts if a not in ("engineers", "residents")]
    assert len(new) == 2
    for account in new:
        assert conflict.under(account).status_quo.taken == frozenset({"lower.sue"})
    with pytest.raises(EditError, match="rules"):
        scenarios.as_accounts(RIVER, scenarios.Pin("x", "X", edited(RIVER, Remove(("rules", 0)))))
    with pytest.raises(EditError, match="nothing to write"):
        scenarios.as_accounts(RIVER, scenarios.Pin("x", "X", RIVER))


# -- differences in words ----------------------------------------------------------------------------------------------


def told(*changes, text=RIVER):
    after = text
    for change in changes:
        after = edited(after, change)
    return differences(read_conflict(text), read_conflict(after))


def test_each_kind_of_difference_has_its_sentence():
    assert told() == ()
    assert told(Put(("title",), "B")) == (ELSE,)
    assert told(Put(("status_quo",), ["lower.pay"])) == ("Today, Lower town: pay for the water.",)
    assert told(
        Put(("status_quo",), ["lower.pay"]), text=edited(RIVER, Put(("status_quo",), ["lower.sue"]))
    ) == (
        "Today, Lower town: pay for the water.",
        "Today, Lower town does not: go to court.",
    )
    assert told(Remove(("rules", 0))) == ("There is no rule: exclusive: lower.pay, lower.sue.",)
    assert (
        told(Insert(("rules",), 1, {"never": "upper.release"}))[0]
        == "There is another rule: never: upper.release."
    )
    dam = Put(("decision_makers", "upper", "options", "dam"), "build a dam")
    assert told(dam) == ("Upper town can also: build a dam.",)
    assert told(Remove(("perspectives", "residents"))) == ("There is no account “residents”.",)
    assert told(Insert(WISHES, 0, "release"))[0].startswith("“engineers”, Upper town, new as its 1st wish:")
    assert told(Remove((*WISHES, 1)))[0].startswith("“engineers”, Upper town, wanted no longer:")
    assert told(Put((*WISHES, 1, "that"), "not lower.pay"))[0].startswith(
        "“engineers”, Upper town, its 2nd wish is now:"
    )
    other = told(Put(WISHES, {"weights": {"release": "1"}}))
    assert other == ("“engineers”, Upper town: the order of what it wants is another.",)


def test_any_order_can_be_made_from_the_sentences():
    """Who puts what is told as moved into its new place, and keeps the order of the rest, has the new list."""
    random = Random(7)
    path = ("perspectives", "kyiv", "preferences", "russia")
    before = read_conflict(ISTANBUL)
    old = [s.id for s in before.under("kyiv").preferences["russia"].statements]
    for _ in range(25):
        text = ISTANBUL
        for _ in range(random.randrange(1, 4)):
            text = edited(text, Move(path, random.randrange(len(old)), random.randrange(len(old))))
        after = read_conflict(text)
        new = [s.id for s in after.under("kyiv").preferences["russia"].statements]
        found = [
            re.search(r"now its (\d+)\w+ wish and before its (\d+)", s) for s in differences(before, after)
        ]
        moved = {old[int(m[2]) - 1]: int(m[1]) for m in found if m}
        assert len(moved) == len(found)
        made = [i for i in old if i not in moved]
        for id, place in sorted(moved.items(), key=lambda pair: pair[1]):
            made.insert(place - 1, id)
        assert made == new
