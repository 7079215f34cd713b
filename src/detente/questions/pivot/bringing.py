"""Could a decision maker bring states about by wanting something else? For many states at once.

For a state it would have to want the moves of its own on the way there, and those of its own by which it would help to
deter the others from leaving (SEQ), and the state itself most of all. Then nobody leaves, and the way is open. Such
preferences exist unless the moves go round in a circle: each must lead to something that it likes better. So nothing
has to be tried; what is left is to find the moves, for all states together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from detente.conflict import budget
from detente.game import Bools, Game, Ints
from detente.game.arrays import cuts, first_ones, runs
from detente.questions.evolve import Reach, reach
from detente.stability import worst


@dataclass(eq=False)
class _Wanted:
    """Moves that a decision maker would have to want, each for a state (by its place in a list)."""

    of: list[Ints] = field(default_factory=list)
    before: list[Ints] = field(default_factory=list)
    after: list[Ints] = field(default_factory=list)

    def add(self, of: Ints, before: Ints, after: Ints) -> None:
        self.of.append(of)
        self.before.append(before)
        self.after.append(after)

    def joined(self) -> tuple[Ints, Ints, Ints]:
        none = np.zeros(0, dtype=np.int64)
        return (
            np.concatenate([none, *self.of]),
            np.concatenate([none, *self.before]),
            np.concatenate([none, *self.after]),
        )


def brought_about(
    game: Game,
    i: int,
    states: Ints,
    ways: Reach | None,
    *,
    answers: bool,
    progress: Callable[[str], None] | None = None,
) -> Bools:
    """Tell which of some states decision maker number `i` could bring about by preferences that are put together so.

    Parameters
    ----------
    game : Game
    i : int
    states : array of int
        Those that no other would leave whatever `i` wants, and that can be reached.
    ways : Reach or None
        From the status quo, by improvements of the others and any moves of `i`; None where that is not asked.
    answers : bool
        Whether `i` has to want its part in what deters the others (SEQ).
    progress : callable, optional
        Is told now and then how far it has come.
    """
    wanted = _Wanted()
    if ways is not None:
        wanted.add(*own_moves(ways, states, i))
    missing = np.zeros(states.size, dtype=bool)
    for j in range(len(game.decision_makers)):
        if j != i and answers:
            budget.check(f"looking at what {game.decision_makers[i]} could bring about")
            if progress:
                progress(f"what {game.decision_makers[i]} could bring about: {states.size:,} states")
            _own_answers(game, i, j, states, wanted, missing)
    return ~missing & ~_in_circles(states, *wanted.joined(), game.size)


def own_moves(ways: Reach, ends: Ints, i: int) -> tuple[Ints, Ints, Ints]:
    """List the moves of decision maker number `i` on a shortest way to each of some states: of which, from, to."""
    level, layers = ways.level, len(ways.level)
    at, of, last = ends.astype(np.int64), np.arange(ends.size), np.full(ends.size, -1)
    depth = ways.steps[at]
    found = _Wanted()
    while (going := depth > 0).any():
        at, of, last, depth = at[going], of[going], last[going], depth[going]
        if layers == 1:
            layer = np.zeros(at.size, dtype=np.int64)
        else:
            fits = level[:, at] == depth
            fits &= np.arange(layers)[:, None] != last
            layer = fits.argmax(axis=0)
        before, last = ways.parent[layer, at], ways.mover[layer, at]
        mine = last == i
        found.add(of[mine], before[mine], at[mine])
        at, depth = before, depth - 1
    return found.joined()


def _own_answers(game: Game, i: int, j: int, states: Ints, wanted: _Wanted, missing: Bools) -> None:
    """Add moves of `i` that, as improvements, would help to deter `j` from leaving each state under SEQ."""
    ranks = game.ranks[j]
    rest = [game.improving[k] for k in range(len(game.decision_makers)) if k not in (i, j)]
    without = worst(ranks, rest, transitive=game.transitive)  # what it fears of the others alone
    place = np.full(game.size, -1, dtype=np.int64)
    place[states] = np.arange(states.size)
    sources, targets = game.move_pairs[j]
    needed = (place[sources] >= 0) & (np.minimum(ranks, without)[targets] > ranks[sources])
    start, near = sources[needed], targets[needed]
    direct = _direct(game, i, near, ranks[start], ranks)
    at_once = direct < game.size
    wanted.add(place[start[at_once]], near[at_once], direct[at_once])
    start, near = start[~at_once], near[~at_once]
    order = np.argsort(near, kind="stable")
    start, near = start[order], near[order]
    others = [k for k in range(len(game.decision_makers)) if k != j]
    new = np.flatnonzero(first_ones(near)) if near.size else near
    for low, high in zip(new.tolist(), [*new[1:].tolist(), near.size], strict=False):
        some = start[low:high]
        bound = ranks[some]
        ways = reach(game, int(near[low]), others, free=[i], until=ranks <= bound.min())
        end = _nearest(ways.steps, ranks, bound)
        known = end >= 0
        missing[place[some[~known]]] = True
        of, before, after = own_moves(ways, end[known], i)
        wanted.add(place[some[known]][of], before, after)


def _direct(game: Game, i: int, near: Ints, bound: Ints, ranks: Ints) -> Ints:
    """Give the first state that `i` can move to from each and that ranks no higher than a bound; the size if none."""
    _, targets = game.move_pairs[i]
    starts = _starts(game, i)
    lengths = np.diff(starts)[near]
    found = np.full(near.size, game.size, dtype=np.int64)
    for part in cuts(lengths):
        budget.check()
        some = np.arange(part.start, part.stop)[lengths[part] > 0]
        ends = targets[runs(starts[near[some]], lengths[some])]
        harmful = ranks[ends] <= np.repeat(bound[some], lengths[some])
        first = np.cumsum(lengths[some]) - lengths[some]
        if some.size:
            found[some] = np.minimum.reduceat(np.where(harmful, ends, game.size), first)
    return found


def _starts(game: Game, i: int) -> Ints:
    """Tell where each state's moves begin in the list of decision maker number `i`."""
    return np.searchsorted(game.move_pairs[i][0], np.arange(game.size + 1))


def _nearest(steps: Ints, ranks: Ints, bounds: Ints) -> Ints:
    """Give for each bound the nearest state that ranks no higher, of those as near the first one; -1 if none."""
    reached = np.flatnonzero(steps > 0)
    reached = reached[np.argsort(steps[reached], kind="stable")]
    # Of those in this order, only such count that rank lower than all before.
    lower = ranks[reached]
    record = np.minimum.accumulate(lower) if lower.size else lower
    at = np.searchsorted(-record, -bounds)
    found = np.full(bounds.size, -1, dtype=np.int64)
    inside = at < reached.size
    found[inside] = reached[at[inside]]
    return found


def _in_circles(states: Ints, of: Ints, before: Ints, after: Ints, size: int) -> Bools:
    """Tell for which states the moves wanted go round in a circle, or leave the state itself."""
    found = np.zeros(states.size, dtype=bool)
    found[of[before == states[of]]] = True
    begin, end = of * size + before, of * size + after
    while end.size:  # what ends where no other move begins is in no circle
        kept = np.isin(end, begin)
        if kept.all():
            found[end // size] = True
            break
        begin, end = begin[kept], end[kept]
    return found
