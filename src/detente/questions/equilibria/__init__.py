"""What do the equilibria have in common?"""

from detente.questions.equilibria.listing import Drawn, Equilibria, ListedStates, ManyStates, equilibria

__all__ = [
    "Drawn",
    "Equilibria",
    "ListedStates",
    "ManyStates",
    "equilibria",
]
