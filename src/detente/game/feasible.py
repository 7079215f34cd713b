"""Which states are feasible: what the rules leave of all combinations, merged where several count as one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from detente.conflict import Conflict, TooLargeError, budget
from detente.conflict.plan import plan
from detente.game.arrays import distinct
from detente.game.memory import SHARE, available_memory, gib
from detente.game.rules import Waiting, allowed, by_parts, exclusive_so_far, no_state_left, rules_early
from detente.game.states import States

MOST_OPTIONS = 62


def state_limit(conflict: Conflict, most_states: int | None) -> int:
    """Give the largest number of states that is built: the one that was given, else what memory holds.

    What is planned counts (see `detente.game.memory`): not the states alone, all that is worked out from them.
    """
    if most_states is not None:
        return most_states
    makers, every = len(conflict.decision_makers), _every(conflict)
    return max(1024, plan().most(int(SHARE * available_memory()), makers, every=every))


def _every(conflict: Conflict) -> bool:
    """Tell whether every combination of options is a state, and each option can be taken and dropped."""
    return (
        not conflict.graph_form and not conflict.rules and all(o.available for o in conflict.options.values())
    )


def feasible_states(conflict: Conflict, most_states: int | None = None) -> States:
    """Find the feasible states.

    Options are added one by one, those first that let a rule be applied soon, and each rule is applied as soon as
    all its options are there: the work grows with the states that are left and not with the power of two.

    Parameters
    ----------
    conflict : Conflict
        With an account chosen (see `Conflict.under`).
    most_states : int, optional
        Refuse more; without it memory decides.

    Raises
    ------
    TooLargeError
        Before more is built than fits.
    ConflictFileError
        Where the rules leave no state.
    """
    if conflict.graph_form:
        return _given_states(conflict, most_states)
    options = conflict.option_ids
    if len(options) > MOST_OPTIONS:
        raise TooLargeError(
            f"{len(options)} options; states are listed of at most {MOST_OPTIONS}. Leave out options that nobody would "
            "use, or options that nobody's preferences and rules mention."
        )
    limit = state_limit(conflict, most_states)
    bits = {o: k for k, o in enumerate(options)}
    masks = np.zeros(1, dtype=np.int64)
    known: set[str] = {o for o in options if not conflict.options[o].available}
    waiting = [Waiting(r) for r in conflict.rules if r.kind not in ("same", "irreversible")]
    order = rules_early([o for o in options if conflict.options[o].available], waiting)
    for done, option in enumerate([None, *order]):
        budget.check("finding the feasible states")
        if option is not None:
            masks = np.concatenate([masks, masks | (1 << bits[option])])
            known.add(option)
            masks = exclusive_so_far(masks, waiting, option, known, bits)
        for one in [w for w in waiting if w.options <= known]:
            waiting.remove(one)
            masks = masks[by_parts(masks, bits, partial(allowed, one.rule))]
            if not masks.size:
                raise no_state_left(one.rule)
        left = len(order) - done
        if not waiting and int(masks.size) << left > limit:  # nothing is left that would exclude any
            size = f"{int(masks.size) << left:,} feasible states"
            raise _too_large(conflict, size, limit, most_states, int(masks.size) << left)
        if waiting and 2 * masks.size > 4 * limit:
            size = (
                f"{masks.size:,} combinations of {done} of {len(order)} options so far, with {left} to come"
            )
            raise _too_large(conflict, size, limit, most_states)
    masks = np.sort(masks)
    masks.flags.writeable = False
    states = States(conflict, masks, np.arange(masks.size), int(masks.size))
    return _merge(states)


def _given_states(conflict: Conflict, most_states: int | None) -> States:
    """Take the states of a conflict that is given as states, less those that a rule ``never`` excludes."""
    limit = state_limit(conflict, most_states)
    masks = np.arange(len(conflict.states))
    for rule in conflict.rules:
        if rule.kind == "never":
            states = States(conflict, masks, np.arange(masks.size), int(masks.size))
            masks = masks[~states.holding(rule)]
            if not masks.size:
                raise no_state_left(rule)
    if masks.size > limit:
        raise _too_large(conflict, f"{masks.size:,} feasible states", limit, most_states, int(masks.size))
    masks.flags.writeable = False
    return _merge(States(conflict, masks, np.arange(masks.size), int(masks.size)))


def _too_large(
    conflict: Conflict, size: str, limit: int, most_states: int | None, states: int = 0
) -> TooLargeError:
    why = "the limit that was given"
    if most_states is None:
        makers = len(conflict.decision_makers)
        free = f"{gib(available_memory())} of memory are free"
        why = (
            f"{gib(plan().of(states, makers, every=_every(conflict)))} would be needed, and {free}"
            if states
            else free
        )
    return TooLargeError(
        f"{conflict.title}: {size}; at most {limit:,} are built ({why}). Add rules that exclude what cannot "
        "happen, merge states that nobody tells apart ('same'), or leave options out."
    )


def _merge(states: States) -> States:
    """Let the combinations in which a rule ``same`` holds count as one state."""
    if all(rule.kind != "same" for rule in states.conflict.rules):
        return states
    label = np.arange(states.masks.size)
    for rule in states.conflict.rules:
        if rule.kind != "same":
            continue
        labels = distinct(label[states.holding(rule)])[0]
        if labels.size > 1:
            label = np.where(np.isin(label, labels), labels[0], label)
    kept, class_of = distinct(label)
    class_of.flags.writeable = False
    return replace(states, class_of=class_of, size=int(kept.size))
