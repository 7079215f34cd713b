"""Is something better for everybody?"""

from detente.questions.better.result import Better, Closing, Deal, Improved, Spoiler, Stage
from detente.questions.better.search import better

__all__ = [
    "Better",
    "Closing",
    "Deal",
    "Improved",
    "Spoiler",
    "Stage",
    "better",
]
