"""Who would leave a state and who would stay, in one clause: looking ahead, and not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.answers import StateValue
from detente.conflict import STRENGTHS, find_concept, in_reading_order
from detente.questions.explain.answer import ExplainAnswer
from detente.wording import (
    Voice,
    Words,
    count,
    spelled,
)

MOST_NAMED = 4  # parties by name in a headline
LONGEST_TITLE = 8  # words of a title that fits into a headline


@dataclass(frozen=True, slots=True)
class Who:
    """Who would leave a state in one way of looking at it; `perhaps`: that hangs on what is unknown."""

    leave: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    stay: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What the headline speaks of: not looking ahead, and looking ahead under `base`; None where it was not asked.

    `other` is a further concept that was asked for and under which it is otherwise than under `base`, with who leaves.
    """

    near: Who | None
    ahead: Who | None
    base: str = ""
    other: tuple[str, Who] | None = None


def who(answer: ExplainAnswer, keys: Iterable[str]) -> Who:
    """Tell who leaves under all of some concepts (the extensions of one), who under some, who under none."""
    wanted = set(keys)
    stable: dict[str, list[bool]] = {}
    for v in answer.verdicts:
        if v.concept in wanted:
            stable.setdefault(v.decision_maker, []).append(v.stable)
    leave = tuple(dm for dm, s in stable.items() if not any(s))
    perhaps = tuple(dm for dm, s in stable.items() if any(s) and not all(s))
    if all(find_concept(k).leaves_for_unknown for k in wanted):  # it may be no gain that they leave for
        leave, perhaps = (), leave + perhaps
    return Who(leave, perhaps, tuple(dm for dm, s in stable.items() if all(s)))


def read(answer: ExplainAnswer) -> Reading:
    """Choose what the headline speaks of: Nash; and SEQ, or else the first other concept that was asked for."""
    families: dict[str, list[str]] = {}
    for key in in_reading_order({v.concept for v in answer.verdicts}):
        concept = find_concept(key)
        family = key if concept.variant in ("strong", "weak") else concept.base
        families.setdefault(family, []).append(key)
    near = who(answer, families["nash"]) if "nash" in families else None
    others = [f for f in families if f != "nash"]
    base = "seq" if "seq" in families else others[0] if others else ""
    ahead = who(answer, families[base]) if base else None
    further = ((f, who(answer, families[f])) for f in others if find_concept(f).variant not in STRENGTHS)
    other = None if near is not None else next((o for o in further if o[1] != ahead), None)
    return Reading(near, ahead, base, other)


def place(voice: Voice, state: StateValue) -> str:
    """Name the state inside a sentence: ``today's situation``, ``outcome B (talks; no support)``."""
    if voice.is_today(state):
        return "today's situation"
    title = voice.title(state)
    short = f" ({title})" if len(title.split()) <= LONGEST_TITLE else ""
    letter = voice.letter(state)
    return f"the outcome “{title}”" if letter == title else f"outcome {letter}{short}"


def ahead_of(base: str) -> str:
    """Say in which way the sides look ahead under a concept, as the beginning of a clause."""
    concept = find_concept(base)
    traits = concept.traits
    if traits.far == "endless":
        return "looking ahead without end"
    if traits.far == "horizon":
        return f"looking {count(concept.horizon, 'move')} ahead"
    if traits.pays == "no":
        return "fearing any answer it could not escape" if traits.escape else "fearing any answer"
    if traits.at_once:
        return f"looking {'ahead and ' if traits.far == 'answer' else ''}to moves at the same time"
    return "looking ahead to its own reaction" if traits.escape else "looking ahead"


def leavers(words: Words, found: Who, where: str) -> str:
    """Say who would leave: ``Russia would leave ... and Ukraine may``; ``nobody would leave ...``."""
    if found.leave:
        may = f", and {parties(words, found.perhaps)} may" if found.perhaps else ""
        return f"{parties(words, found.leave)} would leave {where}{may}"
    if found.perhaps:
        return f"{parties(words, found.perhaps)} may leave {where}"
    return f"nobody would leave {where}"


def parties(words: Words, dms: Sequence[str]) -> str:
    """Name some parties; of many say how many."""
    return words.parties(dms) if len(dms) <= MOST_NAMED else f"{spelled(len(dms))} parties"


def verdict_in_brief(words: Words, reading: Reading, where: str, *, everyone: bool) -> str:
    """Say who would leave and who would not, not looking ahead and looking ahead: a sentence without its stop."""
    near, ahead = reading.near, reading.ahead
    if find_concept(reading.base or "nash").variant in ("strong", "weak"):
        assert ahead is not None
        return firmly(words, ahead, where, find_concept(reading.base).variant)
    if ahead is None:
        assert near is not None
        return near_only(words, near, where, everyone=everyone)
    if near is None:
        return f"{_how(words, reading.base, ahead, where, everyone=everyone)}{_otherwise(words, reading, everyone)}"
    if near == ahead and not near.leave and not near.perhaps:
        return near_only(words, near, where, everyone=everyone)
    if near == ahead:
        hangs = ": that hangs on what is unknown" if near.perhaps else ""
        return f"{leavers(words, near, where)}, {ahead_of(reading.base)} or not{hangs}"
    return (
        f"not looking ahead, {leavers(words, near, where)}; {ahead_of(reading.base)}, "
        f"{_short_leavers(words, ahead, near, everyone=everyone)}"
    )


def _how(words: Words, base: str, found: Who, where: str, *, everyone: bool) -> str:
    """Say who would leave looking ahead in one way, or who would not."""
    if found.leave or found.perhaps:
        return f"{ahead_of(base)}, {leavers(words, found, where)}"
    return f"{ahead_of(base)}, {_stayers(words, found, everyone=everyone)} leave {where}"


def _otherwise(words: Words, reading: Reading, everyone: bool) -> str:
    """Say that it is otherwise in another way of looking ahead, where that was asked too."""
    if reading.other is None or reading.ahead is None:
        return ""
    base, found = reading.other
    return f"; {ahead_of(base)}, {_short_leavers(words, found, reading.ahead, everyone=everyone)}"


def _short_leavers(words: Words, ahead: Who, near: Who, *, everyone: bool) -> str:
    """Say who leaves looking ahead, after it was said who does not looking ahead."""
    if not ahead.leave and not ahead.perhaps:
        changed = tuple(dm for dm in ahead.stay if dm not in near.stay)
        return "nobody would" if everyone else f"{parties(words, changed or ahead.stay)} would not"
    if ahead.leave:
        only = "only " if set(ahead.leave) < set(near.leave) else ""
        may = f", and {parties(words, ahead.perhaps)} may" if ahead.perhaps else ""
        return f"{only}{parties(words, ahead.leave)} would{may}"
    return f"{parties(words, ahead.perhaps)} may"


def _stayers(words: Words, found: Who, *, everyone: bool) -> str:
    return "nobody would" if everyone else f"{parties(words, found.stay)} would not"


def near_only(words: Words, near: Who, where: str, *, everyone: bool) -> str:
    """Say who would leave, if each looks only at its own next move."""
    if near.leave or near.perhaps:
        return f"looking only one move ahead, {leavers(words, near, where)}"
    why = "no side could gain by a move of its own" if everyone else "no move of its own would be a gain"
    return f"{_stayers(words, near, everyone=everyone)} leave {where}: {why}"


def firmly(words: Words, found: Who, where: str, variant: str) -> str:
    """Say who is held by something much worse, or is held but not by that."""
    if variant == "strong":
        if not found.stay:
            return f"{parties(words, found.leave)} would not be held in {where} by something much worse"
        rest = f"; {parties(words, found.leave)} would not" if found.leave else ""
        return f"{parties(words, found.stay)} would be held in {where} by something much worse{rest}"
    if not found.stay:
        return (
            f"{parties(words, found.leave)} would not be held in {where} by something that is not much worse"
        )
    return f"{parties(words, found.stay)} would be held in {where}, but not by something much worse"


def last(reading: Reading) -> Who:
    """Give who leaves looking ahead; where that was not asked, who leaves not looking ahead."""
    found = reading.ahead or reading.near
    assert found is not None
    return found


def why_not(reading: Reading) -> str:
    """Say why who would gain stays all the same, as the end of a sentence; empty where it is not so."""
    if reading.near is None or reading.ahead is None or not reading.near.leave:
        return ""
    if reading.ahead.leave or reading.ahead.perhaps:
        return ""
    if find_concept(reading.base).traits.foresees:
        return ", as what follows would undo the gain"
    return ", as an answer would undo the gain"
