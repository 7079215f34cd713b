"""What is said where something is confidential: that it is withheld, and what others can infer all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.answers import Answer, Withheld
from detente.wording.blocks import Said
from detente.wording.texts import verb
from detente.wording.voice import Voice

NUMBERS = frozenset({"nash", "ks", "ks_all", "egalitarian", "utilitarian"})


def sentences(found: Sequence[Withheld], voice: Voice, *, deals: bool, numbers: bool) -> str:
    """Say whose wishes are withheld, and what others can infer from the answer about them; empty where nothing is.

    Parameters
    ----------
    found : sequence of Withheld
    voice : Voice
    deals : bool
        Whether the answer names deals.
    numbers : bool
        Whether it names what rules of fairness choose that go by numbers.
    """
    told = []
    here = list(dict.fromkeys(w.decision_maker for w in found if w.here))
    gone = [d for d in dict.fromkeys(w.decision_maker for w in found if not w.here) if d not in here]
    words = voice.words()
    if here:
        wants = verb(len(here), "wants", "want")
        told.append(
            f"What {words.parties(here)} {wants} is confidential: numbers, order and reasons are withheld."
        )
        told.append(_of_deals(len(here)) if deals else _of_states(len(here)))
        if deals and any(w.kind == "preferences" and w.here for w in found):
            prefers = verb(len(here), "it prefers", "they prefer")
            told.append(f"Who would leave a deal, and for what, says something of what {prefers}.")
        if numbers:
            its = verb(len(here), "its", "their")
            told.append(f"What rules of fairness choose lets others guess at {its} numbers, too.")
    if gone:
        wants = verb(len(gone), "wants", "want")
        who = f"What {words.parties(gone)} {wants} is confidential and not at hand"
        told.append(f"{who}: nothing here takes account of it.")
    return " ".join(told)


def _of_deals(number: int) -> str:
    if number == 1:
        which = "which deals named here it finds no worse than no deal"
        return f"Others can infer {which} and, if they know what the rest want, which it refuses."
    which = "which deals named here they find no worse than no deal"
    return f"Others can infer {which} and, if they know what the rest want, which these refuse."


def _of_states(number: int) -> str:
    if number == 1:
        return "Others can infer that it would not leave what is said to last, and where it gains or loses."
    return "Others can infer that they would not leave what is said to last, and where they gain or lose."


def guarded(said: Said, answers: Sequence[Answer], voice: Voice) -> Said:
    """Say in an answer that rests on something confidential that it does, and what it lets others infer."""
    found = list(dict.fromkeys(w for answer in answers for w in answer.withheld))
    deals = [answer for answer in answers if answer.question == "settle"]
    numbers = any(rule.rule in NUMBERS for answer in deals for rule in getattr(answer, "rules", ()))
    told = sentences(found, voice, deals=bool(deals), numbers=numbers)
    return replace(said, sure=f"{said.sure} {told}".strip()) if told else said
