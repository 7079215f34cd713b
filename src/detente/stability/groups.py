"""The classical concepts for coalitions: would a group leave a state together?

A group improves where legal sequences of its members' moves lead to a state that every member prefers (Kilgour, Hipel,
Fang & Peng 2001, Coalition analysis in group decision support, Group Decision and Negotiation 10(2); the paper was not
at hand, so how far it spells out the four forms below is not verified). The four concepts ask, as for one decision
maker, what it reckons with once it is there: nothing (Nash), any answer of the rest (GMR), an answer that the group
cannot get away from (SMR), an answer by improvements of those who give it (SEQ). An answer deters the group if it
leaves some member no better off than where they began. For a group of one these are the concepts for one decision
maker. (Inohara & Hipel 2008, Coalition analysis in the graph model for conflict resolution, Systems Engineering 11(4),
let the rest answer as coalitions too; that is not done here.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from detente.conflict import budget
from detente.game import Bools, Game, Ints
from detente.stability.choosing import check_classical
from detente.stability.concepts import CONCEPTS
from detente.stability.escaping import for_good
from detente.stability.fears import feared
from detente.stability.listed_ways import for_good_at_once, leads_to, surpassed_one_by_one, within_reach
from detente.stability.points import LOOKING
from detente.stability.surpassing import surpassed, unbeaten
from detente.stability.ways import ways_of


def group_stable(game: Game, group: Sequence[int], concept: str) -> Bools:
    """Tell in which states a group would stay.

    Parameters
    ----------
    game : Game
    group : sequence of int
        The members, by position.
    concept : str
        ``nash``, ``gmr``, ``smr`` or ``seq``.

    Returns
    -------
    array of bool, shape (size,)

    Raises
    ------
    DetenteError
        Where the concept is none of these four.
    TooLargeError
        Where moves of the group cannot be taken back, so that each state has to be looked at by itself, and there are
        too many.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("prisoners-dilemma").game()
    >>> stays = group_stable(game, [0, 1], "nash")
    >>> [game.state(s).id for s in range(game.size) if not stays[s]]
    ['betrayal']
    """
    return groups_stable(game, group, [concept])[concept]


def groups_stable(game: Game, group: Sequence[int], concepts: Sequence[str]) -> Mapping[str, Bools]:
    """Do as `group_stable` under several concepts, which share most of the work.

    Whoever leaves under GMR leaves under all of them, and whoever leaves under any leaves under Nash: each is asked
    only about what those before have left open.
    """
    check_classical(concepts, "what groups could do together")
    if len(group) == 1:
        return {c: CONCEPTS[c](game, group[0]) for c in concepts}
    return {c: ~gone for c, gone in _Group(game, group).leaving(concepts).items()}


class _Group:
    """A group of two and more, and what is known of where it would leave."""

    def __init__(self, game: Game, group: Sequence[int]) -> None:
        self.game, self.group = game, tuple(sorted(group))
        self.rest = tuple(j for j in range(len(game.decision_makers)) if j not in self.group)
        self.ranks = [feared(game, i, (), "nash") for i in self.group]
        self.ways = ways_of(game, self.group)
        self.best: Ints | None = None  # of what they have: SMR needs it, and for Nash it is then enough

    def leaving(self, concepts: Sequence[str]) -> dict[str, Bools]:
        """Tell in which states the group would leave."""
        every = np.ones(self.game.size, dtype=bool)
        if "smr" in concepts and self.rest and self.ways is not None:
            self.best = unbeaten(self.ways, self.ranks)
        found = {"nash": self._surpassed("nash", every)}
        if not self.rest:
            return dict.fromkeys(concepts, found["nash"])
        if set(concepts) & {"gmr", "smr"}:
            found["gmr"] = self._surpassed("gmr", found["nash"])
        sure = found.get("gmr", ~every)
        open_ = found["nash"] & ~sure
        if "seq" in concepts:
            found["seq"] = sure | self._surpassed("seq", open_)
        if "smr" in concepts:
            found["smr"] = sure | self._for_good(open_)
        return {c: found[c] for c in concepts}

    def _surpassed(self, concept: str, asked: Bools) -> Bools:
        if not asked.any():
            return np.zeros(self.game.size, dtype=bool)
        points = [feared(self.game, i, self.rest, concept) for i in self.group]
        if self.ways is None:
            return surpassed_one_by_one(self.game, self.group, points, self.ranks, asked)
        among = self.best if concept == "nash" else None
        return surpassed(self.ways, points, self.ranks, asked, among=among)

    def _for_good(self, asked: Bools) -> Bools:
        """Tell for the states asked about where no answer deters the group that it could not get away from (SMR)."""
        if not asked.any():
            return asked
        theirs = ways_of(self.game, self.rest)
        found = None
        if self.ways is not None and theirs is not None:
            found = for_good(self.ways, theirs, self.ranks, asked, self.best)
        if found is None:
            found = for_good_at_once(self.game, self.group, self.rest, self.ranks, asked)
        if found is None:
            found = np.zeros(self.game.size, dtype=bool)
            for s in np.flatnonzero(asked):
                budget.check(LOOKING)
                found[s] = undeterred(self.game, self.group, int(s), "smr").any()
        return found


def undeterred(game: Game, group: Sequence[int], state: int, concept: str) -> Bools:
    """Tell to which states the group would move together from a state: better for every member, nothing deters it."""
    ways = ways_of(game, group)
    found = within_reach(game, group, state) if ways is None else ways.from_state(state)
    rest = tuple(j for j in range(len(game.decision_makers)) if j not in group)
    for i in group:
        found &= feared(game, i, rest, "nash" if concept == "smr" else concept) > game.ranks[i][state]
    if concept == "smr":
        good = np.asarray(np.all([game.ranks[i] > game.ranks[i][state] for i in group], axis=0))
        found &= ~_leads_to(game, ~_leads_to(game, good, group), rest)
    return found


def _leads_to(game: Game, wanted: Bools, group: Sequence[int]) -> Bools:
    """Tell from where a group comes, by its moves, to some state that is wanted, or is there already."""
    ways = ways_of(game, group)
    if ways is None:
        return leads_to(game, wanted, group)
    lacking: Ints = (~wanted).astype(np.int32)
    return np.asarray(ways.least(lacking) == 0)
