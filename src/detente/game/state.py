"""One state of a game: its name, its number, the options taken in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """One state of a game.

    Attributes
    ----------
    id : str
        The name that the file gives it, or the options taken joined by ``+``; the same under every account.
    taken : tuple of str
        The options taken as ``decision_maker.option``, sorted. Of a merged state: those taken in all members. Nothing
        where the conflict is given as states and moves.
    index : int
        Its position in the arrays of the game.
    number : int
        Its number among all combinations of options, feasible or not: option k counts 2^k (see
        `Conflict.numbering`). The same under every account. Of a merged state: the least of its members. Where the
        conflict is given as states: its place among them, from 0.
    members : tuple of tuple of str
        For states that count as one (rule ``same``): the options taken in each, or the name of each where the conflict
        is given as states; else empty.
    name : str
        The name that the file gives it, or an empty text.
    given : bool
        Whether the conflict is given as states and moves.
    text : str
        Then what the file says of the state; empty for a merged one.
    """

    id: str
    taken: tuple[str, ...]
    index: int
    number: int
    members: tuple[tuple[str, ...], ...] = ()
    name: str = ""
    given: bool = False
    text: str = ""

    @property
    def facts(self) -> frozenset[str]:
        """What conditions are judged by: the options taken, or its name; of a merged state those of one member."""
        if self.members:
            return frozenset(self.members[0])
        return frozenset((self.name,)) if self.given else frozenset(self.taken)

    @property
    def label(self) -> str:
        """A short text to refer to the state by: its name, else its number."""
        return self.name or f"#{self.number}"

    def __str__(self) -> str:
        return self.id


def option_columns(state: State, options: Iterable[str]) -> dict[str, str]:
    """Give a column per option: ``Y`` where it is taken, ``N`` where not, ``-`` where the members of a state differ."""
    taken, perhaps = set(state.taken), set(state.taken).union(*state.members)
    return {o: "Y" if o in taken else "-" if o in perhaps else "N" for o in options}
