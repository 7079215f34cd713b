"""More packages than can be listed: those on the frontier alone, by merging the frontiers of issues that add up.

Issues that something speaks of together (an exclusion, a red line, a number for a condition, what is set together) make
one part; parts add up. A package on the frontier is made of ways that are on the frontier of their parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from detente.conflict import Condition, Conflict, NoDeal, Range, Terms, TooLargeError, Wishes
from detente.game import Game
from detente.questions.settle.grid import Grid
from detente.questions.settle.table import Table, at_hand, of_terms
from detente.settlement import Ints, TooManyPointsError, components, merged

NOTHING = NoDeal(Range(Fraction(0), Fraction(0)))


def frontier_grid(conflict: Conflict, game: Game | None, expected: Sequence[int], number: int) -> Grid:
    """List the packages on the frontier of those who sign, of all that can be put together and cross no red line.

    Raises
    ------
    TooLargeError
        Where somebody who signs has no numbers, a part has too many ways, or the frontier has too many points.
    """
    assert conflict.terms is not None
    terms, _ = at_hand(conflict.terms)
    orders = [dm for dm in terms.signatories if dm in terms.wishes and terms.wishes[dm].form != "weights"]
    if orders:
        whose = "everybody who signs" if set(orders) & conflict.hidden_wishes else ", ".join(orders)
        raise TooLargeError(
            f"{number:,} packages are too many to list, and only numbers add up issue by issue: "
            f"give 'weights' for {whose}, or leave out issues that do not matter"
        )
    scale = _scale(conflict, game, expected)
    parts = components(len(terms.issues), _together(conflict, terms))
    tables = [_part(conflict, terms, part, k == 0, game, expected, scale) for k, part in enumerate(parts)]
    ways = [np.flatnonzero(t.signable()) for t in tables]
    if any(not w.size for w in ways):
        return Grid(_sizes(terms), np.empty((0, len(terms.issues)), dtype=np.int64))
    points = [_points(t, w) for t, w in zip(tables, ways, strict=True)]
    try:
        found = merged(points)
    except TooManyPointsError:
        raise TooLargeError(
            f"{number:,} packages are too many to list, and their frontier has too many points, too; leave out issues "
            "that do not matter, or give rounder numbers"
        ) from None
    listed = np.empty((found.points.shape[1], len(terms.issues)), dtype=np.int64)
    for part, table, way, column in zip(parts, tables, ways, found.parts, strict=True):
        values = np.array([table.grid.choice(int(w)) for w in way], dtype=np.int64)
        listed[:, list(part)] = values[column]
    return Grid(_sizes(terms), listed)


def _sizes(terms: Terms) -> tuple[int, ...]:
    return tuple(len(i.values) for i in terms.issues)


def _points(table: Table, ways: Ints) -> Ints:
    found = [w.points[ways] for w in table.signing if w.points is not None]
    if any(f.dtype != np.int64 for f in found):
        raise TooLargeError(
            "the numbers under 'wishes' are too long to be added up; give them with fewer digits"
        )
    return np.array(found, dtype=np.int64)


def _about(terms: Terms, condition: Condition) -> tuple[list[int], bool]:
    """Give the issues that a condition is about, and whether it is about options, too."""
    atoms = {f"{i.id}.{v.id}": k for k, i in enumerate(terms.issues) for v in i.values}
    found = sorted({atoms[o] for o in condition.options if o in atoms})
    return found, any(o not in atoms for o in condition.options)


def _active(terms: Terms) -> list[int]:
    """Give the issues that do something to the conflict."""
    return [k for k, i in enumerate(terms.issues) if any(v.sets or v.bars for v in i.values)]


def _together(conflict: Conflict, terms: Terms) -> list[list[int]]:
    active = _active(terms)
    found = [active]  # whether the state that they sign is feasible depends on all of them
    conditions = [c for rule in terms.exclusions for c in rule.conditions]
    found += [sorted({k for c in rule.conditions for k in _about(terms, c)[0]}) for rule in terms.exclusions]
    for dm in terms.signatories:
        conditions += terms.wishes[dm].conditions if dm in terms.wishes else ()
    for condition in conditions:
        issues, options = _about(terms, condition)
        found.append(sorted({*issues, *(active if options else ())}))
    return found


def _scale(conflict: Conflict, game: Game | None, expected: Sequence[int]) -> int:
    """Give the scale of all issues together, so that the parts have the same."""
    terms = conflict.terms
    assert terms is not None
    few = Grid(_sizes(terms), np.zeros((1, len(terms.issues)), dtype=np.int64))
    return of_terms(conflict, game, expected, few).scale


def _part(
    conflict: Conflict,
    terms: Terms,
    part: Sequence[int],
    first: bool,
    game: Game | None,
    expected: Sequence[int],
    scale: int,
) -> Table:
    """Judge some issues by themselves; what is about no issue counts with the first part."""
    issues = tuple(replace(terms.issues[k], signed_by=()) for k in part)  # everybody signs, in one order
    ids = {i.id for i in issues}
    active = set(_active(terms))

    def mine(condition: Condition) -> bool:
        about, options = _about(terms, condition)
        inside = set(about) | (active if options else set())
        return inside <= set(part) if inside else first

    wishes: dict[str, Wishes] = {}
    for dm in terms.signatories:
        one = terms.wishes[dm]
        weights = tuple(w for w in one.weights if (w.key in ids if w.that is None else mine(w.that)))
        lines = tuple(s for s in one.red_lines if mine(s.that))
        wishes[dm] = replace(one, weights=weights, red_lines=lines, no_deal=NOTHING)
    rules = tuple(r for r in terms.exclusions if all(mine(c) for c in r.conditions))
    own = replace(terms, issues=issues, exclusions=rules, wishes=wishes, signed_by=terms.signatories)
    return of_terms(replace(conflict, terms=own), game, expected, scale=scale)
