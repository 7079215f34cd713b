"""What do rival accounts predict, and where do they part?"""

from detente.questions.compare.comparison import Claim, Comparison, compare
from detente.questions.compare.mixes import SETTING, Influence, Misfit, Mixes, Outcome, Part, Seen

__all__ = [
    "SETTING",
    "Claim",
    "Comparison",
    "Influence",
    "Misfit",
    "Mixes",
    "Outcome",
    "Part",
    "Seen",
    "compare",
]
