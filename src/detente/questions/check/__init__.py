"""Is the file sound, and what in it has no source or no use?"""

from detente.questions.check.checking import check
from detente.questions.check.result import Check

__all__ = ["Check", "check"]
