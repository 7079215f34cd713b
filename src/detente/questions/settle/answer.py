"""Which packages beat no deal, which are fair and which would be kept, as facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from detente.answers import Answer, Basis, Count, Cut, Exact, Heading
from detente.conflict import PREFERENCES, Terms
from detente.game import Game
from detente.questions.building import Listing, basis_of_claims, exact, head, withheld
from detente.questions.outcomes import heading
from detente.questions.settle.facts import (
    AdditionFact,
    ChangeFact,
    DealFact,
    DividedFact,
    ExpectedFact,
    GainFact,
    GuaranteeFact,
    IssueFact,
    KeptFact,
    LeaverFact,
    OpeningFact,
    OrderFact,
    OtherFact,
    PartyFact,
    PointFact,
    Rule,
    RuleFact,
    RungFact,
    SplitFact,
    ValueFact,
)
from detente.questions.settle.keeping import Kept, Leaver
from detente.questions.settle.result import Deal, Expected, Opening, Settlement
from detente.questions.settle.table import Worths

MOST_POINTS = 300  # of the frontier, for the picture
MOST_ENDS = 6
MOST_SPOKEN = 8

Packages = Literal["terms", "states"]


class SettleAnswer(Answer, frozen=True, kw_only=True):
    """Which deal beats no deal, is fair, and would be kept?

    Attributes
    ----------
    packages : str
        ``terms``: a package is a value of each issue; ``states``: the file has no terms, and what the sides could agree
        on are the states of the conflict within reach.
    issues : tuple of IssueFact
    signers : tuple of str
        Without whose signature there is no deal.
    parties : tuple of PartyFact
        Those who have wishes, the signatories first.
    numeric : bool
        Whether everybody who signs has numbers; else everything rests on orders.
    absent : tuple of str
        Who signs, too, but whose wishes are confidential and not at hand: `signers`, and all that is counted, chosen
        and compared, are about the others alone, and no rule of fairness is asked.
    asked : tuple of str
        Signatories of whom it is unknown what no deal is worth to them: they are passed over where packages are
        compared with no deal.
    expected : ExpectedFact
        What comes without a deal.
    heading : Heading or None
    all : Count
        How many packages there are.
    whole : bool
        Whether all are looked at. Where there are too many, only those on the frontier of who signs are: `allowed`,
        `zone` and both frontiers then count these, and nothing is said of places.
    allowed : Count
        How many of them can be put together.
    zone : Count
        How many beat no deal: worse for nobody who signs, better for somebody (of states: for everybody), and no red
        line is crossed.
    frontier, zone_frontier : Count
        How many are on the Pareto frontier of those who sign: over all that can be put together, and over those that
        beat no deal.
    deals : tuple of DealFact
        The shortlist; those that would be kept come first.
    rules : tuple of RuleFact
        What rules of fairness choose.
    unanimous : Count
        How many packages everybody who signs puts first, among those that beat no deal.
    divided : DividedFact or None
        Adjusted Winner, where two sign and the issues are worth something each by itself.
    openings : tuple of OpeningFact
        Where nothing beats no deal: single changes after which something does.
    others : tuple of OtherFact
        What changes if something else is expected without a deal.
    points : tuple of PointFact
        The frontier over those that beat no deal, what comes without a deal, today: for a picture.
    """

    packages: Packages
    issues: tuple[IssueFact, ...]
    signers: tuple[str, ...]
    parties: tuple[PartyFact, ...]
    numeric: bool
    asked: tuple[str, ...]
    expected: ExpectedFact
    heading: Heading | None
    all: Count
    whole: bool
    allowed: Count
    zone: Count
    frontier: Count
    zone_frontier: Count
    deals: tuple[DealFact, ...]
    rules: tuple[RuleFact, ...]
    unanimous: Count
    divided: DividedFact | None
    openings: tuple[OpeningFact, ...]
    others: tuple[OtherFact, ...]
    points: tuple[PointFact, ...]
    absent: tuple[str, ...] = ()


def answer(found: Settlement) -> SettleAnswer:
    """Give the facts."""
    listing = None if found.game is None else Listing(found.game)
    facts = None
    if listing is not None and found.game is not None and found.heads is not None:
        facts = heading(found.game, listing, found.heads)
    table = found.table
    deals = tuple(_deal(found, d, listing) for d in found.deals)
    spoken = [d.state for d in deals if d.state is not None] if table.terms is None else []
    expected = expected_fact(found.expected, listing)
    spoken += list(expected.states)
    spoken += [e for d in deals[:1] if d.kept is not None for e in d.kept.ends if table.terms is not None]
    openings = _openings(found, listing)
    spoken += [s for o in openings if o.expected is not None for s in o.expected.states]
    others = tuple(
        OtherFact(
            expected=expected_fact(o.expected, listing),
            zone=str(o.zone),
            kept=tuple(k for k, d in enumerate(found.deals) if d.package in o.kept),
        )
        for o in found.others
    )
    shown = fields_of(found, listing)
    shown["truncated"] = (*shown["truncated"], *(Cut(list=name, count=str(n)) for name, n in found.cuts))
    return SettleAnswer(
        **shown,
        spoken=tuple(s for s in dict.fromkeys(spoken) if s != shown["status_quo"])[:MOST_SPOKEN],
        packages="states" if table.terms is None else "terms",
        issues=issue_facts(found),
        signers=table.signers,
        parties=tuple(_party(found, w) for w in table.parties),
        numeric=table.numeric,
        asked=tuple(w.dm for w in table.signing if not w.known),
        expected=expected,
        heading=facts,
        all=str(table.all),
        whole=table.whole,
        allowed=str(int(table.allowed.sum())),
        zone=str(found.zone.size),
        frontier=str(found.frontier.size),
        zone_frontier=str(found.zone_frontier.size),
        deals=deals,
        rules=_rules(found),
        unanimous=str(found.unanimous.size),
        divided=_divided(found),
        openings=openings,
        others=others,
        points=_points(found),
        absent=table.absent,
    )


def fields_of(found: Settlement, listing: Listing | None) -> dict[str, Any]:
    """Give the fields that an answer about packages begins with; the listing then holds all its states."""
    fields = head("settle", found.conflict, found.game, listing)
    if found.table.terms is not None:
        fields["withheld"] = withheld(found.conflict, wishes=True, preferences=found.game is not None)
    if found.table.terms is not None:
        fields["basis"] = _basis(found)
    return fields


def _basis(found: Settlement) -> Basis:
    """Count the claims about terms; those about the states too, where anything depends on them."""
    assert found.table.terms is not None
    # What is confidential makes no claims that anybody else could count.
    claims: list[Any] = [c for w in found.table.terms.wishes.values() for c in w.claims]
    if found.game is not None:
        claims += [c for p in found.conflict.preferences.values() for c in p.claims]
    return basis_of_claims([c for c in claims if getattr(c, "id", "") != PREFERENCES], found.conflict)


def issue_facts(found: Settlement) -> tuple[IssueFact, ...]:
    """Give the issues."""
    return () if found.table.terms is None else issues_of(found.table.terms)


def issues_of(terms: Terms) -> tuple[IssueFact, ...]:
    """Give the issues of terms."""
    return tuple(
        IssueFact(
            id=i.id,
            text=i.text,
            short=i.short,
            signed_by=terms.signers(i),
            values=tuple(
                ValueFact(
                    id=v.id,
                    text=v.text,
                    short=v.short,
                    sets=tuple(o for o, taken in v.sets if taken),
                    drops=tuple(o for o, taken in v.sets if not taken),
                    bars=v.bars,
                )
                for v in i.values
            ),
        )
        for i in terms.issues
    )


def _number(found: Settlement, points: Any) -> Exact | None:
    return None if points is None else exact(Fraction(int(points), found.table.scale))


def _party(found: Settlement, worths: Worths) -> PartyFact:
    terms = found.table.terms
    signs = worths.dm in found.table.signers
    if worths.dm in found.table.hidden:
        return PartyFact(
            decision_maker=worths.dm,
            signs=signs,
            form="confidential",
            no_deal_from="withheld",
            no_deal=None,
            no_deal_place=None,
            today=None,
            ranges=False,
            red_lines=(),
        )
    lines = () if terms is None else tuple(s.id for s in terms.wishes[worths.dm].red_lines)
    return PartyFact(
        decision_maker=worths.dm,
        signs=signs,
        form=worths.form,  # type: ignore[arg-type]
        no_deal_from=worths.basis,
        no_deal=_number(found, worths.no_deal_points),
        today=_number(found, worths.today_points),
        no_deal_place=None
        if worths.no_deal is None or not found.table.whole
        else int((worths.ranks[found.table.allowed] > worths.no_deal).sum()) + 1,
        ranges=worths.low is not None,
        red_lines=lines,
    )


def expected_fact(expected: Expected, listing: Listing | None) -> ExpectedFact:
    """Give what comes without a deal."""
    states = () if listing is None else listing.all(expected.states)
    return ExpectedFact(kind=expected.kind, states=states)


def _compared(ranks: Any, package: int, other: int | None) -> Literal["better", "same", "worse", "unknown"]:
    if other is None:
        return "unknown"
    mine = int(ranks[package])
    return "better" if mine > other else "same" if mine == other else "worse"


def gain_fact(found: Settlement, worths: Worths, package: int) -> GainFact:
    """Give what a package gives a party."""
    points, no_deal, today = worths.points, worths.no_deal_points, worths.today_points
    if worths.dm in found.table.hidden:
        kind = _compared(worths.ranks, package, worths.no_deal)
        return GainFact(decision_maker=worths.dm, kind=kind, than_today="withheld", place=None)
    return GainFact(
        decision_maker=worths.dm,
        kind=_compared(worths.ranks, package, worths.no_deal),
        than_today=_compared(worths.ranks, package, worths.today),
        place=int((worths.ranks[found.table.allowed] > worths.ranks[package]).sum()) + 1
        if found.table.whole
        else None,
        worth=None if points is None else _number(found, points[package]),
        gain=None if points is None or no_deal is None else _number(found, int(points[package]) - no_deal),
        over_today=None if points is None or today is None else _number(found, int(points[package]) - today),
        low=None if worths.low is None else _number(found, worths.low[package]),
        high=None if worths.high is None else _number(found, worths.high[package]),
    )


def values_of(found: Settlement, package: int) -> tuple[str, ...]:
    """Give a package's value of each issue; none where it is a state."""
    terms = found.table.terms
    if terms is None:
        return ()
    return tuple(
        f"{i.id}.{i.values[v].id}"
        for i, v in zip(terms.issues, found.table.grid.choice(package), strict=True)
    )


def state_of(found: Settlement, package: int, listing: Listing | None) -> int | None:
    """Give the state right after the signature."""
    state = found.table.states[int(found.table.effect[package])]
    return None if listing is None or state < 0 else listing(state)


def _deal(found: Settlement, deal: Deal, listing: Listing | None) -> DealFact:
    gains = tuple(gain_fact(found, w, deal.package) for w in found.table.parties)
    kept = found.kept.get(int(found.table.effect[deal.package]))
    return DealFact(
        values=values_of(found, deal.package),
        state=state_of(found, deal.package, listing),
        rules=deal.roles,
        first_for=tuple(dm for dm in deal.first_for if dm not in found.table.hidden),
        gains=gains,
        blockers=tuple(
            w.dm
            for w, g in zip(found.table.parties, gains, strict=True)
            if w.dm in found.table.signers
            and (g.kind != "better" or (g.low is not None and g.low.decimal < 0))
        ),
        on_frontier=deal.package in set(found.frontier.tolist()),
        kept=None if kept is None or listing is None else _kept(kept, listing),
    )


def _kept(kept: Kept, listing: Listing) -> KeptFact:
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


def _rules(found: Settlement) -> tuple[RuleFact, ...]:
    chosen: list[tuple[Rule, Any, int]] = [(r, c, 0) for r, c in found.solutions.items()]
    if found.fallback.chosen.size:
        chosen.append(("fallback", found.fallback.chosen, found.fallback.depth))
    if found.majority.chosen.size and len(found.table.signers) > 2:
        chosen.append(("majority", found.majority.chosen, found.majority.depth))
    places = {d.package: k for k, d in enumerate(found.deals)}
    told = []
    for rule, packages, depth in chosen:
        among = [places[p] for p in packages.tolist() if p in places]
        told.append(
            RuleFact(
                rule=rule,
                count=str(packages.size),
                deal=min(among) if among else None,
                depth=None if set(found.table.signers) & found.table.hidden else depth or None,
            )
        )
    return tuple(told)


def _divided(found: Settlement) -> DividedFact | None:
    divided, terms = found.divided, found.table.terms
    if divided is None or terms is None or set(found.table.signers) & found.table.hidden:
        return None
    first, second = found.table.signers
    splits = []
    for k, (a, b), share in zip(divided.issues, divided.wanted, divided.division.shares, strict=True):
        issue = terms.issues[k]
        splits.append(
            SplitFact(issue=issue.id, wanted=(issue.values[a].id, issue.values[b].id), share=exact(share))
        )
    return DividedFact(
        parties=(first, second),
        splits=tuple(splits),
        split=None
        if divided.division.split is None
        else terms.issues[divided.issues[divided.division.split]].id,
        points=exact(divided.division.points[0]),
        agreed=tuple(f"{terms.issues[k].id}.{terms.issues[k].values[v].id}" for k, v in divided.agreed),
    )


def _openings(found: Settlement, listing: Listing | None) -> tuple[OpeningFact, ...]:
    """Give what would open a way; of one whose wishes are confidential one red line, which is not named."""
    told: list[OpeningFact] = []
    secret: set[str] = set()
    for one in found.openings:
        if one.kind == "red_line" and one.dm in secret:
            continue
        if one.dm in found.table.hidden and one.kind == "red_line":
            secret.add(one.dm)
        told.append(_opening(found, one, listing))
    return tuple(told)


def _opening(found: Settlement, opening: Opening, listing: Listing | None) -> OpeningFact:
    hidden = found.table.hidden
    secret = opening.dm in hidden and opening.kind in ("red_line", "payment", "step")
    there = replace(found, table=opening.table)
    return OpeningFact(
        kind=opening.kind,
        decision_maker=opening.dm,
        id="" if secret else opening.id,
        expected=None if opening.expected is None else expected_fact(opening.expected, listing),
        values=values_of(found, opening.package),
        state=state_of(there, opening.at, listing),
        opened=str(opening.opened),
        price=None if opening.price is None or secret else exact(opening.price),
        payers=opening.payers,
        gains=tuple(gain_fact(there, w, opening.at) for w in opening.table.parties),
        steps=0 if secret else opening.steps,
        also=tuple(
            ChangeFact(kind=kind, decision_maker=dm, id="" if kind == "red_line" and dm in hidden else id)  # type: ignore[arg-type]
            for kind, dm, id in opening.also
        ),
    )


def _points(found: Settlement) -> tuple[PointFact, ...]:
    """Give the frontier of two or three who sign as points: in numbers where all have them, else by their places."""
    signing = found.table.signing
    hidden = set(found.table.signers) & found.table.hidden
    if len(signing) not in (2, 3) or not found.zone.size or hidden:
        return ()
    deals = {d.package: k for k, d in enumerate(found.deals)}
    packages = dict.fromkeys((*deals, *found.zone_frontier[:MOST_POINTS].tolist()))
    told = []
    if found.table.numeric:
        for p in packages:
            values = [int(w.points[p]) / found.table.scale for w in signing if w.points is not None]
            told.append(_point("deal" if p in deals else "frontier", values, deals.get(p)))
        for kind, name in (("no_deal", "no_deal_points"), ("today", "today_points")):
            known = [getattr(w, name) for w in signing]
            if None not in known:
                told.append(_point(kind, [v / found.table.scale for v in known]))
        return tuple(told)
    orders = [(w.ranks, w.ranks[:0] if w.no_deal is None else np.array([w.no_deal])) for w in signing]
    levels = [np.unique(np.concatenate(order)) for order in orders]
    for p in packages:
        places = [float(np.searchsorted(v, ranks[p])) for v, (ranks, _) in zip(levels, orders, strict=True)]
        told.append(_point("deal" if p in deals else "frontier", places, deals.get(p)))
    if all(w.known for w in signing):
        places = [float(np.searchsorted(v, none[0])) for v, (_, none) in zip(levels, orders, strict=True)]
        told.append(_point("no_deal", places))
    return tuple(told)


def _point(kind: str, values: Sequence[float], deal: int | None = None) -> PointFact:
    x, y, *more = values
    return PointFact(kind=kind, x=x, y=y, z=more[0] if more else None, deal=deal)  # type: ignore[arg-type]
