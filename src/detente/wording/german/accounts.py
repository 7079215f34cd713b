"""Which accounts a German sentence is about; an account is a ``Lesart``."""

from __future__ import annotations

from collections.abc import Sequence

from detente.wording.german.texts import listed
from detente.wording.texts import capital


def under(accounts: Sequence[str], among: Sequence[str]) -> str:
    """Say in which accounts something is so; nothing where there is only one.

    Examples
    --------
    >>> under(["kyiv", "broker"], ["commentary", "kyiv", "broker"])
    'in den Lesarten „kyiv“ und „broker“'
    >>> under(["kyiv", "broker"], ["kyiv", "broker"])
    'in beiden Lesarten'
    """
    if len(among) < 2:
        return ""
    if len(accounts) == len(among):
        return "in beiden Lesarten" if len(among) == 2 else "in jeder Lesart"
    return within(accounts)


def quoted(accounts: Sequence[str], joint: str = "und") -> str:
    """Name accounts inside a sentence: ``„kyiv“ und „broker“``."""
    return listed([f"„{a}“" for a in accounts], joint)


def within(accounts: Sequence[str]) -> str:
    """Say in which accounts something is so, by their names: ``in der Lesart „kyiv“``."""
    return f"{'in den Lesarten' if len(accounts) > 1 else 'in der Lesart'} {quoted(accounts)}"


def accounts_named(accounts: Sequence[str]) -> str:
    """Begin a sentence with the accounts in which something is so: ``In der Lesart „kyiv“``."""
    return capital(within(accounts))
