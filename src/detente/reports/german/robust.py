"""How far where it is heading holds against what is doubted, in German: the sentence of the brief."""

from __future__ import annotations

from collections.abc import Sequence

from detente.answers import StateValue
from detente.questions.robust.answer import MOST_TOGETHER, RobustAnswer
from detente.questions.robust.words import holds, lasting, of_claims
from detente.wording.german.outcomes import named
from detente.wording.german.texts import listed, quantity
from detente.wording.texts import capital, verb
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
        return "Wohin es führt, hängt an den Zweifeln."
    if len(answers) == 1:
        return f"{begin}: {capital(several(kept[0][1], voice))} {verb(len(kept[0][1]), 'bleibt', 'bleiben')}."
    told = [
        f"in „{a.perspective}“ {verb(len(states), 'bleibt', 'bleiben')} {several(states, voice)}"
        for a, states in kept
    ]
    return f"{begin}: {capital(listed(told))}."


def several(states: Sequence[StateValue], voice: Voice) -> str:
    """Refer to outcomes by their letters; to many by their number."""
    if len(states) <= MOST_TOGETHER and all(s.id in voice.outcomes for s in states):
        return named(states, voice)
    return "ein Ausgang" if len(states) == 1 else f"{quantity(len(states))} Ausgänge"
