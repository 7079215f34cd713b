"""The frontier of two who sign, with the deals, no deal and today on it."""

from __future__ import annotations

from detente.drawing import Mark, scatter
from detente.questions.settle.answer import SettleAnswer
from detente.questions.settle.deal_words import deal_title, name, signers
from detente.wording import Picture, Table, Voice, capital

TITLE = "What the packages are worth to both"


def picture(answer: SettleAnswer, voice: Voice, plain: Table) -> Picture | None:
    """Draw what the packages are worth to the first and to the second who sign; nothing where more sign."""
    if not answer.points or len(answer.signers) != 2:
        return None
    words = voice.words(answer.perspective)
    marks = []
    for point in answer.points:
        if point.kind == "deal" and point.deal is not None:
            called = name(answer, point.deal, voice)
            marks.append(
                Mark(point.x, point.y, "deal", f"{capital(called)}: {deal_title(answer, point.deal, voice)}")
            )
        elif point.kind == "frontier":
            marks.append(Mark(point.x, point.y, "other"))
        else:
            marks.append(
                Mark(point.x, point.y, point.kind, {"no_deal": "No deal", "today": "Today"}[point.kind])
            )
    x, y = (words.party(p) for p in answer.signers)
    unit = "in its own points" if answer.numeric else "by its places"
    text = in_words(answer, voice)
    svg = scatter(marks, f"Better for {x} ({unit})", f"Better for {y} ({unit})", TITLE, text)
    return Picture(svg, text, TITLE, (plain,))


def in_words(answer: SettleAnswer, voice: Voice) -> str:
    """Say what the picture says."""
    deals = [f"{name(answer, k, voice)}: {deal_title(answer, k, voice)}" for k in range(len(answer.deals))]
    told = "; ".join(deals)
    return (
        f"Of the packages that beat no deal for {signers(answer)}, the frontier, and on it or below: {told}."
    )
