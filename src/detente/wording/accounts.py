"""Which accounts a sentence is about."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from detente.answers import Answer
from detente.wording.texts import listed

A = TypeVar("A", bound=Answer)


def agreeing(answers: Sequence[A], by: Callable[[A], Hashable]) -> list[tuple[A, ...]]:
    """Group the answers that say the same; the largest groups first, else in the order of the accounts.

    Examples
    --------
    >>> agreeing(["kyiv", "broker", "kiev"], by=lambda name: name[0])
    [('kyiv', 'kiev'), ('broker',)]
    """
    groups: dict[Hashable, list[A]] = {}
    for answer in answers:
        groups.setdefault(by(answer), []).append(answer)
    return sorted(map(tuple, groups.values()), key=lambda group: -len(group))


def names(answers: Sequence[Answer]) -> tuple[str, ...]:
    """Give the accounts that some answers follow."""
    return tuple(a.perspective for a in answers)


def quoted(accounts: Sequence[str]) -> str:
    """List accounts as they are called: ``“kyiv” and “broker”``."""
    return listed([f"“{a}”" for a in accounts])


def under(accounts: Sequence[str], among: Sequence[str]) -> str:
    """Say in which accounts something is so; nothing where there is only one.

    Examples
    --------
    >>> under(["kyiv", "broker"], ["commentary", "kyiv", "broker"])
    'in the accounts “kyiv” and “broker”'
    >>> under(["kyiv", "broker"], ["kyiv", "broker"])
    'in both accounts'
    >>> under(["kyiv"], ["kyiv"])
    ''
    """
    if len(among) < 2:
        return ""
    if len(accounts) == len(among):
        return "in both accounts" if len(among) == 2 else "in every account"
    told = quoted(accounts)
    return f"in the account {told}" if len(accounts) == 1 else f"in the accounts {told}"
