"""The symbolic carrier: conflicts too large to list every state, as binary decision diagrams."""

from detente.game.symbolic.build import build_symbolic, count_feasible, groups, reasons_against
from detente.game.symbolic.diagrams import (
    MOST_NODES,
    Clock,
    Diagram,
    Diagrams,
    LimitError,
    conjunction,
    installed,
    limited,
)
from detente.game.symbolic.game import SymbolicGame
from detente.game.symbolic.improving import Improvements
from detente.game.symbolic.moves import OneWay, SymbolicMoves, least_after
from detente.game.symbolic.order import force
from detente.game.symbolic.sets import StateSet

symbolic_game = build_symbolic  # as the package calls it from outside

__all__ = [
    "MOST_NODES",
    "Clock",
    "Diagram",
    "Diagrams",
    "Improvements",
    "LimitError",
    "OneWay",
    "StateSet",
    "SymbolicGame",
    "SymbolicMoves",
    "build_symbolic",
    "conjunction",
    "count_feasible",
    "force",
    "groups",
    "installed",
    "least_after",
    "limited",
    "reasons_against",
    "symbolic_game",
]
