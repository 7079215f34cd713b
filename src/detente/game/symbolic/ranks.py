"""Ranks as boolean digits, the most important first: what is ranked below a state, as high, and how low sets reach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.game.symbolic.diagrams import Diagram

if TYPE_CHECKING:
    from detente.game.symbolic.game import SymbolicGame


def below(digits: Sequence[Diagram], state: Diagram, game: SymbolicGame) -> Diagram:
    """Give the feasible states that are ranked below a state."""
    found = game.diagrams.false
    for digit in reversed(digits):
        found = ~digit | found if (state & digit).satisfiable() else ~digit & found
    return game.allowed & found


def level(digits: Sequence[Diagram], state: Diagram, game: SymbolicGame) -> Diagram:
    """Give what is ranked as high as a state; what is not feasible is among it."""
    found = game.diagrams.true
    for digit in digits:
        found = found & (digit if (state & digit).satisfiable() else ~digit)
    return found


def extreme(states: Diagram, digits: Sequence[Diagram], *, greatest: bool) -> list[bool]:
    """Give the digits of the least or the greatest rank in a set."""
    found = []
    for digit in digits:
        part = states & (digit if greatest else ~digit)
        some = bool(part.satisfiable())
        states = part if some else states
        found.append(some == greatest)
    return found
