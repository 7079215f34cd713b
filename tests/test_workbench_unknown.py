"""A form that names what the file does not have writes nothing, whatever it asks for."""

from __future__ import annotations

import pytest

from detente.conflict import DetenteError
from detente.conflict.editing import plain
from detente.workbench.edits.actions import ACTIONS, wanted
from tests.workbench_client import RIVER, Bench

GOOD = {"party": "upper", "account": "engineers", "option": "lower.pay"}
ELSE = {
    "name": "A name",
    "text": "a text",
    "says": "They",
    "title": "T",
    "that": "lower.pay",
    "because": "why",
    "weight": "1",
    "of": "lower.pay",
    "what": "lower.pay",
    "kind": "never",
    "item": "0",
    "to": "0",
    "line": "1",
    "lines": "lower.pay",
    "levels": "few, many",
    "id": "paid",
}


@pytest.mark.parametrize("do", ACTIONS)
@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("party", "__class__"),
        ("party", "Upper town"),
        ("party", "upper "),
        ("account", "__class__"),
        ("account", "The engineers"),
        ("option", "lower"),
        ("option", "lower.fly"),
        ("option", "nobody.pay"),
        ("option", "lower.pay.much"),
        ("option", "lower.sue.much"),
        ("option", "."),
    ],
)
def test_every_form_refuses_names_that_the_file_does_not_have(do, field, value):
    with pytest.raises(DetenteError) as error:
        wanted(RIVER, {"do": do, **ELSE, **GOOD, field: value})
    assert str(error.value).startswith(f"no {field} '{value.strip()}")
    assert {
        "party": "upper, lower",
        "account": "base, engineers, residents",
        "option": "upper.release, lower.pay",
    }[field] in str(error.value)


def test_names_that_the_file_has_are_taken():
    levels = RIVER.replace(
        "{release: let more water through}", "{release: {text: let, levels: [some, much]}}"
    )
    for option in ("lower.pay", "upper.release", "upper.release.much"):
        assert wanted(levels, {"do": "today", "option": option, "taken": "1"}).changes
    for account in ("", "base", "engineers"):
        form = {"do": "add-wish", "party": "lower", "account": account, "that": "not pay"}
        assert wanted(RIVER, form).changes
    with pytest.raises(DetenteError, match=r"no option 'upper\.release\.most'"):
        wanted(levels, {"do": "today", "option": "upper.release.most", "taken": "1"})


@pytest.mark.parametrize(
    "text", ["title: A", "decision_makers: x", "decision_makers: {upper: x}", "perspectives: [a]"]
)
def test_a_file_that_has_none_is_no_error_of_the_program(text):
    for field in GOOD:
        with pytest.raises(DetenteError, match=f"no {field} "):
            wanted(text, {"do": "title", "title": "B", field: "lower.pay"})


@pytest.mark.parametrize(
    ("kind", "lines", "told"),
    [
        ("weights", "x", "'x' is no weight"),
        ("weights", ": 1", "something without a name is proposed"),
        ("weights", "\u200b: 1", "something without a name is proposed"),
        ("weights", "lower.pay: two", "'two' is no weight"),
        ("weights", "lower.pay: ", "'lower.pay:' is no weight"),
        ("ranking", "a ~  ~ b", "something without a name is proposed"),
        ("partial", "a >  > b", "something without a name is proposed"),
        ("partial", "a > b ~  ~ c", "something without a name is proposed"),
    ],
)
def test_nothing_without_a_name_is_taken_over(kind, lines, told):
    form = {"do": "take-wishes", "party": "upper", "account": "engineers", "kind": kind, "lines": lines}
    with pytest.raises(DetenteError) as error:
        wanted(RIVER, form)
    assert told in str(error.value)


def test_what_is_proposed_is_taken_over_as_before():
    form = {"do": "take-wishes", "party": "upper", "account": "engineers", "kind": "weights"}
    found = wanted(RIVER, {**form, "lines": "lower.pay: +2\nnot lower.sue: \N{MINUS SIGN}0.5"})
    assert found.changes[0].value == {"weights": {"lower.pay": "2", "not lower.sue": "-0.5"}}


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "\u202e \u2060"])
def test_a_name_that_nobody_sees_is_none(name):
    with pytest.raises(DetenteError) as error:
        wanted(RIVER, {"do": "add-party", "name": name})
    assert str(error.value) == "the name of the party is missing: nothing was written"


def test_it_is_said_on_the_page_and_nothing_is_written(tmp_path):
    pytest.importorskip("starlette")
    found = Bench(tmp_path)
    answer = found.edit("add-wish", party="__class__", account="engineers", that="x")
    assert answer.status_code == 422
    assert "no party &#x27;__class__&#x27;" in answer.text
    assert found.text == RIVER
    assert "__class__" not in plain(found.text)["perspectives"]["engineers"]["preferences"]
