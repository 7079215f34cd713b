"""Numbers of other tools: thousands and decimals as countries write them, exponents, length, rounding."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.exchange.numbers import MOST_DIGITS, NumberError, as_shown, decimal_sign, plain, shown

NUMBERS = st.fractions(min_value=-(10**10), max_value=10**10).map(
    lambda f: Fraction(round(f * 10_000), 10_000)
)
# What stands between thousands, and before decimals: USA, Germany, France (two kinds of space), Switzerland, none.
COUNTRIES = [
    (",", "."),
    (".", ","),
    ("\u202f", ","),
    ("\xa0", ","),
    ("'", "."),
    ("’", "."),
    ("", "."),
    ("", ","),
]


def written(number: Fraction, thousands: str, decimal: str, places: int) -> str:
    """Write a number as a spreadsheet of a country shows it."""
    whole, rest = divmod(abs(round(number * 10**places)), 10**places)
    text = f"{whole:,}".replace(",", thousands)
    return "-" * (number < 0) + text + (f"{decimal}{rest:0{places}}" if places else "")


@given(NUMBERS, st.sampled_from(COUNTRIES), st.sampled_from([0, 1, 2, 4]))
def test_numbers_of_every_country_are_read_as_they_mean_or_refused(number, signs, places):
    text = written(number, signs[0], signs[1], places)
    meant = Fraction(round(number * 10**places), 10**places)
    try:
        assert shown(text) == (-abs(meant) if number < 0 else meant)
    except NumberError:  # a sign with three digits behind it, and nothing else that says what it is
        assert places == 0
        assert signs[0] in (",", ".")
        assert 1_000 <= abs(number) < 1_000_000


@given(NUMBERS, st.sampled_from(COUNTRIES[:6]), st.sampled_from([0, 1, 2, 3, 4]))
def test_another_cell_says_what_the_sign_means(number, signs, places):
    text = written(number, signs[0], signs[1], places)
    example = f"0{signs[1]}5"
    assert decimal_sign([text, example]) in (signs[1], "")
    meant = Fraction(round(number * 10**places), 10**places)
    assert shown(text, signs[1]) == (-abs(meant) if number < 0 else meant)


@pytest.mark.parametrize("text", ["1,000", "1.000", "-1,000", "+12.345", "999,999", " 1,000 "])
def test_what_may_mean_two_numbers_is_refused(text):
    with pytest.raises(NumberError, match="a number that means one thing is expected"):
        shown(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("0,125", Fraction(1, 8)),  # never after a leading 0
        ("00.125", Fraction(1, 8)),
        ("-0.001", Fraction(-1, 1000)),
        ("1234,567", Fraction(1234567, 1000)),
        ("1,234,567", Fraction(1234567)),
        ("1.234.567,8", Fraction(12345678, 10)),
        ("12,34,567", Fraction(1234567)),  # as India groups digits
        ("1,5e3", Fraction(1500)),
        ("1.000E+03", Fraction(1000)),
        ("−7", Fraction(-7)),  # a minus sign of typographers
        ("３", Fraction(3)),
        ("5,", Fraction(5)),
        ("1e-07", Fraction(1, 10**7)),
    ],
)
def test_what_means_one_number_is_read(text, meant):
    assert shown(text) == meant


@pytest.mark.parametrize(
    "text", ["", "high", "1.2.3", "1,00,00", "1 00", "1,2,3", "5%", "€ 5", "--1", "1e", "nan", "inf"]
)
def test_what_is_no_number_is_told(text):
    with pytest.raises(NumberError, match="a number is expected, found"):
        shown(text)


@pytest.mark.parametrize("read", [plain, shown])
def test_the_true_limit_is_told(read):
    """What Python cannot make a number of (4,300 digits) is refused before, as too long and not as no number."""
    assert read("9" * MOST_DIGITS) == 10**MOST_DIGITS - 1
    for digits in (MOST_DIGITS + 1, 4_301, 100_000):
        with pytest.raises(
            NumberError, match=rf"a number of {digits:,} characters, and at most 1,000 are read"
        ):
            read("9" * digits)
    with pytest.raises(NumberError, match="exponents from -1,000 to 1,000 are read"):
        read("1e999999999")
    with pytest.raises(NumberError, match="exponents from -1,000 to 1,000 are read"):
        read("1e-1001")


@given(st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False))
def test_floats_are_what_a_sheet_shows(number):
    assert as_shown(number) == (
        Fraction(repr(number)) if number.is_integer() else Fraction(format(number, ".15g"))
    )
    assert math.isclose(as_shown(number), number, rel_tol=1e-14)


def test_rounding_leaves_whole_numbers_alone():
    assert as_shown(0.1 + 0.2) == as_shown("0.3") == shown("0,30000000000000004") == Fraction(3, 10)
    assert as_shown("12345678901234567890") != as_shown("12345678901234567891")
    assert as_shown(10**20 + 1) == 10**20 + 1
    with pytest.raises(NumberError, match="a number such as"):
        as_shown(True)
