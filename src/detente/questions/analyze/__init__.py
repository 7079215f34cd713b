"""What holds?"""

from detente.questions.analyze.analysis import Analysis, analyze
from detente.questions.analyze.large import (
    LargeAnalysis,
    LargeEvolution,
    SymbolicReach,
    analyze_large,
    evolve_large,
)

__all__ = [
    "Analysis",
    "LargeAnalysis",
    "LargeEvolution",
    "SymbolicReach",
    "analyze",
    "analyze_large",
    "evolve_large",
]
