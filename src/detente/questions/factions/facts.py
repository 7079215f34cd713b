"""The typed facts of the answer about factions: the votes at home, and what a change at the top would lead to."""

from __future__ import annotations

from detente.answers import (
    Basis,
    Count,
    Exact,
    Ref,
    Shared,
    Span,
    Standing,
    StandingKind,
    Value,
)


class Member(Value, frozen=True, kw_only=True):
    """A faction, and its power.

    Attributes
    ----------
    id, name, because : str
    weight : Exact
    sources : tuple of str
    confidence : float or None
    swings : int
        The coalitions that carry with it and would not without it.
    banzhaf, banzhaf_absolute, shapley_shubik : Exact
        Its share of all swings; its swings among all coalitions of the others; the share of all orders of voting in
        which it is the one that turns a losing coalition into a winning one.
    veto : bool
        Nothing is carried without it.
    dummy : bool
        Its vote never turns anything.
    votes_for : Count
        How many of the deals asked about it strictly prefers to what they are compared with.
    """

    id: str
    name: str
    weight: Exact
    because: str
    sources: tuple[str, ...]
    confidence: float | None
    swings: int
    banzhaf: Exact
    banzhaf_absolute: Exact
    shapley_shubik: Exact
    veto: bool
    dummy: bool
    votes_for: Count


class Vote(Value, frozen=True, kw_only=True):
    """Who votes for some states, and what comes of it.

    Attributes
    ----------
    ratified : bool
        Whether they carry it.
    supporters : tuple of str
        The factions for it.
    weight : Exact
    pivotal : tuple of str
        The factions whose change of vote alone would turn the result.
    deals : Count
        How many of the deals asked about find just these votes.
    """

    ratified: bool
    supporters: tuple[str, ...]
    weight: Exact
    pivotal: tuple[str, ...]
    deals: Count


class Voted(Value, frozen=True, kw_only=True):
    """A state, and the place in `votes` of the vote on it."""

    state: Ref
    vote: int


class Predicted(Value, frozen=True, kw_only=True):
    """What is predicted under a concept: what improvements lead to, or without a status quo what holds.

    Attributes
    ----------
    concept : str
    count : Count
    ratified : Count
        How many of these could be ratified at home.
    unchanged : bool
        Whether what deals are compared with is among them: it needs no vote.
    states : tuple of Voted
    """

    concept: str
    count: Count
    ratified: Count
    unchanged: bool
    states: tuple[Voted, ...]


class AtEnd(Value, frozen=True, kw_only=True):
    """Where it is heading without a takeover, in one way of looking at it: how much of that could be ratified.

    Attributes
    ----------
    concept : str
    count, ratified : int
        How many outcomes, and how many of them could be ratified at home.
    unchanged : bool
        Whether what deals are compared with is among them: it needs no vote.
    """

    concept: str
    count: int
    ratified: int
    unchanged: bool


class Led(Value, frozen=True, kw_only=True):
    """Where it is heading under a faction's lead, in one way of looking at it.

    Attributes
    ----------
    concept : str
    states : tuple of Ref
    count : Count
    same : bool
        Whether it is heading there without the takeover, too.
    standings : tuple of Standing
        Compared with where it is heading without the takeover, each decision maker by its own order under the account.
    own : str or None
        The same for the faction, by its own order; None where there is nothing to compare.
    shared : Shared or None
    """

    concept: str
    states: tuple[Ref, ...]
    count: Count
    same: bool
    standings: tuple[Standing, ...]
    own: StandingKind | None
    shared: Shared | None


class Change(Value, frozen=True, kw_only=True):
    """What a takeover changes under a concept.

    Attributes
    ----------
    concept : str
    comes, goes : tuple of Ref
        The outcomes that it brings, and those that are none any more.
    comes_count, goes_count : Count
    """

    concept: str
    comes: tuple[Ref, ...]
    goes: tuple[Ref, ...]
    comes_count: Count
    goes_count: Count


class Place(Value, frozen=True, kw_only=True):
    """The places of the outcomes before and after a takeover, by the order of a decision maker under the account.

    `decision_maker` is empty for the faction itself, by its own order.
    """

    concept: str
    decision_maker: str
    before: Span | None
    after: Span | None


class TakenOver(Value, frozen=True, kw_only=True):
    """What follows if a faction sets what its decision maker wants.

    Attributes
    ----------
    faction : str
    account : str
        How the account with the takeover is called.
    changes : tuple of str
        The concepts under which it changes the outcome.
    by_concept : tuple of Change
    places : tuple of Place
    myopic, ahead : Led or None
        Where it is then heading; None without a status quo.
    """

    faction: str
    account: str
    changes: tuple[str, ...]
    by_concept: tuple[Change, ...]
    places: tuple[Place, ...]
    myopic: Led | None = None
    ahead: Led | None = None

    @property
    def both(self) -> tuple[Led, ...]:
        """The two ways of looking at it, as far as they are there."""
        return tuple(x for x in (self.myopic, self.ahead) if x is not None)


class Home(Value, frozen=True, kw_only=True):
    """What one decision maker can agree to at home.

    Attributes
    ----------
    decision_maker : str
    quota : Exact or None
        The weight that carries; None where it is more than half.
    total : Exact
        The weight of all.
    members : tuple of Member
    minimal_winning : tuple of tuple of str
        The coalitions that carry, and would not without any one of their members: the smallest first.
    minimal_count : Count
    against : Ref
        What deals are compared with.
    where : str or None
        The condition that deals were to meet.
    deals : Count
        How many states were asked about.
    votes : tuple of Vote
    win_set : tuple of Voted
        The deals that could be ratified.
    win_set_count : Count
    win_set_shared : Shared or None
        What these have in common; None where there are none.
    predicted : tuple of Predicted
    ends : tuple of AtEnd
        Where it is heading, not looking ahead and looking ahead; empty without a status quo.
    takeovers : tuple of TakenOver
    basis : Basis
        The claims about the factions: what agreement needs, their weights, what they want.
    wants : int
        How many of these claims are about what they want.
    """

    decision_maker: str
    quota: Exact | None
    total: Exact
    members: tuple[Member, ...]
    minimal_winning: tuple[tuple[str, ...], ...]
    minimal_count: Count
    against: Ref
    where: str | None
    deals: Count
    votes: tuple[Vote, ...]
    win_set: tuple[Voted, ...]
    win_set_count: Count
    win_set_shared: Shared | None
    predicted: tuple[Predicted, ...]
    ends: tuple[AtEnd, ...]
    takeovers: tuple[TakenOver, ...]
    basis: Basis
    wants: int
