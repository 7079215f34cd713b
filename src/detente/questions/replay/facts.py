"""The record against every account, as typed facts: their types. `answer` fills them."""

from __future__ import annotations

from typing import Literal

from detente.answers import Answer, Basis, Count, Exact, Ref, Value

Cause = Literal["", "unknown option", "option gone", "rule", "infeasible before", "no move"]


class EventFact(Value, frozen=True, kw_only=True):
    """An event of the record.

    Attributes
    ----------
    id, date, text, because : str
        As in the file.
    does : tuple of str
        The options taken (``russia.talks``), or no longer taken (``not us.insist``).
    by : tuple of str
        Who acts: whose options these are, or who is named.
    to : str
        In the graph form: the state that is moved to.
    at : str
        Where it stands: file, line, column.
    sources : tuple of str
        ``source`` or ``source#place``.
    confidence : float or None
    """

    id: str
    date: str
    text: str
    because: str
    does: tuple[str, ...]
    by: tuple[str, ...]
    to: str
    at: str
    sources: tuple[str, ...]
    confidence: float | None


class MoverFact(Value, frozen=True, kw_only=True):
    """Somebody who moved.

    Attributes
    ----------
    decision_maker : str
    fares : str
        ``better``: the move was an improvement for it; ``same``, ``worse``, ``unknown``.
    statement : str or None
        The id of the most important statement that tells the two situations apart.
    alone : bool
        Whether it alone speaks against the move: without it, the move would have been an improvement.
    """

    decision_maker: str
    fares: Literal["better", "same", "worse", "unknown"]
    statement: str | None = None
    alone: bool = False


class StepFact(Value, frozen=True, kw_only=True):
    """An event under an account.

    Attributes
    ----------
    event : str
        Its id.
    kind : str
        ``judged``; ``idle``: it changes nothing; ``outside``: the model has no option for it; ``impossible``: the
        model does not allow it.
    cause : str
        Why it is not possible: ``unknown option`` (the account has none such), ``option gone`` (it takes it away),
        ``rule`` (a rule excludes it), ``infeasible before`` (the record was outside the model already), ``no move``
        (it cannot be taken back, or nobody's move leads there).
    which : str
        The option or the rule.
    before, after : Ref or None
        None where the model has no such state.
    movers : tuple of MoverFact
    moves : int
        How many moves those who moved had, this one among them.
    explained : tuple of str
        The concepts under which it was to be expected: an improvement for all who moved that no answer deters.
    foreseen : tuple of str
        Those under which it lies, besides, on a way from the status quo to where the conflict is heading.
    """

    event: str
    kind: Literal["judged", "idle", "outside", "impossible"]
    cause: Cause = ""
    which: str = ""
    before: Ref | None = None
    after: Ref | None = None
    movers: tuple[MoverFact, ...] = ()
    moves: int = 0
    explained: tuple[str, ...] = ()
    foreseen: tuple[str, ...] = ()


class ScoreFact(Value, frozen=True, kw_only=True):
    """How many moves an account explains by a way of looking ahead, against chance.

    Attributes
    ----------
    concept : str
    explained, foreseen, of : int
        How many of how many moves that are possible.
    expected : Exact
        How many random moves of the same parties, from the same situations, would be explained on average.
    chance : Exact
        How likely at least as many random moves would be explained: worked out exactly.
    """

    concept: str
    explained: int
    foreseen: int
    of: int
    expected: Exact
    chance: Exact


class ClaimFact(Value, frozen=True, kw_only=True):
    """A claim that the record bears on, by the ids of the events.

    Attributes
    ----------
    decision_maker, statement : str
    against : tuple of str
        The moves that it speaks against, and that were made.
    alone : tuple of str
        Those of them that would have been improvements without it.
    borne_out : tuple of str
        The moves that it spoke for.
    """

    decision_maker: str
    statement: str
    against: tuple[str, ...]
    alone: tuple[str, ...]
    borne_out: tuple[str, ...]


class EndFact(Value, frozen=True, kw_only=True):
    """Where the account was heading by a way of looking ahead, and what became of it.

    Attributes
    ----------
    concept : str
    ends : tuple of Ref
        The outcomes that it was heading to from the status quo, the nearest first.
    reached : bool
        Whether the record stands at one of them.
    open : bool
        Whether one of them is still led to from where the record stands.
    whole : bool
        Whether this is known; else these are the outcomes that were found, and no more is said to be foreseen than
        what is known to be.
    number : Count
        How many they are, also where not all are listed.
    """

    concept: str
    ends: tuple[Ref, ...]
    reached: bool
    open: bool
    whole: bool = True
    number: Count = "0"


class ReplayedAccount(Value, frozen=True, kw_only=True):
    """The record under an account.

    Attributes
    ----------
    account : str
    basis : Basis
    start : Ref or None
    end : Ref or None
        Where the record leads; None where the model has no such state.
    steps : tuple of StepFact
    scores : tuple of ScoreFact
    claims : tuple of ClaimFact
        Those against which most was done first.
    ends : tuple of EndFact
    """

    account: str
    basis: Basis
    start: Ref | None
    end: Ref | None
    steps: tuple[StepFact, ...]
    scores: tuple[ScoreFact, ...]
    claims: tuple[ClaimFact, ...]
    ends: tuple[EndFact, ...]


class Best(Value, frozen=True, kw_only=True):
    """An account and a way of looking ahead."""

    account: str
    concept: str


class LuckFact(Value, frozen=True, kw_only=True):
    """How likely random moves are to be explained as often by some account and some way of looking ahead.

    Attributes
    ----------
    chance : Exact
    worked_out : bool
        Whether it was worked out exactly; else it was drawn, always with the same seed.
    error : float
        The standard error, where it was drawn.
    """

    chance: Exact
    worked_out: bool
    error: float = 0.0


class ReplayAnswer(Answer, frozen=True, kw_only=True):
    """Is that how it went?

    Attributes
    ----------
    events : tuple of EventFact
        The record, in order.
    accounts : tuple of ReplayedAccount
    best : tuple of Best
        Those that explain most, all of them where several explain as many. Empty where nothing is explained.
    luck : LuckFact or None
        None where nothing is explained, and where the moves that could have been made differ between the accounts.
    parting : tuple of str
        The events that some account explains, not looking ahead, and another does not.
    """

    events: tuple[EventFact, ...]
    accounts: tuple[ReplayedAccount, ...]
    best: tuple[Best, ...]
    luck: LuckFact | None
    parting: tuple[str, ...]
