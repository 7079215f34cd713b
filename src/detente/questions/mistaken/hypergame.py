"""Everybody moves by their own picture: what holds then, and where it is heading (Wang, Hipel & Fraser 1988).

A state is an equilibrium of the hypergame if every party stays there by its own game. A party moves where the move is
an improvement for it in its own game (looking ahead: one that nothing deters there) and can be made in truth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from detente.conflict import budget
from detente.game import Arcs, Bools, Game, Ints
from detente.questions.evolve import Reach, reach
from detente.questions.heads import Found, Heads, heading_concepts
from detente.questions.mistaken.own import Own

SIGHTS = ("nash", "seq")  # not looking ahead, and looking ahead


@dataclass(frozen=True, eq=False)
class Hypergame:
    """The game of an account, and how each party sees it.

    Attributes
    ----------
    game : Game
        What is so, by the account.
    owns : tuple of Own
        For each decision maker, in their order, its own game.
    """

    game: Game
    owns: tuple[Own, ...]

    def with_own(self, own: Own) -> Hypergame:
        """Give the hypergame in which one party sees it otherwise; what the others make of it stays known."""
        return replace(self, owns=tuple(own if o.party == own.party else o for o in self.owns))

    def own(self, party: str) -> Own:
        """Give how a party sees it."""
        return self.owns[self.game.index(party)]

    def stays(self, concept: str) -> Bools:
        """Tell for each party and state whether it stays by its own game, shape (decision makers, size)."""
        budget.check("looking at it as each party does")
        return np.array([own.stays(concept) for own in self.owns], dtype=bool)

    def holds(self, concept: str) -> Bools:
        """Tell for each state whether it is an equilibrium of the hypergame under a concept."""
        return np.asarray(self.stays(concept).all(axis=0))

    def unseen(self, state: int) -> tuple[str, ...]:
        """List the parties whose game does not hold a state."""
        return tuple(own.party for own in self.owns if own.place[state] < 0)

    @cached_property
    def heads(self) -> Heads | None:
        """Where it is heading; None where the file does not say where it begins."""
        start = self.game.status_quo
        if start is None:
            return None
        return Heads(start, *(self._lead(start, concept) for concept in SIGHTS))

    def _lead(self, start: int, concept: str) -> Found:
        stays = self.stays(concept)
        reached = reach(self.game, start, by=self._back(concept))
        ends = np.flatnonzero(stays.all(axis=0) & (reached.steps >= 0))
        nearest = ends[np.argsort(reached.steps[ends], kind="stable")]
        leaving = tuple(own.party for own, one in zip(self.owns, stays, strict=True) if not one[start])
        name = heading_concepts(self.game)[SIGHTS.index(concept)]
        return Found(name, nearest, reached, leaving)

    def _back(self, concept: str) -> Mapping[int, Arcs]:
        """Give the moves that each makes, turned round."""
        size = self.game.size
        made = [own.made(concept) for own in self.owns]
        return {k: Arcs.of(size, targets, sources) for k, (sources, targets) in enumerate(made)}

    def stuck(self, concept: str) -> tuple[int, ...]:
        """List the states that it comes to and that nobody leaves, though somebody would if it could.

        What it would do is possible in its own game, and not in truth. The nearest come first.
        """
        if self.heads is None:
            return ()
        found = self.heads.both[SIGHTS.index(concept)]
        left = np.zeros(self.game.size, dtype=bool)
        for own in self.owns:
            left[own.made(concept)[0]] = True
        steps = found.reach.steps
        states = np.flatnonzero((steps >= 0) & ~left & ~self.holds(concept))
        return tuple(int(s) for s in states[np.argsort(steps[states], kind="stable")])

    def reached(self, concept: str) -> Reach | None:
        """Give all that it comes to under a sight."""
        return None if self.heads is None else self.heads.both[SIGHTS.index(concept)].reach


def ends_of(heads: Heads | None, concept: str) -> Ints:
    """Give where it is heading in one way of looking, the nearest first; none where that is not known."""
    if heads is None:
        return np.zeros(0, dtype=np.int64)
    return heads.both[SIGHTS.index(concept)].states
