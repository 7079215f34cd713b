"""Who is mistaken about whom, and what comes of it, as typed facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import numpy as np

from detente.answers import Answer, Count, Heading, OptionValue, Ref, Standing, Value
from detente.conflict import CLASSICAL, Option
from detente.game import Game, Ints
from detente.questions.building import Listing, basis_of_claims, head
from detente.questions.heads import MOST_ENDS, Heads
from detente.questions.mistaken.corrections import Correction
from detente.questions.mistaken.hypergame import SIGHTS, ends_of
from detente.questions.mistaken.own import Own, concept_of
from detente.questions.mistaken.pieces import Piece, pieces_of
from detente.questions.mistaken.result import Mistaken
from detente.questions.mistaken.surprises import Surprise, foresees
from detente.questions.outcomes import heading
from detente.questions.standing import standings
from detente.stability import stable_states

Sight = Literal["myopic", "ahead"]
SIGHT: dict[str, Sight] = {"nash": "myopic", "seq": "ahead"}
MOST_SPOKEN = 8  # outcomes that get a letter
MOST_TRIED = 5  # states that somebody would move to and cannot, listed


class PieceFact(Value, frozen=True, kw_only=True):
    """One thing that a party believes and that is not so.

    Attributes
    ----------
    kind : str
        ``wishes``: what another wants; ``unaware``: an option that it does not know of; ``imagined``: one that it
        believes in and that does not exist; ``rule``: a change of the rules; ``moves``: who can move where.
    subject : str
        A decision maker, an option, or the id of a rule; empty for rules that hang together, and for moves.
    account : str
        For wishes, the account of the file whose reading it takes over, if it does.
    """

    kind: Literal["wishes", "unaware", "imagined", "rule", "moves"]
    subject: str = ""
    account: str = ""


class OwnFact(Value, frozen=True, kw_only=True):
    """How a party sees the conflict, and what it expects.

    Attributes
    ----------
    decision_maker : str
    text, because : str
        What it believes and why that is said, as in the file.
    believes : tuple of PieceFact
        Where it is mistaken; empty where it is in nothing.
    imagined : tuple of OptionValue
        The options that it believes in and that do not exist, each level for itself.
    feasible : Count
        How many states its own game has.
    unseen : Count
        How many of the states that there are its game does not hold.
    sees_today : bool or None
        Whether its game holds today; None where the file does not say what today is.
    expects : Heading or None
        Where it expects the conflict to go; None where it does not see today. Gains and losses are by its own picture.
    met_myopic, met_ahead : bool or None
        Whether every outcome that comes about is one that it expects; None where it expects none, or none is known.
    sources : tuple of str
        The ids of the sources.
    confidence : float or None
    """

    decision_maker: str
    text: str = ""
    because: str = ""
    believes: tuple[PieceFact, ...] = ()
    imagined: tuple[OptionValue, ...] = ()
    feasible: Count
    unseen: Count
    sees_today: bool | None = None
    expects: Heading | None = None
    met_myopic: bool | None = None
    met_ahead: bool | None = None
    sources: tuple[str, ...] = ()
    confidence: float | None = None


class BlindFact(Value, frozen=True, kw_only=True):
    """A state that holds and that somebody's game does not hold: whoever it is makes no move there."""

    state: Ref
    decision_makers: tuple[str, ...]


class HeldFact(Value, frozen=True, kw_only=True):
    """The equilibria of the hypergame under a concept: states in which every party stays by its own game.

    Attributes
    ----------
    concept : str
    states : tuple of Ref
        Where `count` is larger, the list is cut.
    count : Count
    mistaken : tuple of Ref
        Those of them that would not hold if nobody were mistaken.
    lost : tuple of Ref
        States that would hold if nobody were mistaken, and do not.
    blind : tuple of BlindFact
        Those of them that somebody's game does not hold.
    """

    concept: str
    states: tuple[Ref, ...]
    count: Count
    mistaken: tuple[Ref, ...] = ()
    lost: tuple[Ref, ...] = ()
    blind: tuple[BlindFact, ...] = ()


class SurpriseFact(Value, frozen=True, kw_only=True):
    """Something on the way to an outcome that a party did not foresee.

    Attributes
    ----------
    sight : str
        ``myopic``: as the sides do not look ahead; ``ahead``: as they do.
    decision_maker : str
        Who is surprised.
    end : Ref
        The outcome to which the way leads.
    step : int
        At which move, from 1 on; 0 where nobody moves.
    kind : str
        ``state``: its game does not hold the state that the move leads to; ``unable``: in its game the mover could not
        make this move; ``unwanted``: there it would be no improvement for the mover; ``deterred``: there it would, and
        an answer deters it; ``end``: that it ends there, as it expects it to end elsewhere.
    mover : str
        Who moves; empty where nobody does.
    source, target : Ref
        The states before and after the move.
    unknown : tuple of str
        For ``state``: the options taken up by the move that it does not know of.
    """

    sight: Sight
    decision_maker: str
    end: Ref
    step: int
    kind: Literal["state", "unable", "unwanted", "deterred", "end"]
    mover: str
    source: Ref
    target: Ref
    unknown: tuple[str, ...] = ()


class TriedFact(Value, frozen=True, kw_only=True):
    """What a party would move to, and cannot: states of its own game."""

    decision_maker: str
    states: tuple[Ref, ...]


class StuckFact(Value, frozen=True, kw_only=True):
    """A state in which it comes to rest only because what somebody would do is not possible."""

    sight: Sight
    state: Ref
    tried: tuple[TriedFact, ...]


class CorrectedEnds(Value, frozen=True, kw_only=True):
    """Where it would be heading if somebody were right.

    Attributes
    ----------
    states : tuple of Ref
        The nearest first; where `count` is larger, the list is cut.
    count : Count
    changed : bool
        Whether these are other outcomes than those that come about now.
    standings : tuple of Standing
        How each fares then, by what it truly wants, compared with what comes about now; empty where nothing is reached.
    """

    states: tuple[Ref, ...]
    count: Count
    changed: bool
    standings: tuple[Standing, ...] = ()


class CorrectionFact(Value, frozen=True, kw_only=True):
    """What would come about if somebody were right about one thing, or about all.

    Attributes
    ----------
    decision_maker : str
        Who would be right; empty for everybody.
    piece : PieceFact or None
        About what; None for all.
    possible : bool
        Whether it can be right about this alone; else what more it believes rests on it, and nothing is said.
    myopic, ahead : CorrectedEnds or None
        Where it would be heading, not looking ahead and looking ahead; None where the file does not say what today is.
    """

    decision_maker: str
    piece: PieceFact | None = None
    possible: bool = True
    myopic: CorrectedEnds | None = None
    ahead: CorrectedEnds | None = None


class MistakenAnswer(Answer, frozen=True, kw_only=True):
    """Who is mistaken about whom, and what comes of it?

    Attributes
    ----------
    heading : Heading or None
        Where it is heading as everybody moves by their own picture; gains and losses are by what each truly wants. None
        where the file does not say what today is.
    truth : Heading or None
        Where it would be heading if nobody were mistaken.
    owns : tuple of OwnFact
        For each decision maker.
    held : tuple of HeldFact
        For each concept, what holds.
    surprises : tuple of SurpriseFact
        Who is surprised on the way, in the order of the ways.
    stuck : tuple of StuckFact
    corrections : tuple of CorrectionFact
        Each thing that is believed by itself, then all that a party believes, then everybody.
    """

    heading: Heading | None = None
    truth: Heading | None = None
    owns: tuple[OwnFact, ...]
    held: tuple[HeldFact, ...]
    surprises: tuple[SurpriseFact, ...] = ()
    stuck: tuple[StuckFact, ...] = ()
    corrections: tuple[CorrectionFact, ...] = ()

    @property
    def mistaken(self) -> tuple[OwnFact, ...]:
        """Those who are mistaken in something."""
        return tuple(own for own in self.owns if own.believes)


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
