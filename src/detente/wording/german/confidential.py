"""What is said in German where something is confidential, and what others can infer all the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.answers import Answer, Withheld
from detente.wording.blocks import Said
from detente.wording.confidential import NUMBERS
from detente.wording.texts import verb
from detente.wording.voice import Voice


def sentences(found: Sequence[Withheld], voice: Voice, *, deals: bool, numbers: bool) -> str:
    """Say whose wishes are withheld, and what others can infer from the answer about them; empty where nothing is."""
    told = []
    here = list(dict.fromkeys(w.decision_maker for w in found if w.here))
    gone = [d for d in dict.fromkeys(w.decision_maker for w in found if not w.here) if d not in here]
    words = voice.words()
    if here:
        wants = verb(len(here), "will", "wollen")
        kept = "Zahlen, Reihenfolge und Gründe bleiben verborgen"
        told.append(f"Was {words.parties(here)} {wants}, ist vertraulich: {kept}.")
        told.append(_of_deals(len(here)) if deals else _of_states(len(here)))
        if deals and any(w.kind == "preferences" and w.here for w in found):
            told.append(
                "Wer von einer Einigung abginge, und wohin, verrät etwas über die vertraulichen Wünsche."
            )
        if numbers:
            told.append(
                "Was Fairnessregeln wählen, lässt andere auch auf die vertraulichen Zahlen schließen."
            )
    if gone:
        wants = verb(len(gone), "will", "wollen")
        who = f"Was {words.parties(gone)} {wants}, ist vertraulich und liegt nicht vor"
        told.append(f"{who}: Nichts hier berücksichtigt es.")
    return " ".join(told)


def _of_deals(number: int) -> str:
    whom = verb(number, "diese Partei", "diese Parteien")
    which = f"welche der genannten Einigungen für {whom} nicht schlechter sind"
    refuse = verb(number, "sie ablehnt", "sie ablehnen")
    rest = f"und, wenn sie die Wünsche der übrigen kennen, welche {refuse}"
    return f"Andere können schließen, {which} als keine, {rest}."


def _of_states(number: int) -> str:
    keeps = verb(number, "diese Partei nicht aufgibt", "diese Parteien nicht aufgeben")
    gain = verb(number, "sie gewinnt oder verliert", "sie gewinnen oder verlieren")
    return f"Andere können schließen, dass {keeps}, was hier Bestand hat, und wo {gain}."


def guarded(said: Said, answers: Sequence[Answer], voice: Voice) -> Said:
    """Say in an answer that rests on something confidential that it does, and what it lets others infer."""
    found = list(dict.fromkeys(w for answer in answers for w in answer.withheld))
    deals = [answer for answer in answers if answer.question == "settle"]
    numbers = any(rule.rule in NUMBERS for answer in deals for rule in getattr(answer, "rules", ()))
    told = sentences(found, voice, deals=bool(deals), numbers=numbers)
    return replace(said, sure=f"{said.sure} {told}".strip()) if told else said
