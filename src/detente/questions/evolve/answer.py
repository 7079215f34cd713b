"""How the conflict gets from the start to an equilibrium, as typed facts, whichever carrier it was found on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from detente.answers import Answer, Count, Heading, Ref, Value, Way
from detente.conflict import TooLargeError
from detente.game import CarriedGame, ManyStates
from detente.questions.building import Listing, head
from detente.questions.evolve.carried import CarriedReach
from detente.questions.evolve.evolution import AnyEvolution, either
from detente.questions.outcomes import heading
from detente.questions.standing import span

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


def answer(found: AnyEvolution) -> EvolveAnswer:
    """Give what can follow from a state as typed facts."""
    game, listing = found.game, Listing(found.game)
    start = listing(found.start)
    goes = heading(game, listing, start=found.start, seconds=found.seconds)
    lists = _listed(found, listing) if game.listed else None
    led = tuple(_led(found, listing, c) for c in found.stability.concepts)
    basic = head("evolve", game.conflict, game, listing)
    spoken = _spoken(start, goes, basic["status_quo"])
    near = found.by_improvements
    return EvolveAnswer(
        **basic | {"spoken": spoken},
        start=start,
        heading=goes,
        reachable_states=str(near.states.count),
        complete=near.complete,
        moves=near.longest,
        limit=near.limit,
        led=led,
        ranked=_ranked(game, listing, (start, *spoken)),
        **({"reachable": _nearest(found, listing, led)} if lists is None else lists),
    )


def _spoken(start: int, found: Heading, status_quo: object) -> tuple[int, ...]:
    """Choose the outcomes to speak of: where it leads, looking ahead and not, and where it begins."""
    ends = (*found.myopic.states[:MOST_SPOKEN], *found.ahead.states[:MOST_SPOKEN])
    return tuple(dict.fromkeys((*(() if start == status_quo else (start,)), *ends)))


def _listed(found: AnyEvolution, listing: Listing) -> dict[str, Any]:
    """List all equilibria by how they are reached, where every state is listed."""
    held = {c: found.stability.held(c) for c in found.stability.concepts}
    every, near, far = either(list(held.values())), found.by_improvements, found.by_moves
    undeterred = {c: found.undeterred(c).states for c in held if found.has_ways(c)}

    def those(name: str, states: ManyStates, by: CarriedReach) -> tuple[Reached, ...]:
        keys = states.keys(0)
        told = []
        for place, key in zip(listing.all(keys, name), keys, strict=False):
            under = tuple(c for c in held if key in held[c])
            kept = tuple(c for c in under if by is near and c in undeterred and key in undeterred[c])
            way = listing.trail(found.start, by.trace(key))
            told.append(Reached(state=place, concepts=under, way=way, undeterred=kept))
        return tuple(told)

    return {
        "reachable": those("reachable", near.among(every), near),
        "only_by_moves": those("only_by_moves", far.among(every) - near.states, far),
        "unreachable": those("unreachable", every - far.states, far),
    }


def _nearest(found: AnyEvolution, listing: Listing, led: Sequence[Led]) -> tuple[Reached, ...]:
    """List the nearest under each concept, each once, with the concepts under which it is known to hold."""
    ways = {one.nearest.end: one.nearest for one in led if one.nearest is not None}
    inside = {c: found.stability.bounds(c)[0] for c in found.stability.concepts}
    told = []
    for place, way in ways.items():
        state = found.game.state(listing.values[place].id)
        under = tuple(c for c, states in inside.items() if states is not None and state in states)
        told.append(Reached(state=place, concepts=under, way=way))
    return tuple(told)


def _led(found: AnyEvolution, listing: Listing, concept: str) -> Led:
    try:
        reached, path = found.reached(concept), found.nearest(concept)
    except TooLargeError:
        return Led(concept=concept, reachable=None)
    return Led(
        concept=concept,
        reachable=str(reached.count),
        undeterred=str(found.reached_undeterred(concept).count) if found.has_ways(concept) else None,
        only_by_moves=_count(lambda: found.only_by_moves(concept)),
        unreachable=_count(lambda: found.unreachable(concept)),
        nearest=listing.way(path),
        outlook=_outlook(found, reached),
    )


def _count(ask: Callable[[], ManyStates]) -> Count | None:
    try:
        return str(ask().count)
    except TooLargeError:
        return None


def _outlook(found: AnyEvolution, states: ManyStates) -> tuple[Outlook, ...]:
    """Compare what is reached with the start, for those of whom that is not out of reach."""
    if found.game.open or not states:
        return ()
    told = []
    for dm in found.game.decision_makers:
        try:
            better, same, worse = found.outlook(dm, states)
        except TooLargeError:
            continue
        told.append(Outlook(decision_maker=dm, better=better, same=same, worse=worse))
    return tuple(told)


def _ranked(game: CarriedGame, listing: Listing, places: Iterable[int]) -> tuple[Ranked, ...]:
    if game.open:
        return ()
    ranked = []
    for place in dict.fromkeys(places):
        state = game.state(listing.values[place].id)
        for dm in game.decision_makers:
            found = span(game, dm, [state])
            if found is not None:
                ranked.append(Ranked(state=place, decision_maker=dm, place=found.best, of=found.of))
    return tuple(ranked)
