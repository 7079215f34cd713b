"""Who is mistaken about whom, and what comes of it, as typed facts."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from detente.answers import Heading, OptionValue
from detente.conflict import CLASSICAL, Option
from detente.game import Game, Ints
from detente.questions.building import Listing, basis_of_claims, head
from detente.questions.heads import MOST_ENDS, Heads
from detente.questions.mistaken.corrections import Correction
from detente.questions.mistaken.facts import (
    BlindFact,
    CorrectedEnds,
    CorrectionFact,
    HeldFact,
    MistakenAnswer,
    OwnFact,
    PieceFact,
    Sight,
    StuckFact,
    SurpriseFact,
    TriedFact,
)
from detente.questions.mistaken.hypergame import SIGHTS, ends_of
from detente.questions.mistaken.own import Own, concept_of
from detente.questions.mistaken.pieces import Piece, pieces_of
from detente.questions.mistaken.result import Mistaken
from detente.questions.mistaken.surprises import Surprise, foresees
from detente.questions.outcomes import heading
from detente.questions.standing import standings
from detente.stability import stable_states

SIGHT: dict[str, Sight] = {"nash": "myopic", "seq": "ahead"}
MOST_SPOKEN = 8  # outcomes that get a letter
MOST_TRIED = 5  # states that somebody would move to and cannot, listed


def answer(found: Mistaken) -> MistakenAnswer:
    """Give what was found under one account as typed facts."""
    game = found.game
    listing = Listing(game)
    heading_ = _heading(game, listing, found.heads)
    truth = _heading(game, listing, found.truth)
    owns = tuple(_own(found, own, listing) for own in found.owns)
    held = tuple(_held(found, concept, listing) for concept in CLASSICAL)
    surprised = tuple(_surprise(found, one, listing) for one in found.surprises)
    stuck = tuple(fact for concept in SIGHTS for fact in _stuck(found, concept, listing))
    corrected = tuple(_correction(found, one, listing) for one in found.corrected)
    listing.stopped(*found.stopped)
    claims = [c for p in found.conflict.preferences.values() for c in p.claims]
    basis = basis_of_claims([*claims, *found.conflict.beliefs], found.conflict)
    spoken = tuple(dict.fromkeys(map(listing, _spoken(found))))[:MOST_SPOKEN]
    facts = head("mistaken", found.conflict, game, listing)
    return MistakenAnswer(
        **(facts | {"basis": basis, "spoken": spoken}),
        heading=heading_,
        truth=truth,
        owns=owns,
        held=held,
        surprises=surprised,
        stuck=stuck,
        corrections=corrected,
    )


def _spoken(found: Mistaken) -> Iterable[int]:
    """Give the outcomes that are spoken of, most important first: those that exist."""
    for concept in reversed(SIGHTS):
        yield from ends_of(found.heads, concept).tolist()
    for concept in reversed(SIGHTS):
        yield from ends_of(found.truth, concept).tolist()
    for own in found.owns:
        for concept in reversed(SIGHTS):
            places = own.origin[ends_of(own.heads, concept)]
            yield from places[places >= 0].tolist()


def _heading(game: Game, listing: Listing, heads: Heads | None) -> Heading | None:
    return None if heads is None else heading(game, listing, heads)


def _piece(piece: Piece) -> PieceFact:
    return PieceFact(kind=piece.kind, subject=piece.subject, account=piece.account)


def _own(found: Mistaken, own: Own, listing: Listing) -> OwnFact:
    belief = found.conflict.belief(own.party)
    start = found.game.status_quo
    beside = listing if own.game is found.game else listing.beside(own.game)
    met = {c: _met(found, own, c) for c in SIGHTS}
    added = () if belief is None else belief.overlay.add_options
    return OwnFact(
        decision_maker=own.party,
        text="" if belief is None else belief.text,
        because="" if belief is None else belief.because,
        believes=() if belief is None else tuple(map(_piece, pieces_of(belief, found.conflict))),
        imagined=tuple(_option(dm, option) for dm, option in added),
        feasible=str(own.game.size),
        unseen=str(int((~own.seen).sum())),
        sees_today=None if start is None else bool(own.seen[start]),
        expects=_heading(own.game, beside, own.heads),
        met_myopic=met["nash"],
        met_ahead=met["seq"],
        sources=() if belief is None else tuple(dict.fromkeys(c.source for c in belief.sources)),
        confidence=None if belief is None else belief.confidence,
    )


def _option(dm: str, option: Option) -> OptionValue:
    level = "" if option.of is None else f"{dm}.{option.of.id}"
    return OptionValue(id=f"{dm}.{option.id}", text=option.text, tags=option.tags, level_of=level)


def _met(found: Mistaken, own: Own, concept: str) -> bool | None:
    """Tell whether a party expects whatever comes about."""
    ends = ends_of(found.heads, concept)
    if not ends.size or not ends_of(own.heads, concept).size:
        return None
    return all(foresees(own, concept, int(end)) for end in ends)


def _held(found: Mistaken, concept: str, listing: Listing) -> HeldFact:
    states = found.equilibria_at(concept)
    name = concept_of(found.game, concept)
    known = stable_states(found.game, [name])
    true = np.flatnonzero(known.holds(name))
    blind = [(int(s), found.hyper.unseen(int(s))) for s in states[:MOST_ENDS]]
    return HeldFact(
        concept=name,
        states=listing.all(states, f"held {concept}", MOST_ENDS),
        count=str(states.size),
        mistaken=listing.all(np.setdiff1d(states, true), f"mistaken {concept}", MOST_ENDS),
        lost=listing.all(np.setdiff1d(true, states), f"lost {concept}", MOST_ENDS),
        blind=tuple(BlindFact(state=listing(s), decision_makers=dms) for s, dms in blind if dms),
    )


def _surprise(found: Mistaken, one: Surprise, listing: Listing) -> SurpriseFact:
    own = found.hyper.own(one.party)
    before, after = (found.game.state(s) for s in (one.source, one.target))
    unknown: tuple[str, ...] = ()
    if one.kind == "state":
        options = own.game.conflict.options
        fresh = sorted(after.facts - before.facts)
        unknown = tuple(o for o in fresh if o in options and not options[o].available)
    return SurpriseFact(
        sight=SIGHT[one.concept],
        decision_maker=one.party,
        end=listing(one.end),
        step=one.step,
        kind=one.kind,
        mover=one.mover,
        source=listing(one.source),
        target=listing(one.target),
        unknown=unknown,
    )


def _stuck(found: Mistaken, concept: str, listing: Listing) -> list[StuckFact]:
    facts = []
    for state in found.hyper.stuck(concept)[:MOST_ENDS]:
        tried = []
        for own in found.owns:
            if states := own.tried(state, concept)[:MOST_TRIED].tolist():
                known = listing.beside(own.game).all(states)
                tried.append(TriedFact(decision_maker=own.party, states=known))
        facts.append(StuckFact(sight=SIGHT[concept], state=listing(state), tried=tuple(tried)))
    return facts


def _correction(found: Mistaken, one: Correction, listing: Listing) -> CorrectionFact:
    piece = None if one.piece is None else _piece(one.piece)
    if one.heads is None:
        return CorrectionFact(decision_maker=one.party, piece=piece, possible=one.hyper is not None)
    ends = {c: _corrected(found, c, ends_of(one.heads, c), listing) for c in SIGHTS}
    return CorrectionFact(decision_maker=one.party, piece=piece, myopic=ends["nash"], ahead=ends["seq"])


def _corrected(found: Mistaken, concept: str, after: Ints, listing: Listing) -> CorrectedEnds:
    before = ends_of(found.heads, concept)
    changed = set(before.tolist()) != set(after.tolist())
    return CorrectedEnds(
        states=listing.all(after, "corrections", MOST_ENDS),
        count=str(after.size),
        changed=changed,
        standings=standings(found.game, before, after) if changed else (),
    )


__all__ = [
    "BlindFact",
    "CorrectedEnds",
    "CorrectionFact",
    "HeldFact",
    "MistakenAnswer",
    "OwnFact",
    "PieceFact",
    "Sight",
    "StuckFact",
    "SurpriseFact",
    "TriedFact",
    "answer",
]
