"""What do rival accounts predict, and where do they part?"""

from detente.questions.compare.comparison import Claim, Comparison, compare
from detente.questions.compare.mixes_result import Mixes

__all__ = [
    "Claim",
    "Comparison",
    "Mixes",
    "compare",
]
