"""The page Table: what goes, goes whole or not at all; ultimatums; today's situation that a rule forbids."""

from __future__ import annotations

import re
from html import unescape

import pytest

pytest.importorskip("starlette")

from detente.conflict import read_conflict
from detente.conflict.editing import path_at, plain
from detente.game import broken_rule, feasible_states
from detente.workbench.language.german import GERMAN
from tests.workbench_client import RIVER, Bench

THREE = """# three parties
detente: 1
title: The river
status_quo: [state.pay.low, upper.release, state.mediate, state.pay.high]
decision_makers:
  upper: {name: Upper town, options: {release: let water through, dam: build a dam}}
  lower: {name: Lower town, options: {sue: go to court, wait: }}
  state:
    name: The state
    options:
      mediate: {text: mediate, otherwise: nobody mediates}   # it could
      pay: {levels: [low, high]}
rules:
  - never: upper.release and lower.sue
conditions:
  peace: not lower.sue
preferences:
  upper: [not lower.sue, not release]
  lower:
    - upper.release
    - not sue
  state: [mediate]
perspectives:
  residents:
    says: The residents
    preferences:
      state: [pay]   # they hope
  both:
    preferences:
      state: []
      lower: [peace]
"""


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def told(found) -> str:
    [alert] = re.findall(r'(?s)<p class="alert" role="alert">(.*?)</p>', found.text)
    return words(alert)


def refused(bench: Bench, do: str, **form: str) -> str:
    before = bench.text
    found = bench.edit(do, page="table", **form)
    assert found.status_code == 422
    assert bench.text == before
    return told(found)


def taken_back(bench: Bench, before: str) -> None:
    after = bench.text
    assert after != before
    bench.post("c/river.yaml/undo", {"page": "table"})
    assert bench.text == before
    bench.post("c/river.yaml/redo", {"page": "table"})
    assert bench.text == after


# -- parties -----------------------------------------------------------------------------------------------------------


def test_a_party_goes_with_all_that_it_wants_and_does_today_as_one_change(tmp_path):
    bench = Bench(tmp_path, THREE)
    found = bench.edit("remove-party", page="table", party="state")
    assert found.status_code == 200
    assert "party “The state” away" in words(found.text)
    root = plain(bench.text)
    assert root["status_quo"] == ["upper.release"]
    assert list(root["decision_makers"]) == ["upper", "lower"]
    assert root["preferences"] == {
        "upper": ["not lower.sue", "not release"],
        "lower": ["upper.release", "not sue"],
    }
    assert root["perspectives"] == {
        "residents": {"says": "The residents"},
        "both": {"preferences": {"lower": ["peace"]}},
    }
    read_conflict(bench.text)
    taken_back(bench, THREE)


def test_what_a_party_wants_in_terms_of_its_own_goes_too(tmp_path):
    text = THREE + "wishes:\n  state: {}\n"
    bench = Bench(tmp_path, text)
    bench.edit("remove-party", page="table", party="state")
    assert "state" not in plain(bench.text).get("wishes", {})


@pytest.mark.parametrize(
    ("party", "more", "why"),
    [
        (
            "upper",
            "",
            "“Upper town” is still needed by the rule (Upper town: “let water through” and "
            "Lower town: “go to court”) and a wish of “Lower town” "
            "(Upper town: “let water through”); change that first. Nothing was written.",
        ),
        (
            "lower",
            "",
            "“Lower town” is still needed by the rule (Upper town: “let water through” and "
            "Lower town: “go to court”), the condition “peace” and a wish "
            "of “Upper town” (Lower town: not “go to court”); change that first. Nothing was written.",
        ),
        (
            "state",
            "ultimatums:\n  bill: {by: state, to: upper, demand: release, threat: mediate, text: x}\n",
            "“The state” is still needed by the ultimatum “x”; change that first. Nothing was written.",
        ),
        (
            "state",
            "ultimatums:\n  bill: {by: state, to: upper, demand: release, threat: mediate, text: Or else}\n",
            "“The state” is still needed by the ultimatum “Or else”; change that first. Nothing was written.",
        ),
        (
            "state",
            "phases:\n  later: {says: Later, date: 2030, preferences: {state: [pay]}}\n",
            "“The state” is still needed by the phase “Later”; change that first. Nothing was written.",
        ),
        (
            "state",
            "timeline:\n  first: {date: 2025-01-01, text: It began, does: state.mediate}\n",
            "“The state” is still needed by what stands under ‘timeline’ (line 33); change that first. "
            "Nothing was written.",
        ),
    ],
)
def test_a_party_that_something_needs_stays_and_what_needs_it_is_named(tmp_path, party, more, why):
    bench = Bench(tmp_path, THREE + more)
    read_conflict(bench.text)
    assert refused(bench, "remove-party", party=party) == why


def test_the_only_party_can_go_where_nothing_needs_it(tmp_path):
    text = "detente: 1\ntitle: One\nstatus_quo: []\ndecision_makers:\n  a:\n    name: A\n    options: {x: do it}\n"
    text += "preferences:\n  a: []\n"
    bench = Bench(tmp_path, text)
    assert bench.edit("remove-party", page="table", party="a").status_code == 200
    assert plain(bench.text) == {
        "detente": "1",
        "title": "One",
        "status_quo": [],
        "decision_makers": {},
        "preferences": {},
    }
    taken_back(bench, text)


def test_of_whom_something_is_confidential_stays(tmp_path):
    bench = Bench(tmp_path, THREE + "confidential: [state]\n")
    assert "--as state" in refused(bench, "remove-party", party="state")


def test_what_is_confidential_is_not_told_by_what_needs_something(tmp_path):
    for more, who in (
        ("", "a wish of “Lower town” (Upper town: “let water through”)"),
        ("lower", "the wishes of “Lower town”"),
    ):
        text = THREE.replace("rules:\n  - never: upper.release and lower.sue\n", "")
        (tmp_path / (more or "open")).mkdir()
        bench = Bench(tmp_path / (more or "open"), text + (f"confidential: [{more}]\n" if more else ""))
        bench.edit("remove-wish", account="base", party="upper", item="1")
        why = refused(bench, "remove-option", option="upper.release")
        assert why == f"“let water through” is still needed by {who}; change that first. Nothing was written."


# -- options -----------------------------------------------------------------------------------------------------------


def test_an_option_that_is_needed_stays_and_what_needs_it_is_named(tmp_path):
    bench = Bench(tmp_path, THREE)
    why = refused(bench, "remove-option", option="lower.sue")
    assert why == (
        "“go to court” is still needed by the rule (Upper town: “let water through” and "
        "Lower town: “go to court”), the condition “peace”, a wish of "
        "“Upper town” (Lower town: not “go to court”) and 1 more; change that first. Nothing was written."
    )
    why = refused(bench, "remove-option", option="state.pay")
    assert why == (
        "“pay” is still needed by a wish of “The state” (“pay” (at any level)) in the account “The residents”; "
        "change that first. Nothing was written."
    )


def test_an_option_that_nothing_needs_goes_also_from_today(tmp_path):
    bench = Bench(tmp_path, THREE.replace("    preferences:\n      state: [pay]   # they hope\n", ""))
    before = bench.text
    assert bench.edit("remove-option", page="table", option="state.pay").status_code == 200
    root = plain(bench.text)
    assert root["status_quo"] == ["upper.release", "state.mediate"]
    assert list(root["decision_makers"]["state"]["options"]) == ["mediate"]
    read_conflict(bench.text)
    taken_back(bench, before)


def test_in_a_file_that_has_mistakes_only_new_ones_count(tmp_path):
    bench = Bench(tmp_path, THREE.replace("- not sue\n", "- not fight\n"))
    assert "“mediate” is still needed by a wish of “The state” (“mediate”)" in refused(
        bench, "remove-option", option="state.mediate"
    )
    assert bench.edit("remove-option", page="table", option="upper.dam").status_code == 200


def test_levels_that_something_names_stay(tmp_path):
    text = THREE.replace("state: [pay]", "state: [pay.low]").replace("- not sue\n", "- state.pay.high\n")
    bench = Bench(tmp_path, text)
    why = refused(bench, "levels", option="state.pay", levels="low, top")
    assert why == (
        "“pay” with the levels that it has is still needed by a wish of “Lower town” "
        "(The state: “pay (high)”); change that first. Nothing was written."
    )
    ranked = text.replace(
        "  lower:\n    - upper.release\n    - state.pay.high\n", "  lower: {ranking: [none, upper.dam]}\n"
    )
    bench.file.write_text(ranked, encoding="utf-8")
    why = refused(bench, "levels", option="upper.dam", levels="low, high")
    assert why.startswith(
        "“build a dam” without levels is still needed by a wish of “Lower town” (Upper town: “build a dam”); "
    )


@pytest.mark.parametrize(
    ("do", "form", "why"),
    [
        ("remove-party", {"party": "nobody"}, "no party 'nobody' (allowed: "),
        ("remove-party", {}, "the party is missing"),
        ("remove-option", {"option": "upper.nothing"}, "no option 'upper.nothing' (allowed: "),
        ("remove-ultimatum", {"ultimatum": "bill"}, "this ultimatum is not in the file (any more)"),
    ],
)
def test_what_is_not_there_is_not_taken_away(tmp_path, do, form, why):
    assert why in refused(Bench(tmp_path, THREE), do, **form)


@pytest.mark.parametrize(
    ("do", "form"),
    [
        ("remove-wish", {"account": "base", "party": "lower", "item": "1"}),
        ("wish-off", {"account": "base", "party": "lower", "item": "1"}),
    ],
)
def test_a_wish_that_another_account_changes_stays(tmp_path, do, form):
    text = THREE.replace("lower: [peace]", "lower: {patch: [{drop: not sue}]}")
    bench = Bench(tmp_path, text)
    read_conflict(text)
    assert "nothing was written: the file would have a mistake then" in refused(bench, do, **form)


def test_a_rule_that_an_account_changes_stays(tmp_path):
    text = THREE.replace("- never: ", "- id: calm\n    never: ") + "    rules: {patch: [{drop: calm}]}\n"
    bench = Bench(tmp_path, text)
    read_conflict(text)
    assert "no rule 'calm'" in refused(bench, "remove-rule", rule="0")


# -- ultimatums --------------------------------------------------------------------------------------------------------

BILL = {
    "by": "lower",
    "to": "upper",
    "demand": "release",
    "threat": "sue",
    "text": "Let it flow, or we go to court",
}


def test_an_ultimatum_is_added_said_and_taken_away(tmp_path):
    bench = Bench(tmp_path, THREE)
    assert "Ultimatums" in bench.page("table").text
    found = bench.edit("add-ultimatum", page="table", **BILL)
    assert found.status_code == 200
    assert plain(bench.text)["ultimatums"] == {
        "let_it_flow": {k: BILL[k] for k in ("text", "by", "to", "demand", "threat")}
    }
    [made] = read_conflict(bench.text).ultimatums
    assert (made.by, made.to, made.text) == ("lower", "upper", BILL["text"])
    taken_back(bench, THREE)
    page = words(bench.page("table").text)
    assert "“ Let it flow, or we go to court ”" not in page
    assert f"“{BILL['text']}” Lower town → Upper town: “let water through”. Otherwise: “go to court”" in page
    assert "ultimatum" in bench.get("c/river.yaml/ask/ultimatum?ask=1").text
    without = {k: v for k, v in BILL.items() if k != "text"}
    assert bench.edit("add-ultimatum", page="table", **without).status_code == 200
    assert list(plain(bench.text)["ultimatums"]) == ["let_it_flow", "lower_upper"]
    assert "text" not in plain(bench.text)["ultimatums"]["lower_upper"]
    assert "“lower_upper” Lower town → Upper town" in words(bench.page("table").text)
    before = bench.text
    found = bench.edit("remove-ultimatum", page="table", ultimatum="let_it_flow")
    assert f"ultimatum “{BILL['text']}” away" in words(found.text)
    taken_back(bench, before)
    bench.edit("remove-ultimatum", page="table", ultimatum="lower_upper")
    assert bench.text == THREE


@pytest.mark.parametrize(
    ("form", "why"),
    [
        ({"to": "lower"}, "nobody gives an ultimatum to itself; choose two parties"),
        ({"by": ""}, "who says it is missing"),
        ({"to": ""}, "to whom it is said is missing"),
        ({"by": "nobody"}, "there is no party “nobody” (any more)"),
        ({"demand": ""}, "what is demanded is missing"),
        ({"threat": " "}, "what happens otherwise is missing"),
        ({"demand": "wonder"}, "nothing was written: “wonder” is not understood; nearest to it: “"),
        ({"threat": "wonder"}, "nothing was written: “wonder” is not understood; nearest to it: “"),
        ({"threat": "upper.release"}, "nothing was written: "),
    ],
)
def test_an_ultimatum_that_cannot_be_is_not_written(tmp_path, form, why):
    assert why in refused(Bench(tmp_path, THREE), "add-ultimatum", **{**BILL, **form})


def test_what_is_demanded_and_threatened_can_be_typed_in_words(tmp_path):
    bench = Bench(tmp_path, THREE)
    typed = {**BILL, "demand": "not let water through", "threat": "go to court"}
    assert bench.edit("add-ultimatum", page="table", **typed).status_code == 200
    [made] = plain(bench.text)["ultimatums"].values()
    assert (made["demand"], made["threat"]) == ("not upper.release", "lower.sue")
    read_conflict(bench.text)


def test_one_party_alone_gives_no_ultimatums_and_a_file_with_mistakes_shows_them_as_written(tmp_path):
    bench = Bench(
        tmp_path, "detente: 1\ntitle: One\ndecision_makers: {a: {options: {x: do}}}\npreferences: {a: []}\n"
    )
    assert "add-ultimatum" not in bench.page("table").text
    bench.file.write_text(
        THREE
        + "wrong: 1\nultimatums:\n  odd: so\n  bill: {by: nobody, to: upper, demand: release, threat: sue}\n"
    )
    page = words(bench.page("table").text)
    assert "“bill” nobody → Upper town: release. Otherwise: sue" in page
    assert "“odd” → : . Otherwise:" in page


# -- today -------------------------------------------------------------------------------------------------------------

CANNOT = "Today’s situation cannot be, by the rule"


def test_today_that_a_rule_forbids_is_said_with_the_rule(tmp_path):
    bench = Bench(tmp_path, RIVER)
    assert "today-cannot-be" not in bench.page("table").text
    bench.edit("today", page="table", option="lower.pay", taken="1")
    assert "today-cannot-be" not in bench.page("table").text
    found = bench.edit("today", page="table", option="lower.sue", taken="1")
    assert found.status_code == 200
    [said] = re.findall(r'(?s)<p class="alert" id="today-cannot-be">(.*?)</p>', found.text)
    assert words(said) == (
        f"{CANNOT} “at most one of these”: Lower town: “pay for the water”, Lower town: “go to court”"
    )
    bench.file.write_text(
        bench.text.replace("detente: 1", "detente: 1\nlanguage: de").replace(
            "- exclusive: [lower.pay, lower.sue]", "- {exclusive: [lower.pay, lower.sue], because: Es ist so}"
        )
    )
    said = words(bench.page("table").text)
    assert f"{GERMAN[CANNOT]} “{GERMAN['at most one of these']}”: " in said
    assert "(Es ist so)" in said


def test_today_that_cannot_be_by_one_account_alone_names_it(tmp_path):
    bench = Bench(tmp_path, RIVER + "    status_quo: [lower.pay, lower.sue]\n")
    assert f"By the account “The residents”: {CANNOT}" in words(bench.page("table").text)


@pytest.mark.parametrize("kind", ["never", "exclusive", "one_of", "some_of"])
def test_the_rule_that_one_state_breaks_is_one_that_leaves_it_out(kind):
    told = "lower.pay and lower.sue" if kind == "never" else "[lower.pay, lower.sue]"
    conflict = read_conflict(RIVER.replace("exclusive: [lower.pay, lower.sue]", f"{kind}: {told}")).under(
        "engineers"
    )
    states = feasible_states(conflict)
    feasible = {frozenset(states.options_in(int(m))) for m in range(states.masks.size)}
    for number in range(8):
        taken = frozenset(o for k, o in enumerate(conflict.option_ids) if number >> k & 1)
        rule = broken_rule(conflict, taken)
        assert (rule is None) is (taken in feasible)
        assert rule is None or rule.kind == kind


# -- places ------------------------------------------------------------------------------------------------------------


def test_every_place_of_a_file_has_its_path():
    root = plain(THREE)
    lines = THREE.splitlines()
    for line, column, path in (
        (lines.index("  - never: upper.release and lower.sue") + 1, 12, ("rules", 0, "never")),
        (lines.index("    - not sue") + 1, 8, ("preferences", "lower", 1)),
        (3, 1, ("title",)),
        (3, 8, ("title",)),
        (len(lines), 15, ("perspectives", "both", "preferences", "lower", 0)),
        (1, 1, ()),
    ):
        assert path_at(THREE, line, column) == path
    assert root["title"] == "The river"
    assert path_at("a: [1\n", 1, 1) == ()
    assert path_at("\ufeffa: 1\n", 1, 1) == ("a",)


def test_all_that_needs_it_is_there_to_unfold(tmp_path):
    bench = Bench(tmp_path, THREE)
    found = bench.edit("remove-option", page="table", option="lower.sue")
    assert told(found).endswith("and 1 more; change that first. Nothing was written.")
    [every] = re.findall(r'(?s)</p><details class="needed">(.*?)</details>', found.text)
    assert words(every).startswith("All that needs it (4) the rule (Upper town: ")
    assert words(every).endswith("a wish of “Lower town” (not “go to court”)")
    assert every.count("<li>") == 4
    few = bench.edit("remove-option", page="table", option="state.pay")
    assert few.status_code == 422
    assert 'class="needed"' not in few.text
    german = Bench(tmp_path, THREE.replace("detente: 1", "detente: 1\nlanguage: de"))
    assert "Alles, was es braucht" in german.edit("remove-option", page="table", option="lower.sue").text
