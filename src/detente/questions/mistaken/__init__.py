"""Who is mistaken about whom, and what comes of it?"""

from detente.questions.mistaken.corrections import Correction
from detente.questions.mistaken.hypergame import Hypergame
from detente.questions.mistaken.own import Own
from detente.questions.mistaken.pieces import Piece
from detente.questions.mistaken.result import Mistaken, mistaken
from detente.questions.mistaken.surprises import Surprise

__all__ = [
    "Correction",
    "Hypergame",
    "Mistaken",
    "Own",
    "Piece",
    "Surprise",
    "mistaken",
]
