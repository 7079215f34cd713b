"""The game: feasible states, moves, ranks. Arrays here, and no prose but in errors."""

from detente.game.arcs import Arcs
from detente.game.arrays import Bools, Ints, narrow
from detente.game.broken import broken_rule
from detente.game.build import build_game
from detente.game.carried import CarriedGame, Compared, Key, Keys, ManyStates
from detente.game.feasible import feasible_states
from detente.game.fibres import Fibres
from detente.game.game import Game, improving_successors
from detente.game.joined import joined
from detente.game.listed import ListedStates
from detente.game.lookup import UnknownStateError
from detente.game.moves import Moves, Step, highest
from detente.game.pattern import Pattern, pattern_of
from detente.game.relations import UNKNOWN, OpenRanks, Relation, needs_ranks
from detente.game.state import State, option_columns
from detente.game.states import States
from detente.game.tabular import Row, Tabular
from detente.game.threads import each

__all__ = [
    "UNKNOWN",
    "Arcs",
    "Bools",
    "CarriedGame",
    "Compared",
    "Fibres",
    "Game",
    "Ints",
    "Key",
    "Keys",
    "ListedStates",
    "ManyStates",
    "Moves",
    "OpenRanks",
    "Pattern",
    "Relation",
    "Row",
    "State",
    "States",
    "Step",
    "Tabular",
    "UnknownStateError",
    "broken_rule",
    "build_game",
    "each",
    "feasible_states",
    "highest",
    "improving_successors",
    "joined",
    "narrow",
    "needs_ranks",
    "option_columns",
    "pattern_of",
]
