"""Who can tip it, and what would it take: as typed facts."""

from __future__ import annotations

from detente.questions.pivot.goal import Pivot
from detente.questions.pivot.goal_answer import GoalAnswer, goal_answer
from detente.questions.pivot.pivotal import Pivotal
from detente.questions.pivot.pivotal_answer import PivotalAnswer, pivotal_answer


def answer(found: Pivot | Pivotal) -> GoalAnswer | PivotalAnswer:
    """Give the facts of a result."""
    return goal_answer(found) if isinstance(found, Pivot) else pivotal_answer(found)
