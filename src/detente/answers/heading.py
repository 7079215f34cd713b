"""Where a conflict is heading, what the outcomes share, and who is better off: facts that many answers tell."""

from __future__ import annotations

from typing import Literal

from detente.answers.base import Count, Ref, Value, Way

StandingKind = Literal["better", "worse", "same", "better_or_same", "worse_or_same", "open", "unknown"]


class Span(Value, frozen=True, kw_only=True):
    """The best and the worst place of some states in a decision maker's order (1 is best), of how many places."""

    best: int
    worst: int
    of: int


class Standing(Value, frozen=True, kw_only=True):
    """How a decision maker fares in some outcomes compared with what it is compared with.

    Attributes
    ----------
    decision_maker : str
    kind : str
        ``better`` (in every outcome), ``worse``, ``same``; ``better_or_same``, ``worse_or_same``; ``open``: it depends
        on which outcome; ``unknown``: the file leaves the preference open.
    before, after : Span or None
        Its places of what is compared with, and of the outcomes; None where nothing is reached or nothing is known.
    statement : str or None
        For option prioritisation, one outcome against one: the id of the most important statement that tells the two
        apart, and so what the gain or the loss rests on.
    rank : int or None
        The place of that statement in the decision maker's list, from 1 on.
    last : bool
        Whether that statement is the decision maker's last or its only one: the gain or loss is then its least wish.
    """

    decision_maker: str
    kind: StandingKind
    before: Span | None = None
    after: Span | None = None
    statement: str | None = None
    rank: int | None = None
    last: bool = False


class Level(Value, frozen=True, kw_only=True):
    """An option taken at some level in all of some states, though not at the same: the levels that occur."""

    option: str
    levels: tuple[str, ...]


class Shared(Value, frozen=True, kw_only=True):
    """What some states have in common.

    Attributes
    ----------
    taken : tuple of str
        Options taken in all of them.
    levels : tuple of Level
        Options taken in all of them, at levels that differ.
    gone : tuple of str
        Options of the status quo that are taken in none.
    never : tuple of str
        Other options that are taken in none.
    varies : tuple of str
        Options taken in some.
    """

    taken: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    gone: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    varies: tuple[str, ...] = ()


class Ends(Value, frozen=True, kw_only=True):
    """Where it leads from the status quo, in one way of looking at it.

    Attributes
    ----------
    concept : str
        The concept whose equilibria these are: ``nash`` or ``seq`` (an extension of it where preferences are unknown).
    states : tuple of Ref
        The equilibria, the nearest first; where `count` is larger, the list is cut.
    count : Count or None
        How many there are; None where a limit on time or size was met before that was known.
    leaving : tuple of str
        The decision makers who would leave the status quo.
    unsure : tuple of str
        Those of whom a limit on time or size was met before it was known whether they would leave it.
    cycle : bool
        Whether improvements lead on without end: no equilibrium is reached and the status quo is left.
    ways : tuple of Way
        A shortest way to each of `states`.
    shared : Shared or None
        What the equilibria have in common (all of them, also those that are cut); None where there is none.
    standings : tuple of Standing
        Compared with the status quo, each decision maker; empty where nothing is reached.
    """

    concept: str
    states: tuple[Ref, ...]
    count: Count | None
    leaving: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    cycle: bool = False
    ways: tuple[Way, ...] = ()
    shared: Shared | None = None
    standings: tuple[Standing, ...] = ()

    @property
    def stays(self) -> bool:
        """Whether it is known that nobody would leave the status quo."""
        return not self.leaving and not self.unsure


class Heading(Value, frozen=True, kw_only=True):
    """Where a conflict is heading: two sets, equal or not.

    Attributes
    ----------
    myopic : Ends
        Not looking ahead: the Nash equilibria that improvements lead to.
    ahead : Ends
        Looking ahead: the SEQ equilibria that undeterred improvements lead to; the status quo, if nobody leaves it.
    same : bool
        Whether the two sets are equal: then it is said once.
    """

    myopic: Ends
    ahead: Ends
    same: bool
