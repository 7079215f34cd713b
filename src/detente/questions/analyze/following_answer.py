"""What can follow from the status quo, as facts: where improvements lead, by which ways, and how everybody fares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.answers import Count, Cut, Ref, Span, Value, Way
from detente.conflict import in_reading_order
from detente.game import Compared, ManyStates
from detente.questions.analyze.held_answer import count_of, or_none
from detente.questions.building import Listing
from detente.questions.evolve.carried import CarriedReach
from detente.questions.evolve.evolution import AnyEvolution, either
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


def followed(found: AnyEvolution, listing: Listing, listed: int, most: int) -> Following:
    """Say what can follow from a state.

    Parameters
    ----------
    found : Evolution
    listing : Listing
    listed : int
        How many of the game's states stand at the beginning of the list.
    most : int
        Longer lists are cut there.
    """
    near = found.by_improvements
    by_concept = tuple(_follows(found, listing, c) for c in in_reading_order(found.stability.concepts))
    lists = _listed(found, listing, most) if found.game.listed else {"reachable": _nearest(by_concept)}
    return Following(
        start=listing(found.start),
        reachable_states=str(near.states.count),
        complete=near.complete,
        moves=near.longest,
        by_concept=by_concept,
        by_improvements=near.states.marks(listed),
        by_moves=found.by_moves.states.marks(listed) if listed else "",
        **lists,
    )


def _listed(found: AnyEvolution, listing: Listing, most: int) -> dict[str, Any]:
    """List all equilibria by how they are reached, where every state is listed."""
    held = {c: found.stability.held(c) for c in in_reading_order(found.stability.concepts)}
    every, near, far = either(list(held.values())), found.by_improvements, found.by_moves
    ways = {c: found.undeterred(c).states for c in held if found.has_ways(c)}

    ways_at_most = min(MOST_WAYS, most)

    def reached(name: str, states: ManyStates, by: CarriedReach) -> tuple[Reached, ...]:
        if states.count > ways_at_most:
            listing.cuts.append(Cut(list=f"following.{name}", count=str(states.count)))
        told = []
        for state in states.keys(ways_at_most)[:ways_at_most]:
            way = listing.trail(found.start, by.trace(state))
            assert way is not None
            where = tuple(c for c in held if state in held[c])
            kept = tuple(c for c in where if by is near and c in ways and state in ways[c])
            told.append(Reached(state=listing(state), concepts=where, way=way, undeterred=kept))
        return tuple(told)

    return {
        "reachable": reached("reachable", near.among(every), near),
        "only_by_moves": reached("only_by_moves", far.among(every) - near.states, far),
        "unreachable": listing.all((every - far.states).keys(0), "following.unreachable", most),
    }


def _nearest(by_concept: Sequence[Follows]) -> tuple[Reached, ...]:
    """List the nearest under each concept, each once, with all concepts under which it is the nearest."""
    found: dict[int, Reached] = {}
    for one in by_concept:
        if one.nearest is not None:
            end = one.nearest.end
            known = found[end].concepts if end in found else ()
            found[end] = Reached(state=end, concepts=(*known, one.concept), way=one.nearest)
    return tuple(sorted(found.values(), key=lambda r: len(r.way.moves)))


def _follows(found: AnyEvolution, listing: Listing, concept: str) -> Follows:
    reached = or_none(lambda: found.reached(concept))
    ways = found.has_ways(concept)
    return Follows(
        concept=concept,
        reached=count_of(reached),
        undeterred=count_of(found.reached_undeterred(concept)) if ways else None,
        only_by_moves=count_of(or_none(lambda: found.only_by_moves(concept))),
        unreachable=count_of(or_none(lambda: found.unreachable(concept))),
        nearest=listing.way(or_none(lambda: found.nearest(concept))),
        fares=tuple(_fares(found, dm, reached) for dm in found.game.decision_makers) if reached else (),
    )


def _fares(found: AnyEvolution, dm: str, reached: ManyStates) -> Fares:
    game = found.game
    compared = or_none(lambda: game.compared(dm, found.start, reached)) or Compared(False, False, False, True)
    return Fares(
        decision_maker=dm,
        better=compared.better,
        same=compared.same,
        worse=compared.worse,
        unknown=compared.unknown,
        before=span(game, dm, [found.start]),
        after=span(game, dm, reached),
    )
