"""Is this ultimatum credible, and does it deter?"""

from detente.questions.ultimatum.brinkmanship import GameTree, game_tree
from detente.questions.ultimatum.judging import Execution, Judged, Judgement, Shift, ultimatum
from detente.questions.ultimatum.keeping import Breach, Keeping, Punishment, Situation, keeping
from detente.questions.ultimatum.sanctions import Sanction, Sanctions, sanctions
from detente.questions.ultimatum.turning import Reversal

__all__ = [
    "Breach",
    "Execution",
    "GameTree",
    "Judged",
    "Judgement",
    "Keeping",
    "Punishment",
    "Reversal",
    "Sanction",
    "Sanctions",
    "Shift",
    "Situation",
    "game_tree",
    "keeping",
    "sanctions",
    "ultimatum",
]
