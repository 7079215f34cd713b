"""How far where it is heading holds against what is doubted."""

from detente.questions.robust.asking import robust
from detente.questions.robust.estimating import Draws
from detente.questions.robust.result import Robustness

__all__ = ["Draws", "Robustness", "robust"]
