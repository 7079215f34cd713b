"""A partial ranking: some states are not compared."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.conflict.condition import Condition
from detente.conflict.elements import NOWHERE, Citation, StateRef
from detente.conflict.errors import Place
from detente.conflict.preferences.statements import Statement


@dataclass(frozen=True, slots=True)
class Partial:
    """A partial ranking: chains of states, each from best to worst; states in one group tie.

    Preferred is what some chains together put before something else. Two states that no chains connect are not
    compared: which of them is preferred is unknown.
    """

    chains: tuple[tuple[tuple[StateRef, ...], ...], ...]
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    @property
    def claims(self) -> tuple[Partial, ...]:
        """Its claims: each statement, or the whole."""
        return (self,)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Its statements: it has none."""
        return ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that it names."""
        return ()

    @property
    def graded(self) -> bool:
        """Whether it says of something that it is preferred much more."""
        return False

    @property
    def open(self) -> bool:
        """Whether it says of something that it is unknown."""
        return True

    @property
    def of_states(self) -> bool:
        """Whether it puts states into an order, one by one."""
        return True
