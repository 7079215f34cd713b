"""What an ultimatum is worth, as facts: where the demand is unmet and where it is met, the game tree, the sanctions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import singledispatch
from typing import Literal

from detente.answers import Answer, Count, Exact, Heading, Reason, Ref, Step, Value
from detente.conflict import Ultimatum
from detente.game import Game, Ints
from detente.questions.building import Listing, exact, head
from detente.questions.explain import Reason as Found
from detente.questions.outcomes import heading
from detente.questions.pivot import Edit
from detente.questions.ultimatum import brinkmanship, judging
from detente.questions.ultimatum.keeping import Breach as FoundBreach
from detente.questions.ultimatum.keeping import Keeping, Kept
from detente.questions.ultimatum.keeping import Met as Meeting
from detente.questions.ultimatum.keeping import Situation as FoundSituation
from detente.questions.ultimatum.result import Asked, Ultimatums
from detente.questions.ultimatum.sanctions import Sanctions as FoundSanctions

MOST_JUDGED = 10_000
MOST_SPOKEN = 3  # ultimatums whose outcomes get letters

Meets = Literal["meets", "leaves", "either"]
Carries = Literal["carries_out", "nothing", "either", "cannot"]
EndingName = Literal["met", "carried_out", "nothing"]


class Execution(Value, frozen=True, kw_only=True):
    """One way to carry a threat out where the demand is unmet.

    Attributes
    ----------
    state : Ref
        Where it leads.
    painful : bool
        Whether the target is worse off.
    pays : bool
        Whether the threatener is better off.
    target, threatener : Reason
        What it does to each, compared with the state in which it is carried out.
    """

    state: Ref
    painful: bool
    pays: bool
    target: Reason
    threatener: Reason


class JudgedState(Value, frozen=True, kw_only=True):
    """An ultimatum in one state in which the demand is unmet.

    Attributes
    ----------
    state : Ref
    verdict : str
        ``in_force``: what is threatened is so already; ``impossible``: the threatener cannot bring it about by a move
        of its own; ``painless``: the target would be no worse off; ``bluff``: the threatener would be no better off;
        ``credible``: the target would lose and the threatener gain.
    executions : tuple of Execution
        The ways to carry it out that change the fewest options, the one that the threatener takes first.
    reply : str
        What the target does: it ``complies``, is ``indifferent``, ``refuses``, ``would_comply_anyway`` (it gains by
        complying, threat or no threat), or ``cannot``.
    compliance : Ref or None
        The best state for the target, of those it can move to, in which the demand is met.
    instead, anyway : Reason or None
        To the target: that state compared with the one that the threat leads to, and with the one it is in.
    better : Ref or None
        Where it gains by complying: what it can move to without complying and likes better still.
    """

    state: Ref
    verdict: judging.Verdict
    executions: tuple[Execution, ...]
    reply: judging.Reply
    compliance: Ref | None = None
    instead: Reason | None = None
    anyway: Reason | None = None
    better: Ref | None = None


class Turn(Value, frozen=True, kw_only=True):
    """A single change of a list of statements that gives another verdict.

    Attributes
    ----------
    decision_maker : str
        Whose list.
    kind : str
        ``drop``, ``move`` or ``add``.
    statement, that : str
        The statement's id, and its condition.
    before : int or None
        Where it stood, if it is moved.
    place : int
        Where it stands then; of one that is dropped, where it stood.
    verdict : str
        What the verdict would be.
    """

    decision_maker: str
    kind: Literal["drop", "move", "add"]
    statement: str
    that: str
    before: int | None
    place: int
    verdict: str


class Shift(Value, frozen=True, kw_only=True):
    """For a preference that is no list of statements: how many places the first state stands above the second."""

    decision_maker: str
    state: Ref
    other: Ref
    places: int


class Unmet(Value, frozen=True, kw_only=True):
    """The ultimatum wherever the demand is unmet.

    Attributes
    ----------
    by : str
        Whether ``improvements`` lead to these states from the status quo, or any ``moves``.
    count : Count
        In how many states the demand is unmet.
    verdicts, replies : mapping
        In how many of those judged which verdict is given, and what the target does where the threat is not in force.
    states : tuple of JudgedState
        The nearest to the status quo first.
    chosen : int or None
        The place in `states` of the one looked at closely: the nearest in which the threat is not in force.
    turns : tuple of Turn
        What would give another verdict there.
    shifts : tuple of Shift
    """

    by: Literal["improvements", "moves"]
    count: Count
    verdicts: dict[str, int]
    replies: dict[str, int]
    states: tuple[JudgedState, ...]
    chosen: int | None
    turns: tuple[Turn, ...] = ()
    shifts: tuple[Shift, ...] = ()

    @property
    def closely(self) -> JudgedState | None:
        """The state looked at closely."""
        return None if self.chosen is None else self.states[self.chosen]


class Punishment(Value, frozen=True, kw_only=True):
    """A threat carried out after a demand is left.

    Attributes
    ----------
    state : Ref
        Where it leads.
    deters : bool
        Whether it leaves the target no better off than it was with the demand met.
    pays : bool
        Whether carrying it out leaves the threatener better off.
    target, threatener : Reason
        The target compared with the state in which it kept the demand; the threatener with the one in which it is left.
    """

    state: Ref
    deters: bool
    pays: bool
    target: Reason
    threatener: Reason


class Breach(Value, frozen=True, kw_only=True):
    """An improvement of the target by which the demand is met no longer.

    Attributes
    ----------
    state : Ref
    gain : Reason
        What the target has of it if nothing follows.
    meets : str
        ``deterred``; ``bluff``: the threat would deter it, but not pay; ``too_weak``: it pays all the same;
        ``impossible``: the threat cannot be carried out.
    punishment : Punishment or None
    """

    state: Ref
    gain: Reason
    meets: Meeting
    punishment: Punishment | None = None


class Situation(Value, frozen=True, kw_only=True):
    """A state in which the demand is met and which the target would leave if nothing followed.

    Attributes
    ----------
    state : Ref
    steps : int
        How many moves lead to it from the status quo.
    verdict : str
    breaches : tuple of Breach
    telling : int or None
        The place in `breaches` of the one that decides.
    """

    state: Ref
    steps: int
    verdict: Kept
    breaches: tuple[Breach, ...]
    telling: int | None = None

    @property
    def breach(self) -> Breach | None:
        """The breach that decides."""
        return None if self.telling is None else self.breaches[self.telling]


class Met(Value, frozen=True, kw_only=True):
    """Whether the threat keeps the demand met that is met today.

    Attributes
    ----------
    by : str
    count : Count
        In how many states the demand is met and the threat not carried out.
    looked : Count
        In how many of them it was looked for breaches: the nearest.
    left : Count
        Which of these the target would leave if nothing followed.
    verdicts : mapping
        Of these, how many have which verdict.
    situations : tuple of Situation
        They, the nearest first.
    closely : Situation or None
        The one looked at closely: the nearest, or today where there is none.
    turns : tuple of Turn
    """

    by: Literal["improvements", "moves"]
    count: Count
    looked: Count
    left: Count
    verdicts: dict[str, int]
    situations: tuple[Situation, ...]
    closely: Situation | None
    turns: tuple[Turn, ...] = ()


class Ending(Value, frozen=True, kw_only=True):
    """How the exchange can end, and the places of that in the orders of the two, from 1 (best) on."""

    name: EndingName
    state: Ref
    target: int
    threatener: int


class Exchange(Value, frozen=True, kw_only=True):
    """The exchange in the state looked at closely: what the target, then the threatener can do, and would.

    Attributes
    ----------
    endings : tuple of Ending
        ``met`` where the target can meet the demand, ``carried_out`` where the threatener can do what it threatens, and
        ``nothing``: the demand is unmet and nothing follows.
    target : str
        Whether it ``meets`` the demand, ``leaves`` it unmet, or ``either``, which is a tie.
    threatener : str
        Whether to carry it out is better for it (``carries_out``), worse (``nothing``), or a tie (``either``).
    """

    endings: tuple[Ending, ...]
    target: Meets
    threatener: Carries

    @property
    def result(self) -> EndingName | None:
        """How it ends if each does what is better for it; None where that is a tie."""
        if self.target != "leaves":
            return "met" if self.target == "meets" else None
        if self.threatener == "either":
            return None
        return "carried_out" if self.threatener == "carries_out" else "nothing"

    def ending(self, name: EndingName) -> Ending | None:
        """Give an ending, if it is there."""
        return next((e for e in self.endings if e.name == name), None)


class AtEnd(Value, frozen=True, kw_only=True):
    """What has become of an ultimatum where it is heading.

    Attributes
    ----------
    concept : str
        Whose equilibria these are.
    count, met, carried_out : int
        How many there are; in how many the demand is met, in how many what is threatened is so.
    """

    concept: str
    count: int
    met: int
    carried_out: int


class Plan(Value, frozen=True, kw_only=True):
    """What each would do at each of the three points of the game tree, and how that ends."""

    threatens: bool
    concedes: bool
    carries_out: bool
    ending: brinkmanship.Ending


class Worth(Value, frozen=True, kw_only=True):
    """What an ending is worth to the two."""

    ending: brinkmanship.Ending
    threatener: Exact
    target: Exact


class Part(Value, frozen=True, kw_only=True):
    """What follows for the audience costs of one kind.

    Attributes
    ----------
    low : Exact
    high : Exact or None
        None: all above `low`.
    includes : tuple of bool
        Whether the two belong to it.
    threat : str
    plans : tuple of Plan
    endings : tuple of Worth
        At the lowest cost of the part.
    """

    low: Exact
    high: Exact | None
    includes: tuple[bool, bool]
    threat: brinkmanship.Threat
    plans: tuple[Plan, ...]
    endings: tuple[Worth, ...]


class Growth(Value, frozen=True, kw_only=True):
    """A cost that grows by the day: when it is at the threshold, and from which whole day on above it."""

    tie_day: Exact | None
    locked_from: int | None


class Gamble(Value, frozen=True, kw_only=True):
    """A threatener that carries it out come what may with some probability: whether the target concedes, what for."""

    probability: Exact
    replies: tuple[tuple[bool, Exact | None], ...]


class GameTree(Value, frozen=True, kw_only=True):
    """The game tree of an ultimatum with audience costs, solved. Cardinal: by the numbers of the file.

    Attributes
    ----------
    threshold : Exact
        To carry the threat out is better than to back down where the audience cost is above it.
    parts : tuple of Part
    side : str
        From which probability of being punished on the target concedes: ``above`` the value, ``below`` it, ``always``,
        ``never``; ``tie``: it is indifferent at any.
    value : Exact or None
    growth : Growth or None
    resolved : Gamble or None
    """

    threshold: Exact
    parts: tuple[Part, ...]
    side: brinkmanship.Side
    value: Exact | None = None
    growth: Growth | None = None
    resolved: Gamble | None = None


class Record(Value, frozen=True, kw_only=True):
    """What the public record says became of it."""

    text: str
    sources: tuple[str, ...] = ()


class OneUltimatum(Value, frozen=True, kw_only=True):
    """An ultimatum of the file, and what it is worth.

    Attributes
    ----------
    id, text, by, to, demand, threat, deadline, because : str
        As the file has them; `by` threatens, `to` is the target.
    sources : tuple of str
    confidence : float or None
    record : Record or None
    met : bool or None
        Whether the demand is met today; None without a status quo.
    in_force : bool or None
        Whether what is threatened is so today.
    verdict : str
        Where the demand is met today: ``deters``, ``too_weak``, ``impossible``, ``not_credible``, ``not_needed``,
        ``in_force``. Where it is unmet: ``credible``, ``bluff``, ``painless``, ``impossible``, ``in_force``, in the
        state looked at closely. Empty where it could not be judged.
    reply : str
        Where the demand is unmet: what the target does there.
    unmet : Unmet or None
    kept : Met or None
        Where the demand is met today.
    exchange : Exchange or None
    ends : tuple of AtEnd
        Where it is heading: not looking ahead, and looking ahead.
    game_tree : GameTree or None
    refused : str
        What could not be answered, and why.
    """

    id: str
    by: str
    to: str
    demand: str
    threat: str
    text: str = ""
    deadline: str = ""
    because: str = ""
    sources: tuple[str, ...] = ()
    confidence: float | None = None
    record: Record | None = None
    met: bool | None = None
    in_force: bool | None = None
    verdict: str = ""
    reply: str = ""
    unmet: Unmet | None = None
    kept: Met | None = None
    exchange: Exchange | None = None
    ends: tuple[AtEnd, ...] = ()
    game_tree: GameTree | None = None
    refused: str = ""


class SanctionStep(Value, frozen=True, kw_only=True):
    """A move of an answer that deters, and whether who makes it gains by it."""

    mover: str
    state: Ref
    gains: bool


class Sanction(Value, frozen=True, kw_only=True):
    """What keeps a decision maker from one improvement: an answer; `credible` where each who moves gains."""

    equilibrium: Ref
    decision_maker: str
    improvement: Ref
    credible: bool
    sanction: tuple[SanctionStep, ...]


class Sanctions(Value, frozen=True, kw_only=True):
    """The sanctions on which the equilibria under a concept rest.

    Attributes
    ----------
    concept : str
    equilibria, without, credible, bluffs : tuple of Ref
        All of them; those that rest on no sanction, on credible ones alone, on a bluff.
    count, without_count, credible_count, bluff_count : Count
    reached : int
        How many improvements lead to: they come first in `equilibria`.
    deterred_by_bluff : mapping
        For each decision maker the number of equilibria in which nothing but a bluff keeps it.
    list : tuple of Sanction
    all : Count
        How many were found.
    complete : bool
        Whether they are all.
    """

    concept: str
    equilibria: tuple[Ref, ...]
    count: Count
    reached: int
    without: tuple[Ref, ...]
    without_count: Count
    credible: tuple[Ref, ...]
    credible_count: Count
    bluffs: tuple[Ref, ...]
    bluff_count: Count
    deterred_by_bluff: dict[str, int]
    list: tuple[Sanction, ...]
    all: Count
    complete: bool


class UltimatumAnswer(Answer, frozen=True, kw_only=True):
    """Whether ultimatums are credible and deter.

    Attributes
    ----------
    named : bool
        Whether one ultimatum was asked about by its name.
    ultimatums : tuple of OneUltimatum
    heading : Heading or None
        Where the conflict is heading; None without a status quo.
    sanctions : Sanctions or None
        Where no ultimatum was named.
    """

    named: bool = False
    ultimatums: tuple[OneUltimatum, ...] = ()
    heading: Heading | None = None
    sanctions: Sanctions | None = None


@singledispatch
def answer(result: object) -> UltimatumAnswer:
    """Say as facts what an ultimatum is worth, or on which sanctions what holds rests."""
    raise TypeError(f"no answer about an ultimatum: {result!r}")


@answer.register
def _(result: Ultimatums) -> UltimatumAnswer:
    game = result.game
    if game is None:
        told = tuple(_numbers_only(one) for one in result.asked)
        return UltimatumAnswer(**head("ultimatum", result.conflict), named=result.named, ultimatums=told)
    listing = Listing(game)
    if game.status_quo is not None:
        listing(game.status_quo)
    found = tuple(_ultimatum(one, result, listing) for one in result.asked)
    where = None if result.heads is None else heading(game, listing, result.heads)
    held = None if result.sanctions is None else _sanctions(result.sanctions, listing)
    return UltimatumAnswer(
        **head("ultimatum", game.conflict, game, listing),
        spoken=_spoken(found),
        named=result.named,
        ultimatums=found,
        heading=where,
        sanctions=held,
    )


@answer.register
def _(result: judging.Judgement) -> UltimatumAnswer:
    return answer(
        Ultimatums(result.game.conflict, result.game, (Asked(result.ultimatum, result),), named=True)
    )


@answer.register
def _(result: Keeping) -> UltimatumAnswer:
    one = Asked(result.ultimatum, None, result)
    return answer(Ultimatums(result.game.conflict, result.game, (one,), named=True))


@answer.register
def _(result: FoundSanctions) -> UltimatumAnswer:
    return answer(Ultimatums(result.game.conflict, result.game, (), result))


@answer.register
def _(result: brinkmanship.GameTree) -> UltimatumAnswer:
    one = Asked(result.ultimatum, tree=result)
    return answer(Ultimatums(result.conflict, None, (one,), named=True))


def _spoken(found: Sequence[OneUltimatum]) -> tuple[Ref, ...]:
    """Give the outcomes that the sentences and the pictures speak of."""
    told: dict[int, None] = {}
    for one in found[:MOST_SPOKEN]:
        if one.exchange is not None:
            told.update(dict.fromkeys(e.state for e in one.exchange.endings))
    return tuple(told)


def _ultimatum(one: Asked, result: Ultimatums, listing: Listing) -> OneUltimatum:
    game, asked = result.game, one.ultimatum
    assert game is not None
    unmet = None if one.judgement is None else _unmet(one.judgement, listing)
    kept = None if one.keeping is None else _met(one.keeping, listing)
    start, met, in_force = game.status_quo, None, None
    ends: tuple[AtEnd, ...] = ()
    if start is not None:
        demand, threat = game.states.where(asked.demand), game.states.where(asked.threat)
        met, in_force = bool(demand[start]), bool(threat[start])
        assert result.heads is not None
        ends = tuple(
            AtEnd(
                concept=f.concept,
                count=f.states.size,
                met=int(demand[f.states].sum()),
                carried_out=int(threat[f.states].sum()),
            )
            for f in result.heads.both
        )
    verdict, reply, exchange = "", "", None
    if one.keeping is not None:
        verdict, exchange = one.keeping.verdict, _exchange_where_met(one.keeping, listing)
    elif one.judgement is not None and one.judgement.chosen is not None:
        chosen = one.judgement.chosen
        verdict, reply = chosen.verdict, "" if chosen.verdict == "in_force" else chosen.reply
        exchange = _exchange(game, asked, chosen, listing)
    return _described(
        asked,
        met=met,
        in_force=in_force,
        verdict=verdict,
        reply=reply,
        unmet=unmet,
        kept=kept,
        exchange=exchange,
        ends=ends,
        game_tree=None if one.tree is None else _tree(one.tree),
        refused=one.refused,
    )


def _numbers_only(one: Asked) -> OneUltimatum:
    return _described(
        one.ultimatum, game_tree=None if one.tree is None else _tree(one.tree), refused=one.refused
    )


def _described(asked: Ultimatum, **facts: object) -> OneUltimatum:
    record = asked.record
    return OneUltimatum(
        id=asked.id,
        text=asked.text,
        by=asked.by,
        to=asked.to,
        demand=str(asked.demand),
        threat=str(asked.threat),
        deadline=asked.deadline,
        because=asked.because,
        sources=tuple(str(c) for c in asked.sources),
        confidence=asked.confidence,
        record=None
        if record is None
        else Record(text=record.text, sources=tuple(str(c) for c in record.sources)),
        **facts,  # type: ignore[arg-type]
    )


# -- where the demand is unmet -----------------------------------------------------------------------------------------


def _unmet(found: judging.Judgement, listing: Listing) -> Unmet:
    shown = found.states[:MOST_JUDGED]
    listing.all([j.state for j in found.states], f"{found.ultimatum.id}.unmet.states", MOST_JUDGED)
    chosen = found.chosen
    return Unmet(
        by="moves" if found.by_moves else "improvements",
        count=str(found.count),
        verdicts={str(v): n for v, n in found.verdicts.items()},
        replies={str(r): n for r, n in found.replies.items()},
        states=tuple(_judged(j, listing) for j in shown),
        chosen=None if chosen is None else found.states.index(chosen),
        turns=tuple(_turn(t.edit, t.verdict) for t in found.turns),
        shifts=tuple(
            Shift(decision_maker=s.dm, state=listing(s.state), other=listing(s.other), places=s.places)
            for s in found.shifts
        ),
    )


def _judged(judged: judging.Judged, listing: Listing) -> JudgedState:
    def perhaps(found: Found | None) -> Reason | None:
        return None if found is None else listing.reason(found)

    return JudgedState(
        state=listing(judged.state),
        verdict=judged.verdict,
        executions=tuple(
            Execution(
                state=listing(e.state),
                painful=e.painful,
                pays=e.pays,
                target=listing.reason(e.target),
                threatener=listing.reason(e.threatener),
            )
            for e in judged.executions
        ),
        reply=judged.reply,
        compliance=None if judged.compliance is None else listing(judged.compliance),
        instead=perhaps(judged.instead),
        anyway=perhaps(judged.anyway),
        better=None if judged.better is None else listing(judged.better),
    )


def _turn(edit: Edit, verdict: str) -> Turn:
    return Turn(
        decision_maker=edit.dm,
        kind=edit.kind,
        statement=edit.statement.id,
        that=str(edit.statement.that),
        before=edit.before or None,
        place=edit.place,
        verdict=verdict,
    )


def _exchange(game: Game, asked: Ultimatum, judged: judging.Judged, listing: Listing) -> Exchange | None:
    if judged.verdict == "in_force":
        return None
    execution = judged.execution
    met = judged.compliance
    names: list[tuple[EndingName, int]] = [] if met is None else [("met", met.index)]
    names += [] if execution is None else [("carried_out", execution.state.index)]
    names += [("nothing", judged.state.index)]
    gives_way = judged.reply in ("complies", "would_comply_anyway")
    target: Meets = "either" if judged.reply == "indifferent" else "meets" if gives_way else "leaves"
    gain = None if execution is None else execution.threatener.gain
    return Exchange(endings=_endings(game, asked, names, listing), target=target, threatener=_carries(gain))


def _carries(gain: int | None) -> Carries:
    if gain is None:
        return "cannot"
    return "carries_out" if gain > 0 else "nothing" if gain < 0 else "either"


def _endings(
    game: Game, asked: Ultimatum, names: Iterable[tuple[EndingName, int]], listing: Listing
) -> tuple[Ending, ...]:
    by, to = game.ranks[game.index(asked.by)], game.ranks[game.index(asked.to)]

    def place(ranks: Ints, s: int) -> int:
        return int(ranks.max()) - int(ranks[s]) + 1

    return tuple(
        Ending(name=name, state=listing(game.state(s)), target=place(to, s), threatener=place(by, s))
        for name, s in names
    )


# -- where the demand is met -------------------------------------------------------------------------------------------


def _met(found: Keeping, listing: Listing) -> Met:
    shown = found.situations[:MOST_JUDGED]
    listing.all([s.state for s in found.situations], f"{found.ultimatum.id}.kept.situations", MOST_JUDGED)
    return Met(
        by="moves" if found.by_moves else "improvements",
        count=str(found.count),
        looked=str(found.looked),
        left=str(len(found.situations)),
        verdicts={str(v): n for v, n in found.verdicts.items()},
        situations=tuple(_situation(s, listing) for s in shown),
        closely=None if found.chosen is None else _situation(found.chosen, listing),
        turns=tuple(_turn(t.edit, t.verdict) for t in found.turns),
    )


def _situation(found: FoundSituation, listing: Listing) -> Situation:
    return Situation(
        state=listing(found.state),
        steps=found.steps,
        verdict=found.verdict,
        breaches=tuple(_breach(b, listing) for b in found.breaches),
        telling=None if found.telling is None else found.breaches.index(found.telling),
    )


def _breach(found: FoundBreach, listing: Listing) -> Breach:
    answer_ = found.punishment
    punishment = None
    if answer_ is not None:
        punishment = Punishment(
            state=listing(answer_.state),
            deters=answer_.deters,
            pays=answer_.pays,
            target=listing.reason(answer_.target),
            threatener=listing.reason(answer_.threatener),
        )
    return Breach(
        state=listing(found.state), gain=listing.reason(found.gain), meets=found.meets, punishment=punishment
    )


def _exchange_where_met(found: Keeping, listing: Listing) -> Exchange | None:
    situation = found.chosen
    breach = None if situation is None else situation.telling
    if situation is None or breach is None:
        return None
    names: list[tuple[EndingName, int]] = [("met", situation.state.index)]
    names += [] if breach.punishment is None else [("carried_out", breach.punishment.state.index)]
    names += [("nothing", breach.state.index)]
    gain = None if breach.punishment is None else breach.punishment.threatener.gain
    return Exchange(
        endings=_endings(found.game, found.ultimatum, names, listing),
        target="meets" if found.verdict == "deters" else "leaves",
        threatener=_carries(gain),
    )


# -- numbers -----------------------------------------------------------------------------------------------------------


def _number(value: Fraction | None) -> Exact | None:
    return None if value is None else exact(value)


def _tree(tree: brinkmanship.GameTree) -> GameTree:
    growth, gamble = tree.growth, tree.gamble
    return GameTree(
        threshold=exact(tree.threshold),
        parts=tuple(_part(tree, part) for part in tree.parts),
        side=tree.critical.side,
        value=_number(tree.critical.value),
        growth=None
        if growth is None
        else Growth(tie_day=_number(growth.tie_day), locked_from=growth.locked_from),
        resolved=None
        if gamble is None
        else Gamble(
            probability=exact(gamble.resolved),
            replies=tuple((concedes, _number(worth)) for concedes, worth in gamble.replies),
        ),
    )


def _part(tree: brinkmanship.GameTree, part: brinkmanship.Part) -> Part:
    worth = {e: tree.worth(e, part.low) for e in part.endings}
    return Part(
        low=exact(part.low),
        high=_number(part.high),
        includes=part.ends,
        threat=part.threat,
        plans=tuple(
            Plan(threatens=p.threatens, concedes=p.concedes, carries_out=p.carries_out, ending=p.ending)
            for p in part.plans
        ),
        endings=tuple(
            Worth(ending=e, threatener=exact(mine), target=exact(other)) for e, (mine, other) in worth.items()
        ),
    )


# -- sanctions ---------------------------------------------------------------------------------------------------------


def _sanctions(found: FoundSanctions, listing: Listing) -> Sanctions:
    def some(name: str, states: Ints) -> tuple[Ref, ...]:
        return listing.all(states, f"sanctions.{name}", MOST_JUDGED)

    told = []
    for sanction in found.sanctions[: found.affordable]:
        reply = found.witness(sanction)
        moves = () if reply.sanction is None else reply.sanction.moves
        steps = [Step(mover=m.mover, state=listing(m.state)) for m in moves]
        told.append(
            Sanction(
                equilibrium=listing(sanction.equilibrium),
                decision_maker=sanction.dm,
                improvement=listing(sanction.improvement),
                credible=sanction.credible,
                sanction=tuple(
                    SanctionStep(mover=s.mover, state=s.state, gains=r.gain > 0)
                    for s, r in zip(steps, reply.movers, strict=True)
                ),
            )
        )
    return Sanctions(
        concept=found.concept,
        equilibria=some("equilibria", found.equilibria),
        count=str(found.equilibria.size),
        reached=found.reached,
        without=some("without", found.without),
        without_count=str(found.without.size),
        credible=some("credible", found.credible),
        credible_count=str(found.credible.size),
        bluffs=some("bluffs", found.bluffs),
        bluff_count=str(found.bluffs.size),
        deterred_by_bluff=found.deterred_by_bluff(),
        list=tuple(told),
        all=str(len(found.sanctions)),
        complete=found.complete,
    )
