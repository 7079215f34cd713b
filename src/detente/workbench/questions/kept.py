"""What is kept so that it need not be found again: the newest of it, within a limit of memory."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Found = TypeVar("Found")


class Kept(Generic[Found]):
    """Values by what they depend on. Who asks for one that is being made waits for it.

    Parameters
    ----------
    most : int
        How many bytes all of them may take together; what was not used longest goes first.

    Examples
    --------
    >>> kept = Kept[str](100)
    >>> [kept.get("a", lambda: "made", lambda found: 60), kept.get("a", lambda: "made again", lambda found: 60)]
    ['made', 'made']
    >>> kept.get("b", lambda: "other", lambda found: 60), kept.get("a", lambda: "made again", lambda found: 60)
    ('other', 'made again')
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.size = 0
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}
        self._found: OrderedDict[Hashable, tuple[Found, int]] = OrderedDict()

    def get(
        self, key: Hashable, make: Callable[[], Found], size: Callable[[Found], int | None] = lambda found: 1
    ) -> Found:
        """Give the value of a key; where there is none, it is made, and kept if there is room.

        What has None for a size is given and not kept.
        """
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key][0]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._found:
                    return self._found[key][0]
            try:
                found = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            self._keep(key, found, size(found))
            return found

    def peek(self, key: Hashable) -> Found | None:
        """Give the value of a key if it is there."""
        with self._lock:
            return self._found[key][0] if key in self._found else None

    def drop(self, key: Hashable) -> None:
        """Forget the value of a key, if it is there."""
        with self._lock:
            _, gone = self._found.pop(key, (None, 0))
            self.size -= gone

    def _keep(self, key: Hashable, found: Found, size: int | None) -> None:
        with self._lock:
            if size is None or size > self.most:
                return
            self.size -= self._found[key][1] if key in self._found else 0
            self._found[key] = (found, size)
            self.size += size
            while self.size > self.most:
                _, (_, gone) = self._found.popitem(last=False)
                self.size -= gone

    def __len__(self) -> int:
        return len(self._found)
