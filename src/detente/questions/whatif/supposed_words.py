"""What is supposed: as a clause, and in full."""

from __future__ import annotations

from detente.questions.whatif.answer import Supposed
from detente.wording import (
    Words,
)

TALKS = "diplomacy"


def clause(words: Words, found: Supposed) -> str:
    """Say in short what is supposed: ``if talks collapse``."""
    if found.collapse:
        return (
            "if talks collapse"
            if found.collapse == TALKS
            else f"if what is marked “{found.collapse}” is gone"
        )
    if len(found.fixed) == 1 and not found.preferred:
        [one] = found.fixed
        party, option = words.party(one.option.partition(".")[0]), words.short(one.option)
        return f"if {party} is bound to “{option}”" if one.taken else f"without {party}’s “{option}”"
    if len(found.preferred) == 1 and not found.fixed:
        return f"if {words.party(found.preferred[0].decision_maker)} puts another wish first"
    return "with these changes"


def supposed(words: Words, found: Supposed) -> str:
    """Say in full what is supposed."""
    parts = []
    if gone := [f.option for f in found.fixed if not f.taken]:
        parts.append(f"these options are gone: {words.taken(gone)}")
    if always := [f.option for f in found.fixed if f.taken]:
        parts.append(f"these are taken for good: {words.taken(always)}")
    for wish in found.preferred:
        that = words.condition(words.conflict.condition(wish.that, wish.decision_maker), wish.decision_maker)
        parts.append(f"{words.party(wish.decision_maker)} wants first of all {that}")
    return f"Suppose that {'; and that '.join(parts)}." if parts else "Nothing is changed."
