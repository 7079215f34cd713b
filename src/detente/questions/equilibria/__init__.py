"""What do the equilibria have in common?"""

from detente.game import ListedStates, ManyStates
from detente.questions.equilibria.listing import Drawn, Equilibria, equilibria

__all__ = [
    "Drawn",
    "Equilibria",
    "ListedStates",
    "ManyStates",
    "equilibria",
]
