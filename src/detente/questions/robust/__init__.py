"""How far where it is heading holds against what is doubted."""

from detente.questions.robust.result import Robustness, robust

__all__ = ["Robustness", "robust"]
