"""The questions that an analyst asks of a game, one module each."""

from detente.questions.analyze import Analysis, analyze
from detente.questions.coalitions import Coalitions, JointMove, coalitions
from detente.questions.compare import Claim, Comparison, compare
from detente.questions.evolve import Evolution, Move, Path, Reach, evolve, reach
from detente.questions.explain import Answer, Explanation, Reason, explain, reason
from detente.questions.factions import FactionsAnalysis, Takeover, factions
from detente.questions.pivot import Pivot, Turn, goal_states, pivot
from detente.questions.pivotal import Pivotal, pivotal
from detente.questions.rankings import Rankings
from detente.questions.voting import Power, Voting, voting
from detente.questions.whatif import Change, WhatIf, change, whatif

__all__ = [
    "Analysis",
    "Answer",
    "Change",
    "Claim",
    "Coalitions",
    "Comparison",
    "Evolution",
    "Explanation",
    "FactionsAnalysis",
    "JointMove",
    "Move",
    "Path",
    "Pivot",
    "Pivotal",
    "Power",
    "Rankings",
    "Reach",
    "Reason",
    "Takeover",
    "Turn",
    "Voting",
    "WhatIf",
    "analyze",
    "change",
    "coalitions",
    "compare",
    "evolve",
    "explain",
    "factions",
    "goal_states",
    "pivot",
    "pivotal",
    "reach",
    "reason",
    "voting",
    "whatif",
]
