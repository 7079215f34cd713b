"""What was found about a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.conflict import Conflict


@dataclass(frozen=True, eq=False)
class Check:
    """A file that can be read, and how large each of its accounts is.

    Attributes
    ----------
    conflict : Conflict
        The file as a whole.
    sizes : mapping of str to int
        How many states are feasible under each account; of the file itself (``base``) where it says of nobody what it
        prefers.
    """

    conflict: Conflict
    sizes: Mapping[str, int]

    @property
    def preferences(self) -> bool:
        """Whether the file says what anybody prefers."""
        return bool(self.conflict.preferences or self.conflict.perspectives)
