"""The least changes that bring a goal about, as facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from detente.answers import Answer, Count, Ref, Standing, Value, Way
from detente.conflict.errors import DetenteError
from detente.game import Game, State
from detente.questions.building import Listing, head
from detente.questions.pivot.edits import Edit
from detente.questions.pivot.goal import Pivot, Verdict
from detente.questions.pivot.nearby import Change
from detente.questions.pivot.pivotal_answer import MOST_SPOKEN
from detente.questions.pivot.rankings import Rankings
from detente.questions.pivot.search import Obstacle, Turn
from detente.questions.standing import standings

MOST_ORDERS = 1_000  # rankings written out, of up to 5,040


class EditValue(Value, frozen=True, kw_only=True, tag="statement"):
    """A statement that is left out, moved or added.

    Attributes
    ----------
    decision_maker : str
    change : str
    statement : str
        The id of the statement.
    that : str
        The condition that it wants.
    text : str
        The file's own words for it; empty where it has none.
    place : int
        In the new list, 1 the most important; of a statement that is left out, the place that it had.
    before : int or None
        Of a statement that is moved, the place that it had.
    sources : tuple of str
        Each as ``source`` or ``source#place``.
    confidence : float or None
        How sure the analyst is of the statement; None where the file does not say.
    """

    decision_maker: str
    change: Literal["drop", "move", "add"]
    statement: str
    that: str
    text: str
    place: int
    before: int | None
    sources: tuple[str, ...]
    confidence: float | None


class SwapValue(Value, frozen=True, kw_only=True, tag="ranking"):
    """A pair of states that a ranking then has the other way round: `better` now comes before `worse`."""

    decision_maker: str
    better: Ref
    worse: Ref


class TurnValue(Value, frozen=True, kw_only=True):
    """Changes that bring the goal about.

    Attributes
    ----------
    changes : tuple of EditValue or SwapValue
    states : tuple of Ref
        The goal states that are then equilibria (and reached), the nearest first.
    outcomes : int
        How many equilibria there are then (that are reached), with the goal or without.
    part_of_goal : bool
        Whether a statement is added that holds in each of several goal states: it says little to want it.
    way : Way or None
        The improvements that then lead to the first of `states`; None where none need lead there.
    """

    changes: tuple[EditValue | SwapValue, ...]
    states: tuple[Ref, ...]
    outcomes: int
    part_of_goal: bool
    way: Way | None


class ObstacleValue(Value, frozen=True, kw_only=True):
    """Why a goal state is out of the question, whatever those want who may change.

    Attributes
    ----------
    state : Ref
    leavers : tuple of str
        Who would leave it all the same.
    out_of_reach : bool
        Whether nothing leads there from the status quo.
    """

    state: Ref
    leavers: tuple[str, ...]
    out_of_reach: bool


class Pair(Value, frozen=True, kw_only=True):
    """Two states, the first of which a decision maker prefers."""

    better: Ref
    worse: Ref


class RankingsValue(Value, frozen=True, kw_only=True):
    """Of all strict rankings that a decision maker could have, the others' preferences as they are: those that do.

    Attributes
    ----------
    decision_maker : str
    total : int
        How many strict rankings of the states there are.
    equilibrium : int
        How many of them make a goal state an equilibrium.
    reached : int or None
        How many make it one that improvements lead to from the status quo; None where that is not asked.
    always : tuple of Pair
        The pairs of states that stand in this order in all rankings that do.
    orders : tuple of tuple of Ref
        The rankings that do, at most 1,000, each with the best state first.
    count : int
        How many rankings do.
    """

    decision_maker: str
    total: int
    equilibrium: int
    reached: int | None
    always: tuple[Pair, ...]
    orders: tuple[tuple[Ref, ...], ...]
    count: int


class Compared(Value, frozen=True, kw_only=True):
    """How each decision maker, as it ranks the states now, likes a state compared with the status quo."""

    state: Ref
    standings: tuple[Standing, ...]


class Goal(Value, frozen=True, kw_only=True):
    """What is to be brought about.

    Attributes
    ----------
    asked : str
        As it was written.
    condition : str
        The condition, where it is one; else empty.
    states : tuple of Ref
        The states that are meant: any of them will do.
    count : Count
        How many these are.
    from_status_quo : bool
        Whether improvements must lead there from the status quo.
    who : tuple of str
        Whose preferences may change.
    anybody : bool
        Whether these are all decision makers.
    """

    asked: str
    condition: str
    states: tuple[Ref, ...]
    count: Count
    from_status_quo: bool
    who: tuple[str, ...]
    anybody: bool


class GoalAnswer(Answer, frozen=True, kw_only=True):
    """What it would take to bring a goal about: the least changes of preferences, or the proof that there are none.

    Attributes
    ----------
    concept : str
    goal : Goal
    verdict : str
        ``holds already``, ``found``, ``impossible``: no preferences whatever would do; ``not found``: no change up to
        the price `complete` would.
    price : int or None
        The least number of changes; None where none was found.
    complete : int or None
        Every change up to this price was looked at, and none would do; None where the goal holds already, or nothing
        could be looked at.
    count : int
        How many ways there are at the price.
    counted_all : bool
        Whether every change of the price was looked at; if not, `count` is the least that there are.
    turns : tuple of TurnValue
        The ways, at most 200: what one decision maker changes alone first, then what leaves out or moves the least
        certain claims.
    compared : tuple of Compared
        For the nearest goal states that the ways lead to: who likes them better or worse than the status quo.
    obstacles : tuple of ObstacleValue
        The goal states that are out of the question.
    rankings : tuple of RankingsValue
        In conflicts of at most 7 states, for each who may change: how many of all its strict rankings would do.
    transitive : bool
        Whether it makes no difference that nobody moves twice in a row.
    """

    concept: str
    goal: Goal
    verdict: Verdict
    price: int | None
    complete: int | None
    count: int
    counted_all: bool
    turns: tuple[TurnValue, ...]
    compared: tuple[Compared, ...]
    obstacles: tuple[ObstacleValue, ...]
    rankings: tuple[RankingsValue, ...]
    transitive: bool


def goal_answer(found: Pivot) -> GoalAnswer:
    """Give the least changes that bring a goal about, or why there are none.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("istanbul-2025").game("kyiv")
    >>> told = goal_answer(detente.pivot(game, "russia.truce"))
    >>> told.verdict, told.price, {c.decision_maker for t in told.turns for c in t.changes}
    ('found', 1, {'russia'})
    """
    game, listing = found.game, Listing(found.game)
    goals = listing.all(found.goals, "goal.states")
    turns = tuple(_turn(t, listing) for t in found.answers)
    nearest = list(dict.fromkeys(t.state for t in found.answers))
    compared = tuple(_compared(game, s, listing) for s in nearest) if game.status_quo is not None else ()
    obstacles = tuple(_obstacle(o, listing) for o in found.obstacles)
    rankings = tuple(_rankings(r, listing) for r in found.rankings)
    listing.stopped(*found.stopped)
    spoken = list(turns[0].states if turns else goals if len(goals) == 1 else ())[:MOST_SPOKEN]
    fields = head("pivot", game.conflict, game, listing)
    return GoalAnswer(
        **fields,
        spoken=tuple(spoken),
        concept=found.concept,
        goal=Goal(
            asked=found.goal,
            condition=_condition(game, found.goal),
            states=goals,
            count=str(len(found.goals)),
            from_status_quo=found.from_status_quo,
            who=found.who,
            anybody=len(found.who) == len(game.decision_makers),
        ),
        verdict=found.verdict,
        price=found.price if found.price >= 0 else None,
        complete=found.complete if found.complete >= 0 else None,
        count=found.count,
        counted_all=found.every,
        turns=turns,
        compared=compared,
        obstacles=obstacles,
        rankings=rankings,
        transitive=game.transitive,
    )


def _condition(game: Game, goal: str) -> str:
    """Give the goal as a condition, if it is one: the name of a state may be one, too."""
    try:
        return str(game.conflict.condition(goal))
    except DetenteError:
        return ""


def _turn(turn: Turn, listing: Listing) -> TurnValue:
    return TurnValue(
        changes=tuple(change_value(c, listing) for c in turn.changes),
        states=_places(turn.states, listing),
        outcomes=turn.outcomes,
        part_of_goal=turn.of_goal,
        way=listing.way(turn.path),
    )


def _places(states: Iterable[State], listing: Listing) -> tuple[int, ...]:
    """List states once each."""
    return tuple(dict.fromkeys(listing(s) for s in states))


def change_value(change: Change, listing: Listing) -> EditValue | SwapValue:
    """Give one change of preferences."""
    if not isinstance(change, Edit):
        return SwapValue(decision_maker=change.dm, better=listing(change.better), worse=listing(change.worse))
    statement = change.statement
    return EditValue(
        decision_maker=change.dm,
        change=change.kind,
        statement=statement.id,
        that=str(statement.that),
        text=statement.text,
        place=change.place,
        before=change.before or None,
        sources=tuple(str(c) for c in statement.sources),
        confidence=statement.confidence,
    )


def _compared(game: Game, state: State, listing: Listing) -> Compared:
    assert game.status_quo is not None
    return Compared(state=listing(state), standings=standings(game, [game.status_quo], [state.index]))


def _obstacle(obstacle: Obstacle, listing: Listing) -> ObstacleValue:
    return ObstacleValue(
        state=listing(obstacle.state), leavers=obstacle.leavers, out_of_reach=obstacle.out_of_reach
    )


def _rankings(rankings: Rankings, listing: Listing) -> RankingsValue:
    return RankingsValue(
        decision_maker=rankings.dm,
        total=rankings.total,
        equilibrium=rankings.stable,
        reached=rankings.reached,
        always=tuple(Pair(better=listing(a), worse=listing(b)) for a, b in rankings.always),
        orders=tuple(tuple(listing(int(s)) for s in order) for order in rankings.orders[:MOST_ORDERS]),
        count=len(rankings.orders),
    )
