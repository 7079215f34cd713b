"""What do the equilibria have in common?"""

from detente.questions.equilibria.listing import Equilibria, ListedStates, ManyStates, equilibria

__all__ = [
    "Equilibria",
    "ListedStates",
    "ManyStates",
    "equilibria",
]
