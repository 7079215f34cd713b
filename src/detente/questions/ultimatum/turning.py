"""Which single changes of preferences turn the verdict on an ultimatum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from detente.conflict import Ultimatum
from detente.game import Game, Ints
from detente.questions.pivot import Edit
from detente.questions.pivot.edits import lists

VerdictT = TypeVar("VerdictT", bound=str)

KINDS = ("drop", "move", "add")


@dataclass(frozen=True, slots=True)
class Reversal(Generic[VerdictT]):
    """A single change of a list of statements that gives another verdict.

    Attributes
    ----------
    edit : Edit
        Of several places to move or add a statement to, the one that changes the list least.
    verdict : str
        What the verdict would be.
    """

    edit: Edit
    verdict: VerdictT


def reversals(
    game: Game, asked: Ultimatum, at: Ints, judge: Callable[[Ints, Ints], VerdictT], now: VerdictT
) -> tuple[Reversal[VerdictT], ...]:
    """Try every single change of either's statements, by a score of the few states that matter.

    Parameters
    ----------
    game : Game
    asked : Ultimatum
    at : Ints
        The states that the verdict hangs on, by their indices.
    judge : callable
        Gives the verdict by the ranks of these states, in their order: the threatener's, the target's.
    now : str
        The verdict by the preferences as they are.

    Returns
    -------
    tuple of Reversal
        Statements that are dropped first, then those that move, then those that are added; the least changes first.
    """
    kept = {dm: game.ranks[game.index(dm)][at] for dm in (asked.by, asked.to)}
    best: dict[tuple[object, ...], tuple[int, Reversal[VerdictT]]] = {}
    for dm in (asked.by, asked.to):
        if not game.conflict.preferences[dm].stated:
            continue
        near = lists(game, dm)
        for numbers, scores in zip(near.singles, near.scores(near.singles, at), strict=True):
            ranks = kept | {dm: scores}
            verdict = judge(ranks[asked.by], ranks[asked.to])
            if verdict == now:
                continue
            [edit] = near.edits(numbers)
            shift = abs(edit.place - edit.before) if edit.kind == "move" else len(numbers) - edit.place
            key = (dm, edit.kind, edit.statement.id, verdict)
            if key not in best or shift < best[key][0]:
                best[key] = (shift, Reversal(edit, verdict))
    found = sorted(best.values(), key=lambda item: (KINDS.index(item[1].edit.kind), item[0]))
    return tuple(turn for _, turn in found)
