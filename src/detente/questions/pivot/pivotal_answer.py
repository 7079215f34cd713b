"""Who could tip it, as facts: whom a change of mind would help and hurt."""

from __future__ import annotations

from typing import Literal

from detente.answers import Answer, Count, Heading, Ref, Span, Value
from detente.game import Game
from detente.questions.building import Listing, head
from detente.questions.outcomes import heading
from detente.questions.pivot.pivotal import Pivotal
from detente.questions.standing import span

MOST_SPOKEN = 2  # outcomes that the sentences name
TippingKind = Literal["opposed", "apart", "gain", "lose", "neither", "none"]


class Effect(Value, frozen=True, kw_only=True):
    """What a change of mind of one decision maker could mean for another.

    Attributes
    ----------
    decision_maker : str
        The other.
    better : tuple of Ref
        What is new and better for it than everything that is to be had as things are, the best first.
    worse : tuple of Ref
        What is new and worse for it than all of that, the worst first.
    best, worst : int or None
        The places of the first of `better` and of `worse` in its order, from 1 (best) on.
    one_change : bool or None
        Whether a single change (a statement left out, moved or added; in a ranking a pair of states) would bring
        about something better for it; None where that was not asked, or could not be looked at in full.
    """

    decision_maker: str
    better: tuple[Ref, ...]
    worse: tuple[Ref, ...]
    best: int | None = None
    worst: int | None = None
    one_change: bool | None = None


class Tipping(Value, frozen=True, kw_only=True):
    """What a decision maker could bring about by a change of its mind alone, the others as they are.

    Attributes
    ----------
    decision_maker : str
    kind : str
        ``opposed``: some would gain and others lose by one and the same change; ``apart``: some would gain and others
        lose, by different changes; ``gain``, ``lose``: others would only gain, or only lose; ``neither``: something new
        that is neither better nor worse for another than everything that is to be had as things are; ``none``: nothing
        new, the decision maker can tip nothing.
    could : tuple of Ref
        The equilibria under some preferences of its own.
    could_count : Count
    new : tuple of Ref
        Those of them that are not to be had as things are.
    new_count : Count
    unsure : tuple of Ref
        What is neither shown nor ruled out.
    unsure_count : Count
    courted_by : tuple of str
        Those for whom something new would be better.
    gaining : tuple of str
        Those for whom something new would be better that is worse for another.
    losing : tuple of str
        Those for whom it is worse.
    effects : tuple of Effect
        For each other decision maker.
    """

    decision_maker: str
    kind: TippingKind
    could: tuple[Ref, ...]
    could_count: Count
    new: tuple[Ref, ...]
    new_count: Count
    unsure: tuple[Ref, ...]
    unsure_count: Count
    courted_by: tuple[str, ...]
    gaining: tuple[str, ...]
    losing: tuple[str, ...]
    effects: tuple[Effect, ...]

    @property
    def losers(self) -> tuple[str, ...]:
        """Those for whom something new would be worse."""
        return tuple(e.decision_maker for e in self.effects if e.worse)


class Places(Value, frozen=True, kw_only=True):
    """The places of what is to be had as things are in a decision maker's order; None where there is nothing."""

    decision_maker: str
    places: Span | None


class PivotalAnswer(Answer, frozen=True, kw_only=True):
    """Who could tip it: for each decision maker, what a change of its mind alone could bring about.

    Attributes
    ----------
    concept : str
        The concept whose equilibria are looked at.
    present : tuple of Ref
        The equilibria as things are: those that improvements lead to from the status quo, or without one all.
    present_count : Count
    places : tuple of Places
        Where they stand in each decision maker's order.
    heading : Heading or None
        Where it is heading as things are, not looking ahead and looking ahead; None where the file has no status quo.
    pivotal : tuple of Tipping
        For each decision maker that was looked at.
    """

    concept: str
    present: tuple[Ref, ...]
    present_count: Count
    places: tuple[Places, ...]
    heading: Heading | None
    pivotal: tuple[Tipping, ...]


def pivotal_answer(found: Pivotal) -> PivotalAnswer:
    """Give what each decision maker could bring about, and who would gain or lose by it.

    Examples
    --------
    >>> import detente
    >>> found = detente.pivotal(detente.load("istanbul-2025").game("broker"))
    >>> [(t.decision_maker, t.kind, t.gaining, t.losing) for t in pivotal_answer(found).pivotal if t.gaining]
    [('us', 'opposed', ('russia',), ('ukraine', 'europe'))]
    """
    game, listing = found.game, Listing(found.game)
    present = listing.all(found.present, "present")
    makers = tuple(_tipping(found, dm, listing) for dm in found.could)
    listing.stopped(*found.stopped)
    ends = None if game.status_quo is None else heading(game, listing)
    fields = head("pivot", game.conflict, game, listing)
    return PivotalAnswer(
        **fields,
        spoken=present[:MOST_SPOKEN],
        concept=found.concept,
        present=present,
        present_count=str(len(found.present)),
        places=tuple(
            Places(decision_maker=d, places=span(game, d, found.present)) for d in game.decision_makers
        ),
        heading=ends,
        pivotal=makers,
    )


def _place(game: Game, dm: str, state: int) -> int:
    ranks = game.ranks[game.index(dm)]
    return int(ranks.max()) - int(ranks[state]) + 1


def _tipping(found: Pivotal, dm: str, listing: Listing) -> Tipping:
    could, new, unsure = found.could[dm], found.new(dm), found.unsure[dm]
    gaining, losing = found.between(dm)
    others = [o for o in found.game.decision_makers if o != dm]
    name = f"pivotal.{dm}"
    return Tipping(
        decision_maker=dm,
        kind=_kind(found, dm),
        could=listing.all(could, f"{name}.could"),
        could_count=str(len(could)),
        new=listing.all(new, f"{name}.new"),
        new_count=str(len(new)),
        unsure=listing.all(unsure, f"{name}.unsure"),
        unsure_count=str(len(unsure)),
        courted_by=found.courted[dm],
        gaining=gaining,
        losing=losing,
        effects=tuple(_effect(found, dm, o, listing) for o in others),
    )


def _kind(found: Pivotal, dm: str) -> TippingKind:
    if not found.new(dm).size:
        return "none"
    gaining, _ = found.between(dm)
    if gaining:  # others lose by the same change
        return "opposed"
    gain = bool(found.courted[dm])
    lose = any(found.worse_for(dm, o).size for o in found.game.decision_makers if o != dm)
    if gain and lose:
        return "apart"
    return "gain" if gain else "lose" if lose else "neither"


def _effect(found: Pivotal, dm: str, other: str, listing: Listing) -> Effect:
    game, name = found.game, f"pivotal.{dm}.{other}"
    # Where nothing is to be had as things are, there is nothing to measure a gain against.
    better = found.better_for(dm, other) if found.present.size else found.present
    worse = found.worse_for(dm, other)
    one = None
    if found.priced and better.size:
        price = found.price(dm, other)
        one = None if price is None else price == 1
    return Effect(
        decision_maker=other,
        better=listing.all(better, f"{name}.better"),
        worse=listing.all(worse, f"{name}.worse"),
        best=_place(game, other, int(better[0])) if better.size else None,
        worst=_place(game, other, int(worse[0])) if worse.size else None,
        one_change=one,
    )
