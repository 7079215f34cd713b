"""How often nobody would leave a state, over the cells of a grouping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

import numpy as np

from detente.game import Bools
from detente.questions.robust.diagrams import Floats

if TYPE_CHECKING:
    from detente.questions.robust.cells import Grouping


@dataclass(frozen=True, eq=False)
class Held:
    """Where nobody would leave, by what is known of it: sums of weights are taken over it.

    Attributes
    ----------
    stays : tuple of array of bool, shape (nodes, combinations of the others, states)
        For each decision maker.
    """

    stays: tuple[Bools, ...]


def held_under(
    grouping: Grouping, concept: str, held: Held | None, chances: Mapping[int, Floats]
) -> tuple[Floats, Bools]:
    """Give for each state the weight of the accounts in which nobody would leave it, and whether these are all.

    Parameters
    ----------
    concept : str
    held : Held or None
        What `ahead` gives; None under Nash.
    chances : mapping of int to array of float, shape (1, variants)
        For each doubt about wishes.
    """
    if held is None:
        weights = np.ones(())
        for known in grouping.by_improvements:
            weights = np.multiply.outer(weights, known.weights(chances)[0])
        some = weights.reshape(-1) > 0
        sure = np.asarray(grouping.nash_held[:, some].all(axis=1))
        return grouping.nash_held @ weights.reshape(-1), sure
    orders = [known.weights(chances)[0] for known in grouping.by_order(concept)]
    if concept != "seq":
        likely, always = np.ones(grouping.game.size), np.ones(grouping.game.size, dtype=bool)
        for own, stays in zip(orders, held.stays, strict=True):
            likely = likely * (own @ stays[0])
            always &= stays[0][own > 0].all(axis=0)
        return likely, always
    return _by_answers(grouping, held, orders)


def _by_answers(grouping: Grouping, held: Held, orders: Sequence[Floats]) -> tuple[Floats, Bools]:
    groups = np.unravel_index(np.arange(grouping.combinations), grouping.groups)
    whole = np.ones((grouping.combinations, grouping.game.size))
    always = np.ones((grouping.combinations, grouping.game.size), dtype=bool)
    can_be = np.ones(grouping.combinations, dtype=bool)
    for i, own in enumerate(orders):
        many = prod(grouping.others(i))
        sums = np.zeros((grouping.groups[i], many, grouping.game.size))
        every = np.ones((grouping.groups[i], many, grouping.game.size), dtype=bool)
        for node, group in enumerate(grouping.group_of("seq")[i].tolist()):
            if own[node] > 0:
                sums[group] += own[node] * held.stays[i][:, node, :]
                every[group] &= held.stays[i][:, node, :]
        with_mine = tuple(np.zeros_like(g) if j == i else g for j, g in enumerate(groups))
        # Under SEQ where a party stays hangs on what the others do; under each of that all else is by itself.
        others = np.ravel_multi_index(with_mine, grouping.others(i))
        whole *= sums[groups[i], others]
        always &= every[groups[i], others]
        can_be &= np.bincount(grouping.group_of("seq")[i], own, minlength=grouping.groups[i])[groups[i]] > 0
    return np.asarray(whole.sum(axis=0)), np.asarray(always[can_be].all(axis=0))
