"""Where what a file calls today cannot be by its own rules: then nothing that starts from it has an answer."""

from __future__ import annotations

from collections.abc import Iterable

from detente.answers import Value
from detente.conflict import Conflict, Rule
from detente.game.broken import broken_rule


class Impossible(Value, frozen=True, kw_only=True):
    """Why what is so today cannot be.

    Attributes
    ----------
    accounts : tuple of str
        In which it cannot be.
    rule : str
        The id of the rule that it breaks, the first one.
    """

    accounts: tuple[str, ...]
    rule: str


def impossible_today(conflict: Conflict, accounts: Iterable[str]) -> tuple[Impossible, ...]:
    """Find why today cannot be: accounts with the same reason together; nothing where it can.

    Examples
    --------
    >>> from detente.conflict import read_conflict
    >>> conflict = read_conflict('''
    ... detente: 1
    ... title: Two
    ... status_quo: [a.x, b.y]
    ... decision_makers: {a: {options: {x: X}}, b: {options: {y: Y}}}
    ... rules: [{id: apart, never: a.x and b.y}]
    ... preferences: {a: [], b: []}
    ... ''')
    >>> [found.rule for found in impossible_today(conflict, conflict.accounts)]
    ['apart']
    """
    groups: dict[str, list[str]] = {}
    for account in accounts:
        under = conflict.under(account)
        taken = None if under.status_quo is None else under.taken_in(under.status_quo)
        rule = None if taken is None else broken_rule(under, taken)
        if rule is not None:
            groups.setdefault(rule.id, []).append(account)
    return tuple(Impossible(accounts=tuple(found), rule=rule) for rule, found in groups.items())


def rule_of(conflict: Conflict, found: Impossible) -> Rule:
    """Give the rule that is broken, as the first of the accounts has it."""
    return next(r for r in conflict.under(found.accounts[0]).rules if r.id == found.rule)
