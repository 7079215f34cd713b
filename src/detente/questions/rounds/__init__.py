"""Which package would bargaining reach, how often, and who would hold it up?"""

from detente.questions.rounds.result import Rounds
from detente.questions.rounds.simulating import rounds

__all__ = [
    "Rounds",
    "rounds",
]
