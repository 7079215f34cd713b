"""What a search has not come to where the time did not suffice: kept with what it found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from detente.conflict import budget

if TYPE_CHECKING:
    from detente.answers import Search


Asked = TypeVar("Asked")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Stopped:
    """A search that was not at its end when the time was up.

    Attributes
    ----------
    search : str
        What was gone through, see `detente.answers.Unfinished`.
    looked : int
        How many of them were looked at.
    of : int
        How many there are; 0 where that is not known.
    """

    search: Search
    looked: int
    of: int = 0


def shared(of: Sequence[Asked], ask: Callable[[Asked], Found]) -> list[Found]:
    """Ask something of several, each with an equal part of the time that is left (see `detente.conflict.budget`)."""
    found = []
    for number, one in enumerate(of):
        with budget.part(1 / (len(of) - number)):
            found.append(ask(one))
    return found
