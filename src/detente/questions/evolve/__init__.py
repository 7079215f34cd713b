"""How do we get there from here?"""

from detente.questions.evolve.evolution import Evolution, Move, Path, Reach, evolve, reach

__all__ = [
    "Evolution",
    "Move",
    "Path",
    "Reach",
    "evolve",
    "reach",
]
