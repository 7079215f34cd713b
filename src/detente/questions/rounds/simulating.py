"""Which package would bargaining reach? The packages of `settle`, put on the table round by round, many times over."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np

from detente.conflict import Conflict, UnknownNameError, WantedError
from detente.game import Game
from detente.questions.rounds.result import Rounds
from detente.questions.settle import settle
from detente.questions.settle.looking import zone_of
from detente.questions.settle.table import Table
from detente.questions.settle.worths import Worths
from detente.settlement import STRATEGIES, Bools, Side, bargain, draw

RUNS, MOST_RUNS = 1_000, 100_000
DEADLINE, MOST_ROUNDS = 20, 1_000
SEED, MOST_SEED = 1, 2**63 - 1


def rounds(
    conflict: Conflict | Game,
    no_deal: str = "",
    *,
    runs: int = RUNS,
    deadline: int = DEADLINE,
    discount: Fraction | float | str = 1,
    strategies: Mapping[str, str] | None = None,
    seed: int = SEED,
    most_states: int | None = None,
) -> Rounds:
    """Simulate negotiations by alternating offers about the packages that could be signed.

    Parameters
    ----------
    conflict : Conflict or Game
        With an account chosen (`Conflict.under`); without one the first in the file is taken.
    no_deal : str
        What comes without a deal, as for `settle`.
    runs : int
        How many negotiations.
    deadline : int
        After how many rounds time is up; in a round everybody who signs has a turn.
    discount : Fraction, float or str
        The chance that talks go on after each round, above 0 and at most 1.
    strategies : mapping of str to str, optional
        How parties fall back: ``boulware`` (late), ``linear``, ``conceder`` (early), ``tit-for-tat``. Whoever is not
        named has one by chance in each run.
    seed : int
        The same seed gives the same, bit for bit.
    most_states : int, optional
        Refuse a conflict with more states; without it memory decides.

    Returns
    -------
    Rounds

    Raises
    ------
    WantedError
        Where a number is out of bounds.
    UnknownNameError
        Where `strategies` name somebody who does not sign, or a strategy that is none.

    Examples
    --------
    >>> import detente
    >>> linear = {"first": "linear", "second": "linear"}
    >>> found = rounds(detente.load("prisoners-dilemma"), "myopic", runs=100, strategies=linear)
    >>> packages, times = found.reached()
    >>> [found.settlement.name(p) for p in packages.tolist()], times.tolist()
    (['silence'], [100])
    """
    share = checked(runs, deadline, discount, seed)
    found = settle(conflict, no_deal, most_states=most_states)
    table = found.table
    fixed = laid_down(table, strategies or {})
    if not found.zone.size:
        return Rounds(found, runs, seed, deadline, share, fixed, None, None)
    draws = draw(seed, runs, [fixed.get(dm, "") for dm in table.signers])
    ended = bargain(sides(table), draws, deadline, float(share))
    return Rounds(found, runs, seed, deadline, share, fixed, draws, ended)


def checked(runs: int, deadline: int, discount: Fraction | float | str, seed: int) -> Fraction:
    """Refuse numbers that are out of bounds; give the discount exactly."""
    for name, value, least, most in (
        ("runs", runs, 1, MOST_RUNS),
        ("deadline", deadline, 1, MOST_ROUNDS),
        ("seed", seed, 0, MOST_SEED),
    ):
        if not least <= value <= most:
            raise WantedError(f"{name}: a whole number from {least:,} to {most:,} is wanted, found {value:,}")
    told = discount.strip() if isinstance(discount, str) else str(discount)
    try:
        share = Fraction(told) if len(told) <= 20 and "e" not in told.lower() else Fraction(0)
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if not 0 < share <= 1:
        raise WantedError(f"discount: a number above 0 and at most 1 is wanted, found '{told[:20]}'")
    return share


def laid_down(table: Table, strategies: Mapping[str, str]) -> dict[str, str]:
    """See that strategies are laid down for those who sign alone."""
    for dm, name in strategies.items():
        if dm not in table.signers:
            raise UnknownNameError("party that signs", dm, table.signers)
        if name not in STRATEGIES:
            raise UnknownNameError("strategy", name, STRATEGIES)
    return dict(strategies)


def sides(table: Table) -> list[Side]:
    """Give what those who sign go by: packages that can be put together, and what each would sign of them.

    Nobody signs what is worse for it than no deal, or what its red lines forbid. What is better for nobody is not put
    on the table.
    """
    pointless = table.signable() & np.logical_and.reduce([_signs(table, w) for w in table.signing])
    on_table = table.allowed & ~(pointless & ~zone_of(table))
    return [_side(table, worths, on_table & _signs(table, worths)) for worths in table.signing]


def _signs(table: Table, worths: Worths) -> Bools:
    """Tell what a party would sign; where packages are states, as `better` asks, it has to gain."""
    found = worths.beats()
    if table.terms is None and worths.no_deal is not None:
        found = np.asarray(worths.ranks > worths.no_deal)
    return found & table.red.get(worths.dm, np.ones(1, dtype=bool))


def _side(table: Table, worths: Worths, signs: Bools) -> Side:
    able = np.flatnonzero(signs)
    kinds, first, place = np.unique(-worths.ranks[able], return_index=True, return_inverse=True)
    levels = np.full(signs.size, -1, dtype=np.int64)
    levels[able] = place.reshape(-1)
    if worths.points is None:  # along its order, step by step
        last = max(1, kinds.size - 1)
        return Side(levels, np.arange(kinds.size) / last, numbers=False)
    points = worths.points[able[first]]
    end = points[-1] if worths.no_deal_points is None else worths.no_deal_points
    whole = max(1, int(points[0]) - int(end))
    ways = np.array([float(Fraction(int(points[0]) - int(p), whole)) for p in points])
    return Side(levels, ways, numbers=worths.no_deal_points is not None)
