"""What is supposed: as a clause, and in full."""

from __future__ import annotations

from detente.questions.whatif.answer import Supposed
from detente.wording import Words, listed, spelled, verb

TALKS = "diplomacy"
MOST_NAMED = 2  # options of a kind that a question names


def asked(words: Words, found: Supposed) -> str:
    """Ask what would follow: ``What if talks collapse?``."""
    if found.collapse:
        return f"What {clause(words, found)}?"
    parts = []
    for options, what in ((_gone(found), "gone"), (_always(found), "taken for good")):
        if options:
            be = verb(len(options), "is", "are")
            parts.append(f"{_options(words, options)} {be} {what}")
    if found.preferred:
        makers = list(dict.fromkeys(wish.decision_maker for wish in found.preferred))
        parts.append(f"{words.parties(makers)} {verb(len(makers), 'puts', 'put')} another wish first")
    return f"What if {listed(parts)}?" if parts else "What if nothing is changed?"


def _options(words: Words, options: list[str]) -> str:
    if len(options) > MOST_NAMED:
        return f"{spelled(len(options))} options"
    return listed([f"“{words.short(o)}” ({words.party(o.partition('.')[0])})" for o in options])


def _gone(found: Supposed) -> list[str]:
    return [f.option for f in found.fixed if not f.taken]


def _always(found: Supposed) -> list[str]:
    return [f.option for f in found.fixed if f.taken]


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
    if gone := _gone(found):
        parts.append(f"these options are gone: {words.taken(gone)}")
    if always := _always(found):
        parts.append(f"these are taken for good: {words.taken(always)}")
    for wish in found.preferred:
        that = words.condition(words.conflict.condition(wish.that, wish.decision_maker), wish.decision_maker)
        parts.append(f"{words.party(wish.decision_maker)} wants first of all {that}")
    return f"Suppose that {'; and that '.join(parts)}." if parts else "Nothing is changed."
