"""Who can tip it, and by wanting what? Inverse analysis: the least changes of preferences that bring a goal about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.conflict import UnknownNameError
from detente.conflict.errors import ConditionError, quoted
from detente.game import Bools, Game, Ints, Row, State, Tabular, UnknownStateError, highest
from detente.questions.edits import Edit, Lists
from detente.questions.ensemble import Ensemble
from detente.questions.evolve import Path, reach
from detente.questions.nearby import Change, Nearby, Numbers, Staying, chunks
from detente.questions.rankings import Rankings, count_rankings
from detente.stability import CONCEPTS, check_concepts, expectation

MOST_CHECKED = 400_000
MOST_WORK = 5 * 10**8  # preferences, or combinations of them, times what is looked at for each
PER_STATE = 40  # what a goal state costs, in looks at a state
MOST_FOUND = 300_000
MOST_TOLD = 5_000
MOST_KEPT = 200
MOST_PRICE = 40

Groups = dict[int, dict[bytes, list[Numbers]]]
Verdict = Literal["holds already", "found", "impossible", "not found"]


@dataclass(frozen=True, slots=True)
class Turn:
    """Changes that bring the goal about.

    Attributes
    ----------
    changes : tuple of Edit or Swap
    state : State
        The goal state that is then an equilibrium (and reached).
    path : Path or None
        The improvements that then lead to it; None where there is no status quo, or none is asked for.
    of_goal : bool
        Whether somebody would have to want a part of the goal itself: a statement is added that holds in each of
        several goal states. Such answers say little.
    ranks : mapping of int to array
        The changed ranks, by the position of the decision maker.
    """

    changes: tuple[Change, ...]
    state: State
    path: Path | None
    of_goal: bool
    ranks: dict[int, Ints] = field(repr=False, compare=False)


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
class Pivot(Tabular):
    """What it would take to make a goal an equilibrium.

    Attributes
    ----------
    game : Game
    goal : str
        As it was asked.
    goals : array of int
        The states in which it holds.
    concept : str
    who : tuple of str
        Whose preferences may change.
    from_status_quo : bool
        Whether improvements must lead to it from the status quo.
    verdict : str
        ``holds already``, ``found``, ``impossible`` (no preferences whatever would do) or ``not found``.
    price : int
        The least number of changes; 0 where it holds already, -1 where none was found.
    answers : tuple of Turn
        What does it at that price; the first `MOST_KEPT`.
    count : int
        How many there are.
    complete : int
        Every change up to this price was looked at.
    every : bool
        Whether every change of the price itself was looked at, so that `count` is exact.
    obstacles : tuple of Obstacle
        For each goal state that no preferences of `who` would bring about: why.
    rankings : tuple of Rankings
        For small conflicts: of all rankings that one decision maker could have, how many would do.
    """

    game: Game
    goal: str
    goals: Ints
    concept: str
    who: tuple[str, ...]
    from_status_quo: bool
    verdict: Verdict
    price: int
    answers: tuple[Turn, ...]
    count: int
    complete: int
    every: bool
    obstacles: tuple[Obstacle, ...]
    rankings: tuple[Rankings, ...] = ()

    def rows(self) -> list[Row]:
        """Give a row per change; where there is none, one that says why."""
        if not any(turn.changes for turn in self.answers):
            empty: dict[str, object] = {"answer": None, "price": self.price if self.price >= 0 else None}
            empty |= {"state": "", "decision maker": "", "change": self.verdict, "what": "", "place": None}
            return [empty]
        found: list[Row] = []
        for number, turn in enumerate(self.answers, 1):
            for change in turn.changes:
                row: dict[str, object] = {"answer": number, "price": self.price, "state": turn.state.id}
                row["decision maker"] = change.dm
                if isinstance(change, Edit):
                    row |= {"change": change.kind, "what": str(change.statement.that), "place": change.place}
                else:
                    row |= {"change": "swap", "what": f"{change.better.id} before {change.worse.id}"}
                    row["place"] = None
                found.append(row)
        return found


def goal_states(game: Game, goal: str | State | Ints) -> Ints:
    """Find the states that a goal means: one state, or all in which a condition holds.

    Raises
    ------
    UnknownNameError
        Where it is neither.
    """
    if isinstance(goal, State):
        return np.array([goal.index])
    if not isinstance(goal, str):
        return goal
    try:
        # First as a condition: the name of an option is one, and the id of a state too.
        found = np.flatnonzero(game.where(goal))
    except ConditionError:
        return np.array([game.state(goal).index])
    if not found.size:
        raise UnknownStateError(f"in no feasible state {quoted(goal)} holds")
    return found


def pivot(
    game: Game,
    goal: str | State | Ints,
    concept: str = "nash",
    *,
    who: Sequence[str] | None = None,
    from_status_quo: bool | None = None,
    most: int | None = None,
    progress: Callable[[str], None] | None = None,
) -> Pivot:
    """Find the least changes of preferences that make a goal an equilibrium which the status quo leads to.

    The price of a change is the number of statements dropped, moved or added (see `Lists`), for rankings the number
    of pairs of states put the other way round (see `Orders`). To put the goal itself on top of a list is no answer.
    Inverse analysis: Kinsara, Kilgour & Hipel 2015, Inverse approach to the graph model for conflict resolution, IEEE
    Transactions on Systems, Man, and Cybernetics: Systems 45(5). There all rankings are gone through; the least
    change is our own question.

    Parameters
    ----------
    game : Game
    goal : str, State or array of int
        A condition or states: any state in which it holds will do. Or a state (see `Game.state`); a text that can be
        read as a condition is one.
    concept : str
        ``nash``, ``gmr``, ``smr`` or ``seq``.
    who : sequence of str, optional
        Whose preferences may change; without it anybody's.
    from_status_quo : bool, optional
        Whether improvements must lead to the goal from the status quo; without it yes, if there is a status quo.
    most : int, optional
        The highest price to look at; without it as far as the work stays bearable.
    progress : callable, optional
        Is told now and then how far the search has come.

    Returns
    -------
    Pivot

    Raises
    ------
    UnknownNameError
        Where there is no such state, decision maker or concept.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("istanbul-2025").game("kyiv")
    >>> found = detente.pivot(game, "russia.truce")
    >>> found.price, {change.dm for turn in found.answers for change in turn.changes}
    (1, {'russia'})
    """
    search = _Search(game, goal, concept, who, from_status_quo, most, progress or (lambda _: None))
    return search.run()


class _Search:
    """One search: the candidates, then price by price."""

    def __init__(
        self,
        game: Game,
        goal: str | State | Ints,
        concept: str,
        who: Sequence[str] | None,
        from_status_quo: bool | None,
        most: int | None,
        progress: Callable[[str], None],
    ) -> None:
        check_concepts([concept])
        for dm in who or ():
            game.index(dm)
        self.game, self.concept, self.progress = game, concept, progress
        self.goal = (
            goal.id if isinstance(goal, State) else goal if isinstance(goal, str) else "any of some states"
        )
        self.goals = goal_states(game, goal)
        self.who = tuple(d for d in game.decision_makers if who is None or d in who)
        if not self.who:
            raise UnknownNameError("decision maker", "", game.decision_makers)
        self.free = [game.index(d) for d in self.who]
        wanted = game.status_quo is not None if from_status_quo is None else from_status_quo
        self.start = game.status_quo if wanted else None
        self.most = MOST_PRICE if most is None else most
        self.mask = np.zeros(game.size, dtype=bool)
        self.mask[self.goals] = True
        self.nearby = {i: Nearby(game, game.decision_makers[i]) for i in self.free}
        self.ensemble = Ensemble(game)
        self.candidates: list[int] = []
        self.checked, self.price = 0, 0
        self.most_checked = min(MOST_CHECKED, MOST_WORK // (game.size * len(game.decision_makers)) + 1)
        self._staying: dict[tuple[int, int], Groups | None] = {}

    def run(self) -> Pivot:
        obstacles = tuple(self._obstacles())
        hopeless = {o.state.index for o in obstacles}
        self.candidates = [int(s) for s in self.goals if int(s) not in hopeless]
        rankings = tuple(
            r
            for i in self.free
            if (r := count_rankings(self.game, i, self.goals, self.concept, self.start)) is not None
        )
        price, count, complete, every = -1, 0, 0, True
        answers: tuple[Turn, ...] = ()
        if self.candidates:
            price, answers, count, complete, every = self._by_price()
        if price == 0:
            verdict: Verdict = "holds already"
        elif price > 0:
            verdict = "found"
        else:
            verdict = "not found" if self.candidates else "impossible"
        return Pivot(
            self.game,
            self.goal,
            self.goals,
            self.concept,
            self.who,
            self.start is not None,
            verdict,
            price,
            answers,
            count,
            complete,
            every,
            obstacles,
            rankings,
        )

    def _obstacles(self) -> Iterator[Obstacle]:
        """Find the goal states that no preferences of the free decision makers would bring about."""
        game, near = self.game, None
        fixed = [j for j in range(len(game.decision_makers)) if j not in self.free]
        could = {j: could_stay(game, j, self.concept, self.free) for j in fixed}
        if self.start is not None:
            near = reach(game, self.start, free=self.free).steps >= 0
        for s in self.goals:
            leavers = tuple(game.decision_makers[j] for j in fixed if not could[j][s])
            lost = near is not None and not near[s]
            if leavers or lost:
                yield Obstacle(game.state(int(s)), leavers, lost)

    def _by_price(self) -> tuple[int, tuple[Turn, ...], int, int, bool]:
        complete = -1
        for price in range(self.most + 1):
            self.price = price
            found: dict[tuple[Numbers, ...], int] = {}
            every = self._at_price(price, found)
            if found:
                turns = sorted((self._turn(k, s) for k, s in list(found.items())[:MOST_TOLD]), key=_order)
                return price, tuple(turns[:MOST_KEPT]), len(found), price - 1, every
            if not every:
                break
            complete = price
        return -1, (), 0, complete, True

    def _at_price(self, price: int, found: dict[tuple[Numbers, ...], int]) -> bool:
        """Collect the preferences at a price that do; tell whether all of the price were looked at."""
        every = True
        for split in _splits(price, len(self.free)):
            parts = [self._staying_at(i, distance) for i, distance in zip(self.free, split, strict=True)]
            known = [p for p in parts if p is not None]
            if len(known) < len(parts):
                every = False
                continue
            for state in self.candidates:
                every &= self._combine(state, [p.get(state, {}) for p in known], found)
        return every

    def _staying_at(self, i: int, distance: int) -> Groups | None:
        """Group the preferences of `i` at a distance that let it stay in a goal state; None where they are too many.

        In a group they differ in nothing that matters: they make the same moves improvements, and for SEQ the same
        states no better than the goal state.
        """
        if (i, distance) not in self._staying:
            level = self.nearby[i].level(distance)
            if (
                level is not None
                and len(level) * (self.game.size + PER_STATE * len(self.candidates)) > MOST_WORK
            ):
                level = None
            self._staying[i, distance] = None if level is None else self._grouped(i, distance, level)
        return self._staying[i, distance]

    def _grouped(self, i: int, distance: int, level: list[Numbers]) -> Groups:
        nearby = self.nearby[i]
        staying = {s: Staying(self.game, i, s, self.concept, self.free) for s in self.candidates}
        found: Groups = {s: {} for s in self.candidates}
        for part in chunks(level, self.game.size):
            scores = nearby.of.scores(part)
            allowed = np.array([not distance or not nearby.puts_on_top(n, self.mask) for n in part])
            self.progress(f"looking at changes of {distance} by {nearby.dm}")
            stays = {s: staying[s].stays(scores) & allowed for s in self.candidates}
            rows = np.flatnonzero(np.any(list(stays.values()), axis=0))
            gained = np.packbits(self.ensemble.gained(i, scores[rows]), axis=1)
            for s in self.candidates:
                mine = np.flatnonzero(stays[s][rows])
                for k, key in zip(
                    rows[mine].tolist(), self._keys(s, gained[mine], scores[rows[mine]]), strict=True
                ):
                    found[s].setdefault(key, []).append(part[k])
        return found

    def _keys(self, state: int, gained: NDArray[np.uint8], scores: Ints) -> list[bytes]:
        if self.concept == "seq":
            harmful = np.packbits(scores <= scores[:, [state]], axis=1)
            gained = np.concatenate([gained, harmful], axis=1)
        return [row.tobytes() for row in gained]

    def _combine(
        self, state: int, groups: list[dict[bytes, list[Numbers]]], found: dict[tuple[Numbers, ...], int]
    ) -> bool:
        """Add what brings one state about; tell whether all combinations were looked at."""
        combinations = product(*groups)
        while rows := list(islice(combinations, self.ensemble.rows_at_once)):
            self.checked += len(rows)
            if self.checked > self.most_checked:
                return False
            self.progress(f"looking at changes of {self.price}; {self.checked:,} looked at so far")
            for keys, does in zip(rows, self._do(state, rows, groups), strict=True):
                if does:
                    for numbers in product(*(g[k] for g, k in zip(groups, keys, strict=True))):
                        found.setdefault(numbers, state)
                if len(found) > MOST_FOUND:
                    return False
        return True

    def _do(
        self, state: int, rows: list[tuple[bytes, ...]], groups: list[dict[bytes, list[Numbers]]]
    ) -> Bools:
        """Tell for each combination whether the state is an equilibrium with it, and reached."""
        if not self.game.transitive:
            ones = ([g[k][0] for g, k in zip(groups, keys, strict=True)] for keys in rows)
            return np.array([self._does(state, numbers) for numbers in ones])
        gained: dict[int, Bools] = {}
        harmful: dict[int, Bools] = {}
        for at, i in enumerate(self.free):
            bits = np.frombuffer(b"".join(keys[at] for keys in rows), dtype=np.uint8).reshape(len(rows), -1)
            moves = self.ensemble.targets[i].size
            width = -(-moves // 8)
            gained[i] = np.unpackbits(bits[:, :width], axis=1, count=moves).astype(bool)
            if self.concept == "seq":
                harmful[i] = np.unpackbits(bits[:, width:], axis=1, count=self.game.size).astype(bool)
        everyone = range(len(self.game.decision_makers))
        found = np.ones(len(rows), dtype=bool)
        if self.start is not None:
            found = self.ensemble.reach(self.start, gained, len(rows), everyone)[:, state]
        if self.concept == "seq":
            left = np.flatnonzero(found)
            gained = {i: g[left] for i, g in gained.items()}
            harmful = {i: h[left] for i, h in harmful.items()}
            found[left] = self._all_stay(state, gained, harmful, left.size)
        return found

    def _all_stay(self, state: int, gained: dict[int, Bools], harmful: dict[int, Bools], rows: int) -> Bools:
        """Tell for each row whether everybody stays under SEQ, the answers being improvements in that row."""
        game, found = self.game, np.ones(rows, dtype=bool)
        everyone = range(len(game.decision_makers))
        for j in everyone:
            bad = harmful.get(j, np.broadcast_to(game.ranks[j] <= game.ranks[j][state], (rows, game.size)))
            for t in game.moves[j].successors(state):
                if bad[:, t].all():
                    continue
                answers = self.ensemble.reach(int(t), gained, rows, [k for k in everyone if k != j])
                found &= bad[:, t] | (answers & bad).any(axis=1)
        return found

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

    def _turn(self, numbers: tuple[Numbers, ...], state: int) -> Turn:
        changed = self._changed(numbers)
        path = None
        if self.start is not None:
            path = reach(self.game.with_ranks(changed), self.start).path(state)
        changes = tuple(c for i, n in zip(self.free, numbers, strict=True) for c in self.nearby[i].changes(n))
        of_goal = len(self.goals) > 1 and any(
            lists.holds[n][self.goals].all()
            for i, numbers_of in zip(self.free, numbers, strict=True)
            if isinstance(lists := self.nearby[i].of, Lists)
            for n in numbers_of
            if n >= lists.own
        )
        return Turn(changes, self.game.state(state), path, of_goal, changed)


def could_stay(game: Game, i: int, concept: str, free: Sequence[int]) -> Bools:
    """Tell where decision maker number `i` could stay for some preferences of those who are free.

    Under Nash, GMR and SMR the preferences of others play no part; under SEQ those who are free may answer by any
    move here, so that what is ruled out is ruled out whatever they want.
    """
    if concept == "nash":
        return CONCEPTS["nash"](game, i)
    feared = expectation(game, i, concept, free)
    return np.asarray(highest(game.improving[i], feared) <= game.ranks[i])


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


_KINDS = {"drop": 0, "move": 1, "add": 2}


def _order(turn: Turn) -> tuple[object, ...]:
    """Put first what takes the least: one changes alone, statements left out or moved, plain ones, unsure, far down."""
    edits = [c for c in turn.changes if isinstance(c, Edit)]
    sure = [1.0 if e.statement.confidence is None else e.statement.confidence for e in edits]
    makers = {c.dm for c in turn.changes}
    kinds = sorted(_KINDS[e.kind] for e in edits)
    plain = sum(e.statement.that.depth for e in edits if e.kind == "add")
    return (
        len(makers),
        kinds,
        plain,
        turn.of_goal,
        sum(sure),
        -sum(e.place for e in edits),
        turn.state.number,
    )
