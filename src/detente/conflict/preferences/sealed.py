"""A preference that is confidential: it can be computed with, and it tells nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from detente.conflict.condition import Condition
from detente.conflict.confidential import Seal
from detente.conflict.elements import NOWHERE
from detente.conflict.errors import Place
from detente.conflict.preferences.partial import Partial
from detente.conflict.preferences.ranking import Ranking
from detente.conflict.preferences.statements import Among, Kept, Prioritised, Statement
from detente.conflict.preferences.weights import Weights

Open = Prioritised | Ranking | Weights | Partial


@dataclass(frozen=True, slots=True)
class Sealed:
    """A preference under a seal: no claims, no statements, no conditions; only whoever builds a game opens it.

    In an account what it keeps may also be changes of the statements underneath.
    """

    seal: Seal
    at: Place = field(default=NOWHERE, compare=False, repr=False)

    stated: ClassVar[bool] = False

    @property
    def _inside(self) -> Any:
        found = self.seal.opened if self.seal.here else None
        return None if isinstance(found, tuple) else found

    @property
    def of_states(self) -> bool:
        """Whether it puts states into an order, one by one."""
        return self._inside is not None and bool(self._inside.of_states)

    @property
    def ranked(self) -> bool:
        """Whether it gives every state a place; what is unknown apart."""
        return self._inside is None or bool(self._inside.ranked)

    @property
    def graded(self) -> bool:
        """Whether it says of something that it is preferred much more."""
        return self._inside is not None and bool(self._inside.graded)

    @property
    def open(self) -> bool:
        """Whether it says of something that it is unknown."""
        return self._inside is not None and bool(self._inside.open)

    @property
    def claims(self) -> tuple[Statement, ...]:
        """Its claims: none that are told."""
        return ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Its statements: none that are told."""
        return ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions that it names: none that are told."""
        return ()

    def telling(self, one: frozenset[str], other: frozenset[str]) -> Statement | None:
        """Give the statement that tells two states apart: none that is told."""
        return None

    def _changed(self, change: Callable[[Open], Open]) -> Sealed:
        return replace(self, seal=Seal(self.seal.party, change(opened(self)), self.seal.missing))

    def with_first(self, statement: Statement, among: Among) -> Sealed:
        """Put a statement before everything else."""
        return self._changed(lambda inside: inside.with_first(statement, among))

    def keeping(self, kept: Kept) -> Sealed:
        """Keep of each group of states what `kept` gives."""
        return self._changed(lambda inside: inside.keeping(kept)) if self.seal.here else self


def opened(preference: Open | Sealed) -> Open:
    """Give a preference as whoever builds a game needs it: what is made of it may not show it.

    Raises
    ------
    NotInFileError
        Where it is confidential and not at hand.
    """
    if not isinstance(preference, Sealed):
        return preference
    found = preference.seal.opened
    assert isinstance(found, Open)
    return found
