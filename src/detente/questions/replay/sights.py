"""What a party would do in a state if it looks ahead in some way, and which moves lie on a way to where it is heading.

A way of looking ahead (a *sight*) is a concept. A move is *explained* by it if it makes whoever moves better off and no
answer that the concept reckons with deters it; of several who move at once, all of them. It is *foreseen* if it lies,
besides, on a way of such moves from the status quo to one of the outcomes that the conflict is heading to: it begins
where such moves lead to, and from where it ends such moves lead to an outcome that holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np

from detente.game import Arcs, Bools, Game, Ints, State, Step
from detente.questions.evolve import reach
from detente.stability import stable_states
from detente.stability.concepts import expectation
from detente.stability.groups import undeterred
from detente.stability.operators import worst
from detente.stability.relations import free_moves, improves

CLOSED = ("nash", "seq", "smr", "gmr")
OPEN = ("nash-b", "seq-b")  # where some preferences are unknown
WAYS = ("nash", "seq", *OPEN)  # by these it is said where a conflict is heading


def sights(game: Game) -> tuple[str, ...]:
    """Give the concepts by which moves are judged: of the four those that need no more than is known."""
    return OPEN if game.open else CLOSED


class Sight:
    """One way of looking ahead in one game; what is asked more than once is worked out once.

    Not a value: it is filled while a record is judged.
    """

    def __init__(self, game: Game, concept: str) -> None:
        self.game, self.concept = game, concept
        self._gained: dict[int, Ints] = {}
        self._free: dict[int, tuple[Ints, Ints]] = {}

    def explained(self, group: Sequence[int], before: int, candidates: Ints) -> Bools:
        """Tell which of the states that a group could move to it would move to."""
        if self.game.open:
            return self._explained_open(group, before, candidates)
        if len(group) == 1:
            i = group[0]
            return np.asarray(self._counted(i)[candidates] > self.game.ranks[i][before])
        return np.asarray(undeterred(self.game, group, before, self.concept)[candidates])

    def _explained_open(self, group: Sequence[int], before: int, candidates: Ints) -> Bools:
        """Judge by what is known; whether something deters several who move at once is then not asked."""
        if len(group) == 1 and self.concept != "nash-b":
            sources, targets = self._moves_made(group[0])
            return np.isin(candidates, targets[sources == before])
        found = np.ones(candidates.size, dtype=bool)
        for i in group:
            found &= improves(self.game, i, np.full(candidates.size, before), candidates)
        return found

    def _counted(self, i: int) -> Ints:
        """Give for each state what it counts for as a move of `i`: the lesser of its rank, and of what is feared."""
        if i not in self._gained:
            self._gained[i] = np.minimum(self.game.ranks[i], expectation(self.game, i, self.concept))
        return self._gained[i]

    def _moves_made(self, i: int) -> tuple[Ints, Ints]:
        if i not in self._free:
            sources, targets = free_moves(self.game, i, self.concept)
            sure = improves(self.game, i, sources, targets)
            self._free[i] = (sources[sure], targets[sure])
        return self._free[i]

    @cached_property
    def ends(self) -> Ints:
        """The outcomes that the conflict is heading to from the status quo, the nearest first."""
        held = stable_states(self.game, (self.concept,)).holds(self.concept)
        ends = np.flatnonzero(held & self.reached)
        return ends[np.argsort(self._steps[ends], kind="stable")]

    @cached_property
    def _steps(self) -> Ints:
        start = self.game.status_quo
        assert start is not None
        ways = "" if self.concept in ("nash", "nash-b") else self.concept
        return reach(self.game, start, undeterred=ways).steps

    @cached_property
    def reached(self) -> Bools:
        """Which states such moves lead to from the status quo."""
        return np.asarray(self._steps >= 0)

    @cached_property
    def leading(self) -> Bools:
        """From which states such moves lead to one of the outcomes, or which are one."""
        values = np.ones(self.game.size, dtype=np.int64)
        values[self.ends] = 0
        return np.asarray(worst(values, self._made(), transitive=self.game.transitive) == 0)

    def _made(self) -> list[Step]:
        """Give the moves of everybody that are explained."""
        game, makers = self.game, range(len(self.game.decision_makers))
        if not game.open:
            return [game.moves[i].improvements(game.ranks[i], self._counted(i)) for i in makers]
        if self.concept == "nash-b":
            return [game.relations[i].improvements(game.moves[i]) for i in makers]
        return [Arcs.of(game.size, *self._moves_made(i)) for i in makers]

    @property
    def whole(self) -> bool:
        """Whether it is known where the conflict is heading: where every state is listed, it is."""
        return True

    @property
    def number(self) -> int:
        """How many outcomes the conflict is heading to."""
        return int(self.ends.size)

    def at_end(self, state: State) -> bool:
        """Tell whether a state is one of the outcomes that the conflict is heading to."""
        return state.index in self.ends

    def leads(self, state: State) -> bool:
        """Tell whether such moves lead from a state to one of them."""
        return bool(self.leading[state.index])

    def foreseen(self, group: Sequence[int], before: int, after: int) -> bool:
        """Tell whether a move lies on a way to where it is heading; of several at once, in some order of theirs."""
        if not (self.reached[before] and self.leading[after]):
            return False
        return after in candidates(self.game, group, before, self._made_by)

    def _made_by(self, i: int, before: int, targets: Ints) -> Ints:
        return np.asarray(targets[self.explained((i,), before, targets)])


def candidates(
    game: Game, group: Sequence[int], before: int, keep: Callable[[int, int, Ints], Ints] | None = None
) -> Ints:
    """Give the states that a group can move to at once: each member moves once, in some order.

    Parameters
    ----------
    keep : callable, optional
        Of whom, from where and to which states: gives those of the states that count.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("prisoners-dilemma").game()
    >>> [game.state(int(s)).id for s in candidates(game, (0, 1), game.state("silence").index)]
    ['betrayal']
    """
    border: dict[frozenset[int], set[int]] = {frozenset(): {before}}
    for _ in group:
        new: dict[frozenset[int], set[int]] = {}
        for moved, states in border.items():
            for i in set(group) - moved:
                found = new.setdefault(moved | {i}, set())
                for state in states:
                    targets = game.moves[i].successors(state)
                    found.update((targets if keep is None else keep(i, state, targets)).tolist())
        border = new
    return np.array(sorted(set().union(*border.values()) - {before}), dtype=np.int64)
