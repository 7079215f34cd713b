"""Which groups could leave a state together?"""

from detente.questions.coalitions.groups import Coalitions, coalitions
from detente.questions.coalitions.joint import JointMove

__all__ = ["Coalitions", "JointMove", "coalitions"]
