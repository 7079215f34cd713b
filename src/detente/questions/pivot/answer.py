"""Who can tip it, and what would it take: as typed facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from detente.answers import Answer, Count, Heading, Ref, Span, Standing, Value, Way
from detente.conflict.errors import DetenteError
from detente.game import Game, State
from detente.questions.building import Listing, head
from detente.questions.outcomes import heading, span, standings
from detente.questions.pivot.edits import Edit
from detente.questions.pivot.goal import Pivot, Verdict
from detente.questions.pivot.nearby import Change
from detente.questions.pivot.pivotal import Pivotal
from detente.questions.pivot.rankings import Rankings
from detente.questions.pivot.search import Obstacle, Turn

MOST_ORDERS = 1_000  # rankings written out, of up to 5,040
MOST_SPOKEN = 2  # outcomes that the sentences name

TippingKind = Literal["opposed", "apart", "gain", "lose", "neither", "none"]


class Effect(Value, frozen=True, kw_only=True):
    """What a change of mind of one decision maker could mean for another.

    Attributes
    ----------
    decision_maker : str
        The other.
    better : tuple of Ref
        What is new and better for it than everything that is to be had as things are, the best first.
    worse : tuple of Ref
        What is new and worse for it than all of that, the worst first.
    best, worst : int or None
        The places of the first of `better` and of `worse` in its order, from 1 (best) on.
    one_change : bool or None
        Whether a single change (a statement left out, moved or added; in a ranking a pair of states) would bring
        about something better for it; None where that was not asked, or could not be looked at in full.
    """

    decision_maker: str
    better: tuple[Ref, ...]
    worse: tuple[Ref, ...]
    best: int | None = None
    worst: int | None = None
    one_change: bool | None = None


class Tipping(Value, frozen=True, kw_only=True):
    """What a decision maker could bring about by a change of its mind alone, the others as they are.

    Attributes
    ----------
    decision_maker : str
    kind : str
        ``opposed``: some would gain and others lose by one and the same change; ``apart``: some would gain and others
        lose, by different changes; ``gain``, ``lose``: others would only gain, or only lose; ``neither``: something new
        that is neither better nor worse for another than everything that is to be had as things are; ``none``: nothing
        new, the decision maker can tip nothing.
    could : tuple of Ref
        The equilibria under some preferences of its own.
    could_count : Count
    new : tuple of Ref
        Those of them that are not to be had as things are.
    new_count : Count
    unsure : tuple of Ref
        What is neither shown nor ruled out.
    unsure_count : Count
    courted_by : tuple of str
        Those for whom something new would be better.
    gaining : tuple of str
        Those for whom something new would be better that is worse for another.
    losing : tuple of str
        Those for whom it is worse.
    effects : tuple of Effect
        For each other decision maker.
    """

    decision_maker: str
    kind: TippingKind
    could: tuple[Ref, ...]
    could_count: Count
    new: tuple[Ref, ...]
    new_count: Count
    unsure: tuple[Ref, ...]
    unsure_count: Count
    courted_by: tuple[str, ...]
    gaining: tuple[str, ...]
    losing: tuple[str, ...]
    effects: tuple[Effect, ...]

    @property
    def losers(self) -> tuple[str, ...]:
        """Those for whom something new would be worse."""
        return tuple(e.decision_maker for e in self.effects if e.worse)


class Places(Value, frozen=True, kw_only=True):
    """The places of what is to be had as things are in a decision maker's order; None where there is nothing."""

    decision_maker: str
    places: Span | None


class PivotalAnswer(Answer, frozen=True, kw_only=True):
    """Who could tip it: for each decision maker, what a change of its mind alone could bring about.

    Attributes
    ----------
    concept : str
        The concept whose equilibria are looked at.
    present : tuple of Ref
        The equilibria as things are: those that improvements lead to from the status quo, or without one all.
    present_count : Count
    places : tuple of Places
        Where they stand in each decision maker's order.
    heading : Heading or None
        Where it is heading as things are, not looking ahead and looking ahead; None where the file has no status quo.
    pivotal : tuple of Tipping
        For each decision maker.
    """

    concept: str
    present: tuple[Ref, ...]
    present_count: Count
    places: tuple[Places, ...]
    heading: Heading | None
    pivotal: tuple[Tipping, ...]


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


def answer(found: Pivot | Pivotal) -> GoalAnswer | PivotalAnswer:
    """Give the facts of a result."""
    return goal_answer(found) if isinstance(found, Pivot) else pivotal_answer(found)


def pivotal_answer(found: Pivotal) -> PivotalAnswer:
    """Give what each decision maker could bring about, and who would gain or lose by it.

    Examples
    --------
    >>> import detente
    >>> found = detente.pivotal(detente.load("istanbul-2025").game("broker"))
    >>> [(t.decision_maker, t.kind, t.gaining, t.losing) for t in pivotal_answer(found).pivotal if t.gaining]
    [('us', 'opposed', ('russia',), ('ukraine', 'europe'))]
    """
    game, listing = found.game, Listing(found.game)
    present = listing.all(found.present, "present")
    makers = tuple(_tipping(found, dm, listing) for dm in game.decision_makers)
    ends = None if game.status_quo is None else heading(game, listing)
    fields = head("pivot", game.conflict, game, listing)
    return PivotalAnswer(
        **fields,
        spoken=present[:MOST_SPOKEN],
        concept=found.concept,
        present=present,
        present_count=str(len(found.present)),
        places=tuple(
            Places(decision_maker=d, places=span(game, d, found.present)) for d in game.decision_makers
        ),
        heading=ends,
        pivotal=makers,
    )


def _place(game: Game, dm: str, state: int) -> int:
    ranks = game.ranks[game.index(dm)]
    return int(ranks.max()) - int(ranks[state]) + 1


def _tipping(found: Pivotal, dm: str, listing: Listing) -> Tipping:
    could, new, unsure = found.could[dm], found.new(dm), found.unsure[dm]
    gaining, losing = found.between(dm)
    others = [o for o in found.game.decision_makers if o != dm]
    name = f"pivotal.{dm}"
    return Tipping(
        decision_maker=dm,
        kind=_kind(found, dm),
        could=listing.all(could, f"{name}.could"),
        could_count=str(len(could)),
        new=listing.all(new, f"{name}.new"),
        new_count=str(len(new)),
        unsure=listing.all(unsure, f"{name}.unsure"),
        unsure_count=str(len(unsure)),
        courted_by=found.courted[dm],
        gaining=gaining,
        losing=losing,
        effects=tuple(_effect(found, dm, o, listing) for o in others),
    )


def _kind(found: Pivotal, dm: str) -> TippingKind:
    if not found.new(dm).size:
        return "none"
    gaining, losing = found.between(dm)
    if gaining and losing:
        return "opposed"
    gain = bool(found.courted[dm])
    lose = any(found.worse_for(dm, o).size for o in found.game.decision_makers if o != dm)
    if gain and lose:
        return "apart"
    return "gain" if gain else "lose" if lose else "neither"


def _effect(found: Pivotal, dm: str, other: str, listing: Listing) -> Effect:
    game, name = found.game, f"pivotal.{dm}.{other}"
    # Where nothing is to be had as things are, there is nothing to measure a gain against.
    better = found.better_for(dm, other) if found.present.size else found.present
    worse = found.worse_for(dm, other)
    one = None
    if found.priced and better.size:
        price = found.price(dm, other)
        one = None if price is None else price == 1
    return Effect(
        decision_maker=other,
        better=listing.all(better, f"{name}.better"),
        worse=listing.all(worse, f"{name}.worse"),
        best=_place(game, other, int(better[0])) if better.size else None,
        worst=_place(game, other, int(worse[0])) if worse.size else None,
        one_change=one,
    )


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
