"""What is found of who is mistaken about whom, as typed facts: their types. `answer` fills them."""

from __future__ import annotations

from typing import Literal

from detente.answers import Answer, Count, Heading, OptionValue, Ref, Standing, Value

Sight = Literal["myopic", "ahead"]


class PieceFact(Value, frozen=True, kw_only=True):
    """One thing that a party believes and that is not so.

    Attributes
    ----------
    kind : str
        ``wishes``: what another wants; ``unaware``: an option that it does not know of; ``imagined``: one that it
        believes in and that does not exist; ``rule``: a change of the rules; ``moves``: who can move where.
    subject : str
        A decision maker, an option, or the id of a rule; empty for rules that hang together, and for moves.
    account : str
        For wishes, the account of the file whose reading it takes over, if it does.
    """

    kind: Literal["wishes", "unaware", "imagined", "rule", "moves"]
    subject: str = ""
    account: str = ""


class OwnFact(Value, frozen=True, kw_only=True):
    """How a party sees the conflict, and what it expects.

    Attributes
    ----------
    decision_maker : str
    text, because : str
        What it believes and why that is said, as in the file.
    believes : tuple of PieceFact
        Where it is mistaken; empty where it is in nothing.
    imagined : tuple of OptionValue
        The options that it believes in and that do not exist, each level for itself.
    feasible : Count
        How many states its own game has.
    unseen : Count
        How many of the states that there are its game does not hold.
    sees_today : bool or None
        Whether its game holds today; None where the file does not say what today is.
    expects : Heading or None
        Where it expects the conflict to go; None where it does not see today. Gains and losses are by its own picture.
    met_myopic, met_ahead : bool or None
        Whether every outcome that comes about is one that it expects; None where it expects none, or none is known.
    sources : tuple of str
        The ids of the sources.
    confidence : float or None
    """

    decision_maker: str
    text: str = ""
    because: str = ""
    believes: tuple[PieceFact, ...] = ()
    imagined: tuple[OptionValue, ...] = ()
    feasible: Count
    unseen: Count
    sees_today: bool | None = None
    expects: Heading | None = None
    met_myopic: bool | None = None
    met_ahead: bool | None = None
    sources: tuple[str, ...] = ()
    confidence: float | None = None


class BlindFact(Value, frozen=True, kw_only=True):
    """A state that holds and that somebody's game does not hold: whoever it is makes no move there."""

    state: Ref
    decision_makers: tuple[str, ...]


class HeldFact(Value, frozen=True, kw_only=True):
    """The equilibria of the hypergame under a concept: states in which every party stays by its own game.

    Attributes
    ----------
    concept : str
    states : tuple of Ref
        Where `count` is larger, the list is cut.
    count : Count
    mistaken : tuple of Ref
        Those of them that would not hold if nobody were mistaken.
    lost : tuple of Ref
        States that would hold if nobody were mistaken, and do not.
    blind : tuple of BlindFact
        Those of them that somebody's game does not hold.
    """

    concept: str
    states: tuple[Ref, ...]
    count: Count
    mistaken: tuple[Ref, ...] = ()
    lost: tuple[Ref, ...] = ()
    blind: tuple[BlindFact, ...] = ()


class SurpriseFact(Value, frozen=True, kw_only=True):
    """Something on the way to an outcome that a party did not foresee.

    Attributes
    ----------
    sight : str
        ``myopic``: as the sides do not look ahead; ``ahead``: as they do.
    decision_maker : str
        Who is surprised.
    end : Ref
        The outcome to which the way leads.
    step : int
        At which move, from 1 on; 0 where nobody moves.
    kind : str
        ``state``: its game does not hold the state that the move leads to; ``unable``: in its game the mover could not
        make this move; ``unwanted``: there it would be no improvement for the mover; ``deterred``: there it would, and
        an answer deters it; ``end``: that it ends there, as it expects it to end elsewhere.
    mover : str
        Who moves; empty where nobody does.
    source, target : Ref
        The states before and after the move.
    unknown : tuple of str
        For ``state``: the options taken up by the move that it does not know of.
    """

    sight: Sight
    decision_maker: str
    end: Ref
    step: int
    kind: Literal["state", "unable", "unwanted", "deterred", "end"]
    mover: str
    source: Ref
    target: Ref
    unknown: tuple[str, ...] = ()


class TriedFact(Value, frozen=True, kw_only=True):
    """What a party would move to, and cannot: states of its own game."""

    decision_maker: str
    states: tuple[Ref, ...]


class StuckFact(Value, frozen=True, kw_only=True):
    """A state in which it comes to rest only because what somebody would do is not possible."""

    sight: Sight
    state: Ref
    tried: tuple[TriedFact, ...]


class CorrectedEnds(Value, frozen=True, kw_only=True):
    """Where it would be heading if somebody were right.

    Attributes
    ----------
    states : tuple of Ref
        The nearest first; where `count` is larger, the list is cut.
    count : Count
    changed : bool
        Whether these are other outcomes than those that come about now.
    standings : tuple of Standing
        How each fares then, by what it truly wants, compared with what comes about now; empty where nothing is reached.
    """

    states: tuple[Ref, ...]
    count: Count
    changed: bool
    standings: tuple[Standing, ...] = ()


class CorrectionFact(Value, frozen=True, kw_only=True):
    """What would come about if somebody were right about one thing, or about all.

    Attributes
    ----------
    decision_maker : str
        Who would be right; empty for everybody.
    piece : PieceFact or None
        About what; None for all.
    possible : bool
        Whether it can be right about this alone; else what more it believes rests on it, and nothing is said.
    myopic, ahead : CorrectedEnds or None
        Where it would be heading, not looking ahead and looking ahead; None where the file does not say what today is.
    """

    decision_maker: str
    piece: PieceFact | None = None
    possible: bool = True
    myopic: CorrectedEnds | None = None
    ahead: CorrectedEnds | None = None


class MistakenAnswer(Answer, frozen=True, kw_only=True):
    """Who is mistaken about whom, and what comes of it?

    Attributes
    ----------
    heading : Heading or None
        Where it is heading as everybody moves by their own picture; gains and losses are by what each truly wants. None
        where the file does not say what today is.
    truth : Heading or None
        Where it would be heading if nobody were mistaken.
    owns : tuple of OwnFact
        For each decision maker.
    held : tuple of HeldFact
        For each concept, what holds.
    surprises : tuple of SurpriseFact
        Who is surprised on the way, in the order of the ways.
    stuck : tuple of StuckFact
    corrections : tuple of CorrectionFact
        Each thing that is believed by itself, then all that a party believes, then everybody.
    """

    heading: Heading | None = None
    truth: Heading | None = None
    owns: tuple[OwnFact, ...]
    held: tuple[HeldFact, ...]
    surprises: tuple[SurpriseFact, ...] = ()
    stuck: tuple[StuckFact, ...] = ()
    corrections: tuple[CorrectionFact, ...] = ()

    @property
    def mistaken(self) -> tuple[OwnFact, ...]:
        """Those who are mistaken in something."""
        return tuple(own for own in self.owns if own.believes)
