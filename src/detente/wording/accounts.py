"""Which accounts a sentence or a part of the details is about; how they are named, everywhere."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from detente.answers import Answer
from detente.wording.blocks import Block, Section
from detente.wording.texts import capital, listed

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


def one_of(group: Sequence[A]) -> A:
    """Give one of some answers that say the same: it does not matter which."""
    first, *_ = group
    return first


def names(answers: Sequence[Answer]) -> tuple[str, ...]:
    """Give the accounts that some answers follow."""
    return tuple(a.perspective for a in answers)


def followed(answers: Sequence[Answer]) -> str:
    """Give the account that is told of where there is one answer; nothing where there are several."""
    first, *others = names(answers)
    return "" if others else first


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
    return within(accounts)


def quoted(accounts: Sequence[str], joint: str = "and") -> str:
    """Name accounts inside a sentence.

    Examples
    --------
    >>> quoted(["kyiv", "broker"])
    '“kyiv” and “broker”'
    """
    return listed([f"“{a}”" for a in accounts], joint)


def within(accounts: Sequence[str]) -> str:
    """Say in which accounts something is so, by their names: ``in the accounts “kyiv” and “broker”``."""
    return f"in the account{'s' if len(accounts) > 1 else ''} {quoted(accounts)}"


def accounts_named(accounts: Sequence[str]) -> str:
    """Begin a sentence with the accounts in which something is so: ``In the account “kyiv”``."""
    return capital(within(accounts))


def headed(account: str) -> str:
    """Name an account in a heading, or before a colon: ``Account “kyiv”``."""
    return f"Account “{account}”"


def each(answers: Sequence[A], details: Callable[[A], Sequence[Block]]) -> tuple[Block, ...]:
    """Give the details of each account, those of several under its name, where there are any; of one as they are."""
    if len(answers) == 1:
        return tuple(details(*answers))
    return tuple(Section(headed(a.perspective), tuple(found)) for a in answers if (found := details(a)))
