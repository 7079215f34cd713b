"""How events of the record, and what an account makes of them, are said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from detente.conflict import find_concept
from detente.questions.replay.answer import EventFact, ReplayedAccount, ScoreFact, StepFact
from detente.wording import Words, count, listed

Mark = Literal["full", "half", "empty", "cross", ""]
MEANINGS: dict[Mark, str] = {
    "full": "to be expected, looking ahead or not",
    "half": "to be expected only if nobody looks ahead",
    "empty": "not explained",
    "cross": "not possible in the model",
    "": "no move of the model",
}
CELLS: dict[Mark, str] = {
    "full": "expected",
    "half": "not looking ahead",
    "empty": "no",
    "cross": "impossible",
    "": "–",
}
AHEAD = "seq"
BY_SIGHT = {
    "nash": "each side looks only at its own next move",
    "seq": "each side expects the answers that would pay for the others",
    "smr": "each side fears any answer that it could not get away from",
    "gmr": "each side fears any answer, even a costly one",
}
FEW = 0.05  # a chance below this is told as one that chance hardly has


def mark(step: StepFact) -> Mark:
    """Give the mark of an event under an account.

    Examples
    --------
    >>> mark(StepFact(event="talks", kind="judged", explained=("nash",)))
    'half'
    """
    if step.kind == "impossible":
        return "cross"
    if step.kind != "judged":
        return ""
    bases = {find_concept(c).base for c in step.explained}
    if AHEAD in bases:
        return "full"
    return "half" if bases else "empty"


def sight(concept: str) -> str:
    """Say how the sides look ahead under a concept."""
    return BY_SIGHT[find_concept(concept).base]


def in_short(concept: str) -> str:
    """Say in two words whether the sides look ahead."""
    return "not looking ahead" if find_concept(concept).base == "nash" else "looking ahead"


def what(event: EventFact, words: Words) -> str:
    """Say what happened: the file's text, else what is done in short words.

    An event without either is told by its name.
    """
    return event.text.rstrip(".") or done(event, words) or event.id.replace("-", " ")


def done(event: EventFact, words: Words) -> str:
    """Say in short words what is done, by whom; nothing where the model has no option for it."""
    if event.to:
        return f"{words.parties(event.by)}: to {event.to}"
    told = []
    for one in event.does:
        option = one.removeprefix("not ")
        if not _known(option, words):
            told.append(one)
            continue
        dm = words.party(option.partition(".")[0])
        if option == one:
            told.append(f"{dm}: {words.short(option)}")
        else:
            clause = words.without(option)
            told.append(clause if words.has_clause(option) else f"{dm}: {clause}")
    return " and ".join(told)


def _known(option: str, words: Words) -> bool:
    return option in words.conflict.options or option in words.conflict.levels


def short(event: EventFact, words: Words) -> str:
    """Name an event inside a sentence: what is done, and the date."""
    return f"{done(event, words) or event.id} ({event.date})"


def several(ids: Iterable[str], events: Sequence[EventFact], words: Words, most: int = 2) -> str:
    """Name events inside a sentence, the first ones; the others are counted."""
    wanted = set(ids)
    found = [short(e, words) for e in events if e.id in wanted]
    more = len(found) - most
    return "; ".join(found) if more <= 0 else f"{'; '.join(found[:most])}; and {more} more"


def why_not(step: StepFact, event: EventFact, words: Words) -> str:
    """Say why the model does not allow a move, and where it stands in the file."""
    told = {
        "unknown option": f"the account has no option “{step.which}”",
        "option gone": f"the account takes “{step.which}” away",
        "rule": f"the rule “{step.which}” excludes it",
        "infeasible before": "what happened before has no situation in the model already",
        "no move": f"{words.parties(event.by)} cannot come there by a move: something cannot be taken back, or a rule "
        "is in the way",
    }[step.cause]
    return f"{told} ({event.at})"


def per_hundred(chance: float) -> str:
    """Say a chance as cases of a hundred.

    Examples
    --------
    >>> per_hundred(0.267), per_hundred(0.004), per_hundred(1.0), per_hundred(0.0)
    ('27 of 100 cases', 'fewer than 1 of 100 cases', 'every case', 'no case')
    """
    if chance >= 1:
        return "every case"
    if chance <= 0:
        return "no case"
    if chance < 0.005:
        return "fewer than 1 of 100 cases"
    return f"{min(99, max(1, round(100 * chance)))} of 100 cases"


def average(score: ScoreFact) -> str:
    """Say how many random moves are explained on average."""
    return f"{score.expected.decimal:.1f}"


def judged(account: ReplayedAccount) -> int:
    """Count the moves that are possible under an account."""
    return sum(s.kind == "judged" for s in account.steps)


def explained_moves(score: ScoreFact) -> str:
    """Say how many moves are explained: ``3 of 4 moves``."""
    return f"{score.explained} of {count(score.of, 'move')}"


def named(accounts: Sequence[str]) -> str:
    """Name accounts: ``“kyiv” and “broker”``."""
    return listed([f"“{a}”" for a in accounts])
