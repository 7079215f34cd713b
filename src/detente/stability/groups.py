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

from collections.abc import Sequence

import numpy as np

from detente.conflict import TooLargeError, budget
from detente.game import Arcs, Bools, Fibres, Game, Ints, Moves, Step
from detente.game.arrays import distinct
from detente.stability.choosing import check_classical
from detente.stability.concepts import CONCEPTS, answers
from detente.stability.operators import worst

LOOKING = "looking at what groups could do"
MOST_ONE_BY_ONE = 20_000
MOST_TOGETHER = (
    2048  # states whose ways to one another are worked out for all at once, as a table of size x size
)
CELLS_AT_ONCE = 4_000_000


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
    check_classical([concept], "what groups could do together")
    if len(group) == 1:
        return CONCEPTS[concept](game, group[0])
    stays = ~_can_gain(game, group, [_feared(game, group, i, concept) for i in group])
    if concept == "smr":
        # Only states between Nash and GMR have to be looked at one by one.
        stays &= ~_gains_for_good(game, group, stays & ~group_stable(game, group, "nash"))
    return stays


def _feared(game: Game, group: Sequence[int], i: int, concept: str) -> Ints:
    """Give, for each state, the worst for member number `i` that the rest could answer with (for SMR as for GMR)."""
    if concept == "nash":
        return game.ranks[i]
    return worst(game.ranks[i], answers(game, group, concept), transitive=game.transitive)


def _within_reach(game: Game, group: Sequence[int], state: int) -> Bools:
    """Tell which states legal sequences of the group's moves lead to from a state, that one included."""
    ways = _ways(game, group)
    if ways is not None:
        return np.array(ways[state])
    values = np.ones(game.size, dtype=np.int64)
    values[state] = 0
    back: list[Step] = [game.moves_back[j] for j in group]
    return np.asarray(worst(values, back, transitive=game.transitive) == 0)


def _ways(game: Game, group: Sequence[int]) -> Bools | None:
    """Tell from which states (rows) a group's moves lead to which; None where that is not worked out for all at once.

    Where moves are transitive, legal sequences of a group's moves are all sequences: the closure of their union. It is
    kept with the game, since every concept and every larger group asks for it again.
    """
    if game.size > MOST_TOGETHER or not game.transitive:
        return None
    kept: dict[tuple[int, ...], Bools] = game.__dict__.setdefault("_ways_of_groups", {})
    key = tuple(sorted(group))
    if key not in kept:
        ways = np.eye(game.size, dtype=bool)
        for j in key:
            ways[game.move_pairs[j]] = True
        if len(key) > 1:  # one's own moves are transitive already
            rows = np.packbits(ways, axis=1)
            for through in range(game.size):  # Warshall, a row of bits at a time
                budget.check(LOOKING)
                rows[(rows[:, through >> 3] >> (7 - through % 8) & 1).astype(bool)] |= rows[through]
            ways = np.unpackbits(rows, axis=1, count=game.size).astype(bool)
        kept[key] = ways
    return kept[key]


def undeterred(game: Game, group: Sequence[int], state: int, concept: str) -> Bools:
    """Tell to which states the group would move together from a state: better for every member, nothing deters it."""
    found = _within_reach(game, group, state)
    kind = "nash" if concept == "smr" else concept
    for i in group:
        found &= _feared(game, group, i, kind) > game.ranks[i][state]
    if concept == "smr":
        good = np.asarray(np.all([game.ranks[i] > game.ranks[i][state] for i in group], axis=0))
        unsafe = ~_leads_to(game, good, group, [game.moves[i] for i in group])
        rest = [j for j in range(len(game.decision_makers)) if j not in group]
        found &= ~_leads_to(game, unsafe, rest, answers(game, group, concept))
    return found


def _gains_for_good(game: Game, group: Sequence[int], asked: Bools) -> Bools:
    """Tell for the states asked about where no answer deters the group that it could not get away from (SMR).

    Where all moves can be taken back, what counts is which classes of the group's own moves hold something good, and
    which of those classes a class of the rest's moves comes across.
    """
    found = np.zeros(game.size, dtype=bool)
    rest = [j for j in range(len(game.decision_makers)) if j not in group]
    mine, theirs = _classes(game, group), _classes(game, rest)
    if mine is None or theirs is None:
        ways, back = _ways(game, group), _ways(game, rest)
        if ways is not None and back is not None:
            found[asked] = _for_good_at_once(game, group, np.flatnonzero(asked), ways, back)
            return found
        for s in np.flatnonzero(asked):
            budget.check(LOOKING)
            found[s] = undeterred(game, group, int(s), "smr").any()
        return found
    ranks = np.array([game.ranks[i] for i in group])
    mine, theirs = distinct(mine)[1], distinct(theirs)[1]
    order = np.argsort(mine, kind="stable")
    parts = np.split(order, np.flatnonzero(np.diff(mine[order])) + 1)
    bests = [_unbeaten(ranks[:, part]) for part in parts]
    best = np.concatenate(bests, axis=1)
    of = np.repeat(np.arange(len(parts)), [b.shape[1] for b in bests])
    crosses = np.zeros((int(theirs.max()) + 1, len(parts)), dtype=bool)
    crosses[theirs, mine] = True
    for s in np.flatnonzero(asked):
        budget.check(LOOKING)
        here = ranks[:, [s]]
        safe = np.zeros(len(parts), dtype=bool)
        safe[of[np.all(best > here, axis=0)]] = True
        near = parts[mine[s]]
        good = near[np.all(ranks[:, near] > here, axis=0)]
        found[s] = bool((~crosses[theirs[good]][:, ~safe].any(axis=1)).any())
    return found


def _for_good_at_once(game: Game, group: Sequence[int], asked: Ints, ways: Bools, theirs: Bools) -> Bools:
    """Do as `undeterred` under SMR for all states asked about; `ways` are the group's, `theirs` those of the rest."""
    ranks = np.array([game.ranks[i] for i in group])
    good = np.all(ranks[:, None, :] > ranks[:, asked, None], axis=0)
    lost = ~_meet(good, ways)  # where the rest could take it, and it could not get away from
    free = ~_meet(lost, theirs)
    return np.asarray((ways[asked] & good & free).any(axis=1))


def _meet(sets: Bools, others: Bools) -> Bools:
    """Tell for each set (a row) and each of the others whether they share a state; 64 states at a time."""
    one, two = _words(sets), _words(others)
    found = np.empty((len(one), len(two)), dtype=bool)
    for k, row in enumerate(one):
        budget.check(LOOKING)
        np.any(two & row, axis=1, out=found[k])
    return found


def _words(sets: Bools) -> Ints:
    """Pack sets, a row each, into whole numbers of 64 bits."""
    bits = np.packbits(sets, axis=1)
    return np.pad(bits, ((0, 0), (0, -bits.shape[1] % 8))).view(np.int64)


def _classes(game: Game, group: Sequence[int]) -> Ints | None:
    """Number the states so that those that a group moves between share a number; None where moves are one-way."""
    if not game.transitive or not all(_symmetric(game.moves[j]) for j in group):
        return None
    return worst(np.arange(game.size), [game.moves[j] for j in group], transitive=True)


def _leads_to(game: Game, wanted: Bools, group: Sequence[int], moves: Sequence[Step]) -> Bools:
    """Tell from where a group comes, by its moves, to some state that is wanted, or is there already."""
    ways = _ways(game, group)
    if ways is not None:
        return np.asarray(ways[:, wanted].any(axis=1))
    values = np.where(wanted, 0, 1).astype(np.int64)
    return np.asarray(worst(values, moves, transitive=game.transitive) == 0)


def _can_gain(game: Game, group: Sequence[int], feared: Sequence[Ints]) -> Bools:
    """Tell from where the group reaches a state at which each member reckons with more than it has.

    Where all moves can be taken back, states that reach one another are looked at together: what counts among them
    are those that no other one beats for all members.
    """
    ranks = np.array([game.ranks[i] for i in group])
    hopes = np.array(feared)
    label = _classes(game, group)
    if label is None:
        return _one_by_one(game, group, ranks, hopes)
    order = np.argsort(label, kind="stable")
    found = np.zeros(game.size, dtype=bool)
    for part in np.split(order, np.flatnonzero(np.diff(label[order])) + 1):
        budget.check(LOOKING)
        best = _unbeaten(hopes[:, part])
        step = max(1, CELLS_AT_ONCE // max(1, best.shape[1]))
        for low in range(0, part.size, step):
            budget.check(LOOKING)
            some = part[low : low + step]
            found[some] = np.any(np.all(best[:, None, :] > ranks[:, some, None], axis=0), axis=1)
    return found


def _one_by_one(game: Game, group: Sequence[int], ranks: Ints, hopes: Ints) -> Bools:
    if game.size > MOST_ONE_BY_ONE:
        raise TooLargeError(
            f"{game.conflict.title}: moves of {', '.join(game.decision_makers[j] for j in group)} cannot be taken "
            f"back, so that each of {game.size:,} states would be looked at by itself; at most {MOST_ONE_BY_ONE:,} are."
        )
    found = np.zeros(game.size, dtype=bool)
    # Whoever is no better off anywhere need not be looked at.
    asked = np.flatnonzero(np.all(hopes.max(axis=1)[:, None] > ranks, axis=0))
    ways = _ways(game, group)
    if ways is not None:
        step = max(1, CELLS_AT_ONCE // game.size)
        for low in range(0, asked.size, step):
            some = asked[low : low + step]
            better = np.all(hopes[:, None, :] > ranks[:, some, None], axis=0)
            found[some] = (ways[some] & better).any(axis=1)
        return found
    for s in asked:
        budget.check(LOOKING)
        better = np.all(hopes > ranks[:, [s]], axis=0)
        found[s] = better.any() and bool((_within_reach(game, group, int(s)) & better).any())
    return found


def _symmetric(moves: Moves) -> bool:
    """Tell whether every move can be taken back."""
    if isinstance(moves, Fibres):
        return moves.width == 0
    assert isinstance(moves, Arcs)
    back = moves.reversed()
    return np.array_equal(back.starts, moves.starts) and np.array_equal(back.targets, moves.targets)


def _unbeaten(values: Ints) -> Ints:
    """Keep the columns that no other column equals or beats in every row; shape (rows, columns)."""
    rest = values
    found = []
    while rest.shape[1]:
        budget.check(LOOKING)
        best = rest[:, [int(np.argmax(rest.sum(axis=0)))]]
        found.append(best)
        rest = rest[:, np.any(rest > best, axis=0)]
    return np.concatenate(found, axis=1) if found else values
