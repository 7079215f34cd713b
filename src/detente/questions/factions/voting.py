"""Weighted voting: which coalitions carry a proposal, and how much power each member has."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from detente.conflict import DetenteError, TooLargeError
from detente.game import Bools, Ints

MOST_VOTERS = 20


@dataclass(frozen=True, slots=True)
class Power:
    """The power of one member.

    Attributes
    ----------
    swings : int
        The coalitions that carry with it and would not without it.
    banzhaf : Fraction
        Its share of all members' swings.
    banzhaf_absolute : Fraction
        Its swings among all coalitions of the others.
    shapley_shubik : Fraction
        The share of all orders of the members in which it is the one that turns a losing coalition into a winning one.
    veto : bool
        Nothing is carried without it.
    dummy : bool
        Its vote never turns anything.
    """

    swings: int
    banzhaf: Fraction
    banzhaf_absolute: Fraction
    shapley_shubik: Fraction
    veto: bool
    dummy: bool


@dataclass(frozen=True, eq=False)
class Voting:
    """Who carries what.

    Coalitions are numbers: member k is in coalition c where bit k of c is set.

    Attributes
    ----------
    members : int
        How many there are.
    carries : array of bool, shape (2 ** members,)
        Does the coalition carry a proposal?
    """

    members: int
    carries: Bools

    def swing(self, member: int) -> Ints:
        """List the coalitions that carry with a member, and would not without it."""
        every = np.arange(self.carries.size)
        with_it = (every & (1 << member)) > 0
        return np.flatnonzero(with_it & self.carries & ~self.carries[every & ~(1 << member)])

    @cached_property
    def power(self) -> tuple[Power, ...]:
        """The power of each member.

        Notes
        -----
        Banzhaf 1965, Weighted voting doesn't work, Rutgers Law Review 19; the absolute value is that of Dubey & Shapley
        1979, Mathematical properties of the Banzhaf power index, Mathematics of Operations Research 4(2). Shapley &
        Shubik 1954, A method for evaluating the distribution of power in a committee system, American Political Science
        Review 48(3). All are exact: coalitions are counted by their size.
        """
        n = self.members
        orders = [math.factorial(k - 1) * math.factorial(n - k) if k else 0 for k in range(n + 1)]
        swings = [self.swing(k) for k in range(n)]
        every = sum(s.size for s in swings)
        found = []
        for member, coalitions in enumerate(swings):
            by_size = np.bincount(_sizes(coalitions), minlength=n + 1)
            pivots = sum(int(c) * o for c, o in zip(by_size, orders, strict=True))
            winning_without = self.carries[(np.arange(self.carries.size) & (1 << member)) == 0]
            found.append(
                Power(
                    coalitions.size,
                    Fraction(coalitions.size, every),
                    Fraction(coalitions.size, 1 << (n - 1)),
                    Fraction(pivots, math.factorial(n)),
                    not winning_without.any(),
                    not coalitions.size,
                )
            )
        return tuple(found)

    @cached_property
    def minimal(self) -> Ints:
        """The coalitions that carry, and would not without any one of their members: the smallest first."""
        every = np.arange(self.carries.size)
        found = self.carries.copy()
        for member in range(self.members):
            bit = 1 << member
            found &= ((every & bit) == 0) | ~self.carries[every & ~bit]
        coalitions = np.flatnonzero(found)
        return coalitions[np.argsort(_sizes(coalitions), kind="stable")]

    def pivotal(self, coalition: int) -> tuple[int, ...]:
        """List the members whose change of vote would turn the result of a coalition that votes for something."""
        return tuple(
            k for k in range(self.members) if self.carries[coalition] != self.carries[coalition ^ (1 << k)]
        )


def _sizes(coalitions: Ints) -> Ints:
    """Count the members of coalitions."""
    found = np.zeros(coalitions.shape, dtype=np.int64)
    left = coalitions.copy()
    while left.any():
        found += left & 1
        left >>= 1
    return found


def voting(weights: Sequence[Fraction], quota: Fraction | None = None) -> Voting:
    """Find which coalitions carry a proposal.

    Parameters
    ----------
    weights : sequence of Fraction
        Numbers from 0 on, one of them above 0.
    quota : Fraction, optional
        The weight that carries, together or more; without it more than half.

    Raises
    ------
    TooLargeError
        Where there are more than 20 members.
    DetenteError
        Where a weight is below 0, all are 0, or the quota is not above 0 or more than all weights together.

    Examples
    --------
    >>> found = voting([Fraction(50), Fraction(49), Fraction(1)], Fraction(51))
    >>> [str(power.banzhaf) for power in found.power]
    ['3/5', '1/5', '1/5']
    >>> [str(power.shapley_shubik) for power in found.power]
    ['2/3', '1/6', '1/6']
    """
    if len(weights) > MOST_VOTERS:
        raise TooLargeError(
            f"{len(weights)} members of one vote; at most {MOST_VOTERS}, because every coalition is looked at"
        )
    together = sum(weights, Fraction(0))
    if min(weights, default=Fraction(0)) < 0 or together <= 0:
        raise DetenteError("weights of a vote are numbers from 0 on, one of them above 0")
    if quota is not None and not 0 < quota <= together:
        raise DetenteError(f"the quota {quota} is not above 0 and at most {together}, the weight of all")
    parts = math.lcm(*(w.denominator for w in weights), quota.denominator if quota is not None else 1)
    whole = [int(w * parts) for w in weights]
    total = sum(whole)
    need = total // 2 + 1 if quota is None else int(quota * parts)
    # Weights with many digits are added as Python's own numbers, which are exact at any size.
    sums = np.zeros(1, dtype=np.int64 if total < 1 << 62 else object)
    for weight in whole:
        sums = np.concatenate([sums, sums + weight])
    carries = np.asarray(sums >= need, dtype=bool)
    carries.flags.writeable = False
    return Voting(len(weights), carries)
