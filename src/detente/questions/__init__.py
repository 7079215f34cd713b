"""The questions that an analyst asks of a game, one module each."""

from detente.questions.analyze import Analysis, analyze
from detente.questions.compare import Claim, Comparison, compare
from detente.questions.evolve import Evolution, Move, Path, Reach, evolve, reach
from detente.questions.explain import Answer, Explanation, Reason, explain, reason
from detente.questions.factions import FactionsAnalysis, Takeover, factions
from detente.questions.voting import Power, Voting, voting
from detente.questions.whatif import Change, WhatIf, change, whatif

__all__ = [
    "Analysis",
    "Answer",
    "Change",
    "Claim",
    "Comparison",
    "Evolution",
    "Explanation",
    "FactionsAnalysis",
    "Move",
    "Path",
    "Power",
    "Reach",
    "Reason",
    "Takeover",
    "Voting",
    "WhatIf",
    "analyze",
    "change",
    "compare",
    "evolve",
    "explain",
    "factions",
    "reach",
    "reason",
    "voting",
    "whatif",
]
