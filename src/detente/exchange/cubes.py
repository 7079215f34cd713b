"""Conditions as combinations of options taken and not taken: what formats without a language of conditions hold.

A combination (a cube) fixes some options and leaves the rest open: ``{"a.x": True, "b.y": False}``. A condition is
the same as a list of them, any of which may hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.conflict import Condition, Conflict, Rule, TooLargeError

Cube = dict[str, bool]

MOST_OPTIONS = 14
MOST_CUBES = 20_000


def cubes(condition: Condition, order: Sequence[str], *, wanted: bool = True) -> list[Cube]:
    """Give combinations that together say the same as a condition (or, with `wanted` false, as its negation).

    Parameters
    ----------
    condition : Condition
    order : sequence of str
        All options; those of the condition come in this order.

    Returns
    -------
    list of dict of str to bool
        None of them is superfluous. Empty where it never holds; ``[{}]`` where it always does.

    Raises
    ------
    TooLargeError
        Where the condition has more than 14 options.

    Notes
    -----
    The recursion of Minato (1992), Fast generation of irredundant sum-of-products forms from binary decision
    diagrams, SASIMI, here on truth tables: a whole number with a bit for each setting of the options.
    """
    options = [o for o in order if o in condition.options]
    if len(options) > MOST_OPTIONS:
        raise TooLargeError(
            f"a condition with {len(options)} options; written out in combinations of options at most "
            f"{MOST_OPTIONS} can be"
        )
    table = 0
    for setting in range(1 << len(options)):
        taken = frozenset(o for k, o in enumerate(options) if setting >> k & 1)
        if condition.holds(taken) == wanted:
            table |= 1 << setting
    found = _cover(table, table, len(options))[0]
    return [{options[k]: taken for k, taken in sorted(cube.items())} for cube in found]


def _cover(low: int, high: int, variables: int) -> tuple[list[dict[int, bool]], int]:
    """Cover all of `low` and nothing outside `high`; give the cubes and what they cover."""
    if not low:
        return [], 0
    full = (1 << (1 << variables)) - 1
    if high == full:
        return [{}], full
    last = variables - 1
    half = 1 << last
    mask = (1 << half) - 1
    low0, low1, high0, high1 = low & mask, low >> half, high & mask, high >> half
    without, covered0 = _cover(low0 & ~high1 & mask, high0, last)
    with_, covered1 = _cover(low1 & ~high0 & mask, high1, last)
    either, both = _cover((low0 & ~covered0) | (low1 & ~covered1), high0 & high1, last)
    found = [c | {last: False} for c in without] + [c | {last: True} for c in with_] + either
    return found, (covered0 | both) | ((covered1 | both) << half)


def infeasible(conflict: Conflict) -> list[Cube]:
    """Give the combinations that the rules of a conflict exclude, and options that are not available.

    Raises
    ------
    TooLargeError
        Where there would be more than 20,000, or a condition has too many options.
    """
    found: list[Cube] = [{o: True} for o, option in conflict.options.items() if not option.available]
    for rule in conflict.rules:
        found += _excluded(rule, conflict.option_ids)
        if len(found) > MOST_CUBES:
            raise TooLargeError(f"the rules exclude more than {MOST_CUBES:,} combinations of options")
    return [c for k, c in enumerate(found) if c not in found[:k]] if len(found) < 2_000 else found


def _excluded(rule: Rule, order: Sequence[str]) -> list[Cube]:
    if rule.kind == "never":
        return cubes(rule.conditions[0], order)
    found: list[Cube] = []
    if rule.kind in ("exclusive", "one_of"):
        each = [cubes(c, order) for c in rule.conditions]
        for k, one in enumerate(each):
            for other in each[:k]:
                found += _both(other, one)
    if rule.kind in ("one_of", "some_of"):
        none: list[Cube] = [{}]
        for condition in rule.conditions:
            none = _both(none, cubes(condition, order, wanted=False))
        found += none
    return found


def _both(some: Sequence[Cube], others: Sequence[Cube]) -> list[Cube]:
    """Give the combinations in which one of `some` and one of `others` hold."""
    if len(some) * len(others) > MOST_CUBES:
        raise TooLargeError(f"a rule excludes more than {MOST_CUBES:,} combinations of options")
    joined = [a | b for a in some for b in others if all(a.get(o, v) == v for o, v in b.items())]
    return [c for k, c in enumerate(joined) if c not in joined[:k]] if len(joined) < 2_000 else joined
