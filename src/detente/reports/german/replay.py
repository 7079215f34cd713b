"""The record against every account, in German: how many moves are explained, and how many random ones would be."""

from __future__ import annotations

from collections.abc import Sequence

from detente.questions.replay.answer import ReplayAnswer, ScoreFact
from detente.questions.replay.phrases import average
from detente.questions.replay.words import score_of
from detente.wording.german.accounts import quoted
from detente.wording.german.texts import count, swapped
from detente.wording.texts import verb


def in_brief(answers: Sequence[ReplayAnswer]) -> str:
    """Say in one line how many moves are explained, by whom, and how many random ones would be."""
    [answer] = answers
    if not answer.best:
        return headline(answer)
    best = [score_of(answer, b.account, b.concept) for b in answer.best]
    accounts = list(dict.fromkeys(b.account for b in answer.best))
    all_ = len(accounts) == len(answer.accounts)
    whose = "Jede Lesart" if all_ else quoted(accounts)
    if len(answer.accounts) == 1:
        whose = "Die Lesart"
    explains = verb(1 if all_ else len(accounts), "erklärt", "erklären")
    return f"{whose} {explains} {explained(best)}; zufällige Züge kämen auf {averages(best)}."


def headline(answer: ReplayAnswer) -> str:
    """Say that nothing is explained, or nothing can be."""
    if not any(s.kind == "judged" for a in answer.accounts for s in a.steps):
        return "Nichts in der Chronik ist ein Zug, den das Modell zulässt; daran lässt sich nichts messen."
    if len(answer.accounts) == 1:
        moves = count(answer.accounts[0].scores[0].of, "Zug der Chronik", "Zügen der Chronik")
        return f"Die Lesart erklärt keinen von {moves}."
    return "Keine Lesart erklärt einen Zug der Chronik."


def explained(best: Sequence[ScoreFact]) -> str:
    """Say how many moves are explained; accounts may allow different numbers of moves."""
    if len({s.of for s in best}) == 1:
        return f"{best[0].explained} von {count(best[0].of, 'Zug', 'Zügen')}"
    return count(best[0].explained, "Zug", "Züge")


def averages(best: Sequence[ScoreFact]) -> str:
    """Say how many random moves are explained on average, or between which numbers that lies."""
    ordered = sorted(best, key=lambda s: s.expected.decimal)
    low, high = swapped(average(ordered[0])), swapped(average(ordered[-1]))
    return low if low == high else f"{low} bis {high}"
