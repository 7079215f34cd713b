"""The search for the least changes of preferences that bring some states about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice, product

import numpy as np
from numpy.typing import NDArray

from detente.conflict import TimeUpError, budget
from detente.game import Bools, Game, Ints, State
from detente.questions.evolve import Path, reach
from detente.questions.pivot.edits import Edit, Lists, Numbers
from detente.questions.pivot.ensemble import Ensemble, Words, by_bits, by_rows
from detente.questions.pivot.nearby import Change, Nearby, Scored, Staying, chunks
from detente.stability import CONCEPTS, stays, worst

MOST_CHECKED = 400_000
MOST_WORK = 5 * 10**8  # preferences, or combinations of them, times what is looked at for each
PER_STATE = 40  # what a goal state costs, in looks at a state
MOST_FOUND = 300_000
MOST_TOLD = 5_000
MOST_KEPT = 200

Groups = dict[int, dict[bytes, list[Numbers]]]
Changed = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Changes that bring the goal about.

    Attributes
    ----------
    changes : tuple of Edit or Swap
    states : tuple of State
        The goal states that are then equilibria (and reached), the nearest first.
    outcomes : int
        How many equilibria there are then (that are reached), those in which the goal does not hold included.
    path : Path or None
        The improvements that then lead to the first of them; None where there is no status quo, or none is asked for.
    of_goal : bool
        Whether somebody would have to want a part of the goal itself: a statement is added that holds in each of
        several goal states. Such answers say little.
    ranks : mapping of int to array
        The changed ranks, by the position of the decision maker.
    """

    changes: tuple[Change, ...]
    states: tuple[State, ...]
    outcomes: int
    path: Path | None
    of_goal: bool
    ranks: dict[int, Ints] = field(repr=False, compare=False)

    @property
    def state(self) -> State:
        """The nearest goal state."""
        return self.states[0]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why no preferences of those who may change would do for one goal state.

    Attributes
    ----------
    state : State
    leavers : tuple of str
        Those whose preferences stay as they are, and who would leave it all the same.
    out_of_reach : bool
        Whether nothing leads to it from the status quo, whatever the free decision makers do.
    """

    state: State
    leavers: tuple[str, ...]
    out_of_reach: bool


@dataclass(frozen=True, eq=False)
class Found:
    """What a search came to; see `Pivot` for what each means."""

    price: int
    answers: tuple[Turn, ...]
    count: int
    complete: int
    every: bool


class Search:
    """A search price by price.

    For each way to share a price out it is known who changes at all. States that somebody else would leave whatever
    they want, or that nothing leads to, are left out first; then, for each who changes, the preferences under which it
    would leave; what is left is combined and tried.
    """

    def __init__(
        self,
        game: Game,
        goals: Ints,
        concept: str,
        free: Sequence[int],
        start: int | None,
        progress: Callable[[str], None],
    ) -> None:
        self.game, self.goals, self.concept = game, goals, concept
        self.free, self.start, self.progress = tuple(free), start, progress
        self.mask = np.zeros(game.size, dtype=bool)
        self.mask[goals] = True
        self.nearby = {i: Nearby(game, game.decision_makers[i]) for i in free}
        self.checked, self.price = 0, 0
        self.over = False  # whether the time was up before the search was at its end
        self._open: dict[Changed, list[int]] = {}
        self._staying: dict[tuple[int, int, Changed], Groups | None] = {}
        self._alone: dict[tuple[int, Changed], Ints] = {}

    @cached_property
    def ensemble(self) -> Ensemble:
        """The moves one by one; made when they are first needed."""
        return Ensemble(self.game)

    @cached_property
    def most_checked(self) -> int:
        """How many combinations to try at most: each takes a look at every state and every move."""
        moves = sum(t.size for t in self.ensemble.targets)
        return min(MOST_CHECKED, MOST_WORK // (self.game.size * len(self.game.decision_makers) + moves) + 1)

    def obstacles(self) -> Iterator[Obstacle]:
        """Find the goal states that no preferences of the free decision makers would bring about."""
        could, near = self._could(self.free)
        for s in self.goals.tolist():
            leavers = tuple(self.game.decision_makers[j] for j, held in could.items() if not held[s])
            if leavers or not near[s]:
                yield Obstacle(self.game.state(s), leavers, not near[s])

    def run(self, most: int) -> Found:
        """Look at changes of 0, 1, 2, ... until some do, or until they are too many to look at."""
        complete = -1
        for price in range(most + 1):
            self.price = price
            found: dict[tuple[Numbers, ...], None] = {}
            try:
                every = self._at_price(price, found)
            except TimeUpError:
                self.over, every = True, False
            if found:
                first = sorted(list(found)[:MOST_TOLD], key=self._order)[:MOST_KEPT]
                return Found(price, self._turns(first), len(found), price - 1, every)
            if not every:
                break
            complete = price
        return Found(-1, (), 0, complete, True)

    def _turns(self, chosen: Sequence[tuple[Numbers, ...]]) -> tuple[Turn, ...]:
        """Describe answers, at least the first: as many as there is time for."""
        turns: list[Turn] = []
        for numbers in chosen:
            if turns and budget.over():
                self.over = True
                break
            turns.append(self._turn(numbers))
        return tuple(turns)

    def _could(self, changed: Changed) -> tuple[dict[int, Bools], Bools]:
        """Tell where each who does not change could stay, and what could be reached, whatever the others want."""
        game = self.game
        rest = [j for j in range(len(game.decision_makers)) if j not in changed]
        could = {j: stays(game, j, self.concept, changed) for j in rest}
        near = np.ones(game.size, dtype=bool)
        if self.start is not None:
            near = reach(game, self.start, free=changed).steps >= 0
        return could, near

    def _states(self, changed: Changed) -> list[int]:
        """Give the goal states that are not ruled out if only these change."""
        if changed not in self._open:
            could, near = self._could(changed)
            left = np.all([near, self.mask, *could.values()], axis=0)
            self._open[changed] = np.flatnonzero(left).tolist()
        return self._open[changed]

    def _at_price(self, price: int, found: dict[tuple[Numbers, ...], None]) -> bool:
        """Collect the preferences at a price that do; tell whether all of the price were looked at."""
        if not price:  # where nobody changes, what is not ruled out holds and is reached
            if self._states(()):
                found[self._whole((), ())] = None
            return True
        every = True
        for split in _splits(price, len(self.free)):
            changed = tuple(i for i, distance in zip(self.free, split, strict=True) if distance)
            if not self._states(changed):
                continue
            parts = [self._staying_at(i, d, changed) for i, d in zip(self.free, split, strict=True) if d]
            known = [p for p in parts if p is not None]
            if len(known) < len(parts):
                every = False
                continue
            for state in self._states(changed):
                every &= self._combine(state, changed, [p.get(state, {}) for p in known], found)
        return every

    def _staying_at(self, i: int, distance: int, changed: Changed) -> Groups | None:
        """Group the preferences of `i` at a distance that let it stay in a goal state; None where they are too many.

        In a group they differ in nothing that matters: they make the same moves improvements, and for SEQ the same
        states no better than the goal state.
        """
        others = tuple(k for k in changed if k != i) if self.concept == "seq" else ()
        key = (i, distance, others if self.concept == "seq" else changed)
        if key not in self._staying:
            level, states = self.nearby[i].level(distance), self._states(changed)
            each = self.game.size + self.ensemble.targets[i].size + PER_STATE * len(states)
            if level is not None and len(level) * each > MOST_WORK:
                level = None
            grouped = None if level is None else self._grouped(i, distance, level, states, others)
            self._staying[key] = grouped
        return self._staying[key]

    def _grouped(
        self, i: int, distance: int, level: list[Numbers], states: list[int], others: Changed
    ) -> Groups:
        nearby = self.nearby[i]
        staying = {s: Staying(self.game, i, s, self.concept, others) for s in states}
        found: Groups = {s: {} for s in states}
        for part in chunks(level, self.game.size):
            budget.check("looking at changes of wishes")
            self.progress(f"looking at changes of {distance} by {nearby.dm}")
            scores = nearby.of.scores(part)
            allowed = np.array([not nearby.puts_on_top(n, self.mask) for n in part])
            scored = Scored(self.game, i, self.concept, scores)
            kept = {s: staying[s].stays(scored) & allowed for s in states}
            rows = np.flatnonzero(np.any(list(kept.values()), axis=0))
            gained = np.packbits(self.ensemble.gained(i, scores[rows]), axis=1)
            for s in states:
                mine = np.flatnonzero(kept[s][rows])
                keys = self._keys(s, gained[mine], scores[rows[mine]])
                for k, key in zip(rows[mine].tolist(), keys, strict=True):
                    found[s].setdefault(key, []).append(part[k])
        return found

    def _keys(self, state: int, gained: NDArray[np.uint8], scores: Ints) -> list[bytes]:
        if self.concept == "seq":
            harmful = np.packbits(scores <= scores[:, [state]], axis=1)
            gained = np.concatenate([gained, harmful], axis=1)
        return [row.tobytes() for row in gained]

    def _combine(
        self,
        state: int,
        changed: Changed,
        groups: list[dict[bytes, list[Numbers]]],
        found: dict[tuple[Numbers, ...], None],
    ) -> bool:
        """Add what brings one state about; tell whether all combinations were looked at."""
        combinations = product(*groups)
        while rows := list(islice(combinations, self.ensemble.rows_at_once)):
            budget.check("looking at changes of wishes")
            self.checked += len(rows)
            if self.checked > self.most_checked:
                return False
            self.progress(f"looking at changes of {self.price}; {self.checked:,} looked at so far")
            for keys, does in zip(rows, self._do(state, changed, rows, groups), strict=True):
                if does:
                    for numbers in product(*(g[k] for g, k in zip(groups, keys, strict=True))):
                        found.setdefault(self._whole(changed, numbers))
                if len(found) > MOST_FOUND:
                    return False
        return True

    def _whole(self, changed: Changed, numbers: Sequence[Numbers]) -> tuple[Numbers, ...]:
        """Give the preferences of all who may change: those changed, and the others' as they are."""
        new = dict(zip(changed, numbers, strict=True))
        return tuple(new.get(i, self.nearby[i].of.start) for i in self.free)

    def _do(
        self,
        state: int,
        changed: Changed,
        rows: list[tuple[bytes, ...]],
        groups: list[dict[bytes, list[Numbers]]],
    ) -> Bools:
        """Tell for each combination whether the state is an equilibrium with it, and reached."""
        if not self.game.transitive:
            ones = ([g[k][0] for g, k in zip(groups, keys, strict=True)] for keys in rows)
            return np.array([self._does(state, self._whole(changed, numbers)) for numbers in ones])
        gained: dict[int, Words] = {}
        harmful: dict[int, Bools] = {}
        for at, i in enumerate(changed):
            bits = np.frombuffer(b"".join(keys[at] for keys in rows), dtype=np.uint8).reshape(len(rows), -1)
            moves = self.ensemble.targets[i].size
            width = -(-moves // 8)
            gained[i] = by_bits(np.unpackbits(bits[:, :width], axis=1, count=moves).astype(bool))
            if self.concept == "seq":
                harmful[i] = np.unpackbits(bits[:, width:], axis=1, count=self.game.size).astype(bool)
        everyone = range(len(self.game.decision_makers))
        found = np.ones(len(rows), dtype=bool)
        if self.start is not None:
            found = by_rows(self.ensemble.reach(self.start, gained, len(rows), everyone)[state], len(rows))
        if self.concept == "seq" and found.any():
            found &= self._all_stay(state, changed, gained, harmful, len(rows))
        return found

    def _all_stay(
        self, state: int, changed: Changed, gained: dict[int, Words], harmful: dict[int, Bools], rows: int
    ) -> Bools:
        """Tell for each row whether everybody stays under SEQ, the answers being improvements in that row."""
        game, found = self.game, np.ones(rows, dtype=bool)
        everyone = range(len(game.decision_makers))
        for j in everyone:
            others = [k for k in everyone if k != j]
            ranks, here = game.ranks[j], game.ranks[j][state]
            bad = by_bits(harmful[j]) if j in harmful else None
            for t in game.moves[j].successors(state).tolist():
                if not found.any():
                    return found
                if j not in harmful and self._without(j, changed)[t] <= here:
                    continue  # it is worse, or those deter it who do not change
                if j in harmful and harmful[j][:, t].all():
                    continue
                answers = self.ensemble.reach(t, gained, rows, others)
                met = answers[ranks <= here] if bad is None else answers & bad
                found &= by_rows(np.bitwise_or.reduce(met, axis=0, initial=0), rows)
        return found

    def _without(self, j: int, changed: Changed) -> Ints:
        """Give the worst that `j` fears under SEQ, in each state, of those alone who do not change."""
        key = (j, changed)
        if key not in self._alone:
            makers = range(len(self.game.decision_makers))
            rest = [self.game.improving[k] for k in makers if k != j and k not in changed]
            self._alone[key] = worst(self.game.ranks[j], rest, transitive=self.game.transitive)
        return self._alone[key]

    def _changed(self, numbers: Sequence[Numbers]) -> dict[int, Ints]:
        pairs = zip(self.free, numbers, strict=True)
        return {i: self.nearby[i].of.ranks(n) for i, n in pairs if n != self.nearby[i].of.start}

    def _does(self, state: int, numbers: Sequence[Numbers]) -> bool:
        """Tell whether with these preferences the state is an equilibrium, and reached: one game at a time."""
        game = self.game.with_ranks(self._changed(numbers))
        makers = range(len(game.decision_makers))
        if self.concept == "seq" and not all(CONCEPTS["seq"](game, j)[state] for j in makers):
            return False
        return self.start is None or bool(reach(game, self.start).steps[state] >= 0)

    def _turn(self, numbers: tuple[Numbers, ...]) -> Turn:
        """Describe an answer: what changes, and what then follows."""
        ranks = self._changed(numbers)
        game = self.game.with_ranks(ranks)
        makers = range(len(game.decision_makers))
        held = np.all([CONCEPTS[self.concept](game, j) for j in makers], axis=0)
        ways = None if self.start is None else reach(game, self.start)
        steps = np.zeros(game.size, dtype=np.int64) if ways is None else ways.steps
        held &= steps >= 0
        ends = np.flatnonzero(held & self.mask)
        ends = ends[np.argsort(steps[ends], kind="stable")]
        path = None if ways is None else ways.path(int(ends[0]))
        states = tuple(self.game.state(int(s)) for s in ends)
        return Turn(self._changes(numbers), states, int(held.sum()), path, self._of_goal(numbers), ranks)

    def _changes(self, numbers: tuple[Numbers, ...]) -> tuple[Change, ...]:
        return tuple(c for i, n in zip(self.free, numbers, strict=True) for c in self.nearby[i].changes(n))

    def _of_goal(self, numbers: tuple[Numbers, ...]) -> bool:
        """Tell whether a statement is added that holds in each of several goal states."""
        return len(self.goals) > 1 and any(
            lists.holds[n][self.goals].all()
            for i, numbers_of in zip(self.free, numbers, strict=True)
            if isinstance(lists := self.nearby[i].of, Lists)
            for n in numbers_of
            if n >= lists.own
        )

    def _order(self, numbers: tuple[Numbers, ...]) -> tuple[object, ...]:
        """Put first what takes the least: one changes alone, statements left out or moved, plain, unsure, far down."""
        changes = self._changes(numbers)
        edits = [c for c in changes if isinstance(c, Edit)]
        sure = [1.0 if e.statement.confidence is None else e.statement.confidence for e in edits]
        kinds = sorted(_KINDS[e.kind] for e in edits)
        plain = sum(e.statement.that.depth for e in edits if e.kind == "add")
        makers = len({c.dm for c in changes})
        return (makers, kinds, plain, self._of_goal(numbers), sum(sure), -sum(e.place for e in edits))


_KINDS = {"drop": 0, "move": 1, "add": 2}


def _splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Give every way to share a price out, changes of one decision maker alone first."""
    found = list(_shares(total, parts))
    yield from sorted(found, key=lambda s: sum(x > 0 for x in s))


def _shares(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total, -1, -1):
        for rest in _shares(total - first, parts - 1):
            yield (first, *rest)
