"""The classical concepts on decision diagrams."""

from detente.stability.symbolic.point import improvements, undeterred
from detente.stability.symbolic.result import SECONDS, SymbolicStability, symbolic_stability

__all__ = ["SECONDS", "SymbolicStability", "improvements", "symbolic_stability", "undeterred"]
