"""Slow, readable references for preferences with degrees and unknown preferences: they read like the definitions.

As `tests.reference` they share the conflict layer with the package and nothing else.
"""

from __future__ import annotations

from functools import cache

from detente.conflict import Conflict, Partial, Prioritised, Ranking, StateRef
from tests.reference import Merged, Reference

UNKNOWN = None  # how two states compare that nobody can compare


class Relations(Reference):
    """A conflict in which preferences are pairs: how much is t preferred to s?"""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(conflict)
        self.degree = cache(self._degree)
        self.answers = cache(self._answers)

    # -- preferences ----------------------------------------------------------------------------

    def _degree(self, dm: str, s: Merged, t: Merged) -> int | None:
        """How much t is preferred to s: a number, below 0 where it is less preferred; None where it is unknown."""
        preference = self.conflict.preferences[dm]
        if isinstance(preference, Prioritised):
            before, after = next(iter(s)), next(iter(t))
            for statement in preference.statements:
                had, has = statement.that.holds(before), statement.that.holds(after)
                if had != has:
                    if statement.unknown:
                        return UNKNOWN
                    return statement.strength if has else -statement.strength
            return 0
        if isinstance(preference, Ranking):
            degrees = preference.degrees or (1,) * (len(preference.groups) - 1)
            first, second = self.group(preference, s), self.group(preference, t)
            between = degrees[min(first, second) : max(first, second)]
            return (1 if second < first else -1) * max(between) if between else 0
        if isinstance(preference, Partial):
            above, below = self.leads(preference, s, t), self.leads(preference, t, s)
            if not above and not below:
                return UNKNOWN
            return 0 if above and below else 1 if above else -1
        return int(self.better(dm, t, s)) - int(self.better(dm, s, t))

    def group(self, ranking: Ranking, s: Merged) -> int:
        [found] = [k for k, g in enumerate(ranking.groups) for r in g if self.means(r, s)]
        return found

    def leads(self, partial: Partial, s: Merged, t: Merged) -> bool:
        """Whether chains lead from s up to t: by what is better, or as good."""
        steps: list[tuple[StateRef, StateRef]] = []
        for chain in partial.chains:
            for k, group in enumerate(chain):
                higher = [r for g in chain[: k + 1] for r in g]
                steps += [(low, high) for low in group for high in higher]
        reached, border = {s}, [s]
        while border:
            at = border.pop()
            for low, high in steps:
                if self.means(low, at):
                    for u in self.states:
                        if u not in reached and self.means(high, u):
                            reached.add(u)
                            border.append(u)
        return t in reached

    # -- what the definitions are made of -----------------------------------------------------------

    def moves(self, dm: str, s: Merged, *, more: bool, unknown: bool) -> list[Merged]:
        """R+_i(s), R+U_i(s): the moves to what is preferred, and to what may be."""
        found = []
        for t in self.reach(dm, s):
            degree = self.degree(dm, s, t)
            if (degree is UNKNOWN and unknown) or (degree is not UNKNOWN and degree > 0 and more):
                found.append(t)
        return found

    def _answers(self, dm: str, t: Merged, kind: str) -> set[Merged]:
        """R_H(t), R+_H(t) or R+U_H(t) of the opponents: legal sequences, no one moves twice in a row."""
        found: set[tuple[Merged, str]] = set()
        border = [(t, "")]
        while border:
            at, last = border.pop()
            for other in self.dms:
                if other in (dm, last):
                    continue
                moves = (
                    self.reach(other, at)
                    if kind == "any"
                    else self.moves(other, at, more=True, unknown=kind == "may improve")
                )
                for u in moves:
                    if (u, other) not in found:
                        found.add((u, other))
                        border.append((u, other))
        return {u for u, _ in found}

    # -- strength: Hamouda, Kilgour & Hipel 2004, 2006 -----------------------------------------------

    def generally(self, concept: str, dm: str, s: Merged) -> bool:
        return self._sanctioned(concept, dm, s, least=0)

    def strongly(self, concept: str, dm: str, s: Merged, least: int = 2) -> bool:
        """Every improvement has a sanction that is much less preferred (and, SMR, so is all that can be fled to)."""
        return self._sanctioned(concept, dm, s, least)

    def weakly(self, concept: str, dm: str, s: Merged) -> bool:
        return self.generally(concept, dm, s) and not self.strongly(concept, dm, s)

    def _sanctioned(self, concept: str, dm: str, s: Merged, least: int) -> bool:
        def bad(x: Merged) -> bool:
            degree = self.degree(dm, s, x)
            assert degree is not UNKNOWN
            return degree <= -least

        for t in self.moves(dm, s, more=True, unknown=False):
            if concept == "nash":
                return False
            answers = self.answers(dm, t, "improve" if concept == "seq" else "any")
            if concept == "smr":
                good = any(bad(x) and all(bad(y) for y in self.reach(dm, x)) for x in answers)
            else:
                good = any(bad(x) for x in answers)
            if not good:
                return False
        return True

    # -- unknown: Li, Hipel, Kilgour & Fang 2004 -----------------------------------------------------

    def extended(self, concept: str, extension: str, dm: str, s: Merged) -> bool:
        leaves_for_unknown = extension in "ac"
        unknown_deters = extension in "cd"

        def bad(x: Merged) -> bool:
            degree = self.degree(dm, s, x)
            return unknown_deters if degree is UNKNOWN else degree <= 0

        for t in self.moves(dm, s, more=True, unknown=leaves_for_unknown):
            if concept == "nash":
                return False
            answers = self.answers(dm, t, "may improve" if concept == "seq" else "any")
            if concept == "smr":
                good = any(bad(x) and all(bad(y) for y in self.reach(dm, x)) for x in answers)
            else:
                good = any(bad(x) for x in answers)
            if not good:
                return False
        return True
