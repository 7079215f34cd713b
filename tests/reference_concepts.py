"""Slow, readable references for the further concepts: explicit sequences, pairs and recursion.

Like `tests.reference` they share the conflict layer with the package and nothing else.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, product
from typing import Any

from detente.conflict import Conflict
from tests.reference import Merged, Reference, Taken


class Further(Reference):
    """A conflict, worked out by the definitions of the further concepts."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(conflict)
        self.reckoned, self.choices = cache(self._reckoned), cache(self._choices)

    def others(self, dm: str) -> tuple[str, ...]:
        return tuple(d for d in self.dms if d != dm)

    # -- symmetric sequential stability -------------------------------------------------------------

    def sseq(self, dm: str, s: Merged) -> bool:
        """Each improvement meets an answer that pays, leaves it no better off, and cannot be escaped."""
        for t in self.improve(dm, s):
            answers = self.legal(self.others(dm), t, True)
            harmful = [x for x in answers if not self.better(dm, x, s)]
            if not any(all(not self.better(dm, y, s) for y in self.reach(dm, x)) for x in harmful):
                return False
        return True

    # -- simultaneous stability ---------------------------------------------------------------------

    def sim(self, concept: str, dm: str, s: Merged) -> bool:
        return all(self.met(concept, dm, s, t) for t in self.improve(dm, s))

    def would(self, concept: str, dm: str, s: Merged) -> list[Merged]:
        """What a decision maker does at the same time: the improvements that SEQ leaves it, or any."""
        return self.undeterred("seq", dm, s) if concept == "sim" else self.improve(dm, s)

    def met(self, concept: str, dm: str, s: Merged, t: Merged) -> bool:
        """Whether an improvement meets an answer (``sim``), or something that others do at the same time."""
        if t not in self.would(concept, dm, s):
            return True
        for number in range(1, len(self.dms)):
            for group in combinations(self.others(dm), number):
                for ends in product(*(self.would(concept, k, s) for k in group)):
                    if any(not self.better(dm, x, s) for x in self.joint(s, (dm, *group), (t, *ends))):
                        return True
        return False

    def joint(self, s: Merged, group: tuple[str, ...], ends: tuple[Merged, ...]) -> list[Merged]:
        """The states that all these moves make together, from one and the same combination of options."""
        found = []
        for a in s:
            each = [[b for b in end if self.can_move(k, a, b)] for k, end in zip(group, ends, strict=True)]
            for made in product(*each):
                together: Taken = frozenset(
                    o
                    for o in self.conflict.option_ids
                    if (o in made[group.index(self.owner(o))] if self.owner(o) in group else o in a)
                )
                found += [x for x in self.states if together in x]
        return found

    # -- limited-move and non-myopic stability ------------------------------------------------------

    def _choices(self, dm: str, s: Merged, h: int) -> tuple[Merged, ...]:
        """The moves that a decision maker would make with h moves left; none where it stays."""
        moves = self.reach(dm, s)
        if not moves:
            return ()
        best = max(self.reckoned(dm, dm, t, h - 1) for t in moves)
        if best <= self.value(dm, s):
            return ()
        return tuple(t for t in moves if self.reckoned(dm, dm, t, h - 1) == best)

    def _reckoned(self, dm: str, last: str, s: Merged, h: int) -> Any:
        """What dm reckons with, as the value it puts on the end: `last` has moved to s, h moves are left."""
        if h == 0:
            return self.value(dm, s)
        ways = [(k, t) for k in self.dms if k != last for t in self.choices(k, s, h)]
        return min((self.reckoned(dm, k, t, h - 1) for k, t in ways), default=self.value(dm, s))

    def limited(self, dm: str, s: Merged, h: int) -> bool:
        return not self.choices(dm, s, h)
