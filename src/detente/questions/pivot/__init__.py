"""Who can tip it, and by wanting what?"""

from detente.questions.pivot.edits import Edit
from detente.questions.pivot.goal import Pivot, goal_states, pivot
from detente.questions.pivot.orders import Swap
from detente.questions.pivot.pivotal import Pivotal, pivotal
from detente.questions.pivot.rankings import Rankings
from detente.questions.pivot.search import Obstacle, Turn

__all__ = [
    "Edit",
    "Obstacle",
    "Pivot",
    "Pivotal",
    "Rankings",
    "Swap",
    "Turn",
    "goal_states",
    "pivot",
    "pivotal",
]
