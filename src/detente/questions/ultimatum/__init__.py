"""Is this ultimatum credible, and does it deter?"""

from detente.questions.ultimatum.brinkmanship import GameTree, game_tree
from detente.questions.ultimatum.judging import Execution, Judged, Judgement, Reversal, Shift, ultimatum
from detente.questions.ultimatum.sanctions import Sanction, Sanctions, sanctions

__all__ = [
    "Execution",
    "GameTree",
    "Judged",
    "Judgement",
    "Reversal",
    "Sanction",
    "Sanctions",
    "Shift",
    "game_tree",
    "sanctions",
    "ultimatum",
]
