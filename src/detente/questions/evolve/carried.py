"""One protocol for what sequences of moves lead to: `Reach` and `SymbolicReach` answer it; and sequences themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from detente.game import Key, Keys, ManyStates, State


@dataclass(frozen=True, slots=True)
class Move:
    """A decision maker moves to a state."""

    mover: str
    state: State


@dataclass(frozen=True, slots=True)
class Path:
    """A legal sequence of moves: no one moves twice in a row."""

    start: State
    moves: tuple[Move, ...]

    @property
    def end(self) -> State:
        """The state it leads to."""
        return self.moves[-1].state if self.moves else self.start


class CarriedReach(Protocol):
    """What sequences of moves lead to from a state, whoever carries the game."""

    @property
    def complete(self) -> bool:
        """Whether it is all that is reached."""

    @property
    def limit(self) -> str:
        """The limit that was met before everything was reached; else empty."""

    @property
    def longest(self) -> int:
        """How many moves the furthest of what is reached takes."""

    @property
    def states(self) -> ManyStates:
        """All that is reached, the start among it."""

    def among(self, states: Any) -> ManyStates:
        """Keep what is reached of some states; where each has a position, the nearest first."""

    def in_order(self, states: Any) -> ManyStates:
        """Put states into order, the nearest first, where each has a position."""

    def nearest(self, states: Any, most: int) -> Keys:
        """List what is reached of some states, the nearest first: at least so many, if there are so many."""

    def closest(self, states: Any) -> Key | None:
        """Give one of the states that the fewest moves lead to; None where none is reached."""

    def trace(self, state: Key) -> Sequence[tuple[str, Key]] | None:
        """Give a shortest sequence to a state: who moves, and where to; None where there is none."""

    def path(self, state: Key) -> Path | None:
        """Give a shortest sequence to a state, or None."""
