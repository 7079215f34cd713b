"""Who could spoil what a group does together, and whether it would pay."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.coalitions.answer import CoalitionsAnswer
from detente.questions.coalitions.joint_answer import JointMoveValue, Sanction
from detente.questions.coalitions.picture import spoiling
from detente.wording import (
    Voice,
    Words,
    fitting,
)


def words_of(answer: CoalitionsAnswer, voice: Voice) -> Words:
    """Give the words of an account."""
    return voice.words(answer.perspective)


def together(members: Sequence[str], words: Words) -> str:
    """Name a group: ``Russia and Ukraine together``."""
    return words.parties(members) + (" together" if len(members) > 1 else "")


def spoil_sentence(answer: CoalitionsAnswer, move: JointMoveValue, voice: Voice) -> str:
    """Say whether the rest would let a group do it."""
    words = words_of(answer, voice)
    if len(move.members) == len(answer.decision_makers):
        return "All parties would take part, so nobody is left who could spoil it."
    found = spoiling(move)
    if found is None:
        if move.sanctions or not set(answer.concepts) & {"gmr", "seq"}:
            return ""
        return "Nothing that the rest could answer would spoil it for them."
    if found.concept == "gmr" and "seq" not in answer.concepts:
        return f"{who_answers(found, words)} could spoil it by answering, whether or not that pays."
    if found.concept == "gmr":
        return f"The rest could spoil it only by moves that do not pay: {what_they_do(found, answer, words)}."
    return paying(found, answer, words)


def paying(found: Sanction, answer: CoalitionsAnswer, words: Words) -> str:
    """Say who could spoil it and gain by that."""
    movers = list(dict.fromkeys(m.mover for m in found.way.moves))
    gains = "would gain by doing so" if len(movers) == 1 else "each would gain by its move"
    losers = words.parties(found.losers)
    return fitting(
        f"{who_answers(found, words)} could spoil it for {losers} ({what_they_do(found, answer, words)}), and {gains}.",
        f"{who_answers(found, words)} could spoil it for {losers}, and {gains}.",
        f"{who_answers(found, words)} could spoil it, and {gains}.",
    )


def who_answers(found: Sanction, words: Words) -> str:
    """Name those who make the moves of an answer."""
    return words.parties(dict.fromkeys(m.mover for m in found.way.moves))


def what_they_do(found: Sanction, answer: CoalitionsAnswer, words: Words) -> str:
    """Say what those who answer do, move by move."""
    before = found.way.start
    parts = []
    movers = {m.mover for m in found.way.moves}
    for step in found.way.moves:
        does = words.step_short(answer.states[before], answer.states[step.state], step.mover)
        parts.append(
            f"{words.party(step.mover)}: {does}" if len(movers) > 1 or found.concept == "gmr" else does
        )
        before = step.state
    return ", then ".join(parts)
