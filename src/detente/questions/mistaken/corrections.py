"""What would come about if a party were right about one thing, and for whom that would be good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.conflict import Belief, Conflict, ConflictFileError, DetenteError, TimeUpError, budget
from detente.questions.heads import Heads
from detente.questions.mistaken.hypergame import Hypergame
from detente.questions.mistaken.own import Own, own_game
from detente.questions.mistaken.pieces import Piece, pieces_of, without
from detente.questions.unfinished import Stopped

EVERYBODY = ""
MOST_CORRECTIONS = 500


@dataclass(frozen=True, eq=False)
class Correction:
    """What would come about if a party were right about one thing, or about all.

    Attributes
    ----------
    party : str
        Who would be right; empty for everybody.
    piece : Piece or None
        About what; None for all.
    hyper : Hypergame or None
        The hypergame then; None where this cannot be corrected alone, as what else it believes rests on it.
    """

    party: str
    piece: Piece | None
    hyper: Hypergame | None

    @property
    def heads(self) -> Heads | None:
        """Where it would be heading."""
        return None if self.hyper is None else self.hyper.heads


def corrections(hyper: Hypergame) -> tuple[tuple[Correction, ...], tuple[Stopped, ...]]:
    """Correct each belief by itself, then all of each party, then all.

    Gives those for which the time sufficed, and how many there are where it did not.
    """
    conflict = hyper.game.conflict
    plan = list(_plan(conflict))
    found: list[Correction] = []
    for number, (belief, piece) in enumerate(plan[:MOST_CORRECTIONS]):
        try:
            budget.check("correcting beliefs")
            found.append(_corrected(hyper, conflict, belief, piece))
            _ = found[-1].heads
        except TimeUpError:
            return tuple(found[:number]), (Stopped("corrections", number, len(plan)),)
    cut = len(plan) > MOST_CORRECTIONS
    return tuple(found), (Stopped("corrections", MOST_CORRECTIONS, len(plan)),) if cut else ()


def _plan(conflict: Conflict) -> Iterator[tuple[Belief | None, Piece | None]]:
    mistaken = [(b, pieces_of(b, conflict)) for b in conflict.beliefs]
    for belief, pieces in mistaken:
        yield from ((belief, piece) for piece in pieces)
    for belief, pieces in mistaken:
        if len(pieces) > 1:
            yield belief, None
    if sum(bool(pieces) for _, pieces in mistaken) > 1:
        yield None, None


def _corrected(
    hyper: Hypergame, conflict: Conflict, belief: Belief | None, piece: Piece | None
) -> Correction:
    if belief is None:
        return Correction(
            EVERYBODY, None, Hypergame(hyper.game, tuple(_right(hyper, o.party) for o in hyper.owns))
        )
    if piece is None:
        return Correction(belief.by, None, hyper.with_own(_right(hyper, belief.by)))
    try:
        own = own_game(hyper.game, belief.by, without(belief, piece, conflict), lenient=True)
    except (ConflictFileError, DetenteError) as error:
        if isinstance(error, TimeUpError):
            raise
        return Correction(belief.by, piece, None)
    return Correction(belief.by, piece, hyper.with_own(own))


def _right(hyper: Hypergame, party: str) -> Own:
    """Give the game of a party that is mistaken in nothing."""
    return own_game(hyper.game, party, replace(hyper.game.conflict, beliefs=()))
