"""How do we get there from here?"""

from detente.questions.evolve.carried import Move, Path
from detente.questions.evolve.evolution import Evolution, evolve
from detente.questions.evolve.reaching import Reach, reach
from detente.questions.evolve.symbolic import SymbolicReach, symbolic_reach

__all__ = [
    "Evolution",
    "Move",
    "Path",
    "Reach",
    "SymbolicReach",
    "evolve",
    "reach",
    "symbolic_reach",
]
