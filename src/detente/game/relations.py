"""Preferences that are more, or less, than an order: how much one state is preferred, and what is unknown.

A rank says what comes before what. A `Relation` says for each pair of states by how much, or that it is unknown. It
takes a number for each pair, and so only conflicts of some thousand states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from numpy.typing import NDArray

from detente.conflict import (
    ConflictFileError,
    NotInFileError,
    Partial,
    Preferences,
    Prioritised,
    Problem,
    Ranking,
    StateRef,
    TooLargeError,
    budget,
    evaluate,
    graded,
    left_open,
)
from detente.conflict.errors import file_problem, quoted
from detente.game.arcs import Arcs
from detente.game.arrays import Bools, Ints, cuts, runs
from detente.game.fibres import Fibres
from detente.game.memory import SHARE, available_memory, gib
from detente.game.moves import Moves
from detente.game.states import States, as_bools

if TYPE_CHECKING:
    from detente.game.game import Game

Degrees = NDArray[np.int8]

UNKNOWN = -128
MOST_STATES = 16_384
BYTES_PER_MOVE = 40  # while they are put into order
MATRICES = 4  # of a byte for each pair that the analysis of one relation takes at once, at most


@dataclass(frozen=True, eq=False)
class Relation:
    """How a decision maker compares every two states.

    Attributes
    ----------
    degrees : array of int8, shape (size, size)
        ``degrees[s, t]`` is how much t is preferred to s: 0 for a tie, 1, 2 (much more), ... where t is better, -1, -2,
        ... where it is worse, and `UNKNOWN` where nobody knows.

    Examples
    --------
    >>> import detente
    >>> conflict = detente.read_conflict('''
    ... detente: 1
    ... title: A toll road
    ... decision_makers: {city: {options: {build: build it, toll: take a toll}}}
    ... preferences: {city: {ranking: [city.build, much, none, [city.toll, city.build+city.toll]]}}
    ... ''')
    >>> game = conflict.game()
    >>> relation, best = game.relations[0], game.state("city.build").index
    >>> [(game.state(s).id, relation.degree(s, best)) for s in range(game.size)]
    [('none', 2), ('city.build', 0), ('city.toll', 2), ('city.build+city.toll', 2)]
    """

    degrees: Degrees

    def degree(self, before: int, after: int) -> int | None:
        """Tell how much the state `after` is preferred to `before`; None where it is unknown."""
        found = int(self.degrees[before, after])
        return None if found == UNKNOWN else found

    @property
    def complete(self) -> bool:
        """Whether nothing is unknown."""
        return not (self.degrees == UNKNOWN).any()

    def improvements(self, moves: Moves) -> Arcs:
        """Keep the moves that are known to be improvements."""
        sources, targets = pairs(moves)
        better = self.degrees[sources, targets] > 0
        return Arcs.of(moves.size, sources[better], targets[better])


class OpenRanks(tuple[Ints, ...]):
    """Stands for the ranks of a game in which some preference is unknown: whoever asks for a rank is told so."""

    message: str

    def __new__(cls, message: str) -> OpenRanks:
        """Take what is to be said."""
        found = super().__new__(cls)
        found.message = message
        return found

    def _refuse(self) -> NoReturn:
        raise NotInFileError(self.message)

    def __getitem__(self, index: Any) -> NoReturn:
        self._refuse()

    def __iter__(self) -> Iterator[Ints]:
        self._refuse()


def needs_ranks(game: Game) -> None:
    """Refuse, for a question that needs a complete order of everybody, a game in which some preference is unknown.

    Raises
    ------
    NotInFileError
        Naming a decision maker and two states that it is unknown how to compare.
    """
    if game.open:
        iter(game.ranks)


def pairs(moves: Moves) -> tuple[Ints, Ints]:
    """List the moves: the state that each leaves and the state that it leads to, in ascending order of the first."""
    if isinstance(moves, Arcs):
        return moves.sources, moves.targets
    check_listing(moves)
    if isinstance(moves, Fibres):
        return _pairs_of_fibres(moves)
    near = []
    for s in range(moves.size):
        if s % 256 == 0:
            budget.check("listing the moves")
        near.append(moves.successors(s))
    lengths = np.array([n.size for n in near], dtype=np.int64)
    none = np.zeros(0, dtype=np.int64)
    return np.repeat(np.arange(moves.size), lengths), np.concatenate([none, *near])


def _pairs_of_fibres(moves: Fibres) -> tuple[Ints, Ints]:
    """List the moves within fibres: from each state to the others of its fibre that keep what has to be kept."""
    fibre = moves.fibre.astype(np.int64)
    lengths = np.diff(moves.starts)[fibre]
    found = [(np.zeros(0, dtype=np.int64),) * 2]
    for part in cuts(lengths):
        sources = np.repeat(np.arange(part.start, part.stop), lengths[part])
        targets = moves.members[runs(moves.starts[fibre[part]], lengths[part])].astype(np.int64)
        kept = moves.kept[sources]
        allowed = (sources != targets) & (moves.setting[targets] & kept == kept)
        found.append((sources[allowed], targets[allowed]))
    return np.concatenate([s for s, _ in found]), np.concatenate([t for _, t in found])


def check_listing(moves: Moves) -> None:
    """Refuse to list moves one by one where there is no memory for it."""
    if not isinstance(moves, Fibres):
        return
    count = int((np.diff(moves.starts).astype(float) ** 2).sum())
    needed, memory = BYTES_PER_MOVE * count, available_memory()
    if needed > SHARE * memory:
        raise TooLargeError(
            f"up to {count:,} moves of one decision maker would be listed one by one, which takes about {gib(needed)} "
            f"of memory, and {gib(memory)} are free. Exclude combinations that cannot happen, or leave options out."
        )


def relations(states: States, found: Mapping[int, Ints]) -> Mapping[int, Relation]:
    """Make the relations of a game: of everybody where something is unknown, else of those who grade.

    Parameters
    ----------
    states : States
    found : mapping of int to array of int
        The ranks of those who have a complete order, by position.
    """
    conflict = states.conflict
    makers = [d.id for d in conflict.decision_makers]
    given = [conflict.preferences[dm] for dm in makers]
    opened = [k for k, p in enumerate(given) if left_open(p)]
    strong = [k for k, p in enumerate(given) if graded(p)]
    if not opened and not strong:
        return {}
    if opened and strong:
        raise file_problem(
            given[strong[0]].at,
            f"degrees of preference (of {quoted(makers[strong[0]])}) and unknown preferences (of "
            f"{quoted(makers[opened[0]])}) are not analysed together; leave one of them out",
        )
    wanted = range(len(makers)) if opened else strong
    _check_fit(states, makers[(opened or strong)[0]], len(wanted), unknown=bool(opened))
    made = {}
    problems: list[Problem] = []
    for k in wanted:
        try:
            made[k] = Relation(_degrees(states, makers[k], given[k], found.get(k)))
        except ConflictFileError as error:
            problems.extend(error.problems)
    if problems:
        raise ConflictFileError(problems)
    return made


def _check_fit(states: States, dm: str, count: int, *, unknown: bool) -> None:
    fit = int((available_memory() // 2 / (count + MATRICES)) ** 0.5)
    most = min(MOST_STATES, fit)
    if states.size > most:
        kind = "an unknown preference" if unknown else "a degree of preference"
        raise TooLargeError(
            f"{states.conflict.title}: {kind} of {quoted(dm)} needs a comparison of every two of {states.size:,} "
            f"states; at most {most:,} states can be. Leave it out, or exclude combinations that cannot happen."
        )


def _degrees(states: States, dm: str, preference: Preferences, ranks: Ints | None) -> Degrees:
    found = _compared(preference, states, dm, ranks)
    found.flags.writeable = False
    return found


@singledispatch
def _compared(preference: Preferences, states: States, dm: str, ranks: Ints | None) -> Degrees:
    """Compare every two states, each form in its way; here those in which nothing is much preferred, or unknown."""
    assert ranks is not None
    return _of_ranks(ranks, np.ones(int(ranks.max(initial=0)), dtype=np.int8))


@_compared.register
def _(preference: Partial, states: States, dm: str, ranks: Ints | None) -> Degrees:
    return _of_chains(states, dm, preference)


@_compared.register
def _(preference: Prioritised, states: States, dm: str, ranks: Ints | None) -> Degrees:
    if preference.graded or preference.open:
        return _of_statements(states, preference)
    assert ranks is not None
    return _of_ranks(ranks, np.ones(int(ranks.max(initial=0)), dtype=np.int8))


@_compared.register
def _(preference: Ranking, states: States, dm: str, ranks: Ints | None) -> Degrees:
    assert ranks is not None
    gaps = preference.degrees[::-1] or (1,) * int(
        ranks.max(initial=0)
    )  # from the worst gap up, as ranks count
    return _of_ranks(ranks, np.array(gaps, dtype=np.int8))


def _of_ranks(ranks: Ints, gaps: Degrees) -> Degrees:
    """Compare by rank; the degree between two states is the greatest of the gaps between them."""
    levels = gaps.size + 1
    table = np.zeros((levels, levels), dtype=np.int8)
    for low in range(levels - 1):
        table[low, low + 1 :] = np.maximum.accumulate(gaps[low:])
    table -= table.T
    return table[ranks[:, None], ranks[None, :]]


def _of_statements(states: States, preference: Prioritised) -> Degrees:
    """Compare by the first statement that tells two states apart: it gives the degree, or says that it is unknown."""
    first = states.first
    found = np.zeros((states.size, states.size), dtype=np.int8)
    told = np.eye(states.size, dtype=bool)
    for statement in preference.statements:
        budget.check("comparing every two states")
        holds = as_bools(evaluate(statement.that, states.having), states.masks.size)[first]
        if statement.unknown:
            apart = (holds[:, None] != holds[None, :]) & ~told
            found[apart] = UNKNOWN
            told |= apart
            continue
        gain = holds[None, :].astype(np.int8) - holds[:, None].astype(np.int8)
        apart = (gain != 0) & ~told
        found[apart] = gain[apart] * np.int8(statement.strength)
        told |= apart
    return found


def _of_chains(states: States, dm: str, preference: Partial) -> Degrees:
    """Close what the chains say over everything that follows from it; what then is not told apart is unknown."""
    size = states.size
    better = np.zeros((size, size), dtype=bool)  # [s, t]: t is said to be better than s, or as good
    strict: list[tuple[int, int, StateRef, StateRef]] = []
    np.fill_diagonal(better, True)
    problems: list[Problem] = []
    for chain in preference.chains:
        before: list[tuple[int, StateRef]] = []
        for group in chain:
            here: list[tuple[int, StateRef]] = []
            for ref in group:
                try:
                    here.append((states.find(ref, "the state"), ref))
                except ConflictFileError as error:
                    problems.extend(error.problems)
            for s, _ in here:
                better[s, [t for t, _ in here]] = True
            strict += [(w, b, rw, rb) for b, rb in before for w, rw in here]
            before = here or before
    if problems:
        raise ConflictFileError(problems)
    for worse, best, _, _ in strict:
        better[worse, best] = True
    _close(better)
    for worse, best, ref, other in strict:
        if better[best, worse]:
            raise file_problem(
                ref.at,
                f"the partial ranking of {quoted(dm)} goes round in a circle: {quoted(other.written)} is said to be "
                f"better than {quoted(ref.written)}, and as good or worse, too",
            )
    found = np.full((size, size), UNKNOWN, dtype=np.int8)
    found[better & ~better.T] = 1
    found[better.T & ~better] = -1
    found[better & better.T] = 0
    return found


def _close(better: Bools) -> None:
    """Close a relation over chains (Warshall 1962), in place."""
    for middle in np.flatnonzero(better.sum(axis=0) * better.sum(axis=1) > 1):
        budget.check("comparing every two states")
        below = better[:, middle]
        better[below] |= better[middle]
