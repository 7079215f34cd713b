"""One protocol for what is stable: `Stability` and `SymbolicStability` answer it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from detente.game import CarriedGame, Key, ManyStates


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who would leave a state under a concept.

    Attributes
    ----------
    gone : tuple of str
        Those who are known to leave it; under weak stability, those for whom it is not weakly stable.
    unsure : tuple of str
        Those of whom that is out of reach.
    held : bool or None
        Whether it is an equilibrium; None where that is out of reach.
    """

    gone: tuple[str, ...]
    unsure: tuple[str, ...]
    held: bool | None


class CarriedStability(Protocol):
    """Which states are stable, for whom, under which concept, whoever carries the game.

    What is out of reach raises `TooLargeError`.
    """

    @property
    def game(self) -> CarriedGame:
        """What was asked about."""

    @property
    def concepts(self) -> tuple[str, ...]:
        """The concepts, by their keys."""

    @property
    def incomplete(self) -> Mapping[str, str]:
        """The concepts whose equilibria are out of reach, and which limit was met."""

    @property
    def seconds(self) -> float:
        """The limit on processor time that it was found within."""

    def exact(self, concept: str) -> bool:
        """Tell whether the equilibria under a concept are known as a set."""

    def held(self, concept: str) -> ManyStates:
        """Give the equilibria under a concept."""

    def bounds(self, concept: str) -> tuple[Any, Any]:
        """Give a set of equilibria, and a set outside which there is none; both all of them where they are known."""

    def among(self, concept: str, states: Any) -> ManyStates:
        """Give the equilibria among some states."""

    def staying(self, concept: str, dm: str) -> ManyStates:
        """Give the states in which a decision maker stays."""

    def stays(self, concept: str, state: Key, dm: str) -> bool:
        """Tell whether a decision maker stays in a state."""

    def equilibria(self, concept: str) -> Any:
        """Give the equilibria under a concept as the carrier shows them: a tuple of states, or a set."""

    def leaving(self, concept: str, state: Key) -> Leaving:
        """Tell who would leave a state, and whether it is an equilibrium."""
