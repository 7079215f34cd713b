"""The game tree of an ultimatum in numbers, as facts."""

from __future__ import annotations

from fractions import Fraction

from detente.answers import Exact, Value
from detente.questions.building import exact
from detente.questions.ultimatum import brinkmanship


class Plan(Value, frozen=True, kw_only=True):
    """What each would do at each of the three points of the game tree, and how that ends."""

    threatens: bool
    concedes: bool
    carries_out: bool
    ending: brinkmanship.Ending


class Worth(Value, frozen=True, kw_only=True):
    """What an ending is worth to the two."""

    ending: brinkmanship.Ending
    threatener: Exact
    target: Exact


class Part(Value, frozen=True, kw_only=True):
    """What follows for the audience costs of one kind.

    Attributes
    ----------
    low : Exact
    high : Exact or None
        None: all above `low`.
    includes : tuple of bool
        Whether the two belong to it.
    threat : str
    plans : tuple of Plan
    endings : tuple of Worth
        At the lowest cost of the part.
    """

    low: Exact
    high: Exact | None
    includes: tuple[bool, bool]
    threat: brinkmanship.Threat
    plans: tuple[Plan, ...]
    endings: tuple[Worth, ...]


class Growth(Value, frozen=True, kw_only=True):
    """A cost that grows by the day: when it is at the threshold, and from which whole day on above it."""

    tie_day: Exact | None
    locked_from: int | None


class Gamble(Value, frozen=True, kw_only=True):
    """A threatener that carries it out come what may with some probability: whether the target concedes, what for."""

    probability: Exact
    replies: tuple[tuple[bool, Exact | None], ...]


class GameTree(Value, frozen=True, kw_only=True):
    """The game tree of an ultimatum with audience costs, solved. Cardinal: by the numbers of the file.

    Attributes
    ----------
    threshold : Exact
        To carry the threat out is better than to back down where the audience cost is above it.
    parts : tuple of Part
    side : str
        From which probability of being punished on the target concedes: ``above`` the value, ``below`` it, ``always``,
        ``never``; ``tie``: it is indifferent at any.
    value : Exact or None
    growth : Growth or None
    resolved : Gamble or None
    """

    threshold: Exact
    parts: tuple[Part, ...]
    side: brinkmanship.Side
    value: Exact | None = None
    growth: Growth | None = None
    resolved: Gamble | None = None


def _number(value: Fraction | None) -> Exact | None:
    return None if value is None else exact(value)


def tree_of(tree: brinkmanship.GameTree) -> GameTree:
    """Give the game tree, its numbers exactly and about."""
    growth, gamble = tree.growth, tree.gamble
    return GameTree(
        threshold=exact(tree.threshold),
        parts=tuple(_part(tree, part) for part in tree.parts),
        side=tree.critical.side,
        value=_number(tree.critical.value),
        growth=None
        if growth is None
        else Growth(tie_day=_number(growth.tie_day), locked_from=growth.locked_from),
        resolved=None
        if gamble is None
        else Gamble(
            probability=exact(gamble.resolved),
            replies=tuple((concedes, _number(worth)) for concedes, worth in gamble.replies),
        ),
    )


def _part(tree: brinkmanship.GameTree, part: brinkmanship.Part) -> Part:
    worth = {e: tree.worth(e, part.low) for e in part.endings}
    return Part(
        low=exact(part.low),
        high=_number(part.high),
        includes=part.ends,
        threat=part.threat,
        plans=tuple(
            Plan(threatens=p.threatens, concedes=p.concedes, carries_out=p.carries_out, ending=p.ending)
            for p in part.plans
        ),
        endings=tuple(
            Worth(ending=e, threatener=exact(mine), target=exact(other)) for e, (mine, other) in worth.items()
        ),
    )
