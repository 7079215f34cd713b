"""Which accounts a sentence is about, and on how many claims they rest."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from detente.answers import Answer
from detente.wording.texts import count, listed

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
    told = listed([f"“{a}”" for a in accounts])
    return f"in the account {told}" if len(accounts) == 1 else f"in the accounts {told}"


def claims(answers: Sequence[Answer]) -> str:
    """Say on how many claims some answers rest, how many of these have a source, and how many are doubted."""
    known = [a.basis for a in answers if a.basis is not None]
    total = sum(b.claims for b in known)
    if not total:
        return ""
    sourced, doubted = sum(b.sourced for b in known), sum(b.doubted for b in known)
    if sourced == total:
        with_source = "with its source" if total == 1 else "each with its source"
    elif sourced:
        with_source = f"{sourced:,} with a source"
    else:
        with_source = "without a source" if total == 1 else "none with a source"
    doubt = f", {doubted:,} marked as doubtful" if doubted else ""
    over = f"{count(len(known), 'account')}; " if len(known) > 1 else ""
    return f"{over}{count(total, 'claim')}, {with_source}{doubt}"


LOOKING = {
    "nash": "if each side looks only at its own next move",
    "seq": "if each side expects the answers that would pay for the others",
    "smr": "if each side fears any answer that it could not get away from",
    "gmr": "if each side fears any answer, even a costly one",
}
