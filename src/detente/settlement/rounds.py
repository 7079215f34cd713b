"""Alternating offers, round by round, many times over: which package is reached, when, and who alone held it up.

The protocol is that of stacked alternating offers: the parties speak in turn; whoever's turn it is signs what is on the
table or puts something else there, and what all others sign in succession is agreed. What a party still demands falls
with time by a power of it (a time-dependent tactic), or by what the others' offers have improved for it (tit for tat).

Sources, from their definitions: Aydogan, Festen, Hindriks & Jonker 2017 (the protocol); Faratin, Sierra & Jennings 1998
(the tactics); Binmore, Rubinstein & Wolinsky 1986 (a discount as the chance that talks break off). Randomness is made
of the bits of a generator alone, so that a seed gives the same everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.settlement.packages import Bools, Ints

Floats = npt.NDArray[np.float64]
STRATEGIES = ("boulware", "linear", "conceder", "tit-for-tat")
TIT_FOR_TAT = 3
LEAST_BEND, MOST_BEND = 2.0, 10.0  # the power of time of whoever is slow; of whoever is quick its inverse
DIGITS = 9  # of a share of the way: what the last bits of a power say is left out
NEAR = 1e-9
NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Side:
    """What a party goes by.

    Attributes
    ----------
    levels : array of int, shape (packages,)
        How many kinds of packages it likes better than each, of those that it would sign; -1 where it would not sign.
    ways : array of float, shape (levels,)
        Which share of its way, from what it likes best (0) to the last that it would sign (1), each level is.
    numbers : bool
        Whether these are made of numbers, so that what waiting costs can be weighed; else of places in an order.
    """

    levels: Ints
    ways: Floats
    numbers: bool


@dataclass(frozen=True, eq=False)
class Draws:
    """What is left to chance in each run.

    Attributes
    ----------
    order : array of int, shape (runs, parties)
        Who speaks first, second, ...
    strategies : array of int, shape (runs, parties)
        The place of each party's in `STRATEGIES`.
    powers : array of float, shape (runs, parties)
        The power of time by which what it demands falls.
    lasts : array of float, shape (runs,)
        Talks go on after a round where this is less than the chance that they last so long.
    """

    order: Ints
    strategies: Ints
    powers: Floats
    lasts: Floats


@dataclass(frozen=True, eq=False)
class Bargained:
    """How the runs ended.

    Attributes
    ----------
    package : array of int, shape (runs,)
        What was agreed; -1 where nothing was.
    round : array of int, shape (runs,)
        In which round it ended, from 1 on.
    broken : array of bool, shape (runs,)
        Whether talks broke off.
    alone : array of int, shape (runs, parties)
        How many offers each party turned down that all others would have signed.
    """

    package: Ints
    round: Ints
    broken: Bools
    alone: Ints


def uniform(seed: int, shape: tuple[int, ...]) -> Floats:
    """Give numbers from 0 to 1, the same on every machine and with every version.

    Examples
    --------
    >>> uniform(1, (2,)).round(6).tolist()
    [0.511822, 0.950464]
    """
    bits = np.random.PCG64(seed).random_raw(int(np.prod(shape)))
    found: Floats = (np.asarray(bits, dtype=np.uint64) >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return found.reshape(shape)


def draw(seed: int, runs: int, fixed: Sequence[str]) -> Draws:
    """Leave to chance who speaks first, what strategy each party has, and how far it bends.

    Parameters
    ----------
    seed : int
    runs : int
    fixed : sequence of str
        The strategy of each party; empty where that is left to chance, too.

    Examples
    --------
    >>> draws = draw(1, 2, ("boulware", ""))
    >>> draws.order.tolist(), draws.strategies[:, 0].tolist()
    ([[0, 1], [0, 1]], [0, 0])
    """
    parties = len(fixed)
    drawn = uniform(seed, (runs, 3 * parties + 1))
    order = np.argsort(drawn[:, :parties], axis=1, kind="stable").astype(np.int64)
    strategies = (drawn[:, parties : 2 * parties] * len(STRATEGIES)).astype(np.int64)
    for party, name in enumerate(fixed):
        if name:
            strategies[:, party] = STRATEGIES.index(name)
    slow = LEAST_BEND * (MOST_BEND / LEAST_BEND) ** drawn[:, 2 * parties : 3 * parties]
    powers = np.select([strategies == 0, strategies == 2], [slow, 1 / slow], 1.0)
    return Draws(order, strategies, powers, drawn[:, -1])


def best_offers(sides: Sequence[Side]) -> tuple[Ints, ...]:
    """Give for each party, and for each level that it may still demand, what it offers.

    Of all that it likes as well or better it offers what stands best with the others: where the one that has to fall
    back furthest along its own order falls back least, then where all together do, then what it likes best itself.

    Examples
    --------
    >>> one = Side(np.array([0, 1, 2, -1]), np.array([0, 0.5, 1]), False)
    >>> two = Side(np.array([-1, 1, 0, 2]), np.array([0, 0.5, 1]), False)
    >>> [offers.tolist() for offers in best_offers([one, two])]
    [[0, 1, 2], [2, 1, 1]]
    """
    places = np.array([_places(side.levels) for side in sides])
    found = []
    for party, side in enumerate(sides):
        able = np.flatnonzero(side.levels >= 0)
        others = np.delete(places[:, able], party, axis=0)
        worst = others.max(axis=0, initial=0)
        order = np.lexsort((able, side.levels[able], others.sum(axis=0), worst))
        merit = np.empty(able.size, dtype=np.int64)
        merit[order] = np.arange(able.size)
        best = np.full(side.ways.size, able.size, dtype=np.int64)
        np.minimum.at(best, side.levels[able], merit)
        found.append(able[order[np.minimum.accumulate(best)]])
    return tuple(found)


def _places(levels: Ints) -> Ints:
    """Give how many packages a party likes better; what it would not sign stands behind all."""
    behind = levels.size + 1
    kinds = np.bincount(levels[levels >= 0])
    better = np.cumsum(kinds) - kinds
    found: Ints = np.where(levels >= 0, better[np.maximum(levels, 0)], behind)
    return found


def bargain(sides: Sequence[Side], draws: Draws, rounds: int, discount: float = 1.0) -> Bargained:
    """Let the parties bargain, once for each draw.

    Parameters
    ----------
    sides : sequence of Side
    draws : Draws
    rounds : int
        After how many rounds time is up; in a round everybody has a turn.
    discount : float
        The chance that talks go on after each round. Whoever has numbers weighs it: it signs what is worth as much as
        that chance of what it would demand itself.

    Examples
    --------
    >>> one = Side(np.array([0, 1, 2]), np.array([0, 0.5, 1]), False)
    >>> two = Side(np.array([2, 1, 0]), np.array([0, 0.5, 1]), False)
    >>> found = bargain([one, two], draw(1, 3, ("linear", "linear")), 5)
    >>> found.package.tolist(), found.round.tolist()
    ([1, 1, 1], [3, 3, 3])
    """
    return _Talks(sides, draws, rounds, discount).ended()


class _Talks:
    """All runs at once, turn by turn."""

    def __init__(self, sides: Sequence[Side], draws: Draws, rounds: int, discount: float) -> None:
        self.sides, self.draws, self.rounds, self.discount = sides, draws, rounds, discount
        runs, parties = draws.order.shape
        self.offers = best_offers(sides)
        self.table = np.full(runs, NOWHERE)  # what is on the table
        self.signed = np.zeros(runs, dtype=np.int64)  # by how many others, in succession
        self.live = np.ones(runs, dtype=bool)
        self.package = np.full(runs, NOWHERE)
        self.round = np.full(runs, rounds)
        self.broken = np.zeros(runs, dtype=bool)
        self.alone = np.zeros((runs, parties), dtype=np.int64)
        self.first = np.full((parties, runs), NOWHERE)  # what each offered first, and last
        self.last = np.full((parties, runs), NOWHERE)
        self.answered = np.zeros((parties, runs))  # how far each went in answer to the others

    def ended(self) -> Bargained:
        """Go through all rounds."""
        lasting = 1.0
        parties = len(self.sides)
        for number in range(self.rounds):
            time = number / (self.rounds - 1) if self.rounds > 1 else 1.0
            planned = np.round(time**self.draws.powers, DIGITS)
            for turn in range(parties):
                self._turn(self.draws.order[:, turn], planned, number)
            lasting *= self.discount
            off = self.live & (self.draws.lasts >= lasting)
            self.broken |= off
            self.round[off] = number + 1
            self.live &= ~off
            if not self.live.any():
                break
        return Bargained(self.package, self.round, self.broken, self.alone)

    def _turn(self, speaker: Ints, planned: Floats, number: int) -> None:
        runs = np.arange(speaker.size)
        levels = np.array([self._demand(party, planned) for party in range(len(self.sides))])
        signs = np.array([self._signs(party, levels[party]) for party in range(len(self.sides))])
        open_ = self.live & (self.table != NOWHERE)
        yes = open_ & signs[speaker, runs]
        self.signed[yes] += 1
        no = open_ & ~yes
        signs[speaker, runs] = True
        self.alone[runs, speaker] += no & signs.all(axis=0)
        for party in range(len(self.sides)):
            here = self.live & ~yes & (speaker == party)
            offer = self.offers[party][levels[party, here]]
            self.table[here], self.signed[here], self.last[party, here] = offer, 0, offer
            fresh = here & (self.first[party] == NOWHERE)
            self.first[party, fresh] = self.last[party, fresh]
        done = self.live & (self.signed == len(self.sides) - 1)
        self.package[done], self.round[done] = self.table[done], number + 1
        self.live &= ~done

    def _demand(self, party: int, planned: Floats) -> Ints:
        """Give the last level that a party would be content with now."""
        side = self.sides[party]
        answers = self.draws.strategies[:, party] == TIT_FOR_TAT
        if answers.any():
            gone = np.maximum(self.answered[party], self._improved(party))
            self.answered[party] = gone
            share = np.where(answers, gone, planned[:, party])
        else:
            share = planned[:, party]
        found: Ints = np.searchsorted(side.ways, share + NEAR, side="right") - 1
        return found

    def _improved(self, party: int) -> Floats:
        """Give by how much the others' offers have become better for a party, on its own way, on average."""
        total = np.zeros(self.table.size)
        for other in range(len(self.sides)):
            if other != party:
                before, now = (self._way(party, offers[other]) for offers in (self.first, self.last))
                total += before - now
        return total / max(1, len(self.sides) - 1)

    def _way(self, party: int, packages: Ints) -> Floats:
        """Give the share of a party's way at which packages are; what it would not sign is at its end."""
        side = self.sides[party]
        levels = np.where(packages == NOWHERE, NOWHERE, side.levels[packages])
        found: Floats = np.where(levels >= 0, side.ways[levels], 1.0)
        return found

    def _signs(self, party: int, demanded: Ints) -> Bools:
        """Tell where a party would sign what is on the table."""
        side = self.sides[party]
        levels = np.where(self.table == NOWHERE, NOWHERE, side.levels[self.table])
        least = side.ways[demanded]
        if side.numbers and self.discount < 1:
            least = 1 - self.discount * (1 - least)
        found: Bools = (levels >= 0) & (side.ways[levels] <= least + NEAR)
        return found
