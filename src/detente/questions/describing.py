"""Very many states as values at once: what is taken in each is put together from parts that many share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.answers import StateValue
from detente.conflict import NO_OPTION, budget
from detente.game import Ints, States

CHECKED_EVERY = 1024  # states after which the time is looked at
PART = 8  # options at a time: 256 combinations are put into words once


def described(states: States, count: int) -> list[StateValue]:
    """Describe the first of the feasible states, as `state_value` does one by one and much faster.

    Examples
    --------
    >>> import detente
    >>> from detente.questions.describing import described
    >>> [state.id for state in described(detente.load("prisoners-dilemma").game().states, 2)]
    ['betrayal', 'first_only']
    """
    if states.merged or states.conflict.graph_form:
        return [_one(states, k) for k in range(count)]
    options = states.conflict.option_ids
    masks = states.masks[:count]
    in_order = sorted(range(len(options)), key=lambda k: options[k])
    arranged = _arranged(masks, in_order)
    parts = []
    for low in range(0, len(options), PART):
        some = [options[k] for k in in_order[low : low + PART]]
        table = [tuple(o for k, o in enumerate(some) if value >> k & 1) for value in range(1 << len(some))]
        which = (arranged >> low & ((1 << PART) - 1)).tolist()
        parts.append([table[w] for w in which])
    names, bits = states.names, states.conflict.bits
    numbers = _numbers(masks, [bits[o] for o in options])
    found = []
    for k, (number, *pieces) in enumerate(zip(numbers, *parts, strict=True)):
        if k % CHECKED_EVERY == 0:
            budget.check("describing the states")
        taken = pieces[0] if len(pieces) == 1 else tuple(o for piece in pieces for o in piece)
        name = names.get(k, "")
        found.append(
            StateValue(
                id=name or "+".join(taken) or NO_OPTION,
                taken=taken,
                number=str(number),
                name=name,
            )
        )
    return found


def _one(states: States, index: int) -> StateValue:
    from detente.questions.building import state_value

    return state_value(states.state(index))


def _arranged(masks: Ints, order: Sequence[int]) -> Ints:
    """Put bit `order[k]` of each number at place k."""
    found = np.zeros_like(masks)
    for place, bit in enumerate(order):
        found |= (masks >> bit & 1) << place
    return found


def _numbers(masks: Ints, bits: Sequence[int]) -> list[int]:
    """Number states among all combinations: bit k of a mask counts two to the power `bits[k]`."""
    if list(bits) == list(range(len(bits))):
        plain: list[int] = masks.tolist()
        return plain
    if max(bits, default=0) > 62:  # more than a machine's number holds
        return [sum(1 << b for k, b in enumerate(bits) if mask >> k & 1) for mask in masks.tolist()]
    found = np.zeros_like(masks)
    for bit, to in enumerate(bits):
        found |= (masks >> bit & 1) << to
    numbered: list[int] = found.tolist()
    return numbered
