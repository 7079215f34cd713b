"""What the equilibria have in common, as typed facts."""

from __future__ import annotations

from typing import Any

from detente.answers import Answer, Count, Cut, Level, Ref, Span, Value
from detente.conflict import TooLargeError
from detente.game import ManyStates
from detente.game.pattern import LinkKind
from detente.questions.building import Listing, head
from detente.questions.equilibria.listing import Drawn, Equilibria
from detente.questions.sharing import shared
from detente.questions.standing import span

MOST_SPOKEN = 6


class Link(Value, frozen=True, kw_only=True):
    """How two options go together in all of some states.

    Attributes
    ----------
    options : tuple of str
    kind : str
        ``same``: taken together or not at all; ``opposite``: one of the two, never both; ``implies``: where the first
        is taken, so is the second; ``excludes``: never both; ``either``: at least one.
    ruled : bool
        Whether the rules join the two so in every feasible state already.
    """

    options: tuple[str, str]
    kind: LinkKind
    ruled: bool = False


class Pattern(Value, frozen=True, kw_only=True):
    """What some states have in common: every option is in one of `taken`, `not_taken` and `free`.

    Attributes
    ----------
    taken, not_taken, free : tuple of str
        The options taken in all of them, in none, in some.
    linked : tuple of Link or None
        How the free ones go together; None where that is too intricate to look for.
    """

    taken: tuple[str, ...]
    not_taken: tuple[str, ...]
    free: tuple[str, ...]
    linked: tuple[Link, ...] | None


class Share(Value, frozen=True, kw_only=True):
    """In how many of the equilibria an option is taken (of merged states: in some member)."""

    option: str
    count: Count


class Places(Value, frozen=True, kw_only=True):
    """A decision maker's best and worst place among some states; None where its order is unknown."""

    decision_maker: str
    span: Span | None


class EquilibriaAnswer(Answer, frozen=True, kw_only=True):
    """What the equilibria have in common.

    Attributes
    ----------
    concept : str
        Under which they are equilibria.
    where : str
        The condition that they are filtered by; empty where all are meant.
    total : Count or None
        How many equilibria there are, whether the condition holds in them or not; None where that is out of reach.
    count : Count
        How many are meant.
    intricate : str
        Why they can be counted but not looked through; empty where they can.
    pattern : Pattern or None
        None where there is none, or where they cannot be looked through.
    levels : tuple of Level
        The options taken in all of them, though at levels that differ.
    shares : tuple of Share
        For each option, in how many it is taken.
    places : tuple of Places
        How good they are for each decision maker; empty where decision diagrams carry the states.
    sample : tuple of Ref
        Some of them, drawn by lot; all where there are no more.
    seed : int
        By which they were drawn.
    """

    concept: str
    where: str
    total: Count | None
    count: Count
    intricate: str
    pattern: Pattern | None
    levels: tuple[Level, ...]
    shares: tuple[Share, ...]
    places: tuple[Places, ...]
    sample: tuple[Ref, ...]
    seed: int


def pattern_value(states: ManyStates, feasible: ManyStates | None = None) -> Pattern | None:
    """Say what states have in common; None where there are none, or they are too intricate to look through."""
    if not states.count:
        return None
    try:
        found = states.pattern
        ruled = set(feasible.pattern.linked) if feasible is not None else set()
    except TooLargeError:
        return None
    linked = tuple(
        Link(options=(one, other), kind=kind, ruled=(one, other, kind) in ruled)
        for one, other, kind in found.linked
    )
    return Pattern(
        taken=found.taken,
        not_taken=found.not_taken,
        free=found.free,
        linked=linked if states.links_known else None,
    )


def answer(drawn: Drawn | Equilibria) -> EquilibriaAnswer:
    """Give the equilibria as facts."""
    if isinstance(drawn, Equilibria):
        drawn = Drawn(drawn)
    found = drawn.found
    game, graph_form = found.game, found.game.conflict.graph_form
    listing = Listing(game)
    looked = bool(found.count) and not found.intricate
    sample = listing.all(found.sample(drawn.number, drawn.seed)) if looked else ()
    if len(sample) < found.count:
        listing.cuts.append(Cut(list="sample", count=str(found.count)))
    facts: dict[str, Any] = {
        "concept": found.concept,
        "where": found.where,
        "total": None if found.total is None else str(found.total),
        "count": str(found.count),
        "intricate": found.intricate,
        "pattern": pattern_value(found.states, found.feasible) if looked and not graph_form else None,
        "levels": shared(game, found.states).levels if looked and not graph_form else (),
        "shares": _shares(found) if looked and not graph_form else (),
        "places": _places(found),
        "sample": sample,
        "seed": drawn.seed,
        "spoken": sample if len(sample) == found.count <= MOST_SPOKEN else (),
    }
    return EquilibriaAnswer(**facts, **head("equilibria", game.conflict, game, listing))


def _shares(found: Equilibria) -> tuple[Share, ...]:
    every = str(found.count)
    fixed = dict.fromkeys(found.pattern.taken, every) | dict.fromkeys(found.pattern.not_taken, "0")
    return tuple(
        Share(option=o, count=fixed[o] if o in fixed else str(found.states.having(o)))
        for o in found.game.conflict.option_ids
    )


def _places(found: Equilibria) -> tuple[Places, ...]:
    game = found.game
    if not game.listed or not found.count:
        return ()
    shown = [dm for dm in game.decision_makers if dm not in game.conflict.hidden]
    return tuple(Places(decision_maker=dm, span=span(game, dm, found.states)) for dm in shown)
