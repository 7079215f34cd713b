"""Small changes of what a decision maker is said to want: statements dropped, moved, added.

The distance of two lists of statements is the least number of statements to drop, to move or to add that makes one
into the other. What is added comes from the file's own statements (of any decision maker, under any account) and from
single options (or states, where the conflict is given by these: the first 62) and their negation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from detente.conflict import NotInFileError, Statement, TooLargeError, budget
from detente.conflict.condition import Condition, Taken, at_least, negation
from detente.conflict.errors import quoted
from detente.game import Bools, Game, Ints
from detente.game.arrays import distinct
from detente.game.memory import SHARE, available_memory, gib
from detente.game.once import once
from detente.game.states import States

MOST_DIGITS = 60
MOST_ATOMS = 62  # options are no more; states of a conflict that is given by these may be

Numbers = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a list of statements.

    Attributes
    ----------
    dm : str
        Whose list it is.
    kind : str
        ``drop``, ``move`` or ``add``.
    statement : Statement
    place : int
        From 1, the place in the new list; for a statement that is dropped, the place that it had.
    before : int
        For a statement that is moved, the place that it had.
    """

    dm: str
    kind: Literal["drop", "move", "add"]
    statement: Statement
    place: int
    before: int = 0


@dataclass(frozen=True, eq=False)
class Lists:
    """The lists of statements near to the one that the file gives a decision maker.

    A list is written as a tuple of positions in `statements`.

    Attributes
    ----------
    game : Game
    dm : str
    statements : tuple of Statement
        The decision maker's own, in their order, then those that can be added. No two of the latter hold in the same
        states, none holds in all or in none, and none says what an own one says.
    own : int
        How many are its own.
    holds : array of bool, shape (statements, size)
        Where each holds.
    """

    game: Game
    dm: str
    statements: tuple[Statement, ...]
    own: int
    holds: Bools

    @property
    def start(self) -> Numbers:
        """The list that the file gives."""
        return tuple(range(self.own))

    def near(self, numbers: Numbers) -> list[Numbers]:
        """Give the lists that one statement dropped, moved or added makes of a list."""
        found: dict[Numbers, None] = {}
        rests = [numbers[:k] + numbers[k + 1 :] for k in range(len(numbers))]
        found |= dict.fromkeys(rests)
        for k, rest in enumerate(rests):
            found |= dict.fromkeys(
                (*rest[:at], numbers[k], *rest[at:]) for at in range(len(numbers)) if at != k
            )
        present = set(numbers)
        for new in (n for n in range(len(self.statements)) if n not in present):
            found |= dict.fromkeys((*numbers[:at], new, *numbers[at:]) for at in range(len(numbers) + 1))
        return list(found)

    def distance(self, numbers: Numbers) -> int:
        """Give the distance of a list from the one that the file gives."""
        added = sum(n >= self.own for n in numbers)
        return self.own - len(_ascending_at(numbers, self.own)) + added

    def edits(self, numbers: Numbers) -> tuple[Edit, ...]:
        """Give a shortest way to a list: what is dropped, moved and added."""
        unmoved = {numbers[k] for k in _ascending_at(numbers, self.own)}
        gone = [n for n in self.start if n not in numbers]
        found = [Edit(self.dm, "drop", self.statements[n], n + 1) for n in gone]
        for place, n in enumerate(numbers, 1):
            if n >= self.own:
                found.append(Edit(self.dm, "add", self.statements[n], place))
            elif n not in unmoved:
                found.append(Edit(self.dm, "move", self.statements[n], place, n + 1))
        return tuple(found)

    def scores(self, lists: Sequence[Numbers], at: Ints | None = None) -> Ints:
        """Score states by lists: of two states, the one with the greater score is the better.

        Parameters
        ----------
        lists : sequence of tuple of int
        at : array of int, optional
            Which states; without it all.

        Returns
        -------
        array of int, shape (lists, states)
        """
        holds = self.holds if at is None else self.holds[:, at]
        # A place past the end of a list counts as a statement that holds nowhere.
        holds = np.concatenate([holds, np.zeros((1, holds.shape[1]), dtype=bool)])
        longest = max(map(len, lists), default=0)
        table = np.full((len(lists), longest), len(holds) - 1, dtype=np.int64)
        for row, numbers in enumerate(lists):
            table[row, : len(numbers)] = numbers
        found = np.zeros((len(lists), holds.shape[1]), dtype=np.int64)
        for place in range(longest):
            if place and place % MOST_DIGITS == 0:
                found = np.array([distinct(row)[1] for row in found], dtype=np.int64)
            found += found
            found += holds[table[:, place]]
        return found

    def ranks(self, numbers: Numbers) -> Ints:
        """Rank all states by a list."""
        return distinct(self.scores([numbers])[0])[1]

    @cached_property
    def singles(self) -> tuple[Numbers, ...]:
        """The lists at the distance 1."""
        return tuple(self.near(self.start))


def _ascending_at(numbers: Sequence[int], below: int) -> list[int]:
    """Give the positions of a longest ascending part of the numbers below a bound: as few as possible are moved."""
    ends: list[int] = []
    last: list[int] = []
    back: dict[int, int] = {}
    for k, n in enumerate(numbers):
        if n >= below:
            continue
        at = bisect_left(ends, n)
        back[k] = last[at - 1] if at else -1
        ends[at : at + 1], last[at : at + 1] = [n], [k]
    found = []
    k = last[-1] if last else -1
    while k >= 0:
        found.append(k)
        k = back[k]
    return found[::-1]


def lists(game: Game, dm: str) -> Lists:
    """Give the lists near to the one that the file gives a decision maker.

    Raises
    ------
    NotInFileError
        Where its preferences are not given by statements.

    Examples
    --------
    >>> import detente
    >>> near = lists(detente.load("istanbul-2025").game("broker"), "us")
    >>> [edit.statement.id for edit in near.edits((1, 0, 2, 3))]
    ['insist-until-then']
    >>> len(near.singles) > 100
    True
    """
    game.index(dm)
    return once(game, ("lists", dm), lambda: _lists(game, dm))


def _lists(game: Game, dm: str) -> Lists:
    preference = game.conflict.preferences[dm]
    if not preference.stated:
        raise NotInFileError(f"{quoted(dm)} has no statements that could be dropped, moved or added")
    own = preference.statements
    _check_fit(game, len(own))
    truth = [_holds(game.states, s.that) for s in own]
    found = list(own)
    rows = [t if t is not None else np.zeros(game.size, dtype=bool) for t in truth]
    known = {row.tobytes() for row in rows}
    for statement in _to_add(game):
        budget.check("looking for wishes that could be added")
        row = _holds(game.states, statement.that)
        if row is None or row.all() or not row.any() or row.tobytes() in known:
            continue
        known.add(row.tobytes())
        found.append(statement)
        rows.append(row)
    table = np.array(rows, dtype=bool).reshape(len(rows), game.size)
    return Lists(game, dm, tuple(found), len(own), table)


def _check_fit(game: Game, own: int) -> None:
    """Refuse more statements than there is memory for: where each holds is kept for every state."""
    statements = own + len(_to_add(game))
    needed, memory = 3 * statements * game.size, available_memory()
    if needed > SHARE * memory:
        raise TooLargeError(
            f"{game.conflict.title}: where {statements:,} wishes hold, in {game.size:,} states, takes about "
            f"{gib(needed)} of memory, and {gib(memory)} are free. Exclude combinations that cannot happen, or leave "
            "options out."
        )


def _to_add(game: Game) -> list[Statement]:
    """List what can be added: the file's own statements, single options (or states) and their negation."""
    conflict = game.conflict
    options = set(conflict.atoms)
    here = [s for p in conflict.preferences.values() for s in p.statements]
    found = [s for s in (*here, *conflict.vocabulary) if s.that.options <= options]
    for option in conflict.atoms[:MOST_ATOMS]:
        for condition in (Taken(option), negation(Taken(option))):
            found.append(Statement(str(condition), condition, str(condition)))
    for option, one in conflict.levels.items():
        for level in range(1, len(one.levels)):
            least = at_least(option, one.levels, level)
            found += [Statement(str(c), c, str(c)) for c in (least, negation(least))]
    return found


def _holds(states: States, condition: Condition) -> Bools | None:
    """Tell for each state whether a condition holds; None where it tells merged states apart."""
    points = states.truth(condition)
    found: Bools = points[states.first]
    return found if np.array_equal(found[states.class_of], points) else None
