"""Which packages beat no deal, which are fair and which would be kept, as facts."""

from __future__ import annotations

from typing import Any, Literal

from detente.answers import Answer, Basis, Count, Cut, Heading
from detente.conflict import PREFERENCES, Terms
from detente.questions.building import Listing, basis_of_claims, exact, head, withheld
from detente.questions.outcomes import heading
from detente.questions.settle.facts import (
    DealFact,
    DividedFact,
    ExpectedFact,
    IssueFact,
    OpeningFact,
    OtherFact,
    PartyFact,
    PointFact,
    Rule,
    RuleFact,
    SplitFact,
    ValueFact,
)
from detente.questions.settle.kept_answer import kept_fact
from detente.questions.settle.openings_answer import openings_of
from detente.questions.settle.package_answer import expected_fact, gain_fact, number, state_of, values_of
from detente.questions.settle.points_answer import points_of
from detente.questions.settle.result import Deal, Settlement
from detente.questions.settle.table import Worths

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
    if found.heads is not None:
        assert listing is not None
        assert found.game is not None
        facts = heading(found.game, listing, found.heads)
    table = found.table
    deals = tuple(_deal(found, d, listing) for d in found.deals)
    spoken = [d.state for d in deals if d.state is not None] if table.terms is None else []
    expected = expected_fact(found.expected, listing)
    spoken += list(expected.states)
    spoken += [e for d in deals[:1] if d.kept is not None for e in d.kept.ends if table.terms is not None]
    openings = openings_of(found, listing)
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
        points=points_of(found),
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
        no_deal=number(found, worths.no_deal_points),
        today=number(found, worths.today_points),
        no_deal_place=None
        if worths.no_deal is None or not found.table.whole
        else int((worths.ranks[found.table.allowed] > worths.no_deal).sum()) + 1,
        ranges=worths.low is not None,
        red_lines=lines,
    )


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
        kept=None if kept is None or listing is None else kept_fact(kept, listing),
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
