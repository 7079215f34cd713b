"""The game: feasible states, moves, ranks. Arrays here, prose nowhere."""

from detente.game.build import build_game
from detente.game.game import Game, UnknownStateError, improving_successors
from detente.game.moves import Arcs, Bools, Fibres, Ints, Moves, Step, highest
from detente.game.states import State, States, feasible_states
from detente.game.tabular import Row, Tabular

__all__ = [
    "Arcs",
    "Bools",
    "Fibres",
    "Game",
    "Ints",
    "Moves",
    "Row",
    "State",
    "States",
    "Step",
    "Tabular",
    "UnknownStateError",
    "build_game",
    "feasible_states",
    "highest",
    "improving_successors",
]
