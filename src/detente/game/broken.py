"""Which rule one state breaks: asked without listing any other state, so that it costs nothing in a large conflict."""

from __future__ import annotations

from detente.conflict import Conflict, Rule


def broken_rule(conflict: Conflict, taken: frozenset[str]) -> Rule | None:
    """Give the first rule that a state breaks; None where it breaks none.

    Parameters
    ----------
    conflict : Conflict
        With its rules, under an account.
    taken : frozenset of str
        What is taken in the state, and nothing else is.

    Examples
    --------
    >>> from detente.conflict import read_conflict
    >>> conflict = read_conflict('''
    ... detente: 1
    ... title: Two
    ... decision_makers: {a: {options: {x: X}}, b: {options: {y: Y}}}
    ... rules: [{exclusive: [a.x, b.y]}]
    ... preferences: {a: [], b: []}
    ... ''')
    >>> broken_rule(conflict, frozenset({"a.x"})) is None, broken_rule(conflict, frozenset({"a.x", "b.y"})).kind
    (True, 'exclusive')
    """
    for rule in conflict.rules:
        held = sum(c.holds(taken) for c in rule.conditions)
        broken = {
            "never": held > 0,
            "exclusive": held > 1,
            "one_of": held != 1,
            "some_of": held < 1,
        }
        if broken.get(rule.kind, False):
            return rule
    return None
