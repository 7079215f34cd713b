"""What there is that is better for everybody, as a frozen result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.answers import Standing, StandingKind
from detente.game import Game, Ints, Row, Tabular
from detente.questions.heads import Heads
from detente.questions.unfinished import Stopped

Against = Literal["myopic", "ahead", "today"]


@dataclass(frozen=True, slots=True)
class Closing:
    """The move on the way to where it is heading after which nothing that all prefer can be reached any more.

    Attributes
    ----------
    way : int
        Which of the outcomes' ways, by its place.
    step : int
        Which of its moves, from 0 on.
    mover : int
    before, after : int
        The states between which the move is made.
    """

    way: int
    step: int
    mover: int
    before: int
    after: int


@dataclass(frozen=True, eq=False)
class Improved:
    """The states that every member prefers to something.

    Attributes
    ----------
    against : str
        ``myopic`` or ``ahead``: to each of the outcomes it is heading to, in that way of looking; ``today``.
    compared : array of int
        What it is compared with.
    within : array of int
        Those within reach by moves from today, today included; what no other of them beats comes first.
    best : int
        How many of `within`, the first, no other of them beats.
    beyond : array of int
        Those that are feasible, and that no sequence of moves leads to from today.
    closings : tuple of (Closing or None)
        For each outcome compared with: the move on the way there that ends it; None where some of `within` can still be
        reached from the end, or where there was none.
    """

    against: Against
    compared: Ints
    within: Ints
    best: int
    beyond: Ints
    closings: tuple[Closing | None, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """A move on the way to a deal.

    Attributes
    ----------
    mover : int
    before, after : int
    gain : int or None
        What the move by itself does to who makes it: 1 better, 0 alike, -1 worse; None where that is unknown.
    """

    mover: int
    before: int
    after: int
    gain: int | None


@dataclass(frozen=True, eq=False)
class Spoiler:
    """A decision maker who could gain by leaving a deal.

    Attributes
    ----------
    dm : str
    to : int
        The improvement that it likes best: of those that no answer deters which pays, where there are such.
    deterred : bool
        Whether each of its improvements meets an answer that pays for those who give it, and that it would regret.
    ends : array of int
        Where improvements lead from there.
    kind : str or None
        How it would fare there, compared with the deal; None where they lead to no outcome.
    worse : tuple of str
        The members for whom each of these ends is worse than the deal.
    """

    dm: str
    to: int
    deterred: bool
    ends: Ints
    kind: StandingKind | None
    worse: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Deal:
    """An outcome that all members prefer to where it is heading or to today.

    Attributes
    ----------
    state : int
    reachable : bool
        Whether moves lead to it from today.
    stages : tuple of Stage
        The way there with the fewest moves that do not pay at once, of those with the fewest moves; by improvements,
        where such a way exists.
    must : tuple of str
        Who has to move: without whom no moves lead there.
    first : tuple of str
        Who moves first on some shortest way.
    leaving : tuple of (str, tuple of str)
        For each concept who would leave it; it holds where nobody does.
    spoilers : tuple of Spoiler
    against_myopic, against_ahead, against_today : tuple of Standing
        How everybody fares in it, compared with where it is heading and with today.
    """

    state: int
    reachable: bool
    stages: tuple[Stage, ...]
    must: tuple[str, ...]
    first: tuple[str, ...]
    leaving: tuple[tuple[str, tuple[str, ...]], ...]
    spoilers: tuple[Spoiler, ...]
    against_myopic: tuple[Standing, ...]
    against_ahead: tuple[Standing, ...]
    against_today: tuple[Standing, ...]

    @property
    def holds(self) -> tuple[str, ...]:
        """The concepts under which nobody leaves it."""
        return tuple(c for c, gone in self.leaving if not gone)


@dataclass(frozen=True, eq=False)
class Better(Tabular):
    """What is better for everybody, or for a group, than where it is heading, and than today.

    Attributes
    ----------
    game : Game
    heads : Heads
        Where it is heading.
    group : tuple of str
        Whose preference counts.
    myopic, ahead, today : Improved
    deals : tuple of Deal
        The best of these, described.
    stopped : tuple of Stopped
        Where the time did not suffice: how many were described.
    """

    game: Game
    heads: Heads
    group: tuple[str, ...]
    myopic: Improved
    ahead: Improved
    today: Improved
    deals: tuple[Deal, ...]
    stopped: tuple[Stopped, ...] = ()

    @property
    def everybody(self) -> bool:
        """Whether all decision makers count."""
        return len(self.group) == len(self.game.decision_makers)

    @property
    def against(self) -> tuple[Improved, Improved, Improved]:
        """The three comparisons."""
        return self.myopic, self.ahead, self.today

    def rows(self) -> list[Row]:
        """Give a row for each outcome that all prefer to something: to what, and whether it is within reach."""
        found: dict[int, dict[str, object]] = {}
        for one in self.against:
            for states, near in ((one.within, True), (one.beyond, False)):
                for s in states.tolist():
                    row = found.setdefault(
                        s,
                        {"state": self.game.state(s).id, "within reach": near}
                        | dict.fromkeys(_COLUMNS, False),
                    )
                    row[_COLUMNS[("myopic", "ahead", "today").index(one.against)]] = True
        return [found[s] for s in sorted(found)]


_COLUMNS = (
    "better than heading, not looking ahead",
    "better than heading, looking ahead",
    "better than today",
)
