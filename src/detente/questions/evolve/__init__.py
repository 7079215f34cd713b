"""How do we get there from here?"""

from detente.questions.evolve.evolution import Evolution, Move, Path, Reach, evolve, reach
from detente.questions.evolve.large import LargeEvolution, SymbolicReach, evolve_large, symbolic_reach

__all__ = [
    "Evolution",
    "LargeEvolution",
    "Move",
    "Path",
    "Reach",
    "SymbolicReach",
    "evolve",
    "evolve_large",
    "reach",
    "symbolic_reach",
]
