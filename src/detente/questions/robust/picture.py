"""In how many of the cases it leads where: bars, the account as it is written marked."""

from __future__ import annotations

from collections.abc import Sequence

from detente import drawing
from detente.drawing import Share, ShareGroup
from detente.questions.robust.answer import MOST_BARS, MOST_TOGETHER, RobustAnswer, RobustConcept, WeightedSet
from detente.questions.robust.phrases import LOOKING, ahead, in_hundred, myopic
from detente.wording import Picture, Table, Voice, capital, count, listed

TITLE = "Where it leads, in how many of the cases"
MARKED = "Marked: where the account as it is written leads."


def picture(answers: Sequence[RobustAnswer], voice: Voice) -> Picture | None:
    """Draw the sets of outcomes of every account, not looking ahead and looking ahead."""
    groups, rows, texts = [], [], []
    for answer in answers:
        for one in (ahead(answer), myopic(answer)):
            if one is None:
                continue
            name = (
                f"“{answer.perspective}”, {LOOKING[one.concept]}"
                if len(answers) > 1
                else LOOKING[one.concept]
            )
            bars = shares(answer, one, voice)
            groups.append(ShareGroup(capital(name), tuple(bars)))
            rows += [
                (capital(name) if k == 0 else "", b.label, b.shown, "as written" if b.marked else "")
                for k, b in enumerate(bars)
            ]
            texts.append(f"{capital(name)}: {listed([f'{b.label}, {b.shown}' for b in bars])}.")
    if not groups:
        return None
    text = f"{' '.join(texts)} {MARKED}"
    svg = drawing.shares(groups, TITLE, text, note=MARKED)
    table = Table(("", "Leads to", "Cases", ""), tuple(rows), id="shares")
    return Picture(svg, text, TITLE, (table,))


def shares(answer: RobustAnswer, one: RobustConcept, voice: Voice) -> list[Share]:
    """Give the bars of one way of looking: the likeliest sets, that of the account as written, and the rest as one."""
    own = next((s for s in one.sets if s.states == one.written), None)
    kept = list(one.sets[:MOST_BARS])
    if own is not None and own not in kept:
        kept[-1] = own
    found = [
        Share(_named(answer, s, voice), s.weight, in_hundred(s.weight), s.states == one.written) for s in kept
    ]
    rest = int(one.count) - len(kept)
    if rest > 0:
        left = max(0.0, 1 - sum(s.weight for s in kept))
        found.append(
            Share(count(rest, "other set of outcomes", "other sets of outcomes"), left, in_hundred(left))
        )
    return found


def _named(answer: RobustAnswer, found: WeightedSet, voice: Voice) -> str:
    if not found.states:
        return "no rest"
    states = [answer.states[s] for s in found.states]
    if len(states) > MOST_TOGETHER:
        return f"one of {len(states)} outcomes"
    return voice.letters(states) if len(states) > 1 else voice.named(*states)
