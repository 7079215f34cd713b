"""Who can tip it, and by wanting what? Inverse analysis: the least changes of preferences that bring a goal about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from detente.conflict import Conflict, DetenteError, UnknownNameError
from detente.conflict.errors import quoted
from detente.game import Game, Ints, Row, State, Tabular, UnknownStateError, needs_ranks
from detente.game.given import as_game
from detente.questions.meaning import meant
from detente.questions.pivot.edits import Edit
from detente.questions.pivot.rankings import Rankings, count_rankings
from detente.questions.pivot.search import Found, Obstacle, Search, Turn
from detente.questions.unfinished import Stopped
from detente.stability import check_classical

MOST_PRICE = 40

Verdict = Literal["holds already", "found", "impossible", "not found"]


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
    stopped : tuple of Stopped
        Where the time was up first: up to how many changes every set of them was looked at.
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
    stopped: tuple[Stopped, ...] = ()

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
    what = meant(game, goal)
    if isinstance(what, State):
        return np.array([what.index])
    found = np.flatnonzero(game.states.where(what))
    if not found.size:
        raise UnknownStateError(f"in no feasible state {quoted(goal)} holds")
    return found


def pivot(
    game: Game | Conflict,
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
    game = as_game(game, "pivot")
    [concept] = check_classical([concept], "inverse analysis (pivot)")
    needs_ranks(game)
    if most is not None and most < 0:
        raise DetenteError(f"changes of at most {most}: a price is 0 or more")
    who = [who] if isinstance(who, str) else who
    for dm in who or ():
        game.index(dm)
    free = tuple(d for d in game.decision_makers if who is None or d in who)
    if not free:
        raise UnknownNameError("decision maker", "", game.decision_makers)
    goals = goal_states(game, goal)
    wanted = game.status_quo is not None if from_status_quo is None else from_status_quo
    start = game.status_quo if wanted else None
    positions = [game.index(d) for d in free]
    search = Search(game, goals, concept, positions, start, progress or (lambda _: None))
    obstacles = tuple(search.obstacles())
    hopeful = len(obstacles) < len(goals)
    found = search.run(MOST_PRICE if most is None else most) if hopeful else Found(-1, (), 0, 0, True)
    verdict: Verdict = "not found" if hopeful else "impossible"
    if found.price >= 0:
        verdict = "found" if found.price else "holds already"
    counted = (count_rankings(game, i, goals, concept, start) for i in positions)
    return Pivot(
        game,
        goal.id if isinstance(goal, State) else goal if isinstance(goal, str) else "any of some states",
        goals,
        concept,
        free,
        start is not None,
        verdict,
        found.price,
        found.answers,
        found.count,
        found.complete,
        found.every,
        obstacles,
        tuple(r for r in counted if r is not None),
        (Stopped("changes", max(0, found.complete)),) if search.over else (),
    )
