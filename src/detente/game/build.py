"""Building a game from a conflict."""

from __future__ import annotations

import numpy as np

from detente.conflict import Conflict, ConflictFileError, Problem, Rule, TooLargeError, evaluate
from detente.game.game import Game
from detente.game.moves import Arcs, Fibres, Ints, Moves, distinct
from detente.game.preferences import ranks
from detente.game.states import States, _as_bools, available_memory, feasible_states

BYTES_PER_ARC = 60
MOST_EMPTY = 16


def build_game(conflict: Conflict, *, most_states: int | None = None) -> Game:
    """Turn a conflict, an account chosen, into a game (see `Conflict.game`)."""
    states = feasible_states(conflict, most_states)
    makers = tuple(d.id for d in conflict.decision_makers)
    problems: list[Problem] = []
    found: list[Ints] = []
    status_quo = None
    try:
        _ = states.names
        status_quo = states.find(conflict.status_quo, "the status quo") if conflict.status_quo else None
    except ConflictFileError as error:
        problems.extend(error.problems)
    for dm in makers:
        try:
            found.append(ranks(states, dm))
        except ConflictFileError as error:
            problems.extend(error.problems)
    if problems:
        raise ConflictFileError(problems)
    return Game(conflict, states, makers, build_moves(states), tuple(found), status_quo)


def build_moves(states: States) -> tuple[Moves, ...]:
    """Give each decision maker's moves: fibres where options alone decide, arcs otherwise."""
    rules = [r for r in states.conflict.rules if r.kind == "irreversible"]
    makers = [d.id for d in states.conflict.decision_makers]
    if states.merged or any(r.conditions for r in rules):
        return tuple(_arcs(states, dm, rules) for dm in makers)
    return tuple(_fibres(states, dm, rules) or _arcs(states, dm, rules) for dm in makers)


def _own_bits(states: States, dm: str) -> list[int]:
    return [k for k, o in enumerate(states.conflict.option_ids) if o.split(".")[0] == dm]


def _fibre(states: States, dm: str) -> Ints:
    own = sum(1 << k for k in _own_bits(states, dm))
    return distinct(states.masks & ~own)[1]


def _fibres(states: States, dm: str, rules: list[Rule]) -> Fibres | None:
    """Give the moves as fibres; None where most of their table (all settings of one-way options) would be empty."""
    one_way = {(r.option, r.direction) for r in rules if r.option.split(".")[0] == dm}
    fibre = _fibre(states, dm)
    if (int(fibre.max()) + 1) << len(one_way) > MOST_EMPTY * states.size + 2**20:
        return None
    setting = np.zeros(states.masks.size, dtype=np.int64)
    for k, (option, direction) in enumerate(sorted(one_way)):
        is_set = states.having(option) == (direction == "taken")
        setting |= is_set.astype(np.int64) << k
    return Fibres(states.size, fibre, setting, len(one_way))


def _arcs(states: States, dm: str, rules: list[Rule]) -> Arcs:
    fibre = _fibre(states, dm)
    order = np.argsort(fibre, kind="stable")
    starts = np.flatnonzero(np.diff(fibre[order], prepend=-1))
    sizes = np.diff(starts, append=order.size)
    total = int(np.sum(sizes.astype(float) ** 2))
    memory = available_memory() // 2
    if total * BYTES_PER_ARC > memory:
        raise TooLargeError(
            f"{states.conflict.title}: about {total:,} moves of {dm} would be listed one by one (because states are "
            f"merged, or an option is one-way under a condition); {memory // BYTES_PER_ARC:,} fit into half of the "
            "free memory. Exclude combinations that cannot happen, or leave options out."
        )
    size_of = np.repeat(sizes, sizes)  # for each point, the number of points in its fibre
    sources = np.repeat(order, size_of)
    within = np.arange(total) - np.repeat(np.cumsum(size_of) - size_of, size_of)
    targets = order[np.repeat(np.repeat(starts, sizes), size_of) + within]
    allowed = np.ones(total, dtype=bool)
    for rule in rules:
        if rule.option.split(".")[0] != dm:
            continue
        before = states.having(rule.option) == (rule.direction == "taken")
        locked = before
        if rule.conditions:
            locked = before & _as_bools(evaluate(rule.conditions[0], states.having), states.masks.size)
        allowed &= ~(locked[sources] & ~before[targets])
    return Arcs.of(states.size, states.class_of[sources[allowed]], states.class_of[targets[allowed]])
