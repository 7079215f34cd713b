"""Which questions the brief and the report ask, in which order, and which of their lines get room.

They are commands like the questions of the registry, and stand above these: they ask them all.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.questions.question import Question

REGISTRY: dict[str, str] = {
    "brief": "one page: where it is heading, for whom that is good, what could change it",
    "report": "the brief, then every question answered",
}


def find(name: str) -> Question:
    """Load the brief or the report as a question."""
    found: Question = importlib.import_module("detente.reports.command").__dict__[name.upper()]
    return found


__all__ = ["REGISTRY", "find"]
