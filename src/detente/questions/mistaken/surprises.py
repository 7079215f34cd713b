"""Who is surprised on the way, by what, and at which move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.game.ordering import position
from detente.questions.mistaken.hypergame import SIGHTS, Hypergame
from detente.questions.mistaken.own import Own

Kind = Literal["state", "unable", "unwanted", "deterred", "end"]
MOST_WAYS = 20  # to so many outcomes the ways are followed, the nearest first


@dataclass(frozen=True, slots=True)
class Surprise:
    """Something that a party's own game did not foresee.

    Attributes
    ----------
    concept : str
        Not looking ahead (``nash``) or looking ahead (``seq``).
    party : str
        Who is surprised.
    end : int
        The outcome to which the way leads, as a position among the states that there are.
    step : int
        At which move of the way, from 1 on; 0 where nobody moves.
    kind : str
        ``state``: its game does not hold the state that the move leads to; ``unable``: in its game the mover could not
        make this move; ``unwanted``: there it would be no improvement for the mover; ``deterred``: there it would, and
        an answer deters it; ``end``: that it ends there, as it expects it to end elsewhere.
    mover : str
        Who moves; empty where nobody does.
    source, target : int
        The states before and after the move.
    """

    concept: str
    party: str
    end: int
    step: int
    kind: Kind
    mover: str
    source: int
    target: int


def surprises(hyper: Hypergame) -> tuple[Surprise, ...]:
    """Follow the ways to where it is heading, and tell what each party did not foresee, in the order of the ways."""
    if hyper.heads is None:
        return ()
    found: list[Surprise] = []
    for concept, lead in zip(SIGHTS, hyper.heads.both, strict=True):
        for end in lead.states[:MOST_WAYS].tolist():
            way = lead.trace(end) or ()
            moves = [(mover, position(state)) for mover, state in way]
            for own in hyper.owns:
                found += _on_the_way(hyper, own, concept, end, moves)
    return tuple(found)


def _on_the_way(
    hyper: Hypergame, own: Own, concept: str, end: int, moves: Sequence[tuple[str, int]]
) -> list[Surprise]:
    assert hyper.heads is not None
    before, found = hyper.heads.start, list[Surprise]()
    for step, (mover, after) in enumerate(moves, 1):
        kind = _of_move(own, concept, mover, before, after)
        if kind is not None:
            found.append(Surprise(concept, own.party, end, step, kind, mover, before, after))
        before = after
    if not foresees(own, concept, end):
        last = moves[-1][0] if moves else ""
        source = moves[-2][1] if len(moves) > 1 else hyper.heads.start
        found.append(Surprise(concept, own.party, end, len(moves), "end", last, source, end))
    return found


def foresees(own: Own, concept: str, end: int) -> bool:
    """Tell whether a party expects an outcome, or expects none (and so is not wrong about one)."""
    if own.heads is None:
        return True
    expected = own.heads.both[SIGHTS.index(concept)].states
    return not expected.size or bool((expected == own.place[end]).any())


def _of_move(own: Own, concept: str, mover: str, before: int, after: int) -> Kind | None:
    """Tell why a party did not foresee a move; None where it did, made it, or had no picture of it any more."""
    begin, end = int(own.place[before]), int(own.place[after])
    if mover == own.party or begin < 0:
        return None
    if end < 0:
        return "state"
    if begin == end:
        return None
    mine = own.game.index(mover)
    if not (own.game.moves[mine].successors(begin) == end).any():
        return "unable"
    if _among(own, mover, concept, begin, end):
        return None
    return "deterred" if concept == "seq" and _among(own, mover, "nash", begin, end) else "unwanted"


def _among(own: Own, mover: str, concept: str, begin: int, end: int) -> bool:
    sources, targets = own.wanted(mover, concept)
    return bool(np.any((sources == begin) & (targets == end)))
