"""An ultimatum where the demand is unmet, as facts: how it is judged, state by state, and what turns the verdict."""

from __future__ import annotations

from typing import Literal

from detente.answers import Count, Reason, Ref, Value
from detente.questions.building import Listing
from detente.questions.explain import Reason as Found
from detente.questions.pivot import Edit
from detente.questions.ultimatum import judging

MOST_JUDGED = 10_000


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


def unmet_of(found: judging.Judgement, listing: Listing) -> Unmet:
    """Give how the threat is judged where the demand is unmet."""
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
        turns=tuple(turn(t.edit, t.verdict) for t in found.turns),
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


def turn(edit: Edit, verdict: str) -> Turn:
    """Give a change of one statement, and the verdict that it brings about."""
    return Turn(
        decision_maker=edit.dm,
        kind=edit.kind,
        statement=edit.statement.id,
        that=str(edit.statement.that),
        before=edit.before or None,
        place=edit.place,
        verdict=verdict,
    )
