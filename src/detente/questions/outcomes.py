"""What is asked again and again: where it is heading, who fares how, what outcomes share, who would leave.

*Where it is heading* is two sets everywhere: not looking ahead, the Nash equilibria that improvements lead to; looking
ahead, the SEQ equilibria that improvements lead to which nothing deters (the status quo, if nobody leaves it).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from detente.answers import Ends, Heading, Level, Shared, Span, Standing, StandingKind
from detente.conflict import Condition, NotInFileError, TooLargeError, evaluate
from detente.game import Bools, Game, Ints, State
from detente.game.states import as_bools
from detente.game.symbolic import Clock, LimitError, StateSet, SymbolicGame, limited
from detente.questions.analyze.large import REACH_SECONDS, LargeEvolution, evolve_large
from detente.questions.building import Listing
from detente.questions.evolve import Move, Path, Reach, reach
from detente.stability import Stability, stable_states
from detente.stability.symbolic import SymbolicStability
from detente.stability.symbolic.point import undeterred

MOST_ENDS = 200  # outcomes listed with their ways; the count is of all
MOST_VISITED = 2_000  # states that are gone through one by one where decision diagrams carry them

NO_START = "the file has no 'status_quo', from which it would be heading somewhere; add it"


@dataclass(frozen=True, eq=False)
class Found:
    """Where it leads from a state, in one way of looking at it.

    Attributes
    ----------
    concept : str
        Whose equilibria these are: ``nash`` or ``seq``, or their extension b where preferences are unknown.
    states : array of int
        The equilibria, the nearest first.
    reach : Reach
        All that is reached, with the ways.
    leaving : tuple of str
        Who would leave the state where it begins.
    """

    concept: str
    states: Ints
    reach: Reach
    leaving: tuple[str, ...]

    @property
    def cycle(self) -> bool:
        """Whether the start is left and no equilibrium is reached."""
        return bool(self.leaving) and not self.states.size


@dataclass(frozen=True, eq=False)
class Heads:
    """Where a conflict is heading: not looking ahead, and looking ahead."""

    start: int
    myopic: Found
    ahead: Found

    @property
    def both(self) -> tuple[Found, Found]:
        """The two."""
        return self.myopic, self.ahead

    @property
    def same(self) -> bool:
        """Whether both lead to the same outcomes."""
        return set(self.myopic.states.tolist()) == set(self.ahead.states.tolist())


def heading_concepts(game: Game | SymbolicGame) -> tuple[str, str]:
    """Give the concepts by which a game's heading is worked out.

    Where something is unknown it is extension b of Nash and SEQ: whoever moves does so for what it is known to prefer,
    and is deterred by what it is known not to prefer. So each way is made of moves that are known to be improvements,
    and it ends where nobody has one; what the unknown might add is not said here.
    """
    return ("nash-b", "seq-b") if isinstance(game, Game) and game.open else ("nash", "seq")


def find_heading(game: Game, start: int | None = None, stability: Stability | None = None) -> Heads:
    """Find where a conflict is heading.

    Parameters
    ----------
    game : Game
    start : int, optional
        Where it begins; without it the status quo.
    stability : Stability, optional
        Of this game, if it was worked out already for the concepts of `heading_concepts`.

    Raises
    ------
    NotInFileError
        Where there is no start.

    Examples
    --------
    >>> import detente
    >>> heads = find_heading(detente.load("istanbul-2025").game("kyiv"))
    >>> [len(found.states) for found in heads.both], heads.myopic.leaving, heads.ahead.cycle
    ([1, 1], ('russia', 'europe'), False)
    """
    begin = game.status_quo if start is None else start
    if begin is None:
        raise NotInFileError(NO_START)
    concepts = heading_concepts(game)
    known = stability is not None and stability.game is game and set(concepts) <= set(stability.concepts)
    held = stability if stability is not None and known else stable_states(game, concepts)
    found = []
    for concept, ways in zip(concepts, ("", concepts[1]), strict=True):
        reached = reach(game, begin, undeterred=ways)
        ends = np.flatnonzero(held.holds(concept) & (reached.steps >= 0))
        nearest = ends[np.argsort(reached.steps[ends], kind="stable")]
        found.append(Found(concept, nearest, reached, leaving(held, begin, concept)))
    return Heads(begin, *found)


def leaving(stability: Stability | SymbolicStability, state: int | State, concept: str) -> tuple[str, ...]:
    """List the decision makers who would leave a state under a concept.

    Raises
    ------
    LimitError
        Where decision diagrams carry the game and it is out of reach for somebody.
    """
    makers = stability.game.decision_makers
    if isinstance(stability, Stability):
        index = state.index if isinstance(state, State) else state
        stays = stability.stable[concept][:, index]
        return tuple(dm for dm, stable in zip(makers, stays, strict=True) if not stable)
    assert isinstance(state, State)
    return tuple(dm for dm in makers if not stability.holds(concept, state, dm))


# -- as facts ----------------------------------------------------------------------------------------------------------


def heading(
    game: Game | SymbolicGame,
    listing: Listing,
    heads: Heads | None = None,
    *,
    start: State | None = None,
    most: int = MOST_ENDS,
    seconds: float = REACH_SECONDS,
) -> Heading:
    """Say as facts where a conflict is heading, for whom that is good, and what the outcomes share.

    Parameters
    ----------
    game : Game or SymbolicGame
    listing : Listing
        The states of the answer; those spoken of here are put there.
    heads : Heads, optional
        Of a game whose states are listed, if they were found already.
    start : State, optional
        Where it begins; without it the status quo.
    most : int
        How many outcomes are listed; the count is of all.
    seconds : float
        The limit on time where decision diagrams carry the game; what is not known by then has no count.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("istanbul-2025").game("commentary")
    >>> found = heading(game, Listing(game))
    >>> found.myopic.count, [s.kind for s in found.myopic.standings]
    ('2', ['better', 'worse', 'worse', 'better'])
    """
    if isinstance(game, SymbolicGame):
        return _heading_large(game, listing, start, most, seconds)
    heads = heads or find_heading(game, None if start is None else start.index)
    listing(heads.start)
    myopic, ahead = (_ends(game, listing, heads.start, found, most) for found in heads.both)
    return Heading(myopic=myopic, ahead=ahead, same=heads.same)


def _ends(game: Game, listing: Listing, start: int, found: Found, most: int) -> Ends:
    states = found.states
    ways = [listing.way(found.reach.path(int(s))) for s in states[:most]]
    return Ends(
        concept=found.concept,
        states=listing.all(states, f"heading {found.concept}", most),
        count=str(states.size),
        leaving=found.leaving,
        cycle=found.cycle,
        ways=tuple(w for w in ways if w is not None),
        shared=shared(game, states) if states.size else None,
        standings=standings(game, [start], states) if states.size else (),
    )


def span(game: Game, dm: str, states: Ints | Sequence[int]) -> Span | None:
    """Give the best and the worst place of some states in a decision maker's order.

    None of no state, and where it is unknown how the decision maker orders some two states.
    """
    ranks = _order_of(game, game.index(dm))
    chosen = np.asarray(states, dtype=np.int64)
    if ranks is None or not chosen.size:
        return None
    top = int(ranks.max(initial=0))
    here = ranks[chosen]
    return Span(best=top - int(here.max()) + 1, worst=top - int(here.min()) + 1, of=top + 1)


def _order_of(game: Game, i: int) -> Ints | None:
    """Give the ranks of a decision maker, also where others' preferences are unknown; None where its own are."""
    if not game.open:
        return game.ranks[i]
    relation = game.relations[i]
    if not relation.complete:
        return None
    found: Ints = np.unique((relation.degrees < 0).sum(axis=1), return_inverse=True)[1]
    return found


def standings(
    game: Game, before: Sequence[int] | Ints, after: Sequence[int] | Ints, order: Game | None = None
) -> tuple[Standing, ...]:
    """Tell how each decision maker fares in some outcomes compared with others.

    Parameters
    ----------
    game : Game
        Whose decision makers are asked.
    before, after : sequence of int
        What is compared with, and the outcomes.
    order : Game, optional
        The game that orders the states, and in whose arrays `before` and `after` are: after a change, say, the states
        of both. Without it `game`.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("chicken").game()
    >>> [game.state(s).id for s in (1, 2)]
    ['first_swerves', 'second_swerves']
    >>> [(s.decision_maker, s.kind, s.after.best) for s in standings(game, [1], [2])]
    [('first', 'better', 1), ('second', 'worse', 3)]
    """
    known = order or game
    old, new = (np.asarray(states, dtype=np.int64) for states in (before, after))
    if not old.size or not new.size:
        return ()
    return tuple(_standing(known, dm, old, new) for dm in game.decision_makers)


def _standing(game: Game, dm: str, before: Ints, after: Ints) -> Standing:
    old, new = span(game, dm, before), span(game, dm, after)
    alike = set(before.tolist()) == set(after.tolist())
    if old is not None and new is not None:
        kind = kind_of(old, new)
    elif alike:
        kind = "same"
    else:
        kind = _kind_where_open(game, game.index(dm), before, after)
    statement = None if kind == "same" else _telling(game, dm, before, after)
    if statement is None:
        return Standing(decision_maker=dm, kind=kind, before=old, after=new)
    id, rank, of = statement
    return Standing(
        decision_maker=dm, kind=kind, before=old, after=new, statement=id, rank=rank, last=rank == of
    )


def kind_of(before: Span, after: Span) -> StandingKind:
    """Judge by the best and the worst place before and after; where both are the same, it fares the same.

    Examples
    --------
    >>> kind_of(Span(best=2, worst=2, of=5), Span(best=1, worst=2, of=5))
    'better_or_same'
    """
    if (before.best, before.worst) == (after.best, after.worst):
        return "same"
    if after.best >= before.worst:
        return "worse" if after.best > before.worst else "worse_or_same"
    if after.worst <= before.best:
        return "better" if after.worst < before.best else "better_or_same"
    return "open"


def kind_of_signs(*, better: bool, same: bool, worse: bool) -> StandingKind:
    """Judge by which comparisons of an outcome with what it is compared with there are."""
    if better and worse:
        return "open"
    if better:
        return "better_or_same" if same else "better"
    if worse:
        return "worse_or_same" if same else "worse"
    return "same"


def _kind_where_open(game: Game, i: int, before: Ints, after: Ints) -> StandingKind:
    pairs = [game.relations[i].degree(int(b), int(a)) for b in before for a in after]
    known = [d for d in pairs if d is not None]
    if len(known) < len(pairs):
        return "unknown"
    return kind_of_signs(
        better=any(d > 0 for d in known), same=any(d == 0 for d in known), worse=any(d < 0 for d in known)
    )


def _telling(game: Game, dm: str, before: Ints, after: Ints) -> tuple[str, int, int] | None:
    """Give the statement that tells every state of the one from every state of the other, its place, and of how many.

    All pairs rest on it where whatever comes before it has one and the same value in all of the states, and it has one
    in those before and the other in those after.
    """
    statements = game.conflict.preferences[dm].statements
    for rank, statement in enumerate(statements, 1):
        holds = _holding(game, statement.that)
        old, new = holds[before], holds[after]
        if old.all() != old.any() or new.all() != new.any():
            return None
        if old[0] != new[0]:
            return statement.id, rank, len(statements)
    return None


def _holding(game: Game, condition: Condition) -> Bools:
    """Tell for each state whether a condition of a preference holds; merged states tie in these."""
    points = as_bools(evaluate(condition, game.states.having), game.states.masks.size)
    found: Bools = points[game.states.first]
    return found


def all_prefer(
    game: Game, states: Ints | Sequence[int], group: Iterable[str] | None = None, *, weakly: bool = False
) -> Bools:
    """Tell for each state whether every member of a group is known to prefer it to each of some outcomes.

    Parameters
    ----------
    game : Game
    states : sequence of int
        What is compared with: where it is heading, say. Of no outcome, nothing is better.
    group : iterable of str, optional
        The members; without it all decision makers.
    weakly : bool
        Whether it is enough that it is no worse.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("prisoners-dilemma").game()
    >>> [game.state(int(s)).id for s in np.flatnonzero(all_prefer(game, [game.state("betrayal").index]))]
    ['silence']
    """
    compared = np.asarray(states, dtype=np.int64)
    found = np.full(game.size, bool(compared.size))
    if not compared.size:
        return found
    for dm in game.decision_makers if group is None else group:
        i = game.index(dm)
        if game.open:
            degrees = game.relations[i].degrees[compared]
            found &= ((degrees >= 0) if weakly else (degrees > 0)).all(axis=0)
        else:
            best = game.ranks[i][compared].max()
            found &= game.ranks[i] >= best if weakly else game.ranks[i] > best
    return found


# -- what outcomes share -----------------------------------------------------------------------------------------------


def shared(game: Game, states: Ints | Sequence[int]) -> Shared:
    """Tell what some states have in common; nothing where the conflict is given as states and moves.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("chicken").game()
    >>> shared(game, [0, 1])
    Shared(taken=(), levels=(), gone=(), never=('second.swerve',), varies=('first.swerve',))
    """
    chosen = np.asarray(states, dtype=np.int64)
    if game.conflict.graph_form or not chosen.size:
        return Shared()
    points = game.states.points(chosen)
    having = {o: game.states.having(o)[points] for o in game.conflict.option_ids}
    start = () if game.status_quo is None else game.state(game.status_quo).taken
    levelled = []
    for option, one in game.conflict.levels.items():
        occurring = [level for level in one.levels if having[f"{option}.{level}"].any()]
        somehow = np.any([having[f"{option}.{level}"] for level in one.levels], axis=0)
        if len(occurring) > 1 and somehow.all():
            levelled.append(Level(option=option, levels=tuple(occurring)))
    always = [o for o, taken in having.items() if taken.all()]
    never = [o for o, taken in having.items() if not taken.any()]
    return _put_together(game.conflict.option_ids, always, never, levelled, start)


def shared_large(game: SymbolicGame, states: StateSet) -> Shared:
    """Tell what the states of a set that nobody lists have in common."""
    if not states:
        return Shared()
    pattern = states.pattern
    levelled = []
    for option, one in game.conflict.levels.items():
        occurring = [level for level in one.levels if f"{option}.{level}" not in pattern.not_taken]
        if len(occurring) > 1 and states.where(option).count == states.count:
            levelled.append(Level(option=option, levels=tuple(occurring)))
    start = () if game.status_quo is None else game.status_quo.taken
    return _put_together(game.conflict.option_ids, pattern.taken, pattern.not_taken, levelled, start)


def _put_together(
    options: Sequence[str],
    always: Iterable[str],
    never: Iterable[str],
    levelled: Sequence[Level],
    start: Iterable[str],
) -> Shared:
    """Put the facts together; of an option shared at differing levels, the levels are told there alone."""
    taken, absent, today = set(always), set(never), set(start)
    told = {f"{one.option}.{level}" for one in levelled for level in one.levels}
    return Shared(
        taken=tuple(o for o in options if o in taken),
        levels=tuple(levelled),
        gone=tuple(o for o in options if o in absent and o in today),
        never=tuple(o for o in options if o in absent and o not in today),
        varies=tuple(o for o in options if o not in taken and o not in absent and o not in told),
    )


# -- where decision diagrams carry the game ----------------------------------------------------------------------------


def _heading_large(
    game: SymbolicGame, listing: Listing, start: State | None, most: int, seconds: float
) -> Heading:
    evolution = evolve_large(game, start=start, concepts=["nash"], seconds=seconds)
    listing(evolution.start)
    myopic = _myopic_large(game, listing, evolution, most)
    ahead = _ahead_large(game, listing, evolution, most, seconds)
    known = myopic.count is not None and ahead.count is not None
    same = known and myopic.count == ahead.count and set(myopic.states) == set(ahead.states)
    return Heading(myopic=myopic, ahead=ahead, same=same)


def _myopic_large(game: SymbolicGame, listing: Listing, evolution: LargeEvolution, most: int) -> Ends:
    try:
        gone = leaving(evolution.stability, evolution.start, "nash")
        ends = evolution.reached("nash")
        whole = evolution.by_improvements.complete and evolution.stability.exact("nash")
        listed = _nearest(evolution, ends, most)
        ways = [evolution.path(s) for s in listed]
        kept = ends if ends and whole else None
        return Ends(
            concept="nash",
            states=tuple(listing(s) for s in listed),
            count=str(ends.count) if whole else None,
            leaving=gone,
            cycle=bool(gone) and whole and not ends,
            ways=tuple(w for w in (listing.way(p) for p in ways) if w is not None),
            shared=shared_large(game, kept) if kept is not None else None,
            standings=_standings_large(evolution, kept) if kept is not None else (),
        )
    except TooLargeError:
        return Ends(concept="nash", states=(), count=None, unsure=game.decision_makers)


def _nearest(evolution: LargeEvolution, ends: StateSet, most: int) -> list[State]:
    """List the first of the ends, the nearest first."""
    found: list[State] = []
    for layer in evolution.by_improvements.layers:
        if len(found) == most:
            break
        near = ends & layer
        if near:
            found += near.sample(most - len(found))
    return found


def _ahead_large(
    game: SymbolicGame, listing: Listing, evolution: LargeEvolution, most: int, seconds: float
) -> Ends:
    """Go through what undeterred improvements lead to, state by state: where nobody has one, it holds."""
    start = evolution.start
    ways: dict[str, Path] = {start.id: Path(start, ())}
    waiting, ends = [start], list[State]()
    gone, unsure = _leaving_large(game, start, seconds)
    try:
        with limited(game.diagrams, seconds, f"what undeterred moves lead to from '{start.id}'") as clock:
            while waiting:
                here = waiting.pop(0)
                onward = list(_undeterred_from(game, here, clock))
                if not onward:
                    ends.append(here)
                for dm, state in onward:
                    if state.id not in ways:
                        ways[state.id] = Path(start, (*ways[here.id].moves, Move(dm, state)))
                        waiting.append(state)
                if len(ways) > MOST_VISITED:
                    raise LimitError(f"more than {MOST_VISITED:,} states")
    except LimitError:
        listed = tuple(listing(s) for s in ends[:most])
        return Ends(concept="seq", states=listed, count=None, leaving=gone, unsure=unsure)
    reached = StateSet(game, game.diagrams.false)
    for state in ends:
        reached = reached | StateSet(game, game.at(state))
    return Ends(
        concept="seq",
        states=tuple(listing(s) for s in ends[:most]),
        count=str(len(ends)),
        leaving=gone,
        cycle=bool(gone) and not ends,
        ways=tuple(w for w in (listing.way(ways[s.id]) for s in ends[:most]) if w is not None),
        shared=shared_large(game, reached) if ends else None,
        standings=_standings_large(evolution, reached) if ends else (),
    )


def _leaving_large(
    game: SymbolicGame, start: State, seconds: float
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give who has a move from the start that pays and that nothing deters, and of whom that is out of reach."""
    gone: list[str] = []
    unsure: list[str] = []
    for i, dm in enumerate(game.decision_makers):
        try:
            with limited(game.diagrams, seconds, f"whether {dm} would leave '{start.id}'") as clock:
                if StateSet(game, undeterred(game, i, game.at(start), clock)):
                    gone.append(dm)
        except LimitError:
            unsure.append(dm)
    return tuple(gone), tuple(unsure)


def _undeterred_from(game: SymbolicGame, state: State, clock: Clock) -> Iterable[tuple[str, State]]:
    """List the moves from a state that pay and that nothing deters."""
    for i, dm in enumerate(game.decision_makers):
        left = StateSet(game, undeterred(game, i, game.at(state), clock))
        if left and left.count > MOST_VISITED:
            raise LimitError(f"more than {MOST_VISITED:,} moves")
        for target in sorted(left, key=lambda s: s.number) if left else ():
            yield dm, target


def _standings_large(evolution: LargeEvolution, ends: StateSet) -> tuple[Standing, ...]:
    found = []
    for dm in evolution.game.decision_makers:
        try:
            better, same, worse = evolution.outlook(dm, ends)
        except LimitError:
            found.append(Standing(decision_maker=dm, kind="unknown"))
            continue
        kind = kind_of_signs(better=better, same=same, worse=worse)
        told = None if kind == "same" else _telling_large(evolution, dm, ends)
        if told is None:
            found.append(Standing(decision_maker=dm, kind=kind))
        else:
            id, rank, of = told
            found.append(Standing(decision_maker=dm, kind=kind, statement=id, rank=rank, last=rank == of))
    return tuple(found)


def _telling_large(evolution: LargeEvolution, dm: str, ends: StateSet) -> tuple[str, int, int] | None:
    statements = evolution.game.conflict.preferences[dm].statements
    before = frozenset(evolution.start.taken)
    for rank, statement in enumerate(statements, 1):
        holding = ends.where(statement.that)
        if holding and holding.count < ends.count:
            return None
        if bool(holding) != statement.that.holds(before):
            return statement.id, rank, len(statements)
    return None
