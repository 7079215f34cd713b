"""What several questions ask of the same game is worked out once, where the game is small.

A brief and a report ask a dozen questions of each game, and many of them begin with the same: where it is heading,
what follows from today, what each reckons with. What is found is kept with the game itself, and goes with it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from detente.game.arrays import Ints

if TYPE_CHECKING:
    from detente.game.game import Game

MOST_STATES = 1 << 12  # of larger games one question is asked at a time, and what it finds takes room
MOST_KEPT = 1 << 20  # things that are kept of a game, times its states

Found = TypeVar("Found")


def once(game: Game, key: Hashable, work: Callable[[], Found]) -> Found:
    """Give what was found for a key before; else find it, and keep it where there is room.

    What is given is shared: nobody may change it.

    Examples
    --------
    >>> import detente
    >>> game = detente.load("chicken").game()
    >>> once(game, "the size", lambda: game.size), once(game, "the size", lambda: 0)
    (4, 4)
    """
    if game.size > MOST_STATES:
        return work()
    kept: dict[Hashable, object] = game.__dict__.setdefault("_found_once", {})
    if key in kept:
        return cast("Found", kept[key])
    found = work()
    if (len(kept) + 1) * game.size <= MOST_KEPT:
        kept[key] = found
    return found


@dataclass(eq=False)
class Kept(Generic[Found]):
    """Keeps what is asked of again and again; where it is too much, what was kept first goes first.

    Attributes
    ----------
    most : int
        How much may be kept, all together; the latest is kept in any case.
    size_of : callable
        How much one thing is.

    Examples
    --------
    >>> kept = Kept(3, len)
    >>> [kept.get(word, lambda word=word: word * 2) for word in ("a", "b", "a")]
    ['aa', 'bb', 'aa']
    >>> kept.size
    2
    """

    most: int
    size_of: Callable[[Found], int]
    size: int = 0
    _kept: dict[Hashable, Found] = field(default_factory=dict, repr=False)

    def get(self, key: Hashable, work: Callable[[], Found]) -> Found:
        """Give what is kept, or work it out and keep it."""
        if key not in self._kept:
            found = work()
            self.size += self.size_of(found)
            while self._kept and self.size > self.most:
                self.size -= self.size_of(self._kept.pop(next(iter(self._kept))))
            self._kept[key] = found
        return self._kept[key]


def unchanging(values: Ints) -> Ints:
    """Give an array as one that nobody can change by mistake; whose it is keeps it as it was."""
    found = values.view()
    found.flags.writeable = False
    return found
