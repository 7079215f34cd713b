"""Which change undo and redo are about: one's own last one whose place nobody else changed since."""

from __future__ import annotations

from detente.conflict.editing import Splice, between, rebased, reversed_splices
from detente.workbench.files.journal import Journal

MOST_SKIPPED = 20  # changes that are looked at for one that can be taken back


def step(journal: Journal, now: str, kind: str) -> tuple[int, tuple[Splice, ...] | None]:
    """Give the number of the change that undo, or redo, is about, and what does it.

    It is the last one whose place nobody else changed since; where there is none, the last one, which cannot be.
    -1 where there is nothing.
    """
    numbers = journal.stacks()[kind == "redo"]
    for number in numbers[: -MOST_SKIPPED - 1 : -1]:
        mine = journal.entries[number].splices
        if kind == "undo":
            splices = rebased(reversed_splices(mine), between(journal.text(number + 1), now))
        else:
            splices = rebased(mine, between(journal.text(number), now))
        if splices is not None:
            return number, splices
    return (numbers[-1] if numbers else -1), None


def said(journal: Journal, kind: str) -> str:
    """Say which change undo, or redo, is about; and which one it leaves."""
    numbers = journal.stacks()[kind == "redo"]
    number, _ = step(journal, journal.text(), kind)
    if number < 0:
        return ""
    label, last = journal.entries[number].label, journal.entries[numbers[-1]].label
    return label if number == numbers[-1] else f"{label} (not {last}: that place was changed again since)"
