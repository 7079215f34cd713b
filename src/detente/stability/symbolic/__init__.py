"""The classical concepts on decision diagrams."""

from detente.stability.symbolic.point import improvements, stays, undeterred
from detente.stability.symbolic.result import CARRIED, SECONDS, SymbolicStability, symbolic_stability

__all__ = [
    "CARRIED",
    "SECONDS",
    "SymbolicStability",
    "improvements",
    "stays",
    "symbolic_stability",
    "undeterred",
]
