"""Which groups could leave a state together?"""

from detente.questions.coalitions.groups import Coalitions, JointMove, coalitions

__all__ = [
    "Coalitions",
    "JointMove",
    "coalitions",
]
