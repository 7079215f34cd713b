"""What the forms of preference have in common that are one claim as a whole, not made of statements."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from detente.conflict.condition import Condition
from detente.conflict.preferences.statements import Among, Kept, Statement

W = TypeVar("W", bound="Whole")

__all__ = ["Among", "Kept", "Whole"]


class Whole:
    """A preference that is one claim. What a form says otherwise, it says itself."""

    __slots__ = ()

    stated: ClassVar[bool] = False
    """Whether it is made of statements, most important first."""

    of_states: ClassVar[bool] = False
    """Whether it puts states into an order, one by one."""

    ranked: ClassVar[bool] = True
    """Whether it gives every state a place; what is unknown apart."""

    @property
    def claims(self: W) -> tuple[W, ...]:
        """Its claims: the whole."""
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
        return False

    def telling(self, one: frozenset[str], other: frozenset[str]) -> Statement | None:
        """Give the statement that tells two states apart: there is none."""
        return None

    def keeping(self: W, kept: Kept) -> W:
        """Keep of each group of states what `kept` gives: it lists none that could be left out."""
        return self
