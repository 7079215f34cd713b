"""One protocol for both carriers: what a question may ask of states, and of a game, whoever carries them.

`ListedStates` of a `Game` keep positions in its arrays; a `StateSet` of a `SymbolicGame` is a decision diagram. What is
written against these protocols works on both. What only one of them can do is no business of theirs: a question that
needs the arrays takes a `Game`. What is out of reach raises `TooLargeError` here; answers make "unknown" of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple, Protocol

from detente.conflict import Condition, Conflict
from detente.game.pattern import Pattern
from detente.game.state import State

Key = int | State  # how one state is referred to: by its position where it has one, else by itself


class Keys(Protocol):
    """What several states are referred to by, in an order: an array of positions, or the states themselves."""

    def __len__(self) -> int:
        """Give how many there are."""

    def __iter__(self) -> Any:
        """Go through them."""

    def __getitem__(self, part: slice, /) -> Any:
        """Give some of them."""


class Compared(NamedTuple):
    """How some states compare with one, for a decision maker: which of the comparisons there are."""

    better: bool
    same: bool
    worse: bool
    unknown: bool = False


class ManyStates(Protocol):
    """Many states of one game, held as an array or as a decision diagram."""

    @property
    def count(self) -> int:
        """How many there are."""

    @property
    def fixed(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The options taken in all of them, and those taken in none; of merged states, in all their members."""

    @property
    def pattern(self) -> Pattern:
        """What they have in common; of no state an empty one."""

    @property
    def links_known(self) -> bool:
        """Whether `pattern` looks for links."""

    def __bool__(self) -> bool:
        """Tell whether there is any."""

    def __contains__(self, state: Any, /) -> bool:
        """Tell whether a state is among them."""

    def __and__(self, other: Any, /) -> Any:
        """Give the states of both; those of this set keep their order."""

    def __or__(self, other: Any, /) -> Any:
        """Give the states of either."""

    def __sub__(self, other: Any, /) -> Any:
        """Give the states that are not among others; those of this set keep their order."""

    def where(self, condition: str | Condition) -> Any:
        """Keep the states in which a condition holds; of merged states those in all members of which it does."""

    def having(self, option: str) -> int:
        """Count those in which an option is taken; of merged states those in which it is in some member."""

    def sample(self, size: int, *, seed: int = 0) -> tuple[State, ...]:
        """Draw some, each as likely as any other, none twice; all of them where there are no more."""

    def __iter__(self) -> Iterator[State]:
        """Go through them one by one."""

    def keys(self, few: int) -> Keys:
        """Give what to list them by: all of them where each has a position, else a few drawn by lot."""

    def marks(self, listed: int) -> str:
        """Write ``1`` or ``0`` for each of the first so many states of the game; empty where none has a position."""


class CarriedGame(Protocol):
    """Feasible states, moves and preferences, whoever carries them."""

    @property
    def conflict(self) -> Conflict:
        """What it was built from, the account applied."""

    @property
    def decision_makers(self) -> tuple[str, ...]:
        """The ids of the decision makers, in the order of the file."""

    @property
    def account(self) -> str:
        """The account of the conflict that the game follows."""

    @property
    def carrier(self) -> Literal["dense", "symbolic"]:
        """Which carrier it is."""

    @property
    def listed(self) -> bool:
        """Whether every state is listed: then each has a position, and all of some can be gone through."""

    @property
    def open(self) -> bool:
        """Whether it is unknown of some decision maker which of two states it prefers."""

    @property
    def start(self) -> State | None:
        """The status quo, where the file names one."""

    @property
    def feasible(self) -> ManyStates:
        """The feasible states."""

    def index(self, dm: str) -> int:
        """Give the position of a decision maker."""

    def state(self, which: int | str | State) -> State:
        """Find a state."""

    def some(self, keys: Iterable[Key]) -> ManyStates:
        """Give a set of these states."""

    def gains(self, dm: str, state: Key) -> ManyStates:
        """Give the states that a decision maker can move to in one move and is known to prefer."""

    def rank(self, dm: str, state: Key) -> int | None:
        """Give the rank of a state, 0 for the worst; None where some preference is unknown, or nobody counts ranks."""

    def extremes(self, dm: str, states: Any) -> tuple[Any, Any] | None:
        """Give the least and the greatest rank of some states, as values that compare; there must be a state.

        None where it is unknown how the decision maker orders some two states.
        """

    def places(self, dm: str, states: Any) -> tuple[int, int, int] | None:
        """Give the best and the worst place of some states in a decision maker's order (1 is best), and of how many.

        None of no state, where the order is unknown, and where nobody counts the places.
        """

    def degree(self, dm: str, before: State, after: State) -> int | None:
        """Tell how much better one state is than another: 1, 2 for "much"; 0 for a tie; None where it is unknown."""

    def compared(self, dm: str, start: Key, states: Any) -> Compared:
        """Tell which comparisons of one of the states with the start there are."""

    def alike(self, other: Any) -> bool:
        """Tell whether positions mean the same states in another game."""
