"""What is not there yet in a file that somebody has just begun, so that pages can invite to write it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.conflict import Problem
from detente.conflict.editing import Plain
from detente.workbench.pages.views import Shape

_BEGUN = frozenset({"decision_makers", "options", "preferences"})  # what a file that is begun may lack
_ELSEWHERE = ("confidential", "factions", "wishes")  # keys under which somebody may want something, too


def invitation(problems: Sequence[Problem], shape: Shape) -> str:
    """Say what is to be written next: ``parties``, ``options`` or ``wishes``; empty where a file has all of them.

    It is empty, too, where the file has a mistake of another kind: that is to be seen first.
    """
    if shape.fault or "terms" in shape.root or not all(p.lacks in _BEGUN for p in problems):
        return ""
    if not shape.parties:
        return "parties"
    if not any(party.rows for party in shape.parties) and "moves" not in shape.root:
        return "options"
    return "wishes" if problems or not _wanted(shape.root) else ""


def _wanted(root: Plain) -> bool:
    """Tell whether anybody wants anything, by any account."""
    accounts = root.get("perspectives") if isinstance(root, dict) else None
    said: list[Any] = [root, *(accounts.values() if isinstance(accounts, dict) else ())]
    for body in said:
        if not isinstance(body, dict):
            continue
        wishes = body.get("preferences")
        if any(key in body for key in _ELSEWHERE):
            return True
        if isinstance(wishes, dict) and any(value not in (None, "", [], {}) for value in wishes.values()):
            return True
    return False
