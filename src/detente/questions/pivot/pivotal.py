"""Who is pivotal? For each decision maker, the equilibria that a change of its preferences alone could bring about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from detente.conflict import Conflict, TimeUpError
from detente.game import Game, Ints, Row, State, Tabular, needs_ranks
from detente.game.given import as_game
from detente.questions.evolve import reach
from detente.questions.pivot.bringing import brought_about
from detente.questions.pivot.goal import pivot
from detente.questions.unfinished import Stopped
from detente.stability import check_classical, stable_states, stays


@dataclass(frozen=True, eq=False)
class Pivotal(Tabular):
    """What each decision maker could bring about by wanting something else, the others as they are.

    Attributes
    ----------
    game : Game
    concept : str
    start : State or None
        The status quo, from which improvements must lead to the equilibrium; None where the file has none: then every
        equilibrium counts.
    present : array of int
        The equilibria as things are (those that improvements lead to from the start).
    could : mapping of str to array of int
        For each decision maker (that was looked at, where the time did not suffice for all) the equilibria that some
        preferences of its own would bring about: under Nash, GMR and SMR with transitive moves by the argument of
        `pivotal`, else because such preferences were tried.
    unsure : mapping of str to array of int
        Those that are not ruled out and for which no preferences were found; under SEQ, or where moves are not
        transitive, there can be some.
    priced : bool
        Whether an answer is to say also what a single change would do, see `price`; that takes longer.
    stopped : tuple of Stopped
        Where the time did not suffice: for how many decision makers it did.
    """

    game: Game
    concept: str
    start: State | None
    present: Ints
    could: Mapping[str, Ints] = field(repr=False)
    unsure: Mapping[str, Ints] = field(repr=False)
    priced: bool = False
    stopped: tuple[Stopped, ...] = ()

    def new(self, dm: str) -> Ints:
        """Give the equilibria that a decision maker could bring about and that are not to be had as things are."""
        found = self.could[dm]
        return found[~np.isin(found, self.present)]

    def better_for(self, dm: str, other: str) -> Ints:
        """Give what `dm` could bring about and `other` prefers to everything that is to be had as things are."""
        ranks = self.game.ranks[self.game.index(other)]
        best = ranks[self.present].max() if self.present.size else -1
        new = self.new(dm)
        found: Ints = new[ranks[new] > best]
        return found[np.argsort(-ranks[found], kind="stable")]

    @cached_property
    def courted(self) -> dict[str, tuple[str, ...]]:
        """For each decision maker those others who have something to gain from a change of its mind."""
        makers = self.game.decision_makers
        if not self.present.size:
            return dict.fromkeys(makers, ())
        return {dm: tuple(o for o in makers if o != dm and self.better_for(dm, o).size) for dm in self.could}

    def worse_for(self, dm: str, other: str) -> Ints:
        """Give what `dm` could bring about and `other` likes less than everything that is to be had as things are."""
        ranks = self.game.ranks[self.game.index(other)]
        new = self.new(dm)
        if not self.present.size:
            return new[:0]
        found: Ints = new[ranks[new] < ranks[self.present].min()]
        return found[np.argsort(ranks[found], kind="stable")]

    def between(self, dm: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Give those who could gain by a change of mind of `dm`, and those who could lose by the same change.

        Where there are some of both, one side has a reason to court it and the other to hold it.
        """
        new = self.new(dm)
        makers = [o for o in self.game.decision_makers if o != dm]
        better = {o: np.isin(new, self.better_for(dm, o)) for o in makers}
        worse = {o: np.isin(new, self.worse_for(dm, o)) for o in makers}
        parted = np.zeros(new.size, dtype=bool)
        for one in makers:
            for other in makers:
                parted |= better[one] & worse[other]
        gaining = tuple(o for o in makers if (better[o] & parted).any())
        losing = tuple(o for o in makers if (worse[o] & parted).any())
        return gaining, losing

    def price(self, dm: str, other: str) -> int | None:
        """Give the least number of changes of `dm` that bring about something better for `other`, if it is 1.

        -1 where it is more (see `pivot`); None where not all changes of 1 could be looked at.
        """
        if (dm, other) not in self._prices:
            goals = self.better_for(dm, other)
            at = self.start is not None
            found = (
                pivot(self.game, goals, self.concept, who=[dm], from_status_quo=at, most=1)
                if goals.size
                else None
            )
            known = found is not None and (found.price >= 0 or found.complete >= 1)
            self._prices[dm, other] = found.price if found is not None and known else None
        return self._prices[dm, other]

    @cached_property
    def _prices(self) -> dict[tuple[str, str], int | None]:
        return {}

    def rows(self) -> list[Row]:
        """Give a row per decision maker and equilibrium that it could bring about."""
        found: list[Row] = []
        for dm in self.could:
            for s in self.could[dm]:
                state = self.game.state(int(s))
                gaining = [o for o in self.game.decision_makers if s in self.better_for(dm, o)]
                row: dict[str, object] = {"decision maker": dm, "state": state.id}
                found.append(row | {"new": bool(s not in self.present), "better for": gaining})
        return found


def pivotal(
    game: Game | Conflict, concept: str = "nash", *, progress: Callable[[str], None] | None = None
) -> Pivotal:
    """Find what each decision maker could bring about by wanting something else.

    An equilibrium can be brought about by a decision maker if some ranking of the states of its own, the others'
    preferences as they are, makes it one that improvements lead to from the status quo. The ranking in which what
    its own moves on the way lead to is better, and the end best of all, is one wherever any is, under Nash, GMR and SMR
    with transitive moves; under SEQ, and where moves are not transitive, such rankings are put together and tried.

    Parameters
    ----------
    game : Game
    concept : str
        ``nash``, ``gmr``, ``smr`` or ``seq``.
    progress : callable, optional
        Is told now and then how far it has come.

    Returns
    -------
    Pivotal

    Raises
    ------
    UnknownNameError
        Where there is no such concept.

    Examples
    --------
    >>> import detente
    >>> found = detente.pivotal(detente.load("istanbul-2025").game("commentary"))
    >>> {dm: len(found.could[dm]) for dm in found.game.decision_makers}
    {'russia': 12, 'ukraine': 4, 'europe': 6, 'us': 6}
    """
    game = as_game(game, "pivotal")
    [concept] = check_classical([concept], "inverse analysis (pivot)")
    needs_ranks(game)
    held = stable_states(game, [concept]).holds(concept)
    start = game.status_quo
    near = np.ones(game.size, dtype=bool) if start is None else reach(game, start).steps >= 0
    could: dict[str, Ints] = {}
    unsure: dict[str, Ints] = {}
    stopped: tuple[Stopped, ...] = ()
    for i, dm in enumerate(game.decision_makers):
        try:
            could[dm], unsure[dm] = _by(game, i, concept, progress)
        except TimeUpError:
            if not could:
                raise
            stopped = (Stopped("parties", len(could), len(game.decision_makers)),)
            break
    present = np.flatnonzero(held & near)
    begin = None if start is None else game.state(start)
    return Pivotal(game, concept, begin, present, could, unsure, stopped=stopped)


def _by(game: Game, i: int, concept: str, progress: Callable[[str], None] | None) -> tuple[Ints, Ints]:
    """Find what decision maker number `i` could bring about, and what is neither ruled out nor found."""
    others = [j for j in range(len(game.decision_makers)) if j != i]
    open_ = np.ones(game.size, dtype=bool)
    for j in others:
        open_ &= stays(game, j, concept, [i])
    ways = None
    if game.status_quo is not None:
        ways = reach(game, game.status_quo, free=[i])
        open_ &= ways.steps >= 0
    states = np.flatnonzero(open_)
    if concept != "seq" and game.transitive:
        return states, states[:0]
    does = brought_about(game, i, states, ways, answers=concept == "seq", progress=progress)
    return states[does], states[~does]
