"""What holds?"""

from detente.questions.analyze.analysis import Analysis, analyze

__all__ = [
    "Analysis",
    "analyze",
]
