"""What a decision maker wants, in the four forms in which a file says it: a type each, with the same properties.

A fifth keeps one of them confidential (`Sealed`).

Every form tells its `claims`, its `statements` (none where it has no such), the `conditions` that it names, whether it
is `stated` (made of statements), `graded` (something is preferred much more), `open` (something is unknown),
`of_states` (an order of states) and `ranked` (every state has a place); which statement is `telling` two states apart;
and what it becomes `with_first` something before everything else, or `keeping` some of the states it lists.
"""

from __future__ import annotations

from detente.conflict.preferences.partial import Partial
from detente.conflict.preferences.ranking import Ranking
from detente.conflict.preferences.sealed import Open, Sealed, opened
from detente.conflict.preferences.statements import Prioritised, Statement
from detente.conflict.preferences.weights import Weights

Preferences = Open | Sealed


def graded(preference: Preferences) -> bool:
    """Tell whether a preference says of something that it is preferred much more."""
    return preference.graded


def left_open(preference: Preferences) -> bool:
    """Tell whether a preference says of something that it is unknown."""
    return preference.open


__all__ = [
    "Open",
    "Partial",
    "Preferences",
    "Prioritised",
    "Ranking",
    "Sealed",
    "Statement",
    "Weights",
    "graded",
    "left_open",
    "opened",
]
