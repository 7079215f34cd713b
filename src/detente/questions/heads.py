"""Where it is heading: the outcomes that are reached and hold, not looking ahead and looking ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Protocol

import numpy as np

from detente.conflict import NotInFileError
from detente.game import CarriedGame, Game, Ints, Key, Keys, ListedStates, ManyStates
from detente.game.once import once
from detente.questions.evolve import Reach, reach
from detente.stability import CarriedStability, Stability, stable_states

MOST_ENDS = 200  # outcomes listed with their ways; the count is of all
NO_START = "the file has no 'status_quo', from which it would be heading somewhere; add it"


class Lead(Protocol):
    """Where it leads from a state, in one way of looking at it, whoever carries the game."""

    @property
    def concept(self) -> str:
        """Whose equilibria these are."""

    @property
    def ends(self) -> ManyStates | None:
        """The equilibria that are reached, as far as they are known; None where none is known of."""

    @property
    def whole(self) -> bool:
        """Whether these are all."""

    @property
    def leaving(self) -> tuple[str, ...]:
        """Who would leave the state where it begins."""

    @property
    def unsure(self) -> tuple[str, ...]:
        """Of whom that is out of reach."""

    def nearest(self, most: int) -> Keys:
        """List the equilibria, the nearest first: at least so many, if there are so many."""

    def trace(self, end: Key) -> Sequence[tuple[str, Key]] | None:
        """Give a shortest way to one of them: who moves, and where to; None where none is told."""


class Leads(Protocol):
    """Where a conflict is heading, not looking ahead and looking ahead, whoever carries the game."""

    @property
    def start(self) -> Key:
        """Where it begins."""

    @property
    def myopic(self) -> Lead:
        """Not looking ahead: the Nash equilibria that improvements lead to."""

    @property
    def ahead(self) -> Lead:
        """Looking ahead: the SEQ equilibria that undeterred improvements lead to."""


@dataclass(frozen=True, eq=False)
class Found:
    """Where it leads from a state, in one way of looking at it.

    Attributes
    ----------
    concept : str
        Whose equilibria these are: ``nash`` or ``seq``, or their extension b where preferences are unknown.
    states : array of int
        The equilibria, the nearest first.
    reach : Reach
        All that is reached, with the ways.
    leaving : tuple of str
        Who would leave the state where it begins.
    """

    concept: str
    states: Ints
    reach: Reach
    leaving: tuple[str, ...]

    whole: ClassVar[bool] = True
    unsure: ClassVar[tuple[str, ...]] = ()

    @cached_property
    def ends(self) -> ListedStates:
        """The equilibria as a set, the nearest first."""
        return ListedStates(self.reach.game, self.states)

    def nearest(self, most: int) -> Ints:
        """List the equilibria, the nearest first: all of them, whatever `most` says."""
        return self.states

    def trace(self, end: Key) -> Sequence[tuple[str, Key]] | None:
        """Give a shortest way to one of them."""
        return self.reach.trace(end)

    @property
    def cycle(self) -> bool:
        """Whether the start is left and no equilibrium is reached."""
        return bool(self.leaving) and not self.states.size


@dataclass(frozen=True, eq=False)
class Heads:
    """Where a conflict is heading: not looking ahead, and looking ahead."""

    start: int
    myopic: Found
    ahead: Found

    @property
    def both(self) -> tuple[Found, Found]:
        """The two."""
        return self.myopic, self.ahead


def heading_concepts(game: CarriedGame) -> tuple[str, str]:
    """Give the concepts by which a game's heading is worked out.

    Where something is unknown it is extension b of Nash and SEQ: whoever moves does so for what it is known to prefer,
    and is deterred by what it is known not to prefer. So each way is made of moves that are known to be improvements,
    and it ends where nobody has one; what the unknown might add is not said here.
    """
    return ("nash-b", "seq-b") if game.open else ("nash", "seq")


def find_heading(game: Game, start: int | None = None, stability: Stability | None = None) -> Heads:
    """Find where a conflict is heading.

    Parameters
    ----------
    game : Game
    start : int, optional
        Where it begins; without it the status quo.
    stability : Stability, optional
        Of this game, if it was worked out already for the concepts of `heading_concepts`.

    Raises
    ------
    NotInFileError
        Where there is no start.

    Examples
    --------
    >>> import detente
    >>> heads = find_heading(detente.load("istanbul-2025").game("kyiv"))
    >>> [len(found.states) for found in heads.both], heads.myopic.leaving, heads.ahead.cycle
    ([1, 1], ('russia', 'europe'), False)
    """
    begin = game.status_quo if start is None else start
    if begin is None:
        raise NotInFileError(NO_START)
    return once(game, ("heading", begin), lambda: _heads(game, begin, stability))


def _heads(game: Game, begin: int, stability: Stability | None) -> Heads:
    concepts = heading_concepts(game)
    known = stability is not None and stability.game is game and set(concepts) <= set(stability.concepts)
    held = stability if stability is not None and known else stable_states(game, concepts)
    found = []
    for concept, ways in zip(concepts, ("", concepts[1]), strict=True):
        reached = reach(game, begin, undeterred=ways)
        ends = np.flatnonzero(held.holds(concept) & (reached.steps >= 0))
        nearest = ends[np.argsort(reached.steps[ends], kind="stable")]
        found.append(Found(concept, nearest, reached, leaving(held, begin, concept)))
    return Heads(begin, *found)


def leaving(stability: CarriedStability, state: Key, concept: str) -> tuple[str, ...]:
    """List the decision makers who would leave a state under a concept.

    Raises
    ------
    LimitError
        Where decision diagrams carry the game and it is out of reach for somebody.
    """
    return tuple(dm for dm in stability.game.decision_makers if not stability.stays(concept, state, dm))
