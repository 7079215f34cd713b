"""How texts are joined and numbers written."""

from __future__ import annotations

from collections.abc import Sequence

WRITTEN_OUT = 10**12  # up to here a number is written out

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def listed(items: Sequence[str], joint: str = "and") -> str:
    """Join texts as a sentence does.

    Examples
    --------
    >>> listed(["Russia", "Ukraine", "Europe"], "or")
    'Russia, Ukraine or Europe'
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"


def shortened(items: Sequence[str], most: int) -> str:
    """Join the first texts and count the rest."""
    more = len(items) - most
    return ", ".join(items) if more <= 0 else f"{', '.join(items[:most])} and {more} more"


def count(number: int, one: str, many: str = "") -> str:
    """Count things: ``1 state``, ``2 states``."""
    return f"{quantity(number)} {one if number == 1 else many or one + 's'}"


def spelled(number: int) -> str:
    """Spell small numbers out, as a newspaper does: ``three``, ``12``."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else quantity(number)


def quantity(number: int) -> str:
    """Write a count so that it can be read: ``1,048,576``, or ``2.1e28``."""
    if number < WRITTEN_OUT:
        return f"{number:,}"
    digits = str(number)
    return f"{digits[0]}.{digits[1]}e{len(digits) - 1}"


def place(number: int) -> str:
    """Write an ordinal: 1st, 2nd, 3rd, 11th."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def capital(text: str) -> str:
    """Begin with a capital letter, and leave the rest as it is."""
    return text[:1].upper() + text[1:]


def verb(number: int, one: str, many: str) -> str:
    """Choose the form of a verb: ``gains``, ``gain``."""
    return one if number == 1 else many


MOST_WORDS = 25  # of a headline and of a point


def length(text: str) -> int:
    """Count the words of a text."""
    return len(text.split())


def fitting(*texts: str, most: int = MOST_WORDS) -> str:
    """Choose the first text that is there and short enough, else the last.

    Examples
    --------
    >>> fitting("a text of five words", "shorter", most=4)
    'shorter'
    """
    return next((t for t in texts if t and length(t) <= most), texts[-1])
