"""Why does a state hold, or not?"""

from detente.questions.explain.explanation import Answer, Explanation, Reason, explain, reason
from detente.questions.explain.point import LargeExplanation, explain_large

__all__ = [
    "Answer",
    "Explanation",
    "LargeExplanation",
    "Reason",
    "explain",
    "explain_large",
    "reason",
]
