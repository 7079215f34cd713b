"""Would a declining side rather fight now than keep a peace during which power shifts?"""

from detente.questions.commit.result import Commitment, commit
from detente.questions.commit.thresholds import JudgedShift

__all__ = [
    "Commitment",
    "JudgedShift",
    "commit",
]
