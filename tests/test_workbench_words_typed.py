"""What is typed in words goes into the file in names; what is not understood is refused, and nothing is written."""

from __future__ import annotations

import re
from html import unescape

import pytest

pytest.importorskip("starlette")

from detente.conflict.editing import plain
from tests.workbench_client import RIVER, Bench


@pytest.fixture
def bench(tmp_path):
    return Bench(tmp_path)


def wishes(bench, account: str, party: str):
    return plain(bench.text)["perspectives"][account]["preferences"][party]


def refusal(told) -> str:
    assert told.status_code == 422
    found = re.search(r'role="alert">(.*?)</p>', told.text)
    assert found
    return unescape(re.sub("<[^>]*>", "", found[1]))


RESIDENTS = {"account": "residents", "party": "upper"}


def test_a_wish_in_words_is_written_in_names(bench):
    assert bench.edit("add-wish", that="not go to court", **RESIDENTS).status_code == 200
    assert wishes(bench, "residents", "upper")[-1] == "not lower.sue"
    bench.edit("edit-wish", item="0", that="Let more water through if pay for the water", **RESIDENTS)
    assert wishes(bench, "residents", "upper")[0] == "upper.release if lower.pay"


def test_a_wish_that_is_not_understood_is_not_written(bench):
    for do, more in (("add-wish", {}), ("edit-wish", {"item": "0"})):
        told = refusal(bench.edit(do, that="land at night", **RESIDENTS, **more))
        assert told.startswith("nothing was written: “land at night” is not understood; nearest to it: “")
        assert "“go to court” (lower.sue)" in told
    assert bench.text == RIVER


def test_a_wish_with_a_mistake_of_before_can_be_given_a_reason(bench):
    bench.file.write_text(RIVER.replace("[not release, lower.pay]", "[not releese, {that: lower.pey}]"))
    assert (
        bench.edit("edit-wish", item="0", that="not releese", because="why", **RESIDENTS).status_code == 200
    )
    assert wishes(bench, "residents", "upper")[0] == {"that": "not releese", "because": "why"}
    assert bench.edit("edit-wish", item="1", that="lower.pey", because="why", **RESIDENTS).status_code == 200
    assert bench.edit("edit-wish", item="1", that="lower.pye", because="why", **RESIDENTS).status_code == 422


def test_weights_and_changes_of_another_account_take_words_too(bench):
    bench.file.write_text(
        RIVER.replace("upper: [not release, lower.pay]", "upper: {weights: {release: 1}}")
        + "  echo:\n    says: Echo\n    on: engineers\n"
    )
    assert bench.edit("weight", of="go to court", weight="-2", **RESIDENTS).status_code == 200
    assert wishes(bench, "residents", "upper") == {"weights": {"release": "1", "lower.sue": "-2"}}
    assert "nothing was written" in refusal(bench.edit("weight", of="fly", weight="1", **RESIDENTS))
    echo = {"account": "echo", "party": "upper"}
    assert bench.edit("patch-put", that="not go to court or pay for the water", **echo).status_code == 200
    assert bench.edit("patch-replace", id="paid", that="go to court", **echo).status_code == 200
    assert wishes(bench, "echo", "upper")["patch"] == [
        {"put": "not lower.sue or lower.pay"},
        {"replace": "paid", "with": "lower.sue"},
    ]
    assert "nothing was written" in refusal(bench.edit("patch-put", that="fly", **echo))


@pytest.mark.parametrize(
    ("kind", "what", "rules"),
    [
        ("never", "go to court and let more water through", [{"never": "lower.sue and upper.release"}]),
        ("never", "not sue", None),
        ("never", "foo bar", None),
        ("never", "go to court, pay for the water", None),
        ("exclusive", "go to court, let more water through", [{"exclusive": ["lower.sue", "upper.release"]}]),
        ("one_of", "lower.sue,pay for the water", [{"one_of": ["lower.sue", "lower.pay"]}]),
        ("some_of", "go to court, foo", None),
        ("some_of", "go to court, lower.sue", None),
        ("one_of", "go to court", None),
        ("irreversible", "go to court", [{"irreversible": {"option": "lower.sue", "direction": "taken"}}]),
        (
            "irreversible",
            "go to court, upper.release",
            [
                {"irreversible": {"option": "lower.sue", "direction": "taken"}},
                {"irreversible": {"option": "upper.release", "direction": "taken"}},
            ],
        ),
        ("irreversible", "not go to court", None),
        ("irreversible", "foo", None),
    ],
)
def test_a_rule_is_written_in_names_or_refused(bench, kind, what, rules):
    told = bench.edit("add-rule", kind=kind, what=what, because="so", page="table")
    if rules is None:
        assert refusal(told).startswith("nothing was written: ")
        assert bench.text == RIVER
    else:
        assert told.status_code == 200
        assert plain(bench.text)["rules"][1:] == [r | {"because": "so"} for r in rules]
        assert bench.page("answer").text.count("The file has mistakes") == 0


def test_why_a_rule_is_refused(bench):
    def told(kind: str, what: str) -> str:
        return refusal(bench.edit("add-rule", kind=kind, what=what, page="table"))

    assert "“foo” is not understood" in told("never", "foo")
    assert "write ‘and’ or ‘or’ in place of the comma" in told("never", "lower.sue, lower.pay")
    assert "two options or more" in told("exclusive", "lower.sue")
    assert "“not lower.sue” is none" in told("irreversible", "lower.pay, not go to court")


def test_a_german_page_refuses_in_german(tmp_path):
    bench = Bench(tmp_path, RIVER.replace("detente: 1", "detente: 1\nlanguage: de"))
    told = bench.edit("add-wish", that="fly", **RESIDENTS)
    assert refusal(told).startswith(
        "Nichts wurde geschrieben: „fly“ ist nicht zu verstehen; am nächsten kommen dem: “"
    )
    assert 'role="alert">Nichts' in told.text  # said in the language of the page, and not marked as English
    assert bench.edit("add-wish", that="nicht go to court", **RESIDENTS).status_code == 200
    assert wishes(bench, "residents", "upper")[-1] == "not lower.sue"


def test_suggestions_are_found_by_words_and_by_names(bench):
    told = bench.page("wishes", party="upper").text
    assert '<option value="go to court">go to court (lower.sue)</option>' in told
    assert '<option value="not go to court">not: go to court (lower.sue)</option>' in told
    assert 'placeholder="not pay for the water"' in told
    assert 'placeholder="not let more water through"' in bench.page("wishes", party="lower").text
    told = bench.page("table").text
    assert '<option value="go to court">go to court (lower.sue)</option>' in told
    assert told.count('<option value="go to court"') == 1


def test_what_is_asked_for_a_rule_is_said_by_its_kind(bench):
    told = bench.page("table").text
    assert '<span class="of-never">Condition: what cannot be at the same time' in told
    assert '<span class="of-others">Options, with commas between</span>' in told
    style = bench.get("static/workbench.css").text
    assert "form.rule:has(option[value=never]:checked) .of-others" in style


def test_an_ultimatum_in_words_is_written_in_names(bench):
    said = {
        "by": "lower",
        "to": "upper",
        "demand": "let more water through",
        "threat": "Go to court",
        "text": "Now",
    }
    assert bench.edit("add-ultimatum", page="table", **said).status_code == 200
    [made] = plain(bench.text)["ultimatums"].values()
    assert (made["demand"], made["threat"]) == ("upper.release", "lower.sue")
    # A name alone is one of the party that is meant: of whom it is demanded, and who threatens.
    said |= {"demand": "release", "threat": "sue and not pay", "text": "At once"}
    assert bench.edit("add-ultimatum", page="table", **said).status_code == 200
    made = plain(bench.text)["ultimatums"]["at_once"]
    assert (made["demand"], made["threat"]) == ("release", "sue and not pay")
