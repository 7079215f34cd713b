"""Simultaneous stability: whoever leaves a state reckons with others who leave it at the same time.

A simultaneous sanction (Fraser & Hipel 1979, Solving complex conflicts, IEEE Transactions on Systems, Man, and
Cybernetics 9(12); 1984, Conflict Analysis, North-Holland): a decision maker and others change their options at once,
and the state with all these changes is no better for it than the one they left. Two readings, see `READINGS`:

- ``sim``: only who is unstable moves. An improvement that something deters under SEQ is deterred; of those that are
  left, each must meet such improvements of others, left over under SEQ too. So a state that is stable under SEQ is
  stable here.
- ``sim-any``: any improvements of the others count, deterred or not, and answers one after the other count for nothing.

Where the source is silent, this is done (our own reading): one or several of the others may move at the same time,
each by one improvement from the state that is left; each change must be a move by itself; changes that together are
not feasible sanction nothing; a one-way option is judged in the state that is left. Of states that count as one
(``same``), the changes begin in one and the same combination of options.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations

import numpy as np

from detente.conflict import NotInFileError, Rule, TooLargeError, budget, evaluate
from detente.game import Bools, Game, Ints, Step
from detente.game.states import as_bools
from detente.stability.concepts import expectation

READINGS = ("sim", "sim-any")
MOST_CELLS = 2_000_000_000  # states looked at, times changes tried: some minutes
MOST_OWN = 24  # options of one decision maker
MOST_KNOWN = 1 << 28  # bytes, to remember who would change what
TABLE = 1 << 24


class Changes:
    """What each decision maker could change in a combination of options, as bits to flip.

    Parameters
    ----------
    game : Game
    concept : str
        The reading.

    Raises
    ------
    NotInFileError
        Where the conflict has moves and no options, so that moves of several cannot be put together.
    """

    def __init__(self, game: Game, concept: str) -> None:
        conflict, states = game.conflict, game.states
        if not conflict.option_ids and game.size > 1:
            raise NotInFileError(
                "simultaneous stability (sim, sim-any) puts the changes of several decision makers together, which the "
                "file says only for options; it gives states and moves"
            )
        self.game = game
        self.masks, self.state = states.masks, states.class_of
        makers = range(len(game.decision_makers))
        self.worth = [r[self.state] for r in game.ranks]
        # A move is made where what is hoped of its end is above the worth of the state that is left.
        self.hopes = list(game.ranks)
        if concept == "sim":
            self.hopes = [np.minimum(game.ranks[i], expectation(game, i, "seq")) for i in makers]
        self.hoped = [h[self.state] for h in self.hopes]
        self.flips = [self._flips(dm) for dm in game.decision_makers]
        self.locked = self._locked()
        self.kept = self._kept()
        self.table = self._table()
        self.looked = 0
        self._known: dict[tuple[int, int], Bools] = {}

    def _flips(self, dm: str) -> Ints:
        bits = [k for k, o in enumerate(self.game.conflict.option_ids) if o.split(".")[0] == dm]
        if len(bits) > MOST_OWN:
            raise self.too_large()
        found = np.zeros(1, dtype=np.int64)
        for k in bits:
            found = np.concatenate((found, found | 1 << k))
        return found[1:]

    def _locked(self) -> Ints:
        """Give the bits that may not be changed in each combination: of one-way options."""
        states = self.game.states
        found = np.zeros(self.masks.size, dtype=np.int64)
        for rule in self._one_way(levels=False):
            now = states.having(rule.option) == (rule.direction == "taken")
            found[now & self._in_force(rule)] |= 1 << states.bit(rule.option)
        return found

    def _kept(self) -> list[tuple[Bools, Bools]]:
        """Give, for one-way options with levels, in which combinations a level has to be kept, and in which it is."""
        found = []
        for rule in self._one_way(levels=True):
            for condition in self.game.conflict.one_way(rule):
                holds = as_bools(evaluate(condition, self.game.states.having), self.masks.size)
                found.append((holds & self._in_force(rule), holds))
        return found

    def _one_way(self, *, levels: bool) -> Iterator[Rule]:
        conflict = self.game.conflict
        return (
            r for r in conflict.rules if r.kind == "irreversible" and (r.option in conflict.levels) == levels
        )

    def _in_force(self, rule: Rule) -> Bools:
        holds = evaluate(rule.conditions[0], self.game.states.having) if rule.conditions else True
        return as_bools(holds, self.masks.size)

    def _table(self) -> Ints | None:
        """Give the place of each combination of options among the feasible ones; None where that is too long a list."""
        size = 1 << len(self.game.conflict.option_ids)
        if size > max(TABLE, 8 * self.masks.size):
            return None
        found = np.full(size, -1, dtype=np.int64)
        found[self.masks] = np.arange(self.masks.size)
        return found

    @cached_property
    def steps(self) -> list[Step]:
        """What each would do by itself, as moves between states."""
        found = zip(self.game.moves, self.game.ranks, self.hopes, strict=True)
        return [moves.improvements(ranks, hopes) for moves, ranks, hopes in found]

    def find(self, masks: Ints) -> Ints:
        """Give the places of combinations of options; -1 where one is not feasible."""
        if self.table is not None:
            return self.table[masks]
        places = np.minimum(np.searchsorted(self.masks, masks), self.masks.size - 1)
        found: Ints = np.where(self.masks[places] == masks, places, -1)
        return found

    def made(self, i: int, flip: int, points: Ints) -> Ints:
        """Give those of some combinations in which `i` would make a change by itself."""
        budget.check("looking at changes at the same time")
        self.looked += points.size
        if self.looked > MOST_CELLS:
            raise self.too_large()
        if (i, flip) in self._known:
            return points[self._known[i, flip][points]]
        if (
            self.masks.size <= 64 * points.size < 64 * self.masks.size
            and (len(self._known) + 1) * self.masks.size <= MOST_KNOWN
        ):
            known = np.zeros(self.masks.size, dtype=bool)
            known[self._made(i, flip, np.arange(self.masks.size))] = True
            self._known[i, flip] = known
            return points[known[points]]
        return self._made(i, flip, points)

    def _made(self, i: int, flip: int, points: Ints) -> Ints:
        points = points[self.locked[points] & flip == 0]
        ends = self.find(self.masks[points] ^ flip)
        made = (ends >= 0) & (self.hoped[i][ends] > self.worth[i][points])
        for kept, holds in self.kept:
            made &= ~kept[points] | holds[ends]
        return points[made]

    def together(self, others: Sequence[int], points: Ints) -> Iterator[tuple[list[int], Ints]]:
        """Give what these could change at the same time, each by what it would change by itself, and where."""
        if not others:
            yield [], points
            return
        for flip in self.flips[others[0]].tolist():
            some = self.made(others[0], flip, points)
            if some.size:
                for flips, where in self.together(others[1:], some):
                    yield [flip, *flips], where

    def too_large(self) -> TooLargeError:
        """Say that there is too much to be looked at."""
        return TooLargeError(
            f"{self.game.conflict.title}: for simultaneous stability more than {MOST_CELLS:,} combinations of changes "
            "would be looked at. Exclude combinations that cannot happen, or leave options out."
        )


def simultaneous(game: Game, concept: str) -> Bools:
    """Tell in which states each decision maker stays, reckoning with moves that others make at the same time.

    Parameters
    ----------
    game : Game
    concept : str
        ``sim`` or ``sim-any``, see `READINGS`.

    Returns
    -------
    array of bool, shape (decision makers, size)

    Raises
    ------
    NotInFileError
        Where the conflict has moves and no options, so that moves of several cannot be put together.
    TooLargeError
        Where too many combinations of changes would have to be looked at.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("chicken").game()
    >>> [game.state(s).id for s in range(game.size) if simultaneous(game, "sim")[:, s].all()]
    ['first_swerves', 'second_swerves', 'both_swerve']
    """
    changes = Changes(game, concept)
    return np.array([_stays(changes, i) for i in range(len(game.decision_makers))], dtype=bool).reshape(
        len(game.decision_makers), game.size
    )


def _stays(changes: Changes, i: int) -> Bools:
    """Tell where each improvement of `i` meets something; from states that count as one, by any of their members."""
    game = changes.game
    stays = np.ones(game.size, dtype=bool)
    every = np.arange(changes.masks.size)
    improved: list[Ints] = []
    met: list[Ints] = []
    for flip in changes.flips[i].tolist():
        points = changes.made(i, flip, every)
        open_ = _unanswered(changes, i, flip, points)
        if not game.states.merged:
            stays[open_] = False
            continue
        keys = changes.state[points] * game.size + changes.state[changes.find(changes.masks[points] ^ flip)]
        improved.append(keys)
        met.append(keys[~np.isin(points, open_)])
    if improved:
        stays[np.setdiff1d(np.concatenate(improved), np.concatenate(met)) // game.size] = False
    return stays


def _unanswered(changes: Changes, i: int, flip: int, points: Ints) -> Ints:
    """Give the combinations in which no changes of others at the same time leave `i` no better off."""
    others = [k for k in range(len(changes.flips)) if k != i]
    open_ = np.zeros(changes.masks.size, dtype=bool)
    open_[points] = True
    first = 1
    if not changes.game.states.merged:  # one other alone: all that it could change at once
        first = 2
        ends = changes.find(changes.masks ^ flip)
        # What is not feasible gets the highest rank; no better than the start is only what ranks below it.
        values = np.where(ends < 0, changes.game.size - 1, changes.worth[i][ends])
        for k in others if points.size else ():
            hit = changes.steps[k].lowest(values)[points] <= changes.worth[i][points]
            open_[points[hit]] = False
    for number in range(first, len(others) + 1):
        for group in combinations(others, number):
            for flips, able in changes.together(group, np.flatnonzero(open_)):
                where = able[open_[able]]
                ends = changes.find(changes.masks[where] ^ (flip | sum(flips)))
                hit = (ends >= 0) & (changes.worth[i][ends] <= changes.worth[i][where])
                open_[where[hit]] = False
    return np.flatnonzero(open_)
