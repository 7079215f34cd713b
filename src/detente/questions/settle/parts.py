"""More packages than can be listed: those on the frontier alone, by merging the frontiers of issues that add up.

Issues that something speaks of together (an exclusion, a red line, a number for a condition, what is set together) make
one part; parts add up. A package on the frontier is made of ways that are on the frontier of their parts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import partial

import numpy as np

from detente.conflict import (
    Condition,
    Conflict,
    NoDeal,
    Range,
    Terms,
    TermValue,
    TooLargeError,
    Wishes,
    budget,
)
from detente.game import Game
from detente.questions.settle.chains import about, chain, countable, plain
from detente.questions.settle.grid import Grid
from detente.questions.settle.table import MOST_PACKAGES, Table, at_hand, of_terms
from detente.settlement import (
    Ints,
    Tie,
    TooManyPointsError,
    TooTightError,
    components,
    count,
    eliminated,
    merged,
)

LISTED = 50_000  # ways to settle a part that are listed at once
MOST_WAYS = 50_000  # ways to settle issues that one condition is about
SEARCHING = "merging the frontiers of issues"
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
    work = _Judge(conflict, terms, game, expected, scale)
    try:
        settled = [work.settled(part) for part in parts]
        if any(not points.shape[1] for points, _ in settled):
            return Grid(_sizes(terms), np.empty((0, len(terms.issues)), dtype=np.int64))
        found = merged([points for points, _ in settled])
    except TooTightError:
        raise TooLargeError(
            f"{number:,} packages are too many to list, and exclusions, red lines or numbers for conditions tie too "
            "many issues together to take them one after the other; let each name fewer issues, or leave some out"
        ) from None
    except TooManyPointsError:
        raise TooLargeError(
            f"{number:,} packages are too many to list, and their frontier has too many points, too; leave out issues "
            "that do not matter, or give rounder numbers"
        ) from None
    listed = np.empty((found.points.shape[1], len(terms.issues)), dtype=np.int64)
    for part, (_, values), column in zip(parts, settled, found.parts, strict=True):
        listed[:, list(part)] = values[column]
    return Grid(_sizes(terms), listed)


def _sizes(terms: Terms) -> tuple[int, ...]:
    return tuple(len(i.values) for i in terms.issues)


def _points(table: Table, ways: Ints) -> Ints:
    # where one party's numbers are larger than a machine integer, all are taken as Python's
    return np.array([w.points[ways] for w in table.signing if w.points is not None])


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


class _Judge:
    """Judges some issues by themselves: what is about them alone is put together with the first of its ties."""

    def __init__(
        self, conflict: Conflict, terms: Terms, game: Game | None, expected: Sequence[int], scale: int
    ) -> None:
        self.conflict, self.terms, self.game, self.expected, self.scale = (
            conflict,
            terms,
            game,
            expected,
            scale,
        )
        self.active = set(_active(terms))
        self.together = [frozenset(t) for t in _together(conflict, terms) if t]

    def settled(self, part: Sequence[int]) -> tuple[Ints, Ints]:
        """Give what the ways to settle a part are worth that matter, and the values of each way."""
        sizes = [len(self.terms.issues[k].values) for k in part]
        if count(sizes) <= LISTED:
            return self.listed(part)
        try:
            return self.eliminated(part, sizes)
        except TooTightError:
            if count(sizes) <= MOST_PACKAGES:
                return self.listed(part)
            raise

    def listed(self, part: Sequence[int]) -> tuple[Ints, Ints]:
        """Judge all ways to settle a part."""
        table = self.table(part, [frozenset(part)], 0)
        ways = np.flatnonzero(table.signable())
        columns = np.unravel_index(ways, table.grid.sizes)
        return _points(table, ways), np.stack(columns, axis=1).astype(np.int64)

    def eliminated(self, part: Sequence[int], sizes: Sequence[int]) -> tuple[Ints, Ints]:
        """Give the frontier of a part, taking its issues out one after the other."""
        place = {issue: n for n, issue in enumerate(part)}
        terms = plain(self.terms)
        counted = [r for r in terms.exclusions if countable(terms, r)]
        few = replace(terms, exclusions=tuple(r for r in terms.exclusions if r not in counted))
        judge = _Judge(self.conflict, few, self.game, self.expected, self.scale)
        wholes = {t for t in judge.together if t <= set(part)} | {frozenset([k]) for k in part}
        scopes = sorted((s for s in wholes if not any(s < t for t in wholes)), key=sorted)
        ties = []
        for n, scope in enumerate(scopes):
            issues = sorted(scope)
            own = [len(self.terms.issues[k].values) for k in issues]
            if count(own) > MOST_WAYS:
                raise TooTightError
            table = judge.table(issues, scopes, n)
            points = _points(table, np.arange(count(own))).reshape(-1, *own)
            ties.append(Tie(tuple(place[k] for k in issues), points, table.signable().reshape(own)))
        every = list(sizes)
        for rule in counted:
            if set().union(*about(terms, rule)) <= set(part):
                counters, chained = chain(terms, rule, place, len(every), len(ties[0].points))
                every, ties = every + counters, ties + chained
        points, ways = eliminated(every, ties, check=partial(budget.check, SEARCHING))
        return points, ways[: len(sizes)].T

    def table(self, issues: Sequence[int], scopes: Sequence[frozenset[int]], own: int) -> Table:
        """Judge all ways to settle some issues; what more than one scope could hold counts in the first."""
        first = 0 in issues

        def mine(about: set[int]) -> bool:
            if not about:  # what is about no issue counts once
                return first and next(n for n, s in enumerate(scopes) if 0 in s) == own
            return next((n for n, s in enumerate(scopes) if about <= s), -1) == own

        return self._judged(issues, mine)

    def _judged(self, part: Sequence[int], mine: Callable[[set[int]], bool]) -> Table:
        terms = self.terms
        places = {issue.id: k for k, issue in enumerate(terms.issues)}

        def inside(*conditions: Condition) -> bool:
            found: set[int] = set()
            for condition in conditions:
                about, options = _about(terms, condition)
                found |= set(about) | (self.active if options else set())
            return mine(found)

        # everybody signs, in one order; what a scope of another tie does is no business of this one
        whole = self.active <= set(part) and mine(self.active)
        issues = tuple(
            replace(
                terms.issues[k],
                signed_by=(),
                values=terms.issues[k].values if whole else tuple(map(_idle, terms.issues[k].values)),
            )
            for k in part
        )
        wishes: dict[str, Wishes] = {}
        for dm in terms.signatories:
            one = terms.wishes[dm]
            weights = tuple(
                w for w in one.weights if (mine({places[w.key]}) if w.that is None else inside(w.that))
            )
            lines = tuple(s for s in one.red_lines if inside(s.that))
            wishes[dm] = replace(one, weights=weights, red_lines=lines, no_deal=NOTHING)
        rules = tuple(r for r in terms.exclusions if inside(*r.conditions))
        own = replace(terms, issues=issues, exclusions=rules, wishes=wishes, signed_by=terms.signatories)
        return of_terms(replace(self.conflict, terms=own), self.game, self.expected, scale=self.scale)


def _idle(value: TermValue) -> TermValue:
    return replace(value, sets=(), bars=())
