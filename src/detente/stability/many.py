"""Many games at once that differ in wishes alone: a column of an array for each.

States are the first axis and games the second, so that every step of the engine is one operation on whole rows. What
depends on wishes are numbers of any kind that compare as the wishes do: they need not be ranks without gaps. Truths
that are followed from state to state are packed, 64 games to a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.conflict import budget
from detente.game import Bools, Game, Ints
from detente.game.relations import check_listing

Words = NDArray[np.uint64]
Numbers = NDArray[np.unsignedinteger[Any]]
WORD = 64
CHECKED = "going through many accounts at once"


class Way(NamedTuple):
    """Some moves of a decision maker to different states each, and in which games it makes them, packed."""

    sources: Ints
    targets: Ints
    made: Words


class Columns:
    """The moves of a game in tables, so that many games can take them together.

    Parameters
    ----------
    game : Game
        One of the games; its moves and states are those of all.

    Attributes
    ----------
    onward, back : tuple of array of int, shape (width, size)
        For each decision maker where it can move to from each state, and from where it could have come; a state stands
        for itself where there is nothing more.
    """

    def __init__(self, game: Game) -> None:
        self.size, self.makers = game.size, len(game.decision_makers)
        self.transitive = game.transitive
        for moves in game.moves:
            check_listing(moves)
        pairs = game.move_pairs
        self.onward = tuple(_table(game.size, s, t) for s, t in pairs)
        self.back = tuple(_table(game.size, t, s) for s, t in pairs)

    @cached_property
    def width(self) -> int:
        """How many rows the tables have in all: what a game takes of memory is a multiple of it."""
        return sum(len(t) for t in self.onward)

    def gained(self, j: int, values: Numbers) -> list[Numbers]:
        """Give for each row of a table all ones where the move is no improvement, and zero where it is."""
        found = []
        for targets in self.onward[j]:
            worse = values.take(targets, axis=0) <= values
            found.append(np.negative(worse.astype(values.dtype)))
        return found

    def answered(
        self, i: int, values: Numbers, closed: Mapping[int, Sequence[Numbers]] | None = None
    ) -> Numbers:
        """Give for each state the least value among it and what the opponents of `i` can bring about from it.

        Parameters
        ----------
        i : int
        values : array of unsigned int, shape (size, games)
        closed : mapping of int to sequence of array, optional
            For each opponent what `gained` gives, where it answers by improvements alone; without it by any move.
        """
        others = [j for j in range(self.makers) if j != i and len(self.onward[j])]
        if not others:
            return values
        return (self._together if self.transitive else self._by_last)(others, values, closed)

    def _together(
        self, others: Sequence[int], values: Numbers, closed: Mapping[int, Sequence[Numbers]] | None
    ) -> Numbers:
        found = values.copy()
        ends, before = np.empty_like(found), np.empty_like(found)
        quiet = 0
        while quiet < len(others):
            for j in others:
                np.copyto(before, found)
                self._lower(j, before, found, ends, closed)
                quiet = quiet + 1 if np.array_equal(before, found) else 0
                if quiet >= len(others):
                    break
            budget.check(CHECKED)
        return found

    def _lower(
        self,
        j: int,
        values: Numbers,
        found: Numbers,
        ends: Numbers,
        closed: Mapping[int, Sequence[Numbers]] | None,
    ) -> None:
        for k, targets in enumerate(self.onward[j]):
            np.take(values, targets, axis=0, out=ends, mode="clip")
            if closed is not None:
                np.bitwise_or(ends, closed[j][k], out=ends)
            np.minimum(found, ends, out=found)

    def _by_last(
        self, others: Sequence[int], values: Numbers, closed: Mapping[int, Sequence[Numbers]] | None
    ) -> Numbers:
        """Keep the least value by who has just moved: nobody moves twice in a row."""
        none = np.full_like(values, np.iinfo(values.dtype).max)
        after = [none] * len(others)
        while True:
            by = []
            for place, j in enumerate(others):
                found = none.copy()
                self._lower(j, np.minimum(values, after[place]), found, np.empty_like(found), closed)
                by.append(found)
            new = [
                np.minimum.reduce([none, *(b for k, b in enumerate(by) if k != place)])
                for place in range(len(others))
            ]
            if all(np.array_equal(n, a) for n, a in zip(new, after, strict=True)):
                return np.asarray(np.minimum.reduce([values, *by]))
            after = new
            budget.check(CHECKED)

    def fears(
        self, concept: str, i: int, values: Numbers, closed: Mapping[int, Sequence[Numbers]] | None = None
    ) -> Numbers:
        """Give for each state the worst that `i` reckons with once it has moved there, see `expectation`.

        `closed` is needed for ``seq``: what `gained` gives of every opponent.
        """
        if concept == "nash":
            return values
        if concept == "smr":
            away = values.copy()
            for targets in self.onward[i]:
                np.maximum(away, values.take(targets, axis=0), out=away)
            return np.minimum(self.answered(i, away), values)
        if concept == "gmr":
            return self.answered(i, values)
        return np.minimum(self.answered(i, values, closed), values)

    def free(self, i: int, values: Numbers, hopes: Numbers) -> list[Bools]:
        """Tell for each row of the table of where `i` comes from whether it would move on from there, undeterred.

        Parameters
        ----------
        i : int
        values : array, shape (size, games)
        hopes : array, shape (size, games)
            The least of what a state is worth and what is feared there (`fears`).

        Returns
        -------
        list of array of bool, shape (size, games)
            By the state that the move leads to.
        """
        return [hopes > values.take(sources, axis=0) for sources in self.back[i]]

    def stays(self, i: int, values: Numbers, hopes: Numbers) -> Bools:
        """Tell in which states, for which games, nothing that `i` would leave for is left undeterred."""
        best = np.zeros_like(values)
        for targets in self.onward[i]:
            # A state that stands for itself gives no hope above its own value: fears are never above it.
            np.maximum(best, hopes.take(targets, axis=0), out=best)
        return np.asarray(best <= values)

    def reached(self, start: int, ways: Sequence[Sequence[Way]], games: int) -> Words:
        """Tell what sequences of moves lead to from a state: packed, a bit for each game.

        Parameters
        ----------
        start : int
        ways : sequence of sequence of Way
            For each decision maker the moves, and in which games it makes them.
        games : int

        Returns
        -------
        array of uint64, shape (size, words)
        """
        begin = np.zeros((self.size, -(-games // WORD)), dtype=np.uint64)
        begin[start] = ~np.uint64(0)
        return self._followed(begin, ways) if self.transitive else self._followed_by_last(begin, ways)

    def _followed(self, found: Words, ways: Sequence[Sequence[Way]]) -> Words:
        active = [mine for mine in ways if mine]
        quiet = 0
        while active and quiet < len(active):
            for mine in active:
                before = found.copy()
                for way in mine:
                    found[way.targets] |= before[way.sources] & way.made
                quiet = quiet + 1 if np.array_equal(before, found) else 0
                if quiet >= len(active):
                    break
            budget.check(CHECKED)
        return found

    def _followed_by_last(self, begin: Words, ways: Sequence[Sequence[Way]]) -> Words:
        """Keep what is reached by who has just moved: nobody moves twice in a row."""
        after = [np.zeros_like(begin) for _ in ways]
        changed = True
        while changed:
            changed = False
            for j, mine in enumerate(ways):
                here = np.bitwise_or.reduce([begin, *(a for k, a in enumerate(after) if k != j)])
                new = after[j].copy()
                for way in mine:
                    new[way.targets] |= here[way.sources] & way.made
                changed = changed or not np.array_equal(new, after[j])
                after[j] = new
            budget.check(CHECKED)
        return np.asarray(np.bitwise_or.reduce([begin, *after]))

    def ways(self, j: int, free: Sequence[Bools]) -> list[Way]:
        """Give what `free` gives of decision maker number `j` as it is followed."""
        every = np.arange(self.size)
        rows = zip(self.back[j], free, strict=True)
        return [Way(sources, every, packed(made)) for sources, made in rows]


def _table(size: int, sources: Ints, targets: Ints) -> NDArray[np.intp]:
    """Put moves into as few rows as can be, each with one move from every state; or the state itself."""
    order = np.argsort(sources, kind="stable")
    sources, targets = sources[order], targets[order]
    first = np.searchsorted(sources, np.arange(size))
    place = np.arange(sources.size) - first[sources]
    width = int(place.max(initial=-1)) + 1
    found = np.tile(np.arange(size, dtype=np.intp), (width, 1))
    found[place, sources] = targets
    return found


def packed(truths: Bools) -> Words:
    """Pack truths, shape (states, games), into words: a bit for each game."""
    states, games = truths.shape
    words = -(-games // WORD)
    if games % WORD:
        whole = np.zeros((states, words * WORD), dtype=bool)
        whole[:, :games] = truths
        truths = whole
    return np.packbits(np.ascontiguousarray(truths), axis=1, bitorder="little").view(np.uint64)


def unpacked(found: Words, games: int) -> Bools:
    """Give back what was packed."""
    return np.unpackbits(found.view(np.uint8), axis=1, count=games, bitorder="little").astype(bool)


class Judged(NamedTuple):
    """What comes of many games under one concept, shape (states, games) each.

    Attributes
    ----------
    held : array of bool
        Where nobody would leave.
    ends : array of bool
        Of these, the states that undeterred improvements lead to from the start.
    """

    held: Bools
    ends: Bools


def judged(
    columns: Columns, start: int, values: Sequence[Numbers], concepts: Sequence[str]
) -> dict[str, Judged]:
    """Say of many games at once where nobody would leave, and where each is heading.

    Parameters
    ----------
    columns : Columns
    start : int
    values : sequence of array of unsigned int, shape (states, games)
        What the states are worth to each decision maker: numbers that compare as its wishes do, all of one kind.
    concepts : sequence of str
        Of ``nash``, ``seq``, ``smr`` and ``gmr``.

    Examples
    --------
    >>> import detente
    >>> import numpy as np
    >>> game = detente.load("chicken").game()
    >>> values = [np.repeat(r[:, None], 2, axis=1).astype(np.uint16) for r in game.ranks]
    >>> found = judged(Columns(game), 0, values, ["nash"])
    >>> found["nash"].held.T.tolist()
    [[False, True, True, False], [False, True, True, False]]
    """
    makers, games = range(columns.makers), values[0].shape[1]
    closed = {j: columns.gained(j, values[j]) for j in makers} if "seq" in concepts else {}
    found = {}
    for concept in concepts:
        held = np.ones((columns.size, games), dtype=bool)
        ways = []
        for i in makers:
            hopes = columns.fears(concept, i, values[i], closed)
            held &= columns.stays(i, values[i], hopes)
            ways.append(columns.ways(i, columns.free(i, values[i], hopes)))
        reached = unpacked(columns.reached(start, ways, games), games)
        found[concept] = Judged(held, held & reached)
    return found
