"""Stability where preferences are more, or less, than an order: strength, and what is unknown.

The definitions are those of the classical concepts with other sets in three places. What does a decision maker leave a
state for? Which of the states that the others can bring about deter it? By what moves do the others answer under SEQ?
The tables `_LEAVES`, `_DETERS` and `_ANSWERS` say it. There is no minimum to take here, as nothing need be comparable:
what the others can bring about from each state is kept as a set, a bit for each state.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from detente.conflict import Concept, TooLargeError, budget, find_concept
from detente.game import UNKNOWN, Arcs, Bools, Game, Ints
from detente.game.arrays import cuts, runs
from detente.game.relations import MOST_STATES, Degrees

Bits = NDArray[np.uint64]
Test = Callable[[Degrees], Bools]
WORD = 64


def _more(degrees: Degrees) -> Bools:
    return np.asarray(degrees > 0)


def _more_or_unknown(degrees: Degrees) -> Bools:
    return np.asarray((degrees > 0) | (degrees == UNKNOWN))


def _no_more(degrees: Degrees) -> Bools:
    return np.asarray((degrees <= 0) & (degrees != UNKNOWN))


def _no_more_or_unknown(degrees: Degrees) -> Bools:
    return np.asarray(degrees <= 0)  # UNKNOWN is the least of all


def _less_by(degree: int) -> Test:
    return lambda degrees: np.asarray((degrees <= -degree) & (degrees != UNKNOWN))


_LEAVES: Mapping[str, Test] = {"a": _more_or_unknown, "b": _more, "c": _more_or_unknown, "d": _more}
_DETERS: Mapping[str, Test] = {
    "a": _no_more,
    "b": _no_more,
    "c": _no_more_or_unknown,
    "d": _no_more_or_unknown,
}
_ANSWERS: Mapping[str, Test] = dict.fromkeys("abcd", _more_or_unknown)


def _tests(concept: Concept) -> tuple[Test, Test, Test]:
    """Give what is left for, what deters, and what the others answer by under SEQ."""
    kind = concept.variant
    if kind in _LEAVES:
        return _LEAVES[kind], _DETERS[kind], _ANSWERS[kind]
    return _more, _less_by(concept.degree) if concept.degree else _no_more, _more


def degrees_of(game: Game, i: int) -> Degrees:
    """Give how decision maker number `i` compares every two states (see `Relation`); by its ranks if it has no more."""
    if i in game.relations:
        return game.relations[i].degrees
    if game.size > MOST_STATES:
        raise TooLargeError(
            f"{game.conflict.title}: this concept needs a comparison of every two of {game.size:,} states; at most "
            f"{MOST_STATES:,} states can be."
        )
    ranks = game.ranks[i]
    better = ranks[None, :] > ranks[:, None]
    return better.astype(np.int8) - better.T.astype(np.int8)


def stable_by_relation(game: Game, i: int, key: str) -> Bools:
    """Tell in which states decision maker number `i` stays, under a concept for strength or for unknown preference.

    Strength of preference (Hamouda, Kilgour & Hipel 2004, Strength of preference in the graph model for conflict
    resolution, Group Decision and Negotiation 13, for two decision makers; 2006, Strength of preference in graph models
    for multiple-decision-maker conflicts, Applied Mathematics and Computation 179, for more):
    ``gmr-strong``, ``smr-strong``, ``seq-strong`` ask that each improvement have a sanction that is much less
    preferred than the state left; ``gmr-weak``, ... are the rest of what is stable in general.

    Unknown preference (Li, Hipel, Kilgour & Fang 2004, Preference uncertainty in the graph model for conflict
    resolution, IEEE Transactions on Systems, Man, and Cybernetics A 34(4), 507-520), extensions a to d: under a and c a
    decision maker leaves also for what it may not prefer, under c and d also what it may prefer deters it. Under SEQ
    the others answer by moves that may be improvements for them, in all four.

    Parameters
    ----------
    game : Game
    i : int
    key : str
        ``gmr-strong``, ``seq-weak``, ``smr-c``, ...

    Returns
    -------
    array of bool, shape (size,)
    """
    concept = find_concept(key)
    if concept.variant == "weak":
        stays = stable_by_relation(game, i, concept.base) & ~stable_by_relation(
            game, i, f"{concept.base}-strong"
        )
        return np.asarray(stays)
    sources, _ = free_moves(game, i, key)
    found = np.ones(game.size, dtype=bool)
    found[sources] = False
    return found


def free_moves(game: Game, i: int, key: str) -> tuple[Ints, Ints]:
    """List the moves that decision maker number `i` would make: wanted, and not deterred.

    Returns
    -------
    sources, targets : array of int
        In ascending order of the sources.
    """
    concept = find_concept(key)
    assert concept.variant != "weak"
    leaves, deters, by = _tests(concept)
    degrees = degrees_of(game, i)
    sources, targets = game.move_pairs[i]
    wanted = leaves(degrees[sources, targets])
    sources, targets = sources[wanted], targets[wanted]
    if concept.base == "nash" or not sources.size:
        return sources, targets
    answers = _remembered_answers(game, i, by if concept.base == "seq" else None)
    deterring = _deterring_everywhere(game, i, degrees, deters, escapable=concept.base == "smr")
    free = np.zeros(sources.size, dtype=bool)
    for part in cuts(np.full(sources.size, answers.shape[1])):
        free[part] = ~(answers[targets[part]] & deterring[sources[part]]).any(axis=1)
    return sources[free], targets[free]


def improves(game: Game, i: int, sources: Ints, targets: Ints) -> Bools:
    """Tell of some moves whether they are known to be improvements for decision maker number `i`."""
    degrees = degrees_of(game, i)[sources, targets]
    return np.asarray((degrees > 0) & (degrees != UNKNOWN))


_answers_of: WeakKeyDictionary[Game, dict[tuple[int, Test | None], Bits]] = WeakKeyDictionary()


def _remembered_answers(game: Game, i: int, by: Test | None) -> Bits:
    """Give `answer_sets`, worked out once for all the concepts that use the same ones."""
    known = _answers_of.setdefault(game, {})
    if (i, by) not in known:
        known[i, by] = answer_sets(game, i, by)
    return known[i, by]


def _deterring_everywhere(game: Game, i: int, degrees: Degrees, deters: Test, *, escapable: bool) -> Bits:
    """Give for each state the set of those that deter from leaving it (see `deterrents`), for all at once."""
    found = deters(degrees)
    if escapable:
        # Turned round, so that a row says for which states left it does not deter to end here.
        harmless = _packed_rows(np.ascontiguousarray(~found.T))
        away = _union(Arcs.of(game.size, *game.move_pairs[i]), harmless)
        found &= ~_unpacked_rows(away, game.size).T
    return _packed_rows(found)


def wanted_moves(game: Game, i: int, state: int, key: str) -> Ints:
    """List what decision maker number `i` would leave a state for, if nothing deterred it."""
    targets = game.moves[i].successors(state)
    found: Ints = targets[_tests(find_concept(key))[0](degrees_of(game, i)[state, targets])]
    return found


def deterrents(row: Degrees, deters: Test, escapes: tuple[Ints, Ints] | None) -> Bools:
    """Tell which states deter: those that do, and (SMR) from which there is no way to one that does not."""
    found = deters(row)
    if escapes is not None:
        sources, targets = escapes
        away = np.zeros(row.size, dtype=bool)
        away[sources[~found[targets]]] = True
        found &= ~away
    return found


def deterring(game: Game, i: int, state: int, key: str) -> Bools:
    """Tell which states, brought about by the others, deter decision maker number `i` from leaving a state."""
    concept = find_concept(key)
    escapes = game.move_pairs[i] if concept.base == "smr" else None
    return deterrents(degrees_of(game, i)[state], _tests(concept)[1], escapes)


def answer_steps(game: Game, i: int, key: str) -> list[Arcs]:
    """List the moves by which each opponent of decision maker number `i` can answer under a concept."""
    concept = find_concept(key)
    return _steps(game, i, _tests(concept)[2] if concept.base == "seq" else None)


def _steps(game: Game, i: int, by: Test | None) -> list[Arcs]:
    found = []
    for j in range(len(game.decision_makers)):
        if j != i:
            sources, targets = game.move_pairs[j]
            if by is not None:
                kept = by(degrees_of(game, j)[sources, targets])
                sources, targets = sources[kept], targets[kept]
            found.append(Arcs.of(game.size, sources, targets))
    return found


def _packed_rows(rows: Bools) -> Bits:
    """Pack sets of states, a row each, into words with a bit for each state."""
    padded = np.zeros((rows.shape[0], -(-rows.shape[1] // WORD) * WORD), dtype=bool)
    padded[:, : rows.shape[1]] = rows
    return np.packbits(padded, axis=1, bitorder="little").view(np.uint64)


def _unpacked_rows(sets: Bits, size: int) -> Bools:
    return np.unpackbits(sets.view(np.uint8), axis=1, bitorder="little")[:, :size].astype(bool)


def answer_sets(game: Game, i: int, by: Test | None) -> Bits:
    """Give for each state the set of states that the opponents of `i` can bring about by legal sequences from it.

    For each last mover `after[j]` holds what can still follow when j has just moved: j may not move next, so this is
    exact for moves of any kind, improvements that are not transitive among them.

    Parameters
    ----------
    game : Game
    i : int
    by : callable or None
        Which moves may be made, by the mover's degree; None for all.

    Returns
    -------
    array of uint64, shape (size, words)
    """
    steps = _steps(game, i, by)
    size = game.size
    itself = _packed_rows(np.eye(size, dtype=bool))
    nothing = np.zeros_like(itself)
    members = range(len(steps))
    after = [nothing for _ in members]
    while True:
        budget.check("finding what the others can answer by")
        by_each = [_union(step, itself | after[k]) for k, step in enumerate(steps)]
        new = [_either(nothing, [by_each[k] for k in members if k != j]) for j in members]
        if all(np.array_equal(n, a) for n, a in zip(new, after, strict=True)):
            return _either(nothing, by_each)
        after = new


def _either(nothing: Bits, sets: Sequence[Bits]) -> Bits:
    return np.asarray(np.bitwise_or.reduce([nothing, *sets]))


def _union(step: Arcs, sets: Bits) -> Bits:
    """Unite for each state the sets of the states one move away."""
    found = np.zeros_like(sets)
    lengths = np.diff(step.starts)
    some = np.flatnonzero(lengths)
    for part in cuts(lengths[some] * sets.shape[1]):
        rows = some[part]
        if rows.size:
            ends = step.targets[runs(step.starts[rows], lengths[rows])]
            first = np.cumsum(lengths[rows]) - lengths[rows]
            found[rows] = np.bitwise_or.reduceat(sets[ends], first, axis=0)
    return found
