"""What holds, and what follows from the status quo, as typed facts: the same for both carriers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import numpy as np

from detente.answers import Answer, Count, Cut, Heading, Ref, Span, Step, Value, Way
from detente.conflict import (
    EXTENSIONS,
    STRENGTHS,
    TooLargeError,
    find_concept,
    in_reading_order,
)
from detente.game import Bools, Game, Ints
from detente.questions.analyze.analysis import Analysis
from detente.questions.analyze.graph import Graph, graph
from detente.questions.analyze.large import LargeAnalysis, LargeEvolution
from detente.questions.building import MOST_LISTED, Listing, head
from detente.questions.equilibria.answer import Pattern, pattern_value
from detente.questions.equilibria.listing import ManyStates
from detente.questions.evolve import Evolution, Reach
from detente.questions.outcomes import MOST_ENDS, find_heading, heading, span
from detente.stability import stable_states

MOST_WAYS = 10_000  # equilibria whose ways are listed, the nearest first
DRAWN = 10  # equilibria that are listed where nobody lists all, drawn by lot
MOST_SPOKEN = 4  # outcomes of a kind that get a letter

T = TypeVar("T")


class Stays(Value, frozen=True, kw_only=True):
    """Where a decision maker stays, under one concept.

    Attributes
    ----------
    decision_maker : str
    count : Count or None
        In how many states; None where that is out of reach.
    stable : str
        A character for each of the answer's `states`, in their order: ``1`` where it stays, ``0`` where not.
        States after its end are not listed. Empty where decision diagrams carry the states.
    """

    decision_maker: str
    count: Count | None
    stable: str = ""


class Held(Value, frozen=True, kw_only=True):
    """What holds under one concept.

    Attributes
    ----------
    concept : str
    count : Count or None
        How many equilibria there are; None where that is out of reach.
    at_least, at_most : Count or None
        The bounds that are known; both are `count` where that is.
    incomplete : str
        Which limit was met, where the equilibria are out of reach.
    states : tuple of Ref
        The equilibria; where decision diagrams carry them, a few of those that are known, drawn by lot.
    drawn : bool
        Whether `states` are drawn by lot.
    status_quo : bool or None
        Whether the status quo is one of them; None where there is none, or that is out of reach.
    leaving : tuple of str
        Who would leave the status quo; under weak stability, for whom it is not weakly stable.
    undecided : tuple of str
        Of whom it is out of reach whether they would.
    pattern : Pattern or None
        What the equilibria have in common; None where there are none, where they are out of reach, too intricate, or
        the conflict is given as states and moves.
    stays : tuple of Stays
        Where each decision maker stays.
    """

    concept: str
    count: Count | None
    at_least: Count | None
    at_most: Count | None
    incomplete: str
    states: tuple[Ref, ...]
    drawn: bool
    status_quo: bool | None
    leaving: tuple[str, ...]
    undecided: tuple[str, ...]
    pattern: Pattern | None
    stays: tuple[Stays, ...]


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


class Firmness(Value, frozen=True, kw_only=True):
    """Where preferences have degrees: which equilibria hold firmly.

    Attributes
    ----------
    concept : str
        The concept for strong stability: ``gmr-strong``.
    strong : tuple of Ref
        Equilibria in which whoever could gain by leaving would be answered by something much worse.
    weak : tuple of Ref
        The others.
    weak_for : tuple of str
        Whom some of the others deter only weakly.
    """

    concept: str
    strong: tuple[Ref, ...]
    weak: tuple[Ref, ...]
    weak_for: tuple[str, ...]


class Unknown(Value, frozen=True, kw_only=True):
    """What is unknown of a decision maker's preferences: the ids of the statements; none where chains leave it open."""

    decision_maker: str
    statements: tuple[str, ...] = ()


class AnalyzeAnswer(Answer, frozen=True, kw_only=True):
    """What holds under one account, and where the status quo leads.

    Where every state is listed, the answer's `states` begin with all of them in the order of their numbers (the first
    100,000 of more, see `truncated`).

    Attributes
    ----------
    why : str
        Why this carrier, where decision diagrams carry the states.
    heading : Heading or None
        Where it is heading; None where the file has no status quo.
    held : tuple of Held
        By concept, from fearing nothing to fearing everything.
    following : Following or None
        What can follow from the status quo; None where the file has none.
    firmness : tuple of Firmness
        Where preferences have degrees.
    unknown : tuple of Unknown
        Where preferences are unknown.
    graph : Graph or None
        The graph of states, or what matters of it; None where decision diagrams carry the states.
    """

    why: str
    heading: Heading | None
    held: tuple[Held, ...]
    following: Following | None
    firmness: tuple[Firmness, ...] = ()
    unknown: tuple[Unknown, ...] = ()
    graph: Graph | None = None

    def under(self, concept: str) -> Held | None:
        """Give what holds under a concept, if it was asked for."""
        return next((h for h in self.held if h.concept == concept), None)

    @property
    def plain(self) -> tuple[Held, ...]:
        """What holds, without strong and weak stability where the concept that they are kinds of is there."""
        keys = {h.concept for h in self.held}
        return tuple(
            h
            for h in self.held
            if find_concept(h.concept).variant not in STRENGTHS or find_concept(h.concept).base not in keys
        )


def answer(found: Analysis | LargeAnalysis, most: int = MOST_LISTED) -> AnalyzeAnswer:
    """Give an analysis as facts; long lists are cut at `most`."""
    game, listing = found.game, Listing(found.game)
    listed = listing.every(most) if isinstance(game, Game) else 0
    heads = None
    if game.status_quo is not None:
        known = find_heading(found.game, stability=found.stability) if isinstance(found, Analysis) else None
        heads = heading(game, listing, known, most=DRAWN if known is None else MOST_ENDS)
    held = tuple(_held(found, listing, c, listed, most) for c in in_reading_order(found.concepts))
    following = None
    if isinstance(found, Analysis) and found.evolution is not None:
        following = followed(found.evolution, listing, listed)
    elif isinstance(found, LargeAnalysis) and found.evolution is not None:
        following = followed_large(found.evolution, listing)
    facts: dict[str, Any] = {
        "why": found.why,
        "heading": heads,
        "held": held,
        "following": following,
        "firmness": _firmness(found, listing, most) if isinstance(found, Analysis) else (),
        "unknown": _unknown(found),
        "graph": graph(found, listing) if isinstance(found, Analysis) else None,
    }
    facts["spoken"] = _spoken(heads, held)
    return AnalyzeAnswer(**facts, **head("analyze", game.conflict, game, listing))


def marks(which: Bools) -> str:
    """Write a character for each state: ``1`` or ``0``."""
    return (which.astype(np.uint8) + ord("0")).tobytes().decode("ascii")


def _or_none(ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except TooLargeError:
        return None


def _count(states: ManyStates | None) -> Count | None:
    return None if states is None else str(states.count)


# -- what holds --------------------------------------------------------------------------------------------------------


def _held(found: Analysis | LargeAnalysis, listing: Listing, concept: str, listed: int, most: int) -> Held:
    inside, around = found.bounds(concept)
    exact = found.exact(concept)
    name = f"held.{concept}.states"
    if isinstance(found, Analysis):
        states = listing.all(found.stability.equilibria_at(concept), name, most)
    else:
        drawn = () if inside is None else _or_none(lambda: inside.sample(DRAWN)) or ()
        states = listing.all(drawn)
        if inside is not None and len(states) < inside.count:
            listing.cuts.append(Cut(list=name, count=str(inside.count)))
    leaving, undecided = found.leaving(concept)
    graph_form = found.game.conflict.graph_form
    stays = tuple(_stays(found, concept, dm, listed) for dm in found.game.decision_makers)
    start = found.game.status_quo
    today = None if start is None or (undecided and not leaving) else not leaving
    if isinstance(found, Analysis) and start is not None:
        today = bool(found.stability.holds(concept)[found.game.state("status_quo").index])
    return Held(
        concept=concept,
        count=_count(inside) if exact else None,
        at_least=_count(inside),
        at_most=_count(around),
        incomplete=found.incomplete.get(concept, ""),
        states=states,
        drawn=isinstance(found, LargeAnalysis),
        status_quo=today,
        leaving=leaving,
        undecided=undecided,
        pattern=pattern_value(inside) if exact and inside is not None and not graph_form else None,
        stays=stays,
    )


def _stays(found: Analysis | LargeAnalysis, concept: str, dm: str, listed: int) -> Stays:
    if isinstance(found, Analysis):
        stable = found.stability.stable[concept][found.game.index(dm)]
        return Stays(
            decision_maker=dm, count=str(int(np.count_nonzero(stable))), stable=marks(stable[:listed])
        )
    stability = found.stability
    return Stays(decision_maker=dm, count=_count(_or_none(lambda: stability.stable_for(concept, dm))))


# -- what follows ------------------------------------------------------------------------------------------------------


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
    reached = _or_none(lambda: found.reached(concept))
    return Follows(
        concept=concept,
        reached=_count(reached),
        undeterred=None,
        only_by_moves=_or_none(lambda: str(found.only_by_moves(concept).count)),
        unreachable=_or_none(lambda: str(found.unreachable(concept).count)),
        nearest=listing.way(_or_none(lambda: found.nearest(concept))),
        fares=tuple(_fares_large(found, dm, reached) for dm in found.game.decision_makers) if reached else (),
    )


def _fares_large(found: LargeEvolution, dm: str, reached: Any) -> Fares:
    outlook = _or_none(lambda: found.outlook(dm, reached))
    better, same, worse = outlook or (False, False, False)
    return Fares(decision_maker=dm, better=better, same=same, worse=worse, unknown=outlook is None)


# -- degrees, and what is unknown --------------------------------------------------------------------------------------


def strong_kinds(concepts: Sequence[str]) -> list[str]:
    """List the concepts for strong stability that are asked for, or that weak stability is read against."""
    found: dict[str, None] = {}
    for concept in map(find_concept, in_reading_order(concepts)):
        if concept.variant == "strong":
            found[concept.key] = None
        elif concept.variant == "weak":
            found.setdefault(f"{concept.base}-strong")
    return list(found)


def _firmness(found: Analysis, listing: Listing, most: int) -> tuple[Firmness, ...]:
    kinds = strong_kinds(found.concepts)
    needed = {*kinds, *(find_concept(k).base for k in kinds)} - set(found.stability.stable)
    more = stable_states(found.game, sorted(needed)).stable if needed else {}
    tables = {**more, **found.stability.stable}
    told = []
    for key in kinds:
        held = np.flatnonzero(tables[find_concept(key).base].all(axis=0))
        strong = tables[key][:, held]
        firm = strong.all(axis=0)
        told.append(
            Firmness(
                concept=key,
                strong=listing.all(held[firm], f"firmness.{key}.strong", most),
                weak=listing.all(held[~firm], f"firmness.{key}.weak", most),
                weak_for=tuple(
                    dm
                    for dm, stays in zip(found.game.decision_makers, strong[:, ~firm], strict=True)
                    if not stays.all()
                ),
            )
        )
    return tuple(told)


def _unknown(found: Analysis | LargeAnalysis) -> tuple[Unknown, ...]:
    if not any(find_concept(c).variant in EXTENSIONS for c in found.concepts):
        return ()
    told = []
    for dm, preference in found.game.conflict.preferences.items():
        if preference.open:
            open_ones = tuple(s.id for s in preference.statements if s.unknown)
            told.append(Unknown(decision_maker=dm, statements=open_ones))
    return tuple(told)


# -- what is spoken of -------------------------------------------------------------------------------------------------


def _spoken(heads: Heading | None, held: Sequence[Held]) -> tuple[Ref, ...]:
    """Choose the outcomes that get a letter: where it is heading; without a start, what holds."""
    found: dict[int, None] = {}
    if heads is None:
        some = next((h for h in held if h.states and len(h.states) <= 2 * MOST_SPOKEN and not h.drawn), None)
        return some.states if some else ()
    for ends in (heads.ahead, heads.myopic):
        if ends.count is not None and int(ends.count) <= MOST_SPOKEN:
            found.update(dict.fromkeys(ends.states))
    return tuple(found)
