"""How far where it is heading holds in all accounts that the doubts of an account span, as a frozen result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from detente.conflict import Conflict, UnknownNameError
from detente.conflict.doubts import Doubts
from detente.game import Game, Row, State, Tabular
from detente.questions.robust.asked import Asked
from detente.questions.robust.deals import Deals
from detente.questions.robust.deciding import Decider, Together, Turn, decided, outcomes_of, paired, turning
from detente.questions.robust.drawing import Drawn
from detente.questions.robust.sampled import SampledSpread
from detente.questions.robust.weighing import ERROR, Spread
from detente.questions.unfinished import Stopped


@dataclass(frozen=True, eq=False)
class Found:
    """What comes out under one concept.

    Attributes
    ----------
    concept : str
    spread : Spread or SampledSpread
        Where the accounts are heading, with their weights.
    written : tuple of str
        The outcomes that the account as it is written is heading to.
    held : mapping of str to float
        For each state that is an equilibrium in some account, by its id: the weight of these.
    always : frozenset of str
        The states that are equilibria in every account that the doubts allow: that is known exactly.
    """

    concept: str
    spread: Spread | SampledSpread
    written: tuple[str, ...]
    held: Mapping[str, float] = field(repr=False)
    always: frozenset[str] = frozenset()

    @cached_property
    def shares(self) -> tuple[tuple[tuple[str, ...], float], ...]:
        """The sets of outcomes with the weight of the accounts that are heading there, the greatest first."""
        pairs = zip(self.spread.sets, (self.spread.shares / self.spread.fits).tolist(), strict=True)
        return tuple(sorted((p for p in pairs if p[1] > 0), key=lambda p: (-p[1], p[0])))

    @cached_property
    def outcomes(self) -> tuple[tuple[str, float], ...]:
        """The outcomes with the weight of the accounts that have each among those that they are heading to."""
        return tuple((o, min(1.0, w / self.spread.fits)) for o, w in outcomes_of(self.spread))

    @property
    def certain(self) -> bool:
        """Whether all accounts are heading to the same: that is known exactly, and never of accounts that are drawn."""
        return self.exact and len(self.shares) == 1

    @property
    def exact(self) -> bool:
        """Whether all accounts were taken, and none drawn."""
        return isinstance(self.spread, Spread)

    @property
    def share(self) -> float:
        """The weight of the accounts that are heading to where the account as it is written is."""
        return next((w for s, w in self.shares if s == self.written), 0.0)

    @cached_property
    def deciders(self) -> tuple[Decider, ...]:
        """Which doubts decide, the most weighty first."""
        return decided(self.spread)

    @cached_property
    def pairs(self) -> tuple[Together, ...]:
        """How much two doubts decide together, beyond what each does."""
        return paired(self.spread, self.deciders)

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The fewest conditions under which it leads elsewhere than where the account as it is written is heading."""
        return turning(self.spread, np.array([s == self.written for s in self.spread.sets]))

    @property
    def matterless(self) -> tuple[int, ...]:
        """The doubts on which nothing hangs, in any account."""
        return tuple(sorted(d.doubt for d in self.deciders if not d.matters))

    @property
    def telling(self) -> Decider | None:
        """The doubt whose truth would tell most of the outcome; None where none would tell anything."""
        best = max(self.deciders, key=lambda d: d.information, default=None)
        return None if best is None or best.information <= 0 else best


@dataclass(frozen=True, eq=False)
class Robustness(Tabular):
    """How far the answers about one account hold against what is doubted in it.

    Attributes
    ----------
    conflict : Conflict
        Under the account.
    game : Game or None
        As it is written; None where claims about terms alone are doubted, and these depend on no state.
    doubts : Doubts
    combinations : int
        How many combinations of improvements differ, of all accounts; 0 where they are too many to group.
    found : tuple of Found
        For each concept: Nash, SEQ, SMR, GMR.
    states : mapping of str to State
        The outcomes, by their ids.
    misfits : tuple of (str, float)
        Why some accounts contradict themselves, with their weight; all other weights are of the rest.
    error : float
        How far a weight is from the exact one at most; of drawn accounts the greatest standard error of a share.
    drawn : int
        How many accounts were drawn, for the concepts under which they are too many to group; 0 where all were taken.
    seed : int
    stopped : tuple of Stopped
        Where the time did not suffice for as many as were wanted.
    accounts : tuple of Drawn
        The accounts drawn.
    settings : tuple of (Game or None)
        The games whose states they speak of.
    deals : Deals or None
        How often a deal beats no deal, where claims about terms are doubted.
    deals_left_out : str
        Why these doubts are not looked at, where there are some.
    asked : Asked or None
        What comes out of an outcome, where one is asked about.
    """

    conflict: Conflict
    game: Game | None
    doubts: Doubts
    combinations: int
    found: tuple[Found, ...]
    states: Mapping[str, State] = field(repr=False)
    misfits: tuple[tuple[str, float], ...] = ()
    error: float = ERROR
    drawn: int = 0
    seed: int = 0
    stopped: tuple[Stopped, ...] = ()
    accounts: tuple[Drawn, ...] = field(default=(), repr=False)
    settings: tuple[Game | None, ...] = field(default=(), repr=False)
    deals: Deals | None = field(default=None, repr=False)
    deals_left_out: str = ""
    asked: Asked | None = field(default=None, repr=False)

    @property
    def exact(self) -> bool:
        """Whether all accounts were taken, under every concept, and none drawn."""
        return not self.drawn

    @property
    def how(self) -> Literal["exact", "sampled", "mixed"]:
        """Whether all accounts were taken, some drawn, or under some concepts the one and under others the other."""
        if not self.drawn:
            return "exact"
        return "mixed" if any(one.exact for one in self.found) else "sampled"

    def under(self, concept: str) -> Found:
        """Give what comes out under a concept.

        Raises
        ------
        UnknownNameError
            Where it was not asked for.
        """
        for one in self.found:
            if one.concept == concept:
                return one
        raise UnknownNameError("concept", concept, [f.concept for f in self.found])

    def named(self, setting: int, states: Sequence[int]) -> tuple[str, ...]:
        """Give the ids of states of a setting, by its number."""
        game = self.settings[setting]
        assert game is not None
        return tuple(game.state(s).id for s in states)

    def rows(self) -> list[Row]:
        """Give a row for each outcome under each concept, or for that asked about: how often it leads there."""
        if self.asked is not None:
            asked = self.asked.asked
            return [{"concept": u.concept, "state": asked, "weight": u.share} for u in self.asked.found]
        return [
            {"concept": one.concept, "state": outcome, "weight": weight}
            for one in self.found
            for outcome, weight in one.outcomes
        ]
