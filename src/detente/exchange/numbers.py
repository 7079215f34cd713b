"""Numbers as other tools write them: with a decimal point, or as spreadsheets of any country show them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Context, Decimal
from fractions import Fraction

from detente.conflict.errors import quoted
from detente.exchange.cells import alike

MOST_DIGITS = 1_000
MOST_EXPONENT = 1_000
SHOWN = 15  # the significant digits that a spreadsheet keeps
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:e([+-]?\d+))?", re.IGNORECASE)
_RATIO = re.compile(r"[+-]?\d+/\d+")
_SPACED = re.compile(r"\d{1,3}(?:[ '’]\d{3})+(?=[.,]|$)")
_GROUPED = {
    sign: re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(sign)}\d{{2,3}})*{re.escape(sign)}\d{{3}}")
    for sign in ".,"
}
_OTHER = {".": ",", ",": "."}


class NumberError(ValueError):
    """A text that is no number, or one that is too long; says which of the two."""


class LimitError(NumberError):
    """A number that is longer than what is read."""


def plain(text: str, *, ratio: bool = False) -> Fraction:
    """Read a number that has a decimal point, if anything: ``3``, ``-0.5``, ``1e+05``; with `ratio` also ``1/2``.

    Raises
    ------
    NumberError
        Where it is none, or is longer than what is read.

    Examples
    --------
    >>> plain("1e+05"), plain("-1/2", ratio=True)
    (Fraction(100000, 1), Fraction(-1, 2))
    """
    text = text.strip()
    found = _PLAIN.fullmatch(text)
    if found is None and not (ratio and _RATIO.fullmatch(text)):
        example = "3, -0.5 or 1/2" if ratio else "3 or -0.5"
        raise NumberError(f"a number such as {example} is expected, found {quoted(text)}")
    if len(text) > MOST_DIGITS:
        raise LimitError(f"a number of {len(text):,} characters, and at most {MOST_DIGITS:,} are read")
    if found is not None and found[1] and abs(int(found[1])) > MOST_EXPONENT:
        raise LimitError(
            f"the exponent of {quoted(text)}; exponents from -{MOST_EXPONENT:,} to {MOST_EXPONENT:,} are read"
        )
    try:
        return Fraction(text)
    except ZeroDivisionError:
        raise NumberError(f"{quoted(text)} divides by zero") from None


def as_shown(number: object) -> Fraction:
    """Give a number as a spreadsheet shows it: with 15 significant digits, unless it is whole.

    What was computed with rounding, as 0.1 + 0.2 is, then equals what it means.

    Raises
    ------
    NumberError
        Where it is no number, or is longer than what is read.

    Examples
    --------
    >>> as_shown(0.1 + 0.2) == as_shown("0.3")
    True
    """
    if isinstance(number, Fraction | int) and not isinstance(number, bool):
        return Fraction(number)
    if isinstance(number, float) and not number.is_integer():
        return plain(format(number, f".{SHOWN}g"))
    return _rounded(str(number), plain(str(number)))


def _rounded(text: str, number: Fraction) -> Fraction:
    if number.denominator == 1 or len(text) <= SHOWN:
        return number
    return Fraction(Context(prec=SHOWN).create_decimal(Decimal(text)))


# -- as spreadsheets show them -------------------------------------------------------------------------------------


def decimal_sign(texts: Iterable[str]) -> str:
    """Find which sign the numbers of a sheet have before their decimals; empty where none says so, or they disagree.

    Examples
    --------
    >>> decimal_sign(["1,000", "2,5"]), decimal_sign(["1,000"])
    (',', '')
    """
    found = {sign for sign in map(_shows, texts) if sign}
    return found.pop() if len(found) == 1 else ""


def shown(text: str, decimal: str = "", *, exact: bool = False) -> Fraction:
    """Read the text of a cell as a number, with a comma or a point before its decimals.

    Parameters
    ----------
    text : str
    decimal : str
        Which of the two the other cells of the sheet have there; empty where they do not say.
    exact : bool
        Keep all digits; without it those that a spreadsheet keeps.

    Raises
    ------
    NumberError
        Where it is none; where it is too long; where it may mean two numbers, as ``1,000`` does.

    Examples
    --------
    >>> shown("2,5"), shown("1.234,5"), shown("1 000")
    (Fraction(5, 2), Fraction(2469, 2), Fraction(1000, 1))
    >>> shown("1,000", decimal=",")
    Fraction(1, 1)
    """
    flat = _without_spaces(text)
    sign = _says(flat)
    if not sign and (open_sign := _open(flat)):
        if not decimal:
            whole, three = flat.split(open_sign)
            called = "comma" if open_sign == "," else "point"
            raise NumberError(
                f"a number that means one thing is expected, found {quoted(text)}: write {whole}{three} without a "
                f"{called}, or {whole}{open_sign}{three}0 if the {called} stands before decimals"
            )
        sign = decimal
    if sign:
        flat = flat.replace(_OTHER[sign], "").replace(sign, ".")
    try:
        return plain(flat) if exact else _rounded(flat, plain(flat))
    except LimitError:
        raise
    except NumberError:
        raise NumberError(f"a number is expected, found {quoted(text)}") from None


def unmistakable(text: str) -> str:
    """Write a number with a decimal point so that a spreadsheet of any country is read as it is meant.

    Examples
    --------
    >>> unmistakable("1.125"), unmistakable("1.25")
    ('1.1250', '1.25')
    """
    return f"{text}0" if _open(text) else text


def written(text: str, number: Fraction) -> str:
    """Give a number that was read from a text with a decimal point and without an exponent: as it is, where it is so.

    Examples
    --------
    >>> written("1.1250", shown("1.1250")), written("1,50", shown("1,50")), written("1e-07", shown("1e-07"))
    ('1.125', '1.5', '0.0000001')
    """
    if text.endswith("0") and _open(text[:-1]):
        text = text[:-1]
    if not text.strip("+-.0123456789") and plain(text) == number:
        return text
    found = Context(prec=2 * MOST_DIGITS).divide(Decimal(number.numerator), Decimal(number.denominator))
    flat = format(found, "f")
    return flat.rstrip("0").rstrip(".") if "." in flat else flat


def _shows(text: str) -> str:
    """Give the sign before the decimals, where a text is a number that says it."""
    flat = _without_spaces(text)
    sign = _says(flat)
    return sign if sign and _PLAIN.fullmatch(flat.replace(_OTHER[sign], "").replace(sign, ".")) else ""


def _without_spaces(text: str) -> str:
    """Take away the signs between thousands that can mean nothing else: spaces and apostrophes."""
    flat = alike(text).replace("\N{MINUS SIGN}", "-")
    if len(flat) > MOST_DIGITS:
        return flat
    sign, digits = (flat[:1], flat[1:]) if flat[:1] in ("+", "-") else ("", flat)
    found = _SPACED.match(digits)
    if found is None:
        return flat
    return sign + re.sub(r"[ '’]", "", found[0]) + digits[found.end() :]


def _says(flat: str) -> str:
    """Give the sign before the decimals, where a number itself says which it is."""
    digits = flat.lstrip("+-")
    points, commas = digits.count("."), digits.count(",")
    if len(flat) > MOST_DIGITS or not points + commas:
        return ""
    if points and commas:
        last = "." if digits.rfind(".") > digits.rfind(",") else ","
        whole, _, _ = digits.rpartition(last)
        return last if digits.count(last) == 1 and _GROUPED[_OTHER[last]].fullmatch(whole) else ""
    sign = "." if points else ","
    if points + commas > 1:
        return _OTHER[sign] if _GROUPED[sign].fullmatch(digits) else ""
    return "" if _open(flat) else sign


def _open(flat: str) -> str:
    """Give the sign of a number that may stand before thousands or before decimals."""
    digits = flat.lstrip("+-")
    return next((s for s in ".," if digits.count(s) == 1 and _GROUPED[s].fullmatch(digits)), "")
