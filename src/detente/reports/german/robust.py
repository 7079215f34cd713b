"""How far where it is heading holds against what is doubted, in German: the sentence of the brief."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StateValue
from detente.questions.robust.answer import MOST_TOGETHER, RobustAnswer
from detente.questions.robust.doubt_facts import DoubtFact
from detente.questions.robust.words import holds, lasting, of_claims, telling
from detente.wording.german.outcomes import named
from detente.wording.german.texts import listed, quantity
from detente.wording.names import Words
from detente.wording.texts import capital, fitting, verb
from detente.wording.voice import Voice


def in_brief(answers: Sequence[RobustAnswer], voice: Voice) -> str:
    """Say in one short sentence what holds in all cases that the doubts allow: it follows on how many are doubted."""
    answers = [a for a in answers if a.concepts]
    if not answers:
        return ""
    begin = (
        "Gleich, welche davon falsch sind"
        if all(of_claims(a) for a in answers)
        else "Wie die Zweifel auch ausgehen"
    )
    if all(holds(a) for a in answers):
        return f"{begin}: Es führt{' in jeder Lesart' if len(answers) > 1 else ''} zum selben Ergebnis."
    kept = [(a, states) for a in answers if (states := lasting(a))]
    if not kept:
        hangs = "Wohin es führt, hängt an den Zweifeln"
        found = telling(answers)
        texts = whether(found[1], found[0], voice) if found else []
        return fitting(*(f"{hangs}; zuerst zu klären: {w}." for w in texts), f"{hangs}.")
    if len(answers) == 1:
        [(_, states)] = kept
        return f"{begin}: {capital(several(states, voice))} {verb(len(states), 'bleibt', 'bleiben')} möglich."
    told = [
        f"in „{a.perspective}“ {verb(len(states), 'bleibt', 'bleiben')} {several(states, voice)} möglich"
        for a, states in kept
    ]
    return f"{begin}: {capital(listed(told))}."


def several(states: Sequence[StateValue], voice: Voice) -> str:
    """Refer to outcomes by their letters; to many by their number."""
    if len(states) <= MOST_TOGETHER and all(s.id in voice.outcomes for s in states):
        return named(states, voice)
    return "ein Ausgang" if len(states) == 1 else f"{quantity(len(states))} Ausgänge"


def whether(doubt: DoubtFact, answer: RobustAnswer, voice: Voice) -> list[str]:
    """Say what is doubted, where it is what a party wants; of a rule, a source or an order nothing."""
    return said(doubt, voice.words(answer.perspective)) if doubt.kind == "statement" else []


def said(doubt: DoubtFact, words: Words) -> list[str]:
    """Ask whether a party has a wish, in the file's words."""
    wish = words.claim(doubt.decision_maker, doubt.id)
    return [f"ob {words.party(doubt.decision_maker)} dies will: {wish}"]
