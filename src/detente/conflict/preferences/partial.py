"""A partial ranking: some states are not compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from detente.conflict.elements import NOWHERE, Citation, StateRef
from detente.conflict.errors import DetenteError, Place
from detente.conflict.preferences.statements import Statement
from detente.conflict.preferences.whole import Among, Whole


@dataclass(frozen=True, slots=True)
class Partial(Whole):
    """A partial ranking: chains of states, each from best to worst; states in one group tie.

    Preferred is what some chains together put before something else. Two states that no chains connect are not
    compared: which of them is preferred is unknown.
    """

    chains: tuple[tuple[tuple[StateRef, ...], ...], ...]
    because: str = ""
    sources: tuple[Citation, ...] = ()
    confidence: float | None = None
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    of_states: ClassVar[bool] = True
    ranked: ClassVar[bool] = False

    @property
    def open(self) -> bool:
        """Whether it says of something that it is unknown."""
        return True

    def with_first(self, statement: Statement, among: Among) -> Partial:
        """Put a statement before everything else: refused, as it is not said what the whole order is."""
        raise DetenteError(f"nothing can be put first where states are not compared: {statement.written}")
