"""Who could tip it, drawn: from each whose change of mind matters, an arrow to those it could help or hurt."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.pivot.answer import PivotalAnswer, Tipping
from detente.wording import Picture, Table, Voice, Words

TITLE = "Who could tip it"
GAIN, LOSE, EITHER = "gain", "lose", "both"
MARKS = {GAIN: "▲", LOSE: "▼", EITHER: "◆"}
MEANING = {"▲": "could gain", "▼": "could lose", "◆": "could gain or lose, depending on the change"}
NOTE = "▲ could gain, ▼ could lose, ◆ either, compared with everything that can come about as things are."


def helped(tipping: Tipping) -> tuple[str, ...]:
    """Give those whom a change of mind could help."""
    return tipping.gaining if tipping.kind == "opposed" else tipping.courted_by


def hurt(tipping: Tipping) -> tuple[str, ...]:
    """Give those whom a change of mind could hurt."""
    return tipping.losing if tipping.kind == "opposed" else tipping.losers


def effect_on(tipping: Tipping, other: str) -> str:
    """Tell what a change of mind could mean for another; nothing where it means nothing."""
    gain, lose = other in helped(tipping), other in hurt(tipping)
    return EITHER if gain and lose else GAIN if gain else LOSE if lose else ""


def arrows(answer: PivotalAnswer) -> list[tuple[str, str, str]]:
    """Give whose change of mind could mean what for whom: from, to, ``gain``, ``lose`` or ``both``."""
    return [
        (t.decision_maker, d.id, kind)
        for t in answer.pivotal
        for d in answer.decision_makers
        if d.id != t.decision_maker and (kind := effect_on(t, d.id))
    ]


def picture(answers: Sequence[PivotalAnswer], voice: Voice) -> Picture | None:
    """Draw who could tip it: a network for one account, a matrix for several."""
    if not any(arrows(a) for a in answers):
        return None
    return None
