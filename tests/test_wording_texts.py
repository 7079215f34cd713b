"""How texts are joined and numbers written."""

from __future__ import annotations

import pytest

from detente.wording import capital, count, listed, place, quantity, shortened, spelled, verb


def test_texts_are_joined_as_a_sentence_does():
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b"], "or") == "a or b"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(("a", "b", "c", "d"), "or") == "a, b, c or d"


def test_a_long_list_is_cut_and_counted():
    assert shortened(["a", "b", "c"], 3) == "a, b, c"
    assert shortened(["a", "b", "c"], 4) == "a, b, c"
    assert shortened(["a", "b", "c"], 2) == "a, b and 1 more"
    assert shortened(["a", "b", "c", "d"], 1) == "a and 3 more"


def test_things_are_counted_in_the_right_number():
    assert count(0, "state") == "0 states"
    assert count(1, "state") == "1 state"
    assert count(2, "state") == "2 states"
    assert count(1, "party", "parties") == "1 party"
    assert count(2, "party", "parties") == "2 parties"
    assert count(1200, "state") == "1,200 states"


def test_small_numbers_are_spelled_and_large_ones_written():
    spelt = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    assert [spelled(k) for k in range(11)] == spelt
    assert [spelled(11), spelled(1234), spelled(-1)] == ["11", "1,234", "-1"]


def test_very_large_counts_are_rounded_down_to_two_digits():
    assert quantity(0) == "0"
    assert quantity(1_048_576) == "1,048,576"
    assert quantity(10**12 - 1) == "999,999,999,999"
    assert quantity(10**12) == "1.0e12"
    assert quantity(21987 * 10**24) == "2.1e28"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        *[
            (1, "1st"),
            (2, "2nd"),
            (3, "3rd"),
            (4, "4th"),
            (10, "10th"),
            (11, "11th"),
            (12, "12th"),
            (13, "13th"),
        ],
        *[(14, "14th"), (20, "20th"), (21, "21st"), (22, "22nd"), (23, "23rd"), (29, "29th"), (101, "101st")],
        *[(111, "111th"), (112, "112th"), (113, "113th"), (121, "121st")],
    ],
)
def test_ordinals(number, said):
    assert place(number) == said


def test_a_text_begins_with_a_capital_and_keeps_the_rest():
    assert capital("the US stays") == "The US stays"
    assert capital("US") == "US"
    assert capital("") == ""


def test_the_verb_follows_the_number():
    assert [verb(n, "gains", "gain") for n in (0, 1, 2)] == ["gain", "gains", "gain"]
