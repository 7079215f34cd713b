"""Sets of states by their positions in the arrays of a game that lists every state."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from detente.conflict import Condition, evaluate
from detente.game.arrays import Bools, Ints
from detente.game.once import MOST_STATES
from detente.game.pattern import Pattern, pattern_of
from detente.game.state import State
from detente.game.states import as_bools

if TYPE_CHECKING:
    from detente.game.game import Game


class ListedStates:
    """States of a game by their positions in its arrays, in an order that is kept (see `ManyStates`).

    Parameters
    ----------
    game : Game
    positions : array of int
        None twice.

    Examples
    --------
    >>> import detente
    >>> every = detente.load("chicken").game().feasible
    >>> [state.id for state in every.where("not first.swerve")], every.having("first.swerve")
    (['crash', 'second_swerves'], 2)
    """

    links_known = True

    def __init__(self, game: Game, positions: Ints) -> None:
        self.game = game
        self.marked_only = False
        self.__dict__["positions"] = positions

    @classmethod
    def marked(cls, game: Game, mask: Bools) -> ListedStates:
        """Give the states that are marked in an array of bool, shape (size,), in the order of their positions."""
        found = cls.__new__(cls)
        found.game = game
        found.marked_only = True
        found.__dict__["mask"] = mask
        return found

    @classmethod
    def every(cls, game: Game) -> ListedStates:
        """Give all states of a game, without an array as long as the game's."""
        found = cls.marked(game, np.broadcast_to(np.True_, (game.size,)))
        found.__dict__["count"] = game.size
        return found

    @cached_property
    def positions(self) -> Ints:
        """Where they are in the arrays of the game."""
        return np.flatnonzero(self.mask)

    @cached_property
    def mask(self) -> Bools:
        """Tell of each state of the game whether it is among them."""
        found = np.zeros(self.game.size, dtype=bool)
        found[self.positions] = True
        return found

    @cached_property
    def count(self) -> int:
        """How many there are."""
        known = self.__dict__.get("positions")
        return int(np.count_nonzero(self.mask) if known is None else known.size)

    def __len__(self) -> int:
        """Give how many there are."""
        return self.count

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return self.count > 0

    def __contains__(self, state: int | str | State) -> bool:
        """Tell whether a state (see `Game.state`) is among them."""
        return bool(self.mask[state if isinstance(state, int | np.integer) else self.game.state(state).index])

    def __and__(self, other: ListedStates) -> ListedStates:
        """Give the states of both, in the order of these."""
        if self.marked_only:
            return ListedStates.marked(self.game, self.mask & other.mask)
        return ListedStates(self.game, self.positions[other.mask[self.positions]])

    def __or__(self, other: ListedStates) -> ListedStates:
        """Give the states of either: these, then the others; by position where neither has an order of its own."""
        if self.marked_only and other.marked_only:
            return ListedStates.marked(self.game, self.mask | other.mask)
        more = other.positions[~self.mask[other.positions]]
        return ListedStates(self.game, np.concatenate([self.positions, more]))

    def __sub__(self, other: ListedStates) -> ListedStates:
        """Give those that are not among others, in the order of these."""
        if self.marked_only:
            return ListedStates.marked(self.game, self.mask & ~other.mask)
        return ListedStates(self.game, self.positions[~other.mask[self.positions]])

    @cached_property
    def _points(self) -> slice | Ints:
        """The combinations of options that make them up, as positions in those of the game."""
        every = (
            self.marked_only and self.count == self.game.size
        )  # in the game's own order: nothing is copied
        return slice(None) if every else self.game.states.points(self.positions)

    def where(self, condition: str | Condition) -> ListedStates:
        """Keep the states in which a condition holds; of merged states those in all members of which it does."""
        wanted = self.game.conflict.condition(condition) if isinstance(condition, str) else condition
        states, of_states = self.game.states, self.game.states.class_of[self._points]
        if self.count == self.game.size or states.masks.size <= MOST_STATES:
            holds = states.truth(wanted)[self._points]
        else:
            holds = as_bools(evaluate(wanted, partial(states.having, part=self._points)), of_states.size)
        if not states.merged:
            return ListedStates(self.game, self.positions[holds])
        failing = np.zeros(states.size, dtype=bool)
        failing[of_states[~holds]] = True
        return ListedStates(self.game, self.positions[~failing[self.positions]])

    @cached_property
    def fixed(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The options taken in all of them, and those taken in none; of merged states, in all their members."""
        options = self.game.conflict.option_ids
        masks = self.game.states.masks[self._points]
        if not masks.size or self.game.conflict.graph_form:
            return (), ()
        every, some = int(np.bitwise_and.reduce(masks)), int(np.bitwise_or.reduce(masks))
        return (
            tuple(o for k, o in enumerate(options) if every >> k & 1),
            tuple(o for k, o in enumerate(options) if not some >> k & 1),
        )

    @cached_property
    def pattern(self) -> Pattern:
        """What they have in common; of merged states their members."""
        return pattern_of(self.game.states.masks[self._points], self.game.conflict.option_ids)

    def having(self, option: str) -> int:
        """Count those in which an option is taken; of merged states those in which it is in some member."""
        states = self.game.states
        taken = states.class_of[self._points][states.having(option, self._points)]
        return int(np.count_nonzero(np.bincount(taken))) if taken.size else 0

    def sample(self, size: int, *, seed: int = 0) -> tuple[State, ...]:
        """Draw some, each as likely as any other, none twice; all of them where there are no more."""
        drawn = self.positions
        if size < self.count:
            drawn = np.sort(np.random.default_rng(seed).choice(drawn, size, replace=False))
        return tuple(self.game.state(int(s)) for s in drawn)

    def __iter__(self) -> Iterator[State]:
        """Go through them one by one."""
        return (self.game.state(int(s)) for s in self.positions)

    def __getitem__(self, place: int) -> State:
        """Give one of them by its place in their order."""
        return self.game.state(int(self.positions[place]))

    def keys(self, few: int) -> Ints:
        """Give the positions of all of them."""
        return self.positions

    def marks(self, listed: int) -> str:
        """Write ``1`` or ``0`` for each of the first so many states of the game."""
        return (self.mask[:listed].astype(np.uint8) + ord("0")).tobytes().decode("ascii")

    def __repr__(self) -> str:
        return f"<{self.count} of {self.game.size} states of {self.game.conflict.title!r}>"
