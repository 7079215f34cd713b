"""A conflict through its phases, in German: in which of them what came before is left."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.phases.answer import PhasesAnswer
from detente.questions.phases.phrases import carried, courses, last_left, left
from detente.questions.phases.words import accounts_of, leavers, leaving
from detente.wording.german.accounts import under
from detente.wording.texts import capital, fitting
from detente.wording.voice import Voice

SIGHTS = ("nicht vorausschauend", "vorausschauend")


def headline(answer: PhasesAnswer) -> str:
    """Say in which phase what came before is left: in which accounts, looking ahead or not."""
    phase = last_left(answer)
    if not phase:
        if any(carried(c, p.id) for a in answer.accounts for c in courses(a) for p in answer.phases):
            every = " in jeder Lesart" if len(answer.accounts) > 1 else ""
            return (
                f"Wohin eine Phase führt, hat{every} durch alle weiteren Bestand, vorausschauend oder nicht."
            )
        return "Keine Phase setzt die vorige fort: Jede beginnt, wo die Datei es sagt."
    return fitting(
        f"In „{phase}“ wird aufgegeben, was davor erreicht war, {where(answer, phase)}.",
        f"In „{phase}“ wird aufgegeben, was davor erreicht war, jedenfalls in einer Lesart.",
    )


def where(answer: PhasesAnswer, phase: str) -> str:
    """Say in which accounts what came before a phase is left in it, looking ahead or not."""
    every = accounts_of(answer)
    near, far = ([a.account for a in answer.accounts if left(courses(a)[k], phase)] for k in (0, 1))
    if len(every) == 1:
        if near and far:
            return "vorausschauend oder nicht"
        if near:
            return "wenn niemand vorausschaut; vorausschauend hat es Bestand"
        return "wenn die Seiten vorausschauen; sonst hat es Bestand"
    if near == far:
        return f"{under(near, every)}, vorausschauend oder nicht"
    parts = [
        f"{under(accounts, every) if accounts else 'in keiner Lesart'} {sight}"
        for accounts, sight in zip((near, far), SIGHTS, strict=True)
    ]
    return "; ".join(parts)


def in_brief(answers: Sequence[PhasesAnswer], voice: Voice) -> str:
    """Say in one line where what came before is left, in one way of looking ahead, and who leaves it first."""
    [answer] = answers
    phase = last_left(answer)
    if not phase or len(answer.accounts) == 1:
        return headline(answer)
    look, accounts = leaving(answer, phase)
    told = under([a.account for a in accounts], accounts_of(answer))
    first = leavers(accounts, look, phase)
    if len(first) == 1 and (who := voice.words().party(first.pop())):
        return f"{capital(SIGHTS[look])} verlässt {who} in „{phase}“ {told}, was davor erreicht war."
    return f"{capital(SIGHTS[look])} wird in „{phase}“ {told} aufgegeben, was davor erreicht war."
