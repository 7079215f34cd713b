"""Is that how it went? The accounts against the record."""

from detente.questions.replay.result import Replay, Replayed, replay
from detente.questions.replay.steps import ReplayedEvent

__all__ = [
    "Replay",
    "Replayed",
    "ReplayedEvent",
    "replay",
]
