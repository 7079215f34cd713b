"""How everybody fares in some outcomes, compared with others, and on what a gain or a loss rests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from detente.answers import Span, Standing, StandingKind
from detente.conflict import Condition, evaluate
from detente.game import Bools, Game, Ints
from detente.game.states import as_bools


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
