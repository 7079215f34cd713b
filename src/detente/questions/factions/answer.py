"""What decision makers can agree to at home, as facts: power, votes, and whose takeover changes the outcome."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.answers import (
    Answer,
    Heading,
    Ref,
    Span,
)
from detente.conflict import (
    Faction,
    Factions,
    Partial,
    Ranking,
    Statement,
    Weights,
    in_reading_order,
)
from detente.game import Ints
from detente.questions.building import Listing, basis_of_claims, exact, head
from detente.questions.factions.facts import (
    AtEnd,
    Change,
    Home,
    Led,
    Member,
    Place,
    Predicted,
    TakenOver,
    Vote,
    Voted,
)
from detente.questions.factions.result import AtHome
from detente.questions.factions.takeovers import FactionsAnalysis, Takeover, outcomes_at
from detente.questions.heads import Found, Heads, find_heading
from detente.questions.outcomes import heading
from detente.questions.sharing import shared
from detente.questions.standing import kind_of, standings

MOST_SPOKEN = 3

Claim = Statement | Ranking | Weights | Partial | Faction | Factions


class FactionsAnswer(Answer, frozen=True, kw_only=True):
    """What decision makers with factions can agree to at home, and whose takeover changes the outcome.

    Attributes
    ----------
    homes : tuple of Home
    heading : Heading or None
        Where it is heading without a takeover; None without a status quo.
    refused : str
        Why nothing can be said under this account, where that is so.
    """

    homes: tuple[Home, ...] = ()
    heading: Heading | None = None
    refused: str = ""


def answer(result: AtHome | FactionsAnalysis | tuple[FactionsAnalysis, ...]) -> FactionsAnswer:
    """Say as facts what decision makers can agree to at home."""
    if isinstance(result, FactionsAnalysis):
        result = (result,)
    found = result.found if isinstance(result, AtHome) else result
    if not found:
        assert isinstance(result, AtHome)
        return FactionsAnswer(**head("factions", result.conflict), refused=result.refused)
    game = found[0].game
    listing = Listing(game)
    heads = None if game.status_quo is None else find_heading(game, stability=found[0].analysis.stability)
    where = None if heads is None else heading(game, listing, heads)
    homes = tuple(_home(f, listing, heads) for f in found)
    return FactionsAnswer(
        **head("factions", game.conflict, game, listing),
        spoken=_spoken(where, homes),
        homes=homes,
        heading=where,
    )


def claims(found: FactionsAnalysis) -> list[Claim]:
    """List all that is claimed of the factions: what agreement needs, weights, what each wants."""
    made: list[Claim] = [found.factions]
    for member in found.members:
        made.append(member)
        made += member.preferences.claims
    return made


def _spoken(where: Heading | None, homes: Sequence[Home]) -> tuple[Ref, ...]:
    told: dict[int, None] = {}
    if where is not None:
        for ends in (where.myopic, where.ahead):
            told.update(dict.fromkeys(ends.states[:MOST_SPOKEN]))
    for home in homes:
        for takeover in home.takeovers:
            for led in takeover.both:
                if not led.same:
                    told.update(dict.fromkeys(led.states[:MOST_SPOKEN]))
    return tuple(told)


def _home(found: FactionsAnalysis, listing: Listing, heads: Heads | None) -> Home:
    game, path = found.game, found.dm
    quota, minimal = found.factions.quota, found.voting.minimal
    concepts = in_reading_order(found.analysis.concepts)
    predicted = [(c, outcomes_at(found.analysis, c)) for c in concepts]
    told = [found.win_set_at, *(states for _, states in predicted)]
    asked = found.coalitions[found.deals]
    known, counted = np.unique(asked, return_counts=True)
    deals = dict(zip(known.tolist(), counted.tolist(), strict=True))
    seen = {*known.tolist(), *(int(c) for states in told for c in found.coalitions[states])}
    order = sorted(seen, key=lambda c: (-found.weight(c), c))
    places = {c: k for k, c in enumerate(order)}

    def voted(states: Ints, name: str) -> tuple[Voted, ...]:
        refs = listing.all(states, f"{path}.{name}")
        votes = (places[int(c)] for c in found.coalitions[states[: len(refs)]])
        return tuple(Voted(state=s, vote=v) for s, v in zip(refs, votes, strict=True))

    made = claims(found)
    return Home(
        decision_maker=found.dm,
        quota=None if quota is None else exact(quota),
        total=exact(found.factions.total),
        members=tuple(_member(found, k) for k in range(len(found.members))),
        minimal_winning=tuple(found.ids(int(c)) for c in minimal),
        minimal_count=str(minimal.size),
        against=listing(found.reference),
        where=found.where or None,
        deals=str(int(found.deals.sum())),
        votes=tuple(_vote(found, c, deals.get(c, 0)) for c in order),
        win_set=voted(found.win_set_at, "win_set"),
        win_set_count=str(found.win_set_at.size),
        win_set_shared=shared(game, found.win_set_at) if found.win_set_at.size else None,
        predicted=tuple(
            Predicted(
                concept=c,
                count=str(states.size),
                ratified=str(int(found.carried[states].sum())),
                unchanged=found.reference.index in states,
                states=voted(states, f"predicted.{c}"),
            )
            for c, states in predicted
        ),
        ends=tuple(
            AtEnd(
                concept=f.concept,
                count=f.states.size,
                ratified=int(found.carried[f.states].sum()),
                unchanged=found.reference.index in f.states,
            )
            for f in (() if heads is None else heads.both)
        ),
        takeovers=tuple(_takeover(t, listing, heads, path, concepts) for t in found.takeovers),
        basis=basis_of_claims(made, found.game.conflict),
        wants=sum(not isinstance(c, Faction | Factions) for c in made),
    )


def _member(found: FactionsAnalysis, k: int) -> Member:
    member, power = found.members[k], found.voting.power[k]
    return Member(
        id=member.id,
        name=member.name,
        weight=exact(member.weight),
        because=member.because,
        sources=tuple(str(s) for s in member.sources),
        confidence=member.confidence,
        swings=power.swings,
        banzhaf=exact(power.banzhaf),
        banzhaf_absolute=exact(power.banzhaf_absolute),
        shapley_shubik=exact(power.shapley_shubik),
        veto=power.veto,
        dummy=power.dummy,
        votes_for=str(int(((found.coalitions >> k & 1) > 0)[found.deals].sum())),
    )


def _vote(found: FactionsAnalysis, coalition: int, deals: int) -> Vote:
    return Vote(
        ratified=bool(found.voting.carries[coalition]),
        supporters=found.ids(coalition),
        weight=exact(found.weight(coalition)),
        pivotal=tuple(found.members[k].id for k in found.voting.pivotal(coalition)),
        deals=str(deals),
    )


def _takeover(
    found: Takeover, listing: Listing, heads: Heads | None, path: str, concepts: Sequence[str]
) -> TakenOver:
    path = f"{path}.{found.faction.id}"
    changes = []
    for concept in concepts:
        comes, goes = found.comes(concept), found.goes(concept)
        changes.append(
            Change(
                concept=concept,
                comes=listing.all(comes, f"{path}.comes.{concept}"),
                goes=listing.all(goes, f"{path}.goes.{concept}"),
                comes_count=str(comes.size),
                goes_count=str(goes.size),
            )
        )
    led: list[Led | None] = [None, None]
    if heads is not None:
        after = find_heading(found.after.game, stability=found.after.stability)
        pairs = zip(heads.both, after.both, strict=True)
        led = [_led(found, old, new, listing, path) for old, new in pairs]
    return TakenOver(
        faction=found.faction.id,
        account=found.after.game.account,
        changes=tuple(c for c in concepts if c in found.changes),
        by_concept=tuple(changes),
        places=tuple(_places(found, concepts)),
        myopic=led[0],
        ahead=led[1],
    )


def _places(found: Takeover, concepts: Sequence[str]) -> list[Place]:
    game = found.before.game
    told = []
    for c in concepts:
        for dm, (before, after) in found.places(c).items():
            top = int(game.ranks[game.index(dm)].max()) + 1
            told.append(
                Place(concept=c, decision_maker=dm, before=_span(before, top), after=_span(after, top))
            )
        before, after = found.own_places(c)
        top = int(found.order.max()) + 1
        told.append(Place(concept=c, decision_maker="", before=_span(before, top), after=_span(after, top)))
    return told


def _span(places: tuple[int, int] | None, of: int) -> Span | None:
    return None if places is None else Span(best=places[0], worst=places[1], of=of)


def _order(found: Takeover, states: Ints) -> Span | None:
    """Give the best and the worst place of some states in the faction's own order."""
    if not states.size:
        return None
    top, here = int(found.order.max()) + 1, found.order[states]
    return Span(best=top - int(here.max()), worst=top - int(here.min()), of=top)


def _led(found: Takeover, old: Found, new: Found, listing: Listing, path: str) -> Led:
    before, after = _order(found, old.states), _order(found, new.states)
    return Led(
        concept=new.concept,
        states=listing.all(new.states, f"{path}.{new.concept}"),
        count=str(new.states.size),
        same=set(old.states.tolist()) == set(new.states.tolist()),
        standings=standings(found.before.game, old.states, new.states),
        own=None if before is None or after is None else kind_of(before, after),
        shared=shared(found.before.game, new.states) if new.states.size else None,
    )
