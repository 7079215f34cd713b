"""Is something better for everybody?"""

from detente.questions.better.result import Better
from detente.questions.better.search import better

__all__ = [
    "Better",
    "better",
]
