"""What a group could do together from a state: where to, by which moves, and how the rest could answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.conflict import budget
from detente.game import Bools, Game, Ints, State
from detente.game.once import Kept
from detente.questions.evolve import Path, Reach, reach
from detente.questions.explain import Reason, reason
from detente.stability import Stability, feared, surpassed_by_some, undeterred

Group = tuple[str, ...]
LOOKING = "looking at what groups could do"
MOST_KEPT = 1 << 26  # bytes, of what is asked of again and again


@dataclass(frozen=True, eq=False)
class Prospect:
    """Where a group could move together, and what follows from there.

    Attributes
    ----------
    group : tuple of str
    start, end : State
    onward : tuple of State
        The equilibria that improvements lead to from there, under the narrowest concept asked for that has some.
    """

    group: Group
    start: State
    end: State
    onward: tuple[State, ...]


@dataclass(frozen=True, eq=False)
class JointMove(Prospect):
    """Something that a group could do together.

    Attributes
    ----------
    group : tuple of str
    start, end : State
        Where it begins and leads.
    onward : tuple of State
        The equilibria that improvements lead to from there, under the narrowest concept asked for that has some.
    path : Path
        A shortest legal sequence of its members' moves.
    gains : tuple of Reason
        Why each member prefers where it leads.
    sanctions : mapping of str to (Path or None)
        For GMR and SEQ, where asked for: how the rest could answer so that some member is no better off; None where
        it could not.
    undeterred : tuple of str
        The concepts under which nothing deters it.
    holds : tuple of str
        The concepts under which the state that it leads to is an equilibrium by itself.
    """

    path: Path
    gains: tuple[Reason, ...]
    sanctions: Mapping[str, Path | None]
    undeterred: tuple[str, ...]
    holds: tuple[str, ...]


class Looking:
    """Looks at what groups could do from single states; what is asked for again is kept, the latest of it."""

    def __init__(self, game: Game, stability: Stability) -> None:
        self.game, self.stability = game, stability
        self._kept: Kept[Any] = Kept(MOST_KEPT, _size)
        self._onward: dict[int, tuple[State, ...]] = {}

    def ends(self, state: State, members: Sequence[int], concept: str) -> Ints:
        """Give where a group could move to, undeterred under a concept.

        Where it would hold comes first, then what nothing else among them beats for some member and worsens for none.
        """
        found = np.flatnonzero(self._undeterred(state.index, members, concept))
        beaten = surpassed_by_some([feared(self.game, i, (), "nash")[found] for i in members])
        held = [self.stability.holds(c)[found] for c in self.stability.concepts]
        ordered: Ints = found[np.lexsort((found, beaten, -np.sum(held, axis=0)))]
        return ordered

    def count(self, state: State, members: Sequence[int], concept: str) -> int:
        """Count `ends`."""
        return int(np.count_nonzero(self._undeterred(state.index, members, concept)))

    def way(self, state: State, members: Sequence[int], end: int) -> Path | None:
        """Give a shortest sequence of a group's moves; None where there is none."""
        key = ("way", state.index, tuple(members))
        found: Reach = self._kept.get(key, lambda: reach(self.game, state.index, members, improvements=False))
        return found.path(end)

    def onward(self, end: int) -> tuple[State, ...]:
        """Give the equilibria that improvements lead to from a state."""
        if end not in self._onward:
            self._onward[end] = ends_of(self.game, self.stability, end)
        return self._onward[end]

    def move(self, group: Group, members: Sequence[int], state: State, path: Path) -> JointMove:
        """Describe what a group could do together, with the witnesses."""
        game, end = self.game, path.end
        concepts = self.stability.concepts
        free = tuple(c for c in concepts if self._is_undeterred(state.index, members, end.index, c))
        return JointMove(
            group,
            state,
            end,
            self.onward(end.index),
            path,
            tuple(reason(game, dm, state, end) for dm in group),
            {
                c: None if c in free else self._sanction(state, members, end.index, c)
                for c in concepts
                if c in ("gmr", "seq")
            },
            free,
            tuple(c for c in concepts if self.stability.holds(c)[end.index]),
        )

    def _undeterred(self, state: int, members: Sequence[int], concept: str) -> Bools:
        budget.check(LOOKING)
        key = ("free", state, tuple(members), concept)
        found: Bools = self._kept.get(key, lambda: undeterred(self.game, members, state, concept))
        return found

    def _is_undeterred(self, state: int, members: Sequence[int], end: int, concept: str) -> bool:
        """Tell whether nothing would deter the group from a state that its moves lead to."""
        if concept == "smr":
            return bool(self._undeterred(state, members, concept)[end])
        rest = tuple(j for j in range(len(self.game.decision_makers)) if j not in members)
        return all(feared(self.game, i, rest, concept)[end] > self.game.ranks[i][state] for i in members)

    def _sanction(self, state: State, members: Sequence[int], end: int, concept: str) -> Path | None:
        rest = [j for j in range(len(self.game.decision_makers)) if j not in members]
        harmful = np.any([self.game.ranks[i] <= self.game.ranks[i][state.index] for i in members], axis=0)
        found = reach(self.game, end, rest, improvements=concept == "seq", until=harmful)
        hit = np.flatnonzero((found.steps > 0) & harmful)
        return found.path(int(hit[np.argmin(found.steps[hit])])) if hit.size else None


def _size(found: Any) -> int:
    return 3 * int(found.level.nbytes) if isinstance(found, Reach) else int(found.nbytes)


def ends_of(game: Game, stability: Stability, start: int) -> tuple[State, ...]:
    """Give the equilibria that improvements lead to, the nearest first, under the narrowest concept that has some."""
    near = reach(game, start).steps
    for concept in sorted(stability.concepts, key=lambda c: int(stability.holds(c).sum())):
        ends = np.flatnonzero(stability.holds(concept) & (near >= 0))
        if ends.size:
            return tuple(game.state(int(s)) for s in ends[np.argsort(near[ends], kind="stable")])
    return ()
