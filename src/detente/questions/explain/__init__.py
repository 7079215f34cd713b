"""Why does a state hold, or not?"""

from detente.questions.explain.explanation import Explanation, Witness, explain
from detente.questions.explain.reasons import Reason, reason
from detente.questions.explain.result import Explained, explain_state

__all__ = [
    "Explained",
    "Explanation",
    "Reason",
    "Witness",
    "explain",
    "explain_state",
    "reason",
]
