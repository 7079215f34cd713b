"""What the mixes of accounts show, in sentences: whose reading decides, and about whom an account has to be right."""

from __future__ import annotations

from detente.questions.compare.answer import CompareAnswer
from detente.questions.compare.mixes_answer import InfluenceFact, MixedOutcome, MixedSight
from detente.questions.compare.tables import part_name, parts_named
from detente.questions.compare.weighing import by_share, main_sight, rare
from detente.wording import (
    TODAY,
    Voice,
    capital,
    fitting,
    quantity,
    spelled,
)
from detente.wording.accounts import quoted


def decisive(answer: CompareAnswer, voice: Voice) -> list[str]:
    """Say whose reading decides, and about whom an account has to be right: beside a picture of where each leads."""
    if answer.mixes is None:  # of one account there are none
        return []
    return [t for t in (influence(answer, voice), rarest(answer, voice)) if t]


def looking(answer: CompareAnswer, seen: MixedSight) -> str:
    """Begin a sentence with the way of looking, where it matters."""
    assert answer.mixes is not None
    if answer.mixes.same:
        return ""
    return "looking ahead, " if seen.sight == "ahead" else "not looking ahead, "


def influence(answer: CompareAnswer, voice: Voice) -> str:
    """Say whose reading decides, or in how many mixes of the others it matters, and whose does not."""
    seen = main_sight(answer)
    begin = looking(answer, seen)
    if len(seen.outcomes) == 1:
        return capital(f"{begin}whoever is right about whom, it leads to the same.")
    if len(seen.influences) == 1:
        only = part_name(answer, seen.influences[0].part, voice)
        return capital(
            f"{begin}whose account is right about {only} decides; on all else they come to the same."
        )
    if len(seen.deciding) == 1:
        parts = seen.deciding[0]
        whose = parts_named(answer, parts, voice)
        return capital(f"{begin}whose account is right about {whose} decides, whatever is true of the rest.")
    (first, *others), idle = by_share(seen)
    whose = part_name(answer, first.part, voice)
    lead = f"{begin}another reading of {whose} changes the outcome in {times(first)} mixes of other readings"
    more = [f"{part_name(answer, i.part, voice)} in {weight(i, first)}" for i in others]
    rest = f"; {', '.join(more)}" if more else ""
    never = f"; {parts_named(answer, [i.part for i in idle], voice, 'or')} never" if idle else ""
    return fitting(*(capital(f"{t}.") for t in (lead + rest + never, lead + rest, lead)))


def times(one: InfluenceFact) -> str:
    """Say in how many of its contexts a reading changes the outcome."""
    if one.changes < one.contexts:
        return f"{one.changes} of {one.contexts}"
    return "both" if one.contexts == 2 else f"all {one.contexts}"


def weight(one: InfluenceFact, first: InfluenceFact) -> str:
    """Say the same of another, in short where it has as many contexts as the first."""
    return str(one.changes) if one.contexts == first.contexts else f"{one.changes} of {one.contexts}"


def rarest(answer: CompareAnswer, voice: Voice) -> str:
    """Say of the account whose outcome the fewest mixes lead to about whom it has to be right."""
    found = rare(answer)
    if found is None:
        return drawn_told(answer)
    assert answer.mixes is not None
    least = found.outcome
    outcome = outcome_named(answer, least, voice) if least.states else ""
    short = f"{least.count} of {quantity(answer.mixes.fitting)} mixes"
    whole = f"{short} of accounts"
    comes = "holds" if outcome == TODAY else "comes about"
    happens = f"{outcome} {comes}" if least.states else "the sides come to no rest"
    lead = f"{looking(answer, found.seen)}{happens}"
    in_whole = capital(f"{lead} in {whole}.")
    if not found.whose:
        return in_whole
    about = f"all {spelled(len(found.whose))}" if found.about_all else parts_named(answer, found.whose, voice)
    needs = capital(f"{lead} only if {quoted(least.needs[0].accounts, 'or')} is right about {about}")
    return fitting(
        f"{needs} ({whole}; a count, not a chance).",
        f"{needs} ({short}; a count, not a chance).",
        f"{needs} ({whole}).",
        in_whole,
    )


def outcome_named(answer: CompareAnswer, outcome: MixedOutcome, voice: Voice) -> str:
    """Refer to a set of outcomes: by letters where all have one."""
    states = [answer.states[s] for s in outcome.states]
    if all(s.id in voice.outcomes for s in states):
        return voice.letters(states)
    return f"what “{outcome.accounts[0]}” predicts" if outcome.accounts else "another outcome"


def drawn_told(answer: CompareAnswer) -> str:
    """Say that not all mixes were tried."""
    mixes = answer.mixes
    assert mixes is not None
    if not mixes.drawn:
        return ""
    return f"Of {quantity(int(mixes.total))} mixes {mixes.tried:,} were drawn and tried."
