"""Packages, their frontier, fair choices among them, fair division: pure functions that know no conflict."""

from detente.settlement.adjusted_winner import Division, adjusted_winner
from detente.settlement.eliminating import Tie, TooTightError, eliminated
from detente.settlement.frontier import frontier
from detente.settlement.merging import Merged, TooManyPointsError, merged
from detente.settlement.packages import (
    Bools,
    Ints,
    added,
    along,
    choice,
    components,
    count,
    flat,
    having,
    number,
)
from detente.settlement.ranks import Fallback, as_ranks, fallback, first_for_all, majority, positions
from detente.settlement.rounds import STRATEGIES, Bargained, Draws, Side, bargain, best_offers, draw
from detente.settlement.solutions import egalitarian, ideal, kalai_smorodinsky, nash, utilitarian

__all__ = [
    "STRATEGIES",
    "Bargained",
    "Bools",
    "Division",
    "Draws",
    "Fallback",
    "Ints",
    "Merged",
    "Side",
    "Tie",
    "TooManyPointsError",
    "TooTightError",
    "added",
    "adjusted_winner",
    "along",
    "as_ranks",
    "bargain",
    "best_offers",
    "choice",
    "components",
    "count",
    "draw",
    "egalitarian",
    "eliminated",
    "fallback",
    "first_for_all",
    "flat",
    "frontier",
    "having",
    "ideal",
    "kalai_smorodinsky",
    "majority",
    "merged",
    "nash",
    "number",
    "positions",
    "utilitarian",
]
