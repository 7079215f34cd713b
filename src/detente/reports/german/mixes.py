"""What the mixes of accounts show, in German: whose reading decides, and about whom an account has to be right."""

from __future__ import annotations

from collections.abc import Iterable

from detente.questions.compare.answer import CompareAnswer
from detente.questions.compare.mixes_answer import InfluenceFact, MixedOutcome, MixedSight
from detente.questions.compare.tables import SETTING
from detente.questions.compare.weighing import by_share, main_sight, rare
from detente.wording.german.accounts import quoted
from detente.wording.german.outcomes import towards
from detente.wording.german.texts import listed, quantity, spelled
from detente.wording.texts import fitting
from detente.wording.voice import Voice


def decisive(answer: CompareAnswer, voice: Voice) -> list[str]:
    """Say whose reading decides, and about whom an account has to be right: beside a picture of where each leads."""
    if answer.mixes is None:  # of one account there are none
        return []
    return [t for t in (influence(answer, voice), rarest(answer, voice)) if t]


def part_name(answer: CompareAnswer, part: str, voice: Voice) -> str:
    """Name what is read differently: a party, or the rules and the start; it stands behind "von" and "über"."""
    if part == SETTING:
        return "den Regeln" if answer.same_start else "den Regeln oder dem Stand von heute"
    return voice.words().party(part)


def parts_named(answer: CompareAnswer, parts: Iterable[str], voice: Voice, joint: str = "und") -> str:
    """Name several."""
    return listed([part_name(answer, p, voice) for p in parts], joint)


def looking(answer: CompareAnswer, seen: MixedSight) -> str:
    """Begin a sentence with the way of looking, where it matters."""
    assert answer.mixes is not None
    if answer.mixes.same:
        return ""
    return "Vorausschauend: " if seen.sight == "ahead" else "Nicht vorausschauend: "


def influence(answer: CompareAnswer, voice: Voice) -> str:
    """Say whose reading decides, or in how many mixes of the others it matters, and whose does not."""
    seen = main_sight(answer)
    begin = looking(answer, seen)
    if len(seen.outcomes) == 1:
        return f"{begin}Gleich, welche Lesart bei wem stimmt, es führt zum selben Ergebnis."
    if len(seen.influences) == 1:
        only = parts_named(answer, [i.part for i in seen.influences], voice)
        rest = "in allem anderen kommen sie zum selben Ergebnis"
        return f"{begin}Es entscheidet, welche Lesart bei {only} stimmt; {rest}."
    if len(seen.deciding) == 1:
        [parts] = seen.deciding
        whose = parts_named(answer, parts, voice)
        return f"{begin}Es entscheidet, welche Lesart bei {whose} stimmt, gleich, was für die übrigen gilt."
    (first, *others), idle = by_share(seen)
    whose = part_name(answer, first.part, voice)
    mixes = f"{times(first)} Mischungen anderer Einschätzungen"
    lead = f"{begin}Eine andere Einschätzung von {whose} ändert den Ausgang in {mixes}"
    more = [f"{_also(answer, i.part, voice)} in {weight(i, first)}" for i in others]
    rest = f"; {', '.join(more)}" if more else ""
    never = f"; {listed([_also(answer, i.part, voice) for i in idle], 'oder')} nie" if idle else ""
    return fitting(*(f"{t}." for t in (lead + rest + never, lead + rest, lead)))


def _also(answer: CompareAnswer, part: str, voice: Voice) -> str:
    """Name another part behind the first one, for which "von" stands already."""
    told = part_name(answer, part, voice)
    return f"von {told}" if part == SETTING else told


def times(one: InfluenceFact) -> str:
    """Say in how many of its contexts a reading changes the outcome."""
    if one.changes < one.contexts:
        return f"{one.changes} von {one.contexts}"
    return "beiden" if one.contexts == 2 else f"allen {one.contexts}"


def weight(one: InfluenceFact, first: InfluenceFact) -> str:
    """Say the same of another, in short where it has as many contexts as the first."""
    return str(one.changes) if one.contexts == first.contexts else f"{one.changes} von {one.contexts}"


def rarest(answer: CompareAnswer, voice: Voice) -> str:
    """Say of the account whose outcome the fewest mixes lead to about whom it has to be right."""
    found = rare(answer)
    if found is None:
        return drawn_told(answer)
    assert answer.mixes is not None
    least, begin = found.outcome, looking(answer, found.seen)
    short = f"{least.count} von {quantity(answer.mixes.fitting)} Mischungen"
    whole = f"{short} der Lesarten"
    first, rest = _comes(answer, least, voice)
    in_whole = f"{begin}{first} {rest} in {whole}."
    if not found.whose:
        return in_whole
    about = (
        f"allen {spelled(len(found.whose))}" if found.about_all else parts_named(answer, found.whose, voice)
    )
    accounts = quoted(least.needs[0].accounts, "oder")
    needs = f"{begin}{first} nur dann {rest}, wenn {accounts} bei {about} richtig liegt"
    return fitting(
        f"{needs} ({whole}; gezählt, keine Wahrscheinlichkeit).",
        f"{needs} ({short}; gezählt, keine Wahrscheinlichkeit).",
        f"{needs} ({whole}).",
        in_whole,
    )


def _comes(answer: CompareAnswer, least: MixedOutcome, voice: Voice) -> tuple[str, str]:
    """Say that an outcome comes about: in two parts, between which "nur dann" can stand."""
    states = [answer.states[s] for s in least.states]
    if not states:
        return "Die Seiten kommen", "nicht zur Ruhe"
    if all(voice.is_today(s) for s in states):
        return "Die heutige Lage hat", "Bestand"
    return "Es kommt", outcome_named(answer, least, voice)


def outcome_named(answer: CompareAnswer, outcome: MixedOutcome, voice: Voice) -> str:
    """Say to which set of outcomes: by letters where all have one."""
    states = [answer.states[s] for s in outcome.states]
    if all(s.id in voice.outcomes for s in states):
        return towards(states, voice)
    return f"zum Ausgang von „{outcome.accounts[0]}“" if outcome.accounts else "zu einem anderen Ausgang"


def drawn_told(answer: CompareAnswer) -> str:
    """Say that not all mixes were tried."""
    mixes = answer.mixes
    assert mixes is not None
    if not mixes.drawn:
        return ""
    return f"Von {quantity(int(mixes.total))} Mischungen wurden {quantity(mixes.tried)} gezogen und geprüft."
