"""How everybody fares in some outcomes, compared with others, and on what a gain or a loss rests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from detente.answers import Span, Standing, StandingKind
from detente.conflict import Condition, TooLargeError
from detente.game import Bools, CarriedGame, Game, Ints, Key, ManyStates
from detente.questions.sharing import these


def span(game: CarriedGame, dm: str, states: ManyStates | Iterable[Key]) -> Span | None:
    """Give the best and the worst place of some states in a decision maker's order.

    None of no state, where the order is confidential, where it is unknown how the decision maker orders some two
    states, and where decision diagrams carry the states, so that nobody counts the places.
    """
    if dm in game.conflict.hidden:
        return None
    found = game.places(dm, these(game, states))
    return None if found is None else Span(best=found[0], worst=found[1], of=found[2])


def standings(
    game: CarriedGame,
    before: ManyStates | Iterable[Key],
    after: ManyStates | Iterable[Key],
    order: CarriedGame | None = None,
) -> tuple[Standing, ...]:
    """Tell how each decision maker fares in some outcomes compared with others.

    Parameters
    ----------
    game : Game or SymbolicGame
        Whose decision makers are asked.
    before, after : ManyStates or iterable of int or State
        What is compared with, and the outcomes: sets, or positions.
    order : Game or SymbolicGame, optional
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
    old, new = these(known, before), these(known, after)
    if not old or not new:
        return ()
    return tuple(_standing(known, dm, old, new) for dm in game.decision_makers)


def _standing(game: CarriedGame, dm: str, before: ManyStates, after: ManyStates) -> Standing:
    old, new = span(game, dm, before), span(game, dm, after)
    try:
        kind = kind_of(old, new) if old and new else _kind(game, dm, before, after)
    except TooLargeError:
        return Standing(decision_maker=dm, kind="unknown")
    told = None if kind == "same" else _telling(game, dm, before, after)
    if told is None:
        return Standing(decision_maker=dm, kind=kind, before=old, after=new)
    id, rank, of = told
    return Standing(
        decision_maker=dm, kind=kind, before=old, after=new, statement=id, rank=rank, last=rank == of
    )


def _kind(game: CarriedGame, dm: str, before: ManyStates, after: ManyStates) -> StandingKind:
    """Judge by the least and the greatest rank, where nobody counts places; where something is unknown, by pairs."""
    old, new = game.extremes(dm, before), game.extremes(dm, after)
    if old is not None and new is not None:
        return kind_of_ranks(old, new)
    if not before - after and not after - before:
        return "same"
    found = [game.compared(dm, state, after) for state in before]
    if any(one.unknown for one in found):
        return "unknown"
    return kind_of_signs(
        better=any(one.better for one in found),
        same=any(one.same for one in found),
        worse=any(one.worse for one in found),
    )


def kind_of(before: Span, after: Span) -> StandingKind:
    """Judge by the best and the worst place before and after; where both are the same, it fares the same.

    Examples
    --------
    >>> kind_of(Span(best=2, worst=2, of=5), Span(best=1, worst=2, of=5))
    'better_or_same'
    """
    return kind_of_ranks((-before.worst, -before.best), (-after.worst, -after.best))


def kind_of_ranks(before: tuple[Any, Any], after: tuple[Any, Any]) -> StandingKind:
    """Judge by the least and the greatest rank before and after: the same as by places, which nobody has to count.

    Examples
    --------
    >>> kind_of_ranks((3, 3), (3, 4))
    'better_or_same'
    """
    if before == after:
        return "same"
    if after[1] <= before[0]:
        return "worse" if after[1] < before[0] else "worse_or_same"
    if after[0] >= before[1]:
        return "better" if after[0] > before[1] else "better_or_same"
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


def _telling(
    game: CarriedGame, dm: str, before: ManyStates, after: ManyStates
) -> tuple[str, int, int] | None:
    """Give the statement that tells every state of the one from every state of the other, its place, and of how many.

    All pairs rest on it where whatever comes before it has one and the same value in all of the states, and it has one
    in those before and the other in those after. Where that is out of reach, none is given.
    """
    statements = game.conflict.preferences[dm].statements
    for rank, statement in enumerate(statements, 1):
        try:
            old, new = (_value(states, statement.that) for states in (before, after))
        except TooLargeError:
            return None
        if old is None or new is None:
            return None
        if old != new:
            return statement.id, rank, len(statements)
    return None


def _value(states: ManyStates, condition: Condition) -> bool | None:
    """Tell whether a condition holds in all of the states, or in none; None where it does in some."""
    holding = states.where(condition)
    if not holding:
        return False
    return True if holding.count == states.count else None


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
