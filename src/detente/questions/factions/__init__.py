"""What could a divided party agree to at home?"""

from detente.questions.factions.takeovers import FactionsAnalysis, Takeover, factions
from detente.questions.factions.voting import Power, Voting, voting

__all__ = [
    "FactionsAnalysis",
    "Power",
    "Takeover",
    "Voting",
    "factions",
    "voting",
]
