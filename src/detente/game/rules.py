"""How rules are applied to combinations of options: which of them a rule allows, and in which order that is quick."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from detente.conflict import Condition, ConflictFileError, Rule, budget, evaluate
from detente.conflict.errors import file_problem, quoted
from detente.game.arrays import Bools, Ints, column, parts

CONDITIONS_AT_ONCE = 16  # that are judged before the time, and whether it is decided, is looked at


def allowed(rule: Rule, having: Callable[[str], Bools]) -> Bools:
    """Tell for each combination whether a rule allows it."""
    if rule.kind in ("same", "irreversible"):
        return np.ones(1, dtype=bool)
    if rule.kind == "never":
        found: Bools = ~evaluate(rule.conditions[0], having)
        return found
    if rule.kind == "some_of":
        return _some(rule.conditions, having)
    some, two = _held(rule.conditions, having)
    return ~two if rule.kind == "exclusive" else some & ~two


class Waiting:
    """A rule that is to be applied when its options are there; what it names is looked up once."""

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.conditions = [(c, c.options) for c in rule.conditions]
        self.options = frozenset().union(*(names for _, names in self.conditions))


def rules_early(options: list[str], rules: list[Waiting]) -> list[str]:
    """Order the options so that rules can be applied early: time and again those that the fewest are missing for."""
    place = {o: k for k, o in enumerate(options)}
    missing = [{o for o in r.options if o in place} for r in rules]
    order: list[str] = []
    while any(missing):
        new = min((m for m in missing if m), key=len)
        order += sorted(new, key=lambda o: place[o])
        missing = [m - new for m in missing]
    return order + [o for o in options if o not in set(order)]


def exclusive_so_far(
    masks: Ints, rules: list[Waiting], option: str, known: set[str], bits: dict[str, int]
) -> Ints:
    """Drop the combinations in which two hold of what excludes one another, before all of it is known."""
    for one in rules:
        if one.rule.kind not in ("exclusive", "one_of") or option not in one.options:
            continue
        here = [c for c, names in one.conditions if names <= known]
        if here:
            masks = masks[by_parts(masks, bits, partial(_no_two, here))]
        if not masks.size:
            raise no_state_left(one.rule)
    return masks


def by_parts(masks: Ints, bits: dict[str, int], judge: Callable[[Callable[[str], Bools]], Bools]) -> Bools:
    """Judge combinations of options, some at a time: long rules then work on what stays in the processor's cache."""
    found = np.empty(masks.size, dtype=bool)
    for part in parts(masks.size):
        some = masks[part]
        columns: dict[str, Bools] = {}

        def having(option: str, some: Ints = some, columns: dict[str, Bools] = columns) -> Bools:
            if option not in columns:
                columns[option] = column(some, bits[option])
            return columns[option]

        found[part] = judge(having)
    return found


def _no_two(conditions: Iterable[Condition], having: Callable[[str], Bools]) -> Bools:
    """Tell for each combination whether no two of the conditions hold."""
    return ~_held(conditions, having)[1]


def _some(conditions: Iterable[Condition], having: Callable[[str], Bools]) -> Bools:
    """Tell for each combination whether at least one of the conditions holds."""
    found = np.zeros(1, dtype=bool)
    for number, condition in enumerate(conditions):
        if number % CONDITIONS_AT_ONCE == 0:
            budget.check("applying a rule")
            if found.all():
                break
        found = found | evaluate(condition, having)
    return found


def _held(conditions: Iterable[Condition], having: Callable[[str], Bools]) -> tuple[Bools, Bools]:
    """Tell for each combination whether at least one of the conditions holds, and whether two do."""
    some, two = np.zeros(1, dtype=bool), np.zeros(1, dtype=bool)
    for number, condition in enumerate(conditions):
        if number % CONDITIONS_AT_ONCE == 0:
            budget.check("applying a rule")
            if two.all():
                break
        holds = evaluate(condition, having)
        two = two | (some & holds)
        some = some | holds
    return some, two


def no_state_left(rule: Rule) -> ConflictFileError:
    """Say that no combination is left with a rule."""
    return file_problem(rule.at, f"with the rule {quoted(rule.id)} no state is left that all rules allow")
