"""What do rival accounts predict, and where do they part?"""

from detente.questions.compare.comparison import Claim, Comparison, compare

__all__ = [
    "Claim",
    "Comparison",
    "compare",
]
