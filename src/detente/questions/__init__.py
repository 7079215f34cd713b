"""The questions that an analyst asks of a game, one module each."""

from detente.questions.analyze import Analysis, analyze
from detente.questions.compare import Claim, Comparison, compare
from detente.questions.evolve import Evolution, Move, Path, Reach, evolve, reach
from detente.questions.explain import Answer, Explanation, Reason, explain, reason

__all__ = [
    "Analysis",
    "Answer",
    "Claim",
    "Comparison",
    "Evolution",
    "Explanation",
    "Move",
    "Path",
    "Reach",
    "Reason",
    "analyze",
    "compare",
    "evolve",
    "explain",
    "reach",
    "reason",
]
