"""How the conflict gets from the start to an equilibrium, as typed facts, whichever carrier it was found on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from detente.answers import Answer, Count, Heading, Ref, Value, Way
from detente.conflict import TooLargeError
from detente.game import Game, Ints
from detente.game.symbolic import StateSet
from detente.questions.building import Listing, head
from detente.questions.evolve.evolution import Evolution
from detente.questions.evolve.large import LargeEvolution
from detente.questions.outcomes import heading

MOST_SPOKEN = 3  # outcomes of each of the two headings that get a letter


class Reached(Value, frozen=True, kw_only=True):
    """An equilibrium.

    Attributes
    ----------
    state : Ref
    concepts : tuple of str
        Under which it is one, of those asked for.
    way : Way or None
        A shortest way there; None where no moves lead there.
    undeterred : tuple of str
        Under which of the concepts a way leads there on which nothing deters anybody.
    """

    state: Ref
    concepts: tuple[str, ...]
    way: Way | None = None
    undeterred: tuple[str, ...] = ()


class Outlook(Value, frozen=True, kw_only=True):
    """Whether some of the equilibria reached are better, as good, or worse for a decision maker than the start."""

    decision_maker: str
    better: bool
    same: bool
    worse: bool


class Led(Value, frozen=True, kw_only=True):
    """What the start leads to under a concept, in numbers; None where a count is out of reach.

    Attributes
    ----------
    concept : str
    reachable : Count or None
        How many equilibria improvements lead to.
    undeterred : Count or None
        To how many of these a way leads on which nothing deters anybody; None also where that is not worked out.
    only_by_moves : Count or None
        To how many only moves lead of which some are no (known) improvements.
    unreachable : Count or None
        To how many nothing leads.
    nearest : Way or None
        A shortest way by improvements to one of them.
    outlook : tuple of Outlook
        Compared with the start; empty where nothing is reached or something is unknown.
    """

    concept: str
    reachable: Count | None
    undeterred: Count | None = None
    only_by_moves: Count | None = None
    unreachable: Count | None = None
    nearest: Way | None = None
    outlook: tuple[Outlook, ...] = ()


class Ranked(Value, frozen=True, kw_only=True):
    """Where a decision maker ranks a state: its place from 1 (best) on, of how many."""

    state: Ref
    decision_maker: str
    place: int
    of: int


class EvolveAnswer(Answer, frozen=True, kw_only=True):
    """How we get there from here.

    Attributes
    ----------
    start : Ref
        Where it begins.
    heading : Heading
        Where it leads, not looking ahead and looking ahead.
    reachable_states : Count
        How many states improvements lead to, the start among them.
    complete : bool
        Whether these are all, and not only those within `moves` moves.
    moves : int
        How many moves the furthest of them takes.
    limit : str
        The limit that was met, where it is not complete.
    led : tuple of Led
        One for each concept asked for.
    reachable : tuple of Reached
        The equilibria that improvements lead to, the nearest first; where decision diagrams carry the states, the
        nearest under each concept.
    only_by_moves : tuple of Reached
        Those that only other moves lead to; where decision diagrams carry the states, none is listed.
    unreachable : tuple of Reached
        Those that nothing leads to; where decision diagrams carry the states, none is listed.
    ranked : tuple of Ranked
        Where each decision maker ranks the start and the outcomes spoken of; empty where that is unknown
        or not counted.
    """

    start: Ref
    heading: Heading
    reachable_states: Count
    complete: bool
    moves: int
    limit: str = ""
    led: tuple[Led, ...] = ()
    reachable: tuple[Reached, ...] = ()
    only_by_moves: tuple[Reached, ...] = ()
    unreachable: tuple[Reached, ...] = ()
    ranked: tuple[Ranked, ...] = ()


def answer(result: Evolution | LargeEvolution) -> EvolveAnswer:
    """Give what can follow from a state as typed facts."""
    return _dense(result) if isinstance(result, Evolution) else _large(result)


def _spoken(start: int, found: Heading, status_quo: object) -> tuple[int, ...]:
    """Choose the outcomes to speak of: where it leads, looking ahead and not, and where it begins."""
    ends = (*found.myopic.states[:MOST_SPOKEN], *found.ahead.states[:MOST_SPOKEN])
    return tuple(dict.fromkeys((*(() if start == status_quo else (start,)), *ends)))


def _dense(found: Evolution) -> EvolveAnswer:
    game, listing = found.game, Listing(found.game)
    start = listing(found.start)
    goes = heading(game, listing, start=found.start)
    concepts = found.stability.concepts
    held = {c: found.stability.holds(c) for c in concepts}
    every = np.flatnonzero(np.any(list(held.values()), axis=0))
    near, far = found.by_improvements.steps, found.by_moves.steps
    undeterred = {c: found.undeterred(c).steps >= 0 for c in concepts if found.has_ways(c)}

    def those(name: str, wanted: Ints, order: Ints, *, improvements: bool) -> tuple[Reached, ...]:
        chosen = wanted[np.argsort(order[wanted], kind="stable")]
        reached = []
        for place, index in zip(listing.all(chosen, name), chosen, strict=False):
            under = tuple(c for c in concepts if held[c][index])
            path = found.path(int(index), improvements=improvements) if order[index] >= 0 else None
            kept = tuple(c for c in under if improvements and c in undeterred and undeterred[c][index])
            reached.append(Reached(state=place, concepts=under, way=listing.way(path), undeterred=kept))
        return tuple(reached)

    reachable = those("reachable", every[near[every] >= 0], near, improvements=True)
    only = those("only_by_moves", every[(near[every] < 0) & (far[every] >= 0)], far, improvements=False)
    lost = those("unreachable", every[far[every] < 0], far, improvements=False)
    led = tuple(_led(found, listing, c) for c in concepts)
    basic = head("evolve", game.conflict, game, listing)
    spoken = _spoken(start, goes, basic["status_quo"])
    ranked = _ranked(found, listing, (start, *spoken))
    return EvolveAnswer(
        **basic | {"spoken": spoken},
        start=start,
        heading=goes,
        reachable_states=str(int((near >= 0).sum())),
        complete=True,
        moves=int(near.max()),
        led=led,
        reachable=reachable,
        only_by_moves=only,
        unreachable=lost,
        ranked=ranked,
    )


def _led(found: Evolution, listing: Listing, concept: str) -> Led:
    reached = found.reached_at(concept)
    return Led(
        concept=concept,
        reachable=str(reached.size),
        undeterred=str(found.undeterred_at(concept).size) if found.has_ways(concept) else None,
        only_by_moves=str(found.only_by_moves_at(concept).size),
        unreachable=str(found.unreachable_at(concept).size),
        nearest=listing.way(found.by_improvements.path(int(reached[0]))) if reached.size else None,
        outlook=_outlook(found.game, found.start.index, reached),
    )


def _outlook(game: Game, start: int, states: Ints) -> tuple[Outlook, ...]:
    if game.open or not states.size:
        return ()
    told = []
    for i, dm in enumerate(game.decision_makers):
        ranks, here = game.ranks[i][states], game.ranks[i][start]
        told.append(
            Outlook(
                decision_maker=dm,
                better=bool((ranks > here).any()),
                same=bool((ranks == here).any()),
                worse=bool((ranks < here).any()),
            )
        )
    return tuple(told)


def _ranked(found: Evolution, listing: Listing, places: Iterable[int]) -> tuple[Ranked, ...]:
    game = found.game
    if game.open:
        return ()
    ranked = []
    for place in dict.fromkeys(places):
        index = game.state(listing.values[place].id).index
        for i, dm in enumerate(game.decision_makers):
            top = int(game.ranks[i].max())
            ranked.append(
                Ranked(state=place, decision_maker=dm, place=top - int(game.ranks[i][index]) + 1, of=top + 1)
            )
    return tuple(ranked)


# -- where decision diagrams carry the states --------------------------------------------------------------------------


def _or_none(ask: Callable[[], StateSet]) -> Count | None:
    try:
        return str(ask().count)
    except TooLargeError:
        return None


def _large(found: LargeEvolution) -> EvolveAnswer:
    game, listing = found.game, Listing(found.game)
    start = listing(found.start)
    goes = heading(game, listing, start=found.start, seconds=found.seconds)
    led = tuple(_led_large(found, listing, c) for c in found.stability.concepts)
    basic = head("evolve", game.conflict, game, listing)
    return EvolveAnswer(
        **basic | {"spoken": _spoken(start, goes, basic["status_quo"])},
        start=start,
        heading=goes,
        reachable_states=str(found.by_improvements.states.count),
        complete=found.by_improvements.complete,
        moves=len(found.by_improvements.layers) - 1,
        limit=found.by_improvements.limit,
        led=led,
        reachable=_nearest(found, listing, led),
    )


def _led_large(found: LargeEvolution, listing: Listing, concept: str) -> Led:
    try:
        reached, path = found.reached(concept), found.nearest(concept)
    except TooLargeError:
        return Led(concept=concept, reachable=None)
    outlook = []
    if reached:
        for dm in found.game.decision_makers:
            try:
                better, same, worse = found.outlook(dm, reached)
            except TooLargeError:
                continue
            outlook.append(Outlook(decision_maker=dm, better=better, same=same, worse=worse))
    return Led(
        concept=concept,
        reachable=str(reached.count),
        only_by_moves=_or_none(lambda: found.only_by_moves(concept)),
        unreachable=_or_none(lambda: found.unreachable(concept)),
        nearest=listing.way(path),
        outlook=tuple(outlook),
    )


def _nearest(found: LargeEvolution, listing: Listing, led: Sequence[Led]) -> tuple[Reached, ...]:
    """List the nearest under each concept, each once, with the concepts under which it is known to hold."""
    ways = {one.nearest.end: one.nearest for one in led if one.nearest is not None}
    told = []
    for place, way in ways.items():
        under = []
        for concept in found.stability.concepts:
            inside = found.stability.bounds(concept)[0]
            if inside is not None and found.game.state(listing.values[place].id) in inside:
                under.append(concept)
        told.append(Reached(state=place, concepts=tuple(under), way=way))
    return tuple(told)
