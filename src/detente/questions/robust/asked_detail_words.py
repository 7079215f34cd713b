"""The tables behind how often it may end in an outcome that is asked about."""

from __future__ import annotations

from detente.questions.robust.answer import RobustAnswer
from detente.questions.robust.asked_facts import AskedConcept
from detente.questions.robust.detail_words import MOST_ROWS, doubt_name, figure, intro
from detente.questions.robust.phrases import LOOKING, said, settled
from detente.wording import Block, Items, Section, Table, Text, Voice, capital


def asked_details(answer: RobustAnswer, voice: Voice) -> tuple[Block, ...]:
    """Give the doubts, and under each concept what decides whether it may end there."""
    assert answer.asked is not None
    sections = (_concept(answer, c, voice) for c in answer.asked.concepts)
    return (*intro(answer, voice), *sections)


def _concept(answer: RobustAnswer, one: AskedConcept, voice: Voice) -> Section:
    blocks: list[Block] = [
        Text(
            f"The cases in which it may end there weigh {figure(one.share)}, those in which it ends nowhere else "
            f"{figure(one.only)}."
        )
    ]
    if one.deciders:
        blocks.append(_deciders(answer, one, voice))
    if one.matterless:
        words = voice.words(answer.perspective)
        names = tuple(said(answer.doubts[d], 0, words)[-1] for d in one.matterless)
        blocks += [Text("Nothing of that hangs, in any account, on whether"), Items(names)]
    if one.turns:
        rows = tuple(
            (capital(settled(t.settled, answer, voice)[0]), figure(t.weight), figure(t.share))
            for t in one.turns
        )
        blocks.append(
            Table(
                ("If", "Weight of these cases", "Part in which it may end there"),
                rows,
                title="The fewest conditions under which it turns",
                id=f"asked-turns-{one.concept}",
            )
        )
    name = "Nash" if one.concept == "nash" else one.concept.upper()
    return Section(capital(f"{LOOKING[one.concept]} ({name})"), tuple(blocks))


def _part(value: float | None) -> str:
    return "" if value is None else figure(value)


def _deciders(answer: RobustAnswer, one: AskedConcept, voice: Voice) -> Table:
    rows = tuple(
        (
            doubt_name(answer, d.doubt, voice),
            figure(d.written),
            _part(d.if_holds),
            _part(d.if_not),
            *map(figure, (d.index.turns, d.index.first, d.index.total, d.information)),
        )
        for d in one.deciders[:MOST_ROWS]
    )
    return Table(
        (
            "Doubt",
            "Holds",
            "There if it holds",
            "There if not",
            "Turns",
            "First order",
            "Total",
            "Information",
        ),
        rows,
        title="What hangs on each doubt",
        note=(
            "Holds: the weight of the cases in which the claim holds. There: in what part of these, and of the others, "
            "it may end there. Turns: the weight of the cases in which the claim holds and that would be otherwise if "
            "it did not. Indices are parts of the spread; information is in bits."
        ),
        id=f"asked-deciders-{one.concept}",
    )
