"""What is asked of again and again, worked out once, as far as it is not too much to be kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from detente.questions.robust.diagrams import Floats


@dataclass(eq=False)
class Once:
    """Keeps arrays by what they are of; where it is too much, what was kept first goes first.

    Attributes
    ----------
    most : int
        How many entries the arrays may have, all together; the latest is kept in any case.

    Examples
    --------
    >>> import numpy as np
    >>> kept = Once(10)
    >>> kept.get("a", lambda: np.ones(6)) is kept.get("a", lambda: np.ones(6))
    True
    """

    most: int
    size: int = 0
    _kept: dict[Hashable, Floats] = field(default_factory=dict, repr=False)

    def get(self, key: Hashable, work: Callable[[], Floats]) -> Floats:
        """Give what is kept, or work it out and keep it."""
        if key not in self._kept:
            found = work()
            self.size += found.size
            while self._kept and self.size > self.most:
                self.size -= self._kept.pop(next(iter(self._kept))).size
            self._kept[key] = found
        return self._kept[key]
