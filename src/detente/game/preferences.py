"""From what a decision maker wants to a rank for every state: 0 for the worst, ties share a rank."""

from __future__ import annotations

import math
from functools import singledispatch

import numpy as np

from detente.conflict import (
    ConflictFileError,
    NotInFileError,
    Open,
    Prioritised,
    Problem,
    Ranking,
    Weights,
    evaluate,
    opened,
)
from detente.conflict.errors import file_problem, quoted
from detente.game.arrays import Ints, distinct, parts
from detente.game.states import States, as_bools

MOST_NAMED_IN_MESSAGE = 5
MOST_DIGITS = 62


def ranks(states: States, dm: str) -> Ints:
    """Rank the states for a decision maker.

    Parameters
    ----------
    states : States
        The feasible states; its conflict holds the preferences.
    dm : str
        The decision maker.

    Returns
    -------
    array of int, shape (size,)
        Ranks 0, 1, ... without gaps; greater is better.

    Raises
    ------
    NotInFileError
        Where the file says nothing of the decision maker's preferences.
    ConflictFileError
        Where a ranking is incomplete or names a state twice, or where merged states do not tie.

    Notes
    -----
    Option prioritisation: a state in which a more important statement holds is better, whatever holds
    further down (Fang, Hipel, Kilgour & Peng 2003, A decision support system for interactive decision
    making, IEEE Transactions on Systems, Man, and Cybernetics C 33(1)).
    """
    preference = states.conflict.preferences.get(dm)
    if preference is None:
        account = states.conflict.account
        where = "" if account == "base" else f" under {quoted(account)}"
        raise NotInFileError(
            f"the file does not say what {quoted(dm)} prefers{where}; add it under 'preferences'"
        )
    return _ranked(opened(preference), states, dm)


def compressed(scores: Ints) -> Ints:
    """Turn scores into ranks 0, 1, ... without gaps."""
    found = distinct(scores)[1]
    found.flags.writeable = False
    return found


@singledispatch
def _ranked(preference: Open, states: States, dm: str) -> Ints:
    """Rank the states, each form in its way; a partial ranking gives no ranks (see `relations`)."""
    raise TypeError(f"{type(preference).__name__} gives no ranks")


@_ranked.register
def _(preference: Prioritised, states: States, dm: str) -> Ints:
    return compressed(_merged(states, dm, _digits(states, preference)))


@_ranked.register
def _(preference: Weights, states: States, dm: str) -> Ints:
    return compressed(_merged(states, dm, _sums(states, preference)))


@_ranked.register
def _(preference: Ranking, states: States, dm: str) -> Ints:
    return _from_ranking(states, dm, preference)


def _digits(states: States, preference: Prioritised) -> Ints:
    """Read the truth of the statements as binary digits, the most important first."""
    size = states.masks.size
    code = np.zeros(size, dtype=np.int64)
    statements = list(preference.statements)
    room = MOST_DIGITS
    while statements:
        for part in parts(size):
            having, digits = states.columns(part), code[part]
            for statement in statements[:room]:
                digits <<= 1
                digits |= as_bools(evaluate(statement.that, having), digits.size)
        statements = statements[room:]
        if statements:
            code, room = distinct(code)[1], MOST_DIGITS - size.bit_length()
    return code


def _sums(states: States, preference: Weights) -> Ints:
    """Add up the weights of what holds, as whole numbers over their common denominator."""
    denominator = math.lcm(*(w.denominator for _, _, w in preference.weights))
    whole = [int(w * denominator) for _, _, w in preference.weights]
    # Weights with many digits are added as Python's own numbers, which are exact at any size.
    exact = np.int64 if sum(abs(w) for w in whole) < 1 << 62 else object
    total = np.zeros(states.masks.size, dtype=exact)
    for (condition, _, _), weight in zip(preference.weights, whole, strict=True):
        total += weight * as_bools(evaluate(condition, states.having), states.masks.size).astype(exact)
    if exact is not np.int64 and int(total.max()) - (low := int(total.min())) < 1 << 62:
        return (total - low).astype(np.int64)
    return total if exact is np.int64 else distinct(total)[1]


def _merged(states: States, dm: str, scores: Ints) -> Ints:
    """Give each state its members' score, which must be one."""
    if not states.merged:
        return scores
    first = scores[states.first]
    different = np.flatnonzero(first[states.class_of] != scores)
    if different.size:
        point = int(different[0])
        state = int(states.class_of[point])
        one, other = states.options_in(int(states.first[state])), states.options_in(point)
        rule = next(r for r in states.conflict.rules if r.kind == "same" and states.holding(r)[point])
        if dm in states.conflict.hidden:
            told = f"lets states count as one that do not tie for {quoted(dm)}, whose preferences are confidential"
            raise file_problem(rule.at, f"the rule {quoted(rule.id)} {told}")
        raise file_problem(
            rule.at,
            f"the rule {quoted(rule.id)} lets states count as one that do not tie for {quoted(dm)}: "
            f"{'+'.join(one) or 'none'} and {'+'.join(other) or 'none'}{_telling(states, dm, one, other)}",
        )
    return first


def _telling(states: States, dm: str, one: tuple[str, ...], other: tuple[str, ...]) -> str:
    told = states.conflict.preferences[dm].telling(frozenset(one), frozenset(other))
    return "" if told is None else f" (the statement {quoted(told.id)} tells them apart)"


def _from_ranking(states: States, dm: str, preference: Ranking) -> Ints:
    found = np.full(states.size, -1, dtype=np.int64)
    problems: list[Problem] = []
    for place, group in enumerate(preference.groups):
        for ref in group:
            try:
                state = states.find(ref, "the state")
            except ConflictFileError as error:
                problems.extend(error.problems)
                continue
            if found[state] >= 0:
                problems.append(
                    Problem(ref.at, f"the state {quoted(ref.written)} stands twice in the ranking")
                )
            found[state] = len(preference.groups) - 1 - place
    missing = np.flatnonzero(found < 0)
    if missing.size:
        names = ", ".join(states.state(int(m)).id for m in missing[:MOST_NAMED_IN_MESSAGE])
        more = (
            f" and {missing.size - MOST_NAMED_IN_MESSAGE} more"
            if missing.size > MOST_NAMED_IN_MESSAGE
            else ""
        )
        message = f"the ranking of {quoted(dm)} leaves out feasible states: {names}{more}"
        problems.append(Problem(preference.at, message))
    if problems:
        raise ConflictFileError(problems)
    return compressed(found)
