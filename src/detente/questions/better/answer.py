"""What is better for everybody, as facts."""

from __future__ import annotations

from typing import Literal

from detente.answers import Answer, Count, Heading, Ref, Standing, StandingKind, Value
from detente.questions.better.result import Better, Closing, Deal, Improved, Spoiler
from detente.questions.building import Listing, head
from detente.questions.outcomes import heading

MOST_REFS = 1_000


class ClosingFact(Value, frozen=True, kw_only=True):
    """The move on a way to where it is heading that ends the chance of something better.

    Attributes
    ----------
    towards : Ref
        The outcome that the way leads to.
    step : int
        Which of the way's moves, from 0 on.
    mover : str
    before, after : Ref
        The states between which it is made; from `after` on nothing that all prefer is within reach.
    """

    towards: Ref
    step: int
    mover: str
    before: Ref
    after: Ref


class ImprovedFact(Value, frozen=True, kw_only=True):
    """The outcomes that every member prefers to something.

    Attributes
    ----------
    against : str
        ``myopic``: to each outcome that it is heading to, not looking ahead; ``ahead``: looking ahead; ``today``.
    compared : Count
        How many outcomes they are compared with; of none, nothing is better.
    within : tuple of Ref
        Those within reach by moves from today (today may be among them), the Pareto-best first.
    count : Count
        How many these are.
    best : Count
        How many of these, the first, are Pareto-best among them.
    beyond : tuple of Ref
        Those that are feasible and out of reach from today, the Pareto-best first.
    count_beyond : Count
        How many these are.
    closings : tuple of ClosingFact
        Of each way to where it is heading the move that ends the chance.
    stays_open : tuple of Ref
        The outcomes that it is heading to and from which some of them can still be reached.
    """

    against: Literal["myopic", "ahead", "today"]
    compared: Count
    within: tuple[Ref, ...]
    count: Count
    best: Count
    beyond: tuple[Ref, ...]
    count_beyond: Count
    closings: tuple[ClosingFact, ...] = ()
    stays_open: tuple[Ref, ...] = ()


class StageFact(Value, frozen=True, kw_only=True):
    """A move on the way to an outcome, and what it does by itself to who makes it: 1, 0 or -1; None: unknown."""

    mover: str
    state: Ref
    gain: int | None


class SpoilerFact(Value, frozen=True, kw_only=True):
    """Somebody who could gain by leaving an outcome.

    Attributes
    ----------
    decision_maker : str
    to : Ref
        What it would move to.
    deterred : bool
        Whether each such move meets an answer that pays for those who give it and that it would regret.
    ends : tuple of Ref
        Where the sides' own interests lead from there.
    kind : str or None
        How it would fare there, compared with the outcome it left; None where no outcome is reached.
    worse : tuple of str
        The members for whom that is worse.
    """

    decision_maker: str
    to: Ref
    deterred: bool
    ends: tuple[Ref, ...]
    kind: StandingKind | None
    worse: tuple[str, ...]


class Leaving(Value, frozen=True, kw_only=True):
    """Who would leave an outcome under a concept; it holds where nobody does."""

    concept: str
    leaving: tuple[str, ...]


class DealFact(Value, frozen=True, kw_only=True):
    """An outcome that all members prefer to where it is heading, or to today.

    Attributes
    ----------
    state : Ref
    reachable : bool
        Whether moves lead to it from today.
    stages : tuple of StageFact
        A way there: of the shortest the one with the fewest moves that do not pay at once. Empty for today itself, and
        where it is out of reach.
    must : tuple of str
        Who has to move: without whom no moves lead there.
    first : tuple of str
        Who can make the first move of a shortest way.
    holds : tuple of Leaving
    spoilers : tuple of SpoilerFact
    against_myopic, against_ahead, against_today : tuple of Standing
        How everybody fares in it, compared with where it is heading (not looking ahead; looking ahead) and with today.
    """

    state: Ref
    reachable: bool
    stages: tuple[StageFact, ...]
    must: tuple[str, ...]
    first: tuple[str, ...]
    holds: tuple[Leaving, ...]
    spoilers: tuple[SpoilerFact, ...]
    against_myopic: tuple[Standing, ...]
    against_ahead: tuple[Standing, ...]
    against_today: tuple[Standing, ...]


class BetterAnswer(Answer, frozen=True, kw_only=True):
    """Is something better for everybody?

    Attributes
    ----------
    group : tuple of str
        Whose preference counts.
    everybody : bool
        Whether these are all decision makers.
    heading : Heading
    myopic, ahead, today : ImprovedFact
        What all members prefer to where it is heading, in the two ways of looking, and to today.
    deals : tuple of DealFact
        The best of them, described.
    """

    group: tuple[str, ...]
    everybody: bool
    heading: Heading
    myopic: ImprovedFact
    ahead: ImprovedFact
    today: ImprovedFact
    deals: tuple[DealFact, ...]


def answer(found: Better) -> BetterAnswer:
    """Give the facts."""
    listing = Listing(found.game)
    facts = heading(found.game, listing, found.heads)
    improved = [_improved(found, one, listing) for one in found.against]
    deals = tuple(_deal(found, deal, listing) for deal in found.deals)
    listing.stopped(*found.stopped)
    ends = (*facts.ahead.states, *facts.myopic.states)
    start = listing(found.heads.start)
    spoken = [d.state for d in deals] + [e for e in ends[:4] if e != start]
    return BetterAnswer(
        **head("better", found.game.conflict, found.game, listing),
        spoken=tuple(dict.fromkeys(spoken)),
        group=found.group,
        everybody=found.everybody,
        heading=facts,
        myopic=improved[0],
        ahead=improved[1],
        today=improved[2],
        deals=deals,
    )


def _improved(found: Better, one: Improved, listing: Listing) -> ImprovedFact:
    ends = [int(s) for s in one.compared]
    return ImprovedFact(
        against=one.against,
        compared=str(one.compared.size),
        within=listing.all(one.within, f"{one.against}.within", MOST_REFS),
        count=str(one.within.size),
        best=str(one.best),
        beyond=listing.all(one.beyond, f"{one.against}.beyond", MOST_REFS),
        count_beyond=str(one.beyond.size),
        closings=tuple(_closing(found, c, ends[c.way], listing) for c in one.closings if c is not None),
        stays_open=tuple(listing(end) for end, c in zip(ends, one.closings, strict=False) if c is None),
    )


def _closing(found: Better, closing: Closing, end: int, listing: Listing) -> ClosingFact:
    return ClosingFact(
        towards=listing(end),
        step=closing.step,
        mover=found.game.decision_makers[closing.mover],
        before=listing(closing.before),
        after=listing(closing.after),
    )


def _deal(found: Better, deal: Deal, listing: Listing) -> DealFact:
    makers = found.game.decision_makers
    return DealFact(
        state=listing(deal.state),
        reachable=deal.reachable,
        stages=tuple(
            StageFact(mover=makers[s.mover], state=listing(s.after), gain=s.gain) for s in deal.stages
        ),
        must=deal.must,
        first=deal.first,
        holds=tuple(Leaving(concept=c, leaving=gone) for c, gone in deal.leaving),
        spoilers=tuple(_spoiler(s, listing) for s in deal.spoilers),
        against_myopic=deal.against_myopic,
        against_ahead=deal.against_ahead,
        against_today=deal.against_today,
    )


def _spoiler(spoiler: Spoiler, listing: Listing) -> SpoilerFact:
    return SpoilerFact(
        decision_maker=spoiler.dm,
        to=listing(spoiler.to),
        deterred=spoiler.deterred,
        ends=listing.all(spoiler.ends[:20]),
        kind=spoiler.kind,
        worse=spoiler.worse,
    )
