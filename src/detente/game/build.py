"""Building a game from a conflict."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from detente.conflict import (
    Condition,
    Conflict,
    ConflictFileError,
    Problem,
    Rule,
    TooLargeError,
    budget,
    evaluate,
)
from detente.conflict.errors import quoted
from detente.game.arcs import Arcs
from detente.game.arrays import Bools, Ints, cuts, distinct, narrow, runs
from detente.game.blocks import box_fibre
from detente.game.feasible import feasible_states
from detente.game.fibres import Fibres
from detente.game.game import Game
from detente.game.memory import available_memory
from detente.game.moves import Moves
from detente.game.preferences import compressed, ranks
from detente.game.relations import UNKNOWN, OpenRanks, Relation, relations
from detente.game.states import States, as_bools

BYTES_PER_ARC = 64  # at most: while they are made, and later with improvements and both turned round
MOST_EMPTY = 16
BYTES_PER_ENTRY = 16


def build_game(conflict: Conflict, *, most_states: int | None = None) -> Game:
    """Turn a conflict, an account chosen, into a game (see `Conflict.game`)."""
    states = feasible_states(conflict, most_states)
    makers = tuple(d.id for d in conflict.decision_makers)
    problems: list[Problem] = []
    found: dict[int, Ints] = {}
    status_quo = None
    try:
        _ = states.names
        status_quo = states.find(conflict.status_quo, "the status quo") if conflict.status_quo else None
    except ConflictFileError as error:
        problems.extend(error.problems)
    for k, dm in enumerate(makers):
        budget.check("ranking the states")
        known = conflict.preferences.get(dm)
        if known is not None and not known.ranked:
            continue
        try:
            found[k] = ranks(states, dm)
        except ConflictFileError as error:
            problems.extend(error.problems)
    if problems:
        raise ConflictFileError(problems)
    made = relations(states, found)
    opened = next((k for k, r in made.items() if not r.complete), None)
    if opened is not None:
        message = _what_is_open(states, makers[opened], made[opened])
        return Game(conflict, states, makers, build_moves(states), OpenRanks(message), status_quo, made)
    # What was left open tells no two feasible states apart: then there is an order after all.
    for k in set(made) - set(found):
        found[k] = compressed((made[k].degrees < 0).sum(axis=1))
    strong = {k: r for k, r in made.items() if (r.degrees > 1).any()}
    order = tuple(found[k] for k in range(len(makers)))
    return Game(conflict, states, makers, build_moves(states), order, status_quo, strong)


def _what_is_open(states: States, dm: str, relation: Relation) -> str:
    """Say why there are no ranks."""
    told = "this question needs to know it, 'analyze', 'explain', 'evolve', 'compare' and 'equilibria' do not"
    if dm in states.conflict.hidden:
        return f"what {quoted(dm)} prefers is confidential, and unknown in part; {told}"
    one, other = (
        states.state(int(s)) for s in divmod(int(np.argmax(relation.degrees == UNKNOWN)), states.size)
    )
    statement = states.conflict.preferences[dm].telling(one.facts, other.facts)
    why = "the partial ranking does not compare them"
    if statement is not None:
        why = f"the statement {quoted(statement.id)} is unknown"
    return (
        f"it is unknown which of {quoted(one.id)} and {quoted(other.id)} {quoted(dm)} prefers ({why}); {told}"
    )


def build_moves(states: States) -> tuple[Moves, ...]:
    """Give each decision maker's moves: fibres where options alone decide, arcs otherwise."""
    if states.conflict.arcs is not None:
        return tuple(_given(states, pairs) for pairs in states.conflict.arcs.values())
    rules = [r for r in states.conflict.rules if r.kind == "irreversible"]
    makers = [d.id for d in states.conflict.decision_makers]
    moves: list[Moves | None] = [None if states.merged else _fibres(states, dm, rules) for dm in makers]
    listed = [dm for dm, m in zip(makers, moves, strict=True) if m is None]
    _check_fit(states, listed)
    return tuple(m or _arcs(states, dm, rules) for dm, m in zip(makers, moves, strict=True))


def _given(states: States, pairs: Sequence[tuple[str, str]]) -> Arcs:
    """Give the moves of a conflict that is given as states and moves; those from or to an excluded state are none."""
    place = np.full(len(states.conflict.atoms), -1, dtype=np.int64)
    place[states.masks] = states.class_of
    number = {s: k for k, s in enumerate(states.conflict.atoms)}
    ends = place[np.array([[number[s] for s in pair] for pair in pairs], dtype=np.int64).reshape(-1, 2)]
    ends = ends[(ends >= 0).all(axis=1)]
    return Arcs.of(states.size, ends[:, 0], ends[:, 1])


def _check_fit(states: States, makers: list[str]) -> None:
    """Refuse moves that would be listed one by one where all together do not fit: they live at the same time."""
    total = sum(int(np.sum(np.bincount(_fibre(states, dm)).astype(float) ** 2)) for dm in makers)
    most = available_memory() // 2 // BYTES_PER_ARC
    if total > most:
        raise TooLargeError(
            f"{states.conflict.title}: about {total:,} moves would be listed one by one (because states are merged, "
            f"or one decision maker has many one-way options); {most:,} fit into half of the free memory. Exclude "
            "combinations that cannot happen, or leave options out."
        )


def _own(states: States, dm: str) -> int:
    """Give a decision maker's options as bits."""
    return sum(1 << k for k, o in enumerate(states.conflict.option_ids) if o.split(".")[0] == dm)


def _fibre(states: States, dm: str) -> Ints:
    """Number the combinations so that those share a number that differ in a decision maker's options only."""
    if states.all_combinations:
        return box_fibre(states.size, _own(states, dm))
    return narrow(distinct(states.masks & ~_own(states, dm))[1])


def _fibres(states: States, dm: str, rules: list[Rule]) -> Fibres | None:
    """Give the moves as fibres; None where most of their table (all settings of one-way options) would be empty."""
    one_way: dict[Condition, list[Rule]] = {}  # what stays once it holds, and by which rules
    for rule in rules:
        if rule.option.split(".")[0] == dm:
            for condition in states.conflict.one_way(rule):
                one_way.setdefault(condition, []).append(rule)
    fibre = _fibre(states, dm)
    if (int(fibre.max()) + 1) << len(one_way) > MOST_EMPTY * states.size + 2**20:
        return None
    whole: type[np.signedinteger[Any]] = np.int32 if len(one_way) < 31 else np.int64
    setting: Ints = np.broadcast_to(whole(0), (states.size,))
    lock = setting
    for k, (condition, why) in enumerate(one_way.items()):
        is_set = as_bools(evaluate(condition, states.having), states.size)
        locked = np.logical_or.reduce([_in_force(states, rule) for rule in why])
        setting = setting | np.left_shift(is_set, k, dtype=whole)
        lock = lock | np.left_shift(is_set & locked, k, dtype=whole)
    own = _own(states, dm) if states.all_combinations else None
    # Where one decision maker's moves may be intransitive, all get a lock: the values are then closed for each last
    # mover (`stability.operators`), and who could stay would let the one before it move twice in a row.
    conditional = any(r.conditions for r in rules)
    moves = Fibres(states.size, fibre, setting, len(one_way), own, lock if conditional else None)
    most = available_memory() // 2 // BYTES_PER_ENTRY
    if (entries := moves.entries if one_way else 0) > most:
        raise TooLargeError(
            f"{states.conflict.title}: {len(one_way)} options of {dm} are one-way, so that lists of {entries:,} "
            f"entries would be made of what can be moved to; {most:,} fit into half of the free memory. Exclude "
            "combinations that cannot happen, or leave options out."
        )
    return moves


def _in_force(states: States, rule: Rule) -> Bools:
    """Tell for each combination whether a rule on one-way options is in force there."""
    holds = evaluate(rule.conditions[0], states.having) if rule.conditions else True
    return as_bools(holds, states.masks.size)


def _arcs(states: States, dm: str, rules: list[Rule]) -> Arcs:
    fibre = _fibre(states, dm)
    order = np.argsort(fibre, kind="stable")
    first = np.flatnonzero(np.diff(fibre[order], prepend=-1))
    sizes = np.diff(first, append=order.size)
    starts, lengths = np.repeat(first, sizes), np.repeat(sizes, sizes)  # the fibre of each place in the order
    own = [r for r in rules if r.option.split(".")[0] == dm]
    locks: list[tuple[Bools, Bools]] = []
    for rule in own:
        closed = _in_force(states, rule)
        for condition in states.conflict.one_way(rule):
            before = as_bools(evaluate(condition, states.having), states.masks.size)
            locks.append((before & closed, before))
    pairs: list[tuple[Ints, Ints]] = []
    for part in cuts(lengths):
        sources, targets = np.repeat(order[part], lengths[part]), order[runs(starts[part], lengths[part])]
        allowed = sources != targets
        for locked, before in locks:
            allowed &= ~locked[sources] | before[targets]
        pairs.append((states.class_of[sources[allowed]], states.class_of[targets[allowed]]))
    known = not states.merged and not any(r.conditions for r in own)
    return Arcs.of(
        states.size,
        np.concatenate([s for s, _ in pairs]),
        np.concatenate([t for _, t in pairs]),
        known_transitive=known,
    )
