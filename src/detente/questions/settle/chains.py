"""Rules about many issues, brought into a form that ties few at a time: how many conditions hold is counted on the way.

Of a list of conditions, each about one issue, it does not matter which hold but how many: none, one, or more. So what a
rule says of forty issues is said by a chain: this issue, how many held before it, how many hold with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from detente.conflict import Condition, Terms
from detente.conflict.condition import Compound, Named
from detente.conflict.elements import Rule
from detente.settlement import Tie

MANY = 3  # a rule about more issues is counted on the way
COUNTED = 2  # more than one need not be told apart


def plain(terms: Terms) -> Terms:
    """Say red lines about issues alone as rules, and take apart what forbids or asks for several things.

    Parameters
    ----------
    terms : Terms
        Of which only the packages count that cross no red line of who signs.

    Returns
    -------
    Terms
        With the same packages left.
    """
    own = {f"{i}.{v}" for i, values in terms.atoms.items() for v in values}
    rules: list[Rule] = []
    for rule in terms.exclusions:
        rules += _forbidden(rule.conditions[0]) if rule.kind == "never" else [rule]
    wishes = dict(terms.wishes)
    for dm in terms.signatories:
        if dm not in wishes:
            continue
        mine = [line for line in wishes[dm].red_lines if line.that.options <= own]
        rules += [rule for line in mine for rule in _asked(line.that)]
        left = tuple(line for line in wishes[dm].red_lines if line not in mine)
        wishes[dm] = replace(wishes[dm], red_lines=left)
    return replace(terms, exclusions=tuple(rules), wishes=wishes)


def _forbidden(condition: Condition) -> list[Rule]:
    """Say by rules that a condition does not hold."""
    if isinstance(condition, Named):
        return _forbidden(condition.that)
    if isinstance(condition, Compound) and condition.operator == "not":
        return _asked(condition.parts[0])
    if isinstance(condition, Compound) and condition.operator == "or":
        return [rule for part in condition.parts for rule in _forbidden(part)]
    if isinstance(condition, Compound) and condition.operator == "and":
        return [_rule("some_of", [Compound("not", (p,)) for p in condition.parts])]
    return [_rule("never", [condition])]


def _asked(condition: Condition) -> list[Rule]:
    """Say by rules that a condition holds."""
    if isinstance(condition, Named):
        return _asked(condition.that)
    if isinstance(condition, Compound) and condition.operator == "not":
        return _forbidden(condition.parts[0])
    if isinstance(condition, Compound) and condition.operator == "and":
        return [rule for part in condition.parts for rule in _asked(part)]
    if isinstance(condition, Compound) and condition.operator == "or":
        return [_rule("some_of", condition.parts)]
    return [_rule("never", [Compound("not", (condition,))])]


def _rule(kind: str, conditions: Sequence[Condition]) -> Rule:
    return Rule("", kind, tuple(conditions), ())  # type: ignore[arg-type]


def about(terms: Terms, rule: Rule) -> list[set[int]]:
    """Give the issues that each condition of a rule is about."""
    atoms = {f"{i.id}.{v.id}": k for k, i in enumerate(terms.issues) for v in i.values}
    return [{atoms[o] for o in c.options if o in atoms} for c in rule.conditions]


def countable(terms: Terms, rule: Rule) -> bool:
    """Tell whether a rule is about many issues, each of its conditions about one of them at most."""
    found = about(terms, rule)
    return (
        rule.kind in ("exclusive", "one_of", "some_of")
        and len(set().union(*found)) > MANY
        and all(len(issues) <= 1 for issues in found)
    )


def chain(
    terms: Terms, rule: Rule, place: Mapping[int, int], first: int, parties: int
) -> tuple[list[int], list[Tie]]:
    """Say by ties of few what a rule says of many issues.

    Parameters
    ----------
    terms : Terms
    rule : Rule
        That can be counted on the way (`countable`).
    place : mapping of int to int
        Where each issue stands among those that are looked at.
    first : int
        The number of the first counter.
    parties : int

    Returns
    -------
    sizes : list of int
        How many values each counter has.
    ties : list of Tie
        Of an issue, the counter before it and the counter behind it.
    """
    held: dict[int, list[int]] = {}
    start = 0
    for condition, issues in zip(rule.conditions, about(terms, rule), strict=True):
        if not issues:
            start += condition.holds(frozenset())
            continue
        [k] = issues
        issue = terms.issues[k]
        holds = [int(condition.holds(frozenset([f"{issue.id}.{v.id}"]))) for v in issue.values]
        held[k] = [a + b for a, b in zip(held.get(k, [0] * len(holds)), holds, strict=True)]
    good = {"exclusive": (0, 1), "one_of": (1,), "some_of": (1, 2)}[rule.kind]
    order, ties = sorted(held), []
    for n, k in enumerate(order):
        before = None if n == 0 else first + n - 1
        behind = None if n == len(order) - 1 else first + n
        names = [place[k], *([] if before is None else [before]), *([] if behind is None else [behind])]
        sizes = [len(terms.issues[k].values), *[COUNTED + 1] * (len(names) - 1)]
        allowed = np.zeros(sizes, dtype=bool)
        for value, so_far in product(range(sizes[0]), range(COUNTED + 1) if before is not None else (start,)):
            total = min(COUNTED, so_far + held[k][value])
            at = (value, *([] if before is None else [so_far]))
            if behind is not None:
                allowed[(*at, total)] = True
            else:
                allowed[at] = total in good
        in_order = np.argsort(names)
        ties.append(
            Tie(
                tuple(sorted(names)),
                np.zeros((parties, *(sizes[i] for i in in_order)), dtype=np.int64),
                allowed.transpose(in_order),
            )
        )
    return [COUNTED + 1] * (len(order) - 1), ties
