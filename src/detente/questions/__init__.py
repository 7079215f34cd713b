"""The questions that an analyst asks of a game, one module each."""

from detente.questions.analyze import Analysis, analyze
from detente.questions.brinkmanship import GameTree, game_tree
from detente.questions.coalitions import Coalitions, JointMove, coalitions
from detente.questions.compare import Claim, Comparison, compare
from detente.questions.edits import Edit
from detente.questions.equilibria import Equilibria, equilibria
from detente.questions.evolve import Evolution, Move, Path, Reach, evolve, reach
from detente.questions.explain import Answer, Explanation, Reason, explain, reason
from detente.questions.factions import FactionsAnalysis, Takeover, factions
from detente.questions.large import LargeAnalysis, LargeEvolution, SymbolicReach, analyze_large, evolve_large
from detente.questions.orders import Swap
from detente.questions.pivot import Pivot, goal_states, pivot
from detente.questions.pivotal import Pivotal, pivotal
from detente.questions.point import LargeExplanation, explain_large
from detente.questions.rankings import Rankings
from detente.questions.sanctions import Sanction, Sanctions, sanctions
from detente.questions.search import Obstacle, Turn
from detente.questions.ultimatum import Execution, Judged, Judgement, Reversal, Shift, ultimatum
from detente.questions.voting import Power, Voting, voting
from detente.questions.whatif import Change, WhatIf, change, whatif

__all__ = [
    "Analysis",
    "Answer",
    "Change",
    "Claim",
    "Coalitions",
    "Comparison",
    "Edit",
    "Equilibria",
    "Evolution",
    "Execution",
    "Explanation",
    "FactionsAnalysis",
    "GameTree",
    "JointMove",
    "Judged",
    "Judgement",
    "LargeAnalysis",
    "LargeEvolution",
    "LargeExplanation",
    "Move",
    "Obstacle",
    "Path",
    "Pivot",
    "Pivotal",
    "Power",
    "Rankings",
    "Reach",
    "Reason",
    "Reversal",
    "Sanction",
    "Sanctions",
    "Shift",
    "Swap",
    "SymbolicReach",
    "Takeover",
    "Turn",
    "Voting",
    "WhatIf",
    "analyze",
    "analyze_large",
    "change",
    "coalitions",
    "compare",
    "equilibria",
    "evolve",
    "evolve_large",
    "explain",
    "explain_large",
    "factions",
    "game_tree",
    "goal_states",
    "pivot",
    "pivotal",
    "reach",
    "reason",
    "sanctions",
    "ultimatum",
    "voting",
    "whatif",
]
