"""Where does it lead through several phases, and what is left as soon as something changes?"""

from detente.questions.phases.following import Followed, Stop, follow
from detente.questions.phases.result import Phased, PhasedAccount, phases

__all__ = [
    "Followed",
    "Phased",
    "PhasedAccount",
    "Stop",
    "follow",
    "phases",
]
