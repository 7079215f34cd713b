"""A conflict before and after a change, as facts: every state is listed once, and both sides refer to it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.answers import Answer, Count, Cut, Heading, Ref, Span, Standing, Value, Way
from detente.conflict import in_reading_order
from detente.game import Ints, State
from detente.questions.analyze import Analysis
from detente.questions.building import MOST_LISTED, Listing, head
from detente.questions.evolve import Path
from detente.questions.heads import Found, Heads, find_heading
from detente.questions.outcomes import heading
from detente.questions.standing import standings
from detente.questions.whatif.supposing import WhatIf

MOST_WAYS = 10_000
MOST_SPOKEN = 4  # outcomes of a heading that get letters


class Settled(Value, frozen=True, kw_only=True):
    """An option that is supposed to be taken always, or never."""

    option: str
    taken: bool


class Wish(Value, frozen=True, kw_only=True):
    """What a decision maker is supposed to want first of all.

    Attributes
    ----------
    id : str
        The id that the answer gives to this statement.
    decision_maker : str
    that : str
        The condition.
    """

    id: str = ""
    decision_maker: str
    that: str


class Supposed(Value, frozen=True, kw_only=True):
    """What is supposed.

    Attributes
    ----------
    fixed : tuple of Settled
    preferred : tuple of Wish
    collapse : str
        The tag, where the options that bear it are supposed to be gone: ``diplomacy`` where talks collapse.
    """

    fixed: tuple[Settled, ...]
    preferred: tuple[Wish, ...]
    collapse: str = ""

    @property
    def removed(self) -> tuple[str, ...]:
        """The options that the change takes away."""
        return tuple(f.option for f in self.fixed if not f.taken)


class Stays(Value, frozen=True, kw_only=True):
    """Where a decision maker stays.

    Attributes
    ----------
    decision_maker : str
    count : Count
    stable : str
        A character for each of the answer's first states, in their order: ``1`` where it stays, ``0`` where it would
        leave, ``-`` where there is no such state.
    """

    decision_maker: str
    count: Count
    stable: str


class Held(Value, frozen=True, kw_only=True):
    """What holds under one concept: the equilibria, and where each decision maker stays."""

    concept: str
    count: Count
    states: tuple[Ref, ...]
    stays: tuple[Stays, ...]


class Reached(Value, frozen=True, kw_only=True):
    """An equilibrium that is reached, under which concepts it is one, by which way.

    Attributes
    ----------
    undeterred : tuple of str
        The concepts under which improvements that nothing deters lead there, too.
    """

    state: Ref
    concepts: tuple[str, ...]
    way: Way
    undeterred: tuple[str, ...] = ()


class Side(Value, frozen=True, kw_only=True):
    """The conflict before the change, or after it.

    Attributes
    ----------
    feasible : Count
        How many states are feasible.
    status_quo : Ref or None
    held : tuple of Held
        By concept.
    heading : Heading or None
        Where it is heading, compared with the status quo of this side and in the orders of this side.
    reachable_states : Count
        How many states improvements lead to.
    reachable, only_by_moves : tuple of Reached
        The equilibria that improvements lead to, and those that other moves alone lead to, the nearest first.
    unreachable : tuple of Ref
    """

    feasible: Count
    status_quo: Ref | None
    held: tuple[Held, ...]
    heading: Heading | None = None
    reachable_states: Count = "0"
    reachable: tuple[Reached, ...] = ()
    only_by_moves: tuple[Reached, ...] = ()
    unreachable: tuple[Ref, ...] = ()


class Fares(Value, frozen=True, kw_only=True):
    """How a decision maker fares, and whether that rests on what the change takes away.

    Attributes
    ----------
    standing : Standing
    removed : tuple of str
        The options that the change takes away and that the statement on which this rests mentions.
    """

    standing: Standing
    removed: tuple[str, ...] = ()


class Compared(Value, frozen=True, kw_only=True):
    """Where it is heading after the change, in one way of looking at it.

    Attributes
    ----------
    concept : str
        Whose equilibria these are.
    before, after : tuple of Ref
        Where it is heading without and with the change; of very many the first.
    before_count, after_count : Count
    same : bool
        Whether the two are the same outcomes.
    with_heading : tuple of Fares
        After, compared with before; by the orders after the change. Empty where nothing is reached.
    with_today : tuple of Fares
        After, compared with the status quo before the change.
    """

    concept: str
    before: tuple[Ref, ...]
    after: tuple[Ref, ...]
    before_count: Count
    after_count: Count
    same: bool
    with_heading: tuple[Fares, ...]
    with_today: tuple[Fares, ...]


class Places(Value, frozen=True, kw_only=True):
    """The places of the equilibria reached, before and after, in the order of a decision maker after the change."""

    concept: str
    decision_maker: str
    before: Span | None
    after: Span | None


class WhatIfAnswer(Answer, frozen=True, kw_only=True):
    """A conflict before and after a change.

    The answer's `states` begin with all feasible states before the change (the first 100,000 of more, see `truncated`).

    Attributes
    ----------
    supposed : Supposed
    before, after : Side
    myopic, ahead : Compared or None
        Where it is heading, not looking ahead and looking ahead; None where the file has no status quo.
    places : tuple of Places
        Under each concept, of what improvements lead to (without a status quo: of what holds).
    """

    supposed: Supposed
    before: Side
    after: Side
    myopic: Compared | None
    ahead: Compared | None
    places: tuple[Places, ...]

    @property
    def both(self) -> tuple[Compared, ...]:
        """The two ways of looking at it, as far as they are there."""
        return tuple(c for c in (self.myopic, self.ahead) if c is not None)


class _After(Listing):
    """Lists the states after a change under their places before it."""

    def __init__(self, found: WhatIf, before: Listing) -> None:
        super().__init__(found.after.game)
        self.found, self.before = found, before
        self.cuts = before.cuts
        self.known: dict[int, int] = {}

    def __call__(self, state: State | int) -> int:
        index = state.index if isinstance(state, State) else int(state)
        if index not in self.known:
            self.known[index] = self.before(self.found.earlier(index))
        return self.known[index]


def answer(found: WhatIf) -> WhatIfAnswer:
    """Say as facts what a change would do."""
    game = found.before.game
    listing = Listing(game)
    listed = len(listing.all(np.arange(game.size), "states"))
    later = _After(found, listing)
    heads = None if game.status_quo is None else find_heading(game, stability=found.before.stability)
    start = found.after.game.status_quo
    heads_after = None if start is None else find_heading(found.after.game, stability=found.after.stability)
    before = _side(found.before, listing, heads, np.arange(listed))
    after = _side(found.after, later, heads_after, _earlier(found, listed))
    compared: list[Compared | None] = [None, None]
    if heads is not None and heads_after is not None:
        pairs = zip(heads.both, heads_after.both, strict=True)
        compared = [_compared(found, listing, heads.start, old, new) for old, new in pairs]
    myopic, ahead = compared
    return WhatIfAnswer(
        **head("whatif", game.conflict, game, listing),
        spoken=_spoken(myopic, ahead),
        supposed=Supposed(
            fixed=tuple(Settled(option=o, taken=t) for o, t in found.change.fixed),
            preferred=tuple(
                Wish(id=s.id, decision_maker=d, that=str(s.that)) for d, s in found.change.preferred
            ),
            collapse=found.change.collapse,
        ),
        before=before,
        after=after,
        myopic=myopic,
        ahead=ahead,
        places=tuple(
            Places(concept=c, decision_maker=dm, before=_span(found, dm, old), after=_span(found, dm, new))
            for c in in_reading_order(found.before.concepts)
            for dm, (old, new) in found.places(c).items()
        ),
    )


def _earlier(found: WhatIf, listed: int) -> Ints:
    """Give for each of the first states before the change its position after it, -1 where it is gone."""
    places = np.full(found.order.size, -1, dtype=np.int64)
    for later in range(found.after.game.size):
        places[found.earlier(later)] = later
    return places[:listed]


def _spoken(*compared: Compared | None) -> tuple[Ref, ...]:
    told: dict[int, None] = {}
    for one in compared:
        if one is not None:
            told.update(dict.fromkeys(one.before[:MOST_SPOKEN]))
    for one in compared:
        if one is not None:
            told.update(dict.fromkeys(one.after[:MOST_SPOKEN]))
    return tuple(told)


def _span(found: WhatIf, dm: str, places: tuple[int, int] | None) -> Span | None:
    if places is None:
        return None
    top = int(found.order.ranks[found.order.index(dm)].max(initial=0)) + 1
    return Span(best=places[0], worst=places[1], of=top)


def _compared(found: WhatIf, listing: Listing, start: int, old: Found, new: Found) -> Compared:
    came = np.array([found.earlier(int(s)) for s in new.states], dtype=np.int64)
    return Compared(
        concept=old.concept,
        before=listing.all(old.states, f"{old.concept}.before", MOST_LISTED),
        after=listing.all(came, f"{old.concept}.after", MOST_LISTED),
        before_count=str(old.states.size),
        after_count=str(came.size),
        same=set(old.states.tolist()) == set(came.tolist()),
        with_heading=_fares(found, old.states, came),
        with_today=_fares(found, [start], came),
    )


def _fares(found: WhatIf, before: Sequence[int] | Ints, after: Ints) -> tuple[Fares, ...]:
    removed = {o for o, taken in found.change.fixed if not taken}
    told = []
    for standing in standings(found.before.game, before, after, found.order):
        preference = found.order.conflict.preferences[standing.decision_maker]
        mentioned: set[str] = set()
        for statement in preference.statements:
            if statement.id == standing.statement:
                mentioned = set(statement.that.options) & removed
        told.append(
            Fares(
                standing=standing,
                removed=tuple(o for o in found.before.game.conflict.option_ids if o in mentioned),
            )
        )
    return tuple(told)


def _side(found: Analysis, listing: Listing, heads: Heads | None, positions: Ints) -> Side:
    """Give one side; `positions` are those of the answer's first states in its arrays, -1 where one is gone."""
    game, stability = found.game, found.stability
    concepts = in_reading_order(found.concepts)
    held = []
    for concept in concepts:
        stays = []
        for dm, stable in zip(game.decision_makers, stability.stable[concept], strict=True):
            marks = np.where(positions < 0, ord("-"), ord("0") + stable[positions]).astype(np.uint8)
            stays.append(
                Stays(decision_maker=dm, count=str(int(stable.sum())), stable=marks.tobytes().decode("ascii"))
            )
        equilibria = stability.equilibria_at(concept)
        held.append(
            Held(
                concept=concept,
                count=str(equilibria.size),
                states=listing.all(equilibria, f"held.{concept}"),
                stays=tuple(stays),
            )
        )
    if found.evolution is None:
        return Side(feasible=str(game.size), status_quo=None, held=tuple(held))
    evolution = found.evolution
    near, far = evolution.by_improvements.steps, evolution.by_moves.steps
    holds = {c: stability.holds(c) for c in concepts}
    every = np.flatnonzero(np.any(list(holds.values()), axis=0))
    ways = {c: evolution.undeterred(c).steps >= 0 for c in concepts if evolution.has_ways(c)}

    def reached(name: str, wanted: Ints, order: Ints, *, improvements: bool) -> tuple[Reached, ...]:
        nearest = wanted[np.argsort(order[wanted], kind="stable")]
        if nearest.size > MOST_WAYS:
            listing.cuts.append(Cut(list=name, count=str(nearest.size)))
        told = []
        for state in nearest[:MOST_WAYS].tolist():
            path: Path | None = evolution.path(state, improvements=improvements)
            way = listing.way(path)
            assert way is not None
            where = tuple(c for c in concepts if holds[c][state])
            free = tuple(c for c in where if improvements and c in ways and ways[c][state])
            told.append(Reached(state=listing(state), concepts=where, way=way, undeterred=free))
        return tuple(told)

    return Side(
        feasible=str(game.size),
        status_quo=listing(evolution.start),
        held=tuple(held),
        heading=None if heads is None else heading(game, listing, heads),
        reachable_states=str(int((near >= 0).sum())),
        reachable=reached("reachable", every[near[every] >= 0], near, improvements=True),
        only_by_moves=reached(
            "only_by_moves", every[(near[every] < 0) & (far[every] >= 0)], far, improvements=False
        ),
        unreachable=listing.all(every[far[every] < 0], "unreachable"),
    )
