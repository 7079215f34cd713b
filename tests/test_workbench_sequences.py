"""Whatever forms write, forms can change: random sequences of them from nothing are never told to do it by hand."""

from __future__ import annotations

import pytest

pytest.importorskip("starlette")

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.conflict import UnknownNameError
from detente.conflict.editing import EditError, edited, plain, switched_off
from detente.workbench.edits.actions import ACTIONS, wanted
from detente.workbench.pages.shown import NEW
from tests.workbench_client import Bench

TEXTS = (
    "go to court",
    "pay",
    "Pay: now, or never",
    "it's “so” #1",
    "Straße",
    "[odd",
    "- dash",
    "yes",
    "a very long text that goes on and on, so that no line of a hundred letters holds it, nor two of them, and on",
)
CONDITIONS = (
    "pay",
    "not a.pay",
    "pay if b.go_court and not pay",
    "a.pay or not b.pay",
    "{odd",
    "what: is it",
)
NUMBERS = st.integers(0, 3).map(str)
FIELDS = st.fixed_dictionaries(
    {
        "item": NUMBERS,
        "to": NUMBERS,
        "rule": NUMBERS,
        "part": NUMBERS,
        "name": st.sampled_from(TEXTS),
        "title": st.sampled_from(TEXTS),
        "about": st.sampled_from((*TEXTS, "")),
        "text": st.sampled_from(TEXTS),
        "says": st.sampled_from(TEXTS),
        "options": st.lists(st.sampled_from(TEXTS), max_size=3).map("\n".join),
        "that": st.sampled_from(CONDITIONS),
        "because": st.sampled_from(("", "", *TEXTS)),
        "source": st.sampled_from(("", "", "a", "a, b")),
        "what": st.sampled_from(("a.pay", "a.pay, b.pay", "not a.pay")),
        "kind": st.sampled_from(
            ("never", "exclusive", "irreversible", "statements", "weights", "ranking", "partial")
        ),
        "levels": st.sampled_from(("", "low, high", "low, high, top")),
        "taken": st.sampled_from(("1", "1", "")),
        "demand": st.sampled_from(CONDITIONS),
        "threat": st.sampled_from(CONDITIONS),
        "weight": st.sampled_from(("1", "-0.5")),
        "chain": st.sampled_from(("a > b", "a ~ b > c")),
        "lines": st.sampled_from(("pay\nnot a.pay", "pay: +2\na.pay: -1", "none\na ~ b", "a > b\na b > c")),
    }
)
STEP = st.tuples(
    st.sampled_from(
        sorted(ACTIONS)
        + 6 * ["add-wish"]
        + 3 * ["add-party", "wish-off", "wish-on", "add-account", "move-wish"]
    ),
    FIELDS,
    st.tuples(*[st.integers(0, 3)] * 5),
)


def _of(names, number: int) -> str:
    return names[number % len(names)] if names else "nobody"


def form(text: str, do: str, fields: dict[str, str], choice: tuple[int, ...]) -> dict[str, str]:
    """Fill a form in as a page of the file offers it."""
    root = plain(text)
    parties = list(root.get("decision_makers") or {})
    named = list(root.get("perspectives") or {})
    accounts = [*(["base"] if "preferences" in root else []), *named]
    party, account = _of(parties, choice[0]), _of(accounts, choice[1])
    options = [f"{p}.{o}" for p in parties for o in root["decision_makers"][p].get("options") or {}]
    path = ("preferences", party) if account == "base" else ("perspectives", account, "preferences", party)
    off = switched_off(text, path)
    return fields | {
        "do": do,
        "party": party,
        "account": account,
        "from": _of(accounts, choice[2]),
        "begins": _of(["", "nothing", *(f"account:{a}" for a in named)], choice[3]),
        "option": _of(options, choice[2]),
        "by": party,
        "to": _of(parties, choice[4]) if do == "add-ultimatum" else fields["to"],
        "ultimatum": _of(list(root.get("ultimatums") or {}), choice[3]),
        "line": str(off[choice[3] % len(off)].line) if off else "1",
        "of": fields["that"],
        "id": fields["that"],
    }


@settings(max_examples=120, deadline=None)
@given(st.lists(STEP, min_size=8, max_size=40))
def test_forms_from_nothing_are_never_told_to_change_the_text_by_hand(steps):
    text = NEW.format(title="x")
    for party in ("a", "b"):
        for change in wanted(text, {"do": "add-party", "name": party, "options": "pay\ngo to court"}).changes:
            text = edited(text, change)
    for do, fields, choice in steps:
        try:
            asked = wanted(text, form(text, do, fields, choice))
        except (EditError, UnknownNameError):  # what is not there, or makes no sense: nothing is written
            continue
        for change in asked.changes:
            text = edited(text, change)


@pytest.mark.parametrize("do", ["add-wish", "wish-off", "move-wish", "remove-wish", "copy-wish"])
def test_a_list_that_the_page_wrote_from_one_word_on_is_changed_by_every_form(tmp_path, do):
    bench = Bench(tmp_path, NEW.format(title="Flights"))
    bench.edit("add-party", page="table", name="Cargo", options="land\nmove its hub away")
    bench.edit("add-account", says="Others", party="cargo")
    for that in ("land", "move_its_hub if land", "not land", "not move_its_hub"):
        assert bench.edit("add-wish", account="base", party="cargo", that=that).status_code == 200
    bench.edit("begin-wishes", account="others", party="cargo", from_="base")
    before = bench.text
    about = {"party": "cargo", "item": "1", "to": "0", "that": "not land"}
    accounts = {"account": "others", "from": "base"} if do == "copy-wish" else {"account": "base"}
    found = bench.edit(do, **about, **{k.replace("from", "from_"): v for k, v in accounts.items()})
    assert found.status_code == 200
    assert bench.text != before
    bench.post("c/river.yaml/undo", {"page": "wishes"})
    assert bench.text == before


def test_every_wish_can_be_off_and_comes_back(tmp_path):
    bench = Bench(tmp_path, NEW.format(title="Flights"))
    bench.edit("add-party", page="table", name="Cargo", options="land\nmove its hub away")
    for that in ("land", "not move_its_hub"):
        bench.edit("add-wish", account="base", party="cargo", that=that)
    for _ in range(2):
        found = bench.edit("wish-off", account="base", party="cargo", item="0")
        assert found.status_code == 200
    assert plain(bench.text)["preferences"]["cargo"] == []
    assert found.text.count("switched off") == 2
    assert "It wants nothing: any outcome is as good to it as any other." in found.text
    for number in (1, 0):
        off = switched_off(bench.text, ("preferences", "cargo"))
        assert [o.value for o in off] == ["land", "not move_its_hub"][: number + 1]
        bench.edit("wish-on", account="base", party="cargo", line=str(off[number].line))
    assert plain(bench.text)["preferences"]["cargo"] == ["land", "not move_its_hub"]
    assert switched_off(bench.text, ("preferences", "cargo")) == ()
