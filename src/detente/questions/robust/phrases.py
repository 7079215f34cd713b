"""Doubts, how they are settled, and shares of cases, as parts of sentences."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StateValue
from detente.conflict.errors import ConditionError
from detente.questions.robust.answer import (
    MOST_TOGETHER,
    RobustAnswer,
    RobustConcept,
)
from detente.questions.robust.doubt_facts import DoubtFact, VariantFact
from detente.questions.robust.index_facts import SettledFact
from detente.wording import Voice, Words, listed, quantity

NEAR = 1e-12  # what a weight may be off
LOOKING = {
    "seq": "looking ahead",
    "nash": "not looking ahead",
    "smr": "fearing any answer that cannot be escaped",
    "gmr": "fearing any answer",
}


def ahead(answer: RobustAnswer) -> RobustConcept | None:
    """Give what comes out looking ahead; where that was not asked, what was."""
    return next((c for c in answer.concepts if c.concept == "seq"), None) or next(
        (c for c in answer.concepts if c.concept != "nash"), None
    )


def myopic(answer: RobustAnswer) -> RobustConcept | None:
    """Give what comes out not looking ahead."""
    return next((c for c in answer.concepts if c.concept == "nash"), None)


def in_hundred(share: float) -> str:
    """Say a share of cases: ``48 of 100``; what is not all or none is not rounded to it.

    Examples
    --------
    >>> in_hundred(0.48), in_hundred(1.0), in_hundred(0.9999), in_hundred(0.001)
    ('48 of 100', 'all', 'over 99 of 100', 'under 1 of 100')
    """
    if share >= 1 - NEAR:
        return "all"
    if share <= NEAR:
        return "no"
    whole = round(100 * share)
    if whole >= 100:
        return "over 99 of 100"
    return "under 1 of 100" if whole < 1 else f"{whole} of 100"


def doubted(answer: RobustAnswer) -> str:
    """Count the doubts: ``the 14 doubts``."""
    number = sum(len(d.variants) > 1 for d in answer.doubts)
    return "the one doubt" if number == 1 else f"the {quantity(number)} doubts"


def target(one: RobustConcept, answer: RobustAnswer, voice: Voice) -> str:
    """Say where the account as it is written leads."""
    if not one.written:
        return "no rest"
    return several([answer.states[s] for s in one.written], voice, "or")


def several(states: Sequence[StateValue], voice: Voice, joint: str = "and") -> str:
    """Refer to outcomes by their letters; to many by their number."""
    if len(states) <= MOST_TOGETHER and all(s.id in voice.outcomes for s in states):
        return voice.letters(states, joint)
    if len(states) == 1:
        return "one outcome"
    number = quantity(len(states))
    return f"one of {number} outcomes" if joint == "or" else f"{number} outcomes"


def leads(one: RobustConcept, answer: RobustAnswer, voice: Voice) -> str:
    """Say it with its verb."""
    return "comes to no rest" if not one.written else f"leads to {target(one, answer, voice)}"


def whether(doubt: DoubtFact, answer: RobustAnswer, voice: Voice) -> list[str]:
    """Say what is doubted, after "whether": in the file's words, and shorter."""
    written = next((k for k, v in enumerate(doubt.variants) if v.form == "written"), 0)
    return said(doubt, written, voice.words(answer.perspective))


def said(doubt: DoubtFact, variant: int, words: Words) -> list[str]:
    """Say how a doubt is settled, as a clause: at length, and by ids alone."""
    one = doubt.variants[variant]
    if doubt.kind == "source":
        return [f"“{words.source(doubt.id)}” {'fails' if one.form == 'fails' else 'can be relied on'}"]
    if doubt.kind == "start":
        here = "it begins as the file says" if one.form == "written" else f"it begins with “{one.says}”"
        return [here]
    if doubt.kind == "rule":
        return _rule(doubt, one)
    party = words.party(doubt.decision_maker)
    if doubt.kind == "whole":
        told = f": {one.text.rstrip('.')}" if one.text else ""
        as_written = one.form == "written"
        return [f"{party} wants what the file says" if as_written else f"{party} wants another thing{told}"]
    if doubt.kind == "order":
        ids = listed([f"“{x}”" for x in one.says.split(" > ")], "then")
        return [f"{party} puts {ids} in this order"]
    if one.form == "absent":
        wishes = [words.claim(doubt.decision_maker, doubt.id), f"“{doubt.id}”"]
        return [f"{party} does not care for {w}" for w in wishes]
    if one.form == "alternative":
        return [f"{party} wants {_condition(one, doubt.decision_maker, words)} instead"]
    return [f"{party} wants {w}" for w in (words.claim(doubt.decision_maker, doubt.id), f"“{doubt.id}”")]


def _rule(doubt: DoubtFact, one: VariantFact) -> list[str]:
    if one.form == "alternative":
        return [f"“{one.text.rstrip('.') or one.says}” holds in place of the rule “{doubt.id}”"]
    return [f"the rule “{doubt.id}” {'holds' if one.form == 'written' else 'does not hold'}"]


def _condition(one: VariantFact, own: str, words: Words) -> str:
    if one.text:
        return f"“{one.text.rstrip('.')}”"
    try:
        return words.condition(words.conflict.condition(one.says, own), own, inside=True)
    except ConditionError:
        return f"“{one.says}”"


def settled(found: Sequence[SettledFact], answer: RobustAnswer, voice: Voice) -> list[str]:
    """Say how several doubts are settled: at length, and by ids alone."""
    words = voice.words(answer.perspective)
    each = [said(answer.doubts[s.doubt], s.variant, words) for s in found]
    return [listed([e[0] for e in each]), listed([e[-1] for e in each])]
