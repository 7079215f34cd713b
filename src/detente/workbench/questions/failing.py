"""What an error says, as pages show it."""

from __future__ import annotations

from detente.conflict import ConflictFileError, DetenteError

MOST_PROBLEMS = 40


def failed(error: DetenteError) -> list[str]:
    """Give what an error says, one mistake a line."""
    if isinstance(error, ConflictFileError):
        return [str(p) for p in error.problems[:MOST_PROBLEMS]]
    return str(error).split("\n")
