"""Which states are feasible?"""

from detente.questions.states.listing import Chosen, states

__all__ = ["Chosen", "states"]
