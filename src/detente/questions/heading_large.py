"""Where it is heading, where decision diagrams carry the states."""

from __future__ import annotations

from collections.abc import Iterable

from detente.answers import Ends, Heading, Standing
from detente.conflict import TooLargeError
from detente.game import State
from detente.game.symbolic import Clock, LimitError, StateSet, SymbolicGame, limited
from detente.questions.analyze.large import LargeEvolution, evolve_large
from detente.questions.building import Listing
from detente.questions.evolve import Move, Path
from detente.questions.heads import leaving
from detente.questions.sharing import shared_large
from detente.questions.standing import kind_of_signs
from detente.stability.symbolic.point import undeterred

MOST_VISITED = 2_000  # states that are gone through one by one where decision diagrams carry them


def heading_large(
    game: SymbolicGame, listing: Listing, start: State | None, most: int, seconds: float
) -> Heading:
    """Give where it is heading as facts; what is out of reach stays open."""
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
