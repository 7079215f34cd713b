"""Whether a deal would be kept, by whom it would be left, and what would help: as facts."""

from __future__ import annotations

from collections.abc import Sequence

from detente.game import Game
from detente.questions.building import Listing
from detente.questions.settle.facts import (
    AdditionFact,
    GuaranteeFact,
    KeptFact,
    LeaverFact,
    OrderFact,
    RungFact,
)
from detente.questions.settle.keeping import Kept, Leaver

MOST_ENDS = 6


def kept_fact(kept: Kept, listing: Listing) -> KeptFact:
    """Give whether it would be kept, who would leave it, and what would help."""
    game = kept.game
    if game is None:
        return KeptFact(verdict="unknown")
    there = listing.beside(game)
    return KeptFact(
        verdict=kept.verdict,
        leavers=_leavers(kept.leavers, game, there),
        ends=tuple(there(game.state(e)) for e in kept.ends[:MOST_ENDS]),
        undone=kept.undone,
        orders=tuple(
            OrderFact(
                parties=o.parties,
                works=o.works,
                stopper=None if o.works else o.parties[o.stops],
                at=there(game.state(o.states[o.stops])),
            )
            for o in kept.orders
        ),
        guarantees=tuple(
            GuaranteeFact(
                parts=tuple(AdditionFact(kind=p.kind, option=p.option, before=p.before) for p in g.parts),
                verdict=g.verdict,
            )
            for g in kept.guarantees
        ),
        tried=str(kept.tried) if kept.tried else None,
        ladder=tuple(
            RungFact(
                by=r.by or None,
                state=there(game.state(r.state)),
                leavers=_leavers(r.leavers, game, there),
                ends=tuple(there(game.state(e)) for e in r.ends[:MOST_ENDS]),
                goes_on=r.goes_on,
            )
            for r in kept.ladder
        ),
    )


def _leavers(found: Sequence[Leaver], game: Game, there: Listing) -> tuple[LeaverFact, ...]:
    return tuple(
        LeaverFact(
            decision_maker=x.dm,
            to=there(game.state(x.to)),
            breaks=x.breaks,
            deterred=x.deterred,
            deterrers=x.deterrers,
        )
        for x in found
    )
