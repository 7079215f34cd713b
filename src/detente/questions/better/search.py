"""Is there an outcome, feasible and within reach from today, that everybody prefers to where it is heading?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from detente.conflict import CLASSICAL, Conflict, TimeUpError, budget
from detente.game import Bools, Game, Ints, improving_successors
from detente.game.given import as_game
from detente.questions.better.result import Against, Better, Closing, Deal, Improved, Spoiler
from detente.questions.better.ways import first_movers, stages
from detente.questions.evolve import Reach, reach
from detente.questions.heads import Found, find_heading, heading_concepts, leaving
from detente.questions.standing import all_prefer, standings
from detente.questions.unfinished import Stopped
from detente.stability import Stability, stable_states

MOST_DEALS = 4  # outcomes that are described in full, for each comparison
MOST_WAYS = 20  # outcomes it is heading to whose ways are followed


def better(game: Game | Conflict, who: Sequence[str] | None = None, *, most: int = MOST_DEALS) -> Better:
    """Find what everybody, or a group, prefers to where it is heading, and to today.

    Parameters
    ----------
    game : Game or Conflict
    who : sequence of str, optional
        The decision makers whose preference counts; without it everybody's. Anybody may move.
    most : int
        How many outcomes are described in full for each comparison.

    Returns
    -------
    Better

    Raises
    ------
    NotInFileError
        Where the file has no status quo.
    UnknownNameError
        Where there is no such decision maker.

    Notes
    -----
    A state is better for a group than several outcomes if every member prefers it to each of them. Of these states the
    Pareto-best come first: those to which no other of them is preferred by one member and worse for none.

    Examples
    --------
    >>> import detente
    >>> found = better(detente.load("prisoners-dilemma").game())
    >>> [found.game.state(int(s)).id for s in found.myopic.within]
    ['silence']
    """
    if isinstance(who, str):
        who = [who]
    game = as_game(game, "better")
    for dm in who or ():
        game.index(dm)
    group = tuple(d for d in game.decision_makers if not who or d in who)
    concepts = tuple(dict.fromkeys((*_concepts(game), *heading_concepts(game))))
    held = stable_states(game, concepts)
    heads = find_heading(game, stability=held)
    near = reach(game, heads.start, improvements=False)
    against: list[tuple[Against, Ints, Found | None]] = [
        ("myopic", heads.myopic.states, heads.myopic),
        ("ahead", heads.ahead.states, heads.ahead),
        ("today", np.array([heads.start]), None),
    ]
    found = [_improved(game, group, held, near, *one) for one in against]
    described = dict.fromkeys(int(s) for one in found for s in _spoken(one, most))
    deals: list[Deal] = []
    stopped: tuple[Stopped, ...] = ()
    for s in described:
        try:
            deals.append(_deal(game, group, held, heads.both, near, heads.start, s))
        except TimeUpError:
            if not deals:
                raise
            stopped = (Stopped("deals", len(deals), len(described)),)
            break
    return Better(game, heads, group, found[0], found[1], found[2], tuple(deals), stopped)


def _concepts(game: Game) -> tuple[str, ...]:
    return tuple(f"{c}-b" for c in CLASSICAL) if game.open else CLASSICAL


def _spoken(one: Improved, most: int) -> Ints:
    """Take the best that are within reach; failing that, the best of the others."""
    return one.within[: min(most, one.best)] if one.within.size else one.beyond[:1]


def _improved(
    game: Game,
    group: Sequence[str],
    held: Stability,
    near: Reach,
    against: Against,
    compared: Ints,
    heading: Found | None,
) -> Improved:
    wanted = all_prefer(game, compared, group)
    within, best = _best_first(game, group, held, near, np.flatnonzero(wanted & (near.steps >= 0)))
    beyond, _ = _best_first(game, group, held, near, np.flatnonzero(wanted & (near.steps < 0)))
    closings: tuple[Closing | None, ...] = ()
    if heading is not None and within.size:
        mask = np.zeros(game.size, dtype=bool)
        mask[within] = True
        closings = tuple(
            _closing(game, heading, k, int(end), mask) for k, end in enumerate(compared[:MOST_WAYS])
        )
    return Improved(against, compared, within, best, beyond, closings)


def _best_first(
    game: Game, group: Sequence[str], held: Stability, near: Reach, states: Ints
) -> tuple[Ints, int]:
    """Put first what no other of the states beats; then what holds under more concepts, then what is nearer."""
    if not states.size:
        return states, 0
    beaten = ~pareto_best(game, states, group)
    strength = np.sum([held.holds(c)[states] for c in held.concepts], axis=0)
    order = np.lexsort((states, near.steps[states], -strength, beaten))
    return states[order], int((~beaten).sum())


def pareto_best(game: Game, states: Ints, group: Sequence[str]) -> Bools:
    """Tell of each state whether no other of them is better for some member and no worse for any."""
    best = np.ones(states.size, dtype=bool)
    members = [game.index(dm) for dm in group]
    if game.open:
        for k, s in enumerate(states):
            budget.check("comparing better outcomes")
            degrees = np.array([game.relations[i].degrees[s, states] for i in members])
            best[k] = not ((degrees >= 0).all(axis=0) & (degrees > 0).any(axis=0)).any()
        return best
    here = list(zip(*(game.ranks[i][states].tolist() for i in members), strict=True))
    ranks = np.array(sorted(set(here)), dtype=np.int64).reshape(-1, len(members)).T
    # Whatever beats a state has a greater sum of ranks: so only what has been found to be best need be compared.
    front = np.empty((len(members), 0), dtype=np.int64)
    for column in ranks[:, np.argsort(-ranks.sum(axis=0), kind="stable")].T[:, :, None]:
        budget.check("comparing better outcomes")
        if not ((front >= column).all(axis=0) & (front > column).any(axis=0)).any():
            front = np.append(front, column, axis=1)
    kept = {tuple(c) for c in front.T.tolist()}
    return np.array([ranked in kept for ranked in here], dtype=bool)


def _closing(game: Game, heading: Found, way: int, end: int, wanted: Bools) -> Closing | None:
    """Find the first move on the way to an outcome after which nothing wanted is within reach."""
    path = heading.reach.path(end)
    assert path is not None
    before = path.start.index
    for step, move in enumerate(path.moves):
        after = move.state.index
        onward = reach(game, after, improvements=False, until=wanted)
        if not (wanted & (onward.steps >= 0)).any():
            return Closing(way, step, game.index(move.mover), before, after)
        before = after
    return None


# -- what is to be known of one outcome --------------------------------------------------------------------------------


def _deal(
    game: Game,
    group: Sequence[str],
    held: Stability,
    heads: tuple[Found, Found],
    near: Reach,
    start: int,
    state: int,
) -> Deal:
    reachable = bool(near.steps[state] >= 0)
    by_gains = heads[0].reach
    known = by_gains if by_gains.steps[state] >= 0 else near
    gone = {c: leaving(held, state, c) for c in _concepts(game)}
    nash, seq = heading_concepts(game)
    spoilers = tuple(_spoiler(game, group, held, state, dm, dm not in gone[seq]) for dm in gone[nash])
    return Deal(
        state=state,
        reachable=reachable,
        stages=stages(game, known, state) if reachable else (),
        must=_must(game, start, state) if reachable else (),
        first=first_movers(game, near, state) if reachable else (),
        leaving=tuple(gone.items()),
        spoilers=tuple(s for s in spoilers if s is not None),
        against_myopic=standings(game, heads[0].states, [state]),
        against_ahead=standings(game, heads[1].states, [state]),
        against_today=standings(game, [start], [state]),
    )


def _must(game: Game, start: int, state: int) -> tuple[str, ...]:
    """List those without whose moves it cannot be reached."""
    everyone = range(len(game.decision_makers))
    wanted = np.zeros(game.size, dtype=bool)
    wanted[state] = True
    found = []
    for j, dm in enumerate(game.decision_makers):
        others = [k for k in everyone if k != j]
        if state != start and reach(game, start, others, improvements=False, until=wanted).steps[state] < 0:
            found.append(dm)
    return tuple(found)


def _spoiler(
    game: Game, group: Sequence[str], held: Stability, state: int, dm: str, deterred: bool
) -> Spoiler | None:
    i = game.index(dm)
    targets = improving_successors(game, i, state)
    if not targets.size:
        return None
    seq = heading_concepts(game)[1]
    if not deterred:
        lasting = reach(game, state, [i], undeterred=seq).steps == 1
        targets = targets[lasting[targets]] if lasting[targets].any() else targets
    to = _favourite(game, i, targets)
    ends = find_heading(game, to, held).myopic.states
    compared = {s.decision_maker: s for s in standings(game, [state], ends)}
    worse = tuple(d for d in group if d in compared and compared[d].kind == "worse")
    return Spoiler(dm, to, deterred, ends, compared[dm].kind if compared else None, worse)


def _favourite(game: Game, i: int, states: Ints) -> int:
    if game.open:
        degrees = game.relations[i].degrees[np.ix_(states, states)]
        return int(states[int(np.argmax((degrees < 0).sum(axis=1)))])
    return int(states[int(np.argmax(game.ranks[i][states]))])
