"""What can follow from the status quo, as facts: where improvements lead, by which ways, and how everybody fares."""

from __future__ import annotations

from typing import Any

import numpy as np

from detente.answers import Count, Cut, Ref, Span, Step, Value, Way
from detente.conflict import (
    in_reading_order,
)
from detente.game import Ints
from detente.questions.analyze.held_answer import count_of, marks, or_none
from detente.questions.analyze.large import LargeEvolution
from detente.questions.building import Listing
from detente.questions.evolve import Evolution, Reach
from detente.questions.standing import span

MOST_WAYS = 10_000  # equilibria whose ways are listed, the nearest first


class Fares(Value, frozen=True, kw_only=True):
    """How a decision maker fares in what is reached, compared with the start: which comparisons there are.

    Attributes
    ----------
    decision_maker : str
    better, same, worse : bool
        Whether some of what is reached is better for it, as good, worse.
    unknown : bool
        Whether for some of it that is unknown or out of reach.
    before, after : Span or None
        Its places, where its order is known and states are listed.
    """

    decision_maker: str
    better: bool
    same: bool
    worse: bool
    unknown: bool = False
    before: Span | None = None
    after: Span | None = None


class Follows(Value, frozen=True, kw_only=True):
    """How many equilibria of one concept are reached from the start, and how.

    Attributes
    ----------
    concept : str
    reached : Count or None
        By improvements; the start counts where it is one. None where it is out of reach.
    undeterred : Count or None
        By improvements that nothing deters under the concept; None where that is not worked out.
    only_by_moves : Count or None
        By some moves, but by no improvements.
    unreachable : Count or None
        By no moves.
    nearest : Way or None
        A shortest sequence of improvements to one of them.
    fares : tuple of Fares
        How each decision maker fares in those that are reached; empty where none is.
    """

    concept: str
    reached: Count | None
    undeterred: Count | None
    only_by_moves: Count | None
    unreachable: Count | None
    nearest: Way | None
    fares: tuple[Fares, ...]


class Reached(Value, frozen=True, kw_only=True):
    """An equilibrium that is reached: under which concepts it is one, by which way.

    Attributes
    ----------
    state : Ref
    concepts : tuple of str
    way : Way
        A shortest one.
    undeterred : tuple of str
        The concepts under which improvements that nothing deters lead there.
    """

    state: Ref
    concepts: tuple[str, ...]
    way: Way
    undeterred: tuple[str, ...] = ()


class Following(Value, frozen=True, kw_only=True):
    """What can follow from a state.

    Attributes
    ----------
    start : Ref
    reachable_states : Count
        How many states improvements lead to, the start among them.
    complete : bool
        Whether these are all; else those within as many moves as `moves` says.
    moves : int
        How many moves the farthest of them takes.
    by_concept : tuple of Follows
    reachable : tuple of Reached
        The equilibria that improvements lead to, the nearest first; where nobody lists them, the nearest under each
        concept.
    only_by_moves : tuple of Reached
        Those that other moves alone lead to.
    unreachable : tuple of Ref
        Those that no moves lead to.
    by_improvements, by_moves : str
        A character for each of the answer's `states`, as in `Stays`: ``1`` where improvements, or any moves, lead.
    """

    start: Ref
    reachable_states: Count
    complete: bool
    moves: int
    by_concept: tuple[Follows, ...]
    reachable: tuple[Reached, ...]
    only_by_moves: tuple[Reached, ...] = ()
    unreachable: tuple[Ref, ...] = ()
    by_improvements: str = ""
    by_moves: str = ""


def followed(found: Evolution, listing: Listing, listed: int) -> Following:
    """Say what can follow from a state, where every state is listed.

    Parameters
    ----------
    found : Evolution
    listing : Listing
    listed : int
        How many of the game's states stand at the beginning of the list.
    """
    concepts = in_reading_order(found.stability.concepts)
    held = {c: found.stability.holds(c) for c in concepts}
    every = np.flatnonzero(np.any(list(held.values()), axis=0))
    near, far = found.by_improvements.steps, found.by_moves.steps
    ways = {c: found.undeterred(c).steps >= 0 for c in concepts if found.has_ways(c)}

    def reached(name: str, wanted: Ints, *, improvements: bool) -> tuple[Reached, ...]:
        order = (near if improvements else far)[wanted]
        nearest = wanted[np.argsort(order, kind="stable")]
        if nearest.size > MOST_WAYS:
            listing.cuts.append(Cut(list=f"following.{name}", count=str(nearest.size)))
        told = []
        for state in nearest[:MOST_WAYS].tolist():
            way = _way(found.by_improvements if improvements else found.by_moves, state, listing)
            assert way is not None
            where = tuple(c for c in concepts if held[c][state])
            kept = tuple(c for c in where if improvements and c in ways and ways[c][state])
            told.append(Reached(state=listing(state), concepts=where, way=way, undeterred=kept))
        return tuple(told)

    return Following(
        start=listing(found.start),
        reachable_states=str(int(np.count_nonzero(near >= 0))),
        complete=True,
        moves=int(near.max(initial=0)),
        by_concept=tuple(_follows(found, listing, c) for c in concepts),
        reachable=reached("reachable", every[near[every] >= 0], improvements=True),
        only_by_moves=reached(
            "only_by_moves", every[(near[every] < 0) & (far[every] >= 0)], improvements=False
        ),
        unreachable=listing.all(every[far[every] < 0], "following.unreachable"),
        by_improvements=marks(near[:listed] >= 0),
        by_moves=marks(far[:listed] >= 0),
    )


def _way(found: Reach, state: int, listing: Listing) -> Way | None:
    moves = found.trace(state)
    if moves is None:
        return None
    steps = tuple(Step(mover=mover, state=listing(s)) for mover, s in moves)
    return Way(start=listing(found.start), moves=steps)


def _follows(found: Evolution, listing: Listing, concept: str) -> Follows:
    reached = found.reached_at(concept)
    return Follows(
        concept=concept,
        reached=str(reached.size),
        undeterred=str(found.undeterred_at(concept).size) if found.has_ways(concept) else None,
        only_by_moves=str(found.only_by_moves_at(concept).size),
        unreachable=str(found.unreachable_at(concept).size),
        nearest=_way(found.by_improvements, int(reached[0]), listing) if reached.size else None,
        fares=tuple(_fares(found, dm, reached) for dm in found.game.decision_makers) if reached.size else (),
    )


def _fares(found: Evolution, dm: str, reached: Ints) -> Fares:
    game, start = found.game, found.start.index
    i = game.index(dm)
    before, after = span(game, dm, [start]), span(game, dm, reached)
    if game.open:
        degrees = [0 if s == start else game.relations[i].degree(start, int(s)) for s in reached]
        known = [d for d in degrees if d is not None]
        signs = [any(d > 0 for d in known), any(d == 0 for d in known), any(d < 0 for d in known)]
        unknown = len(known) < len(degrees)
    else:
        gained = game.ranks[i][reached].astype(np.int64) - int(game.ranks[i][start])
        signs, unknown = (
            [bool((gained > 0).any()), bool((gained == 0).any()), bool((gained < 0).any())],
            False,
        )
    return Fares(
        decision_maker=dm,
        better=signs[0],
        same=signs[1],
        worse=signs[2],
        unknown=unknown,
        before=before,
        after=after,
    )


def followed_large(found: LargeEvolution, listing: Listing) -> Following:
    """Say what can follow from a state, where decision diagrams carry the states."""
    concepts = in_reading_order(found.stability.concepts)
    nearest: dict[int, Reached] = {}
    by_concept = []
    for concept in concepts:
        told = _follows_large(found, listing, concept)
        by_concept.append(told)
        if told.nearest is not None:
            known = nearest.get(told.nearest.end)
            where = (*(known.concepts if known else ()), concept)
            nearest[told.nearest.end] = Reached(state=told.nearest.end, concepts=where, way=told.nearest)
    return Following(
        start=listing(found.start),
        reachable_states=str(found.by_improvements.states.count),
        complete=found.by_improvements.complete,
        moves=len(found.by_improvements.layers) - 1,
        by_concept=tuple(by_concept),
        reachable=tuple(sorted(nearest.values(), key=lambda r: len(r.way.moves))),
    )


def _follows_large(found: LargeEvolution, listing: Listing, concept: str) -> Follows:
    reached = or_none(lambda: found.reached(concept))
    return Follows(
        concept=concept,
        reached=count_of(reached),
        undeterred=None,
        only_by_moves=or_none(lambda: str(found.only_by_moves(concept).count)),
        unreachable=or_none(lambda: str(found.unreachable(concept).count)),
        nearest=listing.way(or_none(lambda: found.nearest(concept))),
        fares=tuple(_fares_large(found, dm, reached) for dm in found.game.decision_makers) if reached else (),
    )


def _fares_large(found: LargeEvolution, dm: str, reached: Any) -> Fares:
    outlook = or_none(lambda: found.outlook(dm, reached))
    better, same, worse = outlook or (False, False, False)
    return Fares(decision_maker=dm, better=better, same=same, worse=worse, unknown=outlook is None)
