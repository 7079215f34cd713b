"""How texts are joined and numbers written, in German."""

from __future__ import annotations

from collections.abc import Sequence

from detente.wording import texts

_NUMBERS = ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn")


def listed(items: Sequence[str], joint: str = "und") -> str:
    """Join texts as a sentence does.

    Examples
    --------
    >>> listed(["Russland", "Ukraine", "Europa"], "oder")
    'Russland, Ukraine oder Europa'
    """
    return texts.listed(items, joint)


def count(number: int, one: str, many: str = "") -> str:
    """Count things: ``1 Aussage``, ``2 Aussagen``."""
    return f"{quantity(number)} {one if number == 1 else many or one + 'n'}"


def spelled(number: int) -> str:
    """Spell small numbers out, as a newspaper does: ``drei``, ``12``."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else quantity(number)


def quantity(number: int) -> str:
    """Write a count so that it can be read: ``1.048.576``, or ``2,1e28``."""
    return swapped(texts.quantity(number))


def swapped(number: str) -> str:
    """Write a number that has a decimal point and commas between thousands as German does.

    Examples
    --------
    >>> swapped("1,234.5")
    '1.234,5'
    """
    return number.translate(str.maketrans(",.", ".,"))


def place(number: int) -> str:
    """Write an ordinal: ``1.``, ``12.``."""
    return f"{number}."
