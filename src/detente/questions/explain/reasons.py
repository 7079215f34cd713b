"""Why a decision maker likes one state better than another."""

from __future__ import annotations

from dataclasses import dataclass

from detente.conflict import Statement
from detente.game import CarriedGame, State


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a decision maker likes one state better than another, or as little.

    Attributes
    ----------
    dm : str
        Whose preference it is.
    before, after : State
        The states compared.
    gain : int
        1 where `after` is better, 0 where they tie, -1 where it is worse.
    statement : Statement or None
        For option prioritisation: the most important statement that tells the two apart.
    places : tuple of int
        The places of the two states in the decision maker's order, from 1 (best) on, ties sharing a place.
    levels : int
        How many places there are; 0 where there is no order, as something is unknown.
    degree : int
        How much better or worse the one is: 1, 2 for "much", ...; 0 for a tie and where it is unknown.
    unknown : bool
        Whether it is unknown which of the two is preferred (`gain` is then 0, too).
    """

    dm: str
    before: State
    after: State
    gain: int
    statement: Statement | None
    places: tuple[int, int]
    levels: int
    degree: int = 1
    unknown: bool = False


def reason(game: CarriedGame, dm: str, before: State, after: State) -> Reason:
    """Say why a decision maker prefers one state to another."""
    statement = game.conflict.preferences[dm].telling(before.facts, after.facts)
    degree = game.degree(dm, before, after)
    gain = ((degree or 0) > 0) - ((degree or 0) < 0)
    known = None if game.open else game.places(dm, game.some([before, after]))
    best, worst, of = known or (0, 0, 0)
    places = (worst, best) if gain > 0 else (best, worst)
    return Reason(dm, before, after, gain, statement, places, of, abs(degree or 0), degree is None)
