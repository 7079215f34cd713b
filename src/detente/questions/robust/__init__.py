"""How far where it is heading holds against what is doubted."""

from detente.questions.robust.result import Draws, Robustness, robust

__all__ = ["Draws", "Robustness", "robust"]
