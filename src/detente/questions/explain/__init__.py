"""Why does a state hold, or not?"""

from detente.questions.explain.explanation import Explanation, Reason, Witness, explain, reason
from detente.questions.explain.point import LargeExplanation, explain_large
from detente.questions.explain.result import Explained, explain_state

__all__ = [
    "Explained",
    "Explanation",
    "LargeExplanation",
    "Reason",
    "Witness",
    "explain",
    "explain_large",
    "explain_state",
    "reason",
]
